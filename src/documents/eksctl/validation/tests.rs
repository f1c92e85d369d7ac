use std::collections::BTreeSet;

use super::{Accelerator, Architecture, ClusterFacts, InstanceFacts, KubernetesVersion, validate};
use crate::documents::eksctl::{Cluster, ClusterConfig, Flaw, complete};

struct Facts;

impl ClusterFacts for Facts {
    fn as_of(&self) -> &str {
        "2026-08-22"
    }

    fn version(&self, version: &str) -> Option<KubernetesVersion<'_>> {
        let (standard_until, extended_until, in_eksctl) = match version {
            "1.36" => ("2027-08-02", "2028-08-02", false),
            "1.34" => ("2026-12-02", "2027-12-02", true),
            "1.32" => ("2026-03-23", "2027-03-23", true),
            "1.29" => ("2025-03-23", "2026-03-23", true),
            _ => return None,
        };
        Some(KubernetesVersion { standard_until, extended_until: Some(extended_until), in_eksctl })
    }

    fn newest_version(&self) -> &str {
        "1.35"
    }

    fn exists(&self, instance_type: &str) -> bool {
        self.instance_type(instance_type).is_some()
    }

    fn instance_type(&self, name: &str) -> Option<InstanceFacts<'_>> {
        let x86 = InstanceFacts {
            architecture: Architecture::X86,
            accelerator: None,
            efa: false,
            burstable: false,
            network_interfaces: 3,
            ipv4_per_interface: 10,
            previous_generation: false,
            instead: None,
        };
        Some(match name {
            "m7i.large" | "u-12tb1.metal" => x86,
            "c7i.large" => x86,
            "c5.2xlarge" => InstanceFacts { previous_generation: true, instead: Some("c7i.2xlarge"), ..x86 },
            "m7g.large" => InstanceFacts { architecture: Architecture::Arm64, ..x86 },
            "t3.large" => InstanceFacts { burstable: true, ..x86 },
            "c7gn.16xlarge" => InstanceFacts { efa: true, ..x86 },
            "g5.xlarge" => InstanceFacts { accelerator: Some(Accelerator::Nvidia), ..x86 },
            "inf2.xlarge" => InstanceFacts { accelerator: Some(Accelerator::Neuron), ..x86 },
            _ => return None,
        })
    }

    fn offered(&self, instance_type: &str, region: &str) -> bool {
        region == "us-east-1" && instance_type != "u-12tb1.metal"
    }

    fn addons(&self) -> &[&str] {
        &["vpc-cni", "coredns", "kube-proxy", "eks-pod-identity-agent"]
    }
}

fn flaws_of(yaml: &str) -> Vec<Flaw> {
    let config: ClusterConfig = serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{error}\n{yaml}"));
    let version = config.metadata.version.clone();
    let version = Some(version.as_deref().unwrap_or("1.34"));
    let tags = Default::default();
    let cluster = Cluster { name: "analytics", region: "us-east-1", version, tags: &tags, network: None };
    let (config, mut flaws) = complete(config, &cluster);
    flaws.extend(validate(&config, &Facts));
    flaws
}

/// `path Kind`, as the cases below write it.
fn summary(flaw: &Flaw) -> String {
    let kind = format!("{:?}", flaw.kind);
    let name = kind.split([' ', '{', '(']).next().unwrap_or_default();
    format!("{} {name}", flaw.path.join("."))
}

fn managed(fields: &str) -> String {
    format!("managedNodeGroups: [{{name: system, {fields}}}]")
}

fn own(fields: &str) -> String {
    format!("nodeGroups: [{{name: system, {fields}}}]")
}

const ROLE: &str = "roleARN: 'arn:aws:iam::111122223333:role/web'";

fn identities(associations: &str) -> String {
    format!("{{addons: [{{name: eks-pod-identity-agent}}], iam: {{podIdentityAssociations: [{associations}]}}}}")
}

