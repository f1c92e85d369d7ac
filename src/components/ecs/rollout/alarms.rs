//! The alarms that take new tasks back.
//!
//! They count the requests that tasks answer with 5XX, and those that no task answers: an ALB answers them itself, with 502 where a task
//! refuses or drops the connection and 504 where it hangs. Where tasks are replaced a few at a time, old and new ones are in one group of
//! targets. Where traffic moves, each has a group of its own: the alarm counts the worse one, so that a canary's few errors are not lost
//! among the old tasks' many answers. The ALB knows the group of connections that fail, and not that of its own answers: their share is of
//! all requests.

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

/// Requests that fail in a span before their share counts: where traffic is low, one is a large share and says little.
const LEAST_FAILURES: u32 = 3;

/// Answers of tasks, by group and in all.
const ANSWERED: &str = "HTTPCode_Target_5XX_Count";
/// Connections that no task took, by group and in all.
const REFUSED: &str = "TargetConnectionErrorCount";
/// Answers of the ALB in the place of a task, in all.
const UNANSWERED: &str = "HTTPCode_ELB_5XX_Count";
/// Requests for which a task was chosen, by group and in all.
const REQUESTS: &str = "RequestCount";

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
    cloudwatch::Alarm {
        alarm_description: some(format!("Requests to {} fail: ECS takes new tasks back", service.name)),
        metrics: match &watched.groups {
            None => of_all(watched),
            Some(groups) => of_groups(watched, groups),
        },
        evaluation_periods: some(SPANS),
        comparison_operator: some("GreaterThanThreshold"),
        threshold: some(Number(rollout.errors.value)),
        treat_missing_data: some("notBreaching"),
        tags: lower::plain_tags(service.cluster),
        ..cloudwatch::Alarm::default()
    }
}

fn of_all(watched: &Watched) -> Vec<MetricDataQuery> {
    vec![
        returned(calculated("share", &share("failures", "requests"))),
        calculated("failures", "FILL(answered, 0) + FILL(unanswered, 0)"),
        counted(watched, None, "answered", ANSWERED),
        counted(watched, None, "unanswered", UNANSWERED),
        counted(watched, None, "requests", REQUESTS),
    ]
}

fn of_groups(watched: &Watched, groups: &[LogicalId; 2]) -> Vec<MetricDataQuery> {
    let mut queries = vec![
        returned(calculated("worst", "MAX([share1, share2, share])")),
        calculated("share", &share("failures", "requests")),
        calculated("failures", "FILL(unanswered, 0)"),
        counted(watched, None, "unanswered", UNANSWERED),
        counted(watched, None, "requests", REQUESTS),
    ];
    for (number, group) in (1..).zip(groups) {
        let id = |word: &str| format!("{word}{number}");
        let (answered, refused, requests) = (id("answered"), id("refused"), id("requests"));
        queries.extend([
            calculated(&id("share"), &share(&id("failures"), &requests)),
            calculated(&id("failures"), &format!("FILL({answered}, 0) + FILL({refused}, 0)")),
            counted(watched, Some(group), &answered, ANSWERED),
            counted(watched, Some(group), &refused, REFUSED),
            counted(watched, Some(group), &requests, REQUESTS),
        ]);
    }
    queries
}

/// Failures in percent. The ALB publishes no count of none: failures are filled up, and requests are not, lest a minute whose counts have
/// not come yet is one without failures.
fn share(failures: &str, requests: &str) -> String {
    format!("IF({failures} >= {LEAST_FAILURES}, 100 * {failures}, 0) / {requests}")
}

fn returned(query: MetricDataQuery) -> MetricDataQuery {
    MetricDataQuery { label: some("Requests that fail, %"), return_data: None, ..query }
}

fn calculated(id: &str, expression: &str) -> MetricDataQuery {
    MetricDataQuery { expression: some(expression), return_data: some(false), ..MetricDataQuery::new(id) }
}

/// A count of one group of targets or of all.
fn counted(watched: &Watched, group: Option<&LogicalId>, id: &str, metric: &str) -> MetricDataQuery {
    let balancer = Dimension::new("LoadBalancer", get_att(&watched.balancer, "LoadBalancerFullName"));
    let group = group.map(|group| Dimension::new("TargetGroup", get_att(group, "TargetGroupFullName")));
    let metric = Metric {
        namespace: some("AWS/ApplicationELB"),
        metric_name: some(metric),
        dimensions: std::iter::once(balancer).chain(group).collect(),
    };
    MetricDataQuery {
        metric_stat: Some(MetricStat::new(metric, "Sum", SPAN_S)),
        return_data: some(false),
        ..MetricDataQuery::new(id)
    }
}
