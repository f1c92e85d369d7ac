//! Everything that may be wrong with the workflows.

use super::{cycles, machine, timeout};
use crate::blueprint::Workflow;
use crate::components::logs;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::stepfunctions::{EXPRESS_MAX_S, STANDARD_MAX_S};
use crate::system::{Instance, System};

/// Checks every workflow in every region, and that no workflow waits for itself.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for workflow in system.instances(&system.blueprint.workflows) {
        machine::build(&workflow, diagnostics);
        diagnostics.extend(check_timeout(&workflow));
        diagnostics.extend(check_permissions(&workflow));
        if let Some(retention) = workflow.model.log_retention {
            diagnostics.extend(logs::check_retention(retention, workflow.value(&["log_retention"])));
        }
    }
    for region in &system.regions {
        diagnostics.extend(cycles::check(system, region));
    }
}

fn check_timeout(workflow: &Instance<'_, Workflow>) -> Option<Diagnostic> {
    let given = workflow.model.timeout?;
    let span = workflow.value(&["timeout"]);
    let limit = if super::is_express(workflow.model) { EXPRESS_MAX_S } else { STANDARD_MAX_S };
    if given.seconds == 0 {
        let error = Diagnostic::error(codes::STATE_NUMBER, span, "a workflow cannot end after 0s")
            .label("at least 1s")
            .fact("TimeoutSeconds is a positive integer (Amazon States Language, state machine, read 2026-11-22)");
        return Some(error);
    }
    if given.seconds <= limit.into() {
        return None;
    }
    Some(if super::is_express(workflow.model) {
        Diagnostic::error(codes::EXPRESS_LIMIT, span, format!("{given} is over the 5 minutes of an express workflow"))
            .label("an express workflow ends after 5m")
            .fix("end it after 5m", span, "5m")
            .fact(super::flaws::EXPRESS_FACT)
    } else {
        Diagnostic::error(codes::STATE_NUMBER, span, format!("{given} is over the year that an execution may take"))
            .label("at most 365d")
            .fix("end it after 365d", span, "365d")
            .fact("Maximum execution time: 1 year (Step Functions Developer Guide, service quotas, read 2026-11-22)")
    })
}

fn check_permissions(workflow: &Instance<'_, Workflow>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (name, permission) in &workflow.model.permissions {
        let lists = [("actions", &permission.actions), ("resources", &permission.resources)];
        for (field, _) in lists.into_iter().filter(|(_, list)| list.is_empty()) {
            let span = workflow.value(&["permissions", name, field]);
            let error = Diagnostic::error(codes::ROLE_PERMISSIONS, span, format!("`{name}` permits nothing"))
                .label(format!("no {field}"))
                .fact("a statement has at least one action and one resource (IAM User Guide, policy grammar, read 2026-11-22)");
            found.push(error);
        }
    }
    found
}

/// Seconds that a workflow may take, for what waits for it.
pub(super) fn longest(workflow: &Workflow) -> u64 {
    timeout(workflow).seconds
}
