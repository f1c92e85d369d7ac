//! What one component may do with another, and the environment that it gets.

use std::fmt;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor, value::MapAccessDeserializer};

use crate::yaml::Refusal;

/// What a component uses, by name: `{sessions: read_write, matches: read}`.
pub type Uses = IndexMap<String, Access>;

/// What a component may do with another that it uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Read what is there; receive from a queue, decrypt with a key.
    Read,
    /// Add, change and delete; send to a queue, publish to a topic, encrypt with a key.
    Write,
    /// Both.
    ReadWrite,
    /// Call a function, start a workflow.
    Invoke,
}

impl Access {
    /// As the blueprint writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Access::Read => "read",
            Access::Write => "write",
            Access::ReadWrite => "read_write",
            Access::Invoke => "invoke",
        }
    }

    /// Whether what is there may be read.
    pub const fn reads(self) -> bool {
        matches!(self, Access::Read | Access::ReadWrite)
    }

    /// Whether what is there may be changed.
    pub const fn writes(self) -> bool {
        matches!(self, Access::Write | Access::ReadWrite)
    }
}

/// The value of an environment variable: a text, or where the value is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnvValue {
    /// As it stands.
    Text(String),
    /// A secret of AWS Secrets Manager, by name or ARN.
    Secret(String),
    /// A parameter of AWS Systems Manager, by name.
    Parameter(String),
}

/// Where a value is kept.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Kept {
    /// The name or the ARN of a secret of AWS Secrets Manager in each region.
    Secret(String),
    /// The name of a parameter of AWS Systems Manager in each region: /game/flag.
    Parameter(String),
}

impl<'de> Deserialize<'de> for EnvValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EnvValueVisitor)
    }
}

struct EnvValueVisitor;

impl EnvValueVisitor {
    fn unquoted<E: de::Error>(value: impl fmt::Display) -> Result<EnvValue, E> {
        Err(E::custom(Refusal::new(format!("expected text, found `{value}`")).help(format!("write \"{value}\""))))
    }
}

impl<'de> Visitor<'de> for EnvValueVisitor {
    type Value = EnvValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, {secret: …} or {parameter: …}")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<EnvValue, E> {
        Ok(EnvValue::Text(text.to_owned()))
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<EnvValue, E> {
        Self::unquoted(value)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<EnvValue, E> {
        Self::unquoted(value)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<EnvValue, E> {
        Self::unquoted(value)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<EnvValue, E> {
        Self::unquoted(value)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<EnvValue, A::Error> {
        Ok(match Kept::deserialize(MapAccessDeserializer::new(map))? {
            Kept::Secret(name) => EnvValue::Secret(name),
            Kept::Parameter(name) => EnvValue::Parameter(name),
        })
    }
}

impl JsonSchema for EnvValue {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "EnvValue".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let kept = generator.subschema_for::<Kept>();
        json_schema!({ "anyOf": [{ "type": "string" }, kept] })
    }
}
