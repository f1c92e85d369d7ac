//! CloudFront: managed policies, lists and limits.

use std::ops::RangeInclusive;

use super::names;
use super::table::{List, Table};

const POLICIES: Table = Table::new(include_str!("tables/cloudfront-policies.tsv"));

/// Time to live of a cached object in seconds, with minimum ≤ default ≤ maximum. Source: developer guide, "Manage how long content stays".
pub const TTL_S: RangeInclusive<u64> = 0..=31_536_000;
/// Most cache behaviors of a distribution, the default aside, by default quota. Source: developer guide, "Quotas".
pub const MAX_BEHAVIORS: usize = 75;
/// Most headers, and most cookies, and most query strings in a cache policy, by default quota. Source: developer guide, "Quotas".
pub const MAX_CACHE_KEY_ITEMS: usize = 10;
/// Seconds that CloudFront waits for an origin's answer. Source: botocore 1.44.5, `CustomOriginConfig.OriginReadTimeout`.
pub const ORIGIN_READ_TIMEOUT_S: RangeInclusive<u32> = 1..=120;
/// Seconds of one attempt to connect to an origin. Source: botocore 1.44.5, `Origin.ConnectionTimeout`.
pub const ORIGIN_CONNECTION_TIMEOUT_S: RangeInclusive<u32> = 1..=10;
/// Attempts to connect to an origin. Source: botocore 1.44.5, `Origin.ConnectionAttempts`.
pub const ORIGIN_CONNECTION_ATTEMPTS: RangeInclusive<u32> = 1..=3;
/// Most bytes of a CloudFront Function. Source: developer guide, "Quotas".
pub const FUNCTION_BYTES: usize = 10 * 1024;
/// Lambda@Edge on viewer events. Source: developer guide, "Quotas on Lambda@Edge".
pub const EDGE_VIEWER: EdgeLimits = EdgeLimits { memory_mib: 128, timeout_s: 5, zip_mb: 1 };
/// Lambda@Edge on origin events. Source: developer guide, "Quotas on Lambda@Edge".
pub const EDGE_ORIGIN: EdgeLimits = EdgeLimits { memory_mib: 10_240, timeout_s: 30, zip_mb: 50 };

/// What a Lambda@Edge function may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EdgeLimits {
    /// Most memory in MiB.
    pub memory_mib: u32,
    /// Longest run in seconds.
    pub timeout_s: u32,
    /// Most MB of code, zipped.
    pub zip_mb: u32,
}

/// Kinds of managed policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyKind {
    /// What is in the cache key.
    Cache,
    /// What is forwarded to the origin.
    OriginRequest,
    /// Headers of the response.
    ResponseHeaders,
}

/// The id of a managed policy: kind `Cache`, name `CACHING_OPTIMIZED`.
pub fn managed_policy(kind: PolicyKind, name: &str) -> Option<&'static str> {
    let kind = match kind {
        PolicyKind::Cache => "CachePolicy",
        PolicyKind::OriginRequest => "OriginRequestPolicy",
        PolicyKind::ResponseHeaders => "ResponseHeadersPolicy",
    };
    POLICIES.find(&format!("{kind} {name}")).map(|row| row.cell(1))
}

/// `viewer-request`, `viewer-response`, `origin-request`, `origin-response`.
pub fn event_types() -> List {
    names::list("cloudfront event types")
}

/// Which edge locations serve a distribution; `PriceClass_100` leaves out most continents.
pub fn price_classes() -> List {
    names::list("cloudfront price classes")
}

/// Highest HTTP version towards viewers.
pub fn http_versions() -> List {
    names::list("cloudfront http versions")
}

/// `allow-all`, `https-only`, `redirect-to-https`.
pub fn viewer_protocol_policies() -> List {
    names::list("cloudfront viewer protocol policies")
}

/// Security policies towards viewers, by least TLS version.
pub fn minimum_protocol_versions() -> List {
    names::list("cloudfront minimum protocol versions")
}

/// Regions with an Origin Shield. Written by hand and may have grown: grounds for a warning.
pub fn origin_shield_regions() -> List {
    names::list("cloudfront origin shield regions")
}

/// Runtimes of CloudFront Functions.
pub fn function_runtimes() -> List {
    names::list("cloudfront function runtimes")
}

#[cfg(test)]
mod tests {
    use super::super::regions;
    use super::super::table::tests::well_formed;
    use super::*;

    #[test]
    fn policies_have_ids() {
        well_formed(POLICIES);
        for row in POLICIES.rows() {
            assert_eq!(row.cell(1).len(), 36, "{}", row.key());
        }
        let disabled = managed_policy(PolicyKind::Cache, "CACHING_DISABLED");
        assert_eq!(disabled, Some("4135ea2d-6df8-44a3-9df3-4b5a84be39ad"));
        assert!(managed_policy(PolicyKind::OriginRequest, "ALL_VIEWER_EXCEPT_HOST_HEADER").is_some());
        assert!(managed_policy(PolicyKind::ResponseHeaders, "SECURITY_HEADERS").is_some());
        assert_eq!(managed_policy(PolicyKind::OriginRequest, "CACHING_DISABLED"), None);
    }

    #[test]
    fn shields_are_in_regions() {
        assert!(origin_shield_regions().iter().all(|code| regions::find(code).is_some()));
    }
}
