//! What may be the name of a system, and of a component.

use crate::diagnostics::{self as codes, Diagnostic, Span};

/// Most characters of a name. With an environment, a component and a region it stays within AWS's limits nearly always; where it does not,
/// names are cut.
const LONGEST: usize = 40;

/// The name of the system is the beginning of stack names, and of physical names of many services; the narrowest rule holds for all.
pub(super) fn bad_system_name(name: &str, span: Span) -> Option<Diagnostic> {
    let fact = "a stack name is [a-zA-Z][-a-zA-Z0-9]*, at most 128 characters (CloudFormation, CreateStack, botocore 1.44.5); \
                RDS and S3 take lower case only";
    refused(name)
        .then(|| told(Diagnostic::error(codes::SYSTEM_NAME, span, headline(name, "a system")), name, span, fact))
}

/// A component's name is the beginning of logical ids and of physical names of many services; the narrowest rule holds for all.
pub(super) fn bad_component_name(name: &str, key: Span) -> Option<Diagnostic> {
    let fact = "logical ids are [A-Za-z0-9]{1,255} (CloudFormation User Guide, Resources, read 2026-10-20)";
    refused(name)
        .then(|| told(Diagnostic::error(codes::COMPONENT_NAME, key, headline(name, "a component")), name, key, fact))
}

fn refused(name: &str) -> bool {
    let letters = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let starts = name.starts_with(|c: char| c.is_ascii_lowercase());
    let hyphens = !name.ends_with('-') && !name.contains("--");
    !(letters && starts && hyphens && name.len() <= LONGEST)
}

fn headline(name: &str, what: &str) -> String {
    format!("`{name}` cannot name {what}")
}

fn told(error: Diagnostic, name: &str, span: Span, fact: &str) -> Diagnostic {
    let kept: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let words: Vec<&str> = kept.split('-').filter(|word| !word.is_empty()).collect();
    let better = words.join("-");
    let error = error
        .label(format!("lower-case letters, digits and single hyphens, a letter first, at most {LONGEST} characters"))
        .fact(fact);
    if refused(&better) {
        error.help("choose a short name of letters, digits and hyphens")
    } else {
        error.fix(format!("write {better}"), span, better)
    }
}
