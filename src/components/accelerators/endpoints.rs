//! Endpoints: services, their load balancers, weights and dials.

use super::{Accelerator, here, reaches};
use crate::blueprint::{AcceleratorEndpoint, BalancerKind, EcsService, Port};
use crate::components::ecs;
use crate::diagnostics::{self as codes, Diagnostic, did_you_mean};
use crate::facts::globalaccelerator::{MAX_ENDPOINTS, MAX_WEIGHT};
use crate::facts::regions;

pub(super) fn check(accelerator: &Accelerator<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (name, endpoint) in &accelerator.model.endpoints {
        diagnostics.extend(weight(accelerator, name, endpoint));
        match names_a_port(accelerator, name, endpoint) {
            Err(error) => diagnostics.push(*error),
            Ok(Some((service, port))) => {
                diagnostics.extend(cacheable(accelerator, name, port));
                diagnostics.extend(client_address(accelerator, name, endpoint, service, port));
            }
            Ok(None) => {}
        }
    }
    check_dials(accelerator, diagnostics);
    diagnostics.extend(nothing_left(accelerator));
    diagnostics.extend(too_many(accelerator));
    diagnostics.extend(not_offered(accelerator));
}

/// Endpoints that no listener leads to.
pub(super) fn check_ways(accelerator: &Accelerator<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for endpoint in here(accelerator) {
        diagnostics.extend(unreached(accelerator, endpoint.service, endpoint.port));
    }
}

fn weight(accelerator: &Accelerator<'_>, name: &str, endpoint: &AcceleratorEndpoint) -> Option<Diagnostic> {
    if endpoint.weight <= MAX_WEIGHT {
        return None;
    }
    let span = accelerator.value(&["endpoints", name, "weight"]);
    let error = Diagnostic::error(
        codes::ACCELERATOR_WEIGHT,
        span,
        format!("a weight of {}, where {MAX_WEIGHT} is the most", endpoint.weight),
    )
    .label("0 to 255")
    .fix(format!("use {MAX_WEIGHT}"), span, MAX_WEIGHT.to_string())
    .fact("Weight is from 0 to 255 (registry schema of AWS::GlobalAccelerator::EndpointGroup, 2026-10-20)");
    Some(error)
}

/// The service and the port of an endpoint where the service runs; nothing where it does not.
fn names_a_port<'a>(
    accelerator: &Accelerator<'a>,
    name: &str,
    endpoint: &AcceleratorEndpoint,
) -> Result<Option<(&'a EcsService, &'a Port)>, Box<Diagnostic>> {
    let system = accelerator.system;
    let key = accelerator.key(&["endpoints", name]);
    let clusters = &system.blueprint.ecs;
    let services = || clusters.values().flat_map(|cluster| cluster.base.model.services.keys().map(String::as_str));
    if !services().any(|service| service == name) {
        let error = Diagnostic::error(codes::ACCELERATOR_ENDPOINT, key, format!("`{name}` is no service of `ecs`"));
        let error = match (system.components.get(name), did_you_mean(name, services())) {
            (Some(component), _) => error.label(format!("in `{}`", component.section)).also(component.key, "the component")
                .help("an accelerator leads to the load balancers of services: their addresses stay, those of instances and functions do not"),
            (None, Some(near)) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), key, near),
            (None, None) => error.label("not in the blueprint").help("name a service of a cluster under `ecs`"),
        };
        return Err(Box::new(error));
    }
    let Some(service) = ecs::find_service(system, name, accelerator.region.code) else { return Ok(None) };
    let span = accelerator.value(&["endpoints", name, "port"]);
    let place = system.components.get(name).map_or(key, |component| component.key);
    let Some(port) = service.ports.get(&endpoint.port) else {
        let error =
            Diagnostic::error(codes::ACCELERATOR_ENDPOINT, span, format!("{name} has no port `{}`", endpoint.port))
                .also(place, "the service");
        let error = match did_you_mean(&endpoint.port, service.ports.keys().map(String::as_str)) {
            Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
            None => error.label("the name of a port").help(format!(
                "its ports are {}",
                service.ports.keys().map(String::as_str).collect::<Vec<_>>().join(", ")
            )),
        };
        return Err(Box::new(error));
    };
    if port.load_balancer.is_none() {
        let error = Diagnostic::error(codes::ACCELERATOR_ENDPOINT, span, format!("{} of {name} is behind no load balancer", endpoint.port))
            .label("nothing that could be an endpoint")
            .also(place, "the service")
            .help("add `load_balancer: nlb`, or `alb` for HTTP, to the port")
            .fact("endpoints are load balancers, EC2 instances and Elastic IP addresses (Global Accelerator developer guide, Requirements for endpoints, read 2026-11-22)");
        return Err(Box::new(error));
    }
    Ok(Some((service, port)))
}

