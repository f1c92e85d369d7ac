//! `synth BLUEPRINT`: the documents as one stream, or as a folder.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;

use super::exit::Failure;
use super::folder::{self, Plan};
use super::report::{self, Format, Stdout};
use super::variant::Variant;
use super::{Console, Exit, misspelt, read};
use crate::emit::{File, FileKind};
use crate::{Build, Outcome, Outcomes};

/// The examples in `synth --help`.
pub const EXAMPLES: &str = "Examples:
  synth blueprint.yaml              print the documents as one YAML stream
  synth blueprint.yaml -o out       write them into a folder
  synth blueprint.yaml -o out --env prod
                                    write one environment of it, into out/prod
  synth blueprint.yaml -o out --check
                                    exit with 1 when the folder is not up to date
  synth check                       report what is wrong with ./blueprint.yaml";

/// The options of a run without a verb.
#[derive(Args)]
pub struct Arguments {
    /// The blueprint; `-` reads standard input [default: ./blueprint.yaml]
    blueprint: Option<PathBuf>,
    /// Write the files into this folder instead of printing the documents
    ///
    /// Only what changed is written. Files that an earlier run wrote and this one does not are removed; files that synth did
    /// not write are never touched. A blueprint with environments has a folder below this one for each, and is written in all
    /// of them unless `--env` chooses one.
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write nothing; list what would change in the folder and exit with 1 if anything would
    #[arg(long, requires = "out")]
    check: bool,
    #[command(flatten)]
    variant: Variant,
    #[command(flatten)]
    report: report::Options,
}

pub fn run(arguments: &Arguments, console: &mut Console) -> Result<Exit, Failure> {
    if let Some(failure) = arguments.blueprint.as_deref().and_then(misspelt::verb) {
        return Err(failure);
    }
    let mut input = read::blueprint(arguments.blueprint.as_deref(), &arguments.variant)?;
    let manifests = arguments.out.as_deref().map(folder::manifests).unwrap_or_default();
    let outcomes = if arguments.out.is_some() {
        input.manifests.clone_from(&manifests);
        crate::synthesize_all(input)
    } else {
        // One stream is one environment: without a choice that is what is reported.
        let environment = input.environment.clone();
        let Outcome { files, diagnostics, sources } = crate::synthesize(input);
        Outcomes { builds: vec![Build { environment, files }], diagnostics, sources }
    };
    finish(&outcomes, &manifests, arguments, console)
}

/// `manifests` are what earlier runs left.
fn finish(
    outcomes: &Outcomes,
    manifests: &BTreeMap<String, String>,
    arguments: &Arguments,
    console: &mut Console,
) -> Result<Exit, Failure> {
    let options = &arguments.report;
    let stdout = if arguments.out.is_some() { Stdout::Free } else { Stdout::Documents };
    let exit = report::findings(&outcomes.diagnostics, &outcomes.sources, options, stdout, console)?;
    if exit != Exit::Fine {
        return Ok(exit);
    }
    let Some(out) = &arguments.out else {
        for build in &outcomes.builds {
            console.print(&stream(&build.files))?;
        }
        return Ok(Exit::Fine);
    };
    let folder = |environment: &str| if environment.is_empty() { out.clone() } else { out.join(environment) };
    let folders: Vec<PathBuf> = outcomes.builds.iter().map(|build| folder(environment(build))).collect();
    let left_over: Vec<PathBuf> = left_over(outcomes, manifests, arguments).map(folder).collect();
    let builds = folders.iter().zip(&outcomes.builds);
    // Every folder is looked at before the first is changed.
    let plans = builds.map(|(folder, build)| Plan::new(folder, &build.files)).collect::<Result<Vec<_>, _>>()?;
    let goodbyes = left_over.iter().map(|folder| Plan::new(folder, &[])).collect::<Result<Vec<_>, _>>()?;
    if arguments.check {
        for line in plans.iter().chain(&goodbyes).flat_map(Plan::changes) {
            console.say(&format!("would {line}"));
        }
        let done = plans.iter().chain(&goodbyes).all(Plan::is_empty);
        return Ok(if done { Exit::Fine } else { Exit::Findings });
    }
    let talks = !options.quiet && options.format == Format::Text;
    for (plan, build) in plans.iter().zip(&outcomes.builds) {
        plan.apply()?;
        if talks {
            let environment = build.environment.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
            console.say(&format!("{environment}{}", plan.summary()));
        }
    }
    for plan in &goodbyes {
        plan.apply()?;
        if talks {
            console.say(&plan.farewell());
        }
    }
    Ok(Exit::Fine)
}

/// The environment of a build; empty where there are none.
fn environment(build: &Build) -> &str {
    build.environment.as_deref().unwrap_or_default()
}

