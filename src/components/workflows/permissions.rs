//! What the role of a state machine may do: what its tasks call, and nothing else.

use indexmap::IndexMap;
use serde_json::Value as Json;

use super::integrations::{self, Names};
use super::targets::{self, Target};
use super::{flaws, lowering};
use crate::blueprint::Workflow;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::arn::{Arn, is_region};
use crate::documents::asl::{Map, MapMode, Processor, State, StateKind, StateMachine, Task};
use crate::documents::cloudformation::{LogicalId, Value, join, sub, text};
use crate::documents::iam::Statement;
use crate::system::Instance;
use crate::yaml::NodeId;

/// What a machine needs.
#[derive(Default)]
pub(super) struct Permissions {
    /// By actions: the resources.
    grants: IndexMap<Vec<String>, Vec<Value<String>>>,
    /// What cannot be told from the definition.
    underived: Vec<Underived>,
    /// ARNs of another region: the path, the ARN and the region.
    foreign: Vec<(Vec<String>, String, String)>,
}

/// A task whose permissions cannot be told.
struct Underived {
    path: Vec<String>,
    actions: Vec<String>,
    why: String,
}

impl Permissions {
    /// The statements of the role: one for each set of actions, then those of the blueprint.
    pub fn statements(&self, workflow: &Instance<'_, Workflow>) -> Vec<Statement> {
        let derived =
            self.grants.iter().map(|(actions, resources)| Statement::allow(actions.clone(), resources.clone()));
        let own = workflow.model.permissions.iter().map(|(name, permission)| {
            let resources = permission.resources.iter().map(|resource| literal_or_sub(resource));
            Statement::allow(permission.actions.clone(), resources).named(LogicalId::new(name).to_string())
        });
        derived.chain(own).collect()
    }

    fn grant(&mut self, actions: &[&str], resource: Value<String>) {
        let actions = actions.iter().map(|action| (*action).to_owned()).collect();
        let resources = self.grants.entry(actions).or_default();
        if !resources.contains(&resource) {
            resources.push(resource);
        }
    }
}

/// Reads what a machine needs off its tasks.
pub(super) fn of(workflow: &Instance<'_, Workflow>, machine: &StateMachine) -> Permissions {
    let mut walk = Walk { workflow, permissions: Permissions::default() };
    walk.states(&machine.states, &mut Vec::new());
    walk.permissions
}

/// Tasks whose permissions neither follow from the definition nor stand in the blueprint, and ARNs of other regions.
pub(super) fn check(
    workflow: &Instance<'_, Workflow>,
    definition: NodeId,
    permissions: &Permissions,
) -> Vec<Diagnostic> {
    let tree = workflow.system.tree;
    let mut found = Vec::new();
    for underived in &permissions.underived {
        let missing: Vec<&str> = underived
            .actions
            .iter()
            .map(String::as_str)
            .filter(|action| !is_permitted(workflow.model, action))
            .collect();
        if missing.is_empty() {
            continue;
        }
        let located = flaws::place(tree, definition, &underived.path);
        let error = Diagnostic::error(codes::ROLE_PERMISSIONS, located.value, format!("the role lacks {}", missing.join(", ")))
            .label(underived.why.clone())
            .help(format!("permit it: `permissions: {{Call: {{actions: [\"{}\"], resources: [\"arn:…\"]}}}}`", missing.join("\", \"")))
            .fact("a task is run with the permissions of the state machine's role (Step Functions Developer Guide, IAM policies for integrated services, read 2026-11-22)");
        found.push(error);
    }
    for (path, arn, region) in &permissions.foreign {
        let located = flaws::place(tree, definition, path);
        let here = workflow.region.code;
        let written = tree.text(located.node).unwrap_or(arn);
        let error = Diagnostic::error(codes::RESOURCE_ARN, located.value, format!("`{written}` is in {region}, and `{}` runs in {here}", workflow.name))
            .label(format!("not in {here}"))
            .help("name a function or workflow of the blueprint, or write ${AWS::Region} and ${AWS::AccountId}")
            .fact("Step Functions calls nothing in another region (Step Functions Developer Guide, Integrating services, read 2026-11-22)");
        found.push(error);
    }
    found
}

fn is_permitted(workflow: &Workflow, action: &str) -> bool {
    let mut patterns = workflow.permissions.values().flat_map(|permission| &permission.actions);
    patterns.any(|pattern| match pattern.split_once('*') {
        Some((beginning, _)) => action.to_ascii_lowercase().starts_with(&beginning.to_ascii_lowercase()),
        None => pattern.eq_ignore_ascii_case(action),
    })
}

