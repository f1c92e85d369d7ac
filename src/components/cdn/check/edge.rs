//! Functions at the edge.

use super::super::REGION;
use super::super::behaviors::behaviors;
use super::super::edge_functions::{Placed, all, memory_mib, timeout_s};
use super::Check;
use crate::blueprint::{Architecture, Builtin, Cdn, EdgeCode, EdgeEvent};
use crate::diagnostics::{self as codes, Diagnostic, did_you_mean};
use crate::facts::cloudformation::MAX_TEMPLATE_BYTES;
use crate::facts::cloudfront::{EDGE_ORIGIN, EDGE_VIEWER, FUNCTION_BYTES, function_runtimes};
use crate::facts::{TABLES_DATE, lambda};

const RESTRICTIONS: &str = "CloudFront Developer Guide, Restrictions on Lambda@Edge (read 2026-11-22)";

/// What a CloudFront Function has no way to do.
const BEYOND: [&str; 9] =
    ["require(", "import ", "fetch(", "await ", "http.", "https.", "setTimeout", "Buffer.", ".body"];

/// Headers that a response headers policy sets.
const SECURITY: [&str; 4] =
    ["strict-transport-security", "x-frame-options", "x-content-type-options", "content-security-policy"];

pub(super) fn check(check: &mut Check<'_, '_>) {
    for placed in all(check.model()) {
        if runtime(check, &placed) {
            if placed.function.is_cloudfront() {
                cloudfront_function(check, &placed);
            } else {
                unsupported(check, &placed);
                limits(check, &placed);
            }
            code(check, &placed);
        }
    }
    together(check);
}

/// Whether the runtime is one; if not, that is all that is said.
fn runtime(check: &mut Check<'_, '_>, placed: &Placed<'_>) -> bool {
    let name = placed.function.runtime.as_str();
    let usable = |name: &str| {
        lambda::runtime(name).is_some_and(|runtime| {
            runtime.edge && runtime.known_to_api && runtime.creation_blocked.is_none_or(|day| day > TABLES_DATE)
        })
    };
    if function_runtimes().iter().any(|known| known == name) || usable(name) {
        return true;
    }
    // The newest first: of equally close names it is meant.
    let newest = function_runtimes().iter().collect::<Vec<_>>().into_iter().rev();
    let known = || newest.clone().chain(lambda::names().filter(|name| usable(name)));
    let span = check.value(&placed.path(&["runtime"]));
    let error = Diagnostic::error(codes::EDGE_RUNTIME, span, format!("`{name}` does not run at the edge"))
        .fact("Lambda@Edge runs Node.js and Python (CloudFront Developer Guide, Restrictions on Lambda@Edge, read 2026-11-22); CloudFront Functions: registry schema of AWS::CloudFront::Function");
    check.push(match did_you_mean(name, known()) {
        Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
        None => error
            .label("neither cloudfront-js nor a living runtime of Node.js or Python")
            .help("use cloudfront-js-2.0 for viewer events, nodejs24.x or python3.13 for the rest"),
    });
    false
}

fn cloudfront_function(check: &mut Check<'_, '_>, placed: &Placed<'_>) {
    if !placed.event.is_viewer() {
        let span = check.key(&placed.path(&[]));
        let error = Diagnostic::error(codes::EDGE_EVENT, span, format!("a CloudFront Function on {}", placed.event.key()))
            .label("it runs on viewer events alone")
            .also(check.value(&placed.path(&["runtime"])), "a CloudFront Function")
            .help("move it to viewer_request or viewer_response, or make it Lambda@Edge: `runtime: nodejs24.x`")
            .fact("CloudFront Functions are invoked on viewer request and viewer response (CloudFront Developer Guide, Differences between CloudFront Functions and Lambda@Edge)");
        check.push(error);
    }
    for field in ["handler", "memory", "timeout", "architecture", "env", "vpc", "region"] {
        let path = placed.path(&[field]);
        if check.cdn.says(&path) {
            let error = Diagnostic::error(
                codes::EDGE_UNSUPPORTED,
                check.key(&path),
                format!("a CloudFront Function has no `{field}`"),
            )
            .label("a setting of Lambda")
            .fact(
                "a CloudFront Function has a name, a runtime and code (registry schema of AWS::CloudFront::Function)",
            );
            let error = check.without(error, &path);
            check.push(error);
        }
    }
}

