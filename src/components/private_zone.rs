//! `network.private_zone`: a Route 53 hosted zone that the VPCs of all regions see, and the names in it.
//!
//! Its stack stands in the primary and comes after all regions: it reads their VPCs and the addresses of their load balancers, and no
//! other stack reads from it. So losing the primary keeps no other region from being deployed, and Route 53 goes on answering.

use indexmap::IndexMap;

use super::ecs::{PrivateName, private_names};
use super::network;
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::documents::cloudformation::resources::route53::{AliasTarget, HostedZone, HostedZoneConfig, RecordSet, Vpc};
use crate::documents::cloudformation::{LogicalId, StackKey, StackKind, reference, some, tag, text};
use crate::documents::{Documents, Topic};
use crate::facts::route53::{MAX_LABEL_CHARS, MAX_NAME_CHARS};
use crate::system::{Region, System};

const NAME_FACT: &str = "labels have up to 63 characters, names up to 255 (Route 53 developer guide, DNS domain name format, read 2026-11-22)";

/// Names that cannot be one, that two load balancers share, and that lead where their clients cannot go.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let zone = system.network().private_zone.as_deref();
    if let Some(zone) = zone {
        diagnostics.extend(bad_zone(zone, system.value(&["network", "private_zone"])));
    }
    let mut served: Vec<(&Region<'_>, PrivateName<'_>)> = Vec::new();
    for region in &system.regions {
        for named in private_names(system, region.code) {
            match zone {
                None => diagnostics.push(no_zone(&named)),
                Some(zone) => diagnostics.extend(bad_name(&named, zone)),
            }
            let same = |(there, other): &&(&Region<'_>, PrivateName<'_>)| {
                there.code == region.code && other.name == named.name && other.balancer != named.balancer
            };
            diagnostics.extend(served.iter().find(same).map(|(_, first)| taken(&named, first)));
            diagnostics.extend(named.public.then(|| public(&named)));
            let elsewhere = served.iter().find(|(there, other)| there.code != region.code && other.name == named.name);
            if elsewhere.is_some() && !system.network().peering {
                diagnostics.push(unreachable(system, &named));
            }
            served.push((region, named));
        }
    }
}

fn labels_are_good(name: &str) -> bool {
    let label = |label: &str| {
        let letters = label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'));
        (1..=MAX_LABEL_CHARS).contains(&label.len()) && letters && !label.starts_with('-') && !label.ends_with('-')
    };
    name.split('.').all(label)
}

fn bad_zone(zone: &str, span: Span) -> Option<Diagnostic> {
    if labels_are_good(zone) && zone.len() <= MAX_NAME_CHARS {
        return None;
    }
    let error = Diagnostic::error(codes::PRIVATE_NAME, span, format!("`{zone}` cannot be a private zone"))
        .label("labels of small letters, digits and hyphens, joined by dots")
        .help("write a domain that nothing in the VPCs needs from the Internet: shop.internal")
        .fact(NAME_FACT);
    Some(error)
}

fn bad_name(named: &PrivateName<'_>, zone: &str) -> Option<Diagnostic> {
    let error = |label: &str| {
        Diagnostic::error(codes::PRIVATE_NAME, named.span, format!("`{}` cannot be a name in {zone}", named.name))
            .label(label)
            .fact(NAME_FACT)
    };
    if let Some(bare) = named.name.strip_suffix(zone).and_then(|rest| rest.strip_suffix('.')) {
        return Some(error("with the zone, which follows by itself").fix(format!("write {bare}"), named.span, bare));
    }
    if !labels_are_good(named.name) {
        return Some(error("small letters, digits and hyphens").help("write a short name: store"));
    }
    let whole = named.name.len() + 1 + zone.len();
    (whole > MAX_NAME_CHARS).then(|| error("too long together with the zone").help("choose a shorter name"))
}

fn no_zone(named: &PrivateName<'_>) -> Diagnostic {
    Diagnostic::error(codes::PRIVATE_NAME, named.span, format!("no private zone for `{}`", named.name))
        .label("its record has no place")
        .help("add `network: {private_zone: shop.internal}`")
}

