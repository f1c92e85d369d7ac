//! Parameters, users and logs that the engine does not have, and what data tiering excludes.

use crate::blueprint::{Cache, CacheAuth, CacheEngine, Eviction, vocabulary::Switch};
use crate::components::caches::{Form, form, is_before};
use crate::components::logs;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::elasticache;
use crate::system::Instance;

/// Settings that the version or the nodes do not have.
pub fn check(cache: &Instance<'_, Cache>, diagnostics: &mut Vec<Diagnostic>) {
    for name in cache.model.parameters.keys() {
        diagnostics.extend(parameter(cache, name));
    }
    diagnostics.extend(users(cache));
    if form(cache.model) == Form::Group {
        check_logs(cache, diagnostics);
    }
    if elasticache::family(&cache.model.node_type).is_some_and(|family| family.data_tiering)
        && form(cache.model) != Form::Serverless
    {
        diagnostics.extend(tiering(cache));
    }
}

/// A parameter that a field of the cache sets, or that ElastiCache does not have.
fn parameter(cache: &Instance<'_, Cache>, name: &str) -> Option<Diagnostic> {
    let key = cache.key(&["parameters", name]);
    let error = |message: String| Diagnostic::error(codes::CACHE_PARAMETER, key, message);
    let taken_by = match name {
        "cluster-enabled" => Some("cluster_mode"),
        "maxmemory-policy" => Some("eviction"),
        _ => None,
    };
    let error = match (taken_by, name) {
        (Some(field), _) => error(format!("the parameter {name} is the field `{field}`"))
            .label(format!("say it as `{field}`"))
            .fact("a parameter has one value in a parameter group (ElastiCache User Guide, Parameter management)"),
        (None, "appendonly" | "appendfsync") => error(format!("ElastiCache has no append-only file: {name}"))
            .label("not offered from engine 2.8.22 on")
            .fact("ElastiCache User Guide, Valkey and Redis OSS parameters: appendonly (rules read 2026-10-20)"),
        _ => return None,
    };
    Some(match cache.removal(&["parameters", name]) {
        Some(removal) => error.fix("leave it out", removal, ""),
        None => error.help("leave it out"),
    })
}

fn users(cache: &Instance<'_, Cache>) -> Option<Diagnostic> {
    let model = cache.model;
    let (least, wanted) = match model.auth {
        CacheAuth::None => return None,
        CacheAuth::Iam => (elasticache::LEAST_REDIS_IAM, "users that IAM lets in"),
        CacheAuth::Password => (elasticache::LEAST_REDIS_USERS, "users"),
    };
    let known = crate::components::caches::version(model)?.version;
    (model.engine == CacheEngine::Redis && is_before(model, least)).then(|| {
        Diagnostic::error(codes::CACHE_AUTH_VERSION, cache.value(&["auth"]), format!("redis {known} has no {wanted}"))
            .label(format!("from redis {least} on"))
            .also(cache.place(&["version"]), format!("redis {known}"))
            .help("choose valkey, which has them in every version, or a later version")
            .fact("ElastiCache User Guide, Role-Based Access Control, and Authenticating with IAM (read 2026-11-22)")
    })
}

fn check_logs(cache: &Instance<'_, Cache>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(kept) = cache.model.kept_logs() else { return };
    let (slow, engine) = (elasticache::LEAST_REDIS_SLOW_LOG, elasticache::LEAST_REDIS_ENGINE_LOG);
    let least = [(kept.engine, engine, "engine log"), (kept.slow, slow, "slow log")];
    let early = least.into_iter().find(|(kept, least, _)| *kept && is_before(cache.model, least));
    if let Some((_, least, log)) = early.filter(|_| cache.model.engine == CacheEngine::Redis) {
        let error =
            Diagnostic::error(codes::CACHE_LOGS, cache.key(&["logs"]), format!("no {log} before redis {least}"))
                .label(format!("from redis {least} on"))
                .also(cache.place(&["version"]), "the version")
                .help("choose valkey or a later version, or switch the log off")
                .fact("ElastiCache User Guide, Log delivery (read 2026-11-22)");
        diagnostics.push(error);
    }
    if !kept.slow && !kept.engine {
        let error = Diagnostic::error(codes::CACHE_LOGS, cache.key(&["logs"]), "logs that keep nothing")
            .label("neither the slow log nor the engine's")
            .help("write `logs: disabled`, or leave one of them on")
            .fact("ElastiCache User Guide, Log delivery: slow-log and engine-log (read 2026-11-22)");
        diagnostics.push(error);
    }
    if matches!(cache.model.logs, Some(Switch::With(_))) {
        diagnostics.extend(logs::check_retention(kept.retention, cache.place(&["logs", "retention"])));
    }
}

/// What nodes with local disks exclude.
fn tiering(cache: &Instance<'_, Cache>) -> Option<Diagnostic> {
    let model = cache.model;
    let (span, node) = (cache.place(&["node_type"]), &model.node_type);
    let fact = "ElastiCache User Guide, Data tiering: Valkey 7.2 or Redis OSS 6.2 and later in replication groups; volatile-lru, \
                allkeys-lru and noeviction (read 2026-11-22)";
    let error = |message: String| Diagnostic::error(codes::CACHE_TIERING, span, message).fact(fact);
    let least = elasticache::LEAST_REDIS_TIERING;
    match model.engine {
        CacheEngine::Memcached => Some(
            error(format!("{node} moves values to disk, and Memcached cannot"))
                .label("only for valkey and redis")
                .also(cache.place(&["engine"]), "the engine")
                .help("choose a cache.r7g type, or `engine: valkey`"),
        ),
        CacheEngine::Redis if is_before(model, least) => Some(
            error(format!("{node} moves values to disk, which redis does from {least} on"))
                .label("data tiering")
                .also(cache.place(&["version"]), "the version")
                .help("choose valkey or a later version, or a cache.r6g type"),
        ),
        CacheEngine::Redis | CacheEngine::Valkey => {
            let possible =
                [Eviction::VolatileLru, Eviction::AllkeysLru, Eviction::Noeviction].contains(&model.eviction);
            let (eviction, name) = (cache.place(&["eviction"]), model.eviction.name());
            let message = format!("{name} on nodes that move values to disk");
            let error = Diagnostic::error(codes::CACHE_TIERING, eviction, message)
                .label("volatile-lru, allkeys-lru or noeviction")
                .also(span, "data tiering");
            (!possible).then(|| error.fix("use allkeys-lru", eviction, "allkeys-lru").fact(fact))
        }
    }
}
