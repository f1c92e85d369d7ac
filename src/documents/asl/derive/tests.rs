use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::documents::asl::model::{Flow, Scope, State, StateKind};
use crate::documents::asl::{MachineType, PastedMachine, check};

fn task(name: &str, after: &[&str], seconds: u64) -> DerivedTask {
    DerivedTask {
        name: name.into(),
        comment: None,
        after: after.iter().map(|&name| name.into()).collect(),
        invocation: Invocation::lambda("aws", json!(name)),
        retry: vec![Retrier::lambda_service()],
        timeout_seconds: Some(60),
        fallback: None,
        expected: Duration::from_secs(seconds),
    }
}

fn derived(tasks: &[DerivedTask]) -> Derived {
    derive(None, tasks).unwrap()
}

fn definition(tasks: &[DerivedTask]) -> Value {
    serde_json::to_value(derived(tasks).machine).unwrap()
}

/// For each task that has run by the end of the states, in order of start: its name and all that had ended before.
fn run(
    start_at: &str,
    states: &indexmap::IndexMap<String, State>,
    ended: &BTreeSet<String>,
) -> Vec<(String, BTreeSet<String>)> {
    let mut ran = Vec::new();
    let mut ended = ended.clone();
    let mut name = start_at.to_owned();
    loop {
        let flow = match &states[&name].kind {
            StateKind::Task(task) => {
                ran.push((name.clone(), ended.clone()));
                ended.insert(name);
                task.flow.clone()
            }
            StateKind::Parallel(parallel) => {
                let branches = parallel.branches.iter();
                let of_branches: Vec<_> =
                    branches.flat_map(|Scope { start_at, states, .. }| run(start_at, states, &ended)).collect();
                ended.extend(of_branches.iter().map(|(name, _)| name.clone()));
                ran.extend(of_branches);
                parallel.flow.clone()
            }
            StateKind::Pass { flow, .. } => flow.clone(),
            other => panic!("no such state is derived: {other:?}"),
        };
        match flow {
            Flow::Next(next) => name = next,
            Flow::End => return ran,
        }
    }
}

fn order(tasks: &[DerivedTask]) -> Vec<(String, BTreeSet<String>)> {
    let machine = derived(tasks).machine;
    run(&machine.start_at, &machine.states, &BTreeSet::new())
}

#[test]
fn a_single_task_is_one_state() {
    let machine = definition(&[task("match-maker", &[], 1)]);
    let state = &machine["States"]["match-maker"];
    assert_eq!(machine["States"].as_object().unwrap().len(), 1);
    assert_eq!(state["ResultSelector"], json!({"matchMaker.$": "$.Payload"}));
    assert_eq!(state["Parameters"]["Payload"], json!({"input.$": "$$.Execution.Input", "results": {}}));
    assert_eq!(state["End"], json!(true));
}

#[test]
fn two_tasks_and_one_behind_them_keep_their_results() {
    let tasks = [task("first", &[], 300), task("second", &[], 120), task("last", &["first", "second"], 10)];
    let machine = definition(&tasks);
    let states = &machine["States"];
    assert_eq!(machine["StartAt"], "first and second");
    let merged = json!({"first.$": "$[0].first", "second.$": "$[1].second"});
    assert_eq!(states["first and second"]["ResultSelector"], merged);
    let results = json!({"first.$": "$.first.result", "second.$": "$.second.result"});
    assert_eq!(states["last"]["Parameters"]["Payload"]["results"], results);
    assert_eq!(states["last"]["ResultPath"], "$.last");
    assert_eq!(states["last"]["Next"], "Results");
    let derived = derived(&tasks);
    assert_eq!((derived.peak, derived.waits), (2, vec![]));
    assert_eq!(derived.critical_path, ["first", "last"]);
    assert_eq!(derived.expected, Duration::from_secs(310));
    assert_eq!(derived.one_by_one, Duration::from_secs(430));
}

#[test]
fn a_last_parallel_unwraps_the_results_itself() {
    let machine = definition(&[task("a", &[], 1), task("b", &["a"], 1), task("c", &["a"], 1)]);
    let last = &machine["States"]["b and c"];
    assert_eq!(last["ResultSelector"], json!({"a.$": "$[0].a.result", "b.$": "$[0].b.result", "c.$": "$[1].c.result"}));
    assert_eq!(last["End"], json!(true));
}

