//! Which API answers under which name.

use std::borrow::Cow;

use indexmap::IndexSet;

use crate::components::existing;
use crate::documents::cloudformation::LogicalId;
use crate::system::{Region, System};

/// An API that clients reach by a shared name.
pub(super) struct Routed<'a> {
    /// The API's name in the blueprint.
    pub api: &'a str,
    /// The name that clients use.
    pub domain: &'a str,
    /// The hosted zone that holds it.
    pub zone: Cow<'a, str>,
    /// Whether the API names the domain itself, so that its resources carry the API's name.
    pub own: bool,
    /// Where the API runs; the first stands for the primary.
    pub regions: Vec<&'a Region<'a>>,
}

impl Routed<'_> {
    /// A logical id: `EuWest1First`, or `GameEuWest1First` for an API with a domain of its own.
    pub fn id(&self, words: impl AsRef<str>) -> LogicalId {
        if self.own { LogicalId::new(self.api).then(words) } else { LogicalId::new(words) }
    }

    /// The name of one region, which the health check probes.
    pub fn region_name(&self, region: &str) -> String {
        format!("{region}.{}", self.domain)
    }

    /// The name at which one region answers for the shared name.
    pub fn target_name(&self, region: &str) -> String {
        format!("{region}.targets.{}", self.domain)
    }

    /// The name of the pair of a region and the one that stands in for it.
    pub fn pair_name(&self, region: &str) -> String {
        format!("{region}.places.{}", self.domain)
    }

    /// The name at which the regions answer a `cdn`.
    pub fn origin_name(&self) -> String {
        format!("origin.{}", self.domain)
    }

    /// The name at which one region answers a `cdn`.
    pub fn origin_target_name(&self, region: &str) -> String {
        format!("{region}.{}", self.origin_name())
    }

    /// Where the domain stands in the blueprint.
    pub fn path(&self) -> String {
        if self.own { format!("apis.{}.domain", self.api) } else { "routing_strategy.domain".into() }
    }
}

/// Every API that has a domain, and a hosted zone to put it in.
pub(super) fn routed<'a>(system: &'a System<'a>) -> Vec<Routed<'a>> {
    let Some(strategy) = &system.blueprint.routing_strategy else { return Vec::new() };
    let Some(zone) = strategy.hosted_zone.as_deref().map(|zone| existing::hosted_zone(system, zone)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (name, component) in &system.blueprint.apis {
        let regions = system.regions_of(name, component);
        let own = component.base.model.domain.as_deref();
        let domain = own.or(strategy.domain.as_deref());
        if let (Some(domain), false) = (domain, regions.is_empty()) {
            found.push(Routed { api: name, domain, zone: zone.clone(), own: own.is_some(), regions });
        }
    }
    found
}

/// What the paths begin with at which a `cdn` asks for an API, each once; empty text where nothing is put before the routes.
pub(super) fn base_paths<'a>(system: &System<'a>, api: &str) -> IndexSet<&'a str> {
    let origins = system.blueprint.cdn.values().flat_map(|cdn| cdn.base.model.origins.values());
    let asked = origins.filter(|origin| origin.api.as_deref() == Some(api));
    asked.map(|origin| origin.base_path.as_deref().unwrap_or_default()).collect()
}

/// The region of a list that is nearest to another one; the earlier of two that are equally far.
pub(super) fn nearest<'r, 'a>(to: &Region<'_>, among: &[&'r Region<'a>]) -> Option<&'r Region<'a>> {
    let others = among.iter().copied().filter(|region| region.code != to.code);
    others.min_by(|a, b| distance_km(to, a).total_cmp(&distance_km(to, b)))
}

/// Regions whose place AWS has not told lie beyond all others.
pub(super) fn distance_km(a: &Region<'_>, b: &Region<'_>) -> f64 {
    match (a.facts.location, b.facts.location) {
        (Some(a), Some(b)) => a.distance_km(b),
        _ => f64::MAX,
    }
}
