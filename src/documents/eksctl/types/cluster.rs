//! The cluster itself: its identity, network, control plane and Fargate profiles.
//!
//! Written by tools/eksctl_types.py.

use super::{
    AccessConfig, Addon, AddonsConfig, Capability, ClusterIam, GitOps, IamIdentityMapping, IdentityProvider, Karpenter,
    ManagedNodeGroup, NodeGroup, Placement,
};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One EKS cluster as eksctl creates it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClusterConfig {
    /// Filled in: `eksctl.io/v1alpha5`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub api_version: String,
    /// Filled in: `ClusterConfig`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Filled in from the component; tags and annotations of your own may be given.
    #[serde(default)]
    pub metadata: ClusterMeta,
    /// What happens when standard support ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upgrade_policy: Option<UpgradePolicy>,
    /// Zones by name. For the cluster at least two; for a node group those it is limited to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub availability_zones: Vec<String>,
    /// Local Zones by name; self-managed groups only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub local_zones: Vec<String>,
    /// Network of the cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc: Option<ClusterVpc>,
    /// A cluster without any way out to the internet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_cluster: Option<PrivateCluster>,
    /// Addresses of Kubernetes services.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kubernetes_network_config: Option<KubernetesNetworkConfig>,
    /// Roles of the cluster and of its service accounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iam: Option<ClusterIam>,
    /// Who may use the Kubernetes API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_config: Option<AccessConfig>,
    /// Entries of the aws-auth ConfigMap.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub iam_identity_mappings: Vec<IamIdentityMapping>,
    /// OpenID Connect providers whose users may use the cluster.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identity_providers: Vec<IdentityProvider>,
    /// Envelope encryption of Kubernetes secrets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secrets_encryption: Option<SecretsEncryption>,
    /// EKS add-ons. `vpc-cni`, `coredns`, `kube-proxy` and `metrics-server` are added unless default add-ons are
    /// disabled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addons: Vec<Addon>,
    /// How eksctl treats add-ons as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addons_config: Option<AddonsConfig>,
    /// EKS Auto Mode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_mode_config: Option<AutoModeConfig>,
    /// Install Karpenter. Needs `iam.withOIDC`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub karpenter: Option<Karpenter>,
    /// Node groups that EKS manages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub managed_node_groups: Vec<ManagedNodeGroup>,
    /// Self-managed node groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub node_groups: Vec<NodeGroup>,
    /// Pods that run on Fargate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fargate_profiles: Vec<FargateProfile>,
    /// Logs of the control plane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud_watch: Option<ClusterCloudWatch>,
    /// Zonal shift of the cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zonal_shift_config: Option<ZonalShiftConfig>,
    /// Provisioned control plane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control_plane_scaling_config: Option<ControlPlaneScalingConfig>,
    /// Hybrid nodes outside AWS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_network_config: Option<RemoteNetworkConfig>,
    /// Bootstrap Flux.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gitops: Option<GitOps>,
    /// A control plane on an AWS Outpost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outpost: Option<Outpost>,
    /// Settings of kube-apiserver.
    #[serde(rename = "kubeAPIServerConfig", skip_serializing_if = "Option::is_none")]
    pub kube_api_server_config: Option<KubeApiServerConfig>,
    /// Settings of kube-scheduler.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kube_scheduler_config: Option<KubeSchedulerConfig>,
    /// Settings of kube-controller-manager.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kube_controller_manager_config: Option<KubeControllerManagerConfig>,
    /// EKS Capabilities to create.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<Capability>,
}

/// Which cluster, where, and which Kubernetes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClusterMeta {
    /// Filled in: the name of the cluster.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Filled in: the region.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub region: String,
    /// Kubernetes version, as text: `"1.34"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Tags of every AWS resource that eksctl creates for the cluster.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub tags: IndexMap<String, String>,
    /// Notes that eksctl ignores.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub annotations: IndexMap<String, String>,
    /// Upgrade although upgrade insights report problems.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force_update_version: Option<bool>,
    /// Automatic rollback of version upgrades.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rollback_config: Option<RollbackConfig>,
}

/// One subnet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AzSubnetSpec {
    /// Subnet that exists already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Zone of the subnet, when its key is an alias.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub az: Option<String>,
    /// Range of the subnet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cidr: Option<String>,
}

/// EKS Auto Mode: EKS chooses, starts and replaces the nodes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AutoModeConfig {
    /// `AutoModeConfig.enabled` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Role of the nodes that Auto Mode starts.
    #[serde(rename = "nodeRoleARN", skip_serializing_if = "Option::is_none")]
    pub node_role_arn: Option<String>,
    /// ARN of the permissions boundary.
    #[serde(rename = "permissionsBoundaryARN", skip_serializing_if = "Option::is_none")]
    pub permissions_boundary_arn: Option<String>,
    /// Built-in node pools to create: `general-purpose`, `system`. An empty list creates none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_pools: Option<Vec<String>>,
}

/// What the control plane sends to CloudWatch.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClusterCloudWatch {
    /// Logs of the control plane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_logging: Option<ClusterCloudWatchLogging>,
}

