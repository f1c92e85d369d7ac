//! What a fleet becomes: placement group, security group, role, launch template, Auto Scaling group and what scales it.

mod backlog;
mod reservation;
mod scaling;
mod template;

use serde_json::json;

use super::{Fleet, agent};
use crate::blueprint::{CapacityReservation, Image, Placement};
use crate::components::network;
use crate::components::pool::has_spot;
use crate::components::uses::{self, Use};
use crate::documents::cloudformation::resources::{autoscaling, ec2, iam};
use crate::documents::cloudformation::{
    LogicalId, Stack, StackKey, StackKind, Tag, Value, get_att, reference, some, sub, tag,
};
use crate::documents::iam::PolicyDocument;
use crate::documents::{Documents, Topic, Unit};
use crate::facts;
use crate::system::System;

/// Seconds until a new instance counts: it starts and runs user data, which would read as load.
const WARMUP_S: i64 = 300;
/// An update replaces this part of a fleet at a time: a tenth.
const BATCHES: u32 = 10;

/// Adds the resources of every fleet.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    for fleet in system.instances(&system.blueprint.fleets) {
        let lowering = Lowering {
            id: fleet.id(),
            name: format!("{}-{}", documents.prefix, system.first_name(fleet.name)),
            fleet: &fleet,
        };
        let uses = uses::of(&fleet);
        uses::order(documents, &Unit::Stack(StackKey::new(StackKind::Compute, fleet.region.code)), &uses);
        let stack = documents.stack(StackKind::Compute, fleet.region.code);
        lowering.placement_group(stack);
        lowering.security_group(stack);
        uses::open_doors(stack, &get_att(lowering.id.then("SecurityGroup"), "GroupId"), &uses);
        lowering.role(stack, &uses);
        lowering.launch_template(stack, &uses);
        lowering.reservation(stack);
        lowering.group(stack);
        lowering.warm_pool(stack);
        lowering.scaling(stack);
        if let Some(first) = stack.resources.get_mut(&lowering.first()) {
            first.comment(fleet.path());
        }
        lowering.notes(documents);
    }
}

struct Lowering<'f, 'a> {
    id: LogicalId,
    name: String,
    fleet: &'f Fleet<'a>,
}

impl Lowering<'_, '_> {
    fn first(&self) -> LogicalId {
        let name = if self.fleet.model.placement.is_some() { "PlacementGroup" } else { "SecurityGroup" };
        self.id.then(name)
    }

    /// The name that consoles show, then the blueprint's tags with the component's.
    fn tags(&self) -> Vec<Tag> {
        let own = self.fleet.tags().into_iter().map(|(key, value)| tag(key, value));
        std::iter::once(tag("Name", &self.name)).chain(own).collect()
    }

    /// Tags of a placement group are create-only, and a group in use cannot be replaced: it gets none.
    fn placement_group(&self, stack: &mut Stack) {
        let Some(placement) = self.fleet.model.placement else { return };
        let (strategy, partition_count) = match placement {
            Placement::Cluster => ("cluster", None),
            Placement::Spread => ("spread", None),
            Placement::Partition(count) => ("partition", some(count)),
        };
        stack.add(
            self.id.then("PlacementGroup"),
            ec2::PlacementGroup { strategy: some(strategy), partition_count, ..ec2::PlacementGroup::default() },
        );
    }

    /// Nobody may call in, and instances may call out. Members of a cluster or of partitions work together: they reach each other.
    fn security_group(&self, stack: &mut Stack) {
        let id = self.id.then("SecurityGroup");
        let network = network::vpc_id(self.fleet.region.code);
        let group = ec2::SecurityGroup {
            vpc_id: some(network),
            security_group_egress: self.egress(),
            tags: self.tags(),
            ..ec2::SecurityGroup::new(format!("Instances of {}", self.fleet.name))
        };
        stack.add(id.clone(), group);
        let together = matches!(self.fleet.model.placement, Some(Placement::Cluster | Placement::Partition(_)));
        if together || self.has_fabric() {
            let ingress = ec2::SecurityGroupIngress {
                group_id: some(get_att(&id, "GroupId")),
                description: some(format!("Other instances of {}", self.fleet.name)),
                source_security_group_id: some(get_att(&id, "GroupId")),
                ..ec2::SecurityGroupIngress::new("-1")
            };
            stack.add(self.id.then("Members"), ingress);
        }
        if self.has_fabric() {
            let egress = ec2::SecurityGroupEgress {
                description: some(format!("Other instances of {}, by Elastic Fabric Adapter", self.fleet.name)),
                destination_security_group_id: some(get_att(&id, "GroupId")),
                ..ec2::SecurityGroupEgress::new(get_att(&id, "GroupId"), "-1")
            };
            stack.add(self.id.then("ToMembers"), egress);
        }
        stack.output(id.clone(), format!("Security group of {}", self.fleet.name), get_att(&id, "GroupId"));
    }

    fn has_fabric(&self) -> bool {
        self.fleet.model.fabric_adapters.is_some()
    }

    /// The rule that AWS adds by itself, written out where another one stands beside it. It does not hold for fabric adapters,
    /// which send no IP packets.
    fn egress(&self) -> Vec<ec2::Egress> {
        let anywhere =
            ec2::Egress { description: some("Anywhere"), cidr_ip: some("0.0.0.0/0"), ..ec2::Egress::new("-1") };
        if self.has_fabric() { vec![anywhere] } else { Vec::new() }
    }

