//! The shared name: health checks, pairs of regions, and the records that choose a pair.

use indexmap::IndexMap;

use crate::blueprint::{DnsPolicy, Failover, RoutingStrategy};
use crate::components::apis;
use crate::documents::Documents;
use crate::documents::cloudformation::resources::route53::{HealthCheck, HealthCheckConfig};
use crate::documents::cloudformation::{LogicalId, Stack, StackKey, StackKind, Value, reference, some, tag};
use crate::system::{Region, System};

use super::domains::{self, Routed, base_paths, distance_km, nearest};
use super::places::{self, Answer, Place};
use super::records::{Alias, Policy};

/// Adds the tree of one API's shared name.
pub(super) fn lower(system: &System<'_>, strategy: &RoutingStrategy, routed: &Routed<'_>, documents: &mut Documents) {
    let stack = documents.stack(StackKind::RoutingGlobal, system.primary().code);
    let tree = Tree { system, strategy, routed };
    if routed.regions.len() > 1 {
        tree.checks(stack);
        for pair in tree.pairs() {
            tree.pair(stack, &pair);
        }
    }
    tree.root(stack);
    if !base_paths(system, routed.api).is_empty() {
        tree.origin(stack);
    }
    stack.output(routed.id("Url"), format!("{} in every region", routed.api), format!("https://{}", routed.domain));
}

/// A health check of one region's own name.
pub struct Check {
    /// The beginning of logical ids about it: `EuWest1`, `GameEuWest1` for an API with a domain of its own.
    pub name: LogicalId,
    /// `game in eu-west-1`.
    pub says: String,
    /// Its id, for any stack.
    pub id: Value<String>,
}

/// Every health check of the system.
pub fn health_checks_of(system: &System<'_>) -> Vec<Check> {
    let Some(strategy) = &system.blueprint.routing_strategy else { return Vec::new() };
    let global = StackKey::new(StackKind::RoutingGlobal, system.primary().code);
    let mut checks = Vec::new();
    for routed in domains::routed(system) {
        let tree = Tree { system, strategy, routed: &routed };
        for region in routed.regions.iter().filter(|_| tree.is_checked()) {
            let id = Value::Output(global.output(tree.region_id(region, "HealthCheck")));
            let says = format!("{} in {}", routed.api, region.code);
            checks.push(Check { name: routed.id(region.code), says, id });
        }
    }
    checks
}

/// The health path of an API at a region's own name.
pub struct Probe {
    /// The API's name in the blueprint.
    pub api: String,
    /// `https://eu-west-1.game.example.com/healthz`.
    pub url: String,
}

/// What a canary in a region can ask: every API with a domain that runs there, at the path of the health checks, or where they are
/// disabled at their default.
pub fn probes_in(system: &System<'_>, region: &str) -> Vec<Probe> {
    let Some(strategy) = &system.blueprint.routing_strategy else { return Vec::new() };
    let path = super::health_checks(strategy).unwrap_or_default().path;
    let mut probes = Vec::new();
    for routed in domains::routed(system) {
        let here = routed.regions.iter().find(|known| known.code == region);
        if let Some(api) = here.and_then(|region| system.instance(&system.blueprint.apis, routed.api, region)) {
            let url = format!("https://{}{}", routed.region_name(region), apis::under_domain(api.model, &path));
            probes.push(Probe { api: routed.api.to_owned(), url });
        }
    }
    probes
}

/// Who stands in for whom: the region, and the ones that clients get while it is unhealthy.
pub(super) fn stand_ins<'r, 'a>(
    strategy: &RoutingStrategy,
    regions: &[&'r Region<'a>],
    region: &Region<'_>,
) -> Vec<&'r Region<'a>> {
    let Some((primary, others)) = regions.split_first() else { return Vec::new() };
    if strategy.failover == Failover::None {
        return Vec::new();
    }
    if strategy.dns == DnsPolicy::Route53Failover {
        let mut chain: Vec<_> = others.to_vec();
        chain.sort_by(|a, b| distance_km(primary, a).total_cmp(&distance_km(primary, b)));
        let at = chain.iter().position(|other| other.code == region.code);
        return chain.split_off(at.map_or(0, |at| at + 1));
    }
    if region.code == primary.code { nearest(primary, others).into_iter().collect() } else { vec![*primary] }
}

/// A region that is answered first, and what follows it.
struct Pair<'a> {
    region: &'a Region<'a>,
    then: &'a Region<'a>,
    /// Whether what follows is a pair itself.
    chained: bool,
}

struct Tree<'t> {
    system: &'t System<'t>,
    strategy: &'t RoutingStrategy,
    routed: &'t Routed<'t>,
}

