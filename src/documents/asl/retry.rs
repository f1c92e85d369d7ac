//! Retriers and catchers.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::pasted::Path;

/// One way to try again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Retrier {
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The errors it is for. `States.ALL` stands alone and in the last retrier.
    pub error_equals: Vec<String>,
    /// Seconds before the first retry. Default 1, at least 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval_seconds: Option<i64>,
    /// Retries after the first attempt. Default 3; 0 to 99,999,999, where 0 means never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_attempts: Option<i64>,
    /// What the interval is multiplied by after each retry. Default 2, at least 1. Written as `2.0`: statelint wants a float.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backoff_rate: Option<f64>,
    /// The longest interval in seconds. More than `IntervalSeconds`, at most 31,622,400.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_delay_seconds: Option<i64>,
    /// Whether intervals are drawn at random. Default NONE.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jitter_strategy: Option<Jitter>,
}

impl Retrier {
    /// The retrier that AWS recommends for every Lambda task: faults of the service, not of the function
    /// (Step Functions developer guide, "Handle transient Lambda service exceptions").
    pub fn lambda_service() -> Self {
        let errors = ["ServiceException", "AWSLambdaException", "SdkClientException", "TooManyRequestsException"];
        Retrier {
            error_equals: errors.iter().map(|error| format!("Lambda.{error}")).collect(),
            jitter_strategy: Some(Jitter::Full),
            ..Retrier::any_error(6, 2, 2.0)
        }
    }

    /// Tries again after any error, up to `retries` times after the first attempt.
    pub fn any_error(retries: u32, interval_seconds: u32, backoff_rate: f64) -> Self {
        Retrier {
            comment: None,
            error_equals: vec![super::flaw::ALL_ERRORS.to_owned()],
            interval_seconds: Some(interval_seconds.into()),
            max_attempts: Some(retries.into()),
            backoff_rate: Some(backoff_rate),
            max_delay_seconds: None,
            jitter_strategy: None,
        }
    }
}

/// Whether intervals between retries are drawn at random.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Jitter {
    /// Between 0 and the interval.
    Full,
    /// The interval as it is.
    None,
}

/// Where to go after an error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Catcher {
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The errors it is for. `States.ALL` stands alone and in the last catcher.
    pub error_equals: Vec<String>,
    /// JSONPath: where `{Error, Cause}` goes in the state's input. Default `$`: in its place.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given_path")]
    pub result_path: Option<Path>,
    /// Variables that later states of the scope can read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assign: Option<Value>,
    /// JSONata: what is handed on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<Value>,
    /// The state that goes on, of the same scope.
    pub next: String,
}

fn given_path<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Path>, D::Error> {
    Path::deserialize(from).map(Some)
}
