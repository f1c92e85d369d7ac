//! When snapshots are made and nodes are changed.

use crate::blueprint::Cache;
use crate::components::caches::{Form, form};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::elasticache::WINDOW_MINUTES;
use crate::system::Instance;

const DAY: u32 = 24 * 60;
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Where the formats come from.
const FORMATS: &str =
    "ElastiCache CreateReplicationGroup, SnapshotWindow and PreferredMaintenanceWindow (botocore 1.44.5)";

/// Windows that ElastiCache cannot read, that are too short, or that meet.
pub fn check(cache: &Instance<'_, Cache>, diagnostics: &mut Vec<Diagnostic>) {
    let model = cache.model;
    let snapshots = model.snapshot_window.as_deref().map(|text| match form(model) {
        Form::Serverless => minute(text).map(|start| (start, WINDOW_MINUTES)).ok_or("03:00"),
        Form::Group | Form::Memcached => daily(text).ok_or("03:00-04:00"),
    });
    let maintenance = model.maintenance_window.as_deref().map(|text| weekly(text).ok_or("sun:05:00-sun:06:00"));
    for (field, window) in [("snapshot_window", &snapshots), ("maintenance_window", &maintenance)] {
        match window {
            Some(Err(example)) => diagnostics.push(unreadable(cache, field, example)),
            Some(Ok((_, length))) if *length < WINDOW_MINUTES => diagnostics.push(too_short(cache, field, *length)),
            _ => {}
        }
    }
    if model.snapshot_retention == 0 && model.snapshot_window.is_some() && form(model) != Form::Memcached {
        diagnostics.push(without_snapshots(cache));
    }
    if let (Some(Ok(daily)), Some(Ok(weekly))) = (snapshots, maintenance)
        && meet(daily, weekly)
    {
        let error = Diagnostic::warning(
            codes::CACHE_WINDOW,
            cache.value(&["snapshot_window"]),
            "snapshots are made while nodes are changed",
        )
        .label("meets the other window")
        .also(cache.value(&["maintenance_window"]), "maintenance")
        .help("let one end before the other begins")
        .fact("a snapshot waits for a change of the group, and a change for a snapshot (ElastiCache User Guide, Scheduling automatic backups)");
        diagnostics.push(error);
    }
}

/// A time of day in minutes.
fn minute(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let two = |part: &str| (part.len() == 2).then(|| part.parse::<u32>().ok()).flatten();
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// Start and length of `03:00-04:00`.
fn daily(text: &str) -> Option<(u32, u32)> {
    let (start, end) = text.split_once('-')?;
    let (start, end) = (minute(start)?, minute(end)?);
    Some((start, (end + DAY - start) % DAY))
}

/// Start and length of `sun:05:00-sun:06:00`, from Monday on.
fn weekly(text: &str) -> Option<(u32, u32)> {
    let at = |text: &str| {
        let (day, time) = text.split_once(':')?;
        let day = u32::try_from(DAYS.iter().position(|known| *known == day)?).ok()?;
        Some(day * DAY + minute(time)?)
    };
    let (start, end) = text.split_once('-')?;
    let (start, end) = (at(start)?, at(end)?);
    let week = 7 * DAY;
    Some((start, (end + week - start) % week))
}

/// Whether a daily window meets a weekly one on some day.
fn meet((start, length): (u32, u32), (other, other_length): (u32, u32)) -> bool {
    let week = 7 * DAY;
    (0..7).any(|day| {
        let start = day * DAY + start;
        (other + week - start) % week < length || (start + week - other) % week < other_length
    })
}

fn unreadable(cache: &Instance<'_, Cache>, field: &str, example: &str) -> Diagnostic {
    let span = cache.value(&[field]);
    Diagnostic::error(codes::CACHE_WINDOW, span, format!("the {} cannot be read", field.replace('_', " ")))
        .label(format!("written as \"{example}\", in UTC"))
        .help(format!("write two-digit hours and minutes: `{field}: \"{example}\"`"))
        .fact(FORMATS)
}

fn without_snapshots(cache: &Instance<'_, Cache>) -> Diagnostic {
    let message = format!("a window for snapshots of `{}`, which makes none", cache.name);
    let warning = Diagnostic::warning(codes::CACHE_WINDOW, cache.key(&["snapshot_window"]), message)
        .label("never used")
        .also(cache.place(&["snapshot_retention"]), "no snapshots")
        .fact("ElastiCache ModifyReplicationGroup, SnapshotRetentionLimit: \"If the value of SnapshotRetentionLimit is set to zero (0), backups are turned off\" (read 2026-11-22)");
    match cache.removal(&["snapshot_window"]) {
        Some(removal) => warning.fix("leave it out", removal, ""),
        None => warning,
    }
}

fn too_short(cache: &Instance<'_, Cache>, field: &str, length: u32) -> Diagnostic {
    let message = format!("the {} has {length} minutes, and {WINDOW_MINUTES} are the least", field.replace('_', " "));
    Diagnostic::error(codes::CACHE_WINDOW, cache.value(&[field]), message)
        .label("shorter than an hour")
        .help("let it end an hour or more after it begins")
        .fact(FORMATS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_read() {
        assert_eq!(daily("23:30-00:30"), Some((1410, 60)));
        assert_eq!(weekly("sun:23:30-mon:00:30"), Some((6 * DAY + 1410, 60)));
        for wrong in ["3:00-4:00", "24:00-25:00", "03:00", "03:00 - 04:00", "sunday:03:00-sunday:04:00"] {
            assert!(daily(wrong).is_none() && weekly(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn windows_that_meet() {
        let meets = |snapshots, maintenance| meet(daily(snapshots).unwrap(), weekly(maintenance).unwrap());
        assert!(meets("03:00-05:00", "tue:04:00-tue:06:00"));
        assert!(meets("23:30-00:30", "mon:00:00-mon:01:00"));
        assert!(!meets("03:00-04:00", "sun:04:00-sun:05:00"));
    }
}
