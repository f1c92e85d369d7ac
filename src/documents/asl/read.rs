//! A pasted definition into a typed machine.

use indexmap::IndexMap;

use super::check::check;
use super::flaw::{Flaw, Weight};
use super::model::{
    DataFlow, Flow, Given, Items, Map, Parallel, Processor, Scope, State, StateKind, StateMachine, Task, Until,
};
use super::pasted::{MachineType, PastedMachine, PastedScope, PastedState, StateType};

/// What a pasted definition comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The machine, unless a flaw is an error.
    pub machine: Option<StateMachine>,
    /// What is wrong, in the order of the definition.
    pub flaws: Vec<Flaw>,
}

/// Checks a pasted definition for a machine of this type and makes a typed one of it.
pub fn read(pasted: &PastedMachine, machine_type: MachineType) -> Reading {
    let flaws = check(pasted, machine_type);
    let sound = flaws.iter().all(|flaw| flaw.kind.weight() == Weight::Warning);
    Reading { machine: if sound { machine(pasted) } else { None }, flaws }
}

/// `None` where a required field is missing or a state neither goes on nor ends, which the checks have reported.
fn machine(pasted: &PastedMachine) -> Option<StateMachine> {
    Some(StateMachine {
        comment: pasted.comment.clone(),
        query_language: pasted.query_language,
        version: pasted.version.clone(),
        timeout_seconds: pasted.timeout_seconds,
        start_at: pasted.start_at.clone(),
        states: states(&pasted.states)?,
    })
}

fn states(pasted: &IndexMap<String, PastedState>) -> Option<IndexMap<String, State>> {
    pasted.iter().map(|(name, pasted)| Some((name.clone(), state(pasted)?))).collect()
}

fn scope(pasted: &PastedScope) -> Option<Scope> {
    Some(Scope { comment: pasted.comment.clone(), start_at: pasted.start_at.clone(), states: states(&pasted.states)? })
}

fn state(pasted: &PastedState) -> Option<State> {
    Some(State {
        comment: pasted.comment.clone(),
        query_language: pasted.query_language,
        data: DataFlow {
            input_path: pasted.input_path.clone(),
            parameters: pasted.parameters.clone(),
            arguments: pasted.arguments.clone(),
            result_selector: pasted.result_selector.clone(),
            result_path: pasted.result_path.clone(),
            output_path: pasted.output_path.clone(),
            assign: pasted.assign.clone(),
            output: pasted.output.clone(),
        },
        kind: kind(pasted)?,
    })
}

fn kind(pasted: &PastedState) -> Option<StateKind> {
    Some(match pasted.state_type {
        StateType::Task => StateKind::Task(Box::new(task(pasted)?)),
        StateType::Parallel => StateKind::Parallel(Parallel {
            branches: pasted.branches.as_ref()?.iter().map(scope).collect::<Option<_>>()?,
            retry: pasted.retry.clone().unwrap_or_default(),
            catch: pasted.catch.clone().unwrap_or_default(),
            flow: flow(pasted)?,
        }),
        StateType::Map => StateKind::Map(Box::new(map(pasted)?)),
        StateType::Choice => StateKind::Choice { choices: pasted.choices.clone()?, default: pasted.default.clone() },
        StateType::Wait => StateKind::Wait { until: until(pasted)?, flow: flow(pasted)? },
        StateType::Pass => StateKind::Pass { result: pasted.result.clone(), flow: flow(pasted)? },
        StateType::Succeed => StateKind::Succeed,
        StateType::Fail => StateKind::Fail {
            error: given(&pasted.error, &pasted.error_path),
            cause: given(&pasted.cause, &pasted.cause_path),
        },
    })
}

fn task(pasted: &PastedState) -> Option<Task> {
    Some(Task {
        resource: pasted.resource.clone()?,
        credentials: pasted.credentials.clone(),
        timeout: given(&pasted.timeout_seconds, &pasted.timeout_seconds_path),
        heartbeat: given(&pasted.heartbeat_seconds, &pasted.heartbeat_seconds_path),
        retry: pasted.retry.clone().unwrap_or_default(),
        catch: pasted.catch.clone().unwrap_or_default(),
        flow: flow(pasted)?,
    })
}

fn map(pasted: &PastedState) -> Option<Map> {
    let processor = match (&pasted.item_processor, &pasted.iterator) {
        (Some(processor), _) => Processor::Item(processor.processor_config, scope(processor)?),
        (None, Some(iterator)) => Processor::Iterator(scope(iterator)?),
        (None, None) => return None,
    };
    let items = match (&pasted.items, &pasted.items_path) {
        (Some(items), _) => Some(Items::Value(items.clone())),
        (None, Some(path)) => Some(Items::Path(path.clone())),
        (None, None) => None,
    };
    Some(Map {
        processor,
        items,
        item_selector: pasted.item_selector.clone(),
        max_concurrency: given(&pasted.max_concurrency, &pasted.max_concurrency_path),
        item_reader: pasted.item_reader.clone(),
        item_batcher: pasted.item_batcher.clone(),
        tolerated_failures: given(&pasted.tolerated_failure_count, &pasted.tolerated_failure_count_path),
        tolerated_percentage: given(&pasted.tolerated_failure_percentage, &pasted.tolerated_failure_percentage_path),
        label: pasted.label.clone(),
        result_writer: pasted.result_writer.clone(),
        retry: pasted.retry.clone().unwrap_or_default(),
        catch: pasted.catch.clone().unwrap_or_default(),
        flow: flow(pasted)?,
    })
}

fn until(pasted: &PastedState) -> Option<Until> {
    given(&pasted.seconds, &pasted.seconds_path)
        .map(Until::Seconds)
        .or_else(|| given(&pasted.timestamp, &pasted.timestamp_path).map(Until::Timestamp))
}

fn flow(pasted: &PastedState) -> Option<Flow> {
    match &pasted.next {
        Some(next) => Some(Flow::Next(next.clone())),
        None => pasted.end.filter(|end| *end).map(|_| Flow::End),
    }
}

fn given<T: Clone>(value: &Option<T>, path: &Option<String>) -> Option<Given<T>> {
    match value {
        Some(value) => Some(Given::Value(value.clone())),
        None => path.clone().map(Given::Path),
    }
}
