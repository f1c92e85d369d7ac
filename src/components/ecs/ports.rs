//! Ports of containers, and what stands before them.

use super::lower::balancers::rules_with_cloudfront;
use super::{Service, listens_at, speaks_tls};
use crate::blueprint::{BalancerKind, Port, PortProtocol};
use crate::components::network;
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::facts::ecs::MAX_TARGET_GROUPS;
use crate::facts::elasticloadbalancing::{MAX_DEREGISTRATION_DELAY_S, SECURITY_GROUP_RULES};

/// Fields of a port that are about its load balancer.
const BALANCER_FIELDS: [&str; 8] =
    ["public", "from", "listen", "certificate", "domain", "hosted_zone", "private_name", "deregistration_delay"];

pub(super) fn check(service: &Service<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    for (name, port) in &service.model.ports {
        diagnostics.extend(zero(service, name, port));
        match port.load_balancer {
            Some(kind) => {
                diagnostics.extend(protocol(service, name, port, kind));
                diagnostics.extend(plain_http(service, name, port, kind));
                diagnostics.extend(delay(service, name, port));
                diagnostics.extend(subnets(service, name, port));
                diagnostics.extend(from(service, name, port));
                check_certificate(service, name, port, diagnostics);
            }
            None => check_unbalanced(service, name, diagnostics),
        }
    }
    check_twice(service, diagnostics);
    check_listeners(service, diagnostics);
    check_rules(service, diagnostics);
    let balanced = service.balanced().count();
    if let Some((name, _, _)) = service.balanced().nth(MAX_TARGET_GROUPS) {
        let span = service.key(&["ports", name, "load_balancer"]);
        let error = Diagnostic::error(codes::BALANCED_PORTS, span, format!("{balanced} ports behind load balancers, where a service takes {MAX_TARGET_GROUPS}"))
            .label("the first too many")
            .help("make two services of it, or route by path behind one port")
            .fact("a service registers with up to five target groups (ECS developer guide, Registering multiple target groups with a service)");
        diagnostics.push(error);
    }
}

fn zero(service: &Service<'_, '_>, name: &str, port: &Port) -> Option<Diagnostic> {
    let fields = [("port", Some(port.port)), ("listen", port.listen)];
    let (field, _) = fields.into_iter().find(|(_, number)| *number == Some(0))?;
    let span = service.place(&["ports", name, field]);
    let error = Diagnostic::error(codes::PORT_TWICE, span, "there is no port 0")
        .label("1 to 65535")
        .help("write the port that the container listens on");
    Some(error)
}

fn protocol(service: &Service<'_, '_>, name: &str, port: &Port, kind: BalancerKind) -> Option<Diagnostic> {
    if port.protocol != PortProtocol::Udp {
        return None;
    }
    let protocol = service.place(&["ports", name, "protocol"]);
    if kind == BalancerKind::Alb {
        let span = service.place(&["ports", name, "load_balancer"]);
        let error = Diagnostic::error(codes::BALANCER_PROTOCOL, span, format!("an ALB before {name}, which speaks UDP"))
            .label("speaks HTTP")
            .also(protocol, "UDP")
            .fix("use an NLB", span, "nlb")
            .fact("listeners of an Application Load Balancer are HTTP or HTTPS, those of a Network Load Balancer TCP, UDP or TLS (botocore 1.44.5, Elastic Load Balancing v2, CreateListener)");
        return Some(error);
    }
    if port.certificate.is_empty() {
        return None;
    }
    let path = ["ports", name, "certificate"];
    let error = Diagnostic::error(
        codes::BALANCER_PROTOCOL,
        service.key(&path),
        format!("a certificate for {name}, which speaks UDP"),
    )
    .label("TLS runs over TCP")
    .also(protocol, "UDP")
    .fact(
        "only HTTPS and TLS listeners have certificates (botocore 1.44.5, Elastic Load Balancing v2, CreateListener)",
    );
    Some(service.leave_out(&path, error))
}

fn plain_http(service: &Service<'_, '_>, name: &str, port: &Port, kind: BalancerKind) -> Option<Diagnostic> {
    if kind != BalancerKind::Alb || port.public == Some(false) || speaks_tls(port) || port.protocol == PortProtocol::Udp
    {
        return None;
    }
    let span = service.place(&["ports", name, "load_balancer"]);
    let warning = Diagnostic::warning(
        codes::BALANCER_WITHOUT_TLS,
        span,
        format!("{name} of {} is on the Internet without TLS", service.name),
    )
    .label("HTTP that anybody on the way can read and change")
    .help("add `domain` with a hosted zone, or `certificate`; or `public: false`, when only the VPC needs it");
    Some(warning)
}

