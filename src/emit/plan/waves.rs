//! The table of waves, and who reads what from whom.

use std::borrow::Cow;

use indexmap::{IndexMap, IndexSet};

use crate::documents::Unit;
use crate::stacks::{Edge, Linked, Wave};

/// Of the outputs that a wave waits for, so many are named.
const NAMED: usize = 3;

/// One row a wave: what is deployed, and what it waited for.
pub(super) fn table(linked: &Linked) -> String {
    let mut table = String::from("| wave | stacks | why now |\n|---|---|---|\n");
    let mut before: &[Unit] = &[];
    for (at, wave) in linked.waves.iter().enumerate() {
        let why = if at == 0 { "nothing before them".to_owned() } else { why_now(linked, wave, before) };
        table.push_str(&format!("| {} | {} | {why} |\n", at + 1, stacks(wave)));
        before = &wave.units;
    }
    table
}

/// `network in us-east-1, eu-west-1; tables in us-east-1`.
fn stacks(wave: &Wave) -> String {
    let mut kinds: IndexMap<Cow<'_, str>, Vec<&str>> = IndexMap::new();
    for unit in &wave.units {
        kinds.entry(unit.label()).or_default().push(unit.region());
    }
    let kinds: Vec<String> = kinds.iter().map(|(kind, regions)| format!("{kind} in {}", regions.join(", "))).collect();
    kinds.join("; ")
}

/// What binds the units of a wave to the wave before: that is why they come no earlier.
fn why_now(linked: &Linked, wave: &Wave, before: &[Unit]) -> String {
    let mut kinds: IndexMap<Cow<'_, str>, Links> = IndexMap::new();
    for unit in &wave.units {
        let links = kinds.entry(unit.label()).or_default();
        linked
            .edges
            .iter()
            .filter(|edge| edge.after == *unit && before.contains(&edge.before))
            .for_each(|edge| links.add(edge));
    }
    let one = kinds.len() == 1;
    let say = |(kind, links): (&Cow<'_, str>, &Links)| {
        if one { links.in_words() } else { format!("{kind}: {}", links.in_words()) }
    };
    kinds.iter().map(say).collect::<Vec<_>>().join("; ")
}

/// What units of one kind wait for, over all regions.
#[derive(Default)]
struct Links {
    /// By where they come from: the outputs.
    outputs: IndexMap<String, IndexSet<String>>,
    reasons: IndexSet<String>,
}

impl Links {
    fn add(&mut self, edge: &Edge) {
        if !edge.outputs.is_empty() {
            self.outputs.entry(source(edge)).or_default().extend(edge.outputs.iter().cloned());
        }
        self.reasons.extend(edge.reasons.iter().cloned());
    }

    /// `VpcId and 3 more of network, the replicas' source`.
    fn in_words(&self) -> String {
        let outputs = self.outputs.iter().map(|(from, names)| format!("{} of {from}", some(names)));
        outputs.chain(self.reasons.iter().cloned()).collect::<Vec<_>>().join(", ")
    }
}

/// The stack read from, with its region only if that is another.
fn source(edge: &Edge) -> String {
    if edge.before.region() == edge.after.region() {
        edge.before.label().into_owned()
    } else {
        format!("{} in {}", edge.before.label(), edge.before.region())
    }
}

fn some(names: &IndexSet<String>) -> String {
    let named: Vec<&str> = names.iter().take(NAMED).map(String::as_str).collect();
    match (named.split_last(), names.len().saturating_sub(NAMED)) {
        (_, more @ 1..) => format!("{} and {more} more", named.join(", ")),
        (Some((last, [])), _) => (*last).to_owned(),
        (Some((last, others)), _) => format!("{} and {last}", others.join(", ")),
        (None, _) => String::new(),
    }
}

/// What units of one kind read from one stack.
#[derive(Default)]
struct Row<'l> {
    outputs: IndexSet<&'l str>,
    /// The readers' regions, where they are not that of the stack.
    places: IndexSet<&'l str>,
}

/// One row for each pair of kinds of which one reads the other; `None` if nothing is read.
pub(super) fn readers(linked: &Linked) -> Option<String> {
    // Regions are listed where a value crosses them; within a region every region has the same row.
    let mut rows: IndexMap<(String, Cow<'_, str>), Row<'_>> = IndexMap::new();
    for edge in linked.edges.iter().filter(|edge| !edge.outputs.is_empty()) {
        let row = rows.entry((source(edge), edge.after.label())).or_default();
        row.outputs.extend(edge.outputs.iter().map(String::as_str));
        if edge.before.region() != edge.after.region() {
            row.places.insert(edge.after.region());
        }
    }
    if rows.is_empty() {
        return None;
    }
    let mut table = String::from("| outputs of | which | deploy again |\n|---|---|---|\n");
    for ((from, reader), Row { outputs, places }) in rows {
        let list = |names: IndexSet<&str>| names.into_iter().collect::<Vec<_>>().join(", ");
        let reader = if places.is_empty() { reader.into_owned() } else { format!("{reader} in {}", list(places)) };
        table.push_str(&format!("| {from} | {} | {reader} |\n", list(outputs)));
    }
    Some(table)
}
