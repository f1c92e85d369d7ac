//! `cdn`: CloudFront distributions.

mod behaviors;
mod edge;
mod origins;
mod words;

pub use behaviors::*;
pub use edge::*;
pub use origins::*;
pub use words::*;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::vocabulary::{Duration, Switch, Text};

/// A CloudFront distribution. It exists once and answers everywhere; its stack is in us-east-1.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cdn {
    /// The name that clients use. Left out: CloudFront's own, which accepts TLS 1.0.
    pub domain: Option<String>,
    /// Further names that clients use, a leading `*.` included; with `domain` at most 100.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Id of the public Route 53 hosted zone that holds the names, or the name of an existing one. Left out: that of `routing_strategy`.
    pub hosted_zone: Option<String>,
    /// ARN of an ACM certificate in us-east-1 for the names, or the name of an existing one. Left out: one is made and validated in the hosted zone.
    pub certificate: Option<String>,
    /// Where content comes from, by name.
    pub origins: IndexMap<String, Origin>,
    /// Pairs of origins, by name: the second answers what the first fails to. Behaviors name a group like an origin.
    #[serde(default)]
    pub origin_groups: IndexMap<String, OriginGroup>,
    /// What happens to requests that no other behavior takes.
    pub default_behavior: Behavior,
    /// What happens to requests by path pattern, `/api/*` or `*.jpg`; the first that fits takes the request. At most 75.
    #[serde(default)]
    pub behaviors: IndexMap<String, Behavior>,
    /// What `/` answers: index.html, without a slash in front. Left out: `/` is asked of the origin.
    pub default_root_object: Option<String>,
    /// Security headers on every response: enabled for AWS's managed policy, or a block. Default: disabled.
    pub security_headers: Option<Switch<SecurityHeaders>>,
    /// Functions that run at the edge for every behavior, by event.
    #[serde(default)]
    pub edge_functions: IndexMap<EdgeEvent, EdgeFunction>,
    /// Paths that only signed URLs and signed cookies open.
    pub signed: Option<Signed>,
    /// What clients get in place of an origin's error, by its status: 403, 404, 500 and such.
    #[serde(default)]
    pub error_responses: IndexMap<String, ErrorResponse>,
    /// Which edge locations answer: all, class_200 (not South America, Australia and New Zealand) or class_100 (North America, Europe and Israel). Default: all.
    #[serde(default)]
    pub price_class: PriceClass,
    /// HTTP versions beside 1.1: http2, http3 or http2and3. Default: http2and3.
    #[serde(default)]
    pub http: HttpVersion,
    /// Security policy towards clients: the oldest TLS and the ciphers that are accepted. Default: TLSv1.2_2021.
    pub tls: Option<TlsPolicy>,
    /// Web application firewall: enabled for AWS's managed rules, or a block. Costs by the month and the request. Default: disabled.
    pub waf: Option<Switch<Waf>>,
    /// A line for each request, in a bucket of its own. Default: disabled.
    pub access_logs: Option<Switch<AccessLogs>>,
}

/// Headers that tell browsers to be careful. Content sniffing is always forbidden.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SecurityHeaders {
    /// How long browsers use HTTPS alone. Default: 365d.
    pub hsts: Duration,
    /// Whether that holds for subdomains, too. Default: false.
    pub hsts_subdomains: bool,
    /// Whether browsers may frame the pages: deny or same_origin. Default: same_origin.
    pub frames: Frames,
    /// What browsers tell other sites of where a link was. Default: strict-origin-when-cross-origin.
    pub referrer: Referrer,
    /// Content-Security-Policy. Left out: none.
    pub content_security_policy: Option<String>,
}

impl Default for SecurityHeaders {
    fn default() -> Self {
        SecurityHeaders {
            hsts: Duration::from_seconds(365 * 86_400),
            hsts_subdomains: false,
            frames: Frames::default(),
            referrer: Referrer::default(),
            content_security_policy: None,
        }
    }
}

/// Paths that only signed URLs and signed cookies open.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// The behaviors that are closed, by their path patterns; `default` is the default behavior.
    pub paths: Vec<String>,
    /// Public keys in PEM, by name, at most 5: RSA of 2048 bits or ECDSA on P-256. A key cannot be changed; to rotate, add another under a new name.
    pub public_keys: IndexMap<String, Text>,
}

/// What clients get in place of an origin's error.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ErrorResponse {
    /// Path of the page, with a slash in front: /errors/404.html. Left out: the origin's answer.
    pub page: Option<String>,
    /// Status of the answer, with `page` only. Default: that of the origin.
    pub status: Option<u16>,
    /// How long the error is kept. Default: 10s.
    pub ttl: Option<Duration>,
}

/// A web application firewall. Either `web_acl`, or the managed rules with the rest.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Waf {
    /// ARN of a web ACL that is there already, of scope CLOUDFRONT in us-east-1.
    pub web_acl: Option<String>,
    /// Requests that one address may send in 5 minutes, 10 to 2,000,000,000. Left out: any number.
    pub rate_limit: Option<u32>,
    /// Whether bodies over 8 KB, which the managed rules refuse, are counted and let through. Default: false.
    pub large_bodies: bool,
}

/// Access logs.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AccessLogs {
    /// How long they are kept, in whole days. Default: 90d.
    pub retention: Duration,
}

impl Default for AccessLogs {
    fn default() -> Self {
        AccessLogs { retention: Duration::from_seconds(90 * 86_400) }
    }
}