/// The environments of this system that no build is for; none in a run for one environment, which says nothing of the others.
fn left_over<'m>(
    outcomes: &'m Outcomes,
    manifests: &'m BTreeMap<String, String>,
    arguments: &Arguments,
) -> impl Iterator<Item = &'m str> {
    let current = outcomes.builds.iter().map(environment).collect();
    let files = outcomes.builds.iter().flat_map(|build| &build.files);
    let manifest = files.filter(|_| arguments.variant.env.is_none()).find(|file| file.kind == FileKind::Manifest);
    folder::left_over(manifests, current, manifest.map_or("", |file| &file.contents))
}

/// What AWS reads, as one YAML stream; JSON documents are YAML as they are.
fn stream(files: &[File]) -> String {
    let mut out = String::new();
    for file in files {
        if matches!(file.kind, FileKind::Template | FileKind::ClusterConfig | FileKind::StateMachine) {
            out.push_str("---\n# ");
            out.push_str(&file.path);
            out.push('\n');
            out.push_str(&file.contents);
            if !file.contents.ends_with('\n') {
                out.push('\n');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::diagnostics::{Diagnostic, Span, YAML_SYNTAX};

    /// Finishes a run with these files and findings; gives the exit code and both streams.
    fn finish_with(
        files: &[(&str, &str, FileKind)],
        diagnostics: &[Diagnostic],
        line: &[&str],
    ) -> (Exit, String, String) {
        let file = |(path, contents, kind): &(&str, &str, FileKind)| File {
            path: (*path).to_owned(),
            contents: (*contents).to_owned(),
            archive: Vec::new(),
            executable: false,
            kind: *kind,
        };
        let files = files.iter().map(file).collect();
        let builds = vec![Build { environment: None, files }];
        let outcomes = Outcomes { builds, diagnostics: diagnostics.to_vec(), ..Outcomes::default() };
        let arguments =
            crate::cli::CommandLine::try_parse_from([&["synth", "--color", "never"], line].concat()).unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit =
            finish(&outcomes, &BTreeMap::new(), &arguments.synthesize, &mut Console { out: &mut out, err: &mut err })
                .unwrap();
        (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    const FILES: &[(&str, &str, FileKind)] = &[
        ("eu/a.template.yaml", "# heading\nA: 1\n", FileKind::Template),
        ("eu/b.asl.json", "{\"B\": 2}", FileKind::StateMachine),
        ("plan.md", "# plan\n", FileKind::Plan),
        ("manifest.json", "{\"files\": [\"manifest.json\"]}", FileKind::Manifest),
    ];

    #[test]
    fn the_stream_holds_the_documents_alone() {
        let (exit, out, err) = finish_with(FILES, &[], &[]);
        assert_eq!((exit, err.as_str()), (Exit::Fine, ""));
        assert_eq!(out, "---\n# eu/a.template.yaml\n# heading\nA: 1\n---\n# eu/b.asl.json\n{\"B\": 2}\n");
    }

    #[test]
    fn findings_do_not_mix_with_documents() {
        let warning = Diagnostic::warning(YAML_SYNTAX, Span::default(), "odd");
        for format in ["text", "json", "sarif", "github"] {
            let (exit, out, err) = finish_with(FILES, std::slice::from_ref(&warning), &["--format", format]);
            assert_eq!(exit, Exit::Fine);
            assert!(out.starts_with("---\n# eu/") && err.contains("odd"), "{format}: {out} {err}");
        }
    }

    #[test]
    fn errors_end_with_one_and_write_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let error = [Diagnostic::error(YAML_SYNTAX, Span::default(), "bad")];
        let (exit, _, err) = finish_with(&[], &error, &["-o", out.to_str().unwrap()]);
        assert_eq!(exit, Exit::Findings);
        assert!(err.starts_with("error[S0001]: bad\n") && err.ends_with("\n\n1 error\n"), "{err}");
        assert!(!out.exists());
        let (_, json, err) = finish_with(&[], &error, &["-o", out.to_str().unwrap(), "--format", "json"]);
        assert!(json.contains("\"bad\"") && err.is_empty(), "{json} {err}");
        assert!(!finish_with(&[], &error, &["-q"]).2.contains("1 error"));
    }

    #[test]
    fn check_lists_and_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().to_str().unwrap();
        let (exit, _, err) = finish_with(FILES, &[], &["-o", out, "--check"]);
        assert_eq!(exit, Exit::Findings);
        assert_eq!(err.replace(out, "out").lines().next(), Some("would create out/eu/a.template.yaml"));
        assert_eq!(std::fs::read_dir(out).unwrap().count(), 0);
        assert_eq!(finish_with(FILES, &[], &["-o", out]).2, "wrote 4 files, 0 unchanged\n");
        assert_eq!(finish_with(FILES, &[], &["-o", out, "--check"]), (Exit::Fine, String::new(), String::new()));
    }
}
