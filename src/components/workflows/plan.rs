//! What plan.md says about a workflow: what runs in parallel, how long it takes, who waits for more than it asked for.

use std::time::Duration;

use indexmap::IndexMap;

use super::machine::Built;
use crate::blueprint::Workflow;
use crate::documents::asl::{Derived, Flow, Scope, State, StateKind};
use crate::documents::{Documents, Topic};
use crate::system::Instance;

/// Up to how many tasks the order is told in words.
const TOLD: usize = 8;

/// Adds the notes about one workflow.
pub(super) fn note(workflow: &Instance<'_, Workflow>, built: &Built, documents: &mut Documents) {
    let name = workflow.name;
    if let Some(derived) = &built.derived {
        let tasks = workflow.model.tasks.as_ref().map_or(0, IndexMap::len);
        documents.note(Topic::Derived, format!("`{name}`: {}.", summary(derived, tasks)));
        for wait in &derived.waits {
            let others = and(&wait.also_after);
            documents.note(
                Topic::Derived,
                format!(
                    "`{name}`: {} waits for {others} too, though it did not ask for it: branches that run in parallel end together.",
                    wait.task
                ),
            );
        }
    }
    if !built.retried.is_empty() {
        let tasks = and(&built.retried);
        let verb = if built.retried.len() == 1 { "retries" } else { "retry" };
        documents.note(
            Topic::Derived,
            format!("`{name}`: {tasks} {verb} faults of the Lambda service, as the definition says nothing of retries; `Retry: []` takes that away."),
        );
    }
}

fn summary(derived: &Derived, tasks: usize) -> String {
    let machine = &derived.machine;
    let mut parts = Vec::new();
    if tasks <= TOLD {
        parts.push(sequence(&machine.start_at, &machine.states));
    } else {
        parts.push(format!("{tasks} tasks"));
    }
    if derived.one_by_one > Duration::ZERO {
        let path = derived.critical_path.join(", then ");
        let alone = duration(derived.one_by_one);
        parts.push(format!("critical path {} ({path}) of {alone} one by one", duration(derived.expected)));
    }
    parts.push(match derived.peak {
        1 => "one task at a time".to_owned(),
        peak => format!("at most {peak} tasks at once"),
    });
    parts.join("; ")
}

/// `first and second in parallel, then last`
fn sequence(start: &str, states: &IndexMap<String, State>) -> String {
    let mut told = Vec::new();
    let mut at = Some(start);
    while let Some((name, state)) = at.and_then(|name| states.get_key_value(name)) {
        let flow = match &state.kind {
            StateKind::Task(task) => {
                told.push(name.clone());
                Some(&task.flow)
            }
            StateKind::Parallel(parallel) => {
                told.push(format!("{} in parallel", and(&parallel.branches.iter().map(branch).collect::<Vec<_>>())));
                Some(&parallel.flow)
            }
            _ => None,
        };
        at = match flow {
            Some(Flow::Next(next)) => Some(next),
            _ => None,
        };
    }
    told.join(", then ")
}

fn branch(scope: &Scope) -> String {
    let told = sequence(&scope.start_at, &scope.states);
    if told.contains(' ') { format!("({told})") } else { told }
}

/// `a, b and c`
fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `5m 10s`
pub(super) fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    let parts = [(seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")];
    let parts: Vec<String> = parts.iter().filter(|part| part.0 > 0).map(|(n, unit)| format!("{n}{unit}")).collect();
    if parts.is_empty() { "0s".to_owned() } else { parts.join(" ") }
}
