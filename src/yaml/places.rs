//! From paths to places and back.

use super::tree::{Content, Slot};
use super::{NodeId, Tree};
use crate::diagnostics::Span;

/// Where a path was written, or the nearest ancestor that was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Located {
    /// The key; none for the root and for items of a list.
    pub key: Option<Span>,
    /// The value.
    pub value: Span,
    /// The node that was found.
    pub node: NodeId,
    /// True when the whole path was found, false when this is an ancestor.
    pub complete: bool,
}

impl Tree {
    /// Follows keys and list positions (`[0]`) from a node. Where the path stops existing, what was reached is the answer.
    pub fn locate(&self, from: NodeId, path: &[&str]) -> Located {
        let mut found = (self.key_of(from), from);
        let mut complete = true;
        for segment in path {
            match self.step(found.1, segment) {
                Some(next) => found = next,
                None => {
                    complete = false;
                    break;
                }
            }
        }
        let (key, node) = found;
        Located { key: key.map(|key| self.span(key)), value: self.span(node), node, complete }
    }

    fn step(&self, from: NodeId, segment: &str) -> Option<(Option<NodeId>, NodeId)> {
        match self.content(from) {
            Content::Map { .. } => self.entry(from, segment).map(|(key, value)| (Some(key), value)),
            Content::List(items) => {
                let index: usize = segment.strip_prefix('[')?.strip_suffix(']')?.parse().ok()?;
                items.get(index).map(|item| (None, *item))
            }
            Content::Scalar { .. } | Content::Alias(_) => None,
        }
    }

    /// The path at which the node was written: `caches.sessions.shards`, list items as `[0]`. A key has the path of its value.
    /// Empty for the root.
    pub fn path(&self, id: NodeId) -> String {
        let mut segments = Vec::new();
        let mut at = id;
        while let Some(owner) = self.stored(at).owner {
            match owner.slot {
                Slot::Key => segments.push(self.text(at).unwrap_or_default().to_owned()),
                Slot::Value(key) => segments.push(self.text(key).unwrap_or_default().to_owned()),
                Slot::Item(index) => segments.push(format!("[{index}]")),
            }
            at = owner.parent;
        }
        let mut path = String::new();
        for segment in segments.iter().rev() {
            if !path.is_empty() && !segment.starts_with('[') {
                path.push('.');
            }
            path.push_str(segment);
        }
        path
    }

    /// What to delete so that the entry is gone and the rest is still YAML: with its line in block style, with its comma in
    /// `{a: 1, b: 2}`. None when the key is not there or nothing would be left of a block mapping.
    pub fn removal_span(&self, map: NodeId, key: &str) -> Option<Span> {
        let (key, value) = self.entry(map, key)?;
        // After a merge the entry may have been written in another mapping than the one that holds it.
        let written_in = self.stored(key).owner?.parent;
        let Content::Map { flow, .. } = self.content(written_in) else { return None };
        let (start, end) = (self.span(key).start, self.span(value).end.max(self.span(key).end));
        let text = self.texts.get(&self.span(key).source)?;
        let before = text.get(..start as usize)?;
        let after = text.get(end as usize..)?;
        let (back, on) = if *flow {
            flow_surroundings(before, after)
        } else {
            let whole = self.span(written_in);
            if whole.start == start && whole.end == end {
                return None;
            }
            block_surroundings(before, after)?
        };
        Some(Span { start: start - u32::try_from(back).ok()?, end: end + u32::try_from(on).ok()?, ..self.span(key) })
    }
}

/// How many bytes before and after an entry in braces go with it: the comma after it, or else the comma before it.
fn flow_surroundings(before: &str, after: &str) -> (usize, usize) {
    let rest = after.trim_start();
    match rest.strip_prefix(',') {
        Some(next) => (0, after.len() - next.trim_start_matches(' ').len()),
        None => {
            let comma = before.trim_end().strip_suffix(',');
            (comma.map_or(0, |kept| before.len() - kept.len()), 0)
        }
    }
}

/// How many bytes before and after an entry in block style go with it: its lines, or, for the first key of a list item, all
/// up to the next key. None for the rare `? key`.
fn block_surroundings(before: &str, after: &str) -> Option<(usize, usize)> {
    let line_end = after.find('\n').map_or(after.len(), |at| at + 1);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let indent = before.get(line_start..).unwrap_or_default();
    if indent.trim_start_matches('\u{feff}').chars().all(|c| c == ' ') {
        return Some((indent.trim_start_matches('\u{feff}').len(), line_end));
    }
    if !indent.trim_end().ends_with('-') {
        return None;
    }
    let mut on = line_end;
    while let Some(line) = after.get(on..).and_then(|rest| rest.split_inclusive('\n').next()) {
        let content = line.trim_start_matches(' ');
        if !content.trim().is_empty() && !content.starts_with('#') {
            on += line.len() - content.len();
            break;
        }
        on += line.len();
    }
    Some((0, on))
}
