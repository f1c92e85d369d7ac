//! The resources of an Aurora database in one region.

use super::{
    USER, around, class, database_name, endpoints, global_identifier, identifier, is_pinned, is_proxied, is_replica,
    members, proxy, replicates, version,
};
use crate::blueprint::{Database, ReaderScaling, StorageType};
use crate::documents::cloudformation::resources::applicationautoscaling::{
    PredefinedMetricSpecification, ScalableTarget, ScalingPolicy, TargetTrackingScalingPolicyConfiguration,
};
use crate::documents::cloudformation::resources::rds::{
    DbCluster, DbInstance, GlobalCluster, ServerlessV2ScalingConfiguration,
};
use crate::documents::cloudformation::{LogicalId, Number, Stack, Value, get_att, reference, some, sub};
use crate::system::Instance;

/// What Application Auto Scaling calls the readers of a cluster.
const READERS: (&str, &str) = ("rds", "rds:cluster:ReadReplicaCount");

/// Adds the cluster and its instances; in the primary region of a global database, that too.
pub fn add(stack: &mut Stack, database: &Instance<'_, Database>) {
    around::add(stack, database);
    if !is_replica(database) {
        around::add_secret(stack, database);
        if replicates(database) {
            stack.add(database.id().then("GlobalCluster"), global_cluster(database)).delete();
        }
    }
    let cluster = database.id().then("Cluster");
    stack.add(&cluster, self::cluster(database)).snapshot();
    for number in 1..=members::readers(database) + 1 {
        let entry = stack.add(numbered(database, number), member(database, number)).delete();
        if number > 1 {
            entry.depends_on(numbered(database, 1));
        }
    }
    endpoints::add(stack, database);
    if let Some(scaling) = members::scaling(database) {
        add_scaling(stack, database, scaling);
    }
    if is_proxied(database) {
        proxy::add(stack, database, &cluster);
    }
    outputs(stack, database, &cluster);
}

/// Every instance may come to write: Aurora moves the role.
pub(super) fn numbered(database: &Instance<'_, Database>, number: u32) -> LogicalId {
    database.id().then(format!("Instance{number}"))
}

fn global_cluster(database: &Instance<'_, Database>) -> GlobalCluster {
    GlobalCluster {
        global_cluster_identifier: some(global_identifier(database)),
        engine: some(database.model.engine.name()),
        engine_version: version(database.model).map(|known| known.version.into()),
        storage_encrypted: some(true),
        deletion_protection: some(database.model.deletion_protection),
        tags: around::tags(database),
        ..GlobalCluster::default()
    }
}

fn cluster(database: &Instance<'_, Database>) -> DbCluster {
    let (model, copy) = (database.model, is_replica(database));
    let written = DbCluster {
        db_cluster_identifier: replicates(database).then(|| identifier(database).into()),
        global_cluster_identifier: replicates(database).then(|| reference(database.id().then("GlobalCluster"))),
        database_name: some(database_name(database)),
        master_username: some(USER),
        manage_master_user_password: (!replicates(database)).then(|| true.into()),
        master_user_password: around::password(database),
        kms_key_id: around::key(database),
        backtrack_window: model.backtrack.map(|window| window.seconds.into()),
        ..common(database)
    };
    if !copy {
        return written;
    }
    // Users, passwords and databases are the primary cluster's; the key is the region's.
    DbCluster {
        db_cluster_identifier: some(identifier(database)),
        global_cluster_identifier: some(global_identifier(database)),
        kms_key_id: around::key(database).or(some(around::DEFAULT_KEY)),
        ..common(database)
    }
}

/// What the clusters of all regions have in common, those of RDS too. Forwarding is on in the primary region as well, for the day when it is not primary.
pub(super) fn common(database: &Instance<'_, Database>) -> DbCluster {
    let (id, model) = (database.id(), database.model);
    let (monitoring_interval, monitoring_role_arn) = around::monitoring(database);
    DbCluster {
        engine: some(model.engine.name()),
        engine_version: version(model).map(|known| known.version.into()),
        serverless_v2_scaling_configuration: serverless(model),
        storage_type: model
            .storage
            .kind
            .filter(|kind| *kind == StorageType::AuroraIopt1)
            .map(|kind| kind.name().into()),
        storage_encrypted: some(true),
        enable_iam_database_authentication: some(true),
        enable_global_write_forwarding: model.write_forwarding.then(|| true.into()),
        db_subnet_group_name: some(reference(id.then("SubnetGroup"))),
        vpc_security_group_ids: vec![reference(id.then("SecurityGroup"))],
        db_cluster_parameter_group_name: around::parameter_group(database),
        backup_retention_period: some(model.backup_retention),
        preferred_backup_window: model.backup_window.as_ref().map(Into::into),
        preferred_maintenance_window: model.maintenance_window.as_ref().map(Into::into),
        copy_tags_to_snapshot: some(true),
        deletion_protection: some(model.deletion_protection),
        database_insights_mode: model.insights.as_ref().map(|insights| insights.mode.name().into()),
        performance_insights_enabled: model.insights.as_ref().map(|_| true.into()),
        performance_insights_retention_period: around::insights_days(model).map(Into::into),
        performance_insights_kms_key_id: around::insights_key(database),
        monitoring_interval,
        monitoring_role_arn,
        enable_cloudwatch_logs_exports: around::logs(model),
        tags: around::tags(database),
        ..DbCluster::default()
    }
}

