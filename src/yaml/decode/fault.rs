//! The error type that serde carries out of a model.

use std::fmt;

use serde::de::{Error, Expected, Unexpected};

use crate::yaml::NodeId;

/// Why a field type refuses a value, for `#[serde(try_from = "String")]`:
///
/// ```
/// # use synth::yaml::Refusal;
/// Refusal::new("`10` has no unit").help("write a duration such as `10s`").example("10s");
/// ```
///
/// It reaches the diagnostic through `Display`, the only thing serde lets through: the parts are parted by U+001F.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    message: String,
    help: Option<String>,
    example: Option<String>,
}

const PART: char = '\u{1f}';

impl Refusal {
    /// The headline: a lower-case fragment that names the value.
    pub fn new(message: impl Into<String>) -> Self {
        Refusal { message: message.into(), help: None, example: None }
    }

    /// What to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A value that the type accepts. It stands in for the bad one while the rest of the mapping is checked; without it, later
    /// mistakes beside the value may show only once it is mended.
    #[must_use]
    pub fn example(mut self, example: impl Into<String>) -> Self {
        self.example = Some(example.into());
        self
    }

    fn read(text: &str) -> Self {
        let mut parts = text.split(PART);
        let message = parts.next().unwrap_or_default().to_owned();
        let mut part = || parts.next().filter(|part| !part.is_empty()).map(str::to_owned);
        Refusal { message, help: part(), example: part() }
    }

    pub(super) fn parts(&self) -> (&str, Option<&str>) {
        (&self.message, self.help.as_deref())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message)?;
        if self.help.is_some() || self.example.is_some() {
            write!(f, "{PART}{}", self.help.as_deref().unwrap_or_default())?;
        }
        match &self.example {
            Some(example) => write!(f, "{PART}{example}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Refusal {}

/// One error with the nodes it came through.
#[derive(Debug)]
pub(super) struct Fault {
    pub problem: Problem,
    /// The innermost node first.
    pub trail: Vec<NodeId>,
    /// Set when a stand-in raised it: its position inside the stand-in.
    pub stand_in: Option<u64>,
}

#[derive(Debug)]
pub(super) enum Problem {
    UnknownField {
        name: String,
        fields: &'static [&'static str],
    },
    UnknownWord {
        word: String,
        words: &'static [&'static str],
    },
    Missing {
        field: &'static str,
    },
    /// `unquoted`: what to write when only the quotes are wrong.
    Kind {
        expected: String,
        unquoted: Option<String>,
    },
    /// A switch of YAML 1.1.
    Switch {
        means: bool,
    },
    Refused(Refusal),
}

impl Fault {
    pub fn new(problem: Problem) -> Self {
        Fault { problem, trail: Vec::new(), stand_in: None }
    }

    /// The error on its way out through a node.
    pub fn through(mut self, id: NodeId, stand_in: Option<u64>) -> Self {
        if self.trail.is_empty() {
            self.stand_in = stand_in;
        }
        if self.trail.last() != Some(&id) {
            self.trail.push(id);
        }
        self
    }

    /// Puts an error that came through no node at this one.
    pub fn or_at(self, root: NodeId) -> Self {
        if self.trail.is_empty() { self.through(root, None) } else { self }
    }

    /// The innermost node.
    pub fn place(&self) -> Option<NodeId> {
        self.trail.first().copied()
    }

    /// The node around the innermost one, or that one when there is none around it.
    pub fn enclosing(&self) -> NodeId {
        self.trail.get(1).or(self.trail.first()).copied().unwrap_or(NodeId(u32::MAX))
    }

    /// Text that would have been accepted.
    pub fn example(&self) -> Option<&str> {
        match &self.problem {
            Problem::UnknownWord { words, .. } => words.first().copied(),
            Problem::Refused(refusal) => refusal.example.as_deref(),
            _ => None,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:?}", self.problem)
    }
}

impl std::error::Error for Fault {}

impl Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Fault::new(Problem::Refused(Refusal::read(&message.to_string())))
    }

    fn invalid_type(_: Unexpected, expected: &dyn Expected) -> Self {
        Fault::new(Problem::Kind { expected: expected.to_string(), unquoted: None })
    }

    fn invalid_value(found: Unexpected, expected: &dyn Expected) -> Self {
        Self::invalid_type(found, expected)
    }

    fn unknown_field(name: &str, fields: &'static [&'static str]) -> Self {
        Fault::new(Problem::UnknownField { name: name.to_owned(), fields })
    }

    fn unknown_variant(word: &str, words: &'static [&'static str]) -> Self {
        Fault::new(Problem::UnknownWord { word: word.to_owned(), words })
    }

    fn missing_field(field: &'static str) -> Self {
        Fault::new(Problem::Missing { field })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_survives_its_display_form() {
        let plain = Refusal::new("bad");
        let help = Refusal::new("bad").help("write `10s`");
        let example = Refusal::new("bad").example("10s");
        let all = Refusal::new("bad").help("write `10s`").example("10s");
        for refusal in [plain, help, example, all] {
            assert_eq!(Refusal::read(&refusal.to_string()), refusal);
        }
    }
}
