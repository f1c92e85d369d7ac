//! What is wrong with the transformation of a route.

use serde_json::error::Category;

use super::super::routes::{Entry, Target};
use super::{Mapped, flaws, parameters, schemas, transforms};
use crate::blueprint::Api;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::vtl::{FlawKind, LARGEST_TEMPLATE, Rendering, Template};
use crate::system::Instance;

const RESPONSES_FACT: &str = "an error of the function is matched against the patterns of the integration responses, the one without a pattern takes the rest (API Gateway Developer Guide, Handle standard Lambda errors, read 2026-11-22)";

/// Templates, responses, parameters and schemas of a route.
pub fn check(api: &Instance<'_, Api>, entry: Entry<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if transforms(entry) {
        match entry.target() {
            Some(Target::Workflow(_)) => return diagnostics.push(of_workflow(api, entry)),
            Some(Target::Service(..)) => return diagnostics.push(passed_on(api, entry, "service", "to this service")),
            Some(Target::Private(_)) => return diagnostics.push(passed_on(api, entry, "private", "to this address")),
            Some(Target::Function(_)) | None => {}
        }
    }
    statuses(api, entry, diagnostics);
    patterns(api, entry, diagnostics);
    unused_samples(api, entry, diagnostics);
    parameters::check(api, entry, diagnostics);
    schemas::check(api, entry, diagnostics);
    for mapped in Mapped::of(api, entry) {
        template(&mapped, diagnostics);
    }
}

/// A workflow is started with the body, and answers in its own way.
fn of_workflow(api: &Instance<'_, Api>, entry: Entry<'_>) -> Diagnostic {
    let field = if entry.route.request.is_some() { "request" } else { "responses" };
    let error = Diagnostic::error(codes::MAPPING_UNUSED, entry.key(api, &[field]), format!("{} starts a workflow, which takes no mapping", entry.title()))
        .label("the body of the request is the input")
        .also(entry.key(api, &["workflow"]), "started with it as it is")
        .fact("StartExecution and StartSyncExecution take the input as a text: synth writes the template that makes one of the body");
    match api.removal(&entry.within(&[field])) {
        Some(span) => error.fix("leave it out, and shape the input in the workflow", span, ""),
        None => error.help("leave it out, and shape the input in the workflow"),
    }
}

/// What is behind a VPC link gets the request as it is, and its answer goes back as it is.
fn passed_on(api: &Instance<'_, Api>, entry: Entry<'_>, target: &str, where_to: &str) -> Diagnostic {
    let field = if entry.route.request.is_some() { "request" } else { "responses" };
    let error = Diagnostic::error(codes::MAPPING_UNUSED, entry.key(api, &[field]), format!("{} passes requests on, which takes no mapping", entry.title()))
        .label("the request goes on as it is")
        .also(entry.key(api, &[target]), where_to)
        .fact("HTTP_PROXY passes the request and the response through (API Gateway Developer Guide, set up HTTP integrations, read 2026-11-22)");
    match api.removal(&entry.within(&[field])) {
        Some(span) => error.fix("leave it out", span, ""),
        None => error.help("leave it out"),
    }
}

fn statuses(api: &Instance<'_, Api>, entry: Entry<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for status in entry.route.responses.keys() {
        let number = status.parse::<u16>().ok().filter(|number| (200..=599).contains(number) && status.len() == 3);
        if number.is_some() {
            continue;
        }
        let span = entry.key(api, &["responses", status]);
        let error = Diagnostic::error(codes::RESPONSE_STATUS, span, format!("`{status}` is no status of a response"))
            .label("200 to 599")
            .help("write the status in three digits: \"200\", \"404\"")
            .fact("AWS::ApiGateway::Method MethodResponse, StatusCode: an HTTP status code (API Gateway Developer Guide, read 2026-11-22)");
        diagnostics.push(error);
    }
}

/// One response is without a pattern, and each pattern is one.
fn patterns(api: &Instance<'_, Api>, entry: Entry<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let responses = &entry.route.responses;
    let without: Vec<&String> =
        responses.iter().filter(|(_, response)| response.pattern.is_none()).map(|(status, _)| status).collect();
    if let [first, second, ..] = without.as_slice() {
        let error = Diagnostic::error(
            codes::RESPONSE_SELECTION,
            entry.key(api, &["responses", second]),
            format!("{first} and {second} of {} both take what matches no pattern", entry.title()),
        )
        .label("no `pattern`")
        .also(entry.key(api, &["responses", first]), "nor has this one")
        .help(format!("say which errors of the function {second} stands for: `pattern: \"NotFound.*\"`"))
        .fact(RESPONSES_FACT);
        diagnostics.push(error);
    }
    if !responses.is_empty() && without.is_empty() {
        let error = Diagnostic::error(
            codes::RESPONSE_SELECTION,
            entry.key(api, &["responses"]),
            format!("nothing answers {} when the function succeeds", entry.title()),
        )
        .label("every response has a `pattern`")
        .help("add the response of a success: `\"200\": {}`")
        .fact(RESPONSES_FACT);
        diagnostics.push(error);
    }
    for (status, response) in responses {
        let Some(pattern) = &response.pattern else { continue };
        // What Java has beyond this begins with `(?`.
        if pattern.contains("(?") || regex_lite::Regex::new(pattern).is_ok() {
            continue;
        }
        let span = entry.value(api, &["responses", status, "pattern"]);
        let error = Diagnostic::error(codes::RESPONSE_SELECTION, span, format!("`{pattern}` is no regular expression"))
            .label("cannot be read as a pattern")
            .help("parentheses and brackets are closed, and a character with a meaning of its own gets a backslash")
            .fact("AWS::ApiGateway::Method IntegrationResponse, SelectionPattern: a regular expression of Java (API Gateway Developer Guide, read 2026-11-22)");
        diagnostics.push(error);
    }
}

