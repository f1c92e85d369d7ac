//! Ids and ARNs that cannot be what they are said to be, and regions for which there is none.

use super::given;
use crate::blueprint::{Existing, Given, Place};
use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::system::{Instance, System};

/// The service in an ARN of each kind; a bucket is named, not identified.
const SERVICES: [(&str, &str); 9] = [
    ("certificate", "acm"),
    ("kms_key", "kms"),
    ("table", "dynamodb"),
    ("queue", "sqs"),
    ("topic", "sns"),
    ("stream", "kinesis"),
    ("secret", "secretsmanager"),
    ("function", "lambda"),
    ("load_balancer", "elasticloadbalancing"),
];

/// How the id of each kind begins that EC2 gives one to.
const PREFIXES: [(&str, &str); 2] = [("instance", "i-"), ("elastic_ip", "eipalloc-")];

/// Everything that is wrong with existing things, and with the places that name them.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for thing in system.instances(&system.blueprint.existing) {
        check_regions(&thing, diagnostics);
        check_value(&thing, diagnostics);
    }
    check_vpc(system, diagnostics);
    check_routing(system, diagnostics);
}

/// Each region in which the thing runs has an id for it.
fn check_regions(thing: &Instance<'_, Existing>, diagnostics: &mut Vec<Diagnostic>) {
    let region = thing.region.code;
    let (field, there) = match thing.model {
        Existing::Vpc(regions) => ("vpc", regions.contains_key(region)),
        Existing::Server(regions) => ("server", regions.contains_key(region)),
        Existing::HostedZone(_) => return,
        other => match given(other) {
            Some((field, Given::ByRegion(regions))) => (field, regions.contains_key(region)),
            _ => return,
        },
    };
    if there {
        return;
    }
    let error = Diagnostic::error(
        codes::EXISTING_REGION,
        thing.key(&[field]),
        format!("`{}` has no {field} in {region}", thing.name),
    )
    .label(format!("nothing for {region}"))
    .also(thing.region.key, "a region of the blueprint")
    .help(format!("name the one of {region}, or say where it is: `regions: [..]` beside `{field}`"));
    diagnostics.push(error);
}

fn check_value(thing: &Instance<'_, Existing>, diagnostics: &mut Vec<Diagnostic>) {
    let region = thing.region.code;
    match thing.model {
        Existing::Vpc(regions) => {
            let Some(vpc) = regions.get(region) else { return };
            diagnostics.extend(bad_place(&vpc.id, "vpc-", thing.value(&["vpc", region, "id"])));
            for (side, subnets) in [("private_subnets", &vpc.private_subnets), ("public_subnets", &vpc.public_subnets)]
            {
                for (zone, subnet) in subnets {
                    diagnostics.extend(bad_place(subnet, "subnet-", thing.value(&["vpc", region, side, zone])));
                    diagnostics.extend(bad_zone(zone, region, thing.key(&["vpc", region, side, zone])));
                }
            }
            if vpc.private_subnets.len() < 2 {
                let error = Diagnostic::error(
                    codes::EXISTING_ID,
                    thing.key(&["vpc", region, "private_subnets"]),
                    format!("{} private subnets, where two zones are needed", vpc.private_subnets.len()),
                )
                .label("one in each zone that is used")
                .help("databases, caches and load balancers stand in two zones or more");
                diagnostics.push(error);
            }
        }
        Existing::Server(regions) => {
            let Some(server) = regions.get(region) else { return };
            let span = thing.value(&["server", region, "security_group"]);
            diagnostics.extend(server.security_group.as_ref().and_then(|group| bad_place(group, "sg-", span)));
            diagnostics.extend(bad_parameter(&server.host, thing.value(&["server", region, "host"])));
        }
        Existing::HostedZone(place) => diagnostics.extend(bad_parameter(place, thing.value(&["hosted_zone"]))),
        other => {
            let Some((field, given)) = given(other) else { return };
            let (place, span) = match given {
                Given::Everywhere(place) => (place, thing.value(&[field])),
                Given::ByRegion(places) => match places.get(region) {
                    Some(place) => (place, thing.value(&[field, region])),
                    None => return,
                },
            };
            let Place::Here(written) = place else {
                diagnostics.extend(bad_parameter(place, span));
                return;
            };
            match PREFIXES.iter().find(|(known, _)| *known == field) {
                Some((_, prefix)) => {
                    diagnostics
                        .extend(bad_id(written, prefix, span).or_else(|| shared_id(thing, given, field, written)));
                }
                None => {
                    diagnostics
                        .extend(bad_arn(written, field, region, span, |place| elsewhere(field, place, region, span)));
                }
            }
        }
    }
}

