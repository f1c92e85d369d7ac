//! A small compiler: one YAML blueprint of a multi-region AWS system in, a set of documents out.
//!
//! | stage | in → out | may fail? |
//! |---|---|---|
//! | [`yaml`] | text → tree, every key and value with its place | one diagnostic for a broken document |
//! | [`blueprint::read`] | tree → [`blueprint::Blueprint`] | reports every fault of shape in one run |
//! | [`system::resolve`] | blueprint → [`system::System`]: regions with their facts, names bound | reports unknown names |
//! | [`components::check`] | system → [`components::Checked`] | reports everything AWS would refuse, and what it would not tell |
//! | [`components::lower`] | checked system → [`documents::Documents`] | no |
//! | [`stacks::link`] | documents → [`stacks::Linked`]: references between stacks, waves | no |
//! | [`stacks::prove`] | linked documents → defects | reports defects of synth |
//! | [`emit`] | linked documents → files | no |
//!
//! [`synthesize`] is pure: no file, clock, environment, network or hash-map order. Same input, same bytes, on every machine.
//! [`cli`] is the only module that touches the outside world; it writes only what changed.
//!
//! Imports run one way: cli → emit → stacks → components → {system, documents, facts} → blueprint → yaml →
//! diagnostics. `documents` and `facts` import nothing of ours, and a test holds all of this.
//!
//! Adding a kind of component touches one place: its model in [`blueprint`], its file in [`components`] with one line in
//! [`components::KINDS`], its codes with their pages, its cases in `blueprints/accepted` and `blueprints/rejected`.

pub mod blueprint;
pub mod cli;
pub mod components;
pub mod diagnostics;
pub mod documents;
pub mod emit;
pub mod facts;
pub mod stacks;
pub mod system;
pub mod yaml;

use std::collections::BTreeMap;

pub use blueprint::FileContent;
use diagnostics::{Diagnostic, SourceId, Sources};
use yaml::{Limits, NodeId, Tree};

/// What one run reads. All text is already in memory.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The texts, by the names that diagnostics show.
    pub sources: Sources,
    /// Which of them is the blueprint.
    pub blueprint: SourceId,
    /// The files that the blueprint names, by path as it is written there, relative to it.
    pub files: BTreeMap<String, FileContent>,
}

/// What one run gives back.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The files to write; none when a diagnostic is an error.
    pub files: Vec<emit::File>,
    /// Everything that was found, in the order to show it.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the diagnostics point into.
    pub sources: Sources,
}

/// Compiles a blueprint: the same input gives the same bytes on every machine.
pub fn synthesize(mut input: Input) -> Outcome {
    let mut diagnostics = Vec::new();
    let mut files = compile(&mut input, &mut diagnostics).unwrap_or_default();
    if diagnostics::has_errors(&diagnostics) {
        files.clear();
    }
    diagnostics.sort_by_key(|diagnostic| (diagnostic.primary.span.source, diagnostic.primary.span.start));
    Outcome { files, diagnostics, sources: input.sources }
}

/// Every stage in turn; `None` where one cannot go on.
fn compile(input: &mut Input, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<emit::File>> {
    let mut tree = Tree::new(Limits::default());
    let root = parse(input, &mut tree, diagnostics)?;
    let (blueprint, root) = blueprint::read(&mut tree, root, &mut input.sources, &input.files, diagnostics)?;
    let system = system::resolve(&blueprint, &tree, root, diagnostics)?;
    let checked = components::check(&system, diagnostics)?;
    let linked = stacks::link(components::lower(&checked), blueprint.wiring);
    let defects = stacks::prove(&linked);
    diagnostics.extend(defects);
    Some(emit::files(&linked))
}

fn parse(input: &Input, tree: &mut Tree, diagnostics: &mut Vec<Diagnostic>) -> Option<NodeId> {
    let source = input.sources.get(input.blueprint)?;
    tree.parse(input.blueprint, &source.text, diagnostics)
}

/// The paths of the files that the blueprint names, relative to it: what [`Input::files`] should hold.
pub fn referenced_files(input: &Input) -> Vec<String> {
    let mut tree = Tree::new(Limits::default());
    parse(input, &mut tree, &mut Vec::new()).map(|root| blueprint::referenced_files(&tree, root)).unwrap_or_default()
}

/// The JSON Schema (draft-07) of the blueprint language, for editors.
pub fn json_schema() -> String {
    blueprint::json_schema()
}
