//! What a cluster becomes: instances or Fargate, then each service with its load balancers, roles, task definition and scaling.

pub(super) mod balancers;
mod cluster;
mod instances;
mod policies;
mod records;
mod scaling;
mod service;
mod sidecars;
mod task;

use super::{Cluster, Service, balancer_id, rollout, services};
use crate::components::{cdn, existing, uses};
use crate::documents::cloudformation::{LogicalId, StackKey, StackKind, Tag, tag};
use crate::documents::{Documents, Topic, Unit};
use crate::system::System;

/// Adds every cluster with its services, in each region where it runs.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    for cluster in system.instances(&system.blueprint.ecs) {
        let unit = Unit::Stack(StackKey::new(StackKind::Compute, cluster.region.code));
        for service in services(&cluster) {
            uses::order(documents, &unit, &service.uses());
        }
        let stack = documents.stack(StackKind::Compute, cluster.region.code);
        cluster::add(stack, &cluster);
        for service in services(&cluster) {
            let first = stack.resources.len();
            balancers::add(stack, &service);
            rollout::add(stack, &service);
            task::add(stack, &service);
            service::add(stack, &service);
            scaling::add(stack, &service);
            if let Some((_, entry)) = stack.resources.get_index_mut(first) {
                entry.comment(service.path());
            }
        }
        notes(&cluster, documents);
    }
}

/// Clients outside the VPC do not see its private zone.
fn resolved_outside(service: &Service<'_, '_>, documents: &mut Documents) {
    let Some(zone) = &service.cluster.system.network().private_zone else { return };
    let names = service.balanced().filter(|(_, port, _)| !port.from.is_empty());
    for name in names.filter_map(|(_, port, _)| port.private_name.as_deref()) {
        let note = format!(
            "Clients outside the VPC reach {name}.{zone} by what you connect the VPC with, a VPN, Direct Connect or a transit gateway, and \
             resolve it only through a Route 53 Resolver inbound endpoint in the VPC, to which their DNS servers forward {zone}."
        );
        documents.note(Topic::Before, note);
    }
}

fn notes(cluster: &Cluster<'_>, documents: &mut Documents) {
    if cluster.model.capacity.is_some() {
        let note = format!(
            "ECS protects the instances of {} from scaling in while they have tasks, and CloudFormation cannot delete a group of \
             protected instances: before `teardown.sh`, lift the protection with `aws autoscaling set-instance-protection --no-protected-from-scale-in`.",
            cluster.name
        );
        documents.note(Topic::ByHand, note);
    }
    for service in services(cluster) {
        let asked =
            |name: &str| cdn::prefix_list_asking(cluster.system, service.name, name, cluster.region.code).is_some();
        resolved_outside(&service, documents);
        let inside = service
            .balanced()
            .find(|(name, port, _)| port.public == Some(false) && port.from.is_empty() && !asked(name));
        if let Some((_, _, kind)) = inside.filter(|_| existing::vpc(cluster.system, cluster.region).is_some()) {
            let group = balancer_id(service.name, kind, false).then("SecurityGroup");
            let note = format!(
                "Nobody may reach the internal load balancer of {} yet: its security group, the output {group} of the compute stack, has \
                 no rule, since the addresses of the VPC are not in the blueprint. Add an AWS::EC2::SecurityGroupIngress under \
                 `resources: {{compute: …}}`.",
                service.name
            );
            documents.note(Topic::ByHand, note);
        }
    }
    for service in services(cluster) {
        rollout::notes::add(documents, &service);
    }
    let sources = cluster.model.services.iter().filter(|(_, service)| task::has_references(service));
    for (name, _) in sources {
        documents.note(
            Topic::Before,
            format!("The secrets and parameters that {name} refers to must exist in each of its regions."),
        );
    }
}

/// The name that consoles show, then the blueprint's tags with the cluster's.
fn tags(cluster: &Cluster<'_>, shown: &str) -> Vec<Tag> {
    let shown = tag("Name", format!("{}-{shown}", cluster.system.prefix()));
    std::iter::once(shown).chain(plain_tags(cluster)).collect()
}

pub(super) fn plain_tags(cluster: &Cluster<'_>) -> Vec<Tag> {
    cluster.tags().into_iter().map(|(key, value)| tag(key, value)).collect()
}

/// `GameServersMesh`: the security group by which services of a cluster reach each other through Service Connect.
fn mesh_id(cluster: &Cluster<'_>) -> LogicalId {
    cluster.id().then("Mesh")
}

/// Container's name in its task: the service's.
fn container<'a>(service: &Service<'_, 'a>) -> &'a str {
    service.name
}
