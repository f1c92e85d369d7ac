//! EC2 Auto Scaling: lists and limits.

use std::ops::RangeInclusive;

use super::names;
use super::table::List;

/// Number of cheapest pools with the strategy `lowest-price`. Source: botocore 1.44.5, `InstancesDistribution.SpotInstancePools`.
pub const SPOT_INSTANCE_POOLS: RangeInclusive<u32> = 1..=20;
/// Least time in seconds after which instances are replaced; 0 means never. Source: botocore 1.44.5, `MaxInstanceLifetime`.
pub const MIN_INSTANCE_LIFETIME_S: u32 = 86_400;
/// Most instance types of a mixed-instances policy. Source: EC2 Auto Scaling quotas.
pub const MAX_OVERRIDES: usize = 40;

/// How Spot capacity is chosen. `lowest-price`, the default of the API, is interrupted most.
pub fn spot_allocation_strategies() -> List {
    names::list("autoscaling spot allocation strategies")
}

/// How on-demand capacity is chosen.
pub fn on_demand_allocation_strategies() -> List {
    names::list("autoscaling on-demand allocation strategies")
}
