//! `workloads`: which node group takes which pods, and the groups that are added for those that none takes.

mod check;
mod groups;
mod page;
mod proposal;
mod room;

pub use check::check;
pub use page::describe;

use crate::blueprint::{ClusterVpc, Eks, Workload};
use crate::documents::eksctl::{ClusterConfig, ManagedNodeGroup};
use crate::system::Instance;
use groups::Group;
use proposal::Choice;

/// Zones over which eksctl lays a cluster of its own. Source: eksctl, `RecommendedAvailabilityZones`.
const ZONES: u64 = 3;

/// A workload and what runs it.
pub struct Placed<'a> {
    /// Its name.
    pub name: &'a str,
    /// The workload.
    pub workload: &'a Workload,
    home: Home,
}

/// What runs a workload.
enum Home {
    /// A node group of the user's, by its place among all of them, and the nodes that the workload takes; none where that
    /// cannot be told.
    Own { group: usize, nodes: Option<u64> },
    /// A node group that is added.
    Added { group: Box<ManagedNodeGroup>, choice: Choice },
    /// Nodes that Auto Mode or Karpenter starts.
    Automatic(&'static str),
    /// Nothing: no node is large enough.
    Nowhere,
}

impl Placed<'_> {
    /// The name of the node group that runs it, in the configuration without added groups; none without such a group.
    pub fn group(&self, config: &ClusterConfig) -> Option<String> {
        match &self.home {
            Home::Own { group, .. } => Group::all(config).get(*group).map(|group| group.name.to_owned()),
            Home::Added { group, .. } => Some(group.name.clone()),
            Home::Automatic(_) | Home::Nowhere => None,
        }
    }

    /// Auto Mode or Karpenter, if that starts its nodes.
    pub fn starter(&self) -> Option<&'static str> {
        match self.home {
            Home::Automatic(who) => Some(who),
            Home::Own { .. } | Home::Added { .. } | Home::Nowhere => None,
        }
    }
}

/// Finds a place for each workload, in their order, in a configuration without added groups.
pub fn place<'a>(cluster: &Instance<'a, Eks>, config: &ClusterConfig) -> Vec<Placed<'a>> {
    let groups = Group::all(config);
    let mut free: Vec<u64> = groups.iter().map(|group| group.most).collect();
    let mut placed = Vec::new();
    for (name, workload) in &cluster.model.workloads {
        let home = match own(name, workload, &groups, &free) {
            Some((group, nodes)) => {
                if let Some(free) = free.get_mut(group) {
                    *free = free.saturating_sub(nodes.unwrap_or_default());
                }
                Home::Own { group, nodes }
            }
            None => elsewhere(cluster, name, workload, config),
        };
        placed.push(Placed { name, workload, home });
    }
    placed
}

/// Adds the groups that were chosen.
pub fn add(config: &mut ClusterConfig, placed: &[Placed<'_>]) {
    for workload in placed {
        if let Home::Added { group, .. } = &workload.home {
            config.managed_node_groups.push((**group).clone());
        }
    }
}

/// The group that names the workload, else the first that suits it and has room for all pods.
fn own(name: &str, workload: &Workload, groups: &[Group<'_>], free: &[u64]) -> Option<(usize, Option<u64>)> {
    let nodes = |group: &Group<'_>| {
        let holds = group.holds(workload)?;
        u64::from(workload.replicas).checked_div(holds).map(|_| u64::from(workload.replicas).div_ceil(holds))
    };
    if let Some(named) = groups.iter().position(|group| group.names(name)) {
        return Some((named, groups.get(named).and_then(nodes)));
    }
    let mut suitable = groups.iter().zip(free).enumerate().filter(|(_, (group, _))| group.suits(workload));
    suitable.find_map(|(index, (group, free))| {
        let nodes = nodes(group)?;
        (nodes <= *free).then_some((index, Some(nodes)))
    })
}

fn elsewhere(cluster: &Instance<'_, Eks>, name: &str, workload: &Workload, config: &ClusterConfig) -> Home {
    let auto_mode = config.auto_mode_config.as_ref().is_some_and(|mode| mode.enabled == Some(true));
    match (auto_mode, &config.karpenter) {
        (true, _) => return Home::Automatic("Auto Mode"),
        (false, Some(_)) => return Home::Automatic("Karpenter"),
        (false, None) => {}
    }
    let zones = match cluster.model.vpc {
        ClusterVpc::Shared => u64::from(cluster.region.zones),
        ClusterVpc::Own if config.availability_zones.is_empty() => ZONES,
        ClusterVpc::Own => config.availability_zones.len() as u64,
    };
    match proposal::choose(workload, cluster.region.code, zones) {
        Some(choice) => {
            Home::Added { group: Box::new(choice.group(name, workload, has_private_subnets(config))), choice }
        }
        None => Home::Nowhere,
    }
}

/// Whether nodes without public addresses get images and reach AWS: there are private subnets, with a way out.
fn has_private_subnets(config: &ClusterConfig) -> bool {
    let Some(vpc) = &config.vpc else { return true };
    let has_nat = vpc.nat.as_ref().and_then(|nat| nat.gateway.as_deref()) != Some("Disable");
    match &vpc.subnets {
        Some(subnets) => !subnets.private.is_empty(),
        None => has_nat,
    }
}
