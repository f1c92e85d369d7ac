//! Cuts stacks into their parts, and makes everything that refers to them refer to the right part.

use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, json};

use super::Homes;
use crate::documents::cloudformation::{
    Json, LogicalId, OutputRef, Reference, Stack, StackKey, StackKind, get_att, reference, references,
};
use crate::documents::{Documents, Precedence, Unit};

/// Puts every resource where `homes` says.
pub(super) fn cut(documents: &mut Documents, homes: &IndexMap<StackKey, Homes>) {
    // Which part has an output, by the output as it is known so far.
    let mut moved: IndexMap<OutputRef, StackKey> = IndexMap::new();
    let mut stacks = IndexMap::new();
    for (key, stack) in std::mem::take(&mut documents.stacks) {
        let Some(homes) = homes.get(&key) else {
            stacks.insert(key, stack);
            continue;
        };
        let (prefix, title) = (&documents.prefix, &documents.title);
        let begin = |key: &StackKey| {
            let what = format!("{title}: {} in {}, part {}", StackKind::purpose(key.kind), key.region, key.part);
            Stack::new(key.clone(), format!("{prefix}-{}", key.label()), what)
        };
        for part in parts_of(stack, homes, begin, &mut moved, &mut documents.order) {
            stacks.insert(part.key.clone(), part);
        }
    }
    documents.stacks = stacks;
    for stack in documents.stacks.values_mut() {
        let properties = stack.resources.values_mut().map(|entry| &mut entry.properties);
        properties
            .chain(stack.outputs.values_mut().map(|output| &mut output.value))
            .for_each(|value| aim(value, &moved));
    }
    for output in documents.clusters.iter_mut().flat_map(|cluster| cluster.holes.values_mut()) {
        if let Some(part) = moved.get(output) {
            output.stack = part.clone();
        }
    }
    for alarm in documents.watch.iter_mut().flat_map(|watch| &mut watch.alarms) {
        let part = alarm.stack.as_ref().and_then(|key| Some(key.in_part(*homes.get(key)?.get(&alarm.name)?)));
        alarm.stack = part.or(alarm.stack.take());
    }
    spread_uploads(documents, homes);
    spread_order(documents, homes);
}

/// The parts of a stack, in order; the first keeps its name and its description.
fn parts_of(
    mut stack: Stack,
    homes: &Homes,
    begin: impl Fn(&StackKey) -> Stack,
    moved: &mut IndexMap<OutputRef, StackKey>,
    order: &mut Vec<Precedence>,
) -> Vec<Stack> {
    let key = stack.key.clone();
    let numbers: std::collections::BTreeSet<u32> = homes.values().copied().chain([1]).collect();
    let mut parts: IndexMap<u32, Stack> = numbers.iter().map(|part| (*part, begin(&key.in_part(*part)))).collect();
    let outputs = std::mem::take(&mut stack.outputs);
    let resources = std::mem::take(&mut stack.resources);
    parts.insert(1, stack);
    parts.sort_keys();
    let mut wanted: IndexSet<(u32, Reference)> = IndexSet::new();
    for (name, mut output) in outputs {
        let read = references(&output.value);
        let home = read.iter().filter_map(|read| homes.get(&read.id)).max().copied().unwrap_or(1);
        Crossing { key: &key, homes, home }.mend(&mut output.value, &mut wanted);
        moved.insert(key.output(&name), key.in_part(home));
        if let Some(part) = parts.get_mut(&home) {
            part.outputs.insert(name, output);
        }
    }
    for (id, mut entry) in resources {
        let home = homes.get(id.as_str()).copied().unwrap_or(1);
        Crossing { key: &key, homes, home }.mend(&mut entry.properties, &mut wanted);
        entry.depends_on.retain(|other| {
            let there = homes.get(other.as_str()).copied().unwrap_or(home);
            if there != home {
                let unit = |part| Unit::Stack(key.in_part(part));
                let reason = format!("{other}, for {id}");
                order.push(Precedence { before: unit(there), after: unit(home), reason });
            }
            there == home
        });
        if let Some(part) = parts.get_mut(&home) {
            part.resources.insert(id, entry);
        }
    }
    for (home, read) in wanted {
        let value = match &read.attribute {
            Some(attribute) => get_att(&read.id, attribute),
            None => reference(&read.id),
        };
        if let Some(part) = parts.get_mut(&home) {
            part.output(output_name(&read), format!("{} for other parts", what(&read)), value);
        }
    }
    parts.into_values().collect()
}

fn what(read: &Reference) -> String {
    read.attribute.as_ref().map_or_else(|| read.id.clone(), |attribute| format!("{attribute} of {}", read.id))
}

/// `AlarmsTopicRef`, `AlarmsKeyArnValue`: unlike the names of outputs that components declare.
fn output_name(read: &Reference) -> LogicalId {
    match &read.attribute {
        Some(attribute) => LogicalId::new(&read.id).then(attribute).then("Value"),
        None => LogicalId::new(&read.id).then("Ref"),
    }
}

