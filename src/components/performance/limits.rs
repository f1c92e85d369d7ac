//! Limits that lie below the traffic. Only what is certain is said: a region's share that may be nothing crosses no limit.

use super::estimate::{self, best_hits, thousands};
use super::requests;
use crate::blueprint::{Api, Performance, Traffic};
use crate::components::apis;
use crate::components::routing::Share;
use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::facts::{self, geography, lambda};
use crate::system::{Region, System};

/// The exponents of Zipf's law that are of this world; measured ones lie about 0.6 to 1.2.
const EXPONENTS: std::ops::RangeInclusive<f64> = 0.0..=5.0;

/// Numbers that mean nothing, and limits below the traffic.
pub(super) fn check(system: &System<'_>, performance: &Performance, diagnostics: &mut Vec<Diagnostic>) {
    let before = diagnostics.len();
    if let Some(traffic) = &performance.traffic {
        numbers(system, traffic, diagnostics);
        origins(system, traffic, diagnostics);
        if traffic_goes_nowhere(system, diagnostics) || diagnostics.len() > before {
            return;
        }
        let shares = estimate::shares(system, performance);
        quota(system, traffic, &shares, diagnostics);
        if let [(name, api)] = system.blueprint.apis.iter().collect::<Vec<_>>().as_slice() {
            let api = OnlyApi { system, name, api: &api.base.model, traffic };
            api.throttle(&shares, diagnostics);
            api.concurrency(&shares, diagnostics);
        }
    }
    database_load(system, performance, diagnostics);
}

fn place(system: &System<'_>, path: &[&str]) -> Span {
    let whole: Vec<&str> = ["performance", "traffic"].into_iter().chain(path.iter().copied()).collect();
    system.value(&whole)
}

fn numbers(system: &System<'_>, traffic: &Traffic, diagnostics: &mut Vec<Diagnostic>) {
    let mut refuse = |path: &[&str], message: String, label: &str| {
        diagnostics.push(Diagnostic::error(codes::PERFORMANCE_NUMBER, place(system, path), message).label(label));
    };
    if traffic.requests_per_second == 0 {
        refuse(&["requests_per_second"], "0 requests a second, where traffic has 1 at least".into(), "no traffic");
    }
    if traffic.function_duration.is_some_and(|duration| duration.milliseconds == 0) {
        refuse(
            &["function_duration"],
            "function_duration 0ms, where 1ms is the least".into(),
            "the average of a request",
        );
    }
    let Some(keys) = &traffic.keys else { return };
    if keys.count == 0 {
        refuse(&["keys", "count"], "0 keys, where clients ask for 1 at least".into(), "nothing to ask for");
    }
    if keys.size.bytes == 0 {
        refuse(&["keys", "size"], "keys of 0B, where each takes memory".into(), "key, value and overhead");
    }
    if !EXPONENTS.contains(&keys.zipf) {
        let message = format!("an exponent of {}, where 0 to 5 is possible", keys.zipf);
        refuse(&["keys", "zipf"], message, "0: all keys alike; 1: the second is asked for half as often as the first");
    }
}

fn origins(system: &System<'_>, traffic: &Traffic, diagnostics: &mut Vec<Diagnostic>) {
    let Some(origins) = &traffic.from else { return };
    let mut sum = 0.0;
    for (code, share) in &origins.continents {
        sum += share.value;
        if geography::continent(code).is_some() {
            continue;
        }
        let path = ["performance", "traffic", "from", "continents", code];
        let codes = geography::CONTINENTS.iter().map(|continent| continent.code);
        let error = Diagnostic::error(codes::TRAFFIC_ORIGINS, system.key(&path), format!("`{code}` is no continent"))
            .fact("AF, AN, AS, EU, NA, OC and SA are the continents of Route 53 (API Reference, GeoLocation, read 2026-10-20)");
        let upper = code.to_ascii_uppercase();
        diagnostics.push(match did_you_mean(&upper, codes) {
            Some(near) => {
                error.label(format!("did you mean {near}?")).fix(format!("write {near}"), system.key(&path), near)
            }
            None => error.label("a code of two letters"),
        });
    }
    // As many decimals as percentages have.
    if (sum - 100.0).abs() > 0.05 {
        let span = place(system, &["from", "continents"]);
        let error = Diagnostic::error(
            codes::TRAFFIC_ORIGINS,
            span,
            format!("the continents have {}% together, where all traffic is 100%", (sum * 10.0).round() / 10.0),
        )
        .label("shares of one whole");
        diagnostics.push(error);
    }
}

