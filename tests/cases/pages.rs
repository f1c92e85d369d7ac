//! The page of a code is a test: its example raises the code, and what it says instead does not.

use synth::diagnostics::{ALL, Code};

use crate::check::{check, check_after};

/// The first YAML block below a heading.
fn block<'p>(page: &'p str, heading: &str) -> Option<&'p str> {
    let (_, section) = page.split_once(&format!("\n## {heading}\n"))?;
    let section = section.split("\n## ").next()?;
    let (_, block) = section.split_once("```yaml\n")?;
    block.split_once("\n```").map(|(block, _)| block)
}

/// A fragment gets the lines that every blueprint has.
fn whole(block: &str) -> String {
    let mut text = String::new();
    if !block.lines().any(|line| line.starts_with("name:")) {
        text.push_str("name: example\n");
    }
    if !block.lines().any(|line| line.starts_with("primary_region:")) {
        text.push_str("primary_region: {us-east-1: {}}\n");
    }
    text + block + "\n"
}

fn is_defect(code: &Code) -> bool {
    code.id.starts_with("S90")
}

#[test]
fn have_their_parts() {
    let mut missing = Vec::new();
    for code in ALL {
        let titled = code.page.starts_with(&format!("# {}: ", code.id));
        let headings: &[&str] = if is_defect(code) { &["Why"] } else { &["Why", "Example", "Instead"] };
        let parts = headings.iter().all(|heading| code.page.contains(&format!("\n## {heading}\n")));
        if !titled || !parts {
            missing.push(code.id);
        }
    }
    assert!(missing.is_empty(), "a title or a section is missing on the pages of {missing:?}");
}

#[test]
fn examples_raise_the_code_and_the_advice_does_not() {
    let mut wrong = Vec::new();
    for code in ALL.iter().filter(|code| !is_defect(code)) {
        let Some(example) = block(code.page, "Example") else {
            wrong.push(format!("{}: no example", code.id));
            continue;
        };
        // What was deployed before, for codes about change.
        let before = block(code.page, "Before").map(|before| check(&whole(before)));
        let run = |text: &str| match &before {
            Some(before) => check_after(before, &whole(text)),
            None => check(&whole(text)),
        };
        let checked = run(example);
        if !checked.codes().contains(&code.id) {
            wrong.push(format!("{}: the example raises {:?}\n{}", code.id, checked.codes(), checked.rendered()));
        }
        let Some(instead) = block(code.page, "Instead") else {
            wrong.push(format!("{}: no advice", code.id));
            continue;
        };
        let checked = run(instead);
        if checked.codes().contains(&code.id) || checked.has_errors() {
            wrong.push(format!("{}: the advice raises {:?}\n{}", code.id, checked.codes(), checked.rendered()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
