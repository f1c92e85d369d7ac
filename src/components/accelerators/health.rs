//! How Global Accelerator asks instances and addresses whether they are well.

use super::{Accelerator, behind};
use crate::blueprint::{AcceleratorHealthCheck, AcceleratorHealthProtocol, AcceleratorProtocol};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::resources::globalaccelerator::EndpointGroup;
use crate::documents::cloudformation::{some, text};
use crate::facts::globalaccelerator as facts;

const API: &str = "Global Accelerator API reference, EndpointGroup, read 2026-11-22";

/// Settings that Global Accelerator refuses, and those that it would not look at.
pub(super) fn check(accelerator: &Accelerator<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(check) = &accelerator.model.health_check {
        diagnostics.extend(interval(accelerator, check));
        diagnostics.extend(threshold(accelerator, check));
        diagnostics.extend(port(accelerator, check));
        diagnostics.extend(path(accelerator, check));
        diagnostics.extend(nobody_asked(accelerator));
    }
    diagnostics.extend(asked_at_udp(accelerator));
}

/// An endpoint group with the health check.
pub(super) fn with(group: EndpointGroup, check: &AcceleratorHealthCheck) -> EndpointGroup {
    let by_http = check.protocol != AcceleratorHealthProtocol::Tcp;
    EndpointGroup {
        health_check_protocol: by_http.then(|| text(check.protocol.name())),
        health_check_port: check.port.map(Into::into),
        health_check_path: check.path.as_deref().filter(|_| by_http).map(text),
        health_check_interval_seconds: check.interval.and_then(|interval| some(interval.seconds)),
        threshold_count: check.threshold.map(Into::into),
        ..group
    }
}

fn interval(accelerator: &Accelerator<'_>, check: &AcceleratorHealthCheck) -> Option<Diagnostic> {
    let [short, long] = facts::HEALTH_CHECK_INTERVALS_S;
    let interval = check.interval.filter(|interval| ![short, long].contains(&interval.seconds))?;
    let near = if interval.seconds <= (short + long) / 2 { short } else { long };
    let span = accelerator.value(&["health_check", "interval"]);
    let message = format!("a check every {interval}, where Global Accelerator takes {short}s or {long}s");
    let error = Diagnostic::error(codes::ACCELERATOR_HEALTH_CHECK, span, message)
        .label("neither of the two")
        .fix(format!("check every {near} seconds"), span, format!("{near}s"))
        .fact(format!(
            "HealthCheckIntervalSeconds is 10 or 30, which the schema of CloudFormation does not say ({API})"
        ));
    Some(error)
}

fn threshold(accelerator: &Accelerator<'_>, check: &AcceleratorHealthCheck) -> Option<Diagnostic> {
    let allowed = facts::HEALTH_CHECK_THRESHOLD;
    let (least, most) = (*allowed.start(), *allowed.end());
    let found = check.threshold.filter(|found| !allowed.contains(found))?;
    let near = found.clamp(least, most);
    let span = accelerator.value(&["health_check", "threshold"]);
    let message = format!("{found} answers in a row, where Global Accelerator takes {least} to {most}");
    let error = Diagnostic::error(codes::ACCELERATOR_HEALTH_CHECK, span, message)
        .label(format!("not from {least} to {most}"))
        .fix(format!("wait for {near}"), span, near.to_string())
        .fact("ThresholdCount is from 1 to 10 (registry schema of AWS::GlobalAccelerator::EndpointGroup, 2026-10-20)");
    Some(error)
}

fn port(accelerator: &Accelerator<'_>, check: &AcceleratorHealthCheck) -> Option<Diagnostic> {
    (check.port == Some(0)).then(|| {
        let span = accelerator.value(&["health_check", "port"]);
        Diagnostic::error(codes::ACCELERATOR_HEALTH_CHECK, span, "there is no port 0")
            .label("1 to 65535")
            .help("write the port that is asked, or leave it out: the first port of the listener")
            .fact(format!("HealthCheckPort is from 1 to 65,535 ({API})"))
    })
}

