//! Files that a blueprint names: `{file: path}` where long text belongs.

use std::collections::BTreeMap;

use crate::diagnostics::{self as codes, Diagnostic, Sources, did_you_mean};
use crate::yaml::{Kind, NodeId, Tree};

/// What was found where the blueprint names a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileContent {
    /// A text in UTF-8.
    Text(String),
    /// A file that is not UTF-8 text: an archive, an image.
    Binary(Vec<u8>),
    /// A folder, with everything in it.
    Folder(Folder),
    /// Nothing that can be read, and why, as a fragment: "there is no such file".
    Unreadable(String),
}

/// The files of a folder and of the folders in it, in the order of their paths.
pub type Folder = Vec<FolderFile>;

/// One file of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderFile {
    /// Its path in the folder, with `/` between the parts.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Whether it may be executed.
    pub executable: bool,
}

/// Fields that take text, from a file or in place.
const TEXTS: [&str; 3] = ["code", "user_data", "template"];

/// Texts that are judged: what is wrong in one is shown in its file.
const SHOWN_TEXTS: [&str; 1] = ["template"];

/// Maps of texts by name.
const TEXT_MAPS: [&str; 1] = ["public_keys"];

/// Fields that take a document, from a file or in place. The document becomes part of the tree, with its own places.
const DOCUMENTS: [&str; 5] = ["definition", "cluster_config", "schema", "sample", "prices"];

/// Documents that stand beside a text in place, `{file: path}` or `{inline: …}`, and not where the field itself is.
const WRAPPED: [&str; 4] = ["definition", "schema", "sample", "prices"];

/// The paths that the trees name, in their order, each once.
pub fn referenced_files(tree: &Tree, roots: impl IntoIterator<Item = NodeId>) -> Vec<String> {
    let mut paths = Vec::new();
    roots.into_iter().for_each(|root| collect(tree, root, false, &mut paths));
    paths
}

fn collect(tree: &Tree, node: NodeId, texts: bool, paths: &mut Vec<String>) {
    for (key, value) in tree.entries(node) {
        let field = tree.text(*key).unwrap_or_default();
        let path = named_file(tree, *value).filter(|_| texts || TEXTS.contains(&field) || DOCUMENTS.contains(&field));
        match path.and_then(|path| tree.text(path)) {
            Some(path) if !paths.iter().any(|known| known == path) => paths.push(path.to_owned()),
            Some(_) => {}
            None => collect(tree, *value, TEXT_MAPS.contains(&field), paths),
        }
    }
}

/// The path in `{file: path}`.
fn named_file(tree: &Tree, node: NodeId) -> Option<NodeId> {
    match tree.entries(node) {
        [(key, path)] if tree.text(*key) == Some("file") && tree.kind(*path) == Kind::Scalar => Some(*path),
        _ => None,
    }
}

/// Puts the content of every named file where it is named, as if it had been written there.
pub(super) struct Inclusion<'a> {
    pub tree: &'a mut Tree,
    pub sources: &'a mut Sources,
    pub files: &'a BTreeMap<String, FileContent>,
    pub diagnostics: &'a mut Vec<Diagnostic>,
}

impl Inclusion<'_> {
    pub fn include(&mut self, node: NodeId) -> NodeId {
        self.include_in(node, false)
    }

    /// With `texts`, every value of the map is a text.
    fn include_in(&mut self, node: NodeId, texts: bool) -> NodeId {
        let mut entries = self.tree.entries(node).to_vec();
        let mut changed = false;
        for (key, value) in &mut entries {
            let field = self.tree.text(*key).unwrap_or_default().to_owned();
            let new = match named_file(self.tree, *value) {
                Some(path) if SHOWN_TEXTS.contains(&field.as_str()) => self.shown_text(*value, path),
                Some(path) if texts || TEXTS.contains(&field.as_str()) => self.text(*value, path, &field),
                Some(path) if WRAPPED.contains(&field.as_str()) => self.document(*value, path, true),
                Some(path) if field == "cluster_config" => self.document(*value, path, false),
                _ => self.include_in(*value, TEXT_MAPS.contains(&field.as_str())),
            };
            changed |= new != *value;
            *value = new;
        }
        if changed { self.tree.map_like(node, entries) } else { node }
    }

    fn text(&mut self, value: NodeId, path: NodeId, field: &str) -> NodeId {
        let folder =
            self.tree.text(path).is_some_and(|name| matches!(self.files.get(name), Some(FileContent::Folder(_))));
        if folder && field == "code" {
            return value;
        }
        let Some(content) = self.read(path) else { return value };
        let text = self.tree.text_like(path, &content);
        self.inline(value, text)
    }

    fn shown_text(&mut self, value: NodeId, path: NodeId) -> NodeId {
        let Some(content) = self.read(path) else { return value };
        let name = self.tree.text(path).unwrap_or_default().to_owned();
        let source = self.sources.add(name, content.clone());
        let text = self.tree.text_of(source, &content);
        self.inline(value, text)
    }

    fn document(&mut self, value: NodeId, path: NodeId, wrapped: bool) -> NodeId {
        let Some(content) = self.read(path) else { return value };
        let name = self.tree.text(path).unwrap_or_default().to_owned();
        let source = self.sources.add(name, content.clone());
        let Some(document) = self.tree.parse(source, &content, self.diagnostics) else { return value };
        if wrapped {
            return self.inline(value, document);
        }
        match self.tree.kind(document) {
            // What is said of the document as a whole is said of the field that names it.
            Kind::Map => self.tree.map_like(value, self.tree.entries(document).to_vec()),
            Kind::Scalar | Kind::List => document,
        }
    }

    fn inline(&mut self, like: NodeId, content: NodeId) -> NodeId {
        let key = self.tree.scalar_like(like, "inline");
        self.tree.map_like(like, vec![(key, content)])
    }

    fn read(&mut self, path: NodeId) -> Option<String> {
        let name = self.tree.text(path)?.to_owned();
        let problem = match self.files.get(&name) {
            Some(FileContent::Text(text)) => return Some(text.clone()),
            Some(FileContent::Binary(_)) => "it is not text in UTF-8".to_owned(),
            Some(FileContent::Folder(_)) => "it is a folder".to_owned(),
            Some(FileContent::Unreadable(why)) => why.clone(),
            None => "there is no such file".to_owned(),
        };
        let error = Diagnostic::error(
            codes::UNREADABLE_FILE,
            self.tree.span(path),
            format!("`{name}` cannot be read: {problem}"),
        )
        .label("a path relative to the blueprint");
        let near = did_you_mean(
            &name,
            self.files
                .iter()
                .filter(|(_, content)| matches!(content, FileContent::Text(_)))
                .map(|(name, _)| name.as_str()),
        );
        self.diagnostics.push(match near {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error,
        });
        None
    }
}
