//! What stands around an instance or a cluster: its subnets, its security group, its secret, its parameters, its monitoring.

use indexmap::IndexMap;

use super::{USER, parameters, replicas, replicates, version};
use crate::blueprint::{Database, DatabaseEngine, InsightsMode};
use crate::components::{existing, network};
use crate::documents::cloudformation::resources::ec2::{SecurityGroup, SecurityGroupIngress};
use crate::documents::cloudformation::resources::iam::Role;
use crate::documents::cloudformation::resources::rds::{DbClusterParameterGroup, DbParameterGroup, DbSubnetGroup};
use crate::documents::cloudformation::resources::secretsmanager::{GenerateSecretString, ReplicaRegion, Secret};
use crate::documents::cloudformation::{
    LogicalId, OutputRef, Stack, Tag, Value, get_att, reference, some, sub, tag, text,
};
use crate::documents::iam::PolicyDocument;
use crate::facts::rds;
use crate::system::Instance;

/// The key that RDS has in every region.
pub const DEFAULT_KEY: &str = "alias/aws/rds";
/// The policy that AWS keeps for Enhanced Monitoring.
const MONITORING_POLICY: &str = "service-role/AmazonRDSEnhancedMonitoringRole";

/// Adds what an instance or a cluster names, in the order in which it is read.
pub fn add(stack: &mut Stack, database: &Instance<'_, Database>) {
    let (id, name) = (database.id(), database.name);
    let subnets = network::private_subnets(database.region);
    let group =
        DbSubnetGroup { tags: tags(database), ..DbSubnetGroup::new(format!("Private subnets for {name}"), subnets) };
    stack.add(id.then("SubnetGroup"), group).comment(database.path());
    let shown = tag("Name", format!("{}-{name}", database.system.prefix()));
    let group = SecurityGroup {
        vpc_id: some(network::vpc_id(database.region.code)),
        tags: std::iter::once(shown).chain(tags(database)).collect(),
        ..SecurityGroup::new(format!("Who may reach {name}"))
    };
    stack.add(id.then("SecurityGroup"), group);
    add_parameters(stack, database);
    if database.model.enhanced_monitoring.is_some() {
        stack.add(id.then("MonitoringRole"), monitoring_role(database));
    }
}

/// The name of the parameter group, if the database has one of its own.
pub fn parameter_group(database: &Instance<'_, Database>) -> Option<Value<String>> {
    (!parameters::of(database.model).is_empty()).then(|| reference(parameter_group_id(database)))
}

/// No resource changes its type in a stack: an RDS database that becomes a cluster gets another group.
fn parameter_group_id(database: &Instance<'_, Database>) -> LogicalId {
    database.id().then(if database.model.is_multi_az_cluster() { "ClusterParameterGroup" } else { "ParameterGroup" })
}

/// The interval of Enhanced Monitoring in seconds, and the role by which RDS writes its metrics.
pub fn monitoring(database: &Instance<'_, Database>) -> (Option<Value<i64>>, Option<Value<String>>) {
    let interval = database.model.enhanced_monitoring;
    let role = interval.map(|_| get_att(database.id().then("MonitoringRole"), "Arn"));
    (interval.map(|interval| interval.seconds.into()), role)
}

/// Adds the secret of a database whose password RDS cannot manage. The copies' regions have it too, under the same name.
pub fn add_secret(stack: &mut Stack, database: &Instance<'_, Database>) {
    if replicates(database) {
        stack.add(database.id().then("Secret"), secret(database)).retain();
    }
}

/// The password out of that secret.
pub fn password(database: &Instance<'_, Database>) -> Option<Value<String>> {
    let secret = database.id().then("Secret");
    replicates(database).then(|| sub(format!("{{{{resolve:secretsmanager:${{{secret}}}:SecretString:password}}}}")))
}

/// The name of that secret. A name that ended in a hyphen and six characters, as most regions do, would look like an ARN's suffix.
pub fn secret_name(database: &Instance<'_, Database>) -> String {
    format!("{}/{}/{USER}", database.system.prefix(), database.system.first_name(database.name))
}

/// The ARN of the secret with user and password; `owner` is the instance or the cluster.
pub fn secret_arn(database: &Instance<'_, Database>, owner: &LogicalId) -> Value<String> {
    if replicates(database) {
        reference(database.id().then("Secret"))
    } else {
        get_att(owner, "MasterUserSecret.SecretArn")
    }
}

/// Declares the output through which others find the secret of a copy: the replica of the primary region's.
pub fn output_copied_secret(stack: &mut Stack, database: &Instance<'_, Database>) -> OutputRef {
    let arn = format!(
        "arn:${{AWS::Partition}}:secretsmanager:${{AWS::Region}}:${{AWS::AccountId}}:secret:{}",
        secret_name(database)
    );
    stack.output(
        database.id().then("Secret"),
        format!("Secret with the user and password of {}", database.name),
        sub(arn),
    )
}

