//! `caches`: an ElastiCache replication group in each region of the component, independent of the others.
//!
//! One shard is cluster mode off, which any client speaks; two or more are cluster mode on. Nobody may reach a cache until a
//! component that uses it opens its security group.

mod checks;
mod replication_group;

pub use checks::check;

use crate::blueprint::Cache;
use crate::documents::cloudformation::{LogicalId, OutputRef, StackKey, StackKind};
use crate::documents::{Documents, Topic};
use crate::facts::{EngineVersion, elasticache};
use crate::system::{Instance, System};

/// The port of every node and endpoint.
pub const PORT: u16 = 6379;

/// Adds the replication groups.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    for cache in system.instances(&system.blueprint.caches) {
        documents.note(Topic::Derived, super::network::closed_door(cache.name, &cache.id()));
        let title = format!("{} of {}", cache.name, documents.title);
        replication_group::add(documents.stack(StackKind::Data, cache.region.code), &cache, &title);
    }
}

/// The address at which clients begin: the configuration endpoint in cluster mode, else the primary's.
pub fn endpoint(cache: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(cache).then("Endpoint"))
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
