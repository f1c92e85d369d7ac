//! Where content comes from.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::blueprint::vocabulary::Duration;

/// Where content comes from. Exactly one of `bucket`, `api`, `service` and `url`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Origin {
    /// A bucket of this blueprint, private, read through origin access control.
    pub bucket: Option<String>,
    /// An API of this blueprint: with a domain its nearest region, else the primary region's endpoint.
    pub api: Option<String>,
    /// With `api`: what the paths of requests begin with before those of the API's routes: api. Needs the API to have a domain.
    pub base_path: Option<String>,
    /// A service of `ecs`: the load balancer of one of its ports. A public one with a domain is asked at its name, in several regions in
    /// the nearest; an internal one through a VPC origin. A public one lets CloudFront in, and nobody else.
    pub service: Option<String>,
    /// With `service`: the name of its port, which is behind a load balancer.
    pub port: Option<String>,
    /// With `service`: the region of the load balancer, where its name does not lead to all of them. Default: the primary, or the
    /// first that runs the service.
    pub region: Option<String>,
    /// With `service`: id of the prefix list `com.amazonaws.global.cloudfront.origin-facing` by region, for regions where synth does
    /// not know it: `{eu-south-2: pl-…}`.
    pub prefix_list: IndexMap<String, String>,
    /// Any other server: `https://origin.example.com/base`.
    pub url: Option<String>,
    /// With `bucket` or `service`: put before the path of each request: /site.
    pub path: Option<String>,
    /// Region of Origin Shield, one more cache before the origin: the nearest to it that has one. Left out: none.
    pub shield: Option<String>,
    /// How long CloudFront waits for an answer, 1s to 120s; not for a bucket. Default: 30s.
    pub read_timeout: Option<Duration>,
    /// How long an idle connection is kept, 1s to 120s; not for a bucket. Default: 5s.
    pub keepalive: Option<Duration>,
    /// How long one attempt to connect may take, 1s to 10s. Default: 10s.
    pub connect_timeout: Option<Duration>,
    /// Attempts to connect, 1 to 3. Default: 3.
    pub connect_attempts: Option<u32>,
}

/// An origin and the one that stands in for it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OriginGroup {
    /// Asked first.
    pub primary: String,
    /// Asked when the first does not answer, or answers one of `statuses`.
    pub secondary: String,
    /// Statuses of the first on which the second is asked: of 400, 403, 404, 416, 429, 500, 502, 503 and 504. Default: 500, 502, 503 and 504.
    #[serde(default = "default_statuses")]
    pub statuses: Vec<u16>,
}

fn default_statuses() -> Vec<u16> {
    vec![500, 502, 503, 504]
}