fn traffic_goes_nowhere(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let nowhere = system.blueprint.apis.is_empty();
    if nowhere {
        let warning = Diagnostic::warning(
            codes::TRAFFIC_WITHOUT_API,
            system.key(&["performance", "traffic"]),
            "traffic, and no API that would take it",
        )
        .label("nothing follows from it")
        .help("traffic is what the blueprint's apis will meet: leave it out, or add the API");
        diagnostics.push(warning);
    }
    nowhere
}

/// The rate that is certain to come to a region.
fn certain(share: Share, traffic: &Traffic) -> f64 {
    share.least * f64::from(traffic.requests_per_second)
}

fn quota(system: &System<'_>, traffic: &Traffic, shares: &[(&Region<'_>, Share)], diagnostics: &mut Vec<Diagnostic>) {
    let limit = |region: &Region<'_>| f64::from(facts::apigateway::account_throttle(region.code).0);
    let all: f64 = shares.iter().map(|(region, _)| limit(region)).sum();
    let wanted = f64::from(traffic.requests_per_second);
    let crossed = shares.iter().find(|(region, share)| certain(*share, traffic) > limit(region));
    let message = match crossed {
        Some((region, share)) => format!(
            "{} requests a second in {}, where an account begins with {}",
            thousands(certain(*share, traffic)),
            region.code,
            thousands(limit(region))
        ),
        None if wanted > all => format!(
            "{} requests a second, where an account begins with {} in {}",
            thousands(wanted),
            thousands(all),
            shares.iter().map(|(region, _)| region.code).collect::<Vec<_>>().join(" and ")
        ),
        None => return,
    };
    let warning = Diagnostic::warning(codes::QUOTA_BELOW_TRAFFIC, place(system, &["requests_per_second"]), message)
        .label("API Gateway answers what is above with status 429")
        .help("ask for more in Service Quotas before the load test: API Gateway, Throttle rate; and waive this with the number that you were given")
        .fact("10,000 requests a second of all APIs of an account in a region, 2,500 in some, by default (API Gateway Developer Guide, Quotas, read 2026-10)");
    diagnostics.push(warning);
}

/// The API that takes all the traffic.
struct OnlyApi<'a> {
    system: &'a System<'a>,
    name: &'a str,
    api: &'a Api,
    traffic: &'a Traffic,
}

