//! The queue whose backlog decides how many instances there are.
//!
//! Messages count while they wait and while an instance works on them: they are in flight until it deletes them, and a fleet that
//! counted those that wait alone would lose busy instances with the last ones.

use super::Lowering;
use crate::blueprint::FleetScaling;
use crate::components::fleets::queue;
use crate::documents::cloudformation::resources::autoscaling::{
    CustomizedMetricSpecification, Metric, MetricDimension, ScalingPolicy, TargetTrackingConfiguration,
    TargetTrackingMetricDataQuery, TargetTrackingMetricStat,
};
use crate::documents::cloudformation::{reference, some};
use crate::documents::{Documents, Topic};

impl Lowering<'_, '_> {
    /// Aims at the messages for each instance in service.
    pub(super) fn backlog(&self) -> Option<ScalingPolicy> {
        let scaling = &self.fleet.model.scaling;
        let target = scaling.queue.as_ref()?;
        let queue = queue::name(self.fleet, &target.name)?;
        let queue = MetricDimension::new("QueueName", queue);
        let group = MetricDimension::new("AutoScalingGroupName", reference(self.id.then("Group")));
        let mut metrics = shares(scaling, target.backlog);
        metrics.extend([
            read("waiting", "AWS/SQS", "ApproximateNumberOfMessagesVisible", queue.clone(), "Sum"),
            read("taken", "AWS/SQS", "ApproximateNumberOfMessagesNotVisible", queue, "Sum"),
            read("instances", "AWS/AutoScaling", "GroupInServiceInstances", group, "Average"),
        ]);
        let metric = CustomizedMetricSpecification { metrics, ..CustomizedMetricSpecification::default() };
        Some(ScalingPolicy {
            policy_type: some("TargetTrackingScaling"),
            target_tracking_configuration: Some(TargetTrackingConfiguration {
                customized_metric_specification: Some(metric),
                ..TargetTrackingConfiguration::new(f64::from(target.backlog))
            }),
            ..ScalingPolicy::new(reference(self.id.then("Group")))
        })
    }

    /// What the instances themselves must do.
    pub(super) fn backlog_notes(&self, documents: &mut Documents) {
        let (name, scaling) = (self.fleet.name, &self.fleet.model.scaling);
        if scaling.queue.is_none() {
            return;
        }
        let note = format!(
            "When {name} shrinks, Auto Scaling does not ask which instances are at work. Keep the visibility timeout of its queue above the time \
             that a message takes, so that what an instance leaves behind comes back, and only then. Where work must not begin again, let \
             instances protect themselves while they have a message (`aws autoscaling set-instance-protection --protected-from-scale-in`)."
        );
        documents.note(Topic::Derived, note);
        if may_be_empty(scaling) {
            let note = format!(
                "The first instance of {name} starts a few minutes after the first message. If nobody used the queue for 6 hours, SQS begins to \
                 count up to 15 minutes later."
            );
            documents.note(Topic::Derived, note);
        }
    }
}

/// Whether a fleet may have no instance at some time.
fn may_be_empty(scaling: &FleetScaling) -> bool {
    scaling.min == 0 || scaling.schedule.values().any(|size| size.min == 0)
}

/// The messages of each instance. A group grows where they are more than the target and shrinks where they are fewer: for no instance
/// the first message is more, and for the last one any message is as many.
fn shares(scaling: &FleetScaling, target: u32) -> Vec<TargetTrackingMetricDataQuery> {
    let share = |expression: &str| TargetTrackingMetricDataQuery {
        label: some("Messages for each instance"),
        expression: some(expression),
        ..TargetTrackingMetricDataQuery::new("backlog")
    };
    let work = calculated("work", "waiting + FILL(taken, 0)");
    if !may_be_empty(scaling) {
        return vec![share("work / IF(instances > 0, instances, 1)"), work];
    }
    vec![
        share("IF(instances > 1, work / instances, IF(instances > 0, last, none))"),
        calculated("last", &format!("IF(work > {target}, work, IF(work > 0, {target}, 0))")),
        calculated("none", &format!("IF(work > 0, work + {target}, 0)")),
        work,
    ]
}

fn calculated(id: &str, expression: &str) -> TargetTrackingMetricDataQuery {
    TargetTrackingMetricDataQuery {
        expression: some(expression),
        return_data: some(false),
        ..TargetTrackingMetricDataQuery::new(id)
    }
}

fn read(
    id: &str,
    namespace: &str,
    metric: &str,
    dimension: MetricDimension,
    statistic: &str,
) -> TargetTrackingMetricDataQuery {
    let metric = Metric { dimensions: vec![dimension], ..Metric::new(namespace, metric) };
    TargetTrackingMetricDataQuery {
        metric_stat: Some(TargetTrackingMetricStat::new(metric, statistic)),
        return_data: some(false),
        ..TargetTrackingMetricDataQuery::new(id)
    }
}
