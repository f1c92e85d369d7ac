//! Warnings that the blueprint accepts, each with its reason.

use crate::diagnostics::{Diagnostic, Severity, Span};
use crate::system::System;
use crate::yaml::NodeId;

/// Removes the warnings that are waived for the whole blueprint, or by the component in which they stand.
pub(super) fn apply(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let for_all = waived(system, system.root);
    let by_component: Vec<_> = system
        .components
        .values()
        .map(|component| (component, waived(system, component.node)))
        .filter(|(_, codes)| !codes.is_empty())
        .map(|(component, codes)| {
            let mut places = vec![component.key.to(system.tree.span(component.node))];
            laid_over(system, component.node, &mut places);
            (places, codes)
        })
        .collect();
    diagnostics.retain(|diagnostic| {
        let code = diagnostic.code.id;
        let here = |(places, codes): &(Vec<Span>, Vec<&str>)| {
            codes.contains(&code) && places.iter().any(|place| place.contains(diagnostic.primary.span))
        };
        diagnostic.severity == Severity::Error || !(for_all.contains(&code) || by_component.iter().any(here))
    });
}

/// The places of what an environment or an overlay laid over a component: they lie outside of it.
fn laid_over(system: &System<'_>, node: NodeId, places: &mut Vec<Span>) {
    for (key, value) in system.tree.entries(node) {
        let span = system.tree.span(*key);
        if !places.iter().any(|place| place.contains(span)) {
            places.push(span.to(system.tree.span(*value)));
        }
        laid_over(system, *value, places);
    }
}

fn waived<'a>(system: &System<'a>, node: NodeId) -> Vec<&'a str> {
    let Some(map) = system.tree.get(node, "waive") else { return Vec::new() };
    system.tree.entries(map).iter().filter_map(|(key, _)| system.tree.text(*key)).collect()
}
