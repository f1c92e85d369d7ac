//! Whether a path can be probed from outside: what a health check needs.

use super::caching;
use super::paths::{self, Segment};
use super::routes::{Entry, routes};
use crate::blueprint::{Api, Authorization, Method, Presence};

/// What a plain GET of a path meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Probe {
    /// Anyone may ask, and each request is answered anew.
    Answered,
    /// No route takes it.
    NoRoute,
    /// The caller must sign the request.
    Authorized,
    /// The request must carry a parameter.
    NeedsParameters,
    /// The answer may come from the cache, and so from the past.
    Cached,
}

/// What a GET of the path without headers or query strings meets.
pub fn probe(api: &Api, path: &str) -> Probe {
    let takes = |entry: &Entry<'_>| matches!(entry.method, Method::Get | Method::Any) && matches(entry.path, path);
    let Some(entry) =
        routes(api).filter(takes).min_by_key(|entry| (vagueness(entry.path), entry.method == Method::Any))
    else {
        return Probe::NoRoute;
    };
    let parameters = &entry.route.parameters;
    let required = |presence: &Presence| *presence == Presence::Required;
    if entry.route.authorization != Authorization::None {
        Probe::Authorized
    } else if parameters.query_strings.values().chain(parameters.headers.values()).any(required) {
        Probe::NeedsParameters
    } else if caching::of_route(api, entry).is_some() {
        Probe::Cached
    } else {
        Probe::Answered
    }
}

fn matches(route: &str, path: &str) -> bool {
    let mut given = paths::texts(path);
    for text in paths::texts(route) {
        match (Segment::read(text), given.next()) {
            (Segment::Fixed(text), Some(given)) if text == given => {}
            (Segment::Parameter(_), Some(_)) => {}
            (Segment::Greedy(_), Some(_)) => return true,
            _ => return false,
        }
    }
    given.next().is_none()
}

/// By segment, fixed before parameter before greedy: API Gateway takes the most specific route.
fn vagueness(route: &str) -> Vec<u8> {
    let rank = |text| match Segment::read(text) {
        Segment::Fixed(_) => 0,
        Segment::Parameter(_) => 1,
        Segment::Greedy(_) => 2,
    };
    paths::texts(route).map(rank).collect()
}