fn serverless(database: &Database) -> Option<ServerlessV2ScalingConfiguration> {
    let serverless = database.serverless.as_ref()?;
    Some(ServerlessV2ScalingConfiguration {
        min_capacity: some(serverless.min),
        max_capacity: some(serverless.max),
        seconds_until_auto_pause: serverless.pause_after.map(|idle| idle.seconds.into()),
    })
}

/// One instance of the cluster. Without `PubliclyAccessible` RDS decides by the VPC, which may have an internet gateway.
fn member(database: &Instance<'_, Database>, number: u32) -> DbInstance {
    let model = database.model;
    let tier = usize::try_from(number).ok().and_then(|number| number.checked_sub(2));
    DbInstance {
        db_cluster_identifier: some(reference(database.id().then("Cluster"))),
        engine: some(model.engine.name()),
        auto_minor_version_upgrade: is_pinned(model).then(|| false.into()),
        db_instance_class: some(class(model)),
        promotion_tier: tier.and_then(|reader| model.promotion_tiers.get(reader)).map(|tier| (*tier).into()),
        publicly_accessible: some(false),
        tags: around::tags(database),
        ..DbInstance::default()
    }
}

fn add_scaling(stack: &mut Stack, database: &Instance<'_, Database>, scaling: &ReaderScaling) {
    let (namespace, dimension) = READERS;
    let cluster = database.id().then("Cluster");
    let resource = sub(format!("cluster:${{{cluster}}}"));
    let (least, most) = (members::readers(database), scaling.max);
    let target = database.id().then("ReaderTarget");
    stack
        .add(&target, ScalableTarget::new(namespace, dimension, resource, least, most))
        .depends_on(numbered(database, 1));
    let metric = PredefinedMetricSpecification::new("RDSReaderAverageCPUUtilization");
    let tracking = TargetTrackingScalingPolicyConfiguration {
        predefined_metric_specification: Some(metric),
        ..TargetTrackingScalingPolicyConfiguration::new(Value::Literal(Number(scaling.cpu.value)))
    };
    let policy = ScalingPolicy {
        scaling_target_id: some(reference(&target)),
        target_tracking_scaling_policy_configuration: Some(tracking),
        ..ScalingPolicy::new(format!("{}-readers", database.name), "TargetTrackingScaling")
    };
    stack.add(database.id().then("ReaderPolicy"), policy);
}

/// Declares the addresses and names of a cluster, which others read.
pub(super) fn outputs(stack: &mut Stack, database: &Instance<'_, Database>, cluster: &LogicalId) {
    let (id, name) = (database.id(), database.name);
    let readers = get_att(cluster, "ReadEndpoint.Address");
    if is_replica(database) {
        let what = if database.model.write_forwarding { "reading, and for writes that it forwards" } else { "reading" };
        stack.output(id.then("Endpoint"), format!("Address of the copy of {name}, for {what}"), readers);
        around::output_copied_secret(stack, database);
    } else {
        let writer = get_att(cluster, "Endpoint.Address");
        if is_proxied(database) {
            proxy::outputs(stack, database, writer);
        } else {
            stack.output(id.then("Endpoint"), format!("Address of {name}, for reading and writing"), writer);
        }
        stack.output(id.then("ReaderEndpoint"), format!("Address of the readers of {name}"), readers);
        let what = format!("Secret with the user and password of {name}");
        stack.output(id.then("Secret"), what, around::secret_arn(database, cluster));
    }
    let resource = get_att(cluster, "DBClusterResourceId");
    stack.offer(id.then("ResourceId"), format!("Id of {name} in policies for its users"), resource);
    stack.offer(cluster, format!("Identifier of the cluster of {name}"), reference(cluster));
    stack.output(id.then("Port"), format!("Port of {name}"), get_att(cluster, "Endpoint.Port"));
    stack.offer(id.then("Arn"), format!("ARN of {name}"), get_att(cluster, "DBClusterArn"));
    stack.output(id.then("SecurityGroup"), format!("Security group of {name}"), reference(id.then("SecurityGroup")));
}
