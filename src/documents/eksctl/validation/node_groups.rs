use super::cluster::{auto_mode_is_on, is_name, unique};
use super::labels::repels;
use super::pool::Pool;
use super::{FlawKind, Flaws};
use crate::documents::eksctl::{ClusterConfig, NodeGroupIamAddonPolicies};

const SUSPENDABLE: &[&str] = &[
    "Launch",
    "Terminate",
    "AddToLoadBalancer",
    "AlarmNotification",
    "AZRebalance",
    "HealthCheck",
    "InstanceRefresh",
    "ReplaceUnhealthy",
    "ScheduledActions",
];

/// Characters in the name of a node group. Source: EKS API, `CreateNodegroup`.
const LONGEST_NAME: usize = 63;

/// Settings of the kubelet that eksctl needs for itself.
const KUBELET_OF_EKSCTL: &[&str] =
    &["kind", "apiVersion", "address", "clusterDomain", "authentication", "authorization", "serverTLSBootstrap"];

/// Name, network, access and capacity of a group.
pub fn check(pool: &Pool<'_>, config: &ClusterConfig, flaws: &mut Flaws) {
    if !is_name(pool.name) || pool.name.len() > LONGEST_NAME {
        flaws.add(&pool.at(&["name"]), FlawKind::BadName { given: pool.name.to_owned() });
    }
    network(pool, config, flaws);
    iam(pool, flaws);
    access(pool, flaws);
    reservation(pool, flaws);
    for (index, process) in pool.suspended.iter().enumerate() {
        flaws.not_one_of(&pool.at(&["asgSuspendProcesses", &index.to_string()]), process, SUSPENDABLE);
    }
    let kubelet = pool.own.map(|group| &group.kubelet_extra_config);
    for key in kubelet.iter().flat_map(|settings| settings.keys()) {
        if KUBELET_OF_EKSCTL.contains(&key.as_str()) {
            flaws.add(&pool.at(&["kubeletExtraConfig", key]), FlawKind::KubeletSetting);
        }
    }
    if pool.managed.is_some_and(|group| group.outpost_arn.is_some()) {
        flaws.add(&pool.at(&["outpostARN"]), FlawKind::SelfManagedOnly);
    }
}

/// What can be said only of all groups together.
pub fn check_together(pools: &[Pool<'_>], config: &ClusterConfig, flaws: &mut Flaws) {
    let mut names = Vec::new();
    for pool in pools {
        unique(&pool.at(&["name"]), pool.name.to_owned(), &mut names, flaws);
    }
    let on_fargate = config
        .fargate_profiles
        .iter()
        .any(|profile| profile.selectors.iter().any(|selector| selector.namespace == "kube-system"));
    let all_tainted = pools.iter().all(|pool| pool.taints.iter().any(repels));
    if let Some(first) = pools.first()
        && all_tainted
        && !on_fargate
        && !auto_mode_is_on(config)
    {
        flaws.add(&[first.list], FlawKind::AllGroupsTainted);
    }
}

fn network(pool: &Pool<'_>, config: &ClusterConfig, flaws: &mut Flaws) {
    let conflict = |with: &str| FlawKind::Conflict { with: with.to_owned() };
    if !pool.zones.is_empty() && !pool.subnets.is_empty() {
        flaws.add(&pool.at(&["availabilityZones"]), conflict("subnets"));
    }
    let local_zones = pool.own.is_some_and(|group| !group.local_zones.is_empty());
    if local_zones && !pool.zones.is_empty() {
        flaws.add(&pool.at(&["availabilityZones"]), conflict("localZones"));
    }
    for (index, zone) in pool.zones.iter().enumerate().filter(|(_, zone)| !zone.starts_with(&config.metadata.region)) {
        let kind = FlawKind::ZoneOutsideRegion { given: zone.clone(), region: config.metadata.region.clone() };
        flaws.add(&pool.at(&["availabilityZones", &index.to_string()]), kind);
    }
    let subnets = config.vpc.as_ref().and_then(|vpc| vpc.subnets.as_ref());
    if let Some(known) = subnets {
        let aliases: Vec<&String> = known.private.keys().chain(known.public.keys()).collect();
        for (index, given) in pool.subnets.iter().enumerate() {
            if !given.starts_with("subnet-") && !aliases.contains(&given) {
                let known = aliases.iter().map(|&alias| alias.clone()).collect();
                let kind = FlawKind::UnknownSubnet { given: given.clone(), known };
                flaws.add(&pool.at(&["subnets", &index.to_string()]), kind);
            }
        }
    }
    let private = pool.private == Some(true);
    if !private && config.private_cluster.as_ref().is_some_and(|cluster| cluster.enabled == Some(true)) {
        flaws.add(&pool.at(&["privateNetworking"]), FlawKind::PublicNodesInPrivateCluster);
    } else if !private && subnets.is_some_and(|subnets| !subnets.private.is_empty() && subnets.public.is_empty()) {
        flaws.add(&pool.at(&["privateNetworking"]), FlawKind::PublicNodesWithoutPublicSubnets);
    }
    if pool.placement.is_some_and(|placement| placement.group_name.as_ref().is_none_or(String::is_empty)) {
        flaws.add(&pool.at(&["placement", "groupName"]), FlawKind::Missing);
    }
    let spread = pool.zones.len().max(pool.subnets.len());
    if pool.placement.is_some() && !pool.efa && spread > 1 {
        flaws.add(&pool.at(&["placement"]), FlawKind::PlacementOverZones { given: spread });
    }
    if pool.efa && spread > 1 {
        flaws.add(&pool.at(&["efaEnabled"]), FlawKind::EfaOverZones { given: spread });
    }
}

fn iam(pool: &Pool<'_>, flaws: &mut Flaws) {
    let Some(iam) = pool.iam else { return };
    let policies = iam.with_addon_policies.as_ref().and_then(first_policy);
    let path = pool.at(&["iam", "withAddonPolicies"]);
    if let Some(policy) = policies.filter(|_| pool.disable_pod_imds == Some(true)) {
        flaws.add(&[&path[..], &[policy]].concat(), FlawKind::Conflict { with: "disablePodIMDS".to_owned() });
    }
    if pool.managed.is_some() && iam.instance_profile_arn.is_some() {
        flaws.add(&pool.at(&["iam", "instanceProfileARN"]), FlawKind::SelfManagedOnly);
    }
    let existing = [("instanceRoleARN", &iam.instance_role_arn), ("instanceProfileARN", &iam.instance_profile_arn)];
    let Some((with, _)) = existing.into_iter().find(|(_, arn)| arn.is_some()) else { return };
    let conflict = || FlawKind::Conflict { with: with.to_owned() };
    let made = [
        ("instanceRoleName", iam.instance_role_name.is_some()),
        ("attachPolicy", !iam.attach_policy.is_empty()),
        ("attachPolicyARNs", !iam.attach_policy_arns.is_empty()),
        ("instanceRolePermissionsBoundary", iam.instance_role_permissions_boundary.is_some()),
    ];
    for (field, _) in made.iter().filter(|(_, given)| *given) {
        flaws.add(&pool.at(&["iam", field]), conflict());
    }
    if let Some(policy) = policies {
        flaws.add(&[&path[..], &[policy]].concat(), conflict());
    }
}

fn first_policy(policies: &NodeGroupIamAddonPolicies) -> Option<&'static str> {
    let all = [
        ("imageBuilder", policies.image_builder),
        ("autoScaler", policies.auto_scaler),
        ("externalDNS", policies.external_dns),
        ("certManager", policies.cert_manager),
        ("appMesh", policies.app_mesh),
        ("appMeshPreview", policies.app_mesh_preview),
        ("ebs", policies.ebs),
        ("fsx", policies.fsx),
        ("efs", policies.efs),
        ("awsLoadBalancerController", policies.aws_load_balancer_controller),
        ("albIngress", policies.alb_ingress),
        ("xRay", policies.xray),
        ("cloudWatch", policies.cloud_watch),
    ];
    all.into_iter().find(|(_, on)| *on == Some(true)).map(|(name, _)| name)
}

