//! Values of expressions.

use indexmap::IndexMap;

use super::super::ast::{Expression, Node, Operator};
use super::super::value::{LONGEST, Value};
use super::{Output, Run};

/// The most items of a range, `[1..9]`.
const LONGEST_RANGE: i64 = 10_000;

impl Run<'_> {
    pub(super) fn value(&mut self, expression: &Expression) -> Value {
        match expression {
            Expression::Bool(flag) => Value::Bool(*flag),
            Expression::Int(number) => Value::Int(*number),
            Expression::Float(number) => Value::Float(*number),
            Expression::Text(text) => Value::text(text),
            Expression::Template(nodes) => self.interpolated(nodes),
            Expression::Reference(reference) => match self.resolve(reference) {
                Value::Block(body) => self.interpolated(&body),
                value => value,
            },
            Expression::List(items) => {
                let items = items.iter().map(|item| self.value(item)).map(shallow).collect();
                Value::list(items)
            }
            Expression::Range(first, last) => match (self.value(first), self.value(last)) {
                (Value::Int(first), Value::Int(last)) => range(first, last),
                _ => Value::Null,
            },
            Expression::Map(entries) => {
                let mut map = IndexMap::new();
                for (key, value) in entries {
                    let key = self.value(key).written().unwrap_or_default();
                    let value = shallow(self.value(value));
                    map.insert(key, value);
                }
                Value::map(map)
            }
            Expression::Not(inner) => Value::Bool(!self.value(inner).is_true()),
            Expression::Binary(operator, left, right) => self.binary(*operator, left, right),
        }
    }

    fn interpolated(&mut self, nodes: &[Node]) -> Value {
        let mut output = Output::default();
        // A block may hold itself.
        let place = 0..0;
        let _ = self.block(nodes, &place, &mut output);
        Value::text(output.text)
    }

    fn binary(&mut self, operator: Operator, left: &Expression, right: &Expression) -> Value {
        let left = self.value(left);
        match operator {
            Operator::Or => return Value::Bool(left.is_true() || self.value(right).is_true()),
            Operator::And => return Value::Bool(left.is_true() && self.value(right).is_true()),
            _ => {}
        }
        let right = self.value(right);
        let ordered = || left.number().zip(right.number());
        match operator {
            Operator::Equal => Value::Bool(left.equals(&right)),
            Operator::Unequal => Value::Bool(!left.equals(&right)),
            Operator::Less => Value::Bool(ordered().is_some_and(|(a, b)| a < b)),
            Operator::LessOrEqual => Value::Bool(ordered().is_some_and(|(a, b)| a <= b)),
            Operator::Greater => Value::Bool(ordered().is_some_and(|(a, b)| a > b)),
            Operator::GreaterOrEqual => Value::Bool(ordered().is_some_and(|(a, b)| a >= b)),
            Operator::Add if matches!(left, Value::Text(_)) || matches!(right, Value::Text(_)) => joined(&left, &right),
            operator => arithmetic(operator, &left, &right),
        }
    }
}

/// Text beside anything is text.
fn joined(left: &Value, right: &Value) -> Value {
    let mut text = left.written().unwrap_or_default();
    text.push_str(&right.written().unwrap_or_default());
    if text.len() > LONGEST { Value::Null } else { Value::text(text) }
}

/// Whole numbers stay whole; a division by nothing has no value.
fn arithmetic(operator: Operator, left: &Value, right: &Value) -> Value {
    if let (Value::Int(a), Value::Int(b)) = (left, right) {
        let result = match operator {
            Operator::Add => a.checked_add(*b),
            Operator::Subtract => a.checked_sub(*b),
            Operator::Multiply => a.checked_mul(*b),
            Operator::Divide => a.checked_div(*b),
            _ => a.checked_rem(*b),
        };
        return result.map_or(Value::Null, Value::Int);
    }
    let Some((a, b)) = left.number().zip(right.number()) else { return Value::Null };
    match operator {
        Operator::Add => Value::Float(a + b),
        Operator::Subtract => Value::Float(a - b),
        Operator::Multiply => Value::Float(a * b),
        _ if b == 0.0 => Value::Null,
        Operator::Divide => Value::Float(a / b),
        _ => Value::Float(a % b),
    }
}

/// Both ends belong to a range, which may run downwards.
fn range(first: i64, last: i64) -> Value {
    let length = last.abs_diff(first);
    if i64::try_from(length).map_or(true, |length| length >= LONGEST_RANGE) {
        return Value::Null;
    }
    let items: Vec<Value> = if first <= last {
        (first..=last).map(Value::Int).collect()
    } else {
        (last..=first).rev().map(Value::Int).collect()
    };
    Value::list(items)
}

/// A value that may stand within another: lists that a loop wraps in lists end somewhere.
fn shallow(value: Value) -> Value {
    let mut inner = value.clone();
    for _ in 0..64 {
        let next = match &inner {
            Value::List(list) => list.items.borrow().first().cloned(),
            Value::Map(map) => map.borrow().values().next().cloned(),
            _ => None,
        };
        match next {
            Some(next) => inner = next,
            None => return value,
        }
    }
    Value::Null
}