impl<'t> Tree<'t> {
    fn fails_over(&self) -> bool {
        self.strategy.failover == Failover::AutomaticToPrimary && self.routed.regions.len() > 1
    }

    fn region_id(&self, region: &Region<'_>, words: &str) -> LogicalId {
        self.routed.id(region.code).then(words)
    }

    fn is_checked(&self) -> bool {
        let wanted = self.fails_over() || self.strategy.health_checks.is_some();
        self.routed.regions.len() > 1 && wanted && super::health_checks(self.strategy).is_some()
    }

    /// A check of each region's own name: the shared one would follow the routing that it is to steer. Without failover only
    /// where they are asked for: then they are metrics and nothing more.
    fn checks(&self, stack: &mut Stack) {
        if !self.fails_over() && self.strategy.health_checks.is_none() {
            return;
        }
        let Some(settings) = super::health_checks(self.strategy) else { return };
        for (at, region) in self.routed.regions.iter().enumerate() {
            let api = self.system.instance(&self.system.blueprint.apis, self.routed.api, region);
            let config = HealthCheckConfig {
                fully_qualified_domain_name: some(self.routed.region_name(region.code)),
                resource_path: some(
                    api.map_or_else(|| settings.path.clone(), |api| apis::under_domain(api.model, &settings.path)),
                ),
                // API Gateway answers no handshake without a server name.
                enable_sni: some(true),
                request_interval: some(settings.interval.seconds),
                failure_threshold: some(settings.failure_threshold),
                ..HealthCheckConfig::new("HTTPS")
            };
            let name = format!("{}-{}-{}", self.system.prefix(), self.routed.api, region.code);
            let own = self.system.blueprint.tags.iter().map(|(key, value)| tag(key, value));
            let check = HealthCheck {
                health_check_tags: std::iter::once(tag("Name", name)).chain(own).collect(),
                ..HealthCheck::new(config)
            };
            let id = self.region_id(region, "HealthCheck");
            let entry = stack.add(&id, check);
            if at == 0 {
                entry.comment("routing_strategy.health_checks");
            }
            stack.offer(&id, format!("Health check of {} in {}", self.routed.api, region.code), reference(&id));
        }
    }

    fn check_of(&self, region: &Region<'_>) -> Option<LogicalId> {
        let checked = self.fails_over() && super::health_checks(self.strategy).is_some();
        checked.then(|| self.region_id(region, "HealthCheck"))
    }

