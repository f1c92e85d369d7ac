//! Canaries: how often they run, and what they ask.

use crate::blueprint::Observability;
use crate::components::observability::canary;
use crate::components::routing::probes_in;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::synthetics::INTERVAL_MINUTES;
use crate::system::System;

pub(super) fn check(system: &System<'_>, model: &Observability, diagnostics: &mut Vec<Diagnostic>) {
    let Some(canary) = canary::model(model) else { return };
    let (seconds, least, most) = (canary.interval.seconds, INTERVAL_MINUTES.start(), INTERVAL_MINUTES.end());
    if !seconds.is_multiple_of(60) || !INTERVAL_MINUTES.contains(&(seconds / 60)) {
        let span = system.value(&["observability", "canary", "interval"]);
        let error = Diagnostic::error(codes::CANARY_INTERVAL, span, format!("a canary cannot run every {}", canary.interval))
            .label(format!("{least}m to {most}m, in whole minutes"))
            .fact("the rate of a canary's schedule is 1 minute to 60 minutes (CloudFormation template reference, AWS::Synthetics::Canary Schedule)");
        diagnostics.push(error.fix("run it every five minutes", span, "5m"));
    }
    if system.regions.iter().all(|region| probes_in(system, region.code).is_empty()) {
        let span = system.key(&["observability", "canary"]);
        let warning = Diagnostic::warning(codes::CANARY_NOTHING, span, "a canary with nothing to ask")
            .label("no API has a domain, so that no region has a name of its own")
            .help("give the API a domain: `routing_strategy: {domain: …, hosted_zone: …}`");
        diagnostics.push(warning);
    }
}
