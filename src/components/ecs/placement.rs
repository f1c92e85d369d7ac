//! Placement: on which instances tasks are put.

use super::Service;
use crate::blueprint::{PlacementConstraint, PlacementStrategy};
use crate::components::grouped::grouped;
use crate::diagnostics::{self as codes, Diagnostic, did_you_mean};
use crate::facts::ecs;

/// The zone, as an attribute that every instance has.
pub(super) const ZONE: &str = "attribute:ecs.availability-zone";

/// What `spread` takes beside attributes.
const FIELDS: [&str; 2] = ["instanceId", "host"];

pub(super) fn check(service: &Service<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    check_daemon(service, diagnostics);
    if service.on_fargate() {
        check_fargate(service, diagnostics);
        return;
    }
    check_counts(service, diagnostics);
    for (index, strategy) in service.model.placement.strategies.iter().enumerate() {
        if let PlacementStrategy::Spread(field) = strategy {
            diagnostics.extend(spread(service, index, field));
        }
    }
    for (index, constraint) in service.model.placement.constraints.iter().enumerate() {
        if let PlacementConstraint::MemberOf(expression) = constraint {
            diagnostics.extend(check_expression(service, index, expression));
        }
    }
    diagnostics.extend(packed_first(service));
}

fn check_fargate(service: &Service<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let placement = &service.model.placement;
    for (field, none) in
        [("strategies", placement.strategies.is_empty()), ("constraints", placement.constraints.is_empty())]
    {
        if none {
            continue;
        }
        let path = ["placement", field];
        let message = format!("{} has placement {field}, and Fargate has no instances to choose from", service.name);
        let error = Diagnostic::error(codes::FARGATE_PLACEMENT, service.key(&path), message)
            .label("for clusters with instances only")
            .also(service.cluster.key(&["fargate"]), "the cluster is on Fargate")
            .fact("tasks on Fargate take no placement strategies or constraints; ECS balances them over the zones (ECS developer guide, Service scheduler, read 2026-11-22)");
        diagnostics.push(service.leave_out(&path, error));
    }
}

fn check_daemon(service: &Service<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    if !service.is_daemon() {
        return;
    }
    let fact = "a daemon runs one task on each instance: there is no desired number, no strategy, no scaling, and Fargate has none (ECS developer guide, service scheduler, read 2026-11-22)";
    let daemon = service.place(&["schedule"]);
    if service.on_fargate() {
        let error =
            Diagnostic::error(codes::DAEMON_SETTINGS, daemon, format!("{} is a daemon on Fargate", service.name))
                .label("there are no instances to run on")
                .also(service.cluster.key(&["fargate"]), "the cluster is on Fargate")
                .help("give the cluster instances with `capacity`, or run a number of tasks")
                .fact(fact);
        diagnostics.push(error);
    }
    for path in [&["scaling"][..], &["placement", "strategies"][..]] {
        if service.says(path) {
            let field = path.last().copied().unwrap_or_default();
            let error = Diagnostic::error(
                codes::DAEMON_SETTINGS,
                service.key(path),
                format!("{} is a daemon and has `{field}`", service.name),
            )
            .label("one task on each instance, always")
            .also(daemon, "a daemon")
            .fact(fact);
            diagnostics.push(service.leave_out(path, error));
        }
    }
}

fn check_counts(service: &Service<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let placement = &service.model.placement;
    let lists = [
        ("strategies", placement.strategies.len(), ecs::MAX_STRATEGIES),
        ("constraints", placement.constraints.len(), ecs::MAX_CONSTRAINTS),
    ];
    for (field, count, most) in lists {
        if count > most {
            let span = service.place(&["placement", field, &format!("[{most}]")]);
            let error = Diagnostic::error(
                codes::PLACEMENT_COUNT,
                span,
                format!("{count} placement {field}, where a service takes {most}"),
            )
            .label("the first too many")
            .help("leave out what decides least")
            .fact(format!("a service takes {most} placement {field} (botocore 1.44.5, ECS, CreateService)"));
            diagnostics.push(error);
        }
    }
}

fn spread(service: &Service<'_, '_>, index: usize, field: &str) -> Option<Diagnostic> {
    if FIELDS.contains(&field) || field.strip_prefix("attribute:").is_some_and(|name| !name.is_empty()) {
        return None;
    }
    let span = service.place(&["placement", "strategies", &format!("[{index}]"), "spread"]);
    let error = Diagnostic::error(codes::PLACEMENT_FIELD, span, format!("tasks cannot be spread over `{field}`"))
        .fact("the field of spread is instanceId, host or an attribute, such as attribute:ecs.availability-zone (CloudFormation Template Reference, AWS::ECS::Service PlacementStrategy, read 2026-11-22)");
    let as_attribute = format!("attribute:{field}");
    let zone = ["zone", "az", "availability_zone", "availability-zone"].contains(&field).then_some(ZONE);
    let near = zone.or_else(|| did_you_mean(field, FIELDS.into_iter().chain([ZONE])));
    Some(match near {
        Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
        None if field.starts_with("ecs.") => {
            error.label("an attribute").fix(format!("write {as_attribute}"), span, as_attribute)
        }
        None => error
            .label("not instanceId, host or an attribute")
            .help(format!("an attribute of instances is written `{as_attribute}`")),
    })
}

fn check_expression(service: &Service<'_, '_>, index: usize, expression: &str) -> Option<Diagnostic> {
    let length = expression.chars().count();
    let empty = expression.trim().is_empty();
    if !empty && length <= ecs::EXPRESSION_CHARS {
        return None;
    }
    let span = service.place(&["placement", "constraints", &format!("[{index}]"), "member_of"]);
    let message = if empty {
        "a constraint without an expression".to_owned()
    } else {
        format!(
            "an expression of {} characters, where ECS takes {}",
            grouped(length as u64),
            grouped(ecs::EXPRESSION_CHARS as u64)
        )
    };
    let error = Diagnostic::error(codes::CONSTRAINT_EXPRESSION, span, message)
        .label(if empty { "says nothing" } else { "too long" })
        .help("write an expression of the cluster query language: attribute:ecs.instance-type =~ c7g.*")
        .fact("memberOf takes an expression of at most 2,000 characters (botocore 1.44.5, ECS, PlacementConstraint)");
    Some(error)
}

/// Strategies are applied in their order, so what is packed first lies in one zone.
fn packed_first(service: &Service<'_, '_>) -> Option<Diagnostic> {
    let strategies = &service.model.placement.strategies;
    let zone = strategies.iter().position(|strategy| *strategy == PlacementStrategy::Spread(ZONE.into()))?;
    let packed = strategies
        .iter()
        .position(|strategy| matches!(strategy, PlacementStrategy::Binpack(_)))
        .filter(|packed| *packed < zone)?;
    let at = |index: usize| service.place(&["placement", "strategies", &format!("[{index}]")]);
    let warning = Diagnostic::warning(
        codes::PLACEMENT_ORDER,
        at(packed),
        format!("{} packs its tasks before it spreads them over the zones", service.name),
    )
    .label("decides first")
    .also(at(zone), "decides only among what is left")
    .help("put the zones first: a zone that fails then takes its share of the tasks only")
    .fact("strategies are evaluated in their order (ECS developer guide, Use strategies to define task placement)");
    Some(warning)
}
