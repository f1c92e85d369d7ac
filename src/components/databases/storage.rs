//! What may be wrong with the storage of a database.

use crate::blueprint::Database;
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::facts::rds;
use crate::facts::rds_storage::{self, StorageType};
use crate::system::Instance;

/// Where the numbers of IOPS and throughput come from.
const GUIDE: &str = "RDS User Guide, Amazon RDS DB instance storage (read 2026-10-20)";

/// How far storage may grow.
const GROWTH: &str = "the maximum is at least 10% more than the storage, and provisioned IOPS 0.5 to 50 times the maximum (RDS User Guide, Managing capacity automatically with Amazon RDS storage autoscaling, read 2026-11-22)";

/// Sizes, IOPS and throughput that the type of storage does not have.
pub fn check(database: &Instance<'_, Database>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(kind) = rds_storage::find(database.model.storage.kind().name()) else { return };
    let size = database.model.storage.size();
    let gib = u32::try_from(size.gib()).ok().filter(|gib| size.is_whole_gib() && kind.size_gib.contains(gib));
    let Some(gib) = gib else {
        diagnostics.push(size_refused(database, kind));
        return;
    };
    let storage = Storage { database, kind, gib };
    diagnostics.extend(storage.iops());
    diagnostics.extend(storage.throughput());
    diagnostics.extend(storage.growth());
}

fn size_refused(database: &Instance<'_, Database>, kind: &StorageType) -> Diagnostic {
    let size = database.model.storage.size();
    let (least, most) = (*kind.size_gib.start(), *kind.size_gib.end());
    let span = database.place(&["storage", "size"]);
    let error = Diagnostic::error(
        codes::DATABASE_SIZE,
        span,
        format!("{size} of {} storage, where {least}GiB to {}TiB are possible", kind.name, most / 1024),
    )
    .fact("RDS CreateDBInstance, AllocatedStorage, in whole GiB (botocore 1.44.5)");
    if !size.is_whole_gib() {
        let up = (size.gib() + 1).clamp(u64::from(least), u64::from(most));
        return error.label("not a whole number of GiB").fix(format!("use {up}GiB"), span, format!("{up}GiB"));
    }
    let near = if size.gib() < u64::from(least) { least } else { most };
    let error = error.label(format!("not from {least}GiB to {most}GiB"));
    if database.says(&["storage", "size"]) {
        return error.fix(format!("use {near}GiB"), span, format!("{near}GiB"));
    }
    error
        .also(database.place(&["storage", "type"]), format!("{} begins at {least}GiB", kind.name))
        .help(format!("write `size: {least}GiB`"))
}

struct Storage<'c, 'a> {
    database: &'c Instance<'a, Database>,
    kind: &'static StorageType,
    gib: u32,
}

impl Storage<'_, '_> {
    fn place(&self, field: &str) -> Span {
        self.database.place(&["storage", field])
    }

    /// Marks a field as one to leave out.
    fn without(&self, error: Diagnostic, field: &str) -> Diagnostic {
        match self.database.removal(&["storage", field]).filter(|_| self.database.says(&["storage", field])) {
            Some(span) => error.fix("leave it out", span, ""),
            None => error,
        }
    }

    fn iops(&self) -> Option<Diagnostic> {
        let (kind, gib) = (self.kind, self.gib);
        let Some(iops) = self.database.model.storage.iops else { return self.iops_missing() };
        if gib < kind.tunable_from_gib {
            return Some(self.not_tunable("iops", &format!("{iops} IOPS")));
        }
        let possible = kind.iops_for(gib);
        if possible.contains(&iops) {
            return None;
        }
        let span = self.place("iops");
        let (least, most) = (*possible.start(), *possible.end());
        let near = iops.clamp(least, most);
        let message = format!("{iops} IOPS on {gib}GiB of {}, where {least} to {most} are possible", kind.name);
        let error = Diagnostic::error(codes::DATABASE_IOPS, span, message)
            .label(format!("not from {least} to {most}"))
            .also(self.place("size"), format!("{} carries {} IOPS for each GiB at most", kind.name, kind.iops_per_gib))
            .fix(format!("use {near}"), span, near.to_string());
        Some(error.fact(GUIDE))
    }

    fn iops_missing(&self) -> Option<Diagnostic> {
        if !self.kind.iops_required() {
            return None;
        }
        let possible = self.kind.iops_for(self.gib);
        let message = format!("{} storage without IOPS", self.kind.name);
        let error = Diagnostic::error(codes::DATABASE_IOPS_MISSING, self.place("type"), message)
            .label(format!("{} must say how many it wants", self.kind.name))
            .help(format!("add `iops`, {} to {} on {}GiB, or choose gp3, which has 3,000 anyway", possible.start(), possible.end(), self.gib))
            .fact("RDS CreateDBInstance: \"If you specify io1, io2, or gp3, you must also include a value for the Iops parameter\" (botocore 1.44.5); gp3 does without");
        Some(error)
    }

