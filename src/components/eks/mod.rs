//! `eks`: Kubernetes clusters, one ClusterConfig for each region, which eksctl turns into a cluster.
//!
//! The user's part is in eksctl's own words; the component fills in what the blueprint knows. A cluster is named
//! `{system}-{component}`, the same in every region: names of clusters are regional.

mod facts;
mod place;
mod pods;
mod words;
mod workloads;

use crate::blueprint::{ClusterVpc, Eks};
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::documents::cloudformation::{OutputRef, StackKey, StackKind};
use crate::documents::eksctl::{
    self, ClusterConfig, Flaw, SharedNetwork, complete, encrypt_volumes, hole, holes, validate,
};
use crate::documents::{Cluster, Documents, Topic};
use crate::facts::eks::{EKSCTL_DEFAULT_VERSION, ZONES_WITHOUT_CONTROL_PLANE, eksctl_fields};
use crate::system::{Instance, System, physical_name};

use super::{existing, network};
use facts::Tables;
use place::Place;
use pods::Pods;

/// Longest name of a cluster. EKS takes 100 characters; the longest name of a node group (63) must fit behind it into the
/// name of a CloudFormation stack (128), `eksctl-{cluster}-nodegroup-{group}`.
const LONGEST_NAME: usize = 128 - "eksctl--nodegroup-".len() - 63;

/// The two lists of node groups, with eksctl's definitions of their items.
const NODE_GROUPS: [(&str, &str); 2] = [("managedNodeGroups", "ManagedNodeGroup"), ("nodeGroups", "NodeGroup")];

/// Fields that eksctl does not have, and everything that eksctl, EKS, EC2 or Kubernetes would refuse.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for cluster in system.instances(&system.blueprint.eks) {
        let misplaced = misplaced_fields(&cluster);
        let configuration = configuration(&cluster, diagnostics);
        let spans: Vec<Span> = misplaced.iter().map(|diagnostic| diagnostic.primary.span).collect();
        diagnostics.retain(|known| known.code != codes::UNKNOWN_FIELD || !spans.contains(&known.primary.span));
        diagnostics.extend(misplaced);
        let Some((mut config, mut flaws)) = configuration else { continue };
        let placed = workloads::place(&cluster, &config);
        workloads::check(&cluster, &config, &placed, diagnostics);
        let users = pods::users(&cluster, &config, &placed);
        pods::check(&cluster, &config, &users, diagnostics);
        workloads::add(&mut config, &placed);
        pods::add(&cluster, &mut config, &users);
        flaws.extend(validate(&config, &Tables));
        let found = flaws.iter().filter_map(|flaw| words::describe(flaw, &Place::of(&cluster, &flaw.path)));
        diagnostics.extend(found);
    }
}

/// Adds the ClusterConfig of each region.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    for cluster in system.instances(&system.blueprint.eks) {
        let Some((mut config, _)) = configuration(&cluster, &mut Vec::new()) else { continue };
        let placed = workloads::place(&cluster, &config);
        let users = pods::users(&cluster, &config, &placed);
        workloads::add(&mut config, &placed);
        pods::add(&cluster, &mut config, &users);
        encrypt_volumes(&mut config);
        // Every field of these types serialises: texts, numbers, and maps with text keys.
        let config = config.to_value().unwrap_or_default();
        let left = holes(&config);
        let outputs = network_outputs(&cluster).into_iter().filter(|output| left.contains(&output.name));
        let network = outputs.map(|output| (hole(&output.name), output));
        let Pods { objects, holes } = pods::lower(&cluster, &users, documents);
        documents.clusters.push(Cluster {
            region: cluster.region.code.to_owned(),
            component: cluster.name.to_owned(),
            name: name(&cluster),
            config,
            pods: objects,
            holes: network.chain(holes).collect(),
            parameters: Default::default(),
        });
        note(&cluster, documents);
    }
    for name in system.blueprint.eks.keys() {
        note_workloads(system, name, documents);
    }
}

/// Tells where the workloads of a component run, in all its regions.
fn note_workloads(system: &System<'_>, name: &str, documents: &mut Documents) {
    let instances = system.instances(&system.blueprint.eks);
    let clusters: Vec<&Instance<'_, Eks>> = instances.iter().filter(|cluster| cluster.name == name).collect();
    let configs: Vec<ClusterConfig> =
        clusters.iter().filter_map(|cluster| Some(configuration(cluster, &mut Vec::new())?.0)).collect();
    let described: Vec<_> = clusters
        .iter()
        .zip(&configs)
        .map(|(cluster, config)| (cluster.region.code, config, workloads::place(cluster, config)))
        .collect();
    let path = clusters.first().map(|cluster| cluster.path()).unwrap_or_default();
    if let Some(page) = workloads::describe(&path, &described) {
        documents.note(Topic::Derived, page);
    }
}

/// The configuration with everything filled in, and where it says something else.
fn configuration(cluster: &Instance<'_, Eks>, found: &mut Vec<Diagnostic>) -> Option<(ClusterConfig, Vec<Flaw>)> {
    let config: ClusterConfig = cluster.system.tree.decode(cluster.model.cluster_config.0, |_| &[], found)?;
    let zones: Vec<String> =
        network::letters(cluster.region).map(|letter| letter.to_ascii_lowercase().to_string()).collect();
    let about = eksctl::Cluster {
        name: &name(cluster),
        region: cluster.region.code,
        version: cluster.model.version.as_deref(),
        tags: &cluster.tags(),
        network: (cluster.model.vpc == ClusterVpc::Shared).then_some(SharedNetwork {
            zones: &zones,
            public: network::has_public_subnets(cluster.system, cluster.region),
        }),
    };
    Some(complete(config, &about))
}

