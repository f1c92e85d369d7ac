//! Fields that the cache's form does not have.

use crate::blueprint::{Cache, CacheAuth, CacheEngine, CacheReplication, vocabulary::Switch};
use crate::components::caches::{Form, form};
use crate::diagnostics::{self as codes, Code, Diagnostic};
use crate::facts::elasticache;
use crate::system::Instance;

/// What Memcached nodes lack: the field, and what it would be.
const NOT_MEMCACHED: [(&str, &str); 13] = [
    ("shards", "shards"),
    ("replicas_per_shard", "replicas"),
    ("cluster_mode", "cluster mode"),
    ("multi_az", "Multi-AZ"),
    ("automatic_failover", "failover"),
    ("eviction", "choice of eviction"),
    ("auth", "users"),
    ("kms_key", "encryption at rest"),
    ("snapshot_retention", "snapshots"),
    ("snapshot_window", "snapshots"),
    ("logs", "logs"),
    ("scaling", "auto scaling"),
    ("replication", "replication"),
];

/// What a serverless cache lacks.
const NOT_SERVERLESS: [(&str, &str); 13] = [
    ("node_type", "nodes"),
    ("nodes", "nodes"),
    ("shards", "shards of its own"),
    ("replicas_per_shard", "replicas of its own"),
    ("cluster_mode", "choice of cluster mode"),
    ("multi_az", "choice of zones"),
    ("automatic_failover", "choice of failover"),
    ("eviction", "choice of eviction"),
    ("parameters", "parameters"),
    ("maintenance_window", "maintenance"),
    ("logs", "logs"),
    ("scaling", "scaling policies"),
    ("replication", "global datastore"),
];

/// Says of each field that is written and cannot mean anything what to do instead.
pub fn check(cache: &Instance<'_, Cache>, diagnostics: &mut Vec<Diagnostic>) {
    match form(cache.model) {
        Form::Group => diagnostics.extend(nodes_of_a_group(cache)),
        Form::Memcached => {
            let missing = NOT_MEMCACHED.into_iter().filter(|(field, _)| is_said(cache, field));
            diagnostics.extend(missing.map(|(field, thing)| not_memcached(cache, field, thing)));
            diagnostics.extend(memcached_without_tls(cache));
        }
        Form::Serverless => {
            let missing = NOT_SERVERLESS.into_iter().filter(|(field, _)| is_said(cache, field));
            diagnostics.extend(missing.map(|(field, thing)| not_serverless(cache, field, thing)));
            if cache.model.engine == CacheEngine::Memcached && is_said(cache, "auth") {
                diagnostics.push(not_memcached(cache, "auth", "users"));
            }
        }
    }
}

/// Whether a field is written with a value that asks for something.
fn is_said(cache: &Instance<'_, Cache>, field: &str) -> bool {
    let model = cache.model;
    let asks = match field {
        "shards" => model.shards != 1,
        "replicas_per_shard" => model.replicas_per_shard != 0,
        "cluster_mode" => model.cluster_mode == Some(true),
        "multi_az" => model.multi_az == Some(true),
        "automatic_failover" => model.automatic_failover == Some(true),
        "auth" => model.auth != CacheAuth::None,
        "snapshot_retention" => model.snapshot_retention != 0,
        "logs" => model.logs.as_ref().is_some_and(|logs| *logs != Switch::Disabled),
        "replication" => model.replication != CacheReplication::None,
        _ => true,
    };
    asks && cache.says(&[field])
}

/// The field cannot stand there: take it out.
fn without(cache: &Instance<'_, Cache>, code: &'static Code, field: &str, message: String) -> Diagnostic {
    let error = Diagnostic::error(code, cache.key(&[field]), message);
    match cache.removal(&[field]) {
        Some(removal) => error.fix("leave it out", removal, ""),
        None => error,
    }
}

fn not_memcached(cache: &Instance<'_, Cache>, field: &str, thing: &str) -> Diagnostic {
    without(cache, codes::CACHE_NOT_MEMCACHED, field, format!("Memcached has no {thing}"))
        .label(format!("valkey has {}", if field == "eviction" { "it" } else { thing }))
        .also(cache.place(&["engine"]), "the engine")
        .help("or choose `engine: valkey`")
        .fact(
            "ElastiCache User Guide, Comparing node-based Valkey, Memcached, and Redis OSS clusters (read 2026-11-22)",
        )
}

fn not_serverless(cache: &Instance<'_, Cache>, field: &str, thing: &str) -> Diagnostic {
    without(cache, codes::CACHE_NOT_SERVERLESS, field, format!("a serverless cache has no {thing}"))
        .label("only a cache of nodes has this")
        .help("or leave out `serverless`, and choose the nodes")
        .also(cache.key(&["serverless"]), "without nodes")
        .fact("ElastiCache CreateServerlessCache has no such parameter (botocore 1.44.5)")
}

fn nodes_of_a_group(cache: &Instance<'_, Cache>) -> Option<Diagnostic> {
    let engine = cache.model.engine.name();
    cache.model.nodes.map(|_| {
        without(
            cache,
            codes::CACHE_NODES_FIELD,
            "nodes",
            format!("`nodes` counts Memcached nodes, and this is {engine}"),
        )
        .label("a group has shards with replicas")
        .also(cache.place(&["engine"]), "the engine")
        .help(format!("say `shards` and `replicas_per_shard`: {engine} has shards x (1 + replicas) nodes"))
        .fact("ElastiCache CreateCacheCluster, NumCacheNodes: for Valkey or Redis OSS this must be 1 (botocore 1.44.5)")
    })
}

fn memcached_without_tls(cache: &Instance<'_, Cache>) -> Option<Diagnostic> {
    let (least, span) = (elasticache::LEAST_MEMCACHED_TLS, cache.place(&["version"]));
    let known = super::super::version(cache.model)?;
    super::super::is_before(cache.model, least).then(|| {
        Diagnostic::error(codes::CACHE_MEMCACHED_TLS, span, format!("memcached {} does not speak TLS", known.version))
            .label(format!("from {least} on"))
            .fix("take the newest", span, "\"1.6\"")
            .fact("ElastiCache User Guide, In-transit encryption conditions (Memcached): 1.6.12 and later (read 2026-11-22)")
    })
}