fn unreached(accelerator: &Accelerator<'_>, name: &str, port: &Port) -> Option<Diagnostic> {
    if accelerator.model.listeners.values().any(|listener| reaches(listener, port)) {
        return None;
    }
    let span = accelerator.value(&["endpoints", name, "port"]);
    let number = ecs::listens_at(port);
    let message = format!(
        "no listener leads to {name}: its load balancer is at {} port {number}",
        port.protocol.name().to_uppercase()
    );
    let error = Diagnostic::error(codes::ACCELERATOR_LEADS_NOWHERE, span, message)
        .label(format!("{} {number}", port.protocol.name()))
        .also(accelerator.key(&["listeners"]), "none of these has both")
        .help("give a listener the protocol and the port, or the load balancer another port with `listen`")
        .fact("a listener sends its traffic to the same port of an endpoint (Global Accelerator developer guide, Override listener ports, read 2026-11-22)");
    Some(error)
}

/// An accelerator shortens the way of each request; a cache makes most of the ways unnecessary.
fn cacheable(accelerator: &Accelerator<'_>, name: &str, port: &Port) -> Option<Diagnostic> {
    if port.load_balancer != Some(BalancerKind::Alb) {
        return None;
    }
    let span = accelerator.key(&["endpoints", name]);
    let warning = Diagnostic::warning(codes::ACCELERATOR_OR_CDN, span, format!("{name} speaks HTTP, which a CDN would answer at the edge"))
        .label("an accelerator caches nothing")
        .help("put cacheable HTTP behind CloudFront; waive this where clients need fixed addresses or nothing can be cached")
        .fact("CloudFront caches content at edge locations; Global Accelerator suits UDP, voice over IP, and HTTP that needs static addresses or fast regional failover (AWS Global Accelerator FAQs)");
    Some(warning)
}

/// Addresses of clients pass through ALBs, and through NLBs without TLS.
fn client_address(
    accelerator: &Accelerator<'_>,
    name: &str,
    endpoint: &AcceleratorEndpoint,
    service: &EcsService,
    port: &Port,
) -> Option<Diagnostic> {
    let span = accelerator.value(&["endpoints", name, "preserve_client_ip"]);
    let inside = port.load_balancer == Some(BalancerKind::Alb) && port.public == Some(false);
    if inside && endpoint.preserve_client_ip == Some(false) {
        let error = Diagnostic::error(codes::ACCELERATOR_CLIENT_IP, span, format!("the internal ALB of {name} always sees the clients' addresses"))
            .label("cannot be switched off")
            .fix("leave it on", span, "true")
            .fact("client IP address preservation is always on for internal Application Load Balancers (Global Accelerator developer guide, Preserve client IP addresses, read 2026-11-22)");
        return Some(error);
    }
    if endpoint.preserve_client_ip != Some(true) || can_preserve(service, port) {
        return None;
    }
    let error = Diagnostic::error(codes::ACCELERATOR_CLIENT_IP, span, format!("the NLB of {name} has TLS and cannot see the clients' addresses"))
        .label("not through Global Accelerator")
        .fix("do without", span, "false")
        .fact("client IP address preservation is not supported for Network Load Balancers with a TLS listener (Global Accelerator developer guide, Requirements for endpoints with client IP address preservation, read 2026-11-22)");
    Some(error)
}

