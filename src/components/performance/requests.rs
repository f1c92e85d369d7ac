//! The requests of a load test, from the routes of its API.

use serde_json::json;

use super::sample;
use crate::blueprint::{Api, Authorization, Document, LoadTest, Method, Presence, Route};
use crate::documents::cloudformation::Json;
use crate::system::System;

/// One request of a load test.
pub(super) struct Request<'a> {
    /// `GET /users/{id}`, as the blueprint and k6's metrics name it.
    pub name: String,
    /// The method that is sent: GET where the route takes any.
    pub method: Method,
    /// The path of the route.
    pub path: &'a str,
    /// What it says of parameters.
    pub route: &'a Route,
    /// How often, compared with the others.
    pub weight: u32,
    /// The body.
    pub body: Option<Json>,
}

/// `GET /users/{id}`: how a load test names a route.
pub(super) fn title(path: &str, method: Method) -> String {
    format!("{} {path}", method.http())
}

/// Every route of an API, by the name that load tests give it.
pub(super) fn routes(api: &Api) -> impl Iterator<Item = (String, &str, Method, &Route)> {
    api.routes.iter().flat_map(|(path, methods)| {
        methods.iter().map(move |(method, route)| (title(path, *method), path.as_str(), *method, route))
    })
}

/// Whether k6 can send it: requests that an IAM identity must sign need credentials that a load test should not have.
pub(super) const fn is_open(route: &Route) -> bool {
    matches!(route.authorization, Authorization::None)
}

/// The requests that a test sends, in the order of the test, or of the API where the test names none.
pub(super) fn requests<'a>(system: &System<'_>, test: &LoadTest, api: &'a Api) -> Vec<Request<'a>> {
    let open = || routes(api).filter(|(.., route)| is_open(route));
    if test.requests.is_empty() {
        return open().map(|found| request(system, found, 1, None)).collect();
    }
    let named = test.requests.iter().filter_map(|(wanted, settings)| {
        let found = open().find(|(name, ..)| name == wanted)?;
        let body = settings.body.map(|body| system.tree.to_json(body.0));
        Some(request(system, found, settings.weight, body))
    });
    named.collect()
}

fn request<'a>(
    system: &System<'_>,
    (name, path, method, route): (String, &'a str, Method, &'a Route),
    weight: u32,
    body: Option<Json>,
) -> Request<'a> {
    let method = if method == Method::Any { Method::Get } else { method };
    let body = takes_body(method).then(|| body.or_else(|| sample_of(system, route)).unwrap_or_else(|| json!({})));
    Request { name, method, path, route, weight, body }
}

/// The body that the API itself shows, or one that meets its schema.
fn sample_of(system: &System<'_>, route: &Route) -> Option<Json> {
    let inline = |document: &Document| match document {
        Document::Inline(node) => Some(system.tree.to_json(node.0)),
        Document::File(_) => None,
    };
    let sample = route.request.as_ref().and_then(|request| request.sample.as_ref()).and_then(inline);
    sample
        .or_else(|| route.body.as_ref().and_then(|body| inline(&body.schema)).map(|schema| sample::of_schema(&schema)))
}

/// Whether a request of this method has a body.
pub(super) const fn takes_body(method: Method) -> bool {
    matches!(method, Method::Post | Method::Put | Method::Patch)
}

impl Request<'_> {
    /// Query strings that the request must have.
    pub fn query_strings(&self) -> impl Iterator<Item = &str> {
        wanted(&self.route.parameters.query_strings)
    }

    /// Headers that the request must have.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        wanted(&self.route.parameters.headers).chain(self.route.api_key.then_some("x-api-key"))
    }

    /// Whether something in the path or the query strings is drawn anew for each request.
    pub fn has_keys(&self) -> bool {
        self.path.contains('{') || self.query_strings().next().is_some()
    }
}

fn wanted(parameters: &indexmap::IndexMap<String, Presence>) -> impl Iterator<Item = &str> {
    parameters.iter().filter(|(_, presence)| **presence == Presence::Required).map(|(name, _)| name.as_str())
}
