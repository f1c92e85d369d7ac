//! How many instances, and how they are bought.

use super::{Pool, has_spot};
use crate::blueprint::{OnDemandStrategy, Purchase, SpotStrategy};
use crate::components::grouped::grouped;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::resources::autoscaling::InstancesDistribution;

/// Below so many types, spot capacity hangs on a handful of pools.
const SPOT_TYPES: usize = 4;

/// Sizes that do not fit, and purchase options that do not do what they say.
pub fn check(pool: &Pool<'_>, diagnostics: &mut Vec<Diagnostic>) {
    check_size(pool, diagnostics);
    let Some(purchase) = pool.purchase else { return };
    if purchase.spot.value.fract() != 0.0 {
        diagnostics.push(not_whole(pool, purchase));
    }
    diagnostics.extend(check_spot_strategy(pool, purchase));
    diagnostics.extend(check_on_demand_strategy(pool, purchase));
    if purchase.spot.value > 0.0 {
        check_spot(pool, purchase, diagnostics);
    }
}

/// How a mixed instances policy buys instances, on demand in the order of the list unless it is said otherwise.
pub fn distribution(purchase: Option<&Purchase>) -> InstancesDistribution {
    let on_demand = purchase.and_then(|purchase| purchase.on_demand_strategy);
    let Some(purchase) = purchase.filter(|purchase| has_spot(Some(purchase))) else {
        let strategy = on_demand.unwrap_or(OnDemandStrategy::Prioritized);
        return InstancesDistribution {
            on_demand_allocation_strategy: Some(strategy.name().into()),
            ..InstancesDistribution::default()
        };
    };
    let strategy = purchase.spot_strategy.unwrap_or(SpotStrategy::PriceCapacityOptimized);
    InstancesDistribution {
        on_demand_base_capacity: Some(purchase.on_demand_base.into()),
        on_demand_percentage_above_base_capacity: Some((100 - purchase.spot.whole()).into()),
        on_demand_allocation_strategy: on_demand.map(|strategy| strategy.name().into()),
        spot_allocation_strategy: Some(strategy.name().into()),
        ..InstancesDistribution::default()
    }
}

fn check_spot_strategy(pool: &Pool<'_>, purchase: &Purchase) -> Option<Diagnostic> {
    let strategy = purchase.spot_strategy?;
    let span = pool.place(&["purchase", "spot_strategy"]);
    if !has_spot(Some(purchase)) {
        let message = format!("a spot strategy for {}, which has no spot instances", pool.name);
        let warning = Diagnostic::warning(codes::ALLOCATION_STRATEGY, span, message).label("chooses nothing");
        return Some(warning.help("leave it out, or raise `spot`"));
    }
    if strategy != SpotStrategy::LowestPrice {
        return None;
    }
    let warning = Diagnostic::warning(codes::ALLOCATION_STRATEGY, span, "the cheapest spot capacity is interrupted most")
        .label("price alone")
        .fix("use price-capacity-optimized", span, "price-capacity-optimized")
        .fact("lowest-price has the highest risk of interruption: EC2 Auto Scaling API, InstancesDistribution (botocore 1.44.5)");
    Some(warning)
}

fn check_on_demand_strategy(pool: &Pool<'_>, purchase: &Purchase) -> Option<Diagnostic> {
    purchase.on_demand_strategy.filter(|_| pool.instance_types.len() < 2)?;
    let span = pool.place(&["purchase", "on_demand_strategy"]);
    let message = format!("a strategy for choosing among the one instance type of {}", pool.name);
    let warning = Diagnostic::warning(codes::ALLOCATION_STRATEGY, span, message).label("chooses nothing");
    Some(warning.help("leave it out, or list more types"))
}

fn check_size(pool: &Pool<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let (min, max) = (pool.place(&["scaling", "min"]), pool.place(&["scaling", "max"]));
    if pool.min > pool.max {
        let message = format!("at least {} instances, at most {}", grouped(pool.min), grouped(pool.max));
        let error = Diagnostic::error(codes::SCALING_ORDER, min, message)
            .label("more than the most")
            .also(max, "the most")
            .help("swap them, or raise `max`")
            .fact("MinSize must not be above MaxSize (EC2 Auto Scaling API, CreateAutoScalingGroup, read 2026-10-20)");
        diagnostics.push(error);
    } else if pool.max == 0 {
        let warning = Diagnostic::warning(codes::FLEET_NEVER_RUNS, max, format!("{} never has an instance", pool.name))
            .label("none at most")
            .help("raise it, or leave the region out with `regions`");
        diagnostics.push(warning);
    }
}

