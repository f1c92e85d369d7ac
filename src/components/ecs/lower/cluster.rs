//! The cluster itself, and what it runs on.

use std::collections::BTreeSet;

use super::{instances, mesh_id, plain_tags, tags};
use crate::blueprint::{ContainerInsights, Fargate, PortProtocol};
use crate::components::ecs::{Cluster, rollout};
use crate::components::network;
use crate::documents::cloudformation::resources::{ec2, ecs, servicediscovery};
use crate::documents::cloudformation::{Stack, Value, get_att, reference, some, text};
use crate::facts::ecs::RESERVED_PROVIDER_PREFIXES;

pub(super) fn add(stack: &mut Stack, cluster: &Cluster<'_>) {
    let id = cluster.id().then("Cluster");
    let fargate = cluster.model.fargate.is_some();
    let providers = if fargate { vec![text("FARGATE"), text("FARGATE_SPOT")] } else { Vec::new() };
    let insights = match cluster.model.container_insights {
        ContainerInsights::None => "disabled",
        ContainerInsights::Enabled => "enabled",
        ContainerInsights::Enhanced => "enhanced",
    };
    let resource = ecs::Cluster {
        cluster_settings: vec![ecs::ClusterSettings { name: some("containerInsights"), value: some(insights) }],
        capacity_providers: providers,
        tags: plain_tags(cluster),
        ..ecs::Cluster::default()
    };
    stack.add(&id, resource).comment(cluster.path());
    stack.output(&id, format!("Name of the cluster {}", cluster.name), reference(&id));
    if cluster.model.service_connect {
        mesh(stack, cluster);
    }
    if let Some(capacity) = &cluster.model.capacity {
        instances::add(stack, cluster, capacity);
        provider(stack, cluster);
    }
    rollout::add_role(stack, cluster);
}

/// Names and network paths by which the services of a cluster find and reach each other.
fn mesh(stack: &mut Stack, cluster: &Cluster<'_>) {
    let name = cluster.name;
    let namespace = servicediscovery::HttpNamespace {
        description: some(format!("Services of {name}")),
        tags: plain_tags(cluster),
        ..servicediscovery::HttpNamespace::new(format!("{}-{name}", cluster.system.prefix()))
    };
    stack.add(cluster.id().then("Namespace"), namespace);
    let group = ec2::SecurityGroup {
        vpc_id: some(network::vpc_id(cluster.region.code)),
        tags: tags(cluster, &format!("{name}-mesh")),
        ..ec2::SecurityGroup::new(format!("Services of {name} among each other"))
    };
    stack.add(mesh_id(cluster), group);
    for port in mesh_ports(cluster) {
        let members = ec2::SecurityGroupIngress {
            group_id: some(get_att(mesh_id(cluster), "GroupId")),
            description: some(format!("Other services of {name}")),
            from_port: some(port),
            to_port: some(port),
            source_security_group_id: some(get_att(mesh_id(cluster), "GroupId")),
            ..ec2::SecurityGroupIngress::new("tcp")
        };
        stack.add(mesh_id(cluster).then(format!("Port{port}")), members);
    }
}

/// Where the proxies of the services listen: at the ports of their containers, as tasks have addresses of their own (ECS API,
/// ServiceConnectService, ingressPortOverride, read 2026-11-22).
fn mesh_ports(cluster: &Cluster<'_>) -> BTreeSet<u16> {
    let ports = cluster.model.services.values().flat_map(|service| service.ports.values());
    ports.filter(|port| port.protocol == PortProtocol::Tcp).map(|port| port.port).collect()
}

/// ECS scales the group with what tasks need, keeps instances that have tasks, and moves tasks away before an instance goes.
fn provider(stack: &mut Stack, cluster: &Cluster<'_>) {
    let Some(capacity) = &cluster.model.capacity else { return };
    let id = cluster.id().then("CapacityProvider");
    let provider = ecs::CapacityProvider {
        name: provider_name(cluster),
        auto_scaling_group_provider: Some(ecs::AutoScalingGroupProvider {
            managed_scaling: Some(ecs::ManagedScaling {
                status: some("ENABLED"),
                target_capacity: some(capacity.target.whole()),
            }),
            managed_termination_protection: some("ENABLED"),
            managed_draining: some("ENABLED"),
            ..ecs::AutoScalingGroupProvider::new(reference(cluster.id().then("Group")))
        }),
        tags: plain_tags(cluster),
    };
    stack.add(&id, provider);
    let strategy =
        ecs::CapacityProviderStrategy { weight: some(1), ..ecs::CapacityProviderStrategy::new(reference(&id)) };
    let associations = ecs::ClusterCapacityProviderAssociations {
        capacity_providers: vec![reference(&id)],
        ..ecs::ClusterCapacityProviderAssociations::new(reference(cluster.id().then("Cluster")), vec![strategy])
    };
    stack.add(cluster.id().then("CapacityProviders"), associations);
}

/// CloudFormation begins the name with the stack's, and ECS refuses names that begin with its own words: then it gets one here.
fn provider_name(cluster: &Cluster<'_>) -> Option<Value<String>> {
    let prefix = cluster.system.prefix();
    let reserved = RESERVED_PROVIDER_PREFIXES.iter().any(|word| prefix.starts_with(word));
    reserved.then(|| text(format!("capacity-{}", cluster.physical_name(200))))
}

/// What tasks of a service run on.
pub(super) fn strategy(cluster: &Cluster<'_>) -> Vec<ecs::CapacityProviderStrategyItem> {
    let item = |provider: Value<String>, base: Option<u32>, weight: i64| ecs::CapacityProviderStrategyItem {
        capacity_provider: Some(provider),
        base: base.filter(|base| *base > 0).map(Into::into),
        weight: some(weight),
    };
    match &cluster.model.fargate {
        None => vec![item(reference(cluster.id().then("CapacityProvider")), None, 1)],
        Some(Fargate { spot, .. }) if spot.value == 0.0 => vec![item(text("FARGATE"), None, 1)],
        Some(Fargate { spot, on_demand_base: 0 }) if spot.value >= 100.0 => vec![item(text("FARGATE_SPOT"), None, 1)],
        Some(Fargate { spot, on_demand_base }) => vec![
            item(text("FARGATE"), Some(*on_demand_base), 100 - spot.whole()),
            item(text("FARGATE_SPOT"), None, spot.whole()),
        ],
    }
}
