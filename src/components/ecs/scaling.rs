//! How many tasks, and when their number changes.

use super::Service;
use crate::blueprint::{BalancerKind, Capacity, ServiceScaling};
use crate::components::grouped::grouped;
use crate::diagnostics::{self as codes, Diagnostic};

/// The fields of a scaling that are targets.
const TARGETS: [&str; 3] = ["cpu", "memory", "requests_per_target"];

pub(super) fn check(service: &Service<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(scaling) = service.model.scaling.as_ref().filter(|_| !service.is_daemon()) else { return };
    if scaling.min > scaling.max {
        let error = Diagnostic::error(codes::TASK_COUNT, service.place(&["scaling", "min"]), format!("at least {} tasks, at most {}", grouped(scaling.min), grouped(scaling.max)))
            .label("more than the most")
            .also(service.place(&["scaling", "max"]), "the most")
            .help("swap them, or raise `max`")
            .fact("MinCapacity must not be above MaxCapacity (botocore 1.44.5, Application Auto Scaling, RegisterScalableTarget)");
        diagnostics.push(error);
    }
    for field in TARGETS.into_iter().filter(|field| is_zero(scaling, field)) {
        let span = service.place(&["scaling", field]);
        let error = Diagnostic::error(codes::SERVICE_TARGET, span, format!("a target of zero for `{field}` cannot be reached"))
            .label("above zero")
            .help("50% to 70% of processor or memory is usual: what is left carries the load until more tasks are there")
            .fact("a target value is above zero (botocore 1.44.5, Application Auto Scaling, TargetTrackingScalingPolicyConfiguration)");
        diagnostics.push(error);
    }
    check_room(service, scaling, diagnostics);
    if scaling.requests_per_target.is_some() {
        diagnostics.extend(requests(service));
    }
}

fn is_zero(scaling: &ServiceScaling, field: &str) -> bool {
    match field {
        "cpu" => scaling.cpu.is_some_and(|target| target.value == 0.0),
        "memory" => scaling.memory.is_some_and(|target| target.value == 0.0),
        _ => scaling.requests_per_target == Some(0),
    }
}

/// A target needs room to move in, and room a target.
fn check_room(service: &Service<'_, '_>, scaling: &ServiceScaling, diagnostics: &mut Vec<Diagnostic>) {
    let written = TARGETS.into_iter().find(|field| service.says(&["scaling", field]));
    match written {
        Some(field) if scaling.min == scaling.max => {
            let path = ["scaling", field];
            let warning = Diagnostic::warning(
                codes::SERVICE_TARGET,
                service.key(&path),
                format!("{} always has {} tasks, whatever the load", service.name, grouped(scaling.max)),
            )
            .label("a target without room to scale")
            .also(service.place(&["scaling", "max"]), "as many as `min`");
            diagnostics.push(service.leave_out(&path, warning));
        }
        // A region that runs less has turned `min` down itself.
        None if scaling.min < scaling.max && service.cluster.region.model.capacity == Capacity::Full => {
            let warning = Diagnostic::warning(
                codes::SERVICE_TARGET,
                service.place(&["scaling", "max"]),
                format!("{} never has more than {} tasks", service.name, grouped(scaling.min)),
            )
            .label("nothing makes it grow")
            .also(service.place(&["scaling", "min"]), "as many as it has")
            .help("add a target: `cpu: 60%`, `memory: 70%` or `requests_per_target: 1000`");
            diagnostics.push(warning);
        }
        _ => {}
    }
}

fn requests(service: &Service<'_, '_>) -> Option<Diagnostic> {
    let behind: Vec<&str> =
        service.balanced().filter(|(_, _, kind)| *kind == BalancerKind::Alb).map(|(name, _, _)| name).collect();
    if behind.len() == 1 {
        return None;
    }
    let span = service.key(&["scaling", "requests_per_target"]);
    let message = if behind.is_empty() {
        format!("nothing counts the requests of {}", service.name)
    } else {
        format!("{} counts requests at {}: of which?", service.name, behind.join(" and "))
    };
    let error = Diagnostic::error(codes::REQUESTS_TARGET, span, message)
        .label("counted by one ALB port")
        .help("put one port behind `load_balancer: alb`, or scale by `cpu` or `memory`")
        .fact("ALBRequestCountPerTarget names one target group of an Application Load Balancer (botocore 1.44.5, Application Auto Scaling, PredefinedMetricSpecification)");
    Some(error)
}
