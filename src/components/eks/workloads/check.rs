//! Workloads that contradict themselves or their cluster.

use super::groups::Group;
use super::proposal::largest;
use super::{Home, Placed};
use crate::blueprint::{Eks, Workload, WorkloadKind};
use crate::components::eks::place::Place;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::eksctl::ClusterConfig;
use crate::facts::TABLES_DATE;
use crate::system::Instance;

/// Add-ons that give pods volumes.
const VOLUME_DRIVERS: [&str; 4] =
    ["aws-ebs-csi-driver", "aws-efs-csi-driver", "aws-fsx-csi-driver", "aws-mountpoint-s3-csi-driver"];

/// Where the reservations of the kubelet stand.
const KUBELET: &str = "the kubelet's share: amazon-eks-ami, nodeadm, getCPUMillicoresToReserve and getMemoryMebibytesToReserve (read 2026-11-22)";

/// Everything wrong with the workloads of a cluster. The configuration is the one without added groups.
pub fn check(
    cluster: &Instance<'_, Eks>,
    config: &ClusterConfig,
    placed: &[Placed<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let groups = Group::all(config);
    for workload in placed {
        diagnostics.extend(name(cluster, workload));
        diagnostics.extend(replicas(cluster, workload));
        diagnostics.extend(on_spot(cluster, workload, &groups));
        diagnostics.extend(too_large(cluster, workload, &groups));
    }
    diagnostics.extend(volumes(cluster, config, placed));
    for (index, group) in groups.iter().enumerate().filter(|_| !placed.is_empty()) {
        let here: Vec<&Placed<'_>> = placed
            .iter()
            .filter(|workload| matches!(workload.home, Home::Own { group, .. } if group == index))
            .collect();
        diagnostics.extend(if here.is_empty() { unused(cluster, group) } else { too_few(cluster, group, &here) });
    }
}

fn name(cluster: &Instance<'_, Eks>, placed: &Placed<'_>) -> Option<Diagnostic> {
    let name = placed.name;
    let fits = name.len() <= 63
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && !name.ends_with('-')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let error = || {
        Diagnostic::error(
            codes::CLUSTER_NAME,
            cluster.key(&["workloads", name]),
            format!("`{name}` is no name for a workload"),
        )
        .label("names a node group and is the value of a label")
        .help("letters, digits and hyphens, a letter first, at most 63")
        .fact("EKS API, CreateNodegroup; Kubernetes, Labels and Selectors: syntax and character set (read 2026-10-20)")
    };
    (!fits).then(error)
}

fn replicas(cluster: &Instance<'_, Eks>, placed: &Placed<'_>) -> Option<Diagnostic> {
    let error = || {
        let span = cluster.value(&["workloads", placed.name, "replicas"]);
        Diagnostic::error(
            codes::CLUSTER_RANGE,
            span,
            format!("`{}` has no pods: `replicas` of 0 is not at least 1", placed.name),
        )
        .label("needs no nodes")
        .help("say how many pods there are at most, or leave the workload out")
    };
    (placed.workload.replicas == 0).then(error)
}

/// Data on nodes that AWS takes back.
fn on_spot(cluster: &Instance<'_, Eks>, placed: &Placed<'_>, groups: &[Group<'_>]) -> Option<Diagnostic> {
    let (name, workload) = (placed.name, placed.workload);
    if !workload.stateful {
        return None;
    }
    let fact = "Spot is for fault-tolerant applications: EC2 takes nodes back at two minutes' notice: eksctl User Guide, Spot instances (read 2026-11-22)";
    let stateful = cluster.key(&["workloads", name, "stateful"]);
    if workload.spot {
        let span = cluster.key(&["workloads", name, "spot"]);
        let error =
            Diagnostic::error(codes::STATEFUL_ON_SPOT, span, format!("`{name}` keeps data and wants Spot nodes"))
                .label("nodes that AWS takes back")
                .also(stateful, "keeps data on its node")
                .fact(fact);
        return Some(match cluster.removal(&["workloads", name, "spot"]) {
            Some(removal) => error.fix("leave it out", removal, ""),
            None => error.help("leave it out"),
        });
    }
    let Home::Own { group, .. } = placed.home else { return None };
    let group = groups.get(group).filter(|group| group.spot)?;
    let place = of_group(cluster, group, "name");
    let error = Diagnostic::error(
        codes::STATEFUL_ON_SPOT,
        stateful,
        format!("`{name}` keeps data, and its node group `{}` is Spot", group.name),
    )
    .label("keeps data on its node")
    .also(place.value, "nodes that AWS takes back")
    .help("give it a group on demand, or take its name out of the Spot group")
    .fact(fact);
    Some(error)
}

/// A pod that no node holds stays pending.
fn too_large(cluster: &Instance<'_, Eks>, placed: &Placed<'_>, groups: &[Group<'_>]) -> Option<Diagnostic> {
    let (name, workload) = (placed.name, placed.workload);
    let requests = cluster.key(&["workloads", name, "requests"]);
    let asked = format!("{} CPU and {}", workload.requests.cpu, workload.requests.memory);
    let warning = match placed.home {
        Home::Nowhere => {
            let region = cluster.region.code;
            let (largest, shape) = largest(workload, region)?;
            Diagnostic::warning(
                codes::WORKLOAD_TOO_LARGE,
                requests,
                format!("a pod of `{name}` requests {asked}, more than any {} node in {region} has", family(workload)),
            )
            .label(format!("{largest} has {} CPU and {}GiB for pods", shape.room.millis / 1000, shape.room.mib >> 10))
            .help("request less, choose another `kind`, or write a node group with larger nodes that carries the workload's name")
            .fact(format!("EC2 instance types as of {TABLES_DATE}; {KUBELET}"))
        }
        Home::Own { group, nodes: None } => {
            let group = groups.get(group).filter(|group| group.holds(workload) == Some(0))?;
            let place = of_group(cluster, group, "name");
            Diagnostic::warning(
                codes::WORKLOAD_TOO_LARGE,
                requests,
                format!("a pod of `{name}` requests {asked}, more than a node of `{}` has", group.name),
            )
            .label("stays pending")
            .also(place.value, "the group that carries the workload's name")
            .help("request less, or give the group larger nodes")
            .fact(format!("EC2 instance types as of {TABLES_DATE}; {KUBELET}"))
        }
        _ => return None,
    };
    Some(warning)
}

fn family(workload: &Workload) -> &'static str {
    match workload.kind {
        WorkloadKind::Cpu => "compute-optimised",
        WorkloadKind::Memory => "memory-optimised",
        WorkloadKind::Balanced => "general-purpose",
    }
}

/// Volumes need a driver.
fn volumes(cluster: &Instance<'_, Eks>, config: &ClusterConfig, placed: &[Placed<'_>]) -> Option<Diagnostic> {
    let auto_mode = config.auto_mode_config.as_ref().is_some_and(|mode| mode.enabled == Some(true));
    let has_driver = config.addons.iter().any(|addon| VOLUME_DRIVERS.contains(&addon.name.as_str()));
    let first = placed.iter().find(|placed| placed.workload.stateful).filter(|_| !auto_mode && !has_driver)?;
    let warning = Diagnostic::warning(
        codes::VOLUME_DRIVER,
        cluster.key(&["workloads", first.name, "stateful"]),
        format!("`{}` keeps data, and the cluster has no driver for volumes", first.name),
    )
    .label("its volume claims stay pending")
    .also(cluster.key(&["cluster_config"]), "no add-on here makes volumes")
    .help("add `{name: aws-ebs-csi-driver, useDefaultPodIdentityAssociations: true}` and `{name: eks-pod-identity-agent}` to `addons`")
    .fact("the EBS CSI driver is not installed with a cluster: it is an add-on (github.com/eksctl-io/eksctl/issues/7624, read 2026-11-22)");
    Some(warning)
}

/// A group that keeps pods away, and that no workload of the blueprint goes to.
fn unused(cluster: &Instance<'_, Eks>, group: &Group<'_>) -> Option<Diagnostic> {
    if !group.repels() {
        return None;
    }
    let warning = Diagnostic::warning(
        codes::TAINT_WITHOUT_WORKLOAD,
        of_group(cluster, group, "taints").key,
        format!("node group `{}` is tainted, and no workload goes there", group.name),
    )
    .label("keeps every pod away that does not tolerate it")
    .also(cluster.key(&["workloads"]), "none of these suits it")
    .help(format!(
        "add the workload that it is for under the name `{}`, or give the group the label `workload: name`",
        group.name
    ))
    .fact("pods without a toleration are not scheduled: Kubernetes, Taints and Tolerations (read 2026-10-20)");
    Some(warning)
}

/// Workloads of a group that want more nodes than it may have.
fn too_few(cluster: &Instance<'_, Eks>, group: &Group<'_>, here: &[&Placed<'_>]) -> Option<Diagnostic> {
    let nodes: u64 = here
        .iter()
        .map(|placed| match placed.home {
            Home::Own { nodes, .. } => nodes.unwrap_or_default(),
            _ => 0,
        })
        .sum();
    let first = here.first().filter(|_| nodes > group.most)?;
    let place = of_group(cluster, group, "maxSize");
    let warning = Diagnostic::warning(
        codes::GROUP_TOO_SMALL,
        place.value,
        format!("node group `{}` has at most {} nodes, where its workloads want {nodes}", group.name, group.most),
    )
    .label(format!("{nodes} nodes hold all pods"))
    .also(cluster.key(&["workloads", first.name]), "goes to this group by its name")
    .fact(format!("EC2 instance types as of {TABLES_DATE}; {KUBELET}"));
    Some(match place.written {
        true => warning.fix(format!("allow {nodes}"), place.value, nodes.to_string()),
        false => warning.help(format!("set `maxSize: {nodes}`")),
    })
}

fn of_group<'a>(cluster: &Instance<'a, Eks>, group: &Group<'_>, field: &str) -> Place<'a> {
    Place::of(cluster, &[group.list.to_owned(), group.index.to_string(), field.to_owned()])
}
