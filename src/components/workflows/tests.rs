use std::fmt::Write;

use serde_json::{Value as Json, json};

use crate::documents::Documents;
use crate::documents::cloudformation::StackKind;
use crate::yaml::{Limits, Tree};
use crate::{Input, blueprint, components, system};

/// The documents of a blueprint in us-east-1, with functions `a` to `d`.
fn documents(workflows: &str) -> Documents {
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
    components::lower(&checked)
}

fn property(documents: &Documents, id: &str, property: &str) -> Json {
    let stack = documents.stacks.values().find(|stack| stack.key.kind == StackKind::Workflows).unwrap();
    stack.resources[id].properties[property].clone()
}

/// The actions of the first policy of a role, one list a statement.
fn actions(documents: &Documents, role: &str) -> Vec<Json> {
    let policies = property(documents, role, "Policies");
    let statements = policies[0]["PolicyDocument"]["Statement"].as_array().unwrap().clone();
    statements.iter().map(|statement| statement["Action"].clone()).collect()
}

#[test]
fn the_role_may_call_exactly_what_the_tasks_call() {
    let documents = documents("  order: {tasks: {x: {function: fn-a, catch: fn-b}, y: {function: fn-a}}}");
    let policies = property(&documents, "OrderRole", "Policies");
    let statements = &policies[0]["PolicyDocument"]["Statement"];
    assert_eq!(statements.as_array().unwrap().len(), 1);
    assert_eq!(statements[0]["Action"], "lambda:InvokeFunction");
    let arn = |name: &str| components::functions::arn(name, "us-east-1").to_json();
    assert_eq!(statements[0]["Resource"], json!([arn("fn-a"), arn("fn-b")]));
}

#[test]
fn a_nested_standard_workflow_is_started_watched_and_stopped() {
    let documents = documents("  inner: {tasks: {x: {function: fn-a}}}\n  outer: {tasks: {y: {workflow: inner}}}");
    let expected = [
        json!("states:StartExecution"),
        json!(["states:DescribeExecution", "states:StopExecution"]),
        json!(["events:PutTargets", "events:PutRule", "events:DescribeRule"]),
    ];
    assert_eq!(actions(&documents, "OuterRole"), expected);
}

#[test]
fn a_nested_express_workflow_is_only_started() {
    let documents =
        documents("  inner: {type: express, tasks: {x: {function: fn-a}}}\n  outer: {tasks: {y: {workflow: inner}}}");
    assert_eq!(actions(&documents, "OuterRole"), [json!("states:StartSyncExecution")]);
    assert_eq!(property(&documents, "InnerStateMachine", "LoggingConfiguration")["Level"], "ALL");
    assert_eq!(property(&documents, "OuterStateMachine", "LoggingConfiguration")["Level"], "ERROR");
}

#[test]
fn every_hole_of_a_definition_is_filled() {
    let documents = documents("  order: {tasks: {x: {function: fn-a}, y: {function: fn-b, after: [x]}}}");
    let definition = property(&documents, "OrderStateMachine", "Definition").to_string();
    let substitutions = property(&documents, "OrderStateMachine", "DefinitionSubstitutions");
    let names: Vec<&String> = substitutions.as_object().unwrap().keys().collect();
    assert_eq!(names, ["FnAArn", "FnBArn"]);
    assert!(super::targets::names_of_holes(&definition).all(|name| substitutions.get(name).is_some()));
}

#[test]
fn timeouts_leave_a_function_the_time_to_start() {
    let documents = documents("  order: {tasks: {x: {function: fn-a}, y: {function: fn-a, timeout: 400s}}}");
    let machine = &documents.machines[0].definition;
    let branches = &machine["States"]["x and y"]["Branches"];
    assert_eq!(branches[0]["States"]["x"]["TimeoutSeconds"], 310);
    assert_eq!(branches[1]["States"]["y"]["TimeoutSeconds"], 400);
    assert_eq!(machine["TimeoutSeconds"], 3_600);
}

#[test]
fn a_pasted_task_is_retried_unless_it_says_otherwise() {
    let state = |more: &str| format!("{{Type: Task, Resource: fn-a, {more}}}");
    let (first, second) = (state("Next: Second"), state("Retry: [], End: true"));
    let documents = documents(&format!(
        "  order: {{definition: {{inline: {{StartAt: First, States: {{First: {first}, Second: {second}}}}}}}}}"
    ));
    let states = &documents.machines[0].definition["States"];
    assert_eq!(states["First"]["Retry"][0]["ErrorEquals"][0], "Lambda.ServiceException");
    assert!(states["Second"].get("Retry").is_none());
    assert!(
        documents.notes.iter().any(|note| note.text.starts_with("`order`: First retries")),
        "{:?}",
        documents.notes
    );
}

#[test]
fn the_plan_tells_what_runs_in_parallel_and_how_long() {
    let documents = documents(
        "  settle: {tasks: {first: {function: fn-a, expected: 5m}, second: {function: fn-b, expected: 2m}, last: {function: fn-c, after: [first, second], expected: 10s}}}",
    );
    let told = "`settle`: first and second in parallel, then last; critical path 5m 10s (first, then last) of 7m 10s one by one; at most 2 tasks at once.";
    assert!(documents.notes.iter().any(|note| note.text == told), "{:?}", documents.notes);
}

#[test]
fn the_plan_tells_who_waits_for_more() {
    let documents = documents(
        "  order: {tasks: {a: {function: fn-a}, b: {function: fn-b}, c: {function: fn-c, after: [a]}, d: {function: fn-d, after: [a, b]}}}",
    );
    assert!(
        documents.notes.iter().any(|note| note.text.starts_with("`order`: b waits for a too")),
        "{:?}",
        documents.notes
    );
}

#[test]
fn permissions_of_literal_resources_are_narrow() {
    let parameters = "{QueueUrl: \"https://sqs.us-east-1.amazonaws.com/111122223333/ship\", MessageBody.$: $}";
    let documents = documents(&format!(
        "  order: {{definition: {{inline: {{StartAt: S, States: {{S: {{Type: Task, Resource: \"arn:aws:states:::sqs:sendMessage\", Parameters: {parameters}, End: true}}}}}}}}}}"
    ));
    let statement = property(&documents, "OrderRole", "Policies")[0]["PolicyDocument"]["Statement"][0].clone();
    assert_eq!(statement["Action"], "sqs:SendMessage");
    let queue = "arn:${AWS::Partition}:sqs:us-east-1:111122223333:ship";
    assert_eq!(statement["Resource"], json!({"Fn::Sub": queue}));
}
