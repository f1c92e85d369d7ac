//! What a template writes whatever the request: its own text, with something in the place of each value.
//!
//! Where no body is known a template can be run in outline still. What holds in all outlines, a brace that nothing closes or a comma
//! before a bracket, holds for every request.

use super::super::Template;
use super::super::ast::{Expression, Node, Reference, StepKind};
use super::{Output, Rendering};

/// What stands for a value that is not in quotes: itself, an entry of an object, or nothing.
const STAND_INS: [&str; 3] = ["0", "\"x\": 0", ""];
/// What stands for a value in quotes.
const IN_QUOTES: &str = "x";
/// Rounds of each `#foreach`: the first has a next one, the second is the last.
const ROUNDS: usize = 2;
/// Most parts that are written, so that loops within loops come to an end.
const MOST_PARTS: usize = 10_000;
/// Functions that cut texts or put them together, so that a value need not be a value of JSON.
const CUTTING: [&str; 6] = ["append", "concat", "replace", "replaceAll", "split", "substring"];

/// Every outline; none for a template that computes parts of its text, of which an outline would tell nothing.
pub(in super::super) fn outlines(template: &Template) -> Vec<Rendering> {
    let ways = [true, false].into_iter().flat_map(|holds| STAND_INS.map(|stand_in| (holds, stand_in)));
    let all: Option<Vec<Rendering>> = ways.map(|(holds, stand_in)| outline(template, holds, stand_in)).collect();
    all.unwrap_or_default()
}

fn outline(template: &Template, holds: bool, stand_in: &'static str) -> Option<Rendering> {
    let mut run = Outline { holds, stand_in, last_round: None, quoted: false, parts: 0, output: Output::default() };
    run.nodes(&template.nodes)?;
    let Output { text, sources } = run.output;
    Some(Rendering { text, sources, ..Rendering::default() })
}

struct Outline {
    /// Whether conditions hold that depend on the request.
    holds: bool,
    stand_in: &'static str,
    /// Within a loop: whether its round is the last.
    last_round: Option<bool>,
    /// Whether the text stands within quotes.
    quoted: bool,
    parts: usize,
    output: Output,
}

impl Outline {
    fn nodes(&mut self, nodes: &[Node]) -> Option<()> {
        nodes.iter().try_for_each(|node| self.node(node))
    }

    fn node(&mut self, node: &Node) -> Option<()> {
        self.parts += 1;
        if self.parts > MOST_PARTS {
            return None;
        }
        match node {
            Node::Text { text, at } => {
                self.follow(text);
                self.output.push(text, *at..at + text.len());
            }
            Node::Reference(reference) => {
                if reference.escapes > 0 || !is_value(reference) {
                    return None;
                }
                let text = if self.quoted { IN_QUOTES } else { self.stand_in };
                self.output.push(text, reference.place.clone());
            }
            Node::Set { value, .. } => {
                let Expression::Reference(reference) = value else { return None };
                return (reference.name != "foreach" && is_value(reference)).then_some(());
            }
            Node::If { branches, otherwise } => {
                for (condition, body) in branches {
                    if self.condition(condition)? {
                        return self.nodes(body);
                    }
                }
                return self.nodes(otherwise);
            }
            Node::Foreach { body, .. } => {
                let outer = self.last_round;
                for round in 1..=ROUNDS {
                    self.last_round = Some(round == ROUNDS);
                    self.nodes(body)?;
                }
                self.last_round = outer;
            }
            Node::Break | Node::Stop | Node::Define { .. } | Node::Call { .. } => return None,
        }
        Some(())
    }

    /// What a condition comes to; nothing where the outline cannot tell.
    fn condition(&self, condition: &Expression) -> Option<bool> {
        match condition {
            Expression::Bool(holds) => Some(*holds),
            Expression::Not(inner) => self.condition(inner).map(|holds| !holds),
            Expression::Reference(reference) if reference.name == "foreach" => {
                let last = self.last_round?;
                match reference.steps.first().map(|step| &step.kind) {
                    Some(StepKind::Property(name)) if name == "hasNext" => Some(!last),
                    Some(StepKind::Property(name)) if name == "last" => Some(last),
                    Some(StepKind::Property(name)) if name == "first" => Some(!last),
                    Some(StepKind::Call(name, _)) if name == "hasNext" => Some(!last),
                    _ => None,
                }
            }
            Expression::Reference(reference) if reference.name == "velocityHasNext" => {
                self.last_round.map(|last| !last)
            }
            // A number of the round, compared with another.
            _ if self.last_round.is_some() && !matches!(condition, Expression::Reference(_)) => None,
            _ => Some(self.holds),
        }
    }

    /// Whether the text ends within quotes.
    fn follow(&mut self, text: &str) {
        let mut escaped = false;
        for c in text.chars() {
            match c {
                _ if escaped => escaped = false,
                '\\' if self.quoted => escaped = true,
                '"' => self.quoted = !self.quoted,
                _ => {}
            }
        }
    }
}

/// Whether what a reference writes is likely to be one value.
fn is_value(reference: &Reference) -> bool {
    let cuts = |step: &StepKind| matches!(step, StepKind::Call(name, _) if CUTTING.contains(&name.as_str()));
    !reference.steps.iter().any(|step| cuts(&step.kind))
}
