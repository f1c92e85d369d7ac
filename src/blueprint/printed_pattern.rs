//! The multi-region pattern as it is often printed: `primary_region: us-east-1` with the primary's `services` beside it, and
//! each secondary's `services` directly below its code. One diagnostic shows the rewrite, and reading goes on as if it had
//! been made.

use crate::diagnostics::{self as codes, Diagnostic};
use crate::yaml::{Kind, NodeId, Tree};

/// Reads a scalar `primary_region` as the map that it stands for.
pub(super) fn rewrite(tree: &mut Tree, root: NodeId, diagnostics: &mut Vec<Diagnostic>) -> NodeId {
    let Some((key, value)) = tree.entry(root, "primary_region") else { return root };
    let Some(code) =
        tree.text(value).map(str::to_owned).filter(|_| tree.kind(value) == Kind::Scalar && !tree.is_null(value))
    else {
        return root;
    };
    let services = tree.entry(root, "services");
    diagnostics.push(diagnostic(tree, root, &code, key, value, services));

    let region = match services {
        Some(services) => tree.map_like(value, vec![services]),
        None => tree.map_like(value, Vec::new()),
    };
    let name = tree.scalar_like(value, &code);
    let primary = tree.map_like(value, vec![(name, region)]);
    let entries = tree.entries(root).iter().filter(|(key, _)| tree.text(*key) != Some("services"));
    let entries = entries.map(|entry| if entry.0 == key { (key, primary) } else { *entry }).collect();
    tree.map_like(root, entries)
}

fn diagnostic(
    tree: &Tree,
    root: NodeId,
    code: &str,
    key: NodeId,
    value: NodeId,
    services: Option<(NodeId, NodeId)>,
) -> Diagnostic {
    let whole = tree.span(key).to(tree.span(value));
    let error = Diagnostic::error(
        codes::PRINTED_PATTERN,
        whole,
        "`primary_region` is a code, where a region with its settings belongs",
    )
    .label("the code is the key of a map");
    let Some((services_key, services)) = services else {
        return error.fix("make the code a key", whole, format!("primary_region:\n  {code}: {{}}"));
    };
    let words: Vec<&str> = tree.items(services).iter().filter_map(|word| tree.text(*word)).collect();
    let rewritten = format!("primary_region:\n  {code}:\n    services: [{}]", words.join(", "));
    let beside = tree.span(services_key).to(tree.span(services));
    let gone = tree.removal_span(root, "services").unwrap_or(beside);
    error
        .also(beside, "these are the primary region's")
        .fix("put its services below it", whole, rewritten)
        .fix("", gone, "")
}
