//! Tables: requests that DynamoDB refuses or fails.

use crate::blueprint::Thresholds;
use crate::components::tables;
use crate::system::{Region, System};

use super::super::signal::{Alarm, Chart, Layer, Query, Series, Side, Signals, Window};

/// What is shown of a table: the title, the metric, its unit.
const SHOWN: [(&str, &str, &str); 2] = [
    ("Table reads, consumed", "ConsumedReadCapacityUnits", "units a minute"),
    ("Table writes, consumed", "ConsumedWriteCapacityUnits", "units a minute"),
];

pub(super) fn in_region(system: &System<'_>, region: &Region<'_>, _: &Thresholds) -> Signals {
    let tables = system.instances(&system.blueprint.tables);
    let tables: Vec<_> = tables.into_iter().filter(|table| table.region.code == region.code).collect();
    let mut signals = Signals::default();
    for (title, metric, unit) in SHOWN {
        let lines = tables.iter().map(|table| series(system, table.name, metric)).collect();
        signals.charts.push(Chart::new(Layer::Data, title, unit, lines));
    }
    // DynamoDB publishes throttles only when there are some.
    for table in &tables {
        for (word, metric, what) in
            [("ReadThrottles", "ReadThrottleEvents", "reads"), ("WriteThrottles", "WriteThrottleEvents", "writes")]
        {
            let query = Query::One(series(system, table.name, metric));
            let alarm = Alarm::above(table.id().then(word), table.path(), query, 1.0, Window::minutes(5));
            signals.alarms.push(alarm.on(Side::AtLeast).says(format!(
                "DynamoDB refuses {what} of {}, in each of five minutes: its capacity or that of one partition is used up.",
                table.name
            )));
        }
    }
    signals
}

/// The names of tables are the same in every region.
pub(super) fn of_system(system: &System<'_>) -> Vec<Chart> {
    let tables = system.instances(&system.blueprint.tables);
    let chart = |(title, metric, unit)| {
        let lines = tables.iter().map(|table| {
            let mut line = series(system, table.name, metric).in_region(table.region.code);
            line.label = format!("{} {}", table.name, table.region.code);
            line
        });
        Chart::new(Layer::Data, title, unit, lines.collect())
    };
    SHOWN.into_iter().map(chart).collect()
}

fn series(system: &System<'_>, table: &str, metric: &str) -> Series {
    Series::new("AWS/DynamoDB", metric, "Sum", table).of("TableName", tables::name(system, table))
}
