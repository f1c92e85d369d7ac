//! Load balancers of services as origins.
//!
//! A public load balancer is asked over the Internet: at its name with TLS, which in several regions leads to the nearest, or at AWS's
//! name in one region without. An internal one is asked through a VPC origin, which belongs to one load balancer. Either lets in the
//! addresses from which CloudFront asks origins.

use crate::blueprint::{BalancerKind, Cdn, Origin, Port};
use crate::components::ecs;
use crate::documents::cloudformation::resources::cloudfront::{
    self, CustomOriginConfig, VpcOrigin, VpcOriginConfig, VpcOriginEndpointConfig,
};
use crate::documents::cloudformation::{LogicalId, Stack, StackKey, StackKind, Value, get_att, some, text};
use crate::documents::{Documents, Topic, Unit};
use crate::facts::cloudfront::{origin_prefix_list, zone_without_vpc_origins};
use crate::system::{Instance, Region, System, physical_name};

/// The most characters of the name of a VPC origin that are used; the registry knows no limit.
const NAME_CHARS: usize = 64;
/// The oldest TLS that CloudFront speaks with origins here.
const TLS: &str = "TLSv1.2";

/// The port of a service that an origin asks, in one region.
#[derive(Clone, Copy)]
pub(super) struct Balanced<'a> {
    pub service: &'a str,
    pub name: &'a str,
    pub port: &'a Port,
    pub kind: BalancerKind,
    pub region: &'a Region<'a>,
}

/// The load balancer that an origin asks, in the region that it names; `None` while there is none.
pub(super) fn balanced<'a>(system: &'a System<'a>, origin: &'a Origin) -> Option<Balanced<'a>> {
    let (service, name) = (origin.service.as_deref()?, origin.port.as_deref()?);
    let region = match &origin.region {
        Some(code) => system.regions.iter().find(|region| region.code == code)?,
        None => running(system, service).next()?,
    };
    let port = ecs::find_port(system, service, name, region.code)?;
    Some(Balanced { service, name, port, kind: port.load_balancer?, region })
}

/// The regions that run a service, the primary first.
pub(super) fn running<'a>(system: &'a System<'a>, service: &'a str) -> impl Iterator<Item = &'a Region<'a>> {
    let there = |code: &str| ecs::find_service(system, service, code).is_some();
    let (primary, others): (Vec<_>, Vec<_>) = system
        .regions
        .iter()
        .filter(|region| there(region.code))
        .partition(|region| region.code == system.primary().code);
    primary.into_iter().chain(others)
}

impl Balanced<'_> {
    /// Whether clients on the Internet could reach it.
    pub fn is_public(&self) -> bool {
        self.port.public.unwrap_or(true)
    }

    /// Whether its name leads to the load balancers of all regions, each from where it is nearest.
    pub fn is_everywhere(&self) -> bool {
        self.is_public() && self.port.domain.is_some()
    }
}

/// Whether an origin asks a port of a service in a region.
fn asks(system: &System<'_>, origin: &Origin, service: &str, port: &str, region: &str) -> bool {
    origin.service.as_deref() == Some(service)
        && origin.port.as_deref() == Some(port)
        && balanced(system, origin).is_some_and(|asked| asked.is_everywhere() || asked.region.code == region)
}

/// The prefix list from which CloudFront asks a port of a service in a region, if a distribution does.
pub fn prefix_list_asking<'a>(system: &'a System<'a>, service: &str, port: &str, region: &str) -> Option<&'a str> {
    let origins = system.blueprint.cdn.values().flat_map(|cdn| cdn.base.model.origins.values());
    let asking = origins.into_iter().find(|origin| asks(system, origin, service, port, region))?;
    prefix_list(asking, region)
}

/// The prefix list of CloudFront in a region: what the blueprint says, else what is known.
pub(super) fn prefix_list<'a>(origin: &'a Origin, region: &str) -> Option<&'a str> {
    origin.prefix_list.get(region).map(String::as_str).or_else(|| origin_prefix_list(region))
}

/// Where an origin that is a service is asked: its domain, and either kind of settings.
pub(super) fn address(asked: &Balanced<'_>, origin: &Origin, common: cloudfront::Origin) -> cloudfront::Origin {
    let aws = || {
        ecs::load_balancer_address(asked.service, asked.port, asked.region.code).map_or_else(|| text(""), Value::Output)
    };
    let domain = asked.port.domain.as_ref().map_or_else(aws, text);
    let read = origin.read_timeout.map(|timeout| timeout.seconds.into());
    let keepalive = origin.keepalive.map(|timeout| timeout.seconds.into());
    let origin = cloudfront::Origin { domain_name: domain, ..common };
    if !asked.is_public() {
        let config = VpcOriginConfig {
            origin_read_timeout: read,
            origin_keepalive_timeout: keepalive,
            ..VpcOriginConfig::new(get_att(vpc_origin_id(asked), "Id"))
        };
        return cloudfront::Origin { vpc_origin_config: Some(config), ..origin };
    }
    let (policy, http, https) = protocol(asked);
    let config = CustomOriginConfig {
        origin_ssl_protocols: https.iter().map(|_| text(TLS)).collect(),
        http_port: http.filter(|port| *port != 80).map(Into::into),
        https_port: https.filter(|port| *port != 443).map(Into::into),
        origin_read_timeout: read,
        origin_keepalive_timeout: keepalive,
        ..CustomOriginConfig::new(policy)
    };
    cloudfront::Origin { custom_origin_config: Some(config), ..origin }
}

