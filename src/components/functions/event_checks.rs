//! Sources of events and destinations that Lambda or EventBridge Scheduler refuses.

use super::destinations;
use super::events::{self, Polled, Source};
use crate::blueprint::{EventSource, Existing, Function};
use crate::components::{schedule, tables};
use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::system::Instance;

/// The longest time for which records are gathered. Source: Lambda CreateEventSourceMapping, MaximumBatchingWindowInSeconds (botocore 1.44.5).
const LONGEST_WINDOW_S: u64 = 300;
/// Most records of a queue without a window. Source: Lambda CreateEventSourceMapping, BatchSize (botocore 1.44.5).
const QUEUE_BATCH_WITHOUT_WINDOW: u32 = 10;
/// Records in a batch. Source: Lambda CreateEventSourceMapping, BatchSize (botocore 1.44.5).
const BATCH: std::ops::RangeInclusive<u32> = 1..=10_000;
/// Instances that work on a queue. Source: Lambda ScalingConfig, MaximumConcurrency (botocore 1.44.5).
const QUEUE_CONCURRENCY: std::ops::RangeInclusive<u32> = 2..=1_000;
/// Batches of a shard at the same time. Source: Lambda CreateEventSourceMapping, ParallelizationFactor (botocore 1.44.5).
const PARALLELIZATION: std::ops::RangeInclusive<u32> = 1..=10;
/// Retries of a stream's batch. Source: Lambda CreateEventSourceMapping, MaximumRetryAttempts (botocore 1.44.5).
const STREAM_RETRIES: std::ops::RangeInclusive<u32> = 0..=10_000;
/// Retries of asynchronous invocations. Source: Lambda PutFunctionEventInvokeConfig, MaximumRetryAttempts (botocore 1.44.5).
const ASYNCHRONOUS_RETRIES: std::ops::RangeInclusive<u32> = 0..=2;
/// Seconds that an event may wait. Source: Lambda PutFunctionEventInvokeConfig, MaximumEventAgeInSeconds (botocore 1.44.5).
const EVENT_AGE_S: std::ops::RangeInclusive<u64> = 60..=21_600;

const MAPPING: &str = "Lambda CreateEventSourceMapping (botocore 1.44.5)";

/// Everything that is wrong with what invokes a function, and with where its results go.
pub(super) fn check(function: &Instance<'_, Function>, diagnostics: &mut Vec<Diagnostic>) {
    for (name, event) in &function.model.events {
        check_event(function, name, event, diagnostics);
    }
    let settings = &function.model.asynchronous;
    for (field, written) in [("on_failure", &settings.on_failure), ("on_success", &settings.on_success)] {
        let place = function.value(&["asynchronous", field]);
        diagnostics.extend(written.as_deref().and_then(|written| bad_destination(function, written, place)));
    }
    if let Some(retries) = settings.retries.filter(|retries| !ASYNCHRONOUS_RETRIES.contains(retries)) {
        let place = function.value(&["asynchronous", "retries"]);
        let error =
            Diagnostic::error(codes::EVENT_NUMBER, place, format!("{retries} retries, where 0 to 2 are possible"))
                .label("more than 2")
                .fix("use 2", place, "2")
                .fact("Lambda PutFunctionEventInvokeConfig, MaximumRetryAttempts (botocore 1.44.5)");
        diagnostics.push(error);
    }
    if let Some(age) = settings.max_age.filter(|age| !EVENT_AGE_S.contains(&age.seconds)) {
        let place = function.value(&["asynchronous", "max_age"]);
        let error = Diagnostic::error(codes::EVENT_NUMBER, place, format!("an event cannot wait for {age}"))
            .label("1m to 6h")
            .fix("use 6h", place, "6h")
            .fact("Lambda PutFunctionEventInvokeConfig, MaximumEventAgeInSeconds: 60 to 21,600 (botocore 1.44.5)");
        diagnostics.push(error);
    }
}

