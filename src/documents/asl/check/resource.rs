//! What a Task calls: the ARN, the integration pattern, retries and timeouts.

use serde_json::Value;

use super::Context;
use crate::documents::asl::flaw::{ArnFault, At, Flaw, FlawKind, Pattern};
use crate::documents::asl::pasted::{MachineType, PastedState};

pub(super) fn check(context: &Context, state: &PastedState, at: &At, flaws: &mut Vec<Flaw>) {
    let timed = state.timeout_seconds.is_some() || state.timeout_seconds_path.is_some();
    if !timed && !context.timed && context.machine_type == MachineType::Standard {
        flaws.push(at.is(FlawKind::NoTimeout));
    }
    let Some(resource) = &state.resource else { return };
    let place = at.key("Resource");
    let arn = match Arn::parse(resource) {
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

const PARTITIONS: &[&str] =
    &["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"];

/// Stands for a substitution (`${Partition}`) while an ARN is taken apart.
const SUBSTITUTED: &str = "$";

/// The parts of a resource that matter here.
struct Arn {
    service: String,
    /// Whether region and account are empty: an integration that Step Functions offers, not a thing of an account.
    is_integration: bool,
    rest: String,
}

impl Arn {
    /// `None` for the name of a component and for what is a substitution altogether.
    fn parse(resource: &str) -> Result<Option<Arn>, ArnFault> {
        let text = without_substitutions(resource);
        if !text.contains(':') {
            return Ok(None);
        }
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        let &[arn, partition, service, region, account, rest] = parts.as_slice() else {
            return Err(ArnFault::Shape);
        };
        if arn != "arn" || service.is_empty() || rest.is_empty() {
            return Err(ArnFault::Shape);
        }
        if partition != SUBSTITUTED && !PARTITIONS.contains(&partition) {
            return Err(ArnFault::Partition);
        }
        let is_integration = service == "states" && region.is_empty() && account.is_empty();
        if !is_integration {
            if !account.contains(SUBSTITUTED) && !is_account(account) {
                return Err(ArnFault::Account);
            }
            if !region.contains(SUBSTITUTED) && !is_region(region) {
                return Err(ArnFault::Region);
            }
        }
        Ok(Some(Arn { service: service.to_owned(), is_integration, rest: rest.to_owned() }))
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

/// The text with every `${…}` as [`SUBSTITUTED`], so that colons inside of it do not count.
fn without_substitutions(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        out.push_str(SUBSTITUTED);
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    out + rest
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `us-east-1`, `us-gov-west-1`, `eusc-de-east-1`
fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = parts.last().is_some_and(|last| !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()));
    number
        && parts.len() >= 3
        && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
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
