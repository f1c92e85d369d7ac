//! `ecs`: clusters of containers and their services.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::vocabulary::{Cidr, Duration, Percent, Size};
use super::{Architecture, EnvValue, Purchase, Uses};

/// An ECS cluster in each region of the component. Its tasks run on EC2 instances of its own (`capacity`) or on Fargate (`fargate`).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ecs {
    /// EC2 instances, scaled with what the tasks need. Either this or `fargate`.
    pub capacity: Option<EcsCapacity>,
    /// Fargate: no instances to look after. Either this or `capacity`.
    pub fargate: Option<Fargate>,
    /// Metrics of Container Insights: none, enabled or enhanced (down to the container). They are charged. Default: enabled.
    #[serde(default)]
    pub container_insights: ContainerInsights,
    /// Service Connect: services of the cluster reach each other's TCP ports as `<service>-<port>`, through a proxy beside each task that
    /// needs about 256 CPU units and 64MiB of it. Default: false.
    #[serde(default)]
    pub service_connect: bool,
    /// The services by name. A service's name is unique over all components: others refer to it by the bare name.
    pub services: IndexMap<String, EcsService>,
}

/// The EC2 instances of a cluster: one Auto Scaling group on the ECS-optimised Amazon Linux 2023.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EcsCapacity {
    /// EC2 instance types of one processor architecture, best first; at most 40.
    pub instance_types: Vec<String>,
    /// How many instances. ECS starts what tasks wait for and stops what is empty.
    pub scaling: CapacityScaling,
    /// On-demand and spot instances. Left out: on-demand only. Tasks leave a spot instance when EC2 announces that it takes it back.
    pub purchase: Option<Purchase>,
    /// How full ECS keeps the instances, from 1% on; below 100% some are spare, and new tasks start at once. Default: 100%.
    #[serde(default = "full")]
    pub target: Percent,
}

/// The number of instances of a cluster.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CapacityScaling {
    /// Fewest instances.
    pub min: u32,
    /// Most instances.
    pub max: u32,
}

/// How tasks of a cluster are bought on Fargate.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Fargate {
    /// Tasks of each service that are never on Fargate Spot. Default: 0.
    pub on_demand_base: u32,
    /// Share of Fargate Spot among the tasks above the base, in whole percent. Default: 0%.
    pub spot: Percent,
}

impl Default for Fargate {
    fn default() -> Self {
        Fargate { on_demand_base: 0, spot: Percent { value: 0.0 } }
    }
}

/// Metrics of Container Insights.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContainerInsights {
    /// None.
    None,
    /// Of clusters and services.
    #[default]
    Enabled,
    /// Down to each task and container.
    Enhanced,
}

/// A service: copies of one task, each with one container of its own address in the private subnets.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EcsService {
    /// The container's image, with its tag or digest. `{region}` stands for the region's code, for a registry in each region.
    pub image: String,
    /// What the container runs instead of the image's own command.
    #[serde(default)]
    pub command: Vec<String>,
    /// Processor time of a task; 1024 units are one vCPU. Fargate has certain pairs of `cpu` and `memory` only. Default: 256.
    #[serde(default = "quarter")]
    pub cpu: u32,
    /// Memory of a task. Default: 512MiB.
    #[serde(default = "half_a_gibibyte")]
    pub memory: Size,
    /// The processor that the image is for. Left out: that of the instance types; on Fargate x86_64.
    pub architecture: Option<Architecture>,
    /// Environment variables, beside those that follow from `uses`: text, `{secret: NAME}` or `{parameter: NAME}`. ECS reads a secret or a
    /// parameter when a task starts; its value never stands in a template.
    #[serde(default)]
    pub env: IndexMap<String, EnvValue>,
    /// Containers beside the service's own in each task, by name; at most 9. They share its network, its role and its size.
    #[serde(default)]
    pub sidecars: IndexMap<String, Sidecar>,
    /// Whether the container's own file system is read-only. Default: false.
    #[serde(default)]
    pub read_only_root: bool,
    /// replica: as many tasks as `scaling` says. daemon: one task on each instance. Default: replica.
    #[serde(default)]
    pub schedule: Schedule,
    /// How many tasks. Left out: 2.
    pub scaling: Option<ServiceScaling>,
    /// The ports that the container listens on, by name.
    #[serde(default)]
    pub ports: IndexMap<String, Port>,
    /// How load balancers tell a healthy task. Left out: ALB ports are asked for `/`, NLB ports for a connection.
    pub health_check: Option<HealthCheck>,
    /// How new tasks take over from old ones, and when they are taken back although they are healthy. Left out: a few at a time, and only
    /// taken back when they do not become healthy.
    pub rollout: Option<ServiceRollout>,
    /// On which instances tasks are put. Not on Fargate. Left out: ECS spreads them over the zones.
    #[serde(default)]
    pub placement: TaskPlacement,
    /// Other components that the service uses, by name, and what it may do with each: read, write, read_write or invoke. Permissions,
    /// network rules and environment variables follow.
    #[serde(default)]
    pub uses: Uses,
    /// How long the log group keeps events; one of CloudWatch Logs' values. Default: 30d.
    #[serde(default = "default_log_retention")]
    pub log_retention: Duration,
}

