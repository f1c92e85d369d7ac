//! `capacity` of a region: how much of each component runs there.
//!
//! Numbers are turned down in the tree, before the region's own patches are merged: what `per_region` says stands. What was
//! turned down has its place at the word in the region, which is what a user would edit.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::yaml::{Kind, NodeId, Tree};

/// How much of each component runs in a region.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// Everything, as the components say.
    #[default]
    Full,
    /// One of each: fleets and services begin with one instance, stores have at most one replica or reader, functions keep one
    /// instance ready. The region answers, and grows under load.
    Standby,
    /// The data alone: fleets and services begin with none, stores have no replicas and no readers, functions keep none ready.
    PilotLight,
}

/// A region that runs less than everything.
pub(super) struct Reduced {
    /// Its code.
    pub region: String,
    capacity: Capacity,
    /// The word in the region, where what is turned down has its place.
    word: NodeId,
}

/// The regions that run less than everything.
pub(super) fn reduced(tree: &Tree, root: NodeId) -> Vec<Reduced> {
    let lists = ["primary_region", "secondary_regions"].into_iter().filter_map(|list| tree.get(root, list));
    let regions = lists.flat_map(|list| tree.entries(list));
    let reduced = regions.filter_map(|(code, region)| {
        let word = tree.get(*region, "capacity")?;
        let capacity = match tree.text(word)? {
            "standby" => Capacity::Standby,
            "pilot_light" => Capacity::PilotLight,
            _ => return None,
        };
        Some(Reduced { region: tree.text(*code)?.to_owned(), capacity, word })
    });
    reduced.collect()
}

impl Reduced {
    /// The model of a component of a section as it runs in this region.
    pub fn apply(&self, tree: &mut Tree, section: &str, model: NodeId) -> NodeId {
        let dark = self.capacity == Capacity::PilotLight;
        let least = if dark { 0 } else { 1 };
        match section {
            "functions" if dark => self.without(tree, model, &["concurrency", "provisioned"]),
            "functions" => self.at_most(tree, model, &["concurrency", "provisioned", "min"], 1),
            "fleets" => {
                let model = self.at_most(tree, model, &["scaling", "min"], least);
                let Some(scaling) = tree.get(model, "scaling") else { return model };
                let new = self.each(tree, scaling, "schedule", |tree, size| self.at_most(tree, size, &["min"], least));
                if new == scaling { model } else { replaced(tree, model, "scaling", new) }
            }
            "databases" => self.at_most(tree, model, &["readers"], least),
            "caches" => {
                let replicated = !["nodes", "serverless"].iter().any(|field| tree.get(model, field).is_some());
                let memcached = tree.get(model, "engine").and_then(|engine| tree.text(engine)) == Some("memcached");
                let model = self.at_most(tree, model, &["nodes"], 1);
                if dark && replicated && !memcached {
                    let model = super::merged::without(tree, model, "multi_az");
                    self.set(tree, model, "replicas_per_shard", "0")
                } else {
                    self.at_most(tree, model, &["replicas_per_shard"], least)
                }
            }
            "ecs" => {
                let model = self.at_most(tree, model, &["capacity", "scaling", "min"], least);
                self.each(tree, model, "services", |tree, service| {
                    self.at_most(tree, service, &["scaling", "min"], least)
                })
            }
            _ => model,
        }
    }

    /// Turns a number down that the model says; what it does not say stays unsaid.
    fn at_most(&self, tree: &mut Tree, map: NodeId, path: &[&str], most: u32) -> NodeId {
        let Some((first, rest)) = path.split_first() else { return map };
        let Some(value) = tree.get(map, first) else { return map };
        if !rest.is_empty() {
            let new = self.at_most(tree, value, rest, most);
            return if new == value { map } else { replaced(tree, map, first, new) };
        }
        match tree.text(value).and_then(|text| text.parse::<u32>().ok()) {
            Some(number) if number > most => self.set(tree, map, first, &most.to_string()),
            _ => map,
        }
    }

    fn without(&self, tree: &mut Tree, map: NodeId, path: &[&str]) -> NodeId {
        let Some((first, rest)) = path.split_first() else { return map };
        let Some(value) = tree.get(map, first) else { return map };
        if rest.is_empty() {
            return super::merged::without(tree, map, first);
        }
        let new = self.without(tree, value, rest);
        if new == value { map } else { replaced(tree, map, first, new) }
    }

    fn set(&self, tree: &mut Tree, map: NodeId, key: &str, text: &str) -> NodeId {
        let value = tree.scalar_like(self.word, text);
        if tree.get(map, key).is_some() {
            return replaced(tree, map, key, value);
        }
        let key = tree.scalar_like(self.word, key);
        let mut entries = tree.entries(map).to_vec();
        entries.push((key, value));
        tree.map_like(map, entries)
    }

    fn each(&self, tree: &mut Tree, map: NodeId, key: &str, change: impl Fn(&mut Tree, NodeId) -> NodeId) -> NodeId {
        let Some(children) = tree.get(map, key).filter(|children| tree.kind(*children) == Kind::Map) else {
            return map;
        };
        let mut entries = tree.entries(children).to_vec();
        for (_, child) in &mut entries {
            *child = change(tree, *child);
        }
        let children = tree.map_like(children, entries);
        replaced(tree, map, key, children)
    }
}

fn replaced(tree: &mut Tree, map: NodeId, key: &str, value: NodeId) -> NodeId {
    let mut entries = tree.entries(map).to_vec();
    for (written, old) in &mut entries {
        if tree.text(*written) == Some(key) {
            *old = value;
        }
    }
    tree.map_like(map, entries)
}
