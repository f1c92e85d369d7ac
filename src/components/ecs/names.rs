//! Names of load balancers in Route 53.

use std::borrow::Cow;

use super::{Service, services};
use crate::blueprint::Port;
use crate::components::existing;
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::system::System;

/// Names without a zone, and one name for two load balancers.
pub(super) fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: Vec<(String, String, &str, Span)> = Vec::new();
    let clusters = system.instances(&system.blueprint.ecs);
    for cluster in &clusters {
        for service in services(cluster) {
            for (name, port, kind) in service.balanced() {
                let Some(domain) = &port.domain else { continue };
                let span = service.place(&["ports", name, "domain"]);
                diagnostics.extend(bad_zone(&service, name, port, span));
                let balancer = super::balancer_id(service.name, kind, port.public.unwrap_or(true)).to_string();
                let here = cluster.region.code;
                let taken = seen
                    .iter()
                    .find(|(known, other, region, _)| known == domain && *other != balancer && *region == here);
                if let Some((_, _, _, first)) = taken {
                    let error = Diagnostic::error(codes::BALANCER_DOMAIN, span, format!("{domain} is the name of two load balancers"))
                        .label("the second one")
                        .also(*first, "the first one")
                        .help("give each a name of its own")
                        .fact("records of one name and type differ in their routing policy (Route 53 API, ChangeResourceRecordSets)");
                    diagnostics.push(error);
                }
                seen.push((domain.clone(), balancer, here, span));
            }
        }
    }
}

fn bad_zone(service: &Service<'_, '_>, name: &str, port: &Port, span: Span) -> Option<Diagnostic> {
    if hosted_zone(service.cluster.system, port).is_some() {
        return None;
    }
    let error =
        Diagnostic::error(codes::BALANCER_DOMAIN, span, format!("no hosted zone for {name} of {}", service.name))
            .label("its record and the proof of its certificate have no place")
            .help("add `hosted_zone: Z…` to the port, or to `routing_strategy`")
            .fact("a record belongs to a hosted zone (Route 53 API, ChangeResourceRecordSets)");
    Some(error)
}

/// The zone that holds the name of a port's load balancer.
pub(super) fn hosted_zone<'a>(system: &'a System<'_>, port: &'a Port) -> Option<Cow<'a, str>> {
    let shared = system.blueprint.routing_strategy.as_ref().and_then(|routing| routing.hosted_zone.as_deref());
    port.hosted_zone.as_deref().or(shared).map(|zone| existing::hosted_zone(system, zone))
}
