//! What regions say that they serve.

use indexmap::IndexMap;

use crate::blueprint::{DnsPolicy, RoutingStrategy, Serves};
use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::facts::geography;
use crate::system::{Region, Role, System};

use super::super::{domains, places};

/// A list of `serves` with what may stand in it.
struct List {
    key: &'static str,
    /// `continent`.
    one: &'static str,
    codes: fn(&Serves) -> &Vec<String>,
    known: fn() -> Vec<(&'static str, &'static str)>,
}

const LISTS: [List; 3] = [
    List {
        key: "continents",
        one: "continent",
        codes: |serves| &serves.continents,
        known: || geography::CONTINENTS.iter().map(|continent| (continent.code, continent.name)).collect(),
    },
    List {
        key: "countries",
        one: "country",
        codes: |serves| &serves.countries,
        known: || geography::countries().map(|country| (country.code, country.name)).collect(),
    },
    List {
        key: "us_states",
        one: "US state",
        codes: |serves| &serves.us_states,
        known: || geography::states().map(|state| (state.code, state.name)).collect(),
    },
];

/// Places that do not exist or that are served twice, and regions that would serve nobody.
pub(in super::super) fn serves(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for list in &LISTS {
        let known = (list.known)();
        let mut seen: IndexMap<&str, (&Region<'_>, Span)> = IndexMap::new();
        for region in &system.regions {
            let Some(written) = &region.model.serves else { continue };
            for (at, code) in (list.codes)(written).iter().enumerate() {
                let span = system.tree.locate(region.node, &["serves", list.key, &format!("[{at}]")]).value;
                if !known.iter().any(|(known, _)| known == code) {
                    diagnostics.push(unknown(list, &known, code, span));
                    continue;
                }
                diagnostics.extend(without_data(list, code, span));
                if let Some((first, place)) = seen.get(code.as_str()) {
                    diagnostics.push(twice(region, first, code, span, *place));
                }
                seen.entry(code).or_insert((region, span));
            }
        }
    }
    unused(system, diagnostics);
    idle(system, diagnostics);
}

fn unknown(list: &List, known: &[(&'static str, &'static str)], code: &str, span: Span) -> Diagnostic {
    let error = Diagnostic::error(codes::UNKNOWN_PLACE, span, format!("`{code}` is no {} of Route 53", list.one))
        .fact("Route 53 GeoLocation: continents AF AN AS EU NA OC SA, countries by ISO 3166-1 alpha-2, states of the US by postal code (API reference, read 2026-11-22)");
    let by_code = did_you_mean(code, known.iter().map(|(code, _)| *code));
    let by_name = did_you_mean(code, known.iter().map(|(_, name)| *name));
    let named = by_name.and_then(|name| known.iter().find(|(_, known)| *known == name)).map(|(code, _)| *code);
    let usual = (code == "UK").then_some("GB").filter(|_| list.key == "countries");
    match usual.or(by_code).or(named) {
        Some(near) => error.label(format!("did you mean {near}?")).fix(format!("write {near}"), span, near),
        None => error.label("a code of two capital letters"),
    }
}

fn without_data(list: &List, code: &str, span: Span) -> Option<Diagnostic> {
    let country = geography::country(code).filter(|country| list.key == "countries" && !country.geolocation)?;
    let error = Diagnostic::warning(codes::NO_LOCATION_DATA, span, format!("Route 53 knows no addresses in {}", country.name))
        .label("no client is ever found here")
        .help("leave it out: such clients go where everyone else goes")
        .fact("Route 53 has no location data for Bouvet Island, Christmas Island, Western Sahara, and Heard Island and McDonald Islands (Developer Guide, values of geolocation records)");
    Some(error)
}

fn twice(region: &Region<'_>, first: &Region<'_>, code: &str, span: Span, place: Span) -> Diagnostic {
    let headline = if region.code == first.code {
        format!("{} serves {code} twice", region.code)
    } else {
        format!("{code} is served by {} and by {}", first.code, region.code)
    };
    Diagnostic::error(codes::PLACE_TWICE, span, headline)
        .label("again here")
        .also(place, "the first one")
        .help("keep one of the two")
        .fact("two geolocation records of one name cannot specify the same location (Route 53 ResourceRecordSet, GeoLocation, botocore 1.44.5)")
}

/// `serves` steers nothing but geolocation records.
fn unused(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let strategy = system.blueprint.routing_strategy.as_ref();
    if strategy.is_some_and(|strategy| strategy.dns == DnsPolicy::Route53Geolocation) {
        return;
    }
    for region in system.regions.iter().filter(|region| region.model.serves.is_some()) {
        let located = system.tree.locate(region.node, &["serves"]);
        let span = located.key.unwrap_or(located.value);
        let warning =
            Diagnostic::warning(codes::SERVES_UNUSED, span, format!("what {} serves has no effect", region.code));
        diagnostics.push(match strategy {
            Some(_) => warning
                .label("only geolocation routing asks where clients are")
                .also(system.value(&["routing_strategy", "dns"]), "another policy")
                .help("write `dns: route53_geolocation`, or remove `serves`"),
            None => warning.label("there is no `routing_strategy`").help("add `routing_strategy`, or remove `serves`"),
        });
    }
}

/// A secondary that no place belongs to costs as much as one that does.
fn idle(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(RoutingStrategy { dns: DnsPolicy::Route53Geolocation, .. }) = &system.blueprint.routing_strategy else {
        return;
    };
    for routed in domains::routed(system) {
        let answers = places::answers(&routed.regions);
        for (at, region) in routed.regions.iter().enumerate() {
            let asked = region.role == Role::Secondary && region.model.serves.is_none();
            if asked && !answers.iter().any(|answer| answer.owner == at) {
                let warning = Diagnostic::warning(
                    codes::REGION_SERVES_NOBODY,
                    region.key,
                    format!("{} answers nobody while the others are healthy", region.code),
                )
                .label("another region is nearer to every place")
                .help("say in `serves` which places it answers, or `serves: {}` for a region that only stands by");
                diagnostics.push(warning);
            }
        }
    }
}
