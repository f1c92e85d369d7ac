//! One tree laid over another.

use std::collections::BTreeMap;

use super::tree::Content;
use super::{Kind, NodeId, Tree};
use crate::diagnostics::{self, Diagnostic, did_you_mean};

/// What becomes of a key of a patch that the base does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    /// It is added; a null has nothing to remove.
    Add,
    /// It is a mistake: a patch creates nothing here.
    Refuse,
    /// It is added, and so is a null: the base is a patch itself, of something else.
    Keep,
}

impl Tree {
    /// Lays `patch` over `base` and returns the result; both stay as they were.
    ///
    /// Mappings merge key by key, lists and scalars replace whole, the literal `null` removes. What becomes of a key that the
    /// base does not have, `absent` says of its path: the keys from `base` down, the new one last.
    /// The result shares the nodes that did not change, and what came from the patch keeps its place in the patch.
    pub fn merge(
        &mut self,
        base: NodeId,
        patch: NodeId,
        absent: &dyn Fn(&[&str]) -> Absent,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> NodeId {
        Merge { tree: self, absent, diagnostics, path: Vec::new() }.nodes(base, patch)
    }
}

struct Merge<'a> {
    tree: &'a mut Tree,
    absent: &'a dyn Fn(&[&str]) -> Absent,
    diagnostics: &'a mut Vec<Diagnostic>,
    path: Vec<String>,
}

/// What a key of the patch does to an entry of the base.
enum Change {
    Keep,
    Remove,
    Set(NodeId),
}

impl Merge<'_> {
    fn nodes(&mut self, base: NodeId, patch: NodeId) -> NodeId {
        match (self.tree.kind(base), self.tree.kind(patch)) {
            (Kind::Map, Kind::Map) => self.maps(base, patch),
            (_, Kind::Map) => self.added(patch),
            _ => patch,
        }
    }

    /// A mapping that stands where none was: what it holds is added key by key.
    fn added(&mut self, patch: NodeId) -> NodeId {
        let empty = self.tree.map_like(patch, Vec::new());
        let added = self.maps(empty, patch);
        if self.tree.entries(added) == self.tree.entries(patch) { patch } else { added }
    }

    fn maps(&mut self, base: NodeId, patch: NodeId) -> NodeId {
        let written = self.tree.entries(base).to_vec();
        let name = |tree: &Tree, key: NodeId| tree.text(key).unwrap_or_default().to_owned();
        let places = written.iter().enumerate();
        let places: BTreeMap<String, usize> = places.map(|(at, (key, _))| (name(self.tree, *key), at)).collect();
        let mut entries: Vec<Option<(NodeId, NodeId)>> = written.into_iter().map(Some).collect();
        for (key, value) in self.tree.entries(patch).to_vec() {
            let name = name(self.tree, key);
            let at = places.get(&name).copied();
            self.path.push(name);
            let old = at.and_then(|at| entries.get(at).copied().flatten());
            match (self.change(base, key, old.map(|(_, value)| value), value), at.and_then(|at| entries.get_mut(at))) {
                (Change::Keep, _) | (Change::Remove, None) => {}
                (Change::Remove, Some(entry)) => *entry = None,
                (Change::Set(new), Some(entry)) => {
                    // A value that was replaced whole goes with the key beside which it stands.
                    let replaced = self.tree.key_of(new) == Some(key);
                    *entry = Some((old.map_or(key, |(old, _)| if replaced { key } else { old }), new));
                }
                (Change::Set(new), None) => entries.push(Some((key, new))),
            }
            self.path.pop();
        }
        let removed = entries.contains(&None);
        let entries: Vec<(NodeId, NodeId)> = entries.into_iter().flatten().collect();
        if entries == self.tree.entries(base) {
            return base;
        }
        let merged = self.tree.map_like(base, entries);
        if removed {
            // A field that is missing now is missing because of the patch.
            let owner = self.tree.stored(patch).owner.or(self.tree.stored(base).owner);
            self.tree.set_owner(merged, owner);
        }
        merged
    }

    fn change(&mut self, base: NodeId, key: NodeId, old: Option<NodeId>, new: NodeId) -> Change {
        let removes = self.tree.is_null(new);
        if removes && self.tree.text(new) != Some("null") {
            self.report_blank(key);
            return Change::Keep;
        }
        let Some(old) = old else {
            let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
            return match (self.absent)(&path) {
                Absent::Refuse => {
                    self.report_absent(base, key);
                    Change::Keep
                }
                Absent::Add if removes => Change::Keep,
                Absent::Add | Absent::Keep if self.tree.kind(new) == Kind::Map => Change::Set(self.added(new)),
                Absent::Add | Absent::Keep => Change::Set(new),
            };
        };
        if removes { Change::Remove } else { Change::Set(self.nodes(old, new)) }
    }

    fn report_blank(&mut self, key: NodeId) {
        let name = self.tree.text(key).unwrap_or_default();
        let message = format!("`{name}` has no value in this patch");
        self.diagnostics.push(
            Diagnostic::error(diagnostics::BLANK_PATCH, self.tree.span(key), message)
                .help("write the value, or `null` to remove what the blueprint sets"),
        );
    }

    fn report_absent(&mut self, base: NodeId, key: NodeId) {
        let name = self.tree.text(key).unwrap_or_default();
        let place = self.tree.path(base);
        let place = if place.is_empty() { "the blueprint".to_owned() } else { format!("`{place}`") };
        let span = self.tree.span(key);
        let mut diagnostic = Diagnostic::error(
            diagnostics::NOTHING_TO_PATCH,
            span,
            format!("{place} has no `{name}`: a patch changes what is there and creates nothing"),
        );
        let Content::Map { entries, .. } = self.tree.content(base) else { return };
        let names = entries.iter().filter_map(|(key, _)| self.tree.text(*key));
        if let Some(meant) = did_you_mean(name, names) {
            diagnostic =
                diagnostic.help(format!("did you mean `{meant}`?")).fix(format!("write `{meant}`"), span, meant);
        }
        self.diagnostics.push(diagnostic);
    }
}
