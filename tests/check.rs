//! The one place that knows how to run a synthesis over text.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use synth::diagnostics::{Diagnostic, Severity, Sources, render};
use synth::emit::{File, FileKind};
use synth::{FileContent, Input};

/// What came of one blueprint.
pub struct Checked {
    pub files: Vec<File>,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
}

/// Synthesises a text.
pub fn check(text: &str) -> Checked {
    check_with("blueprint.yaml", text, BTreeMap::new(), None)
}

/// Synthesises a text where another was synthesised before.
pub fn check_after(before: &Checked, text: &str) -> Checked {
    check_with("blueprint.yaml", text, BTreeMap::new(), Some(before))
}

/// Synthesises a file in each of its environments, with the files beside it. Paths begin with the environment's name.
pub fn check_all(path: &Path) -> Checked {
    let text = std::fs::read_to_string(path).unwrap();
    let mut input = Input::default();
    input.blueprint = input.sources.add(path.file_name().unwrap().to_string_lossy(), text);
    for wanted in synth::referenced_files(&input) {
        let content = synth::cli::content(&path.parent().unwrap().join(&wanted));
        input.files.insert(wanted, content);
    }
    let outcomes = synth::synthesize_all(input);
    let in_folder = |build: synth::Build| {
        let folder = build.environment.map(|name| format!("{name}/")).unwrap_or_default();
        build.files.into_iter().map(move |file| File { path: format!("{folder}{}", file.path), ..file })
    };
    let files = outcomes.builds.into_iter().flat_map(in_folder).collect();
    Checked { files, diagnostics: outcomes.diagnostics, sources: outcomes.sources }
}

/// Synthesises a file, with the files beside it; after `before.yaml`, if there is one.
pub fn check_file(path: &Path) -> Checked {
    let text = std::fs::read_to_string(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut sources = Sources::default();
    let blueprint = sources.add(name.clone(), text.clone());
    let mut input = Input { sources, blueprint, ..Input::default() };
    lay_over(&mut input, &text);
    let wanted = synth::referenced_files(&input);
    let folder = path.parent().unwrap();
    let files = wanted.into_iter().map(|wanted| (wanted.clone(), synth::cli::content(&folder.join(wanted)))).collect();
    let before = Some(folder.join("before.yaml")).filter(|before| before.is_file() && name == "blueprint.yaml");
    let before = before.map(|before| check(&std::fs::read_to_string(before).unwrap()));
    check_with(&name, &text, files, before.as_ref())
}

fn check_with(name: &str, text: &str, files: BTreeMap<String, FileContent>, before: Option<&Checked>) -> Checked {
    let mut sources = Sources::default();
    let blueprint = sources.add(name, text);
    let mut input = Input { sources, blueprint, files, ..Input::default() };
    lay_over(&mut input, text);
    let manifest = before.and_then(|before| before.files.iter().find(|file| file.kind == FileKind::Manifest));
    input.manifests.extend(manifest.map(|file| (String::new(), file.contents.clone())));
    let outcome = synth::synthesize(input);
    Checked { files: outcome.files, diagnostics: outcome.diagnostics, sources: outcome.sources }
}

/// `# env: staging` and `# set: path=value` on lines of their own stand for the options of the command line.
fn lay_over(input: &mut Input, text: &str) {
    input.environment = text.lines().find_map(|line| line.strip_prefix("# env: ")).map(str::to_owned);
    for (number, setting) in (1..).zip(text.lines().filter_map(|line| line.strip_prefix("# set: "))) {
        input.settings.push(input.sources.add(format!("<--set {number}>"), setting));
    }
}

impl Checked {
    /// The diagnostics as a terminal without colour shows them.
    pub fn rendered(&self) -> String {
        render::terminal(&self.diagnostics, &self.sources, false)
    }

    /// The codes that were reported, each once, in order.
    pub fn codes(&self) -> Vec<&'static str> {
        let mut codes: Vec<_> = self.diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Every file, each below its path; without the policies of deployments, which follow from the templates.
    pub fn stream(&self) -> String {
        let shown = self.files.iter().filter(|file| file.kind != FileKind::Policy);
        shown.map(|file| format!("──── {}\n{}", file.path, file.contents)).collect()
    }
}

/// The top of the repository.
pub fn top() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The blueprints of a folder: files, and folders with a `blueprint.yaml`. With their names, in order.
pub fn cases(folder: &str) -> Vec<(String, PathBuf)> {
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(top().join(folder)).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && path.join("blueprint.yaml").is_file() {
            cases.push((name, path.join("blueprint.yaml")));
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            cases.push((name, path));
        }
    }
    cases.sort();
    cases
}

/// Compares with `snapshots/<folder>/<name>.snap`.
pub fn snapshot(folder: &str, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(top().join("snapshots").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