    /// The pairs that the root needs, those that others follow first.
    fn pairs(&self) -> Vec<Pair<'t>> {
        let regions = &self.routed.regions;
        let mut wanted: Vec<&'t Region<'t>> = match self.strategy.dns {
            DnsPolicy::Route53Geolocation => {
                let owners: Vec<usize> = places::answers(regions).iter().map(|answer| answer.owner).collect();
                regions.iter().enumerate().filter(|(at, _)| owners.contains(at)).map(|(_, region)| *region).collect()
            }
            DnsPolicy::Route53Latency | DnsPolicy::Route53Weighted => regions.clone(),
            DnsPolicy::Route53Failover => {
                regions.first().map(|primary| stand_ins(self.strategy, regions, primary)).unwrap_or_default()
            }
        };
        if self.strategy.dns == DnsPolicy::Route53Failover {
            wanted.reverse();
        }
        let pair = |region: &'t Region<'t>| {
            let after = stand_ins(self.strategy, regions, region);
            Some(Pair { region, then: after.first().copied()?, chained: after.len() > 1 })
        };
        wanted.into_iter().filter_map(pair).collect()
    }

    fn pair(&self, stack: &mut Stack, pair: &Pair<'_>) {
        let name = self.routed.pair_name(pair.region.code);
        self.pair_at(stack, pair, name, [self.region_id(pair.region, "First"), self.region_id(pair.region, "Then")]);
    }

    fn pair_at(&self, stack: &mut Stack, pair: &Pair<'_>, name: String, ids: [LogicalId; 2]) {
        let [first, then] = ids;
        let comment = format!("routing_strategy.failover: {}, then {}", pair.region.code, pair.then.code);
        let target = self.routed.target_name(pair.region.code);
        let check = self.check_of(pair.region);
        let policy = Policy::First(pair.region.code.into());
        Alias { check, comment: Some(comment), ..self.blank(first, name.clone(), policy, target) }.add(stack);
        let policy = Policy::Then(pair.then.code.into());
        if pair.chained {
            let target = self.routed.pair_name(pair.then.code);
            let after = vec![self.region_id(pair.then, "First"), self.region_id(pair.then, "Then")];
            Alias { after, ..self.blank(then, name, policy, target) }.add(stack);
        } else {
            let check = self.check_of(pair.then);
            let target = self.routed.target_name(pair.then.code);
            Alias { check, ..self.blank(then, name, policy, target) }.add(stack);
        }
    }

    /// The records of the shared name itself.
    fn root(&self, stack: &mut Stack) {
        let Some(primary) = self.routed.regions.first().copied() else { return };
        let name = self.routed.domain.to_owned();
        if self.routed.regions.len() == 1 {
            let target = self.routed.target_name(primary.code);
            let comment = Some(self.routed.path());
            return Alias { comment, ..self.blank(self.routed.id("Record"), name, Policy::Simple, target) }.add(stack);
        }
        match self.strategy.dns {
            DnsPolicy::Route53Geolocation => self.places(stack),
            DnsPolicy::Route53Latency => self.by_region(stack, "routing_strategy.dns", "Latency", Policy::Latency),
            DnsPolicy::Route53Weighted => {
                let weights: &IndexMap<String, u16> = &self.strategy.weights;
                let share = |region: String| {
                    let weight = weights.get(&region).copied().unwrap_or(1);
                    Policy::Share(region, weight)
                };
                self.by_region(stack, "routing_strategy.weights", "Share", share);
            }
            DnsPolicy::Route53Failover => {
                let after = stand_ins(self.strategy, &self.routed.regions, primary);
                let Some(then) = after.first().copied() else { return };
                let pair = Pair { region: primary, then, chained: after.len() > 1 };
                self.pair_at(stack, &pair, name, [self.routed.id("First"), self.routed.id("Then")]);
            }
        }
    }

    /// The name for a `cdn`: not by place, which would be that of the edge location's resolver, but by latency.
    fn origin(&self, stack: &mut Stack) {
        let alone = self.routed.regions.len() == 1;
        for (at, region) in self.routed.regions.iter().enumerate() {
            let policy = if alone { Policy::Simple } else { Policy::Latency(region.code.into()) };
            let (name, target) = (self.routed.origin_name(), self.routed.origin_target_name(region.code));
            let comment = (at == 0).then(|| format!("cdn: the origin {}", self.routed.api));
            let check = self.check_of(region);
            let id = self.region_id(region, "Origin");
            Alias { check, comment, ..self.blank(id, name, policy, target) }.add(stack);
        }
    }

    fn by_region(&self, stack: &mut Stack, comment: &str, words: &str, policy: impl Fn(String) -> Policy) {
        for (at, region) in self.routed.regions.iter().enumerate() {
            let id = self.region_id(region, words);
            let comment = (at == 0).then(|| comment.to_owned());
            self.choose(stack, id, policy(region.code.into()), region, comment);
        }
    }

    fn places(&self, stack: &mut Stack) {
        let mut before = None;
        for Answer { place, owner } in places::answers(&self.routed.regions) {
            let Some(region) = self.routed.regions.get(owner).copied() else { continue };
            let id = if self.routed.own { LogicalId::new(self.routed.api).then(place.id()) } else { place.id() };
            let comment = match (place, &region.model.serves) {
                (Place::Everywhere, _) => "routing_strategy.dns: whoever no other record is for".to_owned(),
                (_, Some(_)) if region.code != self.system.primary().code => {
                    format!("secondary_regions.{}.serves", region.code)
                }
                (_, Some(_)) => format!("primary_region.{}.serves", region.code),
                (_, None) => format!("routing_strategy.dns: nearest to {}", region.code),
            };
            let fresh = before.as_ref() != Some(&comment);
            self.choose(stack, id, Policy::At(place), region, fresh.then(|| comment.clone()));
            before = Some(comment);
        }
    }

    /// A record of the shared name, to the pair of a region or to the region alone.
    fn choose(&self, stack: &mut Stack, id: LogicalId, policy: Policy, region: &Region<'_>, comment: Option<String>) {
        let name = self.routed.domain.to_owned();
        if self.fails_over() {
            let after = vec![self.region_id(region, "First"), self.region_id(region, "Then")];
            let target = self.routed.pair_name(region.code);
            Alias { after, comment, ..self.blank(id, name, policy, target) }.add(stack);
        } else {
            let target = self.routed.target_name(region.code);
            Alias { comment, ..self.blank(id, name, policy, target) }.add(stack);
        }
    }

    /// An alias within the zone. Without failover it does not follow the health of its target: then clients wait.
    fn blank(&self, id: LogicalId, name: String, policy: Policy, target: String) -> Alias {
        let zone = self.routed.zone.clone().into_owned();
        Alias {
            id,
            name,
            policy,
            target: (target.into(), zone.as_str().into()),
            zone,
            follows_health: self.fails_over(),
            check: None,
            after: Vec::new(),
            comment: None,
        }
    }
}
