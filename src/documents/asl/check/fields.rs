//! Which fields a type of state has, needs and must not combine; the transition; the rules of a Choice.

use crate::documents::asl::choice::ChoiceRule;
use crate::documents::asl::flaw::{At, Flaw, FlawKind};
use crate::documents::asl::pasted::{PastedState, StateType};

pub(super) fn check(state: &PastedState, at: &At, flaws: &mut Vec<Flaw>) {
    let given = state.fields();
    check_transition(state, at, flaws);
    let state_type = state.state_type;
    for field in given.iter().copied().filter(|field| !is_allowed(state_type, field)) {
        if !matches!(field, "Next" | "End") {
            let kind = FlawKind::FieldNotAllowed { field, state_type: Some(state_type) };
            flaws.push(at.key(field).is(kind));
        }
    }
    for fields in required(state_type) {
        if !fields.iter().any(|field| given.contains(field)) {
            flaws.push(at.is(FlawKind::MissingField { fields: fields.to_vec() }));
        }
    }
    for group in EXCLUSIVE {
        let fields: Vec<_> = group.iter().copied().filter(|field| given.contains(field)).collect();
        if fields.len() > 1 && fields.iter().all(|field| is_allowed(state_type, field)) {
            flaws.push(at.is(FlawKind::ConflictingFields { fields }));
        }
    }
    if state.choices.as_ref().is_some_and(Vec::is_empty) {
        flaws.push(at.key("Choices").is(FlawKind::EmptyList { field: "Choices" }));
    }
    for (index, rule) in state.choices.iter().flatten().enumerate() {
        let at = at.key("Choices").key(index);
        if rule.next.is_none() {
            flaws.push(at.is(FlawKind::MissingField { fields: vec!["Next"] }));
        }
        check_rule(rule, &at, flaws);
    }
}

fn check_transition(state: &PastedState, at: &At, flaws: &mut Vec<Flaw>) {
    let ends = state.end == Some(true);
    if !state.state_type.has_transition() {
        let given = [("Next", state.next.is_some()), ("End", state.end.is_some())];
        for (field, _) in given.into_iter().filter(|(_, given)| *given) {
            let state_type = state.state_type;
            flaws.push(at.key(field).is(FlawKind::TransitionNotAllowed { field, state_type }));
        }
    } else if ends && state.next.is_some() {
        flaws.push(at.key("End").is(FlawKind::BothTransitions));
    } else if !ends && state.next.is_none() {
        flaws.push(at.is(FlawKind::NoTransition));
    }
}

/// A rule decides by exactly one thing: a condition, a comparison, `And`, `Or` or `Not`.
fn check_rule(rule: &ChoiceRule, at: &At, flaws: &mut Vec<Flaw>) {
    let others = [rule.condition.is_some(), rule.and.is_some(), rule.or.is_some(), rule.not.is_some()];
    let count = rule.comparisons.len() + others.into_iter().filter(|given| *given).count();
    if count != 1 {
        flaws.push(at.is(FlawKind::Comparisons { count }));
    }
    if !rule.comparisons.is_empty() && rule.variable.is_none() {
        flaws.push(at.is(FlawKind::MissingField { fields: vec!["Variable"] }));
    }
    let listed = [("And", &rule.and), ("Or", &rule.or)];
    let listed = listed.into_iter().flat_map(|(key, rules)| {
        rules.iter().flatten().enumerate().map(move |(index, rule)| (at.key(key).key(index), rule))
    });
    for (at, inner) in listed.chain(rule.not.iter().map(|rule| (at.key("Not"), &**rule))) {
        if inner.next.is_some() {
            let kind = FlawKind::TransitionNotAllowed { field: "Next", state_type: StateType::Choice };
            flaws.push(at.key("Next").is(kind));
        }
        check_rule(inner, &at, flaws);
    }
}

/// Fields of which a state has at most one.
const EXCLUSIVE: &[&[&str]] = &[
    &["Seconds", "SecondsPath", "Timestamp", "TimestampPath"],
    &["TimeoutSeconds", "TimeoutSecondsPath"],
    &["HeartbeatSeconds", "HeartbeatSecondsPath"],
    &["Error", "ErrorPath"],
    &["Cause", "CausePath"],
    &["ItemProcessor", "Iterator"],
    &["ItemSelector", "Parameters"],
    &["MaxConcurrency", "MaxConcurrencyPath"],
    &["ToleratedFailureCount", "ToleratedFailureCountPath"],
    &["ToleratedFailurePercentage", "ToleratedFailurePercentagePath"],
];

/// Of each list, one field is needed.
fn required(state_type: StateType) -> &'static [&'static [&'static str]] {
    match state_type {
        StateType::Task => &[&["Resource"]],
        StateType::Parallel => &[&["Branches"]],
        StateType::Map => &[&["ItemProcessor", "Iterator"]],
        StateType::Choice => &[&["Choices"]],
        StateType::Wait => &[&["Seconds", "Timestamp", "SecondsPath", "TimestampPath"]],
        StateType::Pass | StateType::Succeed | StateType::Fail => &[],
    }
}

fn is_allowed(state_type: StateType, field: &str) -> bool {
    let everywhere = ["Comment", "QueryLanguage"].contains(&field);
    let transition = state_type.has_transition() && ["Next", "End"].contains(&field);
    let work = matches!(state_type, StateType::Task | StateType::Parallel | StateType::Map);
    let of_work = work && ["ResultSelector", "ResultPath", "Parameters", "Retry", "Catch"].contains(&field);
    let paths = state_type != StateType::Fail && ["InputPath", "OutputPath", "Output"].contains(&field);
    let assign = field == "Assign" && !matches!(state_type, StateType::Succeed | StateType::Fail);
    everywhere || transition || of_work || paths || assign || own(state_type).contains(&field)
}

/// The fields that a type does not share with most others.
fn own(state_type: StateType) -> &'static [&'static str] {
    match state_type {
        StateType::Task => &[
            "Resource",
            "Arguments",
            "Credentials",
            "TimeoutSeconds",
            "TimeoutSecondsPath",
            "HeartbeatSeconds",
            "HeartbeatSecondsPath",
        ],
        StateType::Parallel => &["Branches", "Arguments"],
        StateType::Map => &[
            "ItemProcessor",
            "Iterator",
            "Items",
            "ItemsPath",
            "ItemSelector",
            "ItemReader",
            "ItemBatcher",
            "ResultWriter",
            "Label",
            "MaxConcurrency",
            "MaxConcurrencyPath",
            "ToleratedFailureCount",
            "ToleratedFailureCountPath",
            "ToleratedFailurePercentage",
            "ToleratedFailurePercentagePath",
        ],
        StateType::Choice => &["Choices", "Default"],
        StateType::Wait => &["Seconds", "SecondsPath", "Timestamp", "TimestampPath"],
        StateType::Pass => &["Parameters", "Result", "ResultPath"],
        StateType::Succeed => &[],
        StateType::Fail => &["Error", "ErrorPath", "Cause", "CausePath"],
    }
}
