//! One component in one region.

use indexmap::IndexMap;

use super::{Region, System, names};
use crate::blueprint::{Common, Component};
use crate::diagnostics::Span;
use crate::documents::cloudformation::LogicalId;
use crate::yaml::{Located, NodeId, Tree};

/// A component as it is in one region: the unit that is checked and lowered.
pub struct Instance<'a, M> {
    /// The system it belongs to.
    pub system: &'a System<'a>,
    /// The region it runs in.
    pub region: &'a Region<'a>,
    /// Its name in the blueprint.
    pub name: &'a str,
    /// Its model, with the region's patch.
    pub model: &'a M,
    /// What every component has.
    pub common: &'a Common,
    node: NodeId,
}

impl<'a, M> Instance<'a, M> {
    pub(super) fn new(
        system: &'a System<'a>,
        region: &'a Region<'a>,
        name: &'a str,
        component: &'a Component<M>,
    ) -> Self {
        let effective = component.in_region(region.code);
        Instance { system, region, name, model: &effective.model, common: &component.common, node: effective.node.0 }
    }

    fn tree(&self) -> &'a Tree {
        self.system.tree
    }

    /// Where the key at a path within the component stands: `key(&["volumes", "/dev/xvdb", "iops"])`. The nearest thing that exists
    /// stands in for what was left out; an empty path is the component's name.
    pub fn key(&self, path: &[&str]) -> Span {
        let located = self.tree().locate(self.node, path);
        located.key.unwrap_or_else(|| self.without_key(located))
    }

    /// Where the value at a path within the component stands; the component's name when nothing on the path exists.
    pub fn value(&self, path: &[&str]) -> Span {
        let located = self.tree().locate(self.node, path);
        if located.key.is_none() { self.without_key(located) } else { located.value }
    }

    /// Items of lists have no key and stand for themselves; neither has the component's map where it was merged.
    fn without_key(&self, located: Located) -> Span {
        if located.node == self.node { self.name_span() } else { located.value }
    }

    /// Where the value at a path stands; the component's name when the blueprint leaves it out.
    pub fn place(&self, path: &[&str]) -> Span {
        if self.says(path) { self.value(path) } else { self.name_span() }
    }

    /// From the key to the end of its value.
    pub fn entry(&self, path: &[&str]) -> Span {
        self.key(path).to(self.value(path))
    }

    /// What to remove so that the entry is gone and the rest is still YAML.
    pub fn removal(&self, path: &[&str]) -> Option<Span> {
        let (last, parent) = path.split_last()?;
        let parent = self.tree().locate(self.node, parent);
        self.tree().removal_span(parent.node, last)
    }

    /// Whether the blueprint says something at the path.
    pub fn says(&self, path: &[&str]) -> bool {
        self.tree().locate(self.node, path).complete
    }

    /// The map of the component in this region.
    pub fn node(&self) -> NodeId {
        self.node
    }

    /// Where the component's name stands.
    pub fn name_span(&self) -> Span {
        self.system.components.get(self.name).map_or_else(|| self.tree().span(self.node), |component| component.key)
    }

    /// `MatchMaker`: the beginning of the logical ids of its resources.
    pub fn id(&self) -> LogicalId {
        LogicalId::new(self.name)
    }

    /// `{name}[-{environment}]-{component}-{region}`, cut with a digest at `limit` characters: for what must be known without a reference.
    pub fn physical_name(&self, limit: usize) -> String {
        names::physical_name(&[&self.system.prefix(), self.system.first_name(self.name), self.region.code], limit)
    }

    /// [`Instance::physical_name`] without the region: for what is one thing in all regions.
    pub fn global_name(&self, limit: usize) -> String {
        names::physical_name(&[&self.system.prefix(), self.name], limit)
    }

    /// `caches.sessions`: where the component stands in the blueprint, as templates cite it.
    pub fn path(&self) -> String {
        let section = self.system.components.get(self.name).map_or("", |component| component.section);
        format!("{section}.{}", self.name)
    }

    /// The blueprint's tags with the component's over them.
    pub fn tags(&self) -> IndexMap<String, String> {
        let mut tags = self.system.blueprint.tags.clone();
        tags.extend(self.common.tags.iter().map(|(key, value)| (key.clone(), value.clone())));
        tags
    }
}
