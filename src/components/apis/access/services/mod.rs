//! Services of the blueprint, behind a VPC link of version 2.
//!
//! An API has one link in each region. It stands in the private subnets with a security group of its own, which lets it reach the load
//! balancers that its routes name and nothing else. The load balancers let it in by that group.

mod check;

pub(super) use check::check;

use indexmap::IndexSet;

use super::super::paths;
use super::super::routes::{Entry, Target, routes};
use crate::blueprint::{Api, Method, Port};
use crate::components::{ecs, network};
use crate::documents::cloudformation::resources::apigateway::Integration;
use crate::documents::cloudformation::resources::apigatewayv2::VpcLink;
use crate::documents::cloudformation::resources::ec2;
use crate::documents::cloudformation::{LogicalId, Stack, Tag, Value, get_att, reference, some, sub_with, tag, text};
use crate::documents::{Connection, Documents, Topic};
use crate::facts::apigateway::zone_without_vpc_links;
use crate::system::Instance;

const ASLEEP: &str = "After 60 days without a request API Gateway takes down a VPC link from an API to services, and what comes then fails \
    for a few minutes. Where a region waits for the loss of another one, ask one of its routes to a service now and then.";

/// The way from a route to the port of a service.
#[derive(Clone, Copy)]
pub struct Way<'a> {
    service: &'a str,
    name: &'a str,
    port: &'a Port,
}

/// The way that a route takes in the API's region; `None` for a route that names no service there.
pub fn way<'a>(api: &'a Instance<'_, Api>, entry: Entry<'a>) -> Option<Way<'a>> {
    let Some(Target::Service(service, Some(name))) = entry.target() else { return None };
    let port = ecs::find_port(api.system, service, name, api.region.code)?;
    port.load_balancer?;
    Some(Way { service, name, port })
}

/// The ways of all routes, each once.
fn ways<'a>(api: &'a Instance<'_, Api>) -> Vec<Way<'a>> {
    let mut seen = IndexSet::new();
    routes(api.model).filter_map(|entry| way(api, entry)).filter(|way| seen.insert((way.service, way.name))).collect()
}

impl Way<'_> {
    fn at(&self) -> u16 {
        ecs::listens_at(self.port)
    }

    fn security_group(&self, region: &str) -> Option<Value<String>> {
        ecs::load_balancer_group(self.service, self.port, region).map(Value::Output)
    }
}

/// Adds the link with its security group, and lets it in at the load balancers, when it is the first route that needs it.
/// Returns the id of the link that it adds.
pub fn add_link(api: &Instance<'_, Api>, comment: &mut Option<String>, stack: &mut Stack) -> Option<LogicalId> {
    let id = link_id(api);
    if stack.resources.contains_key(&id) {
        return None;
    }
    let name = format!("{}-link", api.system.stack_name(api.name));
    let region = api.region.code;
    let group = ec2::SecurityGroup {
        vpc_id: some(network::vpc_id(region)),
        security_group_egress: ways(api).iter().map(|way| egress(way, region)).collect(),
        tags: tags(api, &name),
        ..ec2::SecurityGroup::new(format!("What the VPC link of {} reaches", api.name))
    };
    stack.add(group_id(api), group).comment = comment.take();
    for way in ways(api) {
        let ingress = ec2::SecurityGroupIngress {
            group_id: way.security_group(region),
            description: some(format!("{} through API Gateway", api.name)),
            from_port: some(way.at()),
            to_port: some(way.at()),
            source_security_group_id: some(get_att(group_id(api), "GroupId")),
            ..ec2::SecurityGroupIngress::new("tcp")
        };
        stack.add(api.id().then("LinkTo").then(way.service).then(way.name), ingress);
    }
    let link = VpcLink {
        security_group_ids: vec![get_att(group_id(api), "GroupId")],
        tags: api.tags().into_iter().map(|(key, value)| (key.to_owned(), text(value))).collect(),
        ..VpcLink::new(name, network::private_subnets(api.region))
    };
    stack.add(&id, link);
    Some(id)
}

fn egress(way: &Way<'_>, region: &str) -> ec2::Egress {
    ec2::Egress {
        description: some(format!("{} of {}", way.name, way.service)),
        from_port: some(way.at()),
        to_port: some(way.at()),
        destination_security_group_id: way.security_group(region),
        ..ec2::Egress::new("tcp")
    }
}

fn tags(api: &Instance<'_, Api>, name: &str) -> Vec<Tag> {
    let own = api.tags().into_iter().map(|(key, value)| tag(key, value));
    std::iter::once(tag("Name", name)).chain(own).collect()
}

/// Passes everything on to the same path, path parameters in their places.
pub fn integration(api: &Instance<'_, Api>, entry: Entry<'_>, way: &Way<'_>) -> Integration {
    let method = if entry.method == Method::Any { "ANY" } else { entry.method.http() };
    let parameter =
        |name: &str| (format!("integration.request.path.{name}"), format!("method.request.path.{name}").into());
    let region = api.region.code;
    Integration {
        integration_http_method: some(method),
        uri: Some(uri(entry, way, region)),
        connection_type: some("VPC_LINK"),
        connection_id: some(reference(link_id(api))),
        integration_target: ecs::load_balancer_arn(api.system, way.service, way.name, region).map(Value::Output),
        request_parameters: paths::parameters(entry.path).map(parameter).collect(),
        ..Integration::new("HTTP_PROXY")
    }
}

/// Its name is the `Host` that the service sees, and with TLS the name on the certificate; the way there is the link's business.
fn uri(entry: Entry<'_>, way: &Way<'_>, region: &str) -> Value<String> {
    let scheme = if ecs::speaks_tls(way.port) { "https" } else { "http" };
    let path = entry.path.replace("+}", "}");
    let behind = format!(":{}{path}", way.at());
    match (&way.port.domain, ecs::load_balancer_address(way.service, way.port, region)) {
        (None, Some(address)) => sub_with(format!("{scheme}://${{Host}}{behind}"), [("Host", Value::Output(address))]),
        (domain, _) => text(format!("{scheme}://{}{behind}", domain.as_deref().unwrap_or_default())),
    }
}

/// Who reaches whom, and what to know of the link.
pub fn note(api: &Instance<'_, Api>, documents: &mut Documents) {
    let ways = ways(api);
    if ways.is_empty() {
        return;
    }
    for way in &ways {
        documents.connect(Connection {
            user: api.name.to_owned(),
            target: way.service.to_owned(),
            access: "invoke",
            port: Some(way.at()),
            variables: Vec::new(),
        });
    }
    documents.note(Topic::Derived, ASLEEP);
    if let Some(zone) = zone_without_vpc_links(api.region.code) {
        let note = format!(
            "No VPC link can be in the zone {zone} of {0}; which letter it has differs by account: `aws ec2 describe-availability-zones \
             --region {0}` says it. If it is one of the network's, links from APIs to services are refused: leave the zone out.",
            api.region.code
        );
        documents.note(Topic::Before, note);
    }
}

fn link_id(api: &Instance<'_, Api>) -> LogicalId {
    api.id().then("Link")
}

fn group_id(api: &Instance<'_, Api>) -> LogicalId {
    api.id().then("LinkSecurityGroup")
}
