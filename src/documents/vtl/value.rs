//! What a reference may stand for.

use std::cell::RefCell;
use std::rc::Rc;

use indexmap::IndexMap;
use serde_json::Value as Json;

use super::ast::Node;

/// How deep a value is written.
const DEEPEST: usize = 64;
/// The longest text that a value is written as, in bytes.
pub(super) const LONGEST: usize = 4 << 20;

/// A value while a template runs. Lists and maps are shared, as in Java: what one name changes, the other sees.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(Rc<str>),
    List(List),
    Map(Map),
    /// One of a map's `entrySet()`.
    Entry(Rc<(String, Value)>),
    /// `$foreach`: the position of the loop.
    Loop(Rc<Position>),
    /// `$input`.
    Input,
    /// `$util`.
    Util,
    /// What `#define` keeps.
    Block(Rc<Vec<Node>>),
}

/// The items of a list.
pub(super) type Items = Rc<RefCell<Vec<Value>>>;
/// The entries of a map.
pub(super) type Map = Rc<RefCell<IndexMap<String, Value>>>;

/// A list. Those of JSON are written as JSON, others as Java writes them.
#[derive(Debug, Clone)]
pub(super) struct List {
    pub items: Items,
    pub json: bool,
}

/// Where a loop stands.
#[derive(Debug)]
pub(super) struct Position {
    /// From 0.
    pub index: usize,
    /// How many there are.
    pub length: usize,
    /// The loop around it.
    pub parent: Value,
}

impl Value {
    pub fn text(text: impl AsRef<str>) -> Value {
        Value::Text(Rc::from(text.as_ref()))
    }

    pub fn list(items: Vec<Value>) -> Value {
        Value::List(List { items: Rc::new(RefCell::new(items)), json: false })
    }

    pub fn map(entries: IndexMap<String, Value>) -> Value {
        Value::Map(Rc::new(RefCell::new(entries)))
    }

    /// A count or position.
    pub fn count(count: usize) -> Value {
        Value::Int(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// JSON as `$input.path` gives it.
    pub fn from_json(json: &Json) -> Value {
        match json {
            Json::Null => Value::Null,
            Json::Bool(flag) => Value::Bool(*flag),
            Json::Number(number) => match number.as_i64() {
                Some(whole) => Value::Int(whole),
                None => Value::Float(number.as_f64().unwrap_or_default()),
            },
            Json::String(text) => Value::text(text),
            Json::Array(items) => {
                let items = items.iter().map(Value::from_json).collect();
                Value::List(List { items: Rc::new(RefCell::new(items)), json: true })
            }
            Json::Object(fields) => {
                Value::map(fields.iter().map(|(key, value)| (key.clone(), Value::from_json(value))).collect())
            }
        }
    }

    /// The value as it goes out: `toString()` of Java. None for nothing.
    pub fn written(&self) -> Option<String> {
        if matches!(self, Value::Null | Value::Block(_)) {
            return None;
        }
        let mut out = String::new();
        self.write_java(&mut out, 0);
        Some(out)
    }

    fn write_java(&self, out: &mut String, depth: usize) {
        if depth > DEEPEST || out.len() > LONGEST {
            return;
        }
        match self {
            Value::Null | Value::Block(_) => out.push_str("null"),
            Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
            Value::Int(number) => out.push_str(&number.to_string()),
            Value::Float(number) => out.push_str(&java_double(*number)),
            Value::Text(text) => out.push_str(text),
            Value::List(list) if list.json => self.write_json(out, depth),
            Value::List(list) => {
                out.push('[');
                for (index, item) in list.items.borrow().iter().enumerate() {
                    out.push_str(if index > 0 { ", " } else { "" });
                    item.write_java(out, depth + 1);
                }
                out.push(']');
            }
            Value::Map(map) => {
                out.push('{');
                for (index, (key, value)) in map.borrow().iter().enumerate() {
                    out.push_str(if index > 0 { ", " } else { "" });
                    out.push_str(key);
                    out.push('=');
                    value.write_java(out, depth + 1);
                }
                out.push('}');
            }
            Value::Entry(entry) => {
                out.push_str(&entry.0);
                out.push('=');
                entry.1.write_java(out, depth + 1);
            }
            Value::Loop(_) => out.push_str("foreach"),
            Value::Input => out.push_str("input"),
            Value::Util => out.push_str("util"),
        }
    }

    fn write_json(&self, out: &mut String, depth: usize) {
        if depth > DEEPEST || out.len() > LONGEST {
            return;
        }
        match self {
            Value::List(list) => {
                out.push('[');
                for (index, item) in list.items.borrow().iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    item.write_json(out, depth + 1);
                }
                out.push(']');
            }
            Value::Map(map) => {
                out.push('{');
                for (index, (key, value)) in map.borrow().iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    out.push_str(&Json::from(key.as_str()).to_string());
                    out.push(':');
                    value.write_json(out, depth + 1);
                }
                out.push('}');
            }
            Value::Text(text) => out.push_str(&Json::from(text.as_ref()).to_string()),
            Value::Float(number) => out.push_str(&Json::from(*number).to_string()),
            other => other.write_java(out, depth),
        }
    }

    /// What `#if` asks: everything but null and false.
    pub fn is_true(&self) -> bool {
        !matches!(self, Value::Null | Value::Bool(false))
    }

    /// Whether it is written in JSON without quotes around it: a number or a switch.
    pub fn is_plain(&self) -> bool {
        matches!(self, Value::Bool(_) | Value::Int(_) | Value::Float(_))
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Int(number) => Some(*number as f64),
            Value::Float(number) => Some(*number),
            _ => None,
        }
    }

    /// What messages call it.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Bool(_) => "a switch",
            Value::Int(_) | Value::Float(_) => "a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
            Value::Entry(_) => "an entry",
            Value::Loop(_) => "$foreach",
            Value::Input => "$input",
            Value::Util => "$util",
            Value::Block(_) => "a block",
        }
    }

    /// `==` of Velocity: numbers by value, the rest by what they are, or by how they are written.
    pub fn equals(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Null, Value::Null) => true,
            (Value::Null, _) | (_, Value::Null) => false,
            (left, right) => match (left.number(), right.number()) {
                (Some(left), Some(right)) => left == right,
                _ => left.written() == right.written(),
            },
        }
    }
}

/// `Double.toString`: `249.99`, `1.0`, `1.0E10`.
fn java_double(number: f64) -> String {
    let size = number.abs();
    if size != 0.0 && !(1e-3..1e7).contains(&size) {
        let text = format!("{number:E}");
        return match text.split_once('E') {
            Some((digits, power)) if !digits.contains('.') => format!("{digits}.0E{power}"),
            _ => text,
        };
    }
    if number.fract() == 0.0 { format!("{number:.1}") } else { number.to_string() }
}
