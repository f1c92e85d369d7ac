//! A replication group of Valkey or Redis OSS, alone or as a member of a global datastore.

use super::{cluster_mode, fails_over, global, lowering, multi_az, scaling, version};
use crate::blueprint::{Cache, CacheAuth};
use crate::components::logs;
use crate::documents::cloudformation::resources::elasticache::{
    CloudWatchLogsDestinationDetails, DestinationDetails, LogDeliveryConfigurationRequest, ReplicationGroup,
};
use crate::documents::cloudformation::resources::logs::LogGroup;
use crate::documents::cloudformation::{Stack, Value, get_att, reference, some};
use crate::facts::elasticache;
use crate::system::Instance;

/// Adds the group with its logs and what scales it.
pub fn add(stack: &mut Stack, cache: &Instance<'_, Cache>, title: &str, users: Option<Value<String>>) {
    let logs = log_deliveries(stack, cache);
    let id = cache.id().then("ReplicationGroup");
    let described = match global::is_secondary(cache) {
        true => global::secondary(cache, title),
        false => on_its_own(cache, title),
    };
    let group = ReplicationGroup {
        log_delivery_configurations: logs,
        user_group_ids: users.into_iter().collect(),
        ..placed(cache, described)
    };
    let entry = stack.add(&id, group).snapshot();
    if cluster_mode(cache.model) && !global::is_secondary(cache) {
        // Without it a change of the number of shards replaces the group.
        entry.update_policy(serde_json::json!({ "UseOnlineResharding": true }));
    }
    global::add(stack, cache, title);
    scaling::add(stack, cache);
    outputs(stack, cache, id.as_str());
}

/// What a member of a global datastore would take from the first.
fn on_its_own(cache: &Instance<'_, Cache>, title: &str) -> ReplicationGroup {
    let model = cache.model;
    let tiers = elasticache::family(&model.node_type).is_some_and(|family| family.data_tiering);
    ReplicationGroup {
        engine: some(model.engine.name()),
        engine_version: version(model).map(|known| known.version.into()),
        cache_node_type: some(&model.node_type),
        data_tiering_enabled: tiers.then(|| true.into()),
        num_node_groups: some(model.shards),
        replicas_per_node_group: some(model.replicas_per_shard),
        at_rest_encryption_enabled: some(true),
        transit_encryption_enabled: some(true),
        cache_parameter_group_name: some(reference(cache.id().then("ParameterGroup"))),
        ..ReplicationGroup::new(title)
    }
}

/// What every group has of its own region.
fn placed(cache: &Instance<'_, Cache>, group: ReplicationGroup) -> ReplicationGroup {
    let (id, model) = (cache.id(), cache.model);
    ReplicationGroup {
        multi_az_enabled: some(multi_az(model)),
        automatic_failover_enabled: some(fails_over(model)),
        cache_subnet_group_name: some(reference(id.then("SubnetGroup"))),
        security_group_ids: vec![reference(id.then("SecurityGroup"))],
        kms_key_id: super::key(cache),
        snapshot_retention_limit: some(model.snapshot_retention),
        snapshot_window: model.snapshot_window.as_deref().map(Into::into),
        preferred_maintenance_window: model.maintenance_window.as_deref().map(Into::into),
        tags: lowering::tags(cache),
        ..group
    }
}

fn log_deliveries(stack: &mut Stack, cache: &Instance<'_, Cache>) -> Vec<LogDeliveryConfigurationRequest> {
    let Some(kept) = cache.model.kept_logs() else { return Vec::new() };
    let wanted = [(kept.slow, "SlowLog", "slow-log"), (kept.engine, "EngineLog", "engine-log")];
    let wanted = wanted.into_iter().filter(|(kept, ..)| *kept);
    wanted
        .map(|(_, role, kind)| {
            let id = cache.id().then(role);
            let group = LogGroup {
                retention_in_days: some(logs::days(kept.retention)),
                tags: lowering::tags(cache),
                ..LogGroup::default()
            };
            stack.add(&id, group).retain();
            let place = DestinationDetails {
                cloud_watch_logs_details: Some(CloudWatchLogsDestinationDetails::new(reference(id))),
                ..DestinationDetails::default()
            };
            LogDeliveryConfigurationRequest::new(kind, "json", "cloudwatch-logs", place)
        })
        .collect()
}

fn outputs(stack: &mut Stack, cache: &Instance<'_, Cache>, group: &str) {
    let (id, name) = (cache.id(), cache.name);
    let address = |endpoint: &str| -> Value<String> { get_att(group, &format!("{endpoint}.Address")) };
    if cluster_mode(cache.model) {
        let description = format!("Configuration endpoint of {name} (TLS, cluster mode)");
        stack.output(id.then("Endpoint"), description, address("ConfigurationEndPoint"));
    } else {
        stack.output(id.then("Endpoint"), format!("Primary endpoint of {name} (TLS)"), address("PrimaryEndPoint"));
    }
    stack.offer(group, format!("Id of the replication group of {name}"), reference(group));
    if super::has_reader(cache.model) {
        let description = format!("Reader endpoint of {name} (TLS)");
        stack.output(id.then("ReaderEndpoint"), description, address("ReaderEndPoint"));
    }
    if cache.model.auth == CacheAuth::Iam {
        stack.offer(id.then("Id"), format!("Id of {name}, by which IAM knows it"), reference(group));
    }
}
