//! Memcached: hit rate, evictions, load, swap. A cluster is watched as a whole: greatest values are those of its busiest node, and
//! nodes that are added are watched too.
//!
//! Thresholds: ElastiCache user guide, "Which metrics should I monitor?".

use crate::blueprint::{Cache, Thresholds};
use crate::components::caches::{Form, cluster_id, form};
use crate::system::{Instance, Region, System};

use super::super::signal::{Alarm, Chart, Layer, NoData, Query, Series, Side, Signals, Window};
use super::caches::LOOKUPS;

/// Bytes. More than 50 MB of swap says that memory is short.
const SWAP: f64 = 50_000_000.0;
/// Keys that one node drops in a minute. AWS names none: a full cache drops keys by design, so that only a flood is worth a message.
const EVICTIONS: f64 = 1_000.0;

/// What is shown of a cluster: the title, the metric, its statistic, its unit.
const SHOWN: [(&str, &str, &str, &str); 5] = [
    ("Memcached CPU, busiest node", "CPUUtilization", "Maximum", "percent"),
    ("Memcached keys found", "GetHits", "Sum", "keys a minute"),
    ("Memcached keys not found", "GetMisses", "Sum", "keys a minute"),
    ("Cache evictions", "Evictions", "Sum", "keys a minute"),
    ("Cache connections", "CurrConnections", "Maximum", "connections"),
];

pub(super) fn in_region(system: &System<'_>, region: &Region<'_>, thresholds: &Thresholds) -> Signals {
    let caches = system.instances(&system.blueprint.caches);
    let here = |cache: &Instance<'_, Cache>| cache.region.code == region.code && form(cache.model) == Form::Memcached;
    let caches: Vec<_> = caches.into_iter().filter(here).collect();
    let chart = |(title, metric, statistic, unit)| {
        let lines = caches.iter().map(|cache| series(cache, metric, statistic)).collect();
        Chart::new(Layer::Cache, title, unit, lines)
    };
    Signals {
        charts: SHOWN.into_iter().map(chart).collect(),
        alarms: caches.iter().flat_map(|cache| alarms(cache, thresholds)).collect(),
    }
}

fn series(cache: &Instance<'_, Cache>, metric: &str, statistic: &str) -> Series {
    let cluster = cluster_id(cache.name, cache.region.code);
    Series::new("AWS/ElastiCache", metric, statistic, cache.name).of("CacheClusterId", cluster)
}

fn alarms(cache: &Instance<'_, Cache>, thresholds: &Thresholds) -> [Alarm; 4] {
    let (id, path, name) = (cache.id(), cache.path(), cache.name);
    let alarm = |word: &str, metric: &str, statistic: &str, threshold: f64, window: Window| {
        Alarm::above(id.then(word), &path, Query::One(series(cache, metric, statistic)), threshold, window)
    };
    let sums = [("hits", "GetHits"), ("misses", "GetMisses")];
    let rate = Query::Math(
        format!("IF(hits + misses >= {LOOKUPS}, 100 * hits / (hits + misses))"),
        sums.map(|(word, metric)| (word.to_owned(), series(cache, metric, "Sum"))).into(),
    );
    let rate = Alarm::above(id.then("HitRate"), &path, rate, thresholds.cache_hit_rate.value, Window::minutes(15));
    [
        rate.on(Side::Below).says(format!(
            "{name} answers less than {} of the look-ups for a quarter of an hour: keys are evicted, expire or are never written.",
            thresholds.cache_hit_rate
        )),
        alarm("Cpu", "CPUUtilization", "Maximum", thresholds.cpu.value, Window::minutes(5))
            .no_data(NoData::Missing)
            .says(format!("A node of {name} is more than {} busy: add nodes, or take larger ones.", thresholds.cpu)),
        alarm("Evictions", "Evictions", "Maximum", EVICTIONS, Window::minutes(15)).says(format!(
            "A node of {name} drops more than {EVICTIONS} keys a minute to make room, for a quarter of an hour: add nodes, or take larger ones."
        )),
        alarm("Swap", "SwapUsage", "Maximum", SWAP, Window::minutes(5)).says(format!(
            "A node of {name} swaps: connections take the memory that the engine's own overhead needs. Raise `memcached_connections_overhead`, or \
             take larger nodes."
        )),
    ]
}
