//! What the volumes of an instance promise together, against what its type carries.

use super::{Disk, Fleet, disks, pool};
use crate::components::grouped::grouped;
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::facts::ebs::IOPS_WITHOUT_NITRO;
use crate::facts::ec2::{InstanceType, Rate};

const DESCRIBED: &str = "EC2 DescribeInstanceTypes, EbsInfo (as recorded by moto 5.2.5)";

pub(super) fn check(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let (types, disks) = (pool(fleet).described(), disks(fleet));
    for measure in [Measure::Iops, Measure::Throughput] {
        diagnostics.extend(check_measure(fleet, measure, &types, &disks));
    }
    for disk in &disks {
        diagnostics.extend(check_nitro(disk, &types));
    }
}

#[derive(Clone, Copy)]
enum Measure {
    Iops,
    Throughput,
}

impl Measure {
    const fn field(self) -> &'static str {
        match self {
            Measure::Iops => "iops",
            Measure::Throughput => "throughput",
        }
    }

    const fn unit(self) -> &'static str {
        match self {
            Measure::Iops => "IOPS",
            Measure::Throughput => "MiB/s",
        }
    }

    /// What the blueprint asks of a volume; nothing for what it leaves to AWS.
    fn asked(self, disk: &Disk<'_, '_>) -> Option<u64> {
        match self {
            Measure::Iops => disk.volume.iops.map(u64::from),
            Measure::Throughput => disk.volume.throughput.map(|throughput| throughput.mib_per_second),
        }
    }

    fn carried(self, kind: &InstanceType) -> Option<Rate> {
        match self {
            Measure::Iops => kind.ebs_iops,
            Measure::Throughput => kind.ebs_mibps,
        }
    }
}

/// The weakest type of the fleet counts: any instance may be of it.
fn check_measure(
    fleet: &Fleet<'_>,
    measure: Measure,
    types: &[(InstanceType, Span)],
    disks: &[Disk<'_, '_>],
) -> Option<Diagnostic> {
    let asking: Vec<(&Disk<'_, '_>, u64)> =
        disks.iter().filter_map(|disk| Some((disk, measure.asked(disk)?))).collect();
    let (largest, _) = asking.iter().max_by_key(|(_, asked)| *asked)?;
    let total: u64 = asking.iter().map(|(_, asked)| asked).sum();
    let rates = types.iter().filter_map(|(kind, span)| Some((kind, *span, measure.carried(kind)?)));
    let (kind, span, rate) = rates.min_by(|(_, _, one), (_, _, other)| {
        one.maximum.total_cmp(&other.maximum).then(one.baseline.total_cmp(&other.baseline))
    })?;
    let (maximum, baseline) = (rate.maximum as u64, rate.baseline as u64);
    let unit = measure.unit();
    let together = if asking.len() > 1 { " together" } else { "" };
    let warning = if total > maximum {
        let message = format!(
            "volumes of {} {unit}{together} on {}, which carries {}",
            grouped(total),
            kind.name,
            grouped(maximum)
        );
        Diagnostic::warning(codes::BEYOND_INSTANCE, largest.value(measure.field()), message)
            .label("paid for, and never delivered")
            .also(span, format!("at most {} {unit}", grouped(maximum)))
            .help(larger(fleet, measure, kind, total).unwrap_or_else(|| "ask for less".to_owned()))
    } else if total > baseline {
        let message = format!(
            "volumes of {} {unit}{together} on {}, which carries {} all day",
            grouped(total),
            kind.name,
            grouped(baseline)
        );
        Diagnostic::warning(codes::ABOVE_BASELINE, largest.value(measure.field()), message)
            .label("more only in bursts, of 30 minutes a day at least")
            .also(span, format!("{} {unit} at all times, {} in bursts", grouped(baseline), grouped(maximum)))
            .help(larger(fleet, measure, kind, total).unwrap_or_else(|| "ask for less".to_owned()))
    } else {
        return None;
    };
    Some(warning.fact(DESCRIBED))
}

/// The smallest size of the family that carries so much at all times in every region of the fleet.
fn larger(fleet: &Fleet<'_>, measure: Measure, kind: &InstanceType, wanted: u64) -> Option<String> {
    use crate::facts::Offered;
    use crate::facts::ec2;
    let (family, _) = kind.name.split_once('.')?;
    let carries = |other: &InstanceType| measure.carried(other).is_some_and(|rate| rate.baseline >= wanted as f64);
    let siblings = ec2::names()
        .filter(|name| name.split_once('.').is_some_and(|(other, _)| other == family))
        .filter_map(ec2::find);
    let offered = |other: &InstanceType| ec2::offered_in(other.name, fleet.region.code) == Offered::Yes;
    let smallest = siblings
        .filter(|other| carries(other) && offered(other) && !other.bare_metal)
        .min_by_key(|other| (other.vcpus, other.memory_mib))?;
    Some(format!("{} carries {} {} at all times; or ask for less", smallest.name, grouped(wanted), measure.unit()))
}

fn check_nitro(disk: &Disk<'_, '_>, types: &[(InstanceType, Span)]) -> Option<Diagnostic> {
    let iops = disk.volume.iops.filter(|iops| *iops > IOPS_WITHOUT_NITRO && disk.limits.iops_required())?;
    let (kind, span) = types.iter().find(|(kind, _)| !kind.is_nitro())?;
    let message = format!("{} IOPS on {}, which is not a Nitro instance", grouped(iops), kind.name);
    let warning = Diagnostic::warning(codes::IOPS_WITHOUT_NITRO, disk.value("iops"), message)
        .label(format!("more than {}", grouped(IOPS_WITHOUT_NITRO)))
        .also(*span, "not on the Nitro system")
        .help("use a type of the fifth generation or later")
        .fact(format!("{} guarantees more than {} IOPS on Nitro instances only (EBS user guide, Provisioned IOPS SSD volumes, read 2026-10-20)", disk.kind(), grouped(IOPS_WITHOUT_NITRO)));
    Some(warning)
}
