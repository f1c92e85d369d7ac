//! What may be wrong with an Aurora cluster: its capacity, and features that exclude each other.

use super::{class, is_aurora, is_replica, options, version};
use crate::blueprint::vocabulary::Switch;
use crate::blueprint::{Database, Replication, Serverless, StorageType};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::aurora;
use crate::system::Instance;

/// Where the ranges of the capacity stand.
const CAPACITY: &str = "RDS API, ServerlessV2ScalingConfiguration (botocore 1.43.106)";

/// Capacities out of range, and parallel query, backtrack, write forwarding and classes where they cannot be.
pub fn check(database: &Instance<'_, Database>, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(serverless) = &database.model.serverless {
        let refused = capacity(database, serverless);
        if refused.is_none() {
            diagnostics.extend(small(database, serverless));
            diagnostics.extend(never_pauses(database, serverless));
        }
        diagnostics.extend(refused);
        diagnostics.extend(pause(database, serverless));
    }
    diagnostics.extend(parallel_query(database));
    diagnostics.extend(global_class(database));
    diagnostics.extend(backtrack(database));
    diagnostics.extend(write_forwarding(database));
}

fn is_global(database: &Instance<'_, Database>) -> bool {
    is_aurora(database) && database.model.replication == Replication::GlobalDatabase
}

fn capacity(database: &Instance<'_, Database>, serverless: &Serverless) -> Option<Diagnostic> {
    let (least, most) = (aurora::MIN_ACU, aurora::MAX_ACU);
    for (field, acu, range) in [("min", serverless.min, &least), ("max", serverless.max, &most)] {
        let span = database.place(&["serverless", field]);
        let halves = (acu * 2.0).round() / 2.0;
        let near = halves.clamp(*range.start(), *range.end());
        if (near - acu).abs() > f64::EPSILON {
            let label = if (halves - acu).abs() > f64::EPSILON { "not in steps of 0.5" } else { "out of range" };
            let message = format!("{acu} ACU, where {} to {} in steps of 0.5 are possible", range.start(), range.end());
            let error = Diagnostic::error(codes::SERVERLESS_CAPACITY, span, message).label(label);
            return Some(error.fix(format!("use {near}"), span, near.to_string()).fact(CAPACITY));
        }
    }
    if serverless.min > serverless.max {
        let span = database.place(&["serverless", "min"]);
        let message = format!("at least {} ACU and at most {}", serverless.min, serverless.max);
        let error = Diagnostic::error(codes::SERVERLESS_CAPACITY, span, message)
            .label("more than the most")
            .also(database.place(&["serverless", "max"]), "the most")
            .help("exchange them, or raise the most");
        return Some(error.fact(CAPACITY));
    }
    let known = version(database.model)?;
    if serverless.min > 0.0 || aurora::can_pause(database.model.engine.name(), known.version) {
        return None;
    }
    let span = database.place(&["serverless", "min"]);
    let message = format!("0 ACU, and {} {} cannot pause", database.model.engine.name(), known.version);
    let error = Diagnostic::error(codes::SERVERLESS_CAPACITY, span, message)
        .label("0.5 is the least")
        .also(database.place(&["version"]), known.version)
        .fix("use 0.5", span, "0.5");
    Some(error.fact("\"For versions that don't support Aurora Serverless v2 auto-pause, the smallest value that you can use is 0.5\": RDS API, ServerlessV2ScalingConfiguration (botocore 1.43.106); versions: Aurora User Guide, Scaling to Zero ACUs"))
}