fn unsupported(check: &mut Check<'_, '_>, placed: &Placed<'_>) {
    let function = placed.function;
    if function.architecture == Some(Architecture::Arm64) {
        let span = check.value(&placed.path(&["architecture"]));
        let error = Diagnostic::error(codes::EDGE_UNSUPPORTED, span, "arm64 does not run at the edge")
            .label("Lambda@Edge has x86_64 alone")
            .fix("use x86_64", span, "x86_64")
            .fact(RESTRICTIONS);
        check.push(error);
    }
    let refused = [
        (
            "env",
            !function.env.is_empty(),
            "Lambda@Edge has no environment variables",
            "put the values into the code, or read them from a header that the origin request carries",
        ),
        (
            "vpc",
            function.vpc,
            "Lambda@Edge reaches no VPC",
            "let the function call a public endpoint, or do the work at the origin",
        ),
    ];
    for (field, said, message, help) in refused {
        if said {
            let error = Diagnostic::error(codes::EDGE_UNSUPPORTED, check.key(&placed.path(&[field])), message)
                .label("refused when the distribution is made")
                .help(help)
                .fact(RESTRICTIONS);
            check.push(error);
        }
    }
    if let Some(region) = function.region.as_deref().filter(|region| *region != REGION) {
        let span = check.value(&placed.path(&["region"]));
        let error = Diagnostic::error(codes::EDGE_REGION, span, format!("Lambda@Edge cannot be in {region}"))
            .label("us-east-1 alone; CloudFront copies it to where it runs")
            .fix("write us-east-1", span, REGION)
            .fact("\"The Lambda function must be in the US East (N. Virginia) Region\" (CloudFront Developer Guide, Restrictions on Lambda@Edge, read 2026-11-22)");
        check.push(error);
    }
}

fn limits(check: &mut Check<'_, '_>, placed: &Placed<'_>) {
    let (limits, events) = if placed.event.is_viewer() { (EDGE_VIEWER, "viewer") } else { (EDGE_ORIGIN, "origin") };
    let fact = "CloudFront Developer Guide, Quotas on Lambda@Edge: 128 MB and 5 seconds on viewer events; 10,240 MB and 30 seconds on origin events";
    let (memory, most) = (memory_mib(placed.function), u64::from(limits.memory_mib));
    let whole = placed.function.memory.is_none_or(|memory| memory.bytes.is_multiple_of(1 << 20));
    if !whole || !(128..=most).contains(&memory) {
        let near = memory.clamp(128, most);
        let span = check.value(&placed.path(&["memory"]));
        let said = placed.function.memory.map(|memory| memory.to_string()).unwrap_or_default();
        let error = Diagnostic::error(
            codes::EDGE_LIMITS,
            span,
            format!("a function on {} cannot have {said} of memory", placed.event.key()),
        )
        .label(if most == 128 {
            "128MiB on viewer events".to_owned()
        } else {
            format!("128MiB to {most}MiB on {events} events")
        })
        .fix(format!("use {near}MiB"), span, format!("{near}MiB"))
        .fact(fact);
        check.push(error);
    }
    let (timeout, most) = (timeout_s(placed.function), u64::from(limits.timeout_s));
    if !(1..=most).contains(&timeout) {
        let near = timeout.clamp(1, most);
        let span = check.value(&placed.path(&["timeout"]));
        let error = Diagnostic::error(
            codes::EDGE_LIMITS,
            span,
            format!("a function on {} cannot run for {timeout}s", placed.event.key()),
        )
        .label(format!("1s to {most}s on {events} events"))
        .fix(format!("use {near}s"), span, format!("{near}s"))
        .fact(fact);
        check.push(error);
    }
}

