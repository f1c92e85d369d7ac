//! What plan.md says about routing: who answers whom, how long a failover takes.

use crate::blueprint::{DnsPolicy, Failover, RoutingStrategy};
use crate::documents::{Documents, Topic};
use crate::system::Region;

use super::domains::Routed;
use super::places::{self, Answer, Place};
use super::tree::stand_ins;

/// Seconds that resolvers may keep an answer: an alias to another record or to API Gateway is answered with 60 seconds to live.
const ANSWER_KEPT_S: u64 = 60;

/// Adds the notes about one shared name.
pub(super) fn notes(strategy: &RoutingStrategy, routed: &Routed<'_>, documents: &mut Documents) {
    documents.note(Topic::Routing, format!("{}: {}", routed.domain, who_answers(strategy, routed)));
    let fails_over = strategy.failover == Failover::AutomaticToPrimary && routed.regions.len() > 1;
    if let (true, Some(checks)) = (fails_over, super::health_checks(strategy)) {
        let noticed = checks.interval.seconds * u64::from(checks.failure_threshold);
        let text = format!(
            "A region that stops answering loses its clients after about {} seconds: {} failed checks {} apart, then up to {ANSWER_KEPT_S} seconds in the caches of resolvers.",
            noticed + ANSWER_KEPT_S,
            checks.failure_threshold,
            checks.interval,
        );
        documents.note(Topic::Routing, text);
    }
    documents.note(
        Topic::Before,
        format!(
            "Certificates validate themselves: {} must be public and delegated.",
            match crate::blueprint::Place::parameter_of(&routed.zone) {
                Some(name) => format!("the zone that the parameter {name} names"),
                None => format!("zone {}", routed.zone),
            }
        ),
    );
}

fn who_answers(strategy: &RoutingStrategy, routed: &Routed<'_>) -> String {
    let regions = &routed.regions;
    let [primary, others @ ..] = regions.as_slice() else { return String::new() };
    if others.is_empty() {
        return format!("everyone {}.", primary.code);
    }
    match strategy.dns {
        DnsPolicy::Route53Geolocation => by_place(strategy, regions),
        DnsPolicy::Route53Failover => format!("everyone {}.", with_stand_ins(strategy, regions, primary)),
        DnsPolicy::Route53Latency => {
            let each: Vec<String> = regions.iter().map(|region| with_stand_ins(strategy, regions, region)).collect();
            format!("the region nearest to the client by latency: {}.", each.join("; "))
        }
        DnsPolicy::Route53Weighted => {
            let weight = |region: &Region<'_>| strategy.weights.get(region.code).copied().unwrap_or(1);
            let all: u32 = regions.iter().map(|region| u32::from(weight(region))).sum();
            let each: Vec<String> = regions
                .iter()
                .map(|region| format!("{} of {all} {}", weight(region), with_stand_ins(strategy, regions, region)))
                .collect();
            format!("{}.", each.join("; "))
        }
    }
}

/// `eu-west-1, then us-east-1`.
fn with_stand_ins(strategy: &RoutingStrategy, regions: &[&Region<'_>], region: &Region<'_>) -> String {
    let after = stand_ins(strategy, regions, region);
    std::iter::once(region.code).chain(after.iter().map(|region| region.code)).collect::<Vec<_>>().join(", then ")
}

/// One sentence a region: the secondaries', then the primary's.
fn by_place(strategy: &RoutingStrategy, regions: &[&Region<'_>]) -> String {
    let answers = places::answers(regions);
    let mut sentences = Vec::new();
    for (at, region) in regions.iter().enumerate() {
        let owned = words(answers.iter().filter(|answer| answer.owner == at && answer.place != Place::Everywhere));
        if !owned.is_empty() {
            sentences.push(format!("{owned} {}.", with_stand_ins(strategy, regions, region)));
        }
    }
    // The primary's exceptions go last, with the rest of the world.
    if answers.iter().any(|answer| answer.owner == 0 && answer.place != Place::Everywhere) {
        let primary = sentences.remove(0);
        sentences.push(primary);
    }
    if let Some(primary) = regions.first() {
        sentences.push(format!("Everyone else {}.", with_stand_ins(strategy, regions, primary)));
    }
    sentences.join(" ")
}

/// `Europe and Africa`, `22 countries (AL AT …)`, `13 US states (AZ CA …)`.
fn words<'p>(answers: impl Iterator<Item = &'p Answer>) -> String {
    let (mut names, mut countries, mut states) = (Vec::new(), Vec::new(), Vec::new());
    for answer in answers {
        match answer.place {
            Place::Country(country) => countries.push((country.name, country.code)),
            Place::State(state) => states.push((state.name, state.code)),
            place => names.push(place.name().to_owned()),
        }
    }
    names.extend(counted(&countries, "countries"));
    names.extend(counted(&states, "US states"));
    match names.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Up to three places by name, more by number and code.
fn counted(places: &[(&str, &str)], what: &str) -> Vec<String> {
    if places.len() <= 3 {
        return places.iter().map(|(name, _)| (*name).to_owned()).collect();
    }
    let codes: Vec<&str> = places.iter().map(|(_, code)| *code).collect();
    vec![format!("{} {what} ({})", places.len(), codes.join(" "))]
}
