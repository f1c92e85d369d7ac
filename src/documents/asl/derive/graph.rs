//! Tasks and their order, as a transitively closed relation.

use std::collections::BTreeSet;
use std::time::Duration;

use indexmap::IndexMap;

use super::{DeriveFault, DerivedTask};

/// Tasks by position, and for each all that must have ended before it.
pub(super) struct Graph<'a> {
    names: Vec<&'a str>,
    expected: Vec<Duration>,
    after: Vec<BTreeSet<usize>>,
    before: Vec<BTreeSet<usize>>,
}

impl<'a> Graph<'a> {
    pub(super) fn new(tasks: &'a [DerivedTask]) -> Result<Self, DeriveFault> {
        if tasks.is_empty() {
            return Err(DeriveFault::NoTasks);
        }
        let positions = positions(tasks)?;
        let mut direct = Vec::new();
        for task in tasks {
            let mut of_task = Vec::new();
            for (position, name) in task.after.iter().enumerate() {
                let unknown = || DeriveFault::UnknownTask { task: task.name.clone(), position };
                of_task.push(*positions.get(name.as_str()).ok_or_else(unknown)?);
            }
            direct.push(of_task);
        }
        let names: Vec<_> = tasks.iter().map(|task| task.name.as_str()).collect();
        let mut closing = Closing { direct: &direct, done: vec![None; tasks.len()], open: Vec::new() };
        for task in 0..tasks.len() {
            closing.close(task).map_err(|cycle| {
                DeriveFault::Cycle(
                    cycle.into_iter().filter_map(|task| names.get(task)).map(|&n| n.to_owned()).collect(),
                )
            })?;
        }
        let before: Vec<BTreeSet<usize>> = closing.done.into_iter().map(Option::unwrap_or_default).collect();
        let mut after = vec![BTreeSet::new(); tasks.len()];
        for (task, earlier) in before.iter().enumerate() {
            for &earlier in earlier {
                if let Some(later) = after.get_mut(earlier) {
                    later.insert(task);
                }
            }
        }
        Ok(Graph { names, expected: tasks.iter().map(|task| task.expected).collect(), after, before })
    }

    pub(super) fn all(&self) -> BTreeSet<usize> {
        (0..self.names.len()).collect()
    }

    pub(super) fn name(&self, task: usize) -> &'a str {
        self.names.get(task).copied().unwrap_or_default()
    }

    pub(super) fn expected(&self, task: usize) -> Duration {
        self.expected.get(task).copied().unwrap_or_default()
    }

    /// Every task that must have ended before this one, directly or through others.
    pub(super) fn before(&self, task: usize) -> &BTreeSet<usize> {
        self.before.get(task).unwrap_or(&NOTHING)
    }

    /// Every task that waits for this one, directly or through others.
    pub(super) fn after(&self, task: usize) -> &BTreeSet<usize> {
        self.after.get(task).unwrap_or(&NOTHING)
    }

    /// Whether one of the two waits for the other.
    pub(super) fn ordered(&self, one: usize, other: usize) -> bool {
        self.before(one).contains(&other) || self.before(other).contains(&one)
    }
}

static NOTHING: BTreeSet<usize> = BTreeSet::new();

fn positions(tasks: &[DerivedTask]) -> Result<IndexMap<&str, usize>, DeriveFault> {
    let mut positions = IndexMap::new();
    for (position, task) in tasks.iter().enumerate() {
        if positions.insert(task.name.as_str(), position).is_some() {
            return Err(DeriveFault::DuplicateName(task.name.clone()));
        }
    }
    let mut fallbacks = BTreeSet::new();
    for fallback in tasks.iter().filter_map(|task| task.fallback.as_ref()) {
        if positions.contains_key(fallback.name.as_str()) || !fallbacks.insert(&fallback.name) {
            return Err(DeriveFault::DuplicateName(fallback.name.clone()));
        }
    }
    Ok(positions)
}

/// The closure of the order while it is computed.
struct Closing<'a> {
    direct: &'a [Vec<usize>],
    done: Vec<Option<BTreeSet<usize>>>,
    /// The tasks that are being closed, each waiting for the next.
    open: Vec<usize>,
}

impl Closing<'_> {
    /// All that must have ended before the task, or the cycle that it is in or leads to.
    fn close(&mut self, task: usize) -> Result<BTreeSet<usize>, Vec<usize>> {
        if let Some(Some(done)) = self.done.get(task) {
            return Ok(done.clone());
        }
        if let Some(start) = self.open.iter().position(|&open| open == task) {
            return Err(self.open.iter().skip(start).copied().collect());
        }
        self.open.push(task);
        let mut earlier = BTreeSet::new();
        for &direct in self.direct.get(task).into_iter().flatten() {
            earlier.extend(self.close(direct)?);
            earlier.insert(direct);
        }
        self.open.pop();
        if let Some(slot) = self.done.get_mut(task) {
            *slot = Some(earlier.clone());
        }
        Ok(earlier)
    }
}
