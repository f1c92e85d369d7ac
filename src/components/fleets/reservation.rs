//! Reserved capacity: of what, where, and whether anything can use it.

use super::Fleet;
use crate::blueprint::CapacityReservation;
use crate::components::grouped::grouped;
use crate::components::pool::has_spot;
use crate::diagnostics::{self as codes, Diagnostic};
use indexmap::IndexMap;

const RESERVATIONS: &str = "EC2 API, CreateCapacityReservation (read 2026-11-22)";

pub(super) fn check(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    match &fleet.model.capacity_reservation {
        Some(CapacityReservation::Reserve(count)) => {
            diagnostics.extend(check_what(fleet));
            diagnostics.extend(check_where(fleet));
            diagnostics.extend(check_count(fleet, *count));
        }
        Some(CapacityReservation::Ids(ids)) => check_ids(fleet, ids, diagnostics),
        None => {}
    }
}

fn check_what(fleet: &Fleet<'_>) -> Option<Diagnostic> {
    let count = fleet.model.instance_types.len();
    if count < 2 {
        return None;
    }
    let error = Diagnostic::error(
        codes::RESERVATION_PLACE,
        fleet.key(&["capacity_reservation", "reserve"]),
        format!("capacity is reserved of one instance type, and {} has {count}", fleet.name),
    )
    .label("of which?")
    .also(fleet.value(&["instance_types"]), "several types")
    .help("use one type, or make the reservations elsewhere and name their `ids`")
    .fact(format!("capacity is reserved of one instance type and platform, in one Availability Zone: {RESERVATIONS}"));
    Some(error)
}

fn check_where(fleet: &Fleet<'_>) -> Option<Diagnostic> {
    if fleet.model.zone.is_some() {
        return None;
    }
    let error = Diagnostic::error(
        codes::RESERVATION_PLACE,
        fleet.key(&["capacity_reservation", "reserve"]),
        format!("capacity is reserved in one zone, and {} has {}", fleet.name, fleet.region.zones),
    )
    .label("in which?")
    .help("add `zone: a` to the fleet, or make a reservation for each zone elsewhere and name their `ids`")
    .fact(format!("capacity is reserved in a specific Availability Zone: {RESERVATIONS}"));
    Some(error)
}

fn check_count(fleet: &Fleet<'_>, count: u32) -> Option<Diagnostic> {
    let (scaling, span) = (&fleet.model.scaling, fleet.value(&["capacity_reservation", "reserve"]));
    if count == 0 {
        let error =
            Diagnostic::error(codes::RESERVATION_UNUSED, span, "a reservation of no instances").label("at least 1");
        return Some(match fleet.removal(&["capacity_reservation"]) {
            Some(span) => error.fix("leave it out", span, ""),
            None => error.help("leave it out"),
        });
    }
    let spot = fleet.model.purchase.as_ref().filter(|_| has_spot(fleet.model.purchase.as_ref()));
    let above = f64::from(spot.map_or(0, |spot| scaling.max.saturating_sub(spot.on_demand_base)));
    let on_demand = scaling.max - (above * spot.map_or(0.0, |spot| spot.spot.fraction())).floor() as u32;
    if count <= on_demand {
        return None;
    }
    let message = format!(
        "capacity for {} instances, where {} has at most {} on demand",
        grouped(count),
        fleet.name,
        grouped(on_demand)
    );
    let warning = Diagnostic::warning(codes::RESERVATION_UNUSED, span, message)
        .label("paid for, and never used")
        .also(fleet.value(&["scaling", "max"]), "the most instances")
        .fact("reserved capacity is charged at the on-demand rate whether instances run in it or not (EC2 user guide, Capacity Reservation pricing and billing)");
    let warning = if spot.is_some() {
        warning.also(fleet.value(&["purchase", "spot"]), "spot takes none of it")
    } else {
        warning
    };
    Some(match on_demand {
        0 => warning.help("leave it out, or raise `on_demand_base`"),
        most => warning.fix(format!("reserve {most}"), span, most.to_string()),
    })
}

fn check_ids(fleet: &Fleet<'_>, ids: &IndexMap<String, Vec<String>>, diagnostics: &mut Vec<Diagnostic>) {
    let region = fleet.region.code;
    if ids.get(region).is_none_or(Vec::is_empty) {
        let error = Diagnostic::error(
            codes::RESERVATION_ID,
            fleet.key(&["capacity_reservation", "ids"]),
            format!("{} has no capacity reservation in {region}", fleet.name),
        )
        .label("one list for each region of the fleet")
        .also(fleet.region.key, "the fleet runs here")
        .help(format!("add `{region}: [cr-…]`, or put the reservation under `per_region` of the region that has it"))
        .fact(format!("a reservation is in one Availability Zone of one region: {RESERVATIONS}"));
        diagnostics.push(error);
    }
    for (index, id) in ids.get(region).into_iter().flatten().enumerate() {
        let digits = id.strip_prefix("cr-").unwrap_or_default();
        if digits.len() == 17 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            continue;
        }
        let span = fleet.value(&["capacity_reservation", "ids", region, &format!("[{index}]")]);
        let error =
            Diagnostic::error(codes::RESERVATION_ID, span, format!("`{id}` is not the id of a capacity reservation"))
                .label("`cr-` and 17 hexadecimal digits")
                .help(format!("`aws ec2 describe-capacity-reservations --region {region}` lists them"))
                .fact("resource ids have 8 or 17 hexadecimal digits (EC2 user guide, Resource IDs, read 2026-10-20)");
        diagnostics.push(error);
    }
}
