//! The alarms that take new tasks back.
//!
//! Where tasks are replaced a few at a time, old and new ones answer in one group of targets, and the alarm counts what the ALB counts.
//! Where traffic moves, each has a group of its own: the alarm counts the worse one, so that a canary's few errors are not lost among
//! the old tasks' many answers.

use crate::blueprint::{BalancerKind, ServiceRollout};
use crate::components::ecs::{Service, balancer_id, lower};
use crate::documents::cloudformation::resources::cloudwatch::{self, Dimension, Metric, MetricDataQuery, MetricStat};
use crate::documents::cloudformation::resources::ecs::DeploymentAlarms;
use crate::documents::cloudformation::{LogicalId, Number, Stack, get_att, reference, some};

use super::{other_targets, shifts};

/// The length of the spans in which answers are counted, in seconds.
const SPAN_S: u32 = 60;
/// Spans with too many errors, one after the other, that take tasks back.
const SPANS: u32 = 2;

/// What an alarm counts: all targets of a load balancer, or each of two groups.
struct Watched {
    id: LogicalId,
    balancer: LogicalId,
    groups: Option<[LogicalId; 2]>,
}

/// What the alarms of a service watch, each once.
fn watched(service: &Service<'_, '_>) -> Vec<Watched> {
    let mut all: Vec<Watched> = Vec::new();
    for (name, port, kind) in service.balanced().filter(|(_, _, kind)| *kind == BalancerKind::Alb) {
        let balancer = balancer_id(service.name, kind, port.public.unwrap_or(true));
        let own = service.id().then(name);
        let (id, groups) = if shifts(service.model) {
            (own.then("Errors"), Some([own.then("Targets"), other_targets(service.name, name)]))
        } else {
            (balancer.then("Errors"), None)
        };
        if all.iter().all(|known| known.id != id) {
            all.push(Watched { id, balancer, groups });
        }
    }
    all
}

/// Whether an alarm can watch the service.
pub(super) fn any(service: &Service<'_, '_>) -> bool {
    !watched(service).is_empty()
}

/// Adds the alarms.
pub(super) fn add(stack: &mut Stack, service: &Service<'_, '_>) {
    let Some(rollout) = &service.model.rollout else { return };
    for watched in watched(service) {
        stack.add(&watched.id, alarm(service, rollout, &watched));
    }
}

/// What the service's deployment watches.
pub(super) fn named(service: &Service<'_, '_>) -> Option<DeploymentAlarms> {
    service.model.rollout.as_ref()?;
    let names: Vec<_> = watched(service).into_iter().map(|watched| reference(watched.id)).collect();
    (!names.is_empty()).then(|| DeploymentAlarms::new(names, true, true))
}

fn alarm(service: &Service<'_, '_>, rollout: &ServiceRollout, watched: &Watched) -> cloudwatch::Alarm {
    let label = "Requests answered with 5XX, %";
    let metrics = match &watched.groups {
        None => {
            let [errors, requests] = counts(watched, None, "errors", "requests");
            let share = MetricDataQuery { label: some(label), ..calculated("share", "100 * errors / requests") };
            vec![share, errors, requests]
        }
        Some([one, other]) => {
            let worse = MetricDataQuery { label: some(label), ..calculated("worse", "MAX([share1, share2])") };
            let hidden = |query: MetricDataQuery| MetricDataQuery { return_data: some(false), ..query };
            let shares = [
                hidden(calculated("share1", "100 * errors1 / requests1")),
                hidden(calculated("share2", "100 * errors2 / requests2")),
            ];
            let first = counts(watched, Some(one), "errors1", "requests1");
            let second = counts(watched, Some(other), "errors2", "requests2");
            std::iter::once(worse).chain(shares).chain(first).chain(second).collect()
        }
    };
    cloudwatch::Alarm {
        alarm_description: some(format!("{} answers with errors: ECS takes new tasks back", service.name)),
        metrics,
        evaluation_periods: some(SPANS),
        comparison_operator: some("GreaterThanThreshold"),
        threshold: some(Number(rollout.errors.value)),
        treat_missing_data: some("notBreaching"),
        tags: lower::plain_tags(service.cluster),
        ..cloudwatch::Alarm::default()
    }
}

fn calculated(id: &str, expression: &str) -> MetricDataQuery {
    MetricDataQuery { expression: some(expression), ..MetricDataQuery::new(id) }
}

/// Answers with errors and all requests, of one group of targets or of all.
fn counts(watched: &Watched, group: Option<&LogicalId>, errors: &str, requests: &str) -> [MetricDataQuery; 2] {
    let balancer = Dimension::new("LoadBalancer", get_att(&watched.balancer, "LoadBalancerFullName"));
    let group = group.map(|group| Dimension::new("TargetGroup", get_att(group, "TargetGroupFullName")));
    let dimensions: Vec<Dimension> = std::iter::once(balancer).chain(group).collect();
    [(errors, "HTTPCode_Target_5XX_Count"), (requests, "RequestCount")].map(|(id, metric)| MetricDataQuery {
        metric_stat: Some(MetricStat::new(
            Metric { namespace: some("AWS/ApplicationELB"), metric_name: some(metric), dimensions: dimensions.clone() },
            "Sum",
            SPAN_S,
        )),
        return_data: some(false),
        ..MetricDataQuery::new(id)
    })
}