/// A value that goes into a part.
struct Crossing<'h> {
    key: &'h StackKey,
    homes: &'h Homes,
    home: u32,
}

impl Crossing<'_> {
    /// The output of another part that stands for a reference to it; `None` for what the part has itself.
    fn output(&self, read: Reference, wanted: &mut IndexSet<(u32, Reference)>) -> Option<OutputRef> {
        let there = self.homes.get(&read.id).copied().filter(|there| *there != self.home)?;
        let output = self.key.in_part(there).output(output_name(&read));
        wanted.insert((there, read));
        Some(output)
    }

    /// Replaces every reference to another part.
    fn mend(&self, value: &mut Json, wanted: &mut IndexSet<(u32, Reference)>) {
        let function = value.as_object().filter(|map| map.len() == 1).and_then(|map| map.keys().next()).cloned();
        if let Some("Ref" | "Fn::GetAtt") = function.as_deref() {
            let read = references(value).pop();
            if let Some(output) = read.and_then(|read| self.output(read, wanted)) {
                *value = json!(output);
            }
            return;
        }
        match value {
            Json::Object(map) => {
                for (key, child) in map {
                    if key == "Fn::Sub" { self.mend_text(child, wanted) } else { self.mend(child, wanted) }
                }
            }
            Json::Array(items) => items.iter_mut().for_each(|item| self.mend(item, wanted)),
            _ => {}
        }
    }

    /// Gives the text of a `Fn::Sub` a value for each name that another part has.
    fn mend_text(&self, argument: &mut Json, wanted: &mut IndexSet<(u32, Reference)>) {
        let (mut text, mut own) = match argument {
            Json::String(text) => (text.clone(), Map::new()),
            Json::Array(parts) => match parts.as_mut_slice() {
                [Json::String(text), Json::Object(own)] => (text.clone(), own.clone()),
                _ => return,
            },
            _ => return,
        };
        own.values_mut().for_each(|value| self.mend(value, wanted));
        for read in references(&json!({ "Fn::Sub": [text, own] })) {
            let written = read.attribute.as_ref().map_or_else(|| read.id.clone(), |name| format!("{}.{name}", read.id));
            let Some(output) = self.output(read, wanted) else { continue };
            text = text.replace(&format!("${{{written}}}"), &format!("${{{}}}", output.name));
            own.insert(output.name.clone(), json!(output));
        }
        *argument = if own.is_empty() { Json::String(text) } else { json!([text, own]) };
    }
}

/// Makes placeholders name the part that has the output.
fn aim(value: &mut Json, moved: &IndexMap<OutputRef, StackKey>) {
    if let Some(mut output) = OutputRef::from_json(value) {
        if let Some(part) = moved.get(&output) {
            output.stack = part.clone();
            *value = json!(output);
        }
        return;
    }
    match value {
        Json::Object(map) => map.values_mut().for_each(|child| aim(child, moved)),
        Json::Array(items) => items.iter_mut().for_each(|child| aim(child, moved)),
        _ => {}
    }
}

/// An archive is uploaded for each part whose resources name its key.
fn spread_uploads(documents: &mut Documents, homes: &IndexMap<StackKey, Homes>) {
    let uploads = std::mem::take(&mut documents.uploads);
    for upload in uploads {
        if !homes.contains_key(&upload.stack) {
            documents.uploads.push(upload);
            continue;
        }
        let names =
            |stack: &&Stack| stack.resources.values().any(|entry| entry.properties.to_string().contains(&upload.key));
        let parts = documents.stacks.values().filter(|stack| stack.key.in_part(1) == upload.stack).filter(names);
        let parts: Vec<StackKey> = parts.map(|stack| stack.key.clone()).collect();
        documents.uploads.extend(parts.into_iter().map(|stack| crate::documents::Upload { stack, ..upload.clone() }));
    }
}

/// What comes before a stack comes before all its parts, and the other way round.
fn spread_order(documents: &mut Documents, homes: &IndexMap<StackKey, Homes>) {
    let parts = |unit: &Unit| match unit {
        // A later part is named only between parts, and stands for itself.
        Unit::Stack(key) if key.part == 1 && homes.contains_key(key) => {
            let all = documents.stacks.keys().filter(|part| part.in_part(1) == *key);
            all.cloned().map(Unit::Stack).collect()
        }
        other => vec![other.clone()],
    };
    let same = |a: &Unit, b: &Unit| match (a, b) {
        (Unit::Stack(a), Unit::Stack(b)) => a.in_part(1) == b.in_part(1),
        _ => false,
    };
    let mut order: Vec<Precedence> = Vec::new();
    for precedence in &documents.order {
        if same(&precedence.before, &precedence.after) {
            order.push(precedence.clone());
            continue;
        }
        for before in parts(&precedence.before) {
            for after in parts(&precedence.after) {
                order.push(Precedence { before: before.clone(), after, reason: precedence.reason.clone() });
            }
        }
    }
    documents.order = order;
}
