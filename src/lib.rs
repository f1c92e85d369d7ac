//! A small compiler: one YAML blueprint of a multi-region AWS system in, a set of documents out.
//!
//! | stage | in → out | may fail? |
//! |---|---|---|
//! | [`yaml`] | text → tree, every key and value with its place | one diagnostic for a broken document |
//! | [`blueprint::read`] | tree → [`blueprint::Blueprint`] | reports every fault of shape in one run |
//! | [`system::resolve`] | blueprint → [`system::System`]: regions with their facts, names bound | reports unknown names |
//! | [`components::check`] | system → [`components::Checked`] | reports everything AWS would refuse, and what it would not tell |
//! | [`components::lower`] | checked system → [`documents::Documents`] | no |
//! | [`components::extend`] | documents → documents with the user's own properties and resources | reports what does not fit |
//! | [`stacks::split`] | documents → documents whose stacks are within CloudFormation's quotas | reports stacks that cannot be split |
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
use blueprint::Over;
use diagnostics::{Diagnostic, SourceId, Sources};
use yaml::{Limits, NodeId, Tree};

/// What one run reads. All text is already in memory.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The texts, by the names that diagnostics show.
    pub sources: Sources,
    /// Which of them is the blueprint.
    pub blueprint: SourceId,
    /// The files that the blueprint and the overlays name, by path as it is written there, relative to the blueprint.
    pub files: BTreeMap<String, FileContent>,
    /// What the last run left: the text of `manifest.json`, by environment; the key is empty where there are none.
    pub manifests: BTreeMap<String, String>,
    /// The environment to synthesise.
    pub environment: Option<String>,
    /// Texts that are laid over the blueprint and its environment, in this order.
    pub overlays: Vec<SourceId>,
    /// Single values, `path=value` each, laid over all the rest in this order.
    pub settings: Vec<SourceId>,
}

impl Input {
    /// The blueprint's file without its folders, so that the same blueprint gives the same bytes wherever it lies. It stands in
    /// comments of YAML, shell and JavaScript: what would end their line is replaced.
    fn blueprint_file(&self) -> String {
        let name = self.sources.get(self.blueprint).map_or("", |source| source.name.as_str());
        match name {
            "<stdin>" => "standard input".to_owned(),
            name => {
                let ends_line = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
                name.rsplit(['/', '\\']).next().unwrap_or(name).replace(ends_line, "?")
            }
        }
    }
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
    let (files, diagnostics) = run(&mut input);
    Outcome { files, diagnostics, sources: input.sources }
}

/// What a run over all environments gives back.
#[derive(Debug, Clone, Default)]
pub struct Outcomes {
    /// The files of each environment; of a blueprint without environments there is one build.
    pub builds: Vec<Build>,
    /// Everything that was found, in the order to show it; what several environments share is there once.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the diagnostics point into.
    pub sources: Sources,
}

/// What one environment becomes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Build {
    /// The environment, and the folder below the output folder.
    pub environment: Option<String>,
    /// The files to write; none in any build when a diagnostic is an error.
    pub files: Vec<emit::File>,
}

/// Compiles a blueprint in the environment that the input chooses; in each of them when it chooses none.
pub fn synthesize_all(mut input: Input) -> Outcomes {
    let names = if input.environment.is_some() { Vec::new() } else { environments(&input) };
    let wanted: Vec<Option<String>> = match names.as_slice() {
        [] => vec![input.environment.clone()],
        names => names.iter().cloned().map(Some).collect(),
    };
    let mut builds = Vec::new();
    let mut found = Vec::new();
    for environment in wanted {
        input.environment.clone_from(&environment);
        let (files, diagnostics) = run(&mut input);
        found.push((environment.clone().unwrap_or_default(), diagnostics));
        builds.push(Build { environment, files });
    }
    let diagnostics = together(found);
    if diagnostics::has_errors(&diagnostics) {
        builds.iter_mut().for_each(|build| build.files.clear());
    }
    Outcomes { builds, diagnostics, sources: input.sources }
}

/// What was found in several environments, each finding once. One that only some have says which.
fn together(found: Vec<(String, Vec<Diagnostic>)>) -> Vec<Diagnostic> {
    let runs = found.len();
    let mut all: Vec<(Diagnostic, Vec<String>)> = Vec::new();
    for (environment, diagnostics) in found {
        for diagnostic in diagnostics {
            match all.iter_mut().find(|(known, _)| *known == diagnostic) {
                Some((_, environments)) => environments.push(environment.clone()),
                None => all.push((diagnostic, vec![environment.clone()])),
            }
        }
    }
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for (mut diagnostic, mut environments) in all {
        environments.dedup();
        if environments.len() < runs && diagnostic.code != diagnostics::DOMAIN_OF_TWO_ENVIRONMENTS {
            diagnostic.message = format!("{} (in {})", diagnostic.message, environments.join(", "));
        }
        diagnostics.push(diagnostic);
    }
    sort(&mut diagnostics);
    diagnostics
}

fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|diagnostic| (diagnostic.primary.span.source, diagnostic.primary.span.start));
}

/// One run: its files, unless something is an error, and what was found.
fn run(input: &mut Input) -> (Vec<emit::File>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut files = compile(input, &mut diagnostics).unwrap_or_default();
    if diagnostics::has_errors(&diagnostics) {
        files.clear();
    }
    sort(&mut diagnostics);
    (files, diagnostics)
}

/// Every stage in turn; `None` where one cannot go on.
fn compile(input: &mut Input, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<emit::File>> {
    let (mut tree, root, over) = parse(input, diagnostics)?;
    let (blueprint, root) = blueprint::read(&mut tree, root, &over, &mut input.sources, &input.files, diagnostics)?;
    let system = system::resolve(&blueprint, &tree, root, diagnostics)?;
    let checked = components::check(&system, diagnostics)?;
    let mut documents = components::extend(&checked, components::lower(&checked), diagnostics)?;
    components::watch(&checked, &mut documents, diagnostics);
    components::keep(&checked, &mut documents);
    stacks::split(&system, &mut documents, diagnostics);
    if let Some(manifest) = input.manifests.get(input.environment.as_deref().unwrap_or_default()) {
        components::lost(&checked, &documents, manifest, diagnostics);
    }
    documents.source = input.blueprint_file();
    let linked = stacks::link(documents, blueprint.wiring);
    if let Some(error) = components::circle_of_stacks(&checked, &linked.cycle, &linked.circle()) {
        diagnostics.push(error);
        return None;
    }
    diagnostics.extend(stacks::prove(&linked));
    let files = emit::files(&linked);
    diagnostics.extend(emit::oversized(&files));
    Some(files)
}

/// The tree of every text, the root of the blueprint, and what is laid over it.
fn parse(input: &Input, diagnostics: &mut Vec<Diagnostic>) -> Option<(Tree, NodeId, Over)> {
    let mut tree = Tree::new(Limits::default());
    let text = |source: SourceId| input.sources.get(source).map(|source| source.text.as_str());
    let root = tree.parse(input.blueprint, text(input.blueprint)?, diagnostics);
    let mut over = Over { environment: input.environment.clone(), patches: Vec::new() };
    for source in &input.overlays {
        over.patches.extend(tree.parse(*source, text(*source)?, diagnostics));
    }
    for source in &input.settings {
        over.patches.extend(tree.parse_assignment(*source, text(*source)?, diagnostics));
    }
    root.map(|root| (tree, root, over))
}

/// The paths of the files that the blueprint and the overlays name, relative to it: what [`Input::files`] should hold.
pub fn referenced_files(input: &Input) -> Vec<String> {
    let Some((tree, root, over)) = parse(input, &mut Vec::new()) else { return Vec::new() };
    blueprint::referenced_files(&tree, std::iter::once(root).chain(over.patches))
}

/// The names of the blueprint's environments, in their order.
pub fn environments(input: &Input) -> Vec<String> {
    let parsed = parse(input, &mut Vec::new());
    parsed.map(|(tree, root, _)| blueprint::environment_names(&tree, root)).unwrap_or_default()
}

/// What [`show`] gives back.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// The merged blueprint as YAML; empty when it cannot be merged.
    pub text: String,
    /// What was found while merging.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the diagnostics point into.
    pub sources: Sources,
}

/// The blueprint with everything laid over it, and where each value comes from that does not stand in the blueprint itself.
/// With `defaults`, also the components that the language makes of `services` in a blueprint without components.
pub fn show(mut input: Input, defaults: bool) -> Shown {
    let mut diagnostics = Vec::new();
    let text = parse(&input, &mut diagnostics).and_then(|(mut tree, root, over)| {
        let texts = (&mut input.sources, &input.files);
        let merged = blueprint::merged(&mut tree, root, &over, texts, &mut diagnostics)?;
        Some(blueprint::show(&mut tree, &merged, &input.sources, input.blueprint, defaults))
    });
    sort(&mut diagnostics);
    Shown { text: text.unwrap_or_default(), diagnostics, sources: input.sources }
}

/// The JSON Schema (draft-07) of the blueprint language, for editors.
pub fn json_schema() -> String {
    blueprint::json_schema()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_blueprint_begins_no_line_of_its_own() {
        let mut input = Input::default();
        input.blueprint = input.sources.add("shops/a\ntouch pwned\u{2028}b.yaml", "name: shop\n".to_owned());
        assert_eq!(input.blueprint_file(), "a?touch pwned?b.yaml");
    }
}
