//! The resolved model: regions with their roles and facts, and every component as it is in each region where it runs.
//!
//! Resolving gives names a meaning; it judges nothing that AWS would judge. What it refuses is what would leave the rest of
//! the compiler without an answer: a region that does not exist, a component that runs nowhere.

mod instance;
mod names;
mod naming;
mod resolve;

use indexmap::IndexMap;

pub use instance::Instance;
pub use names::{digest, physical_name};
pub use resolve::resolve;
pub(crate) use resolve::{not_a_region_here, region_twice};

use crate::blueprint::{self, Blueprint, Component, Network, Section, Service};
use crate::diagnostics::Span;
use crate::facts;
use crate::yaml::{NodeId, Tree};

/// A blueprint whose names all mean something.
pub struct System<'a> {
    /// What the user wrote, decoded.
    pub blueprint: &'a Blueprint,
    /// Where each part of it stands.
    pub tree: &'a Tree,
    /// The root of the tree.
    pub root: NodeId,
    /// The primary, then the secondaries in the order of the blueprint.
    pub regions: Vec<Region<'a>>,
    /// Every component by its name.
    pub components: IndexMap<&'a str, ComponentRef>,
}

/// A region of the system.
pub struct Region<'a> {
    /// `us-east-1`.
    pub code: &'a str,
    /// Whether this is the primary.
    pub role: Role,
    /// What AWS says about the region.
    pub facts: facts::regions::Region,
    /// What the blueprint says about it.
    pub model: &'a blueprint::Region,
    /// The region's map in the blueprint.
    pub node: NodeId,
    /// Where its code stands.
    pub key: Span,
    /// Addresses of its VPC.
    pub cidr: blueprint::vocabulary::Cidr,
    /// How many zones of it are used.
    pub zones: u32,
}

/// What a region is to the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Owns what exists once.
    Primary,
    /// Stands beside the primary.
    Secondary,
}

/// Which component a name means.
#[derive(Debug, Clone, Copy)]
pub struct ComponentRef {
    /// Its section: `functions`.
    pub section: &'static str,
    /// Where its name stands.
    pub key: Span,
    /// Its map.
    pub node: NodeId,
}

impl<'a> System<'a> {
    /// The region that owns what exists once.
    pub fn primary(&self) -> &Region<'a> {
        // `resolve` makes no system without a primary; the first region stands for it.
        match self.regions.first() {
            Some(region) => region,
            None => unreachable!("a resolved system has a primary region"),
        }
    }

    /// The regions beside the primary.
    pub fn secondaries(&self) -> impl Iterator<Item = &Region<'a>> {
        self.regions.iter().filter(|region| region.role == Role::Secondary)
    }

    /// The codes of all regions, the primary first.
    pub fn region_codes(&self) -> Vec<&'a str> {
        self.regions.iter().map(|region| region.code).collect()
    }

    /// The region with this code.
    pub fn region(&self, code: &str) -> Option<&Region<'a>> {
        self.regions.iter().find(|region| region.code == code)
    }

    /// Every component of a section in every region where it runs: region by region, in the order of the blueprint.
    pub fn instances<M>(&'a self, section: &'a Section<M>) -> Vec<Instance<'a, M>> {
        let mut instances = Vec::new();
        for region in &self.regions {
            for (name, component) in section {
                if self.runs_in(name, &component.common, region) {
                    instances.push(Instance::new(self, region, name, component));
                }
            }
        }
        instances
    }

    /// One component in one region, if it runs there.
    pub fn instance<M>(
        &'a self,
        section: &'a Section<M>,
        name: &str,
        region: &'a Region<'a>,
    ) -> Option<Instance<'a, M>> {
        let (name, component) = section.get_key_value(name)?;
        self.runs_in(name, &component.common, region).then(|| Instance::new(self, region, name, component))
    }

    /// Whether a component runs in a region: it names the region or names none, and the region's `services` do not leave its kind out.
    pub fn runs_in(&self, name: &str, common: &blueprint::Common, region: &Region<'_>) -> bool {
        let named = common.regions.as_ref().is_none_or(|regions| regions.iter().any(|code| code == region.code));
        let section = self.components.get(name).map_or("", |component| component.section);
        let wanted =
            |services: &Vec<Service>| !Service::covers(section) || services.iter().any(|s| s.section() == section);
        named && region.model.services.as_ref().is_none_or(wanted)
    }

    /// Whether the component or the ECS service of a name runs in a region.
    pub fn runs_here(&self, name: &str, region: &Region<'_>) -> bool {
        self.blueprint.commons().any(|(known, common)| known == name && self.runs_in(name, common, region))
            || self.blueprint.ecs.iter().any(|(cluster, component)| {
                let effective = component.per_region.get(region.code).unwrap_or(&component.base);
                effective.model.services.contains_key(name) && self.runs_in(cluster, &component.common, region)
            })
    }

    /// Whether something in the blueprint uses a component.
    pub fn is_used(&self, name: &str) -> bool {
        self.blueprint.all_uses().any(|uses| uses.contains_key(name))
    }

    /// The regions in which a component runs.
    pub fn regions_of<M>(&'a self, name: &str, component: &Component<M>) -> Vec<&'a Region<'a>> {
        self.regions.iter().filter(|region| self.runs_in(name, &component.common, region)).collect()
    }

    /// The name under which the resources of a component were first deployed: its own, unless `moved` says another.
    pub fn first_name<'n>(&'n self, name: &'n str) -> &'n str {
        self.blueprint.moved.iter().find(|(_, now)| *now == name).map_or(name, |(first, _)| first)
    }

    /// `global-game`, or `global-game-prod` in the environment `prod`: the beginning of the names of everything.
    pub fn prefix(&self) -> String {
        match &self.blueprint.variant.environment {
            Some(environment) => format!("{}-{environment}", self.blueprint.name),
            None => self.blueprint.name.clone(),
        }
    }

    /// `global-game`, or `global-game (prod)` in the environment `prod`: what people call the system.
    pub fn title(&self) -> String {
        match &self.blueprint.variant.environment {
            Some(environment) => format!("{} ({environment})", self.blueprint.name),
            None => self.blueprint.name.clone(),
        }
    }

    /// `global-game-network`: the CloudFormation name of a stack, the same in every region.
    pub fn stack_name(&self, stack: &str) -> String {
        format!("{}-{stack}", self.prefix())
    }

    /// What the network of every region has in common.
    pub fn network(&self) -> &Network {
        &self.blueprint.network
    }

    /// Where the value at a path from the root of the blueprint stands.
    pub fn value(&self, path: &[&str]) -> Span {
        self.tree.locate(self.root, path).value
    }

    /// Where the key at a path from the root of the blueprint stands.
    pub fn key(&self, path: &[&str]) -> Span {
        let located = self.tree.locate(self.root, path);
        located.key.unwrap_or(located.value)
    }
}
