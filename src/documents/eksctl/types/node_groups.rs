//! Node groups, managed and self-managed, and what belongs to them.
//!
//! Written by tools/eksctl_types.py.

use super::super::Taints;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Nodes whose Auto Scaling group, updates and draining EKS looks after.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ManagedNodeGroup {
    /// Letters, digits and hyphens, starting with a letter; unique over both lists.
    pub name: String,
    /// EC2 instance type; `mixed` beside `instancesDistribution`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_type: Option<String>,
    /// Several instance types, instead of `instanceType`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instance_types: Vec<String>,
    /// Choose instance types by vCPUs, memory and GPUs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_selector: Option<InstanceSelector>,
    /// Spot instances only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spot: Option<bool>,
    /// Operating system of the nodes. One of `AmazonLinux2023`, `AmazonLinux2`, `UbuntuPro2604`, `Ubuntu2604`,
    /// `UbuntuPro2404`, `Ubuntu2404`, `UbuntuPro2204`, `Ubuntu2204`, `UbuntuPro2004`, `Ubuntu2004`, `Bottlerocket`,
    /// `BottlerocketFips`, `WindowsServer2019CoreContainer`, `WindowsServer2019FullContainer`,
    /// `WindowsServer2022CoreContainer`, `WindowsServer2022FullContainer`, `WindowsServer2025CoreContainer`,
    /// `WindowsServer2025FullContainer`. Default: AmazonLinux2023.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ami_family: Option<String>,
    /// Image of your own, by id; needs `amiFamily`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ami: Option<String>,
    /// Version of the EKS optimised image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_version: Option<String>,
    /// A launch template that exists already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_template: Option<LaunchTemplate>,
    /// Nodes at the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desired_capacity: Option<i64>,
    /// Fewest nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_size: Option<i64>,
    /// Most nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_size: Option<i64>,
    /// Kubernetes labels of the nodes.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub labels: IndexMap<String, String>,
    /// Taints of the nodes, as a list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taints: Vec<NodeGroupTaint>,
    /// Nodes have private addresses only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_networking: Option<bool>,
    /// Zones by name. For the cluster at least two; for a node group those it is limited to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub availability_zones: Vec<String>,
    /// Subnets by id or alias, instead of zones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subnets: Vec<String>,
    /// A placement group that exists already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement: Option<Placement>,
    /// Elastic Fabric Adapter; one zone or subnet only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub efa_enabled: Option<bool>,
    /// Which capacity reservations the nodes may use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_reservation: Option<CapacityReservation>,
    /// Buy from a capacity block.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_market_options: Option<InstanceMarketOptions>,
    /// Type of the root volume. One of `gp2`, `gp3`, `io1`, `io2`, `sc1`, `st1`. Default: gp3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_type: Option<String>,
    /// Size in GiB. Default: 80.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_size: Option<i64>,
    /// IOPS: gp3 3,000 to 16,000, io1 100 to 64,000, io2 100 to 256,000.
    #[serde(rename = "volumeIOPS", skip_serializing_if = "Option::is_none")]
    pub volume_iops: Option<i64>,
    /// MiB/s of a gp3 volume, 125 to 1,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_throughput: Option<i64>,
    /// Encrypt the volume; needs `volumeSize`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_encrypted: Option<bool>,
    /// KMS key of the volume; needs `volumeEncrypted`.
    #[serde(rename = "volumeKmsKeyID", skip_serializing_if = "Option::is_none")]
    pub volume_kms_key_id: Option<String>,
    /// Device name of the volume.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_name: Option<String>,
    /// Further volumes of every node.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub additional_volumes: Vec<VolumeMapping>,
    /// Most pods on a node. Default: by the instance type's addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_pods_per_node: Option<i64>,
    /// How many nodes an update may take away at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_config: Option<NodeGroupUpdateConfig>,
    /// Automatic repair of unhealthy nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_repair_config: Option<NodeGroupNodeRepairConfig>,
    /// Role of the nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iam: Option<NodeGroupIam>,
    /// Security groups of the nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_groups: Option<NodeGroupSgs>,
    /// SSH access to the nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ssh: Option<NodeGroupSsh>,
    /// Prefix of the `Name` tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_prefix: Option<String>,
    /// `Name` tag of the instances.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_name: Option<String>,
    /// Tags of the node group, in AWS.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub tags: IndexMap<String, String>,
    /// Auto Scaling processes to suspend.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asg_suspend_processes: Vec<String>,
    /// Dedicated bandwidth to EBS, for types that lack it by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ebs_optimized: Option<bool>,
    /// Shell commands to run before the node joins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pre_bootstrap_commands: Vec<String>,
    /// Script that makes the node join, instead of eksctl's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub override_bootstrap_command: Option<String>,
    /// Tag the Auto Scaling group with labels and taints, so that Cluster Autoscaler can start from zero.
    #[serde(rename = "propagateASGTags", skip_serializing_if = "Option::is_none")]
    pub propagate_asg_tags: Option<bool>,
    /// Require session tokens at the instance metadata service. Default: true.
    #[serde(rename = "disableIMDSv1", skip_serializing_if = "Option::is_none")]
    pub disable_imdsv1: Option<bool>,
    /// Keep pods away from the instance metadata service.
    #[serde(rename = "disablePodIMDS", skip_serializing_if = "Option::is_none")]
    pub disable_pod_imds: Option<bool>,
    /// Settings of Bottlerocket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bottlerocket: Option<NodeGroupBottlerocket>,
    /// EC2 metrics every minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_detailed_monitoring: Option<bool>,
    /// Outpost of the nodes.
    #[serde(rename = "outpostARN", skip_serializing_if = "Option::is_none")]
    pub outpost_arn: Option<String>,
}

