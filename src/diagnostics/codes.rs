//! Every code, with its page. The page is part of the program: without it there is no build.

use super::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $constant:ident = $id:literal $name:literal;)*) => {
        $(
            $(#[$doc])*
            pub const $constant: &Code = &Code { id: $id, name: $name, page: include_str!(concat!("explain/", $id, ".md")) };
        )*

        /// Every code, in order.
        pub const ALL: &[&Code] = &[$($constant),*];
    };
}

// One line a code, in numerical order. Areas: 00 reading YAML, 01 shape and merging, 02 names and references, 03 regions and
// network, 04 routing, 05 functions, 06 APIs, 07 workflows, 08 EKS, 09 fleets and volumes, 10 caches, 11 databases,
// 90 defects of synth itself.
codes! {
    /// The text is not YAML.
    YAML_SYNTAX = "S0001" "yaml-syntax";
    /// The file is over a limit of the reader.
    READING_LIMIT = "S0002" "reading-limit";
    /// A key is set twice in one mapping.
    DUPLICATE_KEY = "S0003" "duplicate-key";
    /// A YAML tag such as `!Ref`.
    YAML_TAG = "S0004" "yaml-tag";
    /// A file holds more than one document.
    SECOND_DOCUMENT = "S0005" "second-document";
    /// A key is a list or a mapping.
    KEY_NOT_TEXT = "S0006" "key-not-text";
    /// An alias without an anchor, or inside its own anchor.
    BAD_ALIAS = "S0007" "bad-alias";
    /// `<<` with something that is not a mapping.
    BAD_MERGE_KEY = "S0008" "bad-merge-key";
    /// A key that the language does not have.
    UNKNOWN_FIELD = "S0101" "unknown-field";
    /// A key that must be there is not.
    MISSING_FIELD = "S0102" "missing-field";
    /// A value of another kind than the field takes.
    WRONG_KIND = "S0103" "wrong-kind";
    /// A word that is not one of the field's words.
    UNKNOWN_WORD = "S0104" "unknown-word";
    /// `yes`, `no`, `on` or `off` for a switch.
    OLD_SWITCH = "S0105" "old-switch";
    /// A value that its field refuses.
    REFUSED_VALUE = "S0106" "refused-value";
    /// A patch names something that is not there.
    NOTHING_TO_PATCH = "S0107" "nothing-to-patch";
    /// A patch leaves a value blank.
    BLANK_PATCH = "S0108" "blank-patch";
    /// The pattern as it is printed is not a blueprint.
    PRINTED_PATTERN = "S0110" "printed-pattern";
    /// A file that the blueprint names cannot be read.
    UNREADABLE_FILE = "S0111" "unreadable-file";
    /// The name cannot name a component.
    COMPONENT_NAME = "S0201" "component-name";
    /// Two components have one name.
    NAME_COLLISION = "S0202" "name-collision";
    /// The component runs in no region.
    RUNS_NOWHERE = "S0203" "runs-nowhere";
    /// The region is not one of the blueprint's.
    REGION_NOT_HERE = "S0204" "region-not-here";
    /// A region is patched where the component does not run.
    PATCH_UNUSED = "S0205" "patch-unused";
    /// A waiver names no code.
    UNKNOWN_WAIVER = "S0206" "unknown-waiver";
    /// The region does not exist.
    UNKNOWN_REGION = "S0301" "unknown-region";
    /// A region is listed twice.
    REGION_TWICE = "S0302" "region-twice";
    /// There is not exactly one primary region.
    PRIMARY_COUNT = "S0303" "primary-count";
    /// A listed service has no component.
    SERVICE_WITHOUT_COMPONENT = "S0304" "service-without-component";
    /// A secondary region cannot have the primary database.
    PRIMARY_DATABASE_IN_SECONDARY = "S0305" "primary-database-in-secondary";
    /// A read replica has nothing to replicate.
    REPLICA_WITHOUT_PRIMARY = "S0306" "replica-without-primary";
    /// The account must enable the region first.
    OPT_IN_REGION = "S0307" "opt-in-region";
    /// Regions of two partitions cannot be one system.
    PARTITION_MIX = "S0308" "partition-mix";
    /// Two regions' addresses overlap.
    CIDR_OVERLAP = "S0310" "cidr-overlap";
    /// The range of addresses is too large or too small.
    CIDR_SIZE = "S0311" "cidr-size";
    /// A region has not so many availability zones.
    ZONE_COUNT = "S0312" "zone-count";
    /// Log events cannot be kept for so long.
    LOG_RETENTION = "S0313" "log-retention";
    /// There is no such Kubernetes version, or none any more.
    KUBERNETES_VERSION = "S0801" "kubernetes-version";
    /// Standard support of the Kubernetes version has ended.
    EXTENDED_SUPPORT = "S0802" "extended-support";
    /// A field of a ClusterConfig that synth or eksctl fills in.
    CLUSTER_FIELD_TAKEN = "S0803" "cluster-field-taken";
    /// The name cannot name a node group or Fargate profile.
    CLUSTER_NAME = "S0804" "cluster-name";
    /// Two things of a cluster have one name.
    CLUSTER_TWICE = "S0805" "cluster-twice";
    /// A word that the field of a ClusterConfig does not take.
    CLUSTER_WORD = "S0806" "cluster-word";
    /// A number outside the range of its field.
    CLUSTER_RANGE = "S0807" "cluster-range";
    /// Two fields of a ClusterConfig exclude each other.
    CLUSTER_CONFLICT = "S0808" "cluster-conflict";
    /// A field of a ClusterConfig needs another one.
    CLUSTER_REQUIRES = "S0809" "cluster-requires";
    /// The field belongs to the other kind of node group.
    OTHER_NODE_GROUPS = "S0810" "other-node-groups";
    /// The sizes of a node group contradict each other.
    NODE_GROUP_SIZES = "S0811" "node-group-sizes";
    /// The effect of a taint is none of Kubernetes.
    TAINT_EFFECT = "S0812" "taint-effect";
    /// Every node group of a cluster is tainted.
    ALL_GROUPS_TAINTED = "S0813" "all-groups-tainted";
    /// A key or value is none of a label or taint.
    LABEL_SYNTAX = "S0814" "label-syntax";
    /// A label that nodes may not set on themselves.
    RESERVED_LABEL = "S0815" "reserved-label";
    /// There is no such instance type for nodes.
    NODE_INSTANCE_TYPE = "S0816" "node-instance-type";
    /// The region does not offer the instance type of nodes.
    NODE_TYPE_NOT_OFFERED = "S0817" "node-type-not-offered";
    /// The instance type of nodes is a previous generation.
    NODE_TYPE_PREVIOUS = "S0818" "node-type-previous";
    /// A node group mixes processor architectures.
    NODE_ARCHITECTURES = "S0819" "node-architectures";
    /// Spot without a choice of pools, or without any room for it.
    SPOT_WITHOUT_CHOICE = "S0820" "spot-without-choice";
    /// EFA where it does not work.
    NODE_EFA = "S0821" "node-efa";
    /// An image or operating system that the nodes cannot have.
    NODE_IMAGE = "S0822" "node-image";
    /// GPU nodes without drivers.
    GPU_DRIVERS = "S0823" "gpu-drivers";
    /// More pods on a node than it has addresses for.
    PODS_PER_NODE = "S0824" "pods-per-node";
    /// A volume of nodes has no such setting.
    NODE_VOLUME = "S0825" "node-volume";
    /// The root volume of nodes is a hard disk.
    HDD_ROOT_VOLUME = "S0826" "hdd-root-volume";
    /// The zones of a cluster are too few or elsewhere.
    CLUSTER_ZONES = "S0827" "cluster-zones";
    /// Nodes or users cannot reach what they need.
    CLUSTER_ACCESS = "S0828" "cluster-access";
    /// The cluster has no such subnet.
    CLUSTER_SUBNET = "S0829" "cluster-subnet";
    /// An add-on is misspelt or missing.
    CLUSTER_ADDON = "S0830" "cluster-addon";
    /// A version of Karpenter or a launch template that cannot be.
    COMPONENT_VERSION = "S0831" "component-version";
    /// Two things start nodes for one cluster.
    TWO_AUTOSCALERS = "S0832" "two-autoscalers";
    /// Synth refers to an output that no stack has.
    DEFECT_OUTPUT = "S9001" "defect-output";
    /// Synth made a circle of stacks or resources.
    DEFECT_ORDER = "S9002" "defect-order";
    /// Synth gave one name to two things.
    DEFECT_COLLISION = "S9003" "defect-collision";
    /// Synth wrote a property that CloudFormation refuses.
    DEFECT_SHAPE = "S9004" "defect-shape";
    /// Synth refers to a resource that does not exist.
    DEFECT_REFERENCE = "S9005" "defect-reference";
    /// Synth made a template over CloudFormation's quotas.
    DEFECT_QUOTA = "S9006" "defect-quota";
}
