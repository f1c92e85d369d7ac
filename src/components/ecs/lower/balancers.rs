//! Load balancers of a service: security groups, target groups, listeners.

use super::{plain_tags, records, tags};
use crate::blueprint::vocabulary::Cidr;
use crate::blueprint::{BalancerKind, Port, PortProtocol};
use crate::components::ecs::{Service, balancer_id, listens_at, rollout, speaks_tls};
use crate::components::{accelerators, cdn, existing, network};
use crate::documents::cloudformation::resources::{ec2, elasticloadbalancingv2 as elb};
use crate::documents::cloudformation::{LogicalId, Stack, Tag, get_att, reference, some, tag, text};
use crate::facts::cloudfront::PREFIX_LIST_RULES;
use crate::facts::elasticloadbalancing::TLS_POLICY;

/// The port at which an ALB sends clients to its port for TLS.
const HTTP: u16 = 80;

/// Seconds that a task which leaves still serves what it has begun.
const USUAL_DELAY_S: u64 = 30;

/// A load balancer with the ports that share it.
struct Balancer<'a> {
    id: LogicalId,
    kind: BalancerKind,
    public: bool,
    ports: Vec<(&'a str, &'a Port)>,
}

/// The load balancers of a service, in the order of its ports.
fn balancers<'a>(service: &Service<'_, 'a>) -> Vec<Balancer<'a>> {
    let mut all: Vec<Balancer<'a>> = Vec::new();
    for (name, port, kind) in service.balanced() {
        let public = port.public.unwrap_or(true);
        match all.iter_mut().find(|other| other.kind == kind && other.public == public) {
            Some(balancer) => balancer.ports.push((name, port)),
            None => all.push(Balancer {
                id: balancer_id(service.name, kind, public),
                kind,
                public,
                ports: vec![(name, port)],
            }),
        }
    }
    all
}

/// Adds the load balancers with their names, target groups and listeners.
pub(super) fn add(stack: &mut Stack, service: &Service<'_, '_>) {
    for balancer in balancers(service) {
        security_group(stack, service, &balancer);
        load_balancer(stack, service, &balancer);
        for (name, port) in &balancer.ports {
            records::certificate(stack, service, name, port);
            let own = (service.id().then(name).then("Targets"), "the targets");
            let other = || (rollout::other_targets(service.name, name), "the other targets");
            for (group, what) in std::iter::once(own).chain(rollout::shifts(service.model).then(other)) {
                stack.add(&group, targets(service, &balancer, port));
                let description = format!("Name of {what} of {name} of {} in metrics", service.name);
                stack.offer(group.then("Name"), description, get_att(&group, "TargetGroupFullName"));
            }
            stack.add(service.id().then(name).then("Listener"), listener(service, &balancer, name, port));
        }
        redirect(stack, service, &balancer);
        records::add(stack, service, &balancer.id, &balancer.ports);
    }
}

/// Lets the load balancers reach the tasks, at their ports and at the port of the health check.
pub(super) fn let_in(stack: &mut Stack, service: &Service<'_, '_>) {
    for balancer in balancers(service) {
        let mut open: Vec<(&str, u16, PortProtocol)> = Vec::new();
        let checked = checked_port(service).map(|(name, port)| (name, port.port, PortProtocol::Tcp));
        let ports = balancer.ports.iter().map(|(name, port)| (*name, port.port, port.protocol));
        for port in ports.chain(checked) {
            if !open.contains(&port) {
                open.push(port);
            }
        }
        for (name, port, protocol) in open {
            let ingress = ec2::SecurityGroupIngress {
                group_id: some(get_att(service.id().then("SecurityGroup"), "GroupId")),
                description: some(format!("{name} from the load balancer")),
                from_port: some(port),
                to_port: some(port),
                source_security_group_id: some(get_att(balancer.id.then("SecurityGroup"), "GroupId")),
                ..ec2::SecurityGroupIngress::new(protocol.name())
            };
            stack.add(balancer.id.then("To").then(name), ingress);
        }
    }
}

