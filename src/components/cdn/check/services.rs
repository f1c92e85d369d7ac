//! Load balancers of services as origins.

use super::super::behaviors::behaviors;
use super::super::edge_functions;
use super::super::origins::members;
use super::super::services::{Balanced, balanced, prefix_list, running};
use super::Check;
use crate::blueprint::{BalancerKind, Origin, OriginGroup, Port, PortProtocol};
use crate::components::ecs;
use crate::diagnostics::{self as codes, Diagnostic, did_you_mean};
use crate::facts::cloudfront::has_vpc_origins;

const VPC_ORIGINS: &str = "CloudFront Developer Guide, Restrict access with VPC origins";

pub(super) fn check<'a>(check: &mut Check<'_, 'a>, name: &str, origin: &'a Origin) {
    let Some(service) = origin.service.as_deref() else { return };
    if !is_service(check, name, service) || !is_here(check, name, origin, service) {
        return;
    }
    let Some(asked) = port(check, name, origin, service) else { return };
    prefix_lists(check, name, origin, &asked);
    if !speaks(check, name, &asked) {
        return;
    }
    named(check, name, &asked);
    number(check, name, &asked);
    if asked.is_public() {
        public(check, name, origin, &asked);
    } else {
        internal(check, name, origin, &asked);
    }
}

fn is_service(check: &mut Check<'_, '_>, name: &str, service: &str) -> bool {
    let system = check.cdn.system;
    let services = || system.blueprint.ecs.values().flat_map(|cluster| cluster.base.model.services.keys());
    if services().any(|known| known == service) {
        return true;
    }
    let span = check.value(&["origins", name, "service"]);
    let error = Diagnostic::error(codes::ORIGIN_TARGET, span, format!("`{service}` is no service of `ecs`"));
    check.push(match (system.components.get(service), did_you_mean(service, services().map(String::as_str))) {
        (Some(component), _) => error
            .label(format!("in `{}`", component.section))
            .also(component.key, "the component")
            .help("only services of `ecs` have load balancers; for an API write `api: …`"),
        (None, Some(near)) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
        (None, None) => error.label("not in the blueprint").help("name a service of a cluster under `ecs`"),
    });
    false
}

/// Whether the service runs where the origin says.
fn is_here(check: &mut Check<'_, '_>, name: &str, origin: &Origin, service: &str) -> bool {
    let system = check.cdn.system;
    let Some(code) = origin.region.as_deref() else { return running(system, service).next().is_some() };
    if running(system, service).any(|region| region.code == code) {
        return true;
    }
    let span = check.value(&["origins", name, "region"]);
    if !system.regions.iter().any(|region| region.code == code) {
        if !system.blueprint.variant.removed_regions.iter().any(|removed| removed == code) {
            check.push(crate::system::not_a_region_here(system, code, span));
        }
        return false;
    }
    let there: Vec<&str> = running(system, service).map(|region| region.code).collect();
    let error = Diagnostic::error(codes::ORIGIN_REGION, span, format!("{service} does not run in {code}"))
        .label("no load balancer there");
    check.push(match there.as_slice() {
        [only] => error.fix(format!("write {only}"), span, *only),
        several => error.help(format!("it runs in {}", several.join(", "))),
    });
    false
}

/// The port of the origin, if it is one that could be asked.
fn port<'a>(check: &mut Check<'_, 'a>, name: &str, origin: &'a Origin, service: &'a str) -> Option<Balanced<'a>> {
    let system = check.cdn.system;
    let region = origin.region.as_deref().or_else(|| running(system, service).next().map(|region| region.code))?;
    let ports = &ecs::find_service(system, service, region)?.ports;
    let balanced_ports: Vec<&str> =
        ports.iter().filter(|(_, port)| port.load_balancer.is_some()).map(|(name, _)| name.as_str()).collect();
    let known = || match balanced_ports.as_slice() {
        [] => "none of its ports is behind a load balancer: add `load_balancer: alb` to one".to_owned(),
        names => format!("behind a load balancer: {}", names.join(", ")),
    };
    let Some(wanted) = origin.port.as_deref() else {
        let span = check.value(&["origins", name, "service"]);
        let error = Diagnostic::error(codes::ORIGIN_SERVICE, span, format!("`{name}` names no port of {service}"))
            .label("which port?")
            .help(format!("add `port: …`; {}", known()));
        check.push(error);
        return None;
    };
    let span = check.value(&["origins", name, "port"]);
    let Some(port) = ports.get(wanted) else {
        let error = Diagnostic::error(codes::ORIGIN_TARGET, span, format!("{service} has no port `{wanted}`"));
        check.push(match did_you_mean(wanted, ports.keys().map(String::as_str)) {
            Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
            None => error.label("the name of a port").help(known()),
        });
        return None;
    };
    if port.load_balancer.is_none() {
        let error =
            Diagnostic::error(codes::ORIGIN_SERVICE, span, format!("{wanted} of {service} is behind no load balancer"))
                .label("nothing that CloudFront could ask")
                .also(system.components.get(service).map_or(span, |component| component.key), "the service")
                .help("add `load_balancer: alb` to the port, with `public: false` if nobody else needs it");
        check.push(error);
        return None;
    }
    balanced(system, origin)
}

