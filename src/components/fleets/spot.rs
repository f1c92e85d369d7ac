//! What spot instances are wrong for.

use super::Fleet;
use crate::blueprint::{Image, Placement};
use crate::components::pool::has_spot;
use crate::diagnostics::{self as codes, Diagnostic};

const INTERRUPTIONS: &str = "EC2 user guide, Spot Instance interruptions (read 2026-10-20)";

pub(super) fn check(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if has_spot(fleet.model.purchase.as_ref()) {
        diagnostics.extend(check_volumes(fleet));
        diagnostics.extend(check_cluster(fleet));
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
