//! Fleets: load, status checks, instances in service.
//!
//! What EC2 publishes by itself; detailed monitoring is on for every fleet, so that there is a data point a minute. And what the CloudWatch
//! agent measures inside the instances of fleets that have `host_metrics`.

use crate::blueprint::{Fleet, Thresholds};
use crate::components::fleets::group_name;
use crate::system::{Instance, Region, System};

use super::super::signal::{Alarm, Chart, Layer, NoData, Query, Series, Side, Signals, Window};
use super::hosts;

/// Percent. Source: recommended alarms, AWS/EC2 CPUUtilization: "70-80%".
const BUSY: f64 = 80.0;

pub(super) fn in_region(system: &System<'_>, region: &Region<'_>, _: &Thresholds) -> Signals {
    let fleets = system.instances(&system.blueprint.fleets);
    let fleets: Vec<_> = fleets.into_iter().filter(|fleet| fleet.region.code == region.code).collect();
    let lines = |namespace: &str, metric: &str, statistic: &str| {
        fleets.iter().map(|fleet| series(fleet, namespace, metric, statistic)).collect::<Vec<_>>()
    };
    let charts = vec![
        Chart::new(Layer::Compute, "Fleet CPU", "percent", lines("AWS/EC2", "CPUUtilization", "Average")),
        Chart::new(
            Layer::Compute,
            "Instances in service",
            "instances",
            lines("AWS/AutoScaling", "GroupInServiceInstances", "Average"),
        ),
        Chart::new(Layer::Compute, "Sent by fleets", "bytes a minute", lines("AWS/EC2", "NetworkOut", "Sum")),
    ];
    let mut signals = Signals { charts, alarms: fleets.iter().flat_map(alarms).collect() };
    for fleet in &fleets {
        let inside = hosts::signals(fleet);
        signals.charts.extend(inside.charts);
        signals.alarms.extend(inside.alarms);
    }
    signals
}

pub(super) fn series(fleet: &Instance<'_, Fleet>, namespace: &str, metric: &str, statistic: &str) -> Series {
    let group = group_name(fleet.name, fleet.region.code);
    Series::new(namespace, metric, statistic, fleet.name).of("AutoScalingGroupName", group)
}

fn alarms(fleet: &Instance<'_, Fleet>) -> Vec<Alarm> {
    let (id, path, name) = (fleet.id(), fleet.path(), fleet.name);
    let query =
        |namespace: &str, metric: &str, statistic: &str| Query::One(series(fleet, namespace, metric, statistic));
    let busy = query("AWS/EC2", "CPUUtilization", "Average");
    let busy = Alarm::above(id.then("Cpu"), &path, busy, BUSY, Window::minutes(15)).no_data(NoData::Missing).says(
        format!("The instances of {name} are more than {BUSY}% busy for a quarter of an hour: let it grow further."),
    );
    let failed = query("AWS/EC2", "StatusCheckFailed", "Maximum");
    let failed = Alarm::above(id.then("StatusChecks"), &path, failed, 1.0, Window::minutes(10)).on(Side::AtLeast).says(
        format!("An instance of {name} fails its status checks for ten minutes, and Auto Scaling has not replaced it."),
    );
    let least = f64::from(fleet.model.scaling.min);
    let short = query("AWS/AutoScaling", "GroupInServiceInstances", "Average");
    let short = Alarm::above(id.then("InService"), &path, short, least, Window::minutes(10))
        .on(Side::Below)
        .no_data(NoData::Breaching)
        .says(format!(
            "Fewer than {least} instances of {name} are in service: the activity history of its group says why."
        ));
    let mut alarms = vec![busy, failed];
    if least > 0.0 {
        alarms.push(short);
    }
    alarms
}
