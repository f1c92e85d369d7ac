//! `fleets`: EC2 Auto Scaling groups, their placement and their volumes.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::vocabulary::{Percent, Size, Text, Throughput};

/// An Auto Scaling group in each region of the component.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fleet {
    /// al2023, or an AMI for each region. Default: al2023, for the processor of the instance types.
    #[serde(default)]
    pub image: Image,
    /// Script that an instance runs at its first start, `#!` first; at most 16 KiB.
    pub user_data: Option<Text>,
    /// EC2 instance types of one processor architecture, best first; at most 40.
    pub instance_types: Vec<String>,
    /// How many instances.
    pub scaling: FleetScaling,
    /// Placement group: cluster (close together, one zone), spread (each on its own rack, 7 a zone) or {partition: 1 to 7}. Left out: none.
    pub placement: Option<Placement>,
    /// Letter of the only zone to use: a. A cluster placement group needs it. Left out: every zone of the network.
    pub zone: Option<String>,
    /// required: refuse instance types without the Elastic Network Adapter.
    pub enhanced_networking: Option<EnhancedNetworking>,
    /// The volume that al2023 boots from. Left out: 8 GiB of gp3. With an AMI of your own it stands in `volumes`, under the AMI's root device.
    pub root_volume: Option<Volume>,
    /// EBS volumes by device name, beside the root volume: `/dev/xvdb: {type: gp3, size: 100GiB}`.
    #[serde(default)]
    pub volumes: IndexMap<String, Volume>,
    /// On-demand and spot instances. Left out: on-demand only.
    pub purchase: Option<Purchase>,
}

/// The machine image.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Image {
    /// The newest Amazon Linux 2023, through its public SSM parameter.
    #[default]
    Al2023,
    /// An AMI for each region: `{us-east-1: ami-0123456789abcdef0}`.
    Ami(IndexMap<String, String>),
}

/// Size of an Auto Scaling group.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FleetScaling {
    /// Fewest instances.
    pub min: u32,
    /// Most instances. In a spread placement group 7 for each zone.
    pub max: u32,
    /// Average processor use to aim at, above 0%. Left out: the group keeps the size it has, at first `min`.
    pub cpu: Option<Percent>,
}

/// The strategy of a placement group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Placement {
    /// Close together, for low latency between instances.
    Cluster,
    /// Each instance on its own rack.
    Spread,
    /// So many partitions a zone; instances of different partitions share no rack.
    Partition(u32),
}

/// Whether the Elastic Network Adapter is demanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EnhancedNetworking {
    /// Instance types without it are refused.
    Required,
}

/// An EBS volume of each instance. It is encrypted and goes with its instance.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Volume {
    /// Type of the volume. Default: gp3.
    #[serde(rename = "type", default)]
    pub kind: VolumeType,
    /// Size in whole GiB; the bounds depend on the type.
    pub size: Size,
    /// Provisioned IOPS: required for io1 and io2, optional for gp3 (default: 3000), refused for others.
    pub iops: Option<u32>,
    /// Provisioned throughput: gp3 only. Default: 125MiB/s.
    pub throughput: Option<Throughput>,
}

/// The type of an EBS volume.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum VolumeType {
    /// General purpose SSD.
    #[default]
    Gp3,
    /// General purpose SSD of the previous generation.
    Gp2,
    /// Provisioned IOPS SSD, Block Express.
    Io2,
    /// Provisioned IOPS SSD of the previous generation.
    Io1,
    /// Throughput optimised HDD.
    St1,
    /// Cold HDD.
    Sc1,
}

impl VolumeType {
    /// The name, here and at AWS.
    pub const fn name(self) -> &'static str {
        match self {
            VolumeType::Gp3 => "gp3",
            VolumeType::Gp2 => "gp2",
            VolumeType::Io2 => "io2",
            VolumeType::Io1 => "io1",
            VolumeType::St1 => "st1",
            VolumeType::Sc1 => "sc1",
        }
    }
}

/// How instances are bought.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Purchase {
    /// Instances that are always on-demand, before any are spot. Default: 0.
    #[serde(default)]
    pub on_demand_base: u32,
    /// Share of spot among the instances above the base, in whole percent.
    pub spot: Percent,
}
