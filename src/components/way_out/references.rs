//! What the user's own properties refer to exists, and nothing waits for itself.

use serde_json::Map;

use super::WayOut;
use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::documents::cloudformation::{Json, LogicalId, Reference, Stack, references};
use crate::facts::shapes;
use crate::yaml::{NodeId, Tree};

/// The functions that name a resource of the template.
const REFERRING: [&str; 3] = ["Ref", "Fn::GetAtt", "Fn::Sub"];

/// What every template may refer to (template reference guide, "Pseudo parameters reference").
const PSEUDO_PARAMETERS: [&str; 8] = [
    "AWS::AccountId",
    "AWS::NoValue",
    "AWS::NotificationARNs",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
];

pub(super) fn check(way: &mut WayOut<'_, '_>) {
    let tree = way.system.tree;
    let mut found = Vec::new();
    for touched in &way.touched {
        let Some(stack) = way.documents.stacks.get(&touched.stack) else { continue };
        for field in ["Properties", "UpdatePolicy"] {
            if let Some(node) = tree.get(touched.node, field) {
                walk(tree, node, stack, &mut found);
            }
        }
        let listed = tree.get(touched.node, "DependsOn").map(|list| tree.items(list)).unwrap_or_default();
        for item in listed {
            let id = tree.text(*item).unwrap_or_default();
            if !stack.resources.contains_key(id) {
                found.push(unknown(stack, &Reference { id: id.to_owned(), attribute: None }, tree.span(*item)));
            }
        }
        let circle = stack.cycle();
        if circle.contains(&&touched.id) {
            found.push(circular(stack, &circle, way.key(touched.node)));
        }
    }
    way.found.extend(found);
}

fn walk(tree: &Tree, node: NodeId, stack: &Stack, found: &mut Vec<Diagnostic>) {
    for (key, value) in tree.entries(node) {
        let name = tree.text(*key).unwrap_or_default();
        if !REFERRING.contains(&name) {
            walk(tree, *value, stack, found);
            continue;
        }
        let function = Json::Object(Map::from_iter([(name.to_owned(), tree.to_json(*value))]));
        for reference in references(&function) {
            if !exists(stack, &reference) {
                found.push(unknown(stack, &reference, tree.span(*value)));
            }
        }
    }
    tree.items(node).iter().for_each(|item| walk(tree, *item, stack, found));
}

fn exists(stack: &Stack, reference: &Reference) -> bool {
    let entry = stack.resources.get(reference.id.as_str());
    match &reference.attribute {
        None => PSEUDO_PARAMETERS.contains(&reference.id.as_str()) || entry.is_some(),
        Some(attribute) => entry.is_some_and(|entry| shapes::has_attribute(&entry.type_name, attribute) != Some(false)),
    }
}

fn unknown(stack: &Stack, reference: &Reference, span: Span) -> Diagnostic {
    let id = reference.id.as_str();
    if let (Some(attribute), Some(entry)) = (&reference.attribute, stack.resources.get(id)) {
        let known: Vec<String> = shapes::getatt_names(&entry.type_name).collect();
        let error = Diagnostic::error(codes::UNKNOWN_REFERENCE, span, format!("{id} has no attribute {attribute}"))
            .label(format!("a {}", entry.type_name))
            .fact("CloudFormation registry schemas, cfn-lint 1.58.0 (2026-10-20)");
        return match known.as_slice() {
            [] => error.help("the type has no attributes"),
            known => error.help(format!("its attributes are {}", known.join(", "))),
        };
    }
    if id.starts_with("AWS::") {
        let error = Diagnostic::error(codes::UNKNOWN_REFERENCE, span, format!("there is no pseudo parameter {id}"));
        return match did_you_mean(id, PSEUDO_PARAMETERS) {
            Some(near) => error.label(format!("did you mean {near}?")),
            None => error.help(format!("there are {}", PSEUDO_PARAMETERS.join(", "))),
        };
    }
    let message = format!("the {} stack has no {id}", stack.key.kind);
    let error =
        Diagnostic::error(codes::UNKNOWN_REFERENCE, span, message).label("a template refers to its own resources");
    match did_you_mean(id, stack.resources.keys().map(LogicalId::as_str)) {
        Some(near) => error.help(format!("did you mean {near}?")),
        None => error.help("for what another stack has, use Fn::GetStackOutput with its outputs"),
    }
}

fn circular(stack: &Stack, circle: &[&LogicalId], span: Span) -> Diagnostic {
    let ids: Vec<&str> = circle.iter().map(|id| id.as_str()).collect();
    let message = format!("resources of the {} stack wait for each other: {}", stack.key.kind, ids.join(", "));
    Diagnostic::error(codes::CIRCLE_OF_RESOURCES, span, message)
        .label("this change closes the circle")
        .help("take out one of the references or DependsOn")
        .fact("CloudFormation refuses a circular dependency (AWS blog, Handling circular dependency errors in AWS CloudFormation, read 2026-11-22)")
}
