//! What changes the size of a fleet: targets, a forecast, a schedule, and the warm pool that it draws on.

use super::{Lowering, WARMUP_S};
use crate::blueprint::vocabulary::Throughput;
use crate::blueprint::{Predictive, WarmState};
use crate::documents::cloudformation::resources::autoscaling;
use crate::documents::cloudformation::{Stack, reference, some};

/// A load that the fleet aims at.
struct Target {
    /// Begins the logical id of the policy.
    id: &'static str,
    /// The predefined metric of target tracking.
    metric: &'static str,
    /// The predefined pair of metrics of predictive scaling.
    pair: &'static str,
    value: f64,
}

impl Lowering<'_, '_> {
    /// What is aimed at, in the order in which a forecast takes the first.
    fn targets(&self) -> Vec<Target> {
        let scaling = &self.fleet.model.scaling;
        let cpu = scaling.cpu.map(|cpu| Target {
            id: "Cpu",
            metric: "ASGAverageCPUUtilization",
            pair: "ASGCPUUtilization",
            value: cpu.value,
        });
        let traffic = |id, metric, pair, rate: Option<Throughput>| {
            rate.map(|rate| Target { id, metric, pair, value: bytes_per_minute(rate) })
        };
        let network_in = traffic("NetworkIn", "ASGAverageNetworkIn", "ASGNetworkIn", scaling.network_in);
        let network_out = traffic("NetworkOut", "ASGAverageNetworkOut", "ASGNetworkOut", scaling.network_out);
        [cpu, network_in, network_out].into_iter().flatten().collect()
    }

    /// Whether the load decides how many instances there are.
    pub(super) fn follows_load(&self) -> bool {
        !self.targets().is_empty() || self.fleet.model.scaling.queue.is_some()
    }

    pub(super) fn scaling(&self, stack: &mut Stack) {
        for target in self.targets() {
            let policy = autoscaling::ScalingPolicy {
                policy_type: some("TargetTrackingScaling"),
                target_tracking_configuration: Some(autoscaling::TargetTrackingConfiguration {
                    predefined_metric_specification: Some(autoscaling::PredefinedMetricSpecification::new(
                        target.metric,
                    )),
                    ..autoscaling::TargetTrackingConfiguration::new(target.value)
                }),
                ..autoscaling::ScalingPolicy::new(reference(self.id.then("Group")))
            };
            stack.add(self.id.then(format!("{}Scaling", target.id)), policy);
        }
        if let Some(policy) = self.backlog() {
            stack.add(self.id.then("QueueScaling"), policy);
        }
        self.forecast(stack);
        self.schedule(stack);
    }

    /// Instances start ahead of the forecast load by the time that they need to begin to work.
    fn forecast(&self, stack: &mut Stack) {
        let Some(predictive) = self.fleet.model.scaling.predictive else { return };
        let Some(target) = self.targets().into_iter().next() else { return };
        let pair = autoscaling::PredictiveScalingPredefinedMetricPair::new(target.pair);
        let specification = autoscaling::PredictiveScalingMetricSpecification {
            predefined_metric_pair_specification: Some(pair),
            ..autoscaling::PredictiveScalingMetricSpecification::new(target.value)
        };
        let mode = match predictive {
            Predictive::ForecastOnly => "ForecastOnly",
            Predictive::ForecastAndScale => "ForecastAndScale",
        };
        let policy = autoscaling::ScalingPolicy {
            policy_type: some("PredictiveScaling"),
            predictive_scaling_configuration: Some(autoscaling::PredictiveScalingConfiguration {
                mode: some(mode),
                scheduling_buffer_time: some(WARMUP_S),
                ..autoscaling::PredictiveScalingConfiguration::new(vec![specification])
            }),
            ..autoscaling::ScalingPolicy::new(reference(self.id.then("Group")))
        };
        stack.add(self.id.then("Forecast"), policy);
    }

    fn schedule(&self, stack: &mut Stack) {
        for (name, size) in &self.fleet.model.scaling.schedule {
            let action = autoscaling::ScheduledAction {
                recurrence: some(&size.cron),
                time_zone: size.time_zone.as_ref().map(Into::into),
                min_size: some(size.min),
                max_size: some(size.max),
                ..autoscaling::ScheduledAction::new(reference(self.id.then("Group")))
            };
            stack.add(self.id.then(name).then("Schedule"), action);
        }
    }

    pub(super) fn warm_pool(&self, stack: &mut Stack) {
        let Some(pool) = &self.fleet.model.warm_pool else { return };
        let state = match pool.state {
            WarmState::Stopped => "Stopped",
            WarmState::Running => "Running",
        };
        let resource = autoscaling::WarmPool {
            pool_state: some(state),
            min_size: (pool.min > 0).then(|| pool.min.into()),
            max_group_prepared_capacity: pool.prepared.map(Into::into),
            instance_reuse_policy: pool
                .reuse
                .then(|| autoscaling::InstanceReusePolicy { reuse_on_scale_in: some(true) }),
            ..autoscaling::WarmPool::new(reference(self.id.then("Group")))
        };
        stack.add(self.id.then("WarmPool"), resource);
    }
}

/// CloudWatch counts the bytes of a minute, with detailed monitoring.
fn bytes_per_minute(rate: Throughput) -> f64 {
    (rate.mib_per_second * (1 << 20) * 60) as f64
}
