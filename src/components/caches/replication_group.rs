//! The resources of one cache in one region.

use super::{cluster_mode, fails_over, parameters, version};
use crate::blueprint::Cache;
use crate::components::network;
use crate::documents::cloudformation::resources::ec2::SecurityGroup;
use crate::documents::cloudformation::resources::elasticache::{ParameterGroup, ReplicationGroup, SubnetGroup};
use crate::documents::cloudformation::{Stack, Tag, Value, get_att, reference, some, tag, text};
use crate::facts::elasticache;
use crate::system::Instance;

/// Adds the group with what it stands on.
pub fn add(stack: &mut Stack, cache: &Instance<'_, Cache>, title: &str) {
    around(stack, cache);
    let group_id = cache.id().then("ReplicationGroup");
    let group = stack.add(&group_id, replication_group(cache, title)).snapshot();
    if cluster_mode(cache.model) {
        // Without it a change of the number of shards replaces the group.
        group.update_policy(serde_json::json!({ "UseOnlineResharding": true }));
    }
    outputs(stack, cache, group_id.as_str());
}

fn around(stack: &mut Stack, cache: &Instance<'_, Cache>) {
    let (id, name) = (cache.id(), cache.name);
    let subnets = network::private_subnets(cache.region);
    let group = SubnetGroup { tags: tags(cache), ..SubnetGroup::new(format!("Private subnets for {name}"), subnets) };
    stack.add(id.then("SubnetGroup"), group).comment(cache.path());
    let shown = tag("Name", format!("{}-{name}", cache.system.prefix()));
    let group = SecurityGroup {
        vpc_id: some(network::vpc_id(cache.region.code)),
        tags: std::iter::once(shown).chain(tags(cache)).collect(),
        ..SecurityGroup::new(format!("Who may reach {name}"))
    };
    stack.add(id.then("SecurityGroup"), group);
    let family = version(cache.model)
        .and_then(|known| elasticache::parameter_group_family(cache.model.engine.name(), known.version));
    let group = ParameterGroup {
        properties: parameters(cache.model).into_iter().map(|(name, value)| (name.to_owned(), text(value))).collect(),
        tags: tags(cache),
        ..ParameterGroup::new(family.unwrap_or_default(), format!("Settings of {name}"))
    };
    stack.add(id.then("ParameterGroup"), group);
}

fn replication_group(cache: &Instance<'_, Cache>, title: &str) -> ReplicationGroup {
    let (id, model) = (cache.id(), cache.model);
    let tiers = elasticache::family(&model.node_type).is_some_and(|family| family.data_tiering);
    ReplicationGroup {
        engine: some(model.engine.name()),
        engine_version: version(model).map(|known| known.version.into()),
        cache_node_type: some(&model.node_type),
        data_tiering_enabled: tiers.then(|| true.into()),
        num_node_groups: some(model.shards),
        replicas_per_node_group: some(model.replicas_per_shard),
        multi_az_enabled: some(model.replicas_per_shard > 0),
        automatic_failover_enabled: some(fails_over(cache)),
        at_rest_encryption_enabled: some(true),
        transit_encryption_enabled: some(true),
        cache_parameter_group_name: some(reference(id.then("ParameterGroup"))),
        cache_subnet_group_name: some(reference(id.then("SubnetGroup"))),
        security_group_ids: vec![reference(id.then("SecurityGroup"))],
        snapshot_retention_limit: some(model.snapshot_retention),
        tags: tags(cache),
        ..ReplicationGroup::new(title)
    }
}

fn outputs(stack: &mut Stack, cache: &Instance<'_, Cache>, group: &str) {
    let (id, name) = (cache.id(), cache.name);
    let address = |endpoint: &str| -> Value<String> { get_att(group, &format!("{endpoint}.Address")) };
    if cluster_mode(cache.model) {
        let description = format!("Configuration endpoint of {name} (TLS, cluster mode)");
        stack.output(id.then("Endpoint"), description, address("ConfigurationEndPoint"));
    } else {
        stack.output(id.then("Endpoint"), format!("Primary endpoint of {name} (TLS)"), address("PrimaryEndPoint"));
        if cache.model.replicas_per_shard > 0 {
            let description = format!("Reader endpoint of {name} (TLS)");
            stack.output(id.then("ReaderEndpoint"), description, address("ReaderEndPoint"));
        }
    }
    stack.offer(group, format!("Id of the replication group of {name}"), reference(group));
    stack.output(id.then("SecurityGroup"), format!("Security group of {name}"), reference(id.then("SecurityGroup")));
}

fn tags(cache: &Instance<'_, Cache>) -> Vec<Tag> {
    cache.tags().iter().map(|(key, value)| tag(key, value)).collect()
}
