//! From the tree of a file to a [`Blueprint`].
//!
//! Decoding wants a tree whose shape is that of the models. So the fields that every component has are taken out of its map,
//! and each region's patch is merged over the rest, before serde sees anything:
//! `{shards: 3, regions: [..], per_region: {us-west-2: {shards: 2}}}` becomes
//! `{common: {regions: [..]}, base: {model: {shards: 3}, ..}, per_region: {us-west-2: {model: {shards: 2}, ..}}, ..}`.

use std::collections::BTreeMap;

use super::Blueprint;
use super::capacity::{self, Reduced};
use super::component::COMMON_FIELDS;
use super::files::FileContent;
use super::merged::{Merged, Over, absent_in_component, merged};
use crate::diagnostics::{Diagnostic, Sources};
use crate::yaml::{Kind, NodeId, Tree};

/// The sections of a blueprint, in the order of the language.
#[rustfmt::skip]
pub const SECTIONS: &[&str] = &[
    "buckets",
    "cdn",
    "functions",
    "apis",
    "workflows",
    "accelerators",
    "ecs",
    "eks",
    "fleets",
    "caches",
    "databases",
    "tables",
    "existing",
];

/// Decodes the tree of a blueprint, with what is laid over it, and says where the root of the whole is now.
///
/// `None` when the shape is wrong somewhere; then every fault has its diagnostic.
pub fn read(
    tree: &mut Tree,
    root: NodeId,
    over: &Over,
    sources: &mut Sources,
    files: &BTreeMap<String, FileContent>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Blueprint, NodeId)> {
    let Merged { root, variant } = merged(tree, root, over, (sources, files), diagnostics)?;
    let shaped = shape(tree, root, diagnostics);
    let sections: Vec<NodeId> = SECTIONS.iter().filter_map(|section| tree.get(root, section)).collect();
    let is_component = |node: NodeId| {
        sections.iter().any(|section| tree.entries(*section).iter().any(|(_, c)| tree.span(*c) == tree.span(node)))
    };
    let extra = |node: NodeId| if is_component(node) { COMMON_FIELDS } else { &[] };
    let mut blueprint = tree.decode::<Blueprint>(shaped, extra, diagnostics)?;
    blueprint.variant = variant;
    for (path, content) in files {
        if let FileContent::Folder(folder) = content {
            blueprint.folders.insert(path.clone(), folder.clone());
        }
    }
    Some((blueprint, root))
}

/// Gives every component the shape of [`super::Component`].
fn shape(tree: &mut Tree, root: NodeId, diagnostics: &mut Vec<Diagnostic>) -> NodeId {
    let reduced = capacity::reduced(tree, root);
    let mut entries = tree.entries(root).to_vec();
    for (key, section) in &mut entries {
        let name = tree.text(*key).and_then(|key| SECTIONS.iter().find(|section| **section == key).copied());
        if let (Some(name), Kind::Map) = (name, tree.kind(*section)) {
            let mut components = tree.entries(*section).to_vec();
            for (_, component) in &mut components {
                if tree.kind(*component) == Kind::Map {
                    *component = shape_component(tree, *component, (name, &reduced), diagnostics);
                }
            }
            *section = tree.map_like(*section, components);
        }
    }
    tree.map_like(root, entries)
}

fn shape_component(
    tree: &mut Tree,
    component: NodeId,
    (section, regions): (&str, &[Reduced]),
    diagnostics: &mut Vec<Diagnostic>,
) -> NodeId {
    let all = tree.entries(component).to_vec();
    let is_common = |tree: &Tree, key: NodeId| tree.text(key).is_some_and(|key| COMMON_FIELDS.contains(&key));
    let (common, own): (Vec<_>, Vec<_>) = all.into_iter().partition(|(key, _)| is_common(tree, *key));
    let (patches, common): (Vec<_>, Vec<_>) =
        common.into_iter().partition(|(key, _)| tree.text(*key) == Some("per_region"));
    let base = tree.map_like(component, own);
    let mut reduced = Vec::new();
    for region in regions {
        let model = region.apply(tree, section, base);
        if model != base {
            reduced.push((region.region.as_str(), model));
        }
    }
    let patched = match patches.first() {
        Some((_, patches)) if tree.kind(*patches) == Kind::Map => {
            shape_patches(tree, base, &reduced, *patches, diagnostics)
        }
        Some((_, wrong)) => *wrong,
        None => tree.map_like(component, Vec::new()),
    };
    let mut entries = Vec::new();
    for (region, model) in reduced {
        entries.push((tree.scalar_like(component, region), effective(tree, model)));
    }
    let reduced = tree.map_like(component, entries);
    let common = tree.map_like(component, common);
    let effective = effective(tree, base);
    let fields =
        [("common", common), ("base", effective), ("per_region", patched), ("reduced", reduced), ("node", component)];
    map_of(tree, component, &fields)
}

fn shape_patches(
    tree: &mut Tree,
    base: NodeId,
    reduced: &[(&str, NodeId)],
    patches: NodeId,
    diagnostics: &mut Vec<Diagnostic>,
) -> NodeId {
    let mut regions = tree.entries(patches).to_vec();
    for (region, patch) in &mut regions {
        let region = tree.text(*region).unwrap_or_default();
        let base = reduced.iter().find(|(known, _)| *known == region).map_or(base, |(_, model)| *model);
        let merged = tree.merge(base, *patch, &absent_in_component, diagnostics);
        *patch = effective(tree, merged);
    }
    tree.map_like(patches, regions)
}

fn effective(tree: &mut Tree, model: NodeId) -> NodeId {
    map_of(tree, model, &[("model", model), ("node", model)])
}

fn map_of(tree: &mut Tree, like: NodeId, fields: &[(&str, NodeId)]) -> NodeId {
    let entries = fields.iter().map(|(name, value)| (tree.scalar_like(like, name), *value)).collect();
    tree.map_like(like, entries)
}
