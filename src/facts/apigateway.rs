//! API Gateway REST APIs: lists and limits. Source unless another is given: botocore 1.44.5, service `apigateway`.

use std::ops::RangeInclusive;

use super::names;
use super::table::List;

/// Time to live of a cached response in seconds; 0 switches caching off for a method. Source: developer guide, "Enable API caching".
pub const CACHE_TTL_S: RangeInclusive<u32> = 0..=3600;
/// Time to live of a cached response where a stage sets none, in seconds.
pub const CACHE_TTL_DEFAULT_S: u32 = 300;
/// Least size in bytes of a response that is compressed: `MinimumCompressionSize`.
pub const MINIMUM_COMPRESSION_BYTES: RangeInclusive<u64> = 0..=10_485_760;
/// Timeout of an integration in milliseconds. Above 29 s only regional and private APIs after a raised quota.
pub const INTEGRATION_TIMEOUT_MS: RangeInclusive<u32> = 50..=29_000;
/// Time to live of an authorizer's answer in seconds.
pub const AUTHORIZER_TTL_S: RangeInclusive<u32> = 0..=3600;
/// Most bytes of a request or a response. Source: developer guide, "Quotas".
pub const PAYLOAD_BYTES: u64 = 10_485_760;
/// Requests a second of all APIs of an account in a region, by default. Source: developer guide, "Quotas".
pub const ACCOUNT_REQUESTS_PER_SECOND: u32 = 10_000;
/// Burst of requests of all APIs of an account in a region, by default. Source: developer guide, "Quotas".
pub const ACCOUNT_BURST: u32 = 5_000;

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
    fn cache_sizes_are_numbers_in_order() {
        let sizes: Vec<f64> = cache_sizes().iter().map(|size| size.parse().unwrap()).collect();
        assert_eq!(sizes, [0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118.0, 237.0]);
    }
}