/// A container beside that of a service: an agent, a proxy, or something that prepares the task.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sidecar {
    /// Its image, with its tag or digest. `{region}` stands for the region's code.
    pub image: String,
    /// What it runs instead of the image's own command.
    #[serde(default)]
    pub command: Vec<String>,
    /// CPU units of the task that are kept for it. Left out: it shares what the others leave.
    pub cpu: Option<u32>,
    /// The most memory of the task that it may use, from 6MiB; beyond that it is stopped. Left out: as much as the others leave.
    pub memory: Option<Size>,
    /// Environment variables: text, `{secret: NAME}` or `{parameter: NAME}`.
    #[serde(default)]
    pub env: IndexMap<String, EnvValue>,
    /// Whether it does its work and ends before the service's container starts, which waits for its success. Default: false, it runs beside.
    #[serde(default)]
    pub first: bool,
    /// Whether the task stops when this container does. Default: true; of a container that runs `first`, false.
    pub essential: Option<bool>,
    /// Path of a folder that it and the service's container share, empty at the start: /agent. Left out: none.
    pub shares: Option<String>,
}

/// Which scheduler starts the tasks of a service.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Schedule {
    /// A number of tasks.
    #[default]
    Replica,
    /// One task on each instance.
    Daemon,
}

/// The number of tasks of a service. A target makes ECS move between `min` and `max`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceScaling {
    /// Fewest tasks.
    pub min: u32,
    /// Most tasks.
    pub max: u32,
    /// Average processor use to aim at, above 0%.
    pub cpu: Option<Percent>,
    /// Average memory use to aim at, above 0%.
    pub memory: Option<Percent>,
    /// Requests per minute for each task to aim at; for a service with a port behind an ALB.
    pub requests_per_target: Option<u32>,
}

/// A port of a container.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Port {
    /// The number, 1 to 65535.
    pub port: u16,
    /// tcp or udp. Default: tcp.
    #[serde(default)]
    pub protocol: PortProtocol,
    /// alb (HTTP) or nlb (TCP, UDP, TLS). Ports of one service with the same kind and the same `public` share a load balancer. Left out: none.
    pub load_balancer: Option<BalancerKind>,
    /// Whether clients on the Internet reach the load balancer; otherwise only the VPC. Default: true.
    pub public: Option<bool>,
    /// Ranges of addresses outside the VPC whose clients reach an internal load balancer too, by VPN, Direct Connect or a transit gateway:
    /// `[10.0.0.0/8]`. Default: none.
    #[serde(default)]
    pub from: Vec<Cidr>,
    /// Port of the load balancer. Default: 443 with a certificate or a domain, else 80 on an ALB and `port` on an NLB.
    pub listen: Option<u16>,
    /// ARN of an ACM certificate in each region: `{us-east-1: arn:aws:acm:…}`. The load balancer then speaks TLS.
    #[serde(default)]
    pub certificate: IndexMap<String, String>,
    /// Name of the load balancer: it gets a record, by latency when there are several regions, and on an ALB or a TCP port a certificate
    /// unless `certificate` names one.
    pub domain: Option<String>,
    /// Id of the public Route 53 hosted zone that holds the domain. Left out: that of `routing_strategy`.
    pub hosted_zone: Option<String>,
    /// Name of the load balancer in `network.private_zone`: `store` answers at `store.<zone>`, by latency when there are several regions. It
    /// speaks TLS only with a `certificate`: a private name proves nothing to a public authority. Left out: none.
    pub private_name: Option<String>,
    /// How long a task that leaves still serves what it has begun, up to 1h. Default: 30s.
    pub deregistration_delay: Option<Duration>,
}

/// What a port speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PortProtocol {
    /// TCP, and what runs over it.
    #[default]
    Tcp,
    /// UDP.
    Udp,
}

impl PortProtocol {
    /// The name, here and at AWS.
    pub const fn name(self) -> &'static str {
        match self {
            PortProtocol::Tcp => "tcp",
            PortProtocol::Udp => "udp",
        }
    }
}

/// The kind of a load balancer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum BalancerKind {
    /// Application Load Balancer: HTTP.
    Alb,
    /// Network Load Balancer: TCP, UDP, TLS.
    Nlb,
}

impl BalancerKind {
    /// The word in the blueprint.
    pub const fn word(self) -> &'static str {
        match self {
            BalancerKind::Alb => "alb",
            BalancerKind::Nlb => "nlb",
        }
    }
}

