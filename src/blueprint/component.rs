//! What every component has, around the model of its kind.

use std::borrow::Cow;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{Override, Uses};
use crate::yaml::Node;

/// The fields that every component has, whatever its kind.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Common {
    /// Regions in which it runs. Left out: every region.
    pub regions: Option<Vec<String>>,
    /// What the component is for, in a sentence.
    pub description: Option<String>,
    /// Tags beside the blueprint's, on each of its resources that takes tags.
    pub tags: IndexMap<String, String>,
    /// Other components that it uses, by name, and what it may do with each: read, write, read_write or invoke. Permissions, network
    /// access, environment variables and the order of deployment follow.
    pub uses: Uses,
    /// Warnings about this component that are accepted, by code, each with the reason.
    pub waive: IndexMap<String, String>,
    /// Properties and attributes of its generated resources, by role: `ReplicationGroup: {Properties: {…}}`.
    pub overrides: IndexMap<String, Override>,
}

/// The names of the fields of [`Common`], and `per_region`.
pub const COMMON_FIELDS: &[&str] = &["regions", "per_region", "description", "tags", "uses", "waive", "overrides"];

/// A component: its model as written, and as it is in each region that patches it.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound = "M: DeserializeOwned")]
pub struct Component<M> {
    /// What every component has.
    pub common: Common,
    /// The model as written.
    pub base: Effective<M>,
    /// The model with the patch of a region merged over it.
    pub per_region: IndexMap<String, Effective<M>>,
    /// The model in each region that runs less than everything, where no patch says otherwise.
    pub reduced: IndexMap<String, Effective<M>>,
    /// The component's whole map.
    pub node: Node,
}

/// A model together with the tree that it was read from, so that a place in it can be named by its path.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound = "M: DeserializeOwned")]
pub struct Effective<M> {
    /// The decoded model.
    pub model: M,
    /// The map that it was decoded from.
    pub node: Node,
}

impl<M> Component<M> {
    /// The model as it is in a region.
    pub fn in_region(&self, region: &str) -> &Effective<M> {
        self.per_region.get(region).or_else(|| self.reduced.get(region)).unwrap_or(&self.base)
    }
}

impl<M: JsonSchema> JsonSchema for Component<M> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}Component", M::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = M::json_schema(generator);
        let mut common = Common::json_schema(generator);
        let model = generator.subschema_for::<M>();
        let mut more = match common.ensure_object().remove("properties") {
            Some(Value::Object(more)) => more,
            _ => Map::new(),
        };
        more.insert("per_region".into(), per_region(model));
        add_fields(schema.ensure_object(), &more);
        schema
    }
}

/// Adds fields to the schema of a model; of one that is a choice, to each branch.
fn add_fields(schema: &mut Map<String, Value>, more: &Map<String, Value>) {
    if let Some(Value::Object(fields)) = schema.get_mut("properties") {
        fields.extend(more.clone());
    }
    if let Some(Value::Array(branches)) = schema.get_mut("oneOf") {
        branches.iter_mut().filter_map(Value::as_object_mut).for_each(|branch| add_fields(branch, more));
    }
}

/// What a region changes: the model again, of which the root of the schema makes a patch.
fn per_region(model: Schema) -> Value {
    serde_json::json!({
        "type": "object",
        "description": "What differs in a region: merged key by key; lists replace whole; null removes.",
        "additionalProperties": model,
    })
}
