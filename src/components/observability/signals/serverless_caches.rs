//! Serverless caches: hit rate, refused commands, what is stored. Their metrics come with the name of the cache
//! (github.com/aws/agent-toolkit-for-aws, skill amazon-elasticache; the user guide names the metrics and no dimension). A hit rate is
//! published for Valkey and Redis OSS alone.

use crate::blueprint::{Cache, CacheEngine, Thresholds};
use crate::components::caches::{Form, form, serverless_name};
use crate::system::{Instance, Region, System};

use super::super::signal::{Alarm, Chart, Layer, Query, Series, Side, Signals, Window};
use super::caches::LOOKUPS;

/// What is shown of a cache: the title, the metric, its statistic, its unit. Titles of other caches' charts join them.
const SHOWN: [(&str, &str, &str, &str); 5] = [
    ("Cache hit rate", "CacheHitRate", "Average", "percent"),
    ("Cache evictions", "Evictions", "Sum", "keys a minute"),
    ("Cache connections", "CurrConnections", "Maximum", "connections"),
    ("Processing units", "ElastiCacheProcessingUnits", "Sum", "units a minute"),
    ("Stored in caches", "BytesUsedForCache", "Maximum", "bytes"),
];

pub(super) fn in_region(system: &System<'_>, region: &Region<'_>, thresholds: &Thresholds) -> Signals {
    let caches = system.instances(&system.blueprint.caches);
    let here = |cache: &Instance<'_, Cache>| cache.region.code == region.code && form(cache.model) == Form::Serverless;
    let caches: Vec<_> = caches.into_iter().filter(here).collect();
    let chart = |(title, metric, statistic, unit)| {
        let shown = caches.iter().filter(|cache| metric != "CacheHitRate" || has_rate(cache));
        Chart::new(Layer::Cache, title, unit, shown.map(|cache| series(cache, metric, statistic)).collect())
    };
    Signals {
        charts: SHOWN.into_iter().map(chart).collect(),
        alarms: caches.iter().flat_map(|cache| alarms(cache, thresholds)).collect(),
    }
}

fn has_rate(cache: &Instance<'_, Cache>) -> bool {
    cache.model.engine != CacheEngine::Memcached
}

fn series(cache: &Instance<'_, Cache>, metric: &str, statistic: &str) -> Series {
    Series::new("AWS/ElastiCache", metric, statistic, cache.name).of("ServerlessCacheName", serverless_name(cache))
}

fn alarms(cache: &Instance<'_, Cache>, thresholds: &Thresholds) -> Vec<Alarm> {
    let (id, path, name) = (cache.id(), cache.path(), cache.name);
    let refused = Query::One(series(cache, "ThrottledCmds", "Sum"));
    let refused = Alarm::above(id.then("Throttles"), &path, refused, 1.0, Window::minutes(5)).on(Side::AtLeast).says(
        format!("{name} refuses commands, in each of five minutes: the load grows faster than the cache, or beyond `ecpu_per_second`."),
    );
    let mut alarms = vec![refused];
    if has_rate(cache) {
        let parts = vec![
            ("commands".to_owned(), series(cache, "TotalCmdsCount", "Sum")),
            ("rate".to_owned(), series(cache, "CacheHitRate", "Average")),
        ];
        let rate = Query::Math(format!("IF(commands >= {LOOKUPS}, rate)"), parts);
        let rate = Alarm::above(id.then("HitRate"), &path, rate, thresholds.cache_hit_rate.value, Window::minutes(15));
        alarms.push(rate.on(Side::Below).says(format!(
            "{name} answers less than {} of the look-ups for a quarter of an hour: keys are evicted, expire or are never written.",
            thresholds.cache_hit_rate
        )));
    }
    let limits = cache.model.serverless.as_ref().and_then(|serverless| serverless.storage.as_ref());
    if let Some(most) = limits.and_then(|storage| storage.max) {
        let limit = (most.bytes as f64 * thresholds.memory.fraction()).floor();
        let stored = Query::One(series(cache, "BytesUsedForCache", "Maximum"));
        let stored = Alarm::above(id.then("Memory"), &path, stored, limit, Window::minutes(5));
        alarms.push(stored.says(format!(
            "{name} holds more than {} of the data that `storage` allows it: beyond, it drops keys or fails writes.",
            thresholds.memory
        )));
    }
    alarms
}
