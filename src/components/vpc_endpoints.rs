//! `network.vpc_endpoints`: services of AWS that a VPC reaches without leaving it.

use super::network;
use crate::blueprint::VpcEndpoint;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::resources::ec2;
use crate::documents::cloudformation::{LogicalId, Stack, Tag, get_att, reference, some, sub};
use crate::documents::{Documents, Topic};
use crate::system::{Region, System};

/// What an endpoint without a policy lets through.
const OPEN: &str = "The endpoints of the VPC have no policy of their own, so each lets through whatever the caller's permissions and the resource \
    allow: buckets, tables or log groups of any account, not of this one alone.";

/// The port of every AWS endpoint.
const HTTPS: u16 = 443;

/// Endpoints that are listed twice.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let listed = &system.network().vpc_endpoints;
    let place = |at: usize| system.value(&["network", "vpc_endpoints", &format!("[{at}]")]);
    for (at, endpoint) in listed.iter().enumerate() {
        let Some(first) = listed.iter().take(at).position(|other| other == endpoint) else { continue };
        let message = format!("{} has two endpoints", endpoint.service());
        let error = Diagnostic::error(codes::ENDPOINT_TWICE, place(at), message)
            .label("the second one")
            .also(place(first), "the first one")
            .help("leave one of them out")
            .fact("one endpoint of a VPC has a service's private DNS name (AWS PrivateLink guide, Access an AWS service using an interface VPC endpoint)");
        diagnostics.push(error);
    }
}

/// Whether the VPCs reach a service by an endpoint: `ecr.api`.
pub fn has(system: &System<'_>, service: &str) -> bool {
    system.network().vpc_endpoints.iter().any(|endpoint| endpoint.service() == service)
}

/// Adds the endpoints of a region's VPC. Those that are not gateways share a security group.
pub fn add(system: &System<'_>, region: &Region<'_>, stack: &mut Stack, tags: &[Tag]) {
    let endpoints = &system.network().vpc_endpoints;
    if endpoints.iter().any(|endpoint| !endpoint.is_gateway()) {
        let https = ec2::Ingress {
            description: some("The VPC"),
            cidr_ip: some(region.cidr.to_string()),
            from_port: some(HTTPS),
            to_port: some(HTTPS),
            ..ec2::Ingress::new("tcp")
        };
        let group = ec2::SecurityGroup {
            vpc_id: some(reference("Vpc")),
            security_group_ingress: vec![https],
            tags: tags.to_vec(),
            ..ec2::SecurityGroup::new("Who may reach the endpoints of AWS services")
        };
        stack.add("EndpointSecurityGroup", group).comment("network.vpc_endpoints");
    }
    for endpoint in endpoints {
        stack.add(LogicalId::new(endpoint.service().replace('.', "-")).then("Endpoint"), resource(*endpoint, region));
    }
}

fn resource(endpoint: VpcEndpoint, region: &Region<'_>) -> ec2::VpcEndpoint {
    let service = some(sub(format!("com.amazonaws.${{AWS::Region}}.{}", endpoint.service())));
    let letters = network::letters(region);
    if endpoint.is_gateway() {
        return ec2::VpcEndpoint {
            vpc_endpoint_type: some("Gateway"),
            service_name: service,
            route_table_ids: letters.map(|letter| reference(format!("PrivateRouteTable{letter}"))).collect(),
            ..ec2::VpcEndpoint::new(reference("Vpc"))
        };
    }
    ec2::VpcEndpoint {
        vpc_endpoint_type: some("Interface"),
        service_name: service,
        private_dns_enabled: some(true),
        subnet_ids: letters.map(|letter| reference(format!("PrivateSubnet{letter}"))).collect(),
        security_group_ids: vec![get_att("EndpointSecurityGroup", "GroupId")],
        ..ec2::VpcEndpoint::new(reference("Vpc"))
    }
}

/// What the endpoints are charged for, for plan.md.
pub fn note(system: &System<'_>, documents: &mut Documents) {
    let count = system.network().vpc_endpoints.iter().filter(|endpoint| !endpoint.is_gateway()).count();
    let regions = system.regions.iter().filter(|region| network::has_vpc(system, region));
    let places: Vec<String> =
        regions.map(|region| format!("{} in {}", count * region.zones as usize, region.code)).collect();
    if places.is_empty() {
        return;
    }
    if !system.network().vpc_endpoints.is_empty() {
        documents.note(Topic::Derived, OPEN);
    }
    if count == 0 {
        return;
    }
    let note = format!(
        "{count} interface endpoint{} in each zone, {}: AWS charges for each by the hour in each zone, and for what goes through. Where a \
         service has none in one of the zones, the network stack fails: `aws ec2 describe-vpc-endpoint-services` lists its zones.",
        if count == 1 { "" } else { "s" },
        places.join(", "),
    );
    documents.note(Topic::Derived, note);
}