impl OnlyApi<'_> {
    fn throttle(&self, shares: &[(&Region<'_>, Share)], diagnostics: &mut Vec<Diagnostic>) {
        for (region, share) in shares {
            let Some(api) = self.system.instance(&self.system.blueprint.apis, self.name, region) else { continue };
            let Some(throttle) = &api.model.throttle else { continue };
            let methods = requests::routes(api.model).count() as f64;
            let (limit, wanted) = (throttle.requests_per_second * methods, certain(*share, self.traffic));
            if wanted <= limit {
                continue;
            }
            let message = format!(
                "{} takes {} requests a second in {}, where {} come",
                self.name,
                thousands(limit),
                region.code,
                thousands(wanted)
            );
            let warning = Diagnostic::warning(codes::THROTTLE_BELOW_TRAFFIC, api.value(&["throttle", "requests_per_second"]), message)
                .label(if methods > 1.0 { format!("of each of {methods} methods") } else { "of its only method".into() })
                .also(place(self.system, &["requests_per_second"]), "the traffic")
                .help("raise the throttle above the busiest time, or lower the traffic to what the API is meant to let through")
                .fact("requests above a stage's throttle are answered with status 429 (API Gateway Developer Guide, Throttle requests)");
            diagnostics.push(warning);
            return;
        }
    }

    /// The functions that answer, if nothing but functions does and no answer comes from a cache.
    fn functions(&self) -> Option<Vec<&str>> {
        let mut names: Vec<&str> = Vec::new();
        for (_, path, method, route) in requests::routes(self.api) {
            let name = route.function.as_deref()?;
            if apis::is_cached(self.api, path, method) {
                return None;
            }
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let behind_cdn = self.system.blueprint.cdn.values().flat_map(|cdn| cdn.base.model.origins.values());
        let cached_before = behind_cdn.into_iter().any(|origin| origin.api.as_deref() == Some(self.name));
        (!names.is_empty() && !cached_before).then_some(names)
    }

    fn concurrency(&self, shares: &[(&Region<'_>, Share)], diagnostics: &mut Vec<Diagnostic>) {
        let Some(names) = self.functions() else { return };
        let least = f64::from(lambda::REQUESTS_PER_INSTANCE).recip();
        let seconds = self.traffic.function_duration.map_or(least, |duration| duration.seconds().max(least));
        for (region, share) in shares {
            let needed = (certain(*share, self.traffic) * seconds).ceil();
            let functions: Vec<_> = names
                .iter()
                .filter_map(|name| self.system.instance(&self.system.blueprint.functions, name, region))
                .collect();
            if functions.is_empty() {
                continue;
            }
            let reserved: Option<u32> = functions.iter().map(|function| function.model.concurrency.reserved).sum();
            let room = reserved.unwrap_or(lambda::ACCOUNT_CONCURRENCY);
            if needed <= f64::from(room) {
                continue;
            }
            let what = if reserved.is_some() { "are reserved" } else { "an account begins with" };
            let message = format!(
                "{} instances of {} are busy in {}, where {what} {}",
                thousands(needed),
                names.join(" and "),
                region.code,
                thousands(f64::from(room))
            );
            let first = functions.first().filter(|_| reserved.is_some());
            let span = first.map_or_else(
                || place(self.system, &["requests_per_second"]),
                |function| function.value(&["concurrency", "reserved"]),
            );
            let mut warning = Diagnostic::warning(codes::CONCURRENCY_BELOW_TRAFFIC, span, message).label(format!(
                "{} requests a second, each busy for {seconds}s",
                thousands(certain(*share, self.traffic))
            ));
            if reserved.is_some() {
                warning = warning.also(place(self.system, &["requests_per_second"]), "the traffic");
            }
            diagnostics.push(
                warning
                    .help(if reserved.is_some() { "reserve more, or leave `reserved` out to share the account's" } else { "ask for more in Service Quotas before the load test: Lambda, Concurrent executions; and waive this with the number that you were given" })
                    .fact("busy instances are requests a second times seconds of each, and an instance takes at most 10 requests a second (Lambda Developer Guide, Understanding Lambda function scaling)"),
            );
            return;
        }
    }
}

/// Whether caches can keep as many requests from the databases as they should.
fn database_load(system: &System<'_>, performance: &Performance, diagnostics: &mut Vec<Diagnostic>) {
    let Some(target) = performance.targets.database_load else { return };
    let blueprint = system.blueprint;
    let span = system.value(&["performance", "targets", "database_load"]);
    if blueprint.databases.is_empty() && blueprint.tables.is_empty() {
        let warning = Diagnostic::warning(
            codes::DATABASE_LOAD_ALONE,
            span,
            format!("{target} of the requests may reach a database, and there is none"),
        )
        .label("nothing follows from it")
        .help("leave database_load out");
        diagnostics.push(warning);
        return;
    }
    let other_caches =
        !blueprint.cdn.is_empty() || blueprint.tables.values().any(|table| table.base.model.dax.is_some());
    if target.value >= 100.0 || other_caches {
        return;
    }
    let keys = performance.traffic.as_ref().and_then(|traffic| traffic.keys.as_ref());
    for region in &system.regions {
        let Some(bytes) = estimate::cache_bytes(system, region) else { continue };
        let (hits, why) = match keys {
            _ if bytes == 0.0 => (0.0, "no cache stands before it".to_owned()),
            Some(keys) => {
                let held = bytes / keys.size.bytes as f64;
                let why =
                    format!("the caches hold at most {} of {} keys", thousands(held), thousands(keys.count as f64));
                (best_hits(keys, held), why)
            }
            None => continue,
        };
        if 1.0 - hits <= target.fraction() {
            continue;
        }
        let misses = ((1.0 - hits) * 1000.0).round() / 10.0;
        let warning = Diagnostic::warning(
            codes::DATABASE_LOAD_TARGET,
            span,
            format!("at least {misses}% of the requests reach a database in {}, where {target} should at most", region.code),
        )
        .label(why)
        .help("give the caches more memory or shards, make values smaller, or raise the target")
        .fact("a cache that always holds the keys that are asked for most answers the most: no eviction policy does better when requests are independent of each other");
        diagnostics.push(warning);
        return;
    }
}