fn pause(database: &Instance<'_, Database>, serverless: &Serverless) -> Option<Diagnostic> {
    let (idle, range) = (serverless.pause_after?, aurora::PAUSE_SECONDS);
    let path = ["serverless", "pause_after"];
    if serverless.min > 0.0 {
        let message = format!("pauses after {idle}, and never goes below {} ACU", serverless.min);
        let error = Diagnostic::error(codes::SERVERLESS_PAUSE, database.key(&path), message)
            .label("only with `min: 0`")
            .also(database.place(&["serverless", "min"]), "never 0");
        let error = error.fact("SecondsUntilAutoPause goes with a MinCapacity of 0 (RDS API, ServerlessV2ScalingConfiguration, botocore 1.43.106)");
        return Some(match database.removal(&path) {
            Some(removal) => error.fix("leave it out", removal, ""),
            None => error,
        });
    }
    if range.contains(&idle.seconds) {
        return None;
    }
    let near = if idle.seconds < *range.start() { "5m" } else { "24h" };
    let span = database.place(&path);
    let error =
        Diagnostic::error(codes::SERVERLESS_PAUSE, span, format!("pauses after {idle}, where 5m to 24h are possible"))
            .label(if near == "5m" { "too soon" } else { "too late" })
            .fix(format!("use {near}"), span, near);
    Some(error.fact(CAPACITY))
}

/// What AWS recommends at least. Capacity 0 is for databases that sleep, whatever they are used with.
fn small(database: &Instance<'_, Database>, serverless: &Serverless) -> Option<Diagnostic> {
    let global = is_global(database) && !is_replica(database);
    let (advised, place, reason) = if global {
        (aurora::GLOBAL_ACU, "replication", "the primary cluster of a global database")
    } else if database.model.insights.is_some() {
        (aurora::INSIGHTS_ACU, "insights", "an instance with Performance Insights")
    } else {
        return None;
    };
    if serverless.min >= advised {
        return None;
    }
    let span = database.place(&["serverless", "min"]);
    let message = format!("at least {} ACU, where AWS recommends {advised}", serverless.min);
    let warning = Diagnostic::warning(codes::SERVERLESS_SMALL, span, message)
        .label(format!("little for {reason}"))
        .also(database.key(&[place]), reason);
    let warning = if serverless.max >= advised {
        warning.fix(format!("use {advised}"), span, advised.to_string())
    } else {
        warning.help(format!("write `min: {advised}` and a `max` that is more"))
    };
    Some(warning.fact(
        "recommended minimum: 2 ACU with Performance Insights, 8 ACU in the primary region of a global database (Aurora User Guide, \
         Choosing the minimum Aurora Serverless v2 capacity setting, read 2026-11-22)",
    ))
}

fn never_pauses(database: &Instance<'_, Database>, serverless: &Serverless) -> Option<Diagnostic> {
    let proxied = matches!(database.model.proxy, Some(Switch::Enabled | Switch::With(_)));
    if serverless.min > 0.0 || !proxied {
        return None;
    }
    let span = database.place(&["serverless", "min"]);
    let warning = Diagnostic::warning(codes::SERVERLESS_AWAKE, span, format!("`{}` never pauses", database.name))
        .label("0 ACU is never reached")
        .also(database.key(&["proxy"]), "the proxy holds connections open")
        .fix("use 0.5", span, "0.5")
        .fact("an instance pauses when nobody is connected to it, and RDS Proxy keeps connections (Aurora User Guide, Scaling to Zero ACUs with automatic pause and resume)");
    Some(warning)
}

fn parallel_query(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    if !database.model.parallel_query {
        return None;
    }
    let (class, span) = (class(database.model), database.key(&["parallel_query"]));
    let fact = "parallel query is not for db.t2 and db.t3, nor for I/O-Optimized storage (Aurora User Guide, Parallel query for Amazon Aurora MySQL, Limitations, read 2026-11-22)";
    if class.starts_with("db.t2.") || class.starts_with("db.t3.") {
        let error = Diagnostic::error(codes::PARALLEL_QUERY, span, format!("no parallel query on {class}"))
            .label("would never be used")
            .also(database.place(&["instance_class"]), "too small")
            .help("choose a class of the r families, such as db.r6g.large");
        return Some(error.fact(fact));
    }
    if database.model.storage.kind != Some(StorageType::AuroraIopt1) {
        return class.starts_with("db.t4g.").then(|| parallel_query_doubtful(database, class));
    }
    let place = database.place(&["storage", "type"]);
    let error = Diagnostic::error(codes::PARALLEL_QUERY, span, "no parallel query on I/O-Optimized storage")
        .label("would never be used")
        .also(place, "I/O-Optimized")
        .fix("use the standard storage", place, StorageType::Aurora.name());
    Some(error.fact(fact))
}

