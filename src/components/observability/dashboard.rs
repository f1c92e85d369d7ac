//! A dashboard: its body is JSON, one widget a line, in which CloudFormation puts the names of resources.

use indexmap::IndexMap;
use serde_json::json;

use crate::documents::cloudformation::resources::cloudwatch::Dashboard;
use crate::documents::cloudformation::{Json, LogicalId, Stack, Value, some, text};
use crate::facts::cloudwatch::{DASHBOARD_COLUMNS, DASHBOARD_METRICS};
use crate::system::{Region, System};

use super::layout::{self, Place, TOP_ROWS};
use super::signal::{Chart, Line, Name, Series};

/// The most alarms of one widget. Source: CloudWatch API reference, "Dashboard body structure and syntax".
const MOST_ALARMS: usize = 100;
/// The time that a dashboard shows at first.
const START: &str = "-PT3H";
/// Seconds of a data point.
const PERIOD: u32 = 60;

/// Columns of what says who uses what.
const USES_COLUMNS: u32 = 6;

/// Adds the dashboard of a region. `uses` is what its components use, as Markdown; empty if they use nothing.
pub(super) fn of_region(system: &System<'_>, region: &Region<'_>, charts: &[Chart], uses: &str, stack: &mut Stack) {
    let mut body = Body::default();
    let alarms: Vec<LogicalId> = stack
        .resources
        .iter()
        .filter(|(_, entry)| entry.type_name.ends_with("Alarm"))
        .map(|(id, _)| id.clone())
        .collect();
    // The last is the composite alarm, which sums the others up.
    let left_out = if alarms.len() > MOST_ALARMS { alarms.len() - 1 } else { 0 };
    let arns = alarms.iter().skip(left_out).map(|id| format!("${{{id}.Arn}}")).collect::<Vec<_>>();
    let width = if uses.is_empty() { DASHBOARD_COLUMNS } else { DASHBOARD_COLUMNS - USES_COLUMNS };
    if !arns.is_empty() {
        body.alarms("Alarms", &arns, Place { x: 0, y: 0, width, height: TOP_ROWS });
    }
    if !uses.is_empty() {
        body.markdown(uses, Place { x: width, y: 0, width: USES_COLUMNS, height: TOP_ROWS });
    }
    body.charts(charts, region.code);
    let name = if system.regions.len() == 1 { system.prefix() } else { region_name(system, region) };
    add(body, "Dashboard", name, stack);
}

/// Adds a dashboard under a name. Dashboards belong to the account, not to a region: the name says the region.
pub(super) fn add(body: Body, id: &str, name: String, stack: &mut Stack) {
    let dashboard = Dashboard { dashboard_name: some(name), ..Dashboard::new(body.text()) };
    let id = LogicalId::new(id);
    stack.add(&id, dashboard);
    super::comment(stack, &id, "observability.dashboard");
}

/// The name of a region's dashboard, where there are several.
pub(super) fn region_name(system: &System<'_>, region: &Region<'_>) -> String {
    format!("{}-{}", system.prefix(), region.code)
}

/// The body of a dashboard while it is filled.
#[derive(Default)]
pub(super) struct Body {
    widgets: Vec<Json>,
    /// What stands for `${…}`.
    names: IndexMap<String, Value<String>>,
}

impl Body {
    /// Adds the state of alarms, by their ARNs.
    pub fn alarms(&mut self, title: &str, arns: &[String], place: Place) {
        self.widget("alarm", place, json!({ "title": title, "alarms": arns }));
    }

    /// Adds text in Markdown.
    pub fn markdown(&mut self, markdown: &str, place: Place) {
        self.widget("text", place, json!({ "markdown": markdown }));
    }

    /// Adds graphs, those of one title together. A graph shows as many lines as its share of what a dashboard may read.
    pub fn charts(&mut self, charts: &[Chart], region: &str) {
        let charts = together(charts);
        let layers: Vec<_> = charts.iter().map(|chart| chart.layer).collect();
        let most = DASHBOARD_METRICS / charts.len().max(1);
        for (chart, place) in charts.iter().zip(layout::places(&layers)) {
            if let Some(place) = place {
                self.chart(chart, most, region, place);
            }
        }
    }

    fn chart(&mut self, chart: &Chart, most: usize, region: &str, place: Place) {
        let mut metrics = Vec::new();
        let mut read = 0;
        let fits = |line: &&Line| {
            read += line.metrics();
            read <= most
        };
        let shown: Vec<&Line> = chart.lines.iter().take_while(fits).collect();
        for (at, line) in shown.iter().enumerate() {
            self.line(line, at, region, &mut metrics);
        }
        let statistic = shared_statistic(&mut metrics);
        shorten(&mut metrics);
        let title = if shown.len() < chart.lines.len() {
            format!("{} ({} of {})", chart.title, shown.len(), chart.lines.len())
        } else {
            chart.title.clone()
        };
        let mut properties = json!({
            "title": title,
            "region": region,
            "period": PERIOD,
            "yAxis": { "left": axis(chart.unit) },
            "metrics": metrics,
        });
        if let (Some(statistic), Some(properties)) = (statistic, properties.as_object_mut()) {
            properties.insert("stat".to_owned(), statistic);
        }
        self.widget("metric", place, properties);
    }

