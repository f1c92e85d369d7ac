//! Values of properties: what is written out, and what CloudFormation works out.

use indexmap::IndexMap;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::OutputRef;

/// Any value, with its keys in the order in which they were set.
pub type Json = serde_json::Value;

/// A literal, or an intrinsic function that gives one.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<T> {
    /// As it stands.
    Literal(T),
    /// `Ref`: a resource, a parameter or a pseudo parameter.
    Ref(String),
    /// `Fn::GetAtt`: the resource and the attribute.
    GetAtt(String, String),
    /// `Fn::Sub` over names that the template has.
    Sub(String),
    /// `Fn::Sub` with values of its own.
    SubWith(String, IndexMap<String, Value<String>>),
    /// `Fn::Join`: the delimiter and the parts.
    Join(String, Vec<Value<String>>),
    /// A named output of another stack, replaced when the stacks are linked.
    Output(OutputRef),
    /// Any other intrinsic function, as CloudFormation writes it in JSON.
    Expr(Json),
}

/// A literal text.
pub fn text(text: impl Into<String>) -> Value<String> {
    Value::Literal(text.into())
}

/// `Ref` of a resource or parameter of the same template.
pub fn reference(id: impl AsRef<str>) -> Value<String> {
    Value::Ref(id.as_ref().to_owned())
}

/// `Fn::GetAtt` of a resource of the same template; the attribute may have dots.
pub fn get_att(id: impl AsRef<str>, attribute: &str) -> Value<String> {
    Value::GetAtt(id.as_ref().to_owned(), attribute.to_owned())
}

/// `Fn::Sub`: `${Name}`, `${Name.Attribute}` and `${AWS::Region}` are replaced.
pub fn sub(text: impl Into<String>) -> Value<String> {
    Value::Sub(text.into())
}

/// `Fn::Sub` with names that only this text has, for values that are no names of the template.
pub fn sub_with<N: Into<String>>(
    text: impl Into<String>,
    values: impl IntoIterator<Item = (N, Value<String>)>,
) -> Value<String> {
    Value::SubWith(text.into(), values.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

/// `Fn::Join`.
pub fn join(delimiter: &str, parts: impl IntoIterator<Item = Value<String>>) -> Value<String> {
    Value::Join(delimiter.to_owned(), parts.into_iter().collect())
}

/// A named output of another stack.
pub fn output(output: &OutputRef) -> Value<String> {
    Value::Output(output.clone())
}

/// The value of a property that may be left out.
pub fn some<T>(value: impl Into<Value<T>>) -> Option<Value<T>> {
    Some(value.into())
}

/// Parameters that every template has.
pub mod pseudo {
    use super::{Value, reference};

    /// The account that the stack is in.
    pub fn account_id() -> Value<String> {
        reference("AWS::AccountId")
    }

    /// The region that the stack is in.
    pub fn region() -> Value<String> {
        reference("AWS::Region")
    }

    /// `aws`, `aws-cn` or `aws-us-gov`.
    pub fn partition() -> Value<String> {
        reference("AWS::Partition")
    }

    /// `amazonaws.com`, or what the partition has instead.
    pub fn url_suffix() -> Value<String> {
        reference("AWS::URLSuffix")
    }

    /// The name of the stack.
    pub fn stack_name() -> Value<String> {
        reference("AWS::StackName")
    }

    /// Leaves the property out.
    pub fn no_value() -> Value<String> {
        reference("AWS::NoValue")
    }
}

/// A tag of a resource.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Tag {
    /// Up to 128 characters.
    pub key: Value<String>,
    /// Up to 256 characters.
    pub value: Value<String>,
}

/// A tag of a resource.
pub fn tag(key: impl Into<Value<String>>, value: impl Into<Value<String>>) -> Tag {
    Tag { key: key.into(), value: value.into() }
}

/// A number that may have a fraction; written without one when it has none. A number that is not finite is written as null.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Number(pub f64);

/// Whole numbers of 64-bit floats are exact up to here.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 && self.0.abs() <= EXACT {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

impl<T: Default> Default for Value<T> {
    fn default() -> Self {
        Value::Literal(T::default())
    }
}

impl<T> From<T> for Value<T> {
    fn from(value: T) -> Self {
        Value::Literal(value)
    }
}

impl From<&str> for Value<String> {
    fn from(value: &str) -> Self {
        Value::Literal(value.to_owned())
    }
}

impl From<&String> for Value<String> {
    fn from(value: &String) -> Self {
        Value::Literal(value.clone())
    }
}

impl From<&OutputRef> for Value<String> {
    fn from(value: &OutputRef) -> Self {
        Value::Output(value.clone())
    }
}

impl From<OutputRef> for Value<String> {
    fn from(value: OutputRef) -> Self {
        Value::Output(value)
    }
}

macro_rules! numbers {
    ($($from:ty => $to:ty: $convert:expr;)*) => {
        $(impl From<$from> for Value<$to> {
            fn from(value: $from) -> Self {
                Value::Literal($convert(value))
            }
        })*
    };
}

numbers! {
    i32 => i64: i64::from;
    u8 => i64: i64::from;
    u16 => i64: i64::from;
    u32 => i64: i64::from;
    u64 => i64: |value| i64::try_from(value).unwrap_or(i64::MAX);
    usize => i64: |value| i64::try_from(value).unwrap_or(i64::MAX);
    f64 => Number: Number;
    i32 => Number: |value| Number(f64::from(value));
    u32 => Number: |value| Number(f64::from(value));
}

impl<T: Serialize> Value<T> {
    /// The value as CloudFormation writes it in JSON.
    pub fn to_json(&self) -> Json {
        serde_json::to_value(self).unwrap_or(Json::Null)
    }
}

impl<T: Serialize> Serialize for Value<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Literal(value) => value.serialize(serializer),
            Value::Ref(name) => call(serializer, "Ref", name),
            Value::GetAtt(id, attribute) => call(serializer, "Fn::GetAtt", &(id, attribute)),
            Value::Sub(text) => call(serializer, "Fn::Sub", text),
            Value::SubWith(text, values) => call(serializer, "Fn::Sub", &(text, values)),
            Value::Join(delimiter, parts) => call(serializer, "Fn::Join", &(delimiter, parts)),
            Value::Output(output) => output.serialize(serializer),
            Value::Expr(json) => json.serialize(serializer),
        }
    }
}

fn call<S: Serializer>(serializer: S, function: &str, argument: &impl Serialize) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(function, argument)?;
    map.end()
}
