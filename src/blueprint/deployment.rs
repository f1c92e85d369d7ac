//! How stacks are updated.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::vocabulary::Duration;

/// How `deploy.sh` updates stacks.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Deployment {
    /// Alarms that make CloudFormation take an update back. Left out: an update is taken back only when it fails.
    pub rollback: Option<Rollback>,
    /// Components that stand in a certain part of a stack: `data-2: [orders]`. A stack over one of CloudFormation's quotas (500 resources,
    /// 200 outputs, 1,000,000 bytes) is split by component, in the order of the template: `data`, then `data-2`. What is named here
    /// stands where it is said, in every region, whatever is added before it. A resource that `resources` adds is named by its logical id.
    /// Default: a stack is split only over a quota.
    pub parts: IndexMap<String, Vec<String>>,
}

/// Alarms that take an update back: every update of a stack in the alarm's region, except the stack that has the alarm.
/// CloudFormation keeps a stack's alarms: before this is taken out of the blueprint, `deploy.sh --no-alarms` makes it forget them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rollback {
    /// The alarms: logical ids of the system's own, in every region that has them, or ARNs. At most 5 in a region. An alarm that
    /// does not exist yet is left out of the update.
    pub alarms: Vec<String>,
    /// How long the alarms are watched after an update has reached every resource; the run waits for it. From 0m to 180m in whole
    /// minutes. Default: 5m.
    #[serde(default = "five_minutes")]
    pub monitoring: Duration,
}

fn five_minutes() -> Duration {
    Duration::from_seconds(300)
}
