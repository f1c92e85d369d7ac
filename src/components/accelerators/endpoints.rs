//! Endpoints: their weights, their number, and the dials of their regions.

use super::{Accelerator, behind, client_ip, here, named};
use crate::blueprint::{AcceleratorEndpoint, AcceleratorListener};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::globalaccelerator::{MAX_ENDPOINTS, MAX_WEIGHT};
use crate::facts::regions;

pub(super) fn check(accelerator: &Accelerator<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (name, endpoint) in &accelerator.model.endpoints {
        diagnostics.extend(weight(accelerator, name, endpoint));
        named::check(accelerator, name, endpoint, diagnostics);
    }
    for endpoint in here(accelerator) {
        diagnostics.extend(named::cacheable(accelerator, &endpoint));
        diagnostics.extend(client_ip::check(accelerator, &endpoint));
    }
    check_dials(accelerator, diagnostics);
    diagnostics.extend(nothing_left(accelerator));
    for (name, listener) in &accelerator.model.listeners {
        diagnostics.extend(too_many(accelerator, name, listener));
    }
    diagnostics.extend(not_offered(accelerator));
}

fn weight(accelerator: &Accelerator<'_>, name: &str, endpoint: &AcceleratorEndpoint) -> Option<Diagnostic> {
    if endpoint.weight <= MAX_WEIGHT {
        return None;
    }
    let span = accelerator.value(&["endpoints", name, "weight"]);
    let error = Diagnostic::error(
        codes::ACCELERATOR_WEIGHT,
        span,
        format!("a weight of {}, where {MAX_WEIGHT} is the most", endpoint.weight),
    )
    .label("0 to 255")
    .fix(format!("use {MAX_WEIGHT}"), span, MAX_WEIGHT.to_string())
    .fact("Weight is from 0 to 255 (registry schema of AWS::GlobalAccelerator::EndpointGroup, 2026-10-20)");
    Some(error)
}

fn check_dials(accelerator: &Accelerator<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let system = accelerator.system;
    for region in accelerator.model.traffic_dial.keys() {
        let span = accelerator.key(&["traffic_dial", region]);
        let runs = system.regions.iter().find(|known| known.code == region);
        let Some(known) = runs else {
            if !system.blueprint.variant.removed_regions.contains(region) {
                diagnostics.push(crate::system::not_a_region_here(system, region, span));
            }
            continue;
        };
        let instance = system.instance(&system.blueprint.accelerators, accelerator.name, known);
        if instance.is_none_or(|there| here(&there).is_empty()) {
            let warning = Diagnostic::warning(
                codes::ACCELERATOR_DIAL,
                span,
                format!("no endpoint of {} runs in {region}", accelerator.name),
            )
            .label("dials nothing")
            .help("leave it out, or run an endpoint there");
            diagnostics.push(warning);
        }
    }
}

/// All weights or all dials at zero: nothing gets through.
fn nothing_left(accelerator: &Accelerator<'_>) -> Option<Diagnostic> {
    let endpoints = &accelerator.model.endpoints;
    let fact = "an endpoint of weight 0 gets no traffic, and neither does a group with a traffic dial of 0 (botocore 1.44.5, Global Accelerator)";
    if !endpoints.is_empty() && endpoints.values().all(|endpoint| endpoint.weight == 0) {
        let warning = Diagnostic::warning(
            codes::ACCELERATOR_DIAL,
            accelerator.key(&["endpoints"]),
            format!("no endpoint of {} gets traffic", accelerator.name),
        )
        .label("every weight is 0")
        .help("give one of them a weight")
        .fact(fact);
        return Some(warning);
    }
    let system = accelerator.system;
    let regions: Vec<&str> = system
        .instances(&system.blueprint.accelerators)
        .iter()
        .filter(|other| other.name == accelerator.name && !here(other).is_empty())
        .map(|other| other.region.code)
        .collect();
    let closed = |region: &&str| accelerator.model.traffic_dial.get(*region).is_some_and(|dial| dial.value == 0.0);
    (!regions.is_empty() && regions.iter().all(closed)).then(|| {
        Diagnostic::warning(
            codes::ACCELERATOR_DIAL,
            accelerator.key(&["traffic_dial"]),
            format!("no region of {} takes traffic", accelerator.name),
        )
        .label("every dial is 0%")
        .help("open one of them")
        .fact(fact)
    })
}

/// A listener has one group of endpoints in a region.
fn too_many(accelerator: &Accelerator<'_>, name: &str, listener: &AcceleratorListener) -> Option<Diagnostic> {
    let endpoints = behind(accelerator, name, listener);
    let first = endpoints.get(MAX_ENDPOINTS)?;
    let message = format!(
        "{} endpoints of {name} in {}, where {MAX_ENDPOINTS} are the most",
        endpoints.len(),
        accelerator.region.code
    );
    let error = Diagnostic::error(codes::ACCELERATOR_ENDPOINT, accelerator.key(&["endpoints", first.name]), message)
        .label("the first too many")
        .help("make two accelerators of it, or put several services behind one load balancer")
        .fact("EndpointConfigurations has at most 10 items (registry schema of AWS::GlobalAccelerator::EndpointGroup, 2026-10-20)");
    Some(error)
}

fn not_offered(accelerator: &Accelerator<'_>) -> Option<Diagnostic> {
    let region = accelerator.region;
    if !regions::type_missing_in("AWS::GlobalAccelerator::EndpointGroup", region.code) {
        return None;
    }
    let error = Diagnostic::error(
        codes::ACCELERATOR_REGION,
        accelerator.name_span(),
        format!("{} has no Global Accelerator", region.code),
    )
    .label("CloudFormation does not know it there")
    .also(region.key, "the region")
    .help("let Route 53 choose the region, with `routing_strategy`")
    .fact("CloudFormation registry schemas of every region with a listing of its own (cfn-lint 1.58.0, 2026-10-20)");
    Some(error)
}
