//! Where results and failed events go.

use crate::blueprint::{Asynchronous, Existing, Function};
use crate::components::existing;
use crate::documents::cloudformation::resources::iam::RolePolicy;
use crate::documents::cloudformation::resources::lambda::{
    EventInvokeConfig, EventInvokeConfigDestinationConfig, EventInvokeConfigOnFailure, OnSuccess,
};
use crate::documents::cloudformation::{Stack, Value, reference};
use crate::documents::iam::{PolicyDocument, Statement};
use crate::system::{Instance, System};

use super::alias;

/// Where something goes, and what the function's role must be allowed for it.
pub(super) struct Destination {
    /// The ARN of the queue, topic or function.
    pub arn: Value<String>,
    /// The permission to send there.
    pub statement: Statement,
}

/// The destination that a name or an ARN means.
pub(super) fn of(function: &Instance<'_, Function>, written: &str) -> Option<Destination> {
    let action = action(function.system, written)?;
    let arn = existing::arn(function.system, written, function.region.code)?;
    Some(Destination { statement: Statement::allow([action], [arn.clone()]), arn })
}

/// What is done to a destination: by the service in its ARN, or by what the existing thing is.
pub(super) fn action(system: &System<'_>, written: &str) -> Option<&'static str> {
    if let Some(rest) = written.strip_prefix("arn:") {
        return match rest.split(':').nth(1)? {
            "sqs" => Some("sqs:SendMessage"),
            "sns" => Some("sns:Publish"),
            "lambda" => Some("lambda:InvokeFunction"),
            _ => None,
        };
    }
    match system.blueprint.existing.get(written)?.base.model {
        Existing::Queue(_) => Some("sqs:SendMessage"),
        Existing::Topic(_) => Some("sns:Publish"),
        Existing::Function(_) => Some("lambda:InvokeFunction"),
        _ => None,
    }
}

/// What the role must be allowed for the results of asynchronous invocations.
pub(super) fn policies(function: &Instance<'_, Function>) -> Vec<RolePolicy> {
    let settings = &function.model.asynchronous;
    let ways = [("SendFailures", &settings.on_failure), ("SendResults", &settings.on_success)];
    let policy = |(name, written): (&str, &Option<String>)| {
        let destination = of(function, written.as_deref()?)?;
        Some(RolePolicy::new(name, PolicyDocument::new([destination.statement])))
    };
    ways.into_iter().filter_map(policy).collect()
}

/// Adds the settings of asynchronous invocations, if the blueprint has any.
pub(super) fn add(function: &Instance<'_, Function>, stack: &mut Stack) {
    let settings = &function.model.asynchronous;
    if *settings == Asynchronous::default() {
        return;
    }
    let arn = |written: &Option<String>| Some(of(function, written.as_deref()?)?.arn);
    let (failure, success) = (arn(&settings.on_failure), arn(&settings.on_success));
    let destinations = (failure.is_some() || success.is_some()).then(|| EventInvokeConfigDestinationConfig {
        on_failure: failure.map(EventInvokeConfigOnFailure::new),
        on_success: success.map(OnSuccess::new),
    });
    let published = alias::is_published(function.model);
    let qualifier = if published { alias::ALIAS } else { "$LATEST" };
    let config = EventInvokeConfig {
        maximum_retry_attempts: settings.retries.map(Into::into),
        maximum_event_age_in_seconds: settings.max_age.map(|age| age.seconds.into()),
        destination_config: destinations,
        ..EventInvokeConfig::new(reference(function.id().then("Function")), qualifier)
    };
    let entry = stack.add(function.id().then("InvokeConfig"), config);
    if published {
        entry.depends_on(function.id().then("Alias"));
    }
}
