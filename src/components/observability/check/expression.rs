//! Metric math: what an expression names.

use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::facts::cloudwatch::{MAX_ALARM_METRICS, MAX_EXPRESSION};

use super::super::expression::words;
use super::super::metrics::{is_one, variable};
use super::Named;

pub(super) fn check(named: &Named<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(expression) = named.metric.expression.as_deref() else { return };
    let span = named.value(&["expression"]);
    let mut used: Vec<&str> = Vec::new();
    for (at, word) in words(expression) {
        if !used.contains(&word) {
            used.push(word);
            diagnostics.extend(wrong(named, word, within(span, expression, at, word)));
        }
    }
    let error = |message: String| Diagnostic::error(codes::METRIC_EXPRESSION, span, message);
    if used.is_empty() {
        diagnostics.push(
            error("the expression names no metric".into())
                .label("a number that never changes")
                .help("name metrics of this section"),
        );
    }
    if used.len() > MAX_ALARM_METRICS {
        let message = format!("an expression over {} metrics, where an alarm takes {MAX_ALARM_METRICS}", used.len());
        diagnostics.push(
            error(message)
                .label("too many")
                .help("a metric whose dimensions are left open takes all of them together, without an expression")
                .fact("\"Alarms based on metric math expressions can reference a maximum of 10 metrics\" (CloudWatch user guide, Limits, read 2026-11-22)"),
        );
    }
    if expression.len() > MAX_EXPRESSION {
        let message =
            format!("an expression of {} characters, where CloudWatch takes {MAX_EXPRESSION}", expression.len());
        diagnostics.push(
            error(message)
                .label("too long")
                .help("use shorter names")
                .fact("CloudWatch MetricDataQuery, Expression (botocore 1.43.11)"),
        );
    }
}

/// Where a word of the expression stands, when the expression stands in the blueprint as it is; otherwise the whole.
fn within(span: Span, expression: &str, at: usize, word: &str) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or_default();
    if span.end - span.start != offset(expression.len()) {
        return span;
    }
    Span { start: span.start + offset(at), end: span.start + offset(at + word.len()), ..span }
}

/// A word that is no metric which an expression can use.
fn wrong(named: &Named<'_>, word: &str, span: Span) -> Option<Diagnostic> {
    let error = |message: String| Diagnostic::error(codes::METRIC_EXPRESSION, span, message);
    let metrics = &named.model.metrics;
    let Some((name, metric)) = metrics.iter().find(|(name, _)| variable(name) == word) else {
        let known: Vec<String> = metrics.keys().filter(|name| *name != named.name).map(|name| variable(name)).collect();
        let error = error(format!("`{word}` is no metric of this section"));
        return Some(match did_you_mean(word, known.iter().map(String::as_str)) {
            Some(near) => error.label(format!("did you mean `{near}`?")).help(format!("write {near}")),
            None => error
                .label("an expression is over metrics of `observability.metrics`")
                .help("in names, `_` stands for a hyphen; functions are in capitals: SUM, IF"),
        });
    };
    let place = named.system.key(&["observability", "metrics", name]);
    if metric.expression.is_some() {
        let error = error(format!("`{word}` is an expression itself")).label("an expression is over metrics");
        return Some(error.also(place, "an expression").help("write out what it stands for"));
    }
    (!is_one(metric)).then(|| {
        error(format!("`{word}` is more than one metric"))
            .label("an expression is over single metrics")
            .also(place, "not every dimension has a value")
            .help("give each of its dimensions a value under `where`")
            .fact("one query for each GetMetricData, and so for each alarm (CloudWatch user guide, Metrics Insights quotas, read 2026-11-22)")
    })
}