/// A configuration and everything that is found in it.
fn cases() -> Vec<(String, &'static [&'static str])> {
    let text = |yaml: &str| yaml.to_owned();
    vec![
        // The cluster
        (text("metadata: {version: '1.99'}"), &["metadata.version UnknownVersion"]),
        (text("metadata: {version: '1.36'}"), &["metadata.version VersionTooNew"]),
        (text("metadata: {version: '1.29'}"), &["metadata.version UnsupportedVersion"]),
        (text("metadata: {version: '1.32'}"), &["metadata.version ExtendedSupport"]),
        (
            text("metadata: {rollbackConfig: {timeoutMinutes: 5}}"),
            &["metadata.rollbackConfig.timeoutMinutes OutOfRange"],
        ),
        (text("kind: Cluster"), &["kind FilledIn"]),
        (text("metadata: {region: eu-west-1}"), &["metadata.region FilledIn"]),
        (text("availabilityZones: [us-east-1a]"), &["availabilityZones TooFewZones"]),
        (text("availabilityZones: [us-east-1a, eu-west-1a]"), &["availabilityZones.1 ZoneOutsideRegion"]),
        (text("{availabilityZones: [us-east-1a, us-east-1b], vpc: {subnets: {}}}"), &["availabilityZones Conflict"]),
        (text("vpc: {clusterEndpoints: {publicAccess: false}}"), &["vpc.clusterEndpoints NoEndpoint"]),
        (text("vpc: {nat: {gateway: single}}"), &["vpc.nat.gateway NotOneOf"]),
        (
            text("{privateCluster: {enabled: true}, managedNodeGroups: [{name: system}]}"),
            &["managedNodeGroups.0.privateNetworking PublicNodesInPrivateCluster"],
        ),
        (text("{privateCluster: {enabled: true}, vpc: {id: vpc-1}}"), &["vpc.subnets.private Missing"]),
        (
            text("{vpc: {subnets: {private: {a: {id: subnet-1}}}}, nodeGroups: [{name: system}]}"),
            &["nodeGroups.0.privateNetworking PublicNodesWithoutPublicSubnets"],
        ),
        (
            text("{vpc: {subnets: {public: {a: {id: subnet-1}}}}, nodeGroups: [{name: system, subnets: [b]}]}"),
            &["nodeGroups.0.subnets.0 UnknownSubnet"],
        ),
        (
            text("cloudWatch: {clusterLogging: {enableTypes: [api], logRetentionInDays: 10}}"),
            &["cloudWatch.clusterLogging.logRetentionInDays LogRetention"],
        ),
        (
            text("cloudWatch: {clusterLogging: {logRetentionInDays: 30}}"),
            &["cloudWatch.clusterLogging.logRetentionInDays Requires"],
        ),
        (
            text("cloudWatch: {clusterLogging: {enableTypes: [apiserver]}}"),
            &["cloudWatch.clusterLogging.enableTypes.0 NotOneOf"],
        ),
        (
            text("iam: {serviceAccounts: [{metadata: {name: web}, attachPolicyARNs: ['arn:aws:iam::aws:policy/A']}]}"),
            &["iam.serviceAccounts Requires"],
        ),
        (
            text("iam: {withOIDC: true, serviceAccounts: [{metadata: {name: web}}]}"),
            &["iam.serviceAccounts.0 ServiceAccountWithoutPolicy"],
        ),
        (
            format!("iam: {{podIdentityAssociations: [{{namespace: default, serviceAccountName: web, {ROLE}}}]}}"),
            &["iam.podIdentityAssociations PodIdentityAgentMissing"],
        ),
        (
            identities("{namespace: a, serviceAccountName: web}"),
            &["iam.podIdentityAssociations.0 ServiceAccountWithoutPolicy"],
        ),
        (
            identities(&format!("{{namespace: a, {ROLE}}}")),
            &["iam.podIdentityAssociations.0.serviceAccountName Missing"],
        ),
        (
            identities(&format!("{{serviceAccountName: a, {ROLE}}}")),
            &["iam.podIdentityAssociations.0.namespace Missing"],
        ),
        (
            identities(&format!(
                "{{namespace: a, serviceAccountName: b, {ROLE}, wellKnownPolicies: {{autoScaler: true}}}}"
            )),
            &["iam.podIdentityAssociations.0.wellKnownPolicies Conflict"],
        ),
        (
            identities(&format!(
                "{{namespace: a, serviceAccountName: b, {ROLE}}}, {{namespace: a, serviceAccountName: b, {ROLE}}}"
            )),
            &["iam.podIdentityAssociations.1 Duplicate"],
        ),
        (text("addons: [{name: vpc-cmi}]"), &["addons.0.name UnknownAddon"]),
        (text("addons: [{name: coredns}, {name: coredns}]"), &["addons.1.name Duplicate"]),
        (
            text("{addonsConfig: {disableDefaultAddons: true}, addons: [{name: vpc-cni}, {name: coredns}]}"),
            &["addons CoreAddonsMissing"],
        ),
        (text("{karpenter: {version: 0.19.3}, iam: {withOIDC: true}}"), &["karpenter.version VersionTooOld"]),
        (text("{karpenter: {version: latest}, iam: {withOIDC: true}}"), &["karpenter.version BadVersion"]),
        (text("karpenter: {version: 1.6.0}"), &["karpenter Requires"]),
        (
            text("{karpenter: {version: 1.6.0}, iam: {withOIDC: true}, autoModeConfig: {enabled: true}}"),
            &["karpenter KarpenterWithAutoMode"],
        ),
        (
            text("autoModeConfig: {enabled: true, nodePools: [system, system, gpu]}"),
            &["autoModeConfig.nodePools.1 Duplicate", "autoModeConfig.nodePools.2 NotOneOf"],
        ),
        (
            text("autoModeConfig: {enabled: true, nodePools: [], nodeRoleARN: 'arn:aws:iam::1:role/a'}"),
            &["autoModeConfig.nodeRoleARN Conflict"],
        ),
        (text("autoModeConfig: {nodePools: [system]}"), &["autoModeConfig.nodePools AutoModeDisabled"]),
        (
            text("fargateProfiles: [{name: eks-web, selectors: [{namespace: web}]}, {name: batch}]"),
            &["fargateProfiles.0.name ReservedFargateName", "fargateProfiles.1.selectors Missing"],
        ),
        (
            text("{metadata: {version: '1.34'}, addons: [{name: kube-proxy, version: v1.35.0-eksbuild.1}]}"),
            &["addons.0.version ProxyTooNew"],
        ),
        (
            text("{autoModeConfig: {enabled: true}, managedNodeGroups: [{name: a}], nodeGroups: [{name: b}]}"),
            &["managedNodeGroups GroupsWithAutoMode", "nodeGroups GroupsWithAutoMode"],
        ),
        (text("{autoModeConfig: {enabled: true}, addons: [{name: coredns}]}"), &["addons.0.name AddonOfAutoMode"]),
        (
            text(
                "{autoModeConfig: {enabled: true}, iam: {withOIDC: true, serviceAccounts: [{metadata: {name: a}, wellKnownPolicies: {autoScaler: true}}]}}",
            ),
            &["iam.serviceAccounts.0.wellKnownPolicies.autoScaler AutoscalerBeside"],
        ),
        (
            text(
                "{karpenter: {version: 1.6.0}, iam: {withOIDC: true, serviceAccounts: [{metadata: {name: a}, wellKnownPolicies: {autoScaler: true}}]}}",
            ),
            &["iam.serviceAccounts.0.wellKnownPolicies.autoScaler AutoscalerBeside"],
        ),
        // Access entries
        (text("accessConfig: {authenticationMode: IAM}"), &["accessConfig.authenticationMode NotOneOf"]),
        (
            text(
                "accessConfig: {authenticationMode: CONFIG_MAP, accessEntries: [{principalARN: 'arn:aws:iam::1:role/a'}]}",
            ),
            &["accessConfig.accessEntries Conflict"],
        ),
        (text("accessConfig: {accessEntries: [{}]}"), &["accessConfig.accessEntries.0.principalARN Missing"]),
        (
            text(
                "accessConfig: {accessEntries: [{principalARN: admin}, {principalARN: 'arn:aws:iam::1:role/a', type: EC2_LINUX, kubernetesGroups: [a]}]}",
            ),
            &[
                "accessConfig.accessEntries.0.principalARN NotAnArn",
                "accessConfig.accessEntries.1.kubernetesGroups Conflict",
            ],
        ),
        (
            text(
                "accessConfig: {accessEntries: [{principalARN: 'arn:aws:iam::1:role/a'}, {principalARN: 'arn:aws:iam::1:role/a'}]}",
            ),
            &["accessConfig.accessEntries.1.principalARN Duplicate"],
        ),
        (
            text(
                "accessConfig: {accessEntries: [{principalARN: 'arn:aws:iam::1:role/a', accessPolicies: [\
                  {policyARN: 'arn:aws:iam::aws:policy/AdministratorAccess', accessScope: {type: cluster, namespaces: [a]}}, \
                  {policyARN: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy', accessScope: {type: namespace}}]}]}",
            ),
            &[
                "accessConfig.accessEntries.0.accessPolicies.0.policyARN NotAccessPolicy",
                "accessConfig.accessEntries.0.accessPolicies.0.accessScope.namespaces Conflict",
                "accessConfig.accessEntries.0.accessPolicies.1.accessScope.namespaces Missing",
            ],
        ),
        // Names and sizes
        (text("nodeGroups: [{name: 1st}]"), &["nodeGroups.0.name BadName"]),
        (text("{managedNodeGroups: [{name: a}], nodeGroups: [{name: a}]}"), &["nodeGroups.0.name Duplicate"]),
        (managed("minSize: 3, maxSize: 2"), &["managedNodeGroups.0.minSize Sizes"]),
        (own("minSize: 1, desiredCapacity: 5, maxSize: 2"), &["nodeGroups.0.desiredCapacity Sizes"]),
        (own("minSize: -1"), &["nodeGroups.0.minSize OutOfRange"]),
        (own("maxInstanceLifetime: 3600"), &["nodeGroups.0.maxInstanceLifetime OutOfRange"]),
        (own("updateConfig: {maxUnavailable: 1}"), &["nodeGroups.0.updateConfig UpdateConfigIgnored"]),
        (managed("updateConfig: {}"), &["managedNodeGroups.0.updateConfig UpdateConfigEmpty"]),
        (
            managed("updateConfig: {maxUnavailable: 1, maxUnavailablePercentage: 10}"),
            &["managedNodeGroups.0.updateConfig.maxUnavailablePercentage Conflict"],
        ),
        (
            managed("maxSize: 3, updateConfig: {maxUnavailable: 4}"),
            &["managedNodeGroups.0.updateConfig.maxUnavailable OutOfRange"],
        ),
        // Instances
        (own("instanceType: c9.huge"), &["nodeGroups.0.instanceType UnknownInstanceType"]),
        (own("instanceType: u-12tb1.metal"), &["nodeGroups.0.instanceType NotInRegion"]),
        (own("instanceType: c5.2xlarge"), &["nodeGroups.0.instanceType PreviousGeneration"]),
        (
            managed("instanceType: m7i.large, instanceTypes: [m7i.large]"),
            &["managedNodeGroups.0.instanceType Conflict"],
        ),
        (
            managed("instanceType: m7i.large, instanceSelector: {vCPUs: 2}"),
            &["managedNodeGroups.0.instanceType Conflict"],
        ),
        (managed("instanceTypes: [m7i.large, m7g.large]"), &["managedNodeGroups.0.instanceTypes.1 MixedArchitectures"]),
        (managed("instanceType: m7i.large, spot: true"), &["managedNodeGroups.0.spot SpotWithOneType"]),
        (
            own("instanceType: m7i.large, instancesDistribution: {instanceTypes: [m7i.large]}"),
            &["nodeGroups.0.instanceType NotMixed"],
        ),
        (
            own("instancesDistribution: {instanceTypes: []}"),
            &["nodeGroups.0.instancesDistribution.instanceTypes Missing"],
        ),
        (
            own("maxSize: 4, instancesDistribution: {instanceTypes: [m7i.large, c7i.large], onDemandBaseCapacity: 4, \
                 onDemandPercentageAboveBaseCapacity: 0}"),
            &["nodeGroups.0.instancesDistribution.onDemandBaseCapacity NoSpotLeft"],
        ),
        (
            own("instancesDistribution: {instanceTypes: [m7i.large], onDemandPercentageAboveBaseCapacity: 101, \
                 spotInstancePools: 21, spotAllocationStrategy: cheapest}"),
            &[
                "nodeGroups.0.instancesDistribution.onDemandPercentageAboveBaseCapacity OutOfRange",
                "nodeGroups.0.instancesDistribution.spotInstancePools OutOfRange",
                "nodeGroups.0.instancesDistribution.spotAllocationStrategy NotOneOf",
            ],
        ),
        (
            own("instancesDistribution: {instanceTypes: [m7i.large], spotInstancePools: 2, \
                 spotAllocationStrategy: capacity-optimized}"),
            &["nodeGroups.0.instancesDistribution.spotInstancePools PoolsWithStrategy"],
        ),
        (own("instanceType: m7i.large, cpuCredits: unlimited"), &["nodeGroups.0.cpuCredits CreditsWithoutBurstable"]),
        (managed("instanceType: m7i.large, maxPodsPerNode: 110"), &["managedNodeGroups.0.maxPodsPerNode TooManyPods"]),
        (
            own("instanceType: c7gn.16xlarge, efaEnabled: true, availabilityZones: [us-east-1a, us-east-1b]"),
            &["nodeGroups.0.efaEnabled EfaOverZones"],
        ),
        (own("instanceType: m7i.large, efaEnabled: true"), &["nodeGroups.0.instanceType NoEfa"]),
        // Images
        (own("amiFamily: AmazonLinux2"), &["nodeGroups.0.amiFamily AmazonLinux2"]),
        (own("amiFamily: AmazonLinux3"), &["nodeGroups.0.amiFamily NotOneOf"]),
        (managed("amiFamily: AmazonLinux2023, ami: img-1"), &["managedNodeGroups.0.ami BadImage"]),
        (
            managed("ami: ami-1, maxPodsPerNode: 10, amiFamily: Ubuntu2404"),
            &["managedNodeGroups.0.ami Requires", "managedNodeGroups.0.maxPodsPerNode Conflict"],
        ),
        (own("amiFamily: Ubuntu2404, instanceType: g5.xlarge"), &["nodeGroups.0.instanceType AcceleratorDrivers"]),
        (own("amiFamily: Ubuntu2404, instanceType: inf2.xlarge"), &["nodeGroups.0.instanceType AcceleratorFamily"]),
        (
            own("amiFamily: Bottlerocket, preBootstrapCommands: [ls]"),
            &["nodeGroups.0.preBootstrapCommands NotWithFamily"],
        ),
        (
            own("kubeletExtraConfig: {clusterDomain: x.local}"),
            &["nodeGroups.0.kubeletExtraConfig.clusterDomain KubeletSetting"],
        ),
        (
            managed("launchTemplate: {id: lt-1, version: latest}, instanceType: m7i.large"),
            &["managedNodeGroups.0.launchTemplate.version BadVersion", "managedNodeGroups.0.instanceType Conflict"],
        ),
        // Volumes
        (own("volumeIOPS: 20000"), &["nodeGroups.0.volumeIOPS VolumeRange"]),
        (own("volumeType: gp3, volumeThroughput: 1500"), &["nodeGroups.0.volumeThroughput VolumeRange"]),
        (own("volumeType: gp2, volumeIOPS: 3000"), &["nodeGroups.0.volumeIOPS NotWithVolumeType"]),
        (
            own("additionalVolumes: [{volumeType: io2, volumeThroughput: 500}]"),
            &["nodeGroups.0.additionalVolumes.0.volumeThroughput NotWithVolumeType"],
        ),
        (own("volumeType: st1"), &["nodeGroups.0.volumeType HddRootVolume"]),
        (own("volumeEncrypted: true"), &["nodeGroups.0.volumeEncrypted Requires"]),
        // Labels and taints
        (own("taints: [{key: a, effect: NO_SCHEDULE}]"), &["nodeGroups.0.taints.0.effect TaintEffect"]),
        (own("taints: {a: 'true:Never'}"), &["nodeGroups.0.taints.a TaintEffect"]),
        (own("taints: [{key: a, effect: NoSchedule}]"), &["nodeGroups AllGroupsTainted"]),
        (own("labels: {a/b/c: x}"), &["nodeGroups.0.labels.a/b/c BadKey"]),
        (own("labels: {a: 'x y'}"), &["nodeGroups.0.labels.a BadValue"]),
        (
            own("labels: {node-role.kubernetes.io/worker: x}"),
            &["nodeGroups.0.labels.node-role.kubernetes.io/worker ReservedLabel"],
        ),
        // Network, access and capacity
        (own("subnets: [subnet-1], availabilityZones: [us-east-1a]"), &["nodeGroups.0.availabilityZones Conflict"]),
        (
            own("placement: {groupName: a}, availabilityZones: [us-east-1a, us-east-1b]"),
            &["nodeGroups.0.placement PlacementOverZones"],
        ),
        (own("placement: {groupName: a}, instanceType: t3.large"), &["nodeGroups.0.instanceType BurstableInPlacement"]),
        (own("placement: {}"), &["nodeGroups.0.placement.groupName Missing"]),
        (
            own("disablePodIMDS: true, iam: {withAddonPolicies: {ebs: true}}"),
            &["nodeGroups.0.iam.withAddonPolicies.ebs Conflict"],
        ),
        (
            managed("iam: {instanceProfileARN: 'arn:aws:iam::1:instance-profile/a'}"),
            &["managedNodeGroups.0.iam.instanceProfileARN SelfManagedOnly"],
        ),
        (
            managed("instanceMarketOptions: {marketType: capacity-block}"),
            &["managedNodeGroups.0.instanceMarketOptions Requires"],
        ),
        (
            managed("capacityReservation: {capacityReservationPreference: open, capacityReservationTarget: {}}"),
            &["managedNodeGroups.0.capacityReservation.capacityReservationPreference Conflict"],
        ),
        (own("asgSuspendProcesses: [Lunch]"), &["nodeGroups.0.asgSuspendProcesses.0 NotOneOf"]),
    ]
}

