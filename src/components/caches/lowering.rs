//! The resources of one cache in one region.

use super::{Form, cluster_mode, form, global, nodes, replication_group, serverless, users, version};
use crate::blueprint::{Cache, CacheEngine};
use crate::components::network;
use crate::documents::cloudformation::resources::ec2::SecurityGroup;
use crate::documents::cloudformation::resources::elasticache::{CacheCluster, ParameterGroup, SubnetGroup};
use crate::documents::cloudformation::{Stack, Tag, Value, get_att, reference, some, tag, text};
use crate::facts::elasticache;
use crate::system::Instance;

/// Adds the cache with what it stands on.
pub fn add(stack: &mut Stack, cache: &Instance<'_, Cache>, title: &str) {
    match form(cache.model) {
        Form::Group => {
            subnet_group(stack, cache).comment(cache.path());
            security_group(stack, cache);
            if !global::is_secondary(cache) {
                parameter_group(stack, cache);
            }
            let users = users::add(stack, cache);
            replication_group::add(stack, cache, title, users);
        }
        Form::Memcached => {
            subnet_group(stack, cache).comment(cache.path());
            security_group(stack, cache);
            memcached(stack, cache);
        }
        Form::Serverless => {
            security_group(stack, cache).comment(cache.path());
            let users = users::add(stack, cache);
            serverless::add(stack, cache, title, users);
        }
    }
    let id = cache.id().then("SecurityGroup");
    stack.output(&id, format!("Security group of {}", cache.name), reference(&id));
}

/// The tags of every resource of the cache.
pub fn tags(cache: &Instance<'_, Cache>) -> Vec<Tag> {
    cache.tags().iter().map(|(key, value)| tag(key, value)).collect()
}

type Entry = crate::documents::cloudformation::Entry;

fn subnet_group<'s>(stack: &'s mut Stack, cache: &Instance<'_, Cache>) -> &'s mut Entry {
    let subnets = network::private_subnets(cache.region);
    let description = format!("Private subnets for {}", cache.name);
    let group = SubnetGroup { tags: tags(cache), ..SubnetGroup::new(description, subnets) };
    stack.add(cache.id().then("SubnetGroup"), group)
}

fn security_group<'s>(stack: &'s mut Stack, cache: &Instance<'_, Cache>) -> &'s mut Entry {
    let shown = tag("Name", format!("{}-{}", cache.system.prefix(), cache.name));
    let group = SecurityGroup {
        vpc_id: some(network::vpc_id(cache.region.code)),
        tags: std::iter::once(shown).chain(tags(cache)).collect(),
        ..SecurityGroup::new(format!("Who may reach {}", cache.name))
    };
    stack.add(cache.id().then("SecurityGroup"), group)
}

/// The parameters that differ from their family's defaults, and whether it is a cluster.
fn parameter_group(stack: &mut Stack, cache: &Instance<'_, Cache>) {
    let model = cache.model;
    let family =
        version(model).and_then(|known| elasticache::parameter_group_family(model.engine.name(), known.version));
    let cluster = if cluster_mode(model) { "yes" } else { "no" };
    let own = [("cluster-enabled", cluster), ("maxmemory-policy", model.eviction.name())];
    let own = own.into_iter().filter(|_| model.engine != CacheEngine::Memcached);
    let written = model.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let group = ParameterGroup {
        properties: own.chain(written).map(|(name, value)| (name.to_owned(), text(value))).collect(),
        tags: tags(cache),
        ..ParameterGroup::new(family.unwrap_or_default(), format!("Settings of {}", cache.name))
    };
    stack.add(cache.id().then("ParameterGroup"), group);
}

fn memcached(stack: &mut Stack, cache: &Instance<'_, Cache>) {
    let (id, model) = (cache.id(), cache.model);
    let own_parameters = !model.parameters.is_empty();
    if own_parameters {
        parameter_group(stack, cache);
    }
    let cluster = CacheCluster {
        engine_version: version(model).map(|known| known.version.into()),
        az_mode: (nodes(model) > 1).then(|| "cross-az".into()),
        transit_encryption_enabled: some(true),
        cache_parameter_group_name: own_parameters.then(|| reference(id.then("ParameterGroup"))),
        cache_subnet_group_name: some(reference(id.then("SubnetGroup"))),
        vpc_security_group_ids: vec![reference(id.then("SecurityGroup"))],
        preferred_maintenance_window: model.maintenance_window.as_deref().map(Into::into),
        tags: tags(cache),
        ..CacheCluster::new("memcached", &model.node_type, nodes(model))
    };
    // Nothing of Memcached outlives its nodes.
    stack.add(id.then("Cluster"), cluster).delete();
    let address: Value<String> = get_att(id.then("Cluster"), "ConfigurationEndpoint.Address");
    let description = format!("Configuration endpoint of {} (TLS): clients find the nodes through it", cache.name);
    stack.output(id.then("Endpoint"), description, address);
    stack.offer(id.then("Cluster"), format!("Id of the cluster of {}", cache.name), reference(id.then("Cluster")));
}
