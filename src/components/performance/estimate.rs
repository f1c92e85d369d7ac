//! What follows from the traffic: requests a second of each region, and the best that caches can do.

use indexmap::IndexMap;

use crate::blueprint::{Keys, Performance};
use crate::components::grouped::grouped;
use crate::components::routing::{self, Share};
use crate::documents::{Documents, Topic};
use crate::facts::ec2;
use crate::system::{Region, System};

/// Terms of a sum that are added one by one; the rest is an integral.
const EXACT_TERMS: u64 = 1000;

/// The regions that have an API, each with its share of the traffic.
pub(super) fn shares<'a>(system: &'a System<'a>, performance: &Performance) -> Vec<(&'a Region<'a>, Share)> {
    let apis = &system.blueprint.apis;
    let runs = |region: &&Region<'_>| apis.iter().any(|(name, api)| system.runs_in(name, &api.common, region));
    let regions: Vec<&Region<'_>> = system.regions.iter().filter(runs).collect();
    let origins = performance.traffic.as_ref().and_then(|traffic| traffic.from.as_ref());
    let continents: Option<IndexMap<&str, f64>> = origins
        .map(|origins| origins.continents.iter().map(|(code, share)| (code.as_str(), share.fraction())).collect());
    let shares = match apis.keys().collect::<Vec<_>>().as_slice() {
        [only] => routing::shares(system, only, &regions, continents.as_ref()),
        // What part of the traffic each of several APIs gets is not known.
        _ => regions.iter().map(|_| Share { least: if regions.len() == 1 { 1.0 } else { 0.0 }, most: 1.0 }).collect(),
    };
    regions.into_iter().zip(shares).collect()
}

/// `1,000`, or `400 to 1,000`: requests a second.
pub(super) fn rate(share: Share, requests_per_second: u32) -> String {
    let (least, most) = (share.least * f64::from(requests_per_second), share.most * f64::from(requests_per_second));
    if (most - least).abs() < 0.5 {
        return thousands(most);
    }
    format!("{} to {}", thousands(least), thousands(most))
}

/// `12,345`.
pub(super) fn thousands(number: f64) -> String {
    grouped(number.round() as u64)
}

/// The largest share of requests that a cache of this many of the keys can answer, 0 to 1: it holds those that are asked for most, for ever.
/// No eviction policy and no time to live does better.
pub(super) fn best_hits(keys: &Keys, held: f64) -> f64 {
    let all = keys.count as f64;
    if held >= all { 1.0 } else { weights(held.floor(), keys.zipf) / weights(all, keys.zipf) }
}

/// The sum of 1/k^exponent for k from 1 to `count`: exactly at first, then by the rule of Euler and Maclaurin, whose error here is far below
/// a millionth.
fn weights(count: f64, exponent: f64) -> f64 {
    let weight = |rank: f64| rank.powf(-exponent);
    let exact = count.min(EXACT_TERMS as f64);
    let sum: f64 = (1..=EXACT_TERMS).map(|rank| rank as f64).take_while(|rank| *rank <= exact).map(weight).sum();
    if count <= exact {
        return sum;
    }
    let area = if (exponent - 1.0).abs() < 1e-9 {
        (count / exact).ln()
    } else {
        (count.powf(1.0 - exponent) - exact.powf(1.0 - exponent)) / (1.0 - exponent)
    };
    sum + area + (weight(count) - weight(exact)) / 2.0
}

/// Bytes that the caches of a region have room for, counted generously: all the memory of the machines. `None` where a cache has no
/// bound that is known.
pub(super) fn cache_bytes(system: &System<'_>, region: &Region<'_>) -> Option<f64> {
    let mut bytes = 0.0;
    for cache in system.instances(&system.blueprint.caches).iter().filter(|cache| cache.region.code == region.code) {
        let model = cache.model;
        if let Some(serverless) = &model.serverless {
            bytes += serverless.storage.as_ref()?.max?.bytes as f64;
            continue;
        }
        // Of these, values move to disks.
        if model.node_type.starts_with("cache.r6gd.") || model.scaling.is_some() {
            return None;
        }
        let machine = ec2::find(model.node_type.strip_prefix("cache.")?)?;
        let parts = model.nodes.unwrap_or(match model.engine {
            crate::blueprint::CacheEngine::Memcached => 2,
            _ => model.shards,
        });
        bytes += f64::from(parts) * machine.memory_mib as f64 * 1_048_576.0;
    }
    for api in system.instances(&system.blueprint.apis).iter().filter(|api| api.region.code == region.code) {
        bytes += crate::components::apis::cache_gb(api.model).unwrap_or(0.0) * 1e9;
    }
    Some(bytes)
}

/// Tells plan.md what the traffic means for each region.
pub(super) fn note(system: &System<'_>, performance: &Performance, documents: &mut Documents) {
    let names: Vec<&str> = performance.load_tests.keys().map(String::as_str).collect();
    if let Some(traffic) = &performance.traffic {
        let each: Vec<String> = shares(system, performance)
            .iter()
            .map(|(region, share)| format!("{} {}", region.code, rate(*share, traffic.requests_per_second)))
            .collect();
        let all = thousands(f64::from(traffic.requests_per_second));
        documents.note(
            Topic::Derived,
            format!(
                "`performance.traffic`: of {all} requests a second {}. bottlenecks.md has the limits that they meet.",
                each.join(", ")
            ),
        );
    }
    if !names.is_empty() {
        let scripts: Vec<String> = names.iter().map(|name| format!("`load-tests/{name}.js`")).collect();
        documents.note(
            Topic::Derived,
            format!("Load tests for k6: {}. bottlenecks.md says how to run them.", scripts.join(", ")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blueprint::vocabulary::Size;

    fn keys(count: u64, zipf: f64) -> Keys {
        Keys { count, zipf, size: Size { bytes: 1024 } }
    }

    #[test]
    fn the_sum_is_that_of_its_terms() {
        for exponent in [0.0, 0.5, 0.8, 1.0, 1.2, 3.0] {
            let exact: f64 = (1..=50_000_u32).map(|rank| f64::from(rank).powf(-exponent)).sum();
            assert!((weights(50_000.0, exponent) / exact - 1.0).abs() < 1e-6, "{exponent}");
        }
    }

    #[test]
    fn a_cache_holds_what_is_asked_for_most() {
        assert_eq!(best_hits(&keys(100, 1.0), 100.0), 1.0);
        assert!((best_hits(&keys(1000, 0.0), 250.0) - 0.25).abs() < 1e-12);
        assert!(best_hits(&keys(1_000_000, 1.0), 10_000.0) > 0.65);
        assert_eq!(best_hits(&keys(1000, 1.0), 0.0), 0.0);
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(thousands(1_234_567.0), "1,234,567");
        assert_eq!(thousands(100.0), "100");
        assert_eq!(rate(Share { least: 0.5, most: 0.5 }, 2000), "1,000");
        assert_eq!(rate(Share { least: 0.0, most: 1.0 }, 2000), "0 to 2,000");
    }
}
