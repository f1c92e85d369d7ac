//! Uses that mean nothing: unknown names, pairs that make no sense, targets that are elsewhere.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::binding::{self, is_target};
use super::{Use, circles, environment};
use crate::blueprint::{Access, EnvValue, Nat};
use crate::components::vpc_endpoints;
use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::system::System;

/// Sections whose components have `uses` of their own. Services and workloads have theirs below the cluster.
const USERS: [&str; 2] = ["functions", "fleets"];

/// `uses` at components that cannot use anything, and circles.
pub fn check_sections(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (name, common) in system.blueprint.commons() {
        let Some(component) = system.components.get(name) else { continue };
        if common.uses.is_empty() || USERS.contains(&component.section) {
            continue;
        }
        let place = system.tree.locate(component.node, &["uses"]);
        let error = Diagnostic::error(
            codes::USES_NOTHING,
            place.key.unwrap_or(component.key),
            format!("`{name}` is in `{}` and uses nothing", component.section),
        )
        .label("only what runs your code uses other components")
        .help(alternative(component.section));
        diagnostics.push(error);
    }
    circles::check(system, diagnostics);
}

/// What to do instead, by the section.
fn alternative(section: &str) -> &'static str {
    match section {
        "workflows" => "name what a task calls in the task: permissions follow from it; `permissions` adds others",
        "apis" => "name the function or the workflow at the route: permissions follow from it",
        "ecs" => "write `uses` at the service, not at the cluster",
        "eks" => "write `uses` at the workload, not at the cluster",
        _ => "write it at the function, the service or the fleet that calls this one",
    }
}

/// What is wrong with the uses of one user, together with its own environment. `place` tells where a variable's name stands.
pub fn check(
    uses: &[Use<'_>],
    env: &IndexMap<String, EnvValue>,
    place: impl Fn(&str) -> Span,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let before = diagnostics.len();
    for usage in uses {
        diagnostics.extend(one(usage));
    }
    if diagnostics.len() > before {
        return;
    }
    for name in environment(uses).keys().filter(|name| env.contains_key(*name)) {
        let Some(usage) = uses.iter().find(|usage| environment(std::slice::from_ref(usage)).contains_key(name)) else {
            continue;
        };
        let error = Diagnostic::error(codes::ENVIRONMENT_TAKEN, place(name), format!("`{name}` is set by `uses`"))
            .label("set here, too")
            .also(usage.key, format!("using `{}` sets it", usage.target))
            .help("leave it out, or give the own variable another name");
        diagnostics.push(error);
    }
    diagnostics.extend(way_out(uses, env));
}

fn one(usage: &Use<'_>) -> Option<Diagnostic> {
    let system = usage.system;
    let Some(component) = system.components.get(usage.target) else { return Some(unknown(usage)) };
    let Some(target) = usage.kind() else { return Some(senseless(usage, component.section)) };
    if !target.accesses.contains(&usage.access) {
        return Some(wrong_access(usage, target.noun, target.accesses));
    }
    if !target.from_anywhere && !system.runs_here(usage.target, usage.region) {
        return Some(elsewhere(usage, component.key));
    }
    (target.check)(usage)
}

fn unknown(usage: &Use<'_>) -> Diagnostic {
    let names = usage.system.components.iter().filter(|(_, component)| is_target(component.section));
    let names: Vec<&str> = names.map(|(name, _)| *name).collect();
    let error = Diagnostic::error(codes::UNKNOWN_USE, usage.key, format!("no component is named `{}`", usage.target));
    match did_you_mean(usage.target, names.iter().copied()) {
        Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), usage.key, near),
        None if names.is_empty() => {
            error.label("not in the blueprint").help("the blueprint has nothing that can be used")
        }
        None => error.label("not in the blueprint").help(format!("what can be used: {}", names.join(", "))),
    }
}

