//! `commitments.md`.

use std::collections::BTreeMap;

use super::baseline::{Item, Kind, baseline};
use super::prices::{self, Prices};
use crate::blueprint::Commitments;
use crate::facts::commitments::{
    DATABASE_SAVINGS_PLANS_GENERATION, HOURS_A_MONTH, family, generation, normalisation_factor,
};
use crate::system::System;

/// The text below the heading.
pub(super) fn report(system: &System<'_>, commitments: &Commitments) -> String {
    let items = baseline(system);
    let report = Report { commitments, items: &items, prices: prices::read(system, commitments, &mut Vec::new()) };
    let mut text = report.steady();
    text.push_str(&report.reservations());
    text.push_str(&report.spot());
    text.push_str(&report.money());
    text.push_str(NOTES);
    text
}

const NOTES: &str = "
## How to read this

- What runs at all times is the smallest size that the blueprint allows: `min` of fleets, clusters and services, every instance of a database, every node of a cache, provisioned concurrency. What scaling adds stays on demand.
- Normalised units make sizes of one family comparable: nano 0.25, micro 0.5, small 1, medium 2, large 4, xlarge 8, and 8 for each further xlarge (EC2 User Guide, How Reserved Instance discounts are applied). A reservation of a family in a region covers its sizes in this proportion, for Linux, with few exceptions among accelerated families. A database in two zones counts twice.
- Where several instance types are allowed, the first is counted. Machines that `may_change` names should not be committed to by their family.
- Convertible Reserved Instances can be exchanged for another family; standard ones cost less. There are convertible ones for EC2 only. An EC2 Instance Savings Plan holds for one family in one region, a Compute Savings Plan for any family, region, Fargate and Lambda.
- Database Savings Plans hold for any engine, family and region of RDS, Aurora and ElastiCache for Valkey, for generations from 7 on and serverless; look up the terms that are sold.
- A commitment that an account has already may cover some of this: `aws ce get-savings-plans-coverage` and `aws ce get-reservation-coverage` tell.
";

struct Report<'a> {
    commitments: &'a Commitments,
    items: &'a [Item],
    prices: Option<Prices>,
}

impl Report<'_> {
    fn may_change(&self, item: &Item) -> bool {
        self.commitments.may_change.contains(&item.component)
    }

    fn steady(&self) -> String {
        let mut text = format!(
            "## What runs at all times\n\nTo be covered for {}.\n\n| region | component | what | how many | hours a month | cover with |\n|---|---|---|---|---|---|\n",
            if self.commitments.term_years == 1 {
                "1 year".into()
            } else {
                format!("{} years", self.commitments.term_years)
            }
        );
        for item in self.items.iter().filter(|item| item.steady > 0.0) {
            text.push_str(&format!(
                "| {} | {} | {} | {} | {} | {} |\n",
                item.region,
                item.component,
                item.what,
                amount(item.steady),
                amount((item.steady * HOURS_A_MONTH).round()),
                self.cover(item)
            ));
        }
        text
    }

    /// What should cover an item.
    fn cover(&self, item: &Item) -> String {
        let family = family(&item.what);
        let in_plan = item.what == "db.serverless"
            || generation(family).is_some_and(|known| known >= DATABASE_SAVINGS_PLANS_GENERATION);
        match (item.kind, self.may_change(item)) {
            (Kind::Ec2, false) => format!("EC2 Instance Savings Plan of {family}, or standard Reserved Instances"),
            (Kind::Ec2, true) => "Compute Savings Plan, or convertible Reserved Instances: it may change".into(),
            (Kind::Fargate | Kind::Lambda, _) => "Compute Savings Plan".into(),
            (Kind::Database, _) if item.what == "db.serverless" => "Database Savings Plan".into(),
            (Kind::Database, false) => format!("reserved DB instances of {family}"),
            (Kind::Valkey | Kind::Cache, false) => format!("reserved nodes of {family}"),
            (Kind::Database | Kind::Valkey, true) if in_plan => "Database Savings Plan: it may change".into(),
            (Kind::Database | Kind::Valkey | Kind::Cache, true) => {
                format!(
                    "nothing before it has changed: reservations hold for {family} alone, and no Savings Plan takes it"
                )
            }
        }
    }

    /// Units of each family and region that is reserved as such.
    fn reservations(&self) -> String {
        let mut units: BTreeMap<(&str, &str), f64> = BTreeMap::new();
        for item in self.items.iter().filter(|item| item.steady > 0.0 && !self.may_change(item)) {
            if let Some(factor) = normalisation_factor(&item.what) {
                *units.entry((&item.region, family(&item.what))).or_default() += factor * item.steady;
            }
        }
        if units.is_empty() {
            return String::new();
        }
        let mut text = String::from(
            "\n## Reservations, in normalised units\n\n| region | family | units at all times | unit hours a month |\n|---|---|---|---|\n",
        );
        for ((region, family), units) in units {
            text.push_str(&format!(
                "| {region} | {family} | {} | {} |\n",
                amount(units),
                amount((units * HOURS_A_MONTH).round())
            ));
        }
        text
    }

    fn spot(&self) -> String {
        let spot: Vec<&Item> = self.items.iter().filter(|item| item.spot > 0.0).collect();
        if spot.is_empty() {
            return String::new();
        }
        let mut text = String::from(
            "\n## Left on spot\n\nNo commitment covers it: committing to it would be paid on top.\n\n| region | component | what | how many |\n|---|---|---|---|\n",
        );
        for item in spot {
            text.push_str(&format!(
                "| {} | {} | {} | {} |\n",
                item.region,
                item.component,
                item.what,
                amount(item.spot)
            ));
        }
        text
    }

    fn money(&self) -> String {
        let Some(prices) = &self.prices else { return String::new() };
        let mut text = String::from(
            "\n## What it costs\n\nBy the prices that the blueprint gives, a month of 730 hours. What has no price is left out.\n\n| region | component | what | on demand | committed |\n|---|---|---|---|---|\n",
        );
        let (mut on_demand, mut committed, mut bound) = (0.0, 0.0, 0.0);
        for item in self.items.iter().filter(|item| item.steady > 0.0) {
            let Some(price) = prices::of(prices, item) else { continue };
            let hours = item.steady * HOURS_A_MONTH;
            on_demand += hours * price.on_demand;
            committed += hours * price.best();
            bound += price.committed.map_or(0.0, |committed| hours * committed);
            text.push_str(&format!(
                "| {} | {} | {} | {:.2} | {:.2} |\n",
                item.region,
                item.component,
                item.what,
                hours * price.on_demand,
                hours * price.best()
            ));
        }
        text.push_str(&format!("| | | together | {on_demand:.2} | {committed:.2} |\n"));
        if on_demand > 0.0 {
            let years = f64::from(self.commitments.term_years);
            text.push_str(&format!(
                "\nThe commitments save {:.2} a month, {:.0}%, and {:.2} over the term, and bind {:.2}.\n",
                on_demand - committed,
                (1.0 - committed / on_demand) * 100.0,
                (on_demand - committed) * 12.0 * years,
                bound * 12.0 * years
            ));
        }
        text
    }
}

/// A number without needless decimals.
fn amount(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    rounded.to_string()
}
