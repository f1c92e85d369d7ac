//! `functions`: Lambda.

mod check;
mod code;
mod connections;
mod environment;
mod lower;

pub use check::check;
pub use connections::{TARGET, call_out};
pub use lower::lower;

use crate::documents::cloudformation::{LogicalId, StackKey, StackKind, Value};

/// The ARN of a function, for any stack.
pub fn arn(name: &str, region: &str) -> Value<String> {
    let output = LogicalId::new(name).then("Arn");
    Value::Output(StackKey::new(StackKind::Compute, region).output(output))
}
