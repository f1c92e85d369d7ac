//! From the tree of a file to a [`Blueprint`].
//!
//! Decoding wants a tree whose shape is that of the models. So the fields that every component has are taken out of its map,
//! and each region's patch is merged over the rest, before serde sees anything:
//! `{shards: 3, regions: [..], per_region: {us-west-2: {shards: 2}}}` becomes
//! `{common: {regions: [..]}, base: {model: {shards: 3}, ..}, per_region: {us-west-2: {model: {shards: 2}, ..}}, ..}`.

use std::collections::BTreeMap;

use super::component::COMMON_FIELDS;
use super::files::{FileContent, Inclusion};
use super::{Blueprint, printed_pattern};
use crate::diagnostics::{Diagnostic, Sources};
use crate::yaml::{Kind, NodeId, Tree};

/// The sections of a blueprint, in the order of the language.
pub const SECTIONS: [&str; 7] = ["functions", "apis", "workflows", "eks", "fleets", "caches", "databases"];

/// The small working default of each kind, in the language itself.
pub const DEFAULTS: &str = include_str!("defaults.yaml");

/// Maps of a component whose keys are names of things: a merge changes what is there and creates nothing.
const NAMED_MAPS: [&str; 4] = ["routes", "volumes", "tasks", "permissions"];

/// Decodes the tree of a blueprint and says where its root is now: what the language itself adds hangs below a new one.
///
/// `None` when the shape is wrong somewhere; then every fault has its diagnostic.
pub fn read(
    tree: &mut Tree,
    root: NodeId,
    sources: &mut Sources,
    files: &BTreeMap<String, FileContent>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Blueprint, NodeId)> {
    let root = without_anchors(tree, root);
    let root = Inclusion { tree, sources, files, diagnostics }.include(root);
    let root = printed_pattern::rewrite(tree, root, diagnostics);
    let root = with_defaults(tree, root, sources, diagnostics);
    let shaped = shape(tree, root, diagnostics);
    let sections: Vec<NodeId> = SECTIONS.iter().filter_map(|section| tree.get(root, section)).collect();
    let is_component = |node: NodeId| {
        sections.iter().any(|section| tree.entries(*section).iter().any(|(_, c)| tree.span(*c) == tree.span(node)))
    };
    let extra = |node: NodeId| if is_component(node) { COMMON_FIELDS } else { &[] };
    let blueprint = tree.decode::<Blueprint>(shaped, extra, diagnostics)?;
    Some((blueprint, root))
}

/// Keys that begin with `x-` hold anchors and mean nothing themselves.
fn without_anchors(tree: &mut Tree, root: NodeId) -> NodeId {
    let entries = tree.entries(root);
    let kept: Vec<_> =
        entries.iter().copied().filter(|(key, _)| !tree.text(*key).is_some_and(|key| key.starts_with("x-"))).collect();
    if kept.len() == entries.len() { root } else { tree.map_like(root, kept) }
}

/// A blueprint without any component gets the default of each kind that some region's `services` lists.
fn with_defaults(tree: &mut Tree, root: NodeId, sources: &mut Sources, diagnostics: &mut Vec<Diagnostic>) -> NodeId {
    let words = listed_services(tree, root);
    if words.is_empty() || SECTIONS.iter().any(|section| tree.get(root, section).is_some()) {
        return root;
    }
    let source = sources.add("<defaults>", DEFAULTS);
    let Some(defaults) = tree.parse(source, DEFAULTS, diagnostics) else { return root };
    let mut entries = tree.entries(root).to_vec();
    for (key, section) in tree.entries(defaults).to_vec() {
        let wanted = |word: &String| {
            super::Service::from_word(word).is_some_and(|service| tree.text(key) == Some(service.section()))
        };
        if words.iter().any(wanted) {
            let section = if words.iter().any(|word| word == "rds_read_replica") {
                section
            } else {
                without_replicas(tree, section)
            };
            entries.push((key, section));
        }
    }
    tree.map_like(root, entries)
}

