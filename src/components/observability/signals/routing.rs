//! Routing: whether each region answers.

use crate::blueprint::Thresholds;
use crate::components::routing;
use crate::documents::cloudformation::LogicalId;
use crate::facts::cloudwatch::home_region;
use crate::system::{Region, Role, System};

use super::super::signal::{Alarm, Chart, Layer, NoData, Query, Series, Side, Signals, Window};

const NAMESPACE: &str = "AWS/Route53";

/// The checks belong to the system, so that the primary region tells them.
pub(super) fn in_region(system: &System<'_>, region: &Region<'_>, _: &Thresholds) -> Signals {
    let mut signals = Signals::default();
    if region.role == Role::Primary {
        signals.alarms.extend(routing::health_checks_of(system).into_iter().map(|check| {
            let query = Query::One(series(&check, "Minimum"));
            let id = LogicalId::new(&check.name).then("Health");
            let says = format!(
                "{} does not answer Route 53's checks: its clients are sent elsewhere where the routing strategy says so.",
                check.says
            );
            Alarm::above(id, "routing_strategy.health_checks", query, 1.0, Window::minutes(3))
                .on(Side::Below)
                .no_data(NoData::Breaching)
                .says(says)
                .at(home_region(NAMESPACE))
        }));
    }
    signals
}

pub(super) fn of_system(system: &System<'_>) -> Vec<Chart> {
    let lines = routing::health_checks_of(system).into_iter().map(|check| {
        let line = series(&check, "Minimum");
        match home_region(NAMESPACE) {
            Some(home) => line.in_region(home),
            None => line,
        }
    });
    vec![Chart::new(Layer::Routing, "Health checks", "1 is healthy", lines.collect())]
}

fn series(check: &routing::Check, statistic: &str) -> Series {
    Series::new(NAMESPACE, "HealthCheckStatus", statistic, &check.says).of("HealthCheckId", check.id.clone())
}
