//! What is wrong with a template whatever the request.

use std::collections::{BTreeMap, BTreeSet};

use super::ast::{Expression, Node, Operator, Reference, StepKind};
use super::flaw::{Flaw, FlawKind};
use super::{Template, methods};

/// Variables that API Gateway and Velocity set.
const GIVEN: [&str; 6] = ["input", "util", "context", "stageVariables", "foreach", "velocityCount"];
/// Methods whose result has no character that JSON cares about.
const HARMLESS: [&str; 9] =
    ["size", "count", "length", "isEmpty", "indexOf", "lastIndexOf", "contains", "containsKey", "hasNext"];

/// Everything that is wrong, in the order of the template.
pub(super) fn lint(template: &Template) -> Vec<Flaw> {
    let mut names = Names::default();
    let mut references = Vec::new();
    every_node(template, &mut |node| names.gather(node));
    names.set.extend(template.macros.iter().flat_map(|called| called.parameters.iter().cloned()));
    every_reference(template, &mut |reference| references.push(reference));
    let mut flaws: Vec<Flaw> = references.into_iter().flat_map(|reference| of_reference(reference, &names)).collect();
    let mut quotes = Quotes::default();
    quotes.nodes(&template.nodes);
    flaws.extend(quotes.flaws);
    flaws.sort_by_key(|flaw| flaw.place.start);
    flaws
}

/// Whether the body of the request matters.
pub(super) fn reads_body(template: &Template) -> bool {
    let mut found = false;
    every_reference(template, &mut |reference| {
        let function = reference.steps.first().map(|step| &step.kind);
        found |= reference.name == "input"
            && match function {
                Some(StepKind::Call(name, _) | StepKind::Property(name)) => name != "params",
                _ => true,
            };
    });
    found
}

#[derive(Default)]
struct Names {
    set: BTreeSet<String>,
}

impl Names {
    fn gather(&mut self, node: &Node) {
        match node {
            Node::Set { target, .. } if target.steps.is_empty() => self.set.insert(target.name.clone()),
            Node::Foreach { name, .. } | Node::Define { name, .. } => self.set.insert(name.clone()),
            _ => false,
        };
    }
}

fn of_reference(reference: &Reference, names: &Names) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let name = reference.name.as_str();
    if !GIVEN.contains(&name) && !names.set.contains(name) && !reference.quiet && reference.escapes == 0 {
        let known = GIVEN.iter().map(|name| (*name).to_owned()).chain(names.set.iter().cloned()).collect();
        flaws.push(Flaw::new(reference.place.clone(), FlawKind::NeverSet { name: name.to_owned(), known }));
    }
    let set_again = names.set.contains(name);
    for (at, step) in reference.steps.iter().enumerate() {
        let known = match (name, at, &step.kind) {
            // `#set($input = …)` makes something else of it.
            ("input" | "util", 0, _) if set_again => continue,
            ("input", 0, StepKind::Property(function)) if function == "body" => continue,
            ("input", 0, _) => (Some("$input"), methods::INPUT.to_vec()),
            ("util", 0, _) => (Some("$util"), methods::UTIL.to_vec()),
            (_, _, StepKind::Call(..)) => (None, methods::OF_VALUES.concat()),
            _ => continue,
        };
        let (function, called) = match &step.kind {
            StepKind::Call(function, _) => (function.as_str(), true),
            StepKind::Property(function) => (function.as_str(), false),
            StepKind::Index(_) => continue,
        };
        let exists = known.1.contains(&function) || (known.0.is_none() && methods::LOOP.contains(&function));
        if !exists || (known.0.is_some() && !called) {
            let kind = FlawKind::UnknownFunction { of: known.0, name: function.to_owned(), known: known.1 };
            flaws.push(Flaw::new(step.place.clone(), kind));
        }
    }
    flaws.extend(context(reference).filter(|_| !set_again));
    flaws
}

/// A property that `$context` does not have.
fn context(reference: &Reference) -> Option<Flaw> {
    if reference.name != "context" {
        return None;
    }
    let properties: Vec<&str> = reference
        .steps
        .iter()
        .map_while(|step| match &step.kind {
            StepKind::Property(name) => Some(name.as_str()),
            _ => None,
        })
        .collect();
    let path = properties.join(".");
    let begins = |known: &&str| match known.strip_suffix('.') {
        Some(open) => path == open || path.starts_with(*known),
        None => path == **known || known.starts_with(&format!("{path}.")),
    };
    if properties.is_empty() || methods::CONTEXT.iter().any(begins) {
        return None;
    }
    let kind = FlawKind::UnknownContext { name: path, known: methods::CONTEXT.to_vec() };
    Some(Flaw::new(reference.place.clone(), kind))
}

/// How much a text may hurt within the quotes of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Risk {
    Safe,
    /// `\'` may be in it.
    Apostrophes,
    /// Anything may be in it.
    Raw,
}

/// Follows the quotes of the JSON that a template writes.
#[derive(Default)]
struct Quotes {
    within: bool,
    variables: BTreeMap<String, Risk>,
    flaws: Vec<Flaw>,
}