fn taken(named: &PrivateName<'_>, first: &PrivateName<'_>) -> Diagnostic {
    let message = format!("`{}` is the private name of two load balancers", named.name);
    Diagnostic::error(codes::PRIVATE_NAME_TAKEN, named.span, message)
        .label("the second one")
        .also(first.span, "the first one")
        .help("give each a name of its own")
        .fact("records of one name and type differ in what their routing policy compares (Route 53 API, ChangeResourceRecordSets)")
}

fn public(named: &PrivateName<'_>) -> Diagnostic {
    let message = format!("the private name `{}` leads to public addresses", named.name);
    Diagnostic::warning(codes::PRIVATE_NAME_PUBLIC, named.span, message)
        .label("its load balancer is on the Internet, and so is the way to it")
        .help("add `public: false`, or give it a `domain` instead")
        .fact("the DNS name of an internet-facing load balancer resolves to its public addresses (Elastic Load Balancing user guide, Load balancer scheme)")
}

fn unreachable(system: &System<'_>, named: &PrivateName<'_>) -> Diagnostic {
    let message = format!("clients of `{}` cannot reach the other region's load balancer", named.name);
    Diagnostic::warning(codes::PRIVATE_NAME_UNREACHABLE, named.span, message)
        .label("is answered from several regions")
        .also(system.key(&["network", "private_zone"]), "in a zone of VPCs that are not connected")
        .help("add `peering: true` to `network`: Route 53 names the other region's when the own one is unhealthy")
        .fact("there is no network path between the VPCs of two regions unless they are connected (Amazon VPC Peering Guide)")
}

/// Adds the zone and, for each name, a record of every region that answers it.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    let Some(zone) = system.network().private_zone.as_deref() else { return };
    let mut notes = Vec::new();
    let stack = documents.stack(StackKind::PrivateZone, system.primary().code);
    let vpcs = system.regions.iter().filter(|region| network::has_vpc(system, region));
    let hosted = HostedZone {
        name: some(zone),
        hosted_zone_config: Some(HostedZoneConfig { comment: some(format!("Private names of {}", system.title())) }),
        vpcs: vpcs.map(|region| Vpc::new(network::vpc_id(region.code), region.code)).collect(),
        hosted_zone_tags: system.blueprint.tags.iter().map(|(key, value)| tag(key, value)).collect(),
        ..HostedZone::default()
    };
    stack.add("PrivateZone", hosted).comment("network.private_zone");
    stack.output("PrivateZoneId", format!("Hosted zone of {zone}"), reference("PrivateZone"));
    for (name, answers) in answers(system) {
        for (region, named) in &answers {
            let id = LogicalId::new(name.replace('.', "-")).then(region.code).then("Record");
            let record = record(region, named, zone, answers.len() > 1);
            stack.add(id, record).comment(named.path.clone());
        }
        let regions: Vec<&str> = answers.iter().map(|(region, _)| region.code).collect();
        notes.push(format!("{name}.{zone} answers within the VPCs alone, from {}.", regions.join(", ")));
    }
    for note in notes {
        documents.note(Topic::Derived, note);
    }
}

/// Who answers at each name: one load balancer in each region, though several of its ports may share the name.
fn answers<'a>(system: &'a System<'a>) -> IndexMap<&'a str, Vec<(&'a Region<'a>, PrivateName<'a>)>> {
    let mut answers: IndexMap<&str, Vec<(&Region<'_>, PrivateName<'_>)>> = IndexMap::new();
    for region in &system.regions {
        for named in private_names(system, region.code) {
            let known = answers.entry(named.name).or_default();
            if known.iter().all(|(there, _)| there.code != region.code) {
                known.push((region, named));
            }
        }
    }
    answers
}

/// In several regions each has a record of its own, and Route 53 answers with the nearest that is healthy.
fn record(region: &Region<'_>, named: &PrivateName<'_>, zone: &str, several: bool) -> RecordSet {
    let compute = StackKey::new(StackKind::Compute, region.code);
    let output = |what: &str| compute.output(named.balancer.then(what));
    RecordSet {
        hosted_zone_id: some(reference("PrivateZone")),
        set_identifier: several.then(|| text(region.code)),
        region: several.then(|| text(region.code)),
        alias_target: Some(AliasTarget {
            evaluate_target_health: some(true),
            ..AliasTarget::new(output("Address"), output("HostedZone"))
        }),
        ..RecordSet::new(format!("{}.{zone}", named.name), "A")
    }
}
