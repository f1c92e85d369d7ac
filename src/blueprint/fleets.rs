//! `fleets`: EC2 Auto Scaling groups, their placement and their volumes.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::EnvValue;
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
    /// Environment variables, beside those that follow from `uses`: text, `{secret: NAME}` or `{parameter: NAME}`. Of a secret or a
    /// parameter the variable holds the name, and the instances may read it. Login shells and `user_data` have them; systemd units
    /// get them with `EnvironmentFile=/etc/NAME.env`, NAME being the system's.
    #[serde(default)]
    pub env: IndexMap<String, EnvValue>,
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
    /// Elastic Fabric Adapters of each instance, one on each network card: at least 1, at most what the instance types have. Left out: none.
    pub fabric_adapters: Option<u32>,
    /// The volume that al2023 boots from. Left out: 8 GiB of gp3. With an AMI of your own it stands in `volumes`, under the AMI's root device.
    pub root_volume: Option<Volume>,
    /// EBS volumes by device name, beside the root volume: `/dev/xvdb: {type: gp3, size: 100GiB}`.
    #[serde(default)]
    pub volumes: IndexMap<String, Volume>,
    /// On-demand and spot instances. Left out: on-demand only.
    pub purchase: Option<Purchase>,
    /// Capacity that is kept for the fleet: `{reserve: 4}` or `{ids: {us-east-1: [cr-0123456789abcdef0]}}`. Instances beyond it run on
    /// demand. Left out: open reservations of the account that match.
    pub capacity_reservation: Option<CapacityReservation>,
    /// Instances that have started once and wait to be needed. Left out: none.
    pub warm_pool: Option<WarmPool>,
    /// What the CloudWatch agent measures inside the instances and EC2 does not see: memory, disk, network, volumes. It sends the metrics of
    /// the fleet as a whole, by `AutoScalingGroupName` in the namespace CWAgent, and is charged for them. The instances install it from the
    /// repository of Amazon Linux unless their image has it. Left out: no agent.
    #[serde(default)]
    pub host_metrics: Vec<HostMetric>,
}

/// What the CloudWatch agent measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HostMetric {
    /// The share of memory in use.
    Memory,
    /// The share of each file system in use; the fullest counts.
    Disk,
    /// Packets that the network adapter held back or lost because the instance was over its allowance: bandwidth in or out, packets,
    /// tracked connections, requests for names, time and metadata.
    Network,
    /// How long more is asked of EBS volumes, or of the instance for all of them, than their IOPS or throughput.
    Volumes,
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
    /// Average traffic into an instance to aim at, above 0MiB/s. With several targets the one that wants most instances counts.
    pub network_in: Option<Throughput>,
    /// Average traffic out of an instance to aim at, above 0MiB/s.
    pub network_out: Option<Throughput>,
    /// A queue that the instances work on, and how much of it each should have before it. With other targets the one that wants most
    /// instances counts.
    pub queue: Option<QueueTarget>,
    /// forecast_only, or forecast_and_scale: also follow a forecast of the first target of cpu, network_in and network_out. Left out: neither.
    pub predictive: Option<Predictive>,
    /// Other sizes at given times, by a name that becomes part of logical ids.
    #[serde(default)]
    pub schedule: IndexMap<String, ScheduledSize>,
}

impl FleetScaling {
    /// Most instances: `max`, or what the schedule makes of none.
    pub fn most(&self) -> u32 {
        if self.max > 0 { self.max } else { self.schedule.values().map(|size| size.max).max().unwrap_or_default() }
    }
}

/// As many instances as the messages of a queue need, those that wait and those that are being worked on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QueueTarget {
    /// The SQS queue, in the fleet's region: the name of an existing one whose ARN is written out, or its ARN.
    pub name: String,
    /// Messages for each instance to aim at, above 0: how long a message may wait, divided by the time that an instance takes for one.
    /// A fleet of no instances starts its first for the first message, and keeps its last until none waits or is being worked on.
    pub backlog: u32,
}

/// What is done with a forecast of the load, which learns from 14 days and needs one day to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Predictive {
    /// It is shown and compared, and changes nothing.
    ForecastOnly,
    /// Instances start ahead of the load. It never takes instances away; the targets do.
    ForecastAndScale,
}

/// Another size of the fleet from some time on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduledSize {
    /// When, as five fields of cron: minute, hour, day of the month, month, day of the week. `0 20 * * 1-5` is 20:00 on weekdays.
    pub cron: String,
    /// IANA time zone of the hours: Europe/Berlin. Default: UTC.
    pub time_zone: Option<String>,
    /// Fewest instances from then on.
    pub min: u32,
    /// Most instances from then on.
    pub max: u32,
}

/// Instances that have started once and wait beside the fleet, stopped or running.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WarmPool {
    /// How they wait: stopped (only their volumes are paid for) or running. Default: stopped.
    pub state: WarmState,
    /// Fewest that wait. Default: 0.
    pub min: u32,
    /// Most instances in the pool and in service together. Default: `scaling.max`.
    pub prepared: Option<u32>,
    /// Whether instances go back to the pool when the fleet shrinks, instead of being terminated. Default: false.
    pub reuse: bool,
}

/// How the instances of a warm pool wait.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WarmState {
    /// Stopped.
    #[default]
    Stopped,
    /// Running, and paid for.
    Running,
}

/// On-demand capacity that is reserved, and paid for whether it is used or not.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CapacityReservation {
    /// Reserve so many instances of the fleet's only type in its only zone, for this fleet.
    Reserve(u32),
    /// Use these reservations, by region: cr-0123456789abcdef0.
    Ids(IndexMap<String, Vec<String>>),
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
    /// Which of the instance types are taken on demand: prioritized (in the order of `instance_types`) or lowest-price. Default: prioritized.
    pub on_demand_strategy: Option<OnDemandStrategy>,
    /// Which of the instance types are taken as spot. Default: price-capacity-optimized.
    pub spot_strategy: Option<SpotStrategy>,
}

/// How on-demand capacity is chosen among instance types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OnDemandStrategy {
    /// In the order of `instance_types`.
    Prioritized,
    /// The cheapest.
    LowestPrice,
}

impl OnDemandStrategy {
    /// The name, here and at AWS.
    pub const fn name(self) -> &'static str {
        match self {
            OnDemandStrategy::Prioritized => "prioritized",
            OnDemandStrategy::LowestPrice => "lowest-price",
        }
    }
}

/// How spot capacity is chosen among instance types and zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SpotStrategy {
    /// The cheapest of the pools with most room.
    PriceCapacityOptimized,
    /// The pools with most room.
    CapacityOptimized,
    /// The pools with most room, and the order of `instance_types` among them.
    CapacityOptimizedPrioritized,
    /// The cheapest pool, which is interrupted most.
    LowestPrice,
}

impl SpotStrategy {
    /// The name, here and at AWS.
    pub const fn name(self) -> &'static str {
        match self {
            SpotStrategy::PriceCapacityOptimized => "price-capacity-optimized",
            SpotStrategy::CapacityOptimized => "capacity-optimized",
            SpotStrategy::CapacityOptimizedPrioritized => "capacity-optimized-prioritized",
            SpotStrategy::LowestPrice => "lowest-price",
        }
    }
}
