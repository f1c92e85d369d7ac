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
    /// The pattern as it is printed is not a blueprint.
    PRINTED_PATTERN = "S0110" "printed-pattern";
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
}
