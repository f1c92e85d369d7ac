//! `performance`: load tests, the traffic to expect, and what it should be like.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::vocabulary::{Duration, Latency, Percent, Size};
use crate::yaml::Node;

/// Load tests of the APIs, the traffic that they will meet, and targets: a k6 script for each test, `bottlenecks.md` with what to look at
/// while one runs, and warnings where a limit lies below the traffic.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Performance {
    /// Load tests by name: each becomes `load-tests/NAME.js`, for k6.
    pub load_tests: IndexMap<String, LoadTest>,
    /// The traffic to expect, of all clients together.
    pub traffic: Option<Traffic>,
    /// What answers should be like under that traffic.
    pub targets: Targets,
}

/// A load test of one API. How much load: `virtual_users` or `requests_per_second`; left out, the requests a second of `traffic`. When:
/// `duration` and `ramp`, or `stages`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LoadTest {
    /// The API, by name.
    pub target: String,
    /// Users that each send a request, wait for the answer, think, and send the next: a slow API gets fewer requests. At least 1.
    pub virtual_users: Option<u32>,
    /// Requests that are sent each second, however long answers take. At least 1.
    pub requests_per_second: Option<u32>,
    /// How long the full load lasts, at least 1s. Default: 5m.
    pub duration: Option<Duration>,
    /// How long the load takes to grow before, and to end after. Default: 30s.
    pub ramp: Option<Duration>,
    /// The load over time, in place of `duration` and `ramp`: it moves evenly from one stage's share to the next one's.
    #[serde(default)]
    pub stages: Vec<LoadStage>,
    /// How long a virtual user waits between an answer and the next request. Default: 1s.
    pub think_time: Option<Latency>,
    /// When the test has failed.
    #[serde(default)]
    pub thresholds: LoadThresholds,
    /// Which requests are sent, by method and path as the API has them: `GET /users/{id}: {weight: 4}`. Left out: every route whose
    /// callers need not sign, alike.
    #[serde(default)]
    pub requests: IndexMap<String, LoadRequest>,
}

/// A part of a load test.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LoadStage {
    /// How long it takes to get to the load.
    pub duration: Duration,
    /// Share of the full load at its end.
    pub load: Percent,
}

/// When a load test has failed: k6 then ends with exit status 99.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LoadThresholds {
    /// 95 of 100 answers take less. Left out: not looked at.
    pub p95: Option<Latency>,
    /// The share of failed requests (no answer, or a status of 400 and above) stays below. Default: 1%.
    pub errors: Percent,
}

impl Default for LoadThresholds {
    fn default() -> Self {
        LoadThresholds { p95: None, errors: Percent { value: 1.0 } }
    }
}

/// A request of a load test.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LoadRequest {
    /// How often it is sent, compared with the others; at least 1. Default: 1.
    #[serde(default = "one")]
    pub weight: u32,
    /// Its body, sent as JSON: for POST, PUT and PATCH. Default: a sample of what the API asks for, or `{}`.
    pub body: Option<Node>,
}

const fn one() -> u32 {
    1
}

/// The traffic that the APIs will meet.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Traffic {
    /// Requests a second at the busiest time, of all clients and to all regions together. At least 1.
    pub requests_per_second: u32,
    /// Where clients are. Left out: unknown, and so are the shares of the regions.
    pub from: Option<Origins>,
    /// What they ask for: of how many different things, and how unlike each other in demand.
    pub keys: Option<Keys>,
    /// How long a function works on a request on average. Left out: unknown, and concurrency is estimated from below.
    pub function_duration: Option<Latency>,
}

/// Where the clients are.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Origins {
    /// Share of the requests from each continent, by Route 53's code: AF, AN, AS, EU, NA, OC, SA. Together 100%.
    pub continents: IndexMap<String, Percent>,
}

/// The things that clients ask for.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// How many there are. At least 1.
    pub count: u64,
    /// Exponent of Zipf's law: the thing of rank k is asked for in proportion to 1/k^zipf. 0 is all alike; 0 to 5. Default: 1.0.
    #[serde(default = "zipf")]
    pub zipf: f64,
    /// Memory that a cache needs for one of them, key and overhead included. Default: 1KiB.
    #[serde(default = "kibibyte")]
    pub size: Size,
}

const fn zipf() -> f64 {
    1.0
}

const fn kibibyte() -> Size {
    Size { bytes: 1024 }
}

/// What answers should be like.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Targets {
    /// 99 of 100 answers take less: a threshold of every load test.
    pub p99: Option<Latency>,
    /// Largest share of the requests that may reach a database; the others are answered by a cache.
    pub database_load: Option<Percent>,
}
