//! Multi-AZ DB clusters: an RDS database that writes in one zone, and has a standby that answers reads in each of two others.

use super::{USER, around, class, cluster, database_name, identifier, is_pinned, is_proxied, proxy, replicates};
use crate::blueprint::Database;
use crate::components::nearest::nearest_type;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::resources::rds::DbCluster;
use crate::documents::cloudformation::{Stack, some};
use crate::facts::{Offered, rds, rds_storage};
use crate::system::Instance;

/// Where the limits stand.
const LIMITATIONS: &str = "RDS User Guide, Limitations of Multi-AZ DB clusters for Amazon RDS (read 2026-11-22)";

/// Fields that such a cluster does not have, classes that it does not take, and regions in which it cannot be.
pub fn check(database: &Instance<'_, Database>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(copied(database));
    diagnostics.extend(refused(
        database,
        &["storage", "max_size"],
        "the storage of a Multi-AZ DB cluster does not grow by itself",
        "set `storage.size` to what it may need, or raise it by hand",
        LIMITATIONS,
    ));
    diagnostics.extend(refused(
        database,
        &["storage", "throughput"],
        "the throughput of a Multi-AZ DB cluster cannot be set",
        "set `storage.iops`, or leave both out",
        "RDS API, CreateDBCluster takes AllocatedStorage, StorageType and Iops, and no StorageThroughput (botocore 1.43.11)",
    ));
    diagnostics.extend(check_iops(database));
    diagnostics.extend(check_class(database));
    diagnostics.extend(check_zones(database));
    diagnostics.extend(check_region(database));
}

/// Adds the cluster: RDS makes its three instances.
pub fn add(stack: &mut Stack, database: &Instance<'_, Database>) {
    around::add(stack, database);
    let id = database.id().then("Cluster");
    stack.add(&id, resource(database)).snapshot();
    if is_proxied(database) {
        proxy::add(stack, database, &id);
    }
    cluster::outputs(stack, database, &id);
}

/// CloudFormation would make an identifier that may be longer than RDS takes; the alarms name the instances by it. Without
/// `PubliclyAccessible` RDS decides by the VPC. Users sign in with IAM as elsewhere (botocore 1.43.11, `CreateDBCluster`: "Valid for
/// Cluster Type: Aurora DB clusters and Multi-AZ DB clusters"), of which cfn-lint 1.58.0 (E3692) does not know yet.
fn resource(database: &Instance<'_, Database>) -> DbCluster {
    let (model, storage) = (database.model, &database.model.storage);
    DbCluster {
        db_cluster_identifier: some(identifier(database)),
        database_name: some(database_name(database)),
        auto_minor_version_upgrade: is_pinned(model).then(|| false.into()),
        db_cluster_instance_class: some(class(model)),
        allocated_storage: Some(storage.size().gib().into()),
        storage_type: some(storage.kind().name()),
        iops: iops(database.model).map(Into::into),
        kms_key_id: around::key(database),
        manage_master_user_password: some(true),
        master_username: some(USER),
        publicly_accessible: some(false),
        ..cluster::common(database)
    }
}

/// The IOPS, which RDS wants to be told even where they are those that the storage has anyway.
fn iops(database: &Database) -> Option<u32> {
    let kind = rds_storage::find(database.storage.kind().name())?;
    let tunable = database.storage.size().gib() >= u64::from(kind.tunable_from_gib);
    database.storage.iops.or_else(|| (tunable && !kind.iops_required()).then_some(*kind.iops.start()))
}

/// Storage for which no IOPS can be said.
fn check_iops(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let storage = &database.model.storage;
    let kind = rds_storage::find(storage.kind().name()).filter(|kind| !kind.iops_required())?;
    if iops(database.model).is_some() {
        return None;
    }
    let (size, from) = (storage.size(), kind.tunable_from_gib);
    let message = format!("a Multi-AZ DB cluster on {size} of {}, which takes no IOPS", kind.name);
    let error = Diagnostic::error(codes::DATABASE_IOPS_MISSING, database.place(&["storage", "size"]), message)
        .label(format!("below {from}GiB {} has 3,000 IOPS that cannot be said", kind.name))
        .also(database.place(&["multi_az"]), "must say its IOPS")
        .help(format!("write `storage: {{size: {from}GiB}}`, or `storage: {{type: io2, size: 100GiB, iops: 1000}}`"));
    Some(error.fact("RDS CreateDBCluster, StorageType: \"When specified for a Multi-AZ DB cluster, a value for the Iops parameter is required\" (botocore 1.43.11)"))
}

