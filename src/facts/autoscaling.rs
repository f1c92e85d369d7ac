//! EC2 Auto Scaling: lists and limits.

use std::ops::RangeInclusive;

use super::names;
use super::table::List;

/// Most instance types of a mixed-instances policy. Source: EC2 Auto Scaling quotas.
pub const MAX_OVERRIDES: usize = 40;

/// How Spot capacity is chosen. `lowest-price`, the default of the API, is interrupted most.
pub fn spot_allocation_strategies() -> List {
    names::list("autoscaling spot allocation strategies")
}

/// How on-demand capacity is chosen.
pub fn on_demand_allocation_strategies() -> List {
    names::list("autoscaling on-demand allocation strategies")
}

/// One of the five fields of a recurring schedule.
pub struct CronField {
    /// What it is called in a sentence.
    pub name: &'static str,
    /// The numbers that it takes.
    pub range: RangeInclusive<u32>,
    /// Words for numbers, from [`CronField::first_word`] on.
    pub words: &'static [&'static str],
    /// The number of the first word.
    pub first_word: u32,
}

/// The fields of a schedule, in order. Source: EC2 Auto Scaling user guide, "Recurring schedules"; crontab(5).
pub const CRON_FIELDS: [CronField; 5] = [
    CronField { name: "minute", range: 0..=59, words: &[], first_word: 0 },
    CronField { name: "hour", range: 0..=23, words: &[], first_word: 0 },
    CronField { name: "day of the month", range: 1..=31, words: &[], first_word: 0 },
    CronField {
        name: "month",
        range: 1..=12,
        words: &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        first_word: 1,
    },
    CronField {
        name: "day of the week",
        range: 0..=7,
        words: &["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
        first_word: 0,
    },
];
