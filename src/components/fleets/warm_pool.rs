//! Instances that wait: whether they can, whether there is room for them, and whether they are ready when they wait.

use super::Fleet;
use crate::blueprint::{WarmPool, WarmState};
use crate::components::grouped::grouped;
use crate::components::pool::has_spot;
use crate::diagnostics::{self as codes, Diagnostic};

const WARM_POOLS: &str = "EC2 Auto Scaling user guide, Warm pools (read 2026-11-22)";

pub(super) fn check(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(pool) = &fleet.model.warm_pool else { return };
    if has_spot(fleet.model.purchase.as_ref()) {
        diagnostics.push(with_spot(fleet));
    }
    diagnostics.extend(check_room(fleet, pool));
    diagnostics.extend(check_script(fleet, pool));
}

fn with_spot(fleet: &Fleet<'_>) -> Diagnostic {
    let error = Diagnostic::error(
        codes::WARM_POOL_SPOT,
        fleet.key(&["warm_pool"]),
        format!("{} has spot instances, which cannot wait in a warm pool", fleet.name),
    )
    .label("on-demand instances only")
    .also(fleet.value(&["purchase", "spot"]), "spot is wanted here")
    .fact("PutWarmPool cannot be called on a group that requests Spot Instances (AWS Tools for PowerShell 4.1.555, Write-ASWarmPool, read 2026-11-22)");
    match fleet.removal(&["warm_pool"]) {
        Some(span) => error.fix("leave the pool out", span, ""),
        None => error.help("leave the pool out, or `purchase`"),
    }
}

fn check_room(fleet: &Fleet<'_>, pool: &WarmPool) -> Option<Diagnostic> {
    let scaling = &fleet.model.scaling;
    let (name, max) = (fleet.name, fleet.value(&["scaling", "max"]));
    let prepared = fleet.value(&["warm_pool", "prepared"]);
    match pool.prepared {
        Some(most) if most > scaling.max => {
            let message = format!(
                "{} instances prepared, where {name} never has more than {}",
                grouped(most),
                grouped(scaling.max)
            );
            let warning = Diagnostic::warning(codes::WARM_POOL_SIZE, prepared, message)
                .label("more than can be needed")
                .also(max, "the most in service")
                .fix(format!("use {}", scaling.max), prepared, scaling.max.to_string())
                .fact(format!("MaxGroupPreparedCapacity counts the pool and the group together: {WARM_POOLS}"));
            Some(warning)
        }
        Some(most) if most <= scaling.min && pool.min == 0 => {
            let message =
                format!("{} instances prepared, where {name} always has {}", grouped(most), grouped(scaling.min));
            let warning = Diagnostic::warning(codes::WARM_POOL_SIZE, prepared, message)
                .label("none is left to wait")
                .also(fleet.value(&["scaling", "min"]), "always in service")
                .help("prepare more than `scaling.min`")
                .fact(format!(
                    "the pool is what MaxGroupPreparedCapacity exceeds the desired capacity by: {WARM_POOLS}"
                ));
            Some(warning)
        }
        None if scaling.min == scaling.max && pool.min == 0 && scaling.schedule.is_empty() => {
            let warning = Diagnostic::warning(
                codes::WARM_POOL_SIZE,
                fleet.key(&["warm_pool"]),
                format!("{name} always has {} instances: none ever waits", grouped(scaling.max)),
            )
            .label("a pool without instances")
            .also(max, "as many as `min`")
            .help("raise `scaling.max`, or leave the pool out")
            .fact(format!("the pool is what the maximum exceeds the desired capacity by: {WARM_POOLS}"));
            Some(warning)
        }
        _ => None,
    }
}

/// What a stop interrupts does not begin again: cloud-init runs user data at the first start only.
fn check_script(fleet: &Fleet<'_>, pool: &WarmPool) -> Option<Diagnostic> {
    if pool.state != WarmState::Stopped || fleet.model.user_data.is_none() {
        return None;
    }
    let place = if fleet.says(&["warm_pool", "state"]) {
        fleet.value(&["warm_pool", "state"])
    } else {
        fleet.key(&["warm_pool"])
    };
    let warning = Diagnostic::warning(
        codes::WARM_POOL_SCRIPT,
        place,
        format!("instances of {} are stopped before their user data has run", fleet.name),
    )
    .label("stopped as soon as they run")
    .also(fleet.key(&["user_data"]), "may be interrupted, and does not run again")
    .fact("Auto Scaling does not wait for user data before it stops an instance (EC2 Auto Scaling user guide, Use lifecycle hooks with a warm pool, read 2026-11-22)");
    let help = "use `state: running`, put the work into the AMI, or waive this where the script is short";
    Some(warning.help(help))
}
