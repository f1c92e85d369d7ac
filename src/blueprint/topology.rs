//! Where the system runs and how clients reach it: regions, routing, network.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::vocabulary::{Cidr, Duration, Switch};
use super::{Capacity, VpcEndpoint};

/// One region of the system.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Region {
    /// Kinds of component that run here. In a file without any component section, each word also creates a small working
    /// default of its kind. Left out: every component that does not say otherwise.
    pub services: Option<Vec<Service>>,
    /// Addresses of the region's VPC, from /16 to /22. Left out: a fixed range for each region, 10.x.0.0/16.
    pub cidr: Option<Cidr>,
    /// How much of each component runs here: full, standby (one of each) or pilot_light (the data alone). Default: full.
    pub capacity: Capacity,
    /// Places that are answered from this region. Left out: what lies nearest, derived and printed in plan.md.
    pub serves: Option<Serves>,
}

/// Places that a region answers. A state goes before its country, a country before its continent.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Serves {
    /// Continents by Route 53's code: AF, AN, AS, EU, NA, OC, SA.
    pub continents: Vec<String>,
    /// Countries by ISO 3166-1 code: FR, KE, JP.
    pub countries: Vec<String>,
    /// States of the US by postal code: OR, CA, WA.
    pub us_states: Vec<String>,
}

/// A kind of component, as the list `services` of a region names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// `apis`.
    ApiGateway,
    /// `functions`.
    Lambda,
    /// `databases`, the instance that takes writes. In the primary region only.
    RdsPrimary,
    /// `databases`, a replica of the primary region's instance.
    RdsReadReplica,
    /// `caches`.
    Elasticache,
    /// `tables`.
    Dynamodb,
    /// `workflows`.
    StepFunctions,
    /// `ecs`.
    Ecs,
    /// `eks`.
    Eks,
    /// `fleets`.
    Ec2,
}

impl Service {
    /// Every service, in the order of the language.
    pub const ALL: [Service; 10] = [
        Service::ApiGateway,
        Service::Lambda,
        Service::RdsPrimary,
        Service::RdsReadReplica,
        Service::Elasticache,
        Service::Dynamodb,
        Service::StepFunctions,
        Service::Ecs,
        Service::Eks,
        Service::Ec2,
    ];

    /// The word in the blueprint.
    pub const fn word(self) -> &'static str {
        match self {
            Service::ApiGateway => "api_gateway",
            Service::Lambda => "lambda",
            Service::RdsPrimary => "rds_primary",
            Service::RdsReadReplica => "rds_read_replica",
            Service::Elasticache => "elasticache",
            Service::Dynamodb => "dynamodb",
            Service::StepFunctions => "step_functions",
            Service::Ecs => "ecs",
            Service::Eks => "eks",
            Service::Ec2 => "ec2",
        }
    }

    /// The service that a word means.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.word() == word)
    }

    /// Whether a list of services says anything about a section: of those without a word, everything runs.
    pub fn covers(section: &str) -> bool {
        Self::ALL.iter().any(|service| service.section() == section)
    }

    /// The section whose components the word stands for.
    pub const fn section(self) -> &'static str {
        match self {
            Service::ApiGateway => "apis",
            Service::Lambda => "functions",
            Service::RdsPrimary | Service::RdsReadReplica => "databases",
            Service::Elasticache => "caches",
            Service::Dynamodb => "tables",
            Service::StepFunctions => "workflows",
            Service::Ecs => "ecs",
            Service::Eks => "eks",
            Service::Ec2 => "fleets",
        }
    }
}