/// Every word that a region lists under `services`.
fn listed_services(tree: &Tree, root: NodeId) -> Vec<String> {
    let mut words = Vec::new();
    for list in ["primary_region", "secondary_regions"] {
        for (_, region) in tree.get(root, list).map_or(&[][..], |regions| tree.entries(regions)) {
            let services = tree.get(*region, "services").map_or(&[][..], |services| tree.items(services));
            words.extend(services.iter().filter_map(|word| tree.text(*word)).map(str::to_owned));
        }
    }
    words
}

/// The default database replicates; where nobody asks for a replica it stands alone.
fn without_replicas(tree: &mut Tree, section: NodeId) -> NodeId {
    let mut components = Vec::new();
    for (key, component) in tree.entries(section).to_vec() {
        let fields: Vec<_> =
            tree.entries(component).iter().copied().filter(|(key, _)| tree.text(*key) != Some("replication")).collect();
        components.push((key, tree.map_like(component, fields)));
    }
    tree.map_like(section, components)
}

/// Gives every component the shape of [`super::Component`].
fn shape(tree: &mut Tree, root: NodeId, diagnostics: &mut Vec<Diagnostic>) -> NodeId {
    let mut entries = tree.entries(root).to_vec();
    for (key, section) in &mut entries {
        let is_section = tree.text(*key).is_some_and(|key| SECTIONS.contains(&key));
        if is_section && tree.kind(*section) == Kind::Map {
            let mut components = tree.entries(*section).to_vec();
            for (_, component) in &mut components {
                if tree.kind(*component) == Kind::Map {
                    *component = shape_component(tree, *component, diagnostics);
                }
            }
            *section = tree.map_like(*section, components);
        }
    }
    tree.map_like(root, entries)
}

fn shape_component(tree: &mut Tree, component: NodeId, diagnostics: &mut Vec<Diagnostic>) -> NodeId {
    let all = tree.entries(component).to_vec();
    let is_common = |tree: &Tree, key: NodeId| tree.text(key).is_some_and(|key| COMMON_FIELDS.contains(&key));
    let (common, own): (Vec<_>, Vec<_>) = all.into_iter().partition(|(key, _)| is_common(tree, *key));
    let (patches, common): (Vec<_>, Vec<_>) =
        common.into_iter().partition(|(key, _)| tree.text(*key) == Some("per_region"));
    let base = tree.map_like(component, own);
    let patched = match patches.first() {
        Some((_, patches)) if tree.kind(*patches) == Kind::Map => shape_patches(tree, base, *patches, diagnostics),
        Some((_, wrong)) => *wrong,
        None => tree.map_like(component, Vec::new()),
    };
    let common = tree.map_like(component, common);
    let effective = effective(tree, base);
    let fields = [("common", common), ("base", effective), ("per_region", patched), ("node", component)];
    map_of(tree, component, &fields)
}

fn shape_patches(tree: &mut Tree, base: NodeId, patches: NodeId, diagnostics: &mut Vec<Diagnostic>) -> NodeId {
    let may_create = |path: &[&str]| path.split_last().is_none_or(|(_, parent)| !is_named_map(parent));
    let mut regions = tree.entries(patches).to_vec();
    for (_, patch) in &mut regions {
        let merged = tree.merge(base, *patch, &may_create, diagnostics);
        *patch = effective(tree, merged);
    }
    tree.map_like(patches, regions)
}

/// Whether the keys of the map at this path are names of things: the map itself, or the methods of a route.
fn is_named_map(path: &[&str]) -> bool {
    match path {
        [map] => NAMED_MAPS.contains(map),
        ["routes", _] => true,
        _ => false,
    }
}

fn effective(tree: &mut Tree, model: NodeId) -> NodeId {
    map_of(tree, model, &[("model", model), ("node", model)])
}

fn map_of(tree: &mut Tree, like: NodeId, fields: &[(&str, NodeId)]) -> NodeId {
    let entries = fields.iter().map(|(name, value)| (tree.scalar_like(like, name), *value)).collect();
    tree.map_like(like, entries)
}
