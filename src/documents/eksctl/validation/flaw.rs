/// Something eksctl, EKS, EC2 or Kubernetes would refuse, or that works worse than it looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Keys and list indices from the top of the configuration to the value to edit; empty for the whole of it. May end
    /// in a field that is not there, when that field is missing.
    pub path: Vec<String>,
    /// What is wrong.
    pub kind: FlawKind,
}

impl Flaw {
    /// A flaw at a path.
    pub fn new(path: &[&str], kind: FlawKind) -> Self {
        Flaw { path: path.iter().map(|&step| step.to_owned()).collect(), kind }
    }

    /// True when the cluster works all the same.
    pub fn is_warning(&self) -> bool {
        matches!(
            self.kind,
            FlawKind::ExtendedSupport { .. }
                | FlawKind::PreviousGeneration { .. }
                | FlawKind::SpotWithOneType { .. }
                | FlawKind::NoSpotLeft { .. }
                | FlawKind::AllGroupsTainted
                | FlawKind::HddRootVolume { .. }
                | FlawKind::TooManyPods { .. }
                | FlawKind::AcceleratorDrivers { .. }
                | FlawKind::UnknownAddon { .. }
                | FlawKind::UpdateConfigIgnored
                | FlawKind::CoreAddonsMissing { .. }
                | FlawKind::KarpenterWithAutoMode
                | FlawKind::AutoscalerBeside { .. }
                | FlawKind::ProxyTooNew { .. }
                | FlawKind::PlacementOverZones { .. }
                | FlawKind::BurstableInPlacement { .. }
        )
    }
}

