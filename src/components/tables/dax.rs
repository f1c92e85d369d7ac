//! The resources of one DAX cluster.

use super::{arn, index_arn, use_key};
use crate::blueprint::{Dax, Table};
use crate::components::network;
use crate::documents::cloudformation::resources::dax::{Cluster, ParameterGroup, SseSpecification, SubnetGroup};
use crate::documents::cloudformation::resources::ec2::SecurityGroup;
use crate::documents::cloudformation::resources::iam::{Role, RolePolicy};
use crate::documents::cloudformation::{Stack, Tag, get_att, reference, some, tag, text};
use crate::documents::iam::{PolicyDocument, Statement};
use crate::system::Instance;

/// What DAX does with a table in the name of its clients.
const ACTIONS: [&str; 10] = [
    "dynamodb:DescribeTable",
    "dynamodb:GetItem",
    "dynamodb:BatchGetItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "dynamodb:ConditionCheckItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
    "dynamodb:DeleteItem",
    "dynamodb:BatchWriteItem",
];

/// Adds the cluster with what it stands on.
pub fn add(stack: &mut Stack, table: &Instance<'_, Table>, dax: &Dax) {
    let id = table.id().then("Dax");
    around(stack, table, dax);
    let cluster = Cluster {
        description: some(format!("Cache of {}", table.name)),
        cluster_endpoint_encryption_type: some("TLS"),
        sse_specification: Some(SseSpecification { sse_enabled: some(true) }),
        parameter_group_name: some(reference(id.then("ParameterGroup"))),
        subnet_group_name: some(reference(id.then("SubnetGroup"))),
        security_group_ids: vec![reference(id.then("SecurityGroup"))],
        tags: table.tags().into_iter().map(|(key, value)| (key, text(value))).collect(),
        ..Cluster::new(dax.node_type.as_str(), dax.nodes, get_att(id.then("Role"), "Arn"))
    };
    stack.add(id.then("Cluster"), cluster);
    outputs(stack, table);
}

fn around(stack: &mut Stack, table: &Instance<'_, Table>, dax: &Dax) {
    let (id, name) = (table.id().then("Dax"), table.name);
    let subnets = SubnetGroup {
        description: some(format!("Private subnets for the cache of {name}")),
        ..SubnetGroup::new(network::private_subnets(table.region))
    };
    stack.add(id.then("SubnetGroup"), subnets).comment(format!("{}.dax", table.path()));
    let shown = tag("Name", format!("{}-{name}-dax", table.system.prefix()));
    let group = SecurityGroup {
        vpc_id: some(network::vpc_id(table.region.code)),
        tags: std::iter::once(shown).chain(tags(table)).collect(),
        ..SecurityGroup::new(format!("Who may reach the cache of {name}"))
    };
    stack.add(id.then("SecurityGroup"), group);
    let milliseconds = |seconds: u64| text(seconds.saturating_mul(1_000).to_string());
    let parameters = ParameterGroup {
        description: some(format!("How long the cache of {name} keeps what was read")),
        parameter_name_values: [
            ("record-ttl-millis".to_owned(), milliseconds(dax.item_ttl.seconds)),
            ("query-ttl-millis".to_owned(), milliseconds(dax.query_ttl.seconds)),
        ]
        .into(),
        ..ParameterGroup::default()
    };
    stack.add(id.then("ParameterGroup"), parameters);
    stack.add(id.then("Role"), role(table));
}

/// DAX reads and writes the table as itself; what a client may do is in the client's own policy.
fn role(table: &Instance<'_, Table>) -> Role {
    let indexes = (!table.model.indexes.is_empty()).then(|| index_arn(table.system, table.name));
    let resources = std::iter::once(arn(table.system, table.name)).chain(indexes);
    let statements = std::iter::once(Statement::allow(ACTIONS, resources)).chain(use_key(table));
    Role {
        policies: vec![RolePolicy::new("UseTable", PolicyDocument::new(statements))],
        tags: tags(table),
        ..Role::new(PolicyDocument::trust("dax.amazonaws.com"))
    }
}

fn outputs(stack: &mut Stack, table: &Instance<'_, Table>) {
    let (id, name) = (table.id().then("Dax"), table.name);
    let cluster = id.then("Cluster");
    let endpoint = get_att(&cluster, "ClusterDiscoveryEndpointURL");
    stack.output(id.then("Endpoint"), format!("Where DAX clients of {name} begin (TLS)"), endpoint);
    stack.offer(id.then("Name"), format!("Name of the cache of {name}"), reference(&cluster));
    stack.offer(id.then("Arn"), format!("ARN of the cache of {name}"), get_att(&cluster, "Arn"));
    let group = id.then("SecurityGroup");
    stack.output(&group, format!("Security group of the cache of {name}"), reference(&group));
}

fn tags(table: &Instance<'_, Table>) -> Vec<Tag> {
    table.tags().iter().map(|(key, value)| tag(key, value)).collect()
}
