use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::NodeGroupTaint;

/// Taints of a self-managed node group: a list, or a map `key: value:Effect`. Always written as a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Taints {
    /// The taints, in order.
    pub list: Vec<NodeGroupTaint>,
    /// True when they were given as a map; a place in them is then a key and not an index.
    pub by_key: bool,
}

impl Taints {
    /// True without any taint.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl From<Vec<NodeGroupTaint>> for Taints {
    fn from(list: Vec<NodeGroupTaint>) -> Self {
        Taints { list, by_key: false }
    }
}

impl Serialize for Taints {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.list.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Taints {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ListOrMap)
    }
}

struct ListOrMap;

impl<'de> Visitor<'de> for ListOrMap {
    type Value = Taints;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of taints or a map `key: value:Effect`")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Taints, A::Error> {
        let mut list = Vec::new();
        while let Some(taint) = items.next_element()? {
            list.push(taint);
        }
        Ok(Taints { list, by_key: false })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Taints, A::Error> {
        let mut list = Vec::new();
        while let Some((key, text)) = entries.next_entry::<String, String>()? {
            let (value, effect) = match text.split_once(':') {
                Some((value, effect)) => (value.to_owned(), effect.to_owned()),
                None => (String::new(), text),
            };
            let value = (!value.is_empty()).then_some(value);
            list.push(NodeGroupTaint { key: Some(key), value, effect: Some(effect) });
        }
        Ok(Taints { list, by_key: true })
    }
}

impl JsonSchema for Taints {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Taints".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let taint = generator.subschema_for::<NodeGroupTaint>();
        json_schema!({
            "anyOf": [
                { "type": "array", "items": taint },
                { "type": "object", "additionalProperties": { "type": "string" } },
            ]
        })
    }
}
