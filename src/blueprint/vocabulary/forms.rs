//! Values that may be written in several forms: a switch or a block, a word or several, a file or the text itself.

use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::yaml::Refusal;

/// A switch that may carry settings: `enabled`, `disabled`, or a block, which also means enabled.
#[derive(Debug, Clone, PartialEq)]
pub enum Switch<T> {
    /// On, with the defaults of its block.
    Enabled,
    /// Off.
    Disabled,
    /// On, with these settings.
    With(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Switch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SwitchVisitor(PhantomData))
    }
}

struct SwitchVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for SwitchVisitor<T> {
    type Value = Switch<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`enabled`, `disabled` or a mapping")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        match text {
            "enabled" => Ok(Switch::Enabled),
            "disabled" => Ok(Switch::Disabled),
            _ => Err(E::unknown_variant(text, &["enabled", "disabled"])),
        }
    }

    fn visit_bool<E: de::Error>(self, on: bool) -> Result<Self::Value, E> {
        let word = if on { "enabled" } else { "disabled" };
        Err(E::custom(
            Refusal::new(format!("expected `enabled`, `disabled` or a mapping, found `{on}`"))
                .help(format!("write {word}")),
        ))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(Switch::Enabled)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Switch::With)
    }
}

impl<T: JsonSchema> JsonSchema for Switch<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("SwitchOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let block = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [{ "enum": ["enabled", "disabled"] }, block] })
    }
}

/// Names, or all of a kind: `all`, `none`, `[id, page]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Words {
    /// None of them.
    #[default]
    None,
    /// Every one.
    All,
    /// These.
    Only(Vec<String>),
}

impl Words {
    /// The names, if there are any to name.
    pub fn names(&self) -> &[String] {
        match self {
            Words::Only(names) => names,
            Words::None | Words::All => &[],
        }
    }

    /// Whether nothing is chosen.
    pub fn is_none(&self) -> bool {
        *self != Words::All && self.names().is_empty()
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordsVisitor)
    }
}

struct WordsVisitor;

impl<'de> Visitor<'de> for WordsVisitor {
    type Value = Words;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`all`, `none` or a list of names")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Words, E> {
        match text {
            "all" => Ok(Words::All),
            "none" => Ok(Words::None),
            _ => Err(E::unknown_variant(text, &["all", "none"])),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Words, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(list)).map(Words::Only)
    }
}

impl JsonSchema for Words {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Words".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "enum": ["all", "none"] }, { "type": "array", "items": { "type": "string" } }] })
    }
}

/// Text that lives in a file beside the blueprint, or in the blueprint itself.
#[derive(Debug, Clone, PartialEq, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Text {
    /// A path, relative to the blueprint.
    File(String),
    /// The text itself. Reading a blueprint puts the text of a file here, too.
    Inline(String),
}

impl Text {
    /// The text; empty for a file that has not been read.
    pub fn text(&self) -> &str {
        match self {
            Text::Inline(text) => text,
            Text::File(_) => "",
        }
    }
}