/// An id of EC2 that cannot be one; of a parameter only the name is known.
fn bad_place(place: &Place, prefix: &str, span: Span) -> Option<Diagnostic> {
    match place {
        Place::Here(id) => bad_id(id, prefix, span),
        Place::Parameter(_) => bad_parameter(place, span),
    }
}

/// A name that no parameter has, or that a dynamic reference does not take.
fn bad_parameter(place: &Place, span: Span) -> Option<Diagnostic> {
    let Place::Parameter(name) = place else { return None };
    let (path, version) = name.split_once(':').map_or((name.as_str(), None), |(path, version)| (path, Some(version)));
    let good = !path.is_empty() && path.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-/".contains(&b));
    if good && version.is_none_or(|version| !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let error = Diagnostic::error(codes::EXISTING_ID, span, format!("`{name}` is no name of a parameter"))
        .label("letters, digits, `_`, `.`, `-` and `/`")
        .help("write the name as Systems Manager shows it: /network/vpc-id; a version may follow, /network/vpc-id:3")
        .fact("{{resolve:ssm:parameter-name:version}}, with [a-zA-Z0-9_.-/]+ for the name (CloudFormation User Guide, Get a plaintext value from Systems Manager Parameter Store, read 2026-11-22)");
    Some(error)
}

fn bad_id(id: &str, prefix: &str, span: Span) -> Option<Diagnostic> {
    let rest = id.strip_prefix(prefix).unwrap_or_default();
    if matches!(rest.len(), 8 | 17) && rest.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase()) {
        return None;
    }
    let error = Diagnostic::error(codes::EXISTING_ID, span, format!("`{id}` is not an id of EC2"))
        .label(format!("{prefix} and 17 hexadecimal digits"))
        .help(format!("write the id as the console shows it: {prefix}0123456789abcdef0"))
        .fact("EC2 resource ids have 17 characters after the prefix, those from before 2018 eight (Amazon EC2 User Guide, resource IDs, read 2026-11-22)");
    Some(error)
}

/// An id of EC2 means something in one region only.
fn shared_id(thing: &Instance<'_, Existing>, given: &Given, field: &str, id: &str) -> Option<Diagnostic> {
    let system = thing.system;
    let instances = system.instances(&system.blueprint.existing);
    let (first, others) = (instances.iter().find(|other| other.name == thing.name)?, thing.region.code);
    if matches!(given, Given::ByRegion(_)) || first.region.code == others {
        return None;
    }
    let message = format!("{id} for {} and {others}", first.region.code);
    let error = Diagnostic::error(codes::EXISTING_ELSEWHERE, thing.value(&[field]), message)
        .label("is in one region")
        .help(format!(
            "write the one of each region, or say where it is: `{field}: {{{}: {id}}}, regions: [{}]`",
            first.region.code, first.region.code
        ))
        .fact("an instance and an Elastic IP address belong to a region (Amazon EC2 User Guide, resource locations)");
    Some(error)
}

fn bad_zone(zone: &str, region: &str, span: Span) -> Option<Diagnostic> {
    let letter = zone.strip_prefix(region).unwrap_or_default();
    if letter.len() == 1 && letter.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let error = Diagnostic::error(codes::EXISTING_ID, span, format!("`{zone}` is not a zone of {region}"))
        .label("the region and a letter")
        .help(format!("name each subnet by its zone: {region}a, {region}b"));
    Some(error)
}

