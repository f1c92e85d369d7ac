//! Placement groups and the zone.

use super::{Fleet, pool};
use crate::blueprint::{self, Placement};
use crate::components::network;
use crate::components::pool::types::nearest;
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::facts::ec2::InstanceType;
use crate::facts::placement::{PARTITIONS_PER_ZONE, SPREAD_INSTANCES_PER_ZONE};

const GROUPS: &str = "EC2 user guide, Placement strategies (read 2026-10-20)";

pub(super) fn check(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    check_zone(fleet, diagnostics);
    let Some(placement) = fleet.model.placement else { return };
    for (kind, span) in pool(fleet).described() {
        if !may_join(&kind, placement) {
            diagnostics.push(refused(fleet, &kind, placement, span));
        }
    }
    match placement {
        Placement::Cluster => check_cluster(fleet, diagnostics),
        Placement::Spread => check_spread(fleet, diagnostics),
        Placement::Partition(count) => check_partitions(fleet, count, diagnostics),
    }
}

/// The letter of the only zone, as subnets are named: A.
pub(super) fn zone(fleet: &blueprint::Fleet) -> Option<char> {
    let mut letters = fleet.zone.as_deref()?.chars();
    letters
        .next()
        .filter(|letter| letters.next().is_none() && letter.is_ascii_lowercase())
        .map(|letter| letter.to_ascii_uppercase())
}

fn check_zone(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(written) = &fleet.model.zone else { return };
    let letters: Vec<String> =
        network::letters(fleet.region).map(|letter| letter.to_ascii_lowercase().to_string()).collect();
    if zone(fleet.model).is_some() && letters.contains(written) {
        return;
    }
    let span = fleet.value(&["zone"]);
    let region = fleet.region.code;
    let message = format!("{region} has no zone `{written}` in this blueprint");
    let error =
        Diagnostic::error(codes::FLEET_ZONE, span, message).label(format!("its zones are {}", letters.join(", ")));
    let last = written.chars().next_back().unwrap_or_default().to_ascii_lowercase().to_string();
    let availability = fleet.system.value(&["network", "availability_zones"]);
    let error = if fleet.system.network().availability_zones.is_some() {
        error.also(availability, format!("{} zones a region", fleet.region.zones))
    } else {
        error
    };
    diagnostics.push(if letters.contains(&last) {
        error.fix(format!("write {last}"), span, last)
    } else {
        error.help("choose one of them, or raise `network.availability_zones`")
    });
}

fn may_join(kind: &InstanceType, placement: Placement) -> bool {
    match placement {
        Placement::Cluster => kind.in_cluster_group(),
        Placement::Spread => kind.in_spread_group(),
        Placement::Partition(_) => kind.in_partition_group(),
    }
}

const fn word(placement: Placement) -> &'static str {
    match placement {
        Placement::Cluster => "cluster",
        Placement::Spread => "spread",
        Placement::Partition(_) => "partition",
    }
}

fn refused(fleet: &Fleet<'_>, kind: &InstanceType, placement: Placement, span: Span) -> Diagnostic {
    let word = word(placement);
    let error = Diagnostic::error(
        codes::PLACEMENT_REFUSED,
        span,
        format!("{} cannot join a {word} placement group", kind.name),
    )
    .label(if kind.burstable { "a burstable type" } else { "a type that no such group takes" })
    .also(fleet.value(&["placement"]), format!("a {word} group"))
    .fact("EC2 DescribeInstanceTypes, PlacementGroupInfo.SupportedStrategies (as recorded by moto 5.2.5)");
    match nearest(&pool(fleet), kind, |other| may_join(other, placement) && !other.is_previous_generation()) {
        Some(near) => error.fix(format!("use {near}"), span, near),
        None => error.help("choose a type of fixed performance, such as m7i or c7g of the same size"),
    }
}

fn check_cluster(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let span = fleet.value(&["placement"]);
    if fleet.model.zone.is_none() {
        let message = format!("the cluster placement group of {} would span {} zones", fleet.name, fleet.region.zones);
        let error = Diagnostic::error(codes::CLUSTER_WITHOUT_ZONE, span, message)
            .label("a cluster group lives in one zone")
            .help("add `zone: a`, or use `placement: spread` to keep the zones")
            .fact(format!("a cluster placement group can't span multiple Availability Zones: {GROUPS}"));
        diagnostics.push(error);
    }
    if fleet.model.instance_types.len() > 1 {
        let message = format!("{} instance types in one cluster placement group", fleet.model.instance_types.len());
        let warning = Diagnostic::warning(codes::CLUSTER_MIXED_TYPES, fleet.value(&["instance_types"]), message)
            .label("EC2 finds room for one type more easily")
            .also(span, "a cluster group")
            .help("use one type; a capacity reservation makes sure of it")
            .fact(format!("more than one instance type raises the chance of an insufficient capacity error: {GROUPS}"));
        diagnostics.push(warning);
    }
}

fn check_spread(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let zones = if fleet.model.zone.is_some() { 1 } else { fleet.region.zones };
    let most = SPREAD_INSTANCES_PER_ZONE * zones;
    let max = fleet.model.scaling.max;
    if max <= most {
        return;
    }
    let span = fleet.value(&["scaling", "max"]);
    let zones = if zones == 1 { "one zone".to_owned() } else { format!("{zones} zones") };
    let error = Diagnostic::error(
        codes::SPREAD_OVER_LIMIT,
        span,
        format!("{max} instances in a spread placement group of {zones}, where {most} are possible"),
    )
    .label(format!("{SPREAD_INSTANCES_PER_ZONE} in each zone"))
    .also(fleet.value(&["placement"]), "each instance on its own rack")
    .fact(format!(
        "a spread group holds {SPREAD_INSTANCES_PER_ZONE} running instances per Availability Zone: {GROUPS}"
    ));
    let error = if fleet.model.scaling.min <= most {
        error.fix(format!("stop at {most}; `placement: {{partition: 7}}` holds more"), span, most.to_string())
    } else {
        error.help("use `placement: {partition: 7}`, which holds more and still keeps racks apart")
    };
    diagnostics.push(error);
}

fn check_partitions(fleet: &Fleet<'_>, count: u32, diagnostics: &mut Vec<Diagnostic>) {
    if PARTITIONS_PER_ZONE.contains(&count) {
        return;
    }
    let span = fleet.value(&["placement", "partition"]);
    let (least, most) = (PARTITIONS_PER_ZONE.start(), PARTITIONS_PER_ZONE.end());
    let near = count.clamp(*least, *most);
    let error = Diagnostic::error(
        codes::PARTITION_COUNT,
        span,
        format!("{count} partitions, where {least} to {most} are possible"),
    )
    .label("in each zone")
    .fix(format!("use {near}"), span, near.to_string())
    .fact(format!("a partition group has up to {most} partitions per Availability Zone: {GROUPS}"));
    diagnostics.push(error);
}