    fn throughput(&self) -> Option<Diagnostic> {
        let (kind, gib) = (self.kind, self.gib);
        let throughput = self.database.model.storage.throughput?;
        let span = self.place("throughput");
        let Some(possible) = kind.throughput_mibps.as_ref() else {
            let error = Diagnostic::error(
                codes::DATABASE_THROUGHPUT_TYPE,
                span,
                format!("{} storage takes no throughput", kind.name),
            )
            .label("only gp3 has it")
            .also(self.place("type"), format!("the storage is {}", kind.name))
            .fact(
                "RDS CreateDBInstance, StorageThroughput: \"applies only to the gp3 storage type\" (botocore 1.44.5)",
            );
            return Some(self.without(error, "throughput"));
        };
        if gib < kind.tunable_from_gib {
            return Some(self.not_tunable("throughput", &throughput.to_string()));
        }
        let wanted = u32::try_from(throughput.mib_per_second).unwrap_or(u32::MAX);
        if !possible.contains(&wanted) {
            let near = wanted.clamp(*possible.start(), *possible.end());
            let message = format!(
                "{throughput} of gp3 storage, where {} to {}MiB/s are possible",
                possible.start(),
                possible.end()
            );
            let error = Diagnostic::error(codes::DATABASE_THROUGHPUT, span, message)
                .label(format!("not from {} to {}", possible.start(), possible.end()))
                .fix(format!("use {near}MiB/s"), span, format!("{near}MiB/s"));
            return Some(error.fact(GUIDE));
        }
        let (iops, least) =
            (self.database.model.storage.iops.unwrap_or(*kind.iops.start()), kind.least_iops_for(wanted));
        if iops >= least {
            return None;
        }
        let error = Diagnostic::error(
            codes::DATABASE_THROUGHPUT,
            span,
            format!("{throughput} with {iops} IOPS, where {least} are needed"),
        )
        .label(format!("{iops} IOPS carry {}MiB/s", iops / 4))
        .help(format!("write `iops: {least}`, or a throughput of {}MiB/s at most", iops / 4));
        Some(error.fact("gp3 carries 0.25 MiB/s for each of its IOPS (RDS DescribeValidDBInstanceModifications, StorageThroughputToIopsRatio, read 2026-10-20)"))
    }

    /// Storage that grows by itself must have room to, and its IOPS must suit its largest size as well.
    fn growth(&self) -> Option<Diagnostic> {
        let (most, span) = (self.database.model.storage.max_size?, self.place("max_size"));
        let least = (u64::from(self.gib) * rds::MAX_STORAGE_PERCENT).div_ceil(100);
        let largest = u64::from(*self.kind.size_gib.end());
        if !most.is_whole_gib() || !(least..=largest).contains(&most.gib()) {
            let near = (most.bytes.div_ceil(1 << 30)).clamp(least, largest);
            let message = format!("storage grows to {most}, where {least}GiB to {}TiB are possible", largest / 1024);
            let error = Diagnostic::error(codes::DATABASE_GROWTH, span, message)
                .label(if most.is_whole_gib() {
                    "a tenth more than the size at least"
                } else {
                    "not a whole number of GiB"
                })
                .also(self.place("size"), format!("{}GiB", self.gib))
                .fix(format!("use {near}GiB"), span, format!("{near}GiB"));
            return Some(error.fact(GROWTH));
        }
        let iops = self.database.model.storage.iops.filter(|_| self.kind.iops_required())?;
        let needed = most.gib().div_ceil(2);
        if u64::from(iops) >= needed {
            return None;
        }
        let message = format!("{iops} IOPS on storage that grows to {most}, where {needed} are needed");
        let error = Diagnostic::error(codes::DATABASE_GROWTH, span, message)
            .label("less than half an IOPS for each GiB")
            .also(self.place("iops"), format!("{iops} IOPS"))
            .help(format!("write `iops: {needed}`, or a `max_size` of {}GiB at most", u64::from(iops) * 2));
        Some(error.fact(GROWTH))
    }

    fn not_tunable(&self, field: &str, value: &str) -> Diagnostic {
        let from = self.kind.tunable_from_gib;
        let error = Diagnostic::error(codes::DATABASE_GP3_SMALL, self.place(field), format!("{value} on {}GiB of gp3, which can be set from {from}GiB on", self.gib))
            .label(format!("below {from}GiB gp3 has 3,000 IOPS and 125 MiB/s, no more and no less"))
            .also(self.place("size"), format!("{}GiB", self.gib))
            .fact("RDS CreateDBInstance: \"You can't specify IOPS or storage throughput for engine postgres and a storage size less than 400\"");
        self.without(error, field)
    }
}
