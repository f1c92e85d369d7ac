//! `caches` (ElastiCache) and `databases` (RDS).

use schemars::JsonSchema;
use serde::Deserialize;

use super::vocabulary::{Size, Throughput};

/// A replication group of ElastiCache, one in each region of the component, independent of each other.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Cache {
    /// valkey or redis (Redis OSS, which ends at 7.1). Default: valkey.
    pub engine: CacheEngine,
    /// Version of the engine, quoted: "8.0". Left out: the newest that synth knows.
    pub version: Option<String>,
    /// Node type. Default: cache.t4g.small.
    pub node_type: String,
    /// Parts of the key space, 1 to 500. More than one, or `eviction` alone: one shard is cluster mode off. Default: 1.
    pub shards: u32,
    /// Replicas of each shard, 0 to 5. With one or more the group spans zones and fails over by itself. Default: 1.
    pub replicas_per_shard: u32,
    /// What goes when memory is full: allkeys-lru, volatile-lru, noeviction, … Default: allkeys-lru.
    pub eviction: Eviction,
    /// Days that daily snapshots are kept, 0 to 35; 0 makes none. Default: 7.
    pub snapshot_retention: u32,
}

impl Default for Cache {
    fn default() -> Self {
        Cache {
            engine: CacheEngine::Valkey,
            version: None,
            node_type: "cache.t4g.small".into(),
            shards: 1,
            replicas_per_shard: 1,
            eviction: Eviction::AllkeysLru,
            snapshot_retention: 7,
        }
    }
}

/// The engine of a cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CacheEngine {
    /// Valkey.
    Valkey,
    /// Redis OSS.
    Redis,
}

impl CacheEngine {
    /// The name, here and at AWS.
    pub const fn name(self) -> &'static str {
        match self {
            CacheEngine::Valkey => "valkey",
            CacheEngine::Redis => "redis",
        }
    }
}

/// The parameter maxmemory-policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Eviction {
    /// The key that was not used for longest.
    AllkeysLru,
    /// The key that is used least often.
    AllkeysLfu,
    /// Any key.
    AllkeysRandom,
    /// Of the keys with an expiry, the one that was not used for longest.
    VolatileLru,
    /// Of the keys with an expiry, the one that is used least often.
    VolatileLfu,
    /// Any key with an expiry.
    VolatileRandom,
    /// The key that expires first.
    VolatileTtl,
    /// None: writes fail.
    Noeviction,
}

impl Eviction {
    /// The value of the parameter.
    pub const fn name(self) -> &'static str {
        match self {
            Eviction::AllkeysLru => "allkeys-lru",
            Eviction::AllkeysLfu => "allkeys-lfu",
            Eviction::AllkeysRandom => "allkeys-random",
            Eviction::VolatileLru => "volatile-lru",
            Eviction::VolatileLfu => "volatile-lfu",
            Eviction::VolatileRandom => "volatile-random",
            Eviction::VolatileTtl => "volatile-ttl",
            Eviction::Noeviction => "noeviction",
        }
    }
}

/// An RDS DB instance in the primary region, and read replicas in the others if it replicates.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Database {
    /// postgres or mysql. Default: postgres.
    pub engine: DatabaseEngine,
    /// Version of the engine: a major one ("16"), of which synth takes the newest it knows, or a whole one. Left out: the newest major.
    pub version: Option<String>,
    /// Instance class. Default: db.t4g.medium.
    pub instance_class: String,
    /// A standby in a second zone. Default: true in the primary region; replicas have none.
    pub multi_az: Option<bool>,
    /// none, or read_replica: an asynchronous replica in every other region of the component. Default: none.
    pub replication: Replication,
    /// The storage of each instance.
    pub storage: Storage,
    /// Days that automated backups are kept, 1 to 35 for an instance with replicas, else 0 to 35. Default: 7.
    pub backup_retention: u32,
}

impl Default for Database {
    fn default() -> Self {
        Database {
            engine: DatabaseEngine::Postgres,
            version: None,
            instance_class: "db.t4g.medium".into(),
            multi_az: None,
            replication: Replication::None,
            storage: Storage::default(),
            backup_retention: 7,
        }
    }
}

/// The engine of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DatabaseEngine {
    /// PostgreSQL.
    Postgres,
    /// MySQL.
    Mysql,
}

impl DatabaseEngine {
    /// The name, here and at AWS.
    pub const fn name(self) -> &'static str {
        match self {
            DatabaseEngine::Postgres => "postgres",
            DatabaseEngine::Mysql => "mysql",
        }
    }
}

/// How a database reaches the other regions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Replication {
    /// Not at all: each region has an instance of its own.
    #[default]
    None,
    /// By a read replica of the primary region's instance. Making it writable is a manual step.
    ReadReplica,
}

/// The storage of a DB instance. It is always encrypted.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Storage {
    /// Type of storage. Default: gp3.
    #[serde(rename = "type")]
    pub kind: StorageType,
    /// Size in whole GiB, 20GiB to 64TiB (100GiB and more for io1 and io2). Default: 20GiB.
    pub size: Size,
    /// Provisioned IOPS: required for io1 and io2, and settable for gp3 from 400GiB on.
    pub iops: Option<u32>,
    /// Provisioned throughput: gp3 from 400GiB on.
    pub throughput: Option<Throughput>,
}

impl Default for Storage {
    fn default() -> Self {
        Storage { kind: StorageType::Gp3, size: Size::from_gib(20), iops: None, throughput: None }
    }
}

/// The type of a DB instance's storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum StorageType {
    /// General purpose SSD.
    Gp3,
    /// Provisioned IOPS SSD, Block Express.
    Io2,
    /// Provisioned IOPS SSD of the previous generation.
    Io1,
}

impl StorageType {
    /// The name, here and at AWS.
    pub const fn name(self) -> &'static str {
        match self {
            StorageType::Gp3 => "gp3",
            StorageType::Io2 => "io2",
            StorageType::Io1 => "io1",
        }
    }
}
