//! `observability`: alarms and who is told, dashboards, business metrics, traces, saved queries.
//!
//! What there is to watch comes from `signals`, a file for each kind of component. Every region watches itself, with a topic, a
//! dashboard and a composite alarm of its own, so that losing one region blinds no other. What belongs to no region and is measured
//! in one only is watched there, with a composite alarm beside the region's: Route 53's health checks in us-east-1, also when the
//! system does not run there.
//!
//! Every alarm tells the topic when it goes off and when it is over. The composite alarm of a region sums them up and tells
//! nobody: it is what dashboards, pipelines and people ask whether the region is well. A message for it alone would be silent about
//! whatever goes wrong second.

mod alarms;
mod canary;
mod check;
mod composite;
mod dashboard;
mod expression;
mod layout;
mod log_metrics;
mod metrics;
mod overview;
mod queries;
mod rules;
mod signal;
mod signals;
mod topic;
mod tracing;

pub use check::check;
pub use rules::{Flaw, flaws};

use indexmap::IndexMap;

use crate::blueprint::vocabulary::Switch;
use crate::blueprint::{Alarms, Observability, Thresholds};
use crate::documents::cloudformation::{Stack, StackKind, Tag, tag};
use crate::documents::{Connection, Documents, Topic};
use crate::system::{Region, Role, System};
use signal::{Alarm, Chart, Signals};
use signals::SOURCES;

/// Adds what watches the system.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    let Some(model) = &system.blueprint.observability else { return };
    let watched = Watched::of(system, model);
    for (region, alarms) in &watched.alarms {
        let stack = documents.stack(StackKind::Observability, region);
        let topic = topic::add(system, model, stack);
        alarms::add(system, alarms, topic.as_ref(), stack);
        composite::add(system, region, alarms, stack);
    }
    let uses = who_uses_what(&documents.connections);
    for (region, charts) in &watched.charts {
        let stack = documents.stack(StackKind::Observability, region.code);
        canary::add(system, model, region, stack);
        if model.dashboard {
            dashboard::of_region(system, region, charts, &uses, stack);
            if region.role == Role::Primary && system.regions.len() > 1 {
                overview::add(system, &watched.alarms, stack);
            }
        }
        tracing::add(system, model, region, stack);
        log_metrics::add(system, model, region, stack);
        queries::add(system, region, stack);
    }
    watched.note(system, model, documents);
}

/// One line a user: `match-maker: sessions, ledger`. A graph of a store is read together with those of its users.
fn who_uses_what(connections: &[Connection]) -> String {
    let mut users: IndexMap<&str, Vec<&str>> = IndexMap::new();
    for connection in connections {
        users.entry(&connection.user).or_default().push(&connection.target);
    }
    let lines: Vec<String> =
        users.into_iter().map(|(user, targets)| format!("{user}: {}", targets.join(", "))).collect();
    if lines.is_empty() { String::new() } else { format!("**Uses**\n\n{}", lines.join("\n\n")) }
}

/// What every region has to show and to tell.
struct Watched<'s, 'a> {
    /// The graphs of each region of the system.
    charts: Vec<(&'s Region<'a>, Vec<Chart>)>,
    /// The alarms of each region that has some; not always a region of the system.
    alarms: IndexMap<String, Vec<Alarm>>,
}

impl<'s, 'a> Watched<'s, 'a> {
    fn of(system: &'s System<'a>, model: &Observability) -> Self {
        let thresholds = defaults(model);
        let mut watched = Watched { charts: Vec::new(), alarms: IndexMap::new() };
        for region in &system.regions {
            let mut charts = Vec::new();
            let named = metrics::in_region(system, model, region);
            let sources = SOURCES.iter().map(|source| {
                let mut signals = (source.in_region)(system, region, &thresholds.clone().unwrap_or_default());
                if thresholds.is_none() {
                    signals.alarms.clear();
                }
                signals
            });
            for Signals { charts: more, alarms } in std::iter::once(named).chain(sources.collect::<Vec<_>>()) {
                charts.extend(more.into_iter().filter(|chart| !chart.lines.is_empty()));
                for alarm in alarms {
                    let at = alarm.home.unwrap_or(region.code);
                    watched.alarms.entry(at.to_owned()).or_default().push(alarm);
                }
            }
            watched.charts.push((region, charts));
        }
        watched
    }

    fn note(&self, system: &System<'_>, model: &Observability, documents: &mut Documents) {
        let told = notified(model);
        let places = self.alarms.len();
        if !told.is_empty() && places > 0 {
            documents.note(
                Topic::Before,
                format!(
                    "{} must confirm {places} subscription{}, one for each region with alarms ({}): SNS sends a link, and nothing else before \
                     it is followed.",
                    told.join(", "),
                    if places == 1 { "" } else { "s" },
                    self.alarms.keys().map(String::as_str).collect::<Vec<_>>().join(", "),
                ),
            );
        }
        let composites: usize =
            self.alarms.iter().map(|(region, alarms)| composite::names(system, region, alarms).len()).sum();
        let alarms = self.alarms.values().flatten();
        let (count, metrics) =
            alarms.fold((0, 0), |(count, metrics), alarm| (count + 1, metrics + alarm.query.metrics()));
        let dashboards = match (model.dashboard, system.regions.len()) {
            (false, _) => 0,
            (true, 1) => 1,
            (true, regions) => regions + 1,
        };
        if count + dashboards > 0 {
            documents.note(
                Topic::Derived,
                format!(
                    "{count} alarms over {metrics} metrics, {composites} composite alarms and {dashboards} dashboards: CloudWatch charges for each \
                     metric of an alarm, for composite alarms, and for dashboards beyond the account's first three.",
                ),
            );
        }
    }
}

/// The thresholds of the components' alarms, if they have alarms.
fn defaults(model: &Observability) -> Option<Thresholds> {
    match &model.alarms.as_ref()?.defaults {
        Switch::Disabled => None,
        Switch::Enabled => Some(Thresholds::default()),
        Switch::With(thresholds) => Some(thresholds.clone()),
    }
}

/// Who is told.
fn notified(model: &Observability) -> &[String] {
    model.alarms.as_ref().map(|Alarms { notify, .. }| notify.as_slice()).unwrap_or_default()
}

/// The blueprint's tags.
fn tags(system: &System<'_>) -> Vec<Tag> {
    system.blueprint.tags.iter().map(|(key, value)| tag(key, value)).collect()
}

/// Writes the blueprint path above the first of several resources.
fn comment(stack: &mut Stack, id: &crate::documents::cloudformation::LogicalId, path: &str) {
    let known = stack.resources.values().any(|entry| entry.comment.as_deref() == Some(path));
    if let (false, Some(entry)) = (known, stack.resources.get_mut(id)) {
        entry.comment(path);
    }
}
