//! What an unquoted scalar means, and documents as JSON values.

use serde_json::{Map, Number, Value};

use super::tree::Content;
use super::{NodeId, Tree};

/// An unquoted scalar by the core schema of YAML 1.2.2 (chapter 10.3), with two exceptions that lose nothing: digits after a
/// leading zero (`012345678901`, an account id) and numbers that no 64-bit type holds stay text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Plain<'t> {
    /// A blank, `~`, `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A whole number below zero.
    Negative(i64),
    /// A whole number from zero up.
    Whole(u64),
    /// A number with a fraction or an exponent.
    Float(f64),
    /// Anything else.
    Text(&'t str),
}

impl<'t> Plain<'t> {
    /// What the text means when it is not quoted.
    pub fn of(text: &'t str) -> Self {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => return Plain::Null,
            "true" | "True" | "TRUE" => return Plain::Bool(true),
            "false" | "False" | "FALSE" => return Plain::Bool(false),
            _ => {}
        }
        Self::number(text).unwrap_or(Plain::Text(text))
    }

    fn number(text: &'t str) -> Option<Self> {
        for (prefix, radix) in [("0x", 16), ("0o", 8)] {
            if let Some(digits) = text.strip_prefix(prefix).filter(|digits| digits.chars().all(|c| c.is_digit(radix))) {
                return u64::from_str_radix(digits, radix).ok().map(Plain::Whole);
            }
        }
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let leading_zero = unsigned.starts_with('0') && unsigned.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        if leading_zero || !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            return None;
        }
        if unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
            let whole = text.strip_prefix('+').unwrap_or(text);
            return whole.parse().map(Plain::Whole).or_else(|_| whole.parse().map(Plain::Negative)).ok();
        }
        let number = unsigned.contains(|c: char| c.is_ascii_digit())
            && unsigned.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '-' | '+'));
        text.parse().ok().filter(|value: &f64| number && value.is_finite()).map(Plain::Float)
    }

    fn to_json(self) -> Value {
        match self {
            Plain::Null => Value::Null,
            Plain::Bool(value) => Value::Bool(value),
            Plain::Negative(value) => Value::from(value),
            Plain::Whole(value) => Value::from(value),
            Plain::Float(value) => Number::from_f64(value).map_or(Value::Null, Value::Number),
            Plain::Text(text) => Value::from(text),
        }
    }
}

impl Tree {
    /// The node as a JSON value, keys in the order written.
    pub fn to_json(&self, id: NodeId) -> Value {
        match self.content(id) {
            Content::List(items) => items.iter().map(|item| self.to_json(*item)).collect(),
            Content::Map { entries, .. } => {
                let pairs = entries
                    .iter()
                    .map(|(key, value)| (self.text(*key).unwrap_or_default().to_owned(), self.to_json(*value)));
                Value::Object(Map::from_iter(pairs))
            }
            Content::Scalar { .. } | Content::Alias(_) => self.plain(id).map_or(Value::Null, Plain::to_json),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Plain::{self, *};

    #[test]
    fn plain_scalars_follow_the_core_schema() {
        let cases: &[(&str, Plain)] = &[
            ("", Null),
            ("~", Null),
            ("null", Null),
            ("true", Bool(true)),
            ("False", Bool(false)),
            ("yes", Text("yes")),
            ("on", Text("on")),
            ("0", Whole(0)),
            ("+7", Whole(7)),
            ("-7", Negative(-7)),
            ("0x1F", Whole(31)),
            ("0o17", Whole(15)),
            ("0xg", Text("0xg")),
            ("012345678901", Text("012345678901")),
            ("-012", Text("-012")),
            ("18446744073709551615", Whole(u64::MAX)),
            ("18446744073709551616", Text("18446744073709551616")),
            ("1.5", Float(1.5)),
            ("1e3", Float(1000.0)),
            (".5", Float(0.5)),
            ("0.5", Float(0.5)),
            (".", Text(".")),
            (".inf", Text(".inf")),
            ("1.2.3", Text("1.2.3")),
            ("10.0.0.0/16", Text("10.0.0.0/16")),
            ("2012-10-17", Text("2012-10-17")),
            ("22:22", Text("22:22")),
            ("1_000", Text("1_000")),
            ("infinity", Text("infinity")),
        ];
        for (text, expected) in cases {
            assert_eq!(Plain::of(text), *expected, "{text}");
        }
    }
}
