//! Numbers of shards and replicas that follow the load.

use crate::blueprint::Cache;
use crate::blueprint::vocabulary::Percent;
use crate::documents::cloudformation::resources::applicationautoscaling::{
    PredefinedMetricSpecification, ScalableTarget, ScalingPolicy, TargetTrackingScalingPolicyConfiguration,
};
use crate::documents::cloudformation::{Stack, reference, some, sub};
use crate::system::Instance;

/// What is scaled: its role in logical ids, its dimension, its bounds, the metric and the value to aim at.
struct Scaled {
    role: &'static str,
    dimension: &'static str,
    bounds: (u32, u32),
    metric: &'static str,
    target: Percent,
}

/// Adds what scales a cache.
pub fn add(stack: &mut Stack, cache: &Instance<'_, Cache>) {
    for scaled in scaled(cache.model) {
        add_one(stack, cache, &scaled);
    }
}

fn scaled(cache: &Cache) -> Vec<Scaled> {
    let Some(scaling) = &cache.scaling else { return Vec::new() };
    let shards = scaling.shards.as_ref().and_then(|shards| {
        let cpu = shards.cpu.map(|cpu| ("ElastiCachePrimaryEngineCPUUtilization", cpu));
        let memory = shards.memory.map(|memory| ("ElastiCacheDatabaseMemoryUsageCountedForEvictPercentage", memory));
        let (metric, target) = cpu.or(memory)?;
        let bounds = (shards.min, shards.max);
        Some(Scaled { role: "Shards", dimension: "NodeGroups", bounds, metric, target })
    });
    let replicas = scaling.replicas.as_ref().map(|replicas| Scaled {
        role: "Replicas",
        dimension: "Replicas",
        bounds: (replicas.min, replicas.max),
        metric: "ElastiCacheReplicaEngineCPUUtilization",
        target: replicas.cpu,
    });
    shards.into_iter().chain(replicas).collect()
}

fn add_one(stack: &mut Stack, cache: &Instance<'_, Cache>, scaled: &Scaled) {
    let id = cache.id().then(scaled.role);
    let target = id.then("Target");
    let group = cache.id().then("ReplicationGroup");
    stack.add(
        &target,
        ScalableTarget::new(
            "elasticache",
            format!("elasticache:replication-group:{}", scaled.dimension),
            sub(format!("replication-group/${{{group}}}")),
            scaled.bounds.0,
            scaled.bounds.1,
        ),
    );
    let tracking = TargetTrackingScalingPolicyConfiguration {
        predefined_metric_specification: Some(PredefinedMetricSpecification::new(scaled.metric)),
        ..TargetTrackingScalingPolicyConfiguration::new(scaled.target.value)
    };
    let policy = ScalingPolicy {
        scaling_target_id: some(reference(target)),
        target_tracking_scaling_policy_configuration: Some(tracking),
        ..ScalingPolicy::new(format!("{}-{}", cache.name, scaled.role.to_ascii_lowercase()), "TargetTrackingScaling")
    };
    stack.add(id.then("Policy"), policy);
}
