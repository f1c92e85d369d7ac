//! Metrics that the system itself publishes.
//!
//! An alarm looks at one series. A metric with a value for each of its dimensions is one; otherwise the series is what a
//! Metrics Insights query makes of all values of the others. SEARCH, which dashboards know, is not for alarms.

use crate::blueprint::vocabulary::Duration;
use crate::blueprint::{Metric, MetricAlarm, Missing, Observability};
use crate::documents::cloudformation::LogicalId;
use crate::facts::cloudwatch::home_region;
use crate::system::{Region, Role, System};

use super::expression::words;
use super::signal::{Alarm, Chart, Layer, Line, NoData, Query, Series, Side, Signals, Window, number};

/// The graphs and alarms of a region.
pub(super) fn in_region(system: &System<'_>, model: &Observability, region: &Region<'_>) -> Signals {
    let mut signals = Signals::default();
    for (name, metric) in &model.metrics {
        let home = metric.namespace.as_deref().and_then(home_region);
        // What one region measures for all is watched once.
        if home.is_some() && region.role != Role::Primary {
            continue;
        }
        if metric.log.as_ref().is_some_and(|log| !system.runs_here(&log.of, region)) {
            continue;
        }
        let line = line(model, name, metric);
        signals.charts.push(Chart {
            layer: Layer::Business,
            title: name.clone(),
            unit: unit(metric),
            lines: vec![line],
        });
        if let Some(alarm) = &metric.alarm {
            signals.alarms.extend(self::alarm(model, name, metric, alarm).map(|alarm| alarm.at(home)));
        }
    }
    signals
}

/// Whether it has a value for each of its dimensions.
pub(super) fn is_one(metric: &Metric) -> bool {
    metric.expression.is_none() && metric.dimensions.iter().all(|name| metric.filter.contains_key(name))
}

/// The name of a metric in expressions.
pub(super) fn variable(name: &str) -> String {
    name.replace('-', "_")
}

fn unit(metric: &Metric) -> &'static str {
    match metric.statistic.as_deref() {
        _ if metric.expression.is_some() => "result",
        None | Some("sum") => "a minute",
        Some("count") => "data points a minute",
        Some(_) => "value",
    }
}

/// CloudWatch's word for a statistic, and Metrics Insights'; a percentile is its own word and has none.
pub(super) fn statistic(metric: &Metric) -> (&str, Option<&'static str>) {
    match metric.statistic.as_deref() {
        None | Some("sum") => ("Sum", Some("SUM")),
        Some("average") => ("Average", Some("AVG")),
        Some("minimum") => ("Minimum", Some("MIN")),
        Some("maximum") => ("Maximum", Some("MAX")),
        Some("count") => ("SampleCount", Some("COUNT")),
        Some(percentile) => (percentile, None),
    }
}

fn series(name: &str, metric: &Metric) -> Series {
    let namespace = metric.namespace.as_deref().unwrap_or_default();
    let watched = metric.metric.as_deref().unwrap_or_default();
    let series = Series::new(namespace, watched, statistic(metric).0, name);
    let series = metric
        .dimensions
        .iter()
        .fold(series, |series, name| series.of(name, metric.filter.get(name).map(String::as_str).unwrap_or_default()));
    match home_region(namespace) {
        Some(home) => series.in_region(home),
        None => series,
    }
}

/// The metrics that an expression names, under those names.
fn inputs(model: &Observability, expression: &str) -> Vec<(String, Series)> {
    let used: Vec<&str> = words(expression).into_iter().map(|(_, word)| word).collect();
    let named = model.metrics.iter().map(|(name, metric)| (variable(name), name, metric));
    named
        .filter(|(variable, ..)| used.contains(&variable.as_str()))
        .map(|(variable, name, metric)| (variable, series(name, metric)))
        .collect()
}

/// `SELECT SUM("FunnelProgression") FROM SCHEMA("Business/Conversion", "FunnelStep") WHERE "FunnelStep" = 'paid'`.
fn query(metric: &Metric) -> String {
    let quoted = |name: &str| format!("\"{name}\"");
    let namespace = metric.namespace.as_deref().unwrap_or_default();
    let schema: Vec<String> =
        std::iter::once(namespace).chain(metric.dimensions.iter().map(String::as_str)).map(quoted).collect();
    let function = statistic(metric).1.unwrap_or("SUM");
    let watched = quoted(metric.metric.as_deref().unwrap_or_default());
    let filters: Vec<String> =
        metric.filter.iter().map(|(name, value)| format!("{} = '{value}'", quoted(name))).collect();
    let filter = if filters.is_empty() { String::new() } else { format!(" WHERE {}", filters.join(" AND ")) };
    format!("SELECT {function}({watched}) FROM SCHEMA({}){filter}", schema.join(", "))
}

fn line(model: &Observability, name: &str, metric: &Metric) -> Line {
    if let Some(expression) = &metric.expression {
        return Line::Math(expression.clone(), inputs(model, expression));
    }
    if is_one(metric) {
        return Line::Metric(series(name, metric));
    }
    // One line for each value of the first dimension that has none here.
    let open = metric.dimensions.iter().find(|name| !metric.filter.contains_key(*name));
    let grouped = open.map(|name| format!(" GROUP BY \"{name}\"")).unwrap_or_default();
    Line::Query(query(metric) + &grouped)
}

fn alarm(model: &Observability, name: &str, metric: &Metric, alarm: &MetricAlarm) -> Option<Alarm> {
    let (side, threshold, words) = match (alarm.above, alarm.below, alarm.unusual) {
        (Some(above), ..) => (Side::Above, above, format!("above {}", number(above))),
        (_, Some(below), _) => (Side::Below, below, format!("below {}", number(below))),
        (.., Some(width)) => (Side::Outside, width, "not what it usually is at this time".to_owned()),
        (None, None, None) => return None,
    };
    let query = match &metric.expression {
        Some(expression) => Query::Math(expression.clone(), inputs(model, expression)),
        None if is_one(metric) => Query::One(series(name, metric)),
        None => Query::Insights(query(metric)),
    };
    let query = if side == Side::Outside { Query::Unusual(Box::new(query), threshold) } else { query };
    let period = metric.period.seconds.max(1);
    let points = (alarm.lasting.seconds / period).max(1);
    let window = Window { period, breaching: points, among: points };
    let no_data = match alarm.missing {
        Some(Missing::Breaching) => NoData::Breaching,
        Some(Missing::NotBreaching) => NoData::Fine,
        Some(Missing::Ignore) => NoData::Ignore,
        Some(Missing::Missing) => NoData::Missing,
        None if side == Side::Below => NoData::Breaching,
        None => NoData::Fine,
    };
    let id = LogicalId::new(name).then("Metric");
    let path = format!("observability.metrics.{name}");
    let alarm = Alarm::above(id, path, query, threshold, window).on(side).no_data(no_data);
    Some(alarm.says(format!("{name} is {words} for {}.", Duration::from_seconds(points * period))))
}
