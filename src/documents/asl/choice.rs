//! The rules of a Choice state.

use indexmap::IndexMap;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;

/// One rule: a JSONata condition, a comparison of a variable, or `And`, `Or`, `Not` of such rules.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChoiceRule {
    /// What it decides.
    pub comment: Option<String>,
    /// JSONata: the expression that must be true.
    pub condition: Option<String>,
    /// JSONPath: the value that is compared.
    pub variable: Option<String>,
    /// JSONPath: the comparison and what is compared with, by the operator's name; one in a rule that is right.
    pub comparisons: IndexMap<String, Value>,
    /// All of these.
    pub and: Option<Vec<ChoiceRule>>,
    /// Any of these.
    pub or: Option<Vec<ChoiceRule>>,
    /// The opposite of this.
    pub not: Option<Box<ChoiceRule>>,
    /// Variables that later states of the scope can read.
    pub assign: Option<Value>,
    /// JSONata: what is handed on.
    pub output: Option<Value>,
    /// The state that goes on; only in a rule that is not part of another.
    pub next: Option<String>,
}

const FIELDS: &[&str] = &[
    "Comment",
    "Condition",
    "Variable",
    "And",
    "Or",
    "Not",
    "Assign",
    "Output",
    "Next",
    "IsBoolean",
    "IsNull",
    "IsNumeric",
    "IsPresent",
    "IsString",
    "IsTimestamp",
    "BooleanEquals",
    "BooleanEqualsPath",
    "NumericEquals",
    "NumericEqualsPath",
    "NumericGreaterThan",
    "NumericGreaterThanPath",
    "NumericGreaterThanEquals",
    "NumericGreaterThanEqualsPath",
    "NumericLessThan",
    "NumericLessThanPath",
    "NumericLessThanEquals",
    "NumericLessThanEqualsPath",
    "StringEquals",
    "StringEqualsPath",
    "StringGreaterThan",
    "StringGreaterThanPath",
    "StringGreaterThanEquals",
    "StringGreaterThanEqualsPath",
    "StringLessThan",
    "StringLessThanPath",
    "StringLessThanEquals",
    "StringLessThanEqualsPath",
    "StringMatches",
    "TimestampEquals",
    "TimestampEqualsPath",
    "TimestampGreaterThan",
    "TimestampGreaterThanPath",
    "TimestampGreaterThanEquals",
    "TimestampGreaterThanEqualsPath",
    "TimestampLessThan",
    "TimestampLessThanPath",
    "TimestampLessThanEquals",
    "TimestampLessThanEqualsPath",
];

impl<'de> Deserialize<'de> for ChoiceRule {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_struct("ChoiceRule", FIELDS, RuleVisitor)
    }
}

struct RuleVisitor;

impl<'de> Visitor<'de> for RuleVisitor {
    type Value = ChoiceRule;

    fn expecting(&self, to: &mut std::fmt::Formatter) -> std::fmt::Result {
        to.write_str("a choice rule")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<ChoiceRule, M::Error> {
        let mut rule = ChoiceRule::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "Comment" => rule.comment = Some(map.next_value()?),
                "Condition" => rule.condition = Some(map.next_value()?),
                "Variable" => rule.variable = Some(map.next_value()?),
                "And" => rule.and = Some(map.next_value()?),
                "Or" => rule.or = Some(map.next_value()?),
                "Not" => rule.not = Some(map.next_value()?),
                "Assign" => rule.assign = Some(map.next_value()?),
                "Output" => rule.output = Some(map.next_value()?),
                "Next" => rule.next = Some(map.next_value()?),
                operator if FIELDS.contains(&operator) => {
                    let operand = map.next_value()?;
                    rule.comparisons.insert(key, operand);
                }
                unknown => {
                    let error = Error::unknown_field(unknown, FIELDS);
                    map.next_value::<IgnoredAny>()?;
                    return Err(error);
                }
            }
        }
        Ok(rule)
    }
}

impl Serialize for ChoiceRule {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        given(&mut map, "Comment", &self.comment)?;
        given(&mut map, "Condition", &self.condition)?;
        given(&mut map, "Variable", &self.variable)?;
        for (operator, operand) in &self.comparisons {
            map.serialize_entry(operator, operand)?;
        }
        given(&mut map, "And", &self.and)?;
        given(&mut map, "Or", &self.or)?;
        given(&mut map, "Not", &self.not)?;
        given(&mut map, "Assign", &self.assign)?;
        given(&mut map, "Output", &self.output)?;
        given(&mut map, "Next", &self.next)?;
        map.end()
    }
}

fn given<M: SerializeMap, T: Serialize>(map: &mut M, key: &'static str, value: &Option<T>) -> Result<(), M::Error> {
    match value {
        Some(value) => map.serialize_entry(key, value),
        None => Ok(()),
    }
}
