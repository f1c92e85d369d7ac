//! Names, their certificate and their zone.

use indexmap::IndexMap;

use super::super::names::{names, zone};
use super::super::{REGION, instances};
use super::Check;
use crate::components::{existing, routing};
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::system::System;

/// Most characters of a certificate's first name. Source: ACM API, RequestCertificate.
const DOMAIN_CHARS: usize = 64;
/// Most characters of a name. Source: RFC 1035, 2.3.4.
const NAME_CHARS: usize = 253;
/// Most characters of a label of a name. Source: RFC 1035, 2.3.1.
const LABEL_CHARS: usize = 63;

pub(super) fn check(check: &mut Check<'_, '_>) {
    let model = check.model();
    for (name, path) in places(check) {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        form(check, name, check.value(&path), path.len() == 1 && model.certificate.is_none());
    }
    let Some(domain) = &model.domain else {
        nameless(check);
        return;
    };
    if let Some(zone) = &model.hosted_zone {
        let found = routing::bad_zone(&existing::hosted_zone(check.cdn.system, zone), check.value(&["hosted_zone"]));
        check.found.extend(found);
    }
    if let Some(arn) = &model.certificate {
        certificate(check, arn);
    }
    if model.certificate.is_none() && zone(check.cdn.system, model).is_none() {
        let error = Diagnostic::error(codes::CDN_ZONE, check.value(&["domain"]), format!("no hosted zone for {domain}"))
            .label("its records and the proof of its certificate need a zone")
            .help("add `hosted_zone` here or to `routing_strategy`; or `certificate` with the ARN of one that is there, and make the records yourself")
            .fact("ACM validates a domain by a record in its zone; CloudFormation writes it where HostedZoneId is given (AWS::CertificateManager::Certificate DomainValidationOption, read 2026-11-22)");
        check.push(error);
    }
}

/// Every name with the path to it.
fn places<'m>(check: &Check<'_, 'm>) -> Vec<(&'m str, Vec<String>)> {
    let model = check.model();
    let aliases = model.aliases.iter().enumerate();
    let aliases = aliases.map(|(at, name)| (name.as_str(), vec!["aliases".into(), format!("[{at}]")]));
    model.domain.iter().map(|name| (name.as_str(), vec!["domain".into()])).chain(aliases).collect()
}

/// Without a name there is CloudFront's own, with its certificate and its old TLS.
fn nameless(check: &mut Check<'_, '_>) {
    let model = check.model();
    for (field, said) in [
        ("aliases", !model.aliases.is_empty()),
        ("certificate", model.certificate.is_some()),
        ("tls", model.tls.is_some()),
    ] {
        if said {
            let span = check.key(&[field]);
            let error = Diagnostic::error(codes::CDN_DOMAIN, span, format!("`{field}` without `domain`"))
                .label("belongs to a name")
                .help("add `domain` with the first name")
                .fact("CloudFront API, ViewerCertificate: with CloudFront's own certificate there are no aliases, and the security policy is TLSv1");
            check.push(error);
        }
    }
    let warning = Diagnostic::warning(codes::NO_CDN_DOMAIN, check.cdn.name_span(), format!("`{}` accepts TLS 1.0: it has no domain", check.cdn.name))
        .label("answers at CloudFront's own name alone")
        .help("add `domain` and `hosted_zone`")
        .fact("\"CloudFront sets the security policy to TLSv1\" for its default certificate (CloudFront API, ViewerCertificate, MinimumProtocolVersion)");
    check.push(warning);
}

fn form(check: &mut Check<'_, '_>, name: &str, span: Span, first_of_certificate: bool) {
    let error = |label: &str| {
        Diagnostic::error(codes::CDN_DOMAIN, span, format!("`{name}` cannot be a name of a distribution"))
            .label(label)
            .fact("CloudFront Developer Guide, Use custom URLs by adding alternate domain names; ACM RequestCertificate, DomainName; RFC 1035, 2.3.1")
    };
    if first_of_certificate && name.len() > DOMAIN_CHARS {
        check.push(
            error("over 64 characters, which is what a certificate's first name takes")
                .help("write a shorter name first, and this one to `aliases`"),
        );
        return;
    }
    if is_name(name) {
        return;
    }
    let lower = name.to_ascii_lowercase();
    let bare = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest).trim_end_matches(['/', '.']);
    let found = error("labels of lower-case letters, digits and hyphens, joined by dots; the first may be *");
    check.push(if is_name(bare) {
        found.fix(format!("write {bare}"), span, bare)
    } else {
        found.help("write a name such as www.example.com")
    });
}

