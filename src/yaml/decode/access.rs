//! Items, entries and choices of a node.

use std::vec::IntoIter;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::deserializer::NodeDeserializer;
use super::fault::{Fault, Problem, Refusal};
use crate::yaml::NodeId;

/// The items of a list.
pub(super) struct Items<'t> {
    list: NodeDeserializer<'t>,
    items: IntoIter<NodeId>,
}

impl<'t> Items<'t> {
    pub fn new(list: NodeDeserializer<'t>, items: &[NodeId]) -> Self {
        let mut items = items.to_vec();
        items.sort_by_key(|item| list.repair.last.contains(item));
        Items { list, items: items.into_iter() }
    }
}

impl<'t> SeqAccess<'t> for Items<'t> {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        let Some(item) = self.items.next() else { return Ok(None) };
        let item = self.list.at(item);
        item.place(seed.deserialize(item)).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The entries of a mapping: those written, then the fields that a stand-in gives.
pub(super) struct Entries<'t> {
    map: NodeDeserializer<'t>,
    written: IntoIter<(NodeId, NodeId)>,
    added: IntoIter<&'static str>,
    value: Option<NodeDeserializer<'t>>,
}

impl<'t> Entries<'t> {
    pub fn new(map: NodeDeserializer<'t>) -> Self {
        let repair = map.repair;
        let mut written: Vec<(NodeId, NodeId)> =
            map.tree.entries(map.id).iter().copied().filter(|(key, _)| !repair.dropped.contains(key)).collect();
        written.sort_by_key(|(key, value)| repair.last.contains(key) || repair.last.contains(value));
        let added: Vec<&'static str> = repair.added.get(&map.id).into_iter().flatten().copied().collect();
        Entries { map, written: written.into_iter(), added: added.into_iter(), value: None }
    }

    /// A mapping of stand-ins only.
    pub fn stand_in(map: NodeDeserializer<'t>, fields: &'static [&'static str]) -> Self {
        let added: Vec<&'static str> = fields.to_vec();
        Entries { map, written: Vec::new().into_iter(), added: added.into_iter(), value: None }
    }
}

impl<'t> MapAccess<'t> for Entries<'t> {
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        if let Some((key, value)) = self.written.next() {
            self.value = Some(self.map.at(value));
            let key = self.map.at(key);
            return key.place(seed.deserialize(key)).map(Some);
        }
        let Some(field) = self.added.next() else { return Ok(None) };
        self.value = Some(self.map.stand_in(field));
        let name: StrDeserializer<Fault> = field.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        // Serde asks for a key before each value; a visitor that does not gets a stand-in.
        let value = self.value.take().unwrap_or_else(|| self.map.stand_in(""));
        value.place(seed.deserialize(value))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.written.len() + self.added.len())
    }
}

/// One variant of an enum: a word, or a word with a body.
pub(super) struct Choice<'t> {
    choice: NodeDeserializer<'t>,
    word: Word<'t>,
    body: Body<'t>,
}

enum Word<'t> {
    Written(NodeDeserializer<'t>),
    StandIn(StrDeserializer<'t, Fault>),
}

enum Body<'t> {
    None,
    Written(NodeDeserializer<'t>),
    StandIn(NodeDeserializer<'t>),
}

impl<'t> Choice<'t> {
    pub fn new(
        choice: NodeDeserializer<'t>,
        word: NodeId,
        body: Option<NodeId>,
        first: StrDeserializer<'t, Fault>,
    ) -> Self {
        let word = choice.at(word);
        if word.is_stand_in() {
            // The body of an unknown word cannot be checked.
            return Choice::stand_in(choice, first);
        }
        let body = body.map_or(Body::None, |body| Body::Written(choice.at(body)));
        Choice { choice, word: Word::Written(word), body }
    }

    pub fn stand_in(choice: NodeDeserializer<'t>, first: StrDeserializer<'t, Fault>) -> Self {
        Choice { choice, word: Word::StandIn(first), body: Body::StandIn(choice.stand_in("")) }
    }

    fn body(&self) -> Result<NodeDeserializer<'t>, Fault> {
        match &self.body {
            Body::Written(body) | Body::StandIn(body) => Ok(*body),
            Body::None => {
                let word = self.choice.tree.text(self.choice.id).unwrap_or_default();
                let refusal = Refusal::new(format!("`{word}` alone is not enough here"));
                self.choice.refuse(Problem::Refused(refusal.help(format!("give it a value: `{word}: …`"))))
            }
        }
    }
}

impl<'t> EnumAccess<'t> for Choice<'t> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'t>>(self, seed: S) -> Result<(S::Value, Self), Fault> {
        let variant = match self.word {
            Word::Written(word) => word.place(seed.deserialize(word))?,
            Word::StandIn(word) => seed.deserialize(word)?,
        };
        Ok((variant, self))
    }
}

impl<'t> VariantAccess<'t> for Choice<'t> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        match &self.body {
            Body::Written(body) => {
                body.refuse(Problem::Refused(Refusal::new("this choice takes no value").help("write the word alone")))
            }
            Body::None | Body::StandIn(_) => Ok(()),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'t>>(self, seed: S) -> Result<S::Value, Fault> {
        let body = self.body()?;
        body.place(seed.deserialize(body))
    }

    fn tuple_variant<V: Visitor<'t>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.body()?.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'t>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Fault> {
        self.body()?.deserialize_struct("", fields, visitor)
    }
}
