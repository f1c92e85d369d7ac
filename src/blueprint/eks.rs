//! `eks`: Kubernetes clusters, described to eksctl.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::yaml::Node;

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
