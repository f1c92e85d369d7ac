//! What it takes to call a service: Service Connect within a cluster that has it, else the service's load balancer.

use super::{Cluster, balancer_id, listens_at, speaks_tls};
use crate::blueprint::{Access, BalancerKind, EcsService, Port, PortProtocol};
use crate::components::uses::{Binding, Door, Target, Use};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::{StackKey, StackKind, Value, sub_with, text};

/// Services are called; what they let happen is their own business.
pub const TARGET: Target = Target { noun: "a service", accesses: &[Access::Invoke], from_anywhere: false, check, bind };

/// The cluster of the target in the user's region, and the target.
fn find<'a>(usage: &Use<'a>) -> Option<(Cluster<'a>, &'a EcsService)> {
    let clusters = usage.system.instances(&usage.system.blueprint.ecs).into_iter();
    let mut here = clusters.filter(|cluster| cluster.region.code == usage.region.code);
    here.find_map(|cluster| cluster.model.services.get(usage.target).map(|service| (cluster, service)))
}

/// How the user calls the target.
#[derive(Clone, Copy)]
enum Way<'a> {
    /// By its name in their cluster.
    Mesh(&'a str, &'a Port),
    /// At the load balancer of a port.
    Balancer(&'a Port, BalancerKind),
}

fn way<'a>(usage: &Use<'_>, cluster: &Cluster<'a>, service: &'a EcsService) -> Option<Way<'a>> {
    let mut tcp = service.ports.iter().filter(|(_, port)| port.protocol == PortProtocol::Tcp);
    if cluster.model.service_connect && cluster.model.services.contains_key(usage.user) {
        return tcp.next().map(|(name, port)| Way::Mesh(name, port));
    }
    let balanced: Vec<_> = tcp.filter_map(|(_, port)| Some((port, port.load_balancer?))).collect();
    let internal = balanced.iter().find(|(port, _)| port.public == Some(false));
    internal.or(balanced.first()).map(|(port, kind)| Way::Balancer(port, *kind))
}

fn check(usage: &Use<'_>) -> Option<Diagnostic> {
    let error = |message: String| Diagnostic::error(codes::SENSELESS_USE, usage.key, message);
    let Some((cluster, service)) = find(usage) else {
        let services = usage.system.blueprint.ecs.get(usage.target)?.base.model.services.keys();
        let services: Vec<&str> = services.map(String::as_str).collect();
        let found = error(format!("`{}` is a cluster, which answers nothing itself", usage.target))
            .label("its services do")
            .help(format!("name a service: {}", services.join(", ")));
        return Some(found);
    };
    if way(usage, &cluster, service).is_some() {
        return None;
    }
    let found = error(format!("`{}` has no address at which `{}` could call it", usage.target, usage.user));
    Some(if cluster.model.services.contains_key(usage.user) && !service.ports.is_empty() {
        found
            .label("no Service Connect, and no TCP port behind a load balancer")
            .help(format!("add `service_connect: true` to {}, or a load balancer to a port", cluster.name))
    } else {
        found
            .label("no TCP port behind a load balancer")
            .help("give it a port with `load_balancer: alb` and `public: false`")
    })
}

/// Which variables there are depends on the target alone: an HTTP port has a URL, any other a host and a port.
fn bind(usage: &Use<'_>) -> Binding {
    let Some((cluster, service)) = find(usage) else { return Binding::default() };
    let Some(way) = way(usage, &cluster, service) else { return Binding::default() };
    let (port, host, scheme, number) = match way {
        Way::Mesh(name, port) => (port, text(format!("{}-{name}", usage.target)), "http", port.port),
        Way::Balancer(port, kind) => {
            let scheme = if speaks_tls(port) { "https" } else { "http" };
            (port, host(usage, port, kind), scheme, listens_at(port))
        }
    };
    let environment = match port.load_balancer {
        Some(BalancerKind::Alb) => vec![(usage.variable("URL"), url(scheme, host, number))],
        _ => vec![(usage.variable("ENDPOINT"), host), (usage.variable("PORT"), text(number.to_string()))],
    };
    let door = match way {
        Way::Balancer(port, kind) if port.public == Some(false) => {
            Some(Door { group: output(usage, port, kind, "SecurityGroup"), port: number })
        }
        _ => None,
    };
    Binding { doors: door.into_iter().collect(), environment: environment.into_iter().collect(), ..Binding::default() }
}

fn output(usage: &Use<'_>, port: &Port, kind: BalancerKind, what: &str) -> Value<String> {
    let balancer = balancer_id(usage.target, kind, port.public.unwrap_or(true));
    Value::Output(StackKey::new(StackKind::Compute, usage.region.code).output(balancer.then(what)))
}

/// The name that people gave the load balancer, which its certificate has; else the one that AWS gave it.
fn host(usage: &Use<'_>, port: &Port, kind: BalancerKind) -> Value<String> {
    let zone = usage.system.network().private_zone.as_deref();
    let private = port.private_name.as_deref().zip(zone).map(|(name, zone)| format!("{name}.{zone}"));
    match private.or_else(|| port.domain.clone()) {
        Some(name) => text(name),
        None => output(usage, port, kind, "Address"),
    }
}

fn url(scheme: &str, host: Value<String>, number: u16) -> Value<String> {
    let behind = match (scheme, number) {
        ("http", 80) | ("https", 443) => String::new(),
        _ => format!(":{number}"),
    };
    match host {
        Value::Literal(name) => text(format!("{scheme}://{name}{behind}")),
        name => sub_with(format!("{scheme}://${{Host}}{behind}"), [("Host", name)]),
    }
}
