//! `existing`: things that no stack of the blueprint makes. They become no resources; what uses them gets their ids and ARNs.

mod checks;
mod endpoint;
mod keys;
mod target;
#[cfg(test)]
mod tests;

pub use checks::check;
pub use endpoint::{Endpoint, endpoint, is_endpoint};
pub use keys::{check_key, check_written, key, use_key};
pub use target::TARGET;

use std::borrow::Cow;

use indexmap::{IndexMap, IndexSet};

use crate::blueprint::{Existing, ExistingServer, ExistingVpc, Given, Place};
use crate::documents::cloudformation::{StackKey, StackKind, Value, text};
use crate::documents::{Documents, Topic};
use crate::system::{Region, System};

/// Tells the network of each region where it is, when it is an existing VPC, and the reviewer what only a deployment reads.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    note(system, documents);
    for region in &system.regions {
        let Some(vpc) = vpc(system, region) else { continue };
        let network = StackKey::new(StackKind::Network, region.code);
        documents.give(network.output("VpcId"), value(&vpc.id));
        let sides = [("Private", &vpc.private_subnets), ("Public", &vpc.public_subnets)];
        for (side, subnets) in sides {
            for (letter, (zone, subnet)) in ('A'..='F').zip(subnets) {
                documents.give(network.output(format!("{side}Subnet{letter}")), value(subnet));
                documents.give(network.output(format!("Zone{letter}")), text(zone));
            }
        }
    }
}

/// Names the parameters, for nothing checks what they hold before a stack is deployed.
fn note(system: &System<'_>, documents: &mut Documents) {
    let mut names: IndexMap<&str, IndexSet<String>> = IndexMap::new();
    for thing in system.instances(&system.blueprint.existing) {
        for place in places(thing.model, thing.region.code) {
            if let Place::Parameter(name) = place {
                names.entry(thing.name).or_default().insert(format!("`{name}`"));
            }
        }
    }
    if names.is_empty() {
        return;
    }
    let list = |names: &IndexSet<String>| names.iter().cloned().collect::<Vec<_>>().join(", ");
    let names: Vec<String> = names.iter().map(|(thing, names)| format!("{thing} from {}", list(names))).collect();
    documents.note(
        Topic::Before,
        format!(
            "Parameters of Systems Manager, in each region that reads them, say what these are: {}. What they hold is not checked here, and a \
             change of one arrives with the next change of the stack that reads it.",
            names.join("; ")
        ),
    );
}

/// Every place of a thing in a region.
fn places<'e>(existing: &'e Existing, region: &str) -> Vec<&'e Place> {
    match existing {
        Existing::Vpc(regions) => {
            let of = |vpc: &'e ExistingVpc| {
                std::iter::once(&vpc.id).chain(vpc.private_subnets.values()).chain(vpc.public_subnets.values())
            };
            regions.get(region).into_iter().flat_map(of).collect()
        }
        Existing::Server(regions) => {
            let of = |server: &'e ExistingServer| std::iter::once(&server.host).chain(&server.security_group);
            regions.get(region).into_iter().flat_map(of).collect()
        }
        Existing::HostedZone(place) => vec![place],
        other => given(other).and_then(|(_, given)| given.in_region(region)).into_iter().collect(),
    }
}

/// The VPC that the network of a region is, if `network.vpc` names one.
pub fn vpc<'a>(system: &'a System<'_>, region: &Region<'_>) -> Option<&'a ExistingVpc> {
    match named(system, system.network().vpc.as_deref()?)? {
        Existing::Vpc(regions) => regions.get(region.code),
        _ => None,
    }
}

/// The id of a hosted zone, written out or as the name of an existing one.
pub fn hosted_zone<'a>(system: &'a System<'_>, written: &'a str) -> Cow<'a, str> {
    match named(system, written) {
        Some(Existing::HostedZone(place)) => place.written(),
        _ => Cow::Borrowed(written),
    }
}

/// The ARN of a certificate in a region, by the name of an existing one.
pub fn certificate(system: &System<'_>, name: &str, region: &str) -> Option<Value<String>> {
    match named(system, name)? {
        Existing::Certificate(given) => given.in_region(region).map(value),
        _ => None,
    }
}

/// The ARN of what events come from or go to: written out, or as the name of an existing queue, topic, stream or function.
pub fn arn(system: &System<'_>, written: &str, region: &str) -> Option<Value<String>> {
    if written.starts_with("arn:") {
        return Some(text(written));
    }
    match named(system, written)? {
        Existing::KmsKey(given)
        | Existing::Table(given)
        | Existing::Queue(given)
        | Existing::Topic(given)
        | Existing::Stream(given)
        | Existing::Function(given)
        | Existing::Certificate(given)
        | Existing::Secret(given) => given.in_region(region).map(value),
        Existing::Vpc(_)
        | Existing::HostedZone(_)
        | Existing::Bucket(_)
        | Existing::Server(_)
        | Existing::Instance(_)
        | Existing::ElasticIp(_)
        | Existing::LoadBalancer(_) => None,
    }
}

fn named<'a>(system: &'a System<'_>, name: &str) -> Option<&'a Existing> {
    system.blueprint.existing.get(name).map(|existing| &existing.base.model)
}

/// As a property takes it.
pub fn value(place: &Place) -> Value<String> {
    text(place.written())
}

/// What ids or ARNs a thing has, with the word of its kind; none for those that are described by region.
fn given(existing: &Existing) -> Option<(&'static str, &Given)> {
    match existing {
        Existing::Certificate(given) => Some(("certificate", given)),
        Existing::KmsKey(given) => Some(("kms_key", given)),
        Existing::Table(given) => Some(("table", given)),
        Existing::Bucket(given) => Some(("bucket", given)),
        Existing::Queue(given) => Some(("queue", given)),
        Existing::Topic(given) => Some(("topic", given)),
        Existing::Stream(given) => Some(("stream", given)),
        Existing::Secret(given) => Some(("secret", given)),
        Existing::Function(given) => Some(("function", given)),
        Existing::Instance(given) => Some(("instance", given)),
        Existing::ElasticIp(given) => Some(("elastic_ip", given)),
        Existing::LoadBalancer(given) => Some(("load_balancer", given)),
        Existing::Vpc(_) | Existing::HostedZone(_) | Existing::Server(_) => None,
    }
}
