//! `accelerators`: Global Accelerator before the load balancers of services, and before what is there already.
//!
//! The accelerator and its listeners exist once, in the primary's `accelerator` stack. Each region that runs an endpoint has its
//! endpoint groups in a stack of its own, which reads of another region only the ARN of the listener.

mod client_ip;
mod endpoints;
mod health;
mod listeners;
mod lower;
mod named;
mod names;

pub use lower::lower;

use crate::blueprint::{
    self, AcceleratorEndpoint, AcceleratorListener, AcceleratorProtocol, EcsService, Port, PortProtocol,
};
use crate::components::{ecs, existing};
use crate::diagnostics::{Diagnostic, has_errors};
use crate::documents::cloudformation::{LogicalId, OutputRef, StackKey, StackKind, Value};
use crate::system::{Instance, Region, System};

/// Finds what Global Accelerator would refuse, and what would lead no traffic anywhere.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for accelerator in system.instances(&system.blueprint.accelerators) {
        let mut found = Vec::new();
        listeners::check(&accelerator, &mut found);
        let ports_are_sound = found.is_empty();
        endpoints::check(&accelerator, &mut found);
        // What leads nowhere because something else is wrong needs no word of its own.
        if ports_are_sound {
            named::check_ways(&accelerator, &mut found);
        }
        if !has_errors(&found) {
            listeners::check_ends(&accelerator, &mut found);
        }
        health::check(&accelerator, &mut found);
        names::check(&accelerator, &mut found);
        diagnostics.append(&mut found);
    }
}

/// Whether clients of an accelerator come to a port of a service in a region.
pub fn leads_to(system: &System<'_>, service: &str, port: &str, region: &Region<'_>) -> bool {
    let accelerators = system.instances(&system.blueprint.accelerators);
    let here = accelerators.iter().filter(|accelerator| accelerator.region.code == region.code);
    here.filter_map(|accelerator| accelerator.model.endpoints.get(service))
        .any(|endpoint| endpoint.port.as_deref() == Some(port))
}

/// The id by which metrics know an accelerator: the end of its ARN.
pub fn accelerator_id(system: &System<'_>, accelerator: &str) -> OutputRef {
    let stack = StackKey::new(StackKind::Accelerator, system.primary().code);
    stack.output(LogicalId::new(accelerator).then("AcceleratorId"))
}

/// An accelerator as it is for one region.
type Accelerator<'a> = Instance<'a, blueprint::Accelerator>;

/// An endpoint that is there in the accelerator's region.
struct Endpoint<'a> {
    name: &'a str,
    model: &'a AcceleratorEndpoint,
    what: What<'a>,
}

/// What stands behind an accelerator.
enum What<'a> {
    /// A service's port, which has a load balancer.
    Port(&'a EcsService, &'a Port),
    /// Something of `existing`, and the id by which the accelerator knows it.
    Existing(existing::Endpoint, Value<String>),
}

impl What<'_> {
    /// Whether Global Accelerator itself asks how it is; load balancers know.
    fn is_asked(&self) -> bool {
        matches!(self, What::Existing(existing::Endpoint::Instance | existing::Endpoint::Address, _))
    }
}

/// The endpoints of a region that a listener leads to: services whose load balancer is at one of its ports, and what is there already.
fn behind<'a>(accelerator: &Accelerator<'a>, name: &str, listener: &AcceleratorListener) -> Vec<Endpoint<'a>> {
    here(accelerator).into_iter().filter(|endpoint| reaches(name, listener, endpoint)).collect()
}

/// The endpoints that are there in the region.
fn here<'a>(accelerator: &Accelerator<'a>) -> Vec<Endpoint<'a>> {
    let endpoints = accelerator.model.endpoints.iter();
    endpoints
        .filter_map(|(name, model)| Some(Endpoint { name, model, what: what(accelerator, name, model)? }))
        .collect()
}

/// What a name means in the region, if there is something.
fn what<'a>(accelerator: &Accelerator<'a>, name: &str, model: &AcceleratorEndpoint) -> Option<What<'a>> {
    let (system, region) = (accelerator.system, accelerator.region);
    if system.blueprint.existing.contains_key(name) {
        let (kind, id) = existing::endpoint(system, name, region)?;
        return Some(What::Existing(kind, id));
    }
    let service = ecs::find_service(system, name, region.code)?;
    let port = service.ports.get(model.port.as_deref()?)?;
    port.load_balancer.map(|_| What::Port(service, port))
}

fn reaches(name: &str, listener: &AcceleratorListener, endpoint: &Endpoint<'_>) -> bool {
    match &endpoint.what {
        What::Port(_, port) => {
            let same = matches!(
                (listener.protocol, port.protocol),
                (AcceleratorProtocol::Tcp, PortProtocol::Tcp) | (AcceleratorProtocol::Udp, PortProtocol::Udp)
            );
            let number = ecs::listens_at(port);
            same && listener.ports.iter().any(|range| (range.from..=range.to).contains(&number))
        }
        What::Existing(kind, _) => {
            let named = endpoint.model.listeners.as_ref().is_none_or(|names| names.iter().any(|known| known == name));
            named && (*kind != existing::Endpoint::Alb || listener.protocol == AcceleratorProtocol::Tcp)
        }
    }
}
