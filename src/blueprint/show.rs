//! A merged blueprint as text, with the place of each value that does not stand in the file itself.

use super::defaults::DEFAULTS_NAME;
use super::environments::ENVIRONMENTS;
use super::merged::{Merged, without};
use crate::diagnostics::{SourceId, Sources, Span};
use crate::yaml::write::Writer;
use crate::yaml::{Kind, NodeId, Tree};

/// Columns a level.
const STEP: usize = 2;

/// The merged blueprint as YAML. `environments` is left out: what was chosen stands in its place. With `defaults` the components
/// that the language itself added are shown, too.
pub fn show(tree: &mut Tree, merged: &Merged, sources: &Sources, blueprint: SourceId, defaults: bool) -> String {
    let root = without(tree, merged.root, ENVIRONMENTS);
    let environment = merged.variant.environment.as_deref();
    let environment = environment
        .and_then(|name| Some((name, tree.get(tree.get(merged.root, ENVIRONMENTS)?, name)?)))
        .map(|(name, node)| (format!("environments.{name}"), tree.span(node)));
    let mut page = Page { tree, sources, blueprint, environment, defaults, out: String::new() };
    page.map(root, 0);
    page.out
}

struct Page<'a> {
    tree: &'a Tree,
    sources: &'a Sources,
    blueprint: SourceId,
    environment: Option<(String, Span)>,
    defaults: bool,
    out: String,
}

/// Which text a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Base,
    Environment,
    Other(SourceId),
}

impl Page<'_> {
    fn map(&mut self, map: NodeId, indent: usize) {
        for (key, value) in self.tree.entries(map).to_vec() {
            self.entry(key, value, indent);
        }
    }

    fn entry(&mut self, key: NodeId, value: NodeId, indent: usize) {
        let name = self.tree.text(key).unwrap_or_default();
        // Under a key of the file, what was merged into its mapping is told entry by entry.
        let merged_below = |origin: &Origin| {
            let from_file = self.origin(key) == Origin::Base && *origin != Origin::Base;
            from_file && self.tree.kind(value) == Kind::Map && self.tree.key_of(value) == Some(key)
        };
        let Some(origin) = self.only_origin(value).filter(|origin| !merged_below(origin)) else {
            let mut writer = Writer::new();
            writer.section(indent, name);
            self.out.push_str(&writer.finish());
            return self.map(value, indent + STEP);
        };
        if origin != Origin::Base && !self.defaults && self.is_default(origin) {
            return;
        }
        let mut writer = Writer::new();
        writer.entry(indent, name, &self.tree.to_json(value));
        let text = writer.finish();
        let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
        self.out.push_str(first);
        if let Some(place) = self.place(origin, key) {
            self.out.push_str("  # ");
            self.out.push_str(&place);
        }
        self.out.push('\n');
        self.out.push_str(rest);
    }

    /// Where all of a value comes from; none when its parts come from several texts. A list is one value.
    fn only_origin(&self, value: NodeId) -> Option<Origin> {
        let entries = self.tree.entries(value);
        if self.tree.kind(value) != Kind::Map || entries.is_empty() {
            return Some(self.origin(value));
        }
        let mut origins = entries.iter().map(|(_, value)| self.only_origin(*value));
        let first = origins.next()??;
        origins.all(|origin| origin == Some(first)).then_some(first)
    }

    fn origin(&self, node: NodeId) -> Origin {
        let span = self.tree.span(node);
        if span.source != self.blueprint {
            return Origin::Other(span.source);
        }
        let chosen = self.environment.as_ref().is_some_and(|(_, whole)| whole.contains(span));
        if chosen { Origin::Environment } else { Origin::Base }
    }

    fn is_default(&self, origin: Origin) -> bool {
        let Origin::Other(source) = origin else { return false };
        self.sources.get(source).is_some_and(|source| source.name == DEFAULTS_NAME)
    }

    /// `environments.staging, blueprint.yaml:210`; an argument has no line worth naming.
    fn place(&self, origin: Origin, key: NodeId) -> Option<String> {
        let span = self.tree.span(key);
        let name = |source| self.sources.get(source).map_or("", |source| source.name.as_str());
        let line = self.sources.place(span).line;
        match origin {
            Origin::Base => None,
            Origin::Environment => {
                let environment = self.environment.as_ref().map_or("", |(name, _)| name);
                Some(format!("{environment}, {}:{line}", name(span.source)))
            }
            Origin::Other(source) if name(source).starts_with("<--set") => Some(name(source).to_owned()),
            // The key may stand elsewhere than what it holds: in the blueprint, before the name of a file.
            Origin::Other(source) if source != span.source => Some(name(source).to_owned()),
            Origin::Other(source) => Some(format!("{}:{line}", name(source))),
        }
    }
}
