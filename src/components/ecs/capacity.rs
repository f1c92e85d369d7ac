//! What a cluster runs on, and whether it is enough.

use super::{Cluster, Service, rollout};
use crate::blueprint::{EcsCapacity, Nat, PlacementConstraint};
use crate::components::grouped::grouped;
use crate::components::pool::{Pool, purchase, types};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::ec2::{self, InstanceType};
use crate::facts::ecs::{CPU_UNITS, MAX_STRATEGY_BASE};

pub(super) fn check(cluster: &Cluster<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(one_of_two(cluster));
    if let Some(capacity) = &cluster.model.capacity {
        let pool = pool(cluster, capacity);
        types::check(&pool, diagnostics);
        purchase::check(&pool, diagnostics);
        diagnostics.extend(target(cluster, capacity));
    }
    diagnostics.extend(no_way_out(cluster));
    if cluster.model.fargate.is_some() {
        check_fargate(cluster, diagnostics);
    }
}

fn one_of_two(cluster: &Cluster<'_>) -> Option<Diagnostic> {
    let name = cluster.name;
    match (&cluster.model.capacity, &cluster.model.fargate) {
        (Some(_), Some(_)) => {
            let message = format!("{name} has both instances and Fargate");
            let error = Diagnostic::error(codes::CLUSTER_CAPACITY, cluster.key(&["fargate"]), message)
                .label("the second kind of capacity")
                .also(cluster.key(&["capacity"]), "the first")
                .help("make two clusters of it, or keep one of the two")
                .fact("a capacity provider strategy contains Auto Scaling groups or Fargate, not both (botocore 1.44.5, ECS, CreateService)");
            Some(error)
        }
        (None, None) => {
            let message = format!("{name} has nothing to run tasks on");
            let error = Diagnostic::error(codes::CLUSTER_CAPACITY, cluster.name_span(), message)
                .label("neither `capacity` nor `fargate`")
                .help("add `fargate: {}`, or `capacity` with instance types and a number of instances");
            Some(error)
        }
        _ => None,
    }
}

/// Tasks are in private subnets, and their images are not.
fn no_way_out(cluster: &Cluster<'_>) -> Option<Diagnostic> {
    if cluster.system.network().nat != Some(Nat::None) {
        return None;
    }
    let nat = cluster.system.value(&["network", "nat"]);
    let error = Diagnostic::error(codes::NO_WAY_OUT, nat, format!("tasks of {} cannot fetch their images from private subnets", cluster.name))
        .label("nothing leads out of the VPC")
        .also(cluster.name_span(), "fetches images, and writes logs, at public endpoints")
        .fix("have a NAT gateway", nat, "per_zone")
        .fact("tasks in private subnets pull images and send logs through NAT or interface endpoints (ECS developer guide, Task networking, read 2026-11-22)");
    Some(error)
}

/// The instances as the checks of any Auto Scaling group see them.
fn pool<'p>(cluster: &'p Cluster<'_>, capacity: &'p EcsCapacity) -> Pool<'p> {
    Pool {
        system: cluster.system,
        common: cluster.common,
        region: cluster.region,
        name: cluster.name,
        noun: "cluster",
        instance_types: &capacity.instance_types,
        min: capacity.scaling.min,
        max: capacity.scaling.max,
        purchase: capacity.purchase.as_ref(),
        al2023: true,
        image: None,
        every_zone: true,
        at: Box::new(|path| {
            let whole: Vec<&str> = ["capacity"].into_iter().chain(path.iter().copied()).collect();
            cluster.value(&whole)
        }),
    }
}

fn target(cluster: &Cluster<'_>, capacity: &EcsCapacity) -> Option<Diagnostic> {
    let target = capacity.target;
    if target.value >= 1.0 && target.value.fract() == 0.0 {
        return None;
    }
    let span = cluster.value(&["capacity", "target"]);
    let near = format!("{}%", target.whole().max(1));
    let error = Diagnostic::error(codes::CLUSTER_CAPACITY, span, format!("instances cannot be kept {target} full"))
        .label("a whole percent from 1% to 100%")
        .fix(format!("write {near}"), span, near)
        .fact("targetCapacity is an integer from 1 to 100 (botocore 1.44.5, ECS, ManagedScaling)");
    Some(error)
}

fn check_fargate(cluster: &Cluster<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(fargate) = &cluster.model.fargate else { return };
    if fargate.on_demand_base > MAX_STRATEGY_BASE {
        let span = cluster.value(&["fargate", "on_demand_base"]);
        let message = format!(
            "{} tasks on demand, where ECS takes {}",
            grouped(fargate.on_demand_base),
            grouped(MAX_STRATEGY_BASE)
        );
        let error = Diagnostic::error(codes::FARGATE_BASE, span, message)
            .label("at most 100,000")
            .fix("use the most", span, MAX_STRATEGY_BASE.to_string())
            .fact("the base of a capacity provider is from 0 to 100,000 (botocore 1.44.5, ECS, CapacityProviderStrategyItem)");
        diagnostics.push(error);
    }
    let span = cluster.value(&["fargate", "spot"]);
    if fargate.spot.value.fract() != 0.0 {
        let near = format!("{}%", fargate.spot.whole());
        let error =
            Diagnostic::error(codes::SPOT_SHARE, span, format!("a spot share of {}", fargate.spot))
                .label("a whole percent")
                .fix(format!("write {near}"), span, near)
                .fact("the weights of a capacity provider strategy are integers (ECS API, CapacityProviderStrategyItem, read 2026-11-22)");
        diagnostics.push(error);
    }
    if fargate.spot.value >= 100.0 && fargate.on_demand_base == 0 {
        let message = format!("every task of {} is on Fargate Spot", cluster.name);
        let warning = Diagnostic::warning(codes::ONLY_SPOT, span, message)
            .label("all may be taken back at once")
            .help("add `on_demand_base: 1`, or waive this where the work can wait")
            .fact("Fargate Spot takes tasks back with a warning of two minutes (ECS API, CapacityProviderStrategyItem, read 2026-11-22)");
        diagnostics.push(warning);
    }
}

