//! `uses`: which component may do what with which other, and everything that follows from it.
//!
//! From `uses: {sessions: read_write}` follow permissions for just that, a rule in the security group that guards the target, the
//! environment variables by which it is found, a place in the VPC and the order of deployment. In each region the local target
//! is bound: the local replica, reader or cache.
//!
//! A kind that can be used has a [`Target`] on its line of the table of kinds: it says what it takes to reach one component of
//! it, as a [`Binding`]. A kind that uses others asks [`of`] for its uses, passes them to [`check`], and builds its role, its
//! security group and its environment from [`policies`], [`open_doors`] and [`environment`].
//!
//! Rules and permissions live with the user, never with the target. So a stack that uses another comes after it, and no
//! two stacks wait for each other.

mod binding;
mod check;
mod circles;
mod kept;
#[cfg(test)]
mod tests;

pub use binding::{Binding, Door, environment, in_vpc, open_doors, order, policies};
pub use check::{beyond, called, check, check_sections};
pub use kept::{check as check_kept, name as kept_name, statements as kept_statements};

use crate::blueprint::{Access, Uses};
use crate::diagnostics::{Diagnostic, Span};
use crate::system::{Instance, Region, System};

/// One component's use of another, in one region.
pub struct Use<'a> {
    /// The system of both.
    pub system: &'a System<'a>,
    /// Where the user runs.
    pub region: &'a Region<'a>,
    /// Who uses.
    pub user: &'a str,
    /// What is used.
    pub target: &'a str,
    /// What the user may do with it.
    pub access: Access,
    /// Where the target's name stands.
    pub key: Span,
    /// Where the access stands.
    pub value: Span,
}

/// What it takes to use a kind of component.
#[derive(Clone, Copy)]
pub struct Target {
    /// What one of them is called in a sentence: "a cache".
    pub noun: &'static str,
    /// What may be done with it.
    pub accesses: &'static [Access],
    /// Whether it is reached from regions in which it does not run.
    pub from_anywhere: bool,
    /// What is wrong with a use, beyond names, accesses and regions.
    pub check: fn(&Use<'_>) -> Option<Diagnostic>,
    /// What the user gets.
    pub bind: fn(&Use<'_>) -> Binding,
}

/// Nothing more to check of a use.
pub const fn nothing(_: &Use<'_>) -> Option<Diagnostic> {
    None
}

/// What a component uses in its region.
pub fn of<'a, M>(instance: &Instance<'a, M>) -> Vec<Use<'a>> {
    let (system, name) = (instance.system, instance.name);
    // The fields that every component has are not in the map of its model.
    let node = system.components.get(name).map_or_else(|| instance.node(), |component| component.node);
    let place = |target: &str| {
        let located = system.tree.locate(node, &["uses", target]);
        (located.key.unwrap_or(located.value), located.value)
    };
    each(instance, name, &instance.common.uses, place)
}

/// What a part of a component uses: a service of a cluster. `path` leads to its `uses`.
pub fn nested<'a, M>(instance: &Instance<'a, M>, user: &'a str, path: &[&str], uses: &'a Uses) -> Vec<Use<'a>> {
    let place = |target: &str| {
        let path: Vec<&str> = path.iter().copied().chain([target]).collect();
        (instance.key(&path), instance.value(&path))
    };
    each(instance, user, uses, place)
}

fn each<'a, M>(
    instance: &Instance<'a, M>,
    user: &'a str,
    uses: &'a Uses,
    place: impl Fn(&str) -> (Span, Span),
) -> Vec<Use<'a>> {
    let (system, region) = (instance.system, instance.region);
    let each = uses.iter().map(|(target, access)| {
        let (key, value) = place(target);
        Use { system, region, user, target, access: *access, key, value }
    });
    each.collect()
}

impl<'a> Use<'a> {
    /// The target as it is in the user's region, if it runs there.
    pub fn instance<M>(&self, section: &'a crate::blueprint::Section<M>) -> Option<Instance<'a, M>> {
        self.system.instance(section, self.target, self.region)
    }

    /// `MATCH_MAKER_TABLE`: the name of a variable about the target.
    pub fn variable(&self, what: &str) -> String {
        format!("{}_{what}", self.target.to_ascii_uppercase().replace('-', "_"))
    }

    /// What it takes to use the target; `None` for a name that means nothing usable.
    fn kind(&self) -> Option<Target> {
        target_of(self.system.components.get(self.target)?.section)
    }
}

fn target_of(section: &str) -> Option<Target> {
    super::KINDS.iter().find(|kind| kind.section == section)?.target
}
