//! Placement groups. Source: EC2 user guide, "Placement groups"; botocore 1.44.5, EC2 `CreatePlacementGroup`.

use std::ops::RangeInclusive;

/// Most running instances of a spread group in one availability zone.
pub const SPREAD_INSTANCES_PER_ZONE: u32 = 7;
/// Partitions of a partition group in one availability zone.
pub const PARTITIONS_PER_ZONE: RangeInclusive<u32> = 1..=7;
