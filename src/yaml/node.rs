//! A field that keeps a subtree as it is written.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Visitor};

use super::NodeId;

/// A part of the blueprint that is not ours to model, such as a pasted Amazon States Language document: any shape is
/// accepted. Read it with [`Tree::to_json`](super::Tree::to_json), or decode it later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node(
    /// Where it is in the tree that was decoded.
    pub NodeId,
);

/// The name by which the deserialiser recognises a [`Node`].
pub(super) const NODE: &str = "$synth::yaml::Node";

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IdVisitor;
        impl<'de> Visitor<'de> for IdVisitor {
            type Value = Node;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a node of a YAML tree")
            }
            fn visit_newtype_struct<D: Deserializer<'de>>(self, id: D) -> Result<Node, D::Error> {
                u32::deserialize(id).map(|id| Node(NodeId(id)))
            }
        }
        deserializer.deserialize_newtype_struct(NODE, IdVisitor)
    }
}

impl JsonSchema for Node {
    fn schema_name() -> Cow<'static, str> {
        "Any".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!(true)
    }

    fn inline_schema() -> bool {
        true
    }
}