/// Logs of the control plane.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClusterCloudWatchLogging {
    /// Kinds of log to send. One of `api`, `audit`, `authenticator`, `controllerManager`, `scheduler`, `all`, `*`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enable_types: Vec<String>,
    /// Days to keep the logs. One of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_retention_in_days: Option<i64>,
}

/// From where the Kubernetes API can be reached.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClusterEndpoints {
    /// Reach the API from within the VPC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_access: Option<bool>,
    /// Reach the API from the internet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_access: Option<bool>,
}

/// How private subnets reach the internet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClusterNat {
    /// NAT gateways. One of `HighlyAvailable`, `Single`, `Disable`. Default: Single.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway: Option<String>,
}

/// Subnets that exist already, by kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClusterSubnets {
    /// Private subnets by zone name, or by any alias with `az`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub private: IndexMap<String, AzSubnetSpec>,
    /// Public subnets by zone name, or by any alias with `az`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub public: IndexMap<String, AzSubnetSpec>,
}

/// The VPC of the cluster: made by eksctl, or one that exists.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClusterVpc {
    /// VPC that exists already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Range of the VPC. Default: 192.168.0.0/16.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cidr: Option<String>,
    /// Subnets that exist already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnets: Option<ClusterSubnets>,
    /// How private subnets reach the internet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nat: Option<ClusterNat>,
    /// From where the Kubernetes API can be reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_endpoints: Option<ClusterEndpoints>,
    /// Ranges that may reach the public endpoint.
    #[serde(rename = "publicAccessCIDRs", default, skip_serializing_if = "Vec::is_empty")]
    pub public_access_cidrs: Vec<String>,
    /// Security group of the control plane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_group: Option<String>,
    /// IPv6 range of the VPC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipv6_cidr: Option<String>,
    /// Pool of the IPv6 range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipv6_pool: Option<String>,
    /// How hosts are named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hostname_type: Option<String>,
    /// Further ranges of the VPC.
    #[serde(rename = "extraCIDRs", default, skip_serializing_if = "Vec::is_empty")]
    pub extra_cidrs: Vec<String>,
    /// Further IPv6 ranges of the VPC.
    #[serde(rename = "extraIPv6CIDRs", default, skip_serializing_if = "Vec::is_empty")]
    pub extra_ipv6_cidrs: Vec<String>,
    /// Security group that all node groups share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared_node_security_group: Option<String>,
    /// Let eksctl add rules between control plane and nodes. Default: true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manage_shared_node_security_group_rules: Option<bool>,
    /// Ask for an IPv6 /56 for the VPC.
    #[serde(rename = "autoAllocateIPv6", skip_serializing_if = "Option::is_none")]
    pub auto_allocate_ipv6: Option<bool>,
    /// Subnets of the control plane's network interfaces.
    #[serde(rename = "controlPlaneSubnetIDs", default, skip_serializing_if = "Vec::is_empty")]
    pub control_plane_subnet_ids: Vec<String>,
    /// Keep the control plane's network interfaces in private subnets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control_plane_on_private_subnets: Option<bool>,
    /// Security groups of the control plane's network interfaces.
    #[serde(rename = "controlPlaneSecurityGroupIDs", default, skip_serializing_if = "Vec::is_empty")]
    pub control_plane_security_group_ids: Vec<String>,
    /// `ClusterVPC.controlPlaneEgressMode` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control_plane_egress_mode: Option<String>,
}

/// `ControlPlaneScalingConfig` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ControlPlaneScalingConfig {
    /// Scaling tier of the control plane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
}

/// Pods that run on Fargate.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct FargateProfile {
    /// Name, not starting with `eks-`.
    pub name: String,
    /// Role with which Fargate starts the pods.
    #[serde(rename = "podExecutionRoleARN", skip_serializing_if = "Option::is_none")]
    pub pod_execution_role_arn: Option<String>,
    /// Which pods run on Fargate; at least one selector.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub selectors: Vec<FargateProfileSelector>,
    /// `FargateProfile.subnets` in eksctl's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subnets: Vec<String>,
    /// Tags, in AWS.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub tags: IndexMap<String, String>,
    /// Filled in by eksctl.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
}

/// Which pods a Fargate profile takes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct FargateProfileSelector {
    /// Namespace of the pods.
    pub namespace: String,
    /// Labels the pods must have.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub labels: IndexMap<String, String>,
}

/// `HorizontalPodAutoscalerControllerConfig` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct HorizontalPodAutoscalerControllerConfig {
    /// `HorizontalPodAutoscalerControllerConfig.horizontalPodAutoscalerSyncPeriod` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub horizontal_pod_autoscaler_sync_period: Option<String>,
}

/// `KubeAPIServerConfig` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct KubeApiServerConfig {
    /// How long Kubernetes events are kept, such as `60m`.
    #[serde(rename = "eventTTL", skip_serializing_if = "Option::is_none")]
    pub event_ttl: Option<String>,
    /// `KubeAPIServerConfig.serviceNodePortRange` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_node_port_range: Option<ServiceNodePortRange>,
}