fn not_whole(pool: &Pool<'_>, purchase: &Purchase) -> Diagnostic {
    let span = pool.place(&["purchase", "spot"]);
    let near = format!("{}%", purchase.spot.whole());
    Diagnostic::error(codes::SPOT_SHARE, span, format!("a spot share of {}", purchase.spot))
        .label("a whole percent")
        .fix(format!("write {near}"), span, near)
        .fact("OnDemandPercentageAboveBaseCapacity is an integer from 0 to 100 (EC2 Auto Scaling API, InstancesDistribution, read 2026-10-20)")
}

fn check_spot(pool: &Pool<'_>, purchase: &Purchase, diagnostics: &mut Vec<Diagnostic>) {
    let (spot, base) = (pool.place(&["purchase", "spot"]), pool.place(&["purchase", "on_demand_base"]));
    if purchase.on_demand_base >= pool.max && pool.max > 0 {
        let message = format!(
            "{} never has a spot instance: its first {} are on-demand",
            pool.name,
            grouped(purchase.on_demand_base)
        );
        let warning = Diagnostic::warning(codes::NO_SPOT_LEFT, base, message)
            .label(format!("the whole {}", pool.noun))
            .also(pool.place(&["scaling", "max"]), "the most instances")
            .also(spot, "of what is above the base")
            .help("lower the base to what must never be interrupted")
            .fact(
                "OnDemandBaseCapacity is filled first (EC2 Auto Scaling API, InstancesDistribution, read 2026-10-20)",
            );
        diagnostics.push(warning);
    }
    if purchase.spot.value >= 100.0 && purchase.on_demand_base == 0 && pool.min > 0 {
        let message = format!("every instance of {} is spot, the first {} too", pool.name, grouped(pool.min));
        let warning = Diagnostic::warning(codes::ONLY_SPOT, spot, message)
            .label("all may be taken back at once")
            .also(pool.place(&["scaling", "min"]), "demanded at any time")
            .help(format!("add `on_demand_base: {}`, or waive this where the work can wait", pool.min))
            .fact("EC2 takes spot instances back with a notice of two minutes (EC2 user guide, Spot Instance interruptions, read 2026-10-20)");
        diagnostics.push(warning);
    }
    check_pools(pool, diagnostics);
}

fn check_pools(pool: &Pool<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let spot = pool.place(&["purchase", "spot"]);
    let count = pool.instance_types.len();
    if (1..SPOT_TYPES).contains(&count) {
        let types = if count == 1 { "one instance type".to_owned() } else { format!("{count} instance types") };
        let warning = Diagnostic::warning(codes::FEW_SPOT_TYPES, pool.place(&["instance_types"]), format!("spot capacity from {types}"))
            .label("few pools: often interrupted, and hard to replace")
            .also(spot, "spot is wanted here")
            .help("list more types of about the same size, other generations and variants too")
            .fact("be flexible across at least 10 instance types (EC2 user guide, Best practices for Amazon EC2 Spot, read 2026-10-20)");
        diagnostics.push(warning);
    }
    let types = pool.described();
    let some_on_spot = types.iter().any(|(kind, _)| kind.on_spot());
    for (kind, span) in types.into_iter().filter(|(kind, _)| !kind.on_spot()) {
        let message = format!("{} is not sold as spot", kind.name);
        // Beside types that are, it merely takes no part.
        let found = if some_on_spot {
            Diagnostic::warning(codes::NO_SPOT_MARKET, span, message)
        } else {
            Diagnostic::error(codes::NO_SPOT_MARKET, span, message)
        };
        let found = found
            .label("on-demand only")
            .also(spot, "spot is wanted here")
            .fact("EC2 DescribeInstanceTypes, SupportedUsageClasses (as recorded by moto 5.2.5)");
        diagnostics.push(
            match super::types::nearest(pool, &kind, |other| other.on_spot() && !other.is_previous_generation()) {
                Some(near) => found.fix(format!("use {near}"), span, near),
                None => found.help("choose another type, or leave `purchase` out"),
            },
        );
    }
}
