//! Domains and hosted zones.

use indexmap::IndexMap;

use crate::blueprint::{Place, RoutingStrategy};
use crate::components::existing;
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::system::System;

/// Most characters of a domain: it is the first name of a certificate.
const DOMAIN_CHARS: usize = 64;
/// Most characters of a label of a domain, by RFC 1035.
const LABEL_CHARS: usize = 63;
/// Most characters of a hosted zone's id.
const ZONE_ID_CHARS: usize = 32;

/// Domains that cannot be one, that two APIs would share or that lack a zone, and zones without a domain.
pub(in super::super) fn names(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let strategy = system.blueprint.routing_strategy.as_ref();
    let zone = strategy.and_then(|strategy| strategy.hosted_zone.as_deref());
    let domains = domains(system);
    for (domain, span) in &domains {
        diagnostics.extend(bad_domain(domain, *span));
        if zone.is_none() {
            diagnostics.push(no_zone(domain, *span));
        }
    }
    if let Some(zone) = zone {
        diagnostics
            .extend(bad_zone(&existing::hosted_zone(system, zone), system.value(&["routing_strategy", "hosted_zone"])));
    }
    same_domain(system, diagnostics);
    patched_domains(system, diagnostics);
    if let Some(strategy) = strategy {
        sharing(system, strategy, diagnostics);
        if domains.is_empty() {
            diagnostics.push(no_domain(system, zone));
        }
    }
}

/// Every domain with its place: the APIs' own, and the one of `routing_strategy`.
fn domains<'a>(system: &'a System<'_>) -> Vec<(&'a str, Span)> {
    let shared = system.blueprint.routing_strategy.as_ref().and_then(|strategy| strategy.domain.as_deref());
    let shared = shared.map(|domain| (domain, system.value(&["routing_strategy", "domain"])));
    let own =
        system.blueprint.apis.iter().filter_map(|(name, api)| {
            Some((api.base.model.domain.as_deref()?, system.value(&["apis", name, "domain"])))
        });
    shared.into_iter().chain(own).collect()
}

fn bad_domain(domain: &str, span: Span) -> Option<Diagnostic> {
    let error = |label: String| {
        Diagnostic::error(codes::DOMAIN_SYNTAX, span, format!("`{domain}` cannot be a domain of an API"))
            .label(label)
            .fact("ACM RequestCertificate, DomainName: the first name has up to 64 characters (read 2026-11-22); labels: RFC 1035, 2.3.1")
    };
    if domain.len() > DOMAIN_CHARS {
        return Some(error(format!(
            "{} characters, where a certificate's first name takes {DOMAIN_CHARS}",
            domain.len()
        )));
    }
    let scheme = domain.split_once("://").map(|(_, rest)| rest.trim_end_matches('/'));
    if let Some(bare) = scheme.filter(|bare| is_domain(bare)) {
        return Some(error("a URL, where the bare name belongs".into()).fix(format!("write {bare}"), span, bare));
    }
    let lower = domain.to_ascii_lowercase();
    let trimmed = lower.trim_end_matches('.');
    if trimmed != domain && is_domain(trimmed) {
        return Some(error("lower-case letters, without a dot at the end".into()).fix(
            format!("write {trimmed}"),
            span,
            trimmed,
        ));
    }
    (!is_domain(domain))
        .then(|| error("labels of letters, digits and hyphens, joined by dots: play.example.com".into()))
}

fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        let allowed = label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        (1..=LABEL_CHARS).contains(&label.len()) && allowed && !label.starts_with('-') && !label.ends_with('-')
    };
    domain.contains('.') && domain.split('.').all(label)
}

fn no_zone(domain: &str, span: Span) -> Diagnostic {
    Diagnostic::error(codes::DOMAIN_WITHOUT_ZONE, span, format!("no hosted zone for {domain}"))
        .label("its records and the proof of its certificate need a zone")
        .help("add `hosted_zone` with the zone's id to `routing_strategy`: `aws route53 list-hosted-zones-by-name`")
        .fact("ACM validates a domain by a record in its zone; CloudFormation writes it where HostedZoneId is given (AWS::CertificateManager::Certificate DomainValidationOption, read 2026-11-22)")
}

