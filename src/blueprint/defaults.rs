//! What the language adds to a blueprint that lists services and has no component.

use super::SECTIONS;
use crate::diagnostics::{Diagnostic, Sources};
use crate::yaml::{NodeId, Tree};

/// The small working default of each kind, in the language itself.
pub const DEFAULTS: &str = include_str!("defaults.yaml");

/// The name under which diagnostics and `synth show` cite the language's own defaults.
pub const DEFAULTS_NAME: &str = "<defaults>";

/// A blueprint without any component gets the default of each kind that some region's `services` lists.
pub(super) fn with_defaults(
    tree: &mut Tree,
    root: NodeId,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> NodeId {
    let words = listed_services(tree, root);
    if words.is_empty() || SECTIONS.iter().any(|section| tree.get(root, section).is_some()) {
        return root;
    }
    let source = sources.add(DEFAULTS_NAME, DEFAULTS);
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
