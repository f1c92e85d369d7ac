//! Functions: errors, time against the timeout, throttles, events that wait.

use crate::blueprint::{Function, Thresholds};
use crate::components::existing;
use crate::components::functions::function_name;
use crate::documents::cloudformation::Value;
use crate::system::{Instance, Region, System};

use super::super::signal::{Alarm, Chart, Layer, Query, Series, Side, Signals, Window};

pub(super) fn in_region(system: &System<'_>, region: &Region<'_>, thresholds: &Thresholds) -> Signals {
    let mut signals = Signals::default();
    let mut charts: [Vec<Series>; 4] = Default::default();
    let functions = system.instances(&system.blueprint.functions);
    for function in functions.iter().filter(|function| function.region.code == region.code) {
        let series = |metric: &str, statistic: &str| {
            let name = function_name(function.name, region.code);
            Series::new("AWS/Lambda", metric, statistic, function.name).of("FunctionName", name)
        };
        let shown = [("Invocations", "Sum"), ("Errors", "Sum"), ("Duration", "p99"), ("Throttles", "Sum")];
        for (chart, (metric, statistic)) in charts.iter_mut().zip(shown) {
            chart.push(series(metric, statistic));
        }
        let (id, path, name) = (function.id(), function.path(), function.name);
        // AWS leaves the number of errors to the user: a share holds for any traffic. Three of five minutes, since few functions
        // are called every minute.
        let rate = Query::Math(
            "100 * errors / calls".into(),
            vec![("errors".into(), series("Errors", "Sum")), ("calls".into(), series("Invocations", "Sum"))],
        );
        let errors = Alarm::above(id.then("Errors"), &path, rate, thresholds.errors.value, Window::some(3, 5));
        let says =
            format!("More than {} of the calls of {name} fail. Its log group has the errors.", thresholds.errors);
        signals.alarms.push(errors.says(says));
        // AWS leaves the threshold to the user; a call that reaches its timeout is cut off.
        let limit = function.model.timeout.seconds as f64 * 1_000.0 * thresholds.duration.fraction();
        let slow = Query::One(series("Duration", "p99"));
        let slow = Alarm::above(id.then("Duration"), &path, slow, limit, Window::some(10, 15));
        let timeout = function.model.timeout;
        signals.alarms.push(slow.says(format!(
            "The slowest hundredth of the calls of {name} takes more than {} of its timeout of {timeout}: look for what it waits for in \
             its traces, or give it more memory or time.",
            thresholds.duration
        )));
        let throttles =
            Alarm::above(id.then("Throttles"), &path, Query::One(series("Throttles", "Sum")), 1.0, Window::minutes(5));
        signals.alarms.push(throttles.on(Side::AtLeast).says(format!(
            "Calls of {name} are refused because too many run at once, for five minutes: raise its concurrency, or the account's."
        )));
        signals.alarms.extend(behind(function));
    }
    let titles = [
        ("Function calls", "calls a minute"),
        ("Function errors", "calls a minute"),
        ("Function duration, p99", "milliseconds"),
        ("Function throttles", "calls a minute"),
    ];
    for ((title, unit), series) in titles.into_iter().zip(charts) {
        signals.charts.push(Chart::new(Layer::Compute, title, unit, series));
    }
    signals
}

/// Seconds that an event waits before somebody is told, 15 minutes long. AWS leaves them to the user: an event that waits longer
/// than its function may take twice over is not about to be handled.
const WAITING_S: u64 = 300;

/// Queues and streams whose events wait for the function.
fn behind(function: &Instance<'_, Function>) -> Vec<Alarm> {
    let (path, region) = (function.path(), function.region.code);
    let limit = WAITING_S.max(2 * function.model.timeout.seconds) as f64;
    let mut alarms = Vec::new();
    for (name, event) in &function.model.events {
        let id = function.id().then(name).then("Age");
        let queue = event.queue.as_ref().and_then(|queue| existing::arn(function.system, queue, region));
        if let Some(Value::Literal(arn)) = queue {
            let queue = arn.rsplit(':').next().unwrap_or_default();
            let age = Series::new("AWS/SQS", "ApproximateAgeOfOldestMessage", "Maximum", name).of("QueueName", queue);
            let alarm = Alarm::above(id, &path, Query::One(age), limit, Window::minutes(15));
            alarms.push(
                alarm.says(format!("Messages of {queue} have waited for {} for more than {limit} s.", function.name)),
            );
        } else if event.stream.is_some() {
            let age = Series::new("AWS/Lambda", "IteratorAge", "Maximum", name)
                .of("FunctionName", function_name(function.name, region));
            let alarm = Alarm::above(id, &path, Query::One(age), limit * 1_000.0, Window::minutes(15));
            alarms.push(alarm.says(format!("{} is more than {limit} s behind its stream {name}.", function.name)));
        }
    }
    alarms
}