/// What is wrong with the id of a hosted zone.
pub fn bad_zone(zone: &str, span: Span) -> Option<Diagnostic> {
    let good = |id: &str| {
        let rest = id.strip_prefix('Z').unwrap_or_default();
        !rest.is_empty()
            && id.len() <= ZONE_ID_CHARS
            && rest.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    // What a parameter holds, nobody knows here.
    if good(zone) || Place::parameter_of(zone).is_some() {
        return None;
    }
    let error = Diagnostic::error(codes::HOSTED_ZONE_ID, span, format!("`{zone}` is no id of a hosted zone"))
        .fact("Route 53 ResourceId: at most 32 characters; list-hosted-zones gives /hostedzone/Z…, CloudFormation takes what follows the slash (AWS::Route53::RecordSet, read 2026-11-22)");
    Some(match zone.strip_prefix("/hostedzone/").filter(|id| good(id)) {
        Some(id) => error.label("with the prefix of the API").fix(format!("write {id}"), span, id),
        None => error
            .label("Z and up to 31 capital letters and digits")
            .help("`aws route53 list-hosted-zones-by-name` prints it"),
    })
}

/// A shared name leads to one API.
fn same_domain(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: IndexMap<&str, Span> = IndexMap::new();
    for (domain, span) in domains(system) {
        if let Some(first) = seen.get(domain) {
            let error = Diagnostic::error(codes::DOMAIN_TAKEN, span, format!("{domain} is the domain of two APIs"))
                .label("again here")
                .also(*first, "the first one")
                .help("give each API a domain of its own, such as game.example.com and shop.example.com")
                .fact("a custom domain name exists once in a region (API Gateway CreateDomainName, ConflictException)");
            diagnostics.push(error);
        }
        seen.entry(domain).or_insert(span);
    }
}

/// The shared name is the same in every region: that is what it is for.
fn patched_domains(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (name, api) in &system.blueprint.apis {
        for (region, patched) in &api.per_region {
            if patched.model.domain == api.base.model.domain {
                continue;
            }
            let span = system.tree.locate(api.node.0, &["per_region", region, "domain"]).value;
            let error =
                Diagnostic::error(codes::DOMAIN_PER_REGION, span, format!("`{name}` has another domain in {region}"))
                    .label("one name leads to all regions")
                    .help(format!("remove it: the region has a name of its own, {region}.<domain>"));
            diagnostics.push(error);
        }
    }
}

/// The domain of `routing_strategy` belongs to one API.
fn sharing(system: &System<'_>, strategy: &RoutingStrategy, diagnostics: &mut Vec<Diagnostic>) {
    let Some(domain) = strategy.domain.as_deref() else { return };
    let span = system.value(&["routing_strategy", "domain"]);
    let without: Vec<&String> =
        system.blueprint.apis.iter().filter(|(_, api)| api.base.model.domain.is_none()).map(|(name, _)| name).collect();
    match without.as_slice() {
        [_] => {}
        [] => {
            let every = if system.blueprint.apis.is_empty() {
                "the blueprint has no API"
            } else {
                "every API names a domain of its own"
            };
            let warning = Diagnostic::warning(codes::DOMAIN_UNUSED, span, format!("nothing answers at {domain}"))
                .label(every)
                .help("remove it, or add an API");
            diagnostics.push(warning);
        }
        [first, .., last] => {
            let error = Diagnostic::error(
                codes::SHARED_DOMAIN,
                span,
                format!("{domain} would be the domain of {} APIs", without.len()),
            )
            .label("it is for the only API")
            .also(system.key(&["apis", first]), "has no domain of its own")
            .also(system.key(&["apis", last]), "has no domain of its own")
            .help("write `domain` in each API");
            diagnostics.push(error);
        }
    }
}

fn no_domain(system: &System<'_>, zone: Option<&str>) -> Diagnostic {
    let headline = "clients are not routed: there is no domain";
    match zone {
        Some(_) => Diagnostic::warning(codes::NO_DOMAIN, system.key(&["routing_strategy", "hosted_zone"]), headline)
            .label("a hosted zone without a domain in it"),
        None => Diagnostic::warning(codes::NO_DOMAIN, system.key(&["routing_strategy"]), headline)
            .label("neither domain nor hosted zone"),
    }
    .help("add `domain` and `hosted_zone`; until then the URL of each region is an output of its API stack")
}
