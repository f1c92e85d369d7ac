//! The name of an accelerator in Route 53.

use std::borrow::Cow;

use super::Accelerator;
use crate::components::existing;
use crate::diagnostics::{self as codes, Diagnostic, Span};

/// A name without a zone, and a name that other records have.
pub(super) fn check(accelerator: &Accelerator<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(domain) = &accelerator.model.domain else { return };
    let span = accelerator.value(&["domain"]);
    if hosted_zone(accelerator).is_none() {
        let error = Diagnostic::error(codes::ACCELERATOR_DOMAIN, span, format!("no hosted zone for {domain}"))
            .label("its record has no place")
            .help("add `hosted_zone: Z…` here, or to `routing_strategy`")
            .fact("a record belongs to a hosted zone (botocore 1.44.5, Route 53, ChangeResourceRecordSets)");
        diagnostics.push(error);
    }
    if let Some((taken, what)) = taken(accelerator, domain) {
        let error = Diagnostic::error(codes::ACCELERATOR_DOMAIN, span, format!("{domain} is the name of something else, too"))
            .label("one name cannot lead to both")
            .also(taken, what)
            .help("give the accelerator a name of its own: it finds the nearest region by itself, and needs no routing by DNS")
            .fact("a name has a simple record or records of one routing policy, not both (botocore 1.44.5, Route 53, ChangeResourceRecordSets)");
        diagnostics.push(error);
    }
}

/// Where the blueprint gives the name to something else.
fn taken(accelerator: &Accelerator<'_>, domain: &str) -> Option<(Span, &'static str)> {
    let system = accelerator.system;
    let routed = system.blueprint.routing_strategy.as_ref().and_then(|routing| routing.domain.as_deref());
    if routed == Some(domain) {
        return Some((system.value(&["routing_strategy", "domain"]), "the name of the API"));
    }
    for (cluster, component) in &system.blueprint.ecs {
        for (service, model) in &component.base.model.services {
            for (port, settings) in &model.ports {
                if settings.domain.as_deref() == Some(domain) {
                    let path = ["ecs", cluster, "services", service, "ports", port, "domain"];
                    return Some((system.value(&path), "the name of a load balancer"));
                }
            }
        }
    }
    let others = system.blueprint.accelerators.iter().take_while(|(name, _)| *name != accelerator.name);
    let other = others.into_iter().find(|(_, other)| other.base.model.domain.as_deref() == Some(domain));
    other.map(|(name, _)| (system.value(&["accelerators", name, "domain"]), "the name of another accelerator"))
}

/// The zone that holds the name.
pub(super) fn hosted_zone<'a>(accelerator: &Accelerator<'a>) -> Option<Cow<'a, str>> {
    let system = accelerator.system;
    let shared = system.blueprint.routing_strategy.as_ref().and_then(|routing| routing.hosted_zone.as_deref());
    accelerator.model.hosted_zone.as_deref().or(shared).map(|zone| existing::hosted_zone(system, zone))
}
