//! EC2 instance types: what each can do and where it is offered.

use super::table::{Cells, List, Offered, Row, Table, family_and_size, offered};

const TYPES: Table = Table::new(include_str!("tables/ec2-types.tsv"));
const OFFERINGS: Table = Table::new(include_str!("tables/ec2-offerings.tsv"));
const ZONES: Table = Table::new(include_str!("tables/ec2-zones.tsv"));

/// Families that AWS lists as previous generation and no longer develops. Newer ones cost less for the same work.
/// Source: the EC2 page "Previous Generation Instances" and the recording of `DescribeInstanceTypes` (moto 5.2.5).
const PREVIOUS_GENERATION: &[&str] = &["a1", "c1", "c3", "c4", "d2", "i2", "m1", "m2", "m3", "m4", "r3", "r4", "t1"];

/// The processor architecture of an instance type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Architecture {
    /// x86-64, of Intel or AMD.
    X86,
    /// 64-bit ARM: Graviton.
    Arm,
    /// x86-64 that also runs 32-bit images (first generations).
    X86And32Bit,
    /// macOS on Intel.
    X86Mac,
    /// macOS on Apple silicon.
    ArmMac,
}

/// What the instance runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hypervisor {
    /// The Nitro system.
    Nitro,
    /// Xen: generations up to the fourth.
    Xen,
    /// None: bare metal. From the fifth generation on these are Nitro machines too.
    BareMetal,
}

/// The elastic network adapter, which enhanced networking needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ena {
    /// The type does not start without it.
    Required,
    /// The image may use it.
    Supported,
    /// Absent: no enhanced networking.
    Unsupported,
}

/// Whether EBS has bandwidth of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EbsOptimized {
    /// Always, without charge.
    Default,
    /// On request.
    Supported,
    /// Never: EBS shares the network.
    Unsupported,
}

/// A rate of IOPS, of bandwidth or of throughput: what holds all day and what holds in bursts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// What holds at all times.
    pub baseline: f64,
    /// The most; equal to the baseline where there is no burst. A burst lasts at least 30 minutes a day.
    pub maximum: f64,
}

/// An EC2 instance type.
#[derive(Debug, Clone, PartialEq)]
pub struct InstanceType {
    /// `c5.2xlarge`.
    pub name: &'static str,
    /// Number of virtual processors.
    pub vcpus: u32,
    /// Memory in MiB.
    pub memory_mib: u64,
    /// Processor architecture.
    pub architecture: Architecture,
    /// What it runs on.
    pub hypervisor: Hypervisor,
    /// True for `.metal`.
    pub bare_metal: bool,
    /// Enhanced networking.
    pub ena: Ena,
    /// Most Elastic Fabric Adapter interfaces; 0 if the type has none.
    pub efa_interfaces: u32,
    /// Placement group strategies as letters: c cluster, p partition, s spread.
    placement: &'static str,
    /// True for CPU credits (t2, t3, t3a, t4g).
    pub burstable: bool,
    /// Purchase options as letters: o on demand, s Spot, c capacity block.
    usage: &'static str,
    /// Network performance in AWS's words: `Up to 10 Gigabit`.
    pub network: &'static str,
    /// Network bandwidth in Gbit/s.
    pub network_gbps: Rate,
    /// Network cards.
    pub network_cards: u32,
    /// Network interfaces on the first card and all others.
    pub network_interfaces: u32,
    /// IPv4 addresses of an interface.
    pub ipv4_per_interface: u32,
    /// Whether EBS has bandwidth of its own.
    pub ebs_optimized: EbsOptimized,
    /// EBS bandwidth in Mbit/s.
    pub ebs_mbps: Option<Rate>,
    /// EBS operations a second, of 16 KiB.
    pub ebs_iops: Option<Rate>,
    /// EBS throughput in MB/s as the API gives it.
    pub ebs_mibps: Option<Rate>,
    /// Most volumes attached. With `network_interfaces` on types that share the limit.
    pub ebs_attachments: u32,
    /// True if EBS volumes are NVMe devices.
    pub nvme_ebs: bool,
    /// Instance store in GB; 0 if none.
    pub store_gb: u64,
    /// True if the instance store is NVMe.
    pub store_nvme: bool,
    /// `NVIDIA L4`.
    pub gpu: Option<&'static str>,
    /// Number of GPUs; 0 where only a part of one is given.
    pub gpu_count: u32,
    /// Memory of all GPUs in MiB.
    pub gpu_memory_mib: u64,
    /// Inferentia, Trainium, FPGA or media accelerator.
    pub accelerator: Option<&'static str>,
    /// Number of accelerators.
    pub accelerator_count: u32,
    /// `Intel`, `AMD`, `AWS` or `Apple`.
    pub cpu_maker: &'static str,
    /// True for ENA Express: a single flow of up to 25 Gbit/s.
    pub ena_express: bool,
    /// True if Nitro Enclaves can be made.
    pub enclaves: bool,
}

