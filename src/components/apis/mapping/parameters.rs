//! Where the headers of calls and answers come from.

use indexmap::IndexMap;

use super::super::paths;
use super::super::routes::Entry;
use crate::blueprint::{Api, ResponseMapping};
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::documents::cloudformation::Value;
use crate::system::Instance;

const FACT: &str = "API Gateway Developer Guide, API request and response data mapping reference (read 2026-11-22)";

/// What may be mapped to a header of the call.
const OF_REQUESTS: [&str; 6] = [
    "method.request.header.",
    "method.request.multivalueheader.",
    "method.request.querystring.",
    "method.request.multivaluequerystring.",
    "method.request.path.",
    "context.",
];
/// What may be mapped to a header of the answer.
const OF_RESPONSES: [&str; 3] = ["integration.response.header.", "integration.response.multivalueheader.", "context."];

/// Names that API Gateway refuses, headers that nothing can be mapped to, or whose source is none.
pub(super) fn check(api: &Instance<'_, Api>, entry: Entry<'_>, diagnostics: &mut Vec<Diagnostic>) {
    check_names(api, entry, diagnostics);
    if let Some(request) = &entry.route.request {
        for (name, source) in &request.headers {
            let path = ["request", "headers", name];
            diagnostics.extend(source_form(entry.value(api, &path), source, &OF_REQUESTS, Some("method.request.body")));
            diagnostics.extend(undeclared(api, entry, &path, source));
        }
    }
    for (status, response) in &entry.route.responses {
        for (name, source) in &response.headers {
            let path = ["responses", status, "headers", name];
            diagnostics.extend(source_form(
                entry.value(api, &path),
                source,
                &OF_RESPONSES,
                Some("integration.response.body"),
            ));
        }
    }
}

/// Whether API Gateway takes it as the name of a parameter.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || ":._$-".contains(c))
}

fn check_names(api: &Instance<'_, Api>, entry: Entry<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let declared = &entry.route.parameters;
    let queries = declared.query_strings.keys().map(|name| vec!["parameters", "query_strings", name]);
    let headers = declared.headers.keys().map(|name| vec!["parameters", "headers", name]);
    let sent = entry.route.request.iter().flat_map(|request| request.headers.keys());
    let sent = sent.map(|name| vec!["request", "headers", name]);
    let answered = entry.route.responses.iter().flat_map(|(status, response)| {
        response.headers.keys().map(move |name| vec!["responses", status.as_str(), "headers", name])
    });
    for path in queries.chain(headers).chain(sent).chain(answered) {
        let Some(name) = path.last().filter(|name| !is_name(name)) else { continue };
        let message = format!("`{name}` is no name of a parameter");
        let error = Diagnostic::error(codes::API_PARAMETER_NAME, entry.key(api, &path), message)
            .label("letters, digits, colon, full stop, underscore, dollar sign and hyphen")
            .help("give it another name: `filter.status` in place of `filter[status]`")
            .fact("API Gateway refuses method request parameters that do not match ^[a-zA-Z0-9:._$-]+$ (measured at us-west-2, github.com/floci-io/floci pull request 3549, read 2026-11-22)");
        diagnostics.push(error);
    }
}

/// The error, if a header cannot come from there.
pub fn source_form(span: Span, source: &str, prefixes: &[&str], body: Option<&str>) -> Option<Diagnostic> {
    let quoted = source.len() >= 2 && source.starts_with('\'') && source.ends_with('\'');
    let named = prefixes.iter().any(|prefix| source.strip_prefix(prefix).is_some_and(|name| !name.is_empty()));
    let rest = body.and_then(|body| source.strip_prefix(body));
    let of_body = rest.is_some_and(|rest| rest.is_empty() || (rest.starts_with('.') && rest.len() > 1));
    if quoted || named || of_body {
        return None;
    }
    let message = format!("`{source}` is nothing that a header can come from");
    let error = Diagnostic::error(codes::PARAMETER_MAPPING, span, message).fact(FACT);
    // A full stop makes it look like the name of a place.
    if source.contains('.') && !source.contains(' ') {
        let all = prefixes.iter().map(|prefix| format!("{prefix}NAME")).chain(body.map(|body| format!("{body}.PATH")));
        let all: Vec<String> = all.collect();
        return Some(
            error.label("not understood").help(format!("write {}, or a text in single quotes", all.join(", "))),
        );
    }
    let quoted = format!("\"'{}'\"", source.replace('"', "\\\""));
    Some(error.label("a text needs single quotes of its own").fix("quote it", span, quoted))
}

/// A source that the method does not declare.
fn undeclared(api: &Instance<'_, Api>, entry: Entry<'_>, path: &[&str], source: &str) -> Option<Diagnostic> {
    let (kind, name) = source.strip_prefix("method.request.")?.split_once('.')?;
    let declared = &entry.route.parameters;
    let (known, help) = match kind {
        "header" | "multivalueheader" => (
            declared.headers.contains_key(name),
            format!("declare it: `parameters: {{headers: {{{name}: optional}}}}`"),
        ),
        "querystring" | "multivaluequerystring" => (
            declared.query_strings.contains_key(name),
            format!("declare it: `parameters: {{query_strings: {{{name}: optional}}}}`"),
        ),
        "path" => {
            (paths::parameters(entry.path).any(|parameter| parameter == name), format!("the path has no `{{{name}}}`"))
        }
        _ => return None,
    };
    if known {
        return None;
    }
    let error = Diagnostic::error(
        codes::PARAMETER_MAPPING,
        entry.value(api, path),
        format!("`{name}` is no parameter of {}", entry.title()),
    )
    .label("not declared")
    .help(help)
    .fact(FACT);
    Some(error)
}

/// The headers of the call.
pub fn request_parameters(entry: Entry<'_>) -> IndexMap<String, Value<String>> {
    let headers = entry.route.request.iter().flat_map(|request| &request.headers);
    headers.map(|(name, source)| (format!("integration.request.header.{name}"), source.into())).collect()
}

/// The headers of an answer.
pub fn response_parameters(response: &ResponseMapping) -> IndexMap<String, Value<String>> {
    let headers = response.headers.iter();
    headers.map(|(name, source)| (format!("method.response.header.{name}"), source.into())).collect()
}
