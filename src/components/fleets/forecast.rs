//! Sizes that change ahead of the load: a forecast and a schedule.

use super::{Fleet, pool};
use crate::blueprint::{Predictive, ScheduledSize};
use crate::components::grouped::grouped;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::autoscaling::{CRON_FIELDS, CronField};

const RECURRENCE: &str =
    "Recurrence: five fields of Unix cron (EC2 Auto Scaling API, PutScheduledUpdateGroupAction, read 2026-11-22)";

pub(super) fn check(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if fleet.model.scaling.predictive.is_some() {
        diagnostics.extend(without_target(fleet).or_else(|| uneven(fleet)));
    }
    for (name, size) in &fleet.model.scaling.schedule {
        diagnostics.extend(check_cron(fleet, name, size));
        diagnostics.extend(check_zone(fleet, name, size));
        diagnostics.extend(check_size(fleet, name, size));
    }
    diagnostics.extend(at_the_same_time(fleet));
}

fn without_target(fleet: &Fleet<'_>) -> Option<Diagnostic> {
    let scaling = &fleet.model.scaling;
    if scaling.cpu.is_some() || scaling.network_in.is_some() || scaling.network_out.is_some() {
        return None;
    }
    let error = Diagnostic::error(
        codes::FORECAST_TARGET,
        fleet.key(&["scaling", "predictive"]),
        format!("a forecast of {} without anything to aim at", fleet.name),
    )
    .label("of what?")
    .help("add a target beside it: `cpu: 60%`")
    .fact("a predictive scaling policy needs a metric and a target (EC2 Auto Scaling API, PredictiveScalingConfiguration, read 2026-11-22)");
    Some(error)
}

/// A forecast counts instances, whatever they can do.
fn uneven(fleet: &Fleet<'_>) -> Option<Diagnostic> {
    let types = pool(fleet).described();
    let (first, first_span) = types.first()?;
    let (other, span) = types.iter().find(|(kind, _)| kind.vcpus != first.vcpus)?;
    let message = format!(
        "a forecast in instances, where {} has {} processors and {} has {}",
        first.name, first.vcpus, other.name, other.vcpus
    );
    let mode = match fleet.model.scaling.predictive? {
        Predictive::ForecastOnly => "forecasts",
        Predictive::ForecastAndScale => "starts",
    };
    let warning = Diagnostic::warning(codes::FORECAST_UNEVEN, *span, message)
        .label(format!("{} processors", other.vcpus))
        .also(*first_span, format!("{} processors", first.vcpus))
        .also(fleet.key(&["scaling", "predictive"]), format!("{mode} the wrong number of instances"))
        .help("list types of one size")
        .fact("predictive scaling assumes that all instances of a group are of equal capacity (EC2 Auto Scaling user guide, How predictive scaling works)");
    Some(warning)
}

fn check_cron(fleet: &Fleet<'_>, name: &str, size: &ScheduledSize) -> Option<Diagnostic> {
    let span = fleet.value(&["scaling", "schedule", name, "cron"]);
    let error = |label: String| {
        Diagnostic::error(
            codes::FLEET_CRON,
            span,
            format!("`{}` is not a time that Auto Scaling understands", size.cron),
        )
        .label(label)
        .fact(RECURRENCE)
    };
    let inner = size.cron.strip_prefix("cron(").and_then(|rest| rest.strip_suffix(')'));
    let fields: Vec<&str> = inner.unwrap_or(&size.cron).split_whitespace().collect();
    if let (Some(_), [minute, hour, day, month, weekday, ..]) = (inner, fields.as_slice()) {
        let plain = [minute, hour, day, month, weekday].map(|field| field.replace('?', "*")).join(" ");
        return Some(error("plain cron here, not EventBridge's".to_owned()).fix(
            format!("write {plain}"),
            span,
            format!("\"{plain}\""),
        ));
    }
    if fields.len() != CRON_FIELDS.len() || inner.is_some() {
        let label = format!("{} fields, where five are needed", fields.len());
        return Some(
            error(label)
                .help("minute, hour, day of the month, month, day of the week: \"0 20 * * 1-5\" is 20:00 on weekdays"),
        );
    }
    let (text, field) = fields.iter().zip(&CRON_FIELDS).find(|(text, field)| !fits(text, field))?;
    Some(error(format!("`{text}` is no {}", field.name)).help(format!(
        "{} is {} to {}, a list (1,3), a range (1-3), a step (*/2) or *",
        field.name,
        field.range.start(),
        field.range.end()
    )))
}

