//! What waits for what, and the waves of deployment that follow.

use indexmap::{IndexMap, IndexSet};

use super::link::Read;
use crate::documents::cloudformation::{Stack, StackKey};
use crate::documents::{Cluster, Precedence, Unit};

/// One unit waits for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// What goes first.
    pub before: Unit,
    /// What waits.
    pub after: Unit,
    /// Outputs of `before` that `after` reads.
    pub outputs: Vec<String>,
    /// Reasons that no value shows.
    pub reasons: Vec<String>,
}

/// Units that wait for earlier waves only, so that they may be deployed at the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wave {
    /// In the order of stack kinds, then regions of the blueprint.
    pub units: Vec<Unit>,
}

/// Every pair of units of which one waits for the other, with all the reasons.
pub(super) fn edges(
    reads: &IndexSet<Read>,
    order: &[Precedence],
    stacks: &IndexMap<StackKey, Stack>,
    clusters: &[Cluster],
) -> Vec<Edge> {
    let exists = |unit: &Unit| match unit {
        Unit::Stack(key) => stacks.contains_key(key),
        Unit::Cluster { .. } => clusters.iter().any(|cluster| cluster.unit() == *unit),
    };
    let mut edges = Edges { exists: &exists, edges: IndexMap::new() };
    for read in reads {
        if let Some(edge) = edges.between(Unit::Stack(read.output.stack.clone()), read.by.clone()) {
            edge.outputs.push(read.output.name.clone());
        }
    }
    for precedence in order {
        if let Some(edge) = edges.between(precedence.before.clone(), precedence.after.clone()) {
            edge.reasons.push(precedence.reason.clone());
        }
    }
    edges.edges.into_values().collect()
}

struct Edges<'a> {
    exists: &'a dyn Fn(&Unit) -> bool,
    edges: IndexMap<(Unit, Unit), Edge>,
}

impl Edges<'_> {
    fn between(&mut self, before: Unit, after: Unit) -> Option<&mut Edge> {
        if before == after || !(self.exists)(&before) || !(self.exists)(&after) {
            return None;
        }
        let new = Edge { before: before.clone(), after: after.clone(), outputs: Vec::new(), reasons: Vec::new() };
        Some(self.edges.entry((before, after)).or_insert(new))
    }
}

/// The waves, or the path of a cycle: each unit on it waits for the next, the last for the first.
pub(super) fn waves(units: IndexSet<Unit>, edges: &[Edge]) -> Result<Vec<Wave>, Vec<Unit>> {
    let mut waiting = units;
    let mut done: IndexSet<Unit> = IndexSet::new();
    let mut waves = Vec::new();
    while !waiting.is_empty() {
        let ready =
            |unit: &Unit| edges.iter().filter(|edge| edge.after == *unit).all(|edge| done.contains(&edge.before));
        let mut units: Vec<Unit> = waiting.iter().filter(|unit| ready(unit)).cloned().collect();
        if units.is_empty() {
            return Err(cycle(&waiting, edges));
        }
        waiting.retain(|unit| !units.contains(unit));
        done.extend(units.iter().cloned());
        // Kinds before regions: "network in us-east-1, us-west-2" reads better than region by region. The sort is stable.
        units.sort_by_key(kind_rank);
        waves.push(Wave { units });
    }
    Ok(waves)
}

fn kind_rank(unit: &Unit) -> (usize, u32) {
    match unit {
        Unit::Stack(key) => (key.kind as usize, key.part),
        Unit::Cluster { .. } => (usize::MAX, 1),
    }
}

/// Walks backwards from any unit that waits until one comes up again.
fn cycle(waiting: &IndexSet<Unit>, edges: &[Edge]) -> Vec<Unit> {
    let mut path: Vec<Unit> = waiting.first().cloned().into_iter().collect();
    while let Some(last) = path.last() {
        let before = edges.iter().find(|edge| edge.after == *last && waiting.contains(&edge.before));
        let Some(before) = before.map(|edge| edge.before.clone()) else { break };
        if let Some(at) = path.iter().position(|unit| *unit == before) {
            return path.split_off(at);
        }
        path.push(before);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::cloudformation::StackKind;

    fn unit(kind: StackKind) -> Unit {
        Unit::Stack(StackKey::new(kind, "us-east-1"))
    }

    fn edge(before: StackKind, after: StackKind) -> Edge {
        Edge { before: unit(before), after: unit(after), outputs: Vec::new(), reasons: Vec::new() }
    }

    #[test]
    fn what_waits_comes_later() {
        let units = [StackKind::Api, StackKind::Network, StackKind::Compute].map(unit).into_iter().collect();
        let edges = [edge(StackKind::Network, StackKind::Compute), edge(StackKind::Compute, StackKind::Api)];
        let waves = waves(units, &edges).unwrap();
        let kinds: Vec<Unit> = waves.into_iter().flat_map(|wave| wave.units).collect();
        assert_eq!(kinds, [StackKind::Network, StackKind::Compute, StackKind::Api].map(unit));
    }

    #[test]
    fn a_cycle_is_named() {
        let units = [StackKind::Api, StackKind::Network, StackKind::Compute].map(unit).into_iter().collect();
        let edges = [
            edge(StackKind::Network, StackKind::Compute),
            edge(StackKind::Compute, StackKind::Api),
            edge(StackKind::Api, StackKind::Compute),
        ];
        let cycle = waves(units, &edges).unwrap_err();
        assert_eq!(cycle.len(), 2, "{cycle:?}");
        assert!(cycle.contains(&unit(StackKind::Api)) && cycle.contains(&unit(StackKind::Compute)));
    }
}
