//! What people do by hand when a rollout hangs, when something else has moved its traffic, and before it goes.

use super::{Shift, alarms, other_targets, traffic_at};
use crate::blueprint::BalancerKind;
use crate::components::ecs::Service;
use crate::documents::{Documents, Topic};

/// Adds what plan.md says of the rollout of a service, where traffic moves.
pub(in super::super) fn add(documents: &mut Documents, service: &Service<'_, '_>) {
    let Some(shift) = service.model.rollout.as_ref().and_then(Shift::of) else { return };
    let stack = service.cluster.system.stack_name("compute");
    if !shift.breaks() {
        documents.note(Topic::ByHand, stopping(service, shift, &stack));
    }
    for (port, _, kind) in service.balanced() {
        documents.note(Topic::ByHand, turning_round(service, port, kind, &stack));
    }
    if service.balanced().next().is_some() {
        documents.note(Topic::ByHand, leaving_out(service));
    }
}

/// Tasks that do not start get no requests, so that no alarm goes off.
fn stopping(service: &Service<'_, '_>, shift: Shift, stack: &str) -> String {
    let (name, strategy) = (service.name, shift.strategy());
    let (cluster, id) = (service.cluster.id().then("Cluster"), service.id().then("Service"));
    let stops = if alarms::any(service) { "Nothing but an alarm" } else { "Nothing" };
    format!(
        "{stops} stops a rollout of {name} that fails: {strategy} deployments have no circuit breaker. Where new tasks do not start, an \
         image that is not there for instance, there are no requests to count, and the update waits until CloudFormation gives up after 36 \
         hours. To stop it:\n  \
         - `aws ecs list-service-deployments --cluster CLUSTER --service SERVICE --status PENDING IN_PROGRESS` says its ARN; CLUSTER and \
         SERVICE are the outputs {cluster} and {id} of {stack}.\n  \
         - `aws ecs stop-service-deployment --service-deployment-arn ARN --stop-type ROLLBACK` goes back to the old tasks.\n  \
         - If the update goes on waiting: `aws cloudformation cancel-update-stack --stack-name {stack}`."
    )
}

/// The weights that CloudFormation writes are those of the first rollout.
fn turning_round(service: &Service<'_, '_>, port: &str, kind: BalancerKind, stack: &str) -> String {
    let name = service.name;
    let (own, other) = (service.id().then(port).then("Targets"), other_targets(name, port));
    let (at, what, command, actions) = match kind {
        BalancerKind::Alb => ("rule", "an override of it", "modify-rule --rule-arn RULE", "--actions"),
        BalancerKind::Nlb => {
            ("listener", "a new certificate", "modify-listener --listener-arn LISTENER", "--default-actions")
        }
    };
    let id = traffic_at(service, port, kind);
    format!(
        "ECS moves the traffic of {name} at the {at} {id} itself. An update of the stack that changes the {at}, {what} for instance, gives \
         everything to the first group of targets, {own}, which is empty after every other rollout. `aws elbv2 describe-target-health \
         --target-group-arn …` says which group has the tasks. If it is {other}, turn the weights round, which takes seconds: `aws elbv2 {command} \
         {actions} 'Type=forward,ForwardConfig={{TargetGroups=[{{TargetGroupArn=FIRST,Weight=0}},{{TargetGroupArn=OTHER,Weight=100}}]}}'`. \
         `aws cloudformation describe-stack-resources --stack-name {stack}` says the ARNs."
    )
}

/// Without steps the service knows its first groups alone, and the others go.
fn leaving_out(service: &Service<'_, '_>) -> String {
    let name = service.name;
    let first: Vec<String> =
        service.balanced().map(|(port, _, _)| service.id().then(port).then("Targets").to_string()).collect();
    format!(
        "Before the steps of {name}'s rollout leave the blueprint, its tasks must be in {}, as they are after an even number of rollouts: \
         `aws elbv2 describe-target-health` says it. If they are not, roll out once more first (`aws ecs update-service \
         --force-new-deployment`); else requests go for a time to a group without tasks.",
        first.join(" and ")
    )
}
