//! Alarms as resources.

use crate::documents::cloudformation::resources::cloudwatch::{self as cw, MetricDataQuery, MetricStat};
use crate::documents::cloudformation::{Stack, Value, some};
use crate::system::System;

use super::signal::{Alarm, Query, Series, Side};

/// The name of the band in an alarm on what is unusual.
const BAND: &str = "expected";
/// The name of the result of an expression.
pub(super) const RESULT: &str = "result";

/// Adds alarms that tell a topic.
pub(super) fn add(system: &System<'_>, alarms: &[Alarm], topic: Option<&Value<String>>, stack: &mut Stack) {
    for alarm in alarms {
        let mut resource = cw::Alarm {
            alarm_description: some(alarm.says.as_str()),
            evaluation_periods: some(alarm.window.among),
            datapoints_to_alarm: (alarm.window.breaching < alarm.window.among).then(|| alarm.window.breaching.into()),
            comparison_operator: some(operator(alarm.side)),
            threshold: (alarm.side != Side::Outside).then(|| alarm.threshold.into()),
            treat_missing_data: some(alarm.no_data.as_str()),
            alarm_actions: topic.into_iter().cloned().collect(),
            ok_actions: topic.into_iter().cloned().collect(),
            tags: super::tags(system),
            ..cw::Alarm::default()
        };
        look_at(&mut resource, alarm);
        stack.add(&alarm.id, resource);
        super::comment(stack, &alarm.id, &alarm.path);
    }
}

const fn operator(side: Side) -> &'static str {
    match side {
        Side::Above => "GreaterThanThreshold",
        Side::AtLeast => "GreaterThanOrEqualToThreshold",
        Side::Below => "LessThanThreshold",
        Side::Outside => "LessThanLowerOrGreaterThanUpperThreshold",
    }
}

fn look_at(resource: &mut cw::Alarm, alarm: &Alarm) {
    let period = alarm.window.period;
    match &alarm.query {
        Query::One(series) => one(resource, series, period),
        Query::Unusual(query, width) => {
            let (watched, metrics) = match query.as_ref() {
                Query::One(series) => {
                    ("watched", vec![MetricDataQuery { return_data: some(true), ..input("watched", series, period) }])
                }
                query => (RESULT, inputs(query, period)),
            };
            let band = format!("ANOMALY_DETECTION_BAND({watched}, {})", super::signal::number(*width));
            resource.metrics =
                vec![MetricDataQuery { expression: some(band), return_data: some(true), ..MetricDataQuery::new(BAND) }];
            resource.metrics.extend(metrics);
            resource.threshold_metric_id = some(BAND);
        }
        query => resource.metrics = inputs(query, period),
    }
}

/// What an alarm on the result of an expression or a query reads.
fn inputs(query: &Query, period: u64) -> Vec<MetricDataQuery> {
    match query {
        Query::Math(expression, named) => {
            let named = named.iter().map(|(name, series)| input(name, series, period));
            std::iter::once(result(expression)).chain(named).collect()
        }
        Query::Insights(query) => vec![MetricDataQuery { period: some(period), ..result(query) }],
        Query::One(_) | Query::Unusual(..) => Vec::new(),
    }
}

fn one(resource: &mut cw::Alarm, series: &Series, period: u64) {
    resource.namespace = some(series.namespace.as_str());
    resource.metric_name = some(series.metric.as_str());
    resource.dimensions = dimensions(series);
    resource.period = some(period);
    if is_percentile(&series.statistic) {
        resource.extended_statistic = some(series.statistic.as_str());
        // A percentile of a handful of data points is their maximum.
        resource.evaluate_low_sample_count_percentile = some("ignore");
    } else {
        resource.statistic = some(series.statistic.as_str());
    }
}

fn is_percentile(statistic: &str) -> bool {
    statistic.strip_prefix('p').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn result(expression: &str) -> MetricDataQuery {
    MetricDataQuery { expression: some(expression), ..MetricDataQuery::new(RESULT) }
}

/// `ReturnData` is true unless it is said otherwise, and exactly one may be.
fn input(name: &str, series: &Series, period: u64) -> MetricDataQuery {
    let metric = cw::Metric {
        namespace: some(series.namespace.as_str()),
        metric_name: some(series.metric.as_str()),
        dimensions: dimensions(series),
    };
    MetricDataQuery {
        metric_stat: Some(MetricStat::new(metric, series.statistic.as_str(), period)),
        return_data: some(false),
        ..MetricDataQuery::new(name)
    }
}

fn dimensions(series: &Series) -> Vec<cw::Dimension> {
    series.dimensions.iter().map(|(name, value)| cw::Dimension::new(name.as_str(), value.value())).collect()
}
