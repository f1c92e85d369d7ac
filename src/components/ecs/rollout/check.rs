//! Rollouts that ECS refuses, and those that nothing could stop.

use super::{Shift, alarms, bake_minutes, movable};
use crate::blueprint::ServiceRollout;
use crate::blueprint::vocabulary::{Duration, Percent};
use crate::components::ecs::Service;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::ecs::{MAX_BAKE_MINUTES, MAX_ROLLOUT_MINUTES, MIN_CANARY_PERCENT, MIN_LINEAR_PERCENT};

/// Fields that only mean something where traffic moves.
const OF_SHIFTS: [&str; 5] = ["canary", "for", "linear", "every", "bake"];

pub(in super::super) fn check(service: &Service<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(rollout) = &service.model.rollout else { return };
    diagnostics.extend(bad_errors(service, rollout));
    let shift = Shift::of(rollout);
    if let Some(shift) = shift {
        check_shift(service, rollout, shift, diagnostics);
    } else if rollout.blue_green || OF_SHIFTS.iter().any(|field| service.says(&["rollout", field])) {
        diagnostics.push(unclear(service));
        return;
    }
    match unwatched(service, shift.is_some()) {
        Some(found) => diagnostics.push(found),
        None => diagnostics.extend(shift.and_then(|shift| unstopped(service, shift))),
    }
}

fn unclear(service: &Service<'_, '_>) -> Diagnostic {
    let message = format!("the rollout of `{}` does not say its steps", service.name);
    Diagnostic::error(codes::ROLLOUT_STEPS, service.key(&["rollout"]), message)
        .label("one of `blue_green`, `canary` with `for`, `linear` with `every`")
        .help("write `{blue_green: true}`, `{canary: 10%, for: 10m}` or `{linear: 10%, every: 6m}`, each with `bake` if you like")
        .fact("a deployment has one strategy: ROLLING, BLUE_GREEN, LINEAR or CANARY (registry schema of AWS::ECS::Service, 2026-10-20)")
}

fn check_shift(service: &Service<'_, '_>, rollout: &ServiceRollout, shift: Shift, diagnostics: &mut Vec<Diagnostic>) {
    let shares = [("canary", rollout.canary, MIN_CANARY_PERCENT), ("linear", rollout.linear, MIN_LINEAR_PERCENT)];
    let shares = shares.into_iter().filter_map(|(field, share, least)| bad_share(service, field, share?, least));
    let times = [("for", rollout.watched, 1), ("every", rollout.every, 1), ("bake", rollout.bake, 0)];
    let times = times.into_iter().filter_map(|(field, time, least)| bad_time(service, field, time?, least));
    let wrong: Vec<Diagnostic> = shares.chain(times).collect();
    if wrong.is_empty() {
        diagnostics.extend(too_long(service, rollout, shift));
    }
    diagnostics.extend(wrong);
    diagnostics.extend(unmoved(service, shift));
    diagnostics.extend(daemon(service, shift));
    diagnostics.extend(by_requests(service, shift));
}

/// How the strategies are called here.
const fn word(shift: Shift) -> &'static str {
    match shift {
        Shift::AtOnce => "blue_green",
        Shift::Canary(..) => "canary",
        Shift::Linear(..) => "linear",
    }
}

fn bad_share(service: &Service<'_, '_>, field: &str, share: Percent, least: f64) -> Option<Diagnostic> {
    let tenths = share.value * 10.0;
    if (tenths - tenths.round()).abs() < 1e-6 && share.value >= least && share.value < 100.0 {
        return None;
    }
    let span = service.place(&["rollout", field]);
    let near = Percent { value: (tenths.round() / 10.0).clamp(least, 99.9) };
    let error = Diagnostic::error(codes::ROLLOUT_SHARE, span, format!("`{field}` of {share}"))
        .label(format!("tenths of a percent, {} to 99.9%", Percent { value: least }))
        .fix(format!("use {near}"), span, near.to_string())
        .fact("canaryPercent is a multiple of 0.1 from 0.1 to 100, stepPercent from 3 to 100 (ECS API, CanaryConfiguration and LinearConfiguration, read 2026-11-22)");
    Some(error)
}

