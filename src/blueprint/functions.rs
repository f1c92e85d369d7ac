//! `functions`: Lambda.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::vocabulary::{Duration, Percent, Size, Switch};
use super::{EnvValue, Given};

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
    /// The source: `{inline: text}` or `{file: path}` for Python and Node.js, a folder as `{file: path}`, an archive in S3, or a container image.
    pub code: Code,
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
    /// Space in /tmp, 512MiB to 10240MiB. Default: 512MiB.
    #[serde(default = "default_temporary_storage")]
    pub temporary_storage: Size,
    /// How many instances may run, and how many are kept ready.
    #[serde(default)]
    pub concurrency: Concurrency,
    /// Starts from a snapshot of the initialised function, for runtimes that have it. Default: false.
    #[serde(default)]
    pub snap_start: bool,
    /// How callers come to a new version. It is published under an alias, and CodeDeploy takes it back when too many of its invocations fail.
    /// Left out: all at once.
    pub rollout: Option<Rollout>,
    /// Layers, at most 5: `performance`, which comes with synth (tiers of caches, batches for DynamoDB, business metrics, in Python), or
    /// ARNs of layer versions, with `{region}` where the region's code belongs.
    #[serde(default)]
    pub layers: Vec<String>,
    /// What invokes the function beside APIs and workflows, by a name that begins the logical ids.
    #[serde(default)]
    pub events: IndexMap<String, EventSource>,
    /// What becomes of asynchronous invocations.
    #[serde(default)]
    pub asynchronous: Asynchronous,
    /// An HTTPS address of its own. Default: disabled.
    pub url: Option<Switch<FunctionUrl>>,
    /// How long the log group keeps events; one of CloudWatch Logs' values. Default: 30d.
    #[serde(default = "default_log_retention")]
    pub log_retention: Duration,
}

/// Where the source of a function is.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A path relative to the blueprint: a file, which becomes inline code, or a folder, which is packed and uploaded by deploy.sh.
    File(String),
    /// The source itself. Reading a blueprint puts the text of a file here, too.
    Inline(String),
    /// An archive in a bucket of each region, by the region's code.
    S3(IndexMap<String, S3Archive>),
    /// A container image in Amazon ECR, by its URI; one for each region when the function runs in several.
    Image(Given),
}

impl Code {
    /// The source, if it stands in the template.
    pub fn inline(&self) -> Option<&str> {
        match self {
            Code::Inline(text) => Some(text),
            _ => None,
        }
    }
}

/// An archive in a bucket.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct S3Archive {
    /// A bucket in the function's region.
    pub bucket: String,
    /// The key of the archive.
    pub key: String,
    /// The version of the object, in a versioned bucket. Without it a new archive under the same key changes nothing.
    pub version: Option<String>,
}

/// How many instances of a function run at the same time.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Concurrency {
    /// Instances that are kept ready, so that no invocation waits for a start. They are paid for all the time.
    pub provisioned: Option<Provisioned>,
    /// Instances that are set aside for the function, and its most. Default: none; it shares the account's.
    pub reserved: Option<u32>,
}

/// Instances that are kept ready.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provisioned {
    /// The fewest, at least 1.
    pub min: u32,
    /// The most; between them the number follows the load. Left out: always `min`.
    pub max: Option<u32>,
    /// The share of the ready instances that should be busy, 10% to 90%. Default: 70%.
    #[serde(default = "default_target")]
    pub target: Percent,
}

/// Steps in which callers come to a new version: `{canary: 10%, for: 10m}` or `{linear: 10%, every: 1m}`. The update of the stack waits for
/// them; together they take at most 48h.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rollout {
    /// Share of the invocations that the new version has at first, in whole percent, 1% to 99%.
    pub canary: Option<Percent>,
    /// How long a canary has its share before the new version gets all, in whole minutes.
    #[serde(rename = "for")]
    pub watched: Option<Duration>,
    /// Share of the invocations that moves with each step, in whole percent, 1% to 99%.
    pub linear: Option<Percent>,
    /// Time between two steps, in whole minutes.
    pub every: Option<Duration>,
    /// Share of the new version's invocations that may fail in a minute. When more fail, all callers go back to the old version, and so does
    /// the update of the stack. Default: 1%.
    #[serde(default = "one_percent")]
    pub errors: Percent,
}

const fn one_percent() -> Percent {
    Percent { value: 1.0 }
}

/// What invokes a function. One of `queue`, `stream`, `table` and `schedule`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EventSource {
    /// An SQS queue: the name of an existing one, or its ARN.
    pub queue: Option<String>,
    /// A Kinesis data stream: the name of an existing one, or its ARN.
    pub stream: Option<String>,
    /// A table of the blueprint, by the stream of its changes. For a global table in the region whose stack makes it.
    pub table: Option<String>,
    /// When, as EventBridge Scheduler writes it: `rate(5 minutes)`, `cron(0 3 * * ? *)`, `at(2027-01-01T00:00:00)`.
    pub schedule: Option<String>,
    /// The time zone of a schedule: Europe/Vienna. Default: UTC.
    pub timezone: Option<String>,
    /// Most records in an invocation. Queues: 10, to 10000 with a `batch_window`. Streams: 100, to 10000.
    pub batch_size: Option<u32>,
    /// How long records are gathered before an invocation, to 5m. Default: 0s.
    pub batch_window: Option<Duration>,
    /// Most instances that work on a queue at the same time, 2 to 1000. Default: as many as the function may have.
    pub max_concurrency: Option<u32>,
    /// Batches of one shard of a stream that are worked on at the same time, 1 to 10. Default: 1.
    pub parallelization: Option<u32>,
    /// Where in a stream to begin: latest or trim_horizon. Default: latest.
    pub starting_position: Option<StartingPosition>,
    /// How often a failed batch of a stream is tried again, 0 to 10000. Default: 3; a failing record blocks its shard meanwhile.
    pub retries: Option<u32>,
    /// Where records of a stream go that failed for good: an existing queue or topic, or its ARN.
    pub on_failure: Option<String>,
}

/// Where in a stream a function begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StartingPosition {
    /// With records that come after the function was connected.
    Latest,
    /// With the oldest record that is there.
    TrimHorizon,
}

/// What becomes of asynchronous invocations: those by S3, SNS, EventBridge and schedules.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Asynchronous {
    /// How often a failed invocation is tried again, 0 to 2. Default: 2.
    pub retries: Option<u32>,
    /// How long an event may wait, 1m to 6h. Default: 6h.
    pub max_age: Option<Duration>,
    /// Where events go that failed for good: an existing queue, topic or function, or its ARN.
    pub on_failure: Option<String>,
    /// Where results go: an existing queue, topic or function, or its ARN.
    pub on_success: Option<String>,
}

/// An HTTPS address of a function.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FunctionUrl {
    /// Who may call: iam (signed requests) or none (everybody). Default: iam.
    pub auth: UrlAuth,
    /// Sends the response while it is made. Default: false.
    pub streaming: bool,
    /// Web origins whose pages may call it: `https://www.example.com`. Default: none.
    pub allow_origins: Vec<String>,
}

/// Who may call a function's address.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UrlAuth {
    /// Principals of IAM that are allowed to.
    #[default]
    Iam,
    /// Everybody.
    None,
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

fn default_temporary_storage() -> Size {
    Size::from_mib(512)
}

fn default_target() -> Percent {
    Percent { value: 70.0 }
}