impl Quotes {
    fn nodes(&mut self, nodes: &[Node]) {
        nodes.iter().for_each(|node| self.node(node));
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Text { text, .. } => self.text(text),
            Node::Reference(reference) if self.within => {
                let kind = match self.risk(reference) {
                    Risk::Safe => return,
                    Risk::Apostrophes => FlawKind::EscapedApostrophe,
                    Risk::Raw => FlawKind::Unescaped,
                };
                self.flaws.push(Flaw::new(reference.place.clone(), kind));
            }
            Node::Set { target, value } if target.steps.is_empty() => {
                let risk = self.of(value);
                let known = self.variables.entry(target.name.clone()).or_insert(risk);
                *known = risk;
            }
            Node::If { branches, otherwise } => {
                // Each branch continues where the text before it ends.
                let before = self.within;
                self.nodes(otherwise);
                for (_, body) in branches.iter().rev() {
                    self.within = before;
                    self.nodes(body);
                }
            }
            Node::Foreach { name, over, body, .. } => {
                let risk = self.of(over);
                self.variables.insert(name.clone(), risk);
                self.nodes(body);
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let mut escaped = false;
        for c in text.chars() {
            match c {
                '"' if !escaped => self.within = !self.within,
                _ => {}
            }
            escaped = c == '\\' && !escaped;
        }
    }

    fn risk(&self, reference: &Reference) -> Risk {
        let calls: Vec<&str> = reference
            .steps
            .iter()
            .filter_map(|step| match &step.kind {
                StepKind::Call(name, _) => Some(name.as_str()),
                _ => None,
            })
            .collect();
        if calls.iter().any(|name| HARMLESS.contains(name)) {
            return Risk::Safe;
        }
        let own = match reference.name.as_str() {
            name if self.variables.contains_key(name) => self.variables.get(name).copied().unwrap_or(Risk::Safe),
            "input" => Risk::Raw,
            "util" => match calls.first() {
                Some(&"escapeJavaScript") => Risk::Apostrophes,
                Some(&"urlEncode" | &"base64Encode") => Risk::Safe,
                _ => Risk::Raw,
            },
            _ => Risk::Safe,
        };
        // Whoever replaces characters has thought of them.
        if calls.iter().any(|name| name.starts_with("replace")) { Risk::Safe } else { own }
    }

    fn of(&self, expression: &Expression) -> Risk {
        let all = |risks: &mut dyn Iterator<Item = Risk>| risks.max().unwrap_or(Risk::Safe);
        match expression {
            Expression::Reference(reference) => self.risk(reference),
            Expression::Template(nodes) => all(&mut nodes.iter().filter_map(|node| match node {
                Node::Reference(reference) => Some(self.risk(reference)),
                _ => None,
            })),
            Expression::List(items) => all(&mut items.iter().map(|item| self.of(item))),
            Expression::Map(entries) => all(&mut entries.iter().map(|(_, value)| self.of(value))),
            Expression::Binary(Operator::Add, left, right) => self.of(left).max(self.of(right)),
            _ => Risk::Safe,
        }
    }
}

fn every_node<'t>(template: &'t Template, see: &mut dyn FnMut(&'t Node)) {
    let mut nodes: Vec<&Node> =
        template.nodes.iter().chain(template.macros.iter().flat_map(|called| &called.body)).collect();
    while let Some(node) = nodes.pop() {
        see(node);
        match node {
            Node::If { branches, otherwise } => {
                nodes.extend(branches.iter().flat_map(|(_, body)| body));
                nodes.extend(otherwise);
            }
            Node::Foreach { body, .. } | Node::Define { body, .. } => nodes.extend(body),
            _ => {}
        }
    }
}

fn every_reference<'t>(template: &'t Template, see: &mut dyn FnMut(&'t Reference)) {
    every_node(template, &mut |node| match node {
        Node::Reference(reference) => in_reference(reference, see),
        Node::Set { target, value } => {
            target.steps.iter().for_each(|step| in_step(&step.kind, see));
            in_expression(value, see);
        }
        Node::If { branches, .. } => branches.iter().for_each(|(condition, _)| in_expression(condition, see)),
        Node::Foreach { over, .. } => in_expression(over, see),
        Node::Call { arguments, .. } => arguments.iter().for_each(|argument| in_expression(argument, see)),
        _ => {}
    });
}

fn in_reference<'t>(reference: &'t Reference, see: &mut dyn FnMut(&'t Reference)) {
    see(reference);
    reference.steps.iter().for_each(|step| in_step(&step.kind, see));
}

fn in_step<'t>(step: &'t StepKind, see: &mut dyn FnMut(&'t Reference)) {
    match step {
        StepKind::Call(_, arguments) => arguments.iter().for_each(|argument| in_expression(argument, see)),
        StepKind::Index(index) => in_expression(index, see),
        StepKind::Property(_) => {}
    }
}

fn in_expression<'t>(expression: &'t Expression, see: &mut dyn FnMut(&'t Reference)) {
    match expression {
        Expression::Reference(reference) => in_reference(reference, see),
        Expression::Template(nodes) => nodes.iter().for_each(|node| {
            if let Node::Reference(reference) = node {
                in_reference(reference, see);
            }
        }),
        Expression::List(items) => items.iter().for_each(|item| in_expression(item, see)),
        Expression::Map(entries) => entries.iter().for_each(|(key, value)| {
            in_expression(key, see);
            in_expression(value, see);
        }),
        Expression::Not(inner) => in_expression(inner, see),
        Expression::Range(left, right) | Expression::Binary(_, left, right) => {
            in_expression(left, see);
            in_expression(right, see);
        }
        Expression::Bool(_) | Expression::Int(_) | Expression::Float(_) | Expression::Text(_) => {}
    }
}
