//! `databases`: RDS and Aurora.

use std::fmt;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer, Visitor};

use super::CustomerKey;
use super::vocabulary::{Duration, Percent, Size, Switch, Throughput};

/// A relational database: an RDS DB instance or an Aurora cluster in the primary region, with copies in the others, or one in each
/// region, independent of each other. Storage is encrypted, clients must use TLS, and nothing has a public address.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Database {
    /// postgres, mysql (RDS), aurora-postgresql or aurora-mysql. Default: postgres.
    pub engine: DatabaseEngine,
    /// Version of the engine, quoted. A major one ("17", "8.4") is the newest of it that synth knows, and AWS upgrades it to later ones
    /// in the maintenance window; a whole one ("17.5") stays, and so does every version of a global database. Left out: the newest
    /// major version that AWS has offered for a year.
    pub version: Option<String>,
    /// Class of the instances. Default: db.t4g.medium for RDS, db.m6gd.large for a Multi-AZ DB cluster, db.r6g.large for Aurora.
    pub instance_class: Option<String>,
    /// Capacity that follows the load, in place of a class. Aurora.
    pub serverless: Option<Serverless>,
    /// Instances beside the one that writes, 0 to 15, and 1 less in the primary region for each other region of a global database.
    /// They answer reads, and one of them takes over when the writer fails. A secondary region has as many beside the one that would
    /// write there. Aurora. Default: 1.
    pub readers: Option<u32>,
    /// Order in which the readers take over, one number for each reader, 0 (first) to 15 (last). Aurora. Default: 1 for all.
    pub promotion_tiers: Vec<u32>,
    /// Readers that come and go with the load, beside those of `readers`. Aurora with a class; of a global database, the primary region.
    pub reader_scaling: Option<ReaderScaling>,
    /// Names for some of the instances, by the name of the endpoint: lower-case letters, digits and hyphens; up to 5. Who uses the
    /// database and reads gets each as an environment variable: ORDERS_REPORTING_ENDPOINT. Aurora. Default: none.
    pub custom_endpoints: IndexMap<String, CustomEndpoint>,
    /// true: a standby in a second zone, which takes over by itself. cluster: a Multi-AZ DB cluster, whose two standbys in two other
    /// zones answer reads as well, and of which one confirms each write. false: neither. RDS. A change to or from cluster is a new,
    /// empty database. Default: true, and false for read replicas.
    pub multi_az: Option<MultiAz>,
    /// none: a database in each region, independent of each other. read_replica (RDS): an asynchronous replica in every region but the
    /// primary. global_database (Aurora): a read-only cluster in every region but the primary. Default: none.
    pub replication: Replication,
    /// Whether the clusters of the other regions take writes and forward them to the primary region. Sessions there read what they
    /// have written (with a proxy and MySQL, eventually). Aurora with global_database. Default: false.
    pub write_forwarding: bool,
    /// Whether long analytic queries run in the storage layer. Aurora MySQL. Default: false.
    pub parallel_query: bool,
    /// How far the whole cluster can be turned back in place, up to 72h. Aurora MySQL without other regions. Default: not at all.
    pub backtrack: Option<Duration>,
    /// Name of the first database, letters, digits and underscores. Default: the component's name with underscores for hyphens.
    pub database: Option<String>,
    /// The storage.
    pub storage: Storage,
    /// The customer's own key, for the data, its backups and what `insights` keeps: the name of an existing `kms_key` with one in each
    /// region of the database, or an ARN. A change replaces the database. Left out: the account's key aws/rds.
    pub kms_key: Option<CustomerKey>,
    /// Parameters of the engine, by name, each a quoted text: `max_connections: "500"`. They go into a parameter group of the
    /// version's family.
    pub parameters: IndexMap<String, String>,
    /// Days that automated backups are kept, 0 to 35; 0 makes none and is for RDS instances without replicas, not for clusters. A read
    /// replica has none.
    /// Default: 7.
    pub backup_retention: u32,
    /// When backups are made, each day, at least half an hour, UTC: "03:00-04:00". Default: AWS chooses.
    pub backup_window: Option<String>,
    /// When AWS upgrades and repairs, each week, at least half an hour, UTC: "sun:04:30-sun:05:30". Default: AWS chooses.
    pub maintenance_window: Option<String>,
    /// Database Insights: load by query and by wait, kept for a while. Left out: metrics only.
    pub insights: Option<Insights>,
    /// Interval of the operating system's metrics (Enhanced Monitoring): 1s, 5s, 10s, 15s, 30s or 60s. Left out: none.
    pub enhanced_monitoring: Option<Duration>,
    /// Logs that go to CloudWatch Logs, by the engine's names. Default: postgresql and upgrade, postgresql, or error.
    pub logs: Option<Vec<String>>,
    /// RDS Proxy in front of the database, where it takes writes: a pool of connections for clients that come and go. Clients sign in
    /// with IAM. Default: disabled.
    pub proxy: Option<Switch<Proxy>>,
    /// Whether AWS refuses to delete the database. Read replicas go unprotected. Default: true.
    pub deletion_protection: bool,
}

