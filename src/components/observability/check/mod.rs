//! What CloudWatch, SNS and X-Ray would refuse, and what would never tell anybody.

mod alarm;
mod canary;
mod expression;
mod log;
mod metric;
mod notify;

use crate::blueprint::{Metric, Observability};
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::system::System;

/// Checks the section.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(model) = &system.blueprint.observability else { return };
    notify::check(system, model, diagnostics);
    check_sampling(system, model, diagnostics);
    canary::check(system, model, diagnostics);
    for (name, metric) in &model.metrics {
        let named = Named { system, model, name, metric };
        named.check_name(diagnostics);
        if named.check_source(diagnostics) {
            metric::check(&named, diagnostics);
            log::check(&named, diagnostics);
            expression::check(&named, diagnostics);
            alarm::check(&named, diagnostics);
        }
    }
}

fn check_sampling(system: &System<'_>, model: &Observability, diagnostics: &mut Vec<Diagnostic>) {
    let Some(tracing) = &model.tracing else { return };
    if tracing.sampling.fraction() < 1.0 {
        return;
    }
    let span = system.value(&["observability", "tracing", "sampling"]);
    let warning = Diagnostic::warning(codes::SAMPLE_EVERYTHING, span, "every request is traced")
        .label("X-Ray charges for each trace")
        .fix("trace one in twenty", span, "5%")
        .fact("X-Ray's own rule is one request a second and 5% of the rest (X-Ray developer guide, Configuring sampling rules)");
    diagnostics.push(warning);
}

/// A metric of the section with its name.
struct Named<'n> {
    system: &'n System<'n>,
    model: &'n Observability,
    name: &'n str,
    metric: &'n Metric,
}

impl Named<'_> {
    fn path<'p>(&'p self, path: &[&'p str]) -> Vec<&'p str> {
        ["observability", "metrics", self.name].into_iter().chain(path.iter().copied()).collect()
    }

    /// Where the value at a path within the metric stands; the metric's name if it is left out.
    fn value(&self, path: &[&str]) -> Span {
        let located = self.system.tree.locate(self.system.root, &self.path(path));
        if located.complete { located.value } else { self.system.key(&self.path(&[])) }
    }

    /// Where the key at a path within the metric stands; the metric's name if it is left out.
    fn key(&self, path: &[&str]) -> Span {
        let located = self.system.tree.locate(self.system.root, &self.path(path));
        if located.complete { located.key.unwrap_or(located.value) } else { self.system.key(&self.path(&[])) }
    }

    fn says(&self, field: &str) -> bool {
        self.system.tree.locate(self.system.root, &self.path(&[field])).complete
    }

    /// The name is a word of logical ids and, with `_` for hyphens, a variable of metric math.
    fn check_name(&self, diagnostics: &mut Vec<Diagnostic>) {
        let name = self.name;
        let letters = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        let formed = letters
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && !name.ends_with('-')
            && !name.contains("--");
        let problem = if name == super::alarms::RESULT {
            "what an expression gives is called so"
        } else if !formed || name.len() > 40 {
            "small letters, digits and single hyphens, a letter first, at most 40 characters"
        } else {
            return;
        };
        let error = Diagnostic::error(codes::METRIC_NAME, self.key(&[]), format!("`{name}` cannot name a metric"))
            .label(problem)
            .help("choose a short name of small letters, digits and hyphens")
            .fact("an Id in metric math has letters, digits and underscores, a small letter first (CloudWatch MetricDataQuery, botocore 1.43.11)");
        diagnostics.push(error);
    }

    /// Whether it is a metric or an expression, and not something of both.
    fn check_source(&self, diagnostics: &mut Vec<Diagnostic>) -> bool {
        let metric = self.metric;
        let error = |span, message: String| Diagnostic::error(codes::METRIC_SOURCE, span, message);
        let found = match (&metric.metric, &metric.expression) {
            (None, None) => error(self.key(&[]), format!("`{}` says neither metric nor expression", self.name))
                .label("nothing to watch")
                .help("give the `namespace` and the name of the `metric`, or an `expression` over others"),
            (Some(_), Some(_)) => {
                error(self.key(&["expression"]), format!("`{}` is both a metric and an expression", self.name))
                    .label("one or the other")
                    .also(self.key(&["metric"]), "a metric")
                    .help("give the metric a name of its own, and use it in the expression")
            }
            (Some(_), None) if metric.namespace.is_none() => {
                error(self.value(&["metric"]), format!("`{}` has no namespace", self.name))
                    .label("a metric has a name within a namespace")
                    .help("add `namespace`, as the system publishes it")
            }
            (None, Some(_)) => {
                let of_a_metric = ["namespace", "dimensions", "where", "statistic", "log"];
                let Some(field) = of_a_metric.into_iter().find(|field| self.says(field)) else { return true };
                error(self.key(&[field]), format!("an expression has no {field}"))
                    .label("this belongs to the metrics that it names")
                    .also(self.key(&["expression"]), "an expression")
                    .help("leave it out")
            }
            _ => return true,
        };
        diagnostics.push(found);
        false
    }
}
