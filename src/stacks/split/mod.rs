//! A stack over one of CloudFormation's quotas becomes several: `data`, `data-2`.
//!
//! - Everything of a component in a stack stays together, and so does what waits for each other.
//! - Components are taken in the order of the template, each into the first part that has room and comes no earlier than what it reads.
//!   So a component that is added at the end moves no other, and no part waits for a later one.
//! - A part that fills up by itself keeps a tenth of each quota, in which its components may grow.
//! - `deployment.parts` says where a component stands whatever is added. Between runs, [`crate::components::lost`] refuses that a component
//!   goes to another stack unsaid, for there all its resources would be made anew.

mod cut;
mod place;
mod size;
mod stuck;

use std::cell::LazyCell;
use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::diagnostics::Diagnostic;
use crate::documents::Documents;
use crate::documents::cloudformation::{OutputRef, StackKey, StackKind};
use crate::system::System;

use size::{ROOMY, Size};

/// Where each resource of a stack stands: the number of its part, by logical id.
type Homes = IndexMap<String, u32>;

/// Splits the stacks that are over a quota, or that the blueprint wants in parts; reports those that no split makes fit.
pub fn split(system: &System<'_>, documents: &mut Documents, diagnostics: &mut Vec<Diagnostic>) {
    let mut homes: IndexMap<StackKey, Homes> = IndexMap::new();
    let read = LazyCell::new(|| outputs_read(documents));
    for (key, stack) in &documents.stacks {
        let pins = pins(system, key.kind);
        let written = |name: &str| read.contains(&key.output(name));
        if pins.is_empty() && (Size::of(stack, |_| true).within(&ROOMY) || Size::of(stack, written).within(&ROOMY)) {
            continue;
        }
        match place::place(stack, &pins, written) {
            Ok(found) if found.values().any(|part| *part > 1) => _ = homes.insert(key.clone(), found),
            Ok(_) => {}
            Err(stuck) => diagnostics.push(stuck.diagnostic(system, key)),
        }
    }
    if homes.is_empty() {
        return;
    }
    cut::cut(documents, &homes);
    let read = outputs_read(documents);
    for (key, stack) in documents.stacks.iter().filter(|(key, _)| homes.contains_key(&key.in_part(1))) {
        diagnostics.extend(stuck::overfull(system, stack, |name| read.contains(&key.output(name))));
    }
}

/// The outputs that another stack or a cluster reads: of those that are only offered, these are written.
fn outputs_read(documents: &Documents) -> BTreeSet<OutputRef> {
    let mut read: BTreeSet<OutputRef> =
        documents.clusters.iter().flat_map(|cluster| cluster.holes.values().cloned()).collect();
    for (key, stack) in &documents.stacks {
        let values = stack.resources.values().map(|entry| &entry.properties);
        let found = values.chain(stack.outputs.values().map(|output| &output.value)).flat_map(place::outputs_below);
        read.extend(found.filter(|output| output.stack != *key));
    }
    read
}

/// What `deployment.parts` says about the stacks of a kind: the part, by component.
fn pins<'a>(system: &System<'a>, kind: StackKind) -> IndexMap<&'a str, u32> {
    let parts = system.blueprint.deployment.parts.iter().filter_map(|(label, components)| {
        let (_, part) = StackKind::find_part(label).filter(|(named, _)| *named == kind)?;
        Some(components.iter().map(move |component| (component.as_str(), part)))
    });
    parts.flatten().collect()
}

#[cfg(test)]
mod tests;