/// The ARN of a database's own key in its region; `None` where the account's default key is used.
pub fn key(database: &Instance<'_, Database>) -> Option<Value<String>> {
    existing::key(database.system, database.model.kms_key.as_ref(), database.region.code)
}

/// The key of the performance data, which hold texts of queries: the database's own.
pub fn insights_key(database: &Instance<'_, Database>) -> Option<Value<String>> {
    database.model.insights.as_ref().and_then(|_| key(database))
}

/// Days of performance data, if there are any.
pub fn insights_days(database: &Database) -> Option<u32> {
    let insights = database.insights.as_ref()?;
    let days = insights.retention.map(|retention| u32::try_from(retention.seconds / 86_400).unwrap_or(u32::MAX));
    Some(days.unwrap_or(match insights.mode {
        InsightsMode::Standard => rds::INSIGHTS_DAYS,
        InsightsMode::Advanced => rds::ADVANCED_INSIGHTS_DAYS,
    }))
}

/// The logs that go to CloudWatch Logs.
pub fn logs(database: &Database) -> Vec<Value<String>> {
    let default: &[&str] = match database.engine {
        DatabaseEngine::Postgres => &["postgresql", "upgrade"],
        DatabaseEngine::AuroraPostgresql => &["postgresql"],
        DatabaseEngine::Mysql | DatabaseEngine::AuroraMysql => &["error"],
    };
    match &database.logs {
        Some(logs) => logs.iter().map(text).collect(),
        None => default.iter().map(|log| text(*log)).collect(),
    }
}

/// The tags of everything that takes tags.
pub fn tags(database: &Instance<'_, Database>) -> Vec<Tag> {
    database.tags().iter().map(|(key, value)| tag(key, value)).collect()
}

fn add_parameters(stack: &mut Stack, database: &Instance<'_, Database>) {
    let parameters: IndexMap<String, Value<String>> =
        parameters::of(database.model).into_iter().map(|(name, value)| (name, value.into())).collect();
    let known = version(database.model);
    let family = known.and_then(|known| rds::parameter_group_family(database.model.engine.name(), known.version));
    let Some(family) = family.filter(|_| !parameters.is_empty()) else { return };
    let (id, description) = (parameter_group_id(database), format!("Parameters of {}", database.name));
    if database.model.is_cluster() {
        let group = DbClusterParameterGroup::new(family, description, parameters);
        stack.add(id, DbClusterParameterGroup { tags: tags(database), ..group });
    } else {
        let group = DbParameterGroup::new(family, description);
        stack.add(id, DbParameterGroup { parameters, tags: tags(database), ..group });
    }
}

fn monitoring_role(database: &Instance<'_, Database>) -> Role {
    Role {
        description: some(format!("Lets RDS write the operating system's metrics of {}", database.name)),
        managed_policy_arns: vec![sub(format!("arn:${{AWS::Partition}}:iam::aws:policy/{MONITORING_POLICY}"))],
        tags: tags(database),
        ..Role::new(PolicyDocument::trust("monitoring.rds.amazonaws.com"))
    }
}

/// Punctuation is left out: connection strings and shells give it meanings.
fn secret(database: &Instance<'_, Database>) -> Secret {
    Secret {
        name: some(secret_name(database)),
        description: some(format!("User and password of {} in {}", database.name, database.region.code)),
        generate_secret_string: Some(GenerateSecretString {
            secret_string_template: some(format!(r#"{{"username": "{USER}"}}"#)),
            generate_string_key: some("password"),
            password_length: some(40),
            exclude_punctuation: some(true),
            ..GenerateSecretString::default()
        }),
        replica_regions: replicas(database).iter().map(|replica| ReplicaRegion::new(replica.region.code)).collect(),
        tags: tags(database),
        ..Secret::default()
    }
}

/// Lets the networks of the other regions in, where somebody there writes: a security group is known in its own region only, so it
/// is their addresses that are let in.
pub(super) fn let_peers_in(stack: &mut Stack, database: &Instance<'_, Database>) {
    let system = database.system;
    let writes = system.blueprint.all_uses().any(|uses| uses.get(database.name).is_some_and(|access| access.writes()));
    if !writes || !system.network().peering {
        return;
    }
    for copy in replicas(database).iter().filter(|copy| !copy.model.write_forwarding) {
        let port = super::port(database.model.engine);
        let ingress = SecurityGroupIngress {
            group_id: some(reference(database.id().then("SecurityGroup"))),
            description: some(format!("Writers in {}", copy.region.code)),
            from_port: some(port),
            to_port: some(port),
            cidr_ip: some(copy.region.cidr.to_string()),
            ..SecurityGroupIngress::new("tcp")
        };
        stack.add(database.id().then(format!("From{}", LogicalId::new(copy.region.code))), ingress);
    }
}
