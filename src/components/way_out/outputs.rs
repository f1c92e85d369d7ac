//! Outputs of the system's own stacks that the user's properties read with `Fn::GetStackOutput`.

use crate::components::Checked;
use crate::diagnostics::{self as codes, Diagnostic, did_you_mean};
use crate::documents::cloudformation::{Json, OutputRef, StackKey};
use crate::documents::{Documents, Unit};
use crate::yaml::{NodeId, Tree};

use super::WayOut;

const FUNCTION: &str = "Fn::GetStackOutput";

/// Makes these reads references like any other: they order the stacks, keep the output, and become parameters with that wiring.
pub(super) fn bind(way: &mut WayOut<'_, '_>) {
    let tree = way.system.tree;
    for touched in &way.touched {
        for node in functions(tree, touched.node) {
            let read = tree.to_json(node);
            let Some(output) = output(&way.documents, &touched.stack.region, &read) else { continue };
            let outputs = way.documents.stacks.get(&output.stack).map(|stack| &stack.outputs);
            if outputs.is_some_and(|outputs| outputs.contains_key(&output.name)) {
                continue;
            }
            let span = tree.locate(node, &["OutputName"]).value;
            let error = Diagnostic::error(
                codes::UNKNOWN_REFERENCE,
                span,
                format!("{} has no output {}", output.stack, output.name),
            );
            let near =
                did_you_mean(&output.name, outputs.into_iter().flat_map(|outputs| outputs.keys().map(String::as_str)));
            way.found.push(match near {
                Some(near) => error.fix(format!("write {near}"), span, near),
                None => error.label("its template lists its outputs"),
            });
        }
    }
    let touched: Vec<_> = way.touched.iter().map(|touched| (touched.stack.clone(), touched.id.clone())).collect();
    for (key, id) in touched {
        let properties =
            way.documents.stacks.get(&key).and_then(|stack| stack.resources.get(&id)).map(|entry| &entry.properties);
        let Some(mut properties) = properties.cloned() else { continue };
        replace(&mut properties, &way.documents, &key.region);
        if let Some(entry) = way.documents.stacks.get_mut(&key).and_then(|stack| stack.resources.get_mut(&id)) {
            entry.properties = properties;
        }
    }
}

/// The circle of stacks that such a read closes; `None` where it has no part in it.
pub fn circle_of_stacks(checked: &Checked<'_, '_>, cycle: &[Unit], path: &str) -> Option<Diagnostic> {
    let system = checked.0;
    let tree = system.tree;
    let names: Vec<String> = cycle.iter().map(|unit| system.stack_name(&unit.label())).collect();
    let sections = ["resources", "overrides"].iter().filter_map(|section| tree.get(system.root, section));
    let mut reads = sections.flat_map(|section| functions(tree, section));
    let closing = reads.find(|node| {
        let stack = tree.get(*node, "StackName").and_then(|name| tree.text(name));
        stack.is_some_and(|stack| names.iter().any(|name| name == stack))
    })?;
    let error =
        Diagnostic::error(codes::CIRCLE_OF_STACKS, tree.span(closing), format!("stacks wait for each other: {path}"))
            .label("this closes the circle")
            .help("move the resource to the stack whose output it reads, or give what it needs a name of its own");
    Some(error)
}

/// The arguments of every call of the function below a node.
fn functions(tree: &Tree, node: NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    for (key, value) in tree.entries(node) {
        if tree.text(*key) == Some(FUNCTION) {
            found.push(*value);
        } else {
            found.extend(functions(tree, *value));
        }
    }
    tree.items(node).iter().for_each(|item| found.extend(functions(tree, *item)));
    found
}

/// The output that the arguments name, if its stack is one of the system.
fn output(documents: &Documents, here: &str, arguments: &Json) -> Option<OutputRef> {
    let text = |name: &str| arguments.get(name).and_then(Json::as_str);
    if arguments.get("RoleArn").is_some() || arguments.get("Region").is_some() && text("Region").is_none() {
        return None;
    }
    let (stack, region) = (text("StackName")?, text("Region").unwrap_or(here));
    let is_meant =
        |key: &&StackKey| key.region == region && documents.stacks.get(*key).is_some_and(|known| known.name == stack);
    documents.stacks.keys().find(is_meant).map(|key| key.output(text("OutputName").unwrap_or_default()))
}

fn replace(value: &mut Json, documents: &Documents, here: &str) {
    let read = value.as_object().filter(|map| map.len() == 1).and_then(|map| map.get(FUNCTION));
    if let Some(output) = read.and_then(|arguments| output(documents, here, arguments)) {
        *value = serde_json::to_value(&output).unwrap_or(Json::Null);
        return;
    }
    match value {
        Json::Object(map) => map.values_mut().for_each(|child| replace(child, documents, here)),
        Json::Array(items) => items.iter_mut().for_each(|child| replace(child, documents, here)),
        _ => {}
    }
}
