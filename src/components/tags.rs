//! Tags: of the whole system, and of a component.

use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::Documents;
use crate::facts::tags::{LONGEST_KEY, LONGEST_VALUE, MOST, RESERVED};
use crate::system::System;
use crate::yaml::NodeId;

/// Keys of resources that have a name for consoles, or a role that load balancers look for: they leave less room for the user's.
const OWN: usize = 2;

/// Tags that AWS refuses, and more of them than a resource may have.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let tree = system.tree;
    check_map(system, system.root, 0, diagnostics);
    let of_all = tree.get(system.root, "tags").map_or(0, |tags| tree.entries(tags).len());
    for component in system.components.values() {
        check_map(system, component.node, of_all, diagnostics);
    }
}

/// Nothing: every resource takes its tags along.
pub fn lower(_: &System<'_>, _: &mut Documents) {}

fn check_map(system: &System<'_>, owner: NodeId, inherited: usize, diagnostics: &mut Vec<Diagnostic>) {
    let tree = system.tree;
    let Some(tags) = tree.get(owner, "tags") else { return };
    let entries = tree.entries(tags);
    if entries.len() + inherited + OWN > MOST {
        let span = tree.key_of(tags).map_or(tree.span(tags), |key| tree.span(key));
        let message = format!("{} tags, where {} have room", entries.len() + inherited, MOST - OWN);
        let error = Diagnostic::error(codes::BAD_TAG, span, message)
            .label(format!("a resource has at most {MOST}, and up to {OWN} come from synth"))
            .fact(FACT);
        diagnostics.push(error);
    }
    for (key, value) in entries {
        for (part, node, longest) in [("key", *key, LONGEST_KEY), ("value", *value, LONGEST_VALUE)] {
            let Some(text) = tree.text(node) else { continue };
            if let Some(why) = refused(part, text, longest) {
                let headline = format!("no tag has the {part} `{text}`");
                diagnostics.push(Diagnostic::error(codes::BAD_TAG, tree.span(node), headline).label(why).fact(FACT));
            }
        }
    }
}

const FACT: &str = "a resource has up to 50 tags; keys are 1 to 128 characters, values up to 256: letters, digits, white space and \
                    _ . : / = + - @, without the prefix aws: (AWS Billing User Guide, user-defined tag restrictions, read 2026-11-22)";

fn refused(part: &str, text: &str, longest: usize) -> Option<String> {
    let length = text.chars().count();
    let usual = |c: char| c.is_alphanumeric() || c == ' ' || "_.:/=+-@".contains(c);
    if text.is_empty() {
        return Some("empty: Global Accelerator, for one, takes no tag without a value".to_owned());
    }
    if length > longest {
        return Some(format!("{length} characters, where {longest} fit"));
    }
    if text.to_ascii_lowercase().starts_with(RESERVED) {
        return Some(format!("a {part} that begins with {RESERVED} is AWS's own"));
    }
    let odd = text.chars().find(|c| !usual(*c))?;
    Some(format!("`{odd}` is no character of a tag"))
}
