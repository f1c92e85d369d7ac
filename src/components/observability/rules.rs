//! What CloudWatch and X-Ray refuse in alarms, dashboards and sampling rules whose shape is right: for resources that the blueprint
//! writes or changes itself, and to prove synth's own.

use serde_json::Value as Json;

use crate::facts::Offered;
use crate::facts::cloudwatch::{
    DASHBOARD_COLUMNS, MAX_ALARM_ACTIONS, MAX_ALARM_RULE, MAX_EXPRESSION, WIDGET_HEIGHT, home_region, is_period,
    longest_window, published,
};

use super::expression::words;

/// Something that AWS would refuse, or an alarm that would never see data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Where in the properties: `Metrics[0].ReturnData`.
    pub path: String,
    /// A fragment that names the value and the limit.
    pub problem: String,
    /// Whether AWS takes it and it is of no use.
    pub useless: bool,
}

/// Everything wrong with a resource of a type in a region; nothing for types that are about something else. What is an intrinsic
/// function is not judged.
pub fn flaws(type_name: &str, properties: &Json, region: &str) -> Vec<Flaw> {
    let mut found = Found { flaws: Vec::new(), region };
    match type_name {
        "AWS::CloudWatch::Alarm" => found.alarm(properties),
        "AWS::CloudWatch::CompositeAlarm" => found.composite(properties),
        "AWS::CloudWatch::Dashboard" => found.dashboard(properties),
        "AWS::XRay::SamplingRule" => found.sampling(properties),
        _ => {}
    }
    found.flaws
}

struct Found<'r> {
    flaws: Vec<Flaw>,
    region: &'r str,
}

