//! The node groups that the user wrote, as workloads see them.

use super::room::Shape;
use crate::blueprint::{Workload, WorkloadKind};
use crate::documents::eksctl::{ClusterConfig, InstanceSelector, NodeGroupTaint};
use crate::facts::ec2;

/// Instance type of a group that names none. Source: eksctl, `DefaultNodeType`.
const DEFAULT_TYPE: &str = "m5.large";
/// Nodes of a group without sizes. Source: eksctl, `DefaultNodeCount`.
const DEFAULT_NODES: i64 = 2;

/// A node group of the user's.
pub struct Group<'c> {
    /// `managedNodeGroups` or `nodeGroups`.
    pub list: &'static str,
    /// Index in the list.
    pub index: usize,
    /// Its name.
    pub name: &'c str,
    /// Whether any of its nodes are Spot.
    pub spot: bool,
    /// Most nodes.
    pub most: u64,
    /// Its taints.
    pub taints: &'c [NodeGroupTaint],
    /// Its labels.
    pub labels: Vec<(&'c str, &'c str)>,
    /// The nodes that it may have; empty where that cannot be told.
    shapes: Vec<Shape>,
}

impl<'c> Group<'c> {
    /// Every node group of both lists, as they are written.
    pub fn all(config: &'c ClusterConfig) -> Vec<Self> {
        let managed = config.managed_node_groups.iter().enumerate().map(|(index, group)| Group {
            list: "managedNodeGroups",
            index,
            name: &group.name,
            spot: group.spot == Some(true),
            most: most(group.max_size.or(group.desired_capacity).or(group.min_size)),
            taints: &group.taints,
            labels: pairs(&group.labels),
            shapes: shapes(
                group.instance_type.iter().chain(&group.instance_types),
                group.instance_selector.as_ref(),
                group.launch_template.is_none(),
            ),
        });
        let own = config.node_groups.iter().enumerate().map(|(index, group)| {
            let mix = group.instances_distribution.as_ref();
            let single = group.instance_type.iter().filter(|name| *name != "mixed");
            let types = single.chain(mix.iter().flat_map(|mix| &mix.instance_types));
            Group {
                list: "nodeGroups",
                index,
                name: &group.name,
                spot: mix.is_some_and(|mix| mix.on_demand_percentage_above_base_capacity.unwrap_or(100) < 100),
                most: most(group.max_size.or(group.desired_capacity).or(group.min_size)),
                taints: &group.taints.list,
                labels: pairs(&group.labels),
                shapes: shapes(types, group.instance_selector.as_ref(), true),
            }
        });
        managed.chain(own).collect()
    }

    /// Whether the group was made for a workload: its name, or the value of a label or taint, is the workload's name.
    pub fn names(&self, workload: &str) -> bool {
        self.name == workload
            || self.labels.iter().any(|(_, value)| *value == workload)
            || self.taints.iter().any(|taint| taint.value.as_deref() == Some(workload))
    }

    /// How many pods of a workload each node holds for certain; `None` where the nodes are not known.
    pub fn holds(&self, workload: &Workload) -> Option<u64> {
        self.shapes.iter().map(|shape| shape.holds(&workload.requests)).min()
    }

    /// Whether the nodes are what the workload asks for. A balanced workload takes any kind.
    pub fn suits(&self, workload: &Workload) -> bool {
        let suits = |shape: &Shape| {
            let kind = workload.kind == WorkloadKind::Balanced || shape.kind == workload.kind;
            kind && workload.architecture.is_none_or(|wanted| shape.architecture == Some(wanted))
        };
        self.spot == workload.spot && !self.shapes.is_empty() && self.shapes.iter().all(suits)
    }

    /// Whether pods without a toleration stay away.
    pub fn repels(&self) -> bool {
        self.taints.iter().any(|taint| matches!(taint.effect.as_deref(), Some("NoSchedule" | "NoExecute")))
    }
}

fn most(size: Option<i64>) -> u64 {
    size.unwrap_or(DEFAULT_NODES).try_into().unwrap_or_default()
}

fn pairs(labels: &indexmap::IndexMap<String, String>) -> Vec<(&str, &str)> {
    labels.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect()
}

/// `told` is false where a launch template may name the type.
fn shapes<'n>(names: impl Iterator<Item = &'n String>, selector: Option<&InstanceSelector>, told: bool) -> Vec<Shape> {
    let names: Vec<&str> = names.map(String::as_str).collect();
    if !names.is_empty() {
        let known: Option<Vec<Shape>> =
            names.iter().map(|name| ec2::find(name).map(|known| Shape::of(&known))).collect();
        return known.unwrap_or_default();
    }
    match selector.filter(|selector| **selector != InstanceSelector::default()) {
        Some(selector) => Shape::of_selector(selector).into_iter().collect(),
        None => ec2::find(DEFAULT_TYPE).filter(|_| told).iter().map(Shape::of).collect(),
    }
}
