//! CloudWatch: lists and limits. Source unless another is given: botocore 1.44.5, services `cloudwatch` and `logs`.

use std::ops::RangeInclusive;

use super::names;
use super::table::{List, Offered, Table};

const METRICS: Table = Table::new(include_str!("tables/metrics.tsv"));

/// Columns of a dashboard. Source: CloudWatch API reference, "Dashboard body structure and syntax".
pub const DASHBOARD_COLUMNS: u32 = 24;
/// Height of a widget in rows. Source: as above.
pub const WIDGET_HEIGHT: RangeInclusive<u32> = 1..=1000;
/// Most actions for one state of an alarm.
pub const MAX_ALARM_ACTIONS: usize = 5;
/// Most dimensions of a metric.
pub const MAX_DIMENSIONS: usize = 30;
/// Most characters of a composite alarm's rule.
pub const MAX_ALARM_RULE: usize = 10_240;

/// Most metrics of one dashboard that synth draws: it must load at once and be read at a glance. AWS takes 2,500 on a dashboard
/// and 500 in a widget (CloudWatch user guide, "Quotas").
pub const DASHBOARD_METRICS: usize = 500;
/// Most metrics that the expression of an alarm may name. Source: CloudWatch user guide, "Limits that apply to alarms based on
/// metric math expressions", read 2026-11-22.
pub const MAX_ALARM_METRICS: usize = 10;
/// Most characters of an expression.
pub const MAX_EXPRESSION: usize = 2_048;
/// Most alarms that a composite alarm may name. Source: CloudWatch API, PutCompositeAlarm.
pub const MAX_ALARM_CHILDREN: usize = 100;
/// Most characters of an alarm's name.
pub const MAX_ALARM_NAME: usize = 255;
/// The longest time that an alarm looks at, in seconds: a week, or a day when its period is below an hour.
/// Source: CloudWatch API, PutMetricAlarm, EvaluationPeriods.
pub const fn longest_window(period: u64) -> u64 {
    if period < 3_600 { 86_400 } else { 604_800 }
}
/// The data that an alarm on a Metrics Insights query can look at, in seconds. Source: CloudWatch user guide, "Limits that apply
/// to alarms based on Metrics Insights queries", read 2026-11-22.
pub const QUERY_WINDOW: u64 = 3 * 3_600;
/// Most log groups of one Logs Insights query. Source: CloudWatch Logs quotas.
pub const MAX_QUERY_LOG_GROUPS: usize = 50;

/// Most characters of a metric filter's pattern. Source: the registry's `AWS::Logs::MetricFilter`.
pub const MAX_FILTER_PATTERN: usize = 1_024;
/// Most metric filters of one log group. Source: CloudWatch Logs API, PutMetricFilter (read 2026-11-22).
pub const MAX_METRIC_FILTERS: usize = 100;
/// Units of a metric. Source: the registry's `AWS::Logs::MetricFilter`, Unit.
pub const UNITS: [&str; 27] = [
    "Seconds",
    "Microseconds",
    "Milliseconds",
    "Bytes",
    "Kilobytes",
    "Megabytes",
    "Gigabytes",
    "Terabytes",
    "Bits",
    "Kilobits",
    "Megabits",
    "Gigabits",
    "Terabits",
    "Percent",
    "Count",
    "Bytes/Second",
    "Kilobytes/Second",
    "Megabytes/Second",
    "Gigabytes/Second",
    "Terabytes/Second",
    "Bits/Second",
    "Kilobits/Second",
    "Megabits/Second",
    "Gigabits/Second",
    "Terabits/Second",
    "Count/Second",
    "None",
];

/// Whether a service publishes a metric with exactly this set of dimensions, in any order. Unknown for a namespace that the
/// table does not cover.
pub fn published(namespace: &str, metric: &str, dimensions: &[&str]) -> Offered {
    let mut sorted = dimensions.to_vec();
    sorted.sort_unstable();
    let mut known = Offered::Unknown;
    for row in METRICS.matching(namespace) {
        known = Offered::No;
        if row.list(1).iter().eq(sorted.iter().copied()) && row.list(2).contains(metric) {
            return Offered::Yes;
        }
    }
    known
}

/// The metrics that a service publishes, with whatever dimensions; the same name may come more than once.
pub fn metrics(namespace: &str) -> impl Iterator<Item = &'static str> {
    METRICS.matching(namespace).flat_map(|row| row.list(2).iter())
}

/// The sets of dimensions that a metric comes with.
pub fn dimensions(namespace: &str, metric: &str) -> impl Iterator<Item = List> {
    METRICS.matching(namespace).filter(|row| row.list(2).contains(metric)).map(|row| row.list(1))
}

/// The namespaces of the table, in order.
pub fn namespaces() -> impl Iterator<Item = &'static str> + Clone {
    METRICS.keys()
}

/// The only region that has the metrics of a global service; `None` where each region has its own.
/// Sources: CloudFront, Route 53 and Global Accelerator developer guides, "Monitoring with CloudWatch".
pub fn home_region(namespace: &str) -> Option<&'static str> {
    match namespace {
        "AWS/CloudFront" | "AWS/Route53" => Some("us-east-1"),
        "AWS/GlobalAccelerator" => Some("us-west-2"),
        _ => None,
    }
}

/// Whether CloudWatch takes a period, in seconds: 10, 20, 30 or a multiple of 60. Source: CloudWatch API, PutMetricAlarm, Period.
pub const fn is_period(seconds: u64) -> bool {
    matches!(seconds, 10 | 20 | 30) || (seconds > 0 && seconds.is_multiple_of(60))
}

/// Days that a log group may keep its events; without a number it keeps them for ever. Source: the registry's `AWS::Logs::LogGroup`.
pub fn log_retention_days() -> impl Iterator<Item = u32> + Clone {
    names::list("logs retention days").iter().filter_map(|days| days.parse().ok())
}

/// `Average`, `Sum` and so on; percentiles (`p99`) are extended statistics.
pub fn statistics() -> List {
    names::list("cloudwatch statistics")
}

/// Units of metrics.
pub fn units() -> List {
    names::list("cloudwatch units")
}

/// Comparison operators of alarms, those of anomaly bands included.
pub fn comparisons() -> List {
    names::list("cloudwatch comparisons")
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::well_formed;
    use super::*;

    #[test]
    fn the_table_tells_metrics_with_their_dimensions() {
        well_formed(METRICS);
        assert_eq!(published("AWS/ApiGateway", "5XXError", &["Stage", "ApiName"]), Offered::Yes);
        assert_eq!(published("AWS/ElastiCache", "CacheHitRate", &["ReplicationGroupId"]), Offered::No);
        assert_eq!(published("Business/Conversion", "FunnelProgression", &[]), Offered::Unknown);
        assert!(METRICS.rows().all(|row| row.list(1).iter().is_sorted()));
    }

    #[test]
    fn periods_are_those_of_the_api() {
        assert!([10, 30, 60, 300].into_iter().all(is_period));
        assert!(![0, 1, 45, 90].into_iter().any(is_period));
    }

    #[test]
    fn retention_is_in_days() {
        let days: Vec<u32> = log_retention_days().collect();
        assert_eq!(days.len(), names::list("logs retention days").len());
        assert!(days.is_sorted() && days.contains(&30) && !days.contains(&31));
    }
}
