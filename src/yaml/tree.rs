//! The arena of nodes and how to read it.

use std::collections::BTreeMap;

use super::{Limits, Plain};
use crate::diagnostics::{SourceId, Span};

/// One node of a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

/// What a node is; an alias is what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A piece of text, a number, a switch or nothing.
    Scalar,
    /// A list.
    List,
    /// A mapping from text to nodes.
    Map,
}

/// Nodes of one or several sources, with the place of each key and value.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    pub(super) limits: Limits,
    pub(super) texts: BTreeMap<SourceId, String>,
    nodes: Vec<Entry>,
}

/// A node as it is stored.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub span: Span,
    pub owner: Option<Owner>,
    pub size: Size,
    pub content: Content,
}

/// Where a node hangs: the collection that holds it, and as what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Owner {
    pub parent: NodeId,
    pub slot: Slot,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// The value of this key.
    Value(NodeId),
    /// A key.
    Key,
    /// An item of a list, from 0.
    Item(usize),
}

#[derive(Debug, Clone)]
pub(super) enum Content {
    Scalar { text: Box<str>, quoted: bool },
    List(Vec<NodeId>),
    Map { entries: Vec<(NodeId, NodeId)>, flow: bool },
    Alias(NodeId),
}

/// What a node amounts to with its aliases expanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    pub nodes: u32,
    pub text_bytes: u64,
    pub depth: u16,
}

impl Size {
    pub(super) const ONE: Size = Size { nodes: 1, text_bytes: 0, depth: 1 };

    fn plus_child(self, child: Size) -> Size {
        Size {
            nodes: self.nodes.saturating_add(child.nodes),
            text_bytes: self.text_bytes.saturating_add(child.text_bytes),
            depth: self.depth.max(child.depth.saturating_add(1)),
        }
    }
}

/// Stands in for an id of another tree, so that a slip shows as an empty value and not as a crash.
static NOWHERE: Entry = Entry {
    span: Span { source: SourceId(0), start: 0, end: 0 },
    owner: None,
    size: Size::ONE,
    content: Content::List(Vec::new()),
};

impl Tree {
    /// A tree without nodes that refuses what is over these limits.
    pub fn new(limits: Limits) -> Self {
        Tree { limits, ..Tree::default() }
    }

    /// What the node is.
    pub fn kind(&self, id: NodeId) -> Kind {
        match self.content(id) {
            Content::Scalar { .. } | Content::Alias(_) => Kind::Scalar,
            Content::List(_) => Kind::List,
            Content::Map { .. } => Kind::Map,
        }
    }

    /// The text of a scalar as written, without quotes and with escapes resolved.
    pub fn text(&self, id: NodeId) -> Option<&str> {
        match self.content(id) {
            Content::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The scalar by the rules of YAML 1.2: quoted text is always text.
    pub fn plain(&self, id: NodeId) -> Option<Plain<'_>> {
        match self.content(id) {
            Content::Scalar { text, quoted: true } => Some(Plain::Text(text)),
            Content::Scalar { text, quoted: false } => Some(Plain::of(text)),
            _ => None,
        }
    }

    /// True for a blank value, `~` and `null`.
    pub fn is_null(&self, id: NodeId) -> bool {
        self.plain(id) == Some(Plain::Null)
    }

    /// Key and value of each entry of a mapping in the order written; empty for anything else.
    pub fn entries(&self, id: NodeId) -> &[(NodeId, NodeId)] {
        match self.content(id) {
            Content::Map { entries, .. } => entries,
            _ => &[],
        }
    }

    /// The items of a list; empty for anything else.
    pub fn items(&self, id: NodeId) -> &[NodeId] {
        match self.content(id) {
            Content::List(items) => items,
            _ => &[],
        }
    }

    /// The value of a key.
    pub fn get(&self, map: NodeId, key: &str) -> Option<NodeId> {
        self.entry(map, key).map(|(_, value)| value)
    }

    /// The key and the value of an entry.
    pub fn entry(&self, map: NodeId, key: &str) -> Option<(NodeId, NodeId)> {
        self.entries(map).iter().copied().find(|(written, _)| self.text(*written) == Some(key))
    }

    /// Where the node was written, without the blanks after it. An alias is where the `*name` is.
    pub fn span(&self, id: NodeId) -> Span {
        self.stored(id).span
    }

    /// The key whose value this is.
    pub fn key_of(&self, id: NodeId) -> Option<NodeId> {
        match self.stored(id).owner?.slot {
            Slot::Value(key) => Some(key),
            Slot::Key | Slot::Item(_) => None,
        }
    }

    /// A mapping with these entries that stands where `like` stands: its place and its path.
    pub fn map_like(&mut self, like: NodeId, entries: Vec<(NodeId, NodeId)>) -> NodeId {
        let Entry { span, owner, .. } = *self.stored(like);
        let id = self.push(span, Content::Map { entries, flow: true });
        self.set_owner(id, owner);
        id
    }

    /// A scalar with this text, as if unquoted, that stands where `like` stands: its place and its path.
    pub fn scalar_like(&mut self, like: NodeId, text: &str) -> NodeId {
        let Entry { span, owner, .. } = *self.stored(like);
        let id = self.push(span, Content::Scalar { text: text.into(), quoted: false });
        self.set_owner(id, owner);
        id
    }

    /// A text, as if quoted, that stands where `like` stands: its place and its path.
    pub fn text_like(&mut self, like: NodeId, text: &str) -> NodeId {
        let Entry { span, owner, .. } = *self.stored(like);
        let id = self.push(span, Content::Scalar { text: text.into(), quoted: true });
        self.set_owner(id, owner);
        id
    }

    pub(super) fn push(&mut self, span: Span, content: Content) -> NodeId {
        let size = self.measure(&content);
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Entry { span, owner: None, size, content });
        id
    }

    pub(super) fn set_owner(&mut self, id: NodeId, owner: Option<Owner>) {
        if let Some(node) = self.nodes.get_mut(id.0 as usize) {
            node.owner = owner;
        }
    }

    /// The node itself, an alias as an alias.
    pub(super) fn stored(&self, id: NodeId) -> &Entry {
        self.nodes.get(id.0 as usize).unwrap_or(&NOWHERE)
    }

    /// What the node holds, an alias as what it stands for.
    pub(super) fn content(&self, id: NodeId) -> &Content {
        // The target of an alias is never an alias: `parse` resolves it when it reads one.
        match &self.stored(id).content {
            Content::Alias(target) => &self.stored(*target).content,
            other => other,
        }
    }

    fn measure(&self, content: &Content) -> Size {
        match content {
            Content::Scalar { text, .. } => Size { text_bytes: text.len() as u64, ..Size::ONE },
            Content::Alias(target) => self.stored(*target).size,
            Content::List(items) => items.iter().fold(Size::ONE, |sum, item| sum.plus_child(self.stored(*item).size)),
            Content::Map { entries, .. } => entries.iter().fold(Size::ONE, |sum, (key, value)| {
                sum.plus_child(self.stored(*key).size).plus_child(self.stored(*value).size)
            }),
        }
    }
}
