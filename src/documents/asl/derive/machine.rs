//! A plan as states.

use std::collections::BTreeSet;

use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, Value, json};

use super::graph::Graph;
use super::plan::Plan;
use super::{DerivedTask, Fallback};
use crate::documents::asl::flaw::{ALL_ERRORS, LONGEST_NAME};
use crate::documents::asl::invocation::Invocation;
use crate::documents::asl::model::{DataFlow, Flow, Given, Parallel, Scope, State, StateKind, StateMachine, Task};
use crate::documents::asl::pasted::{Amount, Path};
use crate::documents::asl::retry::{Catcher, Retrier};

/// Writes the states of a plan.
pub(super) struct Builder<'a> {
    graph: &'a Graph<'a>,
    tasks: &'a [DerivedTask],
    /// The key of each task among the results.
    keys: Vec<String>,
    /// Every name that a state has.
    names: BTreeSet<String>,
}

/// Where a part of the plan stands.
struct Position<'a> {
    /// The tasks whose results the state's input holds. None yet: the input is that of the execution.
    before: &'a BTreeSet<usize>,
    /// Whether the output of the part is that of the execution.
    is_output: bool,
    flow: Flow,
}

impl<'a> Builder<'a> {
    pub(super) fn new(graph: &'a Graph<'a>, tasks: &'a [DerivedTask]) -> Self {
        let fallbacks = tasks.iter().filter_map(|task| task.fallback.as_ref()).map(|fallback| &fallback.name);
        let names = tasks.iter().map(|task| &task.name).chain(fallbacks).cloned().collect();
        let mut keys = IndexSet::new();
        for task in tasks {
            let key = camel_case(&task.name);
            let mut free = (2..).map(|number| format!("{key}{number}"));
            if !keys.insert(key.clone()) {
                free.find(|key| keys.insert(key.clone()));
            }
        }
        Builder { graph, tasks, keys: keys.into_iter().collect(), names }
    }

    /// The machine: the plan, and a last state that takes the results out of their wrapping where no other can.
    pub(super) fn machine(mut self, comment: Option<String>, plan: &Plan) -> StateMachine {
        let wrapped = matches!(plan, Plan::Series(parts) if !matches!(parts.last(), Some(Plan::Parallel(_))));
        let after = if wrapped { Flow::Next(self.free_name("Results")) } else { Flow::End };
        let mut scope = self.scope(plan, &BTreeSet::new(), after.clone(), !wrapped);
        if let Flow::Next(name) = after {
            let mut pass = State::new(StateKind::Pass { result: None, flow: Flow::End });
            pass.data.parameters = Some(self.results(&self.graph.all()));
            scope.states.insert(name, pass);
        }
        StateMachine {
            comment,
            query_language: None,
            version: None,
            timeout_seconds: None,
            start_at: scope.start_at,
            states: scope.states,
        }
    }

    fn scope(&mut self, plan: &Plan, before: &BTreeSet<usize>, flow: Flow, is_output: bool) -> Scope {
        let parts = match plan {
            Plan::Series(parts) => parts.as_slice(),
            single => std::slice::from_ref(single),
        };
        let names: Vec<String> = parts.iter().map(|part| self.part_name(part)).collect();
        let mut before = before.clone();
        let mut states = IndexMap::new();
        for (index, (part, name)) in parts.iter().zip(&names).enumerate() {
            let next = names.get(index + 1).cloned().map(Flow::Next);
            let is_output = is_output && next.is_none();
            let position = Position { before: &before, is_output, flow: next.unwrap_or_else(|| flow.clone()) };
            match part {
                Plan::Task(task) => self.task(*task, &position, &mut states),
                Plan::Parallel(branches) => {
                    states.insert(name.clone(), self.parallel(branches, position));
                }
                Plan::Series(_) => {}
            }
            before.extend(part.tasks());
        }
        Scope { comment: None, start_at: names.first().cloned().unwrap_or_default(), states }
    }

    /// The name of the state that a part begins with: the task's, or for a Parallel one made of its tasks' names.
    fn part_name(&mut self, part: &Plan) -> String {
        if let Plan::Task(task) = part {
            return self.graph.name(*task).to_owned();
        }
        let names: Vec<&str> = part.tasks().into_iter().map(|task| self.graph.name(task)).collect();
        let name = match names.as_slice() {
            [others @ .., last] => format!("{} and {last}", others.join(", ")),
            [] => String::new(),
        };
        let first = names.first().copied().unwrap_or_default();
        let short =
            if name.chars().count() > LONGEST_NAME { format!("{first} and {} more", names.len() - 1) } else { name };
        self.free_name(&short)
    }

    /// This name, cut to what AWS takes, with a number if a state has it already.
    fn free_name(&mut self, name: &str) -> String {
        let cut = |room: usize| name.chars().take(room).collect::<String>();
        let numbered = (2..).map(|number| format!("{} {number}", cut(LONGEST_NAME - 8)));
        let mut free = [cut(LONGEST_NAME)].into_iter().chain(numbered);
        free.find(|name| self.names.insert(name.clone())).unwrap_or_default()
    }