fn code(check: &mut Check<'_, '_>, placed: &Placed<'_>) {
    if let EdgeCode::Builtin(builtin) = placed.function.code {
        misfit(check, placed, builtin);
    }
    let (code, span) = (placed.code(), check.value(&placed.path(&["code"])));
    if let EdgeCode::File(path) = &placed.function.code {
        let error = Diagnostic::error(codes::EDGE_CODE, span, format!("`{path}` is a folder"))
            .label("a function at the edge is one file")
            .help("name the file, with everything that it needs in it");
        return check.push(error);
    }
    if code.trim().is_empty() {
        let error = Diagnostic::error(codes::EDGE_CODE, span, "a function without code")
            .label("empty")
            .help("write the source, or name a file that has it");
        return check.push(error);
    }
    if placed.function.is_cloudfront() {
        if code.len() > FUNCTION_BYTES {
            let error = Diagnostic::error(codes::EDGE_CODE, span, format!("a CloudFront Function of {} bytes, where {FUNCTION_BYTES} fit", code.len()))
                .label(format!("{} too many", code.len() - FUNCTION_BYTES))
                .help("say it shorter, keep data in a header or an object of the origin, or make it Lambda@Edge: `runtime: nodejs24.x`")
                .fact("CloudFront Developer Guide, Quotas on CloudFront Functions: maximum function size, 10 KB");
            check.push(error);
        }
        return;
    }
    if code.len() > MAX_TEMPLATE_BYTES {
        let error = Diagnostic::error(
            codes::EDGE_CODE,
            span,
            format!("a function of {} bytes, where a template has {MAX_TEMPLATE_BYTES}", code.len()),
        )
        .label("stands in the template as it is")
        .help("take out what the function does not need, or strip the file")
        .fact("CloudFormation User Guide, Understand CloudFormation quotas: template body size 1 MB");
        return check.push(error);
    }
    if let Some(handler) = placed.function.handler.as_deref().filter(|handler| !handler.starts_with("index.")) {
        let span = check.value(&placed.path(&["handler"]));
        let name = handler.rsplit('.').next().unwrap_or("handler");
        let error = Diagnostic::error(codes::EDGE_CODE, span, format!("`{handler}` names nothing in inline code"))
            .label("the file is called `index`")
            .fix(format!("write index.{name}"), span, format!("index.{name}"))
            .fact("CloudFormation writes inline code to a file named index (CloudFormation User Guide, AWS::Lambda::Function Code, ZipFile, read 2026-10-20)");
        check.push(error);
    }
    lighter(check, placed, code);
}

/// Each function that comes with synth is for one event.
fn misfit(check: &mut Check<'_, '_>, placed: &Placed<'_>, builtin: Builtin) {
    let (event, fits) = match builtin {
        Builtin::SecurityHeaders => {
            let response = matches!(placed.event, EdgeEvent::ViewerResponse | EdgeEvent::OriginResponse);
            (EdgeEvent::ViewerResponse, response && !placed.function.runtime.starts_with("python"))
        }
        Builtin::IndexDocuments => {
            (EdgeEvent::ViewerRequest, placed.event == EdgeEvent::ViewerRequest && placed.function.is_cloudfront())
        }
    };
    if !fits {
        let span = check.value(&placed.path(&["code"]));
        let error = Diagnostic::error(
            codes::EDGE_CODE,
            span,
            format!("this builtin does not run as {} on {}", placed.function.runtime, placed.event.key()),
        )
        .label(format!("for {}, as cloudfront-js-2.0", event.key()))
        .help("move it there, or write code of your own");
        check.push(error);
    }
}