fn delay(service: &Service<'_, '_>, name: &str, port: &Port) -> Option<Diagnostic> {
    let delay = port.deregistration_delay.filter(|delay| delay.seconds > MAX_DEREGISTRATION_DELAY_S)?;
    let span = service.place(&["ports", name, "deregistration_delay"]);
    let error = Diagnostic::error(codes::HEALTH_CHECK_TIMES, span, format!("a task cannot leave for {delay}"))
        .label("at most 1h")
        .fix("use the longest", span, "1h")
        .fact("deregistration_delay.timeout_seconds is from 0 to 3,600 (botocore 1.44.5, Elastic Load Balancing v2, TargetGroupAttribute)");
    Some(error)
}

/// A public load balancer stands in public subnets, and a VPC that was there before may have none.
fn subnets(service: &Service<'_, '_>, name: &str, port: &Port) -> Option<Diagnostic> {
    let (system, region) = (service.cluster.system, service.cluster.region);
    if port.public == Some(false) || network::has_public_subnets(system, region) {
        return None;
    }
    let span = service.place(&["ports", name, "load_balancer"]);
    let message = format!("a public load balancer in {}, where the VPC has no public subnets", region.code);
    let error = Diagnostic::error(codes::BALANCER_SUBNETS, span, message)
        .label("clients on the Internet would not reach it")
        .also(system.value(&["network", "vpc"]), "the VPC")
        .help("name the `public_subnets` of the VPC, or write `public: false`")
        .fact("subnets of an internet-facing load balancer have a route to an internet gateway (Elastic Load Balancing, Subnets for your load balancer)");
    Some(error)
}

/// Clients outside the VPC are some ranges, and only an internal load balancer needs to be told of them.
fn from(service: &Service<'_, '_>, name: &str, port: &Port) -> Option<Diagnostic> {
    let path = ["ports", name, "from"];
    if port.public != Some(false) && !port.from.is_empty() {
        let error =
            Diagnostic::error(codes::PORT_SOURCES, service.key(&path), format!("`from` of {name}, which is public"))
                .label("everybody reaches it already")
                .help("add `public: false`, or leave it out");
        return Some(error);
    }
    let at = port.from.iter().position(|range| range.prefix == 0)?;
    let span = service.place(&["ports", name, "from", &format!("[{at}]")]);
    let error =
        Diagnostic::error(codes::PORT_SOURCES, span, format!("`from` of {name}, which is internal, is every address"))
            .label("0.0.0.0/0 says nothing of who may come")
            .help("name the ranges of the networks that are connected with the VPC: 10.0.0.0/8");
    Some(error)
}

/// A certificate is in the region of its load balancer.
fn check_certificate(service: &Service<'_, '_>, name: &str, port: &Port, diagnostics: &mut Vec<Diagnostic>) {
    let fact = "a load balancer uses certificates of its own region (ACM user guide, Regions and endpoints; Elastic Load Balancing, HTTPS listeners)";
    for (region, arn) in &port.certificate {
        let parts: Vec<&str> = arn.split(':').collect();
        let span = service.place(&["ports", name, "certificate", region]);
        let found = match parts.as_slice() {
            ["arn", _, "acm", there, _, id] if id.starts_with("certificate/") && there == region => continue,
            ["arn", _, "acm", there, _, id] if id.starts_with("certificate/") => {
                Diagnostic::error(codes::BALANCER_CERTIFICATE, span, format!("a certificate of {there} for {region}"))
                    .label(format!("in {there}"))
                    .help(format!("request the certificate in {region} too; ACM's certificates are free"))
            }
            _ => Diagnostic::error(
                codes::BALANCER_CERTIFICATE,
                span,
                format!("`{arn}` is not the ARN of an ACM certificate"),
            )
            .label("not an ARN of ACM")
            .help(format!("it looks like arn:aws:acm:{region}:111122223333:certificate/12345678-…")),
        };
        diagnostics.push(found.fact(fact));
    }
    let here = service.cluster.region.code;
    if !port.certificate.is_empty() && !port.certificate.contains_key(here) {
        let span = service.key(&["ports", name, "certificate"]);
        let error = Diagnostic::error(
            codes::BALANCER_CERTIFICATE,
            span,
            format!("{name} of {} has no certificate in {here}", service.name),
        )
        .label("one for each region of the service")
        .also(service.cluster.region.key, "the service runs here")
        .help(format!("add `{here}: arn:…`, or let `domain` make one in each region"))
        .fact(fact);
        diagnostics.push(error);
    }
}

