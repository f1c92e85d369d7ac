//! Query languages and numbers of a state.

use serde_json::Value;

use super::Context;
use crate::documents::asl::flaw::{At, Flaw, FlawKind, LARGEST_PAYLOAD, LONGEST_EXPRESS};
use crate::documents::asl::pasted::{Amount, MachineType, PastedState, QueryLanguage};

/// The largest number of seconds of a timeout or a pause.
pub(super) const LONGEST_SECONDS: i64 = 99_999_999;

pub(super) fn check(context: &Context, state: &PastedState, at: &At, flaws: &mut Vec<Flaw>) {
    let bytes = state.result.as_ref().and_then(|result| serde_json::to_vec(result).ok()).map_or(0, |json| json.len());
    if bytes > LARGEST_PAYLOAD {
        flaws.push(at.key("Result").is(FlawKind::ResultTooLarge { bytes }));
    }
    check_language(context, state, at, flaws);
    check_numbers(context, state, at, flaws);
}

fn check_language(context: &Context, state: &PastedState, at: &At, flaws: &mut Vec<Flaw>) {
    let language = context.language_of(state);
    if context.language == QueryLanguage::JSONata && language == QueryLanguage::JSONPath {
        flaws.push(at.key("QueryLanguage").is(FlawKind::JsonPathStateInJsonataMachine));
        return;
    }
    for field in state.fields().into_iter().filter(|field| is_of_other(language, field)) {
        flaws.push(at.key(field).is(FlawKind::FieldOfOtherLanguage { field, language }));
    }
    for (index, catcher) in state.catch.iter().flatten().enumerate() {
        let at = at.key("Catch").key(index);
        let given = [("ResultPath", catcher.result_path.is_some()), ("Output", catcher.output.is_some())];
        for (field, _) in given.into_iter().filter(|(field, given)| *given && is_of_other(language, field)) {
            flaws.push(at.key(field).is(FlawKind::FieldOfOtherLanguage { field, language }));
        }
    }
    for (index, rule) in state.choices.iter().flatten().enumerate() {
        let at = at.key("Choices").key(index);
        let compares = rule.variable.is_some() || rule.and.is_some() || rule.or.is_some() || rule.not.is_some();
        let field = match language {
            QueryLanguage::JSONata if compares => "Variable",
            QueryLanguage::JSONPath if rule.condition.is_some() => "Condition",
            _ => continue,
        };
        flaws.push(at.is(FlawKind::FieldOfOtherLanguage { field, language }));
    }
    if language == QueryLanguage::JSONPath {
        let templates = [("Assign", &state.assign), ("Parameters", &state.parameters)];
        for (field, template) in templates {
            if template.as_ref().is_some_and(has_expression) {
                flaws.push(at.key(field).is(FlawKind::ExpressionInJsonPath));
            }
        }
    }
}

fn is_of_other(language: QueryLanguage, field: &str) -> bool {
    match language {
        QueryLanguage::JSONPath => ["Arguments", "Output", "Items"].contains(&field),
        QueryLanguage::JSONata => field.ends_with("Path") || ["Parameters", "ResultSelector"].contains(&field),
    }
}

fn is_expression(text: &str) -> bool {
    text.starts_with("{%") && text.ends_with("%}")
}

fn has_expression(value: &Value) -> bool {
    match value {
        Value::String(text) => is_expression(text),
        Value::Array(items) => items.iter().any(has_expression),
        Value::Object(fields) => fields.values().any(has_expression),
        _ => false,
    }
}

fn check_numbers(context: &Context, state: &PastedState, at: &At, flaws: &mut Vec<Flaw>) {
    let language = context.language_of(state);
    let numbers = [
        ("TimeoutSeconds", &state.timeout_seconds, 1, Some(LONGEST_SECONDS)),
        ("HeartbeatSeconds", &state.heartbeat_seconds, 1, Some(LONGEST_SECONDS)),
        ("Seconds", &state.seconds, 0, Some(LONGEST_SECONDS)),
        ("MaxConcurrency", &state.max_concurrency, 0, None),
        ("ToleratedFailureCount", &state.tolerated_failure_count, 0, None),
        ("ToleratedFailurePercentage", &state.tolerated_failure_percentage, 0, Some(100)),
    ];
    for (field, amount, min, max) in numbers {
        let at = at.key(field);
        match amount {
            Some(Amount::Number(number)) => in_range(&at, field, *number, min, max, flaws),
            Some(Amount::Expression(text)) if !is_expression(text) => {
                flaws.push(at.is(FlawKind::NotANumber { text: text.clone() }));
            }
            Some(Amount::Expression(_)) if language == QueryLanguage::JSONPath => {
                flaws.push(at.is(FlawKind::ExpressionInJsonPath));
            }
            _ => {}
        }
    }
    if let (Some(Amount::Number(heartbeat)), Some(Amount::Number(timeout))) =
        (&state.heartbeat_seconds, &state.timeout_seconds)
        && heartbeat >= timeout
    {
        let (heartbeat, timeout) = (*heartbeat, *timeout);
        flaws.push(at.key("HeartbeatSeconds").is(FlawKind::HeartbeatNotBelowTimeout { heartbeat, timeout }));
    }
    if let Some(Amount::Number(seconds)) = state.seconds
        && context.machine_type == MachineType::Express
        && seconds > LONGEST_EXPRESS
    {
        flaws.push(at.key("Seconds").is(FlawKind::TooLongForExpress { seconds }));
    }
}

pub(super) fn in_range(at: &At, field: &'static str, value: i64, min: i64, max: Option<i64>, flaws: &mut Vec<Flaw>) {
    if value < min || max.is_some_and(|max| value > max) {
        let max = max.map(|max| max as f64);
        flaws.push(at.is(FlawKind::OutOfRange { field, value: value as f64, min: min as f64, max }));
    }
}
