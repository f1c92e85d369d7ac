//! Blueprints in folders: what is accepted, what is rejected, and what the pages show.

mod examples;
mod moves;
mod pages;
mod schema;

use crate::check::{cases, check_file, snapshot};

/// Every rejected blueprint is named after the code that it raises; the snapshot shows all that the user sees.
#[test]
fn rejected() {
    for (name, path) in cases("blueprints/rejected") {
        let code = name.get(..5).unwrap();
        let checked = check_file(&path);
        assert!(checked.codes().contains(&code), "{name} raises {:?}:\n{}", checked.codes(), checked.rendered());
        assert_eq!(checked.has_errors(), checked.files.is_empty(), "{name}: an error and files, or neither");
        snapshot("rejected", &name, &checked.rendered());
    }
}

/// Every accepted blueprint raises only what its first line expects: `# expect: S0307`.
#[test]
fn accepted() {
    for (name, path) in cases("blueprints/accepted") {
        let text = std::fs::read_to_string(&path).unwrap();
        let first = text.lines().next().unwrap_or_default();
        let expected: Vec<&str> =
            first.strip_prefix("# expect:").map(|codes| codes.split_whitespace().collect()).unwrap_or_default();
        let checked = check_file(&path);
        assert_eq!(checked.codes(), expected, "{name}:\n{}", checked.rendered());
        snapshot("accepted", &name, &checked.stream());
    }
}

/// Every code has a rejected case; defects of synth itself, which no blueprint raises, have none.
#[test]
fn every_code_has_a_case() {
    let cases = cases("blueprints/rejected");
    let missing: Vec<&str> = synth::diagnostics::ALL
        .iter()
        .map(|code| code.id)
        .filter(|id| !id.starts_with("S90") && !cases.iter().any(|(name, _)| name.starts_with(id)))
        .collect();
    assert!(missing.is_empty(), "no file in blueprints/rejected for {missing:?}");
}
