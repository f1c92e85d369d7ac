//! What each kind of component has to show and to tell: a file a kind.
//!
//! Thresholds and windows are those of the CloudWatch User Guide, "Recommended alarms" (read 2026-11-22), where it has some;
//! where it leaves them to the user, or synth differs, the file says why. Averages hide what a few clients suffer, so that
//! latencies are 99th percentiles.

mod accelerators;
mod apis;
mod caches;
mod canaries;
mod cdn;
mod clusters;
mod databases;
mod dax;
mod fleets;
mod functions;
mod hosts;
mod memcached;
mod routing;
mod serverless_caches;
mod services;
mod tables;
mod workflows;

use super::signal::{Chart, Signals};
use crate::blueprint::Thresholds;
use crate::system::{Region, System};

/// A kind of component, and what there is to watch of it.
pub(super) struct Source {
    /// The components in one region.
    pub in_region: fn(&System<'_>, &Region<'_>, &Thresholds) -> Signals,
    /// What one dashboard shows of all regions. It may read outputs of the primary region and no other, and name what has a name
    /// that is known without a reference: a region that is down must not keep the dashboard from being deployed.
    pub of_system: fn(&System<'_>) -> Vec<Chart>,
}

/// Every kind that there is something to watch of. Charts of a layer stand in this order.
pub(super) const SOURCES: &[Source] = &[
    Source { in_region: routing::in_region, of_system: routing::of_system },
    Source { in_region: canaries::in_region, of_system: canaries::of_system },
    Source { in_region: cdn::in_region, of_system: cdn::of_system },
    Source { in_region: accelerators::in_region, of_system: accelerators::of_system },
    Source { in_region: apis::in_region, of_system: apis::of_system },
    Source { in_region: functions::in_region, of_system: nothing },
    Source { in_region: workflows::in_region, of_system: nothing },
    Source { in_region: fleets::in_region, of_system: nothing },
    Source { in_region: services::in_region, of_system: nothing },
    Source { in_region: clusters::in_region, of_system: nothing },
    Source { in_region: caches::in_region, of_system: nothing },
    Source { in_region: memcached::in_region, of_system: nothing },
    Source { in_region: serverless_caches::in_region, of_system: nothing },
    Source { in_region: dax::in_region, of_system: nothing },
    Source { in_region: databases::in_region, of_system: databases::of_system },
    Source { in_region: tables::in_region, of_system: tables::of_system },
];

/// For components whose names only their own region knows.
const fn nothing(_: &System<'_>) -> Vec<Chart> {
    Vec::new()
}