    fn role(&self, stack: &mut Stack, uses: &[Use<'_>]) {
        let id = self.id.then("Role");
        let kept = uses::kept_statements(&self.fleet.model.env);
        let environment =
            (!kept.is_empty()).then(|| iam::RolePolicy::new("ReadEnvironment", PolicyDocument::new(kept)));
        let role = iam::Role {
            managed_policy_arns: vec![sub("arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore")],
            policies: environment.into_iter().chain(agent::policy(self.fleet)).chain(uses::policies(uses)).collect(),
            tags: self.fleet.tags().into_iter().map(|(key, value)| tag(key, value)).collect(),
            ..iam::Role::new(PolicyDocument::trust("ec2.amazonaws.com"))
        };
        stack.add(id.clone(), role);
        stack.add(self.id.then("InstanceProfile"), iam::InstanceProfile::new(vec![reference(&id)]));
    }

    fn group(&self, stack: &mut Stack) {
        let fleet = self.fleet.model;
        let (launch_template, mixed_instances_policy) =
            if self.only_type().is_some() { (Some(self.version()), None) } else { (None, Some(self.mixed())) };
        let group = autoscaling::AutoScalingGroup {
            launch_template,
            mixed_instances_policy,
            capacity_rebalance: has_spot(fleet.purchase.as_ref()).then(|| true.into()),
            capacity_reservation_specification: self.reservations(),
            placement_group: fleet.placement.map(|_| reference(self.id.then("PlacementGroup"))),
            default_instance_warmup: self.follows_load().then(|| WARMUP_S.into()),
            metrics_collection: vec![autoscaling::MetricsCollection::new("1Minute")],
            vpc_zone_identifier: self.subnets(),
            tags: self.tags().into_iter().map(|tag| autoscaling::TagProperty::new(tag.key, tag.value, true)).collect(),
            ..autoscaling::AutoScalingGroup::new(fleet.scaling.min.to_string(), fleet.scaling.max.to_string())
        };
        let id = self.id.then("Group");
        stack.add(id.clone(), group).update_policy(self.update_policy());
        stack.output(id.clone(), format!("Auto Scaling group of {}", self.fleet.name), reference(&id));
    }

    fn subnets(&self) -> Vec<Value<String>> {
        match super::placement::zone(self.fleet.model) {
            Some(letter) => vec![Value::Output(network::private_subnet(self.fleet.region.code, letter))],
            None => network::private_subnets(self.fleet.region),
        }
    }

    /// A new launch template reaches running instances a tenth of the fleet at a time, and those of a warm pool, too.
    fn update_policy(&self) -> serde_json::Value {
        let mut policy = serde_json::Map::new();
        if self.fleet.model.warm_pool.is_some() {
            let preferences = json!({ "SkipMatching": true });
            policy.insert(
                "AutoScalingInstanceRefresh".to_owned(),
                json!({ "Strategy": "Rolling", "Preferences": preferences }),
            );
        } else {
            policy.insert("AutoScalingRollingUpdate".to_owned(), self.rolling_update());
        }
        // The sizes that a schedule set stay until the next one, whatever else an update changes.
        if !self.fleet.model.scaling.schedule.is_empty() {
            let keep = json!({ "IgnoreUnmodifiedGroupSizeProperties": true });
            policy.insert("AutoScalingScheduledAction".to_owned(), keep);
        }
        policy.into()
    }

    /// The most that stay in service must be below `max`, and below what a schedule leaves.
    fn rolling_update(&self) -> serde_json::Value {
        let scaling = &self.fleet.model.scaling;
        let scheduled = scaling.schedule.values().map(|size| size.max);
        let most = scheduled.fold(scaling.max, u32::min);
        json!({
            "MinInstancesInService": scaling.min.min(most.saturating_sub(1)),
            "MaxBatchSize": batch(scaling.max),
            "PauseTime": format!("PT{}M", WARMUP_S / 60),
            "SuspendProcesses": ["HealthCheck", "ReplaceUnhealthy", "AZRebalance", "AlarmNotification", "ScheduledActions"],
        })
    }

    fn notes(&self, documents: &mut Documents) {
        let (name, region) = (self.fleet.name, self.fleet.region);
        if matches!(self.fleet.model.image, Image::Ami(_)) {
            let note = format!(
                "Root volumes of {name} are encrypted only if its AMIs are, or if the account encrypts EBS volumes by default."
            );
            documents.note(Topic::Before, note);
        }
        if !self.fleet.model.volumes.is_empty() {
            let batch = batch(self.fleet.model.scaling.max);
            let note = format!(
                "A change of {name}'s launch template replaces its instances with their volumes, {batch} at a time: what they hold must be elsewhere too."
            );
            documents.note(Topic::Derived, note);
        }
        self.backlog_notes(documents);
        if let Some(CapacityReservation::Reserve(count)) = self.fleet.model.capacity_reservation {
            let note = format!("The capacity of {count} instances is reserved for {name} and paid for, used or not.");
            documents.note(Topic::Derived, note);
        }
        let Some(letter) = super::placement::zone(self.fleet.model) else { return };
        for kind in &self.fleet.model.instance_types {
            let Some(zones) = facts::ec2::zones(kind, region.code) else { continue };
            if region.facts.az_ids.iter().any(|zone| !zones.contains(zone)) {
                let ids: Vec<&str> = zones.iter().collect();
                documents.note(Topic::Before, format!(
                    "{name} runs in zone {letter} of {}; {} offers {kind} in {} only. Zone letters differ between accounts: compare with `aws ec2 describe-availability-zones --region {}`.",
                    region.code, region.code, ids.join(", "), region.code,
                ));
            }
        }
    }
}

/// How many instances an update replaces at a time.
fn batch(max: u32) -> u32 {
    max.div_ceil(BATCHES).max(1)
}
