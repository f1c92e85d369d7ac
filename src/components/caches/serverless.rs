//! A cache without nodes.

use super::lowering;
use crate::blueprint::{Cache, CacheAuth, CacheEngine, EcpuLimits, StorageLimits};
use crate::components::network;
use crate::documents::cloudformation::resources::elasticache::{
    CacheUsageLimits, DataStorage, EcpuPerSecond, ServerlessCache,
};
use crate::documents::cloudformation::{Stack, Value, get_att, reference, some};
use crate::facts::elasticache::SERVERLESS_SUBNETS;
use crate::system::Instance;

/// Adds the cache.
pub fn add(stack: &mut Stack, cache: &Instance<'_, Cache>, title: &str, users: Option<Value<String>>) {
    let (id, model) = (cache.id(), cache.model);
    let subnets = network::private_subnets(cache.region);
    let serverless = ServerlessCache {
        description: some(title),
        major_engine_version: major(model).map(Into::into),
        cache_usage_limits: limits(model),
        kms_key_id: super::key(cache),
        user_group_id: users,
        subnet_ids: subnets.into_iter().take(SERVERLESS_SUBNETS).collect(),
        security_group_ids: vec![reference(id.then("SecurityGroup"))],
        snapshot_retention_limit: some(model.snapshot_retention),
        daily_snapshot_time: model.snapshot_window.as_deref().map(Into::into),
        tags: lowering::tags(cache),
        ..ServerlessCache::new(super::serverless_name(cache), model.engine.name())
    };
    let cache_id = id.then("ServerlessCache");
    stack.add(&cache_id, serverless).retain();
    let description = format!("Endpoint of {} (TLS)", cache.name);
    stack.output(id.then("Endpoint"), description, get_att(&cache_id, "Endpoint.Address"));
    if model.auth == CacheAuth::Iam {
        stack.offer(id.then("Id"), format!("Id of {}, by which IAM knows it", cache.name), reference(cache_id));
    }
}

/// AWS chooses the minor version: `8`, but `1.6` of Memcached.
fn major(cache: &Cache) -> Option<String> {
    let version = super::version(cache)?.version;
    let parts = if cache.engine == CacheEngine::Memcached { 2 } else { 1 };
    Some(version.split('.').take(parts).collect::<Vec<_>>().join("."))
}

fn limits(cache: &Cache) -> Option<CacheUsageLimits> {
    let serverless = cache.serverless.as_ref()?;
    let limits = CacheUsageLimits {
        data_storage: serverless.storage.as_ref().map(storage),
        ecpu_per_second: serverless.ecpu_per_second.as_ref().map(ecpu),
    };
    (limits != CacheUsageLimits::default()).then_some(limits)
}

fn storage(limits: &StorageLimits) -> DataStorage {
    DataStorage {
        minimum: limits.min.map(|size| size.gib().into()),
        maximum: limits.max.map(|size| size.gib().into()),
        ..DataStorage::new("GB")
    }
}

fn ecpu(limits: &EcpuLimits) -> EcpuPerSecond {
    EcpuPerSecond { minimum: limits.min.map(Into::into), maximum: limits.max.map(Into::into) }
}
