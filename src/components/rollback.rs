//! `deployment.rollback`: the alarms that take an update back, found among the resources.
//!
//! This stands behind lowering, like the way out: only here is it known which alarms there are.

use super::Checked;
use crate::blueprint::Rollback;
use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::documents::cloudformation::StackKey;
use crate::documents::{Alarm, Documents, Watch};
use crate::facts::cloudformation::{MAX_MONITORING_MINUTES, MAX_ROLLBACK_TRIGGERS};
use crate::facts::cloudwatch::MAX_ALARM_NAME;
use crate::system::System;

const FACT: &str = "CloudFormation API Reference, RollbackConfiguration (read 2026-11-22)";

/// Notes in the documents which alarms are watched.
pub fn watch(checked: &Checked<'_, '_>, documents: &mut Documents, diagnostics: &mut Vec<Diagnostic>) {
    let system = checked.0;
    let Some(rollback) = &system.blueprint.deployment.rollback else { return };
    diagnostics.extend(bad_monitoring(system, rollback));
    let known = alarms_of(documents);
    let mut alarms: Vec<Alarm> = Vec::new();
    for (at, name) in rollback.alarms.iter().enumerate() {
        let span = system.value(&["deployment", "rollback", "alarms", &format!("[{at}]")]);
        match find(system, &known, name) {
            Ok(found) => alarms.extend(found.into_iter().filter(|alarm| !alarms.contains(alarm)).collect::<Vec<_>>()),
            Err(problem) => diagnostics.push(unknown(&known, name, span, problem)),
        }
    }
    diagnostics.extend(bad_count(system, rollback, &alarms));
    let minutes = u32::try_from(rollback.monitoring.seconds / 60).unwrap_or(u32::MAX);
    documents.watch = Some(Watch { alarms, minutes });
}

/// Every alarm of the system: its stack and logical id.
fn alarms_of(documents: &Documents) -> Vec<(StackKey, String)> {
    let is_alarm = |name: &str| matches!(name, "AWS::CloudWatch::Alarm" | "AWS::CloudWatch::CompositeAlarm");
    let of = |(key, stack): (&StackKey, &crate::documents::cloudformation::Stack)| {
        let alarms = stack.resources.iter().filter(|(_, entry)| is_alarm(&entry.type_name));
        alarms.map(|(id, _)| (key.clone(), id.to_string())).collect::<Vec<_>>()
    };
    documents.stacks.iter().flat_map(of).collect()
}

/// The alarms that a name means, or why there are none.
fn find(system: &System<'_>, known: &[(StackKey, String)], name: &str) -> Result<Vec<Alarm>, String> {
    if name.starts_with("arn:") {
        let mut parts = name.splitn(7, ':');
        let (service, region) = (parts.nth(2), parts.next());
        let (kind, alarm) = (parts.nth(1), parts.next());
        return match (service, region, kind, alarm) {
            (Some("cloudwatch"), Some(region), Some("alarm"), Some(_)) if system.region(region).is_none() => {
                Err(format!("{region} is no region of this blueprint"))
            }
            (Some("cloudwatch"), Some(region), Some("alarm"), Some(alarm)) => match bad_name(alarm) {
                Some(problem) => Err(problem),
                None => Ok(vec![Alarm { region: region.to_owned(), stack: None, name: alarm.to_owned() }]),
            },
            _ => Err("an alarm's ARN is arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME".to_owned()),
        };
    }
    let own = known.iter().filter(|(_, id)| id == name);
    let found: Vec<Alarm> =
        own.map(|(key, id)| Alarm { region: key.region.clone(), stack: Some(key.clone()), name: id.clone() }).collect();
    if found.is_empty() { Err("no alarm of the system has this logical id".to_owned()) } else { Ok(found) }
}

/// Why no alarm can be called so: CloudWatch API Reference, PutMetricAlarm, AlarmName (read 2026-11-22).
fn bad_name(alarm: &str) -> Option<String> {
    let length = alarm.chars().count();
    if alarm.chars().any(char::is_control) {
        Some("an alarm's name has no control characters".to_owned())
    } else if !(1..=MAX_ALARM_NAME).contains(&length) {
        Some(format!("an alarm's name has 1 to {MAX_ALARM_NAME} characters, this has {length}"))
    } else {
        None
    }
}

fn unknown(known: &[(StackKey, String)], name: &str, span: Span, problem: String) -> Diagnostic {
    let error =
        Diagnostic::error(codes::ROLLBACK_ALARM, span, format!("`{name}` is no alarm that could roll an update back"));
    let near = did_you_mean(name, known.iter().map(|(_, id)| id.as_str()));
    match near {
        Some(near) => error.label(format!("did you mean {near}?")).fix(format!("write {near}"), span, near),
        None if known.is_empty() => {
            error.label(problem).help("the system has no alarm: add one, or name one by its ARN")
        }
        None => error.label(problem).help(format!("the system's alarms are {}", some(known))),
    }
}

/// The first few ids.
fn some(known: &[(StackKey, String)]) -> String {
    let mut ids: Vec<&str> = known.iter().map(|(_, id)| id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let more = if ids.len() > 8 { ", …" } else { "" };
    ids.truncate(8);
    format!("{}{more}", ids.join(", "))
}

fn bad_count(system: &System<'_>, rollback: &Rollback, alarms: &[Alarm]) -> Option<Diagnostic> {
    let span = system.key(&["deployment", "rollback", "alarms"]);
    if rollback.alarms.is_empty() {
        let error = Diagnostic::error(codes::ROLLBACK_ALARM_COUNT, span, "no alarm is listed to roll an update back");
        return Some(error.label("an empty list").help("name an alarm, or leave `rollback` out"));
    }
    let count = |code: &str| alarms.iter().filter(|alarm| alarm.region == code).count();
    let (region, count) =
        system.regions.iter().map(|region| (region.code, count(region.code))).max_by_key(|it| it.1)?;
    (count > MAX_ROLLBACK_TRIGGERS).then(|| {
        let message =
            format!("{count} rollback alarms in {region}, where CloudFormation takes {MAX_ROLLBACK_TRIGGERS}");
        Diagnostic::error(codes::ROLLBACK_ALARM_COUNT, span, message)
            .label(format!("{count} in {region}"))
            .help("name one composite alarm (AWS::CloudWatch::CompositeAlarm) over several")
            .fact(FACT)
    })
}

fn bad_monitoring(system: &System<'_>, rollback: &Rollback) -> Option<Diagnostic> {
    let seconds = rollback.monitoring.seconds;
    let span = system.value(&["deployment", "rollback", "monitoring"]);
    let most = MAX_MONITORING_MINUTES;
    if seconds.is_multiple_of(60) && seconds / 60 <= u64::from(most) {
        return None;
    }
    let message = format!("alarms are watched for {} after an update", rollback.monitoring);
    let error = Diagnostic::error(codes::ROLLBACK_MONITORING, span, message).fact(FACT);
    Some(if seconds / 60 >= u64::from(most) {
        error.label(format!("at most {most}m")).fix(format!("watch for {most} minutes"), span, format!("{most}m"))
    } else {
        let minutes = seconds.div_ceil(60);
        error.label("whole minutes").fix(format!("watch for {minutes}m"), span, format!("{minutes}m"))
    })
}
