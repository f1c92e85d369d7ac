//! ElastiCache: node types, engine versions and limits.

use std::ops::RangeInclusive;

use super::engines::{self, EngineVersion, Support};
use super::table::{Offered, Row, Table, family_and_size, offered, types};

const NODES: Table = Table::new(include_str!("tables/elasticache-nodes.tsv"));
const FAMILIES: Table = Table::new(include_str!("tables/elasticache-families.tsv"));

/// The engines.
pub const ENGINES: [&str; 3] = ["valkey", "redis", "memcached"];
/// Shards of a cluster. Source: ElastiCache user guide, "Quotas".
pub const SHARDS: RangeInclusive<u32> = 1..=500;
/// Replicas of a shard. Source: botocore 1.44.5, `CreateReplicationGroup`.
pub const REPLICAS_PER_SHARD: RangeInclusive<u32> = 0..=5;
/// Nodes of a cluster, by default quota. Source: ElastiCache user guide, "Quotas".
pub const NODES_PER_CLUSTER: u32 = 90;
/// Nodes of a memcached cluster, by default quota. Source: botocore 1.44.5, `CreateCacheCluster`.
pub const MEMCACHED_NODES: RangeInclusive<u32> = 1..=40;
/// Days that automatic snapshots are kept; 0 switches them off. Source: ElastiCache user guide, "Scheduling automatic backups".
pub const SNAPSHOT_RETENTION_DAYS: RangeInclusive<u32> = 0..=35;
/// Secondary regions of a global datastore. Source: ElastiCache user guide, "Replication across AWS Regions using global datastores".
pub const GLOBAL_DATASTORE_SECONDARIES: usize = 2;
/// Regions that can be in a global datastore. Source: ElastiCache user guide, "Prerequisites and limitations" of global datastores (read
/// 2026-11-22). By hand: grounds for a warning.
pub const GLOBAL_DATASTORE_REGIONS: [&str; 36] = [
    "af-south-1",
    "ap-east-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "cn-north-1",
    "cn-northwest-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "us-gov-east-1",
    "us-gov-west-1",
];
/// The least version of memcached that speaks TLS. Source: ElastiCache user guide, "In-transit encryption" for Memcached (read 2026-11-22).
pub const LEAST_MEMCACHED_TLS: &str = "1.6.12";
/// The least version of redis with users. Source: ElastiCache user guide, "Role-Based Access Control" (read 2026-11-22).
pub const LEAST_REDIS_USERS: &str = "6.0";
/// The least version of redis whose users IAM can let in. Source: ElastiCache user guide, "Authenticating with IAM" (read 2026-11-22).
pub const LEAST_REDIS_IAM: &str = "7.0";
/// The least version of redis in a global datastore. Source: ElastiCache user guide, "Prerequisites and limitations" of global datastores.
pub const LEAST_REDIS_GLOBAL: &str = "5.0.6";
/// The least version of redis that delivers its slow log. Source: ElastiCache user guide, "Log delivery" (read 2026-11-22).
pub const LEAST_REDIS_SLOW_LOG: &str = "6.0";
/// The least version of redis that delivers its engine log. Source: ElastiCache user guide, "Log delivery" (read 2026-11-22).
pub const LEAST_REDIS_ENGINE_LOG: &str = "6.2";
/// The least version of redis with data tiering. Source: ElastiCache user guide, "Data tiering" (read 2026-11-22).
pub const LEAST_REDIS_TIERING: &str = "6.2";
/// The least version of redis that auto scaling can scale. Source: ElastiCache user guide, "Auto Scaling" (read 2026-11-22).
pub const LEAST_REDIS_SCALING: &str = "6.0";
/// Sizes of nodes that auto scaling can add. Source: ElastiCache user guide, "Auto Scaling", Prerequisites (read 2026-11-22).
pub const SCALING_SIZES: [&str; 3] = ["large", "xlarge", "2xlarge"];
/// Families of nodes that auto scaling can add. Source: as [`SCALING_SIZES`].
pub const SCALING_FAMILIES: [&str; 13] =
    ["r8g", "r8gd", "r7g", "r7gd", "r6g", "r6gd", "r5", "m8g", "m7g", "m6g", "m5", "c8gn", "c7gn"];
