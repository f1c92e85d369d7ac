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
    /// The instance type does not exist.
    UNKNOWN_INSTANCE_TYPE = "S0901" "unknown-instance-type";
    /// A region does not offer the instance type.
    INSTANCE_TYPE_NOT_OFFERED = "S0902" "instance-type-not-offered";
    /// The instance type is of a previous generation.
    PREVIOUS_GENERATION = "S0903" "previous-generation";
    /// Instance types of one fleet do not run one image.
    MIXED_ARCHITECTURES = "S0904" "mixed-architectures";
    /// A fleet has no instance type, or too many.
    INSTANCE_TYPE_COUNT = "S0905" "instance-type-count";
    /// An instance type is listed twice.
    INSTANCE_TYPE_TWICE = "S0906" "instance-type-twice";
    /// The image does not run on the instance type.
    NO_IMAGE = "S0907" "no-image";
    /// The instance type has no enhanced networking, which the fleet demands.
    NO_ENHANCED_NETWORKING = "S0908" "no-enhanced-networking";
    /// The instance type is not offered in every zone that is used.
    TYPE_IN_FEW_ZONES = "S0909" "type-in-few-zones";
    /// The instance type cannot join the placement group.
    PLACEMENT_REFUSED = "S0910" "placement-refused";
    /// A cluster placement group would span zones.
    CLUSTER_WITHOUT_ZONE = "S0911" "cluster-without-zone";
    /// A cluster placement group has several instance types.
    CLUSTER_MIXED_TYPES = "S0912" "cluster-mixed-types";
    /// A spread placement group has too many instances.
    SPREAD_OVER_LIMIT = "S0913" "spread-over-limit";
    /// A placement group cannot have so many partitions.
    PARTITION_COUNT = "S0914" "partition-count";
    /// The region has no such zone.
    FLEET_ZONE = "S0915" "fleet-zone";
    /// The fewest instances are more than the most.
    SCALING_ORDER = "S0920" "scaling-order";
    /// A fleet never has an instance.
    FLEET_NEVER_RUNS = "S0921" "fleet-never-runs";
    /// The target of processor use cannot be reached or does nothing.
    CPU_TARGET = "S0922" "cpu-target";
    /// The share of spot is not a whole percent.
    SPOT_SHARE = "S0923" "spot-share";
    /// The on-demand base leaves no room for spot.
    NO_SPOT_LEFT = "S0924" "no-spot-left";
    /// Every instance is spot.
    ONLY_SPOT = "S0925" "only-spot";
    /// Spot capacity hangs on few instance types.
    FEW_SPOT_TYPES = "S0926" "few-spot-types";
    /// The instance type is not sold as spot.
    NO_SPOT_MARKET = "S0927" "no-spot-market";
    /// The name is not that of a device.
    DEVICE_NAME = "S0930" "device-name";
    /// Two volumes have one device.
    DEVICE_TWICE = "S0931" "device-twice";
    /// A volume takes the root volume's place, or the root volume cannot be described.
    ROOT_DEVICE = "S0932" "root-device";
    /// The instance type does not take so many volumes.
    VOLUME_COUNT = "S0933" "volume-count";
    /// An instance cannot boot from the volume.
    VOLUME_NOT_BOOTABLE = "S0934" "volume-not-bootable";
    /// The volume type does not come in this size.
    VOLUME_SIZE = "S0940" "volume-size";
    /// The volume type needs provisioned IOPS.
    IOPS_MISSING = "S0941" "iops-missing";
    /// The volume type takes no provisioned IOPS.
    IOPS_UNSUPPORTED = "S0942" "iops-unsupported";
    /// The volume type does not carry so many or so few IOPS.
    IOPS_RANGE = "S0943" "iops-range";
    /// The volume is too small for its IOPS.
    IOPS_RATIO = "S0944" "iops-ratio";
    /// The volume type takes no provisioned throughput.
    THROUGHPUT_UNSUPPORTED = "S0945" "throughput-unsupported";
    /// The volume type does not carry so much or so little throughput.
    THROUGHPUT_RANGE = "S0946" "throughput-range";
    /// The volume has too few IOPS for its throughput.
    THROUGHPUT_RATIO = "S0947" "throughput-ratio";
    /// Volumes promise more than the instance type carries.
    BEYOND_INSTANCE = "S0948" "beyond-instance";
    /// Volumes promise more than the instance type carries all day.
    ABOVE_BASELINE = "S0949" "above-baseline";
    /// So many IOPS are guaranteed on Nitro instances only.
    IOPS_WITHOUT_NITRO = "S0950" "iops-without-nitro";
    /// A newer volume type does more for the same price or less.
    OLD_VOLUME_TYPE = "S0951" "old-volume-type";
    /// The text is not the id of an AMI.
    AMI_ID = "S0960" "ami-id";
    /// A region of the fleet has no AMI.
    AMI_MISSING = "S0961" "ami-missing";
    /// An AMI is given for a region in which the fleet does not run.
    AMI_UNUSED = "S0962" "ami-unused";
    /// One AMI is given for two regions.
    AMI_IN_TWO_REGIONS = "S0963" "ami-in-two-regions";
    /// The user data is too long, or does not say how it is run.
    USER_DATA = "S0964" "user-data";
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
