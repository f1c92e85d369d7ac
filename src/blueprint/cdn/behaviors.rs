//! What happens to requests: what is kept, what is forwarded.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{EdgeEvent, EdgeFunction, ManagedCache, ManagedForward, ManagedHeaders, Methods, PlainHttp};
use crate::blueprint::vocabulary::{Duration, Switch, Words};

/// What happens to some requests.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Behavior {
    /// An origin or a group of them.
    pub origin: String,
    /// What is kept at the edge: enabled, disabled or a block. Default: enabled for a bucket, disabled for others.
    pub cache: Option<Switch<CacheRule>>,
    /// What the origin gets to see beside what is in the cache key. Default: for a server where nothing is kept, everything but the Host header; else nothing more.
    pub forward: Option<Forward>,
    /// Whether what is cached is compressed for clients that take it. Default: true.
    pub compress: Option<bool>,
    /// Methods that are let through: read (GET, HEAD), options (these and OPTIONS) or all. Default: read for a bucket, options for a group, all for others.
    pub methods: Option<Methods>,
    /// What happens to plain HTTP: redirect or refuse. Default: redirect.
    #[serde(default)]
    pub plain_http: PlainHttp,
    /// A policy of AWS for the headers of responses, in place of `security_headers`.
    pub response_headers: Option<ManagedHeaders>,
    /// Functions that run at the edge for this behavior alone, by event.
    #[serde(default)]
    pub edge_functions: IndexMap<EdgeEvent, EdgeFunction>,
}

/// How long what is kept, and which requests share it. Either `managed`, or the rest.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CacheRule {
    /// A policy of AWS by name, instead of all that follows.
    pub managed: Option<ManagedCache>,
    /// Kept at least so long, whatever the origin says. Default: 0s.
    pub min_ttl: Option<Duration>,
    /// Kept so long when the origin does not say. Default: 1d, within the bounds.
    pub ttl: Option<Duration>,
    /// Kept at most so long, whatever the origin says. Default: 365d, or `ttl` if that is longer.
    pub max_ttl: Option<Duration>,
    /// What of a request, beside its path, has answers of its own. Default: nothing.
    pub key: EdgeCacheKey,
}

/// What of a request has answers of its own. The origin gets it, too.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EdgeCacheKey {
    /// Names of headers, at most 10. Default: none.
    pub headers: Vec<String>,
    /// Names of query strings, at most 10, or all. Default: none.
    pub query_strings: Words,
    /// Names of cookies, at most 10, or all. Default: none.
    pub cookies: Words,
}

/// What the origin gets to see. Either `managed`, or the rest.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Forward {
    /// A policy of AWS by name, instead of all that follows.
    pub managed: Option<ManagedForward>,
    /// Names of headers, at most 10, or all. Default: none.
    pub headers: Words,
    /// Names of query strings, at most 10, or all. Default: none.
    pub query_strings: Words,
    /// Names of cookies, at most 10, or all. Default: none.
    pub cookies: Words,
}
