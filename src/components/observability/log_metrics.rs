//! Metrics that are counted from logs.

use crate::blueprint::{LogSource, Metric, Observability};
use crate::components::{ecs, functions};
use crate::documents::cloudformation::resources::logs::{MetricFilter, MetricTransformation};
use crate::documents::cloudformation::{LogicalId, Number, Stack, Value, some};
use crate::system::{Region, System};

/// Adds the filters of a region, where the components that write the logs run.
pub(super) fn add(system: &System<'_>, model: &Observability, region: &Region<'_>, stack: &mut Stack) {
    for (name, metric) in &model.metrics {
        let Some(log) = &metric.log else { continue };
        if let Some(group) = log_group(system, &log.of, region) {
            let id = LogicalId::new(name).then("Filter");
            stack.add(id, filter(metric, log, group)).comment(format!("observability.metrics.{name}.log"));
        }
    }
}

/// The name of the log group of a component in a region; `None` where it writes none.
pub(super) fn log_group(system: &System<'_>, name: &str, region: &Region<'_>) -> Option<Value<String>> {
    if !system.runs_here(name, region) {
        return None;
    }
    if system.blueprint.functions.contains_key(name) {
        return Some(functions::log_group(name, region.code));
    }
    ecs::find_service(system, name, region.code).map(|_| Value::Output(ecs::log_group(name, region.code)))
}

fn filter(metric: &Metric, log: &LogSource, group: Value<String>) -> MetricFilter {
    let value = log.field.as_deref().unwrap_or("1");
    let transformation = MetricTransformation {
        default_value: log.default.map(|value| Number(value).into()),
        unit: log.unit.as_deref().and_then(some),
        ..MetricTransformation::new(
            metric.namespace.as_deref().unwrap_or_default(),
            metric.metric.as_deref().unwrap_or_default(),
            value,
        )
    };
    MetricFilter::new(group, log.pattern.as_str(), vec![transformation])
}
