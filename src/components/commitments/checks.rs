//! Commitments that nobody can make.

use super::baseline::{Item, baseline};
use super::prices;
use crate::blueprint::Commitments;
use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::facts::commitments::TERMS;
use crate::system::System;

/// Names that mean nothing here, terms that AWS does not sell, prices that are not there.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(commitments) = &system.blueprint.commitments else { return };
    let items = baseline(system);
    term(system, commitments, diagnostics);
    for (at, name) in commitments.may_change.iter().enumerate() {
        let span = system.value(&["commitments", "may_change", &format!("[{at}]")]);
        diagnostics.extend(may_change(system, &items, name, span));
    }
    if items.iter().all(|item| item.steady == 0.0) {
        let warning = Diagnostic::warning(codes::COMMITMENT_EMPTY, system.key(&["commitments"]), "nothing runs at all times")
            .label("the report has nothing to say")
            .help("commitments are for what is paid for by the hour, at the smallest size: instances on demand, Fargate tasks, databases, cache nodes, provisioned concurrency");
        diagnostics.push(warning);
        return;
    }
    missing_prices(system, commitments, &items, diagnostics);
}

fn term(system: &System<'_>, commitments: &Commitments, diagnostics: &mut Vec<Diagnostic>) {
    if TERMS.contains(&commitments.term_years) {
        return;
    }
    let span = system.value(&["commitments", "term_years"]);
    let near = if commitments.term_years < 2 { "1" } else { "3" };
    let error = Diagnostic::error(codes::COMMITMENT_TERM, span, format!("a term of {} years, where AWS sells 1 and 3", commitments.term_years))
        .label("no such term")
        .fix(format!("write {near}"), span, near)
        .fact("Reserved Instances and Savings Plans run for one year or three (EC2 User Guide, Reserved Instances; Savings Plans, read 2026-11-22)");
    diagnostics.push(error);
}

fn may_change(system: &System<'_>, items: &[Item], name: &str, span: Span) -> Option<Diagnostic> {
    let Some(component) = system.components.get(name) else {
        let error = Diagnostic::error(codes::COMMITMENT_NAME, span, format!("there is no component `{name}`"))
            .label("a component of this blueprint");
        let names = items.iter().map(|item| item.component.as_str());
        return Some(match did_you_mean(name, names) {
            Some(near) => error.fix(format!("write {near}"), span, near),
            None => error.help("name fleets, clusters, databases, caches or functions"),
        });
    };
    let own: Vec<&Item> = items.iter().filter(|item| item.component == name).collect();
    if own.iter().any(|item| item.steady > 0.0) {
        return None;
    }
    let why = if own.is_empty() {
        "nothing of it runs at all times by the hour"
    } else {
        "all that it has at its smallest is on spot, which no commitment covers"
    };
    Some(
        Diagnostic::error(codes::COMMITMENT_NOTHING, span, format!("`{name}` has nothing to commit to"))
            .label(why)
            .also(component.key, format!("one of {}", system.components.get(name).map_or("", |known| known.section)))
            .help("leave it out of may_change")
            .fact("Savings Plans and Reserved Instances do not apply to spot usage (Savings Plans User Guide; EC2 User Guide, Reserved Instances)"),
    )
}

fn missing_prices(system: &System<'_>, commitments: &Commitments, items: &[Item], diagnostics: &mut Vec<Diagnostic>) {
    let Some(prices) = prices::read(system, commitments, diagnostics) else { return };
    let mut missing: Vec<String> = Vec::new();
    for item in items.iter().filter(|item| item.steady > 0.0 && prices::of(&prices, item).is_none()) {
        let name = format!("{} in {}", item.what, item.region);
        if !missing.contains(&name) {
            missing.push(name);
        }
    }
    if !missing.is_empty() {
        let warning = Diagnostic::warning(
            codes::PRICE_MISSING,
            system.value(&["commitments", "prices"]),
            format!("no price of {}", missing.join(", ")),
        )
        .label("the totals leave it out")
        .help("add the price of an hour: {us-east-1: {c7g.large: {on_demand: 0.0725}}}");
        diagnostics.push(warning);
    }
}
