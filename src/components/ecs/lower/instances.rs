//! The instances of a cluster: security group, role, launch template, Auto Scaling group.

use serde_json::json;

use super::{plain_tags, tags};
use crate::blueprint::{Architecture, EcsCapacity};
use crate::components::ecs::{Cluster, instance_architecture};
use crate::components::network;
use crate::components::pool::{has_spot, purchase};
use crate::documents::cloudformation::resources::{autoscaling, ec2, iam};
use crate::documents::cloudformation::{Stack, Value, get_att, reference, some, sub};
use crate::documents::iam::PolicyDocument;
use crate::facts::images;

/// An update replaces this part of a cluster's instances at a time: a tenth.
const BATCHES: u32 = 10;

pub(super) fn add(stack: &mut Stack, cluster: &Cluster<'_>, capacity: &EcsCapacity) {
    let id = cluster.id();
    let group = ec2::SecurityGroup {
        vpc_id: some(network::vpc_id(cluster.region.code)),
        tags: tags(cluster, cluster.name),
        ..ec2::SecurityGroup::new(format!("Instances of {}", cluster.name))
    };
    stack.add(id.then("InstanceSecurityGroup"), group);
    let role = iam::Role {
        managed_policy_arns: vec![
            sub("arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"),
            sub("arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"),
        ],
        tags: plain_tags(cluster),
        ..iam::Role::new(PolicyDocument::trust("ec2.amazonaws.com"))
    };
    stack.add(id.then("InstanceRole"), role);
    stack.add(id.then("InstanceProfile"), iam::InstanceProfile::new(vec![reference(id.then("InstanceRole"))]));
    stack.add(id.then("LaunchTemplate"), launch_template(cluster, capacity));
    stack.add(id.then("Group"), auto_scaling_group(cluster, capacity)).update_policy(update_policy(capacity));
    let description = format!("Auto Scaling group of {}", cluster.name);
    stack.output(id.then("Group"), description, reference(id.then("Group")));
}

fn launch_template(cluster: &Cluster<'_>, capacity: &EcsCapacity) -> ec2::LaunchTemplate {
    let id = cluster.id();
    let root = ec2::BlockDeviceMapping {
        device_name: some(images::AL2023_ROOT_DEVICE),
        ebs: Some(ec2::Ebs { volume_type: some("gp3"), encrypted: some(true), ..ec2::Ebs::default() }),
    };
    let data = ec2::LaunchTemplateData {
        image_id: some(image(cluster)),
        instance_type: only_type(capacity).map(Into::into),
        block_device_mappings: vec![root],
        metadata_options: Some(ec2::MetadataOptions { http_tokens: some("required"), ..Default::default() }),
        monitoring: Some(ec2::Monitoring { enabled: some(true) }),
        iam_instance_profile: Some(ec2::IamInstanceProfile {
            arn: some(get_att(id.then("InstanceProfile"), "Arn")),
            ..Default::default()
        }),
        security_group_ids: vec![get_att(id.then("InstanceSecurityGroup"), "GroupId")],
        user_data: Some(user_data(cluster, capacity)),
        // The Auto Scaling group tags instances, but not their volumes.
        tag_specifications: vec![ec2::TagSpecification {
            resource_type: some("volume"),
            tags: tags(cluster, cluster.name),
        }],
        ..ec2::LaunchTemplateData::default()
    };
    ec2::LaunchTemplate {
        tag_specifications: vec![ec2::LaunchTemplateTagSpecification {
            resource_type: some("launch-template"),
            tags: tags(cluster, cluster.name),
        }],
        ..ec2::LaunchTemplate::new(data)
    }
}

/// The newest ECS-optimised Amazon Linux 2023 for the processor of the instances.
fn image(cluster: &Cluster<'_>) -> String {
    let arm = instance_architecture(cluster) == Some(Architecture::Arm64);
    let folder = if arm { "amazon-linux-2023/arm64" } else { "amazon-linux-2023" };
    format!("{{{{resolve:ssm:/aws/service/ecs/optimized-ami/{folder}/recommended/image_id}}}}")
}

