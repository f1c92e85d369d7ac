//! Health checks of load balancers.

use super::Service;
use crate::blueprint::{BalancerKind, HealthCheck, PortProtocol};
use crate::diagnostics::{self as codes, Diagnostic, did_you_mean};
use crate::facts::elasticloadbalancing as elb;

pub(super) fn check(service: &Service<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(health) = &service.model.health_check else {
        diagnostics.extend(udp_without_answer(service));
        return;
    };
    if service.balanced().next().is_none() {
        let warning = Diagnostic::warning(
            codes::HEALTH_CHECK_UNUSED,
            service.key(&["health_check"]),
            format!("nothing checks the health of {}", service.name),
        )
        .label("for load balancers, and no port is behind one")
        .help("add `load_balancer` to a port, or leave the check out: ECS itself replaces tasks that exit");
        diagnostics.push(warning);
    }
    match &health.port {
        Some(name) => diagnostics.extend(named_port(service, name)),
        None => diagnostics.extend(udp_without_answer(service)),
    }
    diagnostics.extend(path(service, health));
    check_times(service, health, diagnostics);
}

fn named_port(service: &Service<'_, '_>, name: &str) -> Option<Diagnostic> {
    let span = service.place(&["health_check", "port"]);
    let ports = &service.model.ports;
    match ports.get(name) {
        Some(port) if port.protocol == PortProtocol::Tcp => None,
        Some(_) => {
            let error = Diagnostic::error(codes::HEALTH_CHECK_PORT, span, format!("a health check of {name}, which speaks UDP"))
                .label("health checks speak TCP or HTTP")
                .also(service.place(&["ports", name, "protocol"]), "UDP")
                .help("name a TCP port on which the container answers")
                .fact("health checks of UDP target groups speak TCP, HTTP or HTTPS (Elastic Load Balancing, Health checks for Network Load Balancer target groups)");
            Some(error)
        }
        None => {
            let error =
                Diagnostic::error(codes::HEALTH_CHECK_PORT, span, format!("{} has no port `{name}`", service.name));
            Some(match did_you_mean(name, ports.keys().map(String::as_str)) {
                Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
                None => error
                    .label("the name of a port")
                    .help(format!("its ports are {}", ports.keys().map(String::as_str).collect::<Vec<_>>().join(", "))),
            })
        }
    }
}

/// UDP has no answer that a load balancer could wait for.
fn udp_without_answer(service: &Service<'_, '_>) -> Option<Diagnostic> {
    let (name, _, _) =
        service.balanced().find(|(_, port, kind)| port.protocol == PortProtocol::Udp && *kind == BalancerKind::Nlb)?;
    let tcp = service.model.ports.iter().find(|(_, port)| port.protocol == PortProtocol::Tcp);
    let error = Diagnostic::error(codes::HEALTH_CHECK_PORT, service.key(&["ports", name]), format!("{name} speaks UDP, and nothing tells whether its tasks are healthy"))
        .label("UDP cannot be checked itself")
        .fact("health checks of UDP target groups speak TCP, HTTP or HTTPS (Elastic Load Balancing, Health checks for Network Load Balancer target groups)");
    Some(match tcp {
        Some((tcp, _)) => error.help(format!("add `health_check: {{port: {tcp}}}`")),
        None => error.help("let the container listen on a TCP port as well, and name it in `health_check: {port: …}`"),
    })
}

fn path(service: &Service<'_, '_>, health: &HealthCheck) -> Option<Diagnostic> {
    let path = health.path.as_ref().filter(|path| !path.starts_with('/') || path.chars().any(char::is_whitespace))?;
    let span = service.place(&["health_check", "path"]);
    let error = Diagnostic::error(codes::HEALTH_CHECK_PORT, span, format!("`{path}` is not a path"))
        .label("a slash first, and no blanks")
        .fact("HealthCheckPath begins with a slash (ELB API v2, CreateTargetGroup)");
    let near = format!("/{}", path.trim_start_matches('/'));
    Some(if near.chars().any(char::is_whitespace) {
        error.help("write a path such as /healthz")
    } else {
        error.fix(format!("write {near}"), span, near)
    })
}

fn check_times(service: &Service<'_, '_>, health: &HealthCheck, diagnostics: &mut Vec<Diagnostic>) {
    let fact = "HealthCheckIntervalSeconds 5 to 300, HealthCheckTimeoutSeconds 2 to 120, thresholds 2 to 10 (registry schema of AWS::ElasticLoadBalancingV2::TargetGroup, 2026-10-20)";
    let times = [
        ("interval", health.interval.seconds, elb::CHECK_INTERVAL_S),
        ("timeout", health.timeout.seconds, elb::CHECK_TIMEOUT_S),
    ];
    let mut right = true;
    for (field, seconds, range) in times {
        if !range.contains(&seconds) {
            right = false;
            let span = service.place(&["health_check", field]);
            let near = format!("{}s", seconds.clamp(*range.start(), *range.end()));
            let error = Diagnostic::error(
                codes::HEALTH_CHECK_TIMES,
                span,
                format!("a health check cannot have an {field} of {seconds}s").replace("an timeout", "a timeout"),
            )
            .label(format!("{}s to {}s", range.start(), range.end()))
            .fix(format!("use {near}"), span, near)
            .fact(fact);
            diagnostics.push(error);
        }
    }
    for (field, count) in [("healthy", health.healthy), ("unhealthy", health.unhealthy)] {
        if !elb::CHECK_THRESHOLD.contains(&count) {
            let span = service.place(&["health_check", field]);
            let near = count.clamp(*elb::CHECK_THRESHOLD.start(), *elb::CHECK_THRESHOLD.end());
            let error = Diagnostic::error(
                codes::HEALTH_CHECK_TIMES,
                span,
                format!("{count} checks in a row cannot change the state of a task"),
            )
            .label("2 to 10")
            .fix(format!("use {near}"), span, near.to_string())
            .fact(fact);
            diagnostics.push(error);
        }
    }
    if right && health.timeout >= health.interval {
        let field = if service.says(&["health_check", "timeout"]) { "timeout" } else { "interval" };
        let message = format!("a health check every {} that may take {}", health.interval, health.timeout);
        let error = Diagnostic::error(codes::HEALTH_CHECK_TIMES, service.place(&["health_check", field]), message)
            .label("the next check would begin before the last has ended")
            .help("make the interval longer than the timeout")
            .fact("the timeout is less than the interval (ELB API v2, CreateTargetGroup: \"Health check timeout must be smaller than the interval\")");
        diagnostics.push(error);
    }
}
