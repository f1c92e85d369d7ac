//! YAML events to nodes.

use std::collections::{BTreeMap, BTreeSet};

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use super::syntax;
use super::tree::{Content, Owner, Slot};
use super::{NodeId, Tree};
use crate::diagnostics::{self, Diagnostic, SourceId, Span};

impl Tree {
    /// Reads one document and adds its nodes. An empty document is an empty mapping.
    ///
    /// None when the document cannot be used at all: broken syntax, an alias that leads nowhere, a limit exceeded. Tags, duplicate
    /// keys and further documents are reported and the rest is read, so that their effect on what follows is seen in the same run.
    pub fn parse(&mut self, source: SourceId, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<NodeId> {
        let limits = self.limits;
        if text.len() > limits.file_bytes {
            let message = format!("the file has {} bytes, the limit is {}", text.len(), limits.file_bytes);
            let start = Span { source, start: 0, end: 0 };
            diagnostics.push(Diagnostic::error(diagnostics::READING_LIMIT, start, message));
            return None;
        }
        self.texts.insert(source, text.to_owned());
        let depth = usize::from(limits.depth);
        let mut options = granit_parser::options! {
            emit_unresolved_aliases: true,
            disallow_directives: true,
            block_nesting_limit: depth,
            flow_nesting_limit: depth,
        };
        options.set_emit_comments(false);
        let mut reader = Reader {
            tree: self,
            source,
            text,
            open: Vec::new(),
            anchors: BTreeMap::new(),
            root: None,
            documents: 0,
            usable: true,
            diagnostics,
        };
        for event in Parser::new_from_str_with_options(text, options) {
            let step = match event {
                Ok((event, span)) => {
                    let span = reader.span(span.byte_range().unwrap_or_default(), span.tag_span());
                    reader.event(event, span)
                }
                Err(error) => {
                    let bracket = reader.open.last().filter(|open| open.flow).map(|open| open.start);
                    let broken = syntax::describe(&error, source, text, limits.depth, bracket);
                    reader.give_up(broken)
                }
            };
            match step {
                Ok(Next::Event) => {}
                Ok(Next::Stop) => break,
                Err(Unreadable) => return None,
            }
        }
        reader.finish()
    }
}

struct Reader<'a> {
    tree: &'a mut Tree,
    source: SourceId,
    text: &'a str,
    open: Vec<Open>,
    anchors: BTreeMap<usize, NodeId>,
    root: Option<NodeId>,
    documents: usize,
    usable: bool,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// A collection whose end has not been read.
struct Open {
    start: u32,
    flow: bool,
    anchor: usize,
    body: Body,
}

enum Body {
    List(Vec<NodeId>),
    Map { entries: Vec<(NodeId, NodeId)>, key: Option<NodeId> },
}

/// The places of one event.
#[derive(Clone, Copy)]
struct EventSpan {
    node: Span,
    tag: Span,
}

enum Next {
    Event,
    Stop,
}

/// Nothing after this can be read; a diagnostic says why.
struct Unreadable;

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, span: EventSpan) -> Result<Next, Unreadable> {
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    let message = "a second document starts here: one file is one document";
                    self.diagnostics.push(Diagnostic::error(diagnostics::SECOND_DOCUMENT, span.node, message));
                    return Ok(Next::Stop);
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_tag(tag.is_some(), span);
                let id = self.scalar(&text, style, span.node)?;
                self.anchor(anchor, id);
                self.attach(id)?;
            }
            Event::Alias(anchor) => {
                let target = self.anchors.get(&anchor).copied();
                self.alias(target, "an alias cannot stand inside the node it refers to", span.node)?;
            }
            Event::UnresolvedAlias(name) => {
                self.alias(None, &format!("no `&{name}` comes before this alias"), span.node)?;
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.refuse_tag(tag.is_some(), span);
                self.open(style, anchor, Body::List(Vec::new()), span.node);
            }
            Event::MappingStart(style, anchor, tag) => {
                self.refuse_tag(tag.is_some(), span);
                self.open(style, anchor, Body::Map { entries: Vec::new(), key: None }, span.node);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span.node)?,
            _ => {}
        }
        Ok(Next::Event)
    }

    fn give_up<T>(&mut self, why: Diagnostic) -> Result<T, Unreadable> {
        self.diagnostics.push(why);
        Err(Unreadable)
    }

    fn finish(self) -> Option<NodeId> {
        if !self.usable {
            return None;
        }
        let start = Span { source: self.source, start: 0, end: 0 };
        let root = match self.root {
            Some(root) if self.tree.is_null(root) => None,
            root => root,
        };
        Some(root.unwrap_or_else(|| self.tree.push(start, Content::Map { entries: Vec::new(), flow: false })))
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, span: Span) -> Result<NodeId, Unreadable> {
        let limit = self.tree.limits.scalar_bytes;
        if text.len() > limit {
            let message = format!("a single value has {} bytes, the limit is {limit}", text.len());
            let start = Span { end: span.start, ..span };
            return self.give_up(
                Diagnostic::error(diagnostics::READING_LIMIT, start, message)
                    .help("keep long text in a file of its own: `{file: path}`"),
            );
        }
        let quoted = style != ScalarStyle::Plain;
        if !quoted && span.start == span.end {
            // The parser gives a value that was left blank as `~`.
            return Ok(self.tree.push(self.after_colon(span), Content::Scalar { text: "".into(), quoted }));
        }
        Ok(self.tree.push(self.trim(span), Content::Scalar { text: text.into(), quoted }))
    }

    fn alias(&mut self, target: Option<NodeId>, problem: &str, span: Span) -> Result<(), Unreadable> {
        let content = match target {
            Some(target) => Content::Alias(target),
            None => {
                self.usable = false;
                self.diagnostics.push(Diagnostic::error(diagnostics::BAD_ALIAS, span, problem));
                Content::Scalar { text: "".into(), quoted: false }
            }
        };
        let id = self.tree.push(span, content);
        self.attach(id)
    }

    fn open(&mut self, style: StructureStyle, anchor: usize, body: Body, span: Span) {
        self.open.push(Open { start: span.start, flow: style == StructureStyle::Flow, anchor, body });
    }

    fn close(&mut self, end: Span) -> Result<(), Unreadable> {
        let Some(Open { mut start, flow, anchor, body }) = self.open.pop() else { return Ok(()) };
        let mut end = end.end;
        if !flow {
            // The parser ends a block collection where the next token starts, after blank lines and comments.
            end = self.last_end(&body, start);
        }
        let content = match body {
            Body::List(items) => {
                start = if flow { start } else { self.dash_before(start) };
                Content::List(items)
            }
            Body::Map { mut entries, .. } => {
                self.refuse_duplicates(&mut entries);
                self.merge_keys(&mut entries);
                Content::Map { entries, flow }
            }
        };
        let id = self.tree.push(Span { source: self.source, start, end }, content);
        self.own_children(id);
        self.anchor(anchor, id);
        self.attach(id)
    }

    /// The parser starts some block lists at their first item.
    fn dash_before(&self, start: u32) -> u32 {
        let (before, after) = self.text.split_at_checked(start as usize).unwrap_or_default();
        if after.strip_prefix('-').is_some_and(|rest| rest.starts_with([' ', '\r', '\n'])) {
            return start;
        }
        let kept = before.trim_end_matches(' ').strip_suffix('-');
        kept.and_then(|kept| u32::try_from(kept.len()).ok()).unwrap_or(start)
    }

    fn last_end(&self, body: &Body, start: u32) -> u32 {
        let end = |id: &NodeId| self.tree.span(*id).end;
        let last = match body {
            Body::List(items) => items.last().map(end),
            Body::Map { entries, .. } => entries.last().map(|(key, value)| end(key).max(end(value))),
        };
        last.map_or(start, |last| last.max(start))
    }

    fn own_children(&mut self, parent: NodeId) {
        let mut owned: Vec<(NodeId, Slot)> = Vec::new();
        match self.tree.content(parent) {
            Content::List(items) => owned.extend(items.iter().enumerate().map(|(at, item)| (*item, Slot::Item(at)))),
            Content::Map { entries, .. } => {
                owned.extend(entries.iter().flat_map(|(key, value)| [(*key, Slot::Key), (*value, Slot::Value(*key))]));
            }
            Content::Scalar { .. } | Content::Alias(_) => {}
        }
        for (child, slot) in owned {
            // What `<<` brought stays with the mapping in which it was written.
            if self.tree.stored(child).owner.is_none() {
                self.tree.set_owner(child, Some(Owner { parent, slot }));
            }
        }
    }

    fn anchor(&mut self, anchor: usize, id: NodeId) {
        if anchor > 0 {
            self.anchors.insert(anchor, id);
        }
    }

    /// Hangs a finished node into the collection that is open.
    fn attach(&mut self, id: NodeId) -> Result<(), Unreadable> {
        self.check_size(id)?;
        match self.open.last_mut().map(|open| &mut open.body) {
            None => self.root = Some(id),
            Some(Body::List(items)) => items.push(id),
            Some(Body::Map { entries, key }) => match key.take() {
                Some(key) => entries.push((key, id)),
                None => {
                    *key = Some(id);
                    self.check_key(id);
                }
            },
        }
        Ok(())
    }

    fn check_key(&mut self, key: NodeId) {
        if self.tree.text(key).is_none() {
            self.usable = false;
            let message = "a key must be text, not a list or a mapping";
            self.diagnostics.push(Diagnostic::error(diagnostics::KEY_NOT_TEXT, self.tree.span(key), message));
        }
    }

    fn check_size(&mut self, id: NodeId) -> Result<(), Unreadable> {
        let (size, limits) = (self.tree.stored(id).size, self.tree.limits);
        let over = if size.nodes > limits.nodes {
            format!("more than {} keys and values, aliases expanded", limits.nodes)
        } else if size.text_bytes > limits.text_bytes {
            format!("more than {} bytes of text, aliases expanded", limits.text_bytes)
        } else if size.depth > limits.depth {
            format!("nested more than {} levels deep, aliases expanded", limits.depth)
        } else {
            return Ok(());
        };
        self.give_up(Diagnostic::error(diagnostics::READING_LIMIT, self.tree.span(id), over))
    }

    fn refuse_tag(&mut self, tagged: bool, span: EventSpan) {
        if !tagged {
            return;
        }
        let tag = self.text.get(span.tag.start as usize..span.tag.end as usize).unwrap_or_default();
        let help = match tag.trim_start_matches('!') {
            "str" => "put the text in quotes".to_owned(),
            "Ref" => "write the long form, `{Ref: …}`, where CloudFormation is expected".to_owned(),
            name if tag.starts_with("!!") || name.is_empty() => "leave the tag out".to_owned(),
            name => format!("write the long form, `{{Fn::{name}: …}}`, where CloudFormation is expected"),
        };
        let message = format!("the tag `{tag}` has no meaning in a blueprint");
        self.diagnostics.push(Diagnostic::error(diagnostics::YAML_TAG, span.tag, message).help(help));
    }

    fn refuse_duplicates(&mut self, entries: &mut Vec<(NodeId, NodeId)>) {
        let mut first_by_name: BTreeMap<&str, NodeId> = BTreeMap::new();
        let mut repeated = BTreeSet::new();
        for (key, _) in entries.iter() {
            let name = self.tree.text(*key).unwrap_or_default();
            if let Some(first) = first_by_name.get(name) {
                let message = format!("`{name}` is set twice in the same mapping");
                if self.diagnostics.len() < self.tree.limits.errors {
                    self.diagnostics.push(
                        Diagnostic::error(diagnostics::DUPLICATE_KEY, self.tree.span(*key), message)
                            .also(self.tree.span(*first), "first set here"),
                    );
                }
                repeated.insert(*key);
            } else {
                first_by_name.insert(name, *key);
            }
        }
        entries.retain(|(key, _)| !repeated.contains(key));
    }

    /// Replaces `<<: *defaults` by the entries it stands for; keys written beside it win, and earlier mappings of a list win.
    fn merge_keys(&mut self, entries: &mut Vec<(NodeId, NodeId)>) {
        let is_merge =
            |key: NodeId| matches!(self.tree.content(key), Content::Scalar { text, quoted: false } if &**text == "<<");
        let Some(at) = entries.iter().position(|(key, _)| is_merge(*key)) else { return };
        let (_, merged) = entries.remove(at);
        let mut written: BTreeSet<Option<&str>> = entries.iter().map(|(key, _)| self.tree.text(*key)).collect();
        let maps = match self.tree.content(merged) {
            Content::List(items) => items.clone(),
            _ => vec![merged],
        };
        for map in maps {
            let Content::Map { entries: inherited, .. } = self.tree.content(map) else {
                let span = self.tree.span(map);
                let message = "`<<` takes a mapping or a list of mappings";
                // An alias that leads nowhere was reported already.
                if !self.diagnostics.iter().any(|earlier| earlier.primary.span == span) {
                    self.diagnostics.push(Diagnostic::error(diagnostics::BAD_MERGE_KEY, span, message));
                }
                continue;
            };
            for (key, value) in inherited {
                if written.insert(self.tree.text(*key)) {
                    entries.push((*key, *value));
                }
            }
        }
    }

    fn span(&self, node: std::ops::Range<usize>, tag: Option<granit_parser::Span>) -> EventSpan {
        let tag = tag.and_then(|tag| tag.byte_range()).unwrap_or_else(|| node.clone());
        EventSpan { node: self.place(node.start, node.end), tag: self.place(tag.start, tag.end) }
    }

    fn place(&self, start: usize, end: usize) -> Span {
        Span { source: self.source, start: syntax::narrow(start), end: syntax::narrow(end) }
    }

    fn trim(&self, span: Span) -> Span {
        let text = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let blanks = text.len() - text.trim_end().len();
        Span { end: span.end - u32::try_from(blanks).unwrap_or(0), ..span }
    }

    /// The parser places a blank value at the end of its key; a value belongs after the colon.
    fn after_colon(&self, span: Span) -> Span {
        let rest = self.text.get(span.start as usize..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start_matches(' ').len();
        let is_value = matches!(self.open.last().map(|open| &open.body), Some(Body::Map { key: Some(_), .. }));
        if is_value && rest.trim_start_matches(' ').starts_with(':') {
            let at = span.start as usize + blanks + 1;
            return self.place(at, at);
        }
        span
    }
}