/// The limitation names two families of burstable classes and is silent on the third.
fn parallel_query_doubtful(database: &Instance<'_, Database>, class: &str) -> Diagnostic {
    let span = database.key(&["parallel_query"]);
    Diagnostic::warning(codes::PARALLEL_QUERY, span, format!("parallel query on {class} is doubtful"))
        .label("may never be used")
        .also(database.place(&["instance_class"]), "burstable")
        .help("choose a class of the r families, such as db.r6g.large")
        .fact("db.t2 and db.t3 have no parallel query, of db.t4g the guide says nothing (Aurora User Guide, Parallel query for Amazon Aurora MySQL, Limitations); the number of parallel queries at a time is given for db.r classes only (AWS News Blog, Parallel Query for Amazon Aurora, read 2026-11-22)")
}

fn global_class(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let class = class(database.model);
    if !is_global(database) || !class.starts_with("db.t") {
        return None;
    }
    let span = database.place(&["instance_class"]);
    let error = Diagnostic::error(codes::GLOBAL_DATABASE_CLASS, span, format!("{class} in a global database"))
        .label("not a class with much memory")
        .also(database.place(&["replication"]), "a global database")
        .fix("use db.r6g.large", span, "db.r6g.large");
    Some(error.fact(
        "a global database wants memory-optimized classes, db.r5 or later is recommended (Aurora User Guide, Configuration requirements \
         of an Amazon Aurora global database, read 2026-11-22)",
    ))
}

fn backtrack(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let window = database.model.backtrack?;
    let span = database.place(&["backtrack"]);
    if window.seconds > aurora::BACKTRACK_SECONDS {
        let error =
            Diagnostic::error(codes::BACKTRACK, span, format!("turned back by {window}, where 72h are possible"))
                .label("more than 72h")
                .fix("use 72h", span, "72h")
                .help("older states come from backups: a new cluster, restored to a point in time");
        return Some(error.fact("RDS CreateDBCluster, BacktrackWindow: 0 to 259,200 seconds (botocore 1.43.106)"));
    }
    if !is_global(database) {
        return None;
    }
    let error = Diagnostic::error(codes::BACKTRACK, database.key(&["backtrack"]), "a global database cannot be turned back")
        .label("the other regions have seen it")
        .also(database.place(&["replication"]), "a global database")
        .fact("global databases don't support backtracking (Aurora User Guide, Limitations of Amazon Aurora global databases, read 2026-11-22)");
    Some(match database.removal(&["backtrack"]) {
        Some(removal) => error.fix("leave it out", removal, ""),
        None => error,
    })
}

fn write_forwarding(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    if !database.model.write_forwarding {
        return None;
    }
    let (engine, span) = (database.model.engine.name(), database.key(&["write_forwarding"]));
    if !is_global(database) {
        let error = Diagnostic::error(codes::WRITE_FORWARDING, span, format!("`{}` has nothing to forward to", database.name))
            .label("only a global database forwards writes")
            .also(database.place(&["replication"]), "each region has a cluster of its own")
            .help("write `replication: global_database`, or leave it out")
            .fact("\"You can set this value only on Aurora DB clusters that are members of an Aurora global database\": RDS CreateDBCluster, EnableGlobalWriteForwarding (botocore 1.43.106)");
        return Some(error);
    }
    let known = version(database.model)?.version;
    if aurora::forwards_writes(engine, known) {
        return None;
    }
    let error = Diagnostic::error(codes::DATABASE_OPTION_VERSION, span, format!("{engine} {known} forwards no writes"))
        .label("needs a later version")
        .also(database.place(&["version"]), known)
        .help(options::later(engine));
    Some(error.fact(
        "Aurora PostgreSQL 14.9, 15.4, and 16 on (Aurora User Guide, Using write forwarding in an Aurora PostgreSQL global database, read \
         2026-11-22)",
    ))
}