fn unused_samples(api: &Instance<'_, Api>, entry: Entry<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut unused = |path: &[&str]| {
        let warning = Diagnostic::warning(
            codes::MAPPING_UNUSED,
            entry.key(api, path),
            format!("a sample of {} without a template", entry.title()),
        )
        .label("nothing is run with it")
        .help("add the `template` that it is a sample for, or leave it out")
        .fact("samples are never deployed: they show what a template makes of them");
        diagnostics.push(warning);
    };
    if entry.route.request.as_ref().is_some_and(|request| request.sample.is_some() && request.template.is_none()) {
        unused(&["request", "sample"]);
    }
    for (status, response) in &entry.route.responses {
        if response.sample.is_some() && response.template.is_none() {
            unused(&["responses", status, "sample"]);
        }
    }
}

/// What is wrong with one template: what Velocity refuses, what nobody wants, and what a sample shows.
fn template(mapped: &Mapped<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if mapped.text.len() > LARGEST_TEMPLATE {
        diagnostics.push(flaws::too_large(mapped));
        return;
    }
    let template = match Template::parse(mapped.text) {
        Ok(template) => template,
        Err(flaw) => {
            diagnostics.extend(flaws::describe(mapped, &[flaw]));
            return;
        }
    };
    let mut found = template.lint();
    if let Some(sample) = mapped.sample(&template) {
        let rendering = template.render(&sample);
        let maps = rendering.flaws.iter().any(|flaw| flaw.kind == FlawKind::JavaMap);
        found.retain(|flaw| match flaw.kind {
            // A number in quotes needs no escaping; nor do identifiers that the function chooses.
            FlawKind::Unescaped | FlawKind::EscapedApostrophe if mapped.is_request() => {
                rendering.wrote_text(&flaw.place)
            }
            FlawKind::Unescaped | FlawKind::EscapedApostrophe => rendering.wrote_free_text(&flaw.place),
            _ => true,
        });
        flaws::add(&mut found, &rendering.flaws);
        let cut = rendering.flaws.iter().any(|flaw| flaw.kind == FlawKind::Endless);
        if !cut && !found.iter().any(|flaw| flaws::spoils(&flaw.kind)) {
            diagnostics.extend(not_json(mapped, &rendering, maps));
        }
    } else if !found.iter().any(|flaw| flaws::spoils(&flaw.kind)) {
        diagnostics.extend(never_json(mapped, &template));
    }
    diagnostics.extend(flaws::describe(mapped, &found));
}

/// The error, if what the template writes is JSON for no request.
fn never_json(mapped: &Mapped<'_>, template: &Template) -> Option<Diagnostic> {
    let outlines = template.outlines();
    let errors: Option<Vec<Diagnostic>> = outlines.iter().map(|rendering| not_json(mapped, rendering, false)).collect();
    errors?.into_iter().next()
}

/// The error, if what the template writes is no JSON.
fn not_json(mapped: &Mapped<'_>, rendering: &Rendering, maps: bool) -> Option<Diagnostic> {
    let text = rendering.text.as_str();
    let Err(fault) = serde_json::from_str::<serde::de::IgnoredAny>(text) else { return None };
    let line_start = text.split_inclusive('\n').take(fault.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let byte = (line_start + fault.column().saturating_sub(1)).min(text.len().saturating_sub(1));
    let place = rendering.source(byte).unwrap_or(0..mapped.text.len().min(1));
    let empty = text.trim().is_empty();
    let message = match empty {
        true => format!("{} is empty", mapped.title()),
        false => format!("{} is not JSON", mapped.title()),
    };
    let near = near(text, byte);
    let label = match fault.classify() {
        Category::Eof if !empty => "the JSON ends before it is complete".to_owned(),
        _ if empty => "writes nothing".to_owned(),
        _ => format!("writes `{near}`"),
    };
    let maps = if maps { rendering.flaws.iter().find(|flaw| flaw.kind == FlawKind::JavaMap) } else { None };
    let place = maps.map_or(place, |flaw| flaw.place.clone());
    let error = Diagnostic::error(codes::TEMPLATE_NOT_JSON, mapped.span(&place), message).label(label);
    Some(if maps.is_some() {
        error
            .help("write an object with `$input.json('$.path')`: as a value it is written as Java writes it, {key=value}")
            .fact("$input.path returns an object and $input.json a JSON string (API Gateway Developer Guide, mapping template reference, read 2026-11-22)")
    } else {
        let help = if near.contains(",]")
            || near.contains(",}")
            || text.get(..byte).is_some_and(|before| before.trim_end().ends_with(','))
        {
            "write the comma only where something follows: `#if($foreach.hasNext),#end`"
        } else {
            "the JSON that it writes breaks here: a text has quotes around it, a name a colon and a value behind it"
        };
        error.help(help).fact("the template stands for application/json: a Lambda function gets JSON or is not called, and clients read the response as JSON (API Gateway Developer Guide, read 2026-11-22)")
    })
}

/// The surroundings of a byte, on one line.
fn near(text: &str, byte: usize) -> String {
    let from = (0..=byte.saturating_sub(20)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let to = (byte + 12..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    text.get(from..to).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}
