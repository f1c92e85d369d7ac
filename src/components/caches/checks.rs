//! What may be wrong with a cache.

use super::{cluster_mode, version};
use crate::blueprint::{Cache, CacheEngine, Capacity};
use crate::components::nearest::{nearest_type, shorter};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::{self, Offered, elasticache};
use crate::system::{Instance, System};

/// Where the node types come from.
const NODE_TYPES: &str = "ElastiCache node types by region, price list in cfn-lint 1.58.0 (2026-10)";
/// Where the versions come from.
const VERSIONS: &str = "ElastiCache engine versions, cfn-lint 1.58.0 (2026-10)";

/// Engines, node types and numbers that ElastiCache refuses, and what is less safe than it looks.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for cache in system.instances(&system.blueprint.caches) {
        check_version(&cache, diagnostics);
        check_node_type(&cache, diagnostics);
        check_numbers(&cache, diagnostics);
        check_nodes(&cache, diagnostics);
    }
}

fn check_version(cache: &Instance<'_, Cache>, diagnostics: &mut Vec<Diagnostic>) {
    let (engine, span) = (cache.model.engine.name(), cache.place(&["version"]));
    let Some(known) = version(cache.model) else {
        diagnostics.push(unknown_version(cache));
        return;
    };
    let ended = elasticache::support(engine, known.version).and_then(|support| support.standard_until);
    if let Some(end) = ended.filter(|end| *end < facts::TABLES_DATE) {
        let warning = Diagnostic::warning(
            codes::CACHE_VERSION_ENDED,
            span,
            format!("standard support of {engine} {} ended on {end}", known.version),
        )
        .label("extended support is charged for each node and hour")
        .help("choose valkey: it takes the same commands, and a group of redis becomes one in place")
        .fact("ElastiCache User Guide, Extended Support for Redis OSS (endoflife.date, 2026-08)");
        diagnostics.push(warning);
    } else if cache.model.engine == CacheEngine::Redis {
        let warning = Diagnostic::warning(
            codes::CACHE_REDIS,
            cache.place(&["engine"]),
            "a new cache with engine redis",
        )
        .label("ends at 7.1, and its nodes are dearer")
        .help("write `engine: valkey`, and a version of it: it takes the same commands")
        .fact(
            "ElastiCache has Redis OSS up to 7.1; nodes of Valkey cost 20% less (ElastiCache pricing, read 2026-10-20)",
        );
        diagnostics.push(warning);
    }
}

fn unknown_version(cache: &Instance<'_, Cache>) -> Diagnostic {
    let (engine, span) = (cache.model.engine.name(), cache.place(&["version"]));
    let wanted = cache.model.version.as_deref().unwrap_or_default();
    let versions: Vec<&str> = elasticache::versions(engine).map(|known| known.version).collect();
    let error = Diagnostic::error(codes::CACHE_VERSION, span, format!("ElastiCache has no {engine} {wanted}"))
        .label(format!("{engine} is at {}", versions.join(", ")))
        .fact(VERSIONS);
    let other =
        [CacheEngine::Valkey, CacheEngine::Redis].map(CacheEngine::name).into_iter().find(|name| *name != engine);
    match other.filter(|other| elasticache::resolve(other, wanted).is_some()) {
        Some(other) => error
            .also(cache.place(&["engine"]), format!("{wanted} is a version of {other}"))
            .help(format!("write `engine: {other}`")),
        None => {
            match shorter(wanted).find_map(|shorter| elasticache::resolve(engine, shorter)).map(|near| near.version) {
                Some(near) => error.fix(format!("write {near}"), span, format!("\"{near}\"")),
                None => error.help("leave it out for the version that most new caches should have"),
            }
        }
    }
}

fn check_node_type(cache: &Instance<'_, Cache>, diagnostics: &mut Vec<Diagnostic>) {
    let (node_type, region) = (cache.model.node_type.as_str(), cache.region.code);
    let span = cache.place(&["node_type"]);
    let types: Vec<String> = elasticache::node_types().collect();
    if !types.iter().any(|known| known == node_type) {
        let error =
            Diagnostic::error(codes::CACHE_NODE_TYPE, span, format!("`{node_type}` is no node type of ElastiCache"))
                .fact(NODE_TYPES);
        diagnostics.push(match nearest_type(node_type, types.iter().map(String::as_str)) {
            Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
            None => error.label("not in the table of node types").help("node types look like cache.r7g.large"),
        });
        return;
    }
    if elasticache::offered_in(node_type, region) == Offered::No {
        diagnostics.push(not_offered(cache, &types));
    }
    check_family(cache, diagnostics);
}

fn not_offered(cache: &Instance<'_, Cache>, types: &[String]) -> Diagnostic {
    let (node_type, region) = (cache.model.node_type.as_str(), cache.region.code);
    let span = cache.place(&["node_type"]);
    let size = node_type.rsplit('.').next().unwrap_or_default();
    let current = |name: &&str| elasticache::family(name).is_some_and(|family| family.current);
    let here = types.iter().map(String::as_str).filter(|name| name.rsplit('.').next() == Some(size));
    let here = here.filter(current).filter(|name| elasticache::offered_in(name, region) == Offered::Yes);
    let error = Diagnostic::error(codes::CACHE_NODE_REGION, span, format!("{region} has no {node_type}"))
        .label(format!("not offered in {region}"))
        .also(cache.region.key, "the region")
        .fact(NODE_TYPES);
    let here: Vec<&str> = here.collect();
    match nearest_type(node_type, here.iter().copied()) {
        Some(near) => error.help(format!("choose {near} under `per_region` of {region}, or for every region")),
        None => error.help(format!("{region} has {}", here.join(", "))),
    }
}