/// Whether the port speaks what CloudFront could.
fn speaks(check: &mut Check<'_, '_>, name: &str, asked: &Balanced<'_>) -> bool {
    let span = check.value(&["origins", name, "port"]);
    if asked.port.protocol == PortProtocol::Udp {
        let error = Diagnostic::error(codes::ORIGIN_SERVICE, span, format!("{} of {} speaks UDP", asked.name, asked.service))
            .label("CloudFront asks origins by HTTP")
            .help("name a port that speaks HTTP; an accelerator leads UDP to services")
            .fact("CloudFront Developer Guide, All distribution settings reference: the protocol of an origin is HTTP or HTTPS");
        check.push(error);
        return false;
    }
    if asked.is_public() || asked.kind == BalancerKind::Alb {
        return true;
    }
    let ports = ecs::find_service(check.cdn.system, asked.service, asked.region.code).map(|service| &service.ports);
    let shared = |port: &Port| {
        port.load_balancer == Some(BalancerKind::Nlb) && port.public == Some(false) && ecs::speaks_tls(port)
    };
    if !ports.into_iter().flatten().any(|(_, port)| shared(port)) {
        return true;
    }
    let error = Diagnostic::error(
        codes::ORIGIN_SERVICE,
        span,
        format!("the internal NLB of {} has TLS and cannot be a VPC origin", asked.service),
    )
    .label("behind an NLB with a listener for TLS")
    .help("write `load_balancer: alb` for HTTP, or leave `domain` and `certificate` of the NLB's ports out")
    .fact(format!("\"Network Load Balancers with TLS listeners cannot be added as origins\" ({VPC_ORIGINS})"));
    check.push(error);
    false
}

/// CloudFront compares the certificate with the name at which it asks.
fn named(check: &mut Check<'_, '_>, name: &str, asked: &Balanced<'_>) {
    if asked.port.domain.is_some() || asked.port.certificate.is_empty() {
        return;
    }
    let span = check.value(&["origins", name, "port"]);
    let error = Diagnostic::error(codes::ORIGIN_SERVICE, span, format!("{} of {} has a certificate and no name", asked.name, asked.service))
        .label("CloudFront would ask at AWS's name, which is in no certificate, and answer 502")
        .help("give the port a `domain` that its certificate holds")
        .fact("a domain name in the certificate must match the origin's domain name, or else the Host header that is forwarded; otherwise 502 (CloudFront Developer Guide, Requirements for using SSL/TLS certificates with CloudFront)");
    check.push(error);
}

fn number(check: &mut Check<'_, '_>, name: &str, asked: &Balanced<'_>) {
    let port = ecs::listens_at(asked.port);
    if port == 80 || port == 443 || port >= 1024 {
        return;
    }
    let span = check.value(&["origins", name, "port"]);
    let error = Diagnostic::error(codes::ORIGIN_SERVICE, span, format!("CloudFront asks no origin at port {port}"))
        .label("80, 443, or 1024 and above")
        .help("give the load balancer another port with `listen`")
        .fact("CloudFront Developer Guide, All distribution settings reference, HTTPS port: 443 or 1024 to 65535");
    check.push(error);
}

fn public(check: &mut Check<'_, '_>, name: &str, origin: &Origin, asked: &Balanced<'_>) {
    if asked.is_everywhere() && origin.region.is_some() {
        let path = ["origins", name, "region"];
        let domain = asked.port.domain.as_deref().unwrap_or_default();
        let error = Diagnostic::error(codes::ORIGIN_REGION, check.key(&path), format!("{domain} leads to the nearest region, whatever `region` says"))
            .label("has no effect")
            .fact("each edge location resolves the name of an origin itself, so that a record by latency leads it to the nearest (Route 53 Developer Guide, Latency-based routing)");
        let error = check.without(error, &path);
        check.push(error);
    }
    if !ecs::speaks_tls(asked.port) {
        let span = check.value(&["origins", name, "port"]);
        let warning = Diagnostic::warning(codes::ORIGIN_PLAIN_HTTP, span, format!("content comes from {} over plain HTTP", asked.service))
            .label("anyone on the way can read and change it")
            .help("give the port a `domain`, which gets a certificate; or `public: false`: CloudFront then asks inside of AWS")
            .fact("CloudFront Developer Guide, Require HTTPS for communication between CloudFront and your custom origin");
        check.push(warning);
    }
    if !asked.is_everywhere() {
        one_region(check, name, asked);
    }
}

