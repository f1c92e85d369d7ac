mod attacks;
mod decoding;
mod forms;
mod merging;
mod reading;
mod removal;
mod roundtrip;

use serde::de::DeserializeOwned;

use super::{NodeId, Tree};
use crate::diagnostics::{Diagnostic, Sources};

/// A text with its tree.
struct File {
    sources: Sources,
    tree: Tree,
    root: Option<NodeId>,
    diagnostics: Vec<Diagnostic>,
}

impl File {
    fn read(text: &str) -> File {
        let mut file = File { sources: Sources::default(), tree: Tree::default(), root: None, diagnostics: Vec::new() };
        file.root = file.add(text);
        file
    }

    /// One more source in the same tree.
    fn add(&mut self, text: &str) -> Option<NodeId> {
        let source = self.sources.add("blueprint.yaml", text);
        self.tree.parse(source, text, &mut self.diagnostics)
    }

    /// A text that must read without a mistake.
    fn good(text: &str) -> File {
        let file = File::read(text);
        assert_eq!(file.reports(), Vec::<String>::new(), "{text}");
        file
    }

    fn root(&self) -> NodeId {
        self.root.unwrap()
    }

    fn node(&self, path: &[&str]) -> NodeId {
        let located = self.tree.locate(self.root(), path);
        assert!(located.complete, "{path:?}");
        located.node
    }

    /// The text that a node covers.
    fn slice(&self, path: &[&str]) -> &str {
        self.sources.slice(self.tree.span(self.node(path)))
    }

    fn decode<T: DeserializeOwned>(&mut self) -> Option<T> {
        self.tree.decode(self.root(), |_| &[], &mut self.diagnostics)
    }

    /// `line:column code message`, in the order of the text.
    fn reports(&self) -> Vec<String> {
        let mut sorted: Vec<&Diagnostic> = self.diagnostics.iter().collect();
        sorted.sort_by_key(|diagnostic| (diagnostic.primary.span.source, diagnostic.primary.span.start));
        sorted
            .iter()
            .map(|diagnostic| {
                let place = self.sources.place(diagnostic.primary.span);
                format!("{}:{} {} {}", place.line, place.column, diagnostic.code.id, diagnostic.message)
            })
            .collect()
    }

    /// The text with the fix of the only diagnostic made.
    fn fixed(&self) -> String {
        let [diagnostic] = &self.diagnostics[..] else { panic!("{:?}", self.reports()) };
        let [edit] = &diagnostic.fix.as_ref().unwrap().edits[..] else { panic!("one edit") };
        let mut text = self.sources.get(edit.span.source).unwrap().text.clone();
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.replacement);
        text
    }
}
