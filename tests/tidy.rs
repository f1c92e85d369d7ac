//! Rules about the code itself.

use std::path::{Path, PathBuf};

use crate::check::top;

/// What a module may import. Written from the top down: each may use those that it lists.
const LAYERS: [(&str, &[&str]); 9] = [
    ("diagnostics", &[]),
    ("yaml", &["diagnostics"]),
    ("blueprint", &["yaml", "diagnostics"]),
    ("facts", &[]),
    ("documents", &[]),
    ("system", &["documents", "facts", "blueprint", "yaml", "diagnostics"]),
    ("components", &["system", "documents", "facts", "blueprint", "yaml", "diagnostics"]),
    ("stacks", &["components", "system", "documents", "facts", "blueprint", "yaml", "diagnostics"]),
    ("emit", &["stacks", "components", "system", "documents", "facts", "blueprint", "yaml", "diagnostics"]),
];

fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// `use crate::x` and `crate::x::` outside modules of tests; empty for `use crate::{…}`.
fn imported(text: &str) -> Vec<&str> {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines
        .flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default())
        .collect()
}

#[test]
fn imports_run_one_way() {
    let modules: Vec<&str> = LAYERS.iter().map(|(module, _)| *module).chain(["cli"]).collect();
    let mut wrong = Vec::new();
    for (module, allowed) in LAYERS {
        let folder = top().join("src").join(module);
        let code =
            |path: &Path| !path.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs");
        for (path, text) in sources(&folder).into_iter().filter(|(path, _)| code(path)) {
            for import in imported(&text) {
                if import.is_empty() {
                    wrong.push(format!("{} imports several modules in one line", path.display()));
                }
                if modules.contains(&import) && import != module && !allowed.contains(&import) {
                    wrong.push(format!("{} imports {import}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn module_names_say_something() {
    let vague = ["utils", "util", "helpers", "helper", "common", "manager", "misc", "extra"];
    for (path, _) in sources(&top().join("src")) {
        let stem = path.file_stem().unwrap().to_string_lossy();
        assert!(!vague.contains(&stem.as_ref()), "{}", path.display());
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = std::fs::read_to_string(top().join("Cargo.toml")).unwrap();
    let lines: Vec<&str> = manifest.lines().collect();
    let sections = manifest.split("\n[").filter(|section| section.contains("dependencies]"));
    for line in sections.flat_map(|section| section.lines().skip(1)).filter(|line| line.contains(" = ")) {
        let at = lines.iter().position(|other| *other == line).unwrap();
        assert!(lines[at - 1].starts_with("# "), "no reason above `{line}`");
    }
}
