//! Limits of a serverless cache.

use std::ops::RangeInclusive;

use crate::blueprint::Cache;
use crate::components::caches::{is_before, version};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::elasticache;
use crate::system::Instance;

/// Where the limits come from.
const LIMITS: &str = "@aws-cdk/aws-elasticache-alpha, CacheUsageLimitsProperty: 1 to 5,000 GB, 1,000 to 15,000,000 ECPUs per second \
                      (read 2026-11-22)";

/// Limits out of range or in the wrong order.
pub fn check(cache: &Instance<'_, Cache>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(serverless) = &cache.model.serverless else { return };
    diagnostics.extend(version_not_offered(cache));
    if let Some(storage) = &serverless.storage {
        let sizes = [("min", storage.min), ("max", storage.max)];
        for (end, size) in sizes.into_iter().filter_map(|(end, size)| Some((end, size?))) {
            let allowed = elasticache::SERVERLESS_STORAGE_GB;
            let path = ["serverless", "storage", end];
            if !size.is_whole_gib() || !allowed.contains(&size.gib()) {
                let shown = (size, format!("{}GiB to {}GiB, in whole GiB", allowed.start(), allowed.end()));
                let near = size.gib().clamp(*allowed.start(), *allowed.end());
                diagnostics.push(out_of_range(cache, &path, &shown, format!("{near}GiB")));
            }
        }
        let both = storage.min.zip(storage.max).filter(|(min, max)| min > max);
        diagnostics.extend(both.map(|(min, max)| disordered(cache, "storage", &min, &max)));
    }
    if let Some(ecpu) = &serverless.ecpu_per_second {
        let numbers = [("min", ecpu.min), ("max", ecpu.max)];
        for (end, number) in numbers.into_iter().filter_map(|(end, number)| Some((end, number?))) {
            diagnostics.extend(units(cache, end, number, elasticache::SERVERLESS_ECPU));
        }
        let both = ecpu.min.zip(ecpu.max).filter(|(min, max)| min > max);
        diagnostics.extend(both.map(|(min, max)| disordered(cache, "ecpu_per_second", &min, &max)));
    }
}

fn version_not_offered(cache: &Instance<'_, Cache>) -> Option<Diagnostic> {
    let engine = cache.model.engine.name();
    let (least, known) = (elasticache::least_serverless(engine), version(cache.model)?.version);
    is_before(cache.model, least).then(|| {
        let message = format!("{engine} {known} is not offered serverless");
        Diagnostic::error(codes::CACHE_SERVERLESS_VERSION, cache.place(&["version"]), message)
            .label(format!("from {engine} {least} on"))
            .also(cache.key(&["serverless"]), "without nodes")
            .help("leave `version` out, or choose nodes")
            .fact("@aws-cdk/aws-elasticache-alpha, CacheEngine: Valkey 7 and later, Redis OSS 7, Memcached 1.6 (read 2026-11-22)")
    })
}

fn units(cache: &Instance<'_, Cache>, end: &str, number: u32, allowed: RangeInclusive<u32>) -> Option<Diagnostic> {
    let near = number.clamp(*allowed.start(), *allowed.end());
    let shown = (number, format!("{} to {}", allowed.start(), allowed.end()));
    let path = ["serverless", "ecpu_per_second", end];
    (near != number).then(|| out_of_range(cache, &path, &shown, near.to_string()))
}

fn out_of_range<T: std::fmt::Display>(
    cache: &Instance<'_, Cache>,
    path: &[&str],
    (value, range): &(T, String),
    near: String,
) -> Diagnostic {
    let span = cache.value(path);
    Diagnostic::error(codes::CACHE_SERVERLESS_LIMIT, span, format!("a serverless cache cannot be limited to {value}"))
        .label(format!("{range} are possible"))
        .fix(format!("write {near}"), span, near)
        .fact(LIMITS)
}

fn disordered<T: std::fmt::Display>(cache: &Instance<'_, Cache>, field: &str, min: &T, max: &T) -> Diagnostic {
    let (least, most) = (cache.value(&["serverless", field, "min"]), cache.value(&["serverless", field, "max"]));
    Diagnostic::error(codes::CACHE_SERVERLESS_LIMIT, least, format!("at least {min}, at most {max}"))
        .label("more than the most")
        .also(most, "the most")
        .help("swap them, or raise `max`")
        .fact(LIMITS)
}
