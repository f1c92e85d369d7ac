//! eksctl's ClusterConfig, type by type, under eksctl's own names.
//!
//! Written by tools/eksctl_types.py.

mod access;
mod addons;
mod cluster;
mod enumerations;
mod node_groups;

pub use access::*;
pub use addons::*;
pub use cluster::*;
pub use enumerations::ENUMERATIONS;
pub use node_groups::*;