/// Kinds of flaw, with what a message needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlawKind {
    // Any field
    /// The component writes this field, and writes something else.
    FilledIn {
        /// What the configuration says.
        given: String,
        /// What is written.
        value: String,
    },
    /// The cluster shares the region's network, which decides this field.
    SharedNetwork,
    /// None of the texts allowed.
    NotOneOf {
        /// What the configuration says.
        given: String,
        /// What it may say.
        allowed: Vec<String>,
        /// The allowed text that means the same under another spelling.
        suggestion: Option<String>,
    },
    /// A number outside its range.
    OutOfRange {
        /// What the configuration says.
        given: i64,
        /// Least.
        least: i64,
        /// Most; `None` without a limit.
        most: Option<i64>,
    },
    /// Cannot stand beside another field of the same block.
    Conflict {
        /// The other field, with dots when it is deeper.
        with: String,
    },
    /// Does nothing, or is refused, without another field.
    Requires {
        /// The field that must be there, with dots when it is deeper.
        field: String,
    },
    /// Must be set and not be empty.
    Missing,
    /// Twice in lists where it must be unique.
    Duplicate {
        /// What is there twice.
        given: String,
        /// Where it was first.
        first: Vec<String>,
    },
    /// Self-managed node groups only.
    SelfManagedOnly,
    /// The operating system of the nodes does not have this setting.
    NotWithFamily {
        /// The AMI family.
        family: String,
    },

    // The cluster
    /// No Kubernetes version of EKS.
    UnknownVersion {
        /// What the configuration says.
        given: String,
        /// The newest version that eksctl creates.
        newest: String,
    },
    /// A version of EKS that this eksctl does not know yet.
    VersionTooNew {
        /// What the configuration says.
        given: String,
        /// The newest version that eksctl creates.
        newest: String,
    },
    /// Past extended support: EKS creates no such cluster.
    UnsupportedVersion {
        /// What the configuration says.
        given: String,
        /// The day support ended, ISO 8601.
        ended: String,
        /// The newest version that eksctl creates.
        newest: String,
    },
    /// Past standard support: the cluster costs more.
    ExtendedSupport {
        /// What the configuration says.
        given: String,
        /// The day standard support ended, ISO 8601.
        standard_ended: String,
        /// The day extended support ends, ISO 8601.
        ends: Option<String>,
        /// The newest version that eksctl creates.
        newest: String,
    },
    /// No letter first, or something beside letters, digits and hyphens, or too long.
    BadName {
        /// What the configuration says.
        given: String,
    },
    /// Too few zones for a control plane.
    TooFewZones {
        /// How many there are.
        given: usize,
        /// How many there must be.
        least: usize,
    },
    /// A zone of another region.
    ZoneOutsideRegion {
        /// The zone.
        given: String,
        /// The region of the cluster.
        region: String,
    },
    /// Neither public nor private access to the Kubernetes API.
    NoEndpoint,
    /// A node group with public addresses in a fully private cluster.
    PublicNodesInPrivateCluster,
    /// A node group with public addresses in a VPC without public subnets.
    PublicNodesWithoutPublicSubnets,
    /// A subnet that `vpc.subnets` does not name and that is no subnet id.
    UnknownSubnet {
        /// What the configuration says.
        given: String,
        /// The aliases of the cluster's subnets.
        known: Vec<String>,
    },
    /// A number of days that CloudWatch Logs does not offer.
    LogRetention {
        /// What the configuration says.
        given: i64,
        /// The days on offer.
        allowed: Vec<i64>,
    },
    /// A service account without any policy or role.
    ServiceAccountWithoutPolicy,
    /// Pod identity associations without the add-on `eks-pod-identity-agent`.
    PodIdentityAgentMissing,
    /// An add-on that is not in the list of known ones.
    UnknownAddon {
        /// What the configuration says.
        given: String,
        /// The known ones.
        known: Vec<String>,
    },
    /// Default add-ons are disabled and networking add-ons are not listed.
    CoreAddonsMissing {
        /// The add-ons.
        names: Vec<String>,
    },
    /// No version such as `1.2.3`.
    BadVersion {
        /// What the configuration says.
        given: String,
    },
    /// Older than eksctl installs.
    VersionTooOld {
        /// What the configuration says.
        given: String,
        /// The oldest that eksctl installs.
        least: String,
    },
    /// Karpenter and Auto Mode both start nodes.
    KarpenterWithAutoMode,
    /// A list of node groups in a cluster that begins with Auto Mode.
    GroupsWithAutoMode,
    /// An add-on that Auto Mode has built in, in a cluster that begins with Auto Mode.
    AddonOfAutoMode {
        /// Its name.
        given: String,
    },
    /// Cluster Autoscaler gets its permissions, and something else starts nodes already.
    AutoscalerBeside {
        /// `karpenter` or `autoModeConfig`.
        other: &'static str,
    },
    /// kube-proxy of a newer Kubernetes than the cluster's.
    ProxyTooNew {
        /// The version of the add-on.
        given: String,
        /// The version of the cluster.
        version: String,
    },
    /// Settings of Auto Mode although it is off.
    AutoModeDisabled,
    /// A Fargate profile name with the prefix `eks-`, which is AWS's own.
    ReservedFargateName {
        /// What the configuration says.
        given: String,
    },

    // Node groups
    /// Not `minSize` ≤ `desiredCapacity` ≤ `maxSize`.
    Sizes {
        /// `minSize`.
        min: Option<i64>,
        /// `desiredCapacity`.
        desired: Option<i64>,
        /// `maxSize`.
        max: Option<i64>,
    },
    /// `instanceType` beside a mix of types; it must be `mixed` or absent.
    NotMixed {
        /// What the configuration says.
        given: String,
    },
    /// Over 20 different instance types.
    TooManyTypes {
        /// How many there are.
        given: usize,
        /// How many there may be.
        most: usize,
    },
    /// No EC2 instance type.
    UnknownInstanceType {
        /// What the configuration says.
        given: String,
    },
    /// The region does not have this instance type.
    NotInRegion {
        /// The instance type.
        given: String,
        /// The region.
        region: String,
    },
    /// A newer generation costs less for the same work.
    PreviousGeneration {
        /// The instance type.
        given: String,
        /// What to take instead.
        instead: Option<String>,
    },
    /// arm64 and x86 in one group, which has one image.
    MixedArchitectures {
        /// The first type of the group.
        first: String,
        /// The type that does not go with it.
        other: String,
    },
    /// Spot out of a single pool.
    SpotWithOneType {
        /// The instance type, if it is known.
        given: Option<String>,
    },
    /// `onDemandBaseCapacity` is the whole group: there is never a Spot node.
    NoSpotLeft {
        /// The base.
        base: i64,
        /// `maxSize`.
        max: i64,
    },
    /// `spotInstancePools` with a strategy that does not use it.
    PoolsWithStrategy {
        /// The strategy.
        strategy: String,
    },
    /// No burstable type in a group with `cpuCredits`.
    CreditsWithoutBurstable,
    /// A placement group over several zones or subnets.
    PlacementOverZones {
        /// How many there are.
        given: usize,
    },
    /// A burstable type in a placement group.
    BurstableInPlacement {
        /// The instance type.
        given: String,
    },
    /// EFA over several zones or subnets.
    EfaOverZones {
        /// How many there are.
        given: usize,
    },
    /// The instance type has no EFA.
    NoEfa {
        /// The instance type.
        given: String,
    },
    /// Not `ami-…`.
    BadImage {
        /// What the configuration says.
        given: String,
    },
    /// No Amazon Linux 2 images for this Kubernetes version.
    AmazonLinux2 {
        /// The Kubernetes version.
        version: String,
    },
    /// Inferentia and Trainium nodes need Amazon Linux or Bottlerocket.
    AcceleratorFamily {
        /// The instance type.
        instance_type: String,
        /// The AMI family.
        family: String,
    },
    /// The image has no NVIDIA drivers.
    AcceleratorDrivers {
        /// The instance type.
        instance_type: String,
        /// The AMI family.
        family: String,
    },
    /// Neither a number nor a percentage.
    UpdateConfigEmpty,
    /// Of a self-managed group.
    UpdateConfigIgnored,
    /// More pods than the instance type has addresses for.
    TooManyPods {
        /// What the configuration says.
        given: i64,
        /// How many addresses there are.
        most: i64,
        /// The instance type.
        instance_type: String,
    },
    /// A setting of the kubelet that eksctl needs for itself.
    KubeletSetting,

    // Volumes
    /// The volume type has no such setting.
    NotWithVolumeType {
        /// The volume type.
        volume_type: String,
    },
    /// IOPS or throughput outside what eksctl allows for the volume type.
    VolumeRange {
        /// What the configuration says.
        given: i64,
        /// Least.
        least: i64,
        /// Most. For gp3, EC2 itself allows more: 80,000 IOPS and 2,000 MiB/s.
        most: i64,
        /// The volume type.
        volume_type: String,
    },
    /// st1 and sc1 cannot be booted from.
    HddRootVolume {
        /// The volume type.
        volume_type: String,
    },

    // Access
    /// Not `arn:…`.
    NotAnArn {
        /// What the configuration says.
        given: String,
    },
    /// A policy, but none of those that EKS has for access entries.
    NotAccessPolicy {
        /// What the configuration says.
        given: String,
    },

    // Labels and taints
    /// Every group is tainted: CoreDNS and other pods without tolerations have nowhere to run.
    AllGroupsTainted,
    /// No effect of a taint.
    TaintEffect {
        /// What the configuration says.
        given: String,
        /// The effect as Kubernetes spells it.
        suggestion: Option<&'static str>,
    },
    /// No qualified name: an optional DNS prefix and `/`, then up to 63 letters, digits, `-`, `_` and `.`.
    BadKey {
        /// What the configuration says.
        given: String,
    },
    /// No label value: up to 63 letters, digits, `-`, `_` and `.`, beginning and ending with a letter or digit.
    BadValue {
        /// What the configuration says.
        given: String,
    },
    /// A prefix of Kubernetes that nodes may not set on themselves.
    ReservedLabel {
        /// The key.
        given: String,
    },
}
