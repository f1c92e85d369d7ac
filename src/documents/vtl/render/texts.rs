//! Methods of text. Positions count characters.

use super::super::flaw::FlawKind;
use super::super::methods;
use super::super::value::{LONGEST, Value};
use super::references::Answer;
use super::{Place, Run};

impl Run<'_> {
    pub(super) fn of_text(&mut self, text: &str, name: &str, arguments: &[Value], place: &Place) -> Answer {
        if self.pay(text.len(), place).is_err() {
            return Value::Null.into();
        }
        let texts: Vec<&str> = arguments.iter().filter_map(as_text).collect();
        if texts.len() == arguments.len() {
            let found = match texts.as_slice() {
                [] => plain(text, name),
                [one] => self.with_one(text, name, one, place),
                [from, to] => self.replaced(text, name, from, to, place),
                _ => None,
            };
            if let Some(found) = found {
                return found.into();
            }
        }
        match positions(text, name, arguments) {
            Some(found) => found.into(),
            None if methods::TEXT.contains(&name) => Answer::Arguments,
            None => Answer::Unknown(methods::TEXT),
        }
    }

    fn with_one(&mut self, text: &str, name: &str, other: &str, place: &Place) -> Option<Value> {
        Some(match name {
            "contains" => Value::Bool(text.contains(other)),
            "startsWith" => Value::Bool(text.starts_with(other)),
            "endsWith" => Value::Bool(text.ends_with(other)),
            "equalsIgnoreCase" => Value::Bool(text.to_lowercase() == other.to_lowercase()),
            "compareTo" => Value::Int(text.cmp(other) as i64),
            "indexOf" => text.find(other).map_or(Value::Int(-1), |at| characters(text, at)),
            "lastIndexOf" => text.rfind(other).map_or(Value::Int(-1), |at| characters(text, at)),
            "concat" => Value::text(format!("{text}{other}")),
            "matches" => {
                let pattern = self.pattern(&format!("^(?:{other})$"), other, place);
                pattern.map_or(Value::Null, |pattern| Value::Bool(pattern.is_match(text)))
            }
            "split" => {
                let pattern = self.pattern(other, other, place);
                pattern.map_or(Value::Null, |pattern| split(text, &pattern))
            }
            _ => return None,
        })
    }

    fn replaced(&mut self, text: &str, name: &str, from: &str, to: &str, place: &Place) -> Option<Value> {
        let replaced = match name {
            "replace" if from.len() < to.len() && text.len().saturating_mul(to.len()) > LONGEST => {
                return Some(Value::Null);
            }
            "replace" => text.replace(from, to),
            "replaceAll" | "replaceFirst" => {
                let Some(pattern) = self.pattern(from, from, place) else { return Some(Value::Null) };
                if text.len().saturating_mul(to.len()) > LONGEST {
                    return Some(Value::Null);
                }
                let most = if name == "replaceAll" { 0 } else { 1 };
                let expand = |found: &regex_lite::Captures<'_>| expanded(to, found);
                pattern.replacen(text, most, expand).into_owned()
            }
            _ => return None,
        };
        Some(Value::text(replaced))
    }

    fn pattern(&mut self, pattern: &str, shown: &str, place: &Place) -> Option<regex_lite::Regex> {
        let compiled = regex_lite::Regex::new(pattern).ok();
        if compiled.is_none() {
            self.flaw(place, FlawKind::Pattern { pattern: shown.to_owned() });
        }
        compiled
    }
}

fn as_text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn plain(text: &str, name: &str) -> Option<Value> {
    Some(match name {
        "length" => Value::count(text.chars().count()),
        "isEmpty" => Value::Bool(text.is_empty()),
        "toLowerCase" => Value::text(text.to_lowercase()),
        "toUpperCase" => Value::text(text.to_uppercase()),
        "trim" => Value::text(text.trim()),
        _ => return None,
    })
}

/// Methods that take positions.
fn positions(text: &str, name: &str, arguments: &[Value]) -> Option<Value> {
    let part = |from: i64, to: Option<i64>| {
        let characters: Vec<char> = text.chars().collect();
        let from = usize::try_from(from).ok()?;
        let to = to.map_or(Some(characters.len()), |to| usize::try_from(to).ok())?;
        characters.get(from..to).map(|part| part.iter().collect::<String>())
    };
    Some(match (name, arguments) {
        ("substring", [Value::Int(from)]) => part(*from, None).map_or(Value::Null, Value::text),
        ("substring", [Value::Int(from), Value::Int(to)]) => part(*from, Some(*to)).map_or(Value::Null, Value::text),
        ("charAt", [Value::Int(at)]) => part(*at, at.checked_add(1)).map_or(Value::Null, Value::text),
        ("contains", [other]) => Value::Bool(text.contains(&other.written()?)),
        ("concat", [other]) => Value::text(format!("{text}{}", other.written()?)),
        _ => return None,
    })
}

fn characters(text: &str, byte: usize) -> Value {
    Value::count(text.get(..byte).unwrap_or_default().chars().count())
}

/// Java leaves out empty parts at the end, and one before a match of nothing at the start.
fn split(text: &str, pattern: &regex_lite::Regex) -> Value {
    let mut parts: Vec<&str> = pattern.split(text).collect();
    if pattern.find(text).is_some_and(|found| found.start() == 0 && found.end() == 0) && parts.len() > 1 {
        parts.remove(0);
    }
    while parts.len() > 1 && parts.last() == Some(&"") {
        parts.pop();
    }
    Value::list(parts.into_iter().map(Value::text).collect())
}

/// A replacement of Java: `$1` is a group, a backslash takes the meaning off what follows.
fn expanded(replacement: &str, found: &regex_lite::Captures<'_>) -> String {
    let mut out = String::new();
    let mut characters = replacement.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => out.extend(characters.next()),
            '$' => {
                let group = characters.next().and_then(|digit| digit.to_digit(10)).unwrap_or_default();
                out.push_str(found.get(group as usize).map_or("", |group| group.as_str()));
            }
            c => out.push(c),
        }
    }
    out
}
