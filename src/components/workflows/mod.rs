//! `workflows`: Step Functions state machines, derived from tasks or pasted in Amazon States Language.
//!
//! A machine is built once to check it and once more to write it: `machine::build` reports what is wrong and gives the machine
//! when it can be written. What its role may do is read off the finished machine.

mod checks;
mod cycles;
mod flaws;
mod integrations;
mod lowering;
mod machine;
mod pasted;
mod permissions;
mod plan;
mod target;
mod targets;
mod tasks;
#[cfg(test)]
mod tests;

pub use checks::check;
pub use lowering::lower;
pub use target::TARGET;

use crate::blueprint::vocabulary::Duration;
use crate::blueprint::{Workflow, WorkflowType};
use crate::documents::asl::MachineType;
use crate::documents::cloudformation::{LogicalId, StackKey, StackKind, Value};
use crate::facts::stepfunctions::EXPRESS_MAX_S;

/// The ARN of a workflow's state machine in a region, for any stack.
pub fn arn(name: &str, region: &str) -> Value<String> {
    let output = StackKey::new(StackKind::Workflows, region).output(LogicalId::new(name).then("Arn").as_str());
    Value::Output(output)
}

/// Whether executions end within five minutes and can be waited for with StartSyncExecution.
pub fn is_express(workflow: &Workflow) -> bool {
    workflow.kind == WorkflowType::Express
}

fn machine_type(workflow: &Workflow) -> MachineType {
    if is_express(workflow) { MachineType::Express } else { MachineType::Standard }
}

/// How long an execution may take when the workflow does not say.
fn default_timeout(workflow: &Workflow) -> Duration {
    Duration::from_seconds(if is_express(workflow) { EXPRESS_MAX_S.into() } else { 3_600 })
}

fn timeout(workflow: &Workflow) -> Duration {
    workflow.timeout.unwrap_or_else(|| default_timeout(workflow))
}