fn bad_time(service: &Service<'_, '_>, field: &str, time: Duration, least: u64) -> Option<Diagnostic> {
    let minutes = time.seconds / 60;
    if time.seconds.is_multiple_of(60) && (least..=MAX_BAKE_MINUTES).contains(&minutes) {
        return None;
    }
    let span = service.place(&["rollout", field]);
    let near = time.seconds.div_ceil(60).clamp(least, MAX_BAKE_MINUTES);
    let error = Diagnostic::error(codes::ROLLOUT_TIME, span, format!("`{field}` of {time}"))
        .label(format!("whole minutes, {least}m to 24h"))
        .fix(format!("use {near}m"), span, format!("{near}m"))
        .fact("bake times are 0 to 1440 minutes (ECS API, DeploymentConfiguration, CanaryConfiguration and LinearConfiguration, read 2026-11-22)");
    Some(error)
}

/// CloudFormation refuses a rollout that it could not wait for.
fn too_long(service: &Service<'_, '_>, rollout: &ServiceRollout, shift: Shift) -> Option<Diagnostic> {
    let (field, moving) = match shift {
        Shift::AtOnce => return None,
        Shift::Canary(_, time) => ("for", time.seconds / 60),
        Shift::Linear(share, time) => ("every", waits(share).saturating_mul(time.seconds / 60)),
    };
    let whole = moving + bake_minutes(rollout);
    if whole <= MAX_ROLLOUT_MINUTES {
        return None;
    }
    let span = service.place(&["rollout", field]);
    let long = Duration::from_seconds(whole * 60);
    let mut error = Diagnostic::error(codes::ROLLOUT_TIME, span, format!("a rollout of {long}, where CloudFormation takes 33h"))
        .label("more than 33h with all its steps")
        .help("take fewer or shorter steps, or a shorter `bake`")
        .fact("CloudFormation rejects deployments of more than 33 hours by their times (CloudFormation Template Reference, AWS::ECS::Service CanaryConfiguration, read 2026-11-22)");
    if service.says(&["rollout", "bake"]) {
        error = error.also(service.place(&["rollout", "bake"]), "counts too");
    }
    Some(error)
}

/// The waits between the steps of a linear rollout.
fn waits(share: f64) -> u64 {
    ((100.0 / share).ceil() as u64).saturating_sub(1)
}

/// Steps of traffic that ECS does not see.
fn unmoved(service: &Service<'_, '_>, shift: Shift) -> Option<Diagnostic> {
    if movable(service) {
        return None;
    }
    let path = ["rollout", word(shift)];
    let message = format!("no traffic of `{}` could be moved", service.name);
    let found = match shift {
        Shift::AtOnce => Diagnostic::warning(codes::ROLLOUT_UNMOVED, service.key(&path), message)
            .label("new tasks start beside the old ones, and both work until the old ones go"),
        Shift::Canary(..) | Shift::Linear(..) => Diagnostic::error(codes::ROLLOUT_UNMOVED, service.key(&path), message)
            .label("has no port behind a load balancer, and none in Service Connect"),
    };
    let found = found
        .help("add `load_balancer` to a port or `service_connect: true` to the cluster, or leave the steps out")
        .fact("linear and canary deployments need Elastic Load Balancing or Service Connect (Amazon ECS Developer Guide, Required resources for Amazon ECS linear deployments, read 2026-11-22)");
    Some(found)
}

