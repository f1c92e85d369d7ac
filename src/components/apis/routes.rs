//! The routes of an API, one by one.

use crate::blueprint::{Api, Method, Private, Route};
use crate::diagnostics::Span;
use crate::system::Instance;

/// One method of one path.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    /// `/users/{id}`.
    pub path: &'a str,
    /// The method.
    pub method: Method,
    /// What answers it.
    pub route: &'a Route,
}

/// What answers a route.
#[derive(Debug, Clone, Copy)]
pub(super) enum Target<'a> {
    /// A function, by name.
    Function(&'a str),
    /// A workflow, by name.
    Workflow(&'a str),
    /// A service, by name, and the name of its port.
    Service(&'a str, Option<&'a str>),
    /// A private address.
    Private(&'a Private),
}

/// Every route in the order of the blueprint.
pub(super) fn routes(api: &Api) -> impl Iterator<Item = Entry<'_>> {
    api.routes
        .iter()
        .flat_map(|(path, methods)| methods.iter().map(|(method, route)| Entry { path, method: *method, route }))
}

impl<'a> Entry<'a> {
    /// `GET /users/{id}`, as messages say it.
    pub fn title(self) -> String {
        format!("{} {}", self.method.http(), self.path)
    }

    /// What answers, if exactly one thing does.
    pub fn target(self) -> Option<Target<'a>> {
        let route = self.route;
        match (&route.function, &route.workflow, &route.service, &route.private) {
            (Some(function), None, None, None) => Some(Target::Function(function)),
            (None, Some(workflow), None, None) => Some(Target::Workflow(workflow)),
            (None, None, Some(service), None) => Some(Target::Service(service, route.port.as_deref())),
            (None, None, None, Some(private)) => Some(Target::Private(private)),
            _ => None,
        }
    }

    /// Where the key at a path within the route stands; the method's own for an empty path.
    pub fn key(self, api: &Instance<'_, Api>, path: &[&str]) -> Span {
        api.key(&self.within(path))
    }

    /// Where the value at a path within the route stands.
    pub fn value(self, api: &Instance<'_, Api>, path: &[&str]) -> Span {
        api.value(&self.within(path))
    }

    /// The path of the blueprint, from the API, of something within the route.
    pub fn within<'p>(self, path: &[&'p str]) -> Vec<&'p str>
    where
        'a: 'p,
    {
        let mut whole = vec!["routes", self.path, self.method.key()];
        whole.extend(path);
        whole
    }

    /// A declared header, found as HTTP finds it: whatever its case.
    pub fn header(self, name: &str) -> Option<&'a str> {
        self.route.parameters.headers.keys().map(String::as_str).find(|header| header.eq_ignore_ascii_case(name))
    }
}
