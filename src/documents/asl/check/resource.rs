//! What a Task calls: the ARN, the integration pattern, retries and timeouts.

use serde_json::Value;

use super::Context;
use crate::documents::arn::{Arn, HOLE, is_account, is_region, is_wrong_account, without_holes};
use crate::documents::asl::flaw::{ArnFault, At, Flaw, FlawKind, Pattern};
use crate::documents::asl::pasted::{MachineType, PastedState};

pub(super) fn check(context: &Context, state: &PastedState, at: &At, flaws: &mut Vec<Flaw>) {
    let timed = state.timeout_seconds.is_some() || state.timeout_seconds_path.is_some();
    if !timed && !context.timed && context.machine_type == MachineType::Standard {
        flaws.push(at.is(FlawKind::NoTimeout));
    }
    accounts(state, at, flaws);
    let Some(resource) = &state.resource else { return };
    let place = at.key("Resource");
    let arn = match Called::parse(resource) {
        Ok(Some(arn)) => arn,
        Ok(None) => return,
        Err(fault) => {
            flaws.push(place.is(FlawKind::MalformedArn { arn: resource.clone(), fault }));
            return;
        }
    };
    if arn.is_function() {
        flaws.push(place.is(FlawKind::DirectLambda));
    }
    if arn.calls_lambda() && !state.retry.iter().flatten().any(|retrier| covers_lambda(&retrier.error_equals)) {
        flaws.push(at.is(FlawKind::LambdaWithoutRetry));
    }
    let Some(pattern) = arn.pattern() else { return };
    if context.machine_type == MachineType::Express {
        flaws.push(place.is(FlawKind::NotInExpress { pattern }));
    }
    if arn.lacks(pattern) {
        flaws.push(place.is(FlawKind::PatternNotSupported { pattern }));
    } else if pattern == Pattern::TaskToken {
        let handed = [&state.parameters, &state.arguments];
        if !handed.into_iter().flatten().any(has_token) {
            flaws.push(at.is(FlawKind::TokenNotPassed));
        }
    }
}

/// What the parameters name directly: ARNs and URLs of queues whose account is none. Deeper down stands data.
fn accounts(state: &PastedState, at: &At, flaws: &mut Vec<Flaw>) {
    for (field, given) in [("Parameters", &state.parameters), ("Arguments", &state.arguments)] {
        for (name, value) in given.as_ref().and_then(Value::as_object).into_iter().flatten() {
            let Some(text) = value.as_str() else { continue };
            if account_named(text).is_some_and(|account| is_wrong_account(&account)) {
                let flaw = FlawKind::MalformedArn { arn: text.to_owned(), fault: ArnFault::Account };
                flaws.push(at.key(field).key(name).is(flaw));
            }
        }
    }
}

fn account_named(text: &str) -> Option<String> {
    match text.strip_prefix("https://sqs.") {
        Some(queue) => without_holes(queue).split('/').nth(1).map(str::to_owned),
        None => Arn::read(text).map(|arn| arn.account),
    }
}

const PARTITIONS: &[&str] =
    &["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"];

/// The parts of a resource that matter here.
struct Called {
    service: String,
    /// Whether region and account are empty: an integration that Step Functions offers, not a thing of an account.
    is_integration: bool,
    rest: String,
}

impl Called {
    /// `None` for the name of a component and for what is a substitution altogether.
    fn parse(resource: &str) -> Result<Option<Called>, ArnFault> {
        if !without_holes(resource).contains(':') {
            return Ok(None);
        }
        let Some(arn) = Arn::read(resource).filter(|arn| !arn.service.is_empty() && !arn.resource.is_empty()) else {
            return Err(ArnFault::Shape);
        };
        if arn.partition != HOLE && !PARTITIONS.contains(&arn.partition.as_str()) {
            return Err(ArnFault::Partition);
        }
        let is_integration = arn.service == "states" && arn.region.is_empty() && arn.account.is_empty();
        if !is_integration {
            if !arn.account.contains(HOLE) && !is_account(&arn.account) {
                return Err(ArnFault::Account);
            }
            if !arn.region.contains(HOLE) && !is_region(&arn.region) {
                return Err(ArnFault::Region);
            }
        }
        Ok(Some(Called { service: arn.service, is_integration, rest: arn.resource }))
    }

    /// Whether this is the ARN of a function itself.
    fn is_function(&self) -> bool {
        self.service == "lambda" && self.rest.starts_with("function:")
    }

    fn calls_lambda(&self) -> bool {
        self.is_function() || (self.is_integration && self.rest.starts_with("lambda:invoke"))
    }

    fn pattern(&self) -> Option<Pattern> {
        if !self.is_integration {
            return (self.service == "states" && self.rest.starts_with("activity:")).then_some(Pattern::Activity);
        }
        if self.rest.ends_with(".waitForTaskToken") {
            Some(Pattern::TaskToken)
        } else {
            (self.rest.ends_with(".sync") || self.rest.ends_with(".sync:2")).then_some(Pattern::Sync)
        }
    }

    /// Whether the integration is known to lack the pattern (Step Functions developer guide, "Integrating services").
    fn lacks(&self, pattern: Pattern) -> bool {
        let called = self.rest.split(':').next().unwrap_or_default();
        let lacking: &[&str] = match pattern {
            Pattern::Sync => &["apigateway", "aws-sdk", "dynamodb", "events", "http", "lambda", "sns", "sqs"],
            Pattern::TaskToken => &["athena", "batch", "codebuild", "dynamodb", "glue", "http", "sagemaker"],
            Pattern::Activity | Pattern::DistributedMap => &[],
        };
        self.is_integration && lacking.contains(&called)
    }
}

/// Whether a retrier is for the faults of the Lambda service.
fn covers_lambda(errors: &[String]) -> bool {
    let covering = ["Lambda.ServiceException", "States.TaskFailed", "States.ALL"];
    errors.iter().any(|error| covering.contains(&error.as_str()))
}

/// Whether the task token is somewhere in there: `$$.Task.Token`, `$states.context.Task.Token`, or the whole context.
fn has_token(value: &Value) -> bool {
    match value {
        Value::String(text) => {
            let squeezed = text.replace("['", ".").replace("']", "");
            squeezed.contains("Task.Token") || text == "$$" || text.ends_with("$$.Task") || text.contains("context %}")
        }
        Value::Array(items) => items.iter().any(has_token),
        Value::Object(fields) => fields.values().any(has_token),
        _ => false,
    }
}