/// How CloudFront speaks with a load balancer: its policy, and the port for HTTP or for HTTPS.
fn protocol(asked: &Balanced<'_>) -> (&'static str, Option<u16>, Option<u16>) {
    let port = ecs::listens_at(asked.port);
    if ecs::speaks_tls(asked.port) { ("https-only", None, Some(port)) } else { ("http-only", Some(port), None) }
}

/// `StorefrontInternalAlbInUsEast1Https443`: everything that it says is in its id, since one that a distribution uses cannot be changed,
/// so that another setting must make another one.
fn vpc_origin_id(asked: &Balanced<'_>) -> LogicalId {
    let scheme = if ecs::speaks_tls(asked.port) { "Https" } else { "Http" };
    ecs::balancer_id(asked.service, asked.kind, false)
        .then("In")
        .then(asked.region.code)
        .then(format!("{scheme}{}", ecs::listens_at(asked.port)))
        .then("VpcOrigin")
}

/// Adds the VPC origins of a distribution that no other one has added. They get no tags: a tag, too, could never be changed.
pub(super) fn add(cdn: &Instance<'_, Cdn>, stack: &mut Stack) {
    for (name, origin) in &cdn.model.origins {
        let Some(asked) = balanced(cdn.system, origin).filter(|asked| !asked.is_public()) else { continue };
        let id = vpc_origin_id(&asked);
        let Some(arn) = ecs::load_balancer_arn(cdn.system, asked.service, asked.name, asked.region.code) else {
            continue;
        };
        if stack.resources.contains_key(id.as_str()) {
            continue;
        }
        let (policy, http, https) = protocol(&asked);
        let at = format!("{}-{}", if https.is_some() { "https" } else { "http" }, ecs::listens_at(asked.port));
        let shown = physical_name(
            &[&cdn.system.prefix(), asked.service, asked.kind.word(), asked.region.code, &at],
            NAME_CHARS,
        );
        let config = VpcOriginEndpointConfig {
            origin_protocol_policy: some(policy),
            origin_ssl_protocols: https.iter().map(|_| text(TLS)).collect(),
            http_port: http.map(Into::into),
            https_port: https.map(Into::into),
            ..VpcOriginEndpointConfig::new(shown, arn)
        };
        stack.add(&id, VpcOrigin::new(config)).comment(format!("{}.origins.{name}", cdn.path()));
    }
}

/// What to know of the services of a distribution: which clients may come, and the zone where no VPC origin can be.
pub(super) fn note(cdn: &Instance<'_, Cdn>, documents: &mut Documents) {
    for origin in cdn.model.origins.values() {
        let Some(asked) = balanced(cdn.system, origin) else { continue };
        let (service, port) = (asked.service, asked.name);
        documents.note(Topic::ByHand, interruption(cdn, &asked));
        if asked.is_public() {
            let note = format!(
                "The public load balancer of {service} lets CloudFront in at {port}, and nobody else: but every distribution, of any account. \
                 `public: false` makes it internal, which {} alone can ask.",
                cdn.name
            );
            documents.note(Topic::Derived, note);
        } else if let Some(zone) = zone_without_vpc_origins(asked.region.code) {
            let note = format!(
                "No VPC origin can be in the zone {zone} of {}; which letter it has differs by account: `aws ec2 describe-availability-zones \
                 --region {}` says it. If {service} stands there, leave the zone out of the network.",
                asked.region.code, asked.region.code
            );
            documents.note(Topic::Before, note);
        }
    }
}

/// The compute stack changes a listener before the distribution learns of it.
fn interruption(cdn: &Instance<'_, Cdn>, asked: &Balanced<'_>) -> String {
    let (service, scheme) = (asked.service, if ecs::speaks_tls(asked.port) { "HTTPS" } else { "HTTP" });
    let note = format!(
        "{} asks {} of {service} by {scheme} at port {}. The compute stack changes the listener before the edge stack makes the distribution \
         ask otherwise: another `listen`, or a change between HTTP and HTTPS, interrupts it for the minutes between the two.",
        cdn.name,
        asked.name,
        ecs::listens_at(asked.port),
    );
    if asked.is_public() {
        return note;
    }
    format!(
        "{note} Nor can its VPC origin change while the distribution uses it, so leave what replaces the load balancer, such as `Name` of \
         {} under `overrides`, as it is: a new one has another ARN, and the update of the edge stack fails.",
        ecs::balancer_id(service, asked.kind, false),
    )
}

/// The stacks that make the names at which services are asked.
pub(super) fn named_in(cdn: &Instance<'_, Cdn>) -> Vec<Unit> {
    let everywhere = |origin: &&Origin| balanced(cdn.system, origin).is_some_and(|asked| asked.port.domain.is_some());
    let services = cdn.model.origins.values().filter(everywhere);
    let regions = services.flat_map(|origin| running(cdn.system, origin.service.as_deref().unwrap_or_default()));
    regions.map(|region| Unit::Stack(StackKey::new(StackKind::Compute, region.code))).collect()
}

/// Whether the distribution reads something of the load balancer from the stack of a region.
pub(super) fn reads(system: &System<'_>, origin: &Origin, region: &str) -> bool {
    balanced(system, origin).is_some_and(|asked| !asked.is_everywhere() && asked.region.code == region)
}