fn check_dials(accelerator: &Accelerator<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let system = accelerator.system;
    for region in accelerator.model.traffic_dial.keys() {
        let span = accelerator.key(&["traffic_dial", region]);
        let runs = system.regions.iter().find(|known| known.code == region);
        let Some(known) = runs else {
            if !system.blueprint.variant.removed_regions.contains(region) {
                diagnostics.push(crate::system::not_a_region_here(system, region, span));
            }
            continue;
        };
        let instance = system.instance(&system.blueprint.accelerators, accelerator.name, known);
        if instance.is_none_or(|there| {
            there.model.endpoints.keys().all(|name| ecs::find_service(system, name, region).is_none())
        }) {
            let warning = Diagnostic::warning(
                codes::ACCELERATOR_DIAL,
                span,
                format!("no endpoint of {} runs in {region}", accelerator.name),
            )
            .label("dials nothing")
            .help("leave it out, or run the service there");
            diagnostics.push(warning);
        }
    }
}

/// All weights or all dials at zero: nothing gets through.
fn nothing_left(accelerator: &Accelerator<'_>) -> Option<Diagnostic> {
    let endpoints = &accelerator.model.endpoints;
    let fact = "an endpoint of weight 0 gets no traffic, and neither does a group with a traffic dial of 0 (botocore 1.44.5, Global Accelerator)";
    if !endpoints.is_empty() && endpoints.values().all(|endpoint| endpoint.weight == 0) {
        let warning = Diagnostic::warning(
            codes::ACCELERATOR_DIAL,
            accelerator.key(&["endpoints"]),
            format!("no endpoint of {} gets traffic", accelerator.name),
        )
        .label("every weight is 0")
        .help("give one of them a weight")
        .fact(fact);
        return Some(warning);
    }
    let system = accelerator.system;
    let regions: Vec<&str> = system
        .instances(&system.blueprint.accelerators)
        .iter()
        .filter(|other| other.name == accelerator.name && !here(other).is_empty())
        .map(|other| other.region.code)
        .collect();
    let closed = |region: &&str| accelerator.model.traffic_dial.get(*region).is_some_and(|dial| dial.value == 0.0);
    (!regions.is_empty() && regions.iter().all(closed)).then(|| {
        Diagnostic::warning(
            codes::ACCELERATOR_DIAL,
            accelerator.key(&["traffic_dial"]),
            format!("no region of {} takes traffic", accelerator.name),
        )
        .label("every dial is 0%")
        .help("open one of them")
        .fact(fact)
    })
}

fn too_many(accelerator: &Accelerator<'_>) -> Option<Diagnostic> {
    let count = accelerator.model.endpoints.len();
    let (name, _) = accelerator.model.endpoints.get_index(MAX_ENDPOINTS)?;
    let error = Diagnostic::error(codes::ACCELERATOR_ENDPOINT, accelerator.key(&["endpoints", name]), format!("{count} endpoints, where a region takes {MAX_ENDPOINTS}"))
        .label("the first too many")
        .help("make two accelerators of it, or put several services behind one load balancer")
        .fact("EndpointConfigurations has at most 10 items (registry schema of AWS::GlobalAccelerator::EndpointGroup, 2026-10-20)");
    Some(error)
}

fn not_offered(accelerator: &Accelerator<'_>) -> Option<Diagnostic> {
    let region = accelerator.region;
    if !regions::type_missing_in("AWS::GlobalAccelerator::EndpointGroup", region.code) {
        return None;
    }
    let error = Diagnostic::error(
        codes::ACCELERATOR_REGION,
        accelerator.name_span(),
        format!("{} has no Global Accelerator", region.code),
    )
    .label("CloudFormation does not know it there")
    .also(region.key, "the region")
    .help("let Route 53 choose the region, with `routing_strategy`")
    .fact("CloudFormation registry schemas of every region with a listing of its own (cfn-lint 1.58.0, 2026-10-20)");
    Some(error)
}

/// Whether the load balancer of a port can see the addresses of an accelerator's clients: an NLB with a listener for TLS cannot.
pub(super) fn can_preserve(service: &EcsService, port: &Port) -> bool {
    let shared = |other: &&Port| {
        other.load_balancer == port.load_balancer && other.public.unwrap_or(true) == port.public.unwrap_or(true)
    };
    port.load_balancer != Some(BalancerKind::Nlb) || !service.ports.values().filter(shared).any(ecs::speaks_tls)
}