fn check_family(cache: &Instance<'_, Cache>, diagnostics: &mut Vec<Diagnostic>) {
    let node_type = cache.model.node_type.as_str();
    let (Some(family), span) = (elasticache::family(node_type), cache.place(&["node_type"])) else { return };
    if !family.current {
        let warning =
            Diagnostic::warning(codes::CACHE_OLD_NODE, span, format!("{node_type} is of a previous generation"))
                .label("slower and dearer than its successors")
                .help("choose a Graviton type of the same size: cache.t4g, cache.m7g or cache.r7g")
                .fact("ElastiCache User Guide, Supported node types, Previous generation (read 2026-10-20)");
        diagnostics.push(warning);
    }
    let (Some(known), Some(least), CacheEngine::Redis) = (version(cache.model), family.least_redis, cache.model.engine)
    else {
        return;
    };
    if numbers(known.version) < numbers(least) {
        let warning = Diagnostic::warning(
            codes::CACHE_NODE_VERSION,
            span,
            format!("{node_type} wants redis {least} or later, and this is {}", known.version),
        )
        .label(format!("from redis {least} on"))
        .also(cache.place(&["version"]), format!("redis {}", known.version))
        .help("choose a later version or another node type")
        .fact("ElastiCache User Guide, Supported node types (read 2026-10-20)");
        diagnostics.push(warning);
    }
}

/// A version as numbers, for comparing.
fn numbers(version: &str) -> Vec<u32> {
    version.split('.').filter_map(|part| part.parse().ok()).collect()
}

fn check_numbers(cache: &Instance<'_, Cache>, diagnostics: &mut Vec<Diagnostic>) {
    let model = cache.model;
    let (shards, replicas, days) =
        (elasticache::SHARDS, elasticache::REPLICAS_PER_SHARD, elasticache::SNAPSHOT_RETENTION_DAYS);
    if !shards.contains(&model.shards) {
        let span = cache.place(&["shards"]);
        let error = Diagnostic::error(
            codes::CACHE_SHARDS,
            span,
            format!("{} shards, where {} to {} are possible", model.shards, shards.start(), shards.end()),
        )
        .label(format!("not from {} to {}", shards.start(), shards.end()))
        .help("a shard holds at least one node; one shard is cluster mode off")
        .fact("ElastiCache User Guide, Quotas: shards per cluster (read 2026-10-20)");
        diagnostics.push(error);
    }
    if !replicas.contains(&model.replicas_per_shard) {
        let span = cache.place(&["replicas_per_shard"]);
        let message = format!(
            "{} replicas of each shard, where {} to {} are possible",
            model.replicas_per_shard,
            replicas.start(),
            replicas.end()
        );
        let error = Diagnostic::error(codes::CACHE_REPLICAS, span, message)
            .label(format!("more than {}", replicas.end()))
            .fix(format!("use {}", replicas.end()), span, replicas.end().to_string())
            .fact("ElastiCache CreateReplicationGroup, ReplicasPerNodeGroup: \"Valid values are 0 to 5\" (botocore 1.44.5)");
        diagnostics.push(error);
    }
    if !days.contains(&model.snapshot_retention) {
        let span = cache.place(&["snapshot_retention"]);
        let error = Diagnostic::error(
            codes::CACHE_SNAPSHOTS,
            span,
            format!("snapshots cannot be kept for {} days", model.snapshot_retention),
        )
        .label(format!("more than {} days", days.end()))
        .fix(format!("keep them for {} days", days.end()), span, days.end().to_string())
        .fact("ElastiCache User Guide, Scheduling automatic backups: 35 days at most (read 2026-10-20)");
        diagnostics.push(error);
    }
}

/// What the numbers come to: nodes in all, and whether one may fail.
fn check_nodes(cache: &Instance<'_, Cache>, diagnostics: &mut Vec<Diagnostic>) {
    let model = cache.model;
    let nodes = model.shards.saturating_mul(model.replicas_per_shard.saturating_add(1));
    let valid = elasticache::SHARDS.contains(&model.shards)
        && elasticache::REPLICAS_PER_SHARD.contains(&model.replicas_per_shard);
    if valid && nodes > elasticache::NODES_PER_CLUSTER {
        let span = cache.place(&["shards"]);
        let quota = elasticache::NODES_PER_CLUSTER;
        let warning = Diagnostic::warning(
            codes::CACHE_NODES,
            span,
            format!("{nodes} nodes, more than the quota of {quota} allows at first"),
        )
        .label(format!("{} shards of {} nodes each", model.shards, model.replicas_per_shard + 1))
        .help("ask for \"Nodes per cluster per instance type\" in Service Quotas before the first deployment")
        .fact("ElastiCache User Guide, Quotas: 90 nodes per cluster by default (read 2026-10-20)");
        diagnostics.push(warning);
    }
    // A pilot light is there to hold data that its source holds, too.
    if model.replicas_per_shard == 0 && cache.region.model.capacity != Capacity::PilotLight {
        let lost = if cluster_mode(model) {
            "a shard's keys go with its only node"
        } else {
            "the data goes with the only node"
        };
        let span = cache.place(&["replicas_per_shard"]);
        let warning = Diagnostic::warning(codes::CACHE_NO_REPLICA, span, format!("`{}` has no replica to fail over to", cache.name))
            .label(lost)
            .fix("have one replica", span, "1")
            .fact("Multi-AZ wants at least one replica of each shard (ElastiCache User Guide, Minimizing downtime with Multi-AZ, read 2026-10-20)");
        diagnostics.push(warning);
    }
}
