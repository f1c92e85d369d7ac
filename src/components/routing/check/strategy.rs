//! Policies that do not fit together, weights, and what routing does not move.

use crate::blueprint::{DnsPolicy, Failover, Replication, RoutingStrategy, Service};
use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::facts::{cloudformation, route53 as facts};
use crate::system::{Role, System};

use super::super::{domains, places};

/// Records of a place: one for each family of addresses.
const FAMILIES: usize = 2;

/// The policy against the regions.
pub(in super::super) fn strategy(system: &System<'_>, strategy: &RoutingStrategy, diagnostics: &mut Vec<Diagnostic>) {
    let dns = system.value(&["routing_strategy", "dns"]);
    let written = system.tree.locate(system.root, &["routing_strategy", "dns"]).complete;
    if system.regions.len() == 1 && written {
        let warning = Diagnostic::warning(codes::SINGLE_REGION_ROUTING, dns, "there is one region to route to")
            .label("nothing to choose among")
            .also(system.primary().key, "the only region")
            .help("remove it, or add a secondary region");
        diagnostics.push(warning);
    }
    if strategy.dns == DnsPolicy::Route53Failover && strategy.failover == Failover::None {
        let error =
            Diagnostic::error(codes::FAILOVER_POLICY_WITHOUT_FAILOVER, dns, "route53_failover with `failover: none`")
                .label("clients leave the primary only by failover")
                .also(system.value(&["routing_strategy", "failover"]), "and here it is turned off")
                .help("remove `failover: none`, or choose another policy");
        diagnostics.push(error);
    }
    if strategy.dns == DnsPolicy::Route53Latency {
        for region in system.regions.iter().filter(|region| !region.facts.latency_records) {
            let error = Diagnostic::error(
                codes::LATENCY_REGION,
                region.key,
                format!("Route 53 measures no latency to {}", region.code),
            )
            .label("takes no latency records")
            .also(dns, "asked for here")
            .help("use route53_geolocation, or another region")
            .fact("Route 53 ResourceRecordSetRegion has 39 regions (botocore 1.44.5)");
            diagnostics.push(error);
        }
    }
    if strategy.dns == DnsPolicy::Route53Geolocation {
        too_many(system, diagnostics);
    }
}

/// All records of the shared names stand in one stack.
fn too_many(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // For each region, a health check and a pair; for each place, one record.
    let resources = |routed: &domains::Routed<'_>| {
        routed.regions.len() * (1 + 2 * FAMILIES) + places::answers(&routed.regions).len() * FAMILIES
    };
    let all: usize = domains::routed(system).iter().map(resources).sum();
    if all > cloudformation::MAX_RESOURCES {
        let span = system.key(&["routing_strategy"]);
        let error = Diagnostic::error(
            codes::TOO_MANY_PLACES,
            span,
            format!("routing takes {all} resources, where a stack takes {}", cloudformation::MAX_RESOURCES),
        )
        .label("the nearest region of each country, for each API")
        .help("write `serves: {continents: […]}` in the regions, so that fewer records say it, or use route53_latency");
        diagnostics.push(error);
    }
}

/// Weights out of range, of unknown regions, or for another policy.
pub(in super::super) fn weights(system: &System<'_>, strategy: &RoutingStrategy, diagnostics: &mut Vec<Diagnostic>) {
    if strategy.weights.is_empty() {
        return;
    }
    let whole = system.key(&["routing_strategy", "weights"]);
    if strategy.dns != DnsPolicy::Route53Weighted {
        let warning = Diagnostic::warning(codes::WEIGHTS_UNUSED, whole, "weights have no effect")
            .label("only weighted routing looks at them")
            .help("write `dns: route53_weighted`, or remove them");
        diagnostics.push(warning);
    }
    for (code, weight) in &strategy.weights {
        let path = ["routing_strategy", "weights", code];
        if system.region(code).is_none() {
            let span = system.key(&path);
            let error =
                Diagnostic::error(codes::REGION_NOT_HERE, span, format!("`{code}` is no region of this blueprint"));
            let known = system.regions.iter().map(|region| region.code);
            diagnostics.push(match did_you_mean(code, known.clone()) {
                Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
                None => error.label(format!("the regions are {}", known.collect::<Vec<_>>().join(", "))),
            });
        }
        if !facts::WEIGHT.contains(&u32::from(*weight)) {
            let span = system.value(&path);
            let most = facts::WEIGHT.end();
            let error = Diagnostic::error(
                codes::WEIGHT_RANGE,
                span,
                format!("a weight of {weight}, where Route 53 takes 0 to {most}"),
            )
            .label(format!("over {most}"))
            .help("weights are shares of their sum: 3 and 1 do what 300 and 100 would")
            .fact("Route 53 ResourceRecordSet, Weight: 0 to 255 (botocore 1.44.5)");
            diagnostics.push(error);
        }
    }
    let all_zero = system.regions.iter().all(|region| strategy.weights.get(region.code) == Some(&0));
    if all_zero {
        let warning = Diagnostic::warning(codes::WEIGHTS_ZERO, whole, "every weight is 0")
            .label("then every region gets the same share")
            .help("give each region that should answer a weight over 0")
            .fact("if all weights are 0 traffic goes to all resources with equal probability (Route 53 Developer Guide, values of weighted records)");
        diagnostics.push(warning);
    }
}

/// Requests move by themselves, the database that takes writes does not.
pub(in super::super) fn replicas(system: &System<'_>, strategy: &RoutingStrategy, diagnostics: &mut Vec<Diagnostic>) {
    let routed = domains::routed(system).iter().any(|routed| routed.regions.len() > 1);
    if strategy.failover == Failover::None || !routed {
        return;
    }
    for name in replicated(system) {
        let warning = Diagnostic::warning(codes::REPLICA_PROMOTION_BY_HAND, replica(system, name), format!("failover moves requests, not the writes to `{name}`"))
            .label("the copy stays read-only until someone promotes it")
            .help("plan.md says how to promote it; waive this where read-only service is enough")
            .fact("promotion of a cross-region read replica or a secondary Aurora cluster is a manual step (Amazon RDS User Guide, promoting a read replica; Aurora User Guide, switchover or failover)");
        diagnostics.push(warning);
    }
}

/// Where the blueprint asks for a replica: in a region's `services`, or else in the database.
fn replica(system: &System<'_>, name: &str) -> Span {
    let listed = system.secondaries().find_map(|region| {
        let at = region.model.services.as_ref()?.iter().position(|service| *service == Service::RdsReadReplica)?;
        Some(system.tree.locate(region.node, &["services", &format!("[{at}]")]).value)
    });
    listed.unwrap_or_else(|| system.value(&["databases", name, "replication"]))
}

/// Databases with a replica in a secondary region.
fn replicated<'a>(system: &'a System<'a>) -> Vec<&'a str> {
    let databases = system.instances(&system.blueprint.databases);
    let replicas = databases.iter().filter(|database| database.region.role == Role::Secondary);
    let mut names: Vec<&str> = Vec::new();
    for replica in replicas.filter(|database| database.model.replication != Replication::None) {
        if !names.contains(&replica.name) {
            names.push(replica.name);
        }
    }
    names
}
