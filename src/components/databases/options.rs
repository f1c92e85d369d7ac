//! Which engine takes which option.

use super::{is_aurora, version};
use crate::blueprint::{Database, Replication, StorageType};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::{aurora, rds};
use crate::system::Instance;

/// Options that the engine does not have, and a class beside a capacity. True if any was found: what else is said about them would
/// only repeat it.
pub fn check(database: &Instance<'_, Database>, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let before = diagnostics.len();
    for option in OPTIONS {
        diagnostics.extend(refused(database, option));
    }
    diagnostics.extend(check_replication(database));
    diagnostics.extend(check_storage_type(database));
    diagnostics.extend(class_and_capacity(database));
    diagnostics.extend(class_without_capacity(database));
    diagnostics.extend(serverless_version(database));
    diagnostics.len() > before
}

/// An option that not every engine has.
struct EngineOption {
    path: &'static [&'static str],
    /// Whether the option asks for nothing, so that it may stand anywhere.
    idle: fn(&Database) -> bool,
    engines: Engines,
    /// What to do instead, or why not.
    instead: &'static str,
}

/// The engines that have an option.
#[derive(Clone, Copy)]
enum Engines {
    Rds,
    Aurora,
    AuroraMysql,
}

impl Engines {
    fn have(self, database: &Database) -> bool {
        let (aurora, mysql) = (database.engine.is_aurora(), database.engine.is_mysql());
        match self {
            Engines::Rds => !aurora,
            Engines::Aurora => aurora,
            Engines::AuroraMysql => aurora && mysql,
        }
    }

    const fn who(self) -> &'static str {
        match self {
            Engines::Rds => "RDS (postgres, mysql)",
            Engines::Aurora => "Aurora",
            Engines::AuroraMysql => "aurora-mysql",
        }
    }
}

const NEVER: fn(&Database) -> bool = |_| false;
const GROWS: &str = "Aurora's storage grows by itself and has no size, IOPS or throughput to set";

const OPTIONS: &[EngineOption] = &[
    EngineOption {
        path: &["serverless"],
        idle: NEVER,
        engines: Engines::Aurora,
        instead: "choose an `instance_class`, or aurora-postgresql or aurora-mysql",
    },
    EngineOption {
        path: &["readers"],
        idle: |database| database.readers == Some(0),
        engines: Engines::Aurora,
        instead: "`multi_az` keeps a standby, and `replication: read_replica` copies to the other regions",
    },
    EngineOption {
        path: &["promotion_tiers"],
        idle: |database| database.promotion_tiers.is_empty(),
        engines: Engines::Aurora,
        instead: "an RDS standby needs no order",
    },
    EngineOption {
        path: &["reader_scaling"],
        idle: NEVER,
        engines: Engines::Aurora,
        instead: "choose aurora-postgresql or aurora-mysql for readers that come and go",
    },
    EngineOption {
        path: &["custom_endpoints"],
        idle: |database| database.custom_endpoints.is_empty(),
        engines: Engines::Aurora,
        instead: "an RDS instance has one address; a read replica has its own",
    },
    EngineOption {
        path: &["write_forwarding"],
        idle: |database| !database.write_forwarding,
        engines: Engines::Aurora,
        instead: "a read replica takes no writes; choose Aurora with `replication: global_database`",
    },
    EngineOption {
        path: &["parallel_query"],
        idle: |database| !database.parallel_query,
        engines: Engines::AuroraMysql,
        instead: "PostgreSQL's own parallel query is on by default, and RDS for MySQL has none",
    },
    EngineOption {
        path: &["backtrack"],
        idle: |database| database.backtrack.is_some_and(|window| window.seconds == 0),
        engines: Engines::AuroraMysql,
        instead: "restore to a point in time, into a new database",
    },
    EngineOption {
        path: &["multi_az"],
        idle: NEVER,
        engines: Engines::Rds,
        instead: "Aurora fails over to a reader: write `readers: 1` or more",
    },
    EngineOption { path: &["storage", "size"], idle: NEVER, engines: Engines::Rds, instead: GROWS },
    EngineOption { path: &["storage", "max_size"], idle: NEVER, engines: Engines::Rds, instead: GROWS },
    EngineOption { path: &["storage", "iops"], idle: NEVER, engines: Engines::Rds, instead: GROWS },
    EngineOption { path: &["storage", "throughput"], idle: NEVER, engines: Engines::Rds, instead: GROWS },
];

fn refused(database: &Instance<'_, Database>, option: &EngineOption) -> Option<Diagnostic> {
    if !database.says(option.path) || option.engines.have(database.model) || (option.idle)(database.model) {
        return None;
    }
    let (name, engine) = (option.path.join("."), database.model.engine.name());
    let error = Diagnostic::error(
        codes::DATABASE_OPTION,
        database.key(option.path),
        format!("`{name}` is not for {engine}"),
    )
    .label(format!("only {} has it", option.engines.who()))
    .also(database.place(&["engine"]), engine)
    .help(option.instead)
    .fact("RDS API, CreateDBCluster and CreateDBInstance: which setting applies to which engine (botocore 1.43.106)");
    Some(match database.removal(option.path) {
        Some(removal) => error.fix("leave it out", removal, ""),
        None => error,
    })
}