/// Nodes in an Auto Scaling group that eksctl makes and nobody updates on its own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NodeGroup {
    /// Letters, digits and hyphens, starting with a letter; unique over both lists.
    pub name: String,
    /// EC2 instance type; `mixed` beside `instancesDistribution`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_type: Option<String>,
    /// Several instance types, On-Demand and Spot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instances_distribution: Option<NodeGroupInstancesDistribution>,
    /// Choose instance types by vCPUs, memory and GPUs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_selector: Option<InstanceSelector>,
    /// Operating system of the nodes. One of `AmazonLinux2023`, `AmazonLinux2`, `UbuntuPro2604`, `Ubuntu2604`,
    /// `UbuntuPro2404`, `Ubuntu2404`, `UbuntuPro2204`, `Ubuntu2204`, `UbuntuPro2004`, `Ubuntu2004`, `Bottlerocket`,
    /// `BottlerocketFips`, `WindowsServer2019CoreContainer`, `WindowsServer2019FullContainer`,
    /// `WindowsServer2022CoreContainer`, `WindowsServer2022FullContainer`, `WindowsServer2025CoreContainer`,
    /// `WindowsServer2025FullContainer`. Default: AmazonLinux2023.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ami_family: Option<String>,
    /// Image of your own, by id; needs `amiFamily`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ami: Option<String>,
    /// Nodes at the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desired_capacity: Option<i64>,
    /// Fewest nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_size: Option<i64>,
    /// Most nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_size: Option<i64>,
    /// Kubernetes labels of the nodes.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub labels: IndexMap<String, String>,
    /// Taints of the nodes: a list, or a map `key: value:Effect`.
    #[serde(default, skip_serializing_if = "Taints::is_empty")]
    pub taints: Taints,
    /// Nodes have private addresses only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_networking: Option<bool>,
    /// Zones by name. For the cluster at least two; for a node group those it is limited to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub availability_zones: Vec<String>,
    /// Local Zones by name; self-managed groups only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub local_zones: Vec<String>,
    /// Subnets by id or alias, instead of zones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subnets: Vec<String>,
    /// A placement group that exists already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement: Option<Placement>,
    /// Elastic Fabric Adapter; one zone or subnet only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub efa_enabled: Option<bool>,
    /// Which capacity reservations the nodes may use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_reservation: Option<CapacityReservation>,
    /// Buy from a capacity block.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_market_options: Option<InstanceMarketOptions>,
    /// Type of the root volume. One of `gp2`, `gp3`, `io1`, `io2`, `sc1`, `st1`. Default: gp3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_type: Option<String>,
    /// Size in GiB. Default: 80.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_size: Option<i64>,
    /// IOPS: gp3 3,000 to 16,000, io1 100 to 64,000, io2 100 to 256,000.
    #[serde(rename = "volumeIOPS", skip_serializing_if = "Option::is_none")]
    pub volume_iops: Option<i64>,
    /// MiB/s of a gp3 volume, 125 to 1,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_throughput: Option<i64>,
    /// Encrypt the volume; needs `volumeSize`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_encrypted: Option<bool>,
    /// KMS key of the volume; needs `volumeEncrypted`.
    #[serde(rename = "volumeKmsKeyID", skip_serializing_if = "Option::is_none")]
    pub volume_kms_key_id: Option<String>,
    /// Device name of the volume.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_name: Option<String>,
    /// Further volumes of every node.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub additional_volumes: Vec<VolumeMapping>,
    /// Most pods on a node. Default: by the instance type's addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_pods_per_node: Option<i64>,
    /// Seconds after which a node is replaced, 86,400 or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_instance_lifetime: Option<i64>,
    /// How many nodes an update may take away at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_config: Option<NodeGroupUpdateConfig>,
    /// Role of the nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iam: Option<NodeGroupIam>,
    /// Security groups of the nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_groups: Option<NodeGroupSgs>,
    /// SSH access to the nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ssh: Option<NodeGroupSsh>,
    /// Prefix of the `Name` tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_prefix: Option<String>,
    /// `Name` tag of the instances.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_name: Option<String>,
    /// Tags of the Auto Scaling group and the instances, in AWS.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub tags: IndexMap<String, String>,
    /// Auto Scaling processes to suspend.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asg_suspend_processes: Vec<String>,
    /// Dedicated bandwidth to EBS, for types that lack it by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ebs_optimized: Option<bool>,
    /// Shell commands to run before the node joins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pre_bootstrap_commands: Vec<String>,
    /// Script that makes the node join, instead of eksctl's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub override_bootstrap_command: Option<String>,
    /// Tag the Auto Scaling group with labels and taints, so that Cluster Autoscaler can start from zero.
    #[serde(rename = "propagateASGTags", skip_serializing_if = "Option::is_none")]
    pub propagate_asg_tags: Option<bool>,
    /// Require session tokens at the instance metadata service. Default: true.
    #[serde(rename = "disableIMDSv1", skip_serializing_if = "Option::is_none")]
    pub disable_imdsv1: Option<bool>,
    /// Keep pods away from the instance metadata service.
    #[serde(rename = "disablePodIMDS", skip_serializing_if = "Option::is_none")]
    pub disable_pod_imds: Option<bool>,
    /// Settings of Bottlerocket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bottlerocket: Option<NodeGroupBottlerocket>,
    /// EC2 metrics every minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_detailed_monitoring: Option<bool>,
    /// Outpost of the nodes.
    #[serde(rename = "outpostARN", skip_serializing_if = "Option::is_none")]
    pub outpost_arn: Option<String>,
    /// Metrics of the Auto Scaling group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asg_metrics_collection: Vec<MetricsCollection>,
    /// `standard` or `unlimited`, for burstable types.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_credits: Option<String>,
    /// Classic Load Balancers that the nodes join.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classic_load_balancer_names: Vec<String>,
    /// Target groups that the nodes join.
    #[serde(rename = "targetGroupARNs", default, skip_serializing_if = "Vec::is_empty")]
    pub target_group_arns: Vec<String>,
    /// Address of the cluster's DNS service.
    #[serde(rename = "clusterDNS", skip_serializing_if = "Option::is_none")]
    pub cluster_dns: Option<String>,
    /// Further settings of the kubelet.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub kubelet_extra_config: IndexMap<String, Value>,
    /// Container runtime; `containerd`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_runtime: Option<String>,
    /// Nitro Enclaves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enclave_enabled: Option<bool>,
}

