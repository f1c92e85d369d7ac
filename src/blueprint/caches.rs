//! `caches`: ElastiCache.

use schemars::JsonSchema;
use serde::Deserialize;

/// A replication group of ElastiCache, one in each region of the component, independent of each other. It is encrypted at rest and in
/// transit: clients must speak TLS, on port 6379.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Cache {
    /// valkey, or redis (Redis OSS, which ends at 7.1). Default: valkey.
    pub engine: CacheEngine,
    /// Version of the engine, quoted: "8.0", or "8" for the newest 8.x that synth knows. Left out: the newest of the major version that
    /// AWS has offered for a year. Patches are AWS's own affair.
    pub version: Option<String>,
    /// Type of every node. Default: cache.t4g.small.
    pub node_type: String,
    /// Parts of the key space, 1 to 500. One is cluster mode off, with a primary and a reader endpoint; with two or more clients must
    /// speak the cluster protocol, at the configuration endpoint. Default: 1.
    pub shards: u32,
    /// Replicas of each shard, 0 to 5. With one or more the group spans zones and a replica takes over when a primary fails. Default: 1.
    pub replicas_per_shard: u32,
    /// Which keys go when memory is full. Default: allkeys-lru.
    pub eviction: Eviction,
    /// Days that the daily snapshots are kept, 0 to 35; 0 makes none. Default: 7.
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
