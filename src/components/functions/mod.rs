//! `functions`: Lambda.

mod address;
mod alias;
mod check;
mod code;
mod connections;
mod destinations;
mod environment;
mod event_checks;
mod events;
mod layers;
mod lower;
mod package;
mod rollout;

pub use check::check;
pub use connections::{TARGET, call_out};
pub use lower::lower;

use crate::documents::cloudformation::{LogicalId, StackKey, StackKind, Value};

/// The name of a function, for any stack.
pub fn function_name(name: &str, region: &str) -> Value<String> {
    let output = LogicalId::new(name).then("FunctionName");
    Value::Output(StackKey::new(StackKind::Compute, region).output(output))
}

/// The name of a function's log group, for any stack.
pub fn log_group(name: &str, region: &str) -> Value<String> {
    let output = LogicalId::new(name).then("LogGroup");
    Value::Output(StackKey::new(StackKind::Compute, region).output(output))
}

/// The ARN of a function, for any stack.
pub fn arn(name: &str, region: &str) -> Value<String> {
    let output = LogicalId::new(name).then("Arn");
    Value::Output(StackKey::new(StackKind::Compute, region).output(output))
}
