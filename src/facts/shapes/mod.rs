//! CloudFormation resource types as the registry has them: what their properties must look like, what may change, what can be read.
//!
//! A shape is parsed when its type is first asked for and kept for the run.

mod check;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use indexmap::IndexMap;
use regex_lite::Regex;
use serde::Deserialize;
use serde_json::Value;

pub use self::check::Misfit;
use super::table::{List, Table};

const SHAPES: Table = Table::new(include_str!("../tables/shapes.tsv"));
const MUTABILITY: Table = Table::new(include_str!("../tables/mutability.tsv"));

/// The shapes parsed so far. Only saves time: a shape is the same whenever it is parsed.
static PARSED: Mutex<BTreeMap<&'static str, Arc<Shape>>> = Mutex::new(BTreeMap::new());

/// The names of all types that have a shape, in order.
pub fn types() -> impl Iterator<Item = &'static str> + Clone {
    SHAPES.keys()
}

/// The shape of a type: `AWS::S3::Bucket`.
pub fn shape(resource_type: &str) -> Option<Arc<Shape>> {
    let mut parsed = PARSED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(shape) = parsed.get(resource_type) {
        return Some(Arc::clone(shape));
    }
    let row = SHAPES.find(resource_type)?;
    let root = serde_json::from_str(row.cell(1)).ok()?;
    let shape = Arc::new(Shape { name: row.key(), root });
    parsed.insert(row.key(), Arc::clone(&shape));
    Some(shape)
}

/// What does not fit in the properties of a resource; nothing for a type without a known shape.
pub fn check_properties(resource_type: &str, properties: &Value) -> Vec<Misfit> {
    shape(resource_type).map(|shape| shape.check(properties)).unwrap_or_default()
}

/// The shape of the properties of a resource type.
#[derive(Debug)]
pub struct Shape {
    name: &'static str,
    root: Schema,
}

impl Shape {
    /// The type: `AWS::S3::Bucket`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The names of the top-level properties, read-only ones included.
    pub fn properties(&self) -> impl Iterator<Item = &str> {
        self.root.properties.keys().map(String::as_str)
    }

    /// The top-level properties that must be set.
    pub fn required(&self) -> impl Iterator<Item = &str> {
        self.root.required.iter().map(String::as_str)
    }

    /// What does not fit in these properties, in their order.
    ///
    /// An intrinsic function, a dynamic reference and an object whose only key is `$output` fit everywhere. Text that reads as a number
    /// or as a boolean fits where one is wanted, as CloudFormation converts it; the reverse does not.
    pub fn check(&self, properties: &Value) -> Vec<Misfit> {
        check::check(&self.root, &read_only(self.name), properties)
    }
}

/// The names that `Fn::GetAtt` takes for a type, dotted: `Endpoint.Address`. Empty for an unknown type.
pub fn getatt_names(resource_type: &str) -> impl Iterator<Item = String> {
    let paths = MUTABILITY.find(resource_type).map(|row| row.list(3)).unwrap_or_default();
    paths.iter().filter(|path| !path.contains('*')).map(|path| path.replace('/', "."))
}

/// Whether `Fn::GetAtt` takes the name for a type. `None` where no table tells: a type that is unknown or decides itself (custom
/// resources, nested stacks), and a property that may be set, which some types give back (`QueueName` of a queue).
pub fn has_attribute(resource_type: &str, name: &str) -> Option<bool> {
    if matches!(resource_type, "AWS::CloudFormation::CustomResource" | "AWS::CloudFormation::Stack") {
        return None;
    }
    MUTABILITY.find(resource_type)?;
    let listed = getatt_names(resource_type).any(|known| known == name);
    let may_be_set = || shape(resource_type).is_some_and(|shape| shape.properties().any(|property| property == name));
    if !listed && may_be_set() { None } else { Some(listed) }
}