#[test]
fn each_mistake_is_found_at_its_place_and_alone() {
    for (yaml, expected) in cases() {
        let found: Vec<String> = flaws_of(&yaml).iter().map(summary).collect();
        assert_eq!(found, expected, "{yaml}");
    }
}

#[test]
fn every_kind_of_flaw_has_a_case() {
    let body = include_str!("flaw.rs").split("pub enum FlawKind {").nth(1).unwrap();
    let kinds: BTreeSet<&str> = body
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()))
        .map(|line| line.trim_end_matches([' ', '{', ',']))
        .collect();
    let of_a_shared_network = "SharedNetwork";
    let too_long_to_write = "TooManyTypes";
    let mut covered: BTreeSet<&str> = [of_a_shared_network, too_long_to_write].into();
    let cases = cases();
    covered.extend(cases.iter().flat_map(|(_, found)| found.iter()).filter_map(|text| text.split(' ').nth(1)));
    assert_eq!(covered, kinds);
}

#[test]
fn a_mix_takes_twenty_different_types() {
    let mix = |count: usize| {
        let types: Vec<String> = (0..count).map(|index| format!("t{index}.large")).collect();
        own(&format!("instancesDistribution: {{instanceTypes: [{}]}}", types.join(", ")))
    };
    let too_many = "nodeGroups.0.instancesDistribution.instanceTypes TooManyTypes".to_owned();
    assert!(!flaws_of(&mix(20)).iter().map(summary).any(|found| found == too_many));
    assert!(flaws_of(&mix(21)).iter().map(summary).any(|found| found == too_many));
}