impl InstanceType {
    /// True if the type may be in a cluster placement group: none of the burstable, flex and macOS types may.
    pub fn in_cluster_group(&self) -> bool {
        self.placement.contains('c')
    }

    /// True if the type may be in a partition placement group.
    pub fn in_partition_group(&self) -> bool {
        self.placement.contains('p')
    }

    /// True if the type may be in a spread placement group.
    pub fn in_spread_group(&self) -> bool {
        self.placement.contains('s')
    }

    /// True if the type can be had as Spot.
    pub fn on_spot(&self) -> bool {
        self.usage.contains('s')
    }

    /// True for Nitro machines: those under the Nitro hypervisor, and the bare metal of the fifth generation and later.
    pub fn is_nitro(&self) -> bool {
        self.hypervisor == Hypervisor::Nitro || (self.hypervisor == Hypervisor::BareMetal && self.nvme_ebs)
    }

    /// True for the types that AWS lists as previous generation.
    pub fn is_previous_generation(&self) -> bool {
        PREVIOUS_GENERATION.contains(&family_and_size(self.name).0)
    }

    /// Most pods on a node with the VPC's network plugin and no prefix delegation: one address of each interface is its own,
    /// and two pods use the network of the host. Source: amazon-vpc-cni-k8s, `eni-max-pods.txt`.
    pub fn max_pods(&self) -> u32 {
        self.network_interfaces * self.ipv4_per_interface.saturating_sub(1) + 2
    }
}

/// The names of all types, in order, those without a description included.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    TYPES.keys()
}

/// True if the type exists, described or not.
pub fn exists(name: &str) -> bool {
    TYPES.find(name).is_some()
}

/// The type with this name; `None` also for the few types that a price list names and no source describes.
pub fn find(name: &str) -> Option<InstanceType> {
    TYPES.find(name).and_then(decode)
}

fn decode(row: Row) -> Option<InstanceType> {
    let mut cells = row.cells();
    let name = cells.text()?;
    let vcpus = cells.number()?;
    let memory_mib = cells.number()?;
    let architecture = architecture(cells.text()?)?;
    let hypervisor = hypervisor(cells.text()?)?;
    let bare_metal = cells.flag()?;
    let ena = ena(cells.text()?)?;
    let has_efa = cells.flag()?;
    let efa_interfaces = cells.number().filter(|count| (*count > 0) == has_efa)?;
    let placement = cells.text()?;
    let burstable = cells.flag()?;
    // Whether the type is of the current generation is recorded oddly; `is_previous_generation` has its own list.
    cells.flag()?;
    Some(InstanceType {
        name,
        vcpus,
        memory_mib,
        architecture,
        hypervisor,
        bare_metal,
        ena,
        efa_interfaces,
        placement,
        burstable,
        usage: cells.text()?,
        network: cells.text()?,
        network_gbps: rate(&mut cells)??,
        network_cards: cells.number()?,
        network_interfaces: cells.number()?,
        ipv4_per_interface: cells.number()?,
        ebs_optimized: ebs_optimized(cells.text()?)?,
        ebs_mbps: rate(&mut cells)?,
        ebs_iops: rate(&mut cells)?,
        ebs_mibps: rate(&mut cells)?,
        ebs_attachments: cells.number()?,
        nvme_ebs: cells.flag()?,
        store_gb: cells.number()?,
        store_nvme: cells.flag()?,
        gpu: cells.maybe_text()?,
        gpu_count: cells.number()?,
        gpu_memory_mib: cells.number()?,
        accelerator: cells.maybe_text()?,
        accelerator_count: cells.number()?,
        cpu_maker: cells.text()?,
        ena_express: cells.flag()?,
        enclaves: cells.flag()?,
    })
}

fn rate(cells: &mut Cells) -> Option<Option<Rate>> {
    let baseline: Option<f64> = cells.maybe_number()?;
    let maximum: Option<f64> = cells.maybe_number()?;
    Some(baseline.zip(maximum).map(|(baseline, maximum)| Rate { baseline, maximum }))
}

fn architecture(text: &str) -> Option<Architecture> {
    match text {
        "x86" => Some(Architecture::X86),
        "arm" => Some(Architecture::Arm),
        "i386+x86" => Some(Architecture::X86And32Bit),
        "x86_mac" => Some(Architecture::X86Mac),
        "arm_mac" => Some(Architecture::ArmMac),
        _ => None,
    }
}

fn hypervisor(text: &str) -> Option<Hypervisor> {
    match text {
        "nitro" => Some(Hypervisor::Nitro),
        "xen" => Some(Hypervisor::Xen),
        "metal" => Some(Hypervisor::BareMetal),
        _ => None,
    }
}

