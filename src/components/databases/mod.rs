//! `databases`: an RDS instance or an Aurora cluster in the primary region with copies in the others, or one in each region.
//!
//! Nobody may reach a database until a component that uses it opens its security group.

mod around;
mod checks;
mod cluster;
mod clusters;
mod endpoints;
mod failover;
mod instance;
mod members;
mod multi_az;
mod options;
mod parameters;
mod proxy;
mod settings;
mod storage;
mod target;
mod upkeep;

use super::{existing, network};
use crate::blueprint::vocabulary::Switch;
use crate::blueprint::{Database, DatabaseEngine, MultiAz, Replication};
use crate::diagnostics::Diagnostic;
use crate::documents::cloudformation::{LogicalId, OutputRef, StackKey, StackKind, Value};
use crate::documents::{Documents, Topic, Unit};
use crate::facts::{EngineVersion, rds};
use crate::system::{Instance, Region, Role, System};

pub use target::TARGET;

/// The user who owns a database. Not the consoles' own choices, which are guessed first.
const USER: &str = "dba";

/// Engines, classes, storage and replication that RDS refuses, and what is less safe than it looks.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for database in system.instances(&system.blueprint.databases) {
        let misplaced = options::check(&database, diagnostics);
        checks::check(&database, diagnostics);
        if !misplaced {
            if is_aurora(&database) {
                clusters::check(&database, diagnostics);
                endpoints::check(&database, diagnostics);
            } else {
                storage::check(&database, diagnostics);
                if database.model.is_multi_az_cluster() {
                    multi_az::check(&database, diagnostics);
                }
            }
            members::check(&database, diagnostics);
        }
        settings::check(&database, diagnostics);
        diagnostics.extend(existing::check_key(&database, database.model.kms_key.as_ref(), database.region.code));
        parameters::check(&database, diagnostics);
        upkeep::check(&database, diagnostics);
    }
    checks::check_replication(system, diagnostics);
}

/// Adds the databases and their copies, and says what a lost region means for them.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    for database in system.instances(&system.blueprint.databases) {
        network::closed_door(&database, documents);
        let stack = documents.stack(StackKind::Data, database.region.code);
        match (is_aurora(&database), is_replica(&database)) {
            (true, _) => cluster::add(stack, &database),
            (false, _) if database.model.is_multi_az_cluster() => multi_az::add(stack, &database),
            (false, true) => instance::add_replica(stack, &database),
            (false, false) => instance::add(stack, &database),
        }
        if is_replica(&database) {
            let source = StackKey::new(StackKind::Data, system.primary().code);
            let replica = StackKey::new(StackKind::Data, database.region.code);
            let reason = if is_aurora(&database) { "the global database" } else { "the replicas' source" };
            documents.precede(Unit::Stack(source), Unit::Stack(replica), reason);
            documents.note(Topic::ByHand, failover::steps(&database));
        } else if replicates(&database) {
            around::let_peers_in(documents.stack(StackKind::Data, database.region.code), &database);
            documents.note(Topic::Derived, failover::fixed_password(&database));
        }
    }
}

/// The address of a database in a region for whoever may write there: the proxy's, if there is one, else the writer's. In a secondary
/// region, the copy's.
pub fn endpoint(database: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(database).then("Endpoint"))
}

/// The address of a database in a region for whoever only reads. An RDS instance has one address for both.
pub fn reader_endpoint(database: &Instance<'_, Database>) -> OutputRef {
    let region = StackKey::new(StackKind::Data, database.region.code);
    let output = if database.model.is_cluster() && !is_replica(database) { "ReaderEndpoint" } else { "Endpoint" };
    region.output(database.id().then(output))
}

/// The ARN of the secret with a database's user and password. A copy has none of its own: its users are those of the source.
pub fn secret(database: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(database).then("Secret"))
}

/// The identifier of a database's instance in a region, for any stack.
pub fn instance_id(database: &str, region: &str) -> Value<String> {
    Value::Output(StackKey::new(StackKind::Data, region).output(LogicalId::new(database).then("Instance")))
}

/// The identifier of a database's instance, where it is known without a reference: of those that replicate.
pub fn identifier_of(database: &Instance<'_, Database>) -> Option<String> {
    (replicates(database) && !is_aurora(database)).then(|| identifier(database))
}

/// The identifiers of the instances of a Multi-AZ DB cluster: RDS makes them. Any of them may write.
pub fn member_ids(database: &Instance<'_, Database>) -> Vec<String> {
    (1..=rds::MULTI_AZ_CLUSTER_INSTANCES).map(|number| format!("{}-instance-{number}", identifier(database))).collect()
}

/// The identifier of an Aurora database's cluster in a region, for any stack.
pub fn cluster_id(database: &str, region: &str) -> Value<String> {
    Value::Output(StackKey::new(StackKind::Data, region).output(LogicalId::new(database).then("Cluster")))
}

/// The security group that guards a database.
pub fn security_group(database: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(database).then("SecurityGroup"))
}

/// The ARN of a database: of the cluster, or of the instance.
pub fn arn(database: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(database).then("Arn"))
}