impl Default for Database {
    fn default() -> Self {
        Database {
            engine: DatabaseEngine::Postgres,
            version: None,
            instance_class: None,
            serverless: None,
            readers: None,
            promotion_tiers: Vec::new(),
            reader_scaling: None,
            custom_endpoints: IndexMap::new(),
            multi_az: None,
            replication: Replication::None,
            write_forwarding: false,
            parallel_query: false,
            backtrack: None,
            database: None,
            storage: Storage::default(),
            kms_key: None,
            parameters: IndexMap::new(),
            backup_retention: 7,
            backup_window: None,
            maintenance_window: None,
            insights: None,
            enhanced_monitoring: None,
            logs: None,
            proxy: None,
            deletion_protection: true,
        }
    }
}

impl Database {
    /// Whether it is an RDS engine with two readable standbys.
    pub const fn is_multi_az_cluster(&self) -> bool {
        !self.engine.is_aurora() && matches!(self.multi_az, Some(MultiAz::Cluster))
    }

    /// Whether it has a cluster, with an address for its readers: Aurora, or a Multi-AZ DB cluster.
    pub const fn is_cluster(&self) -> bool {
        self.engine.is_aurora() || self.is_multi_az_cluster()
    }
}

/// What stands by in other zones: `true`, `false` or `cluster`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MultiAz {
    /// Nothing.
    Disabled,
    /// An instance that answers nobody until it takes over.
    Standby,
    /// Two instances that answer reads: a Multi-AZ DB cluster.
    Cluster,
}

impl<'de> Deserialize<'de> for MultiAz {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MultiAzVisitor)
    }
}

struct MultiAzVisitor;

impl Visitor<'_> for MultiAzVisitor {
    type Value = MultiAz;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`true`, `false` or `cluster`")
    }

    fn visit_bool<E: de::Error>(self, standby: bool) -> Result<MultiAz, E> {
        Ok(if standby { MultiAz::Standby } else { MultiAz::Disabled })
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<MultiAz, E> {
        match text {
            "cluster" => Ok(MultiAz::Cluster),
            _ => Err(E::unknown_variant(text, &["true", "false", "cluster"])),
        }
    }
}

impl JsonSchema for MultiAz {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "MultiAz".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "enum": [true, false, "cluster"] })
    }
}

/// The engine of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DatabaseEngine {
    /// PostgreSQL on RDS.
    Postgres,
    /// MySQL on RDS.
    Mysql,
    /// Aurora, compatible with PostgreSQL.
    AuroraPostgresql,
    /// Aurora, compatible with MySQL.
    AuroraMysql,
}

impl DatabaseEngine {
    /// The name, here and at AWS.
    pub const fn name(self) -> &'static str {
        match self {
            DatabaseEngine::Postgres => "postgres",
            DatabaseEngine::Mysql => "mysql",
            DatabaseEngine::AuroraPostgresql => "aurora-postgresql",
            DatabaseEngine::AuroraMysql => "aurora-mysql",
        }
    }

    /// Whether it runs as an Aurora cluster.
    pub const fn is_aurora(self) -> bool {
        matches!(self, DatabaseEngine::AuroraPostgresql | DatabaseEngine::AuroraMysql)
    }

    /// Whether clients speak to it as to MySQL.
    pub const fn is_mysql(self) -> bool {
        matches!(self, DatabaseEngine::Mysql | DatabaseEngine::AuroraMysql)
    }
}

/// How a database reaches the other regions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Replication {
    /// Not at all: each region has a database of its own.
    #[default]
    None,
    /// By a read replica of the primary region's RDS instance. Making it writable is a manual step.
    ReadReplica,
    /// By an Aurora cluster that AWS keeps up to date from the primary region's storage. Making it writable is a manual step.
    GlobalDatabase,
}

impl Replication {
    /// The word in the blueprint.
    pub const fn name(self) -> &'static str {
        match self {
            Replication::None => "none",
            Replication::ReadReplica => "read_replica",
            Replication::GlobalDatabase => "global_database",
        }
    }
}

/// Aurora Serverless v2: what each instance of the cluster may use, in Aurora capacity units (ACU) of about 2 GiB of memory.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Serverless {
    /// Least ACU, 0.5 to 256 in halves; 0 pauses an idle instance, where the version can.
    pub min: f64,
    /// Most ACU, 1 to 256 in halves.
    pub max: f64,
    /// How long an instance idles before it pauses, 5m to 24h, with `min: 0`. Default: 5m.
    #[serde(default)]
    pub pause_after: Option<Duration>,
}

/// Readers that Application Auto Scaling adds and removes.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReaderScaling {
    /// Most readers, those of `readers` among them, up to 15.
    pub max: u32,
    /// Average processor load of the readers that it aims at. Default: 70%.
    #[serde(default = "default_cpu")]
    pub cpu: Percent,
}

fn default_cpu() -> Percent {
    Percent { value: 70.0 }
}

