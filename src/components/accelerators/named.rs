//! What the names of endpoints mean: a service with its port, or something that is there already.

use super::{Accelerator, Endpoint, What, here, reaches};
use crate::blueprint::{AcceleratorEndpoint, BalancerKind, EcsService};
use crate::components::{ecs, existing};
use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};

const KINDS: &str = "endpoints are load balancers, EC2 instances and Elastic IP addresses (Global Accelerator developer guide, Requirements for endpoints, read 2026-11-22)";

/// Names that mean nothing here, and settings that what they mean does not have.
pub(super) fn check(
    accelerator: &Accelerator<'_>,
    name: &str,
    endpoint: &AcceleratorEndpoint,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let system = accelerator.system;
    let mut services = system.blueprint.ecs.values().flat_map(|cluster| cluster.base.model.services.keys());
    if system.blueprint.existing.contains_key(name) {
        check_existing(accelerator, name, endpoint, diagnostics);
    } else if !services.any(|service| service == name) {
        diagnostics.push(unknown(accelerator, name));
    } else {
        if endpoint.listeners.is_some() {
            let path = ["endpoints", name, "listeners"];
            let error = Diagnostic::error(
                codes::ACCELERATOR_ENDPOINT,
                accelerator.key(&path),
                format!("listeners of the service {name}, which its port decides"),
            )
            .label("for what is there already");
            diagnostics.push(left_out(accelerator, &path, error));
        }
        if let Some(service) = ecs::find_service(system, name, accelerator.region.code) {
            diagnostics.extend(port(accelerator, name, endpoint, service));
        }
    }
}

/// Endpoints that no listener leads to.
pub(super) fn check_ways(accelerator: &Accelerator<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for endpoint in here(accelerator) {
        let mut listeners = accelerator.model.listeners.iter();
        let known = |name: &String| accelerator.model.listeners.contains_key(name);
        let misspelt = endpoint.model.listeners.iter().flatten().any(|name| !known(name));
        if !misspelt && !listeners.any(|(name, listener)| reaches(name, listener, &endpoint)) {
            diagnostics.push(unreached(accelerator, &endpoint));
        }
    }
}

/// An accelerator shortens the way of each request; a cache makes most of the ways unnecessary.
pub(super) fn cacheable(accelerator: &Accelerator<'_>, endpoint: &Endpoint<'_>) -> Option<Diagnostic> {
    let http = match &endpoint.what {
        What::Port(_, port) => port.load_balancer == Some(BalancerKind::Alb),
        What::Existing(kind, _) => *kind == existing::Endpoint::Alb,
    };
    if !http {
        return None;
    }
    let span = accelerator.key(&["endpoints", endpoint.name]);
    let warning = Diagnostic::warning(codes::ACCELERATOR_OR_CDN, span, format!("{} speaks HTTP, which a CDN would answer at the edge", endpoint.name))
        .label("an accelerator caches nothing")
        .help("put cacheable HTTP behind CloudFront; waive this where clients need fixed addresses or nothing can be cached")
        .fact("CloudFront caches content at edge locations; Global Accelerator suits UDP, voice over IP, and HTTP that needs static addresses or fast regional failover (AWS Global Accelerator FAQs)");
    Some(warning)
}

fn unknown(accelerator: &Accelerator<'_>, name: &str) -> Diagnostic {
    let system = accelerator.system;
    let key = accelerator.key(&["endpoints", name]);
    let services = system.blueprint.ecs.values().flat_map(|cluster| cluster.base.model.services.keys());
    let known: Vec<&str> = services.chain(system.blueprint.existing.keys()).map(String::as_str).collect();
    let message = format!("`{name}` is no service of `ecs` and nothing of `existing`");
    let error = Diagnostic::error(codes::ACCELERATOR_ENDPOINT, key, message);
    match (system.components.get(name), did_you_mean(name, known.iter().copied())) {
        (Some(component), _) => error
            .label(format!("in `{}`", component.section))
            .also(component.key, "the component")
            .help("name a service whose port has a load balancer: its address stays, those of fleets and functions do not"),
        (None, Some(near)) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), key, near),
        (None, None) => error.label("not in the blueprint").help(format!(
            "name a service of a cluster under `ecs`, or describe what is there already: `existing: {{{name}: {{load_balancer: …}}}}`"
        )),
    }
}

fn port(
    accelerator: &Accelerator<'_>,
    name: &str,
    endpoint: &AcceleratorEndpoint,
    service: &EcsService,
) -> Option<Diagnostic> {
    let key = accelerator.key(&["endpoints", name]);
    let place = accelerator.system.components.get(name).map_or(key, |component| component.key);
    let names = || service.ports.keys().map(String::as_str);
    let Some(written) = &endpoint.port else {
        let error = Diagnostic::error(codes::ACCELERATOR_ENDPOINT, key, format!("which port of {name}?"))
            .label("no `port`")
            .also(place, "the service")
            .help(format!("add `port:` with the name of one: {}", names().collect::<Vec<_>>().join(", ")));
        return Some(error);
    };
    let span = accelerator.value(&["endpoints", name, "port"]);
    let Some(port) = service.ports.get(written) else {
        let error = Diagnostic::error(codes::ACCELERATOR_ENDPOINT, span, format!("{name} has no port `{written}`"))
            .also(place, "the service");
        return Some(match did_you_mean(written, names()) {
            Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
            None => error
                .label("the name of a port")
                .help(format!("its ports are {}", names().collect::<Vec<_>>().join(", "))),
        });
    };
    port.load_balancer.is_none().then(|| {
        Diagnostic::error(codes::ACCELERATOR_ENDPOINT, span, format!("{written} of {name} is behind no load balancer"))
            .label("nothing that could be an endpoint")
            .also(place, "the service")
            .help("add `load_balancer: nlb`, or `alb` for HTTP, to the port")
            .fact(KINDS)
    })
}

