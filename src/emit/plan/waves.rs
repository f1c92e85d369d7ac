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

/// What the units of a wave wait for: the wave before first, since that is why they come no earlier.
fn why_now(linked: &Linked, wave: &Wave, before: &[Unit]) -> String {
    let mut kinds: IndexMap<Cow<'_, str>, Links<'_>> =
        wave.units.iter().map(|unit| (unit.label(), Links::default())).collect();
    let edges = linked.edges.iter().filter(|edge| wave.units.contains(&edge.after));
    let (latest, earlier): (Vec<&Edge>, Vec<&Edge>) = edges.partition(|edge| before.contains(&edge.before));
    for (edges, latest) in [(latest, true), (earlier, false)] {
        for edge in edges {
            kinds.entry(edge.after.label()).or_default().add(edge, latest);
        }
    }
    let one = kinds.len() == 1;
    let say = |(kind, links): (&Cow<'_, str>, &Links<'_>)| {
        if one { links.in_words() } else { format!("{kind}: {}", links.in_words()) }
    };
    kinds.iter().map(say).collect::<Vec<_>>().join("; ")
}

/// What units of one kind wait for, over all regions.
#[derive(Default)]
struct Links<'l> {
    reads: IndexMap<Cow<'l, str>, Reads<'l>>,
    reasons: IndexSet<&'l str>,
}

/// What they read from stacks of one kind.
#[derive(Default)]
struct Reads<'l> {
    outputs: IndexSet<&'l str>,
    /// Where the stacks are.
    regions: IndexSet<&'l str>,
    /// Whether one of them is in another region than its reader.
    crosses: bool,
    /// Whether one of them is in the wave before.
    latest: bool,
}

impl<'l> Links<'l> {
    fn add(&mut self, edge: &'l Edge, latest: bool) {
        if !edge.outputs.is_empty() {
            let reads = self.reads.entry(edge.before.label()).or_default();
            reads.outputs.extend(edge.outputs.iter().map(String::as_str));
            reads.regions.insert(edge.before.region());
            reads.crosses |= crosses(edge);
            reads.latest |= latest;
        }
        self.reasons.extend(edge.reasons.iter().map(String::as_str));
    }

    /// `VpcId, ZoneA, ZoneB and 3 more of network, 4 outputs of data in eu-west-1, the replicas' source`.
    fn in_words(&self) -> String {
        let reads = self.reads.iter().map(|(from, reads)| reads.in_words(from));
        reads.chain(self.reasons.iter().map(|reason| (*reason).to_owned())).collect::<Vec<_>>().join(", ")
    }
}

impl Reads<'_> {
    fn in_words(&self, from: &str) -> String {
        let count = self.outputs.len();
        let outputs = if self.latest || count < NAMED { some(&self.outputs) } else { format!("{count} outputs") };
        if self.crosses {
            format!("{outputs} of {from} in {}", some(&self.regions))
        } else {
            format!("{outputs} of {from}")
        }
    }
}

fn crosses(edge: &Edge) -> bool {
    edge.before.region() != edge.after.region()
}

/// The first few in words.
fn some(names: &IndexSet<&str>) -> String {
    let named: Vec<&str> = names.iter().take(NAMED).copied().collect();
    match (named.split_last(), names.len().saturating_sub(NAMED)) {
        (_, more @ 1..) => format!("{} and {more} more", named.join(", ")),
        (Some((last, [])), _) => (*last).to_owned(),
        (Some((last, others)), _) => format!("{} and {last}", others.join(", ")),
        (None, _) => String::new(),
    }
}

/// One row for each pair of kinds of which one reads the other; `None` if nothing is read.
pub(super) fn readers(linked: &Linked) -> Option<String> {
    let mut pairs: IndexMap<(Cow<'_, str>, Cow<'_, str>), Vec<&Edge>> = IndexMap::new();
    for edge in linked.edges.iter().filter(|edge| !edge.outputs.is_empty()) {
        pairs.entry((edge.before.label(), edge.after.label())).or_default().push(edge);
    }
    if pairs.is_empty() {
        return None;
    }
    let mut table = String::from("| outputs of | which | deploy again |\n|---|---|---|\n");
    for ((from, reader), edges) in pairs {
        // Regions are listed where a value crosses them; within a region every region has the same row.
        let crossing: Vec<IndexSet<&str>> =
            edges.iter().filter(|edge| crosses(edge)).map(|edge| outputs(edge)).collect();
        let (across, within): (Vec<&Edge>, Vec<&Edge>) =
            edges.into_iter().partition(|edge| crossing.contains(&outputs(edge)));
        if !within.is_empty() {
            let outputs: IndexSet<&str> = within.into_iter().flat_map(outputs).collect();
            table.push_str(&format!("| {from} | {} | {reader} |\n", list(&outputs)));
        }
        for Row { outputs, from_regions, reader_regions } in rows_across(&across) {
            let (sources, readers) = (list(&from_regions), list(&reader_regions));
            table.push_str(&format!("| {from} in {sources} | {} | {reader} in {readers} |\n", list(&outputs)));
        }
    }
    Some(table)
}

/// Outputs that stacks of some regions have, and readers in some regions that read them from each of these.
struct Row<'l> {
    outputs: IndexSet<&'l str>,
    from_regions: IndexSet<&'l str>,
    reader_regions: IndexSet<&'l str>,
}

/// Reads between one pair of kinds, in as few rows as say them.
fn rows_across<'l>(edges: &[&'l Edge]) -> Vec<Row<'l>> {
    let mut by_source: Vec<Row<'l>> = Vec::new();
    for edge in edges {
        let (outputs, from) = (outputs(edge), edge.before.region());
        match by_source.iter_mut().find(|row| row.outputs == outputs && row.from_regions.contains(from)) {
            Some(row) => _ = row.reader_regions.insert(edge.after.region()),
            None => by_source.push(Row {
                outputs,
                from_regions: [from].into(),
                reader_regions: [edge.after.region()].into(),
            }),
        }
    }
    let mut rows: Vec<Row<'l>> = Vec::new();
    for row in by_source {
        let same = |known: &&mut Row<'l>| known.outputs == row.outputs && known.reader_regions == row.reader_regions;
        match rows.iter_mut().find(same) {
            Some(known) => known.from_regions.extend(row.from_regions),
            None => rows.push(row),
        }
    }
    rows
}

/// What is read; two such sets are equal in whatever order.
fn outputs(edge: &Edge) -> IndexSet<&str> {
    edge.outputs.iter().map(String::as_str).collect()
}

fn list(names: &IndexSet<&str>) -> String {
    names.iter().copied().collect::<Vec<_>>().join(", ")
}
