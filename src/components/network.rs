//! `network`: one VPC in each region where something needs it.
//!
//! The address plan depends on the region's range and the zone alone, so that adding a zone moves no subnet: the range is cut
//! into eighths, of which the first six are private subnets; a quarter of the last quarter's sixteenth parts are public ones.

use super::{existing, functions, vpc_endpoints};
use crate::blueprint::vocabulary::Switch;
use crate::blueprint::{ClusterVpc, FlowLogs, Nat};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::resources::ec2;
use crate::documents::cloudformation::resources::iam::{Role, RolePolicy};
use crate::documents::cloudformation::resources::logs::LogGroup;
use crate::documents::cloudformation::{
    LogicalId, OutputRef, Stack, StackKey, StackKind, Tag, Value, get_att, reference, some, tag,
};
use crate::documents::iam::{PolicyDocument, Statement};
use crate::documents::{Documents, Topic};
use crate::system::{Instance, Region, System};

/// The shortest and the longest prefix of a region's range. AWS takes /16 to /28; beyond /22 the public subnets would be too small.
const PREFIXES: std::ops::RangeInclusive<u8> = 16..=22;

/// Ranges that overlap or do not fit, and zones that a region lacks.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: Vec<&Region<'_>> = Vec::new();
    for region in &system.regions {
        let written = system.tree.locate(region.node, &["cidr"]);
        let span = if written.complete { written.value } else { region.key };
        if !PREFIXES.contains(&region.cidr.prefix) {
            let error = Diagnostic::error(codes::CIDR_SIZE, span, format!("{} is not from /16 to /22", region.cidr))
                .label(format!("a /{}", region.cidr.prefix))
                .fact("a VPC takes /16 to /28 (Amazon VPC User Guide, VPC CIDR blocks, read 2026-10-20); six zones with a public and a private subnet need /22");
            diagnostics.push(error);
        }
        if let Some(other) = seen.iter().find(|other| other.cidr.overlaps(region.cidr)) {
            let first = system.tree.locate(other.node, &["cidr"]);
            let error = Diagnostic::error(codes::CIDR_OVERLAP, span, format!("{} overlaps {} of {}", region.cidr, other.cidr, other.code))
                .label(format!("the addresses of {}", region.code))
                .also(if first.complete { first.value } else { other.key }, format!("the addresses of {}", other.code))
                .help("give each region a range of its own, such as 10.20.0.0/16 and 10.30.0.0/16")
                .fact("VPCs with overlapping ranges cannot be peered (Amazon VPC Peering Guide, limitations, read 2026-10-20)");
            diagnostics.push(error);
        }
        seen.push(region);
    }
    check_zones(system, diagnostics);
    check_retention(system, diagnostics);
    vpc_endpoints::check(system, diagnostics);
}

fn check_zones(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(wanted) = system.network().availability_zones else { return };
    let span = system.value(&["network", "availability_zones"]);
    if !(2..=6).contains(&wanted) {
        let error = Diagnostic::error(
            codes::ZONE_COUNT,
            span,
            format!("{wanted} availability zones, where 2 to 6 are possible"),
        )
        .label("each zone has a public and a private subnet")
        .help("3 is usual; databases and load balancers need 2");
        diagnostics.push(error);
        return;
    }
    for region in &system.regions {
        let Some(there) = region.facts.az_count.filter(|there| *there < wanted as usize) else { continue };
        let error = Diagnostic::error(
            codes::ZONE_COUNT,
            span,
            format!("{wanted} availability zones, where {} has {there}", region.code),
        )
        .label(format!("more than {} has", region.code))
        .also(region.key, format!("{there} zones"))
        .fix(format!("use {there}"), span, there.to_string())
        .fact("EC2 DescribeAvailabilityZones, as recorded by moto 5.2.5");
        diagnostics.push(error);
    }
}

fn check_retention(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(Switch::With(FlowLogs { retention })) = &system.network().flow_logs {
        let span = system.value(&["network", "flow_logs", "retention"]);
        diagnostics.extend(super::logs::check_retention(*retention, span));
    }
}

/// Whether a region gets a VPC: something runs in it, or the blueprint describes one.
pub fn has_vpc(system: &System<'_>, region: &Region<'_>) -> bool {
    let described = system.tree.get(system.root, "network").is_some();
    described || needs_egress(system, region) || has_stores(system, region)
}

