//! When the number of instances changes.

use super::Fleet;
use crate::blueprint::vocabulary::Throughput;
use crate::components::grouped::grouped;
use crate::diagnostics::{self as codes, Diagnostic};

/// Targets that cannot be reached, or that change nothing.
pub(super) fn check(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
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

/// The targets that are set: the field, the target as it is written, and whether it is above zero.
fn targets(fleet: &Fleet<'_>) -> Vec<(&'static str, String, bool)> {
    let scaling = &fleet.model.scaling;
    let cpu = scaling.cpu.map(|cpu| ("cpu", format!("{cpu} processor use"), cpu.value > 0.0));
    let traffic = |field, rate: Option<Throughput>, way| {
        rate.map(|rate| (field, format!("{rate} {way}"), rate.mib_per_second > 0))
    };
    let network_in = traffic("network_in", scaling.network_in, "of traffic in");
    let network_out = traffic("network_out", scaling.network_out, "of traffic out");
    let queue = scaling.queue.as_ref();
    let queue = queue.map(|queue| ("queue", format!("{} messages", queue.backlog), queue.backlog > 0));
    [cpu, network_in, network_out, queue].into_iter().flatten().collect()
}
