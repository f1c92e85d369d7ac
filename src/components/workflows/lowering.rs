//! Workflows as resources: a log group, a role and the state machine.

use indexmap::IndexMap;
use serde_json::Value as Json;

use super::machine::{self, Built};
use super::{is_express, plan, target, targets};
use crate::blueprint::Workflow;
use crate::blueprint::vocabulary::Duration;
use crate::components::logs;
use crate::documents::cloudformation::resources::iam::{Role, RolePolicy};
use crate::documents::cloudformation::resources::logs::LogGroup;
use crate::documents::cloudformation::resources::stepfunctions as sfn;
use crate::documents::cloudformation::{LogicalId, StackKind, Tag, Value, get_att, reference, some, tag};
use crate::documents::iam::{PolicyDocument, Statement};
use crate::documents::{Documents, Machine};
use crate::system::{Instance, System};

/// Days for which log events are kept when the workflow does not say.
const LOG_DAYS: u64 = 30;
/// The longest name of a log group, and what AWS wants before it: CloudWatch Logs' resource policies, which Step Functions adds
/// to, stay within 5,120 characters with it (Step Functions Developer Guide, Best practices).
const LOG_GROUP_PREFIX: &str = "/aws/vendedlogs/states/";
const LONGEST_LOG_GROUP: usize = 512;

/// Adds the resources of every workflow, its document and what plan.md says about it.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    for workflow in system.instances(&system.blueprint.workflows) {
        let Some(built) = machine::build(&workflow, &mut Vec::new()) else { continue };
        plan::note(&workflow, &built, documents);
        let definition = serde_json::to_value(&built.machine).unwrap_or_default();
        Lowering { workflow: &workflow, built: &built, tags: tags(&workflow) }.add(&definition, documents);
        let (region, component) = (workflow.region.code.to_owned(), workflow.name.to_owned());
        documents.machines.push(Machine { region, component, definition });
    }
}

/// The logical id of a workflow's state machine.
pub(super) fn machine_id(workflow: &str) -> LogicalId {
    LogicalId::new(workflow).then("StateMachine")
}

fn tags(workflow: &Instance<'_, Workflow>) -> Vec<Tag> {
    workflow.tags().iter().map(|(key, value)| tag(key, value)).collect()
}

struct Lowering<'c, 'a> {
    workflow: &'c Instance<'a, Workflow>,
    built: &'c Built,
    tags: Vec<Tag>,
}

impl Lowering<'_, '_> {
    fn add(&self, definition: &Json, documents: &mut Documents) {
        let workflow = self.workflow;
        let stack = documents.stack(StackKind::Workflows, workflow.region.code);
        let (group, role, id) = (workflow.id().then("LogGroup"), workflow.id().then("Role"), machine_id(workflow.name));
        // Its name is fixed, so that one left behind would stop the next deployment.
        stack.add(&group, self.log_group()).comment(workflow.path()).delete();
        stack.add(&role, self.role());
        let express = is_express(workflow.model);
        let log = sfn::LogDestination {
            cloud_watch_logs_log_group: Some(sfn::CloudWatchLogsLogGroup {
                log_group_arn: Some(get_att(&group, "Arn")),
            }),
        };
        let machine = sfn::StateMachine {
            state_machine_name: target::fixed_name(workflow).map(Into::into),
            state_machine_type: express.then(|| "EXPRESS".into()),
            definition: Some(definition.clone()),
            definition_substitutions: self.substitutions(definition),
            logging_configuration: Some(sfn::LoggingConfiguration {
                // Standard executions keep their history with Step Functions, express ones only here. Neither logs what is passed
                // from state to state: it may be about people.
                level: some(if express { "ALL" } else { "ERROR" }),
                include_execution_data: some(false),
                destinations: vec![log],
            }),
            tracing_configuration: Some(sfn::TracingConfiguration { enabled: some(true) }),
            tags: self.tags.clone(),
            ..sfn::StateMachine::new(get_att(&role, "Arn"))
        };
        stack.add(&id, machine);
        stack.output(workflow.id().then("Arn"), format!("State machine {}", workflow.name), reference(&id));
    }

    fn log_group(&self) -> LogGroup {
        let retention = self.workflow.model.log_retention.unwrap_or(Duration::from_seconds(LOG_DAYS * 86_400));
        let name = self.workflow.physical_name(LONGEST_LOG_GROUP - LOG_GROUP_PREFIX.len());
        LogGroup {
            log_group_name: some(format!("{LOG_GROUP_PREFIX}{name}")),
            retention_in_days: some(logs::days(retention)),
            tags: self.tags.clone(),
            ..LogGroup::default()
        }
    }

    fn role(&self) -> Role {
        let tasks = self.built.permissions.statements(self.workflow);
        let calls = (!tasks.is_empty()).then(|| RolePolicy::new("RunTasks", PolicyDocument::new(tasks)));
        let watching = [
            RolePolicy::new("WriteLogs", PolicyDocument::new([Statement::allow(LOG_ACTIONS.to_vec(), ["*"])])),
            RolePolicy::new("WriteTraces", PolicyDocument::new([Statement::allow(TRACE_ACTIONS.to_vec(), ["*"])])),
        ];
        Role {
            policies: calls.into_iter().chain(watching).collect(),
            tags: self.tags.clone(),
            ..Role::new(PolicyDocument::trust("states.amazonaws.com"))
        }
    }

    /// What stands for each `${…}` of the definition, in the order of the definition.
    fn substitutions(&self, definition: &Json) -> IndexMap<String, Value<String>> {
        let text = definition.to_string();
        let names = targets::names_of_holes(&text);
        names.filter_map(|name| Some((name.to_owned(), targets::substitution(self.workflow, name)?))).collect()
    }
}

/// What delivery to CloudWatch Logs needs; AWS takes no resource for these (Step Functions Developer Guide, "Logging using
/// CloudWatch Logs", IAM policies, read 2026-11-22).
const LOG_ACTIONS: [&str; 8] = [
    "logs:CreateLogDelivery",
    "logs:GetLogDelivery",
    "logs:UpdateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:DescribeResourcePolicies",
    "logs:DescribeLogGroups",
];

/// What X-Ray needs; it has no resources (Step Functions Developer Guide, "Trace with X-Ray", read 2026-11-22).
const TRACE_ACTIONS: [&str; 4] =
    ["xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules", "xray:GetSamplingTargets"];