/// What a policy or a CloudFront Function does for less.
fn lighter(check: &mut Check<'_, '_>, placed: &Placed<'_>, code: &str) {
    let lower = code.to_ascii_lowercase();
    let response = matches!(placed.event, EdgeEvent::ViewerResponse | EdgeEvent::OriginResponse);
    let simple = placed.function.runtime.starts_with("nodejs") && !BEYOND.iter().any(|word| code.contains(word));
    let span = check.key(&placed.path(&[]));
    if response && simple && SECURITY.iter().any(|header| lower.contains(header)) {
        let warning = Diagnostic::warning(codes::EDGE_FIXED_HEADERS, span, "Lambda@Edge that sets fixed headers")
            .label(if placed.event.is_viewer() { "runs and is paid for every request, but not for errors" } else { "runs and is paid for what the cache lacks" })
            .help("write `security_headers: enabled`, or a block: CloudFront sets them itself, free of charge, on errors, too")
            .fact("\"CloudFront doesn't invoke edge functions for viewer response events when the origin returns HTTP status code 400 or higher\" (CloudFront Developer Guide, Restrictions on all edge functions, read 2026-11-22)");
        check.push(warning);
    } else if placed.event.is_viewer() && simple && code.len() <= FUNCTION_BYTES {
        let warning = Diagnostic::warning(codes::EDGE_LIGHTER, span, format!("Lambda@Edge where a CloudFront Function would do on {}", placed.event.key()))
            .label("no network, no body, no library, and short")
            .help("write it as a CloudFront Function, `runtime: cloudfront-js-2.0`: it runs at every edge location in under a millisecond, for a sixth of the price")
            .fact("CloudFront Developer Guide, Differences between CloudFront Functions and Lambda@Edge; CloudFront pricing, 2026: $0.10 and $0.60 a million invocations");
        check.push(warning);
    }
}

/// What runs for one behavior: one function an event, and one kind on viewer events.
fn together(check: &mut Check<'_, '_>) {
    let model = check.model();
    for entry in behaviors(model) {
        for event in entry.model.edge_functions.keys().filter(|event| model.edge_functions.contains_key(*event)) {
            let span = check.key(&entry.path(&["edge_functions", event.key()]));
            let error = Diagnostic::error(codes::EDGE_EVENT_TWICE, span, format!("two functions on {} of {}", event.key(), entry.name()))
                .label("that of this behavior")
                .also(check.key(&["edge_functions", event.key()]), "that of all behaviors")
                .help("keep one, or write each behavior's own")
                .fact("\"Each event type can have only one edge function association\" (CloudFront Developer Guide, Restrictions on all edge functions, read 2026-11-22)");
            check.push(error);
        }
        mixed(check, &viewers(model, entry), entry.name());
    }
}

/// The functions on viewer events of a behavior.
fn viewers<'m>(model: &'m Cdn, entry: super::super::behaviors::Entry<'m>) -> Vec<Placed<'m>> {
    let shared =
        model.edge_functions.iter().map(|(event, function)| Placed { behavior: None, event: *event, function });
    let own = entry.model.edge_functions.iter();
    let own = own.map(|(event, function)| Placed { behavior: Some(entry), event: *event, function });
    shared.chain(own).filter(|placed| placed.event.is_viewer()).collect()
}

fn mixed(check: &mut Check<'_, '_>, viewers: &[Placed<'_>], name: &str) {
    let of = |cloudfront: bool| viewers.iter().find(|placed| placed.function.is_cloudfront() == cloudfront);
    let (Some(lambda), Some(function)) = (of(false), of(true)) else { return };
    if lambda.event == function.event {
        return;
    }
    let span = check.key(&lambda.path(&[]));
    let error = Diagnostic::error(codes::EDGE_MIXED, span, format!("Lambda@Edge and a CloudFront Function on viewer events of {name}"))
        .label("Lambda@Edge")
        .also(check.key(&function.path(&[])), "a CloudFront Function")
        .help("make both CloudFront Functions, or move the Lambda@Edge function to an origin event")
        .fact("\"You can't combine CloudFront Functions and Lambda@Edge in viewer events\" (CloudFront Developer Guide, Restrictions on all edge functions, read 2026-11-22)");
    check.push(error);
}
