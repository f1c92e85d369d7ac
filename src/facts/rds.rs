//! RDS and Aurora: instance classes, engine versions and limits.

use std::ops::RangeInclusive;

use super::engines::{self, EngineVersion, Support};
use super::names;
use super::table::{Offered, Table, family_and_size, offered, types};

const CLASSES: Table = Table::new(include_str!("tables/rds-classes.tsv"));
const CLUSTER_CLASSES: Table = Table::new(include_str!("tables/rds-multi-az-cluster.tsv"));

/// Days that automated backups are kept; 0 switches them off, and then there can be no replica. Source: botocore 1.44.5, `CreateDBInstance`.
pub const BACKUP_RETENTION_DAYS: RangeInclusive<u32> = 0..=35;
/// Characters of an instance's or a cluster's identifier. Source: botocore 1.44.5, `CreateDBInstance`.
pub const IDENTIFIER_CHARS: RangeInclusive<usize> = 1..=63;
/// Characters of a Multi-AZ DB cluster's identifier, to which RDS appends `-instance-1`. Source: botocore 1.43.11, `CreateDBCluster`.
pub const MULTI_AZ_CLUSTER_CHARS: usize = 52;
/// Instances of a Multi-AZ DB cluster, each in a zone of its own. Source: RDS User Guide, "Multi-AZ DB cluster deployments".
pub const MULTI_AZ_CLUSTER_INSTANCES: u32 = 3;
/// Regions without Multi-AZ DB clusters. Source: RDS User Guide, "Supported Regions and DB engines for Multi-AZ DB clusters in Amazon
/// RDS", the table of MySQL (read 2026-11-22).
pub const WITHOUT_MULTI_AZ_CLUSTERS: [&str; 4] = ["ap-east-2", "ap-southeast-6", "ap-southeast-7", "us-west-1"];
/// Bytes of memory for each connection that the default parameter group of PostgreSQL allows. Source: RDS user guide, "Maximum
/// number of database connections": `LEAST({DBInstanceClassMemory/9531392}, 5000)`.
pub const POSTGRES_BYTES_PER_CONNECTION: f64 = 9_531_392.0;
/// The most connections that the default parameter group of PostgreSQL allows. Source: as above.
pub const MOST_POSTGRES_CONNECTIONS: f64 = 5_000.0;
/// Bytes of memory for each connection that the default parameter group of MySQL allows. Source: as above:
/// `{DBInstanceClassMemory/12582880}`.
pub const MYSQL_BYTES_PER_CONNECTION: f64 = 12_582_880.0;
/// Read replicas of an instance. Source: botocore 1.43.106, `CreateDBInstanceReadReplica`.
pub const READ_REPLICAS: usize = 15;
/// Days that Database Insights keeps data when nothing else is said. Source: botocore 1.43.106, `PerformanceInsightsRetentionPeriod`.
pub const INSIGHTS_DAYS: u32 = 7;
/// Classes too small for Performance Insights with MySQL. Source: RDS User Guide, "Amazon RDS DB engine, Region, and instance class
/// support for Performance Insights".
pub const CLASSES_WITHOUT_INSIGHTS: [&str; 6] =
    ["db.t2.micro", "db.t2.small", "db.t3.micro", "db.t3.small", "db.t4g.micro", "db.t4g.small"];
/// Seconds between the operating system's metrics. Source: botocore 1.43.106, `CreateDBInstance`, `MonitoringInterval`.
pub const MONITORING_SECONDS: [u64; 6] = [1, 5, 10, 15, 30, 60];
/// Least minutes of a backup or maintenance window. Source: botocore 1.43.106, `CreateDBInstance`, `PreferredBackupWindow`.
pub const WINDOW_MINUTES: u32 = 30;
/// Percent that storage may grow to at least, of what it has. Source: RDS User Guide, "Managing capacity automatically with Amazon RDS
/// storage autoscaling".
pub const MAX_STORAGE_PERCENT: u64 = 110;
/// Seconds that a client's connection to a proxy may idle. Source: RDS User Guide, "RDS Proxy connection considerations".
pub const PROXY_IDLE_SECONDS: RangeInclusive<u64> = 60..=28_800;
/// Percent of the connections that a proxy may hold beside write forwarding, which holds 10 itself. Source: Aurora User Guide, "Using
/// RDS Proxy with Aurora global databases".
pub const FORWARDING_PROXY_PERCENT: i64 = 90;
/// Days that Database Insights in mode `advanced` wants. Source: botocore 1.44.5, `PerformanceInsightsRetentionPeriod`.
pub const ADVANCED_INSIGHTS_DAYS: u32 = 465;
/// The version taken of an engine when none is named; [`resolve`] makes it exact. The newest major that AWS has offered for a year at
/// the date of the tables; for Aurora MySQL the line with long-term support.
const DEFAULT_VERSIONS: [(&str, &str); 5] = [
    ("postgres", "17"),
    ("mysql", "8.4"),
    ("mariadb", "11.8"),
    ("aurora-postgresql", "17"),
    ("aurora-mysql", "8.0.mysql_aurora.3.10"),
];

