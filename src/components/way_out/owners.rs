//! Which component a generated resource belongs to, and as what.

use indexmap::IndexMap;

use crate::documents::Documents;
use crate::documents::cloudformation::{Entry, LogicalId, StackKey, StackKind};
use crate::system::System;

/// Every generated resource, by its owner and its role there: `sessions`, `ReplicationGroup`.
///
/// A logical id begins with its component's words; among components that begin alike the longest name has it. What belongs to
/// no component belongs to `network`, `routing_strategy` or `observability`, with its whole logical id as role.
pub(super) struct Owners(IndexMap<String, IndexMap<String, Vec<(StackKey, LogicalId)>>>);

impl Owners {
    pub fn of(system: &System<'_>, documents: &Documents) -> Self {
        let mut names: Vec<(LogicalId, &str)> =
            system.components.keys().map(|name| (LogicalId::new(name), *name)).collect();
        names.sort_by_key(|(id, _)| std::cmp::Reverse(id.as_str().len()));
        let mut owners = Owners(IndexMap::new());
        for (key, stack) in &documents.stacks {
            for (id, entry) in &stack.resources {
                if let Some((owner, role)) = owner(&names, key, id, entry) {
                    let roles = owners.0.entry(owner).or_default();
                    roles.entry(role).or_default().push((key.clone(), id.clone()));
                }
            }
        }
        owners
    }

    /// The names that own something.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The roles of an owner.
    pub fn roles(&self, owner: &str) -> impl Iterator<Item = &str> {
        self.0.get(owner).into_iter().flat_map(IndexMap::keys).map(String::as_str)
    }

    /// The resources of a role, one for each region that has it.
    pub fn resources(&self, owner: &str, role: &str) -> &[(StackKey, LogicalId)] {
        self.0.get(owner).and_then(|roles| roles.get(role)).map_or(&[], Vec::as_slice)
    }
}

/// The component that a logical id or the name of an output belongs to.
pub fn owner_of<'a>(system: &System<'a>, id: &str) -> Option<&'a str> {
    let names = system.components.keys().copied().filter(|name| rest_of(id, LogicalId::new(name).as_str()).is_some());
    names.max_by_key(|name| LogicalId::new(name).as_str().len())
}

/// What follows the words of a component in an id; `Games` is not of `game`, though it begins so.
fn rest_of<'i>(id: &'i str, words: &str) -> Option<&'i str> {
    id.strip_prefix(words).filter(|rest| !rest.is_empty() && !rest.starts_with(|c: char| c.is_ascii_lowercase()))
}

fn owner(names: &[(LogicalId, &str)], key: &StackKey, id: &LogicalId, entry: &Entry) -> Option<(String, String)> {
    for (prefix, name) in names {
        let Some(rest) = rest_of(id.as_str(), prefix.as_str()) else { continue };
        // The end of a deployment's id is a digest of what it deploys.
        let role = if entry.type_name == super::overrides::DEPLOYMENT { "Deployment" } else { rest };
        return Some(((*name).to_owned(), role.to_owned()));
    }
    let section = match key.kind {
        StackKind::Network | StackKind::Peering | StackKind::PrivateZone => "network",
        StackKind::Routing | StackKind::RoutingGlobal => "routing_strategy",
        StackKind::Observability => "observability",
        _ => return None,
    };
    Some((section.to_owned(), id.as_str().to_owned()))
}