/// Keeps pods without a matching toleration off a node.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NodeGroupTaint {
    /// Key of the taint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Value of the taint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<String>,
}

/// Several instance types and a mix of On-Demand and Spot in one group.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NodeGroupInstancesDistribution {
    /// Instance types, up to 20.
    pub instance_types: Vec<String>,
    /// Most to pay for a Spot instance, in USD an hour. Left out: the On-Demand price. Default: on demand price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_price: Option<f64>,
    /// On-Demand nodes before any Spot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_demand_base_capacity: Option<i64>,
    /// Share of On-Demand above the base, 0 to 100. Default: 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_demand_percentage_above_base_capacity: Option<i64>,
    /// Spot pools per zone, 1 to 20; for `lowest-price` only. Default: 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spot_instance_pools: Option<i64>,
    /// How Spot pools are chosen; `price-capacity-optimized` is the best general choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spot_allocation_strategy: Option<String>,
    /// Replace Spot nodes when they are about to be interrupted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_rebalance: Option<bool>,
}

/// Instance types chosen by what they offer, at the time eksctl runs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct InstanceSelector {
    /// Number of vCPUs.
    #[serde(rename = "vCPUs", skip_serializing_if = "Option::is_none")]
    pub vcpus: Option<i64>,
    /// Memory, GiB unless a unit is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<String>,
    /// Number of GPUs; 0 for types without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gpus: Option<i64>,
    /// Number of Neuron devices; 0 for types without.
    #[serde(rename = "neuron_devices", skip_serializing_if = "Option::is_none")]
    pub neuron_devices: Option<i64>,
    /// Processor architecture. One of `x86_64`, `amd64`, `arm64`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_architecture: Option<String>,
    /// Regular expression of the types to choose from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow: Option<String>,
    /// Regular expression of the types to leave out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deny: Option<String>,
}