fn internal(check: &mut Check<'_, '_>, name: &str, origin: &Origin, asked: &Balanced<'_>) {
    one_region(check, name, asked);
    let code = asked.region.code;
    if !has_vpc_origins(code) {
        let path = if origin.region.is_some() { "region" } else { "service" };
        let warning = Diagnostic::warning(
            codes::ORIGIN_REGION,
            check.value(&["origins", name, path]),
            format!("VPC origins are not known to be in {code}"),
        )
        .label("an internal load balancer here")
        .also(asked.region.key, "the region")
        .help("make the port public with a `domain`, or ask another region")
        .fact(format!("the list of regions: {VPC_ORIGINS}"));
        check.push(warning);
    }
    let model = check.model();
    for placed in edge_functions::all(model) {
        let asks = |origin: &str| members(model, origin).any(|(member, _)| member == name);
        let reaches = match &placed.behavior {
            Some(entry) => asks(&entry.model.origin),
            None => behaviors(model).any(|entry| asks(&entry.model.origin)),
        };
        if !reaches || placed.event.is_viewer() || placed.function.is_cloudfront() {
            continue;
        }
        let span = check.key(&placed.path(&[]));
        let error = Diagnostic::error(codes::EDGE_EVENT, span, format!("Lambda@Edge on {} before a VPC origin", placed.event.key()))
            .label("not there")
            .also(check.key(&["origins", name]), "an internal load balancer")
            .help("move it to a viewer event, or make the port public with a `domain`")
            .fact(format!("VPC origins do not support \"Origin request and origin response triggers with Lambda@Edge\" ({VPC_ORIGINS})"));
        check.push(error);
    }
}

/// A load balancer is in one region; if the service runs in others, a group should lead there when it fails.
fn one_region(check: &mut Check<'_, '_>, name: &str, asked: &Balanced<'_>) {
    let (system, model) = (check.cdn.system, check.model());
    let others: Vec<&str> =
        running(system, asked.service).map(|region| region.code).filter(|code| *code != asked.region.code).collect();
    let Some(other) = others.first() else { return };
    let elsewhere = |origin: &str| {
        let found = model.origins.get(origin).and_then(|origin| balanced(system, origin));
        found.is_some_and(|found| found.service == asked.service && found.region.code != asked.region.code)
    };
    let leads_on = |group: &OriginGroup| {
        (group.primary == name && elsewhere(&group.secondary)) || (group.secondary == name && elsewhere(&group.primary))
    };
    if model.origin_groups.values().any(leads_on) {
        return;
    }
    let span = check.value(&["origins", name, "service"]);
    let warning = Diagnostic::warning(codes::ORIGIN_ONE_REGION, span, format!("CloudFront asks {} in {} alone", asked.service, asked.region.code))
        .label("when this region fails, so does the distribution")
        .also(asked.region.key, "asked here")
        .help(format!("add an origin with `region: {other}` and an `origin_groups` entry of both; or make the port public with a `domain`, which leads to the nearest region"))
        .fact("a group takes GET, HEAD and OPTIONS alone (CloudFront Developer Guide, Optimize high availability with CloudFront origin failover)");
    check.push(warning);
}

/// The list of CloudFront's servers has another id in each region.
fn prefix_lists(check: &mut Check<'_, '_>, name: &str, origin: &Origin, asked: &Balanced<'_>) {
    let system = check.cdn.system;
    let regions: Vec<_> = running(system, asked.service)
        .filter(|region| asked.is_everywhere() || region.code == asked.region.code)
        .collect();
    let fact = "`aws ec2 describe-managed-prefix-lists --filters Name=prefix-list-name,Values=com.amazonaws.global.cloudfront.origin-facing` prints the id";
    for region in &regions {
        if prefix_list(origin, region.code).is_none() {
            let span = check.key(&["origins", name]);
            let error = Diagnostic::error(
                codes::ORIGIN_PREFIX_LIST,
                span,
                format!("the id of CloudFront's prefix list in {} is not known", region.code),
            )
            .label("without it the load balancer cannot let CloudFront in")
            .also(region.key, "the region")
            .help(format!("add `prefix_list: {{{}: pl-…}}`", region.code))
            .fact(fact);
            check.push(error);
        }
    }
    for (code, id) in &origin.prefix_list {
        let good = id.strip_prefix("pl-").is_some_and(|digits| {
            digits.len() >= 8 && digits.bytes().all(|digit| digit.is_ascii_hexdigit() && !digit.is_ascii_uppercase())
        });
        if !good {
            let span = check.value(&["origins", name, "prefix_list", code]);
            let error = Diagnostic::error(codes::ORIGIN_PREFIX_LIST, span, format!("`{id}` is no id of a prefix list"))
                .label("pl- and hexadecimal digits")
                .help(fact);
            check.push(error);
        }
    }
}
