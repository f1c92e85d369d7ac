//! What plan.md says of a lost region: how writes move, what is lost, and how they come back.

use super::{around, global_identifier, identifier, is_aurora, source};
use crate::blueprint::Database;
use crate::documents::cloudformation::Value;
use crate::facts::regions;
use crate::system::Instance;

/// The steps for a copy in a secondary region: taking over, and going back.
pub fn steps(copy: &Instance<'_, Database>) -> String {
    if is_aurora(copy) { global_database(copy) } else { read_replica(copy) }
}

/// Why a password does not rotate.
pub fn fixed_password(database: &Instance<'_, Database>) -> String {
    let reason = if is_aurora(database) {
        "Aurora manages no password of a global database's members"
    } else {
        "RDS makes no replica of an instance whose password it manages"
    };
    format!(
        "The password of {} is generated once and does not rotate: {reason}. Let applications sign in with IAM, which is enabled, and \
         keep the secret for people.",
        database.name,
    )
}

fn global_database(copy: &Instance<'_, Database>) -> String {
    let (name, region, primary) = (copy.name, copy.region.code, copy.system.primary().code);
    let global = global_identifier(copy);
    let (partition, account) = owner(copy);
    let arn = |region: &str, cluster: &str| format!("arn:{partition}:rds:{region}:{account}:cluster:{cluster}");
    let here = arn(region, &identifier(copy));
    let home = source(copy).map_or_else(String::new, |home| arn(primary, &identifier(&home)));
    format!(
        "Failover of {name} to {region}:\n  \
         - While {primary} answers, nothing is lost: `aws rds switchover-global-cluster --region {primary} --global-cluster-identifier \
         {global} --target-db-cluster-identifier {here}`.\n  \
         - If {primary} is lost: `aws rds failover-global-cluster --region {region} --global-cluster-identifier {global} \
         --target-db-cluster-identifier {here} --allow-data-loss`. It takes minutes; what {primary} had not yet sent is lost, typically \
         less than a second of writes (CloudWatch metric AuroraGlobalDBReplicationLag).\n  \
         - Then point the writers at the writer endpoint in {region}: `aws rds describe-db-clusters --region {region} \
         --db-cluster-identifier {0} --query 'DBClusters[0].Endpoint'`. Change nothing of {name} in the blueprint meanwhile.\n  \
         - Failback: once {primary} is well, AWS makes its cluster a secondary, and keeps what was not sent in a snapshot, \
         `rds:unplanned-global-failover-…`. When the lag is small, `aws rds switchover-global-cluster --region {region} \
         --global-cluster-identifier {global} --target-db-cluster-identifier {home}` loses nothing. Point the writers back.",
        identifier(copy),
    )
}

fn read_replica(copy: &Instance<'_, Database>) -> String {
    let (name, region, primary) = (copy.name, copy.region.code, copy.system.primary().code);
    let days = source(copy).map_or(1, |source| source.model.backup_retention).max(1);
    let (partition, account) = owner(copy);
    let key = match source(copy).and_then(|source| around::key(&source)) {
        Some(Value::Literal(arn)) if arn.starts_with("arn:") => arn,
        Some(_) => "KEY".to_owned(),
        None => around::DEFAULT_KEY.to_owned(),
    };
    let (here, home) = (identifier(copy), source(copy).map_or_else(String::new, |source| identifier(&source)));
    format!(
        "Failover of {name} to {region}, if {primary} is lost:\n  \
         - `aws rds promote-read-replica --region {region} --db-instance-identifier {here} --backup-retention-period {days}`. It takes \
         minutes and a restart; what {primary} had not yet sent is lost, usually seconds (CloudWatch metric ReplicaLag).\n  \
         - From then on it stands alone. Point the writers at it, and protect it, which a replica is not: `aws rds modify-db-instance \
         --region {region} --db-instance-identifier {here} --deletion-protection`. Change nothing of {name} in the blueprint meanwhile.\n  \
         - Failback, once {primary} is well: its instance is stale. Rename it: `aws rds modify-db-instance --region {primary} \
         --db-instance-identifier {home} --new-db-instance-identifier {home}-old --apply-immediately`.\n  \
         - Replicate in reverse: `aws rds create-db-instance-read-replica --region {primary} --db-instance-identifier {home} \
         --source-region {region} --source-db-instance-identifier arn:{partition}:rds:{region}:{account}:db:{here} --kms-key-id \
         {key}`, with the class, subnet group, security group and parameter group of the renamed one.\n  \
         - When ReplicaLag is near 0, stop the writers, wait for 0, promote it as above, and point the writers at it. The stack finds \
         it under its old name.\n  \
         - Rename the instance in {region} to {here}-old likewise, and replicate {home} into {region} again under the name {here}. \
         Delete both renamed instances when nobody misses anything in them.",
    )
}

/// The partition and the account of the copy, for ARNs in commands.
fn owner(copy: &Instance<'_, Database>) -> (&'static str, String) {
    let partition = regions::find(copy.region.code).map_or("aws", |region| region.partition);
    (partition, copy.system.blueprint.variant.account.clone().unwrap_or_else(|| "ACCOUNT".into()))
}
