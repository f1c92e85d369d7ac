//! API Gateway REST APIs: lists and limits. Source unless another is given: botocore 1.44.5, service `apigateway`.

use std::ops::RangeInclusive;

use super::names;
use super::table::List;

/// Time to live of a cached response in seconds; 0 switches caching off for a method. Source: developer guide, "Enable API caching".
pub const CACHE_TTL_S: RangeInclusive<u32> = 0..=3600;
/// Least size in bytes of a response that is compressed: `MinimumCompressionSize`.
pub const MINIMUM_COMPRESSION_BYTES: RangeInclusive<u64> = 0..=10_485_760;
/// Timeout of an integration in milliseconds. Above 29 s only regional and private APIs after a raised quota.
pub const INTEGRATION_TIMEOUT_MS: RangeInclusive<u32> = 50..=29_000;
/// Requests a second of all APIs of an account in most regions, by default. Source: developer guide, "Quotas".
const ACCOUNT_REQUESTS_PER_SECOND: u32 = 10_000;
/// Burst of requests of all APIs of an account in most regions, by default. Source: developer guide, "Quotas".
const ACCOUNT_BURST: u32 = 5_000;

/// Regions where an account begins with 2,500 requests a second and a burst of 1,250. Source: developer guide, "Quotas" (2026-10).
const SMALLER_REGIONS: [&str; 13] = [
    "af-south-1",
    "ap-south-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-7",
    "ca-west-1",
    "eu-central-2",
    "eu-south-1",
    "eu-south-2",
    "il-central-1",
    "me-central-1",
    "mx-central-1",
];

/// Requests a second and burst of all APIs of an account in a region, by default.
pub fn account_throttle(region: &str) -> (u32, u32) {
    if SMALLER_REGIONS.contains(&region) { (2_500, 1_250) } else { (ACCOUNT_REQUESTS_PER_SECOND, ACCOUNT_BURST) }
}

/// Sizes of a stage's cache in GB, as the API spells them: `0.5` to `237`.
pub fn cache_sizes() -> List {
    names::list("apigateway cache sizes")
}

/// `REGIONAL`, `EDGE`, `PRIVATE`.
pub fn endpoint_types() -> List {
    names::list("apigateway endpoint types")
}

/// Security policies of custom domains, by least TLS version.
pub fn security_policies() -> List {
    names::list("apigateway security policies")
}

/// Kinds of authorizers, HTTP APIs' `JWT` included.
pub fn authorizer_types() -> List {
    names::list("apigateway authorizer types")
}

/// Kinds of integrations: `AWS_PROXY`, `HTTP` and so on.
pub fn integration_types() -> List {
    names::list("apigateway integration types")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_regions_begin_with_less() {
        assert_eq!(account_throttle("us-east-1"), (10_000, 5_000));
        assert_eq!(account_throttle("ap-southeast-3"), (2_500, 1_250));
        assert!(SMALLER_REGIONS.iter().all(|code| crate::facts::regions::find(code).is_some()));
    }

    #[test]
    fn cache_sizes_are_numbers_in_order() {
        let sizes: Vec<f64> = cache_sizes().iter().map(|size| size.parse().unwrap()).collect();
        assert_eq!(sizes, [0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118.0, 237.0]);
    }
}