/// How many nodes an update may take away at once: a number or a percentage.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NodeGroupUpdateConfig {
    /// Number of nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_unavailable: Option<i64>,
    /// Percentage of the nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_unavailable_percentage: Option<i64>,
}

/// `NodeGroupNodeRepairConfig` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NodeGroupNodeRepairConfig {
    /// `NodeGroupNodeRepairConfig.enabled` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// `NodeGroupNodeRepairConfig.maxUnhealthyNodeThresholdPercentage` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_unhealthy_node_threshold_percentage: Option<i64>,
    /// `NodeGroupNodeRepairConfig.maxUnhealthyNodeThresholdCount` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_unhealthy_node_threshold_count: Option<i64>,
    /// `NodeGroupNodeRepairConfig.maxParallelNodesRepairedPercentage` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_parallel_nodes_repaired_percentage: Option<i64>,
    /// `NodeGroupNodeRepairConfig.maxParallelNodesRepairedCount` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_parallel_nodes_repaired_count: Option<i64>,
    /// `NodeGroupNodeRepairConfig.nodeRepairConfigOverrides` in eksctl's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub node_repair_config_overrides: Vec<NodeRepairConfigOverride>,
}

/// `NodeRepairConfigOverride` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NodeRepairConfigOverride {
    /// `NodeRepairConfigOverride.nodeMonitoringCondition` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_monitoring_condition: Option<String>,
    /// `NodeRepairConfigOverride.nodeUnhealthyReason` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_unhealthy_reason: Option<String>,
    /// `NodeRepairConfigOverride.minRepairWaitTimeMins` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_repair_wait_time_mins: Option<i64>,
    /// `NodeRepairConfigOverride.repairAction` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repair_action: Option<String>,
}

/// A launch template that exists already.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct LaunchTemplate {
    /// Id of the launch template.
    pub id: String,
    /// Version number of the launch template.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

/// A placement group that exists already.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Placement {
    /// Name of the placement group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_name: Option<String>,
    /// `Placement.spreadLevel` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spread_level: Option<String>,
}

/// Which capacity reservations the nodes may use.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CapacityReservation {
    /// `open` or `none`; not beside a target.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_reservation_preference: Option<String>,
    /// One reservation or group of reservations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_reservation_target: Option<CapacityReservationTarget>,
}

/// One reservation or one group of reservations.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CapacityReservationTarget {
    /// Id of the reservation.
    #[serde(rename = "capacityReservationID", skip_serializing_if = "Option::is_none")]
    pub capacity_reservation_id: Option<String>,
    /// ARN of the group of reservations.
    #[serde(rename = "capacityReservationResourceGroupARN", skip_serializing_if = "Option::is_none")]
    pub capacity_reservation_resource_group_arn: Option<String>,
}

/// `InstanceMarketOptions` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct InstanceMarketOptions {
    /// `capacity-block`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub market_type: Option<String>,
}

