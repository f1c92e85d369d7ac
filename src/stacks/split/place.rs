//! Which part each component of a stack stands in.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::Homes;
use super::size::{MOST, ROOMY, Size};
use super::stuck::Stuck;
use crate::documents::cloudformation::{Group, Json, OutputRef, Stack, references};

/// Functions whose arguments have to be in the same template: a list, or what becomes one, is no output.
const LOCAL: [&str; 4] = ["Fn::Select", "Fn::Split", "Fn::Cidr", "Fn::FindInMap"];

/// The part of each resource; where `pins` names its component, that one. Of outputs that are only offered, those count that are `read`.
pub(super) fn place(stack: &Stack, pins: &IndexMap<&str, u32>, read: impl Fn(&str) -> bool) -> Result<Homes, Stuck> {
    let graph = Graph::of(stack, read);
    let lumps = graph.lumps(pins)?;
    let parts = fill(&lumps)?;
    for (lump, part) in lumps.iter().zip(&parts) {
        let later = lump.reads.iter().find(|read| parts.get(**read).is_some_and(|other| other > part));
        if let Some(read) = later.and_then(|read| lumps.get(*read)) {
            return Err(Stuck::ReadsLater { reader: lump.first(), part: *part, read: read.first() });
        }
    }
    let mut homes = Homes::new();
    for (lump, part) in lumps.iter().zip(parts) {
        let ids = lump.groups.iter().filter_map(|at| graph.groups.get(*at)).flat_map(|group| &group.ids);
        homes.extend(ids.map(|id| (id.to_string(), part)));
    }
    Ok(homes)
}

/// Groups that stay in one stack, since each reads the other in the end.
#[derive(Default)]
struct Lump {
    groups: Vec<usize>,
    names: Vec<String>,
    size: Size,
    /// The lumps that must not come later.
    reads: BTreeSet<usize>,
    pin: Option<u32>,
}

impl Lump {
    fn first(&self) -> String {
        self.names.first().cloned().unwrap_or_default()
    }
}

/// The part of each lump.
fn fill(lumps: &[Lump]) -> Result<Vec<u32>, Stuck> {
    let mut full: BTreeMap<u32, Size> = BTreeMap::new();
    let mut parts: BTreeMap<usize, u32> = BTreeMap::new();
    for (at, lump) in lumps.iter().enumerate() {
        if let Some((what, count, most)) = lump.size.over(&MOST) {
            return Err(Stuck::TooLarge { names: lump.names.clone(), what, count, most });
        }
        if let Some(part) = lump.pin {
            let size = full.entry(part).or_default();
            *size = size.and(lump.size);
            parts.insert(at, part);
        }
    }
    // What is read goes first; else in the order of the template.
    while let Some((at, lump)) = lumps
        .iter()
        .enumerate()
        .find(|(at, lump)| !parts.contains_key(at) && lump.reads.iter().all(|read| parts.contains_key(read)))
    {
        let earliest = lump.reads.iter().filter_map(|read| parts.get(read)).max().copied().unwrap_or(1);
        let fits = |part: &u32| full.get(part).is_none_or(|size| size.and(lump.size).within(&ROOMY));
        let part = (earliest..).find(fits).unwrap_or(earliest);
        let size = full.entry(part).or_default();
        *size = size.and(lump.size);
        parts.insert(at, part);
    }
    Ok(parts.into_values().collect())
}

/// The groups of a stack, and which of them reads which.
struct Graph<'s> {
    stack: &'s Stack,
    groups: Vec<Group<'s>>,
    /// The group of each resource.
    group_of: BTreeMap<&'s str, usize>,
    /// By reader.
    reads: Vec<BTreeSet<usize>>,
    /// By group, with the outputs that are about it first.
    sizes: Vec<Size>,
}

impl<'s> Graph<'s> {
    fn of(stack: &'s Stack, read: impl Fn(&str) -> bool) -> Self {
        let groups = stack.groups();
        let members =
            groups.iter().enumerate().flat_map(|(at, group)| group.ids.iter().map(move |id| (id.as_str(), at)));
        let group_of = members.collect();
        let reads = vec![BTreeSet::new(); groups.len()];
        let sizes = vec![Size::default(); groups.len()];
        let mut graph = Graph { stack, groups, group_of, reads, sizes };
        for (_, output) in stack.outputs.iter().filter(|(name, output)| !output.offered || read(name)) {
            let about = graph.read_by(&output.value).first().copied();
            graph.grow(about.unwrap_or_default(), Size::of_output(output));
        }
        for (id, entry) in &stack.resources {
            let Some(reader) = graph.group_of.get(id.as_str()).copied() else { continue };
            let mut read = graph.read_by(&entry.properties);
            read.extend(entry.depends_on.iter().filter_map(|other| graph.group_of.get(other.as_str())));
            let mut together = entry.update_policy.as_ref().map(|policy| graph.read_by(policy)).unwrap_or_default();
            graph.bound(&entry.properties, &mut together);
            graph.grow(reader, Size::of_entry(entry));
            graph.add(reader, &read);
            graph.add(reader, &together);
            for other in together {
                graph.add(other, &BTreeSet::from([reader]));
            }
        }
        graph
    }

