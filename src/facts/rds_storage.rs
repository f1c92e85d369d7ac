//! Storage of RDS instances of MySQL, MariaDB and PostgreSQL.
//!
//! Sizes: botocore 1.44.5, `CreateDBInstance`, `AllocatedStorage`. IOPS, throughput and ratios: RDS user guide, "Amazon RDS DB instance
//! storage"; the API's own text still gives io2 the ratio of io1.

use std::ops::RangeInclusive;

/// A type of storage.
#[derive(Debug, Clone, PartialEq)]
pub struct StorageType {
    /// `gp3`.
    pub name: &'static str,
    /// Size in GiB.
    pub size_gib: RangeInclusive<u32>,
    /// IOPS that can be asked for. The lower end is what gp3 has anyway; io1 and io2 must name theirs.
    pub iops: RangeInclusive<u32>,
    /// Most IOPS for each GiB.
    pub iops_per_gib: u32,
    /// Least GiB from which IOPS and throughput can be asked for.
    pub tunable_from_gib: u32,
    /// Throughput in MiB/s that can be asked for; `None` where it follows from the IOPS.
    pub throughput_mibps: Option<RangeInclusive<u32>>,
}

impl StorageType {
    /// True if an instance must say how many IOPS it wants.
    pub fn iops_required(&self) -> bool {
        self.throughput_mibps.is_none()
    }

    /// The IOPS that a size allows: within the range, and within the ratio to the size, of which RDS wants at least a half for each GiB.
    pub fn iops_for(&self, gib: u32) -> RangeInclusive<u32> {
        let least = if self.iops_required() { gib.div_ceil(2) } else { 0 };
        let most = gib.saturating_mul(self.iops_per_gib);
        least.max(*self.iops.start())..=most.min(*self.iops.end())
    }

    /// The least IOPS that may have this throughput in MiB/s: four for each.
    pub fn least_iops_for(&self, mibps: u32) -> u32 {
        mibps.saturating_mul(4).max(*self.iops.start())
    }
}

/// The types of storage for new instances.
pub static STORAGE_TYPES: [StorageType; 3] = [
    StorageType {
        name: "gp3",
        size_gib: 20..=65_536,
        iops: 12_000..=64_000,
        iops_per_gib: 500,
        tunable_from_gib: 400,
        throughput_mibps: Some(500..=4000),
    },
    StorageType { name: "io2", iops_per_gib: 1000, ..PROVISIONED },
    StorageType { name: "io1", ..PROVISIONED },
];

const PROVISIONED: StorageType = StorageType {
    name: "io1",
    size_gib: 100..=65_536,
    iops: 1000..=256_000,
    iops_per_gib: 50,
    tunable_from_gib: 100,
    throughput_mibps: None,
};

/// The type of storage with this name.
pub fn find(name: &str) -> Option<&'static StorageType> {
    STORAGE_TYPES.iter().find(|kind| kind.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iops_follow_the_size() {
        assert_eq!(find("io1").unwrap().iops_for(100), 1000..=5000);
        assert_eq!(find("io2").unwrap().iops_for(500), 1000..=256_000);
        assert_eq!(find("io2").unwrap().iops_for(4000), 2000..=256_000);
        assert_eq!(find("gp3").unwrap().iops_for(400), 12_000..=64_000);
    }

    #[test]
    fn throughput_wants_iops() {
        let gp3 = find("gp3").unwrap();
        assert_eq!((gp3.least_iops_for(500), gp3.least_iops_for(4000)), (12_000, 16_000));
        assert!(!gp3.iops_required() && find("io2").unwrap().iops_required());
    }
}