fn copied(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    if !replicates(database) {
        return None;
    }
    let span = database.place(&["replication"]);
    let error = Diagnostic::error(
        codes::MULTI_AZ_CLUSTER,
        span,
        "a Multi-AZ DB cluster has no read replica in another region",
    )
    .label("not with two readable standbys")
    .also(database.place(&["multi_az"]), "a Multi-AZ DB cluster")
    .help(
        "write `multi_az: true` for an instance that replicates, or choose Aurora with `replication: global_database`",
    );
    Some(error.fact("RDS CreateDBInstanceReadReplica, SourceDBClusterIdentifier: \"The source DB cluster must be in the same Amazon Web Services Region as the read replica. Cross-Region replication isn't supported\" (botocore 1.43.11)"))
}

fn refused(
    database: &Instance<'_, Database>,
    path: &[&str],
    message: &str,
    instead: &str,
    fact: &'static str,
) -> Option<Diagnostic> {
    if !database.says(path) {
        return None;
    }
    let error = Diagnostic::error(codes::MULTI_AZ_CLUSTER, database.key(path), message)
        .label("not with two readable standbys")
        .also(database.place(&["multi_az"]), "a Multi-AZ DB cluster")
        .help(instead)
        .fact(fact);
    Some(match database.removal(path) {
        Some(removal) => error.fix("leave it out", removal, ""),
        None => error,
    })
}

/// Says nothing of a class that the engine or the region does not have at all: that is said elsewhere.
fn check_class(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let (engine, class, region) = (database.model.engine.name(), class(database.model), database.region.code);
    let offered = |class: &str| rds::offered_in(engine, class, region) == Offered::Yes;
    if rds::in_multi_az_cluster(engine, class) || !offered(class) {
        return None;
    }
    let taken: Vec<String> =
        rds::classes(engine).filter(|other| rds::in_multi_az_cluster(engine, other) && offered(other)).collect();
    let span = database.place(&["instance_class"]);
    let error = Diagnostic::error(codes::MULTI_AZ_CLUSTER_CLASS, span, format!("{class} in a Multi-AZ DB cluster"))
        .label("not a class that such a cluster takes")
        .also(database.place(&["multi_az"]), "a Multi-AZ DB cluster")
        .fact("the classes have local NVMe disks (db.m6gd, db.r6gd, db.m6id …): RDS User Guide, Instance class availability for Multi-AZ DB clusters; price list in cfn-lint 1.58.0 (2026-10)");
    Some(match nearest_type(class, taken.iter().map(String::as_str)) {
        Some(near) => error.fix(format!("use {near}"), span, near),
        None => error.help("choose a class such as db.m6gd.large"),
    })
}

fn check_zones(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let (zones, needed) = (database.region.zones, rds::MULTI_AZ_CLUSTER_INSTANCES);
    if zones >= needed {
        return None;
    }
    let span = database.place(&["multi_az"]);
    let message = format!("a Multi-AZ DB cluster on {zones} zones, where {needed} are needed");
    let error = Diagnostic::error(codes::MULTI_AZ_CLUSTER_ZONES, span, message)
        .label("each of its instances is in a zone of its own")
        .also(database.region.key, format!("uses {zones} zones"))
        .help("write `network: {availability_zones: 3}` where the region has them, or `multi_az: true`");
    Some(error.fact("\"The DB subnet group that you choose for the DB cluster must cover at least three Availability Zones\": RDS User Guide, Creating a Multi-AZ DB cluster (read 2026-11-22)"))
}

/// The table of PostgreSQL was not read to its end: of it a warning.
fn check_region(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let region = database.region.code;
    if !rds::WITHOUT_MULTI_AZ_CLUSTERS.contains(&region) {
        return None;
    }
    let (span, message) = (database.place(&["multi_az"]), format!("{region} has no Multi-AZ DB clusters"));
    let found = if database.model.engine.is_mysql() {
        Diagnostic::error(codes::MULTI_AZ_CLUSTER_REGION, span, message)
    } else {
        Diagnostic::warning(codes::MULTI_AZ_CLUSTER_REGION, span, message)
    };
    let found = found
        .label("not offered there")
        .also(database.region.key, "the region")
        .help(format!("write `multi_az: true` under `per_region` of {region}, or for every region"));
    Some(found.fact("RDS User Guide, Supported Regions and DB engines for Multi-AZ DB clusters in Amazon RDS: \"Not available\" (the table of MySQL, read 2026-11-22)"))
}
