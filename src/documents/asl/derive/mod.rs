//! A machine out of tasks and what each of them waits for.
//!
//! Every task is one state; whatever does not wait runs in parallel. An order that nested sequences and Parallel states
//! can express is kept exactly. In any other, some tasks wait for more than they asked for, never for less, and
//! [`Derived::waits`] says which.
//!
//! Data: a task gets `{"input": <input of the execution>, "results": {<task>: <its result>}}` with the results of the tasks
//! that it waits for, directly or through others, whatever else may have run by then. The execution's output is the
//! results of all tasks. Keys are the tasks' names in camel case (`match-maker` is `matchMaker`), because not every reader
//! of the language takes `$['match-maker']`. Between states travels `{<task>: {"result": <its result>}}`.

mod graph;
mod machine;
mod plan;
#[cfg(test)]
mod tests;

use std::time::Duration;

use super::invocation::Invocation;
use super::model::StateMachine;
use super::retry::Retrier;
use graph::Graph;
use machine::Builder;
use plan::Plan;

/// One task.
#[derive(Debug, Clone, PartialEq)]
pub struct DerivedTask {
    /// The name, which becomes the state's: up to 80 characters.
    pub name: String,
    /// What the task is for.
    pub comment: Option<String>,
    /// The tasks that must have ended before it starts.
    pub after: Vec<String>,
    /// What it calls.
    pub invocation: Invocation,
    /// What to do again, by error.
    pub retry: Vec<Retrier>,
    /// Seconds after which an attempt fails with States.Timeout. Default: a year.
    pub timeout_seconds: Option<u32>,
    /// What runs instead when the task fails for good. Without one, the execution fails.
    pub fallback: Option<Fallback>,
    /// How long the task is expected to take.
    pub expected: Duration,
}

/// Runs when a task fails for good. It gets what the task got and `"error": {"Error", "Cause"}`; its result stands for that of
/// the task, and whatever waits for the task goes on.
#[derive(Debug, Clone, PartialEq)]
pub struct Fallback {
    /// The name of the state, unlike that of any task.
    pub name: String,
    /// What it calls.
    pub invocation: Invocation,
    /// What to do again, by error.
    pub retry: Vec<Retrier>,
    /// Seconds after which an attempt fails with States.Timeout. Default: a year.
    pub timeout_seconds: Option<u32>,
}

/// A derived machine and what is to be known about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// The machine, in JSONPath.
    pub machine: StateMachine,
    /// The tasks that wait for more than they asked for, in the order given.
    pub waits: Vec<ExtraWait>,
    /// The most tasks that can run at once.
    pub peak: usize,
    /// The tasks that decide how long an execution takes, in order.
    pub critical_path: Vec<String>,
    /// How long an execution takes when every task takes as long as expected.
    pub expected: Duration,
    /// How long the tasks would take one after the other.
    pub one_by_one: Duration,
}

/// A task that waits for more than it asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtraWait {
    /// The task.
    pub task: String,
    /// The last of the other tasks that it waits for too.
    pub also_after: Vec<String>,
}

/// Why no machine can be derived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeriveFault {
    /// There is no task.
    NoTasks,
    /// Two tasks or fallbacks have this name.
    DuplicateName(String),
    /// A task waits for one that there is not.
    UnknownTask {
        /// The task that waits.
        task: String,
        /// The position in its `after`.
        position: usize,
    },
    /// Each of these waits for the next, and the last for the first.
    Cycle(Vec<String>),
}

/// Derives the machine. Deterministic: tasks keep the order in which they are given.
pub fn derive(comment: Option<String>, tasks: &[DerivedTask]) -> Result<Derived, DeriveFault> {
    let graph = Graph::new(tasks)?;
    let plan = Plan::new(&graph);
    let (expected, critical_path) = plan.critical_path(&graph);
    let name = |task: usize| graph.name(task).to_owned();
    let waits = plan.extra_waits(&graph).into_iter();
    Ok(Derived {
        machine: Builder::new(&graph, tasks).machine(comment, &plan),
        waits: waits
            .map(|(task, also)| ExtraWait { task: name(task), also_after: also.into_iter().map(name).collect() })
            .collect(),
        peak: plan.width(),
        critical_path: critical_path.into_iter().map(name).collect(),
        expected,
        one_by_one: tasks.iter().map(|task| task.expected).sum(),
    })
}
