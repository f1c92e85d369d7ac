//! A serde deserialiser over one node.

use serde::de::value::{StrDeserializer, U32Deserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};

use super::Repair;
use super::access::{Choice, Entries, Items};
use super::fault::{Fault, Problem};
use crate::yaml::node::NODE;
use crate::yaml::tree::Content;
use crate::yaml::{Kind, NodeId, Plain, Tree};

/// Reads a node, or answers for it.
#[derive(Clone, Copy)]
pub(super) struct NodeDeserializer<'t> {
    pub tree: &'t Tree,
    pub repair: &'t Repair,
    pub id: NodeId,
    stand_in: Option<StandIn>,
}

/// Where inside a stand-in.
#[derive(Clone, Copy)]
struct StandIn {
    /// A hash of the fields that lead here.
    slot: u64,
    depth: u8,
}

/// A type that contains itself without end cannot be stood in for.
const STAND_IN_DEPTH: u8 = 32;

impl<'t> NodeDeserializer<'t> {
    pub fn new(tree: &'t Tree, repair: &'t Repair, id: NodeId) -> Self {
        let stand_in = repair.stand_ins.contains(&id).then_some(StandIn { slot: 0, depth: 0 });
        NodeDeserializer { tree, repair, id, stand_in }
    }

    /// Another node of the same tree.
    pub fn at(&self, id: NodeId) -> Self {
        NodeDeserializer::new(self.tree, self.repair, id)
    }

    /// A stand-in for a field of this node.
    pub fn stand_in(&self, field: &str) -> Self {
        let from = self.stand_in.unwrap_or(StandIn { slot: 0, depth: 0 });
        let slot = field.bytes().fold(from.slot.wrapping_mul(31).wrapping_add(7), |hash, byte| {
            hash.wrapping_mul(0x0100_0000_01b3) ^ u64::from(byte)
        });
        NodeDeserializer { stand_in: Some(StandIn { slot, depth: from.depth.saturating_add(1) }), ..*self }
    }

    pub fn is_stand_in(&self) -> bool {
        self.stand_in.is_some()
    }

    /// Adds this node to the way that an error took.
    pub fn place<T>(&self, result: Result<T, Fault>) -> Result<T, Fault> {
        result.map_err(|fault| fault.through(self.id, self.stand_in.map(|stand_in| stand_in.slot)))
    }

    pub fn refuse<T>(&self, problem: Problem) -> Result<T, Fault> {
        self.place(Err(Fault::new(problem)))
    }

    fn mismatch<T>(&self, expected: impl Into<String>) -> Result<T, Fault> {
        self.refuse(Problem::Kind { expected: expected.into(), unquoted: None })
    }

    /// The text as written, or as meant.
    fn text(&self) -> Option<&'t str> {
        match self.repair.meant.get(&self.id) {
            Some(meant) => Some(meant),
            None => self.tree.text(self.id),
        }
    }

    fn example(&self) -> &'t str {
        let slot = self.stand_in.map_or(0, |stand_in| stand_in.slot);
        self.repair.examples.get(&(self.id, slot)).map_or("", String::as_str)
    }

    fn too_deep(&self) -> bool {
        self.stand_in.is_some_and(|stand_in| stand_in.depth > STAND_IN_DEPTH)
    }

    /// The scalar as the type that is asked for; when only its quotes are in the way, the fault says so.
    fn scalar<T>(&self, expected: &str, convert: impl Fn(Plain) -> Option<T>) -> Result<T, Fault> {
        if let Some(value) = self.tree.plain(self.id).and_then(&convert) {
            return Ok(value);
        }
        let text = self.tree.text(self.id);
        let unquoted = text.filter(|text| convert(Plain::of(text)).is_some()).map(str::to_owned);
        self.refuse(Problem::Kind { expected: expected.to_owned(), unquoted })
    }

    fn visit_plain<V: Visitor<'t>>(&self, plain: Plain, visitor: V) -> Result<V::Value, Fault> {
        match plain {
            Plain::Null => visitor.visit_unit(),
            Plain::Bool(value) => visitor.visit_bool(value),
            Plain::Negative(value) => visitor.visit_i64(value),
            Plain::Whole(value) => visitor.visit_u64(value),
            Plain::Float(value) => visitor.visit_f64(value),
            Plain::Text(text) => visitor.visit_str(text),
        }
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $type:ty, $expected:literal, $convert:ident;)*) => {
        $(fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
            if self.is_stand_in() {
                return self.place(visitor.$visit(1_u8.into()));
            }
            let value: $type = self.scalar($expected, $convert)?;
            self.place(visitor.$visit(value))
        })*
    };
}

fn whole<T: TryFrom<u64> + TryFrom<i64>>(plain: Plain) -> Option<T> {
    match plain {
        Plain::Whole(value) => T::try_from(value).ok(),
        Plain::Negative(value) => T::try_from(value).ok(),
        _ => None,
    }
}

fn small_signed(plain: Plain) -> Option<i8> {
    whole(plain)
}

// Only `f64` is asked for by the models; `f32` goes the same way.
#[allow(clippy::cast_precision_loss)]
fn fraction(plain: Plain) -> Option<f64> {
    match plain {
        Plain::Whole(value) => Some(value as f64),
        Plain::Negative(value) => Some(value as f64),
        Plain::Float(value) => Some(value),
        _ => None,
    }
}

