//! The node group that a workload gets where no group of the user's takes it.

use super::room::Shape;
use crate::blueprint::{NodeArchitecture, Workload, WorkloadKind};
use crate::documents::eksctl::{ManagedNodeGroup, NodeGroupTaint};
use crate::facts::{Offered, ec2};

/// The key of the label and the taint of an added group.
const KEY: &str = "workload";
/// Sizes that a group may have.
const SIZES: [&str; 9] =
    ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge", "48xlarge"];

/// A choice of nodes for a workload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Instance types of one size, best first: one on demand, several for Spot.
    pub types: Vec<&'static str>,
    /// Pods that a node of any of them holds.
    pub holds: u64,
    /// Nodes for all pods.
    pub nodes: u64,
    /// Processors of all nodes, by which choices are compared.
    vcpus: u64,
}

impl Choice {
    /// Nodes that the group may grow to: half as many again.
    pub fn most(&self) -> u64 {
        self.nodes + self.nodes.div_ceil(2)
    }

    /// The group, with nothing in it that eksctl would add by itself.
    pub fn group(&self, name: &str, workload: &Workload, private: bool) -> ManagedNodeGroup {
        let types = || self.types.iter().map(|&name| name.to_owned());
        let size = |nodes: u64| i64::try_from(nodes).ok();
        ManagedNodeGroup {
            name: name.to_owned(),
            instance_type: if workload.spot { None } else { types().next() },
            instance_types: if workload.spot { types().collect() } else { Vec::new() },
            spot: workload.spot.then_some(true),
            min_size: size(self.nodes),
            max_size: size(self.most()),
            labels: [(KEY.to_owned(), name.to_owned())].into(),
            taints: vec![NodeGroupTaint {
                key: Some(KEY.to_owned()),
                value: Some(name.to_owned()),
                effect: Some("NoSchedule".to_owned()),
            }],
            private_networking: private.then_some(true),
            ..ManagedNodeGroup::default()
        }
    }
}

/// The nodes with the fewest processors that hold all pods of a workload, spread over the zones as far as there are pods; of
/// equals, the fewest nodes. `None` if no node holds a pod.
pub fn choose(workload: &Workload, region: &str, zones: u64) -> Option<Choice> {
    let choices = SIZES.iter().filter_map(|size| {
        let types = offered(workload, region, size);
        let known = ec2::find(types.first()?)?;
        let holds = types
            .iter()
            .filter_map(|name| ec2::find(name))
            .map(|known| Shape::of(&known).holds(&workload.requests))
            .min()?;
        let replicas = u64::from(workload.replicas.max(1));
        let nodes = replicas.checked_div(holds).map(|_| replicas.div_ceil(holds))?.max(zones.min(replicas));
        let types = if workload.spot { types } else { types.into_iter().take(1).collect() };
        Some(Choice { types, holds, nodes, vcpus: nodes * u64::from(known.vcpus) })
    });
    choices.min_by_key(|choice| (choice.vcpus, choice.nodes))
}

/// The largest node that a workload could have, with its name.
pub fn largest(workload: &Workload, region: &str) -> Option<(&'static str, Shape)> {
    let types = SIZES.iter().filter_map(|size| offered(workload, region, size).first().copied());
    types.filter_map(|name| Some((name, Shape::of(&ec2::find(name)?)))).next_back()
}

/// The types of a size that the region offers and that suit a workload, best first: the newest but one generation, which most
/// regions have, then others of the same size.
fn offered(workload: &Workload, region: &str, size: &str) -> Vec<&'static str> {
    use WorkloadKind::{Balanced, Cpu, Memory};
    let families: &[&str] = match (workload.architecture.unwrap_or(NodeArchitecture::X86), workload.kind) {
        (NodeArchitecture::X86, Cpu) => &["c7i", "c7a", "c6i", "c6a", "c5"],
        (NodeArchitecture::X86, Memory) => &["r7i", "r7a", "r6i", "r6a", "r5"],
        (NodeArchitecture::X86, Balanced) => &["m7i", "m7a", "m6i", "m6a", "m5"],
        (NodeArchitecture::Arm64, Cpu) => &["c7g", "c8g", "c6g"],
        (NodeArchitecture::Arm64, Memory) => &["r7g", "r8g", "r6g"],
        (NodeArchitecture::Arm64, Balanced) => &["m7g", "m8g", "m6g"],
    };
    let names = families.iter().map(|family| format!("{family}.{size}"));
    let known = names.filter_map(|name| ec2::find(&name));
    known.filter(|known| ec2::offered_in(known.name, region) == Offered::Yes).map(|known| known.name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blueprint::vocabulary::Size;
    use crate::blueprint::{Cpu, Requests, Uses};

    fn workload(kind: WorkloadKind, replicas: u32, millis: u64, gib: u64, spot: bool) -> Workload {
        let requests = Requests { cpu: Cpu { millis }, memory: Size::from_gib(gib) };
        Workload {
            kind,
            replicas,
            requests,
            spot,
            stateful: false,
            architecture: None,
            uses: Uses::new(),
            namespace: "default".into(),
        }
    }

    #[test]
    fn nodes_hold_all_pods_and_spread_over_zones() {
        for kind in [WorkloadKind::Cpu, WorkloadKind::Memory, WorkloadKind::Balanced] {
            for replicas in [1, 2, 3, 7, 40, 500] {
                for (millis, gib) in [(100, 1), (500, 2), (2000, 4), (6000, 30), (15_000, 16)] {
                    let workload = workload(kind, replicas, millis, gib, false);
                    let choice = choose(&workload, "us-east-1", 3).unwrap();
                    assert!(choice.holds * choice.nodes >= u64::from(replicas), "{choice:?}");
                    assert!(choice.nodes >= u64::from(replicas.min(3)) && choice.most() > choice.nodes, "{choice:?}");
                    assert_eq!(choice.types.len(), 1);
                }
            }
        }
    }

    #[test]
    fn spot_gets_several_types_of_one_size() {
        let choice = choose(&workload(WorkloadKind::Cpu, 10, 1000, 1, true), "us-east-1", 3).unwrap();
        assert_eq!(choice.types.len(), 5);
        let sizes: Vec<_> = choice.types.iter().map(|name| name.split_once('.').unwrap().1).collect();
        assert!(sizes.iter().all(|size| *size == sizes[0]), "{sizes:?}");
    }

    #[test]
    fn what_no_node_holds_has_no_choice() {
        assert_eq!(choose(&workload(WorkloadKind::Cpu, 1, 500_000, 1, false), "us-east-1", 3), None);
        assert_eq!(largest(&workload(WorkloadKind::Cpu, 1, 500_000, 1, false), "us-east-1").unwrap().0, "c7i.48xlarge");
    }
}
