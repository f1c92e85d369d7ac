//! What an accelerator becomes: itself and its listeners once, an endpoint group for each listener in each region.

use super::{Accelerator, Endpoint, What, behind, client_ip, health, here, names};
use crate::blueprint::{AcceleratorListener, ClientAffinity};
use crate::components::ecs;
use crate::documents::cloudformation::resources::globalaccelerator as ga;
use crate::documents::cloudformation::resources::route53::{AliasTarget, RecordSet};
use crate::documents::cloudformation::{Stack, StackKey, StackKind, Tag, Value, get_att, reference, some, tag, text};
use crate::documents::{Documents, Topic};
use crate::facts::globalaccelerator::NAME_CHARS;
use crate::facts::hosted_zones;
use crate::system::{System, physical_name};

/// Adds every accelerator, and its endpoints in each region that has some.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    let mut done: Vec<&str> = Vec::new();
    for accelerator in system.instances(&system.blueprint.accelerators) {
        if !done.contains(&accelerator.name) {
            done.push(accelerator.name);
            once(documents.stack(StackKind::Accelerator, system.primary().code), &accelerator);
        }
        note(&accelerator, documents);
        let mut first = true;
        for (name, listener) in &accelerator.model.listeners {
            let endpoints = behind(&accelerator, name, listener);
            if endpoints.is_empty() {
                continue;
            }
            let stack = documents.stack(StackKind::AcceleratorEndpoints, accelerator.region.code);
            let group = group(&accelerator, name, &endpoints);
            let entry = stack.add(accelerator.id().then(name).then("Endpoints"), group);
            if first {
                entry.comment(format!("{}.endpoints", accelerator.path()));
                first = false;
            }
        }
    }
}

/// Whoever has the instances and addresses must let the clients in, and those who ask how they are.
fn note(accelerator: &Accelerator<'_>, documents: &mut Documents) {
    let asked: Vec<&str> =
        here(accelerator).iter().filter(|endpoint| endpoint.what.is_asked()).map(|endpoint| endpoint.name).collect();
    if asked.is_empty() {
        return;
    }
    let (name, region) = (accelerator.name, accelerator.region.code);
    let text = format!(
        "In {region} let the clients of {name} reach {}, and Route 53's health checkers, whose addresses the prefix list com.amazonaws.{region}.route53-healthchecks has: otherwise they are unhealthy.",
        asked.join(", ")
    );
    documents.note(Topic::Before, text);
}

/// The accelerator, its listeners and its name: the same whichever region asks.
fn once(stack: &mut Stack, accelerator: &Accelerator<'_>) {
    let (id, name) = (accelerator.id().then("Accelerator"), accelerator.name);
    let shown = physical_name(&[&accelerator.system.prefix(), accelerator.system.first_name(name)], NAME_CHARS);
    stack
        .add(&id, ga::Accelerator { tags: tags(accelerator), ..ga::Accelerator::new(shown) })
        .comment(accelerator.path());
    stack.output(accelerator.id().then("Address"), format!("DNS name of {name}"), get_att(&id, "DnsName"));
    let addresses = serde_json::json!({ "Fn::Join": [", ", { "Fn::GetAtt": [id.as_str(), "Ipv4Addresses"] }] });
    stack.output(
        accelerator.id().then("Addresses"),
        format!("The fixed addresses of {name}"),
        Value::<String>::Expr(addresses),
    );
    let last_of_arn = serde_json::json!({ "Fn::Select": [1, { "Fn::Split": ["/", { "Ref": id.as_str() }] }] });
    stack.offer(
        accelerator.id().then("AcceleratorId"),
        format!("Id of {name} in metrics: the end of its ARN"),
        Value::<String>::Expr(last_of_arn),
    );
    for (listener, model) in &accelerator.model.listeners {
        let listener_id = accelerator.id().then(listener).then("Listener");
        stack.add(&listener_id, self::listener(&id, model));
        stack.offer(&listener_id, format!("ARN of the listener {listener} of {name}"), reference(&listener_id));
    }
    record(stack, accelerator);
}

fn tags(accelerator: &Accelerator<'_>) -> Vec<Tag> {
    accelerator.tags().into_iter().map(|(key, value)| tag(key, value)).collect()
}

fn listener(accelerator: impl AsRef<str>, model: &AcceleratorListener) -> ga::Listener {
    let ranges = model.ports.iter().map(|range| ga::PortRange::new(range.from, range.to)).collect();
    ga::Listener {
        client_affinity: (model.client_affinity == ClientAffinity::SourceIp).then(|| text("SOURCE_IP")),
        ..ga::Listener::new(reference(accelerator), model.protocol.name(), ranges)
    }
}

fn record(stack: &mut Stack, accelerator: &Accelerator<'_>) {
    let (Some(domain), Some(zone)) = (&accelerator.model.domain, names::hosted_zone(accelerator)) else { return };
    let Some(accelerators) = hosted_zones::global_accelerator() else { return };
    let record = RecordSet {
        hosted_zone_id: some(zone),
        alias_target: Some(AliasTarget::new(get_att(accelerator.id().then("Accelerator"), "DnsName"), accelerators)),
        ..RecordSet::new(domain, "A")
    };
    stack.add(accelerator.id().then("Record"), record);
}

/// With a health check where there is something that has none of its own: that of a load balancer's target groups decides.
fn group(accelerator: &Accelerator<'_>, listener: &str, endpoints: &[Endpoint<'_>]) -> ga::EndpointGroup {
    let (system, region) = (accelerator.system, accelerator.region.code);
    let arn = StackKey::new(StackKind::Accelerator, system.primary().code)
        .output(accelerator.id().then(listener).then("Listener").as_str());
    let configurations = endpoints.iter().filter_map(|endpoint| {
        Some(ga::EndpointConfiguration {
            weight: some(endpoint.model.weight),
            client_ip_preservation_enabled: client_ip::preserves(endpoint).map(Into::into),
            ..ga::EndpointConfiguration::new(id(accelerator, endpoint)?)
        })
    });
    let group = ga::EndpointGroup {
        traffic_dial_percentage: accelerator.model.traffic_dial.get(region).map(|dial| dial.value.into()),
        endpoint_configurations: configurations.collect(),
        ..ga::EndpointGroup::new(arn, region)
    };
    match &accelerator.model.health_check {
        Some(check) if endpoints.iter().any(|endpoint| endpoint.what.is_asked()) => health::with(group, check),
        _ => group,
    }
}

/// By which the accelerator knows an endpoint.
fn id(accelerator: &Accelerator<'_>, endpoint: &Endpoint<'_>) -> Option<Value<String>> {
    match &endpoint.what {
        What::Port(..) => {
            let port = endpoint.model.port.as_deref()?;
            let arn = ecs::load_balancer_arn(accelerator.system, endpoint.name, port, accelerator.region.code)?;
            Some(Value::Output(arn))
        }
        What::Existing(_, id) => Some(id.clone()),
    }
}
