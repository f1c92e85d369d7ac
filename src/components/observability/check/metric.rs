//! Namespaces, dimensions and statistics.

use crate::diagnostics::{self as codes, Diagnostic, did_you_mean};
use crate::facts::Offered;
use crate::facts::cloudwatch::{MAX_DIMENSIONS, dimensions, metrics, namespaces, published};

use super::super::metrics::{is_one, statistic};
use super::Named;

/// Words for what differs with every request or client: each value would be a metric, and each metric is paid for.
const MANY_VALUES: [&str; 12] = [
    "userid",
    "requestid",
    "sessionid",
    "session",
    "traceid",
    "customerid",
    "orderid",
    "ip",
    "ipaddress",
    "email",
    "timestamp",
    "uuid",
];
/// The most characters of a namespace, a metric's name or a dimension's name.
const MOST_CHARS: usize = 255;

pub(super) fn check(named: &Named<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if named.metric.expression.is_some() {
        return;
    }
    check_namespace(named, diagnostics);
    check_dimensions(named, diagnostics);
    check_statistic(named, diagnostics);
    diagnostics.extend(unpublished(named));
}

/// Text that may stand in a namespace and, in quotes, in a query.
fn is_plain(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || " .-_/#:".contains(c);
    !text.trim().is_empty() && text.len() <= MOST_CHARS && !text.starts_with(':') && text.chars().all(plain)
}

fn check_namespace(named: &Named<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (field, text) in [("namespace", &named.metric.namespace), ("metric", &named.metric.metric)] {
        let Some(text) = text.as_deref().filter(|text| !is_plain(text)) else { continue };
        let error =
            Diagnostic::error(codes::METRIC_NAMESPACE, named.value(&[field]), format!("`{text}` is no {field}"))
                .label("letters, digits, spaces and . - _ / # :, no colon first, at most 255 characters")
                .help("write it as the system publishes it: Business/Conversion")
                .fact("CloudWatch user guide, \"Namespaces\"; PutMetricData, Namespace (botocore 1.43.11)");
        diagnostics.push(error);
    }
}

fn check_dimensions(named: &Named<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let listed = &named.metric.dimensions;
    let error = |span, message: String| {
        Diagnostic::error(codes::METRIC_DIMENSIONS, span, message)
            .fact("a metric has up to 30 dimensions, each with one value (CloudWatch PutMetricData, botocore 1.43.11)")
    };
    if listed.len() > MAX_DIMENSIONS {
        let message = format!("{} dimensions, where CloudWatch takes {MAX_DIMENSIONS}", listed.len());
        diagnostics.push(
            error(named.value(&["dimensions"]), message).label("too many").help("leave out those that nobody asks for"),
        );
    }
    for (at, name) in listed.iter().enumerate() {
        let item = format!("[{at}]");
        let span = named.value(&["dimensions", &item]);
        if !is_plain(name) {
            diagnostics.push(
                error(span, format!("`{name}` is no dimension"))
                    .label("not a name that a metric can carry")
                    .help("write it as the system publishes it"),
            );
        } else if listed.iter().take(at).any(|other| other == name) {
            diagnostics.push(error(span, format!("{name} is listed twice")).label("again here").help("list it once"));
        } else if MANY_VALUES.contains(&name.to_ascii_lowercase().replace(['_', '-', ' '], "").as_str()) {
            let warning = Diagnostic::warning(codes::METRIC_CARDINALITY, span, format!("each {name} is a metric of its own"))
                .label("it has as many values as there are requests or clients")
                .help("log it beside the metric instead, as a property of the embedded metric format: Logs Insights finds it there")
                .fact("each combination of dimensions is a metric, and each metric is charged (CloudWatch user guide, Dimensions)");
            diagnostics.push(warning);
        }
    }
    for (name, value) in &named.metric.filter {
        if !listed.contains(name) {
            let span = named.key(&["where", name]);
            let error = error(span, format!("`{name}` is none of the dimensions"));
            diagnostics.push(match did_you_mean(name, listed.iter().map(String::as_str)) {
                Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
                None => {
                    error.label("listed under `dimensions` is what the metric is published with").help("add it there")
                }
            });
        } else if value.trim().is_empty() || value.contains(['\'', '"', '\\']) || !value.is_ascii() {
            let error = error(named.value(&["where", name]), format!("`{value}` is no value of {name}"));
            diagnostics.push(error.label("plain text in ASCII, without quotes").help("publish a plainer value"));
        }
    }
}

