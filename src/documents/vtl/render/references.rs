//! Following a reference step by step.

use super::super::ast::{Reference, Step, StepKind};
use super::super::flaw::FlawKind;
use super::super::methods;
use super::super::value::Value;
use super::{Place, Run};

/// What a method gives, and why it gives nothing.
pub(super) enum Answer {
    Value(Value),
    /// It takes other arguments.
    Arguments,
    /// There is no such method.
    Unknown(&'static [&'static str]),
}

impl From<Value> for Answer {
    fn from(value: Value) -> Answer {
        Answer::Value(value)
    }
}

impl Run<'_> {
    /// The value of a reference. What `$context` and the stage's variables do not have is empty text.
    pub(super) fn resolve(&mut self, reference: &Reference) -> Value {
        let empty = matches!(reference.name.as_str(), "context" | "stageVariables");
        let mut value = self.variables.get(&reference.name).cloned().unwrap_or(Value::Null);
        for step in &reference.steps {
            if matches!(value, Value::Null) {
                break;
            }
            value = self.step(&value, step);
            if empty && matches!(value, Value::Null) {
                value = Value::text("");
            }
        }
        value
    }

    fn step(&mut self, value: &Value, step: &Step) -> Value {
        match &step.kind {
            StepKind::Property(name) => self.property(value, name),
            StepKind::Call(name, arguments) => {
                let arguments: Vec<Value> = arguments.iter().map(|argument| self.value(argument)).collect();
                self.answer(value, name, &arguments, &step.place)
            }
            StepKind::Index(index) => {
                let index = self.value(index);
                self.answer(value, "get", &[index], &step.place)
            }
        }
    }

    fn answer(&mut self, value: &Value, name: &str, arguments: &[Value], place: &Place) -> Value {
        if self.pay(super::STEP, place).is_err() {
            return Value::Null;
        }
        match self.ask(value, name, arguments, place) {
            Answer::Value(value) => value,
            Answer::Arguments => {
                self.flaw(place, FlawKind::Arguments { name: name.to_owned() });
                Value::Null
            }
            Answer::Unknown(known) => {
                let kind =
                    FlawKind::UnknownFunction { of: Some(value.kind()), name: name.to_owned(), known: known.to_vec() };
                self.flaw(place, kind);
                Value::Null
            }
        }
    }

    fn ask(&mut self, value: &Value, name: &str, arguments: &[Value], place: &Place) -> Answer {
        match (name, arguments) {
            ("toString", []) => return value.written().map_or(Value::Null, Value::text).into(),
            ("equals", [other]) => {
                // Unlike ==, equals wants the same class.
                let same = value.kind() == other.kind() && value.equals(other);
                return Value::Bool(same).into();
            }
            _ => {}
        }
        match value {
            Value::Input => self.of_input(name, arguments, place),
            Value::Util => self.of_util(name, arguments, place),
            Value::Text(text) => self.of_text(text, name, arguments, place),
            Value::List(list) => super::lists::ask(list, name, arguments),
            Value::Map(map) => super::maps::ask(map, name, arguments),
            Value::Entry(entry) => match (name, arguments) {
                ("getKey", []) => Value::text(&entry.0).into(),
                ("getValue", []) => entry.1.clone().into(),
                _ => Answer::Unknown(methods::ENTRY),
            },
            Value::Loop(_) => match name {
                "hasNext" | "index" | "count" => self.property(value, name).into(),
                _ => Answer::Unknown(methods::LOOP),
            },
            Value::Bool(_) | Value::Int(_) | Value::Float(_) => number(value, name, arguments),
            Value::Null | Value::Block(_) => Value::Null.into(),
        }
    }

    /// `$x.name`: a key of a map, or what Java calls `getName` or `isName`.
    fn property(&mut self, value: &Value, name: &str) -> Value {
        match (value, name) {
            (Value::Map(map), name) => map.borrow().get(name).cloned().unwrap_or(Value::Null),
            (Value::Entry(entry), "key") => Value::text(&entry.0),
            (Value::Entry(entry), "value") => entry.1.clone(),
            (Value::Text(text), "empty") => Value::Bool(text.is_empty()),
            (Value::List(list), "empty") => Value::Bool(list.items.borrow().is_empty()),
            (Value::Input, "body") => Value::text(&self.sample.body),
            (Value::Loop(position), "index") => Value::count(position.index),
            (Value::Loop(position), "count") => Value::count(position.index + 1),
            (Value::Loop(position), "hasNext") => Value::Bool(position.index + 1 < position.length),
            (Value::Loop(position), "first") => Value::Bool(position.index == 0),
            (Value::Loop(position), "last") => Value::Bool(position.index + 1 == position.length),
            (Value::Loop(position), "parent") => position.parent.clone(),
            _ => Value::Null,
        }
    }

    /// `#set`: a variable, an entry of a map or an item of a list. Nothing is not assigned: the old value stays.
    pub(super) fn assign(&mut self, target: &Reference, value: Value) {
        if matches!(value, Value::Null) {
            return;
        }
        let Some((last, before)) = target.steps.split_last() else {
            self.variables.insert(target.name.clone(), value);
            return;
        };
        let owner = Reference { steps: before.to_vec(), ..target.clone() };
        let owner = self.resolve(&owner);
        match (&last.kind, &owner) {
            (StepKind::Property(name), Value::Map(map)) => {
                map.borrow_mut().insert(name.clone(), value);
            }
            (StepKind::Index(index), Value::Map(map)) => {
                let key = self.value(index).written().unwrap_or_default();
                map.borrow_mut().insert(key, value);
            }
            (StepKind::Index(index), Value::List(_)) => {
                let index = self.value(index);
                self.answer(&owner, "set", &[index, value], &last.place);
            }
            _ => {}
        }
    }
}

fn number(value: &Value, name: &str, arguments: &[Value]) -> Answer {
    let own = value.number();
    let given = |number: Option<f64>| number.map_or(Value::Null, Value::Float);
    let whole = |number: Option<f64>| number.map_or(Value::Null, |number| Value::Int(number as i64));
    match (name, arguments) {
        ("intValue" | "longValue", []) => whole(own).into(),
        ("doubleValue", []) => given(own).into(),
        ("parseInt" | "valueOf", [Value::Text(text)]) => text.parse().map_or(Value::Null, Value::Int).into(),
        ("valueOf", [number]) => number.clone().into(),
        ("parseDouble", [Value::Text(text)]) => given(text.parse().ok()).into(),
        ("compareTo", [other]) => {
            let order = own.zip(other.number()).and_then(|(a, b)| a.partial_cmp(&b));
            order.map_or(Value::Null, |order| Value::Int(order as i64)).into()
        }
        (name, _) if methods::NUMBER.contains(&name) => Answer::Arguments,
        _ => Answer::Unknown(methods::NUMBER),
    }
}
