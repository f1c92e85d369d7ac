//! Who answers whom: the emitted records, walked as Route 53 walks them, for every set of regions that may be down.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::Value;
use synth::facts::{geography, regions};

use crate::check::check;

/// A client, by what Route 53 knows of where it is: narrow places first.
#[derive(Clone, Debug)]
struct Client {
    places: Vec<(&'static str, String)>,
}

impl Client {
    fn in_country(code: &str) -> Client {
        let country = geography::country(code).unwrap();
        Client { places: vec![("CountryCode", code.into()), ("ContinentCode", country.continent.into())] }
    }

    fn in_state(code: &str) -> Client {
        let mut client = Client::in_country("US");
        client.places.insert(0, ("SubdivisionCode", code.into()));
        client
    }

    fn nowhere() -> Client {
        Client { places: Vec::new() }
    }
}

/// Every place that Route 53 may find a client in.
fn everyone() -> Vec<Client> {
    let countries =
        geography::countries().filter(|country| country.geolocation).map(|country| Client::in_country(country.code));
    let states = geography::states().map(|state| Client::in_state(state.code));
    countries.chain(states).chain([Client::nowhere()]).collect()
}

/// The records of one type in every emitted template, and the health checks by id.
struct Zone {
    records: Vec<Value>,
    /// The name that each check probes.
    probes: BTreeMap<String, String>,
}

/// What the records say while some regions are down.
struct Resolver<'z> {
    zone: &'z Zone,
    down: &'z BTreeSet<&'z str>,
}

impl Zone {
    /// The zone of a blueprint that is accepted.
    fn of(blueprint: &str, kind: &str) -> Zone {
        let checked = check(blueprint);
        assert!(!checked.has_errors(), "{}", checked.rendered());
        let mut zone = Zone { records: Vec::new(), probes: BTreeMap::new() };
        for file in checked.files.iter().filter(|file| file.path.ends_with("template.yaml")) {
            let template: Value = serde_yaml::from_str(&file.contents).unwrap();
            for (id, resource) in template["Resources"].as_mapping().unwrap() {
                let properties = &resource["Properties"];
                match resource["Type"].as_str().unwrap() {
                    "AWS::Route53::RecordSet" if properties["Type"] == kind => zone.records.push(properties.clone()),
                    "AWS::Route53::HealthCheck" => {
                        let probed = &properties["HealthCheckConfig"]["FullyQualifiedDomainName"];
                        zone.probes.insert(id.as_str().unwrap().into(), probed.as_str().unwrap().into());
                    }
                    _ => {}
                }
            }
        }
        zone
    }

    fn named(&self, name: &str) -> Vec<&Value> {
        self.records.iter().filter(|record| record["Name"] == name).collect()
    }
}

impl Resolver<'_> {
    /// The region whose endpoint a client gets for a name.
    fn answer(&self, name: &str, client: &Client) -> String {
        let candidates = in_order(self.zone.named(name), client);
        assert!(!candidates.is_empty(), "no answer for {client:?} at {name}");
        let healthy = candidates.iter().find(|record| self.is_healthy(record));
        // When nothing is healthy Route 53 answers as if everything were.
        let record = healthy.unwrap_or(&candidates[0]);
        match target(record) {
            Some(target) => self.answer(target, client),
            None => region(name),
        }
    }

    fn is_healthy(&self, record: &Value) -> bool {
        let checked = match &record["HealthCheckId"] {
            Value::Null => true,
            Value::Tagged(id) => !self.down.contains(region(&self.zone.probes[id.value.as_str().unwrap()]).as_str()),
            other => panic!("{other:?}"),
        };
        let follows = record["AliasTarget"]["EvaluateTargetHealth"].as_bool().unwrap();
        let healthy_target = match target(record) {
            Some(name) if follows => self.zone.named(name).iter().any(|record| self.is_healthy(record)),
            // API Gateway itself: available, whatever its functions do.
            _ => true,
        };
        checked && healthy_target
    }
}

