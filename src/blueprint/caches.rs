//! `caches`: ElastiCache.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::CustomerKey;
use super::vocabulary::{Duration, Percent, Size, Switch};

/// A cache of ElastiCache, one in each region of the component; independent of each other unless `replication` joins them. Clients must
/// speak TLS. Valkey and Redis OSS are replication groups, encrypted at rest too, on port 6379; Memcached is a cluster of nodes on
/// port 11211. With `serverless` there are no nodes to choose.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Cache {
    /// valkey, redis (Redis OSS, which ends at 7.1), or memcached. Default: valkey.
    pub engine: CacheEngine,
    /// Version of the engine, quoted: "8.0", or "8" for the newest 8.x that synth knows. Left out: the newest of the major version that
    /// AWS has offered for a year. Patches are AWS's own affair.
    pub version: Option<String>,
    /// Type of every node. Values of cache.r6gd types move to local disks when memory is full. Default: cache.t4g.small.
    pub node_type: String,
    /// Nodes of a Memcached cluster, 1 to 40 by default quota, over the zones of the region; clients spread the keys over them.
    /// memcached only. Default: 2.
    pub nodes: Option<u32>,
    /// Parts of the key space, 1 to 500. With two or more clients must speak the cluster protocol, at the configuration endpoint. Where
    /// `scaling` moves the number, the one to begin with. Default: 1.
    pub shards: u32,
    /// Replicas of each shard, 0 to 5. Default: 1.
    pub replicas_per_shard: u32,
    /// Whether clients speak the cluster protocol. Default: true with two or more shards or with `scaling`, else false: a primary and a
    /// reader endpoint.
    pub cluster_mode: Option<bool>,
    /// Whether the nodes of a shard stand in several zones. Default: true with a replica and failover.
    pub multi_az: Option<bool>,
    /// Whether a replica takes over when a primary fails; cluster mode cannot do without. Default: true with a replica or in cluster mode.
    pub automatic_failover: Option<bool>,
    /// Which keys go when memory is full. Default: allkeys-lru.
    pub eviction: Eviction,
    /// Parameters of the engine beside those that have a field, by name, each a quoted text: `notify-keyspace-events: Ex`.
    pub parameters: IndexMap<String, String>,
    /// Who may sign in: none (whoever the security group lets in), iam (users without a password, for clients with a role), or
    /// password (users whose passwords are generated secrets, which do not rotate). Not memcached. Default: none.
    pub auth: CacheAuth,
    /// The customer's own key, for what is on disks and for snapshots: the name of an existing `kms_key` with one in each region of the
    /// cache, or an ARN. A change replaces the cache. Not the nodes of memcached, which have no disks. Default: a key of ElastiCache.
    pub kms_key: Option<CustomerKey>,
    /// Days that the daily snapshots are kept, 0 to 35; 0 makes none. Default: 7.
    pub snapshot_retention: u32,
    /// When the daily snapshot begins, an hour or more of UTC: "03:00-04:00"; for a serverless cache a time: "03:00". Default: AWS's choice.
    pub snapshot_window: Option<String>,
    /// When AWS may change nodes, an hour or more of UTC: "sun:05:00-sun:06:00". Default: AWS's choice.
    pub maintenance_window: Option<String>,
    /// The engine's logs in CloudWatch Logs. Default: disabled.
    pub logs: Option<Switch<CacheLogs>>,
    /// Numbers of shards and replicas that follow the load. Cluster mode only; on large to 2xlarge nodes.
    pub scaling: Option<CacheScaling>,
    /// No nodes: ElastiCache grows and shrinks by itself, within these limits; `{}` for none.
    pub serverless: Option<ServerlessCache>,
    /// none, or global_datastore: one region takes the writes, the primary if it runs there, and up to two others hold copies. Default:
    /// none.
    pub replication: CacheReplication,
    /// How long clients keep a value that names no time of its own: the environment variable NAME_TTL, in seconds, of what uses the cache.
    pub ttl: Option<Duration>,
    /// A tier inside each client process, in front of the cache: the environment variables NAME_LOCAL_TTL and NAME_LOCAL_MAX_ITEMS of
    /// what uses the cache.
    pub local_tier: Option<LocalTier>,
}

