//! Where the states of one scope lead: targets, reachability, an end.

use indexmap::{IndexMap, IndexSet};

use super::Context;
use crate::documents::asl::flaw::{At, Flaw, FlawKind};
use crate::documents::asl::pasted::{PastedState, StateType};

pub(super) fn check(
    context: &Context,
    at: &At,
    start_at: &str,
    states: &IndexMap<String, PastedState>,
    flaws: &mut Vec<Flaw>,
) {
    if states.is_empty() {
        flaws.push(at.is(FlawKind::NoStates));
        return;
    }
    let before = flaws.len();
    check_target(context, at.key("StartAt"), start_at, states, flaws);
    for (name, state) in states {
        for (place, target) in targets(state, &at.key("States").key(name)) {
            check_target(context, place, target, states, flaws);
        }
    }
    // A state that a mistyped name was meant to lead to is not unreachable, nor is such a scope endless.
    if flaws.len() > before {
        return;
    }
    let reached = reached(start_at, states);
    for (name, _) in states.iter().filter(|(name, _)| !reached.contains(name.as_str())) {
        flaws.push(at.key("States").key(name).is(FlawKind::Unreachable));
    }
    let mut reached = reached.iter().filter_map(|name| states.get(*name));
    if !reached.any(may_end) {
        flaws.push(at.is(FlawKind::NoTerminal));
    }
}

fn check_target(
    context: &Context,
    place: At,
    target: &str,
    states: &IndexMap<String, PastedState>,
    flaws: &mut Vec<Flaw>,
) {
    if states.contains_key(target) {
        return;
    }
    let target = target.to_owned();
    flaws.push(place.is(match context.names.get(target.as_str()) {
        Some(elsewhere) => FlawKind::TargetInOtherScope { target, at: elsewhere.keys() },
        None => FlawKind::TargetMissing { target, candidates: states.keys().cloned().collect() },
    }));
}

/// Every name that a state leads to, with the place where it stands.
fn targets<'a>(state: &'a PastedState, at: &At) -> Vec<(At, &'a str)> {
    let next = state.next.iter().map(|next| (at.key("Next"), next.as_str()));
    let default = state.default.iter().map(|default| (at.key("Default"), default.as_str()));
    let choices = state.choices.iter().flatten().enumerate().filter_map(|(index, rule)| {
        let next = rule.next.as_deref()?;
        Some((at.key("Choices").key(index).key("Next"), next))
    });
    let catch = state.catch.iter().flatten().enumerate();
    let catch = catch.map(|(index, catcher)| (at.key("Catch").key(index).key("Next"), catcher.next.as_str()));
    choices.chain(default).chain(catch).chain(next).collect()
}

fn reached<'a>(start_at: &'a str, states: &'a IndexMap<String, PastedState>) -> IndexSet<&'a str> {
    let mut reached = IndexSet::from([start_at]);
    let mut position = 0;
    while let Some(name) = reached.get_index(position).copied() {
        if let Some(state) = states.get(name) {
            reached.extend(targets(state, &At::default()).into_iter().map(|(_, target)| target));
        }
        position += 1;
    }
    reached
}

/// Whether the scope ends with this state, or would once its transition, which is reported for itself, is there.
fn may_end(state: &PastedState) -> bool {
    match state.state_type {
        StateType::Succeed | StateType::Fail => true,
        StateType::Choice => false,
        _ => state.end == Some(true) || state.next.is_none(),
    }
}