#[test]
fn a_chain_has_no_parallel() {
    let tasks = [task("c", &["b"], 1), task("b", &["a"], 1), task("a", &[], 1)];
    let names: Vec<_> = order(&tasks).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(derived(&tasks).peak, 1);
}

#[test]
fn a_diamond_is_exact() {
    let tasks = [task("a", &[], 1), task("b", &["a"], 2), task("c", &["a"], 3), task("d", &["b", "c"], 1)];
    let derived = derived(&tasks);
    assert_eq!(derived.waits, vec![]);
    assert_eq!(derived.critical_path, ["a", "c", "d"]);
    assert_eq!(derived.peak, 2);
}

#[test]
fn a_nested_order_is_exact() {
    let tasks =
        [task("a", &[], 1), task("b", &["a"], 1), task("c", &["a"], 1), task("d", &[], 1), task("e", &["d"], 1)];
    let derived = derived(&tasks);
    assert_eq!(derived.waits, vec![]);
    assert_eq!(derived.peak, 3);
    assert_eq!(derived.machine.start_at, "a, b, c, d and e");
}

#[test]
fn an_order_that_does_not_nest_waits_where_it_costs_least() {
    let n = |a, b, c, d| [task("a", &[], a), task("b", &[], b), task("c", &["a"], c), task("d", &["a", "b"], d)];
    let waits = |tasks: &[DerivedTask]| -> Vec<_> {
        derived(tasks).waits.into_iter().map(|wait| (wait.task, wait.also_after.join(" "))).collect()
    };
    // All equally long: c waits for b too, and the whole takes no longer.
    let equal = n(1, 1, 1, 1);
    assert_eq!(derived(&equal).expected, Duration::from_secs(2));
    assert_eq!(waits(&equal), [("c".to_owned(), "b".to_owned())]);
    // b takes long: c must not wait for it.
    let long = n(1, 9, 9, 1);
    assert_eq!(derived(&long).expected, Duration::from_secs(11));
    assert!(waits(&long).iter().all(|(task, _)| task != "c"));
}

#[test]
fn a_task_gets_only_the_results_it_waits_for() {
    let tasks = [task("a", &[], 1), task("b", &[], 1), task("c", &["a"], 1), task("d", &["a", "b"], 1)];
    let machine = definition(&tasks);
    let text = machine.to_string();
    assert!(
        text.contains(
            r#""FunctionName":"c","Payload":{"input.$":"$$.Execution.Input","results":{"a.$":"$.a.result"}}"#
        )
    );
}

#[test]
fn a_fallback_stands_for_its_task() {
    let mut first = task("a", &[], 1);
    first.fallback = Some(Fallback {
        name: "repair".into(),
        invocation: Invocation::lambda("aws", json!("repair")),
        retry: vec![Retrier::lambda_service()],
        timeout_seconds: Some(5),
    });
    let mut second = task("b", &["a"], 1);
    second.fallback = Some(Fallback { name: "undo".into(), ..first.fallback.clone().unwrap() });
    let states = definition(&[first, second])["States"].clone();
    assert_eq!(states["a"]["Catch"], json!([{"ErrorEquals": ["States.ALL"], "Next": "repair"}]));
    assert_eq!(states["repair"]["Parameters"]["Payload"]["error.$"], "$");
    assert_eq!(states["repair"]["ResultSelector"], states["a"]["ResultSelector"]);
    assert_eq!(states["repair"]["Next"], states["a"]["Next"]);
    assert_eq!(states["b"]["Catch"][0]["ResultPath"], "$.b");
    assert_eq!(states["undo"]["Parameters"]["Payload"]["error.$"], "$.b");
    assert_eq!(states["undo"]["ResultPath"], "$.b");
}

