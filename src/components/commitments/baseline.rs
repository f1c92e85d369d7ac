//! What runs at all times: the smallest sizes that the blueprint allows.

use serde_json::Value as Json;

use crate::blueprint::{CacheEngine, Purchase};
use crate::components::databases;
use crate::system::System;

/// Nodes of a group for which the ClusterConfig says nothing. Source: eksctl 0.229, `--nodes`.
const NODES: u64 = 2;

/// Tasks of a service that does not say.
const TASKS: u32 = 2;

/// Something of a component that is paid for by the hour.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// The component.
    pub component: String,
    /// Where.
    pub region: String,
    /// What AWS sells.
    pub kind: Kind,
    /// `c7g.large`, `db.r6g.large`, `fargate.vcpu`: the name under which a price stands.
    pub what: String,
    /// How many at all times, without those on spot.
    pub steady: f64,
    /// How many of the smallest size are on spot.
    pub spot: f64,
}

/// What AWS sells by the hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// EC2 instances.
    Ec2,
    /// vCPUs or GiB of Fargate.
    Fargate,
    /// GiB of functions that are kept ready.
    Lambda,
    /// Instances of RDS or Aurora, one for each zone that has one; of Aurora Serverless the ACUs.
    Database,
    /// Nodes of ElastiCache for Valkey.
    Valkey,
    /// Nodes of ElastiCache for Redis OSS or Memcached.
    Cache,
}

/// Everything that runs at all times, region by region.
pub(super) fn baseline(system: &System<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    fleets(system, &mut items);
    ecs(system, &mut items);
    eks(system, &mut items);
    functions(system, &mut items);
    databases(system, &mut items);
    caches(system, &mut items);
    items.retain(|item| item.steady > 0.0 || item.spot > 0.0);
    let order = |item: &Item| system.regions.iter().position(|region| region.code == item.region);
    items.sort_by_key(|item| (order(item), item.kind));
    items
}

/// How many of the smallest number are on demand, and how many on spot.
fn split(min: u32, purchase: Option<&Purchase>) -> (f64, f64) {
    let Some(purchase) = purchase else { return (f64::from(min), 0.0) };
    shared(min, purchase.on_demand_base, purchase.spot.fraction())
}

/// The part above the base is rounded in favour of on demand.
fn shared(min: u32, base: u32, spot: f64) -> (f64, f64) {
    let above = f64::from(min.saturating_sub(base));
    let on_demand = f64::from(min.min(base)) + (above * (1.0 - spot)).ceil();
    (on_demand, f64::from(min) - on_demand)
}

fn fleets(system: &System<'_>, items: &mut Vec<Item>) {
    for fleet in system.instances(&system.blueprint.fleets) {
        let (steady, spot) = split(fleet.model.scaling.min, fleet.model.purchase.as_ref());
        let what = fleet.model.instance_types.first().cloned().unwrap_or_default();
        items.push(Item {
            component: fleet.name.into(),
            region: fleet.region.code.into(),
            kind: Kind::Ec2,
            what,
            steady,
            spot,
        });
    }
}

fn ecs(system: &System<'_>, items: &mut Vec<Item>) {
    for cluster in system.instances(&system.blueprint.ecs) {
        let item = |kind, what: &str, (steady, spot): (f64, f64)| Item {
            component: cluster.name.into(),
            region: cluster.region.code.into(),
            kind,
            what: what.into(),
            steady,
            spot,
        };
        if let Some(capacity) = &cluster.model.capacity {
            let what = capacity.instance_types.first().cloned().unwrap_or_default();
            items.push(item(Kind::Ec2, &what, split(capacity.scaling.min, capacity.purchase.as_ref())));
        }
        let Some(fargate) = &cluster.model.fargate else { continue };
        let (mut processors, mut memory) = ((0.0, 0.0), (0.0, 0.0));
        for service in cluster.model.services.values() {
            let tasks = service.scaling.as_ref().map_or(TASKS, |scaling| scaling.min);
            let (steady, spot) = shared(tasks, fargate.on_demand_base, fargate.spot.fraction());
            let (vcpus, gib) = (f64::from(service.cpu) / 1024.0, service.memory.mib() as f64 / 1024.0);
            processors = (processors.0 + steady * vcpus, processors.1 + spot * vcpus);
            memory = (memory.0 + steady * gib, memory.1 + spot * gib);
        }
        items.push(item(Kind::Fargate, "fargate.vcpu", processors));
        items.push(item(Kind::Fargate, "fargate.gib", memory));
    }
}

