//! The resources of an RDS database in one region.

use super::{
    USER, around, class, database_name, identifier, is_pinned, is_proxied, is_replica, proxy, replicates, source,
    version,
};
use crate::blueprint::{Database, MultiAz};
use crate::documents::cloudformation::resources::rds::DbInstance;
use crate::documents::cloudformation::{Stack, get_att, reference, some, sub};
use crate::system::Instance;

/// Adds an instance that takes writes.
pub fn add(stack: &mut Stack, database: &Instance<'_, Database>) {
    around::add(stack, database);
    around::add_secret(stack, database);
    let id = database.id().then("Instance");
    stack.add(&id, written(database)).snapshot();
    if is_proxied(database) {
        proxy::add(stack, database, &id);
    }
    outputs(stack, database);
    let secret = around::secret_arn(database, &id);
    let what = format!("Secret with the user and password of {}", database.name);
    stack.output(database.id().then("Secret"), what, secret);
}

/// Adds a read replica of the primary region's instance.
pub fn add_replica(stack: &mut Stack, database: &Instance<'_, Database>) {
    around::add(stack, database);
    stack.add(database.id().then("Instance"), replica(database)).delete();
    outputs(stack, database);
    around::output_copied_secret(stack, database);
}

/// An instance that takes writes. Its identifier is fixed where replicas in other regions name it. RDS keeps and rotates the password
/// where it can.
fn written(database: &Instance<'_, Database>) -> DbInstance {
    let model = database.model;
    DbInstance {
        db_instance_identifier: replicates(database).then(|| identifier(database).into()),
        db_name: some(database_name(database)),
        engine: some(model.engine.name()),
        engine_version: version(model).map(|known| known.version.into()),
        allocated_storage: some(model.storage.size().gib().to_string()),
        storage_encrypted: some(true),
        kms_key_id: around::key(database),
        master_username: some(USER),
        manage_master_user_password: (!replicates(database)).then(|| true.into()),
        master_user_password: around::password(database),
        multi_az: some(model.multi_az != Some(MultiAz::Disabled)),
        backup_retention_period: some(model.backup_retention),
        preferred_backup_window: model.backup_window.as_ref().map(Into::into),
        deletion_protection: some(model.deletion_protection),
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
        kms_key_id: around::key(database).or(some(around::DEFAULT_KEY)),
        multi_az: database.model.multi_az.map(|standby| (standby == MultiAz::Standby).into()),
        ..common(database)
    }
}

/// What sources and replicas have in common. Without `PubliclyAccessible` RDS decides by the VPC, which may have an internet gateway.
fn common(database: &Instance<'_, Database>) -> DbInstance {
    let (id, model) = (database.id(), database.model);
    let storage = &model.storage;
    let (monitoring_interval, monitoring_role_arn) = around::monitoring(database);
    DbInstance {
        auto_minor_version_upgrade: is_pinned(model).then(|| false.into()),
        db_instance_class: some(class(model)),
        max_allocated_storage: storage.max_size.map(|size| size.gib().into()),
        storage_type: some(storage.kind().name()),
        iops: storage.iops.map(Into::into),
        storage_throughput: storage.throughput.map(|throughput| throughput.mib_per_second.into()),
        enable_iam_database_authentication: some(true),
        publicly_accessible: some(false),
        db_subnet_group_name: some(reference(id.then("SubnetGroup"))),
        vpc_security_groups: vec![reference(id.then("SecurityGroup"))],
        db_parameter_group_name: around::parameter_group(database),
        preferred_maintenance_window: model.maintenance_window.as_ref().map(Into::into),
        copy_tags_to_snapshot: some(true),
        database_insights_mode: model.insights.as_ref().map(|insights| insights.mode.name().into()),
        enable_performance_insights: model.insights.as_ref().map(|_| true.into()),
        performance_insights_retention_period: around::insights_days(model).map(Into::into),
        performance_insights_kms_key_id: around::insights_key(database),
        monitoring_interval,
        monitoring_role_arn,
        enable_cloudwatch_logs_exports: around::logs(model),
        tags: around::tags(database),
        ..DbInstance::default()
    }
}

fn outputs(stack: &mut Stack, database: &Instance<'_, Database>) {
    let (id, name) = (database.id(), database.name);
    let instance = id.then("Instance");
    let address = get_att(&instance, "Endpoint.Address");
    let resource = get_att(&instance, "DbiResourceId");
    if is_proxied(database) {
        proxy::outputs(stack, database, address);
    } else {
        let what = if is_replica(database) {
            format!("Address of the replica of {name}, for reading")
        } else {
            format!("Address of {name}, for reading and writing")
        };
        stack.output(id.then("Endpoint"), what, address);
    }
    stack.output(id.then("Port"), format!("Port of {name}"), get_att(&instance, "Endpoint.Port"));
    stack.offer(id.then("Arn"), format!("ARN of {name}"), get_att(&instance, "DBInstanceArn"));
    stack.offer(id.then("ResourceId"), format!("Id of {name} in policies for its users"), resource);
    stack.offer(&instance, format!("Identifier of {name}"), reference(&instance));
    stack.output(id.then("SecurityGroup"), format!("Security group of {name}"), reference(id.then("SecurityGroup")));
}
