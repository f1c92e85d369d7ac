use std::fmt::Write;

use serde_json::{Value as Json, json};

use crate::documents::cloudformation::StackKind;
use crate::stacks::Linked;
use crate::yaml::{Limits, Tree};
use crate::{Input, blueprint, components, stacks, system};

/// The linked documents of a blueprint in us-east-1, with functions `a` to `d`.
fn linked(workflows: &str) -> Linked {
    let mut text = "name: shop\nprimary_region: {us-east-1: {}}\nfunctions:\n".to_owned();
    for name in ["a", "b", "c", "d"] {
        writeln!(text, "  fn-{name}: {{timeout: 5m, code: {{inline: \"def handler(e, c): return e\"}}}}").unwrap();
    }
    writeln!(text, "workflows:\n{workflows}").unwrap();
    let mut input = Input::default();
    input.blueprint = input.sources.add("blueprint.yaml", text.clone());
    let mut diagnostics = Vec::new();
    let mut tree = Tree::new(Limits::default());
    let root = tree.parse(input.blueprint, &text, &mut diagnostics).unwrap();
    let (blueprint, root) = blueprint::read(
        &mut tree,
        root,
        &blueprint::Over::default(),
        &mut input.sources,
        &input.files,
        &mut diagnostics,
    )
    .expect("it can be read");
    let system = system::resolve(&blueprint, &tree, root, &mut diagnostics).unwrap();
    let checked = components::check(&system, &mut diagnostics);
    let checked = checked.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let linked = stacks::link(components::lower(&checked), blueprint.wiring);
    assert_eq!(stacks::prove(&linked), []);
    linked
}

fn property(linked: &Linked, id: &str, property: &str) -> Json {
    let stack = linked.stacks.values().find(|stack| stack.key.kind == StackKind::Workflows).unwrap();
    stack.resources[id].properties[property].clone()
}

/// The actions of the first policy of a role, one list a statement.
fn actions(linked: &Linked, role: &str) -> Vec<Json> {
    let policies = property(linked, role, "Policies");
    let statements = policies[0]["PolicyDocument"]["Statement"].as_array().unwrap().clone();
    statements.iter().map(|statement| statement["Action"].clone()).collect()
}

#[test]
fn the_role_may_call_exactly_what_the_tasks_call() {
    let linked = linked("  order: {tasks: {x: {function: fn-a, catch: fn-b}, y: {function: fn-a}}}");
    let policies = property(&linked, "OrderRole", "Policies");
    let statements = &policies[0]["PolicyDocument"]["Statement"];
    assert_eq!(statements.as_array().unwrap().len(), 1);
    assert_eq!(statements[0]["Action"], "lambda:InvokeFunction");
    let arn = |name: &str| json!({"Fn::GetStackOutput": {"StackName": "shop-compute", "OutputName": name}});
    assert_eq!(statements[0]["Resource"], json!([arn("FnAArn"), arn("FnBArn")]));
}

#[test]
fn a_nested_standard_workflow_is_started_watched_and_stopped() {
    let linked = linked("  inner: {tasks: {x: {function: fn-a}}}\n  outer: {tasks: {y: {workflow: inner}}}");
    let expected = [
        json!("states:StartExecution"),
        json!(["states:DescribeExecution", "states:StopExecution"]),
        json!(["events:PutTargets", "events:PutRule", "events:DescribeRule"]),
    ];
    assert_eq!(actions(&linked, "OuterRole"), expected);
}

#[test]
fn a_nested_express_workflow_is_only_started() {
    let linked =
        linked("  inner: {type: express, tasks: {x: {function: fn-a}}}\n  outer: {tasks: {y: {workflow: inner}}}");
    assert_eq!(actions(&linked, "OuterRole"), [json!("states:StartSyncExecution")]);
    assert_eq!(property(&linked, "InnerStateMachine", "LoggingConfiguration")["Level"], "ALL");
    assert_eq!(property(&linked, "OuterStateMachine", "LoggingConfiguration")["Level"], "ERROR");
}