/// A further EBS volume on every node.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct VolumeMapping {
    /// Size in GiB. Default: 80.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_size: Option<i64>,
    /// Type of the root volume. One of `gp2`, `gp3`, `io1`, `io2`, `sc1`, `st1`. Default: gp3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_type: Option<String>,
    /// Device name of the volume.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_name: Option<String>,
    /// Encrypt the volume; needs `volumeSize`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_encrypted: Option<bool>,
    /// KMS key of the volume; needs `volumeEncrypted`.
    #[serde(rename = "volumeKmsKeyID", skip_serializing_if = "Option::is_none")]
    pub volume_kms_key_id: Option<String>,
    /// IOPS: gp3 3,000 to 16,000, io1 100 to 64,000, io2 100 to 256,000.
    #[serde(rename = "volumeIOPS", skip_serializing_if = "Option::is_none")]
    pub volume_iops: Option<i64>,
    /// MiB/s of a gp3 volume, 125 to 1,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_throughput: Option<i64>,
    /// Snapshot the volume starts from.
    #[serde(rename = "snapshotID", skip_serializing_if = "Option::is_none")]
    pub snapshot_id: Option<String>,
}

/// The role of the nodes: made by eksctl out of policies, or one that exists.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NodeGroupIam {
    /// An IAM policy document, inline.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub attach_policy: IndexMap<String, Value>,
    /// ARNs of IAM policies.
    #[serde(rename = "attachPolicyARNs", default, skip_serializing_if = "Vec::is_empty")]
    pub attach_policy_arns: Vec<String>,
    /// Instance profile that exists already; self-managed groups only.
    #[serde(rename = "instanceProfileARN", skip_serializing_if = "Option::is_none")]
    pub instance_profile_arn: Option<String>,
    /// Role that exists already.
    #[serde(rename = "instanceRoleARN", skip_serializing_if = "Option::is_none")]
    pub instance_role_arn: Option<String>,
    /// Name of the role, instead of a generated one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_role_name: Option<String>,
    /// Permissions boundary of the node role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_role_permissions_boundary: Option<String>,
    /// Policies of well-known controllers. Pod identities are narrower.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_addon_policies: Option<NodeGroupIamAddonPolicies>,
}

/// Policies of well-known controllers, attached to the node role: every pod of the node has them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NodeGroupIamAddonPolicies {
    /// Full access to ECR.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_builder: Option<bool>,
    /// Cluster Autoscaler.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_scaler: Option<bool>,
    /// ExternalDNS, for Route 53.
    #[serde(rename = "externalDNS", skip_serializing_if = "Option::is_none")]
    pub external_dns: Option<bool>,
    /// cert-manager, for Route 53.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cert_manager: Option<bool>,
    /// App Mesh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_mesh: Option<bool>,
    /// App Mesh preview.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_mesh_preview: Option<bool>,
    /// EBS CSI driver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ebs: Option<bool>,
    /// FSx.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fsx: Option<bool>,
    /// EFS CSI driver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub efs: Option<bool>,
    /// AWS Load Balancer Controller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aws_load_balancer_controller: Option<bool>,
    /// Deprecated: `awsLoadBalancerController`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alb_ingress: Option<bool>,
    /// X-Ray.
    #[serde(rename = "xRay", skip_serializing_if = "Option::is_none")]
    pub xray: Option<bool>,
    /// CloudWatch agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud_watch: Option<bool>,
}

/// Security groups of the nodes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NodeGroupSgs {
    /// Further security groups.
    #[serde(rename = "attachIDs", default, skip_serializing_if = "Vec::is_empty")]
    pub attach_ids: Vec<String>,
    /// The security group shared by all nodes; self-managed groups only. Default: true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_shared: Option<bool>,
    /// A security group of the node group's own; self-managed groups only. Default: true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_local: Option<bool>,
}

/// SSH access to the nodes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NodeGroupSsh {
    /// Allow SSH.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow: Option<bool>,
    /// File of the public key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_key_path: Option<String>,
    /// The public key itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_key: Option<String>,
    /// Name of a key pair in EC2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_key_name: Option<String>,
    /// Security groups from which SSH is allowed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source_security_group_ids: Vec<String>,
    /// Deprecated: Session Manager is always available.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_ssm: Option<bool>,
}

/// `NodeGroupBottlerocket` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NodeGroupBottlerocket {
    /// Run Bottlerocket's admin container.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_admin_container: Option<bool>,
    /// Settings under Bottlerocket's own names.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub settings: IndexMap<String, Value>,
}

/// `MetricsCollection` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct MetricsCollection {
    /// How often: `1Minute`.
    pub granularity: String,
    /// Names of the metrics. Default: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<String>,
}