/// What is there already is the right thing, has no port that could be named, and is behind listeners that are there, too.
fn check_existing(
    accelerator: &Accelerator<'_>,
    name: &str,
    endpoint: &AcceleratorEndpoint,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let system = accelerator.system;
    let key = accelerator.key(&["endpoints", name]);
    let place = system.components.get(name).map_or(key, |component| component.key);
    let runs = system.instance(&system.blueprint.existing, name, accelerator.region);
    match existing::endpoint(system, name, accelerator.region) {
        Some((existing::Endpoint::OtherBalancer, _)) => {
            let error = Diagnostic::error(codes::ACCELERATOR_ENDPOINT, key, format!("{name} is neither an ALB nor an NLB"))
                .label("no endpoint")
                .also(place, "the load balancer")
                .help("name a load balancer whose ARN has loadbalancer/app/ or loadbalancer/net/")
                .fact("EndpointId is the ARN of a Network or an Application Load Balancer, an allocation id or an instance id (Global Accelerator API reference, EndpointConfiguration, read 2026-11-22)");
            diagnostics.push(error);
        }
        None if runs.is_some_and(|thing| !existing::is_endpoint(thing.model)) => {
            let error = Diagnostic::error(
                codes::ACCELERATOR_ENDPOINT,
                key,
                format!("`{name}` is nothing that an accelerator leads to"),
            )
            .label("no endpoint")
            .also(place, "the existing thing")
            .help("name a `load_balancer`, an `instance` or an `elastic_ip` of `existing`")
            .fact(KINDS);
            diagnostics.push(error);
        }
        _ => {}
    }
    if endpoint.port.is_some() {
        let path = ["endpoints", name, "port"];
        let message = format!("a port of {name}, which is there already");
        let error = Diagnostic::error(codes::ACCELERATOR_ENDPOINT, accelerator.key(&path), message)
            .label("for services")
            .also(place, "the existing thing");
        diagnostics.push(left_out(accelerator, &path, error));
    }
    for (index, listener) in endpoint.listeners.iter().flatten().enumerate() {
        let listeners = &accelerator.model.listeners;
        if listeners.contains_key(listener) {
            continue;
        }
        let span = accelerator.value(&["endpoints", name, "listeners", &format!("[{index}]")]);
        let message = format!("{} has no listener `{listener}`", accelerator.name);
        let error = Diagnostic::error(codes::ACCELERATOR_ENDPOINT, span, message);
        diagnostics.push(match did_you_mean(listener, listeners.keys().map(String::as_str)) {
            Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
            None => error
                .label("no name of a listener")
                .also(accelerator.key(&["listeners"]), "these are its listeners")
                .help("name listeners of this accelerator, or leave `listeners` out: all lead to it"),
        });
    }
}

fn unreached(accelerator: &Accelerator<'_>, endpoint: &Endpoint<'_>) -> Diagnostic {
    let name = endpoint.name;
    let error = |span: Span, message: String| Diagnostic::error(codes::ACCELERATOR_LEADS_NOWHERE, span, message);
    match &endpoint.what {
        What::Port(_, port) => {
            let number = ecs::listens_at(port);
            let protocol = port.protocol.name();
            let span = accelerator.value(&["endpoints", name, "port"]);
            error(span, format!("no listener leads to {name}: its load balancer is at {} port {number}", protocol.to_uppercase()))
                .label(format!("{protocol} {number}"))
                .also(accelerator.key(&["listeners"]), "none of these has both")
                .help("give a listener the protocol and the port, or the load balancer another port with `listen`")
                .fact("a listener sends its traffic to the same port of an endpoint (Global Accelerator developer guide, Override listener ports, read 2026-11-22)")
        }
        What::Existing(existing::Endpoint::Alb, _) => {
            error(accelerator.key(&["endpoints", name]), format!("no listener leads to {name}: an ALB is reached by TCP"))
                .label("an Application Load Balancer")
                .also(accelerator.key(&["listeners"]), "none of these, or of those that it names, is of TCP")
                .help("add a listener of TCP, or name an NLB")
                .fact("listeners of Application Load Balancers speak HTTP and HTTPS, those of Network Load Balancers TCP, TLS, UDP and QUIC (Elastic Load Balancing API reference, CreateListener)")
        }
        What::Existing(..) => error(accelerator.key(&["endpoints", name, "listeners"]), format!("no listener leads to {name}"))
            .label("an empty list")
            .help("name a listener, or leave `listeners` out: all lead to it"),
    }
}

/// With the fix to leave a setting out, where the text can do without it.
fn left_out(accelerator: &Accelerator<'_>, path: &[&str], error: Diagnostic) -> Diagnostic {
    match accelerator.removal(path) {
        Some(span) => error.fix("leave it out", span, ""),
        None => error.help("leave it out"),
    }
}
