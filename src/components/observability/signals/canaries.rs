//! Canaries: whether each region answers those who ask for it by its own name.

use crate::blueprint::{Observability, Thresholds};
use crate::components::observability::canary;
use crate::components::routing::{Probe, probes_in};
use crate::documents::cloudformation::LogicalId;
use crate::system::{Region, System};

use super::super::signal::{Alarm, Chart, Layer, NoData, Query, Series, Side, Signals, Window};

/// Percent of a run that passes.
const PASSED: f64 = 100.0;

/// A run passes or fails. Two of three must fail: one that fails alone is the network between.
pub(super) fn in_region(system: &System<'_>, region: &Region<'_>, _: &Thresholds) -> Signals {
    let mut signals = Signals::default();
    let Some(model) = settings(system).and_then(canary::model) else { return signals };
    let probes = probes_in(system, region.code);
    let lines = probes.iter().map(|probe| series(system, probe)).collect();
    signals.charts.push(Chart::new(Layer::Routing, "Canaries that pass", "percent", lines));
    let window = Window { period: model.interval.seconds, breaching: 2, among: 3 };
    signals.alarms.extend(probes.iter().map(|probe| {
        let id = LogicalId::new(&probe.api).then("Canary");
        Alarm::above(id, "observability.canary", Query::One(series(system, probe)), PASSED, window)
            .on(Side::Below)
            .no_data(NoData::Breaching)
            .says(format!("{} does not answer, or fails: the canary's runs say how.", probe.url))
    }));
    signals
}

/// The names of canaries are the same in every region.
pub(super) fn of_system(system: &System<'_>) -> Vec<Chart> {
    let mut lines = Vec::new();
    if settings(system).and_then(canary::model).is_some() {
        for region in &system.regions {
            lines.extend(probes_in(system, region.code).iter().map(|probe| {
                let mut line = series(system, probe).in_region(region.code);
                line.label = format!("{} {}", probe.api, region.code);
                line
            }));
        }
    }
    vec![Chart::new(Layer::Routing, "Canaries that pass", "percent", lines)]
}

fn settings<'a>(system: &System<'a>) -> Option<&'a Observability> {
    system.blueprint.observability.as_ref()
}

fn series(system: &System<'_>, probe: &Probe) -> Series {
    let name = canary::name(system, probe);
    Series::new("CloudWatchSynthetics", "SuccessPercent", "Average", &probe.api).of("CanaryName", name)
}