/// A name that leads to some of a cluster's instances, each as likely as the other. Instances count from 1, which writes at first; the
/// readers of `readers` come after it. One of `members` and `excluded` must be there.
#[derive(Debug, Clone, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CustomEndpoint {
    /// reader or any. Default: reader.
    #[serde(rename = "type")]
    pub kind: CustomEndpointType,
    /// The numbers of the instances that it leads to.
    pub members: Vec<u32>,
    /// The numbers of the instances that it does not lead to: it leads to all others, those that `reader_scaling` adds among them.
    pub excluded: Vec<u32>,
}

/// Which instances an endpoint may lead to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CustomEndpointType {
    /// Those that do not write. One that comes to write drops out until it is a reader again.
    #[default]
    Reader,
    /// All.
    Any,
}

/// What Database Insights shows and how long it remembers.
#[derive(Debug, Clone, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Insights {
    /// standard or advanced. Advanced adds execution plans, lock analysis and a view of all databases. Default: standard.
    pub mode: InsightsMode,
    /// How long it remembers: 7d, a multiple of 31d up to 713d, or 731d; advanced wants 465d at least. Default: 7d, 465d for advanced.
    pub retention: Option<Duration>,
}

/// The mode of Database Insights.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InsightsMode {
    /// Load by query and by wait.
    #[default]
    Standard,
    /// And execution plans, lock trees and a view of all databases.
    Advanced,
}

impl InsightsMode {
    /// The name, here and at AWS.
    pub const fn name(self) -> &'static str {
        match self {
            InsightsMode::Standard => "standard",
            InsightsMode::Advanced => "advanced",
        }
    }
}

/// RDS Proxy: a pool of connections to the database.
#[derive(Debug, Clone, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Proxy {
    /// Share of the database's connections that the proxy may hold, 1% to 100%. Default: 100%, 90% with write forwarding, which
    /// holds a tenth itself.
    pub max_connections: Option<Percent>,
    /// How long a client's connection may idle, 1m to 8h. Default: 30m.
    pub idle_timeout: Option<Duration>,
}

/// The storage of a database. It is always encrypted. Aurora has a type only: its storage grows by itself, up to 256TiB.
#[derive(Debug, Clone, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Storage {
    /// Type of storage: gp3, io2 or io1 for RDS; aurora (each request is charged) or aurora-iopt1 (none is) for Aurora. Default: gp3,
    /// aurora.
    #[serde(rename = "type")]
    pub kind: Option<StorageType>,
    /// Size in whole GiB: 20GiB to 64TiB, for io1 and io2 from 100GiB on. It can grow, never shrink. A replica has its source's. RDS.
    /// Default: 20GiB. A Multi-AZ DB cluster wants 400GiB of gp3, or io1 or io2: RDS makes none without IOPS.
    pub size: Option<Size>,
    /// Size up to which RDS lets the storage grow by itself when less than a tenth is free: at least a tenth more than `size`. RDS.
    /// Left out: it does not grow. A Multi-AZ DB cluster's never does.
    pub max_size: Option<Size>,
    /// Provisioned IOPS. io1 and io2 must have them, 1,000 to 256,000; gp3 may from 400GiB on, 12,000 to 64,000. Left out: 3,000 for
    /// gp3, and 12,000 from 400GiB on. RDS.
    pub iops: Option<u32>,
    /// Provisioned throughput, of gp3 from 400GiB on: 500MiB/s to 4000MiB/s, a quarter of the IOPS at most. Left out: 125MiB/s, and
    /// 500MiB/s from 400GiB on. RDS, and no Multi-AZ DB cluster.
    pub throughput: Option<Throughput>,
}

impl Storage {
    /// The size of an RDS instance's storage.
    pub fn size(&self) -> Size {
        self.size.unwrap_or(Size::from_gib(20))
    }

    /// The type of an RDS instance's storage.
    pub fn kind(&self) -> StorageType {
        self.kind.unwrap_or(StorageType::Gp3)
    }
}

/// The type of a database's storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, JsonSchema)]
pub enum StorageType {
    /// General purpose SSD. RDS.
    #[serde(rename = "gp3")]
    Gp3,
    /// Provisioned IOPS SSD, Block Express. RDS.
    #[serde(rename = "io2")]
    Io2,
    /// Provisioned IOPS SSD of the previous generation. RDS.
    #[serde(rename = "io1")]
    Io1,
    /// Each request is charged. Aurora.
    #[serde(rename = "aurora")]
    Aurora,
    /// I/O-Optimized: requests are free, instances and storage dearer. Aurora.
    #[serde(rename = "aurora-iopt1")]
    AuroraIopt1,
}

impl StorageType {
    /// The name, here and at AWS.
    pub const fn name(self) -> &'static str {
        match self {
            StorageType::Gp3 => "gp3",
            StorageType::Io2 => "io2",
            StorageType::Io1 => "io1",
            StorageType::Aurora => "aurora",
            StorageType::AuroraIopt1 => "aurora-iopt1",
        }
    }

    /// Whether it is one of Aurora's.
    pub const fn is_aurora(self) -> bool {
        matches!(self, StorageType::Aurora | StorageType::AuroraIopt1)
    }
}
