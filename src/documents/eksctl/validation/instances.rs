use std::collections::BTreeSet;

use super::pool::Pool;
use super::{ClusterFacts, FlawKind, Flaws};
use crate::documents::eksctl::{ClusterConfig, NodeGroupInstancesDistribution};

/// Different instance types that eksctl puts into one mixed group.
const MOST_TYPES: usize = 20;

/// Strategies of EC2 Auto Scaling. eksctl lets EC2 Fleet's `diversified` through as well, which Auto Scaling refuses.
const SPOT_STRATEGIES: &[&str] =
    &["lowest-price", "capacity-optimized", "capacity-optimized-prioritized", "price-capacity-optimized"];

/// Instance types of a group: which fields name them, whether they exist, and what they can do.
pub fn check(pool: &Pool<'_>, config: &ClusterConfig, facts: &dyn ClusterFacts, flaws: &mut Flaws) {
    fields(pool, flaws);
    if let Some(mix) = pool.own.and_then(|group| group.instances_distribution.as_ref()) {
        distribution(pool, mix, flaws);
    }
    spot(pool, flaws);
    types(pool, config, facts, flaws);
    pods(pool, config, facts, flaws);
    let Some(credits) = pool.own.and_then(|group| group.cpu_credits.as_ref()) else { return };
    let path = pool.at(&["cpuCredits"]);
    flaws.not_one_of(&path, &credits.to_ascii_lowercase(), &["standard", "unlimited"]);
    let burstable = |name: &str| facts.instance_type(name).is_none_or(|known| known.burstable);
    if !pool.instance_types().iter().any(|(_, name)| burstable(name)) {
        flaws.add(&path, FlawKind::CreditsWithoutBurstable);
    }
}

fn fields(pool: &Pool<'_>, flaws: &mut Flaws) {
    let Some(given) = pool.instance_type else { return };
    let path = pool.at(&["instanceType"]);
    let conflict = |with: &str| FlawKind::Conflict { with: with.to_owned() };
    if pool.managed.is_some_and(|group| !group.instance_types.is_empty()) {
        flaws.add(&path, conflict("instanceTypes"));
    }
    if pool.managed.is_some() && pool.has_selector() {
        flaws.add(&path, conflict("instanceSelector"));
    }
    let is_mix = pool.own.is_some_and(|group| group.instances_distribution.is_some() || pool.has_selector());
    if is_mix && given != "mixed" {
        flaws.add(&path, FlawKind::NotMixed { given: given.to_owned() });
    }
}

fn distribution(pool: &Pool<'_>, mix: &NodeGroupInstancesDistribution, flaws: &mut Flaws) {
    let at = |field| pool.at(&["instancesDistribution", field]);
    if !pool.has_selector() {
        let different = mix.instance_types.iter().collect::<BTreeSet<_>>().len();
        if different == 0 {
            flaws.add(&at("instanceTypes"), FlawKind::Missing);
        } else if different > MOST_TYPES {
            flaws.add(&at("instanceTypes"), FlawKind::TooManyTypes { given: different, most: MOST_TYPES });
        }
    }
    flaws.out_of_range(&at("onDemandBaseCapacity"), mix.on_demand_base_capacity, 0, None);
    let share = mix.on_demand_percentage_above_base_capacity;
    flaws.out_of_range(&at("onDemandPercentageAboveBaseCapacity"), share, 0, Some(100));
    flaws.out_of_range(&at("spotInstancePools"), mix.spot_instance_pools, 1, Some(20));
    if let Some(strategy) = &mix.spot_allocation_strategy {
        flaws.not_one_of(&at("spotAllocationStrategy"), strategy, SPOT_STRATEGIES);
        if mix.spot_instance_pools.is_some() && strategy.contains("capacity-optimized") {
            flaws.add(&at("spotInstancePools"), FlawKind::PoolsWithStrategy { strategy: strategy.clone() });
        }
    }
    if let (Some(base), Some(max)) = (mix.on_demand_base_capacity, pool.max)
        && base >= max
        && share.unwrap_or(100) < 100
    {
        flaws.add(&at("onDemandBaseCapacity"), FlawKind::NoSpotLeft { base, max });
    }
}

fn spot(pool: &Pool<'_>, flaws: &mut Flaws) {
    let types = pool.instance_types();
    let different: BTreeSet<&str> = types.iter().map(|(_, name)| *name).collect();
    let mix = pool.own.and_then(|group| group.instances_distribution.as_ref());
    let mixes_spot = mix.is_some_and(|mix| mix.on_demand_percentage_above_base_capacity.unwrap_or(100) < 100);
    let (field, is_spot) = match pool.managed {
        Some(group) => ("spot", group.spot == Some(true)),
        None => ("instancesDistribution", mixes_spot),
    };
    if is_spot && different.len() <= 1 && !pool.has_selector() {
        let given = different.first().map(|&name| name.to_owned());
        flaws.add(&pool.at(&[field]), FlawKind::SpotWithOneType { given });
    }
}

fn types(pool: &Pool<'_>, config: &ClusterConfig, facts: &dyn ClusterFacts, flaws: &mut Flaws) {
    let region = &config.metadata.region;
    let mut first = None;
    for (path, name) in pool.instance_types() {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let given = name.to_owned();
        if !facts.exists(name) {
            flaws.add(&path, FlawKind::UnknownInstanceType { given });
            continue;
        }
        if !facts.offered(name, region) {
            flaws.add(&path, FlawKind::NotInRegion { given: given.clone(), region: region.clone() });
        }
        let Some(known) = facts.instance_type(name) else { continue };
        if known.previous_generation {
            let instead = known.instead.map(str::to_owned);
            flaws.add(&path, FlawKind::PreviousGeneration { given: given.clone(), instead });
        }
        if pool.placement.is_some() && known.burstable {
            flaws.add(&path, FlawKind::BurstableInPlacement { given: given.clone() });
        }
        if pool.efa && !known.efa {
            flaws.add(&path, FlawKind::NoEfa { given: given.clone() });
        }
        let (first, architecture) = first.get_or_insert((name, known.architecture));
        if *architecture != known.architecture {
            flaws.add(&path, FlawKind::MixedArchitectures { first: (*first).to_owned(), other: given });
        }
    }
}

fn pods(pool: &Pool<'_>, config: &ClusterConfig, facts: &dyn ClusterFacts, flaws: &mut Flaws) {
    let path = pool.at(&["maxPodsPerNode"]);
    flaws.out_of_range(&path, pool.max_pods, 0, None);
    let delegates_prefixes = config.addons.iter().any(|addon| {
        addon.name == "vpc-cni"
            && addon.configuration_values.as_ref().is_some_and(|text| text.contains("ENABLE_PREFIX_DELEGATION"))
    });
    let Some(given) = pool.max_pods.filter(|_| !delegates_prefixes) else { return };
    let limits = pool.instance_types().into_iter().filter_map(|(_, name)| {
        let known = facts.instance_type(name)?;
        // The first address of each interface is the node's own; two pods use the node's network.
        let addresses = known.network_interfaces * known.ipv4_per_interface.saturating_sub(1) + 2;
        Some((i64::from(addresses), name))
    });
    if let Some((most, name)) = limits.min()
        && given > most
    {
        flaws.add(&path, FlawKind::TooManyPods { given, most, instance_type: name.to_owned() });
    }
}