/// The name within the zone that a record points to; none for API Gateway's own names.
fn target(record: &Value) -> Option<&str> {
    match &record["AliasTarget"]["DNSName"] {
        Value::String(name) => Some(name),
        _ => None,
    }
}

/// `eu-west-1` of `eu-west-1.targets.play.example.com`.
fn region(name: &str) -> String {
    name.split('.').next().unwrap().into()
}

/// The records of a name that may answer a client, the preferred one first.
fn in_order<'z>(records: Vec<&'z Value>, client: &Client) -> Vec<&'z Value> {
    if records.iter().any(|record| record["GeoLocation"].is_mapping()) {
        let default = [("CountryCode", "*".to_owned())];
        let places = client.places.iter().chain(&default);
        return places.flat_map(|place| records.iter().filter(move |record| is_at(record, place)).copied()).collect();
    }
    let mut records = records;
    records.sort_by_key(|record| record["Failover"] == "SECONDARY");
    records
}

fn is_at(record: &Value, (key, code): &(&'static str, String)) -> bool {
    let location = &record["GeoLocation"];
    let narrower = *key == "CountryCode" && !location["SubdivisionCode"].is_null();
    location[*key] == code.as_str() && !narrower
}

fn blueprint(regions: &[&str], more: &str) -> String {
    let secondaries: String = regions[1..].iter().map(|region| format!("  {region}: {{}}\n")).collect();
    format!(
        "name: walked\nprimary_region: {{{}: {{}}}}\nsecondary_regions:\n{secondaries}\
         functions:\n  app: {{runtime: python3.13, handler: index.handler, code: {{inline: \"def handler(event, context): return {{}}\"}}}}\n\
         apis:\n  api: {{routes: {{/healthz: {{get: {{function: app}}}}}}}}\n\
         routing_strategy: {{domain: play.example.com, hosted_zone: Z0123456789ABCDEFGHIJ{more}}}\n",
        regions[0]
    )
}

const SYSTEMS: [&[&str]; 5] = [
    &["us-east-1", "us-west-2", "eu-west-1"],
    &["eu-central-1", "us-east-1", "ap-northeast-1"],
    &["us-east-1", "us-west-2", "eu-west-1", "ap-northeast-1"],
    &["eu-west-1", "eu-central-1", "sa-east-1", "ap-southeast-2"],
    &["us-east-1", "us-west-2", "eu-west-1", "ap-southeast-1", "ap-northeast-1"],
];

fn subsets<'r>(regions: &'r [&'r str]) -> impl Iterator<Item = BTreeSet<&'r str>> {
    (0..1usize << regions.len()).map(|bits| {
        let chosen = regions.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0);
        chosen.map(|(_, region)| *region).collect()
    })
}

/// The answer with everything up, and the one with that region down.
fn pair(zone: &Zone, client: &Client) -> (String, String) {
    let first = Resolver { zone, down: &BTreeSet::new() }.answer("play.example.com", client);
    let down = BTreeSet::from([first.as_str()]);
    let then = Resolver { zone, down: &down }.answer("play.example.com", client);
    (first, then)
}

#[test]
fn everyone_is_answered_by_a_healthy_region_of_their_pair() {
    for regions in SYSTEMS {
        let zone = Zone::of(&blueprint(regions, ""), "A");
        let clients: Vec<(Client, (String, String))> =
            everyone().into_iter().map(|client| (client.clone(), pair(&zone, &client))).collect();
        for down in subsets(regions) {
            let resolver = Resolver { zone: &zone, down: &down };
            for (client, (first, then)) in &clients {
                assert_ne!(first, then, "{client:?} has nobody to go to");
                let answer = resolver.answer("play.example.com", client);
                let at = format!("{client:?} with {down:?} down");
                if !down.contains(first.as_str()) {
                    assert_eq!(&answer, first, "{at}");
                } else if !down.contains(then.as_str()) {
                    assert_eq!(&answer, then, "{at}");
                } else if down.contains(regions[0]) && !down.contains(answer.as_str()) {
                    // Both are gone: a wider place may still have somebody.
                    assert!(regions.contains(&answer.as_str()), "{at}");
                } else {
                    assert_eq!(&answer, first, "{at}: nobody is healthy, so that all count as healthy");
                }
            }
        }
    }
}

#[test]
fn a_secondary_fails_over_to_the_primary_and_the_primary_to_the_nearest() {
    let nearest = ["us-west-2", "us-east-1", "us-west-2", "eu-central-1", "us-west-2"];
    for (regions, nearest) in SYSTEMS.into_iter().zip(nearest) {
        let zone = Zone::of(&blueprint(regions, ""), "A");
        for client in everyone() {
            let (first, then) = pair(&zone, &client);
            assert_eq!(then, if first == regions[0] { nearest } else { regions[0] }, "{client:?}");
        }
    }
}

#[test]
fn every_region_has_its_share() {
    for regions in SYSTEMS {
        let zone = Zone::of(&blueprint(regions, ""), "A");
        let serving: BTreeSet<String> = everyone().iter().map(|client| pair(&zone, client).0).collect();
        assert_eq!(serving, regions.iter().map(|region| (*region).to_owned()).collect());
    }
}

/// The region that lies nearest to a place, of some.
fn nearest<'r>(to: geography::Point, regions: impl Iterator<Item = &'r str>) -> &'r str {
    let distance = |region: &&str| regions::find(region).unwrap().location.unwrap().distance_km(to);
    regions.min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap()
}

