//! What may be wrong with the engine, the class, the backups and the replication of a database.

use super::{class, is_aurora, is_replica, kind, replicates, source, version};
use crate::blueprint::{Database, Replication, Service};
use crate::components::nearest::{nearest_type, shorter};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::{self, EngineVersion, Offered, ec2, rds};
use crate::system::{Instance, Region, Role, System};

/// Where the classes come from.
const CLASSES: &str = "RDS instance classes by engine and region, price list in cfn-lint 1.58.0 (2026-10)";
/// Where the versions come from.
const VERSIONS: &str = "RDS engine versions, cfn-lint 1.58.0 (2026-10)";

/// What one instance says, whatever the others say. A copy's version is its source's, and a read replica has no
/// backups.
pub fn check(database: &Instance<'_, Database>, diagnostics: &mut Vec<Diagnostic>) {
    check_class(database, diagnostics);
    if !is_replica(database) {
        diagnostics.extend(check_version(database));
    }
    if !is_replica(database) || is_aurora(database) {
        diagnostics.extend(check_backups(database));
    }
}

/// What the instances of one database must agree on.
pub fn check_replication(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let databases = system.instances(&system.blueprint.databases);
    for database in &databases {
        if database.region.role == Role::Secondary {
            match source(database) {
                Some(source) => {
                    diagnostics.extend(differences(database, &source));
                    diagnostics.extend(smaller(database, &source));
                }
                None if replicates(database) => diagnostics.push(without_source(database)),
                None => {}
            }
        } else if replicates(database) && databases.iter().filter(|other| other.name == database.name).count() == 1 {
            diagnostics.push(without_replica(database));
        }
        diagnostics.extend(not_the_listed_role(database));
    }
}

fn check_version(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let (engine, span) = (database.model.engine.name(), database.place(&["version"]));
    let Some(known) = version(database.model) else { return Some(unknown_version(database)) };
    if !known.offered {
        return Some(retired(database, known));
    }
    let end = rds::support(engine, known.version)?.standard_until.filter(|end| *end < facts::TABLES_DATE)?;
    let newest = rds::default_version(kind(database.model), engine).map_or("", |newest| newest.version);
    let warning = Diagnostic::warning(
        codes::DATABASE_VERSION_ENDED,
        span,
        format!("standard support of {engine} {} ended on {end}", known.version),
    )
    .label("extended support is charged for each vCPU and hour")
    .help(format!("begin with a later major version: {newest} is the default"))
    .fact("RDS User Guide, Amazon RDS Extended Support (endoflife.date, 2026-08)");
    Some(warning)
}

fn unknown_version(database: &Instance<'_, Database>) -> Diagnostic {
    let (engine, span) = (database.model.engine.name(), database.place(&["version"]));
    let wanted = database.model.version.as_deref().unwrap_or_default();
    let versions: Vec<&str> = offered(database).map(|known| known.version).collect();
    let error =
        Diagnostic::error(codes::DATABASE_VERSION, span, format!("RDS has no {engine} {wanted}")).fact(VERSIONS);
    match shorter(wanted)
        .find_map(|shorter| rds::resolve(kind(database.model), engine, shorter))
        .map(|near| near.version)
    {
        Some(near) => error.label(format!("the newest that is close is {near}")).fix(
            format!("write {near}"),
            span,
            format!("\"{near}\""),
        ),
        None => error
            .label(format!("the newest is {}", versions.last().unwrap_or(&"")))
            .help("name a major version, such as \"17\", for the newest of it"),
    }
}

fn retired(database: &Instance<'_, Database>, known: EngineVersion) -> Diagnostic {
    let (engine, span) = (database.model.engine.name(), database.place(&["version"]));
    let family = rds::parameter_group_family(engine, known.version);
    let newer = offered(database).filter(|other| rds::parameter_group_family(engine, other.version) == family).last();
    let error = Diagnostic::error(
        codes::DATABASE_VERSION_RETIRED,
        span,
        format!("RDS makes no new instance of {engine} {}", known.version),
    )
    .label("retired")
    .fact(VERSIONS);
    match newer.or_else(|| offered(database).last()) {
        Some(newer) => error.fix(format!("write {}", newer.version), span, format!("\"{}\"", newer.version)),
        None => error,
    }
}

/// The versions for new instances, without special builds.
fn offered(database: &Instance<'_, Database>) -> impl Iterator<Item = EngineVersion> + use<> {
    rds::versions(kind(database.model), database.model.engine.name())
        .filter(|known| known.offered && !known.version.contains('-'))
}