fn check_statistic(named: &Named<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(word) = named.metric.statistic.as_deref() else { return };
    let span = named.value(&["statistic"]);
    if ["sum", "average", "minimum", "maximum", "count"].contains(&word) {
        return;
    }
    let number = word.strip_prefix('p').and_then(|number| number.parse::<f64>().ok());
    if !number.is_some_and(|number| (0.0..=100.0).contains(&number)) {
        let error = Diagnostic::error(codes::METRIC_STATISTIC, span, format!("`{word}` is no statistic"));
        let known = ["sum", "average", "minimum", "maximum", "count", "p99"];
        diagnostics.push(match did_you_mean(word, known) {
            Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
            None => error
                .label("not one of them")
                .help("write sum, average, minimum, maximum, count or a percentile such as p99"),
        });
    } else if statistic(named.metric).1.is_none() && !is_one(named.metric) {
        diagnostics.push(
            Diagnostic::error(codes::METRIC_STATISTIC, span, format!("{word} over several metrics"))
                .label("a query has no percentiles")
                .also(named.key(&["dimensions"]), "not every dimension has a value under `where`")
                .help("give each dimension a value, or use maximum or average")
                .fact("Metrics Insights has AVG, COUNT, MAX, MIN and SUM (CloudWatch user guide, Query components and syntax)"),
        );
    }
}

/// A metric of AWS that no service publishes like this.
fn unpublished(named: &Named<'_>) -> Option<Diagnostic> {
    let (namespace, metric) = (named.metric.namespace.as_deref()?, named.metric.metric.as_deref()?);
    let listed: Vec<&str> = named.metric.dimensions.iter().map(String::as_str).collect();
    let warning = |span, message: String| {
        Diagnostic::warning(codes::METRIC_UNKNOWN, span, message).fact(
            "CloudWatch console's directory of services (@aws-cdk/aws-service-spec 0.1.216) and the services' guides",
        )
    };
    match published(namespace, metric, &listed) {
        Offered::Yes => None,
        Offered::Unknown => {
            let span = named.value(&["namespace"]);
            let rest = namespace.strip_prefix("AWS/")?;
            let warning = warning(span, format!("synth knows no service AWS/{rest}"))
                .label("the beginning AWS/ is kept for AWS's own services");
            Some(match did_you_mean(namespace, namespaces()) {
                Some(near) => warning.fix(format!("write {near}"), span, near),
                None => warning.help("give metrics of your own another namespace: Business/Conversion"),
            })
        }
        Offered::No if !metrics(namespace).any(|known| known == metric) => {
            let span = named.value(&["metric"]);
            let warning =
                warning(span, format!("{namespace} has no metric {metric}")).label("the alarm would see no data");
            Some(match did_you_mean(metric, metrics(namespace)) {
                Some(near) => warning.fix(format!("write {near}"), span, near),
                None => warning.help("look the metric up in the service's guide"),
            })
        }
        Offered::No => {
            let sets: Vec<String> = dimensions(namespace, metric)
                .map(
                    |set| if set.is_empty() { "none".to_owned() } else { set.iter().collect::<Vec<_>>().join(" and ") },
                )
                .collect();
            let with = if listed.is_empty() {
                "without dimensions".to_owned()
            } else {
                format!("with {}", listed.join(" and "))
            };
            let warning = warning(named.key(&["dimensions"]), format!("{namespace} does not publish {metric} {with}"));
            Some(warning.label("the alarm would see no data").help(format!("it comes with: {}", sets.join("; "))))
        }
    }
}

/// Whether an alarm can look at data points of less than a minute.
pub(super) fn is_own(namespace: &str) -> bool {
    !namespace.starts_with("AWS/") && !namespaces().any(|known| known == namespace)
}
