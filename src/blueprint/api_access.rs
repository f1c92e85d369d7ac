//! Who reaches an API, how much of it, and what those see who do not.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::Throttle;
use super::vocabulary::Text;

/// How much the holders of some API keys may ask for.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UsagePlan {
    /// Limits of each key, for all methods together. Left out: those of the API.
    pub throttle: Option<Throttle>,
    /// How many requests each key may make in a time. Left out: any number.
    pub quota: Option<Quota>,
    /// The keys, by names. A key is no proof of who asks: it says who is counted.
    pub keys: IndexMap<String, ApiKey>,
}

/// A number of requests in a time.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// Requests.
    pub requests: u64,
    /// The time in which they are counted.
    pub per: QuotaPeriod,
}

/// The time in which requests are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuotaPeriod {
    /// From midnight to midnight, UTC.
    Day,
    /// From Sunday to Saturday.
    Week,
    /// A month of the calendar.
    Month,
}

impl QuotaPeriod {
    /// The word of API Gateway.
    pub const fn name(self) -> &'static str {
        match self {
            QuotaPeriod::Day => "DAY",
            QuotaPeriod::Week => "WEEK",
            QuotaPeriod::Month => "MONTH",
        }
    }
}

/// An API key.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ApiKey {
    /// The name of a secret of Secrets Manager whose text is the key, 20 to 128 characters, in each region of the API. Left out: API
    /// Gateway makes up a key in each region.
    pub secret: Option<String>,
}

/// A web application firewall. Either `web_acl`, or AWS's managed rules with the rest.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ApiFirewall {
    /// ARN of a web ACL that is there already, of scope REGIONAL in the API's region.
    pub web_acl: Option<String>,
    /// Requests that one address may send in 5 minutes, 10 to 2,000,000,000. Left out: any number.
    pub rate_limit: Option<u32>,
    /// Whether bodies over 8 KB, which the managed rules refuse, are counted and let through. Default: false.
    pub large_bodies: bool,
}

/// What clients see in place of an answer that API Gateway gives itself.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GatewayResponse {
    /// Status, 200 to 599. Left out: API Gateway's own.
    pub status: Option<u16>,
    /// Headers by their names, with where each comes from: `context.requestId`, `method.request.header.Origin` or a text in
    /// single quotes.
    pub headers: IndexMap<String, String>,
    /// The body. Variables such as `$context.requestId` and `$context.error.messageString` are replaced; Velocity is not run.
    /// Left out: `{"message": …}`.
    pub template: Option<Text>,
}

/// Passes requests on to a private address, through a VPC link to a Network Load Balancer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Private {
    /// ARN of the load balancer, in the API's region: `per_region` says another one elsewhere.
    pub load_balancer: String,
    /// What is asked for, with the port that the load balancer listens on: `http://backend.internal:8080/users/{id}`. The name is
    /// the `Host` that the target sees, and for https the name on its certificate. Parameters of the route's path stand in braces.
    pub url: String,
}

macro_rules! gateway_responses {
    ($($(#[$doc:meta])* $variant:ident $word:literal $aws:literal,)+) => {
        /// An answer that API Gateway gives itself.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
        pub enum GatewayResponseType {
            $($(#[$doc])* #[serde(rename = $word)] $variant,)+
        }

        impl GatewayResponseType {
            /// The key in the blueprint.
            pub const fn key(self) -> &'static str {
                match self { $(GatewayResponseType::$variant => $word,)+ }
            }

            /// The word of API Gateway.
            pub const fn name(self) -> &'static str {
                match self { $(GatewayResponseType::$variant => $aws,)+ }
            }
        }
    };
}

gateway_responses! {
    /// Status 403: authorization is refused.
    AccessDenied "access_denied" "ACCESS_DENIED",
    /// Status 500: the API is set up wrongly.
    ApiConfigurationError "api_configuration_error" "API_CONFIGURATION_ERROR",
    /// Status 500: the authorizer cannot be called.
    AuthorizerConfigurationError "authorizer_configuration_error" "AUTHORIZER_CONFIGURATION_ERROR",
    /// Status 500: the authorizer fails.
    AuthorizerFailure "authorizer_failure" "AUTHORIZER_FAILURE",
    /// Status 400: a required parameter is missing.
    BadRequestParameters "bad_request_parameters" "BAD_REQUEST_PARAMETERS",
    /// Status 400: the body does not meet its schema.
    BadRequestBody "bad_request_body" "BAD_REQUEST_BODY",
    /// Every status 4xx that is not listed.
    Default4xx "default_4xx" "DEFAULT_4XX",
    /// Every status 5xx that is not listed.
    Default5xx "default_5xx" "DEFAULT_5XX",
    /// Status 403: the signature or token has expired.
    ExpiredToken "expired_token" "EXPIRED_TOKEN",
    /// Status 504: what stands behind the method cannot be reached.
    IntegrationFailure "integration_failure" "INTEGRATION_FAILURE",
    /// Status 504: what stands behind the method takes too long.
    IntegrationTimeout "integration_timeout" "INTEGRATION_TIMEOUT",
    /// Status 403: the API key is none.
    InvalidApiKey "invalid_api_key" "INVALID_API_KEY",
    /// Status 403: the signature is wrong.
    InvalidSignature "invalid_signature" "INVALID_SIGNATURE",
    /// Status 403: there is no token, or no such route.
    MissingAuthenticationToken "missing_authentication_token" "MISSING_AUTHENTICATION_TOKEN",
    /// Status 429: the quota of the usage plan is used up.
    QuotaExceeded "quota_exceeded" "QUOTA_EXCEEDED",
    /// Status 413: the request is over 10 MB.
    RequestTooLarge "request_too_large" "REQUEST_TOO_LARGE",
    /// Status 404: the resource is not found.
    ResourceNotFound "resource_not_found" "RESOURCE_NOT_FOUND",
    /// Status 429: too many requests at once.
    Throttled "throttled" "THROTTLED",
    /// Status 401: the authorizer does not let the caller in.
    Unauthorized "unauthorized" "UNAUTHORIZED",
    /// Status 415: no template for this content type.
    UnsupportedMediaType "unsupported_media_type" "UNSUPPORTED_MEDIA_TYPE",
    /// Status 403: the firewall blocks the request.
    WafFiltered "waf_filtered" "WAF_FILTERED",
}
