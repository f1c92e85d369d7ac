//! How many regions a database can be copied to, and how many instances a cluster has there.

use super::{is_aurora, is_replica, replicas, replicates};
use crate::blueprint::{Database, ReaderScaling};
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::facts::{aurora, rds};
use crate::system::Instance;

/// Too many regions, readers or tiers.
pub fn check(database: &Instance<'_, Database>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(check_regions(database));
    if is_aurora(database) {
        diagnostics.extend(check_readers(database));
        diagnostics.extend(check_tiers(database));
        diagnostics.extend(check_scaling(database));
    }
}

/// The readers beside the instance that writes or would write.
pub fn readers(database: &Instance<'_, Database>) -> u32 {
    database.model.readers.unwrap_or(1)
}

/// The readers that come and go, where Aurora has them: not in the secondary clusters of a global database.
pub fn scaling<'a>(database: &Instance<'a, Database>) -> Option<&'a ReaderScaling> {
    database.model.reader_scaling.as_ref().filter(|_| !is_replica(database))
}

fn check_regions(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let copies = replicas(database).len();
    let (most, fact) = if is_aurora(database) {
        (
            aurora::GLOBAL_SECONDARIES,
            "a global database has up to 10 secondary clusters (Aurora User Guide, Using Amazon Aurora Global Database, read 2026-11-22)",
        )
    } else {
        (
            rds::READ_REPLICAS,
            "RDS API, CreateDBInstanceReadReplica: an instance has up to 15 read replicas (botocore 1.43.106)",
        )
    };
    if !replicates(database) || copies <= most {
        return None;
    }
    let span = database.place(&["replication"]);
    let error = Diagnostic::error(
        codes::DATABASE_REGIONS,
        span,
        format!("`{}` is copied to {copies} regions, where {most} are possible", database.name),
    )
    .label(format!("{} too many", copies - most))
    .help("name the regions that need it under `regions`");
    Some(error.fact(fact))
}

/// What a region's cluster may have: in a global database the primary region gives up one reader for each secondary.
fn most_readers(database: &Instance<'_, Database>) -> u32 {
    let given_up = if is_replica(database) { 0 } else { u32::try_from(replicas(database).len()).unwrap_or(u32::MAX) };
    aurora::READERS.saturating_sub(given_up)
}

fn check_readers(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let (readers, most) = (readers(database), most_readers(database));
    let span = database.place(&["readers"]);
    if readers > most {
        return Some(too_many(database, &["readers"], format!("{readers} readers, where {most} are possible")).fix(
            format!("use {most}"),
            span,
            most.to_string(),
        ));
    }
    if readers > 0 || is_replica(database) {
        return None;
    }
    let warning =
        Diagnostic::warning(codes::AURORA_ALONE, span, format!("`{}` has one instance and no reader", database.name))
            .label("nothing takes over when it fails")
            .fix("add a reader", span, "1")
            .fact(
                "without a reader Aurora recreates the writer, which takes minutes (Aurora User Guide, Fault tolerance \
                 for an Aurora DB cluster, read 2026-11-22)",
            );
    Some(warning)
}

fn too_many(database: &Instance<'_, Database>, path: &[&str], message: String) -> Diagnostic {
    let error = Diagnostic::error(codes::AURORA_READERS, database.place(path), message);
    let secondaries = replicas(database).len();
    let error = if secondaries > 0 && !is_replica(database) {
        error
            .label(format!("{} less {secondaries}, one for each secondary cluster", aurora::READERS))
            .also(database.place(&["replication"]), "a global database")
    } else {
        error.label(format!("more than {}", aurora::READERS))
    };
    error.fact(
        "15 readers in a cluster; in the primary cluster of a global database 15 less the number of secondaries (Aurora User Guide, \
         Configuration requirements of an Amazon Aurora global database, read 2026-11-22)",
    )
}

fn check_tiers(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let (tiers, readers) = (&database.model.promotion_tiers, readers(database));
    let known = aurora::PROMOTION_TIERS;
    let fact = "RDS CreateDBInstance, PromotionTier: 0 to 15 (botocore 1.43.106)";
    if let Some((at, tier)) = tiers.iter().enumerate().find(|(_, tier)| !known.contains(tier)) {
        let span = database.place(&["promotion_tiers", &format!("[{at}]")]);
        let message = format!("promotion tier {tier}, where 0 to 15 are possible");
        let error = Diagnostic::error(codes::PROMOTION_TIERS, span, message).label("later than the last");
        return Some(error.fix("take over last", span, known.end().to_string()).fact(fact));
    }
    if tiers.is_empty() || u32::try_from(tiers.len()) == Ok(readers) {
        return None;
    }
    let span = database.place(&["promotion_tiers"]);
    let message = format!("{readers} readers, where `promotion_tiers` has {}", tiers.len());
    let error = Diagnostic::error(codes::PROMOTION_TIERS, span, message)
        .label("one for each reader")
        .also(database.place(&["readers"]), format!("{readers} readers"))
        .help("write one number for each reader, 0 for who takes over first");
    Some(error.fact(fact))
}

fn check_scaling(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let scaling = scaling(database)?;
    let path = ["reader_scaling", "max"];
    let (readers, most, span) = (readers(database), most_readers(database), database.place(&path));
    if database.model.serverless.is_some() {
        return Some(scaled_serverless(database));
    }
    if scaling.max > most {
        let message = format!("up to {} readers, where {most} are possible", scaling.max);
        return Some(too_many(database, &path, message).fix(format!("use {most}"), span, most.to_string()));
    }
    if scaling.max <= readers {
        let message = format!("scales to {} readers, and has {readers} anyway", scaling.max);
        let error = Diagnostic::error(codes::READER_SCALING, span, message)
            .label(format!("not more than {readers}"))
            .also(database.place(&["readers"]), "always there")
            .help(format!("write {} or more, or leave `reader_scaling` out", readers + 1));
        return Some(
            error.fact(
                "RegisterScalableTarget, MaxCapacity is not less than MinCapacity (Application Auto Scaling API)",
            ),
        );
    }
    check_cpu(database, scaling)
}

fn check_cpu(database: &Instance<'_, Database>, scaling: &ReaderScaling) -> Option<Diagnostic> {
    if scaling.cpu.value > 0.0 {
        return None;
    }
    let span = database.place(&["reader_scaling", "cpu"]);
    let error = Diagnostic::error(codes::READER_SCALING, span, "readers that aim at no load")
        .label("would never be enough")
        .fix("aim at 70%", span, "70%");
    Some(error.fact("a target value of a utilisation metric is above 0 (Application Auto Scaling API, TargetTrackingScalingPolicyConfiguration)"))
}

fn scaled_serverless(database: &Instance<'_, Database>) -> Diagnostic {
    let span: Span = database.key(&["reader_scaling"]);
    let error = Diagnostic::error(codes::READER_SCALING, span, "readers of a serverless cluster do not come and go")
        .label("each grows and shrinks by itself")
        .also(database.key(&["serverless"]), "Serverless v2")
        .fact(
            "Aurora Auto Scaling isn't supported with Serverless v2: its readers wait at low capacity instead (Aurora User Guide, \
             Requirements for Aurora Serverless v2, read 2026-11-22)",
        );
    match database.removal(&["reader_scaling"]) {
        Some(removal) => error.fix("leave it out", removal, ""),
        None => error,
    }
}
