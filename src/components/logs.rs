//! Log groups: how long they keep events.

use crate::blueprint::vocabulary::Duration;
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::facts;

/// Whole days of a retention; CloudWatch Logs counts in days.
pub fn days(retention: Duration) -> i64 {
    i64::try_from(retention.seconds / 86_400).unwrap_or(i64::MAX)
}

/// A retention that CloudWatch Logs does not have, with the next longer one that it has.
pub fn check_retention(retention: Duration, span: Span) -> Option<Diagnostic> {
    let allowed = facts::cloudwatch::log_retention_days();
    let wanted = days(retention);
    let whole = retention.seconds.is_multiple_of(86_400);
    if whole && allowed.clone().any(|days| i64::from(days) == wanted) {
        return None;
    }
    let error = Diagnostic::error(codes::LOG_RETENTION, span, format!("log events cannot be kept for {retention}"))
        .fact(
            "CloudWatch Logs PutRetentionPolicy, retentionInDays (registry schema of AWS::Logs::LogGroup, 2026-10-20)",
        );
    let longest = allowed.clone().last();
    Some(match allowed.clone().find(|days| i64::from(*days) >= wanted).or(longest) {
        Some(near) => error.label("not one of CloudWatch Logs' values").fix(
            format!("keep them for {near} days"),
            span,
            format!("{near}d"),
        ),
        None => error,
    })
}