impl<'t> Deserializer<'t> for NodeDeserializer<'t> {
    type Error = Fault;

    numbers! {
        deserialize_u8 visit_u8 u8, "a whole number from 0 to 255", whole;
        deserialize_u16 visit_u16 u16, "a whole number from 0 to 65535", whole;
        deserialize_u32 visit_u32 u32, "a whole number from 0 up", whole;
        deserialize_u64 visit_u64 u64, "a whole number from 0 up", whole;
        deserialize_i16 visit_i16 i16, "a whole number from -32768 to 32767", whole;
        deserialize_i32 visit_i32 i32, "a whole number from -2147483648 to 2147483647", whole;
        deserialize_i64 visit_i64 i64, "a whole number", whole;
        deserialize_f64 visit_f64 f64, "a number", fraction;
    }

    fn deserialize_i8<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.is_stand_in() {
            return self.place(visitor.visit_i8(1));
        }
        let value = self.scalar("a whole number from -128 to 127", small_signed)?;
        self.place(visitor.visit_i8(value))
    }

    fn deserialize_f32<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.is_stand_in() {
            return self.place(visitor.visit_str(self.example()));
        }
        match (self.tree.kind(self.id), self.repair.meant.get(&self.id)) {
            (_, Some(meant)) => self.place(visitor.visit_str(meant)),
            (Kind::List, None) => self.deserialize_seq(visitor),
            (Kind::Map, None) => self.deserialize_map(visitor),
            (Kind::Scalar, None) => {
                let plain = self.tree.plain(self.id).unwrap_or(Plain::Null);
                self.place(self.visit_plain(plain, visitor))
            }
        }
    }

    fn deserialize_bool<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.is_stand_in() {
            return self.place(visitor.visit_bool(false));
        }
        if let Some(Plain::Text(text)) = self.tree.plain(self.id) {
            match text.to_ascii_lowercase().as_str() {
                "yes" | "on" | "y" => return self.refuse(Problem::Switch { means: true }),
                "no" | "off" | "n" => return self.refuse(Problem::Switch { means: false }),
                _ => {}
            }
        }
        let value = self.scalar("`true` or `false`", |plain| match plain {
            Plain::Bool(value) => Some(value),
            _ => None,
        })?;
        self.place(visitor.visit_bool(value))
    }

    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.is_stand_in() {
            return self.place(visitor.visit_str(self.example()));
        }
        match self.text() {
            // A number is taken as it is written: `012345678901`, `8.0`.
            Some(text) if !self.tree.is_null(self.id) => self.place(visitor.visit_str(text)),
            _ => self.mismatch("text"),
        }
    }

    fn deserialize_string<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_char<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        // A key may be called `null`; it is still a name.
        self.place(visitor.visit_str(self.text().unwrap_or_default()))
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.is_stand_in() || self.tree.is_null(self.id) {
            return self.place(visitor.visit_none());
        }
        self.place(visitor.visit_some(self))
    }

    fn deserialize_unit<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.is_stand_in() || self.tree.is_null(self.id) {
            return self.place(visitor.visit_unit());
        }
        self.mismatch("nothing")
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(self, name: &'static str, visitor: V) -> Result<V::Value, Fault> {
        if name == NODE {
            let id: U32Deserializer<Fault> = self.id.0.into_deserializer();
            return self.place(visitor.visit_newtype_struct(id));
        }
        self.place(visitor.visit_newtype_struct(self))
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        let items: &[NodeId] = match self.tree.content(self.id) {
            _ if self.is_stand_in() => &[],
            Content::List(items) => items,
            _ => return self.mismatch("a list"),
        };
        self.place(visitor.visit_seq(Items::new(self, items)))
    }

    fn deserialize_tuple<V: Visitor<'t>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.is_stand_in() {
            return self.place(visitor.visit_map(Entries::stand_in(self, &[])));
        }
        match self.tree.kind(self.id) {
            Kind::Map => self.place(visitor.visit_map(Entries::new(self))),
            Kind::Scalar | Kind::List => self.mismatch("a mapping"),
        }
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if self.too_deep() {
            return self.mismatch("an end");
        }
        if self.is_stand_in() {
            return self.place(visitor.visit_map(Entries::stand_in(self, fields)));
        }
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if self.too_deep() {
            return self.mismatch("an end");
        }
        let expected = || words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let first: StrDeserializer<Fault> = words.first().copied().unwrap_or_default().into_deserializer();
        if self.is_stand_in() {
            return self.place(visitor.visit_enum(Choice::stand_in(self, first)));
        }
        match (self.tree.kind(self.id), self.tree.entries(self.id)) {
            (Kind::Scalar, _) if !self.tree.is_null(self.id) => {
                self.place(visitor.visit_enum(Choice::new(self, self.id, None, first)))
            }
            (Kind::Map, [(word, body)]) => self.place(visitor.visit_enum(Choice::new(self, *word, Some(*body), first))),
            _ => self.mismatch(format!("one of {}", expected())),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { <V: Visitor<'t>> i128 u128 bytes byte_buf unit_struct tuple_struct }
}
