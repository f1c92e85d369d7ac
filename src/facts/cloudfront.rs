//! CloudFront: managed policies, lists and limits.

use std::ops::RangeInclusive;

use super::names;
use super::table::{List, Table};

const POLICIES: Table = Table::new(include_str!("tables/cloudfront-policies.tsv"));

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

/// Rules of a security group that a reference to CloudFront's prefix list counts for. Source: VPC user guide, "AWS-managed prefix list weight".
pub const PREFIX_LIST_RULES: usize = 55;
/// Ids of the prefix list `com.amazonaws.global.cloudfront.origin-facing`, which differ by region and never change. Source: AWS Workshop
/// Studio's templates, which map them; `aws ec2 describe-managed-prefix-lists` prints them. The list has no others.
const PREFIX_LISTS: [(&str, &str); 16] = [
    ("ap-northeast-1", "pl-58a04531"),
    ("ap-northeast-2", "pl-22a6434b"),
    ("ap-south-1", "pl-9aa247f3"),
    ("ap-southeast-1", "pl-31a34658"),
    ("ap-southeast-2", "pl-b8a742d1"),
    ("ca-central-1", "pl-38a64351"),
    ("eu-central-1", "pl-a3a144ca"),
    ("eu-north-1", "pl-fab65393"),
    ("eu-west-1", "pl-4fa04526"),
    ("eu-west-2", "pl-93a247fa"),
    ("eu-west-3", "pl-75b1541c"),
    ("sa-east-1", "pl-5da64334"),
    ("us-east-1", "pl-3b927c52"),
    ("us-east-2", "pl-b6a144df"),
    ("us-west-1", "pl-4ea04527"),
    ("us-west-2", "pl-82a045eb"),
];
/// Regions where a load balancer can be a VPC origin. Source: developer guide, "Supported AWS Regions for VPC origins", read 2026-11-22.
const VPC_ORIGIN_REGIONS: [&str; 33] = [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

/// The id of the prefix list of CloudFront's servers that ask origins, as a region has it; `None` where it is not known.
pub fn origin_prefix_list(region: &str) -> Option<&'static str> {
    PREFIX_LISTS.iter().find(|(code, _)| *code == region).map(|(_, id)| *id)
}

/// Whether a load balancer of a region is known to be possible as a VPC origin. Regions are added: grounds for a warning.
pub fn has_vpc_origins(region: &str) -> bool {
    VPC_ORIGIN_REGIONS.contains(&region)
}

/// The zone of a region in which nothing can be a VPC origin, by its id. Source: developer guide, "Supported AWS Regions for VPC
/// origins", read 2026-11-22.
pub fn zone_without_vpc_origins(region: &str) -> Option<&'static str> {
    match region {
        "us-east-1" => Some("use1-az3"),
        "us-west-1" => Some("usw1-az2"),
        "ap-northeast-1" => Some("apne1-az3"),
        "ca-central-1" => Some("cac1-az3"),
        _ => None,
    }
}

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
    fn origins_are_in_regions() {
        let places = PREFIX_LISTS.iter().map(|(code, _)| *code).chain(VPC_ORIGIN_REGIONS);
        for code in places {
            assert!(regions::find(code).is_some(), "{code}");
        }
        let mut ids: Vec<&str> = PREFIX_LISTS.iter().map(|(_, id)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), PREFIX_LISTS.len());
    }

    #[test]
    fn shields_are_in_regions() {
        assert!(origin_shield_regions().iter().all(|code| regions::find(code).is_some()));
    }
}