fn ena(text: &str) -> Option<Ena> {
    match text {
        "r" => Some(Ena::Required),
        "s" => Some(Ena::Supported),
        "n" => Some(Ena::Unsupported),
        _ => None,
    }
}

fn ebs_optimized(text: &str) -> Option<EbsOptimized> {
    match text {
        "d" => Some(EbsOptimized::Default),
        "s" => Some(EbsOptimized::Supported),
        "n" => Some(EbsOptimized::Unsupported),
        _ => None,
    }
}

/// Whether the region offers the type: `No` only where neither the price list nor the recorded API lists it.
pub fn offered_in(name: &str, region: &str) -> Offered {
    let (family, size) = family_and_size(name);
    offered(OFFERINGS, family, size, region)
}

/// The zone ids in which the region offers the type; `None` where no recording exists or the region does not offer the type.
pub fn zones(name: &str, region: &str) -> Option<List> {
    let recorded = ZONES.find(region)?.list(2);
    if offered_in(name, region) != Offered::Yes {
        return None;
    }
    let (family, size) = family_and_size(name);
    let key = format!("{region} {family}");
    let partial = ZONES.matching(&key).find(|row| row.list(1).contains(size));
    Some(partial.map_or(recorded, |row| row.list(2)))
}

#[cfg(test)]
mod tests {
    use super::super::regions;
    use super::super::table::tests::well_formed;
    use super::super::table::types;
    use super::*;

    #[test]
    fn tables_are_well_formed() {
        for table in [TYPES, OFFERINGS, ZONES] {
            well_formed(table);
        }
    }

    #[test]
    fn every_described_type_decodes() {
        let mut described = 0;
        for row in TYPES.rows() {
            let is_described = !row.cell(1).is_empty();
            assert_eq!(decode(row).is_some(), is_described, "{}", row.key());
            described += usize::from(is_described);
        }
        assert!(described > 1000);
    }

    #[test]
    fn rates_do_not_sink_in_bursts() {
        for kind in names().filter_map(find) {
            for rate in [Some(kind.network_gbps), kind.ebs_mbps, kind.ebs_iops, kind.ebs_mibps].into_iter().flatten() {
                assert!(rate.baseline <= rate.maximum, "{}", kind.name);
            }
        }
    }

    #[test]
    fn known_types_are_as_known() {
        let c5 = find("c5.2xlarge").unwrap();
        assert_eq!((c5.vcpus, c5.memory_mib, c5.architecture), (8, 16_384, Architecture::X86));
        assert!(c5.in_cluster_group() && c5.is_nitro() && c5.on_spot() && !c5.is_previous_generation());
        assert_eq!(c5.max_pods(), 58);
        let t3 = find("t3.micro").unwrap();
        assert!(!t3.in_cluster_group() && t3.in_spread_group() && t3.in_partition_group() && t3.burstable);
        assert_eq!(find("c6in.16xlarge").unwrap().ebs_iops.unwrap().maximum, 200_000.0);
        assert_eq!(find("c7g.large").unwrap().architecture, Architecture::Arm);
        let m4 = find("m4.large").unwrap();
        assert!(m4.is_previous_generation() && !m4.is_nitro());
        assert!(find("m5.metal").unwrap().is_nitro());
        assert!(find("c5.7xlarge").is_none() && !exists("c5.7xlarge"));
        assert!(exists("p2.xlarge") && find("p2.xlarge").is_none());
    }

    #[test]
    fn offers_are_yes_no_or_unknown() {
        assert_eq!(offered_in("c5.2xlarge", "us-east-1"), Offered::Yes);
        assert_eq!(offered_in("a1.large", "eu-west-3"), Offered::No);
        assert_eq!(offered_in("c5.2xlarge", "us-iso-east-1"), Offered::Unknown);
        assert_eq!(offered_in("c5.7xlarge", "us-east-1"), Offered::Unknown);
    }

    #[test]
    fn zones_are_those_of_the_region() {
        assert_eq!(zones("c5.2xlarge", "af-south-1"), Some(regions::find("af-south-1").unwrap().az_ids));
        assert_eq!(zones("c6g.large", "af-south-1").unwrap().iter().collect::<Vec<_>>(), ["afs1-az2", "afs1-az3"]);
        assert_eq!(zones("c5.2xlarge", "mx-central-1"), None);
        assert_eq!(zones("a1.large", "af-south-1"), None);
    }

    #[test]
    fn offers_name_known_types_and_regions() {
        for (family, size) in types(OFFERINGS) {
            assert!(exists(&format!("{family}.{size}")), "{family}.{size}");
        }
        for row in OFFERINGS.rows() {
            assert!(row.list(2).iter().all(|code| regions::find(code).is_some()), "{}", row.key());
        }
    }

    #[test]
    fn previous_generations_are_in_the_table() {
        for family in PREVIOUS_GENERATION {
            assert!(names().any(|name| family_and_size(name).0 == *family), "{family}");
        }
    }
}
