//! Names of load balancers in Route 53.

use std::borrow::Cow;

use super::{Service, services};
use crate::blueprint::Port;
use crate::components::existing;
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::documents::cloudformation::LogicalId;
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
            .help(place_of(service, port))
            .fact("a record belongs to a hosted zone (Route 53 API, ChangeResourceRecordSets)");
    Some(error)
}

/// Where the name of a port belongs: in a zone of the Internet, or in the blueprint's own.
fn place_of(service: &Service<'_, '_>, port: &Port) -> String {
    let zone = service.cluster.system.network().private_zone.as_deref();
    let inside = zone.and_then(|zone| port.domain.as_deref()?.strip_suffix(zone)?.strip_suffix('.'));
    match inside {
        Some(label) => format!("write `private_name: {label}` instead: the name is in `network.private_zone`"),
        None => "add `hosted_zone: Z…` to the port, or to `routing_strategy`".to_owned(),
    }
}

/// The load balancer of a port that has a name in `network.private_zone`, in one region.
pub struct PrivateName<'a> {
    /// The name, without the zone: `store`.
    pub name: &'a str,
    /// The load balancer's logical id, which begins the names of its outputs.
    pub balancer: LogicalId,
    /// Whether clients on the Internet reach the load balancer.
    pub public: bool,
    /// `ecs.game-servers.services.match-server.ports.http`, as templates cite it.
    pub path: String,
    /// Where the name stands.
    pub span: Span,
}

/// Every private name that a service has in a region.
pub fn private_names<'a>(system: &'a System<'a>, region: &str) -> Vec<PrivateName<'a>> {
    let mut found = Vec::new();
    for cluster in system.instances(&system.blueprint.ecs).iter().filter(|cluster| cluster.region.code == region) {
        for service in services(cluster) {
            for (port_name, port, kind) in service.balanced() {
                let Some(name) = port.private_name.as_deref() else { continue };
                let public = port.public.unwrap_or(true);
                let balancer = super::balancer_id(service.name, kind, public);
                let path = format!("{}.ports.{port_name}", service.path());
                let span = service.place(&["ports", port_name, "private_name"]);
                found.push(PrivateName { name, balancer, public, path, span });
            }
        }
    }
    found
}

/// The zone that holds the name of a port's load balancer.
pub(super) fn hosted_zone<'a>(system: &'a System<'_>, port: &'a Port) -> Option<Cow<'a, str>> {
    let shared = system.blueprint.routing_strategy.as_ref().and_then(|routing| routing.hosted_zone.as_deref());
    port.hosted_zone.as_deref().or(shared).map(|zone| existing::hosted_zone(system, zone))
}
