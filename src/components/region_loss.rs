//! What the loss of a region means for each store, as plan.md says it: what may be lost, how another region takes over, and how to
//! come back.

use crate::blueprint::{CacheReplication, Replication, TableConsistency, TableReplication};
use crate::diagnostics::Diagnostic;
use crate::documents::{Documents, Loss};
use crate::system::System;

/// There is nothing to judge.
pub const fn check(_: &System<'_>, _: &mut Vec<Diagnostic>) {}

/// One line for each store, where there is another region to go to.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    if system.regions.len() < 2 {
        return;
    }
    let blueprint = system.blueprint;
    for (name, table) in &blueprint.tables {
        let model = &table.base.model;
        let strong = model.consistency == TableConsistency::Strong;
        documents.losses.push(match (model.replication, strong) {
            (TableReplication::GlobalTable, true) => {
                loss(name, "nothing", "nothing to do: the other regions go on", "nothing to do")
            }
            (TableReplication::GlobalTable, false) => loss(
                name,
                "about a second of writes, until the region is back",
                "nothing to do: the other regions take reads and writes",
                "nothing to do: what was not sent arrives then, and the later of two writes to an item stays",
            ),
            (TableReplication::None, _) => {
                alone(name, "restore a point in time into another region, if recovery is on there")
            }
        });
    }
    for (name, cache) in &blueprint.caches {
        documents.losses.push(match cache.base.model.replication {
            CacheReplication::GlobalDatastore => loss(
                name,
                "less than a second of writes",
                "promote a copy: see \"By hand\"",
                "promote the first region's again once it has caught up",
            ),
            CacheReplication::None => loss(
                name,
                "what the region's cache held",
                "nothing to do: each region fills a cache of its own",
                "nothing to do: it fills again",
            ),
        });
    }
    for (name, database) in &blueprint.databases {
        documents.losses.push(match database.base.model.replication {
            Replication::GlobalDatabase => loss(
                name,
                "typically less than a second of writes",
                "`failover-global-cluster`, minutes: see \"By hand\"",
                "`switchover-global-cluster`, without loss: see \"By hand\"",
            ),
            Replication::ReadReplica => loss(
                name,
                "usually seconds of writes (metric ReplicaLag)",
                "promote a replica, minutes and a restart: see \"By hand\"",
                "make a replica in the first region, promote it when it has caught up: see \"By hand\"",
            ),
            Replication::None if database.base.model.is_multi_az_cluster() => alone(
                name,
                "load a dump that is kept in another region: AWS copies no snapshot of a Multi-AZ DB cluster",
            ),
            Replication::None => alone(name, "restore a backup that was copied to another region"),
        });
    }
    for (name, bucket) in &blueprint.buckets {
        if !system.regions_of(name, bucket).is_empty() {
            documents.losses.push(alone(name, "restore a backup that was copied to another region"));
        }
    }
}

fn loss(store: &str, lost: &'static str, failover: &'static str, failback: &'static str) -> Loss {
    Loss { store: store.to_owned(), lost, failover, failback }
}

/// A store that nothing copies.
fn alone(store: &str, failover: &'static str) -> Loss {
    loss(
        store,
        "out of reach until the region is back; what was written since the last backup, if it never comes back",
        failover,
        "nothing to do: the region has its data",
    )
}
