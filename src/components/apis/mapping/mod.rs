//! Requests and responses that an API transforms: what is wrong with it, the integration, what a template saves.

mod check;
mod flaws;
mod lower;
mod parameters;
mod samples;
mod schemas;

pub(super) use check::check;
pub(super) use lower::{integration, method_responses, note};
pub(super) use parameters::source_form;
use parameters::{request_parameters, response_parameters};
pub(super) use schemas::json as schema;

use super::routes::Entry;
use crate::blueprint::vocabulary::Text;
use crate::blueprint::{Api, ResponseMapping};
use crate::diagnostics::Span;
use crate::documents::vtl::{Place, Sample, Template};
use crate::system::Instance;
use crate::yaml::NodeId;

/// Whether the function is called with something else than the request as it is.
pub(super) fn transforms(entry: Entry<'_>) -> bool {
    entry.route.request.is_some() || !entry.route.responses.is_empty()
}

/// A template of a route: its text, where it stands, and with what it is run.
struct Mapped<'a> {
    api: &'a Instance<'a, Api>,
    entry: Entry<'a>,
    /// `request`, or `responses` and the status.
    path: Vec<&'a str>,
    text: &'a str,
    /// Where the text stands.
    node: NodeId,
}

impl<'a> Mapped<'a> {
    /// Every template of a route that could be read.
    fn of(api: &'a Instance<'a, Api>, entry: Entry<'a>) -> Vec<Mapped<'a>> {
        let request = entry.route.request.as_ref().and_then(|request| request.template.as_ref());
        let requests = request.map(|template| (vec!["request"], template));
        let responses = entry.route.responses.iter().filter_map(|(status, response)| {
            response.template.as_ref().map(|template| (vec!["responses", status.as_str()], template))
        });
        let all = requests.into_iter().chain(responses);
        all.filter_map(|(path, template)| match template {
            Text::Inline(text) => {
                let mapped = Mapped { api, entry, path, text, node: api.node() };
                let node = mapped.node_of(&["template", "inline"]);
                Some(Mapped { node, ..mapped })
            }
            // A file that could not be read has been reported.
            Text::File(_) => None,
        })
        .collect()
    }

    /// What messages call it.
    fn title(&self) -> String {
        match self.path.last() {
            Some(status) if *status != "request" => format!("the response {status} of {}", self.entry.title()),
            _ => format!("the request of {}", self.entry.title()),
        }
    }

    fn is_request(&self) -> bool {
        self.path.first() == Some(&"request")
    }

    fn within<'p>(&self, path: &[&'p str]) -> Vec<&'p str>
    where
        'a: 'p,
    {
        let own: Vec<&'p str> = self.path.iter().copied().chain(path.iter().copied()).collect();
        self.entry.within(&own)
    }

    fn node_of(&self, path: &[&str]) -> NodeId {
        self.api.system.tree.locate(self.api.node(), &self.within(path)).node
    }

    /// Where a part of the template was written.
    fn span(&self, place: &Place) -> Span {
        self.api.system.tree.within(self.node, place.clone())
    }

    /// Where the template is named.
    fn key(&self) -> Span {
        self.api.key(&self.within(&["template"]))
    }

    /// What it is run with; none when a body is wanted and there is no sample.
    fn sample(&self, template: &Template) -> Option<Sample> {
        let body = samples::body(self);
        if body.is_none() && template.reads_body() {
            return None;
        }
        Some(samples::sample(self.api, self.entry, body.unwrap_or_else(|| "{}".to_owned())))
    }
}

/// The responses with their statuses; `200` when none is written.
fn responses<'a>(entry: Entry<'a>) -> Vec<(&'a str, Option<&'a ResponseMapping>)> {
    match entry.route.responses.is_empty() {
        true => vec![("200", None)],
        false => entry.route.responses.iter().map(|(status, response)| (status.as_str(), Some(response))).collect(),
    }
}