/// Who should answer a country or a state: the only region of its continent, else the one nearest to the continent where it
/// holds none, and nearest to the place itself where it holds several.
fn derived<'r>(all: &[&'r str], continent: &str, at: geography::Point) -> &'r str {
    let inside: Vec<&str> =
        all.iter().copied().filter(|region| regions::find(region).unwrap().continent == Some(continent)).collect();
    match inside.as_slice() {
        [only] => only,
        [] => nearest(geography::continent(continent).unwrap().at, all.iter().copied()),
        _ => nearest(at, all.iter().copied()),
    }
}

#[test]
fn every_place_goes_to_the_nearest_region() {
    for regions in SYSTEMS {
        let zone = Zone::of(&blueprint(regions, ""), "A");
        for country in geography::countries().filter(|country| country.geolocation && country.code != "US") {
            let first = pair(&zone, &Client::in_country(country.code)).0;
            assert_eq!(first, derived(regions, country.continent, country.at), "{} among {regions:?}", country.name);
        }
        for state in geography::states() {
            let first = pair(&zone, &Client::in_state(state.code)).0;
            assert_eq!(first, derived(regions, "NA", state.at), "{} among {regions:?}", state.name);
        }
    }
}

#[test]
fn clients_are_where_a_person_would_put_them() {
    let zone = Zone::of(&blueprint(SYSTEMS[4], ""), "A");
    let of = |client: Client| pair(&zone, &client).0;
    assert_eq!(of(Client::in_state("OR")), "us-west-2");
    assert_eq!(of(Client::in_state("NY")), "us-east-1");
    assert_eq!(of(Client::in_country("KE")), "eu-west-1");
    assert_eq!(of(Client::in_country("FR")), "eu-west-1");
    assert_eq!(of(Client::in_country("JP")), "ap-northeast-1");
    assert_eq!(of(Client::in_country("ID")), "ap-southeast-1");
    assert_eq!(of(Client::in_country("MX")), "us-west-2");
    assert_eq!(of(Client::in_country("GE")), of(Client::in_country("TR")), "the country, not the state");
    assert_eq!(of(Client::in_state("GA")), "us-east-1");
    assert_eq!(of(Client::nowhere()), "us-east-1");
}

#[test]
fn what_a_region_serves_goes_first() {
    let text = blueprint(SYSTEMS[0], "")
        .replace("eu-west-1: {}", "eu-west-1: {serves: {continents: [EU, AF], countries: [JP], us_states: [OR]}}");
    let zone = Zone::of(&text, "A");
    let of = |client: Client| pair(&zone, &client).0;
    for country in ["FR", "KE", "JP"] {
        assert_eq!(of(Client::in_country(country)), "eu-west-1");
    }
    assert_eq!(of(Client::in_state("OR")), "eu-west-1");
    assert_eq!(of(Client::in_state("WA")), "us-west-2");
    assert_ne!(of(Client::in_country("IN")), "eu-west-1", "a region that says what it serves gets nothing else");
}

