//! Inside the instances of a fleet: memory, file systems, the allowances of the network, the limits of volumes.
//!
//! The agent sends one series a fleet. The network adapter counts from the start of an instance on, so that what counts is how the sum
//! grows. An instance that reports twice in one minute and not at all in the next makes it jump once; three minutes in a row do not.

use crate::blueprint::{Fleet, HostMetric};
use crate::components::fleets::agent::{ALLOWANCES, DISK, MEMORY, NAMESPACE, VOLUME_LIMITS};
use crate::system::Instance;

use super::super::signal::{Alarm, Chart, Layer, Line, Query, Series, Signals, Window};
use super::fleets::series;

/// Percent of memory or of a file system: as for processors.
const FULL: f64 = 80.0;
/// Microseconds of a minute: half of it, as for EC2's own `VolumeIOPSExceededCheck`, which says whether demand was over the limit consistently.
const HELD_BACK_US: f64 = 30_000_000.0;

/// The graphs and alarms of a fleet's agent; none without one.
pub(super) fn signals(fleet: &Instance<'_, Fleet>) -> Signals {
    let mut signals = Signals::default();
    for metric in &fleet.model.host_metrics {
        let (chart, alarm) = match metric {
            HostMetric::Memory => memory(fleet),
            HostMetric::Disk => disk(fleet),
            HostMetric::Network => network(fleet),
            HostMetric::Volumes => volumes(fleet),
        };
        signals.charts.push(chart);
        signals.alarms.push(alarm);
    }
    signals
}

fn measured(fleet: &Instance<'_, Fleet>, metric: &str, statistic: &str) -> Series {
    series(fleet, NAMESPACE, metric, statistic)
}

fn memory(fleet: &Instance<'_, Fleet>) -> (Chart, Alarm) {
    let used = measured(fleet, MEMORY, "Average");
    let chart = Chart::new(Layer::Compute, "Fleet memory", "percent", vec![used.clone()]);
    let alarm = Alarm::above(fleet.id().then("Memory"), fleet.path(), Query::One(used), FULL, Window::minutes(15));
    let says =
        format!("The instances of {} use more than {FULL}% of their memory for a quarter of an hour.", fleet.name);
    (chart, alarm.says(says))
}

fn disk(fleet: &Instance<'_, Fleet>) -> (Chart, Alarm) {
    let used = measured(fleet, DISK, "Maximum");
    let chart = Chart::new(Layer::Compute, "Fullest file system", "percent", vec![used.clone()]);
    let alarm = Alarm::above(fleet.id().then("Disk"), fleet.path(), Query::One(used), FULL, Window::minutes(15));
    (chart, alarm.says(format!("A file system of some instance of {} is more than {FULL}% full.", fleet.name)))
}

fn network(fleet: &Instance<'_, Fleet>) -> (Chart, Alarm) {
    let named: Vec<(String, Series)> = ["bytes_in", "bytes_out", "packets", "connections", "local"]
        .into_iter()
        .zip(ALLOWANCES)
        .map(|(word, metric)| (word.to_owned(), measured(fleet, metric, "Sum")))
        .collect();
    let sum: Vec<String> = named.iter().map(|(name, _)| format!("FILL({name}, 0)")).collect();
    let growth = format!("DIFF({})", sum.join(" + "));
    let title = format!("Packets of {} over its network allowances", fleet.name);
    let lines = vec![Line::Math(growth.clone(), named.clone())];
    let chart = Chart { layer: Layer::Compute, title, unit: "packets a minute", lines };
    let query = Query::Math(growth, named);
    let alarm = Alarm::above(fleet.id().then("Allowances"), fleet.path(), query, 0.0, Window::minutes(3));
    let says = format!(
        "Some instance of {} is over an allowance of its network for three minutes, and packets wait or are lost: take larger types, \
         or more instances.",
        fleet.name
    );
    (chart, alarm.says(says))
}

fn volumes(fleet: &Instance<'_, Fleet>) -> (Chart, Alarm) {
    let series: Vec<Series> = VOLUME_LIMITS.into_iter().map(|metric| measured(fleet, metric, "Maximum")).collect();
    let words = ["volume_iops", "volume_bytes", "instance_iops", "instance_bytes"];
    let lines: Vec<(String, Series)> = words.map(str::to_owned).into_iter().zip(series.clone()).collect();
    let worst = format!("MAX([{}])", words.join(", "));
    let title = format!("Volumes of {} over their limits", fleet.name);
    let drawn = vec![Line::Math(worst, lines)];
    let chart = Chart { layer: Layer::Compute, title, unit: "microseconds a minute", lines: drawn };
    let query = Query::across("MAX", series);
    let alarm = Alarm::above(fleet.id().then("VolumeLimits"), fleet.path(), query, HELD_BACK_US, Window::minutes(5));
    let says = format!(
        "More is asked of a volume of {}, or of an instance for all its volumes, than its IOPS or throughput, half of the time for five \
         minutes.",
        fleet.name
    );
    (chart, alarm.says(says))
}
