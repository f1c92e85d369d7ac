//! CloudWatch: lists and limits. Source unless another is given: botocore 1.44.5, services `cloudwatch` and `logs`.

use std::ops::RangeInclusive;

use super::names;
use super::table::List;

/// Columns of a dashboard. Source: CloudWatch API reference, "Dashboard body structure and syntax".
pub const DASHBOARD_COLUMNS: u32 = 24;
/// Height of a widget in rows. Source: as above.
pub const WIDGET_HEIGHT: RangeInclusive<u32> = 1..=1000;
/// Most widgets of a dashboard. Source: CloudWatch user guide, "Quotas".
pub const MAX_WIDGETS: usize = 500;
/// Most actions for one state of an alarm.
pub const MAX_ALARM_ACTIONS: usize = 5;
/// Most dimensions of a metric.
pub const MAX_DIMENSIONS: usize = 30;
/// Most characters of a composite alarm's rule.
pub const MAX_ALARM_RULE: usize = 10_240;

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
    use super::*;

    #[test]
    fn retention_is_in_days() {
        let days: Vec<u32> = log_retention_days().collect();
        assert_eq!(days.len(), names::list("logs retention days").len());
        assert!(days.is_sorted() && days.contains(&30) && !days.contains(&31));
    }
}