/// True if deleting or replacing the resource loses data: it wants DeletionPolicy and UpdateReplacePolicy.
pub fn is_stateful(resource_type: &str) -> bool {
    MUTABILITY.find(resource_type).is_some_and(|row| row.cell(1) == "y")
}

/// The properties that form the identity of the resource, as paths with `/`. Empty for an unknown type.
pub fn identifier(resource_type: &str) -> List {
    MUTABILITY.find(resource_type).map(|row| row.list(2)).unwrap_or_default()
}

/// The properties whose change replaces the resource, as paths with `/`; `None` where the registry names none, which means unknown.
pub fn create_only(resource_type: &str) -> Option<List> {
    MUTABILITY.find(resource_type).map(|row| row.list(4)).filter(|paths| !paths.is_empty())
}

/// The properties whose change replaces the resource under conditions that the registry does not tell, as paths with `/`.
pub fn conditionally_create_only(resource_type: &str) -> List {
    MUTABILITY.find(resource_type).map(|row| row.list(5)).unwrap_or_default()
}

/// The properties that AWS calls deprecated, as paths with `/`.
pub fn deprecated(resource_type: &str) -> List {
    MUTABILITY.find(resource_type).map(|row| row.list(7)).unwrap_or_default()
}

/// The read-only properties, as paths with `/`.
fn read_only(resource_type: &str) -> List {
    MUTABILITY.find(resource_type).map(|row| row.list(3)).unwrap_or_default()
}

/// One node of a shape. The keys are explained in the header of `shapes.tsv`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Schema {
    #[serde(rename = "t")]
    types: String,
    #[serde(rename = "p")]
    properties: IndexMap<String, Schema>,
    #[serde(rename = "pp")]
    by_pattern: IndexMap<String, Schema>,
    #[serde(rename = "x")]
    closed: u8,
    #[serde(rename = "i")]
    items: Option<Box<Schema>>,
    #[serde(rename = "r")]
    required: Vec<String>,
    #[serde(rename = "e")]
    values: Vec<Value>,
    #[serde(rename = "c")]
    constant: Option<Value>,
    #[serde(rename = "re")]
    pattern: Option<Pattern>,
    min: Option<f64>,
    max: Option<f64>,
    #[serde(rename = "minl")]
    min_length: Option<usize>,
    #[serde(rename = "maxl")]
    max_length: Option<usize>,
    #[serde(rename = "mini")]
    min_items: Option<usize>,
    #[serde(rename = "maxi")]
    max_items: Option<usize>,
    #[serde(rename = "u")]
    unique: bool,
    #[serde(rename = "d")]
    definitions: IndexMap<String, Schema>,
    #[serde(rename = "$")]
    definition: Option<String>,
    one: Vec<Schema>,
    any: Vec<Schema>,
    all: Vec<Schema>,
    #[serde(rename = "requiredXor")]
    exactly_one: Vec<String>,
    #[serde(rename = "requiredOr")]
    at_least_one: Vec<String>,
    #[serde(rename = "dependentExcluded")]
    excludes: IndexMap<String, Vec<String>>,
    #[serde(rename = "dependentRequired")]
    asks_for: IndexMap<String, Vec<String>>,
}

/// A regular expression of the registry, compiled when it is first used.
#[derive(Debug, Deserialize)]
#[serde(from = "String")]
struct Pattern {
    text: String,
    compiled: OnceLock<Option<Regex>>,
}

impl From<String> for Pattern {
    fn from(text: String) -> Self {
        Pattern { text, compiled: OnceLock::new() }
    }
}

impl Pattern {
    /// Whether the text matches; `None` for a pattern that cannot be compiled: look-around and Unicode classes.
    fn matches(&self, text: &str) -> Option<bool> {
        let compiled = self.compiled.get_or_init(|| Regex::new(&self.text).ok());
        compiled.as_ref().map(|regex| regex.is_match(text))
    }
}

#[cfg(test)]
mod tests;
