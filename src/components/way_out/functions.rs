//! CloudFormation's functions in the user's own properties: there is such a function, and it is given what it takes.

use super::WayOut;
use crate::diagnostics::{self as codes, Diagnostic, did_you_mean};
use crate::documents::cloudformation::OutputRef;
use crate::yaml::{Kind, NodeId, Tree};

/// The functions that a property may use in a template without transforms.
const FUNCTIONS: [&str; 11] = [
    "Fn::Base64",
    "Fn::Cidr",
    "Fn::GetAZs",
    "Fn::GetAtt",
    "Fn::GetStackOutput",
    "Fn::ImportValue",
    "Fn::Join",
    "Fn::Select",
    "Fn::Split",
    "Fn::Sub",
    "Fn::Transform",
];

/// Whether a value has the form that a function takes.
type Fits = fn(&Tree, NodeId) -> bool;

/// What the functions take that are given a list or a choice of forms.
const FORMS: [(&str, &str, Fits); 7] = [
    ("Ref", "the name of a resource", is_text),
    ("Fn::GetAtt", "Resource.Attribute or [Resource, Attribute]", is_attribute),
    ("Fn::GetStackOutput", "{StackName, OutputName}, and a Region", |tree, node| tree.kind(node) == Kind::Map),
    ("Fn::Join", "[delimiter, list]", |tree, node| tree.items(node).len() == 2),
    ("Fn::Select", "[index, list]", |tree, node| tree.items(node).len() == 2),
    ("Fn::Split", "[delimiter, text]", |tree, node| tree.items(node).len() == 2),
    ("Fn::Sub", "a text or [text, {Name: value}]", is_substitution),
];

pub(super) fn check(way: &mut WayOut<'_, '_>) {
    let tree = way.system.tree;
    let mut found = Vec::new();
    for touched in &way.touched {
        for field in ["Properties", "UpdatePolicy"] {
            if let Some(node) = tree.get(touched.node, field) {
                walk(tree, node, &mut found);
            }
        }
    }
    way.found.extend(found);
}

fn walk(tree: &Tree, node: NodeId, found: &mut Vec<Diagnostic>) {
    let alone = tree.entries(node).len() == 1;
    for (key, value) in tree.entries(node) {
        let name = tree.text(*key).unwrap_or_default();
        if alone && name == OutputRef::MARK {
            found.push(mark(tree, *key));
        } else if alone && (name == "Ref" || name.starts_with("Fn::")) {
            found.extend(unknown(tree, *key, name).or_else(|| malformed(tree, *value, name)));
        }
        walk(tree, *value, found);
    }
    tree.items(node).iter().for_each(|item| walk(tree, *item, found));
}

/// What synth itself writes before stacks are linked.
fn mark(tree: &Tree, key: NodeId) -> Diagnostic {
    let message = format!("`{}` is no function", OutputRef::MARK);
    Diagnostic::error(codes::FUNCTION_MISUSED, tree.span(key), message)
        .label("the name is taken inside synth")
        .help("for what another stack has, use Fn::GetStackOutput with its outputs")
}

fn unknown(tree: &Tree, key: NodeId, name: &str) -> Option<Diagnostic> {
    if name == "Ref" || FUNCTIONS.contains(&name) {
        return None;
    }
    let span = tree.span(key);
    let error = |message: String| Diagnostic::error(codes::FUNCTION_MISUSED, span, message);
    let loop_or_length = name.starts_with("Fn::ForEach::") || matches!(name, "Fn::Length" | "Fn::ToJsonString");
    Some(match name {
        _ if loop_or_length => error(format!("{name} needs the transform AWS::LanguageExtensions"))
            .label("the templates have no transform")
            .help("write out what it would give")
            .fact("Fn::ForEach, Fn::Length and Fn::ToJsonString work only with the transform (CloudFormation Template Reference Guide, AWS::LanguageExtensions transform, read 2026-11-22)"),
        "Fn::If" => error("Fn::If asks for a condition, and the templates have none".to_owned())
            .label("synth knows what stands in which region")
            .help("write the value; where it differs by region, give the resource or the override `regions`"),
        "Fn::FindInMap" => error("Fn::FindInMap asks for a mapping, and the templates have none".to_owned())
            .label("synth knows what stands in which region")
            .help("write the value; where it differs by region, give the resource or the override `regions`"),
        _ => match did_you_mean(name, FUNCTIONS) {
            Some(near) => error(format!("there is no function {name}"))
                .label(format!("did you mean {near}?"))
                .fix(format!("write {near}"), span, near),
            None => error(format!("there is no function {name}")).help(format!("there are Ref, {}", FUNCTIONS.join(", "))),
        },
    })
}

fn malformed(tree: &Tree, value: NodeId, name: &str) -> Option<Diagnostic> {
    let (_, form, fits) = FORMS.iter().find(|(known, ..)| *known == name)?;
    (!fits(tree, value)).then(|| {
        Diagnostic::error(codes::FUNCTION_MISUSED, tree.span(value), format!("{name} is not given what it takes"))
            .label(format!("it takes {form}"))
            .fact("CloudFormation Template Reference Guide, Intrinsic function reference (cfn-lint 1.58.0, 2026-10-20)")
    })
}

fn is_text(tree: &Tree, node: NodeId) -> bool {
    tree.text(node).is_some_and(|text| !text.is_empty())
}

fn is_attribute(tree: &Tree, node: NodeId) -> bool {
    match tree.items(node) {
        [] => tree.text(node).is_some_and(|text| text.contains('.')),
        [id, ..] => tree.items(node).len() == 2 && is_text(tree, *id),
    }
}

fn is_substitution(tree: &Tree, node: NodeId) -> bool {
    match tree.items(node) {
        [text, names] => is_text(tree, *text) && tree.kind(*names) == Kind::Map,
        _ => tree.kind(node) == Kind::Scalar,
    }
}
