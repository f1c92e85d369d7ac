//! What it takes to start a workflow.

use super::is_express;
use crate::blueprint::{Access, Workflow};
use crate::components::uses::{self, Binding, Target, Use};
use crate::documents::cloudformation::{Value, sub};
use crate::documents::iam::Statement;
use crate::system::Instance;

/// The longest name of a state machine in characters. Source: Step Functions CreateStateMachine, Name (botocore 1.44.5).
const NAME_CHARS: usize = 80;

/// Workflows are started.
pub const TARGET: Target =
    Target { noun: "a workflow", accesses: &[Access::Invoke], from_anywhere: false, check: uses::nothing, bind };

/// The name of a workflow that others use. They know it without reading its stack, which may itself read theirs: a workflow calls
/// functions, and a function may start the workflow.
pub(super) fn fixed_name(workflow: &Instance<'_, Workflow>) -> Option<String> {
    workflow.system.is_used(workflow.name).then(|| workflow.physical_name(NAME_CHARS))
}

fn bind(usage: &Use<'_>) -> Binding {
    let Some(workflow) = usage.instance(&usage.system.blueprint.workflows) else { return Binding::default() };
    let actions = if is_express(workflow.model) {
        &["states:StartExecution", "states:StartSyncExecution"][..]
    } else {
        &["states:StartExecution"]
    };
    let arn = arn(&workflow);
    Binding {
        statements: vec![Statement::allow(actions.iter().copied(), [arn.clone()])],
        environment: [(usage.variable("WORKFLOW"), arn)].into_iter().collect(),
        services: vec!["states"],
        ..Binding::default()
    }
}

fn arn(workflow: &Instance<'_, Workflow>) -> Value<String> {
    let name = fixed_name(workflow).unwrap_or_default();
    sub(format!("arn:${{AWS::Partition}}:states:${{AWS::Region}}:${{AWS::AccountId}}:stateMachine:{name}"))
}
