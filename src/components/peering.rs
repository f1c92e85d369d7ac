//! `network.peering`: private routes between the VPCs of all regions.
//!
//! Of two regions the one that the blueprint lists first asks for the connection, which CloudFormation accepts in the same
//! account. Its `peering` stack reads the id of the other VPC; the other's reads the id of the connection. So no two stacks wait for
//! each other.

use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::Documents;
use crate::documents::cloudformation::resources::ec2::{Route, VpcPeeringConnection};
use crate::documents::cloudformation::{LogicalId, StackKey, StackKind, Value, reference, some, tag};
use crate::system::{Region, System};

use super::network;

/// Peering with nobody.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if !system.network().peering || system.regions.len() > 1 {
        return;
    }
    let warning =
        Diagnostic::warning(codes::PEERING_ALONE, system.key(&["network", "peering"]), "there is one region to peer")
            .label("no other VPC")
            .help("remove it, or add a secondary region");
    diagnostics.push(warning);
}

/// Adds the connections and the routes, in a stack of each region.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    if !system.network().peering {
        return;
    }
    for (index, region) in system.regions.iter().enumerate() {
        for (position, other) in system.regions.iter().enumerate().filter(|(position, _)| *position != index) {
            let connection = if index < position {
                ask(system, region, other, documents)
            } else {
                let asked = StackKey::new(StackKind::Peering, other.code).output(connection_id(region));
                Value::Output(asked)
            };
            routes(region, other, &connection, documents);
        }
    }
}

/// `EuWest1Connection`, in the stack of the region that asks.
fn connection_id(to: &Region<'_>) -> LogicalId {
    LogicalId::new(to.code).then("Connection")
}

fn ask(system: &System<'_>, region: &Region<'_>, other: &Region<'_>, documents: &mut Documents) -> Value<String> {
    let id = connection_id(other);
    let stack = documents.stack(StackKind::Peering, region.code);
    let own = system.blueprint.tags.iter().map(|(key, value)| tag(key, value));
    let name = tag("Name", format!("{}-{}-{}", system.prefix(), region.code, other.code));
    let connection = VpcPeeringConnection {
        peer_region: some(other.code),
        tags: std::iter::once(name).chain(own).collect(),
        ..VpcPeeringConnection::new(network::vpc_id(region.code), network::vpc_id(other.code))
    };
    stack.add(&id, connection).comment("network.peering");
    stack.output(&id, format!("Peering connection of {} and {}", region.code, other.code), reference(&id));
    reference(id)
}

/// Private subnets reach the other region's addresses through the connection.
fn routes(region: &Region<'_>, other: &Region<'_>, connection: &Value<String>, documents: &mut Documents) {
    let stack = documents.stack(StackKind::Peering, region.code);
    for letter in network::letters(region) {
        let route = Route {
            destination_cidr_block: some(other.cidr.to_string()),
            vpc_peering_connection_id: Some(connection.clone()),
            ..Route::new(network::private_route_table(region.code, letter))
        };
        stack.add(LogicalId::new(other.code).then(format!("Route{letter}")), route);
    }
}

#[cfg(test)]
mod tests {
    use crate::Input;

    /// Three regions have three connections, and each region routes to the two others.
    #[test]
    fn every_pair_is_connected_once() {
        let mut input = Input::default();
        let text = "name: shop\nprimary_region: {us-east-1: {}}\nsecondary_regions: {eu-west-1: {}, ap-southeast-2: {}}\n\
                    network: {peering: true, availability_zones: 2}\ncaches: {sessions: {}}\n";
        input.blueprint = input.sources.add("blueprint.yaml", text);
        let outcome = crate::synthesize(input);
        let of = |region: &str| {
            let path = format!("{region}/peering.template.yaml");
            outcome.files.iter().find(|file| file.path == path).map(|file| file.contents.as_str()).unwrap()
        };
        let count =
            |what: &str| ["us-east-1", "eu-west-1", "ap-southeast-2"].map(|region| of(region).matches(what).count());
        assert_eq!(count("AWS::EC2::VPCPeeringConnection"), [2, 1, 0]);
        assert_eq!(count("AWS::EC2::Route\n"), [4, 4, 4]);
        assert!(
            of("ap-southeast-2")
                .contains("StackName: shop-peering, OutputName: ApSoutheast2Connection, Region: us-east-1")
        );
    }
}