/// How clients find a region, and what happens when one is down.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RoutingStrategy {
    /// How Route 53 chooses among the regions. Default: route53_geolocation.
    pub dns: DnsPolicy,
    /// Where clients of a region go while it is unhealthy. Default: automatic_to_primary.
    pub failover: Failover,
    /// Checks of each region's own name over HTTPS. Default: enabled.
    pub health_checks: Option<Switch<HealthChecks>>,
    /// The name that clients use, for the only API; several APIs name their own. Left out: the regional endpoints are outputs.
    pub domain: Option<String>,
    /// Id of the public Route 53 hosted zone that holds the domain.
    pub hosted_zone: Option<String>,
    /// The name of an existing certificate in each region, for the shared and the regional names. Left out: each region has one of its own.
    pub certificate: Option<String>,
    /// With route53_weighted: the weight of each region, 0 to 255. A region left out weighs 1.
    pub weights: IndexMap<String, u16>,
}

/// How Route 53 chooses a region.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DnsPolicy {
    /// By where the client is: continent, country, state of the US.
    #[default]
    Route53Geolocation,
    /// By the lowest latency that AWS measured between the client's network and the region.
    Route53Latency,
    /// By chance, in proportion to `weights`.
    Route53Weighted,
    /// The primary; the secondaries only while it is unhealthy.
    Route53Failover,
}

/// What happens to the clients of an unhealthy region.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Failover {
    /// They go to the primary; the primary's own go to the secondary nearest to it.
    #[default]
    AutomaticToPrimary,
    /// They wait.
    None,
}

/// The checks that Route 53 makes from outside.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct HealthChecks {
    /// Path that answers 2xx or 3xx while the region can serve. Default: /healthz.
    pub path: String,
    /// Time between two checks of one checker: 10s or 30s. Cannot be changed later without a new check. Default: 30s.
    pub interval: Duration,
    /// Checks in a row that must fail (or pass) to change the state, 1 to 10. Default: 3.
    pub failure_threshold: u32,
}

impl Default for HealthChecks {
    fn default() -> Self {
        HealthChecks { path: "/healthz".into(), interval: Duration::from_seconds(30), failure_threshold: 3 }
    }
}

/// The VPC that each region gets when something in it needs one.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Network {
    /// The name of an existing VPC to stand in instead of one of its own: `existing: {backbone: {vpc: …}}`.
    pub vpc: Option<String>,
    /// Zones with a private subnet each, 2 to 6; and a public one, except where only stores are in the VPC and nothing of theirs leads to
    /// the internet. Default: 3, or as many as the region has.
    pub availability_zones: Option<u32>,
    /// NAT gateways for what is private. Left out: one per zone where something private needs to call out, else none.
    pub nat: Option<Nat>,
    /// Services of AWS that the VPC reaches by endpoints of its own, without NAT. Those of s3 and dynamodb are gateway endpoints and cost
    /// nothing; every other one stands in the private subnet of each zone, where each is charged by the hour. Default: s3 and dynamodb.
    pub vpc_endpoints: Vec<VpcEndpoint>,
    /// Private routes between the VPCs of all regions. Default: false.
    pub peering: bool,
    /// Domain of a private Route 53 hosted zone that only the VPCs of all regions see: `shop.internal`. Ports of ECS services get names in it
    /// by `private_name`. Left out: no such zone.
    pub private_zone: Option<String>,
    /// Records of accepted and rejected connections, in CloudWatch Logs. Default: disabled.
    pub flow_logs: Option<Switch<FlowLogs>>,
}

impl Default for Network {
    fn default() -> Self {
        let vpc_endpoints = vec![VpcEndpoint::S3, VpcEndpoint::Dynamodb];
        Network {
            vpc: None,
            availability_zones: None,
            nat: None,
            vpc_endpoints,
            peering: false,
            private_zone: None,
            flow_logs: None,
        }
    }
}

/// How many NAT gateways a region gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Nat {
    /// No way out for private subnets.
    None,
    /// One for all zones: cheaper, and lost with its zone.
    Single,
    /// One in each zone.
    PerZone,
}

/// Settings of the VPC flow logs.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FlowLogs {
    /// How long records are kept; one of CloudWatch Logs' values. Default: 30d.
    pub retention: Duration,
}

impl Default for FlowLogs {
    fn default() -> Self {
        FlowLogs { retention: Duration::from_seconds(30 * 86_400) }
    }
}