/// Whether a field is a list of numbers, names and ranges, each with a step or without.
fn fits(text: &str, field: &CronField) -> bool {
    let number = |text: &str| {
        let named = field.words.iter().position(|word| word.eq_ignore_ascii_case(text));
        named
            .and_then(|index| u32::try_from(index).ok())
            .map(|index| index + field.first_word)
            .or_else(|| text.parse().ok())
            .filter(|number| field.range.contains(number))
    };
    text.split(',').all(|item| {
        let (range, step) = item.split_once('/').map_or((item, None), |(range, step)| (range, Some(step)));
        let steps = step.is_none_or(|step| step.parse::<u32>().is_ok_and(|step| step > 0));
        let whole = match range.split_once('-') {
            Some((from, to)) => number(from).zip(number(to)).is_some_and(|(from, to)| from <= to),
            None => range == "*" || number(range).is_some(),
        };
        steps && whole
    })
}

/// Names of the IANA database have an area; only UTC and GMT do without.
fn check_zone(fleet: &Fleet<'_>, name: &str, size: &ScheduledSize) -> Option<Diagnostic> {
    let zone = size.time_zone.as_deref()?;
    let letters = zone.bytes().all(|c| c.is_ascii_alphanumeric() || b"/_+-".contains(&c));
    if letters && (zone.contains('/') || ["UTC", "GMT"].contains(&zone)) {
        return None;
    }
    let span = fleet.value(&["scaling", "schedule", name, "time_zone"]);
    let error = Diagnostic::error(codes::FLEET_TIME_ZONE, span, format!("`{zone}` is not the name of a time zone"))
        .label("an area and a city: Europe/Berlin")
        .help("leave it out for UTC")
        .fact("TimeZone: canonical names of the IANA time zones, such as Etc/GMT+9 or Pacific/Tahiti (EC2 Auto Scaling API, PutScheduledUpdateGroupAction, read 2026-11-22)");
    Some(error)
}

fn check_size(fleet: &Fleet<'_>, name: &str, size: &ScheduledSize) -> Option<Diagnostic> {
    if size.min <= size.max {
        return None;
    }
    let at = |field| fleet.value(&["scaling", "schedule", name, field]);
    let message = format!("at least {} instances, at most {}", grouped(size.min), grouped(size.max));
    let error = Diagnostic::error(codes::SCALING_ORDER, at("min"), message)
        .label("more than the most")
        .also(at("max"), "the most")
        .help("swap them, or raise `max`")
        .fact("MinSize must not be above MaxSize (EC2 Auto Scaling API, CreateAutoScalingGroup, read 2026-10-20)");
    Some(error)
}

fn at_the_same_time(fleet: &Fleet<'_>) -> Option<Diagnostic> {
    let schedule = &fleet.model.scaling.schedule;
    let same = |a: &ScheduledSize, b: &ScheduledSize| {
        a.cron.split_whitespace().eq(b.cron.split_whitespace()) && a.time_zone == b.time_zone
    };
    let (index, (name, size)) = schedule
        .iter()
        .enumerate()
        .find(|(index, (_, size))| schedule.values().take(*index).any(|other| same(other, size)))?;
    let (first, _) = schedule.iter().take(index).find(|(_, other)| same(other, size))?;
    let at = |name: &str| fleet.value(&["scaling", "schedule", name, "cron"]);
    let warning = Diagnostic::warning(codes::FLEET_CRON, at(name), format!("`{name}` and `{first}` come at the same time"))
        .label("the same time again")
        .also(at(first), "first here")
        .help("leave one of them out")
        .fact("a scheduled action must have a unique time value (EC2 Auto Scaling user guide, Scheduled scaling, Limitations)");
    Some(warning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_cron() {
        let good = |text: &str| {
            let fields: Vec<&str> = text.split(' ').collect();
            fields.len() == 5 && fields.iter().zip(&CRON_FIELDS).all(|(text, field)| fits(text, field))
        };
        for text in ["0 20 * * 1-5", "*/15 0-6/2 1,15 JAN *", "30 0 1 1,6,12 *", "0 9 * * MON-FRI", "0 0 * * 7"] {
            assert!(good(text), "{text}");
        }
        for text in [
            "60 0 * * *",
            "0 24 * * *",
            "0 0 0 * *",
            "0 0 * 13 *",
            "0 0 * * 8",
            "0 0 ? * *",
            "0 5-3 * * *",
            "*/0 * * * *",
            "0 , * * *",
        ] {
            assert!(!good(text), "{text}");
        }
    }
}
