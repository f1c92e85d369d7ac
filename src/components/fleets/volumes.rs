//! One volume against the limits of its type.

use std::ops::RangeInclusive;

use super::Disk;
use crate::blueprint::VolumeType;
use crate::components::grouped::grouped;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts;

const CREATE_VOLUME: &str = "EC2 CreateVolume (botocore 1.44.5, read 2026-10-20)";
const VOLUME_TYPES: &str = "EBS user guide, Amazon EBS volume types (read 2026-10-20)";

pub(super) fn check(disk: &Disk<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(check_kind(disk));
    let size = check_size(disk);
    let size_fits = size.is_none();
    diagnostics.extend(size);
    diagnostics.extend(match (disk.volume.iops, &disk.limits.iops) {
        (None, _) => check_missing(disk),
        (Some(iops), None) => Some(iops_unsupported(disk, iops)),
        (Some(iops), Some(range)) if !range.contains(&iops) => Some(iops_out_of_range(disk, iops, range)),
        (Some(iops), Some(_)) if size_fits => check_iops_ratio(disk, iops),
        (Some(_), Some(_)) => None,
    });
    if let Some(throughput) = disk.volume.throughput {
        diagnostics.extend(check_throughput(disk, throughput.mib_per_second));
    }
}

fn check_kind(disk: &Disk<'_, '_>) -> Option<Diagnostic> {
    let (newer, why, fact) = match disk.volume.kind {
        VolumeType::Gp2 => {
            ("gp3", "gp3 costs less and has 3,000 IOPS at any size", "gp3 is up to 20% cheaper per GiB than gp2")
        }
        VolumeType::Io1 => (
            "io2",
            "io2 costs the same and is more durable",
            "io2 has 99.999% durability and up to 1,000 IOPS per GiB, io1 99.8% to 99.9% and 50",
        ),
        VolumeType::Gp3 | VolumeType::Io2 | VolumeType::St1 | VolumeType::Sc1 => return None,
    };
    let span = disk.value("type");
    let warning =
        Diagnostic::warning(codes::OLD_VOLUME_TYPE, span, format!("{} is of the previous generation", disk.kind()))
            .label(why)
            .fix(format!("use {newer}"), span, newer)
            .fact(format!("{fact}: {VOLUME_TYPES}"));
    Some(warning)
}

fn check_size(disk: &Disk<'_, '_>) -> Option<Diagnostic> {
    let (size, range) = (disk.volume.size, &disk.limits.size_gib);
    let span = disk.value("size");
    let (least, most) = (u64::from(*range.start()), u64::from(*range.end()));
    let fits = (least..=most).contains(&size.gib());
    if fits && size.is_whole_gib() {
        return None;
    }
    let near = size.bytes.div_ceil(1 << 30).clamp(least, most);
    let message = if size.is_whole_gib() || !fits {
        format!("{} comes in {} to {} GiB, not in {size}", disk.kind(), grouped(least), grouped(most))
    } else {
        format!("{size} is not a whole number of GiB")
    };
    let title = match near {
        near if near == least => format!("use {near}GiB, the smallest"),
        near if near == most => format!("use {near}GiB, the largest"),
        near => format!("use {near}GiB"),
    };
    let error = Diagnostic::error(codes::VOLUME_SIZE, span, message)
        .label(format!("{} to {} GiB", grouped(least), grouped(most)))
        .fix(title, span, format!("{near}GiB"))
        .fact(format!("Size in GiB: {CREATE_VOLUME}"));
    Some(if fits { error } else { with_kind(error, disk) })
}

/// Points at the type, if it is written.
fn with_kind(diagnostic: Diagnostic, disk: &Disk<'_, '_>) -> Diagnostic {
    if disk.fleet.says(&disk.at("type")) {
        diagnostic.also(disk.value("type"), format!("the volume is {}", disk.kind()))
    } else {
        diagnostic.also(disk.fleet.key(&disk.path), format!("the volume is {}, the default", disk.kind()))
    }
}