fn check_event(function: &Instance<'_, Function>, name: &str, event: &EventSource, diagnostics: &mut Vec<Diagnostic>) {
    match events::source(event) {
        None => {
            let error = Diagnostic::error(
                codes::EVENT_SOURCE,
                function.key(&["events", name]),
                format!("`{name}` does not come from one place"),
            )
            .label("one of `queue`, `stream`, `table` and `schedule`")
            .help("write one of them; another source is another entry of `events`");
            diagnostics.push(error);
        }
        Some(Source::Polled(polled, written)) => {
            diagnostics.extend(bad_source(function, name, polled, written));
            numbers(function, name, event, polled, diagnostics);
            if let Some(written) = &event.on_failure {
                let place = function.value(&["events", name, "on_failure"]);
                diagnostics.extend(bad_destination(function, written, place));
            }
        }
        Some(Source::Schedule(when)) => {
            diagnostics.extend(bad_schedule(function, name, when));
            diagnostics.extend(in_every_region(function, name));
        }
    }
    diagnostics.extend(meant_for_another(function, name, event));
}

fn bad_source(function: &Instance<'_, Function>, name: &str, polled: Polled, written: &str) -> Option<Diagnostic> {
    let (field, service) = match polled {
        Polled::Queue => ("queue", "sqs"),
        Polled::Stream => ("stream", "kinesis"),
        Polled::Table => return bad_table(function, name, written),
    };
    let existing = function.system.blueprint.existing.get(written).map(|thing| &thing.base.model);
    let known = match (polled, existing) {
        (Polled::Queue, Some(Existing::Queue(_))) | (Polled::Stream, Some(Existing::Stream(_))) => {
            function.system.runs_here(written, function.region)
        }
        _ => {
            let parts: Vec<&str> = written.split(':').collect();
            matches!(parts.as_slice(), ["arn", _, found, region, ..] if *found == service && *region == function.region.code)
        }
    };
    if known {
        return None;
    }
    let region = function.region.code;
    let error = Diagnostic::error(
        codes::EVENT_SOURCE,
        function.value(&["events", name, field]),
        format!("`{written}` is no {field} in {region}"),
    )
    .label(format!("an existing {field} by its name, or an ARN of {region}"))
    .help(format!("describe it: `existing: {{orders: {{{field}: {{{region}: \"arn:aws:{service}:{region}:…\"}}}}}}`"))
    .fact("Lambda polls sources in its own region (Lambda Developer Guide, event source mappings, read 2026-11-22)");
    Some(error)
}

/// A table without a stream, or whose stream is another region's.
fn bad_table(function: &Instance<'_, Function>, name: &str, written: &str) -> Option<Diagnostic> {
    if events::arn(function, Polled::Table, written).is_some() {
        return None;
    }
    let system = function.system;
    let place = function.value(&["events", name, "table"]);
    let region = function.region.code;
    let Some((known, table)) = system.blueprint.tables.get_key_value(written) else {
        let error = Diagnostic::error(codes::EVENT_SOURCE, place, format!("no table is named `{written}`"));
        let near = did_you_mean(written, system.blueprint.tables.keys().map(String::as_str));
        return Some(match near {
            Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), place, near),
            None => error.label("not in `tables`").help("name a table of the blueprint"),
        });
    };
    let streams: Vec<&str> = system
        .regions_of(known, table)
        .into_iter()
        .filter(|other| {
            system
                .instance(&system.blueprint.tables, known, other)
                .is_some_and(|table| tables::stream_arn(&table).is_some())
        })
        .map(|other| other.code)
        .collect();
    let key = system.components.get(written).map_or(place, |component| component.key);
    let error = Diagnostic::error(codes::EVENT_SOURCE, place, format!("no stream of `{written}` is known in {region}"));
    Some(match streams.first() {
        Some(first) => error
            .label(format!("only the one of {first} is"))
            .also(function.region.key, "the function runs here")
            .help(format!("run the function in {first} only: `regions: [{first}]`; it sees the writes of every region there"))
            .fact("the ARN of a replica's stream ends in the time of its creation, and CloudFormation gives that of the stack's own region (AWS::DynamoDB::GlobalTable, StreamArn, read 2026-11-22)"),
        None => error
            .label("the table has no stream")
            .also(key, "the table")
            .help("give the table a stream: `stream: new_and_old_images`"),
    })
}