fn senseless(usage: &Use<'_>, section: &str) -> Diagnostic {
    let help = match section {
        "apis" => "call the API at its address, or use the function behind it",
        "fleets" | "eks" => "reach it through a load balancer or a queue",
        _ => "use a table, a cache, a database, a function, a workflow or a service",
    };
    Diagnostic::error(
        codes::SENSELESS_USE,
        usage.key,
        format!("`{}` is in `{section}`, which nothing can use", usage.target),
    )
    .label("gives no access that AWS could grant")
    .help(help)
}

fn wrong_access(usage: &Use<'_>, noun: &str, accesses: &[Access]) -> Diagnostic {
    let words: Vec<&str> = accesses.iter().map(|access| access.word()).collect();
    let error = Diagnostic::error(
        codes::SENSELESS_USE,
        usage.value,
        format!("`{}` is {noun}, to which {} means nothing", usage.target, usage.access.word()),
    )
    .label(format!("one of {}", words.join(", ")));
    match words.as_slice() {
        [only] => error.fix(format!("write {only}"), usage.value, *only),
        _ => error.help(format!("say what it may do: {}", words.join(", "))),
    }
}

fn elsewhere(usage: &Use<'_>, key: Span) -> Diagnostic {
    let system = usage.system;
    let regions = system.regions.iter().filter(|region| system.runs_here(usage.target, region));
    let regions: Vec<&str> = regions.map(|region| region.code).collect();
    Diagnostic::error(
        codes::USE_ELSEWHERE,
        usage.key,
        format!("`{}` does not run in {}, where `{}` does", usage.target, usage.region.code, usage.user),
    )
    .label(format!("only in {}", regions.join(", ")))
    .also(key, format!("add {} to its regions", usage.region.code))
    .help(format!("run `{}` in {} too, or `{}` only in {}", usage.target, usage.region.code, usage.user, regions.join(", ")))
    .fact("there is no network path between the VPCs of two regions unless they are peered (Amazon VPC User Guide, read 2026-11-22)")
}

/// A user in private subnets reaches a service of AWS through an endpoint of the VPC or NAT, or not at all.
fn way_out(uses: &[Use<'_>], env: &IndexMap<String, EnvValue>) -> Option<Diagnostic> {
    let first = uses.first()?;
    let network = first.system.network();
    if network.nat != Some(Nat::None) || !binding::in_vpc(uses) {
        return None;
    }
    let out = beyond(first.system, &called(uses, env));
    let service = out.first()?;
    let at =
        uses.iter().find(|usage| binding::services(std::slice::from_ref(usage)).contains(service)).unwrap_or(first);
    let why = uses.iter().find(|usage| binding::in_vpc(std::slice::from_ref(usage))).unwrap_or(first);
    let nat = first.system.value(&["network", "nat"]);
    let error = Diagnostic::error(
        codes::NO_WAY_OUT,
        at.key,
        format!("`{}` cannot reach {service} from its private subnets", at.user),
    )
    .label(format!("is called at the public endpoint of {service}"))
    .also(why.key, "stands in the VPC because of this")
    .also(nat, "and nothing leads out of it")
    .fix("have a NAT gateway", nat, "per_zone")
    .fact("a function in a VPC has no public address: it needs NAT or a VPC endpoint to call AWS (Lambda Developer Guide, internet access for VPC-connected functions, read 2026-11-22)");
    Some(error)
}

/// The services that a user calls at public endpoints, those for its environment included.
pub fn called(uses: &[Use<'_>], env: &IndexMap<String, EnvValue>) -> BTreeSet<&'static str> {
    let mut called = binding::services(uses);
    for value in env.values() {
        match value {
            EnvValue::Text(_) => {}
            EnvValue::Secret(_) => _ = called.insert("secretsmanager"),
            EnvValue::Parameter(_) => _ = called.insert("ssm"),
        }
    }
    called
}

/// Those for which the VPC has no endpoint.
pub fn beyond(system: &System<'_>, called: &BTreeSet<&'static str>) -> Vec<&'static str> {
    called.iter().copied().filter(|service| !vpc_endpoints::has(system, service)).collect()
}