impl Default for Cache {
    fn default() -> Self {
        Cache {
            engine: CacheEngine::Valkey,
            version: None,
            node_type: "cache.t4g.small".into(),
            nodes: None,
            shards: 1,
            replicas_per_shard: 1,
            cluster_mode: None,
            multi_az: None,
            automatic_failover: None,
            eviction: Eviction::AllkeysLru,
            parameters: IndexMap::new(),
            auth: CacheAuth::None,
            kms_key: None,
            snapshot_retention: 7,
            snapshot_window: None,
            maintenance_window: None,
            logs: None,
            scaling: None,
            serverless: None,
            replication: CacheReplication::None,
            ttl: None,
            local_tier: None,
        }
    }
}

impl Cache {
    /// The logs that are kept, if any.
    pub fn kept_logs(&self) -> Option<CacheLogs> {
        match &self.logs {
            Some(Switch::Enabled) => Some(CacheLogs::default()),
            Some(Switch::With(logs)) => Some(logs.clone()),
            Some(Switch::Disabled) | None => None,
        }
    }
}

/// The logs of a cache's engine, as JSON in a log group each.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CacheLogs {
    /// Commands that took longer than the parameter slowlog-log-slower-than. From redis 6.0 on. Default: true.
    pub slow: bool,
    /// What the engine says of itself. From redis 6.2 on. Default: true.
    pub engine: bool,
    /// How long the events are kept. Default: 30d.
    pub retention: Duration,
}

impl Default for CacheLogs {
    fn default() -> Self {
        CacheLogs { slow: true, engine: true, retention: Duration::from_seconds(30 * 86_400) }
    }
}

/// Numbers that follow the load of a cache.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CacheScaling {
    /// The number of shards.
    pub shards: Option<ShardScaling>,
    /// The number of replicas of each shard.
    pub replicas: Option<ReplicaScaling>,
}

/// How many shards a cache has. Processor or memory, one of them.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShardScaling {
    /// Fewest shards.
    pub min: u32,
    /// Most shards, up to 500.
    pub max: u32,
    /// Average use of the engine's processor on primaries to aim at, 35% to 70%.
    pub cpu: Option<Percent>,
    /// Average use of memory on primaries to aim at, 35% to 70%.
    pub memory: Option<Percent>,
}

/// How many replicas each shard has.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplicaScaling {
    /// Fewest replicas of each shard, from 1 on.
    pub min: u32,
    /// Most replicas of each shard, up to 5.
    pub max: u32,
    /// Average use of the engine's processor on replicas to aim at, 35% to 70%.
    pub cpu: Percent,
}

/// The limits of a serverless cache.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ServerlessCache {
    /// Data that it holds, 1GiB to 5000GiB. Left out: as much as comes.
    pub storage: Option<StorageLimits>,
    /// ElastiCache processing units a second, 1000 to 15000000: a unit is a simple command on up to 1 KB. Left out: as many as come.
    pub ecpu_per_second: Option<EcpuLimits>,
}

/// How much a serverless cache holds.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StorageLimits {
    /// What is paid for in any case, whole GiB.
    pub min: Option<Size>,
    /// Where eviction begins, whole GiB.
    pub max: Option<Size>,
}

/// How much a serverless cache does.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EcpuLimits {
    /// What is ready, and paid for, in any case.
    pub min: Option<u32>,
    /// Where throttling begins.
    pub max: Option<u32>,
}

/// The tier of a cache that lives in the processes of its clients.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LocalTier {
    /// How long a process keeps a value, and so how stale it may be: at most the cache's own `ttl`.
    pub ttl: Duration,
    /// Values that a process keeps; the one not used for longest goes first.
    pub max_items: u32,
}

/// Who may sign in to a cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CacheAuth {
    /// Whoever reaches it.
    None,
    /// Users that IAM lets in.
    Iam,
    /// Users with a generated password.
    Password,
}

/// What the caches of several regions are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CacheReplication {
    /// Nothing.
    None,
    /// Copies of the first.
    GlobalDatastore,
}

/// The engine of a cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CacheEngine {
    /// Valkey.
    Valkey,
    /// Redis OSS.
    Redis,
    /// Memcached.
    Memcached,
}

impl CacheEngine {
    /// The name, here and at AWS.
    pub const fn name(self) -> &'static str {
        match self {
            CacheEngine::Valkey => "valkey",
            CacheEngine::Redis => "redis",
            CacheEngine::Memcached => "memcached",
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