fn numbers(
    function: &Instance<'_, Function>,
    name: &str,
    event: &EventSource,
    polled: Polled,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut number = |field: &str, value: Option<u32>, range: std::ops::RangeInclusive<u32>| {
        let Some(value) = value.filter(|value| !range.contains(value)) else { return };
        let place = function.value(&["events", name, field]);
        let near = value.clamp(*range.start(), *range.end());
        let error = Diagnostic::error(codes::EVENT_NUMBER, place, format!("`{field}` of {value}"))
            .label(format!("{} to {}", range.start(), range.end()))
            .fix(format!("use {near}"), place, near.to_string())
            .fact(MAPPING);
        diagnostics.push(error);
    };
    number("batch_size", event.batch_size, BATCH);
    number("max_concurrency", event.max_concurrency, QUEUE_CONCURRENCY);
    number("parallelization", event.parallelization, PARALLELIZATION);
    number("retries", event.retries, STREAM_RETRIES);
    if let Some(window) = event.batch_window.filter(|window| window.seconds > LONGEST_WINDOW_S) {
        let place = function.value(&["events", name, "batch_window"]);
        let error = Diagnostic::error(codes::EVENT_NUMBER, place, format!("records gathered for {window}"))
            .label("up to 5m")
            .fix("use 5m", place, "5m")
            .fact(MAPPING);
        diagnostics.push(error);
    }
    let window = event.batch_window.is_some_and(|window| window.seconds > 0);
    let large =
        event.batch_size.filter(|size| polled == Polled::Queue && *size > QUEUE_BATCH_WITHOUT_WINDOW && !window);
    if let Some(size) = large {
        let error = Diagnostic::error(codes::EVENT_NUMBER, function.value(&["events", name, "batch_size"]), format!("{size} messages of a queue without a `batch_window`"))
            .label("more than 10")
            .help("add `batch_window: 1s` or longer, or take 10 at a time")
            .fact("with more than 10 messages a window of at least 1 second is needed: Lambda CreateEventSourceMapping, BatchSize (botocore 1.44.5)");
        diagnostics.push(error);
    }
    let slots = function.model.concurrency.reserved;
    if let (Some(most), Some(reserved)) = (event.max_concurrency, slots)
        && most > reserved
    {
        let warning = Diagnostic::warning(codes::EVENT_CONCURRENCY, function.value(&["events", name, "max_concurrency"]), format!("{most} instances for the queue, where {reserved} may run"))
            .label("more than are reserved")
            .also(function.value(&["concurrency", "reserved"]), "the most that may run")
            .help("let the queue have at most as many as are reserved: messages that are throttled come back, and may end in the dead-letter queue")
            .fact("the reserved concurrency should be at least the sum of the maximum concurrency of all queues (Lambda Developer Guide, maximum concurrency for Amazon SQS, read 2026-11-22)");
        diagnostics.push(warning);
    }
}

