//! `routing_strategy`: how clients find a region.
//!
//! Each region owns two names of an API: `<region>.<domain>`, which the health check probes, and `<region>.targets.<domain>`, at
//! which the region answers for the shared name. They differ because API Gateway gives every custom domain name a target of
//! its own, and a target is documented to answer for its own name alone; so each region has a custom domain name for both. One
//! global stack owns the shared name: a tree of alias records, because a record has a single routing policy. The places point
//! to pairs `<region>.places.<domain>`, the pairs to the targets of two regions.

mod check;
mod domains;
mod leaves;
mod places;
mod plan;
mod records;
mod shares;
#[cfg(test)]
mod tests;
mod tree;

pub use check::bad_zone;
pub use shares::{Share, shares};
pub use tree::{Check, Probe, health_checks_of, probes_in};

use crate::blueprint::vocabulary::Switch;
use crate::blueprint::{HealthChecks, RoutingStrategy};
use crate::diagnostics::Diagnostic;
use crate::documents::Documents;
use crate::documents::Unit;
use crate::documents::cloudformation::{StackKey, StackKind};
use crate::system::System;

/// Everything that is wrong with the routing strategy and with what regions serve.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    check::names(system, diagnostics);
    check::serves(system, diagnostics);
    let Some(strategy) = &system.blueprint.routing_strategy else { return };
    check::strategy(system, strategy, diagnostics);
    check::health(system, strategy, diagnostics);
    check::weights(system, strategy, diagnostics);
    check::replicas(system, strategy, diagnostics);
}

/// Adds the names of each region, and the tree of the shared name.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    let Some(strategy) = &system.blueprint.routing_strategy else { return };
    let primary = system.primary().code;
    for routed in domains::routed(system) {
        for region in &routed.regions {
            leaves::lower(system, &routed, region, documents);
            let leaf = Unit::Stack(StackKey::new(StackKind::Routing, region.code));
            let tree = Unit::Stack(StackKey::new(StackKind::RoutingGlobal, primary));
            documents.precede(leaf, tree, "the records that the shared name points to");
        }
        tree::lower(system, strategy, &routed, documents);
        plan::notes(strategy, &routed, documents);
    }
}

/// The name that clients of an API use. `None` for an API without a domain.
pub fn domain<'a>(system: &'a System<'a>, api: &str) -> Option<&'a str> {
    domains::routed(system).iter().find(|routed| routed.api == api).map(|routed| routed.domain)
}

/// The name at which one region of an API answers. `None` for an API without a domain.
pub fn region_name(system: &System<'_>, api: &str, region: &str) -> Option<String> {
    domains::routed(system).iter().find(|routed| routed.api == api).map(|routed| routed.region_name(region))
}

/// The name at which a `cdn` reaches an API: the region with the lowest latency to the asking edge location answers. `None` for
/// an API without a domain.
pub fn origin_name(system: &System<'_>, api: &str) -> Option<String> {
    domains::routed(system).iter().find(|routed| routed.api == api).map(domains::Routed::origin_name)
}

/// The settings of the health checks, unless they are disabled.
fn health_checks(strategy: &RoutingStrategy) -> Option<HealthChecks> {
    match &strategy.health_checks {
        None | Some(Switch::Enabled) => Some(HealthChecks::default()),
        Some(Switch::With(checks)) => Some(checks.clone()),
        Some(Switch::Disabled) => None,
    }
}
