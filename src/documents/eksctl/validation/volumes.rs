use super::pool::Pool;
use super::{FlawKind, Flaws};
use crate::documents::eksctl::VolumeMapping;

/// Ranges of IOPS by volume type, as eksctl enforces them for root volumes.
const IOPS: &[(&str, i64, i64)] = &[("gp3", 3_000, 16_000), ("io1", 100, 64_000), ("io2", 100, 256_000)];

/// MiB/s of gp3, as eksctl enforces them for root volumes.
const THROUGHPUT: (i64, i64) = (125, 1_000);

/// Root volume and further volumes.
pub fn check(pool: &Pool<'_>, flaws: &mut Flaws) {
    let root = &pool.volume;
    if root.volume_size.is_none() {
        let needs_size = [
            ("volumeName", root.volume_name.is_some()),
            ("volumeEncrypted", root.volume_encrypted == Some(true)),
            ("volumeKmsKeyID", root.volume_kms_key_id.is_some()),
        ];
        for (field, _) in needs_size.iter().filter(|(_, given)| *given) {
            flaws.add(&pool.at(&[field]), FlawKind::Requires { field: "volumeSize".to_owned() });
        }
    }
    performance(&pool.at(&[]), root, flaws);
    ranges(&pool.at(&[]), root, flaws);
    if let Some(volume_type) = root.volume_type.clone().filter(|kind| kind == "st1" || kind == "sc1") {
        flaws.add(&pool.at(&["volumeType"]), FlawKind::HddRootVolume { volume_type });
    }
    for (index, volume) in pool.volumes.iter().enumerate() {
        performance(&pool.at(&["additionalVolumes", &index.to_string()]), volume, flaws);
    }
}

fn type_of(volume: &VolumeMapping) -> &str {
    volume.volume_type.as_deref().unwrap_or("gp3")
}

fn performance(path: &[&str], volume: &VolumeMapping, flaws: &mut Flaws) {
    let kind = type_of(volume);
    let unsupported = FlawKind::NotWithVolumeType { volume_type: kind.to_owned() };
    if volume.volume_iops.is_some() && !IOPS.iter().any(|(name, ..)| *name == kind) {
        flaws.add(&[path, &["volumeIOPS"]].concat(), unsupported.clone());
    }
    if volume.volume_throughput.is_some() && kind != "gp3" {
        flaws.add(&[path, &["volumeThroughput"]].concat(), unsupported);
    }
    if volume.volume_kms_key_id.is_some() && volume.volume_encrypted != Some(true) {
        let kind = FlawKind::Requires { field: "volumeEncrypted".to_owned() };
        flaws.add(&[path, &["volumeKmsKeyID"]].concat(), kind);
    }
}

fn ranges(path: &[&str], volume: &VolumeMapping, flaws: &mut Flaws) {
    let kind = type_of(volume);
    let iops = IOPS.iter().find(|(name, ..)| *name == kind).map(|&(_, least, most)| (least, most));
    let throughput = (kind == "gp3").then_some(THROUGHPUT);
    let checks = [("volumeIOPS", volume.volume_iops, iops), ("volumeThroughput", volume.volume_throughput, throughput)];
    for (field, given, range) in checks {
        if let (Some(given), Some((least, most))) = (given, range)
            && !(least..=most).contains(&given)
        {
            let kind = FlawKind::VolumeRange { given, least, most, volume_type: kind.to_owned() };
            flaws.add(&[path, &[field]].concat(), kind);
        }
    }
}
