//! `caches`: an ElastiCache cache in each region of the component.
//!
//! Valkey and Redis OSS become replication groups, Memcached a cluster of nodes; with `serverless` each becomes a serverless cache. The
//! caches of several regions are independent of each other, or one global datastore. Nobody may reach a cache until a component that
//! uses it opens its security group.

mod checks;
mod global;
mod lowering;
mod replication_group;
mod scaling;
mod serverless;
mod target;
mod users;

pub use checks::check;
pub use global::is_secondary;
pub use target::TARGET;
pub use users::{Login, user_id};

use super::{existing, network};
use crate::blueprint::{Cache, CacheEngine};
use crate::documents::Documents;
use crate::documents::cloudformation::{LogicalId, OutputRef, StackKey, StackKind, Value};
use crate::facts::{EngineVersion, elasticache};
use crate::system::{Instance, System};

/// What a cache is at ElastiCache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A replication group of Valkey or Redis OSS.
    Group,
    /// A cluster of Memcached nodes.
    Memcached,
    /// A serverless cache of any engine.
    Serverless,
}

/// Adds the caches with what they stand on.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    for cache in system.instances(&system.blueprint.caches) {
        network::closed_door(&cache, documents);
        for (topic, text) in global::notes(&cache) {
            documents.note(topic, text);
        }
        let title = format!("{} of {}", cache.name, documents.title);
        lowering::add(documents.stack(StackKind::Data, cache.region.code), &cache, &title);
    }
}

/// The address at which clients begin: the configuration endpoint in cluster mode and of Memcached, else the primary's.
pub fn endpoint(cache: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(cache).then("Endpoint"))
}

/// The address that spreads reads over the replicas; there is one where [`has_reader`] says so.
pub fn reader_endpoint(cache: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(cache).then("ReaderEndpoint"))
}

/// The id of a cache's replication group, of which those of its nodes are made.
pub fn group_id(cache: &str, region: &str) -> Value<String> {
    Value::Output(StackKey::new(StackKind::Data, region).output(LogicalId::new(cache).then("ReplicationGroup")))
}

/// The id of a Memcached cache's cluster.
pub fn cluster_id(cache: &str, region: &str) -> Value<String> {
    Value::Output(StackKey::new(StackKind::Data, region).output(LogicalId::new(cache).then("Cluster")))
}

/// The name of a serverless cache at ElastiCache.
pub fn serverless_name(cache: &Instance<'_, Cache>) -> String {
    cache.physical_name(elasticache::ID_CHARS)
}

/// The security group that guards a cache.
pub fn security_group(cache: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(cache).then("SecurityGroup"))
}

/// The id of a replication group or serverless cache, by which IAM knows it.
pub fn identifier(cache: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(cache).then("Id"))
}

/// The ARN of the secret with a user and its password; of caches with `auth: password`.
pub fn secret(cache: &str, login: Login, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(cache).then(login.word()).then("Secret"))
}

/// What a cache is at ElastiCache.
pub const fn form(cache: &Cache) -> Form {
    match cache.engine {
        _ if cache.serverless.is_some() => Form::Serverless,
        CacheEngine::Memcached => Form::Memcached,
        CacheEngine::Valkey | CacheEngine::Redis => Form::Group,
    }
}

/// The port at which clients begin.
pub const fn port(cache: &Cache) -> u16 {
    match cache.engine {
        CacheEngine::Memcached => 11211,
        CacheEngine::Valkey | CacheEngine::Redis => 6379,
    }
}

/// The last of the ports that clients need, from [`port`] on: a serverless cache answers reads from replicas at the next one.
pub const fn last_port(cache: &Cache) -> u16 {
    match form(cache) {
        Form::Serverless => port(cache) + 1,
        Form::Group | Form::Memcached => port(cache),
    }
}

/// Whether clients must speak the cluster protocol.
pub fn cluster_mode(cache: &Cache) -> bool {
    match form(cache) {
        Form::Group => cache.cluster_mode.unwrap_or(cache.shards > 1 || cache.scaling.is_some()),
        Form::Serverless => cache.engine != CacheEngine::Memcached,
        Form::Memcached => false,
    }
}

/// Whether there is an address that spreads reads over the replicas: outside cluster mode, with a replica.
pub fn has_reader(cache: &Cache) -> bool {
    form(cache) == Form::Group && !cluster_mode(cache) && cache.replicas_per_shard > 0
}

/// The version that a cache gets; `None` for one that ElastiCache does not have.
fn version(cache: &Cache) -> Option<EngineVersion> {
    let engine = cache.engine.name();
    match &cache.version {
        Some(wanted) => elasticache::resolve(engine, wanted),
        None => elasticache::default_version(engine),
    }
}

/// Whether the cache has a version before this one. False for versions that do not exist: they are reported as such.
fn is_before(cache: &Cache, least: &str) -> bool {
    let numbers = |version: &str| version.split('.').filter_map(|part| part.parse().ok()).collect::<Vec<u32>>();
    version(cache).is_some_and(|known| numbers(known.version) < numbers(least))
}

/// Whether a replica takes over when a primary fails. A cluster must have this on even without replicas.
fn fails_over(cache: &Cache) -> bool {
    cache.automatic_failover.unwrap_or(cluster_mode(cache) || cache.replicas_per_shard > 0)
}

/// Whether the nodes of a shard stand in several zones.
fn multi_az(cache: &Cache) -> bool {
    cache.multi_az.unwrap_or(cache.replicas_per_shard > 0 && fails_over(cache))
}

/// The ARN of a cache's own key in its region; `None` where the key is ElastiCache's.
fn key(cache: &Instance<'_, Cache>) -> Option<Value<String>> {
    existing::key(cache.system, cache.model.kms_key.as_ref(), cache.region.code)
}

/// The nodes of a Memcached cluster.
fn nodes(cache: &Cache) -> u32 {
    cache.nodes.unwrap_or(2)
}

#[cfg(test)]
mod tests;