/// What is wrong with an ARN for a region; `elsewhere` says it of one that is in another.
pub(super) fn bad_arn(
    written: &str,
    field: &str,
    region: &str,
    span: Span,
    elsewhere: impl Fn(&str) -> Diagnostic,
) -> Option<Diagnostic> {
    let (_, service) = SERVICES.iter().find(|(known, _)| *known == field)?;
    let parts: Vec<&str> = written.splitn(6, ':').collect();
    let ["arn", _, found, place, account, resource] = parts.as_slice() else {
        let error = Diagnostic::error(codes::EXISTING_ID, span, format!("`{written}` is not an ARN"))
            .label(format!("arn:aws:{service}:{region}:ACCOUNT:…"))
            .help("write the ARN, or {parameter: NAME} for a parameter of Systems Manager that holds it");
        return Some(error);
    };
    if found != service || account.len() != 12 || account.bytes().any(|b| !b.is_ascii_digit()) {
        let error = Diagnostic::error(codes::EXISTING_ID, span, format!("`{written}` is not the ARN of a {field}"))
            .label(format!("arn:aws:{service}:{region}:ACCOUNT:…"))
            .help("copy the ARN from the console or from the API");
        return Some(error);
    }
    if field == "kms_key" && !resource.starts_with("key/") {
        let error = Diagnostic::error(codes::EXISTING_ID, span, format!("`{resource}` is not the id of a key"))
            .label(format!("arn:aws:kms:{region}:ACCOUNT:key/…"))
            .help("write the ARN of the key itself: `aws kms describe-key --query KeyMetadata.Arn --key-id` says which key an alias means")
            .fact("a policy that names an alias where a key is wanted grants nothing (AWS Key Management Service Developer Guide, Specifying KMS keys in IAM policy statements)");
        return Some(error);
    }
    (*place != region).then(|| elsewhere(place))
}

fn elsewhere(field: &str, place: &str, region: &str, span: Span) -> Diagnostic {
    Diagnostic::error(codes::EXISTING_ELSEWHERE, span, format!("an ARN of {place} for {region}"))
        .label(format!("is in {place}"))
        .help(format!(
            "write the one of each region, or say where it is: `{field}: {{{place}: …}}, regions: [{place}]`"
        ))
        .fact("a resource is called in its own region (AWS General Reference, ARNs, read 2026-11-22)")
}

/// `network.vpc` names an existing VPC, and leaves to it what it has.
fn check_vpc(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(name) = system.network().vpc.as_deref() else { return };
    let span = system.value(&["network", "vpc"]);
    if !matches!(super::named(system, name), Some(Existing::Vpc(_))) {
        diagnostics.push(not_existing(system, name, "vpc", span));
        return;
    }
    for region in &system.regions {
        if super::vpc(system, region).is_none() && super::super::network::has_vpc(system, region) {
            let error =
                Diagnostic::error(codes::EXISTING_REGION, span, format!("`{name}` has no VPC in {}", region.code))
                    .label(format!("nothing for {}", region.code))
                    .also(region.key, "something here stands in the VPC")
                    .help(format!("add {} with its id and its private subnets", region.code));
            diagnostics.push(error);
        }
    }
    for field in ["availability_zones", "nat", "flow_logs", "vpc_endpoints", "peering"] {
        if system.tree.locate(system.root, &["network", field]).complete {
            let error = Diagnostic::error(
                codes::EXISTING_NETWORK,
                system.key(&["network", field]),
                format!("`{field}` of a VPC that is there already"),
            )
            .label("nothing would happen")
            .also(span, "an existing VPC")
            .help("leave it to whoever made the VPC");
            diagnostics.push(error);
        }
    }
}

fn check_routing(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(strategy) = &system.blueprint.routing_strategy else { return };
    if let Some(name) = strategy.certificate.as_deref() {
        let span = system.value(&["routing_strategy", "certificate"]);
        if !matches!(super::named(system, name), Some(Existing::Certificate(_))) {
            diagnostics.push(not_existing(system, name, "certificate", span));
        }
    }
}

/// A name that means nothing of a kind.
pub(super) fn not_existing(system: &System<'_>, name: &str, kind: &str, span: Span) -> Diagnostic {
    let fits = |existing: &Existing| match kind {
        "vpc" => matches!(existing, Existing::Vpc(_)),
        "kms_key" => matches!(existing, Existing::KmsKey(_)),
        _ => matches!(existing, Existing::Certificate(_)),
    };
    let names = system.blueprint.existing.iter().filter(|(_, thing)| fits(&thing.base.model));
    let names: Vec<&str> = names.map(|(name, _)| name.as_str()).collect();
    let error = Diagnostic::error(codes::EXISTING_UNKNOWN, span, format!("`{name}` is no existing {kind}"));
    match did_you_mean(name, names.iter().copied()) {
        Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
        None => error
            .label(format!("no entry of `existing` has a {kind} of this name"))
            .help(format!("describe it: `existing: {{{name}: {{{kind}: {{us-east-1: …}}}}}}`")),
    }
}
