//! Expressions, from the weakest operator to the strongest.

use super::super::ast::{Expression, Operator};
use super::super::flaw::{Flaw, FlawKind, Unclosed};
use super::{Parsed, Parser};

/// Operators by strength, the weakest first. Longer signs stand before their beginnings.
const LEVELS: [&[(&str, Operator)]; 6] = [
    &[("||", Operator::Or), ("or", Operator::Or)],
    &[("&&", Operator::And), ("and", Operator::And)],
    &[("==", Operator::Equal), ("!=", Operator::Unequal), ("eq", Operator::Equal), ("ne", Operator::Unequal)],
    &[
        ("<=", Operator::LessOrEqual),
        (">=", Operator::GreaterOrEqual),
        ("<", Operator::Less),
        (">", Operator::Greater),
        ("le", Operator::LessOrEqual),
        ("ge", Operator::GreaterOrEqual),
        ("lt", Operator::Less),
        ("gt", Operator::Greater),
    ],
    &[("+", Operator::Add), ("-", Operator::Subtract)],
    &[("*", Operator::Multiply), ("/", Operator::Divide), ("%", Operator::Remainder)],
];

impl Parser<'_> {
    /// An expression.
    pub(super) fn expression(&mut self) -> Parsed<Expression> {
        self.deeper(|parser| parser.level(0))
    }

    fn level(&mut self, level: usize) -> Parsed<Expression> {
        let Some(operators) = LEVELS.get(level) else { return self.unary() };
        let mut left = self.level(level + 1)?;
        loop {
            self.blanks();
            let found = operators.iter().find(|(sign, _)| self.stands(sign));
            let Some((sign, operator)) = found else { return Ok(left) };
            self.at += sign.len();
            let right = self.level(level + 1)?;
            left = Expression::Binary(*operator, Box::new(left), Box::new(right));
        }
    }

    /// Whether an operator stands here; one that is a word must end there.
    fn stands(&self, sign: &str) -> bool {
        let Some(after) = self.rest().strip_prefix(sign) else { return false };
        let word = sign.starts_with(|c: char| c.is_ascii_alphabetic());
        !word || !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
    }

    fn unary(&mut self) -> Parsed<Expression> {
        self.blanks();
        if self.stands("not") {
            self.at += 3;
            return Ok(Expression::Not(Box::new(self.deeper(|parser| parser.unary())?)));
        }
        if self.takes("!") {
            return Ok(Expression::Not(Box::new(self.deeper(|parser| parser.unary())?)));
        }
        self.primary()
    }

    fn primary(&mut self) -> Parsed<Expression> {
        let start = self.at;
        match self.peek() {
            Some('$') => match self.reference()? {
                Some(reference) => Ok(Expression::Reference(reference)),
                None => self.flaw(start, FlawKind::Expected { what: "a name after `$`" }),
            },
            Some('"') => {
                let part = self.quoted('"')?;
                Ok(Expression::Template(self.nodes_within(part, '"')?))
            }
            Some('\'') => {
                let part = self.quoted('\'')?;
                Ok(Expression::Text(self.text.get(part).unwrap_or_default().replace("''", "'")))
            }
            Some('(') => {
                self.at += 1;
                let inner = self.expression()?;
                self.blanks();
                if self.takes(")") {
                    return Ok(inner);
                }
                Err(Flaw::new(start..start + 1, FlawKind::NotClosed(Unclosed::Parenthesis)))
            }
            Some('[') => self.list(),
            Some('{') => self.map(),
            Some(c) if c.is_ascii_digit() || c == '-' => self.number(),
            _ => self.word(),
        }
    }

    fn number(&mut self) -> Parsed<Expression> {
        let start = self.at;
        self.takes("-");
        self.digits();
        let rest = self.rest();
        // `1..3` is a range and not a fraction.
        let fraction =
            rest.starts_with('.') && rest.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if fraction {
            self.at += 1;
            self.digits();
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        let value =
            if fraction { text.parse().ok().map(Expression::Float) } else { text.parse().ok().map(Expression::Int) };
        value.ok_or_else(|| Flaw::new(start..self.at, FlawKind::Expected { what: "a number" }))
    }

    fn digits(&mut self) {
        let rest = self.rest();
        self.at += rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    }

    fn word(&mut self) -> Parsed<Expression> {
        let start = self.at;
        match self.identifier() {
            Some("true") => Ok(Expression::Bool(true)),
            Some("false") => Ok(Expression::Bool(false)),
            found => {
                let place = if found.is_some() { start..self.at } else { self.here() };
                Err(Flaw::new(
                    place,
                    FlawKind::Expected { what: "a value: `$name`, a text in quotes, a number, `true` or `false`" },
                ))
            }
        }
    }

    /// `[1, 2]` or `[1..3]`.
    fn list(&mut self) -> Parsed<Expression> {
        let open = self.at;
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.blanks();
            if self.takes("]") {
                return Ok(Expression::List(items));
            }
            if self.peek().is_none() {
                return Err(Flaw::new(open..open + 1, FlawKind::NotClosed(Unclosed::Bracket)));
            }
            if !items.is_empty() {
                self.expect(",", "`,` or `]`")?;
            }
            items.push(self.expression()?);
            self.blanks();
            if items.len() == 1 && self.takes("..") {
                let last = self.expression()?;
                self.expect("]", "`]`")?;
                return Ok(match items.pop() {
                    Some(first) => Expression::Range(Box::new(first), Box::new(last)),
                    None => Expression::List(Vec::new()),
                });
            }
        }
    }

    /// `{"a": 1, "b": 2}`.
    fn map(&mut self) -> Parsed<Expression> {
        let open = self.at;
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            self.blanks();
            if self.takes("}") {
                return Ok(Expression::Map(entries));
            }
            if self.peek().is_none() {
                return Err(Flaw::new(open..open + 1, FlawKind::NotClosed(Unclosed::Brace)));
            }
            if !entries.is_empty() {
                self.expect(",", "`,` or `}`")?;
            }
            let key = self.expression()?;
            self.expect(":", "`:`")?;
            entries.push((key, self.expression()?));
        }
    }
}
