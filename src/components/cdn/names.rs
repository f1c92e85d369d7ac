//! The names that clients use: certificate and records.

use std::borrow::Cow;

use super::REGION;
use crate::blueprint::Cdn;
use crate::components::existing;
use crate::documents::cloudformation::resources::certificatemanager::{Certificate, DomainValidationOption};
use crate::documents::cloudformation::resources::cloudfront::ViewerCertificate;
use crate::documents::cloudformation::resources::route53::{AliasTarget, RecordSet};
use crate::documents::cloudformation::{LogicalId, Stack, Value, get_att, reference, some, text};
use crate::facts::hosted_zones;
use crate::system::{Instance, System};

/// The policy where the blueprint does not say: AWS's choice for clients of the last ten years.
const DEFAULT_TLS: &str = "TLSv1.2_2021";

/// Every name, the domain first.
pub(super) fn names(cdn: &Cdn) -> impl Iterator<Item = &str> {
    cdn.domain.iter().chain(&cdn.aliases).map(String::as_str)
}

/// The zone that holds the names.
pub(super) fn zone<'a>(system: &'a System<'_>, cdn: &'a Cdn) -> Option<Cow<'a, str>> {
    let shared = || system.blueprint.routing_strategy.as_ref()?.hosted_zone.as_deref();
    cdn.hosted_zone.as_deref().or_else(shared).map(|zone| existing::hosted_zone(system, zone))
}

/// A certificate that is there already: its ARN, or the name of an entry of `existing`, which must have one in us-east-1.
pub(super) fn given(system: &System<'_>, certificate: &str) -> Value<String> {
    existing::certificate(system, certificate, REGION).unwrap_or_else(|| text(certificate))
}

/// The certificate towards clients, made unless it is there already; `None` without names.
pub(super) fn certificate(cdn: &Instance<'_, Cdn>, stack: &mut Stack) -> Option<ViewerCertificate> {
    let domain = cdn.model.domain.as_ref()?;
    let arn = match &cdn.model.certificate {
        Some(certificate) => given(cdn.system, certificate),
        None => {
            let id = cdn.id().then("Certificate");
            stack.add(&id, validated(cdn, domain)).comment(format!("{}.domain", cdn.path()));
            reference(id)
        }
    };
    Some(ViewerCertificate {
        acm_certificate_arn: Some(arn),
        ssl_support_method: some("sni-only"),
        minimum_protocol_version: some(cdn.model.tls.map_or(DEFAULT_TLS, |policy| policy.name())),
    })
}

fn validated(cdn: &Instance<'_, Cdn>, domain: &str) -> Certificate {
    let zone = zone(cdn.system, cdn.model);
    let validation = |name: &str| DomainValidationOption {
        domain_name: some(name),
        hosted_zone_id: zone.as_deref().map(text),
        ..DomainValidationOption::default()
    };
    Certificate {
        subject_alternative_names: cdn.model.aliases.iter().map(Into::into).collect(),
        validation_method: some("DNS"),
        domain_validation_options: names(cdn.model).map(validation).collect(),
        tags: super::tags(cdn),
        ..Certificate::new(domain)
    }
}

/// Adds the records that lead from the names to the distribution, for both families of addresses.
pub(super) fn records(cdn: &Instance<'_, Cdn>, stack: &mut Stack) {
    let (Some(zone), Some(target)) = (zone(cdn.system, cdn.model), hosted_zones::cloudfront("aws")) else { return };
    let mut words: Vec<LogicalId> = Vec::new();
    for name in names(cdn.model) {
        // The domain's record is the distribution's own; others carry their names.
        let word = if words.is_empty() { cdn.id() } else { cdn.id().then(name.replace('*', "any")) };
        for (kind, suffix) in [("A", "Record"), ("AAAA", "RecordIpv6")] {
            let alias = AliasTarget {
                dns_name: get_att(cdn.id().then("Distribution"), "DomainName"),
                hosted_zone_id: target.into(),
                evaluate_target_health: None,
            };
            let record = RecordSet {
                hosted_zone_id: some(zone.as_ref()),
                alias_target: Some(alias),
                ..RecordSet::new(name, kind)
            };
            stack.add(word.then(suffix), record);
        }
        words.push(word);
    }
}