fn check_missing(disk: &Disk<'_, '_>) -> Option<Diagnostic> {
    let range = disk.limits.iops.as_ref().filter(|_| disk.limits.iops_required())?;
    let by_size = disk.limits.iops_per_gib.map_or(u64::MAX, |ratio| disk.volume.size.gib() * u64::from(ratio));
    let most = by_size.min(u64::from(*range.end()));
    let error = Diagnostic::error(codes::IOPS_MISSING, disk.value("type"), format!("{} needs `iops`", disk.kind()))
        .label("provisioned IOPS, and none are said")
        .also(disk.value("size"), format!("carries {} to {}", grouped(*range.start()), grouped(most)))
        .help(format!(
            "add `iops`, or use gp3, which has 3,000 without; {} carries at most {} for each GiB",
            disk.kind(),
            grouped(disk.limits.iops_per_gib.unwrap_or_default())
        ))
        .fact(format!("Iops \"is required for io1 and io2 volumes\": {CREATE_VOLUME}"));
    Some(error)
}

fn iops_unsupported(disk: &Disk<'_, '_>, iops: u32) -> Diagnostic {
    let error = Diagnostic::error(
        codes::IOPS_UNSUPPORTED,
        disk.entry("iops"),
        format!("{} takes no provisioned IOPS", disk.kind()),
    )
    .label("only gp3, io1 and io2 volumes have them")
    .fact(format!("Iops: gp3, io1 and io2 only; \"omit for all other volume types\": {CREATE_VOLUME}"));
    let error = with_kind(error, disk);
    match (disk.volume.kind, disk.removal("iops")) {
        (VolumeType::Gp2, _) => {
            error.fix(format!("use gp3, which carries {} IOPS", grouped(iops)), disk.value("type"), "gp3")
        }
        (_, Some(span)) => error.fix("leave it out: the IOPS follow from the size", span, ""),
        (_, None) => error.help("leave it out: the IOPS follow from the size"),
    }
}

fn iops_out_of_range(disk: &Disk<'_, '_>, iops: u32, range: &RangeInclusive<u32>) -> Diagnostic {
    let span = disk.value("iops");
    let (least, most) = (*range.start(), *range.end());
    let message =
        format!("{} carries {} to {} IOPS, not {}", disk.kind(), grouped(least), grouped(most), grouped(iops));
    let error = Diagnostic::error(codes::IOPS_RANGE, span, message)
        .label(if iops > most {
            format!("more than {}", grouped(most))
        } else {
            format!("fewer than {}", grouped(least))
        })
        .fact(format!("Iops: {CREATE_VOLUME}"));
    let error = with_kind(error, disk);
    let io2 = facts::ebs::find("io2").filter(|io2| io2.iops.as_ref().is_some_and(|range| range.contains(&iops)));
    let error = match io2 {
        Some(io2) if iops > most => {
            error.help(format!("io2 carries {} from {} GiB on", grouped(iops), io2.least_size_for(iops)))
        }
        _ => error,
    };
    let near = iops.clamp(least, most);
    error.fix(
        format!("use {}, the {}", grouped(near), if iops > most { "most" } else { "fewest" }),
        span,
        near.to_string(),
    )
}

fn check_iops_ratio(disk: &Disk<'_, '_>, iops: u32) -> Option<Diagnostic> {
    let ratio = disk.limits.iops_per_gib?;
    let least = disk.limits.least_size_for(iops);
    // What a gp3 volume has anyway it has at any size.
    let given = !disk.limits.iops_required() && disk.limits.iops.as_ref().is_some_and(|range| iops <= *range.start());
    if given || disk.volume.size.gib() >= u64::from(least) {
        return None;
    }
    let size = disk.value("size");
    let message = format!(
        "{} IOPS on {} of {}, which carries {}",
        grouped(iops),
        disk.volume.size,
        disk.kind(),
        grouped(disk.volume.size.gib() * u64::from(ratio))
    );
    let error = Diagnostic::error(codes::IOPS_RATIO, disk.value("iops"), message)
        .label(format!("at most {} for each GiB", grouped(ratio)))
        .also(size, format!("{} GiB are needed", grouped(least)))
        .fix(format!("use {least}GiB, the smallest that carries {}", grouped(iops)), size, format!("{least}GiB"))
        .fact(format!("{} IOPS for each GiB of {}: {VOLUME_TYPES}", grouped(ratio), disk.kind()));
    Some(error)
}