/// What a version is for: the lists of RDS differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A DB instance.
    Instance,
    /// A DB cluster: Aurora, or Multi-AZ with two readable standbys.
    Cluster,
}

/// The engines for which classes are known.
pub fn engines() -> impl Iterator<Item = &'static str> {
    let mut last = "";
    let names = CLASSES.keys().filter_map(|key| key.split_once(' ')).map(|(engine, _)| engine);
    names.filter(move |name| *name != std::mem::replace(&mut last, *name))
}

/// The instance classes of an engine, in any region.
pub fn classes(engine: &str) -> impl Iterator<Item = String> {
    let mut names: Vec<_> = types(CLASSES)
        .filter_map(|(key, size)| key.split_once(' ').map(|(known, family)| (known, family, size)))
        .filter(|(known, _, _)| *known == engine)
        .map(|(_, family, size)| format!("{family}.{size}"))
        .collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter()
}

/// Whether the engine has the instance class, in any region.
pub fn has_class(engine: &str, class: &str) -> bool {
    let (family, size) = family_and_size(class);
    CLASSES.matching(&format!("{engine} {family}")).any(|row| row.list(1).contains(size))
}

/// Whether the class is priced for the engine in the region.
pub fn offered_in(engine: &str, class: &str, region: &str) -> Offered {
    let (family, size) = family_and_size(class);
    offered(CLASSES, &format!("{engine} {family}"), size, region)
}

/// True if a Multi-AZ DB cluster of `mysql` or `postgres` takes the class.
pub fn in_multi_az_cluster(engine: &str, class: &str) -> bool {
    let (family, size) = family_and_size(class);
    CLUSTER_CLASSES.matching(&format!("{engine} {family}")).any(|row| row.list(1).contains(size))
}

/// The versions of an engine, oldest first.
pub fn versions(kind: Kind, engine: &str) -> impl Iterator<Item = EngineVersion> {
    engines::versions(&key(kind, engine)).collect::<Vec<_>>().into_iter()
}

/// The version that `wanted` means: `16` is the newest 16.x offered, `16.9` itself, offered or not.
pub fn resolve(kind: Kind, engine: &str, wanted: &str) -> Option<EngineVersion> {
    engines::resolve(&key(kind, engine), wanted)
}

/// The version of an engine when the blueprint names none.
pub fn default_version(kind: Kind, engine: &str) -> Option<EngineVersion> {
    let (_, version) = DEFAULT_VERSIONS.iter().find(|(known, _)| *known == engine)?;
    resolve(kind, engine, version)
}

fn key(kind: Kind, engine: &str) -> String {
    match kind {
        Kind::Instance => format!("instance {engine}"),
        Kind::Cluster => format!("cluster {engine}"),
    }
}

/// How long AWS supports a version; known for postgres, mysql, mariadb and aurora-postgresql.
pub fn support(engine: &str, version: &str) -> Option<Support> {
    match engine {
        "postgres" => engines::support("rds postgresql", version),
        "aurora-postgresql" => engines::support("aurora postgresql", version),
        _ => engines::support(&format!("rds {engine}"), version),
    }
}

/// The family of parameter groups of a version: `postgres16`, `mysql8.4`, `aurora-mysql8.0`. `None` for commercial engines.
/// Source: botocore 1.44.5, `CreateDBParameterGroup`.
pub fn parameter_group_family(engine: &str, version: &str) -> Option<String> {
    let mut parts = version.split('.');
    let (major, minor) = (parts.next()?, parts.next());
    match engine {
        // Before PostgreSQL 10 a major version was two numbers.
        "postgres" | "aurora-postgresql" if major.len() > 1 => Some(format!("{engine}{major}")),
        "postgres" | "mysql" | "mariadb" | "aurora-mysql" => Some(format!("{engine}{major}.{}", minor?)),
        _ => None,
    }
}

/// The logs that an engine can send to CloudWatch Logs. RDS for MySQL has an audit log too, with a plugin that only an option group
/// brings. Source: botocore 1.43.106, `CreateDBCluster` and `CreateDBInstance`, `EnableCloudwatchLogsExports`.
pub fn logs(engine: &str) -> &'static [&'static str] {
    match engine {
        "postgres" => &["postgresql", "upgrade", "iam-db-auth-error"],
        "mysql" => &["error", "general", "slowquery", "iam-db-auth-error"],
        "aurora-postgresql" => &["postgresql", "instance", "iam-db-auth-error"],
        "aurora-mysql" => &["audit", "error", "general", "instance", "slowquery", "iam-db-auth-error"],
        _ => &[],
    }
}

