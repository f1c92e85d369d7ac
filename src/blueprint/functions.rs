//! `functions`: Lambda.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::EnvValue;
use super::vocabulary::{Duration, Size, Text};

/// A Lambda function, in each region of the component.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Function {
    /// Lambda runtime: python3.13, nodejs22.x. Default: python3.13.
    #[serde(default = "default_runtime")]
    pub runtime: String,
    /// What Lambda calls: file and function. Inline code is in the file `index`. Default: index.handler.
    #[serde(default = "default_handler")]
    pub handler: String,
    /// Processor: arm64 or x86_64. Default: arm64.
    #[serde(default)]
    pub architecture: Architecture,
    /// The source: one file beside the blueprint or inline text, for Python and Node.js.
    pub code: Text,
    /// Memory, 128MiB to 10240MiB; processor time grows with it. Default: 128MiB.
    #[serde(default = "default_memory")]
    pub memory: Size,
    /// Longest run, 1s to 15m. Default: 10s.
    #[serde(default = "default_timeout")]
    pub timeout: Duration,
    /// Environment variables, beside those that follow from `uses`: text, `{secret: NAME}` or `{parameter: NAME}`. Of a secret or a
    /// parameter the variable holds the name, and the function may read it.
    #[serde(default)]
    pub env: IndexMap<String, EnvValue>,
    /// How long the log group keeps events; one of CloudWatch Logs' values. Default: 30d.
    #[serde(default = "default_log_retention")]
    pub log_retention: Duration,
}

/// The processor of a function.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Architecture {
    /// AWS Graviton.
    #[default]
    #[serde(rename = "arm64")]
    Arm64,
    /// Intel or AMD.
    #[serde(rename = "x86_64")]
    X86,
}

fn default_runtime() -> String {
    "python3.13".into()
}

fn default_handler() -> String {
    "index.handler".into()
}

fn default_memory() -> Size {
    Size::from_mib(128)
}

fn default_timeout() -> Duration {
    Duration::from_seconds(10)
}

fn default_log_retention() -> Duration {
    Duration::from_seconds(30 * 86_400)
}
