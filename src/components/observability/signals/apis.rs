//! APIs: failures, latency, the cache.

use crate::blueprint::{Api, Thresholds};
use crate::components::apis::{self, STAGE};
use crate::system::{Instance, Region, System};

use super::super::signal::{Alarm, Chart, Layer, Name, Query, Series, Side, Signals, Window};

/// Milliseconds. Source: recommended alarms, AWS/ApiGateway Latency; there for the 90th percentile.
const SLOW_MS: f64 = 2_500.0;
/// Look-ups a minute below which a hit rate says nothing.
const LOOKUPS: u32 = 100;

/// What is shown of an API: the title, the metric, its statistic, its unit. The average of CacheHitCount is the share of requests
/// that the cache answered (API Gateway developer guide, "Dimensions and metrics", read 2026-11-22).
const SHOWN: [(&str, &str, &str, &str); 5] = [
    ("API requests", "Count", "Sum", "requests a minute"),
    ("API failures (5XX)", "5XXError", "Average", "share of requests"),
    ("API latency, p99", "Latency", "p99", "milliseconds"),
    ("Behind the API, p99", "IntegrationLatency", "p99", "milliseconds"),
    ("Answered by the API cache", "CacheHitCount", "Average", "share of requests"),
];

pub(super) fn in_region(system: &System<'_>, region: &Region<'_>, thresholds: &Thresholds) -> Signals {
    let apis = system.instances(&system.blueprint.apis);
    let apis: Vec<_> = apis.into_iter().filter(|api| api.region.code == region.code).collect();
    let mut signals = Signals::default();
    for (title, metric, statistic, unit) in SHOWN {
        let shown = apis.iter().filter(|api| metric != "CacheHitCount" || api.model.cache.is_some());
        let series = shown.map(|api| series(api, apis::stage_name(api.name, region.code), metric, statistic)).collect();
        signals.charts.push(Chart::new(Layer::Api, title, unit, series));
    }
    for api in &apis {
        signals.alarms.extend(alarms(api, thresholds));
    }
    signals
}

/// The names of an API and its stage are the same in every region.
pub(super) fn of_system(system: &System<'_>) -> Vec<Chart> {
    let apis = system.instances(&system.blueprint.apis);
    let chart = |(title, metric, statistic, unit)| {
        let shown = apis.iter().filter(|api| metric != "CacheHitCount" || api.model.cache.is_some());
        let series = shown.map(|api| {
            let mut line = series(api, STAGE, metric, statistic).in_region(api.region.code);
            line.label = format!("{} {}", api.name, api.region.code);
            line
        });
        Chart::new(Layer::Api, title, unit, series.collect())
    };
    SHOWN.into_iter().map(chart).collect()
}

fn series(api: &Instance<'_, Api>, stage: impl Into<Name>, metric: &str, statistic: &str) -> Series {
    let name = apis::rest_api_name(api);
    Series::new("AWS/ApiGateway", metric, statistic, api.name).of("ApiName", name).of("Stage", stage)
}

fn alarms(api: &Instance<'_, Api>, thresholds: &Thresholds) -> Vec<Alarm> {
    let (id, path, name) = (api.id(), api.path(), api.name);
    let series =
        |metric: &str, statistic: &str| series(api, apis::stage_name(api.name, api.region.code), metric, statistic);
    let failures = Query::One(series("5XXError", "Average"));
    let failures = Alarm::above(id.then("Failures"), &path, failures, thresholds.errors.fraction(), Window::minutes(3))
        .says(format!(
            "More than {} of the requests to {name} fail (5XX). Its access log says which paths.",
            thresholds.errors
        ));
    let slow = Query::One(series("Latency", "p99"));
    let slow = Alarm::above(id.then("Latency"), &path, slow, SLOW_MS, Window::minutes(5))
        .on(Side::AtLeast)
        .says(format!("The slowest hundredth of the requests to {name} takes {SLOW_MS} ms or more. Its traces say where the time goes."));
    let mut alarms = vec![failures, slow];
    if api.model.cache.is_some() {
        let rate = Query::Math(
            format!("IF(hits + misses >= {LOOKUPS}, 100 * hits / (hits + misses))"),
            vec![("hits".into(), series("CacheHitCount", "Sum")), ("misses".into(), series("CacheMissCount", "Sum"))],
        );
        let rate =
            Alarm::above(id.then("CacheHitRate"), &path, rate, thresholds.cache_hit_rate.value, Window::minutes(15));
        alarms.push(rate.on(Side::Below).says(format!(
            "The cache of {name} answers less than {} of the cached requests for a quarter of an hour: look at the keys and times to live \
             of its routes.",
            thresholds.cache_hit_rate
        )));
    }
    alarms
}
