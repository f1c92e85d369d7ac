//! Zones, failover and cluster mode that exclude each other.

use crate::blueprint::Cache;
use crate::components::caches::{Form, cluster_mode, fails_over, form};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::system::Instance;

/// Where AWS says what Multi-AZ needs.
const MULTI_AZ: &str =
    "ElastiCache User Guide, Minimizing downtime by using Multi-AZ with Valkey and Redis OSS (read 2026-11-22)";
/// Where AWS says when failover must be on.
const FAILOVER: &str = "ElastiCache CreateReplicationGroup, AutomaticFailoverEnabled: must be enabled for cluster mode enabled \
                        replication groups (botocore 1.44.5)";

/// What a replication group cannot promise.
pub fn check(cache: &Instance<'_, Cache>, diagnostics: &mut Vec<Diagnostic>) {
    if form(cache.model) != Form::Group {
        return;
    }
    diagnostics.extend(cluster_of_shards(cache));
    diagnostics.extend(failover(cache));
    if cache.model.multi_az == Some(true) {
        diagnostics.extend(several_zones(cache));
    }
}

fn cluster_of_shards(cache: &Instance<'_, Cache>) -> Option<Diagnostic> {
    let (model, span) = (cache.model, cache.value(&["cluster_mode"]));
    (model.cluster_mode == Some(false) && model.shards > 1).then(|| {
        Diagnostic::error(codes::CACHE_CLUSTER_MODE, span, format!("{} shards without cluster mode", model.shards))
            .label("one shard only")
            .also(cache.value(&["shards"]), "more than one")
            .fix("speak the cluster protocol", span, "true")
            .fact("ElastiCache CreateReplicationGroup, NumNodeGroups: cluster mode disabled, omit it or set 1 (botocore 1.44.5)")
    })
}

fn failover(cache: &Instance<'_, Cache>) -> Option<Diagnostic> {
    let (model, span) = (cache.model, cache.value(&["automatic_failover"]));
    match model.automatic_failover? {
        false if cluster_mode(model) => {
            let error = Diagnostic::error(codes::CACHE_FAILOVER, span, "cluster mode without automatic failover")
                .label("must be on")
                .fix("let replicas take over", span, "true")
                .fact(FAILOVER);
            Some(if cache.says(&["shards"]) {
                error.also(cache.value(&["shards"]), format!("{} shards", model.shards))
            } else {
                error
            })
        }
        true if !cluster_mode(model) && model.replicas_per_shard == 0 => {
            let replicas = cache.place(&["replicas_per_shard"]);
            let error = Diagnostic::error(codes::CACHE_FAILOVER, span, "automatic failover with one node")
                .label("nothing is there to take over")
                .also(replicas, "no replica")
                .fact(MULTI_AZ);
            Some(error.fix("have one replica", replicas, "1"))
        }
        _ => None,
    }
}

fn several_zones(cache: &Instance<'_, Cache>) -> Option<Diagnostic> {
    let (model, span) = (cache.model, cache.value(&["multi_az"]));
    let replicas = cache.place(&["replicas_per_shard"]);
    let error = |message: &str| Diagnostic::error(codes::CACHE_MULTI_AZ, span, message).fact(MULTI_AZ);
    if model.replicas_per_shard == 0 {
        let error = error("Multi-AZ without a replica").label("a node stands in one zone").also(replicas, "no replica");
        return Some(error.fix("have one replica", replicas, "1"));
    }
    if !fails_over(model) {
        let failover = cache.value(&["automatic_failover"]);
        let error = error("Multi-AZ without automatic failover").label("nothing would use the other zone");
        return Some(error.also(failover, "switched off").fix("let replicas take over", failover, "true"));
    }
    None
}
