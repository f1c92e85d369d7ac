//! `apis`: API Gateway REST APIs.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::vocabulary::{Duration, Size, Switch};
use super::{
    ApiFirewall, Body, GatewayResponse, GatewayResponseType, Private, RequestMapping, ResponseMapping, UsagePlan,
};

/// A regional REST API, in each region of the component.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Api {
    /// The name that clients use. Left out, and the only API: the domain of `routing_strategy`.
    pub domain: Option<String>,
    /// The first segment of every path under the domain: `v1` for `https://domain/v1/users`. Left out: none.
    pub base_path: Option<String>,
    /// Response cache of the stage. Default: disabled.
    pub cache: Option<Switch<StageCache>>,
    /// Smallest response that is compressed, 0B to 10MiB. Left out: nothing is compressed.
    pub compression: Option<Size>,
    /// Limits of each method, for all its callers together. Left out: the account's, which all APIs share.
    pub throttle: Option<Throttle>,
    /// Web application firewall. `enabled` is AWS's managed rules against bad addresses, bad inputs and common attacks. Default: disabled.
    pub waf: Option<Switch<ApiFirewall>>,
    /// What the holders of API keys may ask for, by names of plans. Routes with `api_key: true` ask for a key.
    pub usage_plans: IndexMap<String, UsagePlan>,
    /// Answers that API Gateway gives itself, by their types: `default_4xx: {headers: {…}}`.
    pub gateway_responses: IndexMap<GatewayResponseType, GatewayResponse>,
    /// How long the log groups keep events; one of CloudWatch Logs' values. Default: 30d.
    pub log_retention: Duration,
    /// Paths, and below each the methods: `/users/{id}: {get: {function: get-user}}`.
    pub routes: IndexMap<String, IndexMap<Method, Route>>,
}

impl Default for Api {
    fn default() -> Self {
        Api {
            domain: None,
            base_path: None,
            cache: None,
            compression: None,
            throttle: None,
            waf: None,
            usage_plans: IndexMap::new(),
            gateway_responses: IndexMap::new(),
            log_retention: Duration::from_seconds(30 * 86_400),
            routes: IndexMap::new(),
        }
    }
}

/// The response cache of a stage. It is paid by the hour, used or not.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StageCache {
    /// GB of memory: 0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118 or 237. Default: 0.5.
    pub cluster_size: f64,
    /// How long a response is kept where the route does not say, 0s to 1h. Default: 300s.
    pub ttl: Duration,
    /// Whether cached responses are encrypted. Default: true.
    pub encrypted: bool,
}

impl Default for StageCache {
    fn default() -> Self {
        StageCache { cluster_size: 0.5, ttl: Duration::from_seconds(300), encrypted: true }
    }
}

/// Limits on the rate of requests.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Throttle {
    /// Steady rate.
    pub requests_per_second: f64,
    /// Requests above the rate that may come at once.
    pub burst: u32,
}

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// GET
    Get,
    /// HEAD
    Head,
    /// POST
    Post,
    /// PUT
    Put,
    /// PATCH
    Patch,
    /// DELETE
    Delete,
    /// OPTIONS
    Options,
    /// Every method that has no route of its own.
    Any,
}

impl Method {
    /// The method as HTTP and API Gateway write it.
    pub const fn http(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Head => "HEAD",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
            Method::Options => "OPTIONS",
            Method::Any => "ANY",
        }
    }

    /// The key in the blueprint.
    pub const fn key(self) -> &'static str {
        match self {
            Method::Get => "get",
            Method::Head => "head",
            Method::Post => "post",
            Method::Put => "put",
            Method::Patch => "patch",
            Method::Delete => "delete",
            Method::Options => "options",
            Method::Any => "any",
        }
    }
}

/// What answers one method of one path. Exactly one of `function`, `workflow`, `service` and `private`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Route {
    /// A function of this blueprint: it gets the request as it is (proxy integration), unless `request` or `responses` say what
    /// becomes of it.
    pub function: Option<String>,
    /// A workflow of this blueprint: the request body is its input; the answer is the execution's ARN (standard) or output (express).
    pub workflow: Option<String>,
    /// A service of `ecs`, reached through a VPC link at its internal load balancer in the API's region: it gets the request as it
    /// is, at the path of the route. With `port`.
    pub service: Option<String>,
    /// The name of the port of `service`: one with `load_balancer: alb` or `nlb` and `public: false`.
    pub port: Option<String>,
    /// A private address beyond this blueprint, reached through a VPC link: it gets the request as it is.
    pub private: Option<Private>,
    /// Whether callers must send an API key of a usage plan, as `x-api-key`. Default: false.
    pub api_key: bool,
    /// Who may call. Default: none.
    pub authorization: Authorization,
    /// Parameters of the request that matter: required ones are refused when absent, and only declared ones can be cache keys.
    pub parameters: Parameters,
    /// What the body must be: JSON that meets a schema. Left out: anything.
    pub body: Option<Body>,
    /// What the function gets in place of the request. With `request` or `responses` the function's event is the body that the
    /// template writes, and its answer is a body, without status and headers.
    pub request: Option<RequestMapping>,
    /// What clients get in place of the function's answer, by status: `"200": {template: {file: slim.vtl}}`. An error of the
    /// function that matches no `pattern` is answered with status 502, or with 500 where 502 has a meaning of its own. Default:
    /// `"200"` with the answer as it is.
    pub responses: IndexMap<String, ResponseMapping>,
    /// Caching of this method. Left out: as the API says for GET, disabled for other methods.
    pub cache: Option<Switch<RouteCache>>,
}

/// Who may call a method.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Authorization {
    /// Anyone.
    #[default]
    None,
    /// Callers whose requests are signed by an IAM identity that may invoke the API.
    Iam,
}

/// Request parameters by where they stand.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Parameters {
    /// Query strings: `userId: required`.
    pub query_strings: IndexMap<String, Presence>,
    /// Headers: `Authorization: required`.
    pub headers: IndexMap<String, Presence>,
}

/// Whether a request without the parameter is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Refused with status 400.
    Required,
    /// Let through.
    Optional,
}

/// Caching of one method.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RouteCache {
    /// How long a response is kept, 0s to 1h; 0s turns caching off. Left out: the API's.
    pub ttl: Option<Duration>,
    /// Parameters whose values tell responses apart. Path parameters always do.
    pub key: CacheKey,
}

/// Parameters of a cache key; each must be declared in `parameters`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CacheKey {
    /// Names of query strings.
    pub query_strings: Vec<String>,
    /// Names of headers.
    pub headers: Vec<String>,
}