struct Walk<'c, 'a> {
    workflow: &'c Instance<'a, Workflow>,
    permissions: Permissions,
}

impl Walk<'_, '_> {
    fn states(&mut self, states: &IndexMap<String, State>, at: &mut Vec<String>) {
        at.push("States".to_owned());
        for (name, state) in states {
            at.push(name.clone());
            match &state.kind {
                StateKind::Task(task) => self.task(state, task, at),
                StateKind::Parallel(parallel) => {
                    for (index, branch) in parallel.branches.iter().enumerate() {
                        at.extend(["Branches".to_owned(), index.to_string()]);
                        self.states(&branch.states, at);
                        at.truncate(at.len() - 2);
                    }
                }
                StateKind::Map(map) => self.map(map, at),
                _ => {}
            }
            at.pop();
        }
        at.pop();
    }

    fn map(&mut self, map: &Map, at: &mut Vec<String>) {
        let (key, scope) = match &map.processor {
            Processor::Item(config, scope) => {
                if config.and_then(|config| config.mode) == Some(MapMode::Distributed) {
                    self.distributed(map, at);
                }
                ("ItemProcessor", scope)
            }
            Processor::Iterator(scope) => ("Iterator", scope),
        };
        at.push(key.to_owned());
        self.states(&scope.states, at);
        at.pop();
    }

    /// The machine's own ARN cannot stand in the role that the machine itself waits for.
    fn distributed(&mut self, map: &Map, at: &[String]) {
        let mut actions =
            vec!["states:StartExecution".to_owned(), "states:DescribeExecution".into(), "states:StopExecution".into()];
        actions.extend(map.item_reader.as_ref().map(|_| "s3:GetObject".to_owned()));
        actions.extend(map.result_writer.as_ref().map(|_| "s3:PutObject".to_owned()));
        let path = [at, &["ItemProcessor".to_owned(), "ProcessorConfig".into(), "Mode".into()]].concat();
        self.permissions.underived.push(Underived {
            path,
            actions,
            why: "a distributed Map starts executions of its own machine".into(),
        });
    }

    fn task(&mut self, state: &State, task: &Task, at: &[String]) {
        let path = [at, &["Resource".to_owned()]].concat();
        if let Some(credentials) = &task.credentials {
            return self.credentials(credentials, at);
        }
        let Some(call) = task.resource.split_once(":states:::").map(|(_, call)| call) else {
            if task.resource.contains(":lambda:") {
                self.grant(&["lambda:InvokeFunction"], &task.resource, &path);
            }
            // Activities are asked for by their workers and need no permission.
            return;
        };
        let waits = call.contains(".sync");
        let call = call.split('.').next().unwrap_or_default();
        let (field, parameters) = match &state.data.parameters {
            Some(parameters) => ("Parameters", Some(parameters)),
            None => ("Arguments", state.data.arguments.as_ref()),
        };
        let Some(integration) = integrations::find(call) else {
            return self.unknown(call, path, parameters);
        };
        let named = parameters.and_then(|given| given.get(integration.parameter)).and_then(Json::as_str);
        let resource = named.filter(|name| !name.starts_with("{%")).and_then(|name| arn_of(name, integration.names));
        let actions =
            if waits { [integration.actions, integration.waiting].concat() } else { integration.actions.to_vec() };
        let Some(resource) = resource else {
            let why = format!("`{}` is not given in the definition", integration.parameter);
            let actions = actions.into_iter().map(str::to_owned).collect();
            self.permissions.underived.push(Underived { path, actions, why });
            return;
        };
        let named_at = [at, &[field.to_owned(), integration.parameter.to_owned()]].concat();
        self.grant(&actions, &resource, &named_at);
        if waits && call == "states:startExecution" {
            self.wait_for(&resource);
        }
    }

    /// Adds a permission on an ARN with holes.
    fn grant(&mut self, actions: &[&str], arn: &str, path: &[String]) {
        let elsewhere = |region: &str| is_region(region) && region != self.workflow.region.code;
        if let Some(Arn { region, .. }) = Arn::read(arn).filter(|arn| elsewhere(&arn.region)) {
            self.permissions.foreign.push((path.to_vec(), arn.to_owned(), region));
        }
        let value = self.value(arn);
        self.permissions.grant(actions, value);
    }