fn daemon(service: &Service<'_, '_>, shift: Shift) -> Option<Diagnostic> {
    if !service.is_daemon() {
        return None;
    }
    let message =
        format!("`{}` is to have new tasks beside the old ones, and is one task on each instance", service.name);
    let warning = Diagnostic::warning(codes::ROLLOUT_UNMOVED, service.key(&["rollout", word(shift)]), message)
        .label("two tasks of a daemon on one instance")
        .also(service.place(&["schedule"]), "one on each instance")
        .help("leave the steps out: ECS replaces daemons instance by instance")
        .fact("the daemon strategy deploys exactly one task on each instance (Amazon ECS Developer Guide, Service deployment controllers and strategies, read 2026-11-22)");
    Some(warning)
}

/// The number of tasks would follow the requests to a group of targets that is empty after every other rollout.
fn by_requests(service: &Service<'_, '_>, shift: Shift) -> Option<Diagnostic> {
    service.model.scaling.as_ref()?.requests_per_target?;
    let path = ["scaling", "requests_per_target"];
    let error = Diagnostic::error(codes::ROLLOUT_REQUESTS, service.key(&path), format!("`{}` scales with requests to targets that its rollout leaves", service.name))
        .label("counts one of the two groups of targets")
        .also(service.key(&["rollout", word(shift)]), "new tasks are in the other group")
        .help("scale with `cpu` or `memory`")
        .fact("ALBRequestCountPerTarget is not supported for blue/green deployments (Amazon ECS Developer Guide, Use a target metric to scale Amazon ECS services)");
    Some(service.leave_out(&path, error))
}

fn bad_errors(service: &Service<'_, '_>, rollout: &ServiceRollout) -> Option<Diagnostic> {
    if rollout.errors.value < 100.0 {
        return None;
    }
    let span = service.place(&["rollout", "errors"]);
    let error = Diagnostic::error(codes::ROLLOUT_SHARE, span, "`errors` of 100%")
        .label("no task fails more often, so none is ever taken back")
        .fix("use 1%", span, "1%");
    Some(error)
}

/// A share of errors that nobody counts. Steps alone are worth having: targets that are not healthy stop them, and so can people.
fn unwatched(service: &Service<'_, '_>, shifts: bool) -> Option<Diagnostic> {
    let path: &[&str] = if shifts { &["rollout", "errors"] } else { &["rollout"] };
    if alarms::any(service) || !service.says(path) {
        return None;
    }
    let error = Diagnostic::error(
        codes::ROLLOUT_UNWATCHED,
        service.key(path),
        format!("nobody counts the errors of `{}`", service.name),
    )
    .label("has no port behind an ALB")
    .fact("network load balancers do not see what their targets answer (Elastic Load Balancing, CloudWatch metrics for your Network Load Balancer)");
    Some(service.leave_out(path, error))
}

/// Steps that no alarm watches, and no circuit breaker.
fn unstopped(service: &Service<'_, '_>, shift: Shift) -> Option<Diagnostic> {
    if shift.breaks() || alarms::any(service) || !movable(service) {
        return None;
    }
    let message = format!("nothing stops a rollout of `{}` that fails", service.name);
    let warning = Diagnostic::warning(codes::ROLLOUT_UNSTOPPED, service.key(&["rollout", word(shift)]), message)
        .label("no alarm, without a port behind an ALB, and no circuit breaker")
        .help("use `blue_green: true`, which has the circuit breaker; or put a port behind an ALB, whose failures an alarm counts")
        .fact("the circuit breaker is for rolling and blue/green deployments (Amazon ECS Developer Guide, Amazon ECS deployment failure detection), or for rolling ones only (Amazon ECS API Reference, DeploymentCircuitBreaker); CloudFormation waits 36 hours (Template Reference, AWS::ECS::Service CanaryConfiguration; all read 2026-11-22)");
    Some(warning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_step_has_no_wait_after_it() {
        assert_eq!(waits(10.0), 9);
        assert_eq!(waits(50.0), 1);
        assert_eq!(waits(40.0), 2);
        assert_eq!(waits(99.9), 1);
    }
}
