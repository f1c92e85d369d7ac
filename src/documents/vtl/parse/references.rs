//! `$x`, `$!{x.y}` and what follows a name.

use super::super::ast::{Expression, Reference, Step, StepKind};
use super::super::flaw::{Flaw, FlawKind, Unclosed};
use super::{Parsed, Parser};

impl Parser<'_> {
    /// A reference, if one stands here. A dollar sign alone is text.
    pub(super) fn reference(&mut self) -> Parsed<Option<Reference>> {
        let start = self.at;
        self.at += 1;
        let quiet = self.takes("!");
        let open = self.at;
        let formal = self.takes("{");
        let Some(name) = self.identifier() else {
            self.at = start;
            return Ok(None);
        };
        let steps = self.deeper(|parser| parser.steps())?;
        if formal && !self.takes("}") {
            return Err(Flaw::new(open..open + 1, FlawKind::NotClosed(Unclosed::Brace)));
        }
        let text = self.text.get(start..self.at).unwrap_or_default().to_owned();
        Ok(Some(Reference { name: name.to_owned(), steps, quiet, escapes: 0, text, place: start..self.at }))
    }

    fn steps(&mut self) -> Parsed<Vec<Step>> {
        let mut steps = Vec::new();
        loop {
            let start = self.at;
            if self.takes("[") {
                let index = self.expression()?;
                self.blanks();
                if !self.takes("]") {
                    return Err(Flaw::new(start..start + 1, FlawKind::NotClosed(Unclosed::Bracket)));
                }
                steps.push(Step { kind: StepKind::Index(index), place: start..self.at });
                continue;
            }
            if !self.takes(".") {
                return Ok(steps);
            }
            let named = self.at;
            let Some(name) = self.identifier() else {
                // A full stop after the reference.
                self.at = start;
                return Ok(steps);
            };
            let place = named..self.at;
            let kind = match self.peek() {
                Some('(') => StepKind::Call(name.to_owned(), self.arguments()?),
                _ => StepKind::Property(name.to_owned()),
            };
            steps.push(Step { kind, place });
        }
    }

    /// `(a, b)`.
    pub(super) fn arguments(&mut self) -> Parsed<Vec<Expression>> {
        let open = self.at;
        self.at += 1;
        let mut arguments = Vec::new();
        loop {
            self.blanks();
            if self.takes(")") {
                return Ok(arguments);
            }
            if self.peek().is_none() {
                return Err(Flaw::new(open..open + 1, FlawKind::NotClosed(Unclosed::Parenthesis)));
            }
            if !arguments.is_empty() {
                self.expect(",", "`,` or `)`")?;
            }
            arguments.push(self.expression()?);
        }
    }
}