#[test]
fn names_are_free_and_keys_are_distinct() {
    let tasks = [task("a-b", &[], 1), task("aB", &[], 1), task("Results", &["a-b", "aB"], 1)];
    let machine = definition(&tasks);
    assert_eq!(machine["States"]["Results"]["Next"], "Results 2");
    let selected = &machine["States"]["a-b and aB"]["ResultSelector"];
    assert_eq!(selected, &json!({"aB.$": "$[0].aB", "aB2.$": "$[1].aB2"}));
}

#[test]
fn long_names_are_cut() {
    let names: Vec<String> = (0..30).map(|number| format!("task-{number}")).collect();
    let tasks: Vec<_> = names.iter().map(|name| task(name, &[], 1)).collect();
    assert_eq!(derived(&tasks).machine.start_at, "task-0 and 29 more");
}

#[test]
fn faults_are_told() {
    assert_eq!(derive(None, &[]), Err(DeriveFault::NoTasks));
    let twice = [task("a", &[], 1), task("a", &[], 1)];
    assert_eq!(derive(None, &twice), Err(DeriveFault::DuplicateName("a".into())));
    let unknown = [task("a", &[], 1), task("b", &["a", "x"], 1)];
    assert_eq!(derive(None, &unknown), Err(DeriveFault::UnknownTask { task: "b".into(), position: 1 }));
    let cycle = [task("z", &["a"], 1), task("a", &["b"], 1), task("b", &["c"], 1), task("c", &["a"], 1)];
    assert_eq!(derive(None, &cycle), Err(DeriveFault::Cycle(vec!["a".into(), "b".into(), "c".into()])));
    assert_eq!(derive(None, &[task("a", &["a"], 1)]), Err(DeriveFault::Cycle(vec!["a".into()])));
}

/// Up to nine tasks, each of which may wait for any earlier one.
fn any_tasks() -> impl Strategy<Value = Vec<DerivedTask>> {
    let edges = prop::collection::vec(prop::collection::vec(prop::bool::weighted(0.3), 9), 1..9);
    (edges, prop::collection::vec(0u64..5, 9)).prop_map(|(edges, seconds)| {
        let name = |number: usize| format!("task-{number}");
        let tasks = edges.iter().enumerate().map(|(number, edges)| {
            let after: Vec<_> = (0..number).filter(|&earlier| edges[earlier]).map(name).collect();
            let after: Vec<_> = after.iter().map(String::as_str).collect();
            task(&name(number), &after, seconds[number])
        });
        tasks.collect()
    })
}

proptest! {
    #[test]
    fn each_task_runs_once_and_behind_what_it_waits_for(tasks in any_tasks()) {
        let ran = order(&tasks);
        prop_assert_eq!(ran.len(), tasks.len());
        for task in &tasks {
            let (_, ended) = ran.iter().find(|(name, _)| *name == task.name).unwrap();
            prop_assert!(task.after.iter().all(|name| ended.contains(name)));
        }
    }

    #[test]
    fn what_waits_for_more_is_told_and_nothing_else(tasks in any_tasks()) {
        let graph = Graph::new(&tasks).unwrap();
        let exact = order(&tasks).into_iter().all(|(name, ended)| {
            let task = tasks.iter().position(|task| task.name == name).unwrap();
            graph.before(task).iter().map(|&task| graph.name(task).to_owned()).collect::<BTreeSet<_>>() == ended
        });
        prop_assert_eq!(derived(&tasks).waits.is_empty(), exact);
    }

    #[test]
    fn derived_machines_have_no_flaw(tasks in any_tasks()) {
        let machine: PastedMachine = serde_json::from_value(definition(&tasks)).unwrap();
        let flaws = check(&machine, MachineType::Standard);
        let flaws: Vec<_> = flaws.iter().filter(|flaw| flaw.kind != crate::documents::asl::FlawKind::ParallelWithoutCatch).collect();
        prop_assert!(flaws.is_empty(), "{:?}", flaws);
    }

    #[test]
    fn a_machine_is_never_slower_than_one_by_one(tasks in any_tasks()) {
        let derived = derived(&tasks);
        prop_assert!(derived.expected <= derived.one_by_one);
        let on_path: Duration = derived.critical_path.iter().map(|name| {
            tasks.iter().find(|task| task.name == *name).unwrap().expected
        }).sum();
        prop_assert_eq!(on_path, derived.expected);
    }
}
