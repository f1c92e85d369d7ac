//! What routes name, and whether it can answer in time.

use super::super::routes::{Entry, Target, routes};
use crate::blueprint::vocabulary::Duration;
use crate::blueprint::{Api, Component, Method, Section, WorkflowType};
use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::facts::apigateway;
use crate::system::Instance;

/// Routes to nothing, to two things, to what does not exist or not there, and to what takes too long.
pub(super) fn check(api: &Instance<'_, Api>, diagnostics: &mut Vec<Diagnostic>) {
    let blueprint = api.system.blueprint;
    for entry in routes(api.model) {
        match entry.target() {
            None => diagnostics.push(not_one(api, entry)),
            Some(Target::Function(name)) => {
                let named = Named { api, entry, name, field: "function", section: "functions" };
                diagnostics.extend(named.missing(&blueprint.functions));
                diagnostics.extend(slow_function(api, entry, name));
            }
            Some(Target::Workflow(name)) => {
                let named = Named { api, entry, name, field: "workflow", section: "workflows" };
                diagnostics.extend(named.missing(&blueprint.workflows));
                diagnostics.extend(slow_workflow(api, entry, name));
                diagnostics.extend(no_body(api, entry));
            }
            // What is behind a VPC link is checked with the link.
            Some(Target::Service(..) | Target::Private(_)) => {}
        }
    }
}

fn not_one(api: &Instance<'_, Api>, entry: Entry<'_>) -> Diagnostic {
    let route = entry.route;
    let written = [
        ("function", "a function", route.function.is_some()),
        ("workflow", "a workflow", route.workflow.is_some()),
        ("service", "a service", route.service.is_some()),
        ("private", "a private address", route.private.is_some()),
    ];
    let written: Vec<(&str, &str)> =
        written.into_iter().filter(|(.., there)| *there).map(|(field, what, _)| (field, what)).collect();
    let [(first, kept), .., (field, what)] = written.as_slice() else {
        return Diagnostic::error(
            codes::ROUTE_TARGET,
            entry.key(api, &[]),
            format!("nothing answers {}", entry.title()),
        )
        .label("neither `function` nor `workflow` nor `service` nor `private`")
        .help("name what answers: `function: …` or `workflow: …`");
    };
    let span = entry.key(api, &[field]);
    let number = ["two", "three", "four"].get(written.len() - 2).copied().unwrap_or("several");
    let error = Diagnostic::error(codes::ROUTE_TARGET, span, format!("{} has {number} answers", entry.title()))
        .label(*what)
        .also(entry.key(api, &[first]), format!("and {kept}"));
    match api.removal(&entry.within(&[field])) {
        Some(removal) => error.fix(format!("keep the {first}"), removal, ""),
        None => error.help("keep one of them"),
    }
}

/// A name in a route, and what it should name.
struct Named<'a> {
    api: &'a Instance<'a, Api>,
    entry: Entry<'a>,
    name: &'a str,
    field: &'static str,
    section: &'static str,
}

