//! The service itself.

use super::{cluster, container, mesh_id, plain_tags};
use crate::blueprint::{BalancerKind, PlacementConstraint, PlacementStrategy, PortProtocol};
use crate::components::ecs::placement::ZONE;
use crate::components::ecs::{Service, rollout, scales};
use crate::components::network;
use crate::documents::cloudformation::resources::ecs;
use crate::documents::cloudformation::{Stack, Value, get_att, reference, some, text};

pub(super) fn add(stack: &mut Stack, service: &Service<'_, '_>) {
    let id = service.id().then("Service");
    let entry = stack.add(&id, resource(service));
    for (name, _, kind) in service.balanced() {
        entry.depends_on(rollout::before(service, name, kind));
    }
    if !service.on_fargate() {
        entry.depends_on(service.cluster.id().then("CapacityProviders"));
    }
    stack.output(&id, format!("Name of the service {}", service.name), get_att(&id, "Name"));
}

fn resource(service: &Service<'_, '_>) -> ecs::Service {
    let (id, model, owner) = (service.id(), service.model, service.cluster);
    let balanced = service.balanced().next().is_some();
    let grace = model.health_check.clone().unwrap_or_default().grace_period;
    let daemon = service.is_daemon();
    ecs::Service {
        cluster: some(reference(owner.id().then("Cluster"))),
        task_definition: some(reference(id.then("TaskDefinition"))),
        scheduling_strategy: daemon.then(|| text("DAEMON")),
        // ECS moves the number between its bounds; an update must not set it back.
        desired_count: service.count().filter(|_| !scales(service)).map(|(min, _)| min.into()),
        launch_type: daemon.then(|| text("EC2")),
        capacity_provider_strategy: if daemon { Vec::new() } else { cluster::strategy(owner) },
        availability_zone_rebalancing: (!daemon)
            .then(|| text(if rebalances(service) { "ENABLED" } else { "DISABLED" })),
        placement_constraints: model.placement.constraints.iter().map(constraint).collect(),
        placement_strategies: model.placement.strategies.iter().map(strategy).collect(),
        deployment_configuration: Some(rollout::deployment(service)),
        health_check_grace_period_seconds: balanced.then(|| grace.seconds.into()),
        load_balancers: service.balanced().map(|(name, port, kind)| target(service, name, port.port, kind)).collect(),
        service_connect_configuration: owner.model.service_connect.then(|| service_connect(service)),
        network_configuration: Some(ecs::NetworkConfiguration {
            awsvpc_configuration: Some(ecs::AwsVpcConfiguration {
                subnets: network::private_subnets(owner.region),
                security_groups: security_groups(service),
                ..ecs::AwsVpcConfiguration::default()
            }),
        }),
        enable_ecs_managed_tags: some(true),
        propagate_tags: some("SERVICE"),
        tags: plain_tags(owner),
        ..ecs::Service::default()
    }
}

fn security_groups(service: &Service<'_, '_>) -> Vec<Value<String>> {
    let own = get_att(service.id().then("SecurityGroup"), "GroupId");
    let mesh = service.cluster.model.service_connect.then(|| get_att(mesh_id(service.cluster), "GroupId"));
    std::iter::once(own).chain(mesh).collect()
}

/// ECS evens the zones out only where nothing else comes before the zones.
fn rebalances(service: &Service<'_, '_>) -> bool {
    let placement = &service.model.placement;
    let zones_first = match placement.strategies.first() {
        None => true,
        Some(PlacementStrategy::Spread(field)) => field == ZONE,
        Some(_) => false,
    };
    let bound = |constraint: &PlacementConstraint| match constraint {
        PlacementConstraint::MemberOf(expression) => expression.contains("ecs.availability-zone"),
        PlacementConstraint::DistinctInstance => false,
    };
    zones_first && !placement.constraints.iter().any(bound)
}

fn strategy(strategy: &PlacementStrategy) -> ecs::PlacementStrategy {
    match strategy {
        PlacementStrategy::Spread(field) => {
            ecs::PlacementStrategy { field: some(field), ..ecs::PlacementStrategy::new("spread") }
        }
        PlacementStrategy::Binpack(packed) => {
            ecs::PlacementStrategy { field: some(packed.name()), ..ecs::PlacementStrategy::new("binpack") }
        }
        PlacementStrategy::Random => ecs::PlacementStrategy::new("random"),
    }
}

fn constraint(constraint: &PlacementConstraint) -> ecs::PlacementConstraint {
    match constraint {
        PlacementConstraint::DistinctInstance => ecs::PlacementConstraint::new("distinctInstance"),
        PlacementConstraint::MemberOf(expression) => {
            ecs::PlacementConstraint { expression: some(expression), ..ecs::PlacementConstraint::new("memberOf") }
        }
    }
}

fn target(service: &Service<'_, '_>, name: &str, port: u16, kind: BalancerKind) -> ecs::LoadBalancer {
    ecs::LoadBalancer {
        container_name: some(container(service)),
        container_port: some(port),
        target_group_arn: some(reference(service.id().then(name).then("Targets"))),
        advanced_configuration: rollout::traffic(service, name, kind),
    }
}

/// Each TCP port under its service's name and its own; Service Connect carries no UDP.
fn service_connect(service: &Service<'_, '_>) -> ecs::ServiceConnectConfiguration {
    let tcp = service.model.ports.iter().filter(|(_, port)| port.protocol == PortProtocol::Tcp);
    let offered = tcp.map(|(name, port)| {
        let known_as = format!("{}-{name}", service.name);
        ecs::ServiceConnectService {
            discovery_name: some(&known_as),
            client_aliases: vec![ecs::ServiceConnectClientAlias {
                dns_name: some(&known_as),
                ..ecs::ServiceConnectClientAlias::new(port.port)
            }],
            ..ecs::ServiceConnectService::new(name)
        }
    });
    ecs::ServiceConnectConfiguration {
        namespace: some(get_att(service.cluster.id().then("Namespace"), "Arn")),
        services: offered.collect(),
        ..ecs::ServiceConnectConfiguration::new(true)
    }
}
