//! A tree to a model, with every mistake in one run.
//!
//! Serde stops at the first error. So the model is decoded again and again: after each error the spot is patched (an unknown
//! key dropped or read as the one that was meant, a missing field or a bad value answered by a stand-in) and the next pass
//! finds the next mistake. A stand-in answers whatever it is asked for. An error *of a stand-in* is no mistake of the user;
//! it is mended by the example that the error names, or else the stand-in grows to the node around it, after all that is
//! beside it was checked.

mod access;
mod deserializer;
mod fault;
mod report;

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;

use self::deserializer::NodeDeserializer;
use self::fault::{Fault, Problem};
use super::{NodeId, Tree};
use crate::diagnostics::{Diagnostic, did_you_mean, merge};

pub use self::fault::Refusal;

impl Tree {
    /// Reads a node as a `T`, or reports every mistake, each at the smallest place.
    ///
    /// `extra_fields` names fields of a mapping that were taken out before and are still worth a did-you-mean. What was
    /// reported before, by code, place and message, is not reported again, but still makes the result None.
    pub fn decode<T: DeserializeOwned>(
        &self,
        root: NodeId,
        extra_fields: impl Fn(NodeId) -> &'static [&'static str],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<T> {
        let mut repair = Repair::default();
        let mut mistakes = 0;
        loop {
            let fault = match T::deserialize(NodeDeserializer::new(self, &repair, root)) {
                Ok(value) if mistakes == 0 => return Some(value),
                Ok(_) => return None,
                Err(fault) => fault.or_at(root),
            };
            if fault.stand_in.is_none() && repair.apply(self, &fault, &extra_fields) {
                mistakes += 1;
                let diagnostic = self.describe(&fault, &repair, &extra_fields);
                merge(diagnostics, [diagnostic], &[]);
                if mistakes >= self.limits.errors {
                    return None;
                }
            } else if !repair.mend_stand_in(&fault) {
                return None;
            }
        }
    }
}

/// What is changed about the tree while it is read again.
#[derive(Debug, Default)]
struct Repair {
    /// Values and keys that a stand-in answers for.
    stand_ins: BTreeSet<NodeId>,
    /// Keys and values whose stand-in was refused: read after all that is beside them.
    last: BTreeSet<NodeId>,
    /// What to answer as text: by node, and by position inside a stand-in.
    examples: BTreeMap<(NodeId, u64), String>,
    /// Keys that are passed over with their values.
    dropped: BTreeSet<NodeId>,
    /// Keys and words that are read as what was meant.
    meant: BTreeMap<NodeId, &'static str>,
    /// Fields that a mapping lacks and a stand-in gives.
    added: BTreeMap<NodeId, BTreeSet<&'static str>>,
}

impl Repair {
    /// Patches the spot of a mistake. False when that was done before to no avail.
    fn apply(&mut self, tree: &Tree, fault: &Fault, extra_fields: &impl Fn(NodeId) -> &'static [&'static str]) -> bool {
        let Some(at) = fault.place() else { return false };
        match &fault.problem {
            Problem::UnknownField { name, fields } => {
                let map = fault.enclosing();
                match self.meant_field(tree, map, name, fields, extra_fields(map)) {
                    Some(field) if fields.contains(&field) && !self.meant.contains_key(&at) => {
                        self.meant.insert(at, field).is_none()
                    }
                    _ => self.dropped.insert(at),
                }
            }
            Problem::UnknownWord { word, words } => match did_you_mean(word, words.iter().copied()) {
                Some(meant) if !self.meant.contains_key(&at) => self.meant.insert(at, meant).is_none(),
                _ => self.stand_ins.insert(at),
            },
            Problem::Missing { field } => self.added.entry(at).or_default().insert(field),
            Problem::Kind { .. } | Problem::Switch { .. } | Problem::Refused(_) => self.stand_ins.insert(at),
        }
    }

    /// Makes a stand-in acceptable, or else grows it. False when there is nothing left to try.
    fn mend_stand_in(&mut self, fault: &Fault) -> bool {
        if let (Some(slot), Some(at), Some(example)) = (fault.stand_in, fault.place(), fault.example())
            && self.examples.insert((at, slot), example.to_owned()).is_none_or(|before| before != example)
        {
            return true;
        }
        fault.trail.iter().any(|id| self.stand_ins.insert(*id) || self.last.insert(*id))
    }

    /// The field that an unknown one stands for, unless the mapping has it already.
    fn meant_field(
        &self,
        tree: &Tree,
        map: NodeId,
        name: &str,
        fields: &'static [&'static str],
        extra: &'static [&'static str],
    ) -> Option<&'static str> {
        let taken = |field: &str| {
            tree.entries(map).iter().any(|(key, _)| match self.meant.get(key) {
                Some(meant) => *meant == field,
                None => tree.text(*key) == Some(field),
            })
        };
        did_you_mean(name, fields.iter().chain(extra).copied().filter(|field| !taken(field)))
    }
}
