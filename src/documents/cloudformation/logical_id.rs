//! The names of resources within a template.

use std::borrow::Borrow;
use std::fmt;

use serde::Serialize;

/// The name of a resource or output in a template: letters and digits, at most 255.
///
/// Made from names that people gave, without digests, so that adding one thing renames no other. Two names may give the same
/// id (`a-b` and `aB`); the stack that gets both says so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct LogicalId(String);

impl LogicalId {
    /// From a component's name or a path: `match-maker` gives `MatchMaker`, `/players/{id}` gives `PlayersId`.
    ///
    /// Words begin after anything that is not a letter or digit; letters within a word stay as they are.
    pub fn new(name: impl AsRef<str>) -> LogicalId {
        let mut id = String::new();
        let mut starts_word = true;
        for c in name.as_ref().chars() {
            if c.is_ascii_alphanumeric() {
                id.push(if starts_word { c.to_ascii_uppercase() } else { c });
            }
            starts_word = !c.is_ascii_alphanumeric();
        }
        LogicalId(id)
    }

    /// With another name behind it: `Sessions` then `subnet-group` gives `SessionsSubnetGroup`.
    pub fn then(&self, name: impl AsRef<str>) -> LogicalId {
        LogicalId(format!("{}{}", self.0, LogicalId::new(name).0))
    }

    /// The text of the id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LogicalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for LogicalId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for LogicalId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&LogicalId> for LogicalId {
    fn from(id: &LogicalId) -> LogicalId {
        id.clone()
    }
}

impl From<&str> for LogicalId {
    fn from(name: &str) -> LogicalId {
        LogicalId::new(name)
    }
}

impl From<String> for LogicalId {
    fn from(name: String) -> LogicalId {
        LogicalId::new(name)
    }
}

impl From<LogicalId> for String {
    fn from(id: LogicalId) -> String {
        id.0
    }
}