fn path(accelerator: &Accelerator<'_>, check: &AcceleratorHealthCheck) -> Option<Diagnostic> {
    let path = check.path.as_deref()?;
    let span = accelerator.value(&["health_check", "path"]);
    if check.protocol == AcceleratorHealthProtocol::Tcp {
        let warning = Diagnostic::warning(
            codes::ACCELERATOR_HEALTH_IGNORED,
            span,
            format!("nobody asks for {path}: a check by TCP only connects"),
        )
        .label("for http and https")
        .help("add `protocol: http`, or leave the path out")
        .fact(format!("HealthCheckPath counts if the protocol is HTTP or HTTPS; the default protocol is TCP ({API})"));
        return Some(warning);
    }
    if is_path(path) {
        return None;
    }
    let message = format!("`{path}` is no path that Global Accelerator can ask for");
    let error = Diagnostic::error(codes::ACCELERATOR_HEALTH_CHECK, span, message)
        .label(format!("a slash, letters, digits and {}, at most 255 in all", facts::HEALTH_CHECK_PATH_SIGNS))
        .fact(format!(
            "HealthCheckPath has at most 255 characters, of the pattern ^/[-a-zA-Z0-9@:%_\\\\+.~#?&/=]*$ ({API})"
        ));
    let slashed = format!("/{path}");
    Some(if is_path(&slashed) {
        error.fix("begin with a slash", span, slashed)
    } else {
        error.help("ask for another path")
    })
}

fn is_path(path: &str) -> bool {
    let known = |c: char| c.is_ascii_alphanumeric() || facts::HEALTH_CHECK_PATH_SIGNS.contains(c);
    path.starts_with('/') && path.len() <= facts::HEALTH_CHECK_PATH_CHARS && path.chars().all(known)
}

/// Load balancers have checks of their own.
fn nobody_asked(accelerator: &Accelerator<'_>) -> Option<Diagnostic> {
    let system = accelerator.system;
    let instances = system.instances(&system.blueprint.accelerators);
    let mut same = instances.iter().filter(|other| other.name == accelerator.name);
    if same.any(|other| super::here(other).iter().any(|endpoint| endpoint.what.is_asked())) {
        return None;
    }
    let key = accelerator.key(&["health_check"]);
    let message = format!("a health check of {}, which has load balancers only", accelerator.name);
    let warning = Diagnostic::warning(codes::ACCELERATOR_HEALTH_IGNORED, key, message).label("nobody is asked");
    let warning = match accelerator.removal(&["health_check"]) {
        Some(span) => warning.fix("leave it out", span, ""),
        None => warning.help("leave it out"),
    };
    Some(warning
        .fact("health check settings of an endpoint group are for EC2 instances and Elastic IP addresses; of load balancers the checks of Elastic Load Balancing count (Global Accelerator developer guide, Endpoint groups for standard accelerators, read 2026-11-22)"))
}

/// What answers at a port by UDP seldom answers there by TCP.
fn asked_at_udp(accelerator: &Accelerator<'_>) -> Option<Diagnostic> {
    let check = accelerator.model.health_check.as_ref();
    if check.is_some_and(|check| check.port.is_some()) {
        return None;
    }
    for (name, listener) in &accelerator.model.listeners {
        let endpoints = behind(accelerator, name, listener);
        let asked = endpoints.iter().find(|endpoint| endpoint.what.is_asked());
        let (Some(endpoint), Some(range)) = (asked, listener.ports.first()) else { continue };
        if listener.protocol != AcceleratorProtocol::Udp {
            continue;
        }
        let by = check.map_or("TCP", |check| check.protocol.name());
        let key = accelerator.key(&["endpoints", endpoint.name]);
        let warning = Diagnostic::warning(
            codes::ACCELERATOR_UDP_HEALTH,
            key,
            format!("{} is asked by {by} at port {}, which is one of UDP", endpoint.name, range.from),
        )
        .label("unhealthy, if nothing answers there")
        .also(accelerator.key(&["listeners", name]), "the listener")
        .help("let something of it answer, and say where: `health_check: {protocol: tcp, port: …}`")
        .fact(format!(
            "health checks are by TCP, HTTP or HTTPS; their default port is the first of the listener ({API})"
        ));
        return Some(warning);
    }
    None
}
