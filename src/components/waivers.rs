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
        .map(|component| (component.key.to(system.tree.span(component.node)), waived(system, component.node)))
        .filter(|(_, codes)| !codes.is_empty())
        .collect();
    diagnostics.retain(|diagnostic| {
        let code = diagnostic.code.id;
        let here = |(span, codes): &(Span, Vec<&str>)| codes.contains(&code) && span.contains(diagnostic.primary.span);
        diagnostic.severity == Severity::Error || !(for_all.contains(&code) || by_component.iter().any(here))
    });
}

fn waived<'a>(system: &System<'a>, node: NodeId) -> Vec<&'a str> {
    let Some(map) = system.tree.get(node, "waive") else { return Vec::new() };
    system.tree.entries(map).iter().filter_map(|(key, _)| system.tree.text(*key)).collect()
}
