//! How many instances, and how they are bought.

use super::{Fleet, described, grouped};
use crate::blueprint::Purchase;
use crate::blueprint::vocabulary::Throughput;
use crate::diagnostics::{self as codes, Diagnostic};

/// Below so many types, spot capacity hangs on a handful of pools.
const SPOT_TYPES: usize = 4;

pub(super) fn check(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    check_size(fleet, diagnostics);
    check_targets(fleet, diagnostics);
    let Some(purchase) = &fleet.model.purchase else { return };
    if purchase.spot.value.fract() != 0.0 {
        diagnostics.push(not_whole(fleet, purchase));
    }
    if purchase.spot.value > 0.0 {
        check_spot(fleet, purchase, diagnostics);
    }
}

fn check_size(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let scaling = &fleet.model.scaling;
    let (min, max) = (fleet.value(&["scaling", "min"]), fleet.value(&["scaling", "max"]));
    if scaling.min > scaling.max {
        let message = format!("at least {} instances, at most {}", grouped(scaling.min), grouped(scaling.max));
        let error = Diagnostic::error(codes::SCALING_ORDER, min, message)
            .label("more than the most")
            .also(max, "the most")
            .help("swap them, or raise `max`")
            .fact("MinSize must not be above MaxSize (EC2 Auto Scaling API, CreateAutoScalingGroup, read 2026-10-20)");
        diagnostics.push(error);
    } else if scaling.max == 0 && scaling.schedule.values().all(|size| size.max == 0) {
        let warning =
            Diagnostic::warning(codes::FLEET_NEVER_RUNS, max, format!("{} never has an instance", fleet.name))
                .label("none at most")
                .help("raise it, or leave the region out with `regions`");
        diagnostics.push(warning);
    }
}

/// The targets that are set: the field, the target as it is written, and whether it is above zero.
fn targets(fleet: &Fleet<'_>) -> Vec<(&'static str, String, bool)> {
    let scaling = &fleet.model.scaling;
    let cpu = scaling.cpu.map(|cpu| ("cpu", format!("{cpu} processor use"), cpu.value > 0.0));
    let traffic = |field, rate: Option<Throughput>, way| {
        rate.map(|rate| (field, format!("{rate} {way}"), rate.mib_per_second > 0))
    };
    let network_in = traffic("network_in", scaling.network_in, "of traffic in");
    let network_out = traffic("network_out", scaling.network_out, "of traffic out");
    [cpu, network_in, network_out].into_iter().flatten().collect()
}

fn check_targets(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let scaling = &fleet.model.scaling;
    for (field, written, reachable) in targets(fleet) {
        let path = ["scaling", field];
        if !reachable {
            let error = Diagnostic::error(
                codes::SCALING_TARGET,
                fleet.value(&path),
                format!("a target of {written} cannot be reached"),
            )
            .label("above 0")
            .help("aim at a part of what an instance can do: what is left carries the load until more instances are there")
            .fact("TargetValue must be above zero (EC2 Auto Scaling API, TargetTrackingConfiguration, read 2026-10-20)");
            diagnostics.push(error);
        } else if scaling.min == scaling.max && scaling.max > 0 && scaling.schedule.is_empty() {
            let message = format!("{} always has {} instances, whatever the load", fleet.name, grouped(scaling.max));
            let warning = Diagnostic::warning(codes::SCALING_TARGET, fleet.key(&path), message)
                .label("a target without room to scale")
                .also(fleet.value(&["scaling", "max"]), "as many as `min`");
            diagnostics.push(match fleet.removal(&path) {
                Some(span) => warning.fix("leave it out", span, ""),
                None => warning.help("leave it out, or raise `max`"),
            });
        }
    }
}

fn not_whole(fleet: &Fleet<'_>, purchase: &Purchase) -> Diagnostic {
    let span = fleet.value(&["purchase", "spot"]);
    let near = format!("{}%", purchase.spot.whole());
    Diagnostic::error(codes::SPOT_SHARE, span, format!("a spot share of {}", purchase.spot))
        .label("a whole percent")
        .fix(format!("write {near}"), span, near)
        .fact("OnDemandPercentageAboveBaseCapacity is an integer from 0 to 100 (EC2 Auto Scaling API, InstancesDistribution, read 2026-10-20)")
}

fn check_spot(fleet: &Fleet<'_>, purchase: &Purchase, diagnostics: &mut Vec<Diagnostic>) {
    let (spot, base) = (fleet.value(&["purchase", "spot"]), fleet.value(&["purchase", "on_demand_base"]));
    let scaling = &fleet.model.scaling;
    if purchase.on_demand_base >= scaling.max && scaling.max > 0 {
        let message = format!(
            "{} never has a spot instance: its first {} are on-demand",
            fleet.name,
            grouped(purchase.on_demand_base)
        );
        let warning = Diagnostic::warning(codes::NO_SPOT_LEFT, base, message)
            .label("the whole fleet")
            .also(fleet.value(&["scaling", "max"]), "the most instances")
            .also(spot, "of what is above the base")
            .help("lower the base to what must never be interrupted")
            .fact(
                "OnDemandBaseCapacity is filled first (EC2 Auto Scaling API, InstancesDistribution, read 2026-10-20)",
            );
        diagnostics.push(warning);
    }
    if purchase.spot.value >= 100.0 && purchase.on_demand_base == 0 && scaling.min > 0 {
        let message = format!("every instance of {} is spot, the first {} too", fleet.name, grouped(scaling.min));
        let warning = Diagnostic::warning(codes::ONLY_SPOT, spot, message)
            .label("all may be taken back at once")
            .also(fleet.value(&["scaling", "min"]), "demanded at any time")
            .help(format!("add `on_demand_base: {}`, or waive this where the work can wait", scaling.min))
            .fact("EC2 takes spot instances back with a notice of two minutes (EC2 user guide, Spot Instance interruptions, read 2026-10-20)");
        diagnostics.push(warning);
    }
    check_pools(fleet, diagnostics);
}

fn check_pools(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let spot = fleet.value(&["purchase", "spot"]);
    let count = fleet.model.instance_types.len();
    if (1..SPOT_TYPES).contains(&count) {
        let types = if count == 1 { "one instance type".to_owned() } else { format!("{count} instance types") };
        let warning = Diagnostic::warning(codes::FEW_SPOT_TYPES, fleet.value(&["instance_types"]), format!("spot capacity from {types}"))
            .label("few pools: often interrupted, and hard to replace")
            .also(spot, "spot is wanted here")
            .help("list more types of about the same size, other generations and variants too")
            .fact("be flexible across at least 10 instance types (EC2 user guide, Best practices for Amazon EC2 Spot, read 2026-10-20)");
        diagnostics.push(warning);
    }
    let types = described(fleet);
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
            match super::types::nearest(fleet, &kind, |other| other.on_spot() && !other.is_previous_generation()) {
                Some(near) => found.fix(format!("use {near}"), span, near),
                None => found.help("choose another type, or leave `purchase` out"),
            },
        );
    }
}
