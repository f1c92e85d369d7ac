//! RDS Proxy: a pool of connections in front of the database that takes writes.

use super::{around, is_aurora, port};
use crate::blueprint::vocabulary::Switch;
use crate::blueprint::{Database, Proxy};
use crate::components::network;
use crate::documents::cloudformation::resources::ec2::SecurityGroupIngress;
use crate::documents::cloudformation::resources::iam::{Role, RolePolicy};
use crate::documents::cloudformation::resources::rds::{
    ConnectionPoolConfigurationInfoFormat, DbProxy, DbProxyTargetGroup,
};
use crate::documents::cloudformation::{LogicalId, Stack, Value, get_att, reference, some, sub};
use crate::documents::iam::{PolicyDocument, Statement};
use crate::facts::rds;
use crate::system::Instance;

/// Adds the proxy of an instance or a cluster. It shares the database's security group, which lets it through to the database.
pub fn add(stack: &mut Stack, database: &Instance<'_, Database>, owner: &LogicalId) {
    let id = database.id();
    stack.add(id.then("ProxyIngress"), ingress(database));
    stack.add(id.then("ProxyRole"), role(database, owner));
    stack.add(id.then("Proxy"), proxy(database));
    let group = stack.add(id.then("ProxyTargets"), targets(database, owner));
    if is_aurora(database) {
        group.depends_on(id.then("Instance1"));
    }
}

/// Declares the address of the proxy, the one behind it, and the id by which IAM policies name the proxy's users.
pub fn outputs(stack: &mut Stack, database: &Instance<'_, Database>, direct: Value<String>) {
    let (id, name) = (database.id(), database.name);
    let proxy = id.then("Proxy");
    let address = get_att(&proxy, "Endpoint");
    stack.output(id.then("Endpoint"), format!("Address of the proxy of {name}, for reading and writing"), address);
    stack.output(id.then("DirectEndpoint"), format!("Address of {name} behind its proxy"), direct);
    // The last part of arn:aws:rds:REGION:ACCOUNT:db-proxy:prx-ID.
    let split = serde_json::json!({ "Fn::Split": [":", get_att(&proxy, "DBProxyArn")] });
    let last: Value<String> = Value::Expr(serde_json::json!({ "Fn::Select": [6, split] }));
    stack.offer(id.then("ProxyId"), format!("Id of the proxy of {name} in policies for its users"), last);
}

/// The settings of the proxy, with the defaults of those that are left out.
fn settings(database: &Database) -> Proxy {
    match &database.proxy {
        Some(Switch::With(proxy)) => proxy.clone(),
        _ => Proxy::default(),
    }
}

fn ingress(database: &Instance<'_, Database>) -> SecurityGroupIngress {
    let group = reference(database.id().then("SecurityGroup"));
    let port = port(database.model.engine);
    SecurityGroupIngress {
        group_id: Some(group.clone()),
        description: some(format!("From the proxy to {}", database.name)),
        from_port: some(port),
        to_port: some(port),
        source_security_group_id: Some(group),
        ..SecurityGroupIngress::new("tcp")
    }
}

/// The proxy signs in as the user who comes through it, with IAM as well: it keeps no password.
fn role(database: &Instance<'_, Database>, owner: &LogicalId) -> Role {
    let resource = if database.model.is_cluster() { "DBClusterResourceId" } else { "DbiResourceId" };
    let users =
        format!("arn:${{AWS::Partition}}:rds-db:${{AWS::Region}}:${{AWS::AccountId}}:dbuser:${{{owner}.{resource}}}/*");
    let connect = Statement::allow(["rds-db:connect"], [sub(users)]);
    Role {
        description: some(format!("Lets the proxy of {} sign in there", database.name)),
        policies: vec![RolePolicy::new("connect", PolicyDocument::new([connect]))],
        tags: around::tags(database),
        ..Role::new(PolicyDocument::trust("rds.amazonaws.com"))
    }
}

fn proxy(database: &Instance<'_, Database>) -> DbProxy {
    let family = if database.model.engine.is_mysql() { "MYSQL" } else { "POSTGRESQL" };
    let role = get_att(database.id().then("ProxyRole"), "Arn");
    let name = super::identifier(database);
    DbProxy {
        default_auth_scheme: some("IAM_AUTH"),
        require_tls: some(true),
        idle_client_timeout: settings(database.model).idle_timeout.map(|idle| idle.seconds.into()),
        vpc_security_group_ids: vec![reference(database.id().then("SecurityGroup"))],
        tags: around::tags(database),
        ..DbProxy::new(name, family, role, network::private_subnets(database.region))
    }
}

fn targets(database: &Instance<'_, Database>, owner: &LogicalId) -> DbProxyTargetGroup {
    let forwards = database.model.write_forwarding.then_some(rds::FORWARDING_PROXY_PERCENT);
    let share = settings(database.model).max_connections.map(|share| share.whole()).or(forwards);
    let pool = share.map(|share| ConnectionPoolConfigurationInfoFormat {
        max_connections_percent: some(share),
        ..ConnectionPoolConfigurationInfoFormat::default()
    });
    let (clusters, instances) =
        if database.model.is_cluster() { (vec![reference(owner)], vec![]) } else { (vec![], vec![reference(owner)]) };
    DbProxyTargetGroup {
        db_cluster_identifiers: clusters,
        db_instance_identifiers: instances,
        connection_pool_configuration_info: pool,
        ..DbProxyTargetGroup::new(reference(database.id().then("Proxy")), "default")
    }
}