/// Whether stores that stand in private subnets are in a region.
fn has_stores(system: &System<'_>, region: &Region<'_>) -> bool {
    let blueprint = system.blueprint;
    system.instances(&blueprint.databases).iter().any(|database| database.region.code == region.code)
        || system.instances(&blueprint.caches).iter().any(|cache| cache.region.code == region.code)
        || super::tables::has_dax(system, region)
}

/// Whether something private in a region must call out: instances install packages, nodes join their cluster.
fn needs_egress(system: &System<'_>, region: &Region<'_>) -> bool {
    let blueprint = system.blueprint;
    let shared = |vpc: ClusterVpc| vpc == ClusterVpc::Shared;
    system.instances(&blueprint.fleets).iter().any(|fleet| fleet.region.code == region.code)
        || system.instances(&blueprint.ecs).iter().any(|cluster| cluster.region.code == region.code)
        || system.instances(&blueprint.eks).iter().any(|eks| eks.region.code == region.code && shared(eks.model.vpc))
        || functions::call_out(system, region)
}

/// The NAT gateways of a region: those that the blueprint asks for, else those that something private needs.
fn nat(system: &System<'_>, region: &Region<'_>) -> Nat {
    let derived = || if needs_egress(system, region) { Nat::PerZone } else { Nat::None };
    system.network().nat.unwrap_or_else(derived)
}

/// Whether anything in a region needs public subnets and an internet gateway: what calls out, what is called from the internet, and
/// resources that only the blueprint knows. Where a VPC is for stores alone nothing does.
fn needs_public_subnets(system: &System<'_>, region: &Region<'_>) -> bool {
    let blueprint = system.blueprint;
    let own = !blueprint.resources.is_empty() || blueprint.overrides.contains_key("network");
    own || nat(system, region) != Nat::None || needs_egress(system, region) || !has_stores(system, region)
}

/// The id of the region's VPC, for any stack.
pub fn vpc_id(region: &str) -> OutputRef {
    StackKey::new(StackKind::Network, region).output("VpcId")
}

/// Says in plan.md that a store lets nobody in, until something uses it.
pub fn closed_door<M>(store: &Instance<'_, M>, documents: &mut Documents) {
    if store.system.is_used(store.name) {
        return;
    }
    let (id, name) = (store.id(), store.name);
    let text = format!(
        "Nobody may reach {name} yet: its security group, the output {id}SecurityGroup of the data stack, has no rule. Name {name} under \
         `uses` of what calls it."
    );
    documents.note(Topic::Derived, text);
}

/// The private subnet of each zone, in the order of the zones.
pub fn private_subnets(region: &Region<'_>) -> Vec<Value<String>> {
    letters(region).map(|letter| Value::Output(private_subnet(region.code, letter))).collect()
}

/// The public subnet of each zone, in the order of the zones.
pub fn public_subnets(region: &Region<'_>) -> Vec<Value<String>> {
    let subnet = |letter| StackKey::new(StackKind::Network, region.code).output(format!("PublicSubnet{letter}"));
    letters(region).map(|letter| Value::Output(subnet(letter))).collect()
}

/// The private subnet of one zone.
pub fn private_subnet(region: &str, letter: char) -> OutputRef {
    StackKey::new(StackKind::Network, region).output(format!("PrivateSubnet{letter}"))
}

/// Whether the network of a region has subnets that the internet reaches; an existing VPC may have none.
pub fn has_public_subnets(system: &System<'_>, region: &Region<'_>) -> bool {
    match existing::vpc(system, region) {
        Some(vpc) => !vpc.public_subnets.is_empty(),
        None => needs_public_subnets(system, region),
    }
}

/// The route table of one zone's private subnet.
pub fn private_route_table(region: &str, letter: char) -> OutputRef {
    StackKey::new(StackKind::Network, region).output(format!("PrivateRouteTable{letter}"))
}

/// The letters of the zones that a region uses: A, B, C.
pub fn letters(region: &Region<'_>) -> impl Iterator<Item = char> + use<> {
    ('A'..='F').take(region.zones as usize)
}

