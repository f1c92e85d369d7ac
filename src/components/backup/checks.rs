//! What AWS Backup refuses, and what it would leave out.

use super::DAY_S;
use super::stores::{self, Kind, Store};
use crate::blueprint::Backup;
use crate::blueprint::vocabulary::{Duration, Words};
use crate::components::schedule;
use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::system::System;

/// Days that a backup is kept. Source: AWS Backup Developer Guide, backup plan options: 1 day to 100 years (read 2026-11-22).
const RETENTION_DAYS: std::ops::RangeInclusive<u64> = 1..=36_500;
/// Days that a backup stays in cold storage at least. Source: AWS Backup API, Lifecycle (read 2026-11-22).
const COLD_DAYS: u64 = 90;

const LIFECYCLE: &str = "a backup in cold storage stays there for at least 90 days, so it is deleted at least 90 days after it moved (AWS Backup API, Lifecycle, read 2026-11-22)";

/// Everything that is wrong with the backup.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(backup) = &system.blueprint.backup else { return };
    let at = At { system, backup };
    diagnostics.extend(at.schedule());
    diagnostics.extend(at.days("retention", Some(backup.retention)));
    diagnostics.extend(at.days("cold_storage_after", backup.cold_storage_after));
    diagnostics.extend(at.cold_storage());
    let stores = stores::chosen(system, backup);
    at.names(diagnostics);
    at.copies(&stores, diagnostics);
    at.not_copied(&stores, diagnostics);
    at.left_out(diagnostics);
    diagnostics.extend(at.nothing(&stores));
    diagnostics.extend(at.nothing_cold(&stores));
}

struct At<'s, 'a> {
    system: &'s System<'a>,
    backup: &'s Backup,
}

impl At<'_, '_> {
    fn value(&self, field: &str) -> Span {
        self.system.value(&["backup", field])
    }

    fn schedule(&self) -> Option<Diagnostic> {
        let written = &self.backup.schedule;
        let fault = (written != "daily").then(|| schedule::cron_fault(written)).flatten()?;
        let span = self.value("schedule");
        let error = Diagnostic::error(codes::BACKUP_SCHEDULE, span, format!("`{written}` is no time for backups"))
            .fact("AWS Backup API, BackupRule, ScheduleExpression: a cron expression in UTC (read 2026-11-22)");
        Some(match fault {
            "not cron(…)" => error.label("daily or cron(…)").fix("every day", span, "daily"),
            fault => error.label(fault).help("write minutes, hours, day, month, weekday and year: cron(0 3 * * ? *)"),
        })
    }

    fn days(&self, field: &str, written: Option<Duration>) -> Option<Diagnostic> {
        let written = written?;
        let days = written.seconds / DAY_S;
        if written.seconds.is_multiple_of(DAY_S) && RETENTION_DAYS.contains(&days) {
            return None;
        }
        let span = self.value(field);
        let near = written.seconds.div_ceil(DAY_S).clamp(*RETENTION_DAYS.start(), *RETENTION_DAYS.end());
        let error = Diagnostic::error(codes::BACKUP_AGE, span, format!("`{field}` of {written}"))
            .label("whole days, 1d to 36500d")
            .fix(format!("use {near}d"), span, format!("{near}d"))
            .fact("AWS Backup API, Lifecycle, counts in days (read 2026-11-22)");
        Some(error)
    }

    fn cold_storage(&self) -> Option<Diagnostic> {
        let after = self.backup.cold_storage_after?;
        let least = after.seconds / DAY_S + COLD_DAYS;
        if self.backup.retention.seconds / DAY_S >= least {
            return None;
        }
        let span = self.value("cold_storage_after");
        let retention = self.backup.retention;
        let message = format!("cold storage after {after}, where backups are kept for {retention}");
        let error = Diagnostic::error(codes::BACKUP_COLD_STORAGE, span, message).fact(LIFECYCLE);
        if self.system.tree.locate(self.system.root, &["backup", "retention"]).complete {
            let place = self.value("retention");
            let error = error.label("moves then").also(place, format!("less than {least}d"));
            return Some(error.fix(format!("keep backups for {least}d"), place, format!("{least}d")));
        }
        let label = format!("needs a `retention` of {least}d or more; it is {retention} unless you write it");
        Some(error.label(label).help(format!("add `retention: {least}d`")))
    }

    /// Every name in `stores`.
    fn names(&self, diagnostics: &mut Vec<Diagnostic>) {
        let names = self.backup.stores.names();
        for (at, name) in names.iter().enumerate() {
            let span = self.system.value(&["backup", "stores", &format!("[{at}]")]);
            if names.iter().take(at).any(|other| other == name) {
                diagnostics.push(twice(codes::BACKUP_STORE, span, name));
            } else {
                diagnostics.extend(self.bad_store(name, span));
            }
        }
    }

    fn bad_store(&self, name: &str, span: Span) -> Option<Diagnostic> {
        let error = |why: String| Diagnostic::error(codes::BACKUP_STORE, span, why);
        let stores = ["tables", "databases", "buckets"];
        let Some(component) = self.system.components.get(name) else {
            let known = self.system.components.iter().filter(|(_, component)| stores.contains(&component.section));
            let error = error(format!("`{name}` is not in this blueprint"));
            return Some(match did_you_mean(name, known.map(|(name, _)| *name)) {
                Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
                None => error.label("no such component").help("name tables, databases and buckets, or write `all`"),
            });
        };
        if component.section == "caches" {
            let error = error(format!("AWS Backup has no caches, and `{name}` is one"))
                .label("kept by snapshots of ElastiCache itself")
                .also(component.key, "set its snapshots here")
                .fact("AWS Backup Developer Guide, supported AWS resources: ElastiCache is not among them (read 2026-11-22)");
            return Some(error);
        }
        if !stores.contains(&component.section) {
            let error = error(format!("`{name}` holds nothing to back up"))
                .label("not a table, a database or a bucket")
                .also(component.key, format!("among the {}", component.section));
            return Some(error);
        }
        if stores::unversioned(self.system).contains(&name) {
            let error = error(format!("`{name}` cannot be backed up without versioning"))
                .label("AWS Backup reads the versions of objects")
                .also(component.key, "add `versioning: true`")
                .fact(VERSIONING);
            return Some(error);
        }
        None
    }