/// How load balancers tell a healthy task.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct HealthCheck {
    /// Name of the TCP port that is asked. Left out: the port that takes the traffic.
    pub port: Option<String>,
    /// Path that answers 200 to an HTTP request. Left out: `/` behind an ALB; behind an NLB a connection is enough.
    pub path: Option<String>,
    /// Time between two checks, 5s to 300s. Default: 30s.
    pub interval: Duration,
    /// How long an answer may take, 2s to 120s and less than `interval`. Default: 5s.
    pub timeout: Duration,
    /// Answers in a row that make a task healthy, 2 to 10. Default: 3.
    pub healthy: u32,
    /// Failures in a row that make a task unhealthy, 2 to 10. Default: 3.
    pub unhealthy: u32,
    /// How long ECS leaves a new task alone whatever the check says. Default: 60s.
    pub grace_period: Duration,
}

impl Default for HealthCheck {
    fn default() -> Self {
        HealthCheck {
            port: None,
            path: None,
            interval: Duration::from_seconds(30),
            timeout: Duration::from_seconds(5),
            healthy: 3,
            unhealthy: 3,
            grace_period: Duration::from_seconds(60),
        }
    }
}

/// How new tasks take over, and when ECS takes them back: `{errors: 1%}`, `{blue_green: true}`, `{canary: 10%, for: 10m}` or
/// `{linear: 10%, every: 6m}`. With all but the first the new tasks start beside the old ones, up to twice as many in all, and ECS moves the
/// traffic at the load balancer or through Service Connect. The update of the stack waits for it; a Network Load Balancer takes 10
/// minutes more for each step.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ServiceRollout {
    /// All traffic moves at once, when all new tasks are healthy. Default: false; without `canary` and `linear` too, new tasks replace old
    /// ones a few at a time.
    pub blue_green: bool,
    /// Share of the traffic that the new tasks have at first, 0.1% to 99.9% in tenths of a percent.
    pub canary: Option<Percent>,
    /// How long a canary has its share before the new tasks get all, in whole minutes up to 24h.
    #[serde(rename = "for")]
    pub watched: Option<Duration>,
    /// Share of the traffic that moves with each step, 3% to 99.9% in tenths of a percent.
    pub linear: Option<Percent>,
    /// Time between two steps, in whole minutes up to 24h.
    pub every: Option<Duration>,
    /// How long the old tasks stay after the new ones have all the traffic, to go back at once; in whole minutes up to 24h. For
    /// `blue_green`, `canary` and `linear`. Default: 10m.
    pub bake: Option<Duration>,
    /// Share of the requests to an ALB that may fail: tasks answer with 5XX, refuse or drop the connection, or do not answer at all. When
    /// it is more, and at least 3 requests fail, in each of 2 minutes one after the other while new tasks come, the service goes back to
    /// the old ones. Where traffic moves in steps, old and new tasks are counted apart; answers that never come are a share of all
    /// requests, so that a `canary` above this share shows them. Default: 1%.
    pub errors: Percent,
}

impl Default for ServiceRollout {
    fn default() -> Self {
        ServiceRollout {
            blue_green: false,
            canary: None,
            watched: None,
            linear: None,
            every: None,
            bake: None,
            errors: Percent { value: 1.0 },
        }
    }
}

/// On which instances tasks are put.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TaskPlacement {
    /// Tried in their order, at most 5: `{spread: attribute:ecs.availability-zone}`, `{spread: instanceId}`, `{binpack: cpu}`,
    /// `{binpack: memory}`, `random`.
    pub strategies: Vec<PlacementStrategy>,
    /// What an instance must be, at most 10: `distinct_instance`, `{member_of: expression}`.
    pub constraints: Vec<PlacementConstraint>,
}

/// How ECS chooses among the instances that have room.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlacementStrategy {
    /// Evenly over the values of instanceId, host or an attribute: `attribute:ecs.availability-zone`.
    Spread(String),
    /// Onto the instance with the least left of it.
    Binpack(Packed),
    /// By chance.
    Random,
}

/// What `binpack` looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Packed {
    /// Processor time.
    Cpu,
    /// Memory.
    Memory,
}

impl Packed {
    /// The name, here and at AWS.
    pub const fn name(self) -> &'static str {
        match self {
            Packed::Cpu => "cpu",
            Packed::Memory => "memory",
        }
    }
}

/// What an instance must be to get a task.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlacementConstraint {
    /// No two tasks of the service on one instance.
    DistinctInstance,
    /// An expression of the cluster query language, at most 2,000 characters.
    MemberOf(String),
}

fn full() -> Percent {
    Percent { value: 100.0 }
}

fn quarter() -> u32 {
    256
}

fn half_a_gibibyte() -> Size {
    Size::from_mib(512)
}

fn default_log_retention() -> Duration {
    Duration::from_seconds(30 * 86_400)
}
