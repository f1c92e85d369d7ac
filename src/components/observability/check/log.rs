//! Metrics that are counted from logs.

use crate::blueprint::LogSource;
use crate::components::ecs;
use crate::diagnostics::{self as codes, Diagnostic, did_you_mean};
use crate::facts::cloudwatch::{MAX_FILTER_PATTERN, MAX_METRIC_FILTERS, UNITS};
use crate::system::System;

use super::super::log_metrics::log_group;
use super::Named;

const FACT: &str = "AWS::Logs::MetricFilter (CloudFormation registry schema, 2026-10-20)";

pub(super) fn check(named: &Named<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(log) = &named.metric.log else { return };
    diagnostics.extend(no_log(named, log));
    diagnostics.extend(pattern(named, log));
    diagnostics.extend(field(named, log));
    diagnostics.extend(unit(named, log));
    diagnostics.extend(name(named));
    diagnostics.extend(dimensions(named));
    diagnostics.extend(too_many(named, log));
}

/// Functions and services of ECS: what writes logs that the blueprint makes a group for.
fn writers<'a>(system: &'a System<'_>) -> Vec<&'a str> {
    let writes = |name: &&str| {
        let service = |region: &str| ecs::find_service(system, name, region).is_some();
        system.blueprint.functions.contains_key(*name) || system.regions.iter().any(|region| service(region.code))
    };
    system.components.keys().copied().filter(writes).collect()
}

fn no_log(named: &Named<'_>, log: &LogSource) -> Option<Diagnostic> {
    let system = named.system;
    if system.regions.iter().any(|region| log_group(system, &log.of, region).is_some()) {
        return None;
    }
    let span = named.value(&["log", "of"]);
    let error = Diagnostic::error(codes::LOG_SOURCE, span, format!("`{}` writes no log that could be counted", log.of));
    let writers = writers(system);
    Some(match did_you_mean(&log.of, writers.iter().copied()) {
        Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
        None if writers.is_empty() => {
            error.label("no function and no service of ECS").help("publish the metric from the code")
        }
        None => {
            error.label("no function and no service of ECS").help(format!("what writes logs: {}", writers.join(", ")))
        }
    })
}

fn pattern(named: &Named<'_>, log: &LogSource) -> Option<Diagnostic> {
    let length = log.pattern.chars().count();
    if length <= MAX_FILTER_PATTERN {
        return None;
    }
    let message = format!("a pattern of {length} characters, where CloudWatch Logs takes {MAX_FILTER_PATTERN}");
    let error = Diagnostic::error(codes::LOG_FILTER, named.value(&["log", "pattern"]), message)
        .label("too long")
        .help("log a field that says it, and ask for that: { $.event = \"created\" }")
        .fact(FACT);
    Some(error)
}

fn field(named: &Named<'_>, log: &LogSource) -> Option<Diagnostic> {
    let field = log.field.as_deref().filter(|field| !field.starts_with('$') || field.len() > 100)?;
    let span = named.value(&["log", "field"]);
    let error = Diagnostic::error(codes::LOG_FILTER, span, format!("`{field}` is no field of an event"))
        .label("a dollar sign first, at most 100 characters")
        .fact(FACT);
    Some(if field.starts_with('$') {
        error.help("log the number in a field with a shorter path")
    } else {
        error.fix(format!("write $.{field}"), span, format!("$.{field}"))
    })
}

fn unit(named: &Named<'_>, log: &LogSource) -> Option<Diagnostic> {
    let unit = log.unit.as_deref().filter(|unit| !UNITS.contains(unit))?;
    let span = named.value(&["log", "unit"]);
    let error = Diagnostic::error(codes::LOG_FILTER, span, format!("`{unit}` is no unit of CloudWatch")).fact(FACT);
    Some(match did_you_mean(unit, UNITS) {
        Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
        None => error.label("not one of them").help("write Count, Seconds, Milliseconds, Bytes, Percent or None"),
    })
}

/// A filter's namespace takes less than one that code publishes.
fn name(named: &Named<'_>) -> Option<Diagnostic> {
    let refused = |field: &str, text: &str| match field {
        "namespace" => text.chars().any(|c| !(c.is_ascii_alphanumeric() || ".-_/#".contains(c))),
        _ => text.contains(':'),
    };
    let texts = [("namespace", named.metric.namespace.as_deref()), ("metric", named.metric.metric.as_deref())];
    let (field, text) =
        texts.into_iter().find_map(|(field, text)| Some((field, text.filter(|text| refused(field, text))?)))?;
    let error = Diagnostic::error(
        codes::LOG_FILTER,
        named.value(&[field]),
        format!("a metric filter takes no {field} `{text}`"),
    )
    .label(if field == "namespace" { "letters, digits and . - _ / #" } else { "no colon" })
    .also(named.key(&["log"]), "counted from logs")
    .help("choose a plainer one, such as Business/Conversion")
    .fact(FACT);
    Some(error)
}

fn dimensions(named: &Named<'_>) -> Option<Diagnostic> {
    let field = ["dimensions", "where"].into_iter().find(|field| named.says(field))?;
    let message = format!("`{}` is counted from logs and has {field}", named.name);
    let error = Diagnostic::error(codes::LOG_FILTER, named.key(&[field]), message)
        .label("the filter publishes it without any")
        .also(named.key(&["log"]), "counted from logs")
        .help("count each case by a metric and a pattern of its own");
    Some(error)
}

/// Said once, at the first that is too many.
fn too_many(named: &Named<'_>, log: &LogSource) -> Option<Diagnostic> {
    let same =
        named.model.metrics.iter().filter(|(_, metric)| metric.log.as_ref().is_some_and(|other| other.of == log.of));
    let place = same.clone().position(|(name, _)| name == named.name)?;
    if place != MAX_METRIC_FILTERS {
        return None;
    }
    let message = format!(
        "{} metrics are counted from the log of {}, where CloudWatch Logs takes {MAX_METRIC_FILTERS}",
        same.count(),
        log.of
    );
    let error = Diagnostic::error(codes::LOG_FILTER, named.key(&[]), message)
        .label("the first too many")
        .help("publish them from the code, in the embedded metric format")
        .fact("the maximum number of metric filters of a log group is 100 (CloudWatch Logs API, PutMetricFilter, read 2026-11-22)");
    Some(error)
}
