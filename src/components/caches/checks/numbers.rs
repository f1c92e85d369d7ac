//! How many shards, replicas, nodes and snapshots.

use crate::blueprint::{Cache, Capacity};
use crate::components::caches::{Form, cluster_mode, form, nodes};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::elasticache;
use crate::system::Instance;

/// The numbers of the cache's form.
pub fn check(cache: &Instance<'_, Cache>, diagnostics: &mut Vec<Diagnostic>) {
    match form(cache.model) {
        Form::Group => {
            check_numbers(cache, diagnostics);
            check_snapshots(cache, diagnostics);
            check_nodes(cache, diagnostics);
        }
        Form::Memcached => diagnostics.extend(memcached_nodes(cache)),
        Form::Serverless => check_snapshots(cache, diagnostics),
    }
}

/// Numbers that ElastiCache refuses.
fn check_numbers(cache: &Instance<'_, Cache>, diagnostics: &mut Vec<Diagnostic>) {
    let model = cache.model;
    let (shards, replicas) = (elasticache::SHARDS, elasticache::REPLICAS_PER_SHARD);
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
}

/// Days that snapshots cannot be kept.
fn check_snapshots(cache: &Instance<'_, Cache>, diagnostics: &mut Vec<Diagnostic>) {
    let (model, days) = (cache.model, elasticache::SNAPSHOT_RETENTION_DAYS);
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
    let valid = elasticache::SHARDS.contains(&model.shards)
        && elasticache::REPLICAS_PER_SHARD.contains(&model.replicas_per_shard);
    let (shards, replicas) = most(model);
    let nodes = shards.saturating_mul(replicas.saturating_add(1));
    if valid && nodes > elasticache::NODES_PER_CLUSTER {
        let grown = shards > model.shards || replicas > model.replicas_per_shard;
        let span = if grown { cache.key(&["scaling"]) } else { cache.place(&["shards"]) };
        let quota = elasticache::NODES_PER_CLUSTER;
        let warning = Diagnostic::warning(
            codes::CACHE_NODES,
            span,
            format!("{nodes} nodes, more than the quota of {quota} allows at first"),
        )
        .label(format!("{}{shards} shards of {} nodes each", if grown { "up to " } else { "" }, replicas + 1))
        .help("ask for \"Nodes per cluster per instance type\" in Service Quotas before the first deployment")
        .fact("ElastiCache User Guide, Quotas: 90 nodes per cluster by default (read 2026-10-20)");
        diagnostics.push(warning);
    }
    // Where the blueprint promises more than one node can keep, that is an error of its own.
    let promised = model.multi_az == Some(true) || model.automatic_failover == Some(true);
    // A pilot light is there to be grown before it is needed.
    let dark = cache.region.model.capacity == Capacity::PilotLight;
    if model.replicas_per_shard == 0 && !promised && !dark {
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

/// The most shards, and replicas of each, that the cache may come to have.
fn most(cache: &Cache) -> (u32, u32) {
    let scaling = cache.scaling.as_ref();
    let shards = scaling.and_then(|scaling| scaling.shards.as_ref()).map_or(0, |shards| shards.max);
    let replicas = scaling.and_then(|scaling| scaling.replicas.as_ref()).map_or(0, |replicas| replicas.max);
    (cache.shards.max(shards), cache.replicas_per_shard.max(replicas))
}

fn memcached_nodes(cache: &Instance<'_, Cache>) -> Option<Diagnostic> {
    let (nodes, allowed, span) = (nodes(cache.model), elasticache::MEMCACHED_NODES, cache.place(&["nodes"]));
    let fact = "ElastiCache CreateCacheCluster, NumCacheNodes: between 1 and 40, more on request (botocore 1.44.5)";
    if nodes < *allowed.start() {
        let error = Diagnostic::error(codes::CACHE_MEMCACHED_NODES, span, "a Memcached cluster without a node");
        return Some(error.label("at least 1").fix("have two nodes", span, "2").fact(fact));
    }
    (nodes > *allowed.end()).then(|| {
        let message = format!("{nodes} Memcached nodes, more than the quota of {} allows at first", allowed.end());
        Diagnostic::warning(codes::CACHE_MEMCACHED_NODES, span, message)
            .label(format!("more than {}", allowed.end()))
            .help(
                "ask for more nodes per cluster in Service Quotas before the first deployment, or choose larger nodes",
            )
            .fact(fact)
    })
}