/// `KubeControllerManagerConfig` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct KubeControllerManagerConfig {
    /// `KubeControllerManagerConfig.horizontalPodAutoscalerControllerConfig` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub horizontal_pod_autoscaler_controller_config: Option<HorizontalPodAutoscalerControllerConfig>,
}

/// `KubeSchedulerConfig` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct KubeSchedulerConfig {
    /// `KubeSchedulerConfig.nodeResourcesFit` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_resources_fit: Option<NodeResourcesFitConfig>,
}

/// Addresses of Kubernetes services.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct KubernetesNetworkConfig {
    /// Addresses of pods and services. One of `IPv4`, `IPv6`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_family: Option<String>,
    /// Range of the cluster IPs.
    #[serde(rename = "serviceIPv4CIDR", skip_serializing_if = "Option::is_none")]
    pub service_ipv4_cidr: Option<String>,
    /// Range of the cluster IPs.
    #[serde(rename = "serviceIPv6CIDR", skip_serializing_if = "Option::is_none")]
    pub service_ipv6_cidr: Option<String>,
}

/// `NodeResourcesFitConfig` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NodeResourcesFitConfig {
    /// `NodeResourcesFitConfig.scoringStrategy` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scoring_strategy: Option<ScoringStrategy>,
}

/// A control plane on an AWS Outpost.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Outpost {
    /// `Outpost.controlPlaneOutpostARN` in eksctl's words.
    #[serde(rename = "controlPlaneOutpostARN", skip_serializing_if = "Option::is_none")]
    pub control_plane_outpost_arn: Option<String>,
    /// `Outpost.controlPlaneInstanceType` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control_plane_instance_type: Option<String>,
    /// `Outpost.controlPlanePlacement` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control_plane_placement: Option<Placement>,
    /// `Outpost.etcdInstanceType` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etcd_instance_type: Option<String>,
    /// `Outpost.etcdPlacement` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etcd_placement: Option<Placement>,
}

/// A cluster without any way out to the internet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PrivateCluster {
    /// Make the cluster fully private; every node group needs `privateNetworking`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Make no VPC endpoints: the VPC has them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip_endpoint_creation: Option<bool>,
    /// Further services to reach through VPC endpoints: `cloudformation`, `autoscaling`, `logs`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub additional_endpoint_services: Vec<String>,
}

/// `RemoteNetwork` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RemoteNetwork {
    /// `RemoteNetwork.cidrs` in eksctl's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cidrs: Vec<String>,
}

/// `RemoteNetworkConfig` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RemoteNetworkConfig {
    /// `RemoteNetworkConfig.iam` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iam: Option<RemoteNodesIam>,
    /// `RemoteNetworkConfig.vpcGatewayID` in eksctl's words.
    #[serde(rename = "vpcGatewayID", skip_serializing_if = "Option::is_none")]
    pub vpc_gateway_id: Option<String>,
    /// `RemoteNetworkConfig.remoteNodeNetworks` in eksctl's words.
    pub remote_node_networks: Vec<RemoteNetwork>,
    /// `RemoteNetworkConfig.remotePodNetworks` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_pod_networks: Option<Vec<RemoteNetwork>>,
}

/// `RemoteNodesIAM` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RemoteNodesIam {
    /// `RemoteNodesIAM.provider` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// ARN of the role.
    #[serde(rename = "roleARN", skip_serializing_if = "Option::is_none")]
    pub role_arn: Option<String>,
    /// `RemoteNodesIAM.caBundleCert` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_bundle_cert: Option<String>,
}

/// `ResourceWeight` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ResourceWeight {
    /// `ResourceWeight.name` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `ResourceWeight.weight` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<i64>,
}

/// `RollbackConfig` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RollbackConfig {
    /// Minutes to wait before an update is rolled back, 120 to 10,080.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_minutes: Option<i64>,
}

/// `ScoringStrategy` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ScoringStrategy {
    /// `ScoringStrategy.type` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    /// `ScoringStrategy.resources` in eksctl's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<ResourceWeight>,
}

/// Envelope encryption of Kubernetes secrets with a key of your own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SecretsEncryption {
    /// ARN of the KMS key.
    #[serde(rename = "keyARN")]
    pub key_arn: String,
}

/// `ServiceNodePortRange` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ServiceNodePortRange {
    /// `ServiceNodePortRange.minPort` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_port: Option<i64>,
    /// `ServiceNodePortRange.maxPort` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_port: Option<i64>,
}

/// What happens when standard support of the Kubernetes version ends.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct UpgradePolicy {
    /// `STANDARD` upgrades automatically at the end of standard support; `EXTENDED` stays, at an extra charge. One of
    /// `STANDARD`, `EXTENDED`. Default: EXTENDED.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support_type: Option<String>,
}

/// Whether Application Recovery Controller may shift traffic away from a zone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ZonalShiftConfig {
    /// `ZonalShiftConfig.enabled` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
}