    /// Every region in `copy_to`.
    fn copies(&self, stores: &[Store<'_>], diagnostics: &mut Vec<Diagnostic>) {
        let regions = &self.backup.copy_to;
        for (at, code) in regions.iter().enumerate() {
            let span = self.system.value(&["backup", "copy_to", &format!("[{at}]")]);
            if regions.iter().take(at).any(|other| other == code) {
                diagnostics.push(twice(codes::BACKUP_COPY, span, code));
            } else if self.system.region(code).is_none() {
                diagnostics.push(self.unknown_region(code, span));
            } else if !stores.is_empty() && stores.iter().all(|store| store.region == code) {
                let error =
                    Diagnostic::error(codes::BACKUP_COPY, span, format!("everything is backed up in {code} itself"))
                        .label("a copy here would be beside the original")
                        .help("copy to another region, or leave `copy_to` out");
                diagnostics.push(error);
            }
        }
    }

    /// Stores whose backups stay where they are.
    fn not_copied(&self, stores: &[Store<'_>], diagnostics: &mut Vec<Diagnostic>) {
        if self.backup.copy_to.is_empty() {
            return;
        }
        let mut names: Vec<&str> = stores.iter().filter(|store| !store.copied).map(|store| store.name).collect();
        names.dedup();
        for name in names {
            let Some(component) = self.system.components.get(name) else { continue };
            let message = format!("backups of `{name}` are not copied to another region");
            let warning = Diagnostic::warning(codes::BACKUP_NOT_COPIED, component.key, message)
                .label("a Multi-AZ DB cluster")
                .also(self.value("copy_to"), "each copy of its backups fails")
                .help("write `multi_az: true`, leave it out of `stores`, or leave `copy_to` out")
                .fact("Multi-AZ DB clusters do not support copying a snapshot (RDS User Guide, Limitations of Multi-AZ DB clusters for Amazon RDS, read 2026-11-22)");
            diagnostics.push(warning);
        }
    }

    fn unknown_region(&self, code: &str, span: Span) -> Diagnostic {
        let error = Diagnostic::error(codes::BACKUP_COPY, span, format!("{code} is no region of this blueprint"));
        let others: Vec<&str> = self.system.regions.iter().map(|region| region.code).collect();
        match did_you_mean(code, others.iter().copied()) {
            Some(near) => error.label(format!("did you mean {near}?")).fix(format!("write {near}"), span, near),
            None => error
                .label("has no vault of this system")
                .help(format!("name one of {}, or add {code} to `secondary_regions`", others.join(", "))),
        }
    }

    /// Buckets that `all` does not cover.
    fn left_out(&self, diagnostics: &mut Vec<Diagnostic>) {
        if self.backup.stores != Words::All {
            return;
        }
        for name in stores::unversioned(self.system) {
            let Some(component) = self.system.components.get(name) else { continue };
            let warning = Diagnostic::warning(
                codes::BACKUP_LEFT_OUT,
                component.key,
                format!("`{name}` is left out of the backup"),
            )
            .label("has no `versioning`")
            .also(self.system.key(&["backup"]), "backs up all stores")
            .help("add `versioning: true`, or list the stores to back up under `stores`")
            .fact(VERSIONING);
            diagnostics.push(warning);
        }
    }

    fn nothing(&self, stores: &[Store<'_>]) -> Option<Diagnostic> {
        let named = !self.backup.stores.names().is_empty();
        if !stores.is_empty() || named {
            return None;
        }
        let span = self.system.key(&["backup"]);
        let warning = Diagnostic::warning(codes::BACKUP_NOTHING, span, "there is nothing to back up")
            .label("no table, no database, no bucket with versions")
            .help("leave `backup` out, or let `stores` be `all`");
        Some(warning)
    }

    fn nothing_cold(&self, stores: &[Store<'_>]) -> Option<Diagnostic> {
        self.backup.cold_storage_after?;
        if stores.is_empty() || stores.iter().any(|store| store.kind == Kind::Table) {
            return None;
        }
        let span = self.system.key(&["backup", "cold_storage_after"]);
        let warning = Diagnostic::warning(codes::BACKUP_NEVER_COLD, span, "no backup moves to cold storage")
            .label("only those of tables do")
            .fact("backups of RDS, Aurora and S3 have no cold storage, and AWS Backup ignores the setting for them (AWS Backup API, Lifecycle, read 2026-11-22; AWS Backup Developer Guide, feature availability by resource)");
        let map = self.system.tree.locate(self.system.root, &["backup"]).node;
        Some(match self.system.tree.removal_span(map, "cold_storage_after") {
            Some(removal) => warning.fix("leave it out", removal, ""),
            None => warning.help("leave it out"),
        })
    }
}

const VERSIONING: &str =
    "versioning is a prerequisite of backups of a bucket (AWS Backup Developer Guide, Amazon S3 backups)";

fn twice(code: &'static codes::Code, span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(code, span, format!("`{name}` is listed twice")).label("listed before").help("leave it out")
}