    fn parallel(&mut self, branches: &[Plan], position: Position) -> State {
        let suffix = if position.is_output { ".result" } else { "" };
        let mut selected = Map::new();
        let mut select = |key: &str, branch: usize| {
            selected.insert(format!("{key}.$"), json!(format!("$[{branch}].{key}{suffix}")));
        };
        position.before.iter().filter_map(|&task| self.keys.get(task)).for_each(|key| select(key, 0));
        for (index, branch) in branches.iter().enumerate() {
            branch.tasks().into_iter().filter_map(|task| self.keys.get(task)).for_each(|key| select(key, index));
        }
        let scopes = branches.iter().map(|branch| self.scope(branch, position.before, Flow::End, false)).collect();
        let parallel = Parallel { branches: scopes, retry: Vec::new(), catch: Vec::new(), flow: position.flow };
        let data = DataFlow { result_selector: Some(Value::Object(selected)), ..DataFlow::default() };
        State { data, ..State::new(StateKind::Parallel(parallel)) }
    }

    fn task(&self, position_of_task: usize, position: &Position, states: &mut IndexMap<String, State>) {
        let (Some(task), Some(key)) = (self.tasks.get(position_of_task), self.keys.get(position_of_task)) else {
            return;
        };
        let path = (!position.before.is_empty()).then(|| format!("$.{key}"));
        let payload =
            json!({"input.$": "$$.Execution.Input", "results": self.results(self.graph.before(position_of_task))});
        let catch = task.fallback.iter().map(|fallback| Catcher {
            comment: None,
            error_equals: vec![ALL_ERRORS.to_owned()],
            result_path: path.clone().map(Path::To),
            assign: None,
            output: None,
            next: fallback.name.clone(),
        });
        let call = Call {
            invocation: &task.invocation,
            payload: payload.clone(),
            retry: &task.retry,
            timeout_seconds: task.timeout_seconds,
        };
        let mut state = call.state(key, path.clone(), catch.collect(), position);
        state.comment = task.comment.clone();
        states.insert(task.name.clone(), state);
        if let Some(fallback) = &task.fallback {
            states.insert(fallback.name.clone(), fallback_state(fallback, payload, key, path, position));
        }
    }

    /// The results of these tasks, taken out of the state's data.
    fn results(&self, tasks: &BTreeSet<usize>) -> Value {
        let keys = tasks.iter().filter_map(|&task| self.keys.get(task));
        keys.map(|key| (format!("{key}.$"), json!(format!("$.{key}.result")))).collect::<Map<_, _>>().into()
    }
}

fn fallback_state(
    fallback: &Fallback,
    mut payload: Value,
    key: &str,
    path: Option<String>,
    position: &Position,
) -> State {
    if let Some(payload) = payload.as_object_mut() {
        payload.insert("error.$".to_owned(), json!(path.as_deref().unwrap_or("$")));
    }
    let Fallback { invocation, retry, timeout_seconds, .. } = fallback;
    Call { invocation, payload, retry, timeout_seconds: *timeout_seconds }.state(key, path, Vec::new(), position)
}

/// A call that yields the result of a task.
struct Call<'a> {
    invocation: &'a Invocation,
    payload: Value,
    retry: &'a [Retrier],
    timeout_seconds: Option<u32>,
}

impl Call<'_> {
    /// `path` is where the result goes; none where it replaces the execution's input.
    fn state(self, key: &str, path: Option<String>, catch: Vec<Catcher>, position: &Position) -> State {
        let result = self.invocation.result_expression();
        let selected = match &path {
            Some(_) => json!({"result.$": result}),
            None if position.is_output => json!({format!("{key}.$"): result}),
            None => json!({key: {"result.$": result}}),
        };
        let task = Task {
            resource: self.invocation.resource.clone(),
            credentials: None,
            timeout: self.timeout_seconds.map(|seconds| Given::Value(Amount::Number(seconds.into()))),
            heartbeat: None,
            retry: self.retry.to_vec(),
            catch,
            flow: position.flow.clone(),
        };
        let data = DataFlow {
            parameters: Some(self.invocation.parameters_with("", self.payload)),
            result_selector: Some(selected),
            result_path: path.map(Path::To),
            ..DataFlow::default()
        };
        State { data, ..State::new(StateKind::Task(Box::new(task))) }
    }
}

/// `match-maker` as `matchMaker`: letters, digits and underscores, beginning with no digit.
fn camel_case(name: &str) -> String {
    let mut out = String::new();
    let mut raise = false;
    for letter in name.chars() {
        if !letter.is_ascii_alphanumeric() && letter != '_' {
            raise = !out.is_empty();
        } else if raise {
            out.push(letter.to_ascii_uppercase());
            raise = false;
        } else {
            out.push(letter);
        }
    }
    if out.starts_with(|first: char| first.is_ascii_digit()) || out.is_empty() { format!("task{out}") } else { out }
}