/// AWS's own id of a database, by which IAM names its users.
pub fn resource_id(database: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(database).then("ResourceId"))
}

/// AWS's own id of a database's proxy, by which IAM names the users who come through it.
pub fn proxy_id(database: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(database).then("ProxyId"))
}

/// The port of an engine.
pub const fn port(engine: DatabaseEngine) -> u16 {
    if engine.is_mysql() { 3306 } else { 5432 }
}

/// The name of the database inside the engine.
pub fn database_name(database: &Instance<'_, Database>) -> String {
    database.model.database.clone().unwrap_or_else(|| database.name.replace('-', "_"))
}

/// Whether a database in a region is a copy of the primary region's.
pub fn is_replica(database: &Instance<'_, Database>) -> bool {
    replicates(database) && database.region.role == Role::Secondary
}

/// Where a user in a region can write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writes {
    /// To the database in that region.
    Here,
    /// To the cluster in that region, which forwards to the primary region's.
    Forwarded,
    /// To the primary region's database only, which needs a network path to it.
    Elsewhere,
}

/// Where a user in `region` can write to a database; `None` if the region does not have it.
pub fn writable_in<'a>(system: &'a System<'a>, database: &str, region: &'a Region<'a>) -> Option<Writes> {
    let database = system.instance(&system.blueprint.databases, database, region)?;
    Some(match (is_replica(&database), database.model.write_forwarding) {
        (false, _) => Writes::Here,
        (true, true) => Writes::Forwarded,
        (true, false) => Writes::Elsewhere,
    })
}

fn is_aurora(database: &Instance<'_, Database>) -> bool {
    database.model.engine.is_aurora()
}

fn replicates(database: &Instance<'_, Database>) -> bool {
    database.model.replication != Replication::None
}

/// Whether the database in this region stands behind a proxy, which only one that takes writes can.
fn is_proxied(database: &Instance<'_, Database>) -> bool {
    matches!(database.model.proxy, Some(Switch::Enabled | Switch::With(_))) && !is_replica(database)
}

/// The name of a database's proxy in its region, if it stands behind one.
pub fn proxy_name(database: &Instance<'_, Database>) -> Option<String> {
    is_proxied(database).then(|| identifier(database))
}

/// The database that a copy copies.
fn source<'a>(database: &Instance<'a, Database>) -> Option<Instance<'a, Database>> {
    let system = database.system;
    system.instance(&system.blueprint.databases, database.name, system.primary())
}

/// The other regions in which a database has a copy.
fn replicas<'a>(database: &Instance<'a, Database>) -> Vec<Instance<'a, Database>> {
    let all = database.system.instances(&database.system.blueprint.databases);
    all.into_iter().filter(|other| other.name == database.name && is_replica(other)).collect()
}

/// The list of versions that an engine's are in.
const fn kind(database: &Database) -> rds::Kind {
    if database.is_cluster() { rds::Kind::Cluster } else { rds::Kind::Instance }
}

/// The version that a database gets; `None` for one that RDS does not have.
fn version(database: &Database) -> Option<EngineVersion> {
    let engine = database.engine.name();
    match &database.version {
        Some(wanted) => rds::resolve(kind(database), engine, wanted),
        None => rds::default_version(kind(database), engine),
    }
}

/// Whether AWS may not move the version: the blueprint names it to the last number, or the members of a global database must agree.
fn is_pinned(database: &Database) -> bool {
    database.replication == Replication::GlobalDatabase
        || version(database).is_some_and(|known| database.version.as_deref() == Some(known.version))
}

/// The class of the instances.
pub fn class(database: &Database) -> &str {
    match &database.instance_class {
        Some(class) => class,
        None if database.serverless.is_some() => "db.serverless",
        None if database.engine.is_aurora() => "db.r6g.large",
        None if database.is_multi_az_cluster() => "db.m6gd.large",
        None => "db.t4g.medium",
    }
}

/// Instances that run at all times; one in each of two zones counts twice.
pub fn running(database: &Instance<'_, Database>) -> u32 {
    if is_aurora(database) {
        return 1 + members::readers(database);
    }
    match database.model.multi_az {
        Some(MultiAz::Cluster) => rds::MULTI_AZ_CLUSTER_INSTANCES,
        Some(MultiAz::Standby) => 2,
        Some(MultiAz::Disabled) => 1,
        None => 1 + u32::from(!is_replica(database)),
    }
}

/// The identifier of an instance or a cluster that others must know: a replica's source, and a copy that someone may have to promote.
fn identifier(database: &Instance<'_, Database>) -> String {
    let limit =
        if database.model.is_multi_az_cluster() { rds::MULTI_AZ_CLUSTER_CHARS } else { *rds::IDENTIFIER_CHARS.end() };
    database.physical_name(limit)
}

/// The identifier of the global database, which its members name without reading it from the primary region.
fn global_identifier(database: &Instance<'_, Database>) -> String {
    database.global_name(*rds::IDENTIFIER_CHARS.end())
}

#[cfg(test)]
mod tests;
