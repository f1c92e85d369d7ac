//! Whether endpoints see the addresses of the clients.

use super::{Accelerator, Endpoint, What};
use crate::blueprint::{BalancerKind, EcsService, Port};
use crate::components::{ecs, existing};
use crate::diagnostics::{self as codes, Diagnostic};

const FACT: &str = "client IP address preservation is for Application Load Balancers, EC2 instances, and Network Load Balancers with security groups and without TLS; not for Elastic IP addresses (Global Accelerator developer guide, Requirements for endpoints with client IP address preservation, read 2026-11-22)";

/// Addresses of clients always pass through internal ALBs and to instances, never to Elastic IP addresses or through NLBs with TLS.
pub(super) fn check(accelerator: &Accelerator<'_>, endpoint: &Endpoint<'_>) -> Option<Diagnostic> {
    let asked = endpoint.model.preserve_client_ip?;
    let name = endpoint.name;
    let (message, label) = match (&endpoint.what, asked) {
        (What::Port(_, port), false) if is_inside(port) => {
            (format!("the internal ALB of {name} always sees the clients' addresses"), "cannot be switched off")
        }
        (What::Existing(existing::Endpoint::Instance, _), false) => {
            (format!("the instance {name} always sees the clients' addresses"), "cannot be switched off")
        }
        (What::Port(service, port), true) if !can_preserve(service, port) => (
            format!("the NLB of {name} has TLS and cannot see the clients' addresses"),
            "not through Global Accelerator",
        ),
        (What::Existing(existing::Endpoint::Address, _), true) => (
            format!("the Elastic IP address {name} cannot see the clients' addresses"),
            "not through Global Accelerator",
        ),
        _ => return None,
    };
    let span = accelerator.value(&["endpoints", name, "preserve_client_ip"]);
    let error = Diagnostic::error(codes::ACCELERATOR_CLIENT_IP, span, message).label(label);
    Some(if asked {
        error.fix("do without", span, "false").fact(FACT)
    } else {
        error.fix("leave it on", span, "true")
            .fact("client IP address preservation is always on for internal Application Load Balancers and EC2 instances (Global Accelerator developer guide, Preserve client IP addresses, read 2026-11-22)")
    })
}

/// What the template says; nothing where AWS knows better, of load balancers that are there already.
pub(super) fn preserves(endpoint: &Endpoint<'_>) -> Option<bool> {
    let asked = endpoint.model.preserve_client_ip;
    match &endpoint.what {
        What::Port(service, port) => Some(asked.unwrap_or(true) && can_preserve(service, port)),
        What::Existing(existing::Endpoint::Instance, _) => Some(true),
        What::Existing(existing::Endpoint::Address, _) => Some(false),
        What::Existing(..) => asked,
    }
}

fn is_inside(port: &Port) -> bool {
    port.load_balancer == Some(BalancerKind::Alb) && port.public == Some(false)
}

/// Whether the load balancer of a port can see the addresses of an accelerator's clients: an NLB with a listener for TLS cannot.
fn can_preserve(service: &EcsService, port: &Port) -> bool {
    let shared = |other: &&Port| {
        other.load_balancer == port.load_balancer && other.public.unwrap_or(true) == port.public.unwrap_or(true)
    };
    port.load_balancer != Some(BalancerKind::Nlb) || !service.ports.values().filter(shared).any(ecs::speaks_tls)
}
