//! Methods of maps.

use std::rc::Rc;

use super::super::methods;
use super::super::value::{Map, Value};
use super::references::Answer;

pub(super) fn ask(map: &Map, name: &str, arguments: &[Value]) -> Answer {
    let key = |value: &Value| value.written().unwrap_or_default();
    match (name, arguments) {
        ("size", []) => Value::count(map.borrow().len()).into(),
        ("isEmpty", []) => Value::Bool(map.borrow().is_empty()).into(),
        ("get", [wanted]) => map.borrow().get(&key(wanted)).cloned().unwrap_or(Value::Null).into(),
        ("getOrDefault", [wanted, other]) => map.borrow().get(&key(wanted)).unwrap_or(other).clone().into(),
        ("containsKey", [wanted]) => Value::Bool(map.borrow().contains_key(&key(wanted))).into(),
        ("containsValue", [wanted]) => Value::Bool(map.borrow().values().any(|value| value.equals(wanted))).into(),
        ("keySet", []) => Value::list(map.borrow().keys().map(Value::text).collect()).into(),
        ("values", []) => Value::list(map.borrow().values().cloned().collect()).into(),
        ("entrySet", []) => {
            let entry = |(key, value): (&String, &Value)| Value::Entry(Rc::new((key.clone(), value.clone())));
            Value::list(map.borrow().iter().map(entry).collect()).into()
        }
        _ => change(map, name, arguments),
    }
}

/// Methods that change the map. What was there before is the answer; of methods of Java without an answer it is empty text.
fn change(map: &Map, name: &str, arguments: &[Value]) -> Answer {
    let key = |value: &Value| value.written().unwrap_or_default();
    match (name, arguments) {
        ("put", [wanted, value]) => map.borrow_mut().insert(key(wanted), value.clone()).unwrap_or(Value::Null).into(),
        ("putIfAbsent", [wanted, value]) => {
            let key = key(wanted);
            let old = map.borrow().get(&key).cloned();
            old.unwrap_or_else(|| map.borrow_mut().insert(key, value.clone()).unwrap_or(Value::Null)).into()
        }
        ("putAll", [Value::Map(other)]) => {
            let others = other.borrow().clone();
            map.borrow_mut().extend(others);
            Value::text("").into()
        }
        ("remove", [wanted]) => map.borrow_mut().shift_remove(&key(wanted)).unwrap_or(Value::Null).into(),
        ("clear", []) => {
            map.borrow_mut().clear();
            Value::text("").into()
        }
        (name, _) if methods::MAP.contains(&name) => Answer::Arguments,
        _ => Answer::Unknown(methods::MAP),
    }
}