/// Adds the VPC of each region that has one.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    if system.network().vpc.is_some() {
        return;
    }
    for region in system.regions.iter().filter(|region| has_vpc(system, region)) {
        let stack = documents.stack(StackKind::Network, region.code);
        let public = needs_public_subnets(system, region);
        let network = Lowering { system, region, name: system.stack_name("network"), public };
        network.vpc(stack);
        network.subnets(stack);
        network.way_out(stack);
        vpc_endpoints::add(system, region, stack, &network.tags("endpoints"));
        network.flow_logs(stack);
    }
    vpc_endpoints::note(system, documents);
}

struct Lowering<'a> {
    system: &'a System<'a>,
    region: &'a Region<'a>,
    name: String,
    /// Whether there are public subnets.
    public: bool,
}

impl Lowering<'_> {
    /// The blueprint's tags, and the name that consoles show.
    fn tags(&self, name: &str) -> Vec<Tag> {
        let shown = if name.is_empty() { self.name.clone() } else { format!("{}-{name}", self.name) };
        let own = self.system.blueprint.tags.iter().map(|(key, value)| tag(key, value));
        std::iter::once(tag("Name", shown)).chain(own).collect()
    }

    fn vpc(&self, stack: &mut Stack) {
        let vpc = ec2::Vpc {
            cidr_block: some(self.region.cidr.to_string()),
            enable_dns_support: some(true),
            enable_dns_hostnames: some(true),
            tags: self.tags(""),
            ..ec2::Vpc::default()
        };
        stack.add("Vpc", vpc).comment("network");
        stack.output("VpcId", format!("VPC of {} in {}", self.system.title(), self.region.code), reference("Vpc"));
        if !self.public {
            return;
        }
        stack.add("InternetGateway", ec2::InternetGateway { tags: self.tags("") });
        let attachment = ec2::VpcGatewayAttachment {
            internet_gateway_id: some(reference("InternetGateway")),
            ..ec2::VpcGatewayAttachment::new(reference("Vpc"))
        };
        stack.add("InternetGatewayAttachment", attachment);
    }

    fn subnets(&self, stack: &mut Stack) {
        for (zone, letter) in (0u32..).zip(letters(self.region)) {
            let cidr = self.region.cidr;
            if self.public {
                self.subnet(stack, "Public", zone, letter, cidr.part(6, 48 + zone));
            }
            self.subnet(stack, "Private", zone, letter, cidr.part(3, zone));
        }
        if self.public {
            self.public_routes(stack);
        }
        for letter in letters(self.region) {
            if self.public {
                associate(stack, &format!("PublicSubnet{letter}"), "PublicRouteTable");
            }
            let lower = letter.to_ascii_lowercase();
            let table = ec2::RouteTable {
                tags: self.tags(&format!("private-{lower}")),
                ..ec2::RouteTable::new(reference("Vpc"))
            };
            let id = format!("PrivateRouteTable{letter}");
            stack.add(id.as_str(), table);
            stack.offer(id.as_str(), format!("Routes of private subnet {letter}"), reference(&id));
            associate(stack, &format!("PrivateSubnet{letter}"), &format!("PrivateRouteTable{letter}"));
        }
    }

    fn public_routes(&self, stack: &mut Stack) {
        let table = ec2::RouteTable { tags: self.tags("public"), ..ec2::RouteTable::new(reference("Vpc")) };
        stack.add("PublicRouteTable", table);
        let route = ec2::Route {
            destination_cidr_block: some("0.0.0.0/0"),
            gateway_id: some(reference("InternetGateway")),
            ..ec2::Route::new(reference("PublicRouteTable"))
        };
        stack.add("PublicRoute", route).depends_on("InternetGatewayAttachment");
    }

    fn subnet(&self, stack: &mut Stack, side: &str, zone: u32, letter: char, cidr: crate::blueprint::vocabulary::Cidr) {
        let id = format!("{side}Subnet{letter}");
        let name = format!("{}-{}", side.to_ascii_lowercase(), letter.to_ascii_lowercase());
        let mut tags = self.tags(&name);
        // Load balancer controllers of shared clusters find their subnets by these.
        let role = if side == "Public" { "kubernetes.io/role/elb" } else { "kubernetes.io/role/internal-elb" };
        if self.has_shared_cluster() {
            tags.push(tag(role, "1"));
        }
        let subnet = ec2::Subnet {
            cidr_block: some(cidr.to_string()),
            availability_zone: Some(zone_name(zone)),
            map_public_ip_on_launch: (side == "Public").then(|| false.into()),
            tags,
            ..ec2::Subnet::new(reference("Vpc"))
        };
        stack.add(id.as_str(), subnet);
        stack.offer(id.as_str(), format!("{side} subnet in the {} zone", ordinal(zone)), reference(&id));
        stack.offer(format!("Zone{letter}"), format!("The {} zone", ordinal(zone)), zone_name(zone));
    }

    fn has_shared_cluster(&self) -> bool {
        let clusters = self.system.instances(&self.system.blueprint.eks);
        clusters.iter().any(|eks| eks.region.code == self.region.code && eks.model.vpc == ClusterVpc::Shared)
    }

    fn way_out(&self, stack: &mut Stack) {
        let nat = nat(self.system, self.region);
        let gateways: Vec<char> = match nat {
            Nat::None => return,
            Nat::Single => letters(self.region).take(1).collect(),
            Nat::PerZone => letters(self.region).collect(),
        };
        for letter in &gateways {
            let name = format!("nat-{}", letter.to_ascii_lowercase());
            let address = ec2::Eip { domain: some("vpc"), tags: self.tags(&name) };
            stack.add(format!("NatAddress{letter}"), address).depends_on("InternetGatewayAttachment");
            let gateway = ec2::NatGateway {
                allocation_id: some(get_att(format!("NatAddress{letter}"), "AllocationId")),
                subnet_id: some(reference(format!("PublicSubnet{letter}"))),
                tags: self.tags(&name),
                ..ec2::NatGateway::default()
            };
            stack.add(format!("NatGateway{letter}"), gateway);
        }
        for letter in letters(self.region) {
            let through = if nat == Nat::PerZone { letter } else { 'A' };
            let route = ec2::Route {
                destination_cidr_block: some("0.0.0.0/0"),
                nat_gateway_id: some(reference(format!("NatGateway{through}"))),
                ..ec2::Route::new(reference(format!("PrivateRouteTable{letter}")))
            };
            stack.add(format!("PrivateRoute{letter}"), route);
        }
    }

    fn flow_logs(&self, stack: &mut Stack) {
        let settings = match &self.system.network().flow_logs {
            None | Some(Switch::Disabled) => return,
            Some(Switch::Enabled) => FlowLogs::default(),
            Some(Switch::With(settings)) => settings.clone(),
        };
        let group = LogGroup {
            retention_in_days: some(super::logs::days(settings.retention)),
            tags: self.tags("flow-logs"),
            ..LogGroup::default()
        };
        stack.add("FlowLogGroup", group).comment("network.flow_logs").retain();
        let write = Statement::allow(
            ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
            [get_att("FlowLogGroup", "Arn")],
        );
        let role = Role {
            policies: vec![RolePolicy::new("WriteFlowLogs", PolicyDocument::new([write]))],
            tags: self.tags("flow-logs"),
            ..Role::new(PolicyDocument::trust("vpc-flow-logs.amazonaws.com"))
        };
        stack.add("FlowLogRole", role);
        let log = ec2::FlowLog {
            traffic_type: some("ALL"),
            log_destination_type: some("cloud-watch-logs"),
            log_group_name: some(reference("FlowLogGroup")),
            deliver_logs_permission_arn: some(get_att("FlowLogRole", "Arn")),
            tags: self.tags(""),
            ..ec2::FlowLog::new("VPC", reference("Vpc"))
        };
        stack.add("FlowLog", log);
    }
}

fn associate(stack: &mut Stack, subnet: &str, table: &str) {
    let association = ec2::SubnetRouteTableAssociation::new(reference(subnet), reference(table));
    stack.add(LogicalId::new(subnet).then("RouteTableAssociation"), association);
}

/// Letters differ between accounts, so the zone is the nth that the account sees.
fn zone_name(zone: u32) -> Value<String> {
    Value::Expr(serde_json::json!({ "Fn::Select": [zone, { "Fn::GetAZs": "" }] }))
}

const fn ordinal(zone: u32) -> &'static str {
    match zone {
        0 => "first",
        1 => "second",
        2 => "third",
        3 => "fourth",
        4 => "fifth",
        _ => "sixth",
    }
}