fn check_unbalanced(service: &Service<'_, '_>, name: &str, diagnostics: &mut Vec<Diagnostic>) {
    for field in BALANCER_FIELDS {
        let path = ["ports", name, field];
        if service.says(&path) {
            let error = Diagnostic::error(
                codes::PORT_WITHOUT_BALANCER,
                service.key(&path),
                format!("`{field}` of {name}, which is behind no load balancer"),
            )
            .label("changes nothing")
            .also(service.key(&["ports", name]), "no `load_balancer`")
            .help("add `load_balancer: alb` or `load_balancer: nlb`, or leave it out");
            diagnostics.push(error);
        }
    }
}

/// A reference to a prefix list takes as many rules of a security group as the list may have entries.
fn check_rules(service: &Service<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let over = rules_with_cloudfront(service).into_iter().filter(|(_, rules)| *rules > SECURITY_GROUP_RULES);
    for (name, rules) in over {
        let span = service.place(&["ports", name, "load_balancer"]);
        let message = format!(
            "the load balancer of {} in {} takes {rules} rules with CloudFront's prefix list, where a security group has {SECURITY_GROUP_RULES} at first",
            service.name, service.cluster.region.code
        );
        let warning = Diagnostic::warning(codes::ORIGIN_PREFIX_LIST, span, message)
            .label("more than the quota")
            .help("ask for a higher quota before the first run; or put ports behind another load balancer, with the other kind or the other `public`")
            .fact("CloudFront's prefix list counts as 55 rules (VPC user guide, AWS-managed prefix list weight, read 2026-11-22); inbound rules per security group: 60 (VPC user guide, Amazon VPC quotas)");
        diagnostics.push(warning);
    }
}

/// Two names for one port of the container.
fn check_twice(service: &Service<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let ports: Vec<_> = service.model.ports.iter().collect();
    for (index, (name, port)) in ports.iter().enumerate() {
        let same = |(_, other): &&(&String, &Port)| other.port == port.port && other.protocol == port.protocol;
        let Some((first, _)) = ports.iter().take(index).find(same) else { continue };
        let message = format!("{} listens on {} port {} twice", service.name, port.protocol.name(), port.port);
        let error = Diagnostic::error(codes::PORT_TWICE, service.place(&["ports", name, "port"]), message)
            .label(format!("as {name}"))
            .also(service.place(&["ports", first, "port"]), format!("as {first}"))
            .help("one process listens on a port: keep one of the names")
            .fact("a task definition maps each container port and protocol once (ECS API, RegisterTaskDefinition, portMappings)");
        diagnostics.push(error);
    }
}

/// Two ports of one load balancer cannot share a listener.
fn check_listeners(service: &Service<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: Vec<(&str, &Port, BalancerKind)> = Vec::new();
    for (name, port, kind) in service.balanced() {
        let shared = |other: &Port, other_kind: BalancerKind| {
            other_kind == kind
                && other.public.unwrap_or(true) == port.public.unwrap_or(true)
                && listens_at(other) == listens_at(port)
        };
        if let Some((first, _, _)) = seen.iter().find(|(_, other, other_kind)| shared(other, *other_kind)) {
            let place = |name: &str| -> Span {
                let path = ["ports", name, "listen"];
                if service.says(&path) { service.place(&path) } else { service.key(&["ports", name]) }
            };
            let message = format!("{first} and {name} are both at port {} of one load balancer", listens_at(port));
            let error = Diagnostic::error(codes::PORT_TWICE, place(name), message)
                .label(format!("at {}", listens_at(port)))
                .also(place(first), "taken here")
                .help("give one of them another port with `listen`")
                .fact("a load balancer has one listener for each port (ELB API v2, CreateListener, DuplicateListener)");
            diagnostics.push(error);
        }
        seen.push((name, port, kind));
    }
}
