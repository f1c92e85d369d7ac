//! Listeners: their ports, and whether they lead somewhere.

use super::{Accelerator, behind};
use crate::blueprint::{AcceleratorListener, PortRange};
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::facts::globalaccelerator::PORT_RANGES;

pub(super) fn check(accelerator: &Accelerator<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (name, listener) in &accelerator.model.listeners {
        diagnostics.extend(count(accelerator, name, listener));
        for (index, range) in listener.ports.iter().enumerate() {
            diagnostics.extend(order(accelerator, name, index, *range));
        }
    }
    check_overlap(accelerator, diagnostics);
    diagnostics.extend(patched(accelerator));
}

fn range_span(accelerator: &Accelerator<'_>, listener: &str, index: usize) -> Span {
    accelerator.value(&["listeners", listener, "ports", &format!("[{index}]")])
}

fn count(accelerator: &Accelerator<'_>, name: &str, listener: &AcceleratorListener) -> Option<Diagnostic> {
    let (least, most) = (*PORT_RANGES.start(), *PORT_RANGES.end());
    let found = listener.ports.len();
    if PORT_RANGES.contains(&found) {
        return None;
    }
    let (span, label) = if found < least {
        (accelerator.value(&["listeners", name, "ports"]), "an empty list")
    } else {
        (range_span(accelerator, name, most), "the first too many")
    };
    let error = Diagnostic::error(
        codes::ACCELERATOR_PORTS,
        span,
        format!("{found} ranges of ports, where a listener takes {least} to {most}"),
    )
    .label(label)
    .help("name ranges such as {from: 4000, to: 4010}, and join those that touch")
    .fact("PortRanges has 1 to 10 items (registry schema of AWS::GlobalAccelerator::Listener, 2026-10-20)");
    Some(error)
}

fn order(accelerator: &Accelerator<'_>, name: &str, index: usize, range: PortRange) -> Option<Diagnostic> {
    let index_text = format!("[{index}]");
    let at = |field: &str| accelerator.value(&["listeners", name, "ports", &index_text, field]);
    if range.from == 0 || range.to == 0 {
        let field = if range.from == 0 { "from" } else { "to" };
        let error = Diagnostic::error(codes::ACCELERATOR_PORTS, at(field), "there is no port 0")
            .label("1 to 65535")
            .help("write the port that clients connect to")
            .fact("ports are from 1 to 65,535 (Global Accelerator API, PortOverride, read 2026-11-22)");
        return Some(error);
    }
    (range.from > range.to).then(|| {
        Diagnostic::error(codes::ACCELERATOR_PORTS, at("from"), format!("ports from {} to {}", range.from, range.to))
            .label("after the last one")
            .also(at("to"), "the last port")
            .fix("swap them", at("from"), range.to.to_string())
            .fix("swap them", at("to"), range.from.to_string())
            .fact("FromPort is not above ToPort (botocore 1.44.5, Global Accelerator, PortRange)")
    })
}

/// One port of one protocol belongs to one listener, and to one of its ranges.
fn check_overlap(accelerator: &Accelerator<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let listeners = accelerator.model.listeners.iter();
    let ranges: Vec<(&str, &AcceleratorListener, usize, PortRange)> = listeners
        .flat_map(|(name, listener)| {
            listener.ports.iter().enumerate().map(move |(index, range)| (name.as_str(), listener, index, *range))
        })
        .collect();
    for (position, (name, listener, index, range)) in ranges.iter().enumerate() {
        let shared = |(_, other, _, known): &&(&str, &AcceleratorListener, usize, PortRange)| {
            other.protocol == listener.protocol && known.from <= range.to && range.from <= known.to
        };
        let Some((first, _, first_index, known)) = ranges.iter().take(position).find(shared) else { continue };
        let port = known.from.max(range.from);
        let error = Diagnostic::error(codes::ACCELERATOR_OVERLAP, range_span(accelerator, name, *index), format!("{} port {port} is in two ranges", listener.protocol.name()))
            .label(format!("of {name}"))
            .also(range_span(accelerator, first, *first_index), format!("of {first}"))
            .help("let each port of a protocol belong to one range of one listener")
            .fact("an accelerator has one listener for a port and protocol (botocore 1.44.5, Global Accelerator, InvalidPortRangeException)");
        diagnostics.push(error);
    }
}

/// A listener without endpoints in any region takes connections that nobody answers.
pub(super) fn check_ends(accelerator: &Accelerator<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let instances = accelerator.system.instances(&accelerator.system.blueprint.accelerators);
    for (name, listener) in &accelerator.model.listeners {
        let same = instances.iter().filter(|other| other.name == accelerator.name);
        if same.into_iter().any(|other| !behind(other, name, listener).is_empty()) {
            continue;
        }
        let error = Diagnostic::error(codes::ACCELERATOR_LEADS_NOWHERE, accelerator.key(&["listeners", name]), format!("{name} leads to no endpoint"))
            .label("takes connections that nobody answers")
            .also(accelerator.key(&["endpoints"]), "none of these has its protocol and one of its ports")
            .help("name an endpoint whose load balancer listens at one of the ports, with the same protocol")
            .fact("a listener sends its traffic to the same port of an endpoint (Global Accelerator developer guide, Override listener ports, read 2026-11-22)");
        diagnostics.push(error);
    }
}

/// Listeners exist once: no region can have others.
fn patched(accelerator: &Accelerator<'_>) -> Option<Diagnostic> {
    let written = accelerator.system.blueprint.accelerators.get(accelerator.name)?;
    if written.base.model.listeners == accelerator.model.listeners {
        return None;
    }
    let path = ["accelerators", accelerator.name, "per_region", accelerator.region.code, "listeners"];
    let message = format!("{} has listeners of its own in {}", accelerator.name, accelerator.region.code);
    let error = Diagnostic::error(codes::ACCELERATOR_PATCH, accelerator.system.key(&path), message)
        .label("one accelerator serves all regions")
        .help("patch `endpoints`, which each region has; change listeners for all regions")
        .fact("Global Accelerator is a global service; only endpoint groups belong to a region (Global Accelerator developer guide)");
    Some(error)
}