fn access(pool: &Pool<'_>, flaws: &mut Flaws) {
    if let Some(groups) = pool.security_groups.filter(|_| pool.managed.is_some()) {
        for (field, on) in [("withLocal", groups.with_local), ("withShared", groups.with_shared)] {
            if on == Some(true) {
                flaws.add(&pool.at(&["securityGroups", field]), FlawKind::SelfManagedOnly);
            }
        }
    }
    let Some(ssh) = pool.ssh else { return };
    let keys = [
        ("publicKeyName", &ssh.public_key_name),
        ("publicKeyPath", &ssh.public_key_path),
        ("publicKey", &ssh.public_key),
    ];
    let mut given = keys.into_iter().filter(|(_, key)| key.is_some());
    if let Some((first, _)) = given.next() {
        let conflict = FlawKind::Conflict { with: first.to_owned() };
        given.for_each(|(field, _)| flaws.add(&pool.at(&["ssh", field]), conflict.clone()));
    }
    if ssh.enable_ssm == Some(false) {
        let path = pool.at(&["ssh", "enableSsm"]);
        flaws.not_one_of(&path, "false", &["true"]);
    }
}

fn reservation(pool: &Pool<'_>, flaws: &mut Flaws) {
    let Some(reservation) = pool.reservation else {
        if pool.market.is_some() {
            let kind = FlawKind::Requires { field: "capacityReservation".to_owned() };
            flaws.add(&pool.at(&["instanceMarketOptions"]), kind);
        }
        return;
    };
    let preference = pool.at(&["capacityReservation", "capacityReservationPreference"]);
    if let Some(given) = &reservation.capacity_reservation_preference {
        if reservation.capacity_reservation_target.is_some() {
            flaws.add(&preference, FlawKind::Conflict { with: "capacityReservationTarget".to_owned() });
        }
        flaws.not_one_of(&preference, given, &["open", "none"]);
    }
    if let Some(target) = &reservation.capacity_reservation_target
        && target.capacity_reservation_id.is_some()
        && target.capacity_reservation_resource_group_arn.is_some()
    {
        let field = "capacityReservationResourceGroupARN";
        let path = pool.at(&["capacityReservation", "capacityReservationTarget", field]);
        flaws.add(&path, FlawKind::Conflict { with: "capacityReservationID".to_owned() });
    }
    if let Some(market) = pool.market.and_then(|market| market.market_type.as_ref()) {
        flaws.not_one_of(&pool.at(&["instanceMarketOptions", "marketType"]), market, &["capacity-block"]);
    }
}
