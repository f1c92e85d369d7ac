//! The way out of the language: properties of generated resources that it does not name (`overrides`), and resources that
//! it does not have (`resources`).
//!
//! This stage stands between lowering, which cannot fail, and linking: only here is it known which resources there are. What
//! does not fit is a mistake in the blueprint, at its place there, and not a defect of synth.

mod dynamic;
mod functions;
mod literals;
mod meaning;
mod outputs;
mod overrides;
mod owners;
mod patch;
mod records;
mod references;
mod resources;

pub use outputs::circle_of_stacks;
pub(super) use owners::owner_of;

use super::{Checked, waivers};
use crate::blueprint::Policy;
use crate::diagnostics::{self as codes, Diagnostic, Severity, Span, merge};
use crate::documents::Documents;
use crate::documents::cloudformation::{DeletionPolicy, LogicalId, StackKey};
use crate::facts::cloudformation::takes_snapshot;
use crate::facts::shapes::Misfit;
use crate::system::{System, not_a_region_here};
use crate::yaml::{Kind, NodeId};

/// Applies `overrides` and adds `resources`. `None` when something of it does not fit; the diagnostics say what.
pub fn extend(checked: &Checked<'_, '_>, documents: Documents, diagnostics: &mut Vec<Diagnostic>) -> Option<Documents> {
    let mut way = WayOut { system: checked.0, documents, touched: Vec::new(), found: Vec::new() };
    overrides::apply(&mut way);
    resources::add(&mut way);
    functions::check(&mut way);
    references::check(&mut way);
    literals::check(&mut way);
    dynamic::check(&mut way);
    outputs::bind(&mut way);
    meaning::check(&mut way);
    let WayOut { documents, mut found, .. } = way;
    waivers::apply(checked.0, &mut found);
    let fits = !found.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    // What is wrong in every region is said once.
    merge(diagnostics, found, &checked.0.region_codes());
    fits.then_some(documents)
}

/// The documents while they are changed.
struct WayOut<'s, 'a> {
    system: &'s System<'a>,
    documents: Documents,
    /// Resources that the blueprint changed or added, with the mapping that says so.
    touched: Vec<Touched>,
    found: Vec<Diagnostic>,
}

/// A resource in one region, and the mapping of the blueprint that changed or added it.
struct Touched {
    stack: StackKey,
    id: LogicalId,
    node: NodeId,
    /// Whether it was added, not changed.
    added: bool,
}

impl WayOut<'_, '_> {
    /// Where the key of a mapping stands.
    fn key(&self, node: NodeId) -> Span {
        let tree = self.system.tree;
        tree.span(tree.key_of(node).unwrap_or(node))
    }

    /// Says of a property that it does not fit, at the smallest place below `Properties` that exists.
    fn misfit(&mut self, node: NodeId, resource: (&LogicalId, &str), misfit: &Misfit) {
        let tree = self.system.tree;
        let segments = segments(&misfit.path);
        let path: Vec<&str> = std::iter::once("Properties").chain(segments.iter().map(String::as_str)).collect();
        let place = tree.locate(node, &path);
        let at_key = misfit.at_name || !place.complete || tree.kind(place.node) != Kind::Scalar;
        let span = place.key.filter(|_| at_key).unwrap_or(place.value);
        let (id, type_name) = resource;
        let property = if misfit.path.is_empty() { String::new() } else { format!(" {}", misfit.path) };
        let message = format!("{id}{property}: {}", misfit.problem);
        let error = Diagnostic::error(codes::PROPERTY_MISFIT, span, message)
            .label(format!("in the properties of {type_name}"))
            .fact("CloudFormation registry schemas of us-east-1, cfn-lint 1.58.0 (2026-10-20)");
        self.found.push(error);
    }

    /// The policies, where the type takes them.
    fn policies(
        &mut self,
        node: NodeId,
        type_name: &str,
        (deleted, replaced): (Option<Policy>, Option<Policy>),
    ) -> (Option<DeletionPolicy>, Option<DeletionPolicy>) {
        for (field, policy) in [("DeletionPolicy", deleted), ("UpdateReplacePolicy", replaced)] {
            let problem = match policy {
                Some(Policy::Snapshot) if !takes_snapshot(type_name) => format!("{type_name} takes no snapshot"),
                Some(Policy::RetainExceptOnCreate) if field == "UpdateReplacePolicy" => {
                    "RetainExceptOnCreate is no policy for replacement".to_owned()
                }
                _ => continue,
            };
            let span = self.system.tree.locate(node, &[field]).value;
            let error = Diagnostic::error(codes::POLICY_MISFIT, span, problem)
                .fix("keep the resource instead", span, "Retain")
                .fact("cfn-lint 1.58.0, E3035 and E3036 (2026-10-20)");
            self.found.push(error);
        }
        (deleted.map(policy), replaced.map(policy))
    }

    /// The regions that a `regions` list names must be some of the system's.
    fn check_regions(&mut self, node: NodeId, regions: Option<&Vec<String>>) {
        let tree = self.system.tree;
        let items = tree.get(node, "regions").map(|list| tree.items(list)).unwrap_or_default();
        for (code, item) in regions.into_iter().flatten().zip(items) {
            let removed = self.system.blueprint.variant.removed_regions.contains(code);
            if self.system.region(code).is_none() && !removed {
                self.found.push(not_a_region_here(self.system, code, tree.span(*item)));
            }
        }
    }
}

fn policy(policy: Policy) -> DeletionPolicy {
    match policy {
        Policy::Delete => DeletionPolicy::Delete,
        Policy::Retain => DeletionPolicy::Retain,
        Policy::RetainExceptOnCreate => DeletionPolicy::RetainExceptOnCreate,
        Policy::Snapshot => DeletionPolicy::Snapshot,
    }
}

/// `Origins[0].DomainName` as the segments of a path in a tree: `Origins`, `[0]`, `DomainName`.
fn segments(path: &str) -> Vec<String> {
    let parts = path.split('.').filter(|part| !part.is_empty());
    let with_items = parts.flat_map(|part| {
        let (name, items) = part.split_once('[').unwrap_or((part, ""));
        let items = items.split('[').filter(|item| !item.is_empty()).map(|item| format!("[{item}"));
        std::iter::once(name.to_owned()).filter(|name| !name.is_empty()).chain(items).collect::<Vec<_>>()
    });
    with_items.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_misfits_are_paths_of_trees() {
        assert_eq!(segments("Origins[0].DomainName"), ["Origins", "[0]", "DomainName"]);
        assert_eq!(segments("A.B[1][2]"), ["A", "B", "[1]", "[2]"]);
        assert!(segments("").is_empty());
    }
}
