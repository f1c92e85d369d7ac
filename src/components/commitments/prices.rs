//! The prices that the user gives.

use indexmap::IndexMap;

use super::baseline::Item;
use crate::blueprint::{Commitments, Document};
use crate::diagnostics::{self as codes, Diagnostic, did_you_mean};
use crate::system::System;
use crate::yaml::{Kind, NodeId};

/// The fields of a price.
const FIELDS: [&str; 2] = ["on_demand", "committed"];

/// What an hour of one thing costs.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Price {
    /// Without a commitment.
    pub on_demand: f64,
    /// Under one.
    pub committed: Option<f64>,
}

/// Prices by region and type.
pub(super) type Prices = IndexMap<(String, String), Price>;

impl Price {
    /// Under a commitment, if there is a price for that.
    pub fn best(self) -> f64 {
        self.committed.unwrap_or(self.on_demand)
    }
}

/// The price of an item's hour.
pub(super) fn of(prices: &Prices, item: &Item) -> Option<Price> {
    prices.get(&(item.region.clone(), item.what.clone())).copied()
}

/// The document of prices. `None` when the blueprint has none.
pub(super) fn read(
    system: &System<'_>,
    commitments: &Commitments,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Prices> {
    let Some(Document::Inline(node)) = &commitments.prices else { return None };
    let tree = system.tree;
    let mut prices = Prices::new();
    let wrong = |node: NodeId, what: String, label: &str| {
        Diagnostic::error(codes::PRICE_FORMAT, tree.span(node), what)
            .label(label)
            .help("write the price of an hour by region and type: {us-east-1: {c7g.large: {on_demand: 0.0725, committed: 0.0457}}}")
    };
    if tree.kind(node.0) != Kind::Map {
        diagnostics.push(wrong(node.0, "prices that are no mapping".into(), "regions belong here"));
    }
    for (region, types) in tree.entries(node.0) {
        if tree.kind(*types) != Kind::Map {
            diagnostics.push(wrong(*types, "the prices of a region that are no mapping".into(), "types belong here"));
        }
        for (name, fields) in tree.entries(*types) {
            let mut price = Price::default();
            if tree.get(*fields, "on_demand").is_none() {
                diagnostics.push(wrong(
                    *name,
                    "a price without on_demand".into(),
                    "what an hour costs without a commitment",
                ));
            }
            for (field, value) in tree.entries(*fields) {
                let known = tree.text(*field).unwrap_or_default();
                let number = tree
                    .text(*value)
                    .and_then(|text| text.parse::<f64>().ok())
                    .filter(|number| number.is_finite() && *number >= 0.0);
                match (known, number) {
                    ("on_demand", Some(number)) => price.on_demand = number,
                    ("committed", Some(number)) => price.committed = Some(number),
                    ("on_demand" | "committed", None) => diagnostics.push(wrong(
                        *value,
                        format!("`{}` is no price", tree.text(*value).unwrap_or_default()),
                        "a number, 0 or more",
                    )),
                    (unknown, _) => {
                        let error =
                            wrong(*field, format!("`{unknown}` is no field of a price"), "on_demand or committed");
                        diagnostics.push(match did_you_mean(unknown, FIELDS) {
                            Some(near) => error.fix(format!("write {near}"), tree.span(*field), near),
                            None => error,
                        });
                    }
                }
            }
            if let Some(committed) =
                price.committed.filter(|committed| *committed > price.on_demand && price.on_demand > 0.0)
            {
                let message = format!("{committed} an hour under a commitment, and {} without", price.on_demand);
                diagnostics.push(wrong(*name, message, "a commitment that costs more than none"));
            }
            let key =
                (tree.text(*region).unwrap_or_default().to_owned(), tree.text(*name).unwrap_or_default().to_owned());
            prices.insert(key, price);
        }
    }
    Some(prices)
}
