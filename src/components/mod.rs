//! Every kind of component: what may be wrong with it, and which resources it becomes.
//!
//! A kind is one file or folder here, its model in `blueprint`, and one line in [`KINDS`]. Checks and lowering take the whole
//! system and go through the instances of their own section.

mod accelerators;
mod apis;
mod backup;
pub mod buckets;
pub mod caches;
pub mod cdn;
mod commitments;
pub mod databases;
pub mod ecs;
mod eks;
pub mod existing;
mod firewall;
mod fleets;
mod functions;
mod grouped;
mod logs;
mod moves;
mod nearest;
mod network;
pub mod observability;
mod parts;
mod peering;
mod performance;
mod pool;
mod private_zone;
mod region_loss;
mod regions;
mod rollback;
mod routing;
mod schedule;
pub mod tables;
mod tags;
pub mod uses;
mod vpc_endpoints;
mod waivers;
mod way_out;
pub mod workflows;

pub use moves::{holds_data, keep, lost};
pub use rollback::watch;
pub use way_out::{circle_of_stacks, extend};

use self::uses::Target;
use crate::diagnostics::{Diagnostic, Severity, merge};
use crate::documents::Documents;
use crate::system::System;

/// One kind of component.
pub struct Kind {
    /// The section of the blueprint that it is about.
    pub section: &'static str,
    /// Finds everything that is wrong with its instances.
    pub check: fn(&System<'_>, &mut Vec<Diagnostic>),
    /// Adds the resources of its instances. Called for checked systems only; cannot fail.
    pub lower: fn(&System<'_>, &mut Documents),
    /// What it takes to use one of its components; `None` if nothing can.
    pub target: Option<Target>,
}

/// Every kind, in the order in which their resources stand in a stack.
#[rustfmt::skip]
pub const KINDS: &[Kind] = &[
    Kind { section: "regions", check: regions::check, lower: regions::lower, target: None },
    Kind { section: "tags", check: tags::check, lower: tags::lower, target: None },
    Kind { section: "network", check: network::check, lower: network::lower, target: None },
    Kind { section: "network.peering", check: peering::check, lower: peering::lower, target: None },
    Kind { section: "existing", check: existing::check, lower: existing::lower, target: Some(existing::TARGET) },
    Kind { section: "buckets", check: buckets::check, lower: buckets::lower, target: Some(buckets::TARGET) },
    Kind { section: "cdn", check: cdn::check, lower: cdn::lower, target: None },
    Kind { section: "functions", check: functions::check, lower: functions::lower, target: Some(functions::TARGET) },
    Kind { section: "workflows", check: workflows::check, lower: workflows::lower, target: Some(workflows::TARGET) },
    Kind { section: "apis", check: apis::check, lower: apis::lower, target: None },
    Kind { section: "databases", check: databases::check, lower: databases::lower, target: Some(databases::TARGET) },
    Kind { section: "tables", check: tables::check, lower: tables::lower, target: Some(tables::TARGET) },
    Kind { section: "caches", check: caches::check, lower: caches::lower, target: Some(caches::TARGET) },
    Kind { section: "backup", check: backup::check, lower: backup::lower, target: None },
    Kind { section: "fleets", check: fleets::check, lower: fleets::lower, target: None },
    Kind { section: "ecs", check: ecs::check, lower: ecs::lower, target: Some(ecs::TARGET) },
    Kind { section: "network.private_zone", check: private_zone::check, lower: private_zone::lower, target: None },
    Kind { section: "accelerators", check: accelerators::check, lower: accelerators::lower, target: None },
    Kind { section: "eks", check: eks::check, lower: eks::lower, target: None },
    Kind { section: "region_loss", check: region_loss::check, lower: region_loss::lower, target: None },
    Kind { section: "routing_strategy", check: routing::check, lower: routing::lower, target: None },
    Kind { section: "performance", check: performance::check, lower: performance::lower, target: None },
    Kind { section: "commitments", check: commitments::check, lower: commitments::lower, target: None },
    Kind { section: "observability", check: observability::check, lower: observability::lower, target: None },
];

/// A system in which no check found an error. Only [`check`] makes one.
pub struct Checked<'s, 'a>(&'s System<'a>);

/// Runs every check. Warnings come back either way; there is a [`Checked`] when nothing was an error.
pub fn check<'s, 'a>(system: &'s System<'a>, diagnostics: &mut Vec<Diagnostic>) -> Option<Checked<'s, 'a>> {
    let mut found = Vec::new();
    for kind in KINDS {
        (kind.check)(system, &mut found);
    }
    uses::check_sections(system, &mut found);
    moves::check(system, &mut found);
    parts::check(system, &mut found);
    waivers::apply(system, &mut found);
    // What is wrong in every region is said once.
    merge(diagnostics, found, &system.region_codes());
    let errors = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    (!errors).then_some(Checked(system))
}

/// Turns every component into its documents.
pub fn lower(checked: &Checked<'_, '_>) -> Documents {
    let system = checked.0;
    let mut documents = Documents::new(system.prefix(), system.title());
    documents.account.clone_from(&system.blueprint.variant.account);
    for kind in KINDS {
        (kind.lower)(system, &mut documents);
    }
    documents
}
