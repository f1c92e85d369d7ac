//! Global datastores: which caches can be members, and what they must have in common.

use crate::blueprint::{Cache, CacheEngine};
use crate::components::caches::global::{members, replicates};
use crate::components::caches::{Form, cluster_mode, fails_over, form, is_before, version};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::elasticache;
use crate::system::Instance;

/// Where the conditions come from.
const CONDITIONS: &str = "ElastiCache User Guide, Global datastores, Prerequisites and limitations (read 2026-11-22)";

/// Members that AWS refuses, or that would not be what the blueprint says.
pub fn check(cache: &Instance<'_, Cache>, diagnostics: &mut Vec<Diagnostic>) {
    let all = members(cache);
    let Some(first) = all.first() else { return };
    if form(cache.model) != Form::Group || !(replicates(cache.model) || replicates(first.model)) {
        return;
    }
    diagnostics.extend(node(cache));
    diagnostics.extend(engine(cache));
    diagnostics.extend(region(cache));
    if cache.region.code == first.region.code {
        diagnostics.extend(count(cache, &all));
    } else {
        diagnostics.extend(difference(cache, first));
        diagnostics.extend(replica(cache, first));
    }
}

fn node(cache: &Instance<'_, Cache>) -> Option<Diagnostic> {
    let (node_type, span) = (&cache.model.node_type, cache.place(&["node_type"]));
    let family = elasticache::family(node_type)?;
    let size = node_type.rsplit('.').next().unwrap_or_default();
    let small = ["micro", "small", "medium"].contains(&size);
    (small || !family.global_datastore).then(|| {
        let why = if small { "smaller than large" } else { "not a current memory or general family" };
        Diagnostic::error(codes::GLOBAL_NODE_TYPE, span, format!("{node_type} cannot be in a global datastore"))
            .label(why)
            .also(cache.value(&["replication"]), "replicated over regions")
            .help("choose a size from large on of a current family: cache.m7g.large, cache.r7g.large")
            .fact(CONDITIONS)
    })
}

fn engine(cache: &Instance<'_, Cache>) -> Option<Diagnostic> {
    let (least, span) = (elasticache::LEAST_REDIS_GLOBAL, cache.place(&["version"]));
    (cache.model.engine == CacheEngine::Redis && is_before(cache.model, least)).then(|| {
        Diagnostic::error(codes::GLOBAL_VERSION, span, format!("a global datastore before redis {least}"))
            .label(format!("from redis {least} on"))
            .help("choose valkey, or a later version")
            .fact(CONDITIONS)
    })
}

fn region(cache: &Instance<'_, Cache>) -> Option<Diagnostic> {
    let code = cache.region.code;
    (!elasticache::GLOBAL_DATASTORE_REGIONS.contains(&code)).then(|| {
        Diagnostic::warning(
            codes::GLOBAL_REGION,
            cache.region.key,
            format!("{code} is not known to have global datastores"),
        )
        .label("not in AWS's list")
        .also(cache.value(&["replication"]), "replicated over regions")
        .help(format!("leave {code} out of the cache's `regions`, or ask AWS"))
        .fact(CONDITIONS)
    })
}

fn count(cache: &Instance<'_, Cache>, all: &[Instance<'_, Cache>]) -> Option<Diagnostic> {
    let span = cache.place(&["replication"]);
    let others = all.len() - 1;
    let most = if cache.region.code.starts_with("cn-") { 1 } else { elasticache::GLOBAL_DATASTORE_SECONDARIES };
    if others == 0 {
        let warning = Diagnostic::warning(codes::GLOBAL_MEMBERS, span, "a global datastore in one region")
            .label("there is nothing to replicate to")
            .help("let it run in a second region, or leave `replication` out")
            .fact(CONDITIONS);
        return Some(warning);
    }
    (others > most).then(|| {
        let regions: Vec<&str> = all.iter().map(|member| member.region.code).collect();
        Diagnostic::error(codes::GLOBAL_MEMBERS, span, format!("a global datastore in {} regions", all.len()))
            .label(format!("one and {most} more"))
            .help(format!("name {} of {} in the cache's `regions`", most + 1, regions.join(", ")))
            .fact(CONDITIONS)
    })
}

/// A field in which a member differs from the first.
fn difference(cache: &Instance<'_, Cache>, first: &Instance<'_, Cache>) -> Option<Diagnostic> {
    let (own, other) = (cache.model, first.model);
    let number = |cache: &Cache| version(cache).map(|known| known.version);
    let differs = [
        ("replication", own.replication != other.replication),
        ("engine", own.engine != other.engine),
        ("version", number(own) != number(other)),
        ("node_type", own.node_type != other.node_type),
        ("shards", own.shards != other.shards),
        ("cluster_mode", cluster_mode(own) != cluster_mode(other)),
        ("eviction", own.eviction != other.eviction),
        ("parameters", own.parameters != other.parameters),
        ("automatic_failover", fails_over(own) != fails_over(other) && own.automatic_failover.is_some()),
    ];
    let (field, _) = differs.into_iter().find(|(_, differs)| *differs)?;
    let span = cache.place(&[field]);
    let error = Diagnostic::error(
        codes::GLOBAL_SHAPE,
        span,
        format!("`{field}` of {} differs between {} and {}", cache.name, first.region.code, cache.region.code),
    )
    .label(format!("{} takes it from the datastore", cache.region.code))
    .also(first.place(&[field]), format!("in {}", first.region.code))
    .fact(CONDITIONS);
    Some(match cache.removal(&[field]) {
        Some(removal) if is_patched(cache) => error.fix("leave it out", removal, ""),
        _ => error.help("members differ in their replicas only"),
    })
}

/// Whether the blueprint says something of the cache for its region alone.
fn is_patched(cache: &Instance<'_, Cache>) -> bool {
    let component = cache.system.blueprint.caches.get(cache.name);
    component.is_some_and(|component| component.per_region.contains_key(cache.region.code))
}

/// A member takes failover from the first, and so needs a replica as soon as the first has one.
fn replica(cache: &Instance<'_, Cache>, first: &Instance<'_, Cache>) -> Option<Diagnostic> {
    let span = cache.place(&["replicas_per_shard"]);
    let lacks = cache.model.replicas_per_shard == 0 && first.model.replicas_per_shard > 0 && fails_over(first.model);
    (lacks && !cluster_mode(cache.model)).then(|| {
        Diagnostic::error(codes::GLOBAL_REPLICA, span, format!("{} in {} has nothing to fail over to", cache.name, cache.region.code))
            .label("no replica")
            .also(first.place(&["replicas_per_shard"]), format!("{} has automatic failover, and its copies with it", first.region.code))
            .fix("have one replica", span, "1")
            .fact("ElastiCache User Guide, Global datastores: a secondary inherits Multi-AZ and automatic failover, which need two nodes (read 2026-11-22)")
    })
}
