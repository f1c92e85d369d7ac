//! What plan.md says of backups.

use super::stores::{Kind, Store};
use super::vault_name;
use crate::blueprint::Backup;
use crate::documents::{Documents, Topic};
use crate::system::System;

/// What is backed up, what the account must allow, what is not covered, and how to restore.
pub(super) fn add(system: &System<'_>, backup: &Backup, stores: &[Store<'_>], documents: &mut Documents) {
    for region in regions(stores, &|_| true) {
        documents.note(Topic::Derived, covered(backup, stores, region));
    }
    for region in regions(stores, &|kind| kind == Kind::Aurora) {
        let text = format!(
            "AWS Backup backs up Aurora only where the account has said so: `aws backup update-region-settings --region {region} \
             --resource-type-opt-in-preference Aurora=true`."
        );
        documents.note(Topic::Before, text);
    }
    if backup.cold_storage_after.is_some() || !backup.copy_to.is_empty() {
        for region in regions(stores, &|kind| kind == Kind::Table) {
            let text = format!(
                "Backups of tables in {region} are copied and move to cold storage only with the advanced features for DynamoDB, which \
                 accounts have that first used AWS Backup after November 2021. Others enable them: `aws backup update-region-settings \
                 --region {region} --resource-type-management-preference DynamoDB=true`."
            );
            documents.note(Topic::Before, text);
        }
    }
    let caches: Vec<&str> = system.blueprint.caches.keys().map(String::as_str).collect();
    if !caches.is_empty() {
        let text = format!(
            "AWS Backup has no caches: {} can be restored from snapshots of ElastiCache itself, where there are any.",
            caches.join(", ")
        );
        documents.note(Topic::Derived, text);
    }
    documents.note(Topic::ByHand, restoring(&vault_name(system)));
}

/// The regions with stores of a kind, in order.
fn regions<'a>(stores: &[Store<'a>], of: &dyn Fn(Kind) -> bool) -> Vec<&'a str> {
    let mut codes: Vec<&str> = stores.iter().filter(|store| of(store.kind)).map(|store| store.region).collect();
    codes.dedup();
    codes
}

fn covered(backup: &Backup, stores: &[Store<'_>], region: &str) -> String {
    let names: Vec<&str> = stores.iter().filter(|store| store.region == region).map(|store| store.name).collect();
    let copies: Vec<&str> = backup.copy_to.iter().map(String::as_str).filter(|code| *code != region).collect();
    let copied = if copies.is_empty() { String::new() } else { format!(", and copied to {}", copies.join(" and ")) };
    format!(
        "In {region} backed up ({}) and kept for {}{copied}: {}. Replicas of these elsewhere hold the same and are not backed up.",
        backup.schedule,
        backup.retention,
        names.join(", "),
    )
}

fn restoring(vault: &str) -> String {
    format!(
        "To restore from the vault {vault}: `aws backup list-recovery-points-by-backup-vault --region REGION --backup-vault-name {vault}`, \
         then `aws backup start-restore-job` with a role that has AWSBackupServiceRolePolicyForRestores (for buckets \
         AWSBackupServiceRolePolicyForS3Restore). A restore makes a new table, database or bucket beside the old one."
    )
}
