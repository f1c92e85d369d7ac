//! `databases`: RDS.

use schemars::JsonSchema;
use serde::Deserialize;

use super::vocabulary::{Size, Throughput};

/// An RDS DB instance in the primary region with read replicas in the others, or one in each region, independent of each other.
/// Storage is encrypted, deletion protected, and no instance has a public address.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Database {
    /// postgres or mysql. Default: postgres.
    pub engine: DatabaseEngine,
    /// Version of the engine, quoted. A major one ("17", "8.4") is the newest of it that synth knows, and AWS upgrades it to later ones
    /// in the maintenance window; a whole one ("17.5") stays. Left out: the newest major version that AWS has offered for a year.
    pub version: Option<String>,
    /// Class of the instance. Default: db.t4g.medium.
    pub instance_class: String,
    /// A standby in a second zone, which takes over by itself. Default: true, and false for read replicas.
    pub multi_az: Option<bool>,
    /// none: an instance in each region, independent of each other. read_replica: an asynchronous replica in every region but the
    /// primary. Default: none.
    pub replication: Replication,
    /// The storage of the instance.
    pub storage: Storage,
    /// Days that automated backups are kept, 0 to 35; 0 makes none and is not for an instance with replicas. Replicas have none. Default: 7.
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
    /// Size in whole GiB: 20GiB to 64TiB, for io1 and io2 from 100GiB on. It can grow, never shrink. A replica has its source's. Default:
    /// 20GiB.
    pub size: Size,
    /// Provisioned IOPS. io1 and io2 must have them, 1,000 to 256,000; gp3 may from 400GiB on, 12,000 to 64,000. Left out: 3,000 for
    /// gp3, and 12,000 from 400GiB on.
    pub iops: Option<u32>,
    /// Provisioned throughput, of gp3 from 400GiB on: 500MiB/s to 4000MiB/s, a quarter of the IOPS at most. Left out: 125MiB/s, and
    /// 500MiB/s from 400GiB on.
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
