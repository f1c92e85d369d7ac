//! `eks`: Kubernetes clusters, described to eksctl.

use std::fmt;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};

use super::Uses;
use super::vocabulary::Size;
use crate::yaml::{Node, Refusal};

/// An EKS cluster in each region of the component, as an eksctl ClusterConfig.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Eks {
    /// Kubernetes version, quoted: "1.34". Left out: eksctl's default.
    pub version: Option<String>,
    /// own: eksctl makes a VPC for the cluster. shared: the cluster uses the region's network. Default: own.
    #[serde(default)]
    pub vpc: ClusterVpc,
    /// A ClusterConfig in eksctl's own words, or `{file: path}`. The name, region, apiVersion and kind are filled in.
    pub cluster_config: Node,
    /// What runs in the cluster, by name: letters, digits and hyphens, a letter first, at most 63. A node group of `cluster_config`
    /// takes a workload if it carries the workload's name (as its own, or as the value of a label or taint), or if its nodes are
    /// of the right kind and it has room for all pods. For any other workload a managed node group of its name is added, with
    /// the label and the taint `workload: name`. Auto Mode and Karpenter start nodes themselves: nothing is added beside them.
    #[serde(default)]
    pub workloads: IndexMap<String, Workload>,
}

/// Pods of one kind, and the nodes that they want.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Workload {
    /// What the pods need most: cpu (2 GiB for each vCPU), memory (8 GiB) or balanced (4 GiB). Default: balanced.
    #[serde(default)]
    pub kind: WorkloadKind,
    /// How many pods, at least 1. An added group begins with nodes for all of them, and grows to half as many again.
    pub replicas: u32,
    /// What each pod requests.
    pub requests: Requests,
    /// On Spot nodes, which AWS takes back at two minutes' notice. Default: false, on demand.
    #[serde(default)]
    pub spot: bool,
    /// The pods keep data on volumes or disks of their node: never on Spot. Default: false.
    #[serde(default)]
    pub stateful: bool,
    /// Processor that the images are built for. Left out: whatever a group of the cluster has, and x86_64 for an added group.
    pub architecture: Option<NodeArchitecture>,
    /// Other components that the pods use, by name, and what they may do with each: read, write, read_write or invoke. Permissions,
    /// network rules and environment variables follow: for pods with the service account and the ConfigMap of
    /// `<region>/<cluster>.pods.yaml`. A store in the VPC is reached from clusters with `vpc: shared`.
    #[serde(default)]
    pub uses: Uses,
    /// The Kubernetes namespace of the pods, for `uses`: at most 63 lower-case letters, digits and hyphens. Default: default.
    #[serde(default = "default_namespace")]
    pub namespace: String,
}

fn default_namespace() -> String {
    "default".to_owned()
}

/// What the pods of a workload need most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkloadKind {
    /// Processor time: the C families.
    Cpu,
    /// Memory: the R families.
    Memory,
    /// Both: the M families.
    #[default]
    Balanced,
}

/// Processors of nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NodeArchitecture {
    /// Intel and AMD.
    #[serde(rename = "x86_64")]
    X86,
    /// Graviton.
    Arm64,
}

/// What a pod requests of its node, all containers together.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Requests {
    /// Processors: 2, 0.5 or 500m.
    pub cpu: Cpu,
    /// Memory: 4GiB.
    pub memory: Size,
}

/// Processors in thousandths: `2`, `0.5`, `500m`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cpu {
    /// Thousandths of a processor, at least 1.
    pub millis: u64,
}

impl Cpu {
    fn parse(text: &str) -> Result<Self, Refusal> {
        let millis = match text.strip_suffix('m') {
            Some(millis) => millis.parse::<u64>().ok(),
            None => {
                let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
                let thousandths = format!("{fraction:0<3}");
                let digits = !fraction.is_empty() && thousandths.len() == 3;
                let parts = whole.parse::<u64>().ok().zip(thousandths.parse::<u64>().ok().filter(|_| digits));
                parts.and_then(|(whole, thousandths)| whole.checked_mul(1000)?.checked_add(thousandths))
            }
        };
        match millis {
            Some(0) => Err(Refusal::new("a pod requests some processor time").help("write 1m at least")),
            Some(millis) => Ok(Cpu { millis }),
            None => Err(Refusal::new(format!("`{text}` is no number of processors"))
                .help("write a number with up to three decimals, or thousandths: 2, 0.5, 500m")),
        }
    }
}

impl fmt::Display for Cpu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.millis {
            millis if millis.is_multiple_of(1000) => write!(f, "{}", millis / 1000),
            millis => write!(f, "{millis}m"),
        }
    }
}

impl<'de> Deserialize<'de> for Cpu {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Cpu::parse(&text).map_err(|refusal| de::Error::custom(refusal.example("2")))
    }
}

impl JsonSchema for Cpu {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Cpu".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Processors: 2, 0.5 or 500m",
            "anyOf": [
                { "type": "number", "exclusiveMinimum": 0 },
                { "type": "string", "pattern": r"^([0-9]+m|[0-9]+(\.[0-9]{1,3})?)$" },
            ],
            "examples": [2, "500m"],
        })
    }
}

/// The network of a cluster.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClusterVpc {
    /// eksctl makes one.
    #[default]
    Own,
    /// The region's network stack.
    Shared,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processors_are_thousandths() {
        let millis = |text| Cpu::parse(text).map(|cpu| cpu.millis).ok();
        assert_eq!(
            (millis("2"), millis("0.5"), millis("1.25"), millis("500m")),
            (Some(2000), Some(500), Some(1250), Some(500))
        );
        assert_eq!(
            (millis("0"), millis("0m"), millis("1."), millis("0.0005"), millis("two")),
            (None, None, None, None, None)
        );
        assert_eq!(
            (Cpu { millis: 2000 }.to_string(), Cpu { millis: 250 }.to_string()),
            ("2".to_owned(), "250m".to_owned())
        );
    }
}
