//! Typed machines in the form in which they are written.

use super::model::{Flow, Given, Items, Map, Parallel, Processor, Scope, State, StateKind, StateMachine, Task, Until};
use super::pasted::{PastedMachine, PastedScope, PastedState, StateType};

impl From<&StateMachine> for PastedMachine {
    fn from(machine: &StateMachine) -> Self {
        PastedMachine {
            comment: machine.comment.clone(),
            query_language: machine.query_language,
            version: machine.version.clone(),
            timeout_seconds: machine.timeout_seconds,
            start_at: machine.start_at.clone(),
            states: machine.states.iter().map(|(name, state)| (name.clone(), state.into())).collect(),
        }
    }
}

impl From<&Scope> for PastedScope {
    fn from(scope: &Scope) -> Self {
        PastedScope {
            comment: scope.comment.clone(),
            processor_config: None,
            start_at: scope.start_at.clone(),
            states: scope.states.iter().map(|(name, state)| (name.clone(), state.into())).collect(),
        }
    }
}

impl From<&State> for PastedState {
    fn from(state: &State) -> Self {
        let mut pasted = PastedState::new(state.kind.state_type());
        pasted.comment = state.comment.clone();
        pasted.query_language = state.query_language;
        let data = &state.data;
        pasted.input_path = data.input_path.clone();
        pasted.parameters = data.parameters.clone();
        pasted.arguments = data.arguments.clone();
        pasted.result_selector = data.result_selector.clone();
        pasted.result_path = data.result_path.clone();
        pasted.output_path = data.output_path.clone();
        pasted.assign = data.assign.clone();
        pasted.output = data.output.clone();
        write_kind(&state.kind, &mut pasted);
        pasted
    }
}

impl StateKind {
    /// The type of a state that does this.
    pub fn state_type(&self) -> StateType {
        match self {
            StateKind::Task(_) => StateType::Task,
            StateKind::Parallel(_) => StateType::Parallel,
            StateKind::Map(_) => StateType::Map,
            StateKind::Choice { .. } => StateType::Choice,
            StateKind::Wait { .. } => StateType::Wait,
            StateKind::Pass { .. } => StateType::Pass,
            StateKind::Succeed => StateType::Succeed,
            StateKind::Fail { .. } => StateType::Fail,
        }
    }
}

fn write_kind(kind: &StateKind, to: &mut PastedState) {
    match kind {
        StateKind::Task(task) => write_task(task, to),
        StateKind::Parallel(parallel) => write_parallel(parallel, to),
        StateKind::Map(map) => write_map(map, to),
        StateKind::Choice { choices, default } => {
            to.choices = Some(choices.clone());
            to.default = default.clone();
        }
        StateKind::Wait { until, flow } => {
            match until {
                Until::Seconds(seconds) => (to.seconds, to.seconds_path) = value_and_path(Some(seconds)),
                Until::Timestamp(time) => (to.timestamp, to.timestamp_path) = value_and_path(Some(time)),
            }
            write_flow(flow, to);
        }
        StateKind::Pass { result, flow } => {
            to.result = result.clone();
            write_flow(flow, to);
        }
        StateKind::Succeed => {}
        StateKind::Fail { error, cause } => {
            (to.error, to.error_path) = value_and_path(error.as_ref());
            (to.cause, to.cause_path) = value_and_path(cause.as_ref());
        }
    }
}

fn write_task(task: &Task, to: &mut PastedState) {
    to.resource = Some(task.resource.clone());
    to.credentials = task.credentials.clone();
    (to.timeout_seconds, to.timeout_seconds_path) = value_and_path(task.timeout.as_ref());
    (to.heartbeat_seconds, to.heartbeat_seconds_path) = value_and_path(task.heartbeat.as_ref());
    to.retry = unless_empty(&task.retry);
    to.catch = unless_empty(&task.catch);
    write_flow(&task.flow, to);
}

fn write_parallel(parallel: &Parallel, to: &mut PastedState) {
    to.branches = Some(parallel.branches.iter().map(PastedScope::from).collect());
    to.retry = unless_empty(&parallel.retry);
    to.catch = unless_empty(&parallel.catch);
    write_flow(&parallel.flow, to);
}

fn write_map(map: &Map, to: &mut PastedState) {
    match &map.processor {
        Processor::Item(config, scope) => {
            to.item_processor = Some(PastedScope { processor_config: *config, ..scope.into() });
        }
        Processor::Iterator(scope) => to.iterator = Some(scope.into()),
    }
    match &map.items {
        Some(Items::Path(path)) => to.items_path = Some(path.clone()),
        Some(Items::Value(items)) => to.items = Some(items.clone()),
        None => {}
    }
    to.item_selector = map.item_selector.clone();
    (to.max_concurrency, to.max_concurrency_path) = value_and_path(map.max_concurrency.as_ref());
    to.item_reader = map.item_reader.clone();
    to.item_batcher = map.item_batcher.clone();
    (to.tolerated_failure_count, to.tolerated_failure_count_path) = value_and_path(map.tolerated_failures.as_ref());
    (to.tolerated_failure_percentage, to.tolerated_failure_percentage_path) =
        value_and_path(map.tolerated_percentage.as_ref());
    to.label = map.label.clone();
    to.result_writer = map.result_writer.clone();
    to.retry = unless_empty(&map.retry);
    to.catch = unless_empty(&map.catch);
    write_flow(&map.flow, to);
}

fn write_flow(flow: &Flow, to: &mut PastedState) {
    match flow {
        Flow::Next(next) => to.next = Some(next.clone()),
        Flow::End => to.end = Some(true),
    }
}

fn value_and_path<T: Clone>(given: Option<&Given<T>>) -> (Option<T>, Option<String>) {
    match given {
        Some(Given::Value(value)) => (Some(value.clone()), None),
        Some(Given::Path(path)) => (None, Some(path.clone())),
        None => (None, None),
    }
}

fn unless_empty<T: Clone>(list: &[T]) -> Option<Vec<T>> {
    (!list.is_empty()).then(|| list.to_vec())
}
