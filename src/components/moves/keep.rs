//! Renamed components get the ids back under which their resources were deployed.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::components::Checked;
use crate::components::way_out::owner_of;
use crate::documents::cloudformation::{Entry, Json, LogicalId, OutputRef, Stack, StackKey, map_references};
use crate::documents::{Documents, Topic};
use crate::facts::shapes;
use crate::system::System;

/// Gives the resources and outputs of renamed components the ids of their first names, wherever something refers to them.
pub fn keep(checked: &Checked<'_, '_>, documents: &mut Documents) {
    let system = checked.0;
    if system.blueprint.moved.is_empty() {
        return;
    }
    let names: BTreeMap<StackKey, Names> =
        documents.stacks.iter().map(|(key, stack)| (key.clone(), Names::of(system, stack))).collect();
    for (key, stack) in &mut documents.stacks {
        let Some(own) = names.get(key) else { continue };
        rename_stack(system, stack, own, &names);
    }
    for cluster in &mut documents.clusters {
        cluster.holes.values_mut().for_each(|output| rename_output(output, &names));
    }
    for alarm in documents.watch.iter_mut().flat_map(|watch| &mut watch.alarms) {
        let own = alarm.stack.as_ref().and_then(|key| names.get(key));
        if let Some(first) = own.and_then(|names| names.resources.get(alarm.name.as_str())) {
            alarm.name = first.to_string();
        }
    }
    for (first, now) in &system.blueprint.moved {
        documents.note(
            Topic::Derived,
            format!("{now} was {first}: its resources keep the ids and names that they were deployed with."),
        );
    }
}

/// What is renamed in a stack: to the id of the first name.
#[derive(Debug, Default)]
struct Names {
    resources: BTreeMap<String, LogicalId>,
    outputs: BTreeMap<String, String>,
}

impl Names {
    fn of(system: &System<'_>, stack: &Stack) -> Names {
        let mut names = Names::default();
        // What the blueprint adds itself has the id that the blueprint gives it.
        let added = system.blueprint.resources.get(stack.key.kind.as_str());
        for id in stack.resources.keys().filter(|id| added.is_none_or(|added| !added.contains_key(id.as_str()))) {
            if let Some(first) = first_id(system, id.as_str()) {
                names.resources.insert(id.to_string(), first);
            }
        }
        for name in stack.outputs.keys() {
            if let Some(first) = first_id(system, name) {
                names.outputs.insert(name.clone(), first.to_string());
            }
        }
        names
    }
}

/// The id under the first name of the component that an id belongs to; `None` if that is its own.
fn first_id(system: &System<'_>, id: &str) -> Option<LogicalId> {
    let owner = owner_of(system, id)?;
    let rest = id.strip_prefix(LogicalId::new(owner).as_str())?;
    let first = system.first_name(owner);
    (first != owner).then(|| LogicalId::new(format!("{}{rest}", LogicalId::new(first))))
}

fn rename_stack(system: &System<'_>, stack: &mut Stack, own: &Names, names: &BTreeMap<StackKey, Names>) {
    let renamed = |id: &str| own.resources.get(id).map(ToString::to_string);
    let entries = stack.resources.values_mut();
    let mut values: Vec<&mut Json> =
        entries.flat_map(|entry| std::iter::once(&mut entry.properties).chain(&mut entry.update_policy)).collect();
    values.extend(stack.outputs.values_mut().map(|output| &mut output.value));
    for value in values {
        map_references(value, &renamed);
        rename_marks(value, names);
    }
    let mut resources = IndexMap::new();
    for (id, mut entry) in std::mem::take(&mut stack.resources) {
        for dependency in &mut entry.depends_on {
            if let Some(first) = own.resources.get(dependency.as_str()) {
                *dependency = first.clone();
            }
        }
        let first = own.resources.get(id.as_str());
        if first.is_some()
            && let Some(owner) = owner_of(system, id.as_str())
        {
            keep_texts(&mut entry, owner, system.first_name(owner));
        }
        let id = first.cloned().unwrap_or(id);
        if let Some(taken) = resources.insert(id.clone(), entry) {
            stack.collisions.resources.push((id, taken));
        }
    }
    stack.resources = resources;
    let outputs = std::mem::take(&mut stack.outputs);
    stack.outputs =
        outputs.into_iter().map(|(name, output)| (own.outputs.get(&name).cloned().unwrap_or(name), output)).collect();
}

/// Placeholders of outputs below a value.
fn rename_marks(value: &mut Json, names: &BTreeMap<StackKey, Names>) {
    if let Some(mut output) = OutputRef::from_json(value) {
        rename_output(&mut output, names);
        *value = serde_json::to_value(&output).unwrap_or(Json::Null);
        return;
    }
    match value {
        Json::Object(map) => map.values_mut().for_each(|child| rename_marks(child, names)),
        Json::Array(items) => items.iter_mut().for_each(|child| rename_marks(child, names)),
        _ => {}
    }
}

fn rename_output(output: &mut OutputRef, names: &BTreeMap<StackKey, Names>) {
    if let Some(first) = names.get(&output.stack).and_then(|names| names.outputs.get(&output.name)) {
        output.name.clone_from(first);
    }
}

/// A text that cannot change without replacing the resource, such as a security group's description, keeps the first name.
fn keep_texts(entry: &mut Entry, now: &str, first: &str) {
    let fixed = shapes::create_only(&entry.type_name).unwrap_or_default();
    for path in fixed.iter() {
        let segments: Vec<&str> = path.split('/').collect();
        keep_text(&mut entry.properties, &segments, now, first);
    }
}

fn keep_text(value: &mut Json, path: &[&str], now: &str, first: &str) {
    match (value, path) {
        (Json::String(text), []) => *text = with_word(text, now, first),
        (Json::Array(items), ["*", rest @ ..]) => items.iter_mut().for_each(|item| keep_text(item, rest, now, first)),
        (Json::Object(map), [name, rest @ ..]) => {
            if let Some(child) = map.get_mut(*name) {
                keep_text(child, rest, now, first);
            }
        }
        _ => {}
    }
}

/// The text with one word in the place of another; a word ends where neither a letter, a digit nor a hyphen follows.
fn with_word(text: &str, word: &str, other: &str) -> String {
    let inside = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        let (before, found) = rest.split_at(at);
        let after = found.get(word.len()..).unwrap_or_default();
        out.push_str(before);
        let whole = !out.ends_with(inside) && !after.starts_with(inside);
        out.push_str(if whole { other } else { word });
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_replaced() {
        assert_eq!(with_word("Instances of app (app)", "app", "web"), "Instances of web (web)");
        assert_eq!(with_word("apps, my-app and app", "app", "web"), "apps, my-app and web");
    }

    #[test]
    fn what_replaces_a_resource_keeps_its_first_name() {
        let mut group = Entry::of(
            "AWS::EC2::SecurityGroup",
            serde_json::json!({"GroupDescription": "Instances of web", "Tags": [{"Key": "Name", "Value": "web"}]}),
        );
        keep_texts(&mut group, "web", "app");
        assert_eq!(group.properties["GroupDescription"], "Instances of app");
        assert_eq!(group.properties["Tags"][0]["Value"], "web");
    }
}
