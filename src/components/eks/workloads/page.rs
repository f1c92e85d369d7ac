//! What plan.md says of workloads: where each goes, and what its pods must say to get there.

use indexmap::IndexMap;

use super::groups::Group;
use super::{Home, Placed};
use crate::documents::eksctl::{ClusterConfig, NodeGroupTaint};

/// A cluster of a component: its region, its configuration without added groups, and its workloads.
pub type Cluster<'a> = (&'a str, &'a ClusterConfig, Vec<Placed<'a>>);

/// A table of a component's workloads; none without any.
pub fn describe(path: &str, clusters: &[Cluster<'_>]) -> Option<String> {
    // Rows that regions share are written once.
    let mut rows: IndexMap<(&str, String), Vec<&str>> = IndexMap::new();
    for (region, config, placed) in clusters {
        let groups = Group::all(config);
        for workload in placed {
            rows.entry((workload.name, row(workload, &groups))).or_default().push(region);
        }
    }
    if rows.is_empty() {
        return None;
    }
    let order: Vec<&str> = rows.keys().map(|(name, _)| *name).collect();
    rows.sort_by_cached_key(|(name, _), _| order.iter().position(|known| known == name));
    let table: String = rows.iter().map(|((_, row), regions)| format!("{row} {} |\n", regions.join(", "))).collect();
    let stateful = clusters.iter().flat_map(|(_, _, placed)| placed).any(|placed| placed.workload.stateful);
    let volumes = match stateful {
        true => " An EBS volume stays in its zone: for Cluster Autoscaler, give each zone a node group of its own.",
        false => "",
    };
    Some(format!(
        "Where the workloads of `{path}` run. A group is added where none of the cluster's own carries the workload's name or suits it with \
         room for all pods. Room on a node is what the kubelet, the system and DaemonSets leave; an added group begins with nodes for all \
         pods and may grow to half as many again, once Cluster Autoscaler runs.{volumes}\n\n\
         | Workload | Pods | Nodes | In the pods' spec | Regions |\n|---|---|---|---|---|\n{table}"
    ))
}

fn row(placed: &Placed<'_>, groups: &[Group<'_>]) -> String {
    let workload = placed.workload;
    let pods = format!("{} of {} CPU, {}", workload.replicas, workload.requests.cpu, workload.requests.memory);
    let (nodes, spec) = match &placed.home {
        Home::Own { group, nodes } => match groups.get(*group) {
            Some(group) => (own(group, *nodes), spec(&selector(group), group.taints)),
            None => (String::new(), String::new()),
        },
        Home::Added { group, choice } => {
            let labels: Vec<(&str, &str)> =
                group.labels.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            let kind = if workload.spot { "added, Spot" } else { "added, on demand" };
            let types = choice.types.join(", ");
            let nodes = format!(
                "`{}` ({kind}): {} to {} of {types}, {} to a node",
                group.name,
                choice.nodes,
                choice.most(),
                counted(choice.holds, "pod")
            );
            (nodes, spec(&labels, &group.taints))
        }
        Home::Automatic(who) => {
            let purchase = if workload.spot { "spot" } else { "on-demand" };
            let pool = match (*who, workload.spot) {
                ("Auto Mode", true) => {
                    "started by Auto Mode, from a NodePool of yours with Spot: the built-in ones have none".to_owned()
                }
                _ => format!("started by {who}"),
            };
            (pool, spec(&[("karpenter.sh/capacity-type", purchase)], &[]))
        }
        Home::Nowhere => ("none is large enough".to_owned(), String::new()),
    };
    format!("| `{}` | {pods} | {nodes} | {spec} |", placed.name)
}

fn own(group: &Group<'_>, nodes: Option<u64>) -> String {
    let wanted = nodes.map_or_else(String::new, |nodes| format!(": {} of its {}", nodes, group.most));
    format!("`{}`{wanted}", group.name)
}

/// The labels that lead to a group: its own, or the one that eksctl gives to the nodes of every group.
fn selector<'g>(group: &Group<'g>) -> Vec<(&'g str, &'g str)> {
    if group.labels.is_empty() { vec![("alpha.eksctl.io/nodegroup-name", group.name)] } else { group.labels.clone() }
}

/// `nodeSelector: {workload: indexer}` and the tolerations, as they stand in a pod's spec.
fn spec(labels: &[(&str, &str)], taints: &[NodeGroupTaint]) -> String {
    let labels: Vec<String> = labels.iter().map(|(key, value)| format!("{key}: {}", quoted(value))).collect();
    let selector = format!("`nodeSelector: {{{}}}`", labels.join(", "));
    let tolerations: Vec<String> = taints.iter().map(toleration).collect();
    match tolerations.as_slice() {
        [] => selector,
        tolerations => format!("{selector} `tolerations: [{}]`", tolerations.join(", ")),
    }
}

fn toleration(taint: &NodeGroupTaint) -> String {
    let key = taint.key.as_deref().unwrap_or_default();
    let effect = taint.effect.as_deref().unwrap_or_default();
    match taint.value.as_deref() {
        Some(value) => format!("{{key: {key}, value: {}, effect: {effect}}}", quoted(value)),
        None => format!("{{key: {key}, operator: Exists, effect: {effect}}}"),
    }
}

/// Labels are texts: what YAML would read as something else needs quotes.
fn quoted(value: &str) -> String {
    let plain = value.starts_with(|c: char| c.is_ascii_alphabetic())
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .contains(&value.to_ascii_lowercase().as_str());
    if plain { value.to_owned() } else { format!("\"{value}\"") }
}

fn counted(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
