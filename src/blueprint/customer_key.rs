//! `kms_key` of a store.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

use crate::yaml::Refusal;

/// The customer's own key of AWS KMS with which a store is encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerKey {
    /// As it is written: the name of an existing `kms_key`, which has one in each region of the store, or an ARN.
    pub written: String,
}

impl<'de> Deserialize<'de> for CustomerKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(KeyVisitor)
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = CustomerKey;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of an existing key, or an ARN")
    }

    fn visit_str<E: de::Error>(self, written: &str) -> Result<CustomerKey, E> {
        Ok(CustomerKey { written: written.to_owned() })
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<CustomerKey, A::Error> {
        Err(de::Error::custom(Refusal::new("expected the name of an existing key, or an ARN").help(
            "say once which key each region has, `existing: {audit-key: {kms_key: {us-east-1: arn:…}}}`, and name it: `kms_key: audit-key`",
        )))
    }
}

impl JsonSchema for CustomerKey {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CustomerKey".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A key of AWS KMS: the name of an existing `kms_key`, or an ARN",
            "examples": ["audit-key", "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"]
        })
    }
}
