//! Engines, versions and types of nodes.

use crate::blueprint::{Cache, CacheEngine};
use crate::components::caches::{Form, form, is_before, version};
use crate::components::nearest::{nearest_type, shorter};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::{self, Offered, elasticache};
use crate::system::Instance;

/// Where the node types come from.
const NODE_TYPES: &str = "ElastiCache node types by region, price list in cfn-lint 1.58.0 (2026-10)";
/// Where the versions come from.
const VERSIONS: &str = "ElastiCache engine versions, cfn-lint 1.58.0 (2026-10)";

/// The engine, and the nodes where there are some.
pub fn check(cache: &Instance<'_, Cache>, diagnostics: &mut Vec<Diagnostic>) {
    check_version(cache, diagnostics);
    if form(cache.model) != Form::Serverless {
        check_node_type(cache, diagnostics);
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
    let (engine, least) = match cache.model.engine {
        CacheEngine::Redis if !family.data_tiering => ("redis", family.least_redis),
        CacheEngine::Memcached => ("memcached", family.least_memcached),
        CacheEngine::Redis | CacheEngine::Valkey => return,
    };
    let (Some(known), Some(least)) = (version(cache.model), least.filter(|least| is_before(cache.model, least))) else {
        return;
    };
    let warning = Diagnostic::warning(
        codes::CACHE_NODE_VERSION,
        span,
        format!("{node_type} wants {engine} {least} or later, and this is {}", known.version),
    )
    .label(format!("from {engine} {least} on"))
    .also(cache.place(&["version"]), format!("{engine} {}", known.version))
    .help("choose a later version or another node type")
    .fact("ElastiCache User Guide, Supported node types (read 2026-10-20)");
    diagnostics.push(warning);
}
