use indexmap::IndexMap;

use crate::documents::eksctl::{
    CapacityReservation, ClusterConfig, InstanceMarketOptions, InstanceSelector, ManagedNodeGroup, NodeGroup,
    NodeGroupIam, NodeGroupSgs, NodeGroupSsh, NodeGroupTaint, NodeGroupUpdateConfig, Placement, VolumeMapping,
};

/// What managed and self-managed node groups have in common, with where it is.
pub struct Pool<'a> {
    /// `managedNodeGroups` or `nodeGroups`.
    pub list: &'static str,
    /// Index in the list.
    pub index: String,
    /// The group, when it is managed.
    pub managed: Option<&'a ManagedNodeGroup>,
    /// The group, when it is self-managed.
    pub own: Option<&'a NodeGroup>,
    pub name: &'a str,
    pub min: Option<i64>,
    pub desired: Option<i64>,
    pub max: Option<i64>,
    pub instance_type: Option<&'a str>,
    pub selector: Option<&'a InstanceSelector>,
    pub family: Option<&'a str>,
    pub ami: Option<&'a str>,
    pub bootstrap: Option<&'a str>,
    pub pre_bootstrap: &'a [String],
    pub labels: &'a IndexMap<String, String>,
    pub taints: &'a [NodeGroupTaint],
    pub taints_by_key: bool,
    pub private: Option<bool>,
    pub zones: &'a [String],
    pub subnets: &'a [String],
    pub placement: Option<&'a Placement>,
    pub efa: bool,
    pub reservation: Option<&'a CapacityReservation>,
    pub market: Option<&'a InstanceMarketOptions>,
    pub volume: VolumeMapping,
    pub volumes: &'a [VolumeMapping],
    pub max_pods: Option<i64>,
    pub update: Option<&'a NodeGroupUpdateConfig>,
    pub iam: Option<&'a NodeGroupIam>,
    pub security_groups: Option<&'a NodeGroupSgs>,
    pub ssh: Option<&'a NodeGroupSsh>,
    pub disable_imds_v1: Option<bool>,
    pub disable_pod_imds: Option<bool>,
    pub bottlerocket: bool,
    pub suspended: &'a [String],
}

// The two types share these fields and nothing that says so.
macro_rules! pool {
    ($list:literal, $index:expr, $group:expr, $managed:expr, $own:expr, $taints:expr, $by_key:expr) => {
        Pool {
            list: $list,
            index: $index.to_string(),
            managed: $managed,
            own: $own,
            name: &$group.name,
            min: $group.min_size,
            desired: $group.desired_capacity,
            max: $group.max_size,
            instance_type: $group.instance_type.as_deref(),
            selector: $group.instance_selector.as_ref(),
            family: $group.ami_family.as_deref(),
            ami: $group.ami.as_deref(),
            bootstrap: $group.override_bootstrap_command.as_deref(),
            pre_bootstrap: &$group.pre_bootstrap_commands,
            labels: &$group.labels,
            taints: $taints,
            taints_by_key: $by_key,
            private: $group.private_networking,
            zones: &$group.availability_zones,
            subnets: &$group.subnets,
            placement: $group.placement.as_ref(),
            efa: $group.efa_enabled == Some(true),
            reservation: $group.capacity_reservation.as_ref(),
            market: $group.instance_market_options.as_ref(),
            volume: VolumeMapping {
                volume_size: $group.volume_size,
                volume_type: $group.volume_type.clone(),
                volume_name: $group.volume_name.clone(),
                volume_encrypted: $group.volume_encrypted,
                volume_kms_key_id: $group.volume_kms_key_id.clone(),
                volume_iops: $group.volume_iops,
                volume_throughput: $group.volume_throughput,
                snapshot_id: None,
            },
            volumes: &$group.additional_volumes,
            max_pods: $group.max_pods_per_node,
            update: $group.update_config.as_ref(),
            iam: $group.iam.as_ref(),
            security_groups: $group.security_groups.as_ref(),
            ssh: $group.ssh.as_ref(),
            disable_imds_v1: $group.disable_imdsv1,
            disable_pod_imds: $group.disable_pod_imds,
            bottlerocket: $group.bottlerocket.is_some(),
            suspended: &$group.asg_suspend_processes,
        }
    };
}

impl<'a> Pool<'a> {
    /// Every node group of both lists, in the order in which they are written.
    pub fn all(config: &'a ClusterConfig) -> Vec<Self> {
        let managed =
            config.managed_node_groups.iter().enumerate().map(|(index, group)| {
                pool!("managedNodeGroups", index, group, Some(group), None, &group.taints, false)
            });
        let own = config.node_groups.iter().enumerate().map(|(index, group)| {
            pool!("nodeGroups", index, group, None, Some(group), &group.taints.list, group.taints.by_key)
        });
        managed.chain(own).collect()
    }

    /// The path of something in the group.
    pub fn at<'p>(&'p self, rest: &[&'p str]) -> Vec<&'p str> {
        [&[self.list, self.index.as_str()], rest].concat()
    }

    /// The instance types that the group names, with where; `mixed` is none.
    pub fn instance_types(&self) -> Vec<(Vec<String>, &'a str)> {
        let owned = |steps: &[&str]| steps.iter().map(|&step| step.to_owned()).collect::<Vec<_>>();
        let mut types = Vec::new();
        if let Some(name) = self.instance_type.filter(|name| *name != "mixed") {
            types.push((owned(&self.at(&["instanceType"])), name));
        }
        for (index, name) in self.managed.iter().flat_map(|group| group.instance_types.iter().enumerate()) {
            types.push((owned(&self.at(&["instanceTypes", &index.to_string()])), name.as_str()));
        }
        let distribution = self.own.and_then(|group| group.instances_distribution.as_ref());
        for (index, name) in distribution.iter().flat_map(|mix| mix.instance_types.iter().enumerate()) {
            let path = self.at(&["instancesDistribution", "instanceTypes"]);
            types.push((owned(&[&path[..], &[&index.to_string()]].concat()), name.as_str()));
        }
        types
    }

    /// True when instance types are chosen by what they offer.
    pub fn has_selector(&self) -> bool {
        self.selector.is_some_and(|selector| *selector != InstanceSelector::default())
    }

    /// The AMI family, eksctl's default included.
    pub fn family_or_default(&self) -> &'a str {
        self.family.unwrap_or("AmazonLinux2023")
    }
}
