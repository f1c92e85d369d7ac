//! EBS volume types and their limits.
//!
//! Source of sizes, IOPS and throughput: botocore 1.44.5, EC2 `CreateVolume`; of the ratios and of what boots: EBS user guide, "Amazon EBS
//! volume types". gp3 has had 64 TiB, 80,000 IOPS and 2,000 MiB/s since September 2025.

use std::ops::RangeInclusive;

/// IOPS above which io1 and io2 want a Nitro instance. Source: EBS user guide, "Provisioned IOPS SSD volumes".
pub const IOPS_WITHOUT_NITRO: u32 = 32_000;

/// A volume type.
#[derive(Debug, Clone, PartialEq)]
pub struct VolumeType {
    /// `gp3`.
    pub name: &'static str,
    /// Size in GiB.
    pub size_gib: RangeInclusive<u32>,
    /// IOPS that can be asked for; `None` where they cannot be set. The lower end is what gp3 has anyway; io1 and io2 must name theirs.
    pub iops: Option<RangeInclusive<u32>>,
    /// Most IOPS for each GiB.
    pub iops_per_gib: Option<u32>,
    /// Throughput in MiB/s that can be asked for; `None` where it follows from size or IOPS. The lower end is what gp3 has anyway.
    pub throughput_mibps: Option<RangeInclusive<u32>>,
    /// Most MiB/s for each of the IOPS, where the throughput can be asked for or follows from them.
    pub mibps_per_iops: Option<f64>,
    /// The most that a volume of this type ever carries, in MiB/s.
    pub max_mibps: u32,
    /// True if one volume can be attached to several instances.
    pub multi_attach: bool,
    /// True if an instance can boot from it.
    pub bootable: bool,
}

impl VolumeType {
    /// True if a volume must say how many IOPS it wants.
    pub fn iops_required(&self) -> bool {
        self.iops.is_some() && self.throughput_mibps.is_none()
    }

    /// The least size in GiB that may have these IOPS.
    pub fn least_size_for(&self, iops: u32) -> u32 {
        let by_ratio = self.iops_per_gib.map_or(0, |ratio| iops.div_ceil(ratio));
        by_ratio.max(*self.size_gib.start())
    }

    /// The least IOPS that may have this throughput in MiB/s, where it can be asked for.
    pub fn least_iops_for(&self, mibps: u32) -> Option<u32> {
        let (iops, ratio) = (self.iops.as_ref()?, self.mibps_per_iops?);
        self.throughput_mibps.as_ref()?;
        let by_ratio = (f64::from(mibps) / ratio).ceil();
        // Both are small positive numbers: nothing is cut off.
        Some((by_ratio as u32).max(*iops.start()))
    }
}

/// All volume types.
pub static VOLUME_TYPES: [VolumeType; 7] = [
    VolumeType {
        iops: Some(3000..=80_000),
        iops_per_gib: Some(500),
        throughput_mibps: Some(125..=2000),
        mibps_per_iops: Some(0.25),
        ..plain("gp3", 1..=65_536, 2000)
    },
    VolumeType {
        iops: Some(100..=256_000),
        iops_per_gib: Some(1000),
        mibps_per_iops: Some(0.256),
        multi_attach: true,
        ..plain("io2", 4..=65_536, 4000)
    },
    VolumeType {
        iops: Some(100..=64_000),
        iops_per_gib: Some(50),
        mibps_per_iops: Some(0.256),
        multi_attach: true,
        ..plain("io1", 4..=16_384, 1000)
    },
    plain("gp2", 1..=16_384, 250),
    VolumeType { bootable: false, ..plain("st1", 125..=16_384, 500) },
    VolumeType { bootable: false, ..plain("sc1", 125..=16_384, 250) },
    plain("standard", 1..=1024, 90),
];

/// A type whose IOPS and throughput follow from its size.
const fn plain(name: &'static str, size_gib: RangeInclusive<u32>, max_mibps: u32) -> VolumeType {
    VolumeType {
        name,
        size_gib,
        iops: None,
        iops_per_gib: None,
        throughput_mibps: None,
        mibps_per_iops: None,
        max_mibps,
        multi_attach: false,
        bootable: true,
    }
}

/// The volume type with this name.
pub fn find(name: &str) -> Option<&'static VolumeType> {
    VOLUME_TYPES.iter().find(|kind| kind.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gp3_has_its_limits_since_2025() {
        let gp3 = find("gp3").unwrap();
        assert_eq!((*gp3.size_gib.end(), gp3.iops.clone()), (65_536, Some(3000..=80_000)));
        assert_eq!((gp3.least_size_for(80_000), gp3.least_size_for(3000)), (160, 6));
        assert_eq!(
            (gp3.least_iops_for(1000), gp3.least_iops_for(2000), gp3.least_iops_for(125)),
            (Some(4000), Some(8000), Some(3000))
        );
        assert!(!gp3.iops_required());
    }

    #[test]
    fn only_gp3_takes_a_throughput() {
        for kind in &VOLUME_TYPES {
            assert_eq!(kind.throughput_mibps.is_some(), kind.name == "gp3", "{}", kind.name);
            assert_eq!(kind.least_iops_for(500).is_some(), kind.name == "gp3", "{}", kind.name);
            assert_eq!(kind.iops_required(), kind.name.starts_with("io"), "{}", kind.name);
        }
        assert_eq!(find("io2").unwrap().least_size_for(64_000), 64);
        assert!(find("gp4").is_none());
    }
}