fn check_throughput(disk: &Disk<'_, '_>, wanted: u64) -> Option<Diagnostic> {
    let Some(range) = &disk.limits.throughput_mibps else { return Some(throughput_unsupported(disk)) };
    let (least, most) = (u64::from(*range.start()), u64::from(*range.end()));
    let span = disk.value("throughput");
    if !(least..=most).contains(&wanted) {
        let near = wanted.clamp(least, most);
        let message = format!("{} carries {least} to {} MiB/s, not {}", disk.kind(), grouped(most), grouped(wanted));
        let error = Diagnostic::error(codes::THROUGHPUT_RANGE, span, message)
            .label(if wanted > most { "more than the most" } else { "less than it has without" })
            .fix(format!("use {near}MiB/s"), span, format!("{near}MiB/s"))
            .fact(format!("Throughput: {CREATE_VOLUME}"));
        return Some(error);
    }
    check_throughput_ratio(disk, u32::try_from(wanted).ok()?)
}

fn throughput_unsupported(disk: &Disk<'_, '_>) -> Diagnostic {
    let error = Diagnostic::error(
        codes::THROUGHPUT_UNSUPPORTED,
        disk.entry("throughput"),
        format!("{} takes no throughput", disk.kind()),
    )
    .label("only gp3 volumes have it")
    .fact(format!("Throughput: \"valid only for gp3 volumes\": {CREATE_VOLUME}"));
    let error = with_kind(error, disk);
    let title = match (disk.volume.iops, disk.limits.mibps_per_iops) {
        (Some(iops), Some(ratio)) => {
            let carried = ((f64::from(iops) * ratio).round() as u64).min(u64::from(disk.limits.max_mibps));
            format!(
                "leave it out: {} IOPS on {} already carry up to {} MiB/s",
                grouped(iops),
                disk.kind(),
                grouped(carried)
            )
        }
        _ => "leave it out: the throughput follows from the size".to_owned(),
    };
    match disk.removal("throughput") {
        Some(span) => error.fix(title, span, ""),
        None => error.help(title),
    }
}

fn check_throughput_ratio(disk: &Disk<'_, '_>, wanted: u32) -> Option<Diagnostic> {
    let given = *disk.limits.iops.as_ref()?.start();
    let (least, ratio) = (disk.limits.least_iops_for(wanted)?, disk.limits.mibps_per_iops?);
    let iops = disk.volume.iops.unwrap_or(given);
    if iops >= least || iops < given {
        return None;
    }
    let message = format!(
        "{} MiB/s with {} IOPS, which carry {}",
        grouped(wanted),
        grouped(iops),
        grouped((f64::from(iops) * ratio) as u64)
    );
    let error = Diagnostic::error(codes::THROUGHPUT_RATIO, disk.value("throughput"), message)
        .label(format!("{} IOPS are needed", grouped(least)))
        .fact(format!("gp3 carries 0.25 MiB/s for each of its IOPS: {VOLUME_TYPES}"));
    if disk.volume.iops.is_some() {
        let span = disk.value("iops");
        return Some(error.also(span, "too few").fix(
            format!("raise the IOPS to {}", grouped(least)),
            span,
            least.to_string(),
        ));
    }
    let whole = disk.fleet.key(&disk.path);
    Some(error.also(whole, format!("{} IOPS, the default", grouped(iops))).help(format!("add `iops: {least}`")))
}
