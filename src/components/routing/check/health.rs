//! The health checks.

use crate::blueprint::vocabulary::Switch;
use crate::blueprint::{Api, Failover, HealthChecks, RoutingStrategy};
use crate::components::apis::{Probe, probe};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::route53 as facts;
use crate::system::{Instance, System};

use super::super::domains;

/// Settings that Route 53 refuses, and checks that cannot tell what they should.
pub(in super::super) fn health(system: &System<'_>, strategy: &RoutingStrategy, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(Switch::With(checks)) = &strategy.health_checks {
        settings(system, checks, diagnostics);
    }
    let routed = domains::routed(system);
    let several = routed.iter().any(|routed| routed.regions.len() > 1);
    match super::super::health_checks(strategy) {
        None if several && strategy.failover == Failover::AutomaticToPrimary => diagnostics.push(unnoticed(system)),
        None => {}
        Some(checks) if is_path(&checks.path) => {
            for region in routed
                .iter()
                .filter(|routed| routed.regions.len() > 1)
                .flat_map(|routed| routed.regions.iter().map(move |region| (routed.api, *region)))
            {
                let api = system.instance(&system.blueprint.apis, region.0, region.1);
                diagnostics.extend(api.and_then(|api| unanswered(system, &api, &checks.path)));
            }
        }
        Some(_) => {}
    }
}

fn settings(system: &System<'_>, checks: &HealthChecks, diagnostics: &mut Vec<Diagnostic>) {
    let place = |field| system.value(&["routing_strategy", "health_checks", field]);
    let [short, long] = facts::HEALTH_CHECK_INTERVALS_S;
    let seconds = checks.interval.seconds;
    if ![short, long].map(u64::from).contains(&seconds) {
        let near = if seconds <= u64::from((short + long) / 2) { short } else { long };
        let error = Diagnostic::error(
            codes::HEALTH_CHECK_INTERVAL,
            place("interval"),
            format!("a check every {}, where Route 53 takes {short}s or {long}s", checks.interval),
        )
        .label("neither of the two")
        .fix(format!("check every {near} seconds"), place("interval"), format!("{near}s"))
        .fact("Route 53 HealthCheckConfig, RequestInterval: 10 or 30, not to be changed later (botocore 1.44.5)");
        diagnostics.push(error);
    }
    let allowed = facts::HEALTH_CHECK_FAILURE_THRESHOLD;
    if !allowed.contains(&checks.failure_threshold) {
        let near = checks.failure_threshold.clamp(*allowed.start(), *allowed.end());
        let error = Diagnostic::error(
            codes::HEALTH_CHECK_THRESHOLD,
            place("failure_threshold"),
            format!(
                "{} failed checks, where Route 53 takes {} to {}",
                checks.failure_threshold,
                allowed.start(),
                allowed.end()
            ),
        )
        .label(format!("not from {} to {}", allowed.start(), allowed.end()))
        .fix(format!("wait for {near}"), place("failure_threshold"), near.to_string())
        .fact("Route 53 HealthCheckConfig, FailureThreshold: 1 to 10 (botocore 1.44.5)");
        diagnostics.push(error);
    }
    if !is_path(&checks.path) {
        let span = place("path");
        let error = Diagnostic::error(codes::HEALTH_CHECK_PATH, span, format!("`{}` is no path that Route 53 can ask for", checks.path))
            .fact("Route 53 HealthCheckConfig, ResourcePath: up to 255 characters, the path behind the domain (botocore 1.44.5)");
        let slashed = format!("/{}", checks.path);
        diagnostics.push(if is_path(&slashed) {
            error.label("it starts with a slash").fix(format!("write {slashed}"), span, slashed)
        } else {
            error.label(format!(
                "a slash and up to {} printable characters without spaces",
                facts::HEALTH_CHECK_PATH_CHARS - 1
            ))
        });
    }
}

fn is_path(path: &str) -> bool {
    path.starts_with('/') && path.len() <= facts::HEALTH_CHECK_PATH_CHARS && path.bytes().all(|b| b.is_ascii_graphic())
}

fn unnoticed(system: &System<'_>) -> Diagnostic {
    Diagnostic::warning(codes::FAILOVER_UNNOTICED, system.value(&["routing_strategy", "health_checks"]), "failover without health checks notices little")
        .label("a region whose functions or database fail keeps its clients")
        .help("write `health_checks: enabled`, or `failover: none`")
        .fact("with EvaluateTargetHealth alone a record fails only when API Gateway itself is unavailable in the region (API Gateway Developer Guide, custom health checks for DNS failover, read 2026-11-22)")
}

/// A check that never passes keeps its region out of service; one that the cache answers never fails.
fn unanswered(system: &System<'_>, api: &Instance<'_, Api>, path: &str) -> Option<Diagnostic> {
    let (label, help) = match probe(api.model, path) {
        Probe::Answered => return None,
        Probe::NoRoute => ("no route takes it", "add a GET route that looks at what the region itself needs"),
        Probe::Authorized => ("the route asks for a signature", "let anyone call it: `authorization: none`"),
        Probe::NeedsKey => ("the route asks for an API key", "let anyone call it: leave `api_key` out"),
        Probe::NeedsParameters => ("the route asks for a parameter", "make its parameters optional"),
        Probe::Cached => ("the cache answers it, from the past", "add `cache: disabled` to the route"),
    };
    let located = system.tree.locate(system.root, &["routing_strategy", "health_checks", "path"]);
    let span = if located.complete { located.value } else { api.key(&["routes"]) };
    let warning = Diagnostic::warning(codes::HEALTH_PATH_UNANSWERED, span, format!("the health check cannot rely on GET {path} of `{}`", api.name))
        .label(label)
        .help(help)
        .fact("a check passes on status 2xx or 3xx within 4 seconds of connecting plus 2 (Route 53 Developer Guide, how health checks are determined)");
    Some(if located.complete { warning.also(api.key(&["routes"]), "the routes") } else { warning })
}
