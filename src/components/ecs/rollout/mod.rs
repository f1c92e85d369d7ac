//! How new tasks take over from old ones, and when they are taken back.
//!
//! Tasks are replaced a few at a time, or ECS starts all new ones beside the old and moves the traffic: at a rule of an ALB, at a listener
//! of an NLB, or through Service Connect. An alarm on what the ALBs count stops either. An alarm on the service's own metrics would need
//! its name, and the service the alarm's.

mod alarms;
mod check;
pub(super) mod notes;

pub(super) use check::check;

use super::{Cluster, Service, services};
use crate::blueprint::vocabulary::Duration;
use crate::blueprint::{BalancerKind, EcsService, PortProtocol, ServiceRollout};
use crate::documents::cloudformation::resources::iam::Role;
use crate::documents::cloudformation::resources::{ecs, elasticloadbalancingv2 as elb};
use crate::documents::cloudformation::{LogicalId, Number, Stack, Value, get_att, reference, some, sub, text};
use crate::documents::iam::PolicyDocument;

/// Minutes for which old tasks stay after the last step, if the blueprint does not say.
const USUAL_BAKE_MINUTES: u64 = 10;

/// How the traffic moves to new tasks that stand beside the old ones.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Shift {
    AtOnce,
    /// A share in percent, and how long it is watched.
    Canary(f64, Duration),
    /// The share of each step in percent, and the time between two.
    Linear(f64, Duration),
}

impl Shift {
    /// The shift that the fields say, when they say one.
    fn of(rollout: &ServiceRollout) -> Option<Shift> {
        match (rollout.blue_green, rollout.canary, rollout.watched, rollout.linear, rollout.every) {
            (true, None, None, None, None) => Some(Shift::AtOnce),
            (false, Some(share), Some(time), None, None) => Some(Shift::Canary(share.value, time)),
            (false, None, None, Some(share), Some(time)) => Some(Shift::Linear(share.value, time)),
            _ => None,
        }
    }

    const fn strategy(self) -> &'static str {
        match self {
            Shift::AtOnce => "BLUE_GREEN",
            Shift::Canary(..) => "CANARY",
            Shift::Linear(..) => "LINEAR",
        }
    }

    /// Whether the circuit breaker of ECS watches it (Amazon ECS Developer Guide, Amazon ECS deployment failure detection: rolling and
    /// blue/green deployments; the ECS API reference, DeploymentCircuitBreaker, says rolling ones only; both read 2026-11-22).
    const fn breaks(self) -> bool {
        matches!(self, Shift::AtOnce)
    }
}

/// Whether new tasks stand beside the old ones and the traffic moves.
pub(super) fn shifts(service: &EcsService) -> bool {
    service.rollout.as_ref().and_then(Shift::of).is_some()
}

/// Minutes for which the old tasks stay.
fn bake_minutes(rollout: &ServiceRollout) -> u64 {
    rollout.bake.map_or(USUAL_BAKE_MINUTES, |bake| bake.seconds / 60)
}

/// The second group of targets of a port: with each rollout the new tasks are in the one that the old ones are not in.
pub(super) fn other_targets(service: &str, port: &str) -> LogicalId {
    LogicalId::new(service).then(port).then("OtherTargets")
}

/// Adds what the rollout needs around the service: the rules at which ECS moves traffic, and the alarms. The service names them.
pub(super) fn add(stack: &mut Stack, service: &Service<'_, '_>) {
    if shifts(service.model) {
        for (name, _, kind) in service.balanced() {
            if kind == BalancerKind::Alb {
                stack.add(rule_id(service, name), rule(service, name));
            }
        }
    }
    alarms::add(stack, service);
}

/// The role with which ECS moves the traffic of a cluster's services, if any of them has a load balancer at which it does.
pub(super) fn add_role(stack: &mut Stack, cluster: &Cluster<'_>) {
    let moved = |service: &Service<'_, '_>| shifts(service.model) && service.balanced().next().is_some();
    if !services(cluster).iter().any(moved) {
        return;
    }
    let policy = "arn:${AWS::Partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers";
    let role = Role {
        managed_policy_arns: vec![sub(policy)],
        tags: super::lower::plain_tags(cluster),
        ..Role::new(PolicyDocument::trust("ecs.amazonaws.com"))
    };
    stack.add(role_id(cluster), role);
}