/// The port that health checks ask, when it is not that of the traffic.
fn checked_port<'a>(service: &Service<'_, 'a>) -> Option<(&'a str, &'a Port)> {
    let name = service.model.health_check.as_ref()?.port.as_ref()?;
    service.model.ports.get_key_value(name).map(|(name, port)| (name.as_str(), port))
}

fn security_group(stack: &mut Stack, service: &Service<'_, '_>, balancer: &Balancer<'_>) {
    let cluster = service.cluster;
    let group = ec2::SecurityGroup {
        vpc_id: some(network::vpc_id(cluster.region.code)),
        security_group_ingress: rules(service, balancer),
        tags: tags(cluster, &format!("{}-{}", service.name, balancer.kind.word())),
        ..ec2::SecurityGroup::new(format!("Who may reach the load balancer of {}", service.name))
    };
    stack.add(balancer.id.then("SecurityGroup"), group);
}

/// Everybody reaches a public load balancer, the VPC an internal one, and with peering the VPCs of the other regions: clients come
/// from there when their own region's load balancer fails. Of a VPC that was there before nobody here knows the addresses.
fn sources(service: &Service<'_, '_>, balancer: &Balancer<'_>) -> Vec<(String, String)> {
    let (system, region) = (service.cluster.system, service.cluster.region);
    let everybody = |who: &str| vec![("0.0.0.0/0".to_owned(), who.to_owned())];
    if balancer.public {
        return everybody("Clients");
    }
    if balancer.ports.iter().any(|(name, _)| accelerators::leads_to(system, service.name, name, region)) {
        // They come with their own addresses, and no other way leads here from outside.
        return everybody("Clients of the accelerator");
    }
    if existing::vpc(system, region).is_some() {
        return Vec::new();
    }
    let own = (region.cidr.to_string(), "The VPC".to_owned());
    let others = system.regions.iter().filter(|other| system.network().peering && other.code != region.code);
    let others = others.map(|other| (other.cidr.to_string(), format!("The VPC in {}", other.code)));
    std::iter::once(own).chain(others).collect()
}

/// For each load balancer of a service that lets CloudFront in: the port at which it does, and how many rules of a security group it takes.
pub(in crate::components::ecs) fn rules_with_cloudfront<'a>(service: &Service<'_, 'a>) -> Vec<(&'a str, usize)> {
    let counted = |balancer: Balancer<'a>| {
        let (name, _) = balancer.ports.iter().rev().find(|(name, _)| asked_from(service, name).is_some())?;
        let weight = |rule: &ec2::Ingress| if rule.source_prefix_list_id.is_some() { PREFIX_LIST_RULES } else { 1 };
        Some((*name, rules(service, &balancer).iter().map(weight).sum()))
    };
    balancers(service).into_iter().filter_map(counted).collect()
}

fn rules(service: &Service<'_, '_>, balancer: &Balancer<'_>) -> Vec<ec2::Ingress> {
    let open: Vec<_> = balancer.ports.iter().filter(|(name, _)| is_open(service, balancer, name)).collect();
    let redirected = redirects(service, balancer);
    let rules = |(from, who): (String, String)| {
        let rule =
            |port, protocol, what: &str| ec2::Ingress { cidr_ip: some(&from), ..rule(&who, port, protocol, what) };
        let listeners = open.iter().map(|(name, port)| rule(listens_at(port), port.protocol, name));
        listeners.chain(redirected.then(|| rule(HTTP, PortProtocol::Tcp, "sent to TLS"))).collect::<Vec<_>>()
    };
    let from_cloudfront = balancer.ports.iter().filter_map(|(name, port)| {
        let list = asked_from(service, name)?;
        let rule = rule("CloudFront", listens_at(port), port.protocol, name);
        Some(ec2::Ingress { source_prefix_list_id: some(list), ..rule })
    });
    let sources = sources(service, balancer);
    let outside = outside(service, balancer, &sources);
    sources.into_iter().flat_map(rules).chain(outside).chain(from_cloudfront).collect()
}

