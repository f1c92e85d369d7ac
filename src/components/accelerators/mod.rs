//! `accelerators`: Global Accelerator before the load balancers of services.
//!
//! The accelerator and its listeners exist once, in the primary's `accelerator` stack. Each region that runs an endpoint has its
//! endpoint groups in a stack of its own, which reads of another region only the ARN of the listener.

mod endpoints;
mod listeners;
mod lower;
mod names;

pub use lower::lower;

use crate::blueprint::{self, AcceleratorEndpoint, AcceleratorListener, AcceleratorProtocol, Port, PortProtocol};
use crate::components::ecs;
use crate::diagnostics::{Diagnostic, has_errors};
use crate::documents::cloudformation::{LogicalId, OutputRef, StackKey, StackKind};
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
            endpoints::check_ways(&accelerator, &mut found);
        }
        if !has_errors(&found) {
            listeners::check_ends(&accelerator, &mut found);
        }
        names::check(&accelerator, &mut found);
        diagnostics.append(&mut found);
    }
}

/// Whether clients of an accelerator come to a port of a service in a region.
pub fn leads_to(system: &System<'_>, service: &str, port: &str, region: &Region<'_>) -> bool {
    let accelerators = system.instances(&system.blueprint.accelerators);
    let here = accelerators.iter().filter(|accelerator| accelerator.region.code == region.code);
    here.filter_map(|accelerator| accelerator.model.endpoints.get(service)).any(|endpoint| endpoint.port == port)
}

/// The id by which metrics know an accelerator: the end of its ARN.
pub fn accelerator_id(system: &System<'_>, accelerator: &str) -> OutputRef {
    let stack = StackKey::new(StackKind::Accelerator, system.primary().code);
    stack.output(LogicalId::new(accelerator).then("AcceleratorId"))
}

/// An accelerator as it is for one region.
type Accelerator<'a> = Instance<'a, blueprint::Accelerator>;

/// An endpoint that runs in the accelerator's region, with its port.
struct Endpoint<'a> {
    service: &'a str,
    model: &'a AcceleratorEndpoint,
    port: &'a Port,
}

/// The endpoints of a region that a listener leads to: those of its protocol whose load balancer is at one of its ports.
fn behind<'a>(accelerator: &Accelerator<'a>, listener: &AcceleratorListener) -> Vec<Endpoint<'a>> {
    here(accelerator).into_iter().filter(|endpoint| reaches(listener, endpoint.port)).collect()
}

/// The endpoints whose services run in the region.
fn here<'a>(accelerator: &Accelerator<'a>) -> Vec<Endpoint<'a>> {
    let (system, region) = (accelerator.system, accelerator.region.code);
    let endpoints = accelerator.model.endpoints.iter();
    let found = endpoints.filter_map(|(service, model)| {
        let port = ecs::find_port(system, service, &model.port, region)?;
        port.load_balancer.map(|_| Endpoint { service, model, port })
    });
    found.collect()
}

fn reaches(listener: &AcceleratorListener, port: &Port) -> bool {
    let same = matches!(
        (listener.protocol, port.protocol),
        (AcceleratorProtocol::Tcp, PortProtocol::Tcp) | (AcceleratorProtocol::Udp, PortProtocol::Udp)
    );
    let number = ecs::listens_at(port);
    same && listener.ports.iter().any(|range| (range.from..=range.to).contains(&number))
}
