//! `uses` of workloads: the role of their pods, the security group of their nodes, and what the pods find in their environment.
//!
//! IAM tells pods apart by their service account. The network does not: pods have the security groups of their node, so a store
//! lets in every pod of the node group that runs the workload.

mod check;
mod lower;

pub use check::check;
pub use lower::{Pods, lower};

use super::workloads::Placed;
use crate::blueprint::{Eks, Workload};
use crate::components::uses::{self, Use};
use crate::documents::cloudformation::LogicalId;
use crate::documents::eksctl::{Addon, ClusterConfig, PodIdentityAssociation, hole};
use crate::system::Instance;

/// The add-on that hands credentials to pods. Auto Mode has it built in. Source: EKS User Guide, Set up the Amazon EKS Pod
/// Identity Agent (read 2026-11-22).
const AGENT: &str = "eks-pod-identity-agent";

/// A workload that uses other components.
pub struct User<'a> {
    name: &'a str,
    workload: &'a Workload,
    uses: Vec<Use<'a>>,
    /// The node group that runs it.
    group: Option<String>,
    /// What starts its nodes, if no node group runs it.
    starter: Option<&'static str>,
}

impl User<'_> {
    /// `ScorerRoleArn`: the name of an output about the workload, and of the hole that it fills.
    fn output(&self, what: &str) -> LogicalId {
        LogicalId::new(self.name).then(what)
    }

    /// Whether the pods need permissions. A cache without users lets in whoever reaches it.
    fn has_role(&self) -> bool {
        !uses::policies(&self.uses).is_empty()
    }

    /// Whether the pods reach a store within the VPC.
    fn stands_in_vpc(&self) -> bool {
        uses::in_vpc(&self.uses)
    }
}

/// The workloads of a cluster that use something. The configuration is the one without added groups.
pub fn users<'a>(cluster: &Instance<'a, Eks>, config: &ClusterConfig, placed: &[Placed<'a>]) -> Vec<User<'a>> {
    let users = placed.iter().filter(|placed| !placed.workload.uses.is_empty()).map(|placed| User {
        name: placed.name,
        workload: placed.workload,
        uses: uses::nested(cluster, placed.name, &["workloads", placed.name, "uses"], &placed.workload.uses),
        group: placed.group(config),
        starter: placed.starter(),
    });
    users.collect()
}

/// Gives service accounts that have none their roles, and node groups the security groups of their workloads.
pub fn add(cluster: &Instance<'_, Eks>, config: &mut ClusterConfig, users: &[User<'_>]) {
    for user in users {
        if user.has_role() && check::taken(config, user).is_none() {
            let association = PodIdentityAssociation {
                namespace: Some(user.workload.namespace.clone()),
                service_account_name: Some(user.name.to_owned()),
                role_arn: Some(hole(user.output("RoleArn").as_str())),
                tags: cluster.tags(),
                ..PodIdentityAssociation::default()
            };
            config.iam.get_or_insert_default().pod_identity_associations.push(association);
        }
        if let (true, Some(group)) = (user.stands_in_vpc(), &user.group) {
            attach(config, group, &hole(user.output("SecurityGroup").as_str()));
        }
    }
    let auto_mode = config.auto_mode_config.as_ref().is_some_and(|mode| mode.enabled == Some(true));
    let needs_agent = users.iter().any(|user| user.has_role() && (user.group.is_some() || !auto_mode));
    if needs_agent && config.addons.iter().all(|addon| addon.name != AGENT) {
        config.addons.push(Addon { name: AGENT.to_owned(), ..Addon::default() });
    }
}

/// A launch template of the user's has its own security groups; eksctl takes no others beside it.
fn attach(config: &mut ClusterConfig, name: &str, security_group: &str) {
    let managed = config.managed_node_groups.iter_mut().filter(|group| group.launch_template.is_none());
    let managed = managed.filter(|group| group.name == name).map(|group| &mut group.security_groups);
    let own = config.node_groups.iter_mut().filter(|group| group.name == name).map(|group| &mut group.security_groups);
    for groups in managed.chain(own) {
        groups.get_or_insert_default().attach_ids.push(security_group.to_owned());
    }
}
