//! The resources of one database in one region.

use super::{identifier, is_pinned, replicas, replicates, source, version};
use crate::blueprint::{Database, DatabaseEngine};
use crate::components::network;
use crate::documents::cloudformation::resources::ec2::SecurityGroup;
use crate::documents::cloudformation::resources::rds::{DbInstance, DbSubnetGroup};
use crate::documents::cloudformation::resources::secretsmanager::{GenerateSecretString, ReplicaRegion, Secret};
use crate::documents::cloudformation::{Stack, Tag, Value, get_att, reference, some, sub, tag, text};
use crate::system::Instance;

/// The user who owns the database. Not the consoles' own choices, which are guessed first.
const USER: &str = "dba";
/// The key that RDS has in every region.
const DEFAULT_KEY: &str = "alias/aws/rds";

/// Adds an instance that takes writes.
pub fn add(stack: &mut Stack, database: &Instance<'_, Database>) {
    around(stack, database);
    let id = database.id();
    if replicates(database) {
        stack.add(id.then("Secret"), secret(database)).retain();
    }
    let instance = if replicates(database) { replicated(database) } else { standing_alone(database) };
    stack.add(id.then("Instance"), instance).snapshot();
    let arn = if replicates(database) {
        reference(id.then("Secret"))
    } else {
        get_att(id.then("Instance"), "MasterUserSecret.SecretArn")
    };
    outputs(stack, database, &format!("{}, for reading and writing", database.name));
    stack.output(id.then("Secret"), format!("Secret with the user and password of {}", database.name), arn);
}

/// Adds a read replica of the primary region's instance.
pub fn add_replica(stack: &mut Stack, database: &Instance<'_, Database>) {
    around(stack, database);
    stack.add(database.id().then("Instance"), replica(database)).delete();
    outputs(stack, database, &format!("the replica of {}, for reading", database.name));
}

fn around(stack: &mut Stack, database: &Instance<'_, Database>) {
    let (id, name) = (database.id(), database.name);
    let subnets = network::private_subnets(database.region);
    let group =
        DbSubnetGroup { tags: tags(database), ..DbSubnetGroup::new(format!("Private subnets for {name}"), subnets) };
    stack.add(id.then("SubnetGroup"), group).comment(database.path());
    let shown = tag("Name", format!("{}-{name}", database.system.prefix()));
    let group = SecurityGroup {
        vpc_id: some(network::vpc_id(database.region.code)),
        tags: std::iter::once(shown).chain(tags(database)).collect(),
        ..SecurityGroup::new(format!("Who may reach {name}"))
    };
    stack.add(id.then("SecurityGroup"), group);
}

/// Punctuation is left out: connection strings and shells give it meanings.
fn secret(database: &Instance<'_, Database>) -> Secret {
    Secret {
        description: some(format!("User and password of {} in {}", database.name, database.region.code)),
        generate_secret_string: Some(GenerateSecretString {
            secret_string_template: some(format!(r#"{{"username": "{USER}"}}"#)),
            generate_string_key: some("password"),
            password_length: some(40),
            exclude_punctuation: some(true),
            ..GenerateSecretString::default()
        }),
        replica_regions: replicas(database).iter().map(|replica| ReplicaRegion::new(replica.region.code)).collect(),
        tags: tags(database),
        ..Secret::default()
    }
}

/// RDS keeps and rotates the password.
fn standing_alone(database: &Instance<'_, Database>) -> DbInstance {
    DbInstance { master_username: some(USER), manage_master_user_password: some(true), ..written(database) }
}

/// The identifier is fixed, since replicas in other regions name the instance by it.
fn replicated(database: &Instance<'_, Database>) -> DbInstance {
    let password =
        format!("{{{{resolve:secretsmanager:${{{}}}:SecretString:password}}}}", database.id().then("Secret"));
    DbInstance {
        db_instance_identifier: some(identifier(database)),
        master_username: some(USER),
        master_user_password: Some(sub(password)),
        ..written(database)
    }
}

/// What every instance has that takes writes.
fn written(database: &Instance<'_, Database>) -> DbInstance {
    let model = database.model;
    DbInstance {
        engine: some(model.engine.name()),
        engine_version: version(model).map(|known| known.version.into()),
        allocated_storage: some(model.storage.size.gib().to_string()),
        storage_encrypted: some(true),
        multi_az: some(model.multi_az.unwrap_or(true)),
        backup_retention_period: some(model.backup_retention),
        deletion_protection: some(true),
        ..common(database)
    }
}

/// Engine, size, users and passwords are the source's.
fn replica(database: &Instance<'_, Database>) -> DbInstance {
    let primary = database.system.primary().code;
    let source = source(database).map_or_else(String::new, |source| identifier(&source));
    let arn = format!("arn:${{AWS::Partition}}:rds:{primary}:${{AWS::AccountId}}:db:{source}");
    DbInstance {
        db_instance_identifier: some(identifier(database)),
        source_db_instance_identifier: Some(sub(arn)),
        source_region: some(primary),
        kms_key_id: some(DEFAULT_KEY),
        multi_az: database.model.multi_az.map(Value::Literal),
        ..common(database)
    }
}

/// What sources and replicas have in common. Without `PubliclyAccessible` RDS decides by the VPC, which has an internet gateway.
fn common(database: &Instance<'_, Database>) -> DbInstance {
    let (id, model) = (database.id(), database.model);
    let storage = &model.storage;
    DbInstance {
        auto_minor_version_upgrade: is_pinned(model).then(|| false.into()),
        db_instance_class: some(&model.instance_class),
        storage_type: some(storage.kind.name()),
        iops: storage.iops.map(Into::into),
        storage_throughput: storage.throughput.map(|throughput| throughput.mib_per_second.into()),
        enable_iam_database_authentication: some(true),
        publicly_accessible: some(false),
        db_subnet_group_name: some(reference(id.then("SubnetGroup"))),
        vpc_security_groups: vec![reference(id.then("SecurityGroup"))],
        copy_tags_to_snapshot: some(true),
        enable_cloudwatch_logs_exports: logs(model.engine).iter().map(|log| text(*log)).collect(),
        tags: tags(database),
        ..DbInstance::default()
    }
}

/// The logs that an engine writes without further parameters.
const fn logs(engine: DatabaseEngine) -> &'static [&'static str] {
    match engine {
        DatabaseEngine::Postgres => &["postgresql", "upgrade"],
        DatabaseEngine::Mysql => &["error"],
    }
}

fn outputs(stack: &mut Stack, database: &Instance<'_, Database>, what: &str) {
    let (id, name) = (database.id(), database.name);
    let instance = id.then("Instance");
    stack.output(id.then("Endpoint"), format!("Address of {what}"), get_att(&instance, "Endpoint.Address"));
    stack.output(id.then("Port"), format!("Port of {name}"), get_att(&instance, "Endpoint.Port"));
    let resource_id = get_att(&instance, "DbiResourceId");
    stack.offer(id.then("ResourceId"), format!("Id of {name} in policies for its users"), resource_id);
    stack.offer(&instance, format!("Identifier of {name}"), reference(&instance));
    stack.output(id.then("SecurityGroup"), format!("Security group of {name}"), reference(id.then("SecurityGroup")));
}

fn tags(database: &Instance<'_, Database>) -> Vec<Tag> {
    database.tags().iter().map(|(key, value)| tag(key, value)).collect()
}
