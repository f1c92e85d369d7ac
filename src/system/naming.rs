//! Names that cannot name a system or a component.

use crate::blueprint::{LONGEST_NAME, is_name, name_rule, nearest_name};
use crate::diagnostics::{self as codes, Diagnostic, Span};

/// The name of the system is the beginning of stack names, and of physical names of many services; the narrowest rule holds for all.
pub(super) fn bad_system_name(name: &str, span: Span) -> Option<Diagnostic> {
    let fact = "a stack name is [a-zA-Z][-a-zA-Z0-9]*, at most 128 characters (CloudFormation, CreateStack, botocore 1.44.5); \
                RDS and S3 take lower case only";
    let error = Diagnostic::error(codes::SYSTEM_NAME, span, format!("`{name}` cannot name a system")).fact(fact);
    (!is_name(name, LONGEST_NAME)).then(|| mended(error, name, span))
}

/// A component's name is the beginning of logical ids and of physical names of many services; the narrowest rule holds for all.
pub(super) fn bad_component_name(name: &str, key: Span) -> Option<Diagnostic> {
    let fact = "logical ids are [A-Za-z0-9]{1,255} (CloudFormation User Guide, Resources, read 2026-10-20)";
    let error = Diagnostic::error(codes::COMPONENT_NAME, key, format!("`{name}` cannot name a component")).fact(fact);
    (!is_name(name, LONGEST_NAME)).then(|| mended(error, name, key))
}

fn mended(error: Diagnostic, name: &str, span: Span) -> Diagnostic {
    let error = error.label(name_rule(LONGEST_NAME));
    match nearest_name(name, LONGEST_NAME).filter(|_| name.len() <= LONGEST_NAME) {
        Some(better) => error.fix(format!("write {better}"), span, better),
        None => error.help("choose a short name of letters, digits and hyphens"),
    }
}