fn check_class(database: &Instance<'_, Database>, diagnostics: &mut Vec<Diagnostic>) {
    let (engine, class, region) = (database.model.engine.name(), class(database.model), database.region.code);
    let span = database.place(&["instance_class"]);
    if !rds::has_class(engine, class) {
        let error =
            Diagnostic::error(codes::DATABASE_CLASS, span, format!("`{class}` is no instance class of {engine}"))
                .fact(CLASSES);
        let classes: Vec<String> = rds::classes(engine).collect();
        diagnostics.push(match nearest_type(class, classes.iter().map(String::as_str)) {
            Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
            None => error.label("not in the table of classes").help("classes look like db.r7g.large"),
        });
    } else if rds::offered_in(engine, class, region) == Offered::No {
        let size = class.rsplit('.').next();
        let classes: Vec<String> = rds::classes(engine).collect();
        let here = classes.iter().map(String::as_str).filter(|name| name.rsplit('.').next() == size);
        let here: Vec<&str> = here.filter(|name| rds::offered_in(engine, name, region) == Offered::Yes).collect();
        let error =
            Diagnostic::error(codes::DATABASE_CLASS_REGION, span, format!("{region} has no {class} for {engine}"))
                .label(format!("not offered in {region}"))
                .also(database.region.key, "the region")
                .fact(CLASSES);
        diagnostics.push(match nearest_type(class, here.iter().copied()) {
            Some(near) => error.help(format!("choose {near} under `per_region` of {region}, or for every region")),
            None => error.help(format!("of that size {region} has {}", here.join(", "))),
        });
    }
}

fn check_backups(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let (days, most) = (database.model.backup_retention, *rds::BACKUP_RETENTION_DAYS.end());
    let span = database.place(&["backup_retention"]);
    if days > most {
        let error = Diagnostic::error(codes::DATABASE_BACKUPS, span, format!("backups cannot be kept for {days} days"))
            .label(format!("more than {most} days"))
            .fix(format!("keep them for {most} days"), span, most.to_string())
            .help("AWS Backup keeps them for longer")
            .fact("RDS CreateDBInstance, BackupRetentionPeriod: \"Must be a value from 0 to 35\" (botocore 1.44.5)");
        return Some(error);
    }
    if days > 0 {
        return None;
    }
    if database.model.is_cluster() {
        let whose = if is_aurora(database) { "an Aurora cluster" } else { "a Multi-AZ DB cluster" };
        let error = Diagnostic::error(codes::DATABASE_BACKUPS, span, format!("no backups of {whose}"))
            .label("a cluster always has them, for a day at least")
            .fix("keep them for a day", span, "1")
            .fact("RDS CreateDBCluster, BackupRetentionPeriod: \"Must be a value from 1 to 35\" (botocore 1.43.106)");
        return Some(error);
    }
    if replicates(database) {
        let error = Diagnostic::error(codes::DATABASE_BACKUPS, span, "no backups of an instance with read replicas")
            .label("a replica begins with a backup of its source")
            .also(database.place(&["replication"]), "has replicas")
            .fix("keep them for a day", span, "1")
            .fact("RDS CreateDBInstance, BackupRetentionPeriod: \"Can't be set to 0 if the DB instance is a source to read replicas\" (botocore 1.44.5)");
        return Some(error);
    }
    let warning = Diagnostic::warning(
        codes::DATABASE_NO_BACKUPS,
        span,
        format!("`{}` has no automated backups", database.name),
    )
    .label("no way back to yesterday")
    .fix("keep them for a week", span, "7")
    .fact("point-in-time recovery wants automated backups (RDS User Guide, Introduction to backups, read 2026-10-20)");
    Some(warning)
}

/// A replica that cannot keep up.
fn smaller(replica: &Instance<'_, Database>, source: &Instance<'_, Database>) -> Option<Diagnostic> {
    let (own, other) = (class(replica.model), class(source.model));
    let memory = |class: &str| Some(ec2::find(class.strip_prefix("db.")?)?.memory_mib);
    if is_aurora(replica) || !is_replica(replica) || memory(own)? >= memory(other)? {
        return None;
    }
    let span = replica.place(&["instance_class"]);
    let message = format!("the replica of {} in {} is {own}, its source {other}", replica.name, replica.region.code);
    let warning = Diagnostic::warning(codes::REPLICA_SMALLER, span, message)
        .label("smaller than its source")
        .also(source.place(&["instance_class"]), other)
        .fix(format!("use {other}"), span, other)
        .fact("a class comparable to the source's keeps the lag small (RDS User Guide, Working with MySQL replication, Troubleshooting a MySQL read replica problem); once promoted it carries the source's load");
    Some(warning)
}