/// The name of a cluster, the same in every region: `global-game-analytics`.
pub fn name(cluster: &Instance<'_, Eks>) -> String {
    physical_name(&[&cluster.system.prefix(), cluster.system.first_name(cluster.name)], LONGEST_NAME)
}

/// What the region's network offers to a cluster that shares it.
fn network_outputs(cluster: &Instance<'_, Eks>) -> Vec<OutputRef> {
    if cluster.model.vpc == ClusterVpc::Own {
        return Vec::new();
    }
    let stack = StackKey::new(StackKind::Network, cluster.region.code);
    let zones = network::letters(cluster.region);
    let of_zones =
        zones.flat_map(|zone| ["PrivateSubnet", "PublicSubnet", "Zone"].map(|output| format!("{output}{zone}")));
    std::iter::once("VpcId".to_owned()).chain(of_zones).map(|output| stack.output(output)).collect()
}

/// Fields of one kind of node group in the other, which tells more than that there is no such field.
fn misplaced_fields(cluster: &Instance<'_, Eks>) -> Vec<Diagnostic> {
    let tree = cluster.system.tree;
    let [managed, own] = NODE_GROUPS;
    let mut found = Vec::new();
    for ((list, definition), (other, theirs)) in [(managed, own), (own, managed)] {
        let (Some(fields), Some(others)) = (eksctl_fields(definition), eksctl_fields(theirs)) else { continue };
        let groups = tree.get(cluster.model.cluster_config.0, list).map_or(&[][..], |groups| tree.items(groups));
        for (key, _) in groups.iter().flat_map(|group| tree.entries(*group)) {
            let Some(field) = tree.text(*key).filter(|field| !fields.contains(field) && others.contains(field)) else {
                continue;
            };
            let error = Diagnostic::error(codes::OTHER_NODE_GROUPS, tree.span(*key), format!("`{field}` is a field of `{other}` only"))
                .label(format!("in a group of `{list}`"))
                .help(instead(field, other))
                .fact("managed and self-managed node groups have different fields: eksctl's JSON Schema, source of 2026-08-21");
            found.push(error);
        }
    }
    found
}

fn instead(field: &str, other: &str) -> String {
    match field {
        "spot" => "set `instancesDistribution` with `onDemandPercentageAboveBaseCapacity: 0`, or move the group to `managedNodeGroups`".to_owned(),
        "instanceTypes" => "put the types under `instancesDistribution`, or move the group to `managedNodeGroups`".to_owned(),
        "instancesDistribution" => "set `instanceTypes`, and `spot` if all nodes are Spot, or move the group to `nodeGroups`".to_owned(),
        _ => format!("leave it out, or move the group to `{other}`"),
    }
}

/// Tells what eksctl decides, and what it does not do twice.
fn note(cluster: &Instance<'_, Eks>, documents: &mut Documents) {
    let (path, name) = (cluster.path(), name(cluster));
    let network = match cluster.model.vpc {
        ClusterVpc::Own => "in a VPC that eksctl makes",
        ClusterVpc::Shared => "in the region's VPC; deploy.sh puts the ids of its subnets into the ClusterConfig",
    };
    documents.note(Topic::Derived, format!("`{path}` is the cluster `{name}` in each of its regions, {network}."));
    let repeated = "`eksctl create cluster` cannot be repeated: deploy.sh runs it where `eksctl get cluster` finds none. A later \
                    run creates node groups that are missing; what else changes is said by deploy.sh and done by hand: `eksctl upgrade \
                    cluster --version V --approve`, or a node group under a new name and `eksctl delete nodegroup` for the old one.";
    documents.note(Topic::Derived, repeated);
    documents.note(Topic::Derived, autoscaling(&path));
    if !has_version(cluster) {
        let version = format!(
            "`{path}` names no Kubernetes version: eksctl takes its default, {EKSCTL_DEFAULT_VERSION} in August 2026."
        );
        documents.note(Topic::Derived, version);
    }
    let avoided = ZONES_WITHOUT_CONTROL_PLANE.iter().find(|zone| cluster.region.facts.az_ids.contains(zone));
    if let (ClusterVpc::Shared, Some(zone)) = (cluster.model.vpc, avoided) {
        let region = cluster.region.code;
        let which = match existing::vpc(cluster.system, cluster.region) {
            Some(vpc) => {
                let zones: Vec<&str> = vpc.private_subnets.keys().map(String::as_str).collect();
                format!(
                    "{}: `aws ec2 describe-availability-zones --region {region}` says which id each has",
                    zones.join(", ")
                )
            }
            None => format!(
                "which are the first {} that `aws ec2 describe-availability-zones --region {region}` lists",
                cluster.region.zones
            ),
        };
        let before = format!(
            "EKS makes no control plane in the zone {zone}. See that it is none of the zones of the VPC in {region}, {which}."
        );
        documents.note(Topic::Before, before);
    }
}

/// An EKS node group has no scaling policy of its own.
fn autoscaling(path: &str) -> String {
    format!(
        "`{path}`: node groups start at `desiredCapacity`, or `minSize`, and stay there until Cluster Autoscaler or Karpenter runs in the \
         cluster; `minSize: 0` means no node at all before that."
    )
}

fn has_version(cluster: &Instance<'_, Eks>) -> bool {
    cluster.model.version.is_some() || cluster.says(&["cluster_config", "metadata", "version"])
}

#[cfg(test)]
mod tests;