/// Who comes from outside the VPC to each port of an internal load balancer, from where nobody comes already.
fn outside(service: &Service<'_, '_>, balancer: &Balancer<'_>, sources: &[(String, String)]) -> Vec<ec2::Ingress> {
    let redirected = redirects(service, balancer).then_some((HTTP, PortProtocol::Tcp, "sent to TLS"));
    let mut rules = Vec::new();
    for (name, port) in &balancer.ports {
        let ranges = port.from.iter().map(Cidr::to_string);
        for range in ranges.filter(|range| sources.iter().all(|(source, _)| source != range)) {
            let listeners = [Some((listens_at(port), port.protocol, *name)), redirected];
            for (number, protocol, what) in listeners.into_iter().flatten() {
                let rule = rule("Clients outside the VPC", number, protocol, what);
                let rule = ec2::Ingress { cidr_ip: some(&range), ..rule };
                if !rules.contains(&rule) {
                    rules.push(rule);
                }
            }
        }
    }
    rules
}

fn rule(who: &str, port: u16, protocol: PortProtocol, what: &str) -> ec2::Ingress {
    ec2::Ingress {
        description: some(format!("{who}, {what}")),
        from_port: some(port),
        to_port: some(port),
        ..ec2::Ingress::new(protocol.name())
    }
}

/// The prefix list of the servers from which CloudFront asks a port, if a distribution stands before it.
fn asked_from<'a>(service: &Service<'_, 'a>, port: &str) -> Option<&'a str> {
    cdn::prefix_list_asking(service.cluster.system, service.name, port, service.cluster.region.code)
}

/// Whether a port is open to all sources of its load balancer. Nobody goes around a distribution that stands before a public one.
fn is_open(service: &Service<'_, '_>, balancer: &Balancer<'_>, port: &str) -> bool {
    let cluster = service.cluster;
    let accelerated = accelerators::leads_to(cluster.system, service.name, port, cluster.region);
    !balancer.public || accelerated || asked_from(service, port).is_none()
}

fn load_balancer(stack: &mut Stack, service: &Service<'_, '_>, balancer: &Balancer<'_>) {
    let region = service.cluster.region;
    let (kind, attributes) = match balancer.kind {
        BalancerKind::Alb => ("application", vec![tag("routing.http.drop_invalid_header_fields.enabled", "true")]),
        BalancerKind::Nlb => ("network", Vec::new()),
    };
    let subnets = if balancer.public { network::public_subnets(region) } else { network::private_subnets(region) };
    let resource = elb::LoadBalancer {
        r#type: some(kind),
        scheme: some(if balancer.public { "internet-facing" } else { "internal" }),
        load_balancer_attributes: attributes,
        subnets,
        security_groups: vec![get_att(balancer.id.then("SecurityGroup"), "GroupId")],
        tags: plain_tags(service.cluster),
        ..elb::LoadBalancer::default()
    };
    stack.add(&balancer.id, resource);
    let what = format!("{} of {}", balancer.kind.word().to_uppercase(), service.name);
    stack.output(balancer.id.then("Address"), format!("DNS name of the {what}"), get_att(&balancer.id, "DNSName"));
    let group = get_att(balancer.id.then("SecurityGroup"), "GroupId");
    stack.output(balancer.id.then("SecurityGroup"), format!("Security group of the {what}"), group);
    stack.offer(balancer.id.then("Arn"), format!("ARN of the {what}"), reference(&balancer.id));
    let zone = get_att(&balancer.id, "CanonicalHostedZoneID");
    stack.offer(balancer.id.then("HostedZone"), format!("Hosted zone of the DNS name of the {what}"), zone);
    let full_name = get_att(&balancer.id, "LoadBalancerFullName");
    stack.offer(balancer.id.then("Name"), format!("Name of the {what} in metrics"), full_name);
}