impl Found<'_> {
    fn wrong(&mut self, path: impl Into<String>, problem: impl Into<String>) {
        self.flaws.push(Flaw { path: path.into(), problem: problem.into(), useless: false });
    }

    fn useless(&mut self, path: impl Into<String>, problem: impl Into<String>) {
        self.flaws.push(Flaw { path: path.into(), problem: problem.into(), useless: true });
    }

    fn alarm(&mut self, alarm: &Json) {
        let number = |name: &str| alarm.get(name).and_then(Json::as_u64);
        let periods = number("EvaluationPeriods").unwrap_or(1);
        if let Some(points) = number("DatapointsToAlarm").filter(|points| *points > periods) {
            self.wrong("DatapointsToAlarm", format!("{points} data points among {periods}"));
        }
        if let Some(period) = number("Period") {
            self.period("Period", period, periods);
        }
        if alarm.get("MetricName").is_some() {
            if ["Statistic", "ExtendedStatistic"].iter().all(|name| alarm.get(*name).is_none()) {
                self.wrong("MetricName", "neither Statistic nor ExtendedStatistic");
            }
            self.metric("", alarm);
        }
        for actions in ["AlarmActions", "OKActions", "InsufficientDataActions"] {
            let count = alarm.get(actions).and_then(Json::as_array).map_or(0, Vec::len);
            if count > MAX_ALARM_ACTIONS {
                self.wrong(actions, format!("{count} actions, where CloudWatch takes {MAX_ALARM_ACTIONS}"));
            }
        }
        if let Some(queries) = alarm.get("Metrics").and_then(Json::as_array) {
            self.queries(alarm, queries, periods);
        }
    }

    fn period(&mut self, path: &str, period: u64, periods: u64) {
        let longest = longest_window(period);
        if !is_period(period) {
            self.wrong(path, format!("a period of {period} s is not 10, 20, 30 or a multiple of 60"));
        } else if period.saturating_mul(periods) > longest {
            self.wrong(path, format!("{periods} periods of {period} s, where an alarm looks back {longest} s at most"));
        }
    }

    /// A metric that nobody publishes, or not here. `path` ends with a dot unless it is empty.
    fn metric(&mut self, path: &str, metric: &Json) {
        let text = |name: &str| metric.get(name).and_then(Json::as_str);
        let (Some(namespace), Some(name)) = (text("Namespace"), text("MetricName")) else { return };
        let dimensions = metric.get("Dimensions").and_then(Json::as_array);
        let names: Option<Vec<&str>> = dimensions
            .map(|all| all.iter().map(|dimension| dimension.get("Name").and_then(Json::as_str)).collect())
            .unwrap_or_else(|| Some(Vec::new()));
        let Some(names) = names else { return };
        if published(namespace, name, &names) == Offered::No {
            self.useless(format!("{path}MetricName"), unpublished(namespace, name, &names));
        }
        if let Some(home) = home_region(namespace).filter(|home| *home != self.region) {
            let problem = format!("{namespace} is measured in {home}, and not in {}", self.region);
            self.wrong(format!("{path}Namespace"), problem);
        }
    }

    fn queries(&mut self, alarm: &Json, queries: &[Json], periods: u64) {
        let ids: Vec<Option<&str>> = queries.iter().map(|query| query.get("Id").and_then(Json::as_str)).collect();
        let band = alarm.get("ThresholdMetricId").and_then(Json::as_str);
        let mut returned = 0;
        for (at, (query, id)) in queries.iter().zip(&ids).enumerate() {
            let path = format!("Metrics[{at}]");
            let returns = query.get("ReturnData").is_none_or(|returns| returns.as_bool() != Some(false));
            if returns && (band.is_none() || band != *id) {
                returned += 1;
            }
            self.query(&path, query, &ids, periods);
        }
        if returned != 1 {
            let problem = format!(
                "{returned} of them return data, where an alarm watches one; ReturnData is true unless it is false"
            );
            self.wrong("Metrics", problem);
        }
    }

    fn query(&mut self, path: &str, query: &Json, ids: &[Option<&str>], periods: u64) {
        if let Some(stat) = query.get("MetricStat") {
            self.metric(&format!("{path}.MetricStat.Metric."), stat.get("Metric").unwrap_or(&Json::Null));
            if let Some(period) = stat.get("Period").and_then(Json::as_u64) {
                self.period(&format!("{path}.MetricStat.Period"), period, periods);
            }
        }
        if let Some(expression) = query.get("Expression").and_then(Json::as_str) {
            self.expression(&format!("{path}.Expression"), expression, ids);
        }
    }

    fn expression(&mut self, path: &str, expression: &str, ids: &[Option<&str>]) {
        if expression.len() > MAX_EXPRESSION {
            let problem = format!("{} characters, where CloudWatch takes {MAX_EXPRESSION}", expression.len());
            self.wrong(path, problem);
        }
        let is_query = expression.trim_start().to_ascii_uppercase().starts_with("SELECT ");
        let known: Option<Vec<&str>> = ids.iter().copied().collect();
        let Some(known) = known.filter(|_| !is_query) else { return };
        if let Some((_, word)) = words(expression).into_iter().find(|(_, word)| !known.contains(word)) {
            self.wrong(path, format!("`{word}` is the Id of nothing in Metrics"));
        }
    }

    fn composite(&mut self, alarm: &Json) {
        let rule = alarm.get("AlarmRule").and_then(Json::as_str).unwrap_or_default();
        if rule.len() > MAX_ALARM_RULE {
            let problem = format!("{} characters, where CloudWatch takes {MAX_ALARM_RULE}", rule.len());
            self.wrong("AlarmRule", problem);
        }
    }

    fn dashboard(&mut self, dashboard: &Json) {
        if let Some(name) = dashboard.get("DashboardName").and_then(Json::as_str) {
            let formed = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
            if !formed || name.is_empty() || name.len() > 255 {
                let problem = format!("`{name}` is not 1 to 255 letters, digits, hyphens and underscores");
                self.wrong("DashboardName", problem);
            }
        }
        let Some(body) = dashboard.get("DashboardBody").and_then(body_text) else { return };
        match serde_json::from_str::<Json>(&body) {
            Err(error) => self.wrong("DashboardBody", format!("the body is no JSON: {error}")),
            Ok(body) => match body.get("widgets").and_then(Json::as_array) {
                None => self.wrong("DashboardBody", "the body has no list of widgets"),
                Some(widgets) => widgets.iter().for_each(|widget| self.widget(widget)),
            },
        }
    }

    fn widget(&mut self, widget: &Json) {
        let number = |name: &str, default: u64| widget.get(name).and_then(Json::as_u64).unwrap_or(default);
        let (columns, x, width, height) =
            (u64::from(DASHBOARD_COLUMNS), number("x", 0), number("width", 6), number("height", 6));
        if width == 0 || x + width > columns {
            let problem = format!("a widget of {width} columns at column {x}, where there are {columns}");
            self.wrong("DashboardBody", problem);
        }
        let (least, most) = (WIDGET_HEIGHT.start(), WIDGET_HEIGHT.end());
        if height < u64::from(*least) || height > u64::from(*most) {
            self.wrong("DashboardBody", format!("a widget of {height} rows, where {least} to {most} are possible"));
        }
        let metrics =
            widget.get("properties").and_then(|properties| properties.get("metrics")).and_then(Json::as_array);
        let mut above = Vec::new();
        for metric in metrics.into_iter().flatten() {
            above = self.shown(metric, &above);
        }
    }

    /// `["AWS/Lambda", "Errors", "FunctionName", "…", {…}]`: judges it, and gives what the next line may repeat by dots. A line with
    /// three dots is not judged.
    fn shown(&mut self, metric: &Json, above: &[String]) -> Vec<String> {
        let parts = metric.as_array().map(Vec::as_slice).unwrap_or_default().iter();
        let named = |(at, part): (usize, &Json)| match part.as_str()? {
            "..." => None,
            "." => above.get(at).cloned(),
            part => Some(part.to_owned()),
        };
        let parts: Option<Vec<String>> = parts.take_while(|part| !part.is_object()).enumerate().map(named).collect();
        let parts = parts.unwrap_or_default();
        if let [namespace, name, dimensions @ ..] = parts.as_slice() {
            self.published(namespace, name, dimensions);
        }
        parts
    }

    fn published(&mut self, namespace: &str, name: &str, dimensions: &[String]) {
        let names: Vec<&str> = dimensions.iter().step_by(2).map(String::as_str).collect();
        if published(namespace, name, &names) == Offered::No {
            self.useless("DashboardBody", unpublished(namespace, name, &names));
        }
    }

    fn sampling(&mut self, rule: &Json) {
        let Some(rule) = rule.get("SamplingRule") else { return };
        if let Some(version) = rule.get("Version").and_then(Json::as_i64).filter(|version| *version != 1) {
            self.wrong("SamplingRule.Version", format!("version {version}, where 1 is the only one"));
        }
        if rule.get("RuleName").and_then(Json::as_str) == Some("Default") {
            self.wrong("SamplingRule.RuleName", "Default is X-Ray's own rule");
        }
    }
}

fn unpublished(namespace: &str, name: &str, dimensions: &[&str]) -> String {
    let with = match dimensions {
        [] => "without dimensions".to_owned(),
        names => format!("with {}", names.join(" and ")),
    };
    format!("{namespace} does not publish {name} {with}")
}

/// The body as it stands, with a word for each name that CloudFormation puts in.
fn body_text(body: &Json) -> Option<String> {
    let text = match body {
        Json::String(text) => return Some(text.clone()),
        body => match body.get("Fn::Sub")? {
            Json::String(text) => text.as_str(),
            Json::Array(parts) => parts.first()?.as_str()?,
            _ => return None,
        },
    };
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let (_, behind) = after.split_once('}')?;
        filled.push_str(before);
        filled.push_str("name");
        rest = behind;
    }
    Some(filled + rest)
}
