//! Routes to services that a VPC link does not reach.

use super::super::super::routes::{Entry, Target, routes};
use crate::blueprint::{Api, Ecs, EcsService, Port, PortProtocol};
use crate::components::ecs;
use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::system::Instance;

const INTEGRATIONS: &str = "API Gateway Developer Guide, Private integrations for REST APIs, read 2026-11-22";

/// Services that do not exist or not here, and ports behind no load balancer that a link could lead to.
pub(in super::super) fn check(api: &Instance<'_, Api>, diagnostics: &mut Vec<Diagnostic>) {
    for entry in routes(api.model) {
        diagnostics.extend(stray(api, entry));
        if let Some(Target::Service(service, port)) = entry.target() {
            diagnostics.extend(flaw(api, entry, service, port));
        }
    }
}

/// A port of nothing.
fn stray(api: &Instance<'_, Api>, entry: Entry<'_>) -> Option<Diagnostic> {
    if entry.route.port.is_none() || entry.route.service.is_some() {
        return None;
    }
    let error = Diagnostic::error(
        codes::ROUTE_SERVICE,
        entry.key(api, &["port"]),
        format!("{} names a port and no service", entry.title()),
    )
    .label("the port of what?");
    Some(match api.removal(&entry.within(&["port"])) {
        Some(removal) => error.fix("leave it out", removal, ""),
        None => error.help("leave it out, or name its service: `service: …`"),
    })
}

fn flaw(api: &Instance<'_, Api>, entry: Entry<'_>, service: &str, port: Option<&str>) -> Option<Diagnostic> {
    let clusters = api.system.instances(&api.system.blueprint.ecs);
    let here = clusters.iter().filter(|cluster| cluster.region.code == api.region.code);
    let mut here = here.filter_map(|cluster| Some((cluster, cluster.model.services.get(service)?)));
    let Some((cluster, model)) = here.next() else {
        return Some(unknown(api, entry, service).unwrap_or_else(|| elsewhere(api, entry, service)));
    };
    let Some(name) = port else { return Some(no_port(api, entry, service, model)) };
    let Some(found) = model.ports.get(name) else { return Some(unknown_port(api, entry, service, name, model)) };
    let asked = Asked { api, entry, service, name, place: cluster.key(&["services", service, "ports", name]) };
    asked
        .unbalanced(found)
        .or_else(|| asked.udp(found))
        .or_else(|| asked.public(cluster, found))
        .or_else(|| asked.nameless(found))
}

/// The error, if no cluster of the blueprint has the service.
fn unknown(api: &Instance<'_, Api>, entry: Entry<'_>, service: &str) -> Option<Diagnostic> {
    let system = api.system;
    let services = || system.blueprint.ecs.values().flat_map(|cluster| cluster.base.model.services.keys());
    if services().any(|known| known == service) {
        return None;
    }
    let span = entry.value(api, &["service"]);
    let error = Diagnostic::error(codes::UNKNOWN_ROUTE_TARGET, span, format!("`{service}` is no service of `ecs`"));
    if let Some(cluster) = system.blueprint.ecs.get(service) {
        let names: Vec<&str> = cluster.base.model.services.keys().map(String::as_str).collect();
        return Some(
            error
                .label("a cluster, which answers nothing itself")
                .help(format!("name a service: {}", names.join(", "))),
        );
    }
    if let Some(component) = system.components.get(service) {
        let error = error.label(format!("in `{}`", component.section)).also(component.key, "this is it");
        let right = match component.section {
            "functions" => "function",
            "workflows" => "workflow",
            _ => return Some(error.help("an API can call functions and services and start workflows")),
        };
        return Some(error.fix(format!("write {right}"), entry.key(api, &["service"]), right));
    }
    Some(match did_you_mean(service, services().map(String::as_str)) {
        Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
        None => error.label("no such name").help("name a service of a cluster under `ecs`"),
    })
}

fn elsewhere(api: &Instance<'_, Api>, entry: Entry<'_>, service: &str) -> Diagnostic {
    let (system, region) = (api.system, api.region.code);
    let span = entry.value(api, &["service"]);
    let there = system.components.get(service).map_or(span, |component| component.key);
    Diagnostic::error(
        codes::ROUTE_TARGET_NOT_HERE,
        span,
        format!("`{service}` does not run in {region}, where `{}` answers", api.name),
    )
    .label(format!("no such service in {region}"))
    .also(there, "runs elsewhere")
    .help(format!("run `{service}` in {region}, too, or take the route out there with `per_region`"))
    .fact("a VPC link leads to load balancers of its own region and account (API Gateway Developer Guide, Private integrations for REST APIs, read 2026-11-22)")
}