fn targets(service: &Service<'_, '_>, balancer: &Balancer<'_>, port: &Port) -> elb::TargetGroup {
    let health = service.model.health_check.clone().unwrap_or_default();
    let by_http = balancer.kind == BalancerKind::Alb || health.path.is_some();
    let usual = (balancer.kind == BalancerKind::Alb).then(|| "/".to_owned());
    let protocol = match (balancer.kind, port.protocol) {
        (BalancerKind::Alb, _) => "HTTP",
        (BalancerKind::Nlb, PortProtocol::Tcp) => "TCP",
        (BalancerKind::Nlb, PortProtocol::Udp) => "UDP",
    };
    elb::TargetGroup {
        target_type: some("ip"),
        protocol: some(protocol),
        port: some(port.port),
        health_check_protocol: some(if by_http { "HTTP" } else { "TCP" }),
        health_check_port: checked_port(service).map(|(_, port)| port.port.to_string().into()),
        health_check_path: health.path.clone().or(usual).map(Into::into),
        health_check_interval_seconds: some(health.interval.seconds),
        health_check_timeout_seconds: some(health.timeout.seconds),
        healthy_threshold_count: some(health.healthy),
        unhealthy_threshold_count: some(health.unhealthy),
        target_group_attributes: attributes(port),
        vpc_id: some(network::vpc_id(service.cluster.region.code)),
        tags: plain_tags(service.cluster),
        ..elb::TargetGroup::default()
    }
}

fn attributes(port: &Port) -> Vec<Tag> {
    let delay = port.deregistration_delay.map_or(USUAL_DELAY_S, |delay| delay.seconds);
    vec![tag("deregistration_delay.timeout_seconds", delay.to_string())]
}

fn listener(service: &Service<'_, '_>, balancer: &Balancer<'_>, name: &str, port: &Port) -> elb::Listener {
    let tls = speaks_tls(port);
    let protocol = match (balancer.kind, port.protocol, tls) {
        (BalancerKind::Alb, _, true) => "HTTPS",
        (BalancerKind::Alb, _, false) => "HTTP",
        (BalancerKind::Nlb, PortProtocol::Udp, _) => "UDP",
        (BalancerKind::Nlb, PortProtocol::Tcp, true) => "TLS",
        (BalancerKind::Nlb, PortProtocol::Tcp, false) => "TCP",
    };
    // At an ALB a rule comes before this, at which ECS moves the traffic.
    let forward = if balancer.kind == BalancerKind::Nlb && rollout::shifts(service.model) {
        rollout::forward(service, name)
    } else {
        elb::Action {
            target_group_arn: some(reference(service.id().then(name).then("Targets"))),
            ..elb::Action::new("forward")
        }
    };
    elb::Listener {
        protocol: some(protocol),
        port: some(listens_at(port)),
        ssl_policy: tls.then(|| text(TLS_POLICY)),
        certificates: records::certificate_arn(service, port)
            .map(|arn| vec![elb::Certificate { certificate_arn: Some(arn) }])
            .unwrap_or_default(),
        ..elb::Listener::new(reference(&balancer.id), vec![forward])
    }
}

/// Whether clients that come without TLS are sent to the port that has it. CloudFront needs no such help.
fn redirects(service: &Service<'_, '_>, balancer: &Balancer<'_>) -> bool {
    let at = |wanted: u16| balancer.ports.iter().any(|(_, port)| listens_at(port) == wanted);
    let to_tls = balancer
        .ports
        .iter()
        .any(|(name, port)| speaks_tls(port) && listens_at(port) == 443 && is_open(service, balancer, name));
    balancer.kind == BalancerKind::Alb && to_tls && !at(HTTP)
}

fn redirect(stack: &mut Stack, service: &Service<'_, '_>, balancer: &Balancer<'_>) {
    if !redirects(service, balancer) {
        return;
    }
    let to_tls =
        elb::RedirectConfig { protocol: some("HTTPS"), port: some("443"), ..elb::RedirectConfig::new("HTTP_301") };
    let action = elb::Action { redirect_config: Some(to_tls), ..elb::Action::new("redirect") };
    let listener = elb::Listener {
        protocol: some("HTTP"),
        port: some(HTTP),
        ..elb::Listener::new(reference(&balancer.id), vec![action])
    };
    stack.add(balancer.id.then("Redirect"), listener);
}
