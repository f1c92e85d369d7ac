//! Elastic Fabric Adapters: which types have them, and where their traffic goes.

use super::{Fleet, pool};
use crate::blueprint::Placement;
use crate::components::pool::types::nearest;
use crate::diagnostics::{self as codes, Diagnostic};

const EFA: &str = "EC2 DescribeInstanceTypes, NetworkInfo.EfaInfo (as recorded by moto 5.2.5)";

pub(super) fn check(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(wanted) = fleet.model.fabric_adapters else { return };
    let value = fleet.value(&["fabric_adapters"]);
    if wanted == 0 {
        let error = Diagnostic::error(codes::NO_FABRIC_ADAPTER, value, "no fabric adapter at all").label("at least 1");
        diagnostics.push(match fleet.removal(&["fabric_adapters"]) {
            Some(span) => error.fix("leave it out", span, ""),
            None => error.help("leave it out"),
        });
        return;
    }
    for (kind, span) in pool(fleet).described().iter().filter(|(kind, _)| kind.efa_interfaces < wanted) {
        let message = match kind.efa_interfaces {
            0 => format!("{} has no Elastic Fabric Adapter", kind.name),
            most => format!("{wanted} fabric adapters, where {} takes {most}", kind.name),
        };
        let error = Diagnostic::error(codes::NO_FABRIC_ADAPTER, *span, message)
            .label(if kind.efa_interfaces == 0 { "none" } else { "fewer" })
            .also(value, "wanted here")
            .fact(EFA);
        diagnostics.push(
            match nearest(&pool(fleet), kind, |other| other.efa_interfaces >= wanted && !other.is_previous_generation())
            {
                Some(near) => error.fix(format!("use {near}"), *span, near),
                None if kind.efa_interfaces > 0 => {
                    error.fix(format!("use {}", kind.efa_interfaces), value, kind.efa_interfaces.to_string())
                }
                None => {
                    error.help("choose a type that has it: the largest sizes of c5n, c6in, c7i, hpc7g, p5 and others")
                }
            },
        );
    }
    diagnostics.extend(apart(fleet));
}

/// The adapters pass the operating system by within a zone only.
fn apart(fleet: &Fleet<'_>) -> Option<Diagnostic> {
    if fleet.model.placement == Some(Placement::Cluster) {
        return None;
    }
    let span = fleet.key(&["fabric_adapters"]);
    let message = if fleet.model.zone.is_some() {
        format!("fabric adapters for {}, whose instances need not be close together", fleet.name)
    } else {
        format!("fabric adapters for {}, which spans {} zones", fleet.name, fleet.region.zones)
    };
    let warning = Diagnostic::warning(codes::FABRIC_APART, span, message)
        .label("no such traffic between zones, and slow traffic between distant racks")
        .fact("EFA is for instances of one subnet, in a cluster placement group (AWS ParallelCluster user guide, Elastic Fabric Adapter, read 2026-11-22)");
    Some(if fleet.says(&["placement"]) {
        warning.also(fleet.value(&["placement"]), "keeps them apart").help("use `placement: cluster`")
    } else {
        warning.help(if fleet.model.zone.is_some() {
            "add `placement: cluster`"
        } else {
            "add `placement: cluster` and `zone: a`"
        })
    })
}
