//! Workflows that start each other in a circle.

use std::collections::BTreeMap;

use super::targets::{self, Target};
use crate::blueprint::{Definition, Workflow};
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::documents::asl::{PastedMachine, PastedState};
use crate::system::{Instance, Region, System};

/// One call of a workflow by another.
struct Call {
    to: String,
    span: Span,
}

/// A circle among the workflows of a region, each step of it labelled.
pub(super) fn check<'a>(system: &'a System<'a>, region: &'a Region<'a>) -> Option<Diagnostic> {
    let mut calls: BTreeMap<String, Vec<Call>> = BTreeMap::new();
    for name in system.blueprint.workflows.keys() {
        if let Some(workflow) = system.instance(&system.blueprint.workflows, name, region) {
            calls.insert(name.clone(), calls_of(&workflow));
        }
    }
    let steps = calls.keys().find_map(|start| circle(&calls, start))?;
    let names: Vec<&str> = steps.iter().map(|(from, _)| *from).collect();
    let ((from, first), others) = steps.split_first()?;
    let message = match names.as_slice() {
        [one] => format!("`{one}` starts itself and never ends"),
        _ => format!("workflows start each other in a circle: {}", names.join(", then ")),
    };
    let mut error = Diagnostic::error(codes::WORKFLOW_CYCLE, first.span, message)
        .label(format!("`{from}` waits for `{}`", first.to))
        .help("take one of these calls out")
        .fact("nothing ends such a recursion but the quota of open executions (Step Functions Developer Guide, service quotas, read 2026-11-22); CloudFormation has no order for the machines either");
    for (from, call) in others {
        error = error.also(call.span, format!("`{from}` waits for `{}`", call.to));
    }
    Some(error)
}

/// The calls that lead from a workflow back to it, the shortest way.
fn circle<'c>(calls: &'c BTreeMap<String, Vec<Call>>, start: &'c str) -> Option<Vec<(&'c str, &'c Call)>> {
    let mut ways: Vec<Vec<(&str, &Call)>> = vec![Vec::new()];
    let mut seen = Vec::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            let at = way.last().map_or(start, |(_, call)| call.to.as_str());
            for call in calls.get(at).into_iter().flatten() {
                let mut next = way.clone();
                next.push((at, call));
                if call.to == start {
                    return Some(next);
                }
                if !seen.contains(&&call.to) {
                    seen.push(&call.to);
                    longer.push(next);
                }
            }
        }
        ways = longer;
    }
    None
}

fn calls_of(workflow: &Instance<'_, Workflow>) -> Vec<Call> {
    let named: Vec<(String, Span)> = match (&workflow.model.tasks, &workflow.model.definition) {
        (Some(tasks), _) => tasks
            .iter()
            .filter_map(|(task, model)| Some((model.workflow.clone()?, workflow.value(&["tasks", task, "workflow"]))))
            .collect(),
        (None, Some(Definition::Inline(node))) => {
            let tree = workflow.system.tree;
            let Some(machine) = tree.decode::<PastedMachine>(node.0, |_| &[], &mut Vec::new()) else {
                return Vec::new();
            };
            let mut named = Vec::new();
            resources(&machine.states, &mut vec!["States".to_owned()], &mut named);
            let place = |path: &[String]| super::flaws::place(tree, node.0, path).value;
            named.into_iter().map(|(path, name)| (name, place(&path))).collect()
        }
        _ => Vec::new(),
    };
    let is_workflow =
        |name: &str| matches!(targets::find(workflow, name, targets::WORKFLOWS), Some(Target::Workflow(_)));
    named.into_iter().filter(|(name, _)| is_workflow(name)).map(|(to, span)| Call { to, span }).collect()
}

/// The resource of every task, with the keys that lead there.
fn resources(
    states: &indexmap::IndexMap<String, PastedState>,
    at: &mut Vec<String>,
    found: &mut Vec<(Vec<String>, String)>,
) {
    for (name, state) in states {
        at.push(name.clone());
        if let Some(resource) = &state.resource {
            found.push(([at.as_slice(), &["Resource".to_owned()]].concat(), resource.clone()));
        }
        for (index, branch) in state.branches.iter().flatten().enumerate() {
            at.extend(["Branches".to_owned(), index.to_string(), "States".to_owned()]);
            resources(&branch.states, at, found);
            at.truncate(at.len() - 3);
        }
        for (key, scope) in [("ItemProcessor", &state.item_processor), ("Iterator", &state.iterator)] {
            if let Some(scope) = scope {
                at.extend([key.to_owned(), "States".to_owned()]);
                resources(&scope.states, at, found);
                at.truncate(at.len() - 2);
            }
        }
        at.pop();
    }
}