/// The agent joins the cluster. Tasks have roles of their own and no business with the instance's.
fn user_data(cluster: &Cluster<'_>, capacity: &EcsCapacity) -> Value<String> {
    let mut settings =
        vec![format!("ECS_CLUSTER=${{{}}}", cluster.id().then("Cluster")), "ECS_AWSVPC_BLOCK_IMDS=true".to_owned()];
    if has_spot(capacity.purchase.as_ref()) {
        settings.push("ECS_ENABLE_SPOT_INSTANCE_DRAINING=true".to_owned());
    }
    let script = format!("#!/bin/bash\ncat >>/etc/ecs/ecs.config <<'END'\n{}\nEND\n", settings.join("\n"));
    Value::Expr(json!({ "Fn::Base64": { "Fn::Sub": script } }))
}

/// The instance type, if the group needs no policy for several types or spot.
fn only_type(capacity: &EcsCapacity) -> Option<&String> {
    match capacity.instance_types.as_slice() {
        [only] if !has_spot(capacity.purchase.as_ref()) => Some(only),
        _ => None,
    }
}

fn auto_scaling_group(cluster: &Cluster<'_>, capacity: &EcsCapacity) -> autoscaling::AutoScalingGroup {
    let (launch_template, mixed_instances_policy) = match only_type(capacity) {
        Some(_) => (Some(version(cluster)), None),
        None => (None, Some(mixed(cluster, capacity))),
    };
    let tags = tags(cluster, cluster.name).into_iter();
    // ECS adds this tag itself; left out here, an update of the stack would take it away.
    let managed = autoscaling::TagProperty::new("AmazonECSManaged", "", true);
    autoscaling::AutoScalingGroup {
        launch_template,
        mixed_instances_policy,
        capacity_rebalance: has_spot(capacity.purchase.as_ref()).then(|| true.into()),
        new_instances_protected_from_scale_in: some(true),
        metrics_collection: vec![autoscaling::MetricsCollection::new("1Minute")],
        vpc_zone_identifier: network::private_subnets(cluster.region),
        tags: tags.map(|tag| autoscaling::TagProperty::new(tag.key, tag.value, true)).chain([managed]).collect(),
        ..autoscaling::AutoScalingGroup::new(capacity.scaling.min.to_string(), capacity.scaling.max.to_string())
    }
}

fn version(cluster: &Cluster<'_>) -> autoscaling::LaunchTemplateSpecification {
    let template = cluster.id().then("LaunchTemplate");
    autoscaling::LaunchTemplateSpecification {
        launch_template_id: some(reference(&template)),
        ..autoscaling::LaunchTemplateSpecification::new(get_att(&template, "LatestVersionNumber"))
    }
}

fn mixed(cluster: &Cluster<'_>, capacity: &EcsCapacity) -> autoscaling::MixedInstancesPolicy {
    let override_ =
        |name: &String| autoscaling::LaunchTemplateOverrides { instance_type: some(name), ..Default::default() };
    autoscaling::MixedInstancesPolicy {
        instances_distribution: Some(purchase::distribution(capacity.purchase.as_ref())),
        ..autoscaling::MixedInstancesPolicy::new(autoscaling::LaunchTemplate {
            overrides: capacity.instance_types.iter().map(override_).collect(),
            ..autoscaling::LaunchTemplate::new(version(cluster))
        })
    }
}

/// A new launch template reaches running instances a tenth of them at a time; ECS moves their tasks before they go.
fn update_policy(capacity: &EcsCapacity) -> serde_json::Value {
    let (min, max) = (capacity.scaling.min, capacity.scaling.max);
    json!({ "AutoScalingRollingUpdate": {
        "MinInstancesInService": min.min(max.saturating_sub(1)),
        "MaxBatchSize": max.div_ceil(BATCHES).max(1),
        "PauseTime": "PT5M",
        "SuspendProcesses": ["HealthCheck", "ReplaceUnhealthy", "AZRebalance", "AlarmNotification", "ScheduledActions"],
    }})
}
