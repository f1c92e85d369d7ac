//! One blueprint out of several texts: the file, one of its environments, overlays, single values.
//!
//! Each is laid over what came before, key by key, in this order: file, environment, overlays, values. A component's `per_region`
//! comes last of all, when its model is read.

use std::collections::BTreeMap;

use super::environments::{self, ENVIRONMENTS, Environments};
use super::files::{FileContent, Inclusion};
use super::{SECTIONS, Variant, defaults, printed_pattern};
use crate::diagnostics::{self as codes, Diagnostic, Sources};
use crate::yaml::{Absent, NodeId, Tree};

/// Maps of a component whose keys are names of things: a merge changes what is there and creates nothing.
const NAMED_MAPS: &[&str] = &[
    "routes",
    "volumes",
    "tasks",
    "permissions",
    "events",
    "indexes",
    "origins",
    "origin_groups",
    "behaviors",
    "edge_functions",
    "lifecycle",
    "cors",
    "workloads",
    "services",
    "listeners",
    "endpoints",
    "custom_endpoints",
];

/// Fields whose content is somebody else's document, or a patch of one: a null in them means something.
const DOCUMENTS: [&str; 6] = ["definition", "cluster_config", "schema", "sample", "Properties", "UpdatePolicy"];

/// What is laid over a blueprint.
#[derive(Debug, Clone, Default)]
pub struct Over {
    /// The environment to choose.
    pub environment: Option<String>,
    /// Further patches in their order, parsed into the same tree.
    pub patches: Vec<NodeId>,
}

/// A blueprint with everything laid over it.
#[derive(Debug, Clone)]
pub struct Merged {
    /// The root of the result. `environments` still stands in it.
    pub root: NodeId,
    /// What was chosen and what that removed.
    pub variant: Variant,
}

/// Lays the environment and the patches over the tree of a file.
///
/// `None` when there are environments and none of them can be chosen; a diagnostic says so.
pub fn merged(
    tree: &mut Tree,
    root: NodeId,
    over: &Over,
    (sources, files): (&mut Sources, &BTreeMap<String, FileContent>),
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Merged> {
    let root = without_anchors(tree, root);
    let environments = Environments::of(tree, root, diagnostics);
    let alone = without(tree, root, ENVIRONMENTS);
    let base = Inclusion { tree, sources, files, diagnostics }.include(alone);
    let base = printed_pattern::rewrite(tree, base, diagnostics);
    let base = defaults::with_defaults(tree, base, sources, diagnostics);
    let chosen = environments.choose(tree, root, over.environment.as_deref(), diagnostics)?;

    let patch = chosen.and_then(|name| environments.patch(tree, name));
    let mut result = base;
    for patch in patch.iter().chain(&over.patches) {
        refuse_environments(tree, *patch, diagnostics);
        let patch = without_anchors(tree, *patch);
        let patch = without(tree, patch, ENVIRONMENTS);
        let patch = Inclusion { tree, sources, files, diagnostics }.include(patch);
        result = tree.merge(result, patch, &absent, diagnostics);
    }
    if let Some(name) = chosen {
        environments::check_domains(tree, base, (name, result), &environments, diagnostics);
    }
    let variant = Variant {
        environment: chosen.map(str::to_owned),
        account: chosen.and_then(|name| environments.account(tree, name)),
        removed_regions: regions(tree, base).into_iter().filter(|code| !regions(tree, result).contains(code)).collect(),
    };
    let mut entries = tree.entries(result).to_vec();
    entries.extend(tree.entry(root, ENVIRONMENTS));
    Some(Merged { root: tree.map_like(result, entries), variant })
}

/// Keys that begin with `x-` hold anchors and mean nothing themselves.
fn without_anchors(tree: &mut Tree, root: NodeId) -> NodeId {
    let entries = tree.entries(root);
    let kept: Vec<_> =
        entries.iter().copied().filter(|(key, _)| !tree.text(*key).is_some_and(|key| key.starts_with("x-"))).collect();
    if kept.len() == entries.len() { root } else { tree.map_like(root, kept) }
}

/// The mapping without a key.
pub(super) fn without(tree: &mut Tree, map: NodeId, key: &str) -> NodeId {
    let entries = tree.entries(map);
    let kept: Vec<_> = entries.iter().copied().filter(|(written, _)| tree.text(*written) != Some(key)).collect();
    if kept.len() == entries.len() { map } else { tree.map_like(map, kept) }
}

fn refuse_environments(tree: &Tree, patch: NodeId, diagnostics: &mut Vec<Diagnostic>) {
    let Some((key, _)) = tree.entry(patch, ENVIRONMENTS) else { return };
    let error = Diagnostic::error(codes::NESTED_ENVIRONMENTS, tree.span(key), "a patch with `environments` of its own")
        .label("only the blueprint itself has environments")
        .help("patch what the environment sets, not the environment: its values are merged before");
    diagnostics.push(error);
}

/// The codes of the regions, in order.
fn regions(tree: &Tree, root: NodeId) -> Vec<String> {
    let lists = ["primary_region", "secondary_regions"].into_iter().filter_map(|list| tree.get(root, list));
    let keys = lists.flat_map(|list| tree.entries(list)).filter_map(|(key, _)| tree.text(*key));
    keys.map(str::to_owned).collect()
}

/// What becomes of a key that the blueprint does not have, by its path from the root.
pub(super) fn absent(path: &[&str]) -> Absent {
    match path {
        [section] | [section, _] if SECTIONS.contains(section) => Absent::Refuse,
        [section, _, "per_region" | "overrides", ..] if SECTIONS.contains(section) => Absent::Keep,
        [section, _, rest @ ..] if SECTIONS.contains(section) => absent_in_component(rest),
        ["primary_region" | "secondary_regions"] | ["primary_region" | "secondary_regions", _] => Absent::Refuse,
        ["performance", "load_tests", _] => Absent::Refuse,
        ["observability", "metrics", _] => Absent::Refuse,
        ["overrides", ..] => Absent::Keep,
        ["resources", _, _, _, ..] => Absent::Keep,
        ["resources", ..] => Absent::Refuse,
        _ => Absent::Add,
    }
}

/// What becomes of a key that a component does not have, by its path from the component.
pub(super) fn absent_in_component(path: &[&str]) -> Absent {
    if path.iter().any(|key| DOCUMENTS.contains(key)) {
        return Absent::Keep;
    }
    match path {
        ["routes", _, _] | ["services", _, "ports", _] => Absent::Refuse,
        [map, _] if NAMED_MAPS.contains(map) => Absent::Refuse,
        _ => Absent::Add,
    }
}