#[test]
fn both_families_of_addresses_are_routed_alike() {
    for regions in SYSTEMS {
        let [v4, v6] = ["A", "AAAA"].map(|kind| Zone::of(&blueprint(regions, ""), kind));
        for client in everyone() {
            assert_eq!(pair(&v4, &client), pair(&v6, &client), "{client:?}");
        }
    }
}

#[test]
fn without_failover_clients_wait() {
    let zone = Zone::of(&blueprint(SYSTEMS[0], ", failover: none"), "A");
    for client in everyone() {
        let (first, then) = pair(&zone, &client);
        assert_eq!(first, then);
    }
}

#[test]
fn the_failover_policy_goes_through_the_secondaries_by_distance() {
    let order = ["us-east-1", "us-west-2", "eu-west-1", "ap-northeast-1"];
    let zone = Zone::of(
        &blueprint(&["us-east-1", "ap-northeast-1", "eu-west-1", "us-west-2"], ", dns: route53_failover"),
        "A",
    );
    for down in subsets(&order) {
        let expected = order.iter().find(|region| !down.contains(*region)).unwrap_or(&order[0]);
        let answer = Resolver { zone: &zone, down: &down }.answer("play.example.com", &Client::nowhere());
        assert_eq!(answer, *expected, "{down:?} down");
    }
}

/// Each record of the shared name, and the region that it leads to with everything up and with that region down.
fn leads(zone: &Zone) -> Vec<(String, String, String)> {
    let lead = |record: &&Value| {
        let name = target(record).unwrap();
        let first = Resolver { zone, down: &BTreeSet::new() }.answer(name, &Client::nowhere());
        let down = BTreeSet::from([first.as_str()]);
        let then = Resolver { zone, down: &down }.answer(name, &Client::nowhere());
        (record["SetIdentifier"].as_str().unwrap().to_owned(), first, then)
    };
    zone.named("play.example.com").iter().map(lead).collect()
}

#[test]
fn latency_and_weights_choose_among_pairs() {
    for more in [", dns: route53_latency", ", dns: route53_weighted, weights: {us-east-1: 3}"] {
        let zone = Zone::of(&blueprint(SYSTEMS[0], more), "A");
        let found = leads(&zone);
        let expected = [("us-east-1", "us-west-2"), ("us-west-2", "us-east-1"), ("eu-west-1", "us-east-1")];
        assert_eq!(found, expected.map(|(first, then)| (first.into(), first.into(), then.into())));
    }
    let zone = Zone::of(&blueprint(SYSTEMS[0], ", dns: route53_weighted, weights: {us-east-1: 3}"), "A");
    let weights: Vec<Option<u64>> =
        zone.named("play.example.com").iter().map(|record| record["Weight"].as_u64()).collect();
    assert_eq!(weights, [Some(3), Some(1), Some(1)]);
}

/// A record of the tree points to something that the zone has, and no two of one name are for the same clients.
#[test]
fn the_zone_is_whole() {
    for regions in SYSTEMS {
        for more in ["", ", failover: none", ", dns: route53_latency", ", dns: route53_failover"] {
            let zone = Zone::of(&blueprint(regions, more), "A");
            let mut seen = BTreeSet::new();
            for record in &zone.records {
                let (name, set) = (record["Name"].as_str().unwrap(), record["SetIdentifier"].as_str());
                assert!(seen.insert((name, set)), "{name} {set:?} twice");
                assert!(target(record).is_none_or(|target| !zone.named(target).is_empty()), "{record:?}");
                let policies = ["Failover", "GeoLocation", "Region", "Weight"];
                let count = policies.iter().filter(|policy| !record[**policy].is_null()).count();
                assert!(count <= 1, "a record has one policy: {record:?}");
                assert_eq!(count == 1, set.is_some(), "{record:?}");
            }
        }
    }
}
