//! How much of the traffic each region answers, as far as the blueprint tells.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::places;
use crate::blueprint::DnsPolicy;
use crate::facts::geography;
use crate::system::{Region, System};

/// The part of all requests that a region answers while every region is healthy: what is certain, and what is possible. 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// At least so much.
    pub least: f64,
    /// At most so much.
    pub most: f64,
}

impl Share {
    const fn exactly(share: f64) -> Share {
        Share { least: share, most: share }
    }

    const UNKNOWN: Share = Share { least: 0.0, most: 1.0 };
}

/// The share of each region of an API. `continents` has the share of the requests from each continent, 0 to 1.
///
/// A continent that several regions divide among them tells nothing certain of any of them: nobody knows in which of its countries
/// the clients are.
pub fn shares(
    system: &System<'_>,
    api: &str,
    regions: &[&Region<'_>],
    continents: Option<&IndexMap<&str, f64>>,
) -> Vec<Share> {
    if regions.len() == 1 {
        return vec![Share::exactly(1.0)];
    }
    let unknown = || vec![Share::UNKNOWN; regions.len()];
    let strategy = system.blueprint.routing_strategy.as_ref().filter(|_| super::domain(system, api).is_some());
    let Some(strategy) = strategy else { return unknown() };
    match (strategy.dns, continents) {
        (DnsPolicy::Route53Failover, _) => {
            (0..regions.len()).map(|at| Share::exactly(if at == 0 { 1.0 } else { 0.0 })).collect()
        }
        (DnsPolicy::Route53Weighted, _) => {
            let weight = |region: &&Region<'_>| f64::from(strategy.weights.get(region.code).copied().unwrap_or(1));
            let all: f64 = regions.iter().map(weight).sum();
            // Without any weight above 0 each region is as likely as the others.
            let share = |region| if all > 0.0 { weight(region) / all } else { 1.0 / regions.len() as f64 };
            regions.iter().map(|region| Share::exactly(share(region))).collect()
        }
        (DnsPolicy::Route53Geolocation, Some(continents)) => by_place(regions, continents),
        (DnsPolicy::Route53Geolocation, None) | (DnsPolicy::Route53Latency, _) => unknown(),
    }
}

fn by_place(regions: &[&Region<'_>], continents: &IndexMap<&str, f64>) -> Vec<Share> {
    let mut shares = vec![Share::exactly(0.0); regions.len()];
    for (code, part) in continents {
        let Some(continent) = geography::continent(code) else { continue };
        let owners: BTreeSet<usize> = places::owners(regions, continent);
        for owner in &owners {
            if let Some(share) = shares.get_mut(*owner) {
                share.most += part;
                share.least += if owners.len() == 1 { *part } else { 0.0 };
            }
        }
    }
    shares
}