fn is_name(name: &str) -> bool {
    let name = name.strip_prefix("*.").unwrap_or(name);
    let label = |label: &str| {
        let allowed = label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        (1..=LABEL_CHARS).contains(&label.len()) && allowed && !label.starts_with('-') && !label.ends_with('-')
    };
    name.len() <= NAME_CHARS && name.contains('.') && name.split('.').all(label)
}

fn certificate(check: &mut Check<'_, '_>, arn: &str) {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let span = check.value(&["certificate"]);
    if existing::certificate(check.cdn.system, arn, REGION).is_some() {
        return;
    }
    let error = match parts.as_slice() {
        ["arn", "aws", "acm", REGION, account, rest] if account.len() == 12 && rest.starts_with("certificate/") => return,
        ["arn", "aws", "acm", region, _, rest] if rest.starts_with("certificate/") && *region != REGION => {
            Diagnostic::error(codes::CDN_CERTIFICATE, span, format!("a certificate in {region}"))
                .label("CloudFront takes those in us-east-1")
                .help("request or import it in us-east-1, too; or leave `certificate` out: then one is made there")
        }
        _ => Diagnostic::error(codes::CDN_CERTIFICATE, span, format!("`{arn}` is no certificate of ACM"))
            .label("arn:aws:acm:us-east-1:111122223333:certificate/…")
            .help("`aws acm list-certificates --region us-east-1` prints it; or leave `certificate` out: then one is made"),
    };
    check.push(error.fact("CloudFront \"only supports ACM certificates in the US East (N. Virginia) Region (us-east-1)\" (botocore 1.44.5, CloudFront, ViewerCertificate)"));
}

/// A name belongs to one distribution, and not to an API as well.
pub(super) fn taken(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: IndexMap<String, (Span, String)> = IndexMap::new();
    let shared = system.blueprint.routing_strategy.as_ref().and_then(|strategy| strategy.domain.clone());
    if let Some(domain) = shared {
        seen.insert(domain, (system.value(&["routing_strategy", "domain"]), "the API's".into()));
    }
    for (name, api) in &system.blueprint.apis {
        if let Some(domain) = &api.base.model.domain {
            seen.insert(domain.clone(), (system.value(&["apis", name, "domain"]), format!("that of `{name}`")));
        }
    }
    for cluster in system.instances(&system.blueprint.ecs) {
        for (service, model) in &cluster.model.services {
            for (port, domain) in model.ports.iter().filter_map(|(port, model)| Some((port, model.domain.as_ref()?))) {
                let span = cluster.value(&["services", service, "ports", port, "domain"]);
                seen.insert(domain.clone(), (span, format!("that of a load balancer of `{service}`")));
            }
        }
    }
    for (name, accelerator) in &system.blueprint.accelerators {
        if let Some(domain) = &accelerator.base.model.domain {
            seen.insert(domain.clone(), (system.value(&["accelerators", name, "domain"]), format!("that of `{name}`")));
        }
    }
    for cdn in &instances(system) {
        let domain = usize::from(cdn.model.domain.is_some());
        for (at, name) in names(cdn.model).enumerate() {
            let item = format!("[{}]", at.saturating_sub(domain));
            let span = if at < domain { cdn.value(&["domain"]) } else { cdn.value(&["aliases", &item]) };
            if let Some((first, whose)) = seen.get(name) {
                let error = Diagnostic::error(codes::ALIAS_TAKEN, span, format!("{name} would lead to two places"))
                    .label("again here")
                    .also(*first, whose)
                    .help("give each a name of its own; a distribution that serves an API names it as an origin")
                    .fact("an alternate domain name belongs to one distribution: CNAMEAlreadyExists (CloudFront API, CreateDistribution)");
                diagnostics.push(error);
            } else {
                seen.insert(name.to_owned(), (span, format!("that of `{}`", cdn.name)));
            }
        }
    }
}
