//! Device names, the root device and the number of volumes.

use super::{Disk, Fleet, disks, pool};
use crate::blueprint::Image;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::images::AL2023_ROOT_GIB;

const NAMES: &str = "EC2 user guide, Device names for volumes (read 2026-11-22)";

pub(super) fn check(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    check_root(fleet, diagnostics);
    check_count(fleet, diagnostics);
    let devices: Vec<&String> = fleet.model.volumes.keys().collect();
    for (index, device) in devices.iter().copied().enumerate() {
        let span = fleet.key(&["volumes", device]);
        let Some(disk) = canonical(device) else {
            diagnostics.push(not_a_device(fleet, device));
            continue;
        };
        if fleet.model.image == Image::Al2023 && disk == "a" {
            diagnostics.push(on_the_root(fleet, device));
        } else if let Some(first) = devices.iter().copied().take(index).find(|other| canonical(other) == Some(disk)) {
            let error = Diagnostic::error(codes::DEVICE_TWICE, span, format!("{device} and {first} are one device"))
                .label("the same device again")
                .also(fleet.key(&["volumes", first]), "first here")
                .fact(format!("the kernel may attach /dev/sdh as /dev/xvdh: {NAMES}"));
            diagnostics.push(rename(error, fleet, device));
        }
    }
}

/// The letters of the disk that a device name means: `f` for /dev/sdf and /dev/xvdf, `ba` for /dev/xvdba.
fn canonical(device: &str) -> Option<&str> {
    let (rest, most) = match device.strip_prefix("/dev/sd") {
        Some(rest) => (rest, 1),
        None => (device.strip_prefix("/dev/xvd")?, 2),
    };
    let letters = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    let partition = rest.strip_prefix(letters)?;
    let letters_fit = (1..=most).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_lowercase());
    let two_fit = letters.len() == 1 || letters.starts_with(['a', 'b', 'c', 'd']);
    let partition_fits = partition.is_empty() || partition.parse().is_ok_and(|number: u8| (1..=15).contains(&number));
    (letters_fit && two_fit && partition_fits).then_some(letters)
}

fn not_a_device(fleet: &Fleet<'_>, device: &str) -> Diagnostic {
    let span = fleet.key(&["volumes", device]);
    let error = Diagnostic::error(codes::DEVICE_NAME, span, format!("`{device}` is not the name of a device"))
        .label("/dev/sdb to /dev/sdz, or /dev/xvdb to /dev/xvdz")
        .fact(NAMES);
    let better = format!("/dev/{}", device.trim_start_matches('/').trim_start_matches("dev/").to_ascii_lowercase());
    let error = if device.contains("nvme") {
        error.help("the kernel gives NVMe names when it finds the volume; nobody can ask for one")
    } else {
        error
    };
    if canonical(&better).is_some() && !fleet.model.volumes.contains_key(&better) {
        return error.fix(format!("write {better}"), span, better);
    }
    rename(error, fleet, device)
}

/// Proposes the next name that is free.
fn rename(diagnostic: Diagnostic, fleet: &Fleet<'_>, device: &str) -> Diagnostic {
    let taken: Vec<&str> = fleet.model.volumes.keys().filter_map(|other| canonical(other)).collect();
    let free = ('b'..='z').map(String::from).find(|letter| !taken.contains(&letter.as_str()));
    match free {
        Some(letter) => {
            let name = format!("/dev/xvd{letter}");
            diagnostic.fix(format!("call it {name}"), fleet.key(&["volumes", device]), name)
        }
        None => diagnostic.help("choose a name that no other volume has"),
    }
}

fn on_the_root(fleet: &Fleet<'_>, device: &str) -> Diagnostic {
    let error = Diagnostic::error(
        codes::ROOT_DEVICE,
        fleet.key(&["volumes", device]),
        format!("{device} is the root volume of al2023"),
    )
    .label("the instance boots from it")
    .help("to change the root volume write `root_volume: {size: 30GiB}` beside `volumes`")
    .fact(format!("/dev/sda1 or /dev/xvda is reserved for the root volume: {NAMES}"));
    rename(error, fleet, device)
}

fn check_root(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if fleet.model.root_volume.is_none() {
        return;
    }
    if let Image::Ami(_) = fleet.model.image {
        let error = Diagnostic::error(codes::ROOT_DEVICE, fleet.key(&["root_volume"]), "the root device of an AMI of your own is not known")
            .label("only for al2023")
            .also(fleet.key(&["image"]), "the image")
            .help("describe it in `volumes`, under its device: `aws ec2 describe-images --image-ids ami-… --query 'Images[].RootDeviceName'`")
            .fact(format!("the root device differs by AMI: {NAMES}"));
        diagnostics.push(error);
    }
    for disk in disks(fleet).iter().filter(|disk| disk.path == ["root_volume"]) {
        check_root_volume(disk, diagnostics);
    }
}

fn check_root_volume(disk: &Disk<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    if !disk.limits.bootable {
        let span = disk.value("type");
        let error = Diagnostic::error(
            codes::VOLUME_NOT_BOOTABLE,
            span,
            format!("an instance cannot boot from {}", disk.kind()),
        )
        .label("a hard disk")
        .fix("use gp3", span, "gp3")
        .fact("st1 and sc1 cannot be boot volumes (EBS user guide, Amazon EBS volume types, read 2026-10-20)");
        diagnostics.push(error);
    }
    if disk.volume.size.gib() < u64::from(AL2023_ROOT_GIB) && disk.limits.bootable {
        let span = disk.value("size");
        let message = format!("a root volume of {}, where al2023 needs {AL2023_ROOT_GIB}GiB", disk.volume.size);
        let error = Diagnostic::error(codes::VOLUME_SIZE, span, message)
            .label("smaller than the snapshot behind it")
            .fix(format!("use {AL2023_ROOT_GIB}GiB"), span, format!("{AL2023_ROOT_GIB}GiB"))
            .fact("a volume must be as large as its snapshot (EC2 API, EbsBlockDevice.VolumeSize, read 2026-10-20)");
        diagnostics.push(error);
    }
}

fn check_count(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let count = fleet.model.volumes.len() + 1;
    let types = pool(fleet).described();
    let Some((kind, span)) = types.iter().min_by_key(|(kind, _)| kind.ebs_attachments) else { return };
    let most = kind.ebs_attachments as usize;
    if count <= most {
        return;
    }
    let message = format!("{count} volumes with the root volume, where {} takes {most}", kind.name);
    let error = Diagnostic::error(codes::VOLUME_COUNT, fleet.key(&["volumes"]), message)
        .label(format!("{} beside the root volume", count - 1))
        .also(*span, format!("at most {most} volumes"))
        .help("use fewer and larger volumes, or a type that takes more")
        .fact("EC2 user guide, Amazon EBS volume limits for EC2 instances (as recorded by moto 5.2.5)");
    diagnostics.push(error);
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn one_disk_has_several_names() {
        assert_eq!(canonical("/dev/sdf"), canonical("/dev/xvdf"));
        assert_eq!(canonical("/dev/xvda"), canonical("/dev/sda1"));
        assert_eq!(canonical("/dev/xvdba"), Some("ba"));
    }

    #[test]
    fn other_texts_are_no_devices() {
        for text in
            ["xvdb", "/dev/nvme1n1", "/dev/sdba", "/dev/xvdza", "/dev/xvd", "/dev/sdf16", "/dev/XVDB", "/dev/xvdb/"]
        {
            assert_eq!(canonical(text), None, "{text}");
        }
    }
}
