//! When the number of instances changes.

use super::Fleet;
use crate::components::pool::grouped;
use crate::diagnostics::{self as codes, Diagnostic};

/// A target that cannot be reached, or that changes nothing.
pub(super) fn check(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let scaling = &fleet.model.scaling;
    let Some(cpu) = scaling.cpu else { return };
    let path = ["scaling", "cpu"];
    if cpu.value == 0.0 {
        let error = Diagnostic::error(
            codes::CPU_TARGET,
            fleet.value(&path),
            "a target of 0% processor use cannot be reached",
        )
        .label("above 0%")
        .help("50% to 70% is usual: what is left carries the load until more instances are there")
        .fact("TargetValue must be above zero (EC2 Auto Scaling API, TargetTrackingConfiguration, read 2026-10-20)");
        diagnostics.push(error);
    } else if scaling.min == scaling.max && scaling.max > 0 {
        let warning = Diagnostic::warning(
            codes::CPU_TARGET,
            fleet.key(&path),
            format!("{} always has {} instances, whatever the processor use", fleet.name, grouped(scaling.max)),
        )
        .label("a target without room to scale")
        .also(fleet.value(&["scaling", "max"]), "as many as `min`");
        diagnostics.push(match fleet.removal(&path) {
            Some(span) => warning.fix("leave it out", span, ""),
            None => warning.help("leave it out, or raise `max`"),
        });
    }
}
