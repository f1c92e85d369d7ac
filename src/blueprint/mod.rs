//! The language: what a blueprint may say, as plain serde models with their JSON Schema.
//!
//! [`read`] turns the tree of a file into a [`Blueprint`]. Fields that every component has are taken out of its map there,
//! and each region's patch is merged over it, so that a model describes one component as it is in one region.

mod apis;
mod caches;
mod component;
mod databases;
mod eks;
mod files;
mod fleets;
mod functions;
mod printed_pattern;
mod read;
mod schema;
mod topology;
pub mod vocabulary;
mod workflows;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

pub use apis::*;
pub use caches::*;
pub use component::{Common, Component, Effective};
pub use databases::*;
pub use eks::*;
pub use files::{FileContent, referenced_files};
pub use fleets::*;
pub use functions::*;
pub use read::{SECTIONS, read};
pub use schema::json_schema;
pub use topology::*;
pub use workflows::*;

/// One section: components by name.
pub type Section<M> = IndexMap<String, Component<M>>;

/// A system on AWS, in one file.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Blueprint {
    /// Edition of the language. The only one is 1.
    pub synth: Option<u32>,
    /// Name of the system, and the beginning of every stack's name: letters, digits and hyphens, at most 40.
    pub name: String,
    /// What the system is, in a sentence.
    pub description: Option<String>,
    /// Tags of every resource that takes tags.
    #[serde(default)]
    pub tags: IndexMap<String, String>,
    /// How a stack reads another stack's output: stack_output (Fn::GetStackOutput) or parameters, which deploy.sh passes. Default: stack_output.
    #[serde(default)]
    pub wiring: Wiring,
    /// The region that owns what exists once, by its code: `us-east-1: {}`.
    pub primary_region: IndexMap<String, Option<Region>>,
    /// The other regions, by their codes.
    #[serde(default)]
    pub secondary_regions: IndexMap<String, Option<Region>>,
    /// How clients find a region. Left out: each API's regional endpoint is an output.
    pub routing_strategy: Option<RoutingStrategy>,
    /// The VPC of each region.
    #[serde(default)]
    pub network: Network,
    /// Lambda functions.
    #[serde(default)]
    pub functions: Section<Function>,
    /// API Gateway REST APIs.
    #[serde(default)]
    pub apis: Section<Api>,
    /// Step Functions state machines.
    #[serde(default)]
    pub workflows: Section<Workflow>,
    /// EKS clusters.
    #[serde(default)]
    pub eks: Section<Eks>,
    /// EC2 Auto Scaling groups.
    #[serde(default)]
    pub fleets: Section<Fleet>,
    /// ElastiCache replication groups.
    #[serde(default)]
    pub caches: Section<Cache>,
    /// RDS databases.
    #[serde(default)]
    pub databases: Section<Database>,
    /// Warnings that are accepted, by code, each with the reason: `S0412: we accept this because …`.
    #[serde(default)]
    pub waive: IndexMap<String, String>,
}

/// How a stack reads another stack's output.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Wiring {
    /// `Fn::GetStackOutput`, resolved by CloudFormation at each deployment.
    #[default]
    StackOutput,
    /// Template parameters, passed by deploy.sh: for pipelines and emulators without that function.
    Parameters,
}