/// Fields of one source at another.
fn meant_for_another(function: &Instance<'_, Function>, name: &str, event: &EventSource) -> Option<Diagnostic> {
    let (kind, foreign): (&str, &[&str]) = match events::source(event)? {
        Source::Polled(Polled::Queue, _) => {
            ("a queue", &["timezone", "parallelization", "starting_position", "retries", "on_failure"])
        }
        Source::Polled(Polled::Stream | Polled::Table, _) => ("a stream", &["timezone", "max_concurrency"]),
        Source::Schedule(_) => (
            "a schedule",
            &[
                "batch_size",
                "batch_window",
                "max_concurrency",
                "parallelization",
                "starting_position",
                "retries",
                "on_failure",
            ],
        ),
    };
    let field = foreign.iter().find(|field| function.says(&["events", name, field]))?;
    let path = ["events", name, field];
    let error = Diagnostic::error(codes::EVENT_FIELD, function.key(&path), format!("`{field}` means nothing to {kind}"))
        .label(format!("`{name}` is {kind}"))
        .fact(if kind == "a queue" { "a queue retries and gives up by its own redrive policy (Lambda Developer Guide, using Lambda with Amazon SQS, read 2026-11-22)" } else { MAPPING });
    Some(match function.removal(&path) {
        Some(removal) => error.fix("leave it out", removal, ""),
        None => error.help("leave it out"),
    })
}

fn bad_destination(function: &Instance<'_, Function>, written: &str, place: Span) -> Option<Diagnostic> {
    let reachable = written.starts_with("arn:") || function.system.runs_here(written, function.region);
    if destinations::action(function.system, written).is_some() && reachable {
        return None;
    }
    let error = Diagnostic::error(codes::EVENT_DESTINATION, place, format!("`{written}` takes no results of functions"))
        .label("an existing queue, topic or function, or its ARN")
        .help(format!("describe it: `existing: {{{}: {{queue: \"arn:aws:sqs:{}:…\"}}}}`", if written.starts_with("arn:") { "failures" } else { written }, function.region.code))
        .fact("destinations are SQS queues, SNS topics and Lambda functions; EventBridge and S3 are not offered here (Lambda Developer Guide, asynchronous invocation, read 2026-11-22)");
    Some(error)
}

/// `rate(5 minutes)`, `cron(0 3 * * ? *)` and `at(2027-01-01T00:00:00)`.
fn bad_schedule(function: &Instance<'_, Function>, name: &str, when: &str) -> Option<Diagnostic> {
    let place = function.value(&["events", name, "schedule"]);
    let error = |label: &str| {
        Diagnostic::error(codes::SCHEDULE, place, format!("`{when}` is no schedule"))
            .label(label.to_owned())
            .help("write rate(5 minutes), cron(0 3 * * ? *) or at(2027-01-01T00:00:00)")
            .fact("EventBridge Scheduler User Guide, schedule types (read 2026-11-22)")
    };
    let inside = |word: &str| when.strip_prefix(word)?.strip_prefix('(')?.strip_suffix(')');
    if let Some(rate) = inside("rate") {
        let (number, unit) = rate.split_once(' ').unwrap_or((rate, ""));
        let good = number.parse::<u32>().is_ok_and(|number| number > 0)
            && ["minute", "minutes", "hour", "hours", "day", "days"].contains(&unit);
        return (!good).then(|| error("a number and minutes, hours or days"));
    }
    if inside("cron").is_some() {
        return schedule::cron_fault(when).map(error);
    }
    match inside("at") {
        Some(at) if at.len() == 19 && at.as_bytes().get(10) == Some(&b'T') => None,
        Some(_) => Some(error("a date and a time as 2027-01-01T00:00:00")),
        None => Some(error("rate(…), cron(…) or at(…)")),
    }
}

fn in_every_region(function: &Instance<'_, Function>, name: &str) -> Option<Diagnostic> {
    let component = function.system.blueprint.functions.get(function.name)?;
    let regions = function.system.regions_of(function.name, component);
    let (first, count) = (regions.first()?, regions.len());
    if count < 2 || component.common.regions.is_some() {
        return None;
    }
    let warning = Diagnostic::warning(
        codes::SCHEDULE_EVERYWHERE,
        function.key(&["events", name, "schedule"]),
        format!("`{name}` comes in each of {count} regions"),
    )
    .label("each region has a schedule of its own")
    .also(function.name_span(), "runs in every region")
    .help(format!(
        "say where it runs: `regions: [{}]` if it should run once, all of them if it should run in each",
        first.code
    ));
    Some(warning)
}
