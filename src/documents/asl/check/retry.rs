//! Retriers and catchers.

use super::data::in_range;
use crate::documents::asl::flaw::{ALL_ERRORS, At, Flaw, FlawKind, LONGEST_DELAY, MOST_ATTEMPTS};
use crate::documents::asl::pasted::PastedState;
use crate::documents::asl::retry::Retrier;

pub(super) fn check(state: &PastedState, at: &At, flaws: &mut Vec<Flaw>) {
    let retriers: Vec<_> = state.retry.iter().flatten().collect();
    for (index, retrier) in retriers.iter().enumerate() {
        let at = at.key("Retry").key(index);
        check_errors(&retrier.error_equals, index + 1 == retriers.len(), &at, flaws);
        check_ranges(retrier, &at, flaws);
    }
    let catchers: Vec<_> = state.catch.iter().flatten().collect();
    for (index, catcher) in catchers.iter().enumerate() {
        let at = at.key("Catch").key(index);
        check_errors(&catcher.error_equals, index + 1 == catchers.len(), &at, flaws);
    }
}

fn check_errors(errors: &[String], is_last: bool, at: &At, flaws: &mut Vec<Flaw>) {
    let at = at.key("ErrorEquals");
    if errors.is_empty() {
        flaws.push(at.is(FlawKind::EmptyList { field: "ErrorEquals" }));
    }
    if errors.iter().any(|error| error == ALL_ERRORS) {
        if errors.len() > 1 {
            flaws.push(at.is(FlawKind::AllErrorsNotAlone));
        }
        if !is_last {
            flaws.push(at.is(FlawKind::AllErrorsNotLast));
        }
    }
}

fn check_ranges(retrier: &Retrier, at: &At, flaws: &mut Vec<Flaw>) {
    let numbers = [
        ("MaxAttempts", retrier.max_attempts, 0, Some(MOST_ATTEMPTS)),
        ("IntervalSeconds", retrier.interval_seconds, 1, Some(MOST_ATTEMPTS)),
        ("MaxDelaySeconds", retrier.max_delay_seconds, 1, Some(LONGEST_DELAY)),
    ];
    for (field, number, min, max) in numbers {
        if let Some(number) = number {
            in_range(&at.key(field), field, number, min, max, flaws);
        }
    }
    if let Some(value) = retrier.backoff_rate.filter(|rate| *rate < 1.0) {
        let kind = FlawKind::OutOfRange { field: "BackoffRate", value, min: 1.0, max: None };
        flaws.push(at.key("BackoffRate").is(kind));
    }
    let interval = retrier.interval_seconds.unwrap_or(1);
    if let Some(delay) = retrier.max_delay_seconds.filter(|delay| *delay <= interval) {
        flaws.push(at.key("MaxDelaySeconds").is(FlawKind::DelayNotAboveInterval { delay, interval }));
    }
}