#[test]
fn every_hole_of_a_definition_is_filled() {
    let linked = linked("  order: {tasks: {x: {function: fn-a}, y: {function: fn-b, after: [x]}}}");
    let definition = property(&linked, "OrderStateMachine", "Definition").to_string();
    let substitutions = property(&linked, "OrderStateMachine", "DefinitionSubstitutions");
    let names: Vec<&String> = substitutions.as_object().unwrap().keys().collect();
    assert_eq!(names, ["FnAArn", "FnBArn"]);
    assert!(super::targets::names_of_holes(&definition).all(|name| substitutions.get(name).is_some()));
}

#[test]
fn timeouts_leave_a_function_the_time_to_start() {
    let linked = linked("  order: {tasks: {x: {function: fn-a}, y: {function: fn-a, timeout: 400s}}}");
    let machine = &linked.machines[0].definition;
    let branches = &machine["States"]["x and y"]["Branches"];
    assert_eq!(branches[0]["States"]["x"]["TimeoutSeconds"], 310);
    assert_eq!(branches[1]["States"]["y"]["TimeoutSeconds"], 400);
    assert_eq!(machine["TimeoutSeconds"], 3_600);
}

#[test]
fn a_pasted_task_is_retried_unless_it_says_otherwise() {
    let state = |more: &str| format!("{{Type: Task, Resource: fn-a, {more}}}");
    let (first, second) = (state("Next: Second"), state("Retry: [], End: true"));
    let linked = linked(&format!(
        "  order: {{definition: {{inline: {{StartAt: First, States: {{First: {first}, Second: {second}}}}}}}}}"
    ));
    let states = &linked.machines[0].definition["States"];
    assert_eq!(states["First"]["Retry"][0]["ErrorEquals"][0], "Lambda.ServiceException");
    assert!(states["Second"].get("Retry").is_none());
    assert!(linked.notes.iter().any(|note| note.text.starts_with("`order`: First retries")), "{:?}", linked.notes);
}

#[test]
fn the_plan_tells_what_runs_in_parallel_and_how_long() {
    let linked = linked(
        "  settle: {tasks: {first: {function: fn-a, expected: 5m}, second: {function: fn-b, expected: 2m}, last: {function: fn-c, after: [first, second], expected: 10s}}}",
    );
    let told = "`settle`: first and second in parallel, then last; critical path 5m 10s (first, then last) of 7m 10s one by one; at most 2 tasks at once.";
    assert!(linked.notes.iter().any(|note| note.text == told), "{:?}", linked.notes);
}

#[test]
fn the_plan_tells_who_waits_for_more() {
    let linked = linked(
        "  order: {tasks: {a: {function: fn-a}, b: {function: fn-b}, c: {function: fn-c, after: [a]}, d: {function: fn-d, after: [a, b]}}}",
    );
    assert!(linked.notes.iter().any(|note| note.text.starts_with("`order`: b waits for a too")), "{:?}", linked.notes);
}

#[test]
fn permissions_of_literal_resources_are_narrow() {
    let parameters = "{QueueUrl: \"https://sqs.us-east-1.amazonaws.com/111122223333/ship\", MessageBody.$: $}";
    let linked = linked(&format!(
        "  order: {{definition: {{inline: {{StartAt: S, States: {{S: {{Type: Task, Resource: \"arn:aws:states:::sqs:sendMessage\", Parameters: {parameters}, End: true}}}}}}}}}}"
    ));
    let statement = property(&linked, "OrderRole", "Policies")[0]["PolicyDocument"]["Statement"][0].clone();
    assert_eq!(statement["Action"], "sqs:SendMessage");
    let queue = "arn:${AWS::Partition}:sqs:us-east-1:111122223333:ship";
    assert_eq!(statement["Resource"], json!({"Fn::Sub": queue}));
}