/// Percents that a scaling policy may aim at. Source: ElastiCache user guide, "Adding a scaling policy" (read 2026-11-22).
pub const SCALING_TARGET_PERCENT: RangeInclusive<u32> = 35..=70;
/// What a serverless cache may hold, in GB. Source: `@aws-cdk/aws-elasticache-alpha`, `CacheUsageLimitsProperty` (read 2026-11-22).
pub const SERVERLESS_STORAGE_GB: RangeInclusive<u64> = 1..=5_000;
/// Processing units a second of a serverless cache. Source: as [`SERVERLESS_STORAGE_GB`].
pub const SERVERLESS_ECPU: RangeInclusive<u32> = 1_000..=15_000_000;
/// Subnets of a serverless cache. Source: ElastiCache user guide, "Create a serverless cache": two or three zones.
pub const SERVERLESS_SUBNETS: usize = 3;
/// Characters of the id of a user, a user group and a serverless cache.
pub const ID_CHARS: usize = 40;
/// Minutes that a window of maintenance or of snapshots has at least. Source: botocore 1.44.5, `CreateReplicationGroup`.
pub const WINDOW_MINUTES: u32 = 60;
/// The version taken of an engine when none is named; [`resolve`] makes it exact. The newest major that AWS has offered for about a year.
const DEFAULT_VERSIONS: [(&str, &str); 3] = [("valkey", "8"), ("redis", "7"), ("memcached", "1.6")];

/// What the node types of a family have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    /// `cache.r7g`.
    pub name: &'static str,
    /// True for Graviton.
    pub arm: bool,
    /// True for CPU credits.
    pub burstable: bool,
    /// True if values move to local disks when memory is full.
    pub data_tiering: bool,
    /// False for previous generations.
    pub current: bool,
    /// True if sizes from `large` on can be in a global datastore. By hand: grounds for a warning.
    pub global_datastore: bool,
    /// The least redis version; `None` for any or unknown. By hand: grounds for a warning.
    pub least_redis: Option<&'static str>,
    /// The least memcached version; `None` for any or unknown. By hand: grounds for a warning.
    pub least_memcached: Option<&'static str>,
}

/// All node types.
pub fn node_types() -> impl Iterator<Item = String> {
    let mut names: Vec<_> = types(NODES).map(|(family, size)| format!("{family}.{size}")).collect();
    names.dedup();
    names.into_iter()
}

/// Whether the node type is priced in the region.
pub fn offered_in(node_type: &str, region: &str) -> Offered {
    let (family, size) = family_and_size(node_type);
    offered(NODES, family, size, region)
}

/// The family of a node type: of `cache.r7g.large`, `cache.r7g`.
pub fn family(node_type: &str) -> Option<Family> {
    FAMILIES.find(family_and_size(node_type).0).and_then(decode)
}

fn decode(row: Row) -> Option<Family> {
    let mut cells = row.cells();
    Some(Family {
        name: cells.text()?,
        arm: match cells.text()? {
            "arm" => true,
            "x86" => false,
            _ => return None,
        },
        burstable: cells.flag()?,
        data_tiering: cells.flag()?,
        current: cells.flag()?,
        global_datastore: cells.flag()?,
        least_redis: cells.maybe_text()?,
        least_memcached: cells.maybe_text()?,
    })
}

/// The versions of an engine, oldest first.
pub fn versions(engine: &str) -> impl Iterator<Item = EngineVersion> {
    engines::versions(&format!("elasticache {engine}")).collect::<Vec<_>>().into_iter()
}

