//! `existing`: things that no stack of the blueprint makes. They become no resources; what uses them gets their ids and ARNs.

mod checks;
mod endpoint;
mod target;
#[cfg(test)]
mod tests;

pub use checks::check;
pub use endpoint::{Endpoint, endpoint, is_endpoint};
pub use target::TARGET;

use crate::blueprint::{Existing, ExistingVpc, Given, Place};
use crate::documents::Documents;
use crate::documents::cloudformation::{StackKey, StackKind, Value, text};
use crate::system::{Region, System};

/// Tells the network of each region where it is, when it is an existing VPC.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    for region in &system.regions {
        let Some(vpc) = vpc(system, region) else { continue };
        let network = StackKey::new(StackKind::Network, region.code);
        documents.give(network.output("VpcId"), text(&vpc.id));
        let sides = [("Private", &vpc.private_subnets), ("Public", &vpc.public_subnets)];
        for (side, subnets) in sides {
            for (letter, (zone, subnet)) in ('A'..='F').zip(subnets) {
                documents.give(network.output(format!("{side}Subnet{letter}")), text(subnet));
                documents.give(network.output(format!("Zone{letter}")), text(zone));
            }
        }
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
pub fn hosted_zone<'a>(system: &'a System<'_>, written: &'a str) -> &'a str {
    match named(system, written) {
        Some(Existing::HostedZone(id)) => id,
        _ => written,
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
    text(written(place))
}

/// The id, or the dynamic reference that CloudFormation puts it in the place of, also within a longer text.
fn written(place: &Place) -> String {
    match place {
        Place::Here(id) => id.clone(),
        Place::Parameter(name) => format!("{{{{resolve:ssm:{name}}}}}"),
    }
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
