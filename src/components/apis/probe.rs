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
    /// The request must carry an API key.
    NeedsKey,
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
    } else if entry.route.api_key {
        Probe::NeedsKey
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blueprint::vocabulary::Switch;
    use crate::blueprint::{Parameters, Route};
    use indexmap::IndexMap;

    fn api(routes: &[(&str, Method, Route)]) -> Api {
        let mut api = Api { cache: Some(Switch::Enabled), ..Api::default() };
        for (path, method, route) in routes {
            api.routes.entry((*path).to_owned()).or_default().insert(*method, route.clone());
        }
        api
    }

    #[test]
    fn a_probe_needs_an_open_and_uncached_get() {
        let uncached = Route { cache: Some(Switch::Disabled), ..Route::default() };
        let signed = Route { authorization: Authorization::Iam, ..uncached.clone() };
        let parameters =
            Parameters { headers: IndexMap::from([("X-Key".to_owned(), Presence::Required)]), ..Parameters::default() };
        let api = api(&[
            ("/healthz", Method::Get, uncached.clone()),
            ("/cached", Method::Get, Route::default()),
            ("/signed", Method::Get, signed),
            ("/keyed", Method::Get, Route { parameters, ..uncached.clone() }),
            ("/posted", Method::Post, uncached),
        ]);
        let met =
            ["/healthz", "/cached", "/signed", "/keyed", "/posted", "/healthz/deep"].map(|path| probe(&api, path));
        assert_eq!(
            met,
            [Probe::Answered, Probe::Cached, Probe::Authorized, Probe::NeedsParameters, Probe::NoRoute, Probe::NoRoute]
        );
    }

    #[test]
    fn the_most_specific_route_answers() {
        let uncached = Route { cache: Some(Switch::Disabled), ..Route::default() };
        let api = api(&[
            ("/{any+}", Method::Any, uncached.clone()),
            ("/users/{id}", Method::Get, Route::default()),
            ("/users/me", Method::Get, uncached),
        ]);
        assert_eq!(probe(&api, "/users/me"), Probe::Answered);
        assert_eq!(probe(&api, "/users/7"), Probe::Cached);
        assert_eq!(probe(&api, "/else/where"), Probe::Answered);
    }
}
