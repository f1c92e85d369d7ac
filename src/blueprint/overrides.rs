//! The way out: what the language does not say, in CloudFormation's own words.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::yaml::Node;

/// Changes to one generated resource, in CloudFormation's words: mappings merge key by key; lists and functions replace
/// whole; null removes.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Override {
    /// Regions in which it holds. Left out: every region that has the resource.
    pub regions: Option<Vec<String>>,
    /// Properties of the resource.
    #[serde(rename = "Properties")]
    pub properties: Option<Node>,
    /// What happens to the resource when it leaves the template or the stack goes.
    #[serde(rename = "DeletionPolicy")]
    pub deletion_policy: Option<Policy>,
    /// What happens to the old resource when an update replaces it.
    #[serde(rename = "UpdateReplacePolicy")]
    pub update_replace_policy: Option<Policy>,
    /// How an update reaches running instances.
    #[serde(rename = "UpdatePolicy")]
    pub update_policy: Option<Node>,
    /// Logical ids of resources of the stack that must be there first, in place of those that were generated.
    #[serde(rename = "DependsOn")]
    pub depends_on: Option<Vec<String>>,
}

/// A resource beside the generated ones, in CloudFormation's words.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtraResource {
    /// Regions in which it is added. Left out: every region that has the stack.
    #[serde(default)]
    pub regions: Option<Vec<String>>,
    /// The type: `AWS::SQS::Queue`.
    #[serde(rename = "Type")]
    pub type_name: String,
    /// Properties of the resource.
    #[serde(rename = "Properties", default)]
    pub properties: Option<Node>,
    /// What happens to the resource when it leaves the template or the stack goes. Default: Delete.
    #[serde(rename = "DeletionPolicy", default)]
    pub deletion_policy: Option<Policy>,
    /// What happens to the old resource when an update replaces it. Default: Delete.
    #[serde(rename = "UpdateReplacePolicy", default)]
    pub update_replace_policy: Option<Policy>,
    /// Logical ids of resources of the stack that must be there first.
    #[serde(rename = "DependsOn", default)]
    pub depends_on: Option<Vec<String>>,
}

/// What CloudFormation does with a resource that it is to remove.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Policy {
    /// Removes it.
    Delete,
    /// Leaves it in the account.
    Retain,
    /// Leaves it, unless the stack operation that made it fails. Not for replacement.
    RetainExceptOnCreate,
    /// Takes a snapshot first: volumes, ElastiCache, RDS, Neptune, Redshift.
    Snapshot,
}