fn no_port(api: &Instance<'_, Api>, entry: Entry<'_>, service: &str, model: &EcsService) -> Diagnostic {
    Diagnostic::error(
        codes::ROUTE_SERVICE,
        entry.value(api, &["service"]),
        format!("{} names no port of {service}", entry.title()),
    )
    .label("which port?")
    .help(format!("add `port: …`; {}", reachable(model)))
}

fn unknown_port(
    api: &Instance<'_, Api>,
    entry: Entry<'_>,
    service: &str,
    name: &str,
    model: &EcsService,
) -> Diagnostic {
    let span = entry.value(api, &["port"]);
    let error = Diagnostic::error(codes::UNKNOWN_ROUTE_TARGET, span, format!("{service} has no port `{name}`"));
    match did_you_mean(name, model.ports.keys().map(String::as_str)) {
        Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
        None => error.label("the name of a port").help(reachable(model)),
    }
}

/// The ports of a service that a link could lead to, as help says them.
fn reachable(model: &EcsService) -> String {
    let internal = |port: &Port| port.load_balancer.is_some() && port.public == Some(false);
    let names: Vec<&str> =
        model.ports.iter().filter(|(_, port)| internal(port)).map(|(name, _)| name.as_str()).collect();
    match names.as_slice() {
        [] => {
            "none of its ports is behind an internal load balancer: add `load_balancer: alb` and `public: false` to one"
                .to_owned()
        }
        names => format!("behind an internal load balancer: {}", names.join(", ")),
    }
}

/// The port that a route names.
struct Asked<'a> {
    api: &'a Instance<'a, Api>,
    entry: Entry<'a>,
    service: &'a str,
    name: &'a str,
    /// Where the port's name stands in the service.
    place: Span,
}

impl Asked<'_> {
    fn error(&self, what: &str) -> Diagnostic {
        let span = self.entry.value(self.api, &["port"]);
        let message = format!("{} of {} {what}", self.name, self.service);
        Diagnostic::error(codes::ROUTE_SERVICE, span, message)
    }

    fn unbalanced(&self, port: &Port) -> Option<Diagnostic> {
        if port.load_balancer.is_some() {
            return None;
        }
        let error = self
            .error("is behind no load balancer")
            .label("nothing that API Gateway could ask")
            .also(self.place, "this port")
            .help("add `load_balancer: alb` and `public: false` to the port")
            .fact(format!("a private integration names an Application or a Network Load Balancer ({INTEGRATIONS})"));
        Some(error)
    }

    fn udp(&self, port: &Port) -> Option<Diagnostic> {
        if port.protocol != PortProtocol::Udp {
            return None;
        }
        let error = self
            .error("speaks UDP")
            .label("API Gateway asks by HTTP")
            .also(self.place, "this port")
            .help("name a port that speaks HTTP; an accelerator leads UDP to services")
            .fact(format!("a private integration passes HTTP and HTTPS on ({INTEGRATIONS})"));
        Some(error)
    }

    /// What clients reach without the API, they reach without its keys, its limits and its firewall.
    fn public(&self, cluster: &Instance<'_, Ecs>, port: &Port) -> Option<Diagnostic> {
        if port.public == Some(false) {
            return None;
        }
        let error = self
            .error("is behind a public load balancer")
            .label("clients would go around the API: its authorization, its limits and its firewall")
            .also(self.place, "this port");
        let path = ["services", self.service, "ports", self.name, "public"];
        let error = if cluster.says(&path) {
            error.fix("make it internal", cluster.value(&path), "false")
        } else {
            error.help("add `public: false` to the port; or add a second port that is internal, and name that")
        };
        Some(error.fact("private integrations expose resources that are not reached from outside the VPC (API Gateway Developer Guide, Private integrations for REST APIs, read 2026-11-22)"))
    }

    /// API Gateway compares the certificate with the name of the address.
    fn nameless(&self, port: &Port) -> Option<Diagnostic> {
        if !ecs::speaks_tls(port) || port.domain.is_some() {
            return None;
        }
        let error = self
            .error("has a certificate and no name")
            .label("API Gateway would ask at AWS's name, which is in no certificate")
            .also(self.place, "this port")
            .help("give the port a `domain` that its certificate holds")
            .fact(format!(
                "for HTTPS the address holds a secure server name: https://example.com:443/test ({INTEGRATIONS})"
            ));
        Some(error)
    }
}
