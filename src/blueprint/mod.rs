//! The language: what a blueprint may say, as plain serde models with their JSON Schema.
//!
//! [`read`] turns the tree of a file into a [`Blueprint`]. Fields that every component has are taken out of its map there,
//! and each region's patch is merged over it, so that a model describes one component as it is in one region.

mod accelerators;
mod api_access;
mod apis;
mod backup;
mod buckets;
mod caches;
mod capacity;
mod cdn;
mod commitments;
mod component;
mod databases;
mod defaults;
mod deployment;
mod ecs;
mod eks;
mod environments;
mod existing;
mod files;
mod fleets;
mod functions;
mod mapping;
mod merged;
mod naming;
mod observability;
mod overrides;
mod performance;
mod printed_pattern;
mod read;
mod schema;
mod show;
mod tables;
mod topology;
mod uses;
pub mod vocabulary;
mod workflows;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

pub use accelerators::*;
pub use api_access::*;
pub use apis::*;
pub use backup::*;
pub use buckets::*;
pub use caches::*;
pub use capacity::Capacity;
pub use cdn::*;
pub use commitments::*;
pub use component::{Common, Component, Effective};
pub use databases::*;
pub use defaults::DEFAULTS_NAME;
pub use deployment::*;
pub use ecs::*;
pub use eks::*;
pub use environments::{Environment, names as environment_names};
pub use existing::*;
pub use files::{FileContent, Folder, FolderFile, referenced_files};
pub use fleets::*;
pub use functions::*;
pub use mapping::*;
pub use merged::{Merged, Over, merged};
pub use naming::{LONGEST_NAME, is_name, name_rule, nearest_name};
pub use observability::*;
pub use overrides::*;
pub use performance::*;
pub use read::{SECTIONS, read};
pub use schema::json_schema;
pub use show::show;
pub use tables::*;
pub use topology::*;
pub use uses::*;
pub use workflows::*;

/// One section: components by name.
pub type Section<M> = IndexMap<String, Component<M>>;

/// A system on AWS, in one file.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Blueprint {
    /// Edition of the language. The only one is 1.
    pub synth: Option<u32>,
    /// Name of the system, and the beginning of every stack's name: lower-case letters, digits and single hyphens, a letter first, at most 40.
    pub name: String,
    /// What the system is, in a sentence.
    pub description: Option<String>,
    /// Tags of every resource that takes tags: keys to 128 characters, values to 256.
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
    /// S3 buckets.
    #[serde(default)]
    pub buckets: Section<Bucket>,
    /// CloudFront distributions.
    #[serde(default)]
    pub cdn: Section<Cdn>,
    /// Lambda functions.
    #[serde(default)]
    pub functions: Section<Function>,
    /// API Gateway REST APIs.
    #[serde(default)]
    pub apis: Section<Api>,
    /// Step Functions state machines.
    #[serde(default)]
    pub workflows: Section<Workflow>,
    /// Global Accelerators before the load balancers of services.
    #[serde(default)]
    pub accelerators: Section<Accelerator>,
    /// ECS clusters and their services.
    #[serde(default)]
    pub ecs: Section<Ecs>,
    /// EKS clusters.
    #[serde(default)]
    pub eks: Section<Eks>,
    /// EC2 Auto Scaling groups.
    #[serde(default)]
    pub fleets: Section<Fleet>,
    /// ElastiCache: Valkey, Redis OSS and Memcached.
    #[serde(default)]
    pub caches: Section<Cache>,
    /// RDS and Aurora databases.
    #[serde(default)]
    pub databases: Section<Database>,
    /// How stacks are updated.
    #[serde(default)]
    pub deployment: Deployment,
    /// Scheduled backups of the stores, by AWS Backup. Left out: none beside those that the services keep themselves.
    pub backup: Option<Backup>,
    /// Alarms, dashboards, business metrics, traces. Left out: none, and X-Ray's own sampling.
    pub observability: Option<Observability>,
    /// DynamoDB tables.
    #[serde(default)]
    pub tables: Section<Table>,
    /// Things that are there already, usable like components: by id, ARN or parameter, for each region.
    #[serde(default)]
    pub existing: Section<Existing>,
    /// Load tests, the traffic to expect, and targets: k6 scripts, and `bottlenecks.md`.
    pub performance: Option<Performance>,
    /// Reserved Instances and Savings Plans for what runs at all times: a report.
    pub commitments: Option<Commitments>,
    /// Properties and attributes of generated resources, by component and role: `sessions: {ReplicationGroup: {Properties: {…}}}`.
    /// `network`, `routing_strategy` and `observability` stand for the resources of those sections.
    #[serde(default)]
    pub overrides: IndexMap<String, IndexMap<String, Override>>,
    /// Resources beside the generated ones, by stack and logical id: `api: {ExtraQueue: {Type: AWS::SQS::Queue}}`.
    #[serde(default)]
    pub resources: IndexMap<String, IndexMap<String, ExtraResource>>,
    /// Components that were renamed, each by the name under which its resources were first deployed: `{sessions: logins}`. Their resources
    /// keep their logical ids and physical names, and with them their data.
    #[serde(default)]
    pub moved: IndexMap<String, String>,
    /// What differs in each environment, by its name: merged over the rest key by key; lists replace whole; null removes.
    #[serde(default)]
    pub environments: IndexMap<String, Environment>,
    /// Warnings that are accepted, by code, each with the reason: `S0412: we accept this because …`.
    #[serde(default)]
    pub waive: IndexMap<String, String>,
    /// What was laid over the file. Not a field of the language.
    #[serde(skip)]
    pub variant: Variant,
    /// The folders that the blueprint names, by path as it is written there. Not a field of the language.
    #[serde(skip)]
    pub folders: IndexMap<String, Folder>,
}

/// Which environment was chosen, and what laying it over the file removed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Variant {
    /// The environment.
    pub environment: Option<String>,
    /// The account that the environment is for, 12 digits.
    pub account: Option<String>,
    /// Regions that the file has and the merged blueprint has not.
    pub removed_regions: Vec<String>,
}

impl Blueprint {
    /// What every component has, by the component's name, in the order of the sections.
    pub fn commons(&self) -> impl Iterator<Item = (&str, &Common)> {
        fn of<M>(section: &Section<M>) -> impl Iterator<Item = (&str, &Common)> {
            section.iter().map(|(name, component)| (name.as_str(), &component.common))
        }
        of(&self.buckets)
            .chain(of(&self.cdn))
            .chain(of(&self.functions))
            .chain(of(&self.apis))
            .chain(of(&self.workflows))
            .chain(of(&self.accelerators))
            .chain(of(&self.ecs))
            .chain(of(&self.eks))
            .chain(of(&self.fleets))
            .chain(of(&self.caches))
            .chain(of(&self.databases))
            .chain(of(&self.tables))
            .chain(of(&self.existing))
    }

    /// What every component uses, and every part of one that has uses of its own.
    pub fn all_uses(&self) -> impl Iterator<Item = &Uses> {
        fn services(cluster: &Component<Ecs>) -> impl Iterator<Item = &EcsService> {
            let models = std::iter::once(&cluster.base).chain(cluster.per_region.values());
            models.flat_map(|effective| effective.model.services.values())
        }
        let services = self.ecs.values().flat_map(services).map(|service| &service.uses);
        self.commons().map(|(_, common)| &common.uses).chain(services)
    }
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
