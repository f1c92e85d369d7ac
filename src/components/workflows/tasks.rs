//! Tasks and what each waits for, into a state machine.

use std::time::Duration as StdDuration;

use indexmap::IndexMap;

use super::checks::longest;
use super::flaws::{EXPRESS_FACT, STATES_FACT};
use super::targets::{self, Target};
use super::{is_express, timeout};
use crate::blueprint::vocabulary::Duration;
use crate::blueprint::{Retry, Task, Workflow};
use crate::diagnostics::{self as codes, Diagnostic, Severity, Span, did_you_mean};
use crate::documents::asl::{self, DeriveFault, Derived, DerivedTask, Fallback, Invocation, Retrier};
use crate::facts::stepfunctions::{EXPRESS_MAX_S, MAX_STATE_NAME, RETRY_ATTEMPTS};
use crate::system::Instance;

/// The longest that Lambda takes to start a function before its own timeout counts, in seconds (Lambda Developer Guide,
/// "Lambda execution environment lifecycle", init phase).
const START_S: u64 = 10;
/// The longest wait in seconds that Step Functions takes.
const MAX_S: u64 = 99_999_999;

/// Derives the machine and reports what is wrong. `None` after an error.
pub(super) fn derive(
    workflow: &Instance<'_, Workflow>,
    tasks: &IndexMap<String, Task>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Derived> {
    let before = diagnostics.len();
    let mut derived = Vec::new();
    for (name, task) in tasks {
        let check = TaskCheck { workflow, tasks, name, task };
        derived.push(check.derived(diagnostics));
    }
    let comment = workflow.common.description.clone();
    let outcome = match asl::derive(comment, &derived) {
        Ok(outcome) => Some(outcome),
        Err(fault) => {
            diagnostics.push(describe(workflow, &fault));
            None
        }
    };
    let failed = diagnostics.iter().skip(before).any(|found| found.severity == Severity::Error);
    let mut outcome = outcome.filter(|_| !failed)?;
    if let Some(error) = too_long(workflow, &outcome) {
        diagnostics.push(error);
        return None;
    }
    outcome.machine.timeout_seconds = i64::try_from(timeout(workflow.model).seconds).ok();
    Some(outcome)
}

/// The tasks are expected to take longer than the workflow may.
fn too_long(workflow: &Instance<'_, Workflow>, derived: &Derived) -> Option<Diagnostic> {
    let limit = timeout(workflow.model);
    if derived.expected.as_secs() <= limit.seconds {
        return None;
    }
    let expected = super::plan::duration(derived.expected);
    let message = format!("`{}` is expected to take {expected}, and ends after {limit}", workflow.name);
    let mut error = Diagnostic::error(codes::EXPECTED_TOO_LONG, workflow.value(&["timeout"]), message)
        .label(format!("an execution is stopped after {limit}"))
        .help(format!("give `timeout` more than {expected}, or let less wait"))
        .fact(
            "a workflow that reaches its timeout fails with States.Timeout (Amazon States Language, read 2026-11-22)",
        );
    for task in &derived.critical_path {
        if workflow.says(&["tasks", task, "expected"]) {
            error = error
                .also(workflow.value(&["tasks", task, "expected"]), "counts: each of these waits for the one before");
        }
    }
    Some(error)
}

fn describe(workflow: &Instance<'_, Workflow>, fault: &DeriveFault) -> Diagnostic {
    match fault {
        DeriveFault::Cycle(names) => cycle(workflow, names),
        DeriveFault::DuplicateName(name) => {
            let message = format!("two states would be called `{name}`");
            Diagnostic::error(codes::STATE_NAME, workflow.key(&["tasks", name]), message)
                .label("also the name of the state for another task's `catch`")
                .help("rename this task")
        }
        // What waits for an unknown task is reported with the task, and not handed to `derive`.
        DeriveFault::NoTasks | DeriveFault::UnknownTask { .. } => {
            let message = format!("`{}` has no task", workflow.name);
            Diagnostic::error(codes::NO_STATES, workflow.key(&["tasks"]), message)
                .label("an empty list of tasks")
                .help("add a task: `first: {function: …}`")
                .fact(STATES_FACT)
        }
    }
}

fn cycle(workflow: &Instance<'_, Workflow>, names: &[String]) -> Diagnostic {
    let place = |index: usize| {
        let name = names.get(index).map_or("", String::as_str);
        let next = names.get((index + 1) % names.len().max(1)).map_or("", String::as_str);
        let position =
            workflow.model.tasks.as_ref().and_then(|tasks| tasks.get(name)?.after.iter().position(|it| it == next));
        let span = after_item(workflow, name, position.unwrap_or_default());
        (span, format!("`{name}` waits for `{next}`"))
    };
    let (span, label) = place(0);
    let message = format!("tasks wait for each other in a circle: {}", names.join(" after "));
    let mut error = Diagnostic::error(codes::TASK_CYCLE, span, message).label(label).help("take one of these out");
    for index in 1..names.len() {
        let (span, label) = place(index);
        error = error.also(span, label);
    }
    error
}

/// Where one of the names in `after` stands.
fn after_item(workflow: &Instance<'_, Workflow>, task: &str, index: usize) -> Span {
    let item = format!("[{index}]");
    workflow.system.tree.locate(workflow.node(), &["tasks", task, "after", &item]).value
}

/// One task while it is checked.
struct TaskCheck<'c, 'a> {
    workflow: &'c Instance<'a, Workflow>,
    tasks: &'c IndexMap<String, Task>,
    name: &'c str,
    task: &'c Task,
}

impl<'a> TaskCheck<'_, 'a> {
    /// The task as it is derived; what is wrong is left out or stood in for.
    fn derived(&self, diagnostics: &mut Vec<Diagnostic>) -> DerivedTask {
        self.check_name(diagnostics);
        let target = self.target(diagnostics);
        let after = self.after(diagnostics);
        diagnostics.extend(self.check_retry());
        self.check_times(target.as_ref(), diagnostics);
        if let Some(target) = &target {
            diagnostics.extend(self.check_type(target));
        }
        let fallback = self.fallback(diagnostics);
        DerivedTask {
            name: self.name.to_owned(),
            comment: None,
            after,
            invocation: target
                .as_ref()
                .map_or_else(|| Invocation::plain(String::new(), Default::default()), Target::invocation),
            retry: retriers(target.as_ref(), self.task.retry.as_ref()),
            timeout_seconds: target.as_ref().and_then(|target| self.timeout_seconds(target)),
            fallback,
            expected: StdDuration::from_secs(self.task.expected.map_or(0, |expected| expected.seconds)),
        }
    }

    fn check_name(&self, diagnostics: &mut Vec<Diagnostic>) {
        let span = self.workflow.key(&["tasks", self.name]);
        let length = self.name.chars().count();
        if length == 0 || length > MAX_STATE_NAME {
            let message = format!("the task's name has {length} characters, where 1 to {MAX_STATE_NAME} are possible");
            diagnostics.push(
                Diagnostic::error(codes::STATE_NAME, span, message).label("becomes a state's name").fact(STATES_FACT),
            );
            return;
        }
        let stand_in = self.task.catch.as_ref().map(|catch| stand_in_name(self.name, catch));
        if let Some(state) = stand_in.filter(|state| state.chars().count() > MAX_STATE_NAME) {
            let message = format!(
                "the state for `catch` has a name of {} characters, where {MAX_STATE_NAME} are possible",
                state.chars().count()
            );
            let error = Diagnostic::error(codes::STATE_NAME, span, message)
                .label(format!("it would be called `{state}`"))
                .help("shorten the task's name")
                .fact(STATES_FACT);
            diagnostics.push(error);
        }
    }

    fn target(&self, diagnostics: &mut Vec<Diagnostic>) -> Option<Target<'a>> {
        let (field, name, among) = match (&self.task.function, &self.task.workflow) {
            (Some(function), None) => ("function", function, targets::FUNCTIONS),
            (None, Some(workflow)) => ("workflow", workflow, targets::WORKFLOWS),
            (given, _) => {
                let both = given.is_some();
                let span = if both { &["tasks", self.name, "workflow"][..] } else { &["tasks", self.name] };
                let message = if both {
                    format!("`{}` calls a function and a workflow", self.name)
                } else {
                    format!("`{}` calls nothing", self.name)
                };
                let error = Diagnostic::error(codes::TASK_CALL, self.workflow.key(span), message);
                diagnostics.push(if both {
                    error.label("a second call").help("make two tasks of it, one `after` the other")
                } else {
                    error
                        .label("neither function nor workflow")
                        .help("say what it calls: `function: …` or `workflow: …`")
                });
                return None;
            }
        };
        let target = targets::find(self.workflow, name, among);
        if target.is_none() {
            let span = self.workflow.value(&["tasks", self.name, field]);
            diagnostics.push(targets::not_found(self.workflow, name, among, span));
        }
        target
    }

    /// The tasks that it waits for, without what is wrong.
    fn after(&self, diagnostics: &mut Vec<Diagnostic>) -> Vec<String> {
        let mut kept: Vec<String> = Vec::new();
        for (index, other) in self.task.after.iter().enumerate() {
            let span = after_item(self.workflow, self.name, index);
            let error = |message: String| Diagnostic::error(codes::TASK_AFTER, span, message);
            if other == self.name {
                diagnostics.push(error(format!("`{other}` waits for itself")).label("it would never start"));
            } else if kept.contains(other) {
                diagnostics.push(error(format!("`{other}` stands twice in `after`")).label("for the second time"));
            } else if self.tasks.contains_key(other) {
                kept.push(other.clone());
            } else {
                let others = self.tasks.keys().map(String::as_str).filter(|task| *task != self.name);
                let error =
                    error(format!("`{}` waits for `{other}`, which is no task of `{}`", self.name, self.workflow.name));
                diagnostics.push(match did_you_mean(other, others) {
                    Some(near) => {
                        error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near)
                    }
                    None => error.label("no such task"),
                });
            }
        }
        kept
    }

    fn check_retry(&self) -> Vec<Diagnostic> {
        let Some(retry) = &self.task.retry else { return Vec::new() };
        let span = |field| self.workflow.value(&["tasks", self.name, "retry", field]);
        let mut found = Vec::new();
        let mut refuse = |field, message: String, label: &str| {
            found.push(
                Diagnostic::error(codes::RETRY_RANGE, span(field), message).label(label).fact(super::flaws::RETRY_FACT),
            );
        };
        if retry.attempts == 0 || !RETRY_ATTEMPTS.contains(&retry.attempts) {
            refuse(
                "attempts",
                format!("{} attempts after the first", retry.attempts),
                "1 to 99,999,999; leave `retry` out for none",
            );
        }
        if retry.backoff < 1.0 {
            refuse("backoff", format!("pauses would shrink by a factor of {}", retry.backoff), "at least 1");
        }
        if !(1..=MAX_S).contains(&retry.interval.seconds) {
            refuse("interval", format!("a first pause of {}", retry.interval), "1s to 99,999,999s");
        }
        found
    }

    /// `timeout` and `expected` against each other, the function's timeout and the five minutes of express.
    fn check_times(&self, target: Option<&Target<'a>>, diagnostics: &mut Vec<Diagnostic>) {
        let span = |field| self.workflow.value(&["tasks", self.name, field]);
        for (field, given) in [("timeout", self.task.timeout), ("expected", self.task.expected)] {
            let Some(given) = given else { continue };
            if is_express(self.workflow.model) && given.seconds > EXPRESS_MAX_S.into() {
                let message = format!("{given} is over the 5 minutes of an express workflow");
                let error =
                    Diagnostic::error(codes::EXPRESS_LIMIT, span(field), message).label("more than the whole may take");
                diagnostics.push(error.help("at most 5m, or `type: standard`").fact(EXPRESS_FACT));
            } else if field == "timeout" && !(1..=MAX_S).contains(&given.seconds) {
                let error = Diagnostic::error(
                    codes::STATE_NUMBER,
                    span(field),
                    format!("an attempt cannot be given up after {given}"),
                );
                diagnostics.push(error.label("1s to 99,999,999s").fact(STATES_FACT));
            }
        }
        let own = target.map(own_timeout);
        if let (Some(Target::Function(function)), Some(timeout)) = (target, self.task.timeout)
            && timeout < function.model.timeout
        {
            let own = function.model.timeout;
            let message =
                format!("`{}` is given up after {timeout}, while `{}` may run for {own}", self.name, function.name);
            let warning = Diagnostic::warning(codes::TASK_TIMEOUT, span("timeout"), message)
                .label("the function runs on, and its result is lost")
                .also(function.value(&["timeout"]), format!("the timeout of the function is {own}"))
                .help("give the task as long as the function, or the function less")
                .fact("Step Functions stops waiting at TimeoutSeconds and cannot stop the function (Step Functions Developer Guide, Error handling, read 2026-11-22)");
            diagnostics.push(warning);
        }
        let limit = self.task.timeout.or(own);
        if let (Some(expected), Some(limit)) = (self.task.expected, limit)
            && expected > limit
        {
            let message = format!("`{}` is expected to take {expected}, and is given up after {limit}", self.name);
            let error =
                Diagnostic::error(codes::EXPECTED_TOO_LONG, span("expected"), message).label("longer than it may take");
            diagnostics.push(match (self.task.timeout, target) {
                (None, Some(Target::Function(function))) => {
                    error.also(function.value(&["timeout"]), format!("`{}` is stopped after {limit}", function.name))
                }
                (None, Some(Target::Workflow(other))) => {
                    error.also(other.value(&["timeout"]), format!("`{}` is stopped after {limit}", other.name))
                }
                _ => error.also(span("timeout"), "given up after this"),
            });
        }
    }

    /// Which types of workflow can call which.
    fn check_type(&self, target: &Target<'_>) -> Option<Diagnostic> {
        let Target::Workflow(called) = target else { return None };
        let span = self.workflow.value(&["tasks", self.name, "workflow"]);
        if is_express(self.workflow.model) && !is_express(called.model) {
            return Some(standard_in_express(self.workflow, called, span));
        }
        let handled = if self.task.catch.is_some() { "catch" } else { "retry" };
        if !is_express(called.model) || (self.task.catch.is_none() && self.task.retry.is_none()) {
            return None;
        }
        let message = format!("`{handled}` of `{}` never sees that `{}` failed", self.name, called.name);
        let warning = Diagnostic::warning(codes::EXPRESS_FAILURE, self.workflow.key(&["tasks", self.name, handled]), message)
            .label("an express workflow that fails ends this execution at once")
            .also(span, "an express workflow")
            .help(format!("handle the failure inside `{}`, or make it a standard workflow", called.name))
            .fact("StartSyncExecution answers 200 when the execution failed (API reference), so that there is no output to read, and States.Runtime is neither retried nor caught (Step Functions Developer Guide, Error handling, read 2026-11-22)");
        Some(warning)
    }

    fn timeout_seconds(&self, target: &Target<'_>) -> Option<u32> {
        let seconds = match (self.task.timeout, target) {
            (Some(timeout), _) => timeout.seconds,
            (None, Target::Function(function)) => function.model.timeout.seconds.saturating_add(START_S),
            (None, Target::Workflow(workflow)) => longest(workflow.model),
        };
        u32::try_from(seconds).ok()
    }

    fn fallback(&self, diagnostics: &mut Vec<Diagnostic>) -> Option<Fallback> {
        let catch = self.task.catch.as_ref()?;
        let Some(target) = targets::find(self.workflow, catch, targets::FUNCTIONS) else {
            let span = self.workflow.value(&["tasks", self.name, "catch"]);
            diagnostics.push(targets::not_found(self.workflow, catch, targets::FUNCTIONS, span));
            return None;
        };
        Some(Fallback {
            name: stand_in_name(self.name, catch),
            invocation: target.invocation(),
            retry: retriers(Some(&target), None),
            timeout_seconds: u32::try_from(own_timeout(&target).seconds.saturating_add(START_S)).ok(),
        })
    }
}

