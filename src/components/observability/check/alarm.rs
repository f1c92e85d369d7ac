//! When the alarm of a metric goes off.

use crate::blueprint::MetricAlarm;
use crate::blueprint::vocabulary::Duration;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::cloudwatch::{QUERY_WINDOW, is_period, longest_window};

use super::super::metrics::is_one;
use super::{Named, metric};

pub(super) fn check(named: &Named<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let fits = check_period(named, diagnostics);
    if let Some(alarm) = &named.metric.alarm {
        check_condition(named, alarm, diagnostics);
        if fits {
            diagnostics.extend(window(named, alarm));
        }
    }
}

fn check_period(named: &Named<'_>, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let (period, span) = (named.metric.period, named.value(&["period"]));
    if !is_period(period.seconds) {
        let near = Duration::from_seconds(period.seconds.div_ceil(60).max(1) * 60);
        let error = Diagnostic::error(codes::ALARM_WINDOW, span, format!("CloudWatch has no data points of {period}"))
            .label("10s, 20s, 30s or whole minutes")
            .fix(format!("use {near}"), span, near.to_string())
            .fact("\"Valid values are 10, 20, 30, and any multiple of 60\" (CloudWatch PutMetricAlarm, Period, botocore 1.43.11)");
        diagnostics.push(error);
        return false;
    }
    if period.seconds < 60 {
        let namespace = named.metric.namespace.as_deref().unwrap_or_default();
        let label = if !metric::is_own(namespace) {
            "AWS's services publish a data point a minute"
        } else if is_open(named) {
            "a query sees a data point a minute"
        } else {
            "there is no data in between unless the metric is published with StorageResolution 1"
        };
        let warning = Diagnostic::warning(codes::HIGH_RESOLUTION, span, format!("data points of {period}"))
            .label(label)
            .fix("use one minute", span, "1m")
            .fact("\"the alarm might often lapse into INSUFFICENT_DATA status\" (CloudWatch PutMetricAlarm, Period, botocore 1.43.11)");
        diagnostics.push(warning);
    }
    true
}

fn check_condition(named: &Named<'_>, alarm: &MetricAlarm, diagnostics: &mut Vec<Diagnostic>) {
    let said = [alarm.above.map(|_| "above"), alarm.below.map(|_| "below"), alarm.unusual.map(|_| "unusual")];
    let said: Vec<&str> = said.into_iter().flatten().collect();
    let error = |span, message: String| Diagnostic::error(codes::ALARM_CONDITION, span, message);
    match said.as_slice() {
        [] => diagnostics.push(
            error(named.key(&["alarm"]), format!("the alarm of `{}` never goes off", named.name))
                .label("no threshold")
                .help("say `above` or `below` a number, or `unusual` by 2 or 3 standard deviations"),
        ),
        [_] => {}
        [first, second, ..] => diagnostics.push(
            error(named.key(&["alarm", second]), format!("both {first} and {second}"))
                .label("one threshold for an alarm")
                .also(named.key(&["alarm", first]), "the first one")
                .help("a second alarm belongs to a second name for the metric"),
        ),
    }
    let Some(width) = alarm.unusual else { return };
    let span = named.value(&["alarm", "unusual"]);
    if width <= 0.0 {
        let error = error(span, format!("a band of {width} standard deviations")).label("not greater than 0");
        diagnostics.push(error.fix("use 2", span, "2"));
    } else if is_open(named) {
        diagnostics.push(
            error(named.key(&["alarm", "unusual"]), "a query over several metrics has no usual values".into())
                .label("CloudWatch learns what is usual of one metric or expression")
                .help("compare with a number: `above` or `below`; or give each dimension a value under `where`")
                .fact("an anomaly detector is of a single metric or a math expression (CloudWatch API, PutAnomalyDetector, read 2026-11-22)"),
        );
    }
}

/// Whether it takes several metrics together.
fn is_open(named: &Named<'_>) -> bool {
    named.metric.expression.is_none() && !is_one(named.metric)
}

/// A time that is no number of periods, or longer than an alarm looks back.
fn window(named: &Named<'_>, alarm: &MetricAlarm) -> Option<Diagnostic> {
    let (period, lasting) = (named.metric.period, alarm.lasting);
    let span = named.value(&["alarm", "for"]);
    let error = |message: String| Diagnostic::error(codes::ALARM_WINDOW, span, message);
    if lasting.seconds == 0 || !lasting.seconds.is_multiple_of(period.seconds) {
        let near = Duration::from_seconds(lasting.seconds.div_ceil(period.seconds).max(1) * period.seconds);
        let error = error(format!("{lasting} is no number of data points of {period}"));
        return Some(error.label("an alarm counts whole data points").fix(
            format!("use {near}"),
            span,
            near.to_string(),
        ));
    }
    let longest = longest_window(period.seconds);
    let (most, fact) = if is_open(named) && QUERY_WINDOW < longest {
        (
            QUERY_WINDOW,
            "\"Only the latest 3 hours of data can be used\" for an alarm on a query (CloudWatch user guide, Limits, read 2026-11-22)",
        )
    } else {
        (longest, "a day with periods below an hour, else seven days (CloudWatch PutMetricAlarm, EvaluationPeriods)")
    };
    (lasting.seconds > most).then(|| {
        let most = Duration::from_seconds(most);
        error(format!("{lasting}, where the alarm looks back {most} at most"))
            .label("longer than an alarm looks back")
            .fix(format!("use {most}"), span, most.to_string())
            .fact(fact)
    })
}