    fn line(&mut self, line: &Line, at: usize, region: &str, metrics: &mut Vec<Json>) {
        match line {
            Line::Metric(series) => metrics.push(self.metric(series, region, &[])),
            Line::Query(query) => metrics.push(json!([{ "expression": query, "id": format!("q{at}") }])),
            Line::Math(expression, named) => {
                metrics.push(json!([{ "expression": expression, "id": super::alarms::RESULT }]));
                for (name, series) in named {
                    let hidden = [("id", name.as_str().into()), ("visible", false.into())];
                    metrics.push(self.metric(series, region, &hidden));
                }
            }
        }
    }

    /// `["AWS/Lambda", "Errors", "FunctionName", "…", {"stat": "Sum", "label": "match-maker"}]`.
    fn metric(&mut self, series: &Series, shown_in: &str, options: &[(&str, Json)]) -> Json {
        let mut parts = vec![plain(&series.namespace), plain(&series.metric)];
        for (name, value) in &series.dimensions {
            parts.extend([plain(name), self.name(value)]);
        }
        let region =
            series.region.as_deref().filter(|region| *region != shown_in).map(|region| ("region", region.into()));
        let own = [("stat", series.statistic.as_str().into()), ("label", plain(&series.label))];
        let options = options.iter().cloned().chain(own).chain(region);
        parts.push(options.map(|(name, value)| (name.to_owned(), value)).collect::<serde_json::Map<_, _>>().into());
        Json::Array(parts)
    }

    fn name(&mut self, name: &Name) -> Json {
        match &name.resource {
            None => plain(&name.text),
            Some(resource) => {
                let variable = name.variable();
                self.names.insert(variable.clone(), resource.clone());
                format!("${{{variable}}}{}", name.text).into()
            }
        }
    }

    fn widget(&mut self, kind: &str, place: Place, properties: Json) {
        let Place { x, y, width, height } = place;
        self.widgets
            .push(json!({ "type": kind, "x": x, "y": y, "width": width, "height": height, "properties": properties }));
    }

    fn text(self) -> Value<String> {
        let widgets: Vec<String> = self.widgets.iter().map(Json::to_string).collect();
        let body = format!("{{\"start\": \"{START}\", \"widgets\": [\n{}\n]}}\n", widgets.join(",\n"));
        if !self.names.is_empty() {
            Value::SubWith(body, self.names)
        } else if body.contains("${") {
            Value::Sub(body)
        } else {
            text(body)
        }
    }
}

/// An axis from zero. Units that metrics come with CloudWatch writes itself.
fn axis(unit: &str) -> Json {
    match unit {
        "percent" | "bytes" | "seconds" | "milliseconds" => json!({ "min": 0 }),
        unit => json!({ "label": unit, "showUnits": false, "min": 0 }),
    }
}

/// Takes out of all lines of a graph the statistic that they share, which is then said of the graph.
fn shared_statistic(lines: &mut [Json]) -> Option<Json> {
    let mut options: Vec<_> =
        lines.iter_mut().filter_map(|line| line.as_array_mut()?.last_mut()?.as_object_mut()).collect();
    let mut statistics = options.iter().filter_map(|options| options.get("stat"));
    let first = statistics.next()?.clone();
    if !statistics.all(|other| *other == first) {
        return None;
    }
    for options in &mut options {
        options.remove("stat");
    }
    Some(first)
}

/// Writes a dot for what a line has in common with the line above (CloudWatch API reference, "Dashboard body structure and syntax").
fn shorten(lines: &mut [Json]) {
    for at in (1..lines.len()).rev() {
        let (above, below) = lines.split_at_mut(at);
        let (Some(Json::Array(above)), Some(Json::Array(line))) = (above.last(), below.first_mut()) else { continue };
        for (part, same) in line.iter_mut().zip(above) {
            if part.is_string() && part == same {
                *part = ".".into();
            }
        }
    }
}

/// Text in which CloudFormation is to replace nothing.
fn plain(text: &str) -> Json {
    text.replace("${", "${!").into()
}

/// The graphs in the order of their layers; those of one title are one.
fn together(charts: &[Chart]) -> Vec<Chart> {
    let mut merged: Vec<Chart> = Vec::new();
    for chart in charts.iter().filter(|chart| !chart.lines.is_empty()) {
        match merged.iter_mut().find(|known| known.layer == chart.layer && known.title == chart.title) {
            Some(known) => known.lines.extend(chart.lines.iter().cloned()),
            None => merged.push(chart.clone()),
        }
    }
    merged.sort_by_key(|chart| chart.layer);
    merged
}