/// A standard workflow cannot be waited for by an express one.
pub(super) fn standard_in_express(
    workflow: &Instance<'_, Workflow>,
    called: &Instance<'_, Workflow>,
    span: Span,
) -> Diagnostic {
    let message =
        format!("`{}`, an express workflow, cannot wait for `{}`, a standard one", workflow.name, called.name);
    Diagnostic::error(codes::EXPRESS_LIMIT, span, message)
        .label("a standard workflow")
        .also(workflow.value(&["type"]), "express")
        .help(format!("make `{}` express too, or this one standard", called.name))
        .fact("Express workflows do not support .sync (Step Functions Developer Guide, Standard and Express workflows, read 2026-11-22)")
}

fn stand_in_name(task: &str, catch: &str) -> String {
    format!("{catch} for {task}")
}

fn own_timeout(target: &Target<'_>) -> Duration {
    match target {
        Target::Function(function) => function.model.timeout,
        Target::Workflow(workflow) => timeout(workflow.model),
    }
}

/// Faults of the Lambda service are always retried: they say nothing about the task.
fn retriers(target: Option<&Target<'_>>, retry: Option<&Retry>) -> Vec<Retrier> {
    let mut retriers = Vec::new();
    if let Some(Target::Function(_)) = target {
        retriers.push(Retrier::lambda_service());
    }
    if let Some(retry) = retry {
        let interval = u32::try_from(retry.interval.seconds).unwrap_or(u32::MAX);
        retriers.push(Retrier::any_error(retry.attempts, interval, retry.backoff));
    }
    retriers
}
