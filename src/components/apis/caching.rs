//! Which methods are cached, for how long and by what.

use super::paths;
use super::routes::Entry;
use crate::blueprint::vocabulary::{Duration, Switch};
use crate::blueprint::{Api, CacheKey, Method, StageCache};

/// How one method is cached.
#[derive(Debug, Clone, Copy)]
pub(super) struct MethodCache<'a> {
    /// How long a response is kept; never 0.
    pub ttl: Duration,
    /// Parameters of the key beside those of the path.
    pub key: Option<&'a CacheKey>,
}

/// The cache of the stage, if there is one.
pub(super) fn of_stage(api: &Api) -> Option<StageCache> {
    match &api.cache {
        None | Some(Switch::Disabled) => None,
        Some(Switch::Enabled) => Some(StageCache::default()),
        Some(Switch::With(cache)) => Some(cache.clone()),
    }
}

/// How a route is cached, if it is: with a cache of the stage a GET is unless it says otherwise, other methods only if they say so.
pub(super) fn of_route<'a>(api: &Api, entry: Entry<'a>) -> Option<MethodCache<'a>> {
    let stage = of_stage(api)?;
    let (ttl, key) = match &entry.route.cache {
        None if entry.method == Method::Get => (stage.ttl, None),
        None | Some(Switch::Disabled) => return None,
        Some(Switch::Enabled) => (stage.ttl, None),
        Some(Switch::With(cache)) => (cache.ttl.unwrap_or(stage.ttl), Some(&cache.key)),
    };
    (ttl.seconds > 0).then_some(MethodCache { ttl, key })
}

/// The key as an integration names it: what tells two requests to the method apart.
pub(super) fn key_parameters(entry: Entry<'_>, cache: MethodCache<'_>) -> Vec<String> {
    let (queries, headers) = cache.key.map_or((&[][..], &[][..]), |key| (&key.query_strings, &key.headers));
    let path = paths::parameters(entry.path).map(|name| format!("method.request.path.{name}"));
    let queries = queries.iter().map(|name| format!("method.request.querystring.{name}"));
    // As declared: the two must be the same text.
    let headers = headers.iter().map(|name| format!("method.request.header.{}", entry.header(name).unwrap_or(name)));
    path.chain(queries).chain(headers).collect()
}