    fn grow(&mut self, group: usize, by: Size) {
        if let Some(size) = self.sizes.get_mut(group) {
            *size = size.and(by);
        }
    }

    fn add(&mut self, reader: usize, read: &BTreeSet<usize>) {
        if let Some(known) = self.reads.get_mut(reader) {
            known.extend(read.iter().filter(|other| **other != reader));
        }
    }

    /// The groups that a value reads: by a reference, or by an output of the same stack.
    fn read_by(&self, value: &Json) -> BTreeSet<usize> {
        let direct = references(value);
        let mut found: BTreeSet<usize> =
            direct.iter().filter_map(|read| self.group_of.get(read.id.as_str())).copied().collect();
        for output in outputs_below(value) {
            let own = self.stack.outputs.get(&output.name).filter(|_| output.stack == self.stack.key);
            found.extend(own.into_iter().flat_map(|output| self.read_by(&output.value)));
        }
        found
    }

    /// The groups that a value reads where only its own template will do.
    fn bound(&self, value: &Json, found: &mut BTreeSet<usize>) {
        match value {
            Json::Object(map) => {
                for (key, child) in map {
                    if LOCAL.contains(&key.as_str()) {
                        found.extend(self.read_by(child));
                    } else {
                        self.bound(child, found);
                    }
                }
            }
            Json::Array(items) => items.iter().for_each(|item| self.bound(item, found)),
            _ => {}
        }
    }

    fn lumps(&self, pins: &IndexMap<&str, u32>) -> Result<Vec<Lump>, Stuck> {
        let reached: Vec<BTreeSet<usize>> = (0..self.groups.len()).map(|from| self.reached(from)).collect();
        let reaches = |from: usize, to: usize| reached.get(from).is_some_and(|found| found.contains(&to));
        let mut lump_of: Vec<usize> = Vec::new();
        let mut lumps: Vec<Lump> = Vec::new();
        for (at, group) in self.groups.iter().enumerate() {
            let same = (0..at).find(|other| reaches(at, *other) && reaches(*other, at));
            let lump = same.and_then(|other| lump_of.get(other)).copied().unwrap_or(lumps.len());
            lump_of.push(lump);
            if lump == lumps.len() {
                lumps.push(Lump::default());
            }
            let Some(known) = lumps.get_mut(lump) else { continue };
            let pin = pins.get(group.name()).copied();
            if let (Some(before), Some(now)) = (known.pin, pin)
                && before != now
            {
                return Err(Stuck::Together { one: known.first(), other: group.path.clone() });
            }
            known.pin = known.pin.or(pin);
            known.groups.push(at);
            known.names.push(group.path.clone());
            known.size = known.size.and(self.sizes.get(at).copied().unwrap_or_default());
        }
        for (reader, read) in self.reads.iter().enumerate() {
            let Some(lump) = lump_of.get(reader).copied() else { continue };
            let others = read.iter().filter_map(|other| lump_of.get(*other)).filter(|other| **other != lump);
            let others: Vec<usize> = others.copied().collect();
            if let Some(lump) = lumps.get_mut(lump) {
                lump.reads.extend(others);
            }
        }
        Ok(lumps)
    }

    fn reached(&self, from: usize) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            let new = self.reads.get(at).into_iter().flatten().filter(|other| !found.contains(*other));
            let new: Vec<usize> = new.copied().collect();
            found.extend(new.iter().copied());
            open.extend(new);
        }
        found
    }
}

/// The placeholders of outputs below a value.
pub(super) fn outputs_below(value: &Json) -> Vec<OutputRef> {
    if let Some(output) = OutputRef::from_json(value) {
        return vec![output];
    }
    match value {
        Json::Object(map) => map.values().flat_map(outputs_below).collect(),
        Json::Array(items) => items.iter().flat_map(outputs_below).collect(),
        _ => Vec::new(),
    }
}
