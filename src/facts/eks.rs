//! EKS and eksctl: Kubernetes versions with their dates, and what eksctl takes.
//!
//! Source of eksctl's limits: `pkg/apis/eksctl.io/v1alpha5/validation.go` of 2026-08-21.

use super::names;
use super::table::{Date, List, Row, Table};

const VERSIONS: Table = Table::new(include_str!("tables/eks-versions.tsv"));
const FIELDS: Table = Table::new(include_str!("tables/eksctl-fields.tsv"));

/// The version that eksctl takes when none is named.
pub const EKSCTL_DEFAULT_VERSION: &str = "1.34";
/// The first version without images of Amazon Linux 2. Source: eksctl, `AmazonLinux2EOLVersion`.
pub const AMAZON_LINUX_2_ENDS_AT: &str = "1.33";
/// Zone ids in which EKS makes no control plane. Source: EKS user guide, "View Amazon EKS networking requirements".
pub const ZONES_WITHOUT_CONTROL_PLANE: [&str; 3] = ["cac1-az3", "use1-az3", "usw1-az2"];
/// Security groups that a network interface takes unless the quota is raised, to 16 at most. Source: Amazon VPC User Guide,
/// Amazon VPC quotas.
pub const SECURITY_GROUPS_OF_AN_INTERFACE: usize = 5;

/// Add-ons of EKS by AWS and from the Kubernetes community, by name; the marketplace has more.
/// Source: EKS user guide, "AWS add-ons" and "Community add-ons", and eksctl 99984adb6 (2026-08-21).
pub const ADDONS: [&str; 23] = [
    "adot",
    "amazon-cloudwatch-observability",
    "amazon-sagemaker-hyperpod-taskgovernance",
    "amazon-sagemaker-hyperpod-training-operator",
    "aws-ebs-csi-driver",
    "aws-efs-csi-driver",
    "aws-fsx-csi-driver",
    "aws-guardduty-agent",
    "aws-mountpoint-s3-csi-driver",
    "aws-network-flow-monitoring-agent",
    "aws-privateca-connector-for-kubernetes",
    "aws-secrets-store-csi-driver-provider",
    "cert-manager",
    "coredns",
    "eks-node-monitoring-agent",
    "eks-pod-identity-agent",
    "external-dns",
    "kube-proxy",
    "kube-state-metrics",
    "metrics-server",
    "prometheus-node-exporter",
    "snapshot-controller",
    "vpc-cni",
];

/// A Kubernetes version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// `1.35`.
    pub version: &'static str,
    /// The day EKS released it; `None` for versions from before the record, no longer offered.
    pub released: Option<Date>,
    /// The last day of standard support.
    pub standard_until: Option<Date>,
    /// The last day of extended support, which is charged; then AWS upgrades the cluster.
    pub extended_until: Option<Date>,
    /// True if eksctl takes it.
    pub known_to_eksctl: bool,
}

/// What AWS does for a version on some day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// Standard support.
    Standard,
    /// Extended support: charged.
    Extended,
    /// None: clusters cannot be made.
    Ended,
}

impl Version {
    /// What AWS does for the version on a day.
    pub fn support_on(&self, day: Date) -> Support {
        if self.standard_until >= Some(day) {
            Support::Standard
        } else if self.extended_until >= Some(day) {
            Support::Extended
        } else {
            Support::Ended
        }
    }
}

/// The versions, oldest first.
pub fn versions() -> impl Iterator<Item = Version> {
    VERSIONS.rows().filter_map(decode)
}

/// The version, written as `1.35`.
pub fn version(text: &str) -> Option<Version> {
    VERSIONS.find(text).and_then(decode)
}

/// The newest version that EKS and eksctl both know.
pub fn newest_version() -> Option<Version> {
    versions().filter(|version| version.known_to_eksctl && version.released.is_some()).last()
}

fn decode(row: Row) -> Option<Version> {
    let mut cells = row.cells();
    Some(Version {
        version: cells.text()?,
        released: cells.maybe_date()?,
        standard_until: cells.maybe_date()?,
        extended_until: cells.maybe_date()?,
        known_to_eksctl: cells.flag()?,
    })
}

/// The fields of a definition of eksctl's JSON schema, such as `ManagedNodeGroup`. Others are refused.
pub fn eksctl_fields(definition: &str) -> Option<List> {
    FIELDS.find(definition).map(|row| row.list(1))
}

/// The fields of a definition that must be set.
pub fn eksctl_required(definition: &str) -> List {
    FIELDS.find(definition).map(|row| row.list(2)).unwrap_or_default()
}

/// Families of node images, in eksctl's spelling: `AmazonLinux2023`.
pub fn eksctl_ami_families() -> List {
    names::list("eksctl ami families")
}

/// Add-ons that eksctl knows by name; EKS has more.
pub fn eksctl_addons() -> List {
    names::list("eksctl addons")
}

/// Image types of managed groups, in the spelling of EKS: `AL2023_ARM_64_STANDARD`.
pub fn ami_types() -> List {
    names::list("eks ami types")
}

/// `ON_DEMAND`, `SPOT`, `CAPACITY_BLOCK`.
pub fn capacity_types() -> List {
    names::list("eks capacity types")
}

/// Logs of the control plane: `api`, `audit` and so on.
pub fn control_plane_logs() -> List {
    names::list("eks control plane logs")
}

#[cfg(test)]
mod tests {
    use super::super::TABLES_DATE;
    use super::super::ec2;
    use super::super::regions;
    use super::super::table::tests::well_formed;
    use super::*;

    #[test]
    fn versions_decode_in_order() {
        well_formed(VERSIONS);
        assert_eq!(versions().count(), VERSIONS.rows().count());
        assert!(versions().filter(|version| version.released.is_some()).is_sorted_by_key(|version| version.released));
    }

    #[test]
    fn support_follows_the_dates() {
        let on = |text| version(text).unwrap().support_on(TABLES_DATE);
        assert_eq!((on("1.35"), on("1.33"), on("1.30")), (Support::Standard, Support::Extended, Support::Ended));
        assert_eq!(newest_version().unwrap().version, "1.35");
        assert!(version(EKSCTL_DEFAULT_VERSION).is_some_and(|version| version.known_to_eksctl));
        assert!(version(AMAZON_LINUX_2_ENDS_AT).is_some() && version("1.3").is_none());
    }

    #[test]
    fn eksctl_fields_are_known() {
        well_formed(FIELDS);
        for row in FIELDS.rows() {
            let fields = eksctl_fields(row.key()).unwrap();
            assert!(eksctl_required(row.key()).iter().all(|name| fields.contains(name)), "{}", row.key());
        }
        assert!(eksctl_fields("ManagedNodeGroup").unwrap().contains("spot"));
        assert!(!eksctl_fields("NodeGroup").unwrap().contains("spot"));
        assert!(eksctl_required("ClusterMeta").contains("region"));
        assert!(eksctl_ami_families().contains("AmazonLinux2023"));
        assert!(eksctl_addons().iter().all(|name| ADDONS.contains(&name)));
    }

    #[test]
    fn zones_without_control_plane_exist() {
        let zones: Vec<_> = regions::all().flat_map(|region| region.az_ids.iter()).collect();
        assert!(zones.contains(&"use1-az3") && zones.contains(&"cac1-az4"));
        assert!(ec2::zones("c5.large", "us-east-1").is_some());
    }
}
