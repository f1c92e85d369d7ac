//! DAX: load, hit rate, requests that it refuses or fails. Evictions are shown and tell nobody: a full cache drops what is read least,
//! and the hit rate says when that hurts.

use crate::blueprint::{Table, Thresholds};
use crate::components::tables;
use crate::documents::cloudformation::Value;
use crate::system::{Instance, Region, System};

use super::super::signal::{Alarm, Chart, Layer, NoData, Query, Series, Side, Signals, Window};
use super::caches::LOOKUPS;

/// What is shown of a cluster: the title, the metric, its statistic, its unit. The greatest processor load is the busiest node's.
const SHOWN: [(&str, &str, &str, &str); 4] = [
    ("DAX CPU, busiest node", "CPUUtilization", "Maximum", "percent"),
    ("DAX items found", "ItemCacheHits", "Sum", "look-ups a minute"),
    ("DAX items not found", "ItemCacheMisses", "Sum", "look-ups a minute"),
    ("Evicted from DAX", "EvictedSize", "Sum", "bytes a minute"),
];

pub(super) fn in_region(system: &System<'_>, region: &Region<'_>, thresholds: &Thresholds) -> Signals {
    let tables = system.instances(&system.blueprint.tables);
    let here = |table: &Instance<'_, Table>| table.region.code == region.code && tables::dax(table).is_some();
    let tables: Vec<_> = tables.into_iter().filter(here).collect();
    let chart = |(title, metric, statistic, unit)| {
        let lines = tables.iter().map(|table| series(table, metric, statistic)).collect();
        Chart::new(Layer::Cache, title, unit, lines)
    };
    Signals {
        charts: SHOWN.into_iter().map(chart).collect(),
        alarms: tables.iter().flat_map(|table| alarms(table, thresholds)).collect(),
    }
}

fn series(table: &Instance<'_, Table>, metric: &str, statistic: &str) -> Series {
    let cluster = Value::Output(tables::dax_name(table.name, table.region.code));
    Series::new("AWS/DAX", metric, statistic, table.name).of("ClusterId", cluster)
}

fn alarms(table: &Instance<'_, Table>, thresholds: &Thresholds) -> Vec<Alarm> {
    let (id, path, name) = (table.id().then("Dax"), format!("{}.dax", table.path()), table.name);
    let busy = Query::One(series(table, "CPUUtilization", "Maximum"));
    let busy = Alarm::above(id.then("Cpu"), &path, busy, thresholds.cpu.value, Window::minutes(5))
        .no_data(NoData::Missing)
        .says(format!(
            "A node of the cache of {name} is more than {} busy: add nodes, or take larger ones.",
            thresholds.cpu
        ));
    let sums = [("hits", "ItemCacheHits"), ("misses", "ItemCacheMisses")];
    // DAX publishes no zeros.
    let rate = Query::Math(
        format!(
            "IF(FILL(hits, 0) + FILL(misses, 0) >= {LOOKUPS}, 100 * FILL(hits, 0) / (FILL(hits, 0) + FILL(misses, 0)))"
        ),
        sums.map(|(word, metric)| (word.to_owned(), series(table, metric, "Sum"))).into(),
    );
    let rate = Alarm::above(id.then("HitRate"), &path, rate, thresholds.cache_hit_rate.value, Window::minutes(15))
        .on(Side::Below)
        .says(format!(
            "The cache of {name} finds less than {} of the items for a quarter of an hour: look at `item_ttl`, and at whether the items fit \
             into its memory.",
            thresholds.cache_hit_rate
        ));
    let some = |word: &str, metric: &str, says: String| {
        let query = Query::One(series(table, metric, "Sum"));
        Alarm::above(id.then(word), &path, query, 1.0, Window::minutes(5)).on(Side::AtLeast).says(says)
    };
    vec![
        busy,
        rate,
        some("Faults", "FaultRequestCount", format!("The cache of {name} fails requests, in each of five minutes.")),
        some(
            "Throttles",
            "ThrottledRequestCount",
            format!(
                "The cache of {name} refuses requests, in each of five minutes: its nodes are too small, or too few."
            ),
        ),
    ]
}
