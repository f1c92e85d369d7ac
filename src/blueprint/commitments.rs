//! `commitments`: what to commit to for a year or three.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Document;

/// A report, `commitments.md`: what runs at all times, and which Reserved Instances and Savings Plans would cover it. Nothing is bought:
/// CloudFormation cannot.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Commitments {
    /// Components whose instance types may change before the term is over: they get commitments that can follow. Default: none.
    pub may_change: Vec<String>,
    /// Length of the commitments in years, 1 or 3. Default: 1.
    pub term_years: u32,
    /// Prices per hour, as a document `{REGION: {TYPE: {on_demand: 0.1, committed: 0.06}}}`; `fargate.vcpu`, `fargate.gib`, `lambda.gib` and
    /// `db.serverless` (an ACU) are types, too. Left out: the report has amounts and no money.
    pub prices: Option<Document>,
}

impl Default for Commitments {
    fn default() -> Self {
        Commitments { may_change: Vec::new(), term_years: 1, prices: None }
    }
}
