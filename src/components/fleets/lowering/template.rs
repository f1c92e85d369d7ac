//! What instances are made of: the launch template, and the policy that chooses among instance types.

use super::Lowering;
use crate::blueprint::{Image, Volume};
use crate::components::fleets::environment;
use crate::components::nearest::named_like_arm;
use crate::components::pool::{has_spot, purchase};
use crate::components::uses::Use;
use crate::documents::cloudformation::resources::{autoscaling, ec2};
use crate::documents::cloudformation::{Stack, Value, get_att, reference, some, text};
use crate::facts;

impl Lowering<'_, '_> {
    pub(super) fn launch_template(&self, stack: &mut Stack, uses: &[Use<'_>]) {
        let group = get_att(self.id.then("SecurityGroup"), "GroupId");
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
            network_interfaces: self.fabric_adapters(&group),
            // Network interfaces name their groups themselves.
            security_group_ids: if self.has_fabric() { Vec::new() } else { vec![group] },
            user_data: environment::user_data(self.fleet, uses),
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

    /// One on each network card; the first is the instance's own interface.
    fn fabric_adapters(&self, group: &Value<String>) -> Vec<ec2::NetworkInterface> {
        let adapter = |card: u32| ec2::NetworkInterface {
            device_index: some(card.min(1)),
            network_card_index: some(card),
            interface_type: some("efa"),
            delete_on_termination: some(true),
            groups: vec![group.clone()],
            ..ec2::NetworkInterface::default()
        };
        (0..self.fleet.model.fabric_adapters.unwrap_or_default()).map(adapter).collect()
    }

    fn image(&self) -> Option<Value<String>> {
        match &self.fleet.model.image {
            Image::Ami(images) => images.get(self.fleet.region.code).map(Into::into),
            Image::Al2023 => {
                let arm = self.fleet.model.instance_types.first().is_some_and(|name| match facts::ec2::find(name) {
                    Some(kind) => kind.architecture == facts::ec2::Architecture::Arm,
                    None => named_like_arm(name),
                });
                let architecture = if arm { "arm64" } else { "x86_64" };
                let parameter =
                    format!("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-{architecture}");
                some(format!("{{{{resolve:ssm:{parameter}}}}}"))
            }
        }
    }

    /// The instance type, if the group needs no policy for several types or spot.
    pub(super) fn only_type(&self) -> Option<&String> {
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

    pub(super) fn version(&self) -> autoscaling::LaunchTemplateSpecification {
        let template = self.id.then("LaunchTemplate");
        autoscaling::LaunchTemplateSpecification {
            launch_template_id: some(reference(&template)),
            ..autoscaling::LaunchTemplateSpecification::new(get_att(&template, "LatestVersionNumber"))
        }
    }

    pub(super) fn mixed(&self) -> autoscaling::MixedInstancesPolicy {
        let override_ =
            |name: &String| autoscaling::LaunchTemplateOverrides { instance_type: some(name), ..Default::default() };
        autoscaling::MixedInstancesPolicy {
            instances_distribution: Some(purchase::distribution(self.fleet.model.purchase.as_ref())),
            ..autoscaling::MixedInstancesPolicy::new(autoscaling::LaunchTemplate {
                overrides: self.fleet.model.instance_types.iter().map(override_).collect(),
                ..autoscaling::LaunchTemplate::new(self.version())
            })
        }
    }
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