/// What is needed of a cluster's instances, or what they have.
#[derive(Clone, Copy)]
struct Room {
    cpu: u64,
    memory_mib: u64,
    interfaces: u64,
}

impl Room {
    /// What the largest of the instance types have, each at its most.
    fn of(types: &[InstanceType]) -> Room {
        let most = |what: fn(&InstanceType) -> u64| types.iter().map(what).max().unwrap_or_default();
        Room {
            cpu: most(|kind| u64::from(kind.vcpus * CPU_UNITS)),
            memory_mib: most(|kind| kind.memory_mib),
            // One interface is the instance's own.
            interfaces: most(|kind| u64::from(kind.network_interfaces.saturating_sub(1))),
        }
    }
}

/// Whether the most instances carry the most tasks of all services. Generous: it counts every instance as the largest.
pub(super) fn check_room(cluster: &Cluster<'_>, services: &[Service<'_, '_>], diagnostics: &mut Vec<Diagnostic>) {
    let Some(capacity) = &cluster.model.capacity else { return };
    let types: Vec<InstanceType> = capacity.instance_types.iter().filter_map(|name| ec2::find(name)).collect();
    let max = u64::from(capacity.scaling.max);
    if types.is_empty() || types.len() < capacity.instance_types.len() || max == 0 {
        return;
    }
    for service in services {
        diagnostics.extend(distinct_instances(cluster, service, capacity.scaling.max));
    }
    let daemons = services.iter().filter(|service| service.is_daemon());
    let daemons = daemons.map(|service| (service, max));
    // A rollout that moves traffic has all new tasks beside all old ones.
    let sides = |service: &Service<'_, '_>| if rollout::shifts(service.model) { 2 } else { 1 };
    let replicas =
        services.iter().filter_map(|service| Some((service, sides(service) * u64::from(service.count()?.1))));
    let counts: Vec<(&Service<'_, '_>, u64)> = daemons.chain(replicas).collect();
    let total =
        |of: fn(&Service<'_, '_>) -> u64| counts.iter().map(|(service, count)| of(service) * count).sum::<u64>();
    let need = Room {
        cpu: total(|service| u64::from(service.model.cpu)),
        memory_mib: total(|service| service.model.memory.mib()),
        interfaces: total(|_| 1),
    };
    diagnostics.extend(too_little(cluster, max, need, Room::of(&types)));
}

fn too_little(cluster: &Cluster<'_>, max: u64, need: Room, each: Room) -> Option<Diagnostic> {
    let interfaces = "each task has a network interface of its own, and one is the instance's (ECS developer guide, task networking, read 2026-11-22); \
        the account setting awsvpcTrunking allows more";
    let kinds = [
        ("network interfaces", need.interfaces, each.interfaces, Some(interfaces)),
        ("CPU units", need.cpu, each.cpu, None),
        ("MiB of memory", need.memory_mib, each.memory_mib, None),
    ];
    let (what, need, each, fact) = kinds.into_iter().find(|(_, need, each, _)| *need > each * max)?;
    let message = format!(
        "the tasks of {} may want {} {what}, and {max} instances have {}",
        cluster.name,
        grouped(need),
        grouped(each * max)
    );
    let span = cluster.value(&["capacity", "scaling", "max"]);
    let enough = need.div_ceil(each.max(1));
    let warning = Diagnostic::warning(codes::TASKS_DO_NOT_FIT, span, message)
        .label(format!("{} {what} each at most", grouped(each)))
        .also(cluster.value(&["capacity", "instance_types"]), "the instances")
        .help(format!(
            "allow {} instances, or let the services have fewer tasks: what does not fit stays pending",
            grouped(enough)
        ));
    Some(match fact {
        Some(fact) => warning.fact(fact),
        None => warning,
    })
}

fn distinct_instances(cluster: &Cluster<'_>, service: &Service<'_, '_>, instances: u32) -> Option<Diagnostic> {
    let constraints = &service.model.placement.constraints;
    let index = constraints.iter().position(|constraint| *constraint == PlacementConstraint::DistinctInstance)?;
    let (_, most) = service.count().filter(|(_, most)| *most > instances)?;
    let message =
        format!("{most} tasks of {} on instances of their own, where {} has {instances}", service.name, cluster.name);
    let span = service.place(&["placement", "constraints", &format!("[{index}]")]);
    let warning = Diagnostic::warning(codes::TASKS_DO_NOT_FIT, span, message)
        .label("one task an instance")
        .also(cluster.value(&["capacity", "scaling", "max"]), "the most instances")
        .also(service.place(&["scaling", "max"]), "the most tasks")
        .help("allow as many instances as tasks: what finds no instance stays pending");
    Some(warning)
}
