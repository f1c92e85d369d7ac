//! What invokes a function beside APIs and workflows: queues, streams and schedules.

use crate::blueprint::{EventSource, Function, StartingPosition};
use crate::components::{existing, tables};
use crate::documents::cloudformation::resources::iam::{Role, RolePolicy};
use crate::documents::cloudformation::resources::lambda::{
    EventSourceMapping, EventSourceMappingDestinationConfig, EventSourceMappingOnFailure, ScalingConfig,
};
use crate::documents::cloudformation::resources::scheduler::{FlexibleTimeWindow, Schedule, Target};
use crate::documents::cloudformation::{LogicalId, Stack, Tag, Value, get_att, some, tag};
use crate::documents::iam::{PolicyDocument, Statement};
use crate::system::Instance;

use super::alias;
use super::destinations::{self, Destination};

/// How often a failed batch of a stream is tried again when the blueprint does not say. Lambda's own default is for ever, which
/// lets one bad record block its shard until it expires.
const STREAM_RETRIES: u32 = 3;

/// What a source of events is.
pub(super) enum Source<'e> {
    /// A queue or a stream that Lambda polls: what it is called, and the field that names it.
    Polled(Polled, &'e str),
    /// A schedule.
    Schedule(&'e str),
}

/// What Lambda polls.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Polled {
    /// SQS.
    Queue,
    /// Kinesis.
    Stream,
    /// The stream of a DynamoDB table.
    Table,
}

/// The one source of an entry; `None` when there is none or more than one.
pub(super) fn source(event: &EventSource) -> Option<Source<'_>> {
    match (&event.queue, &event.stream, &event.table, &event.schedule) {
        (Some(name), None, None, None) => Some(Source::Polled(Polled::Queue, name)),
        (None, Some(name), None, None) => Some(Source::Polled(Polled::Stream, name)),
        (None, None, Some(name), None) => Some(Source::Polled(Polled::Table, name)),
        (None, None, None, Some(when)) => Some(Source::Schedule(when)),
        _ => None,
    }
}

/// The ARN of what is polled, if the blueprint knows it in the function's region.
pub(super) fn arn(function: &Instance<'_, Function>, polled: Polled, written: &str) -> Option<Value<String>> {
    let system = function.system;
    match polled {
        Polled::Queue | Polled::Stream => existing::arn(system, written, function.region.code),
        Polled::Table => {
            let table = system.instance(&system.blueprint.tables, written, function.region)?;
            tables::stream_arn(&table).map(Value::Output)
        }
    }
}

/// What the function's role must be allowed for Lambda to poll for it.
pub(super) fn policies(function: &Instance<'_, Function>) -> Vec<RolePolicy> {
    let mut policies = Vec::new();
    for (name, event) in &function.model.events {
        let Some(Source::Polled(polled, written)) = source(event) else { continue };
        let Some(arn) = arn(function, polled, written) else { continue };
        let mut statements = vec![Statement::allow(actions(polled).iter().copied(), [arn])];
        statements.extend(destination(function, event).map(|it| it.statement));
        let name = format!("Poll{}", LogicalId::new(name));
        policies.push(RolePolicy::new(name, PolicyDocument::new(statements)));
    }
    policies
}

/// Source: AWS managed policies AWSLambdaSQSQueueExecutionRole, AWSLambdaKinesisExecutionRole and AWSLambdaDynamoDBExecutionRole
/// (2026-11), without their logs and lists.
const fn actions(polled: Polled) -> &'static [&'static str] {
    match polled {
        Polled::Queue => &["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        Polled::Stream => &[
            "kinesis:DescribeStream",
            "kinesis:DescribeStreamSummary",
            "kinesis:GetRecords",
            "kinesis:GetShardIterator",
            "kinesis:ListShards",
        ],
        Polled::Table => &["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
    }
}

/// Adds the mappings and the schedules.
pub(super) fn add(function: &Instance<'_, Function>, stack: &mut Stack) {
    for (name, event) in &function.model.events {
        let id = function.id().then(LogicalId::new(name).as_str());
        match source(event) {
            Some(Source::Polled(polled, written)) => {
                if let Some(arn) = arn(function, polled, written) {
                    stack.add(id.then("Events"), mapping(function, event, polled, arn));
                }
            }
            Some(Source::Schedule(when)) => schedule(function, event, when, &id, stack),
            None => {}
        }
    }
}

fn mapping(
    function: &Instance<'_, Function>,
    event: &EventSource,
    polled: Polled,
    arn: Value<String>,
) -> EventSourceMapping {
    let common = EventSourceMapping {
        event_source_arn: Some(arn),
        batch_size: event.batch_size.map(Into::into),
        maximum_batching_window_in_seconds: event.batch_window.map(|window| window.seconds.into()),
        tags: function.tags().into_iter().map(|(key, value)| tag(key, value)).collect(),
        ..EventSourceMapping::new(alias::callee(function))
    };
    match polled {
        Polled::Queue => EventSourceMapping {
            scaling_config: event.max_concurrency.map(|most| ScalingConfig { maximum_concurrency: some(most) }),
            ..common
        },
        Polled::Stream | Polled::Table => EventSourceMapping {
            starting_position: some(match event.starting_position {
                Some(StartingPosition::TrimHorizon) => "TRIM_HORIZON",
                Some(StartingPosition::Latest) | None => "LATEST",
            }),
            parallelization_factor: event.parallelization.map(Into::into),
            maximum_retry_attempts: some(event.retries.unwrap_or(STREAM_RETRIES)),
            // A bad record is found by halving its batch instead of failing with its neighbours.
            bisect_batch_on_function_error: some(true),
            destination_config: destination(function, event).map(|it| EventSourceMappingDestinationConfig {
                on_failure: Some(EventSourceMappingOnFailure { destination: Some(it.arn) }),
            }),
            ..common
        },
    }
}

fn destination(function: &Instance<'_, Function>, event: &EventSource) -> Option<Destination> {
    destinations::of(function, event.on_failure.as_deref()?)
}

/// EventBridge Scheduler takes on a role of its own that may only call this function.
fn schedule(function: &Instance<'_, Function>, event: &EventSource, when: &str, id: &LogicalId, stack: &mut Stack) {
    let callee = alias::callee(function);
    let invoke = Statement::allow(["lambda:InvokeFunction"], [callee.clone()]);
    let tags: Vec<Tag> = function.tags().into_iter().map(|(key, value)| tag(key, value)).collect();
    let role = Role {
        policies: vec![RolePolicy::new("InvokeFunction", PolicyDocument::new([invoke]))],
        tags,
        ..Role::new(PolicyDocument::trust("scheduler.amazonaws.com"))
    };
    stack.add(id.then("ScheduleRole"), role);
    let target = Target::new(callee, get_att(id.then("ScheduleRole"), "Arn"));
    let schedule = Schedule {
        schedule_expression_timezone: event.timezone.as_ref().map(Into::into),
        ..Schedule::new(when, FlexibleTimeWindow::new("OFF"), target)
    };
    stack.add(id.then("Schedule"), schedule);
}