/// What a replica may not have of its own.
fn differences(database: &Instance<'_, Database>, source: &Instance<'_, Database>) -> Vec<Diagnostic> {
    let (own, other) = (database.model, source.model);
    let rds = !is_aurora(source);
    let fields: [(&[&str], bool); 7] = [
        (&["replication"], own.replication != other.replication),
        (&["engine"], own.engine != other.engine),
        (&["version"], own.version != other.version),
        (&["database"], own.database != other.database),
        (&["storage", "size"], rds && own.storage.size() != other.storage.size()),
        (&["backup_retention"], rds && own.backup_retention != other.backup_retention),
        (&["backup_window"], rds && own.backup_window != other.backup_window),
    ];
    let differs = fields.into_iter().filter(|(_, differs)| *differs && (replicates(database) || replicates(source)));
    let found = differs.map(|(path, _)| {
        let (name, region, primary) = (path.join("."), database.region.code, source.region.code);
        let place = if database.says(path) { database } else { source };
        Diagnostic::error(
            codes::REPLICA_DIFFERS,
            place.place(path),
            format!("`{name}` of {} is another in {region} than in {primary}", database.name),
        )
        .label(format!("not what {primary} has"))
        .also(source.place(path), format!("in {primary}"))
        .help("write it once, for the whole database: a copy takes it from its source")
        .fact(if rds {
            "RDS API, CreateDBInstanceReadReplica: engine, version, users and data are the source's (read 2026-10-20)"
        } else {
            "the members of a global database agree on the engine version to the patch, or there is no managed failover (Aurora User \
             Guide, Limitations of Amazon Aurora global databases, read 2026-11-22)"
        })
    });
    found.collect()
}

fn without_source(database: &Instance<'_, Database>) -> Diagnostic {
    let primary = database.system.primary();
    let span = database.system.tree.locate(database.node(), &["replication"]).value;
    Diagnostic::error(
        codes::REPLICA_WITHOUT_PRIMARY,
        span,
        format!("`{}` has replicas, and no instance in {}", database.name, primary.code),
    )
    .label("there is nothing that they could replicate")
    .also(primary.key, "the primary region takes the writes")
    .help(format!(
        "add {} to the component's `regions`, and rds_primary to the region's `services` if it lists any",
        primary.code
    ))
    .fact("an RDS read replica has exactly one source (RDS API, CreateDBInstanceReadReplica, read 2026-10-20)")
}

fn without_replica(database: &Instance<'_, Database>) -> Diagnostic {
    let span = database.place(&["replication"]);
    Diagnostic::warning(codes::REPLICATION_ALONE, span, format!("`{}` has no region to replicate to", database.name))
        .label(format!("it runs in {} alone", database.region.code))
        .help("leave `replication` out, and RDS keeps and rotates the password; or add a region")
        .fact(
            "RDS manages no password of a read replica's source, nor of a global database's members (RDS and Aurora User Guides, Password \
             management with AWS Secrets Manager, read 2026-11-22)",
        )
}

/// A region that lists rds_read_replica holds replicas only.
fn not_the_listed_role(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let region: &Region<'_> = database.region;
    let at = region.model.services.as_ref()?.iter().position(|service| *service == Service::RdsReadReplica)?;
    if region.role == Role::Primary || is_replica(database) {
        return None;
    }
    let span = database.system.tree.locate(region.node, &["services", &format!("[{at}]")]).value;
    let error = Diagnostic::error(
        codes::REPLICA_NOT_REPLICATED,
        span,
        format!("rds_read_replica in {}, where `{}` does not replicate", region.code, database.name),
    )
    .label("it would be an instance of its own")
    .also(database.place(&["replication"]), "replication: none")
    .help(format!(
        "write `replication: {}`, or name the primary region alone under `regions`",
        copying(database).name()
    ));
    Some(error)
}

/// How this engine is copied to other regions.
fn copying(database: &Instance<'_, Database>) -> Replication {
    if is_aurora(database) { Replication::GlobalDatabase } else { Replication::ReadReplica }
}