fn check_replication(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let (written, engine) = (database.model.replication, database.model.engine.name());
    let (right, what) = match (is_aurora(database), written) {
        (true, Replication::ReadReplica) => {
            (Replication::GlobalDatabase, "Aurora copies its storage to other regions as a global database")
        }
        (false, Replication::GlobalDatabase) => {
            (Replication::ReadReplica, "a global database is Aurora's; RDS has read replicas")
        }
        _ => return None,
    };
    let span = database.place(&["replication"]);
    let error = Diagnostic::error(codes::DATABASE_OPTION, span, format!("`{}` is not for {engine}", written.name()))
        .label(what)
        .also(database.place(&["engine"]), engine)
        .fix(format!("write {}", right.name()), span, right.name());
    Some(error.fact("Aurora User Guide, Using Amazon Aurora Global Database (read 2026-11-22)"))
}

fn check_storage_type(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let kind = database.model.storage.kind?;
    let (engine, span) = (database.model.engine.name(), database.place(&["storage", "type"]));
    if kind.is_aurora() != is_aurora(database) {
        let right = if is_aurora(database) { StorageType::Aurora } else { StorageType::Gp3 };
        let error =
            Diagnostic::error(codes::DATABASE_OPTION, span, format!("`{}` storage is not for {engine}", kind.name()))
                .label(if is_aurora(database) {
                    "Aurora has aurora and aurora-iopt1"
                } else {
                    "RDS has gp3, io2 and io1"
                })
                .also(database.place(&["engine"]), engine)
                .fix(format!("write {}", right.name()), span, right.name());
        return Some(error.fact("RDS API, CreateDBCluster and CreateDBInstance, StorageType (botocore 1.43.106)"));
    }
    let known = version(database.model)?.version;
    if kind != StorageType::AuroraIopt1 || aurora::takes_iopt1(engine, known) {
        return None;
    }
    let error = Diagnostic::error(
        codes::DATABASE_OPTION_VERSION,
        span,
        format!("{engine} {known} has no I/O-Optimized storage"),
    )
    .label("needs a later version")
    .also(database.place(&["version"]), known)
    .help(later(engine));
    Some(error.fact(
        "Aurora MySQL 3.03.1, Aurora PostgreSQL 13.10, 14.7 and 15.2 and later have it (Aurora User Guide, Aurora cluster storage \
         configurations, read 2026-11-22)",
    ))
}

fn class_and_capacity(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    if !is_aurora(database) || !database.says(&["serverless"]) || !database.says(&["instance_class"]) {
        return None;
    }
    let serverless = database.model.serverless.as_ref()?;
    let error = Diagnostic::error(
        codes::CLASS_AND_CAPACITY,
        database.key(&["instance_class"]),
        format!("`{}` has a class and a capacity", database.name),
    )
    .label("a serverless instance has the class db.serverless")
    .also(database.key(&["serverless"]), format!("{} to {} ACU", serverless.min, serverless.max))
    .help("keep `instance_class` for instances of one size, or `serverless` for ones that follow the load")
    .fact("the class db.serverless goes with ServerlessV2ScalingConfiguration, and no other (Aurora User Guide, Requirements for Aurora Serverless v2, read 2026-11-22)");
    Some(match database.removal(&["instance_class"]) {
        Some(removal) => error.fix("leave the class out", removal, ""),
        None => error,
    })
}

fn class_without_capacity(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let serverless = database.model.instance_class.as_deref() == Some("db.serverless");
    if !serverless || !is_aurora(database) || database.model.serverless.is_some() {
        return None;
    }
    let span = database.entry(&["instance_class"]);
    let error = Diagnostic::error(codes::SERVERLESS_CLASS, span, "db.serverless without a capacity")
        .label("says nothing of how small and how large")
        .fix("say the capacity", span, "serverless: {min: 0.5, max: 16}")
        .fact("instances of the class db.serverless need a ServerlessV2ScalingConfiguration of their cluster (Aurora User Guide, Requirements for Aurora Serverless v2, read 2026-11-22)");
    Some(error)
}

fn serverless_version(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let (engine, known) = (database.model.engine.name(), version(database.model)?);
    database.model.serverless.as_ref().filter(|_| is_aurora(database))?;
    if aurora::is_serverless(engine, known.version) {
        return None;
    }
    let message = format!("{engine} {} does not run as Serverless v2", known.version);
    let error = Diagnostic::error(codes::DATABASE_OPTION_VERSION, database.key(&["serverless"]), message)
        .label("needs a later version")
        .also(database.place(&["version"]), known.version)
        .help(later(engine));
    Some(error.fact(
        "Aurora MySQL 3.02.0, Aurora PostgreSQL 13.6, 14.3 and 15.2 and later have it (Aurora User Guide, Supported Regions and Aurora \
         DB engines for Aurora Serverless v2, read 2026-11-22)",
    ))
}

/// The advice to take the default version.
pub fn later(engine: &str) -> String {
    let newest = rds::default_version(rds::Kind::Cluster, engine).map_or("a later one", |newest| newest.version);
    format!("begin with {newest}, which is the default")
}
