//! Methods of lists.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::methods;
use super::super::value::{List, Value};
use super::references::Answer;

pub(super) fn ask(list: &List, name: &str, arguments: &[Value]) -> Answer {
    match (name, arguments) {
        ("size" | "count", []) => Value::count(list.items.borrow().len()).into(),
        ("isEmpty", []) => Value::Bool(list.items.borrow().is_empty()).into(),
        ("get", [Value::Int(index)]) => at(list, *index).unwrap_or(Value::Null).into(),
        ("contains", [wanted]) => Value::Bool(position(list, wanted).is_some()).into(),
        ("indexOf", [wanted]) => position(list, wanted).map_or(Value::Int(-1), Value::count).into(),
        ("subList", [Value::Int(from), Value::Int(to)]) => part(list, *from, *to).into(),
        _ => change(list, name, arguments),
    }
}

/// Methods that change the list.
fn change(list: &List, name: &str, arguments: &[Value]) -> Answer {
    match (name, arguments) {
        ("add", [value]) => {
            let value = value.clone();
            list.items.borrow_mut().push(value);
            Value::Bool(true).into()
        }
        ("add", [Value::Int(index), value]) => {
            let mut items = list.items.borrow_mut();
            let index = usize::try_from(*index).unwrap_or(usize::MAX);
            if index <= items.len() {
                items.insert(index, value.clone());
            }
            Value::text("").into()
        }
        ("addAll", [Value::List(other)]) => {
            let others = other.items.borrow().clone();
            list.items.borrow_mut().extend(others);
            Value::Bool(true).into()
        }
        ("set", [Value::Int(index), value]) => {
            let index = usize::try_from(*index).unwrap_or(usize::MAX);
            let mut items = list.items.borrow_mut();
            items.get_mut(index).map_or(Value::Null, |old| std::mem::replace(old, value.clone())).into()
        }
        ("remove", [Value::Int(index)]) => {
            let index = usize::try_from(*index).unwrap_or(usize::MAX);
            let mut items = list.items.borrow_mut();
            if index < items.len() { items.remove(index).into() } else { Value::Null.into() }
        }
        ("remove", [wanted]) => {
            let found = position(list, wanted);
            if let Some(found) = found {
                list.items.borrow_mut().remove(found);
            }
            Value::Bool(found.is_some()).into()
        }
        ("clear", []) => {
            list.items.borrow_mut().clear();
            Value::text("").into()
        }
        (name, _) if methods::LIST.contains(&name) => Answer::Arguments,
        _ => Answer::Unknown(methods::LIST),
    }
}

fn at(list: &List, index: i64) -> Option<Value> {
    let items = list.items.borrow();
    // Velocity counts negative positions from the end.
    let index = if index < 0 { i64::try_from(items.len()).ok()?.checked_add(index)? } else { index };
    items.get(usize::try_from(index).ok()?).cloned()
}

fn position(list: &List, wanted: &Value) -> Option<usize> {
    list.items.borrow().iter().position(|item| item.kind() == wanted.kind() && item.equals(wanted))
}

fn part(list: &List, from: i64, to: i64) -> Value {
    let items = list.items.borrow();
    let range = usize::try_from(from).ok().zip(usize::try_from(to).ok());
    let part = range.and_then(|(from, to)| items.get(from..to));
    part.map_or(Value::Null, |part| Value::List(List { items: Rc::new(RefCell::new(part.to_vec())), json: list.json }))
}
