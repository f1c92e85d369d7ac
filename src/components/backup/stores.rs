//! What AWS Backup can back up, and where.

use crate::blueprint::Backup;
use crate::blueprint::vocabulary::Words;
use crate::components::{buckets, databases, tables};
use crate::documents::Unit;
use crate::documents::cloudformation::{StackKey, StackKind, Value};
use crate::system::System;

/// What a store is, for what AWS Backup does with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Table,
    Rds,
    Aurora,
    Bucket,
}

/// One store in one region.
pub(super) struct Store<'a> {
    pub name: &'a str,
    pub kind: Kind,
    /// Where it is backed up.
    pub region: &'a str,
    pub arn: Value<String>,
    /// Whether AWS copies its backups to other regions.
    pub copied: bool,
    /// What makes it.
    pub unit: Unit,
}

/// The stores that the blueprint wants backed up, region by region.
pub(super) fn chosen<'a>(system: &'a System<'a>, backup: &Backup) -> Vec<Store<'a>> {
    let mut stores: Vec<Store<'_>> = all(system).into_iter().filter(|store| wants(backup, store.name)).collect();
    stores.sort_by_key(|store| system.regions.iter().position(|region| region.code == store.region));
    stores
}

/// Whether `stores` covers a name.
pub(super) fn wants(backup: &Backup, name: &str) -> bool {
    backup.stores == Words::All || backup.stores.names().iter().any(|wanted| wanted == name)
}

/// The buckets that AWS Backup refuses.
pub(super) fn unversioned<'a>(system: &'a System<'a>) -> Vec<&'a str> {
    let buckets = buckets::instances(system).into_iter().filter(|(bucket, _)| !bucket.model.versioning);
    let mut names: Vec<&str> = buckets.map(|(bucket, _)| bucket.name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn all<'a>(system: &'a System<'a>) -> Vec<Store<'a>> {
    let blueprint = system.blueprint;
    let tables = system.instances(&blueprint.tables).into_iter().filter_map(|table| {
        let stack = tables::stack(&table);
        // Of a global table the replica beside the table's own stack: all hold the same items.
        (stack.region == table.region.code).then(|| Store {
            name: table.name,
            kind: Kind::Table,
            region: table.region.code,
            arn: tables::arn(system, table.name),
            copied: true,
            unit: Unit::Stack(stack),
        })
    });
    let databases =
        system.instances(&blueprint.databases).into_iter().filter(|database| !databases::is_replica(database));
    let databases = databases.map(|database| Store {
        name: database.name,
        kind: if database.model.engine.is_aurora() { Kind::Aurora } else { Kind::Rds },
        region: database.region.code,
        arn: databases::arn(database.name, database.region.code).into(),
        copied: !database.model.is_multi_az_cluster(),
        unit: Unit::Stack(StackKey::new(StackKind::Data, database.region.code)),
    });
    let buckets = buckets::instances(system).into_iter().filter(|(bucket, _)| bucket.model.versioning);
    let buckets = buckets.map(|(bucket, stack)| Store {
        name: bucket.name,
        kind: Kind::Bucket,
        region: if stack.kind == StackKind::Edge { crate::components::cdn::REGION } else { bucket.region.code },
        arn: buckets::bucket_arn(system, bucket.name, bucket.region.code).into(),
        copied: true,
        unit: Unit::Stack(stack),
    });
    tables.chain(databases).chain(buckets).collect()
}