#[test]
fn the_api_spelling_of_an_effect_is_corrected() {
    let flaws = flaws_of(&own("taints: [{key: a, effect: PREFER_NO_SCHEDULE}]"));
    let suggestion = flaws.iter().find_map(|flaw| match &flaw.kind {
        super::FlawKind::TaintEffect { suggestion, .. } => *suggestion,
        _ => None,
    });
    assert_eq!(suggestion, Some("PreferNoSchedule"));
}

#[test]
fn sound_configurations_have_no_flaw() {
    let sound = [
        "managedNodeGroups: [{name: system, instanceType: m7g.large, minSize: 2, maxSize: 4}]".to_owned(),
        "{karpenter: {version: v1.6.0}, iam: {withOIDC: true}}".to_owned(),
        "autoModeConfig: {enabled: true, nodePools: []}".to_owned(),
        own("labels: {topology.kubernetes.io/zone: a, node.kubernetes.io/pool: b, example.com/pool: c_d.e}"),
        own("volumeType: io2, volumeIOPS: 256000, volumeSize: 100, volumeEncrypted: true, volumeKmsKeyID: k"),
        own("instanceType: mixed, instancesDistribution: {instanceTypes: [m7i.large, c7i.large]}"),
        own("taints: [{key: a, effect: PreferNoSchedule}]"),
        "{nodeGroups: [{name: a, taints: {a: NoSchedule}}], managedNodeGroups: [{name: b}]}".to_owned(),
        "{nodeGroups: [{name: a, taints: {a: NoSchedule}}], fargateProfiles: [{name: f, selectors: [{namespace: \
         kube-system}]}]}"
            .to_owned(),
        "{addons: [{name: vpc-cni, configurationValues: '{\"env\": {\"ENABLE_PREFIX_DELEGATION\": \"true\"}}'}], \
         nodeGroups: [{name: a, instanceType: m7i.large, maxPodsPerNode: 110}]}"
            .to_owned(),
    ];
    for yaml in sound {
        assert_eq!(flaws_of(&yaml), [], "{yaml}");
    }
}
