//! Uses that pods cannot have: stores that their nodes do not reach, service accounts that have a role already.

use indexmap::IndexMap;

use super::User;
use crate::blueprint::{ClusterVpc, Eks};
use crate::components::eks::place::Place;
use crate::components::uses;
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::documents::eksctl::{ClusterConfig, FargateProfile};
use crate::facts::eks::SECURITY_GROUPS_OF_AN_INTERFACE;
use crate::system::Instance;

/// Everything wrong with what the workloads of a cluster use. The configuration is the user's own.
pub fn check(
    cluster: &Instance<'_, Eks>,
    config: &ClusterConfig,
    users: &[User<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    diagnostics.extend(namespaces(cluster));
    for user in users {
        uses::check(&user.uses, &IndexMap::new(), |name| cluster.key(&["workloads", user.name, name]), diagnostics);
        diagnostics.extend(out_of_reach(cluster, config, user));
        diagnostics.extend(two_roles(cluster, config, user));
        let no_identity = || on_fargate(cluster, config, user).or_else(|| on_windows(cluster, config, user));
        diagnostics.extend(user.has_role().then(no_identity).flatten());
    }
    diagnostics.extend(too_many_groups(cluster, config, users));
}

/// Namespaces that cannot be, and those of workloads that use nothing.
fn namespaces(cluster: &Instance<'_, Eks>) -> Vec<Diagnostic> {
    let named = cluster.model.workloads.iter().filter(|(name, _)| cluster.says(&["workloads", name, "namespace"]));
    let found = named.filter_map(|(name, workload)| {
        let path = ["workloads", name, "namespace"];
        let namespace = &workload.namespace;
        if workload.uses.is_empty() {
            let error = Diagnostic::error(
                codes::CLUSTER_REQUIRES,
                cluster.key(&path),
                format!("`{name}` has a namespace, and uses nothing"),
            )
            .label("is for what `uses` gives to the pods");
            return Some(match cluster.removal(&path) {
                Some(removal) => error.fix("leave it out", removal, ""),
                None => error.help("leave it out"),
            });
        }
        let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let fits = namespace.len() <= 63
            && namespace.starts_with(inner)
            && namespace.ends_with(inner)
            && namespace.chars().all(|c| inner(c) || c == '-');
        let error = || {
            Diagnostic::error(
                codes::CLUSTER_NAME,
                cluster.value(&path),
                format!("`{namespace}` is no name for a namespace"),
            )
            .label("lower-case letters, digits and hyphens within, at most 63")
            .help("write the namespace in which the pods run")
            .fact("names of namespaces are labels of RFC 1123: Kubernetes, Object Names and IDs")
        };
        (!fits).then(error)
    });
    found.collect()
}

/// The first use that leads to a store in the VPC.
fn door(user: &User<'_>) -> Option<(Span, String)> {
    let usage = user.uses.iter().find(|usage| uses::in_vpc(std::slice::from_ref(*usage)))?;
    Some((usage.key, usage.target.to_owned()))
}

/// A store in the VPC lets in a security group; nodes elsewhere, and nodes that others start, do not carry it.
fn out_of_reach(cluster: &Instance<'_, Eks>, config: &ClusterConfig, user: &User<'_>) -> Option<Diagnostic> {
    let (at, store) = door(user)?;
    let name = user.name;
    let message = format!("`{name}` cannot reach `{store}` from its nodes");
    let error = Diagnostic::error(codes::STORE_OUT_OF_REACH, at, message);
    if cluster.model.vpc == ClusterVpc::Own {
        let error = error
            .label("stands in the region's VPC")
            .fact("security groups are of one VPC, and there is no path between two VPCs that are not peered (Amazon VPC User Guide, read 2026-11-22)");
        return Some(match cluster.says(&["vpc"]) {
            true => error.also(cluster.key(&["vpc"]), "the nodes stand in a VPC of their own").fix(
                "use the region's VPC",
                cluster.value(&["vpc"]),
                "shared",
            ),
            false => error
                .also(cluster.key(&["cluster_config"]), "makes a VPC of its own for the nodes")
                .help("use the region's VPC: `vpc: shared`"),
        });
    }
    if let Some(starter) = user.starter {
        let error = error
            .label("lets in a security group that these nodes lack")
            .also(cluster.key(&["workloads", name]), format!("{starter} starts its nodes, with the security groups of a node class"))
            .help(format!("give it a node group of its own in `cluster_config`: `managedNodeGroups: [{{name: {name}, …}}]`"))
            .fact("nodes of Karpenter and Auto Mode get the security groups that their node class selects (EKS User Guide, Create a Node Class for Amazon EKS, `securityGroupSelectorTerms`, read 2026-11-22)");
        return Some(error);
    }
    let group = user.group.as_deref()?;
    let index = config.managed_node_groups.iter().position(|own| own.name == group && own.launch_template.is_some())?;
    let path = ["managedNodeGroups".to_owned(), index.to_string(), "launchTemplate".to_owned()];
    let error = error
        .label("lets in a security group that these nodes lack")
        .also(Place::of(cluster, &path).key, "the launch template says which security groups the nodes have")
        .help(format!("take the name `{name}` out of this group: the workload then gets one of its own"))
        .fact(
            "eksctl takes no `securityGroups` beside a launch template (eksctl's validation.go, source of 2026-08-21)",
        );
    Some(error)
}

/// The list and the index in it where `cluster_config` itself gives the service account of a workload a role.
pub(super) fn taken(config: &ClusterConfig, user: &User<'_>) -> Option<(&'static str, usize)> {
    let iam = config.iam.as_ref()?;
    let (name, namespace) = (user.name, user.workload.namespace.as_str());
    let associated = iam.pod_identity_associations.iter().position(|own| {
        own.service_account_name.as_deref() == Some(name) && own.namespace.as_deref() == Some(namespace)
    });
    let annotated = iam.service_accounts.iter().position(|account| {
        let metadata = account.metadata.as_ref();
        let in_namespace = metadata.and_then(|metadata| metadata.namespace.as_deref()).unwrap_or("default");
        metadata.and_then(|metadata| metadata.name.as_deref()) == Some(name) && in_namespace == namespace
    });
    let associated = associated.map(|index| ("podIdentityAssociations", index));
    associated.or_else(|| Some(("serviceAccounts", annotated?)))
}

/// A service account has one role.
fn two_roles(cluster: &Instance<'_, Eks>, config: &ClusterConfig, user: &User<'_>) -> Option<Diagnostic> {
    let (name, namespace) = (user.name, user.workload.namespace.as_str());
    let (list, index) = taken(config, user).filter(|_| user.has_role())?;
    let path = ["iam".to_owned(), list.to_owned(), index.to_string()];
    let error = Diagnostic::error(
        codes::CLUSTER_TWICE,
        Place::of(cluster, &path).value,
        format!("the service account `{namespace}/{name}` gets two roles"),
    )
    .label("one here")
    .also(cluster.key(&["workloads", name, "uses"]), "another one from this")
    .help("let `uses` say what the pods may do, or name another service account here")
    .fact("one IAM role can be associated to each service account in a cluster (EKS User Guide, Learn how EKS Pod Identity grants pods access to AWS services, read 2026-11-22)");
    Some(error)
}

/// A Fargate profile takes every pod of the namespaces that it names without labels.
fn on_fargate(cluster: &Instance<'_, Eks>, config: &ClusterConfig, user: &User<'_>) -> Option<Diagnostic> {
    let namespace = user.workload.namespace.as_str();
    let takes = |profile: &FargateProfile| {
        profile.selectors.iter().position(|selector| selector.labels.is_empty() && selector.namespace == namespace)
    };
    let (profile, selector) =
        config.fargate_profiles.iter().enumerate().find_map(|(index, profile)| Some((index, takes(profile)?)))?;
    let path = ["fargateProfiles", &profile.to_string(), "selectors", &selector.to_string(), "namespace"];
    let error = no_identity(cluster, user, "on Fargate")
        .also(Place::of(cluster, &path.map(str::to_owned)).value, format!("takes every pod in `{namespace}`"))
        .help("give the workload another `namespace`, or the selector labels that its pods do not have");
    Some(error)
}

fn on_windows(cluster: &Instance<'_, Eks>, config: &ClusterConfig, user: &User<'_>) -> Option<Diagnostic> {
    let managed = config.managed_node_groups.iter().map(|group| (&group.name, &group.ami_family));
    let own = config.node_groups.iter().map(|group| (&group.name, &group.ami_family));
    let lists = [("managedNodeGroups", managed.collect::<Vec<_>>()), ("nodeGroups", own.collect())];
    let windows = |(name, family): &(&String, &Option<String>)| {
        user.group.as_ref() == Some(*name) && family.as_ref().is_some_and(|family| family.starts_with("Windows"))
    };
    let (list, index) = lists.iter().find_map(|(list, groups)| Some((*list, groups.iter().position(windows)?)))?;
    let path = [list.to_owned(), index.to_string(), "amiFamily".to_owned()];
    let error = no_identity(cluster, user, "on Windows")
        .also(Place::of(cluster, &path).value, "the nodes of the workload")
        .help("give the workload nodes with Linux, or its pods a role with `iam.serviceAccounts` in `cluster_config`");
    Some(error)
}

fn no_identity(cluster: &Instance<'_, Eks>, user: &User<'_>, place: &str) -> Diagnostic {
    let message = format!("pods of `{}` run {place}, where they get no role", user.name);
    Diagnostic::error(codes::NO_POD_IDENTITY, cluster.key(&["workloads", user.name, "uses"]), message)
        .label("needs pods on Linux nodes")
        .fact("pods on Fargate or on Windows have no pod identities (EKS User Guide, Learn how EKS Pod Identity grants pods access to AWS services, read 2026-11-22)")
}

/// A network interface takes a few security groups only.
fn too_many_groups(cluster: &Instance<'_, Eks>, config: &ClusterConfig, users: &[User<'_>]) -> Vec<Diagnostic> {
    let managed = config.managed_node_groups.iter().map(|group| (&group.name, 1, &group.security_groups));
    let own = config.node_groups.iter().map(|group| (&group.name, 2, &group.security_groups));
    let most = SECURITY_GROUPS_OF_AN_INTERFACE;
    let found = managed.chain(own).filter_map(|(name, of_cluster, given)| {
        let given = given.as_ref().map_or(0, |groups| groups.attach_ids.len());
        let here: Vec<&User<'_>> =
            users.iter().filter(|user| user.group.as_ref() == Some(name) && user.stands_in_vpc()).collect();
        let (count, last) = (of_cluster + given + here.len(), here.last()?);
        let warning = || {
            Diagnostic::warning(
                codes::NODE_SECURITY_GROUPS,
                cluster.key(&["workloads", last.name, "uses"]),
                format!("nodes of `{name}` have {count} security groups, where an interface takes {most}"),
            )
            .label(format!("one for each of {} workloads", here.len()))
            .help("let fewer workloads of the group use stores in the VPC, or have the quota raised: it goes up to 16")
            .fact("security groups per network interface: 5, adjustable up to 16 (Amazon VPC User Guide, Amazon VPC quotas, read 2026-11-22)")
        };
        (count > most).then(warning)
    });
    found.collect()
}
