//! What may be wrong with the windows in which AWS makes backups and maintains a database.

use crate::blueprint::Database;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::rds;
use crate::system::Instance;

const DAY: u32 = 24 * 60;
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const FACT: &str = "RDS CreateDBInstance, PreferredBackupWindow and PreferredMaintenanceWindow: UTC, 30 minutes at least, not at the same time (botocore 1.43.106)";

/// Windows that are not written as AWS reads them, too short, or at the same time.
pub fn check(database: &Instance<'_, Database>, diagnostics: &mut Vec<Diagnostic>) {
    let backup = read(database, &BACKUP, database.model.backup_window.as_deref(), diagnostics);
    let maintenance = read(database, &MAINTENANCE, database.model.maintenance_window.as_deref(), diagnostics);
    if let (Some(backup), Some(maintenance)) = (backup, maintenance)
        && (0..7).any(|day| Window { start: backup.start + day * DAY, ..backup }.meets(maintenance))
    {
        let path = ["maintenance_window"];
        let error =
            Diagnostic::error(codes::DATABASE_WINDOW, database.place(&path), "maintenance while backups are made")
                .label("at the same time")
                .also(database.place(&["backup_window"]), "each day")
                .help("move one of them: they may follow each other, not overlap");
        diagnostics.push(error.fact(FACT));
    }
}

/// How a window is written.
struct Form {
    field: &'static str,
    weekly: bool,
    example: &'static str,
}

const BACKUP: Form = Form { field: "backup_window", weekly: false, example: "03:00-04:00" };
const MAINTENANCE: Form = Form { field: "maintenance_window", weekly: true, example: "sun:04:30-sun:05:30" };

/// A span of minutes, from the beginning of the day or of Monday.
#[derive(Clone, Copy)]
struct Window {
    start: u32,
    minutes: u32,
}

impl Window {
    fn meets(self, other: Window) -> bool {
        let after = |earlier: Window, later: Window| (later.start + 7 * DAY - earlier.start) % (7 * DAY);
        after(self, other) < self.minutes || after(other, self) < other.minutes
    }
}

fn read(
    database: &Instance<'_, Database>,
    form: &Form,
    written: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Window> {
    let written = written?;
    let span = database.place(&[form.field]);
    let Some(window) = parse(written, form.weekly) else {
        let error = Diagnostic::error(codes::DATABASE_WINDOW, span, format!("`{written}` is not a window"))
            .label("from and to, in UTC")
            .help(format!("write it like \"{}\"", form.example));
        diagnostics.push(error.fact(FACT));
        return None;
    };
    if window.minutes < rds::WINDOW_MINUTES {
        let message = format!("a window of {} minutes, where {} are needed", window.minutes, rds::WINDOW_MINUTES);
        let error = Diagnostic::error(codes::DATABASE_WINDOW, span, message).label("too short").help("end it later");
        diagnostics.push(error.fact(FACT));
        return None;
    }
    Some(window)
}

fn parse(written: &str, weekly: bool) -> Option<Window> {
    let (from, to) = written.split_once('-')?;
    let (from, to) = (minute(from, weekly)?, minute(to, weekly)?);
    let cycle = if weekly { 7 * DAY } else { DAY };
    Some(Window { start: from, minutes: (to + cycle - from) % cycle })
}

fn minute(written: &str, weekly: bool) -> Option<u32> {
    let (day, time) = if weekly {
        let (day, time) = written.split_once(':')?;
        let day = DAYS.iter().position(|known| known.eq_ignore_ascii_case(day))?;
        (u32::try_from(day).ok()?, time)
    } else {
        (0, written)
    };
    let (hours, minutes) = time.split_once(':')?;
    let number = |text: &str, most: u32| {
        let number = text.parse::<u32>().ok()?;
        (text.len() == 2 && number <= most).then_some(number)
    };
    Some(day * DAY + number(hours, 23)? * 60 + number(minutes, 59)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_read() {
        assert_eq!(parse("23:45-00:15", false).map(|window| window.minutes), Some(30));
        assert_eq!(parse("sun:23:30-mon:00:30", true).map(|window| window.minutes), Some(60));
        for wrong in ["3:00-04:00", "25:00-26:00", "03:00", "03:00-04:60", "sun:03:00-sun:04:00"] {
            assert!(parse(wrong, false).is_none(), "{wrong}");
        }
        assert!(parse("03:00-04:00", true).is_none());
    }

    #[test]
    fn windows_meet_across_midnight() {
        let sunday_night = parse("sun:23:30-mon:00:30", true).unwrap();
        let early = parse("00:15-01:00", false).unwrap();
        let late = parse("00:30-01:00", false).unwrap();
        assert!(sunday_night.meets(early) && early.meets(sunday_night));
        assert!(!sunday_night.meets(late) && !late.meets(sunday_night));
    }
}
