//! Names of load balancers: certificates and records.

use super::plain_tags;
use crate::blueprint::Port;
use crate::components::ecs::names::hosted_zone;
use crate::components::ecs::{Service, speaks_tls};
use crate::documents::cloudformation::resources::certificatemanager::{Certificate, DomainValidationOption};
use crate::documents::cloudformation::resources::route53::{AliasTarget, RecordSet};
use crate::documents::cloudformation::{LogicalId, Stack, Value, get_att, reference, some, text};

/// Adds the certificate of a port that has a name and brings none. It proves itself by a record in the name's zone.
pub(super) fn certificate(stack: &mut Stack, service: &Service<'_, '_>, name: &str, port: &Port) {
    if certificate_owner(service, port) != Some(name) {
        return;
    }
    let (Some(domain), Some(zone)) = (&port.domain, hosted_zone(service.cluster.system, port)) else { return };
    let certificate = Certificate {
        validation_method: some("DNS"),
        domain_validation_options: vec![DomainValidationOption {
            domain_name: some(domain),
            hosted_zone_id: some(zone.as_ref()),
            ..DomainValidationOption::default()
        }],
        tags: plain_tags(service.cluster),
        ..Certificate::new(domain)
    };
    stack.add(service.id().then(name).then("Certificate"), certificate);
}

/// The certificate with which the listener of a port speaks TLS.
pub(super) fn certificate_arn(service: &Service<'_, '_>, port: &Port) -> Option<Value<String>> {
    if let Some(owner) = certificate_owner(service, port) {
        return Some(reference(service.id().then(owner).then("Certificate")));
    }
    port.certificate.get(service.cluster.region.code).map(|arn| text(arn.as_str()))
}

/// The first of the service's ports with this name makes the certificate, and all of them use it; none when the port brings its own.
fn certificate_owner<'a>(service: &Service<'_, 'a>, port: &Port) -> Option<&'a str> {
    let makes = |port: &Port| speaks_tls(port) && port.certificate.is_empty();
    let mut same = service.balanced().filter(|(_, other, _)| makes(other) && other.domain == port.domain);
    makes(port).then(|| same.next().map(|(name, _, _)| name)).flatten()
}

/// Adds a record for each name of a load balancer; ports may share one.
pub(super) fn add(stack: &mut Stack, service: &Service<'_, '_>, balancer: &LogicalId, ports: &[(&str, &Port)]) {
    let mut named: Vec<&str> = Vec::new();
    for (name, port) in ports {
        let (Some(domain), Some(zone)) = (&port.domain, hosted_zone(service.cluster.system, port)) else { continue };
        if named.contains(&domain.as_str()) {
            continue;
        }
        named.push(domain);
        stack.add(service.id().then(name).then("Record"), record(service, balancer, domain, &zone));
    }
}

/// In several regions each has a record of its own, and Route 53 answers with the nearest.
fn record(service: &Service<'_, '_>, balancer: &LogicalId, domain: &str, zone: &str) -> RecordSet {
    let cluster = service.cluster;
    let regions =
        cluster.system.regions.iter().filter(|region| cluster.system.runs_in(cluster.name, cluster.common, region));
    let several = regions.count() > 1;
    let here = cluster.region.code;
    RecordSet {
        hosted_zone_id: some(zone),
        set_identifier: several.then(|| text(here)),
        region: several.then(|| text(here)),
        alias_target: Some(AliasTarget {
            evaluate_target_health: some(true),
            ..AliasTarget::new(get_att(balancer, "DNSName"), get_att(balancer, "CanonicalHostedZoneID"))
        }),
        ..RecordSet::new(domain, "A")
    }
}
