//! Content delivery: what viewers get. CloudFront's metrics exist in us-east-1 alone.

use crate::blueprint::Thresholds;
use crate::components::cdn::distribution_id;
use crate::documents::cloudformation::{LogicalId, Value};
use crate::facts::cloudwatch::home_region;
use crate::system::{Region, Role, System};

use super::super::signal::{Alarm, Chart, Layer, Query, Series, Signals, Window};

const NAMESPACE: &str = "AWS/CloudFront";

/// What is shown of a distribution: the title, the metric, its statistic, its unit. Rates are in percent.
const SHOWN: [(&str, &str, &str, &str); 3] = [
    ("Requests of viewers", "Requests", "Sum", "requests a minute"),
    ("Failures (5XX) seen by viewers", "5xxErrorRate", "Average", "percent"),
    ("Failures (4XX) seen by viewers", "4xxErrorRate", "Average", "percent"),
];

/// The distributions belong to the system, so that the primary region tells them.
pub(super) fn in_region(system: &System<'_>, region: &Region<'_>, thresholds: &Thresholds) -> Signals {
    let mut signals = Signals::default();
    if region.role != Role::Primary {
        return signals;
    }
    if system.regions.len() == 1 {
        signals.charts = of_system(system);
    }
    for name in system.blueprint.cdn.keys() {
        let failures = Query::One(series(name, "5xxErrorRate", "Average"));
        let id = LogicalId::new(name).then("Failures");
        let alarm = Alarm::above(id, format!("cdn.{name}"), failures, thresholds.errors.value, Window::minutes(5));
        let says = format!(
            "More than {} of the requests to {name} fail (5XX): look at its origins and at its functions at the edge.",
            thresholds.errors
        );
        signals.alarms.push(alarm.says(says).at(home_region(NAMESPACE)));
    }
    signals
}

pub(super) fn of_system(system: &System<'_>) -> Vec<Chart> {
    let chart = |(title, metric, statistic, unit)| {
        let series = system.blueprint.cdn.keys().map(|name| {
            let line = series(name, metric, statistic);
            match home_region(NAMESPACE) {
                Some(home) => line.in_region(home),
                None => line,
            }
        });
        Chart::new(Layer::Edge, title, unit, series.collect())
    };
    SHOWN.into_iter().map(chart).collect()
}

fn series(name: &str, metric: &str, statistic: &str) -> Series {
    let id = Value::Output(distribution_id(name));
    Series::new(NAMESPACE, metric, statistic, name).of("DistributionId", id).of("Region", "Global")
}