/// Where the traffic of a port is led to its targets.
pub(super) fn traffic_at(service: &Service<'_, '_>, port: &str, kind: BalancerKind) -> LogicalId {
    if kind == BalancerKind::Alb && shifts(service.model) { rule_id(service, port) } else { listener_id(service, port) }
}

fn listener_id(service: &Service<'_, '_>, port: &str) -> LogicalId {
    service.id().then(port).then("Listener")
}

fn rule_id(service: &Service<'_, '_>, port: &str) -> LogicalId {
    service.id().then(port).then("Rule")
}

fn role_id(cluster: &Cluster<'_>) -> LogicalId {
    cluster.id().then("TrafficRole")
}

/// All requests. ECS changes the weights, which CloudFormation leaves alone as long as the rule itself stays the same.
fn rule(service: &Service<'_, '_>, port: &str) -> elb::ListenerRule {
    let everything = elb::PathPatternConfig { values: vec![text("/*")] };
    let condition = elb::RuleCondition { field: some("path-pattern"), path_pattern_config: Some(everything) };
    elb::ListenerRule {
        listener_arn: Some(reference(listener_id(service, port))),
        ..elb::ListenerRule::new(1, vec![condition], vec![forward(service, port)])
    }
}

/// To both groups of targets: everything to the first, until ECS moves it.
pub(super) fn forward(service: &Service<'_, '_>, port: &str) -> elb::Action {
    let group = |id: LogicalId, weight: u64| elb::TargetGroupTuple {
        target_group_arn: some(reference(id)),
        weight: some(weight),
    };
    let groups = vec![group(service.id().then(port).then("Targets"), 100), group(other_targets(service.name, port), 0)];
    elb::Action { forward_config: Some(elb::ForwardConfig { target_groups: groups }), ..elb::Action::new("forward") }
}

/// Where ECS moves the traffic of a port.
pub(super) fn traffic(service: &Service<'_, '_>, port: &str, kind: BalancerKind) -> Option<ecs::AdvancedConfiguration> {
    if !shifts(service.model) {
        return None;
    }
    let at: Value<String> = reference(traffic_at(service, port, kind));
    Some(ecs::AdvancedConfiguration {
        production_listener_rule: Some(at),
        role_arn: some(get_att(role_id(service.cluster), "Arn")),
        ..ecs::AdvancedConfiguration::new(reference(other_targets(service.name, port)))
    })
}

/// The deployment of a service.
pub(super) fn deployment(service: &Service<'_, '_>) -> ecs::DeploymentConfiguration {
    let rollout = service.model.rollout.as_ref();
    let shift = rollout.and_then(Shift::of);
    let breaks = shift.is_none_or(Shift::breaks);
    let canary = |share: f64, time: Duration| ecs::CanaryConfiguration {
        canary_percent: some(Number(share)),
        canary_bake_time_in_minutes: some(time.seconds / 60),
    };
    let linear = |share: f64, time: Duration| ecs::LinearConfiguration {
        step_percent: some(Number(share)),
        step_bake_time_in_minutes: some(time.seconds / 60),
    };
    ecs::DeploymentConfiguration {
        strategy: shift.map(|shift| text(shift.strategy())),
        bake_time_in_minutes: rollout.filter(|_| shift.is_some()).map(|rollout| bake_minutes(rollout).into()),
        canary_configuration: match shift {
            Some(Shift::Canary(share, time)) => Some(canary(share, time)),
            _ => None,
        },
        linear_configuration: match shift {
            Some(Shift::Linear(share, time)) => Some(linear(share, time)),
            _ => None,
        },
        deployment_circuit_breaker: breaks.then(|| ecs::DeploymentCircuitBreaker::new(true, true)),
        alarms: alarms::named(service),
        ..ecs::DeploymentConfiguration::default()
    }
}

/// Whether traffic can be moved: at a load balancer, or by the proxies of Service Connect.
fn movable(service: &Service<'_, '_>) -> bool {
    let tcp = service.model.ports.values().any(|port| port.protocol == PortProtocol::Tcp);
    service.balanced().next().is_some() || (service.cluster.model.service_connect && tcp)
}
