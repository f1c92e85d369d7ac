//! `accelerators`: Global Accelerator.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::vocabulary::Percent;

/// Two fixed addresses that the whole world reaches at the nearest edge of AWS's network, and from there the nearest region with a healthy
/// endpoint. One accelerator for all regions; `regions` says which of them take its traffic.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accelerator {
    /// What clients may connect to, by name.
    pub listeners: IndexMap<String, AcceleratorListener>,
    /// Services behind it, by name: the load balancer of one of their ports, in every region that runs the service. Clients reach it through
    /// each listener of its protocol that has the load balancer's port.
    pub endpoints: IndexMap<String, AcceleratorEndpoint>,
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

/// A service behind an accelerator.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceleratorEndpoint {
    /// Name of the service's port, which is behind a load balancer.
    pub port: String,
    /// Its part of a region's traffic, 0 to 255, in proportion to the other endpoints; 0 is none. Default: 128.
    #[serde(default = "usual_weight")]
    pub weight: u16,
    /// Whether the load balancer sees the clients' own addresses. Default: true, where the load balancer can: one with TLS on an NLB cannot.
    pub preserve_client_ip: Option<bool>,
}

fn usual_weight() -> u16 {
    128
}
