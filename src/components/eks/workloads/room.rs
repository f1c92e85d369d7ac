//! What pods may ask of a node, once the kubelet and the system have taken their share.

use crate::blueprint::{NodeArchitecture, Requests, WorkloadKind};
use crate::documents::eksctl::InstanceSelector;
use crate::facts::ec2::{Architecture, InstanceType};

/// Memory that Linux itself takes, in thousandths: what a machine of 8 GiB does not show as its memory.
/// Source: Karpenter's `VM_MEMORY_OVERHEAD_PERCENT`, 7.5% by default.
const SYSTEM_MEMORY: u64 = 75;
/// MiB below which the kubelet evicts pods. Source: amazon-eks-ami, nodeadm, `memory.available`.
const EVICTION_MIB: u64 = 100;
/// What DaemonSets request on each node: the network plugin, kube-proxy, and one or two agents.
const DAEMONS: Room = Room { millis: 250, mib: 256, pods: 4 };

/// An amount of what a node has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Thousandths of a processor.
    pub millis: u64,
    /// Memory in MiB.
    pub mib: u64,
    /// Pods.
    pub pods: u64,
}

/// A node, as far as it matters to pods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// What it has for workloads.
    pub room: Room,
    /// What it has most of.
    pub kind: WorkloadKind,
    /// Its processor, where it is known.
    pub architecture: Option<NodeArchitecture>,
}

impl Shape {
    /// The node that an instance type makes.
    pub fn of(known: &InstanceType) -> Self {
        let arm = matches!(known.architecture, Architecture::Arm | Architecture::ArmMac);
        let architecture = Some(if arm { NodeArchitecture::Arm64 } else { NodeArchitecture::X86 });
        // EKS gives the nodes of a managed group no more. Source: EKS User Guide, "Choose an optimal EC2 node instance type".
        let most = if known.vcpus < 30 { 110 } else { 250 };
        let pods = u64::from(known.max_pods()).min(most);
        Shape { architecture, ..Shape::new(known.vcpus.into(), known.memory_mib, pods) }
    }

    /// The least node that a selector allows; `None` if it leaves processors or memory open.
    pub fn of_selector(selector: &InstanceSelector) -> Option<Self> {
        let vcpus = u64::try_from(selector.vcpus?).ok()?;
        let digits = selector.memory.as_deref()?.trim_end_matches(|c: char| !c.is_ascii_digit());
        let architecture = match selector.cpu_architecture.as_deref() {
            Some("arm64") => Some(NodeArchitecture::Arm64),
            Some(_) => Some(NodeArchitecture::X86),
            None => None,
        };
        let most = if vcpus < 30 { 110 } else { 250 };
        Some(Shape { architecture, ..Shape::new(vcpus, digits.parse::<u64>().ok()? << 10, most) })
    }

    fn new(vcpus: u64, memory_mib: u64, pods: u64) -> Self {
        let millis = vcpus * 1000;
        // Source: amazon-eks-ami, nodeadm, `getCPUMillicoresToReserve` and `getMemoryMebibytesToReserve`: 6% of the first
        // processor, 1% of the second, 0.5% of the next two, 0.25% of the others; 255 MiB and 11 MiB for each pod.
        let part = |from: u64, to: u64, of_ten_thousand: u64| {
            millis.clamp(from, to).saturating_sub(from) * of_ten_thousand / 10_000
        };
        let kubelet = part(0, 1000, 600) + part(1000, 2000, 100) + part(2000, 4000, 50) + part(4000, u64::MAX, 25);
        let mib = memory_mib * (1000 - SYSTEM_MEMORY) / 1000;
        let room = Room {
            millis: millis.saturating_sub(kubelet + DAEMONS.millis),
            mib: mib.saturating_sub(255 + 11 * pods + EVICTION_MIB + DAEMONS.mib),
            pods: pods.saturating_sub(DAEMONS.pods),
        };
        let kind = match memory_mib / vcpus.max(1) {
            ..3072 => WorkloadKind::Cpu,
            3072..6144 => WorkloadKind::Balanced,
            _ => WorkloadKind::Memory,
        };
        Shape { room, kind, architecture: None }
    }

    /// How many pods of a workload the node holds.
    pub fn holds(&self, requests: &Requests) -> u64 {
        let by_memory = self.room.mib / requests.memory.bytes.div_ceil(1 << 20).max(1);
        (self.room.millis / requests.cpu.millis.max(1)).min(by_memory).min(self.room.pods)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blueprint::Cpu;
    use crate::blueprint::vocabulary::Size;
    use crate::facts::ec2;

    fn shape(name: &str) -> Shape {
        Shape::of(&ec2::find(name).unwrap())
    }

    #[test]
    fn the_kubelet_and_the_system_come_first() {
        // 4 vCPUs, 16 GiB, 58 pods: 80m and 893 MiB for the kubelet.
        let expected = Room { millis: 4000 - 80 - 250, mib: 15155 - 893 - 100 - 256, pods: 54 };
        assert_eq!(shape("m7i.xlarge").room, expected);
        assert_eq!(shape("m7i.16xlarge").room.pods, 246);
    }

    #[test]
    fn kinds_follow_the_memory_of_a_processor() {
        let kinds = ["c7i.large", "m7g.large", "r7i.large", "x2idn.16xlarge"].map(|name| shape(name).kind);
        use WorkloadKind::{Balanced, Cpu, Memory};
        assert_eq!(kinds, [Cpu, Balanced, Memory, Memory]);
    }

    #[test]
    fn the_scarcest_thing_limits_the_pods() {
        let pod = |millis, mib| Requests { cpu: Cpu { millis }, memory: Size::from_mib(mib) };
        let holds = |millis, mib| shape("m7i.xlarge").holds(&pod(millis, mib));
        assert_eq!((holds(1000, 64), holds(10, 4096), holds(10, 8), holds(4000, 64)), (3, 3, 54, 0));
    }

    #[test]
    fn a_selector_is_its_least_node() {
        let selector = |vcpus, memory: &str| InstanceSelector {
            vcpus: Some(vcpus),
            memory: Some(memory.into()),
            ..InstanceSelector::default()
        };
        let shape = Shape::of_selector(&selector(4, "16GiB")).unwrap();
        assert_eq!((shape.kind, shape.room.millis), (WorkloadKind::Balanced, 3670));
        assert_eq!(Shape::of_selector(&InstanceSelector::default()), None);
    }
}
