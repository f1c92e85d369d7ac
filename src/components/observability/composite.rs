//! One state for a region, and one for what belongs to none: composite alarms over all alarms.

use crate::documents::cloudformation::resources::cloudwatch::CompositeAlarm;
use crate::documents::cloudformation::{LogicalId, Stack, join, some, sub};
use crate::facts::cloudwatch::{MAX_ALARM_CHILDREN, MAX_ALARM_NAME, MAX_ALARM_RULE};
use crate::system::{System, physical_name};

use super::signal::Alarm;

/// What CloudFormation appends to the name of a stack and a logical id, with the hyphens.
const NAME_SUFFIX: usize = 14;
/// `ALARM("")` and ` OR ` around a name.
const AROUND_NAME: usize = 13;

/// What a composite alarm sums up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// A region: everything that runs there.
    Region,
    /// What belongs to no region and is only watched in this one: health checks, distributions, accelerators.
    Global,
}

/// Adds the composite alarms that stand in a region; in parts where a rule would be too long.
pub(super) fn add(system: &System<'_>, region: &str, alarms: &[Alarm], stack: &mut Stack) {
    for scope in scopes(alarms) {
        let ids: Vec<LogicalId> = of(alarms, scope).map(|alarm| alarm.id.clone()).collect();
        let title = system.title();
        let (id, part, says) = match scope {
            Scope::Region => (
                "RegionAlarm",
                "Alarms",
                format!("Something is wrong with {title} in {region}: the alarms below say what."),
            ),
            Scope::Global => (
                "GlobalAlarm",
                "GlobalAlarms",
                format!(
                    "Clients may not get through to {title}: the alarms below, of what belongs to no region, say what."
                ),
            ),
        };
        let top = in_parts(&ids, part, &title, stack);
        let alarm = CompositeAlarm {
            alarm_name: some(name(system, region, scope)),
            tags: super::tags(system),
            ..composite(&top, says)
        };
        let id = LogicalId::new(id);
        stack.add(&id, alarm);
        super::comment(stack, &id, "observability.alarms");
    }
}

/// The names of the composite alarms that stand in a region. They are fixed, so that dashboards elsewhere can show them.
pub(super) fn names(system: &System<'_>, region: &str, alarms: &[Alarm]) -> Vec<String> {
    scopes(alarms).map(|scope| name(system, region, scope)).collect()
}

fn scopes(alarms: &[Alarm]) -> impl Iterator<Item = Scope> {
    [Scope::Region, Scope::Global].into_iter().filter(|scope| of(alarms, *scope).next().is_some())
}

fn of(alarms: &[Alarm], scope: Scope) -> impl Iterator<Item = &Alarm> {
    alarms.iter().filter(move |alarm| alarm.home.is_some() == (scope == Scope::Global))
}

fn name(system: &System<'_>, region: &str, scope: Scope) -> String {
    let last = if scope == Scope::Global { "global" } else { region };
    physical_name(&[&system.prefix(), last], MAX_ALARM_NAME)
}

/// The alarms themselves where one rule holds them, else composite alarms over some of them each.
fn in_parts(ids: &[LogicalId], name: &str, title: &str, stack: &mut Stack) -> Vec<LogicalId> {
    let parts = parts(&stack.name, ids);
    if parts.len() == 1 {
        return ids.to_vec();
    }
    let part = |(at, ids): (usize, &Vec<LogicalId>)| {
        let id = LogicalId::new(format!("{name}{}", at + 1));
        stack.add(&id, composite(ids, format!("Some of the alarms of {title} in {}.", stack.key.region)));
        id
    };
    parts.iter().enumerate().map(part).collect()
}

fn composite(ids: &[LogicalId], says: String) -> CompositeAlarm {
    let rule = join(" OR ", ids.iter().map(|id| sub(format!("ALARM(\"${{{id}}}\")"))));
    CompositeAlarm { alarm_description: some(says), ..CompositeAlarm::new(rule) }
}

/// Alarms in rules that CloudWatch takes, by number and by the length of the names that CloudFormation gives.
fn parts(stack: &str, ids: &[LogicalId]) -> Vec<Vec<LogicalId>> {
    let mut parts: Vec<Vec<LogicalId>> = Vec::new();
    let mut length = 0;
    for id in ids {
        let more = (stack.len() + id.as_str().len() + NAME_SUFFIX).min(MAX_ALARM_NAME) + AROUND_NAME;
        match parts.last_mut() {
            Some(part) if part.len() < MAX_ALARM_CHILDREN && length + more <= MAX_ALARM_RULE => {
                part.push(id.clone());
                length += more;
            }
            _ => {
                parts.push(vec![id.clone()]);
                length = more;
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_stays_within_what_cloudwatch_takes() {
        let ids: Vec<LogicalId> =
            (0..350).map(|at| LogicalId::new(format!("a-rather-long-name-{at}-errors-alarm"))).collect();
        let parts = parts("a-system-with-a-long-name-production-observability", &ids);
        assert_eq!(parts.iter().flatten().count(), ids.len());
        for part in &parts {
            let names = part.iter().map(|id| 50 + id.as_str().len() + NAME_SUFFIX + AROUND_NAME);
            assert!(part.len() <= MAX_ALARM_CHILDREN && names.sum::<usize>() <= MAX_ALARM_RULE);
        }
        assert!(parts.len() < 10);
    }
}
