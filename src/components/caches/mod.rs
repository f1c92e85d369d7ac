//! `caches`: an ElastiCache replication group in each region of the component, independent of the others.
//!
//! One shard is cluster mode off, which any client speaks; two or more are cluster mode on. Nobody may reach a cache until a
//! component that uses it opens its security group.

mod checks;
mod replication_group;

pub use checks::check;

use super::network;
use super::uses::{self, Binding, Door, Target, Use};
use crate::blueprint::{Access, Cache};
use crate::documents::Documents;
use crate::documents::cloudformation::{LogicalId, OutputRef, StackKey, StackKind, Value};
use crate::facts::{EngineVersion, elasticache};
use crate::system::{Instance, System};

/// The port of every node and endpoint.
pub const PORT: u16 = 6379;

/// Adds the replication groups.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    for cache in system.instances(&system.blueprint.caches) {
        network::closed_door(&cache, documents);
        let title = format!("{} of {}", cache.name, documents.title);
        replication_group::add(documents.stack(StackKind::Data, cache.region.code), &cache, &title);
    }
}

/// Caches are read and written by those whom their security group lets in.
pub const TARGET: Target = Target {
    noun: "a cache",
    accesses: &[Access::Read, Access::Write, Access::ReadWrite],
    from_anywhere: false,
    check: uses::nothing,
    bind,
};

fn bind(usage: &Use<'_>) -> Binding {
    let Some(cache) = usage.instance(&usage.system.blueprint.caches) else { return Binding::default() };
    let (name, region) = (usage.target, usage.region.code);
    let cluster = cluster_mode(cache.model);
    let reader = (!cluster && cache.model.replicas_per_shard > 0)
        .then(|| (usage.variable("READER_ENDPOINT"), reader_endpoint(name, region).into()));
    let environment = [
        (usage.variable("ENDPOINT"), endpoint(name, region).into()),
        (usage.variable("PORT"), PORT.to_string().into()),
        (usage.variable("CLUSTER_MODE"), cluster.to_string().into()),
    ];
    Binding {
        doors: vec![Door { group: security_group(name, region).into(), port: PORT }],
        environment: environment.into_iter().chain(reader).collect(),
        ..Binding::default()
    }
}

/// The address at which clients begin: the configuration endpoint in cluster mode, else the primary's.
pub fn endpoint(cache: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(cache).then("Endpoint"))
}

/// The address that spreads reads over the replicas; there is one outside of cluster mode, where there are replicas.
pub fn reader_endpoint(cache: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(cache).then("ReaderEndpoint"))
}

/// The id of a cache's replication group, of which those of its nodes are made.
pub fn group_id(cache: &str, region: &str) -> Value<String> {
    Value::Output(StackKey::new(StackKind::Data, region).output(LogicalId::new(cache).then("ReplicationGroup")))
}

/// The security group that guards a cache.
pub fn security_group(cache: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(cache).then("SecurityGroup"))
}

/// Whether clients must speak the cluster protocol.
pub const fn cluster_mode(cache: &Cache) -> bool {
    cache.shards > 1
}

/// The version that a cache gets; `None` for one that ElastiCache does not have.
fn version(cache: &Cache) -> Option<EngineVersion> {
    let engine = cache.engine.name();
    match &cache.version {
        Some(wanted) => elasticache::resolve(engine, wanted),
        None => elasticache::default_version(engine),
    }
}

/// The parameters that differ from their family's defaults, and whether it is a cluster.
fn parameters(cache: &Cache) -> [(&'static str, &'static str); 2] {
    let enabled = if cluster_mode(cache) { "yes" } else { "no" };
    [("cluster-enabled", enabled), ("maxmemory-policy", cache.eviction.name())]
}

/// Whether a replica takes over when a primary fails. A cluster must have this on even without replicas.
fn fails_over(cache: &Instance<'_, Cache>) -> bool {
    cluster_mode(cache.model) || cache.model.replicas_per_shard > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Input;

    /// The attribute behind the endpoint depends on the mode; its name does not.
    #[test]
    fn what_others_read_is_there() {
        for (shards, attribute) in [(1, "PrimaryEndPoint"), (2, "ConfigurationEndPoint")] {
            let mut input = Input::default();
            let blueprint =
                format!("name: shop\nprimary_region: {{us-east-1: {{}}}}\ncaches:\n  sessions: {{shards: {shards}}}\n");
            input.blueprint = input.sources.add("blueprint.yaml", blueprint);
            let files = crate::synthesize(input).files;
            let template = files.into_iter().find(|file| file.path == "us-east-1/data.template.yaml").unwrap().contents;
            let output = template.split_once(&format!("\n  {}:\n", endpoint("sessions", "us-east-1").name)).unwrap().1;
            let value = output.lines().find(|line| line.contains("Value:")).unwrap();
            assert!(value.ends_with(&format!(".{attribute}.Address")), "{value}");
            assert!(template.contains(&format!("\n  {}:\n", security_group("sessions", "us-east-1").name)));
        }
    }
}