    /// The ARN as the template writes it.
    fn value(&self, arn: &str) -> Value<String> {
        let whole = targets::names_of_holes(arn).next().filter(|name| arn.starts_with(&format!("${{{name}}}")));
        match whole.and_then(|name| Some((name, targets::substitution(self.workflow, name)?))) {
            Some((name, value)) => match arn.get(name.len() + 3..) {
                None | Some("") => value,
                Some(rest) => join("", [value, text(rest)]),
            },
            None => literal_or_sub(&with_pseudo_parameters(arn)),
        }
    }

    /// `.sync` asks how the execution is doing, and stops it with its own.
    fn wait_for(&mut self, machine: &str) {
        let blueprint = self.workflow.system.blueprint;
        let own = blueprint.workflows.keys().find(|name| targets::hole(name) == machine);
        let executions = match own {
            Some(name)
                if matches!(targets::find(self.workflow, name, targets::WORKFLOWS), Some(Target::Workflow(_))) =>
            {
                sub(format!(
                    "arn:${{AWS::Partition}}:states:${{AWS::Region}}:${{AWS::AccountId}}:execution:${{{}.Name}}:*",
                    lowering::machine_id(name)
                ))
            }
            _ => literal_or_sub(&with_pseudo_parameters(&format!(
                "{}:*",
                machine.replace(":stateMachine:", ":execution:")
            ))),
        };
        self.permissions.grant(&["states:DescribeExecution", "states:StopExecution"], executions);
        let rule = "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule";
        self.permissions.grant(&["events:PutTargets", "events:PutRule", "events:DescribeRule"], sub(rule));
    }

    /// The task is run with a role of its own.
    fn credentials(&mut self, credentials: &Json, at: &[String]) {
        match credentials.get("RoleArn").and_then(Json::as_str).filter(|arn| arn.starts_with("arn:")) {
            Some(role) => {
                let value = self.value(role);
                self.permissions.grant(&["sts:AssumeRole"], value);
            }
            None => self.permissions.underived.push(Underived {
                path: [at, &["Credentials".to_owned()]].concat(),
                actions: vec!["sts:AssumeRole".to_owned()],
                why: "the role is not given in the definition".into(),
            }),
        }
    }

    fn unknown(&mut self, call: &str, path: Vec<String>, parameters: Option<&Json>) {
        if call == "events:putEvents"
            && let Some(buses) = parameters.and_then(event_buses)
        {
            for bus in buses {
                self.grant(&["events:PutEvents"], &bus, &path);
            }
            return;
        }
        let actions = integrations::likely_action(call).into_iter().collect();
        let why = "what it touches does not follow from the definition".to_owned();
        self.permissions.underived.push(Underived { path, actions, why });
    }
}

/// The ARN of each bus that events are put on.
fn event_buses(parameters: &Json) -> Option<Vec<String>> {
    let entries = parameters.get("Entries")?.as_array()?;
    let bus = |entry: &Json| match (entry.get("EventBusName"), entry.get("EventBusName.$")) {
        (Some(Json::String(name)), None) if !name.starts_with("{%") => {
            arn_of(name, Names::Name("events", "event-bus/"))
        }
        (None, None) => arn_of("default", Names::Name("events", "event-bus/")),
        _ => None,
    };
    entries.iter().map(bus).collect()
}

/// The ARN that a parameter stands for; none where it cannot be told.
fn arn_of(given: &str, names: Names) -> Option<String> {
    let of = |service: &str, region: &str, account: &str, rest: &str| {
        format!("arn:${{Partition}}:{service}:{region}:{account}:{rest}")
    };
    let is_arn = given.starts_with("arn:") || given.starts_with("${");
    match names {
        _ if is_arn => Some(given.to_owned()),
        Names::Arn => None,
        Names::Name(service, prefix) => Some(of(service, "${Region}", "${AccountId}", &format!("{prefix}{given}"))),
        Names::QueueUrl => {
            let mut parts = given.strip_prefix("https://")?.split('/');
            let region = parts.next()?.split('.').nth(1)?;
            let (account, queue) = (parts.next()?, parts.next()?);
            Some(of("sqs", region, account, queue))
        }
    }
}

fn with_pseudo_parameters(arn: &str) -> String {
    ["Partition", "Region", "AccountId"]
        .iter()
        .fold(arn.to_owned(), |arn, name| arn.replace(&format!("${{{name}}}"), &format!("${{AWS::{name}}}")))
}

fn literal_or_sub(arn: &str) -> Value<String> {
    if arn.contains("${AWS::") { sub(arn) } else { text(arn) }
}