fn eks(system: &System<'_>, items: &mut Vec<Item>) {
    for cluster in system.instances(&system.blueprint.eks) {
        let config = system.tree.to_json(cluster.model.cluster_config.0);
        for list in ["managedNodeGroups", "nodeGroups"] {
            for group in config.get(list).and_then(Json::as_array).into_iter().flatten() {
                let nodes =
                    ["minSize", "desiredCapacity"].iter().find_map(|key| group.get(*key)?.as_u64()).unwrap_or(NODES);
                let mixed = group.get("instancesDistribution");
                let types = group.get("instanceTypes").or_else(|| mixed?.get("instanceTypes"));
                let first = group
                    .get("instanceType")
                    .or_else(|| types?.get(0))
                    .and_then(Json::as_str)
                    .filter(|name| *name != "mixed");
                let first = first.or_else(|| types?.get(0)?.as_str());
                let all = u32::try_from(nodes).unwrap_or(u32::MAX);
                let (steady, spot) = match mixed {
                    _ if group.get("spot") == Some(&Json::Bool(true)) => (0.0, f64::from(all)),
                    Some(mixed) => {
                        let number = |key: &str| mixed.get(key).and_then(Json::as_u64);
                        let base =
                            number("onDemandBaseCapacity").and_then(|base| u32::try_from(base).ok()).unwrap_or(0);
                        let on_demand = number("onDemandPercentageAboveBaseCapacity").unwrap_or(100).min(100) as f64;
                        shared(all, base, 1.0 - on_demand / 100.0)
                    }
                    None => (f64::from(all), 0.0),
                };
                items.push(Item {
                    component: cluster.name.into(),
                    region: cluster.region.code.into(),
                    kind: Kind::Ec2,
                    what: first.unwrap_or("m5.large").to_owned(),
                    steady,
                    spot,
                });
            }
        }
    }
}

fn functions(system: &System<'_>, items: &mut Vec<Item>) {
    for function in system.instances(&system.blueprint.functions) {
        let Some(provisioned) = &function.model.concurrency.provisioned else { continue };
        let gib = function.model.memory.mib() as f64 / 1024.0;
        items.push(Item {
            component: function.name.into(),
            region: function.region.code.into(),
            kind: Kind::Lambda,
            what: "lambda.gib".into(),
            steady: f64::from(provisioned.min) * gib,
            spot: 0.0,
        });
    }
}

fn databases(system: &System<'_>, items: &mut Vec<Item>) {
    for database in system.instances(&system.blueprint.databases) {
        let count = f64::from(databases::running(&database));
        let (what, steady) = match &database.model.serverless {
            Some(serverless) => ("db.serverless", count * serverless.min),
            None => (databases::class(database.model), count),
        };
        items.push(Item {
            component: database.name.into(),
            region: database.region.code.into(),
            kind: Kind::Database,
            what: what.into(),
            steady,
            spot: 0.0,
        });
    }
}

fn caches(system: &System<'_>, items: &mut Vec<Item>) {
    for cache in system.instances(&system.blueprint.caches).iter().filter(|cache| cache.model.serverless.is_none()) {
        let model = cache.model;
        let nodes = match model.engine {
            CacheEngine::Memcached => model.nodes.unwrap_or(2),
            CacheEngine::Valkey | CacheEngine::Redis => {
                let scaling = model.scaling.as_ref();
                let shards =
                    scaling.and_then(|scaling| scaling.shards.as_ref()).map_or(model.shards, |shards| shards.min);
                let replicas = scaling
                    .and_then(|scaling| scaling.replicas.as_ref())
                    .map_or(model.replicas_per_shard, |replicas| replicas.min);
                shards * (1 + replicas)
            }
        };
        items.push(Item {
            component: cache.name.into(),
            region: cache.region.code.into(),
            kind: if model.engine == CacheEngine::Valkey { Kind::Valkey } else { Kind::Cache },
            what: model.node_type.clone(),
            steady: f64::from(nodes),
            spot: 0.0,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blueprint::vocabulary::Percent;

    #[test]
    fn the_base_is_on_demand_and_the_rest_is_shared() {
        let purchase = |on_demand_base, spot| Purchase {
            on_demand_base,
            spot: Percent { value: spot },
            on_demand_strategy: None,
            spot_strategy: None,
        };
        assert_eq!(split(4, None), (4.0, 0.0));
        assert_eq!(split(10, Some(&purchase(2, 70.0))), (5.0, 5.0));
        assert_eq!(split(4, Some(&purchase(0, 100.0))), (0.0, 4.0));
        assert_eq!(split(2, Some(&purchase(4, 100.0))), (2.0, 0.0));
    }
}
