//! Which tasks run one after the other and which at the same time.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::graph::Graph;

type Tasks = BTreeSet<usize>;

/// Sequences and parallel branches, nested. No sequence directly in a sequence, no parallel directly in a parallel.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Plan {
    Task(usize),
    Series(Vec<Plan>),
    Parallel(Vec<Plan>),
}

impl Plan {
    pub(super) fn new(graph: &Graph) -> Plan {
        plan(graph, &graph.all())
    }

    /// The tasks in it, in the order of the plan.
    pub(super) fn tasks(&self) -> Vec<usize> {
        match self {
            Plan::Task(task) => vec![*task],
            Plan::Series(parts) | Plan::Parallel(parts) => parts.iter().flat_map(Plan::tasks).collect(),
        }
    }

    /// The most tasks that can run at once.
    pub(super) fn width(&self) -> usize {
        match self {
            Plan::Task(_) => 1,
            Plan::Series(parts) => parts.iter().map(Plan::width).max().unwrap_or(0),
            Plan::Parallel(parts) => parts.iter().map(Plan::width).sum(),
        }
    }

    /// How long it takes, and the tasks that decide it; the first of several that take equally long.
    pub(super) fn critical_path(&self, graph: &Graph) -> (Duration, Vec<usize>) {
        match self {
            Plan::Task(task) => (graph.expected(*task), vec![*task]),
            Plan::Series(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| part.critical_path(graph)).collect();
                (parts.iter().map(|part| part.0).sum(), parts.into_iter().flat_map(|part| part.1).collect())
            }
            Plan::Parallel(parts) => {
                let parts = parts.iter().map(|part| part.critical_path(graph));
                parts.reduce(|longest, part| if part.0 > longest.0 { part } else { longest }).unwrap_or_default()
            }
        }
    }

    /// For each task that waits for more than it asked for and than those it waits for wait for: the last of these.
    pub(super) fn extra_waits(&self, graph: &Graph) -> BTreeMap<usize, Tasks> {
        let mut actual = BTreeMap::new();
        self.collect_waits(&Tasks::new(), &mut actual);
        let mut extra = BTreeMap::new();
        for (&task, waits) in &actual {
            let asked = graph.before(task);
            let mut more: Tasks = waits.difference(asked).copied().collect();
            for inherited in asked.iter().filter_map(|earlier| actual.get(earlier)) {
                more.retain(|other| !inherited.contains(other));
            }
            let last: Tasks = more.iter().copied().filter(|&other| !followed(other, &more, &actual)).collect();
            if !last.is_empty() {
                extra.insert(task, last);
            }
        }
        extra
    }

    fn collect_waits(&self, before: &Tasks, actual: &mut BTreeMap<usize, Tasks>) {
        match self {
            Plan::Task(task) => {
                actual.insert(*task, before.clone());
            }
            Plan::Parallel(parts) => parts.iter().for_each(|part| part.collect_waits(before, actual)),
            Plan::Series(parts) => {
                let mut before = before.clone();
                for part in parts {
                    part.collect_waits(&before, actual);
                    before.extend(part.tasks());
                }
            }
        }
    }
}

/// Whether another of these tasks runs after this one.
fn followed(task: usize, among: &Tasks, actual: &BTreeMap<usize, Tasks>) -> bool {
    among.iter().filter_map(|other| actual.get(other)).any(|waits| waits.contains(&task))
}

fn plan(graph: &Graph, tasks: &Tasks) -> Plan {
    if let (Some(&task), 1) = (tasks.first(), tasks.len()) {
        return Plan::Task(task);
    }
    let independent = components(tasks, |one, other| graph.ordered(one, other));
    if independent.len() > 1 {
        return Plan::Parallel(independent.iter().map(|part| plan(graph, part)).collect());
    }
    let mut stages = components(tasks, |one, other| !graph.ordered(one, other));
    if stages.len() == 1 {
        let (first, rest) = barrier(graph, tasks);
        return series([plan(graph, &first), plan(graph, &rest)]);
    }
    // Of two stages, every task of the one waits for every task of the other, so any task tells which comes first.
    stages.sort_by_key(|stage| stage.first().map(|&task| graph.before(task).intersection(tasks).count()));
    series(stages.iter().map(|stage| plan(graph, stage)))
}

fn series(parts: impl IntoIterator<Item = Plan>) -> Plan {
    let parts = parts.into_iter().flat_map(|part| match part {
        Plan::Series(parts) => parts,
        other => vec![other],
    });
    Plan::Series(parts.collect())
}

/// The connected parts of the tasks under a symmetric relation, in the order of their first tasks.
fn components(tasks: &Tasks, related: impl Fn(usize, usize) -> bool) -> Vec<Tasks> {
    let mut left = tasks.clone();
    let mut components = Vec::new();
    while let Some(first) = left.pop_first() {
        let mut component = Tasks::from([first]);
        let mut open = vec![first];
        while let Some(task) = open.pop() {
            let found: Tasks = left.iter().copied().filter(|&other| related(task, other)).collect();
            left = left.difference(&found).copied().collect();
            open.extend(&found);
            component.extend(found);
        }
        components.push(component);
    }
    components
}

/// Cuts an order that is neither parallel nor in sequence in two, the second to wait for all of the first. Of the cuts at, before
/// and behind each task: the one that keeps the whole shortest, then the one that adds fewest waits.
fn barrier(graph: &Graph, tasks: &Tasks) -> (Tasks, Tasks) {
    let within = |set: &Tasks| -> Tasks { set.intersection(tasks).copied().collect() };
    let cuts = tasks.iter().flat_map(|&task| {
        let strictly_before = within(graph.before(task));
        let up_to = strictly_before.iter().copied().chain([task]).collect();
        let not_after: Tasks = tasks.difference(graph.after(task)).copied().collect();
        let not_from = not_after.iter().copied().filter(|&other| other != task).collect();
        [strictly_before, up_to, not_after, not_from]
    });
    let cuts = cuts.filter(|first| !first.is_empty() && first.len() < tasks.len());
    let cuts = cuts.map(|first| {
        let rest: Tasks = tasks.difference(&first).copied().collect();
        (first, rest)
    });
    let best = cuts.min_by_key(|(first, rest)| {
        let kept: usize = rest.iter().map(|&task| graph.before(task).intersection(first).count()).sum();
        (longest(graph, first) + longest(graph, rest), first.len() * rest.len() - kept)
    });
    best.unwrap_or_else(|| (tasks.clone(), Tasks::new()))
}

/// How long the tasks take at least.
fn longest(graph: &Graph, tasks: &Tasks) -> Duration {
    let mut ends: BTreeMap<usize, Duration> = BTreeMap::new();
    let mut order: Vec<usize> = tasks.iter().copied().collect();
    order.sort_by_key(|&task| graph.before(task).len());
    for task in order {
        let start = graph.before(task).iter().filter_map(|earlier| ends.get(earlier)).max().copied();
        ends.insert(task, start.unwrap_or_default() + graph.expected(task));
    }
    ends.into_values().max().unwrap_or_default()
}