/// Names that no database can have, in lower case: RDS's own, and of the words that PostgreSQL or MySQL reserve those that could be
/// names. Source: PostgreSQL documentation, appendix C; MySQL Reference Manual, "Keywords and Reserved Words".
pub const RESERVED_NAMES: [&str; 44] = [
    "all",
    "alter",
    "analyze",
    "any",
    "array",
    "between",
    "both",
    "call",
    "case",
    "change",
    "check",
    "collate",
    "column",
    "condition",
    "create",
    "cube",
    "current_user",
    "database",
    "db",
    "default",
    "drop",
    "end",
    "fetch",
    "function",
    "grant",
    "group",
    "groups",
    "index",
    "key",
    "keys",
    "lateral",
    "limit",
    "order",
    "procedure",
    "rank",
    "rdsadmin",
    "references",
    "select",
    "system",
    "table",
    "trigger",
    "user",
    "window",
    "with",
];

/// Days that performance data can be kept.
pub fn insights_retention_days() -> impl Iterator<Item = u32> + Clone {
    names::list("rds insights retention days").iter().filter_map(|days| days.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::super::regions;
    use super::super::table::tests::well_formed;
    use super::*;

    #[test]
    fn tables_are_well_formed() {
        well_formed(CLASSES);
        well_formed(CLUSTER_CLASSES);
        for row in CLASSES.rows() {
            assert!(row.list(2).iter().all(|code| regions::find(code).is_some()), "{}", row.key());
        }
    }

    #[test]
    fn classes_are_where_they_are() {
        assert!(engines().eq(engines().collect::<std::collections::BTreeSet<_>>()));
        assert!(engines().any(|engine| engine == "aurora-postgresql"));
        assert_eq!(offered_in("postgres", "db.t4g.medium", "us-east-1"), Offered::Yes);
        assert_eq!(offered_in("aurora-mysql", "db.serverless", "eu-west-1"), Offered::Yes);
        assert_eq!(offered_in("postgres", "db.t4g.huge", "us-east-1"), Offered::Unknown);
        assert_eq!(offered_in("postgres", "db.m1.small", "eu-south-2"), Offered::No);
        assert!(classes("postgres").any(|class| class == "db.r6i.16xlarge"));
        assert!(classes("postgres").all(|class| has_class("postgres", &class)));
        assert!(!has_class("postgres", "db.r6i.huge") && !has_class("postgres", "large"));
        assert!(in_multi_az_cluster("postgres", "db.m6gd.large") && !in_multi_az_cluster("postgres", "db.t4g.medium"));
    }

    #[test]
    fn insights_are_kept_for_listed_days() {
        let days: Vec<u32> = insights_retention_days().collect();
        assert_eq!(days.len(), names::list("rds insights retention days").len());
        assert!(days.contains(&ADVANCED_INSIGHTS_DAYS) && days.contains(&731) && !days.contains(&30));
    }

    #[test]
    fn versions_resolve() {
        let resolved = |kind, engine, wanted| resolve(kind, engine, wanted).map(|known| known.version);
        let newest = resolved(Kind::Instance, "postgres", "16").unwrap();
        assert!(newest.starts_with("16.") && newest > "16.10", "{newest}");
        assert_eq!(resolved(Kind::Instance, "postgres", "18").map(|version| version.contains('.')), Some(true));
        assert_eq!(resolved(Kind::Instance, "mysql", "8.0"), Some("8.0.46"));
        assert_eq!(resolved(Kind::Cluster, "aurora-mysql", "8.0.mysql_aurora.3.10.6"), Some("8.0.mysql_aurora.3.10.6"));
        assert_eq!(resolved(Kind::Instance, "postgres", "99.9"), None);
        assert!(!resolve(Kind::Instance, "postgres", "16.2").unwrap().offered);
    }

    #[test]
    fn every_default_is_offered_and_supported() {
        for (engine, _) in DEFAULT_VERSIONS {
            let kind = if engine.starts_with("aurora") { Kind::Cluster } else { Kind::Instance };
            let version = default_version(kind, engine).unwrap();
            assert!(version.offered, "{engine}");
            assert!(parameter_group_family(engine, version.version).is_some(), "{engine}");
            let support = support(engine, version.version);
            assert_eq!(support.is_some(), engine != "aurora-mysql", "{engine}");
            assert!(support.is_none_or(|support| support.standard_until > Some(super::super::TABLES_DATE)), "{engine}");
        }
    }

    #[test]
    fn parameter_group_families_are_named() {
        let family = |engine, version| parameter_group_family(engine, version).unwrap();
        assert_eq!(family("postgres", "16.9"), "postgres16");
        assert_eq!(family("postgres", "9.6.24"), "postgres9.6");
        assert_eq!(family("mysql", "8.4.11"), "mysql8.4");
        assert_eq!(family("aurora-mysql", "8.0.mysql_aurora.3.10.6"), "aurora-mysql8.0");
        assert_eq!(parameter_group_family("oracle-se2", "19.0"), None);
        assert!(
            versions(Kind::Instance, "mariadb").all(|known| parameter_group_family("mariadb", known.version).is_some())
        );
    }
}
