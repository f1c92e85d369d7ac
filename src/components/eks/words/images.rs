//! Flaws of what nodes boot: operating system, image, volumes.

use super::{EKSCTL, Words};
use crate::diagnostics::{self as codes, Diagnostic};

impl Words<'_> {
    pub fn not_with_family(&self, family: &str) -> Diagnostic {
        let field = &self.place.field;
        let error = self
            .key(codes::NODE_IMAGE, format!("`{field}` with nodes of {family}"))
            .label(format!("{family} does not have it"))
            .fact(format!("eksctl refuses `{field}` there: {EKSCTL}"));
        let family = self.place.near("amiFamily");
        let error = family.map_or(error.clone(), |span| error.also(span, "the operating system"));
        self.removed(error)
    }

    pub fn bad_image(&self, given: &str) -> Diagnostic {
        self.value(codes::NODE_IMAGE, format!("`{given}` is no image id"))
            .label("such as ami-0123456789abcdef0")
            .help("write the id, or leave it out: EKS keeps its own image up to date")
            .fact(format!("managed node groups take images by id only: {EKSCTL}"))
    }

    pub fn amazon_linux_2(&self, version: &str) -> Diagnostic {
        let error = self
            .value(codes::NODE_IMAGE, format!("there are no Amazon Linux 2 images for Kubernetes {version}"))
            .label("ended with 1.32");
        self.replaced(error, "AmazonLinux2023")
            .fact("AmazonLinux2EOLVersion is 1.33: eksctl, pkg/apis/eksctl.io/v1alpha5/types.go, source of 2026-08-21")
    }

    pub fn accelerator_family(&self, instance_type: &str, family: &str) -> Diagnostic {
        self.value(codes::NODE_IMAGE, format!("`{instance_type}` with {family}, which has no Neuron drivers"))
            .label("Inferentia or Trainium")
            .help("set `amiFamily` to AmazonLinux2023 or Bottlerocket")
            .fact(format!("eksctl refuses it: {EKSCTL}"))
    }

    pub fn accelerator_drivers(&self, instance_type: &str, family: &str) -> Diagnostic {
        self.value(codes::GPU_DRIVERS, format!("`{instance_type}` with {family}, which has no NVIDIA drivers"))
            .label("its GPUs wait for drivers")
            .help("set `amiFamily` to AmazonLinux2023 or Bottlerocket, or install the NVIDIA GPU operator")
            .fact(format!("eksctl warns of it: {EKSCTL}"))
    }

    pub fn credits_without_burstable(&self) -> Diagnostic {
        let error = self
            .key(codes::CLUSTER_REQUIRES, "`cpuCredits` without any burstable instance type")
            .label("only T types have CPU credits");
        self.removed(error).fact(format!("eksctl refuses it: {EKSCTL}"))
    }

    pub fn update_config_empty(&self) -> Diagnostic {
        self.key(codes::CLUSTER_REQUIRES, "`updateConfig` says nothing")
            .label("neither a number nor a percentage")
            .help("set `maxUnavailable` or `maxUnavailablePercentage`")
            .fact(format!("eksctl refuses it: {EKSCTL}"))
    }

    pub fn update_config_ignored(&self) -> Diagnostic {
        let warning = self
            .key(codes::OTHER_NODE_GROUPS, "`updateConfig` of a self-managed node group does nothing")
            .label("read for managed node groups only");
        self.removed(warning).fact("eksctl hands it to EKS for managed node groups alone: eksctl, pkg/cfn/builder/managed_nodegroup.go, source of 2026-08-21")
    }

    pub fn not_with_volume_type(&self, volume_type: &str) -> Diagnostic {
        let field = &self.place.field;
        let error = self
            .key(codes::NODE_VOLUME, format!("`{field}` of a {volume_type} volume"))
            .label(format!("{volume_type} has no such setting"));
        let volume = self.place.near("volumeType");
        let error = volume.map_or(error.clone(), |span| error.also(span, "the type"));
        self.removed(error).fact(format!("IOPS are for gp3, io1 and io2, throughput for gp3: {EKSCTL}"))
    }

    pub fn hdd_root_volume(&self, volume_type: &str) -> Diagnostic {
        let warning = self
            .value(codes::HDD_ROOT_VOLUME, format!("{volume_type} for the root volume of nodes"))
            .label("a hard disk cannot be booted from");
        self.replaced(warning, "gp3")
            .fact("st1 and sc1 cannot be boot volumes: Amazon EBS User Guide, volume types (read 2026-10-20)")
    }
}
