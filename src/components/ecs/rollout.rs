//! New tasks that are taken back when they answer with errors.
//!
//! An alarm watches each ALB of the service; both deployments answer behind it. An alarm on the service's own metrics would need its name,
//! and the service the alarm's.

use super::{Service, balancer_id, lower};
use crate::blueprint::{BalancerKind, ServiceRollout};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::resources::cloudwatch::{self, Dimension, Metric, MetricDataQuery, MetricStat};
use crate::documents::cloudformation::resources::ecs::DeploymentAlarms;
use crate::documents::cloudformation::{LogicalId, Number, Stack, get_att, reference, some};

/// The length of the spans in which answers are counted, in seconds.
const SPAN_S: u32 = 60;
/// Spans with too many errors, one after the other, that take tasks back.
const SPANS: u32 = 2;

/// The ALBs of a service, each once.
fn balancers(service: &Service<'_, '_>) -> Vec<LogicalId> {
    let mut ids = Vec::new();
    for (_, port, kind) in service.balanced().filter(|(_, _, kind)| *kind == BalancerKind::Alb) {
        let id = balancer_id(service.name, kind, port.public.unwrap_or(true));
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// Adds the alarms. The service names them.
pub(super) fn add(stack: &mut Stack, service: &Service<'_, '_>) {
    let Some(rollout) = &service.model.rollout else { return };
    for balancer in balancers(service) {
        stack.add(balancer.then("Errors"), alarm(service, rollout, &balancer));
    }
}

/// What the service's deployment watches.
pub(super) fn alarms(service: &Service<'_, '_>) -> Option<DeploymentAlarms> {
    service.model.rollout.as_ref()?;
    let names = balancers(service).into_iter().map(|balancer| reference(balancer.then("Errors")));
    Some(DeploymentAlarms::new(names.collect(), true, true))
}

fn alarm(service: &Service<'_, '_>, rollout: &ServiceRollout, balancer: &LogicalId) -> cloudwatch::Alarm {
    let counted = |what: &str, metric: &str| MetricDataQuery {
        metric_stat: Some(MetricStat::new(
            Metric {
                namespace: some("AWS/ApplicationELB"),
                metric_name: some(metric),
                dimensions: vec![Dimension::new("LoadBalancer", get_att(balancer, "LoadBalancerFullName"))],
            },
            "Sum",
            SPAN_S,
        )),
        return_data: some(false),
        ..MetricDataQuery::new(what)
    };
    let share = MetricDataQuery {
        label: some("Requests answered with 5XX, %"),
        expression: some("100 * errors / requests"),
        ..MetricDataQuery::new("share")
    };
    cloudwatch::Alarm {
        alarm_description: some(format!("{} answers with errors: ECS takes new tasks back", service.name)),
        metrics: vec![share, counted("errors", "HTTPCode_Target_5XX_Count"), counted("requests", "RequestCount")],
        evaluation_periods: some(SPANS),
        comparison_operator: some("GreaterThanThreshold"),
        threshold: some(Number(rollout.errors.value)),
        treat_missing_data: some("notBreaching"),
        tags: lower::plain_tags(service.cluster),
        ..cloudwatch::Alarm::default()
    }
}

/// A rollout that nothing could stop.
pub(super) fn check(service: &Service<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(rollout) = &service.model.rollout else { return };
    if balancers(service).is_empty() {
        let error = Diagnostic::error(
            codes::ROLLOUT_UNWATCHED,
            service.key(&["rollout"]),
            format!("nobody counts the errors of `{}`", service.name),
        )
        .label("has no port behind an ALB")
        .fact("network load balancers do not see what their targets answer (Elastic Load Balancing, CloudWatch metrics for your Network Load Balancer)");
        diagnostics.push(service.leave_out(&["rollout"], error));
    }
    if rollout.errors.value >= 100.0 {
        let span = service.place(&["rollout", "errors"]);
        let error = Diagnostic::error(codes::ROLLOUT_SHARE, span, "`errors` of 100%")
            .label("no task fails more often, so none is ever taken back")
            .fix("use 1%", span, "1%");
        diagnostics.push(error);
    }
}
