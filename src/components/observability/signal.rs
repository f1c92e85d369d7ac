//! What there is to watch: series of data points, charts of them, alarms on them. Each kind of component says its own in `signals`.

use crate::documents::cloudformation::{Json, LogicalId, Value, sub_with};

/// Metrics of one name and one set of dimensions.
#[derive(Debug, Clone)]
pub(super) struct Series {
    /// `AWS/Lambda`.
    pub namespace: String,
    /// `Errors`.
    pub metric: String,
    /// Each with its value.
    pub dimensions: Vec<(String, Name)>,
    /// `Sum`, `Average`, `p99`, as CloudWatch writes it.
    pub statistic: String,
    /// What a legend calls it: the component, and the node if it has several.
    pub label: String,
    /// The region that has it, if that is not where it is shown.
    pub region: Option<String>,
}

impl Series {
    /// A metric of an AWS service.
    pub fn new(namespace: &str, metric: &str, statistic: &str, label: impl Into<String>) -> Series {
        Series {
            namespace: namespace.to_owned(),
            metric: metric.to_owned(),
            dimensions: Vec::new(),
            statistic: statistic.to_owned(),
            label: label.into(),
            region: None,
        }
    }

    /// With a dimension.
    pub fn of(mut self, dimension: &str, value: impl Into<Name>) -> Series {
        self.dimensions.push((dimension.to_owned(), value.into()));
        self
    }

    /// From another region than that of the dashboard.
    pub fn in_region(mut self, region: &str) -> Series {
        self.region = Some(region.to_owned());
        self
    }
}

/// The value of a dimension: what a stack knows about a resource, and what AWS appends to it.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// The name of a resource, known at deployment.
    pub resource: Option<Value<String>>,
    /// Text behind it, or all of it.
    pub text: String,
}

impl Name {
    /// The name of a member: the resource's with something appended.
    pub fn member(resource: Value<String>, suffix: impl Into<String>) -> Name {
        Name { resource: Some(resource), text: suffix.into() }
    }

    /// A word for the resource, for `Fn::Sub`: the name of the output that has it.
    pub fn variable(&self) -> String {
        match &self.resource {
            Some(Value::Output(output)) => output.name.clone(),
            _ => "Name".to_owned(),
        }
    }

    /// As the value of a property.
    pub fn value(&self) -> Value<String> {
        match &self.resource {
            None => self.text.as_str().into(),
            Some(resource) if self.text.is_empty() => resource.clone(),
            Some(resource) => sub_with(format!("${{Id}}{}", self.text), [("Id", resource.clone())]),
        }
    }
}

impl From<Value<String>> for Name {
    fn from(value: Value<String>) -> Self {
        match value {
            Value::Literal(text) => Name { resource: None, text },
            resource => Name { resource: Some(resource), text: String::new() },
        }
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Name { resource: None, text: text.to_owned() }
    }
}

impl From<String> for Name {
    fn from(text: String) -> Self {
        Name { resource: None, text }
    }
}

/// Where on a dashboard something stands, from the user to the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layer {
    /// What the system is for.
    Business,
    /// Names and health checks.
    Routing,
    /// Content delivery and accelerators.
    Edge,
    /// APIs.
    Api,
    /// Functions, workflows, servers.
    Compute,
    /// Caches.
    Cache,
    /// Databases.
    Data,
}

/// A graph.
#[derive(Debug, Clone)]
pub(super) struct Chart {
    /// The row that it stands in.
    pub layer: Layer,
    /// What it shows. Charts of one title are one chart.
    pub title: String,
    /// What its axis counts.
    pub unit: &'static str,
    /// What is drawn.
    pub lines: Vec<Line>,
}

/// What is drawn in a graph.
#[derive(Debug, Clone)]
pub(super) enum Line {
    /// A metric.
    Metric(Series),
    /// The result of an expression over metrics, each under the name that the expression gives it.
    Math(String, Vec<(String, Series)>),
    /// Each result of a Metrics Insights query.
    Query(String),
}

impl Line {
    /// How many metrics it reads; of a query, as if it had one result.
    pub fn metrics(&self) -> usize {
        match self {
            Line::Metric(_) | Line::Query(_) => 1,
            Line::Math(_, series) => series.len(),
        }
    }
}

impl Chart {
    /// A graph of these lines.
    pub fn new(layer: Layer, title: impl Into<String>, unit: &'static str, series: Vec<Series>) -> Chart {
        Chart { layer, title: title.into(), unit, lines: series.into_iter().map(Line::Metric).collect() }
    }
}

