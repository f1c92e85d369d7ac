//! Route 53: records and health checks. Source unless another is given: botocore 1.44.5, service `route53`.

use std::ops::RangeInclusive;

use super::names;
use super::regions;
use super::table::List;

/// Most characters of a label. Source: developer guide, "DNS domain name format" (read 2026-11-22).
pub const MAX_LABEL_CHARS: usize = 63;
/// Most characters of a name, its dots included. Source: developer guide, "DNS domain name format" (read 2026-11-22).
pub const MAX_NAME_CHARS: usize = 255;

/// Seconds between two probes of one checker: one of these two, and not to be changed later.
pub const HEALTH_CHECK_INTERVALS_S: [u32; 2] = [10, 30];
/// Failed probes after which an endpoint counts as unhealthy.
pub const HEALTH_CHECK_FAILURE_THRESHOLD: RangeInclusive<u32> = 1..=10;
/// Most characters of a resource path.
pub const HEALTH_CHECK_PATH_CHARS: usize = 255;
/// Weight of a weighted record; 0 sends nothing.
pub const WEIGHT: RangeInclusive<u32> = 0..=255;
/// Regions with health checkers.
pub fn health_checker_regions() -> List {
    names::list("route53 health-checker regions")
}

/// `HTTP`, `HTTPS`, `HTTPS_STR_MATCH`, `TCP`, `CALCULATED` and so on.
pub fn health_check_types() -> List {
    names::list("route53 health-check types")
}

/// `A`, `AAAA`, `CNAME` and so on.
pub fn record_types() -> List {
    names::list("route53 record types")
}

/// The regions that a latency record may name.
pub fn latency_regions() -> impl Iterator<Item = &'static str> {
    regions::all().filter(|region| region.latency_records).map(|region| region.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_known() {
        assert!(health_checker_regions().iter().all(|code| regions::find(code).is_some()));
        assert_eq!(health_checker_regions().len(), 8);
        let latency: Vec<_> = latency_regions().collect();
        assert_eq!(latency.len(), 39);
        assert!(latency.contains(&"eu-west-1") && !latency.contains(&"me-west-1"));
    }
}
