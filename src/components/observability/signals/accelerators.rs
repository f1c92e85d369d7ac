//! Accelerators: connections, and endpoints that do not answer. Global Accelerator's metrics exist in us-west-2 alone.
//!
//! It reports them while there is traffic (Global Accelerator developer guide, "Using Amazon CloudWatch with AWS Global Accelerator"),
//! so that no data is no trouble.

use crate::blueprint::Thresholds;
use crate::components::accelerators::accelerator_id;
use crate::documents::cloudformation::{LogicalId, Value};
use crate::facts::cloudwatch::home_region;
use crate::system::{Region, Role, System};

use super::super::signal::{Alarm, Chart, Layer, Query, Series, Side, Signals, Window};

const NAMESPACE: &str = "AWS/GlobalAccelerator";

/// What is shown of an accelerator: the title, the metric, its statistic, its unit.
const SHOWN: [(&str, &str, &str, &str); 2] = [
    ("Connections through accelerators", "NewFlowCount", "Sum", "connections a minute"),
    ("Unhealthy endpoints", "UnhealthyEndpointCount", "Maximum", "endpoints"),
];

/// The accelerators belong to the system, so that the primary region tells them.
pub(super) fn in_region(system: &System<'_>, region: &Region<'_>, _: &Thresholds) -> Signals {
    let mut signals = Signals::default();
    if region.role != Role::Primary {
        return signals;
    }
    if system.regions.len() == 1 {
        signals.charts = of_system(system);
    }
    for name in system.blueprint.accelerators.keys() {
        let unhealthy = Query::One(series(system, name, "UnhealthyEndpointCount", "Maximum"));
        let id = LogicalId::new(name).then("Endpoints");
        let alarm = Alarm::above(id, format!("accelerators.{name}"), unhealthy, 1.0, Window::minutes(5));
        let says = format!(
            "Some endpoint behind {name} is unhealthy: its clients are sent to another region if there is one."
        );
        signals.alarms.push(alarm.on(Side::AtLeast).says(says).at(home_region(NAMESPACE)));
    }
    signals
}

pub(super) fn of_system(system: &System<'_>) -> Vec<Chart> {
    let chart = |(title, metric, statistic, unit)| {
        let series = system.blueprint.accelerators.keys().map(|name| {
            let line = series(system, name, metric, statistic);
            match home_region(NAMESPACE) {
                Some(home) => line.in_region(home),
                None => line,
            }
        });
        Chart::new(Layer::Edge, title, unit, series.collect())
    };
    SHOWN.into_iter().map(chart).collect()
}

fn series(system: &System<'_>, name: &str, metric: &str, statistic: &str) -> Series {
    let id = Value::Output(accelerator_id(system, name));
    Series::new(NAMESPACE, metric, statistic, name).of("Accelerator", id)
}