/// What an alarm compares with its threshold.
#[derive(Debug, Clone)]
pub(super) enum Query {
    /// One metric.
    One(Series),
    /// An expression over metrics, each under the name that the expression gives it.
    Math(String, Vec<(String, Series)>),
    /// A Metrics Insights query.
    Insights(String),
    /// A metric or an expression, and the band in which CloudWatch expects it, so many standard deviations wide.
    Unusual(Box<Query>, f64),
}

impl Query {
    /// The greatest, the least or the sum of some series; of one series, the series.
    pub fn across(function: &str, series: Vec<Series>) -> Query {
        match <[Series; 1]>::try_from(series) {
            Ok([only]) => Query::One(only),
            Err(several) => {
                let named: Vec<_> = several.into_iter().enumerate().map(|(at, one)| (format!("m{at}"), one)).collect();
                let names: Vec<&str> = named.iter().map(|(name, _)| name.as_str()).collect();
                Query::Math(format!("{function}([{}])", names.join(", ")), named)
            }
        }
    }

    /// How many metrics it reads; what an alarm costs follows from it.
    pub fn metrics(&self) -> usize {
        match self {
            Query::One(_) | Query::Insights(_) => 1,
            // The band is two metrics more.
            Query::Unusual(query, _) => query.metrics() + 2,
            Query::Math(_, series) => series.len(),
        }
    }
}

/// On which side of the threshold an alarm goes off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Greater than the threshold.
    Above,
    /// The threshold or greater.
    AtLeast,
    /// Less than the threshold.
    Below,
    /// Outside the band.
    Outside,
}

/// How long something must last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    /// Seconds of a data point.
    pub period: u64,
    /// Data points that must be beyond the threshold.
    pub breaching: u64,
    /// Data points among which they are looked for.
    pub among: u64,
}

impl Window {
    /// So many minutes in a row.
    pub const fn minutes(count: u64) -> Window {
        Window { period: 60, breaching: count, among: count }
    }

    /// Some of so many minutes.
    pub const fn some(breaching: u64, among: u64) -> Window {
        Window { period: 60, breaching, among }
    }
}

/// What a period without data means for an alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoData {
    /// It is trouble: what publishes the metric is gone.
    Breaching,
    /// It is fine: nothing happened, so that nothing was published.
    Fine,
    /// The alarm keeps its state.
    Ignore,
    /// It is unknown.
    Missing,
}

impl NoData {
    /// As CloudWatch writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            NoData::Breaching => "breaching",
            NoData::Fine => "notBreaching",
            NoData::Ignore => "ignore",
            NoData::Missing => "missing",
        }
    }
}

/// Something that people want to be told.
#[derive(Debug, Clone)]
pub(super) struct Alarm {
    /// The logical id.
    pub id: LogicalId,
    /// Where it comes from in the blueprint.
    pub path: String,
    /// What is wrong when it goes off, and what to look at, in a sentence or two.
    pub says: String,
    /// What it looks at.
    pub query: Query,
    /// On which side of the threshold it goes off.
    pub side: Side,
    /// In the unit of what it looks at.
    pub threshold: f64,
    /// How long.
    pub window: Window,
    /// What no data means.
    pub no_data: NoData,
    /// The only region that has the metric, if that is not where the component is.
    pub home: Option<&'static str>,
}

impl Alarm {
    /// An alarm that goes off above a threshold; nothing happening is fine.
    pub fn above(id: LogicalId, path: impl Into<String>, query: Query, threshold: f64, window: Window) -> Alarm {
        Alarm {
            id: id.then("Alarm"),
            path: path.into(),
            says: String::new(),
            query,
            side: Side::Above,
            threshold,
            window,
            no_data: NoData::Fine,
            home: None,
        }
    }

    /// With what it tells people.
    pub fn says(self, says: impl Into<String>) -> Alarm {
        Alarm { says: says.into(), ..self }
    }

    /// Going off on another side.
    pub fn on(self, side: Side) -> Alarm {
        Alarm { side, ..self }
    }

    /// In the only region that has the metric.
    pub fn at(self, home: Option<&'static str>) -> Alarm {
        Alarm { home, ..self }
    }

    /// With another meaning of no data.
    pub fn no_data(self, no_data: NoData) -> Alarm {
        Alarm { no_data, ..self }
    }
}

/// What a kind of component has to show and to tell in one region.
#[derive(Debug, Clone, Default)]
pub(super) struct Signals {
    /// Graphs.
    pub charts: Vec<Chart>,
    /// Alarms.
    pub alarms: Vec<Alarm>,
}

/// A number without a fraction that it does not have: `5`, `2.5`.
pub(super) fn number(value: f64) -> Json {
    serde_json::to_value(crate::documents::cloudformation::Number(value)).unwrap_or(Json::Null)
}
