//! `observability`: alarms, dashboards, business metrics, traces.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::vocabulary::{Duration, Percent, Switch};

/// How the system is watched, in every region of it. Queries for CloudWatch Logs Insights over the logs of functions and APIs are
/// saved in each region. What EC2 does not publish by itself is not watched: memory and disks of servers and the network
/// allowances of ENA need the CloudWatch agent, and EBS volumes that instances make have no name that is known beforehand. Of a cache the first 150 nodes are watched.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Observability {
    /// Which requests X-Ray traces. Left out: its own rule, one request a second and 5% of the rest. Functions, APIs and workflows
    /// send traces either way.
    pub tracing: Option<Tracing>,
    /// Whether there are dashboards: one for each region, named after the system and the region, and one for the whole system
    /// when it has several regions. Default: false.
    pub dashboard: bool,
    /// Whether a canary of CloudWatch Synthetics asks the health path of every API with a domain, in each region by the region's own
    /// name: enabled, disabled, or how often. Its artefacts are kept for 30 days. Each run is charged. Default: disabled.
    pub canary: Option<Switch<Canary>>,
    /// Alarms of the components, and who is told. Left out: only those of `metrics`, which tell nobody.
    pub alarms: Option<Alarms>,
    /// Metrics that the system itself publishes, by name: letters, digits and hyphens.
    pub metrics: IndexMap<String, Metric>,
}

/// Which requests to the APIs X-Ray traces; what they call follows. Lambda decides by itself for what reaches a function in
/// another way.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Tracing {
    /// Share of the requests beyond the reservoir. Default: 5%.
    pub sampling: Percent,
    /// Requests that are traced each second before the share counts, in each region. Default: 1.
    pub reservoir: u32,
}

impl Default for Tracing {
    fn default() -> Self {
        Tracing { sampling: Percent { value: 5.0 }, reservoir: 1 }
    }
}

/// How often a canary runs.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Canary {
    /// Time between two runs, 1m to 60m in whole minutes. Default: 5m.
    pub interval: Duration,
}

impl Default for Canary {
    fn default() -> Self {
        Canary { interval: Duration::from_seconds(300) }
    }
}

/// Alarms of the components, and who is told.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Alarms {
    /// E-mail addresses and https:// endpoints that are told when an alarm goes off and when it is over. Each region has a topic of
    /// its own, so that each address confirms one subscription a region.
    pub notify: Vec<String>,
    /// Alarms for every component: enabled, disabled, or their thresholds. A single alarm is changed by `overrides`, under its
    /// component. Default: enabled.
    pub defaults: Switch<Thresholds>,
}

impl Default for Alarms {
    fn default() -> Self {
        Alarms { notify: Vec::new(), defaults: Switch::Enabled }
    }
}

/// Where the alarms of the components go off.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Thresholds {
    /// Failed share of an API's requests or a function's calls. Default: 5%.
    pub errors: Percent,
    /// Share of its timeout that the slowest hundredth of a function's calls takes. Default: 80%.
    pub duration: Percent,
    /// Share of the look-ups that a cache answers. Default: 80%.
    pub cache_hit_rate: Percent,
    /// Load of the processor of a cache's engine or a database. Default: 90%.
    pub cpu: Percent,
    /// Use of the memory of a cache that may not evict every key. Default: 80%.
    pub memory: Percent,
    /// Connections of a database, of those that its memory allows. Default: 90%.
    pub connections: Percent,
    /// What is left of a database's storage. Default: 10%.
    pub free_storage: Percent,
    /// How far a database's replica lies behind. Default: 60s.
    pub replica_lag: Duration,
}

impl Default for Thresholds {
    fn default() -> Self {
        let percent = |value| Percent { value };
        Thresholds {
            errors: percent(5.0),
            duration: percent(80.0),
            cache_hit_rate: percent(80.0),
            cpu: percent(90.0),
            memory: percent(80.0),
            connections: percent(90.0),
            free_storage: percent(10.0),
            replica_lag: Duration::from_seconds(60),
        }
    }
}

/// A metric that the system publishes, or an expression over such metrics. Exactly one of `metric` and `expression`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Metric {
    /// Namespace of the metric: `Business/Conversion`.
    pub namespace: Option<String>,
    /// Name of the metric.
    pub metric: Option<String>,
    /// Names of the dimensions that it is published with, all of them, at most 30.
    pub dimensions: Vec<String>,
    /// Values of dimensions: `{FunnelStep: paid}`. With a value for each dimension it is one metric; otherwise what the others
    /// hold is taken together, by a Metrics Insights query.
    #[serde(rename = "where")]
    pub filter: IndexMap<String, String>,
    /// sum, average, minimum, maximum, count, or a percentile such as p99. A percentile needs a value for each dimension. Default: sum.
    pub statistic: Option<String>,
    /// The logs that the metric is counted from, by a metric filter that publishes it under this namespace and name, without dimensions. Left
    /// out: the system publishes it itself.
    pub log: Option<LogSource>,
    /// Metric math over other metrics of this section, which have a value for each dimension: `100 * paid / carts`. In names, `_`
    /// stands for a hyphen. At most 10 metrics.
    pub expression: Option<String>,
    /// Length of one data point: 10s, 20s, 30s or whole minutes. Below a minute the metric must be published in high resolution. Default: 1m.
    pub period: Duration,
    /// When to go off. Left out: the metric is only shown.
    pub alarm: Option<MetricAlarm>,
}

impl Default for Metric {
    fn default() -> Self {
        Metric {
            namespace: None,
            metric: None,
            dimensions: Vec::new(),
            filter: IndexMap::new(),
            statistic: None,
            log: None,
            expression: None,
            period: Duration::from_seconds(60),
            alarm: None,
        }
    }
}

/// What a metric is counted from: the events in the log group of a component, in each region where it runs. At most 100 for one component.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LogSource {
    /// Name of the function or the ECS service that writes the log.
    pub of: String,
    /// Which events count, as a filter pattern of CloudWatch Logs with at most 1024 characters: `ERROR`, `{ $.status = 5* }`.
    pub pattern: String,
    /// Field of the event whose number is the value: `$.latency` in JSON, `$size` in a pattern by spaces. Left out: each event counts 1.
    pub field: Option<String>,
    /// Value of a minute in which there are events and none counts. Left out: that minute has no data.
    pub default: Option<f64>,
    /// CloudWatch's unit: Count, Seconds, Milliseconds, Bytes, Percent. Left out: None.
    pub unit: Option<String>,
}

/// When an alarm goes off. Exactly one of `above`, `below` and `unusual`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MetricAlarm {
    /// While the metric is greater.
    pub above: Option<f64>,
    /// While the metric is smaller.
    pub below: Option<f64>,
    /// While the metric is outside what CloudWatch has learnt to expect, by so many standard deviations; 2 is a narrow band, 3 a wide one.
    pub unusual: Option<f64>,
    /// How long it must last; a multiple of the period. Default: 5m.
    #[serde(rename = "for")]
    pub lasting: Duration,
    /// What a period without data counts as. Default: breaching with `below`, since nothing is less than enough; else not_breaching.
    pub missing: Option<Missing>,
}

impl Default for MetricAlarm {
    fn default() -> Self {
        MetricAlarm { above: None, below: None, unusual: None, lasting: Duration::from_seconds(300), missing: None }
    }
}

/// What a period without data counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// As beyond the threshold.
    Breaching,
    /// As within the threshold.
    NotBreaching,
    /// The alarm keeps its state.
    Ignore,
    /// The alarm has too little data when all periods are like this.
    Missing,
}
