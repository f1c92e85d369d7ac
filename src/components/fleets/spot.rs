//! What spot instances are wrong for, and how their capacity is chosen.

use super::{Fleet, has_spot};
use crate::blueprint::{Image, Placement, Purchase, SpotStrategy};
use crate::diagnostics::{self as codes, Diagnostic};

const DISTRIBUTION: &str = "EC2 Auto Scaling API, InstancesDistribution (botocore 1.44.5)";
const INTERRUPTIONS: &str = "EC2 user guide, Spot Instance interruptions (read 2026-10-20)";

pub(super) fn check(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(purchase) = &fleet.model.purchase else { return };
    diagnostics.extend(check_spot_strategy(fleet, purchase));
    diagnostics.extend(check_on_demand_strategy(fleet, purchase));
    if has_spot(fleet.model) {
        diagnostics.extend(check_volumes(fleet));
        diagnostics.extend(check_cluster(fleet));
    }
}

fn check_spot_strategy(fleet: &Fleet<'_>, purchase: &Purchase) -> Option<Diagnostic> {
    let strategy = purchase.spot_strategy?;
    let path = ["purchase", "spot_strategy"];
    if !has_spot(fleet.model) {
        return Some(unused(fleet, &path, format!("a spot strategy for {}, which has no spot instances", fleet.name)));
    }
    if strategy != SpotStrategy::LowestPrice {
        return None;
    }
    let span = fleet.value(&path);
    let warning =
        Diagnostic::warning(codes::ALLOCATION_STRATEGY, span, "the cheapest spot capacity is interrupted most")
            .label("price alone")
            .fix("use price-capacity-optimized", span, "price-capacity-optimized")
            .fact(format!("lowest-price has the highest risk of interruption: {DISTRIBUTION}"));
    Some(warning)
}

fn check_on_demand_strategy(fleet: &Fleet<'_>, purchase: &Purchase) -> Option<Diagnostic> {
    purchase.on_demand_strategy?;
    let several = fleet.model.instance_types.len() > 1;
    (!several).then(|| {
        let message = format!("a strategy for choosing among the one instance type of {}", fleet.name);
        unused(fleet, &["purchase", "on_demand_strategy"], message)
    })
}

fn unused(fleet: &Fleet<'_>, path: &[&str], message: String) -> Diagnostic {
    let warning = Diagnostic::warning(codes::ALLOCATION_STRATEGY, fleet.key(path), message).label("chooses nothing");
    match fleet.removal(path) {
        Some(span) => warning.fix("leave it out", span, ""),
        None => warning.help("leave it out"),
    }
}

/// Volumes go with their instances, so what is on them must be worth nothing, or be elsewhere too.
fn check_volumes(fleet: &Fleet<'_>) -> Option<Diagnostic> {
    // The root device of an AMI of one's own stands among the volumes.
    let roots = usize::from(fleet.model.image != Image::Al2023);
    let device = fleet.model.volumes.keys().nth(roots)?;
    let warning = Diagnostic::warning(
        codes::STATE_ON_SPOT,
        fleet.value(&["purchase", "spot"]),
        format!("instances of {} are taken back with the volumes that they write to", fleet.name),
    )
    .label("at any time")
    .also(fleet.key(&["volumes", device]), "deleted with its instance")
    .help("keep data in a table, a bucket or a database; waive this where the volumes are scratch space")
    .fact(format!("EC2 takes spot instances back with a notice of two minutes: {INTERRUPTIONS}"));
    Some(warning)
}

/// Members of a cluster work on one thing together: one that is taken back stops them all.
fn check_cluster(fleet: &Fleet<'_>) -> Option<Diagnostic> {
    if fleet.model.placement != Some(Placement::Cluster) {
        return None;
    }
    let warning = Diagnostic::warning(
        codes::STATE_ON_SPOT,
        fleet.value(&["purchase", "spot"]),
        format!("spot instances in the cluster placement group of {}", fleet.name),
    )
    .label("each may be taken back, and stop those that wait for it")
    .also(fleet.value(&["placement"]), "one zone, close together: hard to replace")
    .help("use on-demand instances with `capacity_reservation: {reserve: …}`, or waive this where the work saves its state")
    .fact("workloads on spot must be fault-tolerant and not tightly coupled between instances (EC2 user guide, Best practices for Amazon EC2 Spot)");
    Some(warning)
}