impl Named<'_> {
    fn span(&self) -> Span {
        self.entry.value(self.api, &[self.field])
    }

    /// The error, if there is no such component or it does not run beside the API.
    fn missing<M>(&self, section: &Section<M>) -> Option<Diagnostic> {
        match section.get(self.name) {
            None => Some(self.unknown(section.keys().map(String::as_str))),
            Some(component) => self.elsewhere(component),
        }
    }

    fn unknown<'c>(&self, known: impl Iterator<Item = &'c str>) -> Diagnostic {
        let Named { name, field, section, .. } = self;
        let span = self.span();
        if let Some(other) = self.api.system.components.get(*name) {
            let error = Diagnostic::error(
                codes::UNKNOWN_ROUTE_TARGET,
                span,
                format!("`{name}` is in `{}`, not in `{section}`", other.section),
            )
            .label(format!("no {field}"))
            .also(other.key, "this is it");
            let right = match other.section {
                "functions" => "function",
                "workflows" => "workflow",
                "ecs" if !self.api.system.blueprint.ecs.contains_key(*name) => "service",
                _ => return error.help("an API can call functions and services and start workflows"),
            };
            return error.fix(format!("write {right}"), self.entry.key(self.api, &[field]), right);
        }
        let known: Vec<&str> = known.collect();
        let error = Diagnostic::error(codes::UNKNOWN_ROUTE_TARGET, span, format!("there is no {field} `{name}`"));
        match did_you_mean(name, known.iter().copied()) {
            Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
            None if known.is_empty() => error.label("no such name").help(format!("add it to `{section}`")),
            None => error.label("no such name").help(format!("the {section} are {}", known.join(", "))),
        }
    }

    fn elsewhere<M>(&self, component: &Component<M>) -> Option<Diagnostic> {
        let Named { api, name, field, .. } = self;
        let region = api.region.code;
        if api.system.runs_in(name, &component.common, api.region) {
            return None;
        }
        let there = api.system.components.get(*name).map_or_else(|| self.span(), |component| component.key);
        let error = Diagnostic::error(codes::ROUTE_TARGET_NOT_HERE, self.span(), format!("`{name}` does not run in {region}, where `{}` answers", api.name))
            .label(format!("no such {field} in {region}"))
            .also(there, "runs elsewhere")
            .help(format!("run `{name}` in {region}, too, or take the route out there with `per_region`"))
            .fact("a REST API in one region that calls another region's function adds the way there to every request, and falls with both");
        Some(error)
    }
}

/// The longest that API Gateway waits for an answer, in seconds.
fn patience() -> u64 {
    u64::from(*apigateway::INTEGRATION_TIMEOUT_MS.end() / 1000)
}

const PATIENCE: &str =
    "API Gateway Developer Guide, quotas: integration timeout 29 seconds for all integration types (read 2026-10-20)";

fn slow_function(api: &Instance<'_, Api>, entry: Entry<'_>, name: &str) -> Option<Diagnostic> {
    let function = api.system.instance(&api.system.blueprint.functions, name, api.region)?;
    let timeout = function.model.timeout;
    if timeout.seconds <= patience() {
        return None;
    }
    let span = function.value(&["timeout"]);
    let warning = Diagnostic::warning(
        codes::SLOW_TARGET,
        span,
        format!("`{name}` may run for {timeout}, but API Gateway waits 29s"),
    )
    .label("the client gets status 504 while it runs on")
    .also(entry.value(api, &["function"]), format!("{} waits for it", entry.title()))
    .fix("give up when the client does", span, "29s")
    .fact(PATIENCE);
    Some(warning)
}

/// A standard workflow is started and not waited for.
fn slow_workflow(api: &Instance<'_, Api>, entry: Entry<'_>, name: &str) -> Option<Diagnostic> {
    let workflow = api.system.instance(&api.system.blueprint.workflows, name, api.region)?;
    let timeout = workflow.model.timeout.filter(|timeout| timeout.seconds > patience())?;
    if workflow.model.kind != WorkflowType::Express {
        return None;
    }
    let span = workflow.value(&["timeout"]);
    let longest = Duration::from_seconds(patience());
    let warning = Diagnostic::warning(
        codes::SLOW_TARGET,
        span,
        format!("`{name}` may run for {timeout}, but API Gateway waits {longest}"),
    )
    .label("the client gets status 504 while it runs on")
    .also(entry.value(api, &["workflow"]), format!("{} waits for it", entry.title()))
    .fix("give up when the client does", span, longest.to_string())
    .fact(PATIENCE);
    Some(warning)
}

fn no_body(api: &Instance<'_, Api>, entry: Entry<'_>) -> Option<Diagnostic> {
    if !matches!(entry.method, Method::Get | Method::Head | Method::Delete | Method::Options) {
        return None;
    }
    let warning = Diagnostic::warning(
        codes::WORKFLOW_WITHOUT_BODY,
        entry.key(api, &[]),
        format!("{} starts a workflow without an input", entry.title()),
    )
    .label("clients send no body with this method")
    .also(entry.value(api, &["workflow"]), "its input is the body of the request")
    .help("use `post`")
    .fact("a GET, HEAD, DELETE or OPTIONS request has no content of defined meaning (RFC 9110, section 9.3)");
    Some(warning)
}