/// The version that `wanted` means: `8` is the newest 8.x, `8.0` itself.
pub fn resolve(engine: &str, wanted: &str) -> Option<EngineVersion> {
    engines::resolve(&format!("elasticache {engine}"), wanted)
}

/// The version of an engine when the blueprint names none.
pub fn default_version(engine: &str) -> Option<EngineVersion> {
    let (_, version) = DEFAULT_VERSIONS.iter().find(|(known, _)| *known == engine)?;
    resolve(engine, version)
}

/// The least version of an engine that is offered serverless. Source: `@aws-cdk/aws-elasticache-alpha`, `CacheEngine` (read 2026-11-22).
pub fn least_serverless(engine: &str) -> &'static str {
    match engine {
        "redis" => "7.0",
        "memcached" => "1.6",
        _ => "7.2",
    }
}

/// How long AWS supports a version; known for redis.
pub fn support(engine: &str, version: &str) -> Option<Support> {
    engines::support(&format!("elasticache {engine}"), version)
}

/// The family of parameter groups of a version: `valkey8`, `redis7`, `redis6.x`, `memcached1.6`. Source: botocore 1.44.5,
/// `CreateCacheParameterGroup`.
pub fn parameter_group_family(engine: &str, version: &str) -> Option<String> {
    let mut parts = version.split('.');
    let (major, minor) = (parts.next()?, parts.next());
    match (engine, major, minor) {
        ("valkey", _, _) | ("redis", "7", _) => Some(format!("{engine}{major}")),
        ("redis", "6", _) => Some("redis6.x".to_owned()),
        ("redis" | "memcached", _, Some(minor)) => Some(format!("{engine}{major}.{minor}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::regions;
    use super::super::table::tests::well_formed;
    use super::*;

    #[test]
    fn tables_are_well_formed() {
        well_formed(NODES);
        well_formed(FAMILIES);
        assert!(FAMILIES.rows().all(|row| decode(row).is_some()));
        for row in NODES.rows() {
            assert!(row.list(2).iter().all(|code| regions::find(code).is_some()), "{}", row.key());
        }
        assert!(node_types().all(|name| family(&name).is_some()));
    }

    #[test]
    fn node_types_are_where_they_are() {
        assert_eq!(offered_in("cache.r7g.large", "eu-west-1"), Offered::Yes);
        assert_eq!(offered_in("cache.c7gn.large", "af-south-1"), Offered::No);
        assert_eq!(offered_in("cache.r7g.huge", "eu-west-1"), Offered::Unknown);
        assert!(family("cache.r6gd.xlarge").unwrap().data_tiering);
        assert!(family("cache.t4g.small").unwrap().burstable);
        assert!(node_types().any(|name| name == "cache.t4g.small"));
    }

    #[test]
    fn versions_resolve() {
        let resolved = |engine, wanted| resolve(engine, wanted).map(|known| known.version);
        assert_eq!(resolved("redis", "7"), Some("7.1"));
        assert_eq!(resolved("valkey", "8.0"), Some("8.0"));
        assert_eq!(resolved("redis", "8.0"), None);
        assert_eq!(resolved("memcached", "1.6"), Some("1.6.22"));
        for engine in ENGINES {
            assert!(default_version(engine).is_some() && versions(engine).count() > 0, "{engine}");
        }
        assert_eq!(support("redis", "6.2").unwrap().standard_until.unwrap().as_str(), "2027-01-31");
    }

    #[test]
    fn every_version_has_a_parameter_group_family() {
        for engine in ENGINES {
            assert!(versions(engine).all(|known| parameter_group_family(engine, known.version).is_some()), "{engine}");
        }
        assert_eq!(parameter_group_family("valkey", "8.0").as_deref(), Some("valkey8"));
        assert_eq!(parameter_group_family("redis", "6.2").as_deref(), Some("redis6.x"));
        assert_eq!(parameter_group_family("memcached", "1.6.22").as_deref(), Some("memcached1.6"));
    }
}
