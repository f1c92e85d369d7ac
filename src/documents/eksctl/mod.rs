//! eksctl's ClusterConfig: its types under eksctl's own names, what is wrong with one, and how a blueprint's part of one
//! becomes a file that `eksctl create cluster -f` accepts.
//!
//! The rules are those of eksctl's own validation (Apache-2.0, source of August 2026), of the EKS API and of Kubernetes.

mod completion;
mod taints;
mod types;
mod validation;

pub use completion::{API_VERSION, Cluster, SharedNetwork, complete, encrypt_volumes, hole, holes};
pub use taints::Taints;
pub use types::*;
pub use validation::{
    Accelerator, Architecture, ClusterFacts, Flaw, FlawKind, InstanceFacts, KubernetesVersion, validate,
};

use serde_json::Value;

impl ClusterConfig {
    /// The document as JSON, in the order in which it is written.
    pub fn to_value(&self) -> serde_json::Result<Value> {
        serde_json::to_value(self)
    }
}

#[cfg(test)]
mod tests;
