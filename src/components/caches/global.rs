//! Caches of several regions that are one: a global datastore.
//!
//! The first of the system's regions in which the component runs has the cache that takes the writes, and the datastore itself. AWS puts letters of its own before
//! the datastore's name, so that members in other regions can know its id only from that region's stack.

use super::{cluster_mode, fails_over};
use crate::blueprint::{Cache, CacheReplication};
use crate::documents::Topic;
use crate::documents::cloudformation::resources::elasticache::{
    GlobalReplicationGroup, GlobalReplicationGroupMember, ReplicationGroup,
};
use crate::documents::cloudformation::{LogicalId, OutputRef, Stack, StackKey, StackKind, reference, some};
use crate::facts::elasticache::ID_CHARS;
use crate::system::Instance;

/// Whether the cache is a copy, which takes no writes.
pub fn is_secondary(cache: &Instance<'_, Cache>) -> bool {
    replicates(cache.model) && first_region(cache) != Some(cache.region.code)
}

/// Whether the cache is a member of a global datastore.
pub(super) fn replicates(cache: &Cache) -> bool {
    cache.replication == CacheReplication::GlobalDatastore
}

/// The caches of every region in which the component runs; the first takes the writes.
pub(super) fn members<'a>(cache: &Instance<'a, Cache>) -> Vec<Instance<'a, Cache>> {
    let all = cache.system.instances(&cache.system.blueprint.caches);
    all.into_iter().filter(|other| other.name == cache.name).collect()
}

fn first_region<'a>(cache: &Instance<'a, Cache>) -> Option<&'a str> {
    members(cache).first().map(|first| first.region.code)
}

/// The id of the datastore, with the letters that AWS puts before it.
fn datastore(cache: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(cache).then("GlobalId"))
}

/// Adds the datastore beside the cache that takes the writes.
pub(super) fn add(stack: &mut Stack, cache: &Instance<'_, Cache>, title: &str) {
    if !replicates(cache.model) || is_secondary(cache) {
        return;
    }
    // AWS makes a datastore of one member; the others join by naming it.
    let member = GlobalReplicationGroupMember {
        replication_group_id: some(reference(cache.id().then("ReplicationGroup"))),
        replication_group_region: some(cache.region.code),
        role: some("PRIMARY"),
    };
    let id = cache.id().then("GlobalReplicationGroup");
    let group = GlobalReplicationGroup {
        global_replication_group_id_suffix: some(cache.physical_name(ID_CHARS)),
        global_replication_group_description: some(title),
        automatic_failover_enabled: fails_over(cache.model).then(|| true.into()),
        tags: super::lowering::tags(cache),
        ..GlobalReplicationGroup::new(vec![member])
    };
    // AWS never deletes the caches with it, and deletes no cache that still belongs to it.
    stack.add(&id, group).delete();
    let description = format!("Id of the global datastore of {}, with the prefix that AWS gives it", cache.name);
    stack.output(cache.id().then("GlobalId"), description, reference(id));
}

/// A copy: engine, version, nodes, shards, parameters and encryption are those of the datastore, and AWS refuses to have them said again.
pub(super) fn secondary(cache: &Instance<'_, Cache>, title: &str) -> ReplicationGroup {
    let replicas = cache.model.replicas_per_shard;
    let first = first_region(cache).unwrap_or_default();
    let clustered = cluster_mode(cache.model);
    ReplicationGroup {
        global_replication_group_id: some(datastore(cache.name, first)),
        replicas_per_node_group: clustered.then(|| replicas.into()),
        num_cache_clusters: (!clustered).then(|| (replicas + 1).into()),
        ..ReplicationGroup::new(title)
    }
}

/// What a reviewer should know about a datastore: nothing fails over between regions, and some changes begin elsewhere.
pub(super) fn notes(cache: &Instance<'_, Cache>) -> Vec<(Topic, String)> {
    if !replicates(cache.model) {
        return Vec::new();
    }
    let (name, region) = (cache.name, cache.region.code);
    let first = first_region(cache).unwrap_or_default();
    let output = cache.id().then("GlobalId");
    if is_secondary(cache) {
        return vec![(
            Topic::ByHand,
            format!(
                "If {first} is lost, let {name} in {region} take the writes: `aws elasticache failover-global-replication-group --region \
                 {region} --global-replication-group-id ID --primary-region {region} --primary-replication-group-id GROUP`, where ID is the \
                 output {output} of the data stack in {first} and GROUP is the physical id of {}ReplicationGroup in {region}. It takes about a \
                 minute; what {first} had not yet sent is lost, usually less than a second.",
                cache.id(),
            ),
        )];
    }
    vec![
        (
            Topic::ByHand,
            format!(
                "Node type, version and number of shards of {name} belong to its global datastore: change them with `aws elasticache \
                 modify-global-replication-group --region {first}` (shards: `increase-node-groups-in-global-replication-group`) first, then \
                 in the blueprint. CloudFormation cannot change them on a member."
            ),
        ),
        (
            Topic::ByHand,
            format!(
                "Before a copy of {name} is removed, by `teardown.sh` too, take it out of the datastore: `aws elasticache \
                 disassociate-global-replication-group --region {first} --global-replication-group-id ID --replication-group-region REGION \
                 --replication-group-id GROUP`. It keeps its data."
            ),
        ),
    ]
}
