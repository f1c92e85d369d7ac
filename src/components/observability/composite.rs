//! One state for a region: the composite alarm over all its alarms.

use crate::documents::cloudformation::resources::cloudwatch::CompositeAlarm;
use crate::documents::cloudformation::{LogicalId, Stack, join, some, sub};
use crate::facts::cloudwatch::{MAX_ALARM_CHILDREN, MAX_ALARM_NAME, MAX_ALARM_RULE};
use crate::system::{System, physical_name};

use super::signal::Alarm;

/// What CloudFormation appends to the name of a stack and a logical id, with the hyphens.
const NAME_SUFFIX: usize = 14;
/// `ALARM("")` and ` OR ` around a name.
const AROUND_NAME: usize = 13;

/// Adds the composite alarm of a region; in parts where a rule would be too long.
pub(super) fn add(system: &System<'_>, region: &str, alarms: &[Alarm], stack: &mut Stack) {
    let ids: Vec<LogicalId> = alarms.iter().map(|alarm| alarm.id.clone()).collect();
    let parts = parts(&stack.name, &ids);
    let top = match parts.as_slice() {
        [_] => ids,
        parts => {
            let part = |(at, ids): (usize, &Vec<LogicalId>)| {
                let id = LogicalId::new(format!("Alarms{}", at + 1));
                stack.add(&id, composite(ids, format!("Some of the alarms of {} in {region}.", system.title())));
                id
            };
            parts.iter().enumerate().map(part).collect()
        }
    };
    let says = format!("Something is wrong with {} in {region}: the alarms below say what.", system.title());
    let alarm =
        CompositeAlarm { alarm_name: some(name(system, region)), tags: super::tags(system), ..composite(&top, says) };
    stack.add("RegionAlarm", alarm).comment("observability.alarms");
}

/// The name of a region's composite alarm. It is fixed, so that dashboards elsewhere can show it.
pub(super) fn name(system: &System<'_>, region: &str) -> String {
    physical_name(&[&system.prefix(), region], MAX_ALARM_NAME)
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
