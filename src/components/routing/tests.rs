//! What plan.md says about routing. Who answers whom is walked in the integration tests, from the emitted records.

use std::collections::BTreeMap;

use crate::diagnostics::Sources;
use crate::documents::Topic;
use crate::yaml::{Limits, Tree};
use crate::{blueprint, components, system};

const API: &str = "
functions:
  app: {runtime: python3.13, handler: index.handler, code: {inline: \"def handler(event, context): return {}\"}}
apis:
  game: {routes: {/healthz: {get: {function: app}}}}
";

fn notes(text: &str, topic: Topic) -> Vec<String> {
    let text = format!("name: example\n{text}{API}");
    let mut sources = Sources::default();
    let source = sources.add("blueprint.yaml", text.as_str());
    let (mut tree, mut diagnostics) = (Tree::new(Limits::default()), Vec::new());
    let root = tree.parse(source, &text, &mut diagnostics).unwrap();
    let read =
        blueprint::read(&mut tree, root, &blueprint::Over::default(), &mut sources, &BTreeMap::new(), &mut diagnostics);
    let (blueprint, root) = read.unwrap();
    let system = system::resolve(&blueprint, &tree, root, &mut diagnostics).unwrap();
    let checked = components::check(&system, &mut diagnostics).unwrap();
    let notes = components::lower(&checked).notes;
    notes.into_iter().filter(|note| note.topic == topic).map(|note| note.text).collect()
}

const THREE: &str = "primary_region: {us-east-1: {}}\nsecondary_regions: {us-west-2: {}, eu-west-1: {serves: {continents: [EU, AF]}}}\n";
const STRATEGY: &str = "routing_strategy: {domain: play.example.com, hosted_zone: Z0123456789ABCDEFGHIJ";

#[test]
fn the_plan_says_who_answers() {
    let notes = notes(&format!("{THREE}{STRATEGY}}}\n"), Topic::Routing);
    insta::assert_snapshot!(notes.join("\n"), @r"
    play.example.com: Asia, Oceania, Canada, Mexico and 16 US states (AK AZ CA CO HI ID MT ND NE NM NV OR SD UT WA WY) us-west-2, then us-east-1. Africa and Europe eu-west-1, then us-east-1. Everyone else us-east-1, then us-west-2.
    A region that stops answering loses its clients after about 150 seconds: 3 failed checks 30s apart, then up to 60 seconds in the caches of resolvers.
    ");
}

#[test]
fn the_plan_says_how_soon_a_failure_is_noticed() {
    let text = format!("{THREE}{STRATEGY}, dns: route53_latency, health_checks: {{interval: 10s}}}}\n");
    let notes = notes(&text, Topic::Routing);
    assert!(
        notes[0].contains("us-east-1, then us-west-2; us-west-2, then us-east-1; eu-west-1, then us-east-1"),
        "{}",
        notes[0]
    );
    assert!(notes[1].contains("after about 90 seconds: 3 failed checks 10s apart"), "{}", notes[1]);
}
