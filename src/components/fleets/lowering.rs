//! What a fleet becomes: placement group, security group, role, launch template, Auto Scaling group, scaling policy.

use serde_json::json;

use super::Fleet;
use crate::blueprint::{Image, Placement, Purchase, Volume};
use crate::components::network;
use crate::components::pool::has_spot;
use crate::components::uses::{self, Use};
use crate::documents::cloudformation::resources::{autoscaling, ec2, iam};
use crate::documents::cloudformation::{
    LogicalId, Stack, StackKey, StackKind, Tag, Value, get_att, reference, some, sub, tag, text,
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
        lowering.launch_template(stack);
        lowering.group(stack);
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
            tags: self.tags(),
            ..ec2::SecurityGroup::new(format!("Instances of {}", self.fleet.name))
        };
        stack.add(id.clone(), group);
        if matches!(self.fleet.model.placement, Some(Placement::Cluster | Placement::Partition(_))) {
            let ingress = ec2::SecurityGroupIngress {
                group_id: some(get_att(&id, "GroupId")),
                description: some(format!("Other instances of {}", self.fleet.name)),
                source_security_group_id: some(get_att(&id, "GroupId")),
                ..ec2::SecurityGroupIngress::new("-1")
            };
            stack.add(self.id.then("Members"), ingress);
        }
        stack.output(id.clone(), format!("Security group of {}", self.fleet.name), get_att(&id, "GroupId"));
    }

    fn role(&self, stack: &mut Stack, uses: &[Use<'_>]) {
        let id = self.id.then("Role");
        let role = iam::Role {
            managed_policy_arns: vec![sub("arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore")],
            policies: uses::policies(uses),
            tags: self.fleet.tags().into_iter().map(|(key, value)| tag(key, value)).collect(),
            ..iam::Role::new(PolicyDocument::trust("ec2.amazonaws.com"))
        };
        stack.add(id.clone(), role);
        stack.add(self.id.then("InstanceProfile"), iam::InstanceProfile::new(vec![reference(&id)]));
    }

    fn launch_template(&self, stack: &mut Stack) {
        let fleet = self.fleet.model;
        let user_data = fleet.user_data.as_ref().map(|script| Value::Expr(json!({ "Fn::Base64": script.text() })));
        let data = ec2::LaunchTemplateData {
            image_id: self.image(),
            instance_type: self.only_type().map(Into::into),
            ebs_optimized: self.can_optimize_ebs().then(|| true.into()),
            block_device_mappings: self.volumes(),
            metadata_options: Some(ec2::MetadataOptions { http_tokens: some("required"), ..Default::default() }),
            monitoring: Some(ec2::Monitoring { enabled: some(true) }),
            iam_instance_profile: Some(ec2::IamInstanceProfile {
                arn: some(get_att(self.id.then("InstanceProfile"), "Arn")),
                ..Default::default()
            }),
            security_group_ids: vec![get_att(self.id.then("SecurityGroup"), "GroupId")],
            user_data,
            // The Auto Scaling group tags instances, but not their volumes.
            tag_specifications: vec![ec2::TagSpecification { resource_type: some("volume"), tags: self.tags() }],
            ..ec2::LaunchTemplateData::default()
        };
        let template = ec2::LaunchTemplate {
            tag_specifications: vec![ec2::LaunchTemplateTagSpecification {
                resource_type: some("launch-template"),
                tags: self.tags(),
            }],
            ..ec2::LaunchTemplate::new(data)
        };
        stack.add(self.id.then("LaunchTemplate"), template);
    }

    fn image(&self) -> Option<Value<String>> {
        match &self.fleet.model.image {
            Image::Ami(images) => images.get(self.fleet.region.code).map(Into::into),
            Image::Al2023 => {
                let first = self.fleet.model.instance_types.first().and_then(|name| facts::ec2::find(name));
                let arm = first.is_some_and(|kind| kind.architecture == facts::ec2::Architecture::Arm);
                let architecture = if arm { "arm64" } else { "x86_64" };
                let parameter =
                    format!("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-{architecture}");
                some(format!("{{{{resolve:ssm:{parameter}}}}}"))
            }
        }
    }

    /// The instance type, if the group needs no policy for several types or spot.
    fn only_type(&self) -> Option<&String> {
        match self.fleet.model.instance_types.as_slice() {
            [only] if !has_spot(self.fleet.model.purchase.as_ref()) => Some(only),
            _ => None,
        }
    }

    fn can_optimize_ebs(&self) -> bool {
        let unable = |kind: facts::ec2::InstanceType| kind.ebs_optimized == facts::ec2::EbsOptimized::Unsupported;
        !self.fleet.model.instance_types.iter().filter_map(|name| facts::ec2::find(name)).any(unable)
    }

    /// The root volume, which an AMI leaves unencrypted, and the others. The root device of an AMI of one's own is not known here.
    fn volumes(&self) -> Vec<ec2::BlockDeviceMapping> {
        let fleet = self.fleet.model;
        let root = (fleet.image == Image::Al2023).then(|| {
            let ebs = fleet.root_volume.as_ref().map_or_else(
                || ec2::Ebs { volume_type: some("gp3"), encrypted: some(true), ..ec2::Ebs::default() },
                ebs,
            );
            ec2::BlockDeviceMapping { device_name: some(facts::images::AL2023_ROOT_DEVICE), ebs: Some(ebs) }
        });
        let others = fleet
            .volumes
            .iter()
            .map(|(device, volume)| ec2::BlockDeviceMapping { device_name: some(device), ebs: Some(ebs(volume)) });
        root.into_iter().chain(others).collect()
    }

    fn group(&self, stack: &mut Stack) {
        let fleet = self.fleet.model;
        let (launch_template, mixed_instances_policy) =
            if self.only_type().is_some() { (Some(self.version()), None) } else { (None, Some(self.mixed())) };
        let group = autoscaling::AutoScalingGroup {
            launch_template,
            mixed_instances_policy,
            capacity_rebalance: has_spot(fleet.purchase.as_ref()).then(|| true.into()),
            placement_group: fleet.placement.map(|_| reference(self.id.then("PlacementGroup"))),
            default_instance_warmup: fleet.scaling.cpu.map(|_| WARMUP_S.into()),
            metrics_collection: vec![autoscaling::MetricsCollection::new("1Minute")],
            vpc_zone_identifier: self.subnets(),
            tags: self.tags().into_iter().map(|tag| autoscaling::TagProperty::new(tag.key, tag.value, true)).collect(),
            ..autoscaling::AutoScalingGroup::new(fleet.scaling.min.to_string(), fleet.scaling.max.to_string())
        };
        let id = self.id.then("Group");
        stack.add(id.clone(), group).update_policy(self.update_policy());
        stack.output(id.clone(), format!("Auto Scaling group of {}", self.fleet.name), reference(&id));
    }

    fn version(&self) -> autoscaling::LaunchTemplateSpecification {
        let template = self.id.then("LaunchTemplate");
        autoscaling::LaunchTemplateSpecification {
            launch_template_id: some(reference(&template)),
            ..autoscaling::LaunchTemplateSpecification::new(get_att(&template, "LatestVersionNumber"))
        }
    }

    fn mixed(&self) -> autoscaling::MixedInstancesPolicy {
        let override_ =
            |name: &String| autoscaling::LaunchTemplateOverrides { instance_type: some(name), ..Default::default() };
        let distribution = match &self.fleet.model.purchase {
            Some(Purchase { on_demand_base, spot }) if has_spot(self.fleet.model.purchase.as_ref()) => {
                autoscaling::InstancesDistribution {
                    on_demand_base_capacity: some(*on_demand_base),
                    on_demand_percentage_above_base_capacity: some(100 - spot.whole()),
                    spot_allocation_strategy: some("price-capacity-optimized"),
                    ..Default::default()
                }
            }
            _ => autoscaling::InstancesDistribution {
                on_demand_allocation_strategy: some("prioritized"),
                ..Default::default()
            },
        };
        autoscaling::MixedInstancesPolicy {
            instances_distribution: Some(distribution),
            ..autoscaling::MixedInstancesPolicy::new(autoscaling::LaunchTemplate {
                overrides: self.fleet.model.instance_types.iter().map(override_).collect(),
                ..autoscaling::LaunchTemplate::new(self.version())
            })
        }
    }

    fn subnets(&self) -> Vec<Value<String>> {
        match super::placement::zone(self.fleet.model) {
            Some(letter) => vec![Value::Output(network::private_subnet(self.fleet.region.code, letter))],
            None => network::private_subnets(self.fleet.region),
        }
    }

    /// A new launch template reaches running instances a tenth of the fleet at a time. The most that stay in service must be below `max`.
    fn update_policy(&self) -> serde_json::Value {
        let (min, max) = (self.fleet.model.scaling.min, self.fleet.model.scaling.max);
        json!({ "AutoScalingRollingUpdate": {
            "MinInstancesInService": min.min(max.saturating_sub(1)),
            "MaxBatchSize": batch(max),
            "PauseTime": format!("PT{}M", WARMUP_S / 60),
            "SuspendProcesses": ["HealthCheck", "ReplaceUnhealthy", "AZRebalance", "AlarmNotification", "ScheduledActions"],
        }})
    }

    fn scaling(&self, stack: &mut Stack) {
        let Some(cpu) = self.fleet.model.scaling.cpu else { return };
        let policy = autoscaling::ScalingPolicy {
            policy_type: some("TargetTrackingScaling"),
            target_tracking_configuration: Some(autoscaling::TargetTrackingConfiguration {
                predefined_metric_specification: Some(autoscaling::PredefinedMetricSpecification::new(
                    "ASGAverageCPUUtilization",
                )),
                ..autoscaling::TargetTrackingConfiguration::new(cpu.value)
            }),
            ..autoscaling::ScalingPolicy::new(reference(self.id.then("Group")))
        };
        stack.add(self.id.then("CpuScaling"), policy);
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

fn ebs(volume: &Volume) -> ec2::Ebs {
    ec2::Ebs {
        volume_type: Some(text(volume.kind.name())),
        volume_size: some(volume.size.gib()),
        iops: volume.iops.map(Into::into),
        throughput: volume.throughput.map(|throughput| throughput.mib_per_second.into()),
        encrypted: some(true),
        delete_on_termination: some(true),
        ..ec2::Ebs::default()
    }
}
