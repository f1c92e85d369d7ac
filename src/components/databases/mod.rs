//! `databases`: an RDS instance in the primary region with read replicas in the others, or one in each region.
//!
//! Nobody may reach a database until a component that uses it opens its security group.

mod checks;
mod instance;
mod storage;
mod target;

use super::network;
use crate::blueprint::{Database, DatabaseEngine, Replication};
use crate::diagnostics::Diagnostic;
use crate::documents::cloudformation::{LogicalId, OutputRef, StackKey, StackKind, Value};
use crate::documents::{Documents, Topic, Unit};
use crate::facts::{EngineVersion, rds};
use crate::system::{Instance, Role, System};

pub use target::TARGET;

/// Engines, classes, storage and replication that RDS refuses, and what is less safe than it looks.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for database in system.instances(&system.blueprint.databases) {
        checks::check(&database, diagnostics);
        storage::check(&database, diagnostics);
    }
    checks::check_replication(system, diagnostics);
}

/// Adds the instances and the replicas, and says what a lost region means for them.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    for database in system.instances(&system.blueprint.databases) {
        network::closed_door(&database, documents);
        let stack = documents.stack(StackKind::Data, database.region.code);
        if is_replica(&database) {
            instance::add_replica(stack, &database);
            let source = StackKey::new(StackKind::Data, system.primary().code);
            let replica = StackKey::new(StackKind::Data, database.region.code);
            documents.precede(Unit::Stack(source), Unit::Stack(replica), "the replicas' source");
            documents.note(Topic::ByHand, promotion(&database));
        } else {
            instance::add(stack, &database);
            if replicates(&database) {
                documents.note(Topic::Derived, fixed_password(&database));
            }
        }
    }
}

/// The address of a database in a region: in a secondary region, the replica's.
pub fn endpoint(database: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(database).then("Endpoint"))
}

/// The ARN of the secret with a database's user and password. A replica has none: its users are those of the source.
pub fn secret(database: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(database).then("Secret"))
}

/// The identifier of a database's instance in a region, for any stack.
pub fn instance_id(database: &str, region: &str) -> Value<String> {
    Value::Output(StackKey::new(StackKind::Data, region).output(LogicalId::new(database).then("Instance")))
}

/// The identifier of a database's instance, where it is known without a reference: of those that replicate.
pub fn identifier_of(database: &Instance<'_, Database>) -> Option<String> {
    replicates(database).then(|| identifier(database))
}

/// The security group that guards a database.
pub fn security_group(database: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(database).then("SecurityGroup"))
}

/// AWS's own id of a database, by which IAM names its users.
pub fn resource_id(database: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(database).then("ResourceId"))
}

/// The port of an engine.
pub const fn port(engine: DatabaseEngine) -> u16 {
    match engine {
        DatabaseEngine::Postgres => 5432,
        DatabaseEngine::Mysql => 3306,
    }
}

/// Whether a database in a region is a copy of the primary region's.
pub fn is_replica(database: &Instance<'_, Database>) -> bool {
    replicates(database) && database.region.role == Role::Secondary
}

fn replicates(database: &Instance<'_, Database>) -> bool {
    database.model.replication == Replication::ReadReplica
}

/// The instance that a replica copies.
fn source<'a>(database: &Instance<'a, Database>) -> Option<Instance<'a, Database>> {
    let system = database.system;
    system.instance(&system.blueprint.databases, database.name, system.primary())
}

/// The other regions in which a database has a replica.
fn replicas<'a>(database: &Instance<'a, Database>) -> Vec<Instance<'a, Database>> {
    let all = database.system.instances(&database.system.blueprint.databases);
    all.into_iter().filter(|other| other.name == database.name && is_replica(other)).collect()
}

/// The version that a database gets; `None` for one that RDS does not have.
fn version(database: &Database) -> Option<EngineVersion> {
    let engine = database.engine.name();
    match &database.version {
        Some(wanted) => rds::resolve(rds::Kind::Instance, engine, wanted),
        None => rds::default_version(rds::Kind::Instance, engine),
    }
}

/// Whether the blueprint names the version to the last number, so that AWS may not move it.
fn is_pinned(database: &Database) -> bool {
    version(database).is_some_and(|known| database.version.as_deref() == Some(known.version))
}

/// The identifier of an instance that others must know: a replica's source, and a replica that someone may have to promote.
fn identifier(database: &Instance<'_, Database>) -> String {
    database.physical_name(*rds::IDENTIFIER_CHARS.end())
}

fn promotion(replica: &Instance<'_, Database>) -> String {
    let (name, region, primary) = (replica.name, replica.region.code, replica.system.primary().code);
    let days = source(replica).map_or(1, |source| source.model.backup_retention).max(1);
    format!(
        "If {primary} is lost, make the replica of {name} in {region} writable: `aws rds promote-read-replica --region {region} \
         --db-instance-identifier {0} --backup-retention-period {days}`. It takes minutes and a restart; what {primary} had not yet sent is \
         lost, usually seconds (CloudWatch metric ReplicaLag). From then on it stands alone, and writers must be pointed at it; protect it with \
         `aws rds modify-db-instance --region {region} --db-instance-identifier {0} --deletion-protection`, which a replica does not have.",
        identifier(replica),
    )
}

fn fixed_password(database: &Instance<'_, Database>) -> String {
    format!(
        "The password of {} is generated once and does not rotate: RDS makes no replica of an instance whose password it manages. Let \
         applications sign in with IAM, which is enabled, and keep the secret for people.",
        database.name,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Input;

    fn template(blueprint: &str, region: &str) -> String {
        let mut input = Input::default();
        input.blueprint = input.sources.add("blueprint.yaml", blueprint);
        let outcome = crate::synthesize(input);
        let path = format!("{region}/data.template.yaml");
        outcome.files.into_iter().find(|file| file.path == path).unwrap().contents
    }

    fn replicated(system: &str) -> String {
        format!(
            "name: {system}\nprimary_region: {{us-east-1: {{}}}}\nsecondary_regions: {{eu-west-1: {{}}}}\n\
             databases:\n  general-ledger: {{replication: read_replica}}\n"
        )
    }

    #[test]
    fn what_others_read_is_there() {
        let blueprint = replicated("shop");
        for (region, outputs) in [
            ("us-east-1", vec![endpoint("general-ledger", "us-east-1"), secret("general-ledger", "us-east-1")]),
            ("eu-west-1", vec![endpoint("general-ledger", "eu-west-1"), security_group("general-ledger", "eu-west-1")]),
        ] {
            let template = template(&blueprint, region);
            let (_, written) = template.split_once("\nOutputs:\n").unwrap();
            for output in outputs {
                assert!(
                    written.contains(&format!("\n  {}:\n", output.name))
                        || written.starts_with(&format!("  {}:\n", output.name))
                );
            }
        }
    }

    /// Also when the names are so long that they must be cut.
    #[test]
    fn a_replica_names_its_source() {
        for system in ["shop", "a-system-with-a-name-of-forty-characters"] {
            let blueprint = replicated(system);
            let (source, replica) = (template(&blueprint, "us-east-1"), template(&blueprint, "eu-west-1"));
            let written = source.split("DBInstanceIdentifier: ").nth(1).and_then(|rest| rest.lines().next()).unwrap();
            assert!(rds::IDENTIFIER_CHARS.contains(&written.len()), "{written}");
            assert!(replica.contains(&format!(":db:{written}\n")), "{written}");
        }
    }
}
