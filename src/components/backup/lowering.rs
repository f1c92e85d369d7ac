//! The vaults, the plans and what they select.

use serde_json::json;

use super::stores::{self, Kind, Store};
use super::{DAY_S, notes, vault_name};
use crate::blueprint::Backup;
use crate::documents::cloudformation::resources::backup::{
    BackupPlan, BackupPlanResourceType, BackupRuleResourceType, BackupSelection, BackupSelectionResourceType,
    BackupVault, CopyActionResourceType, LifecycleResourceType,
};
use crate::documents::cloudformation::resources::iam::Role;
use crate::documents::cloudformation::resources::kms::Key;
use crate::documents::cloudformation::{
    Json, Number, StackKey, StackKind, Tag, Value, get_att, reference, some, sub, tag,
};
use crate::documents::iam::{PolicyDocument, Principal, Statement};
use crate::documents::{Documents, Unit};
use crate::system::System;

/// When `daily` is. Source: AWS Backup Developer Guide, backup plan options: the default is 5:00 UTC (read 2026-11-22).
const DAILY: &str = "cron(0 5 ? * * *)";
/// What a plan and its parts are called; names are unique in a plan, not in the account.
const RULE: &str = "scheduled";

/// Adds a vault wherever something is backed up or copied to, and a plan wherever something is backed up.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    let Some(backup) = &system.blueprint.backup else { return };
    let stores = stores::chosen(system, backup);
    let mut sources: Vec<&str> = stores.iter().map(|store| store.region).collect();
    sources.dedup();
    if sources.is_empty() {
        return;
    }
    let copies = backup.copy_to.iter().map(String::as_str).filter(|code| !sources.contains(code));
    for region in sources.iter().copied().chain(copies) {
        vault(system, documents, region);
    }
    for region in sources {
        let here: Vec<&Store<'_>> = stores.iter().filter(|store| store.region == region).collect();
        plan(system, backup, documents, region);
        role(system, documents, region, &here);
        selection(documents, region, &here);
    }
    notes::add(system, backup, &stores, documents);
}

fn tags(system: &System<'_>) -> Vec<Tag> {
    system.blueprint.tags.iter().map(|(key, value)| tag(key, value)).collect()
}

fn tag_map(system: &System<'_>) -> Option<Json> {
    (!system.blueprint.tags.is_empty()).then(|| json!(system.blueprint.tags))
}

/// The vault outlives its stack, and so does the key without which nobody can read it.
fn vault(system: &System<'_>, documents: &mut Documents, region: &str) {
    let name = vault_name(system);
    let stack = documents.stack(StackKind::Data, region);
    let owner = Statement::allow(["kms:*"], ["*"])
        .named("GovernedByIam")
        .by(Principal::aws(sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root")));
    let key = Key {
        description: some(format!("Backups of {}", system.title())),
        enable_key_rotation: some(true),
        key_policy: Some(PolicyDocument::new([owner])),
        tags: tags(system),
        ..Key::default()
    };
    stack.add("BackupKey", key).comment("backup").retain();
    let vault = BackupVault {
        encryption_key_arn: Some(get_att("BackupKey", "Arn")),
        backup_vault_tags: tag_map(system),
        ..BackupVault::new(name)
    };
    stack.add("BackupVault", vault).retain();
    stack.output("BackupVault", "Name of the backup vault", reference("BackupVault"));
}

fn plan(system: &System<'_>, backup: &Backup, documents: &mut Documents, region: &str) {
    let elsewhere: Vec<&String> = backup.copy_to.iter().filter(|code| *code != region).collect();
    for code in &elsewhere {
        let vault = Unit::Stack(StackKey::new(StackKind::Data, code.as_str()));
        let plan = Unit::Stack(StackKey::new(StackKind::Backup, region));
        documents.precede(vault, plan, "the vault that backups are copied to");
    }
    let days = |seconds: u64| Some(Value::Literal(Number((seconds / DAY_S) as f64)));
    let lifecycle = LifecycleResourceType {
        move_to_cold_storage_after_days: backup.cold_storage_after.and_then(|after| days(after.seconds)),
        delete_after_days: days(backup.retention.seconds),
    };
    let schedule = if backup.schedule == "daily" { DAILY } else { backup.schedule.as_str() };
    let name = vault_name(system);
    let copy = |code: &&String| {
        let arn = format!("arn:${{AWS::Partition}}:backup:{code}:${{AWS::AccountId}}:backup-vault:{name}");
        CopyActionResourceType::new(sub(arn))
    };
    let vault: Value<String> = StackKey::new(StackKind::Data, region).output("BackupVault").into();
    let rule = BackupRuleResourceType {
        schedule_expression: some(schedule),
        lifecycle: Some(lifecycle),
        copy_actions: elsewhere.iter().map(copy).collect(),
        ..BackupRuleResourceType::new(RULE, vault)
    };
    let plan = BackupPlan {
        backup_plan_tags: tag_map(system),
        ..BackupPlan::new(BackupPlanResourceType::new(system.prefix(), vec![rule]))
    };
    let stack = documents.stack(StackKind::Backup, region);
    stack.add("Plan", plan).comment("backup");
}

/// AWS keeps the lists of what its service needs; S3 has a list of its own.
fn role(system: &System<'_>, documents: &mut Documents, region: &str, stores: &[&Store<'_>]) {
    let buckets = stores.iter().any(|store| store.kind == Kind::Bucket);
    let of_buckets = buckets.then_some("AWSBackupServiceRolePolicyForS3Backup");
    let policies = std::iter::once("service-role/AWSBackupServiceRolePolicyForBackup").chain(of_buckets);
    let role = Role {
        managed_policy_arns: policies
            .map(|name| sub(format!("arn:${{AWS::Partition}}:iam::aws:policy/{name}")))
            .collect(),
        tags: tags(system),
        ..Role::new(PolicyDocument::trust("backup.amazonaws.com"))
    };
    documents.stack(StackKind::Backup, region).add("Role", role);
}

fn selection(documents: &mut Documents, region: &str, stores: &[&Store<'_>]) {
    let unit = Unit::Stack(StackKey::new(StackKind::Backup, region));
    for store in stores {
        documents.precede(store.unit.clone(), unit.clone(), "the stores that it backs up");
    }
    let selection = BackupSelectionResourceType {
        resources: stores.iter().map(|store| store.arn.clone()).collect(),
        ..BackupSelectionResourceType::new("stores", get_att("Role", "Arn"))
    };
    let stack = documents.stack(StackKind::Backup, region);
    stack.add("Selection", BackupSelection::new(reference("Plan"), selection));
}
