//! `accelerators`: Global Accelerator.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::vocabulary::{Duration, Percent};

/// Two fixed addresses that the whole world reaches at the nearest edge of AWS's network, and from there the nearest region with a healthy
/// endpoint. One accelerator for all regions; `regions` says which of them take its traffic.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accelerator {
    /// What clients may connect to, by name.
    pub listeners: IndexMap<String, AcceleratorListener>,
    /// What is behind it, by name, up to 10 for a listener in a region. A service: the load balancer of one of its ports, in every region
    /// that runs the service; clients reach it through each listener of its protocol that has the load balancer's port. Or a load balancer,
    /// an EC2 instance or an Elastic IP address of `existing`, in every region that has one.
    pub endpoints: IndexMap<String, AcceleratorEndpoint>,
    /// How instances and addresses are asked whether they are well; of load balancers the health of their targets counts. Default: a TCP
    /// connection to the first port of the listener, every 30s, and three answers to change the verdict.
    pub health_check: Option<AcceleratorHealthCheck>,
    /// Share of a region's usual traffic that it takes, 0% to 100%; the rest goes to the next region. Default: 100%.
    #[serde(default)]
    pub traffic_dial: IndexMap<String, Percent>,
    /// Name of the accelerator: it gets an alias record. Left out: AWS's name for it is an output.
    pub domain: Option<String>,
    /// Id of the public Route 53 hosted zone that holds the domain. Left out: that of `routing_strategy`.
    pub hosted_zone: Option<String>,
}

/// What clients may connect to.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceleratorListener {
    /// tcp or udp.
    pub protocol: AcceleratorProtocol,
    /// Ranges of ports, 1 to 10.
    pub ports: Vec<PortRange>,
    /// source_ip: all connections of a client go to one endpoint. none: each on its own. Default: none.
    #[serde(default)]
    pub client_affinity: ClientAffinity,
}

/// Ports from one number to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PortRange {
    /// The first port, 1 to 65535.
    pub from: u16,
    /// The last port.
    pub to: u16,
}

/// What a listener speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AcceleratorProtocol {
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
}

impl AcceleratorProtocol {
    /// The name at AWS.
    pub const fn name(self) -> &'static str {
        match self {
            AcceleratorProtocol::Tcp => "TCP",
            AcceleratorProtocol::Udp => "UDP",
        }
    }
}

/// Whether a client comes back to the same endpoint.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClientAffinity {
    /// Each connection on its own.
    #[default]
    None,
    /// By the client's address.
    SourceIp,
}

/// Something behind an accelerator.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceleratorEndpoint {
    /// Name of the service's port, which is behind a load balancer. Services alone have one, and need it.
    pub port: Option<String>,
    /// Listeners that lead to something of `existing`, whose ports nobody here knows. Default: all; those of TCP for an ALB.
    pub listeners: Option<Vec<String>>,
    /// Its part of a region's traffic, 0 to 255, in proportion to the other endpoints; 0 is none. Default: 128.
    #[serde(default = "usual_weight")]
    pub weight: u16,
    /// Whether it sees the clients' own addresses. Default: true where it can, and what AWS does by default for a load balancer of
    /// `existing`. An NLB with TLS cannot, nor an Elastic IP address; an instance and an internal ALB always do.
    pub preserve_client_ip: Option<bool>,
}

fn usual_weight() -> u16 {
    128
}

/// How Global Accelerator asks instances and addresses whether they are well. Its questions come from the addresses of Route 53's health
/// checkers.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceleratorHealthCheck {
    /// tcp, http or https. Default: tcp, a connection.
    #[serde(default)]
    pub protocol: AcceleratorHealthProtocol,
    /// The port that is asked, 1 to 65535. Default: the first port of the listener.
    pub port: Option<u16>,
    /// The path that is asked for by http and https, at most 255 characters. Default: /.
    pub path: Option<String>,
    /// Time between two questions, 10s or 30s. Default: 30s.
    pub interval: Option<Duration>,
    /// Answers in a row that change the verdict, 1 to 10. Default: 3.
    pub threshold: Option<u16>,
}

/// How an endpoint is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AcceleratorHealthProtocol {
    /// A connection.
    #[default]
    Tcp,
    /// A request.
    Http,
    /// A request under TLS.
    Https,
}

impl AcceleratorHealthProtocol {
    /// The name at AWS.
    pub const fn name(self) -> &'static str {
        match self {
            AcceleratorHealthProtocol::Tcp => "TCP",
            AcceleratorHealthProtocol::Http => "HTTP",
            AcceleratorHealthProtocol::Https => "HTTPS",
        }
    }
}
