//! The number of tasks, moved by what they use.

use crate::blueprint::BalancerKind;
use crate::components::ecs::{Service, balancer_id, scales};
use crate::documents::cloudformation::resources::applicationautoscaling as scaling;
use crate::documents::cloudformation::{Number, Stack, Value, get_att, reference, some, sub};

pub(super) fn add(stack: &mut Stack, service: &Service<'_, '_>) {
    let Some(settings) = service.model.scaling.as_ref().filter(|_| scales(service)) else { return };
    let id = service.id().then("Scaling");
    let resource =
        format!("service/${{{}}}/${{{}.Name}}", service.cluster.id().then("Cluster"), service.id().then("Service"));
    let dimension = "ecs:service:DesiredCount";
    stack.add(&id, scaling::ScalableTarget::new("ecs", dimension, sub(resource), settings.min, settings.max));
    let targets = [
        ("Cpu", "ECSServiceAverageCPUUtilization", settings.cpu.map(|target| target.value), None),
        ("Memory", "ECSServiceAverageMemoryUtilization", settings.memory.map(|target| target.value), None),
        ("Requests", "ALBRequestCountPerTarget", settings.requests_per_target.map(f64::from), requests_label(service)),
    ];
    for (name, metric, target, label) in targets {
        let Some(target) = target else { continue };
        stack.add(service.id().then(name).then("Scaling"), policy(service, name, metric, target, label));
    }
}

fn policy(
    service: &Service<'_, '_>,
    name: &str,
    metric: &str,
    target: f64,
    label: Option<Value<String>>,
) -> scaling::ScalingPolicy {
    let metric = scaling::PredefinedMetricSpecification {
        resource_label: label,
        ..scaling::PredefinedMetricSpecification::new(metric)
    };
    scaling::ScalingPolicy {
        scaling_target_id: some(reference(service.id().then("Scaling"))),
        target_tracking_scaling_policy_configuration: Some(scaling::TargetTrackingScalingPolicyConfiguration {
            predefined_metric_specification: Some(metric),
            ..scaling::TargetTrackingScalingPolicyConfiguration::new(Number(target))
        }),
        ..scaling::ScalingPolicy::new(name.to_ascii_lowercase(), "TargetTrackingScaling")
    }
}

/// The load balancer and the target group whose requests are counted.
fn requests_label(service: &Service<'_, '_>) -> Option<Value<String>> {
    let (name, port, kind) = service.balanced().find(|(_, _, kind)| *kind == BalancerKind::Alb)?;
    let balancer = get_att(balancer_id(service.name, kind, port.public.unwrap_or(true)), "LoadBalancerFullName");
    let targets = get_att(service.id().then(name).then("Targets"), "TargetGroupFullName");
    Some(crate::documents::cloudformation::join("/", [balancer, targets]))
}
