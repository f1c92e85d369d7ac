//! `workflows`: Step Functions state machines.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::vocabulary::Duration;
use crate::yaml::Node;

/// A state machine, in each region of the component. Exactly one of `tasks` and `definition`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Workflow {
    /// standard (up to a year, each step exactly once) or express (up to 5 minutes, at least once). Default: standard.
    #[serde(rename = "type")]
    pub kind: WorkflowType,
    /// Tasks and what each waits for; the state machine is derived: what does not wait runs in parallel. A task gets
    /// `{"input": <the execution's>, "results": {<task in camelCase>: <its result>}}` of the tasks that it waits for.
    pub tasks: Option<IndexMap<String, Task>>,
    /// A state machine in Amazon States Language. A `Resource` without a colon is a function or workflow of this blueprint: the task
    /// calls it and retries faults of the Lambda service unless it has a `Retry` (`Retry: []` for none). Anywhere else,
    /// `${name}` is the ARN of such a component, and `${AWS::Region}`, `${AWS::AccountId}` and `${AWS::Partition}` are known.
    pub definition: Option<Definition>,
    /// Longest run of the whole; at most 5m for express. Default: 1h for standard and 5m for express tasks; a definition says so itself.
    pub timeout: Option<Duration>,
    /// What the machine may do beside what follows from its tasks, by a name for each statement of its role.
    pub permissions: IndexMap<String, Permission>,
    /// How long the log group keeps events; one of CloudWatch Logs' values. Default: 30d.
    pub log_retention: Option<Duration>,
}

/// The type of a state machine. It cannot be changed later.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkflowType {
    /// Up to a year, each step exactly once, history kept.
    #[default]
    Standard,
    /// Up to 5 minutes, at least once, history in logs only.
    Express,
}

/// One task of a workflow. Exactly one of `function` and `workflow`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Task {
    /// A function of this blueprint.
    pub function: Option<String>,
    /// Another workflow of this blueprint; the task waits for its end. An express workflow can call express ones only.
    pub workflow: Option<String>,
    /// Tasks that must have ended before this one starts.
    pub after: Vec<String>,
    /// How long it usually takes: for the critical path in plan.md. At most the timeout.
    pub expected: Option<Duration>,
    /// When an attempt is given up. Default: the function's own timeout and 10s for its start; the timeout of a workflow.
    pub timeout: Option<Duration>,
    /// Repetition after errors of the task itself. Errors of the Lambda service are always retried.
    pub retry: Option<Retry>,
    /// A function of this blueprint that runs when the task has failed for good; its result stands in for the task's.
    pub catch: Option<String>,
}

/// Repetition after an error.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Retry {
    /// Attempts after the first, 1 to 99,999,999. Default: 3.
    pub attempts: u32,
    /// Factor by which the pause grows, 1 or more. Default: 2.
    pub backoff: f64,
    /// Pause before the first repetition, at least 1s. Default: 1s.
    pub interval: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Retry { attempts: 3, backoff: 2.0, interval: Duration::from_seconds(1) }
    }
}

/// Where a pasted definition stands.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Definition {
    /// A file in YAML or JSON, by its path relative to the blueprint.
    File(String),
    /// The definition itself.
    Inline(Node),
}

/// A statement of the state machine's role.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Permission {
    /// IAM actions: `dynamodb:Query`.
    pub actions: Vec<String>,
    /// ARNs, in which `${AWS::Region}`, `${AWS::AccountId}` and `${AWS::Partition}` are replaced; `*` where AWS knows no resource.
    pub resources: Vec<String>,
}
