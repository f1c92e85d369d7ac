use super::{ClusterFacts, FlawKind, Flaws};
use crate::documents::eksctl::{AutoModeConfig, ClusterConfig};

/// Zones that eksctl wants at least; they need not differ.
const LEAST_ZONES: usize = 2;

/// The add-ons of the network, which Auto Mode has built in. Source: eksctl, `KnownAddons`.
const CORE_ADDONS: [&str; 3] = ["vpc-cni", "coredns", "kube-proxy"];

/// Days for which CloudWatch Logs keeps control-plane logs, as eksctl knows them.
const RETENTION_DAYS: &[i64] = &[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653];

/// The oldest Karpenter that eksctl installs.
const OLDEST_KARPENTER: (u32, u32, u32) = (0, 20, 0);

/// Minutes that EKS accepts for the rollback of an upgrade.
const ROLLBACK_MINUTES: (i64, i64) = (120, 10_080);

/// What concerns the cluster and no single node group.
pub fn check(config: &ClusterConfig, facts: &dyn ClusterFacts, flaws: &mut Flaws) {
    version(config, facts, flaws);
    if !is_name(&config.metadata.name) || config.metadata.name.len() > 100 {
        flaws.add(&["metadata", "name"], FlawKind::BadName { given: config.metadata.name.clone() });
    }
    let rollback = config.metadata.rollback_config.as_ref().and_then(|rollback| rollback.timeout_minutes);
    let path = ["metadata", "rollbackConfig", "timeoutMinutes"];
    flaws.out_of_range(&path, rollback, ROLLBACK_MINUTES.0, Some(ROLLBACK_MINUTES.1));
    network(config, flaws);
    logging(config, flaws);
    service_accounts(config, flaws);
    addons(config, facts, flaws);
    karpenter(config, flaws);
    if let Some(auto_mode) = &config.auto_mode_config {
        check_auto_mode(auto_mode, flaws);
    }
    if auto_mode_is_on(config) {
        beside_auto_mode(config, flaws);
    }
    fargate(config, flaws);
}

/// Whether a text is a letter followed by letters, digits and hyphens.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// Whether EKS starts the nodes itself.
pub fn auto_mode_is_on(config: &ClusterConfig) -> bool {
    config.auto_mode_config.as_ref().is_some_and(|auto_mode| auto_mode.enabled == Some(true))
}

fn version(config: &ClusterConfig, facts: &dyn ClusterFacts, flaws: &mut Flaws) {
    let Some(given) = config.metadata.version.clone() else { return };
    let newest = facts.newest_version().to_owned();
    let kind = match facts.version(&given) {
        None => FlawKind::UnknownVersion { given, newest },
        Some(known) => {
            let ended = known.extended_until.unwrap_or(known.standard_until);
            if ended < facts.as_of() {
                FlawKind::UnsupportedVersion { given, ended: ended.to_owned(), newest }
            } else if !known.in_eksctl {
                FlawKind::VersionTooNew { given, newest }
            } else if known.standard_until < facts.as_of() {
                let standard_ended = known.standard_until.to_owned();
                let ends = known.extended_until.map(str::to_owned);
                FlawKind::ExtendedSupport { given, standard_ended, ends, newest }
            } else {
                return;
            }
        }
    };
    flaws.add(&["metadata", "version"], kind);
}

fn network(config: &ClusterConfig, flaws: &mut Flaws) {
    let zones = &config.availability_zones;
    if !zones.is_empty() && zones.len() < LEAST_ZONES {
        flaws.add(&["availabilityZones"], FlawKind::TooFewZones { given: zones.len(), least: LEAST_ZONES });
    }
    for (index, zone) in zones.iter().enumerate() {
        if !zone.starts_with(&config.metadata.region) {
            let kind = FlawKind::ZoneOutsideRegion { given: zone.clone(), region: config.metadata.region.clone() };
            flaws.add(&["availabilityZones", &index.to_string()], kind);
        }
    }
    let vpc = config.vpc.as_ref();
    let subnets = vpc.and_then(|vpc| vpc.subnets.as_ref());
    if subnets.is_some() && !zones.is_empty() {
        flaws.add(&["availabilityZones"], FlawKind::Conflict { with: "vpc.subnets".to_owned() });
    }
    if let Some(endpoints) = vpc.and_then(|vpc| vpc.cluster_endpoints.as_ref())
        && endpoints.public_access != Some(true)
        && endpoints.private_access != Some(true)
    {
        flaws.add(&["vpc", "clusterEndpoints"], FlawKind::NoEndpoint);
    }
    let Some(private) = config.private_cluster.as_ref().filter(|private| private.enabled == Some(true)) else { return };
    if vpc.is_some_and(|vpc| vpc.id.is_some()) && subnets.is_none_or(|subnets| subnets.private.is_empty()) {
        flaws.add(&["vpc", "subnets", "private"], FlawKind::Missing);
    }
    let services = &private.additional_endpoint_services;
    let path = ["privateCluster", "additionalEndpointServices"];
    if private.skip_endpoint_creation == Some(true) && !services.is_empty() {
        flaws.add(&path, FlawKind::Conflict { with: "skipEndpointCreation".to_owned() });
    }
    for (index, service) in services.iter().enumerate() {
        let index = index.to_string();
        let path = [path.as_slice(), &[index.as_str()]].concat();
        flaws.not_one_of(&path, service, &["cloudformation", "autoscaling", "logs"]);
    }
    if !config.local_zones.is_empty() {
        flaws.add(&["localZones"], FlawKind::Conflict { with: "privateCluster".to_owned() });
    }
}

fn logging(config: &ClusterConfig, flaws: &mut Flaws) {
    let Some(logging) = config.cloud_watch.as_ref().and_then(|watch| watch.cluster_logging.as_ref()) else { return };
    let Some(days) = logging.log_retention_in_days else { return };
    let path = ["cloudWatch", "clusterLogging", "logRetentionInDays"];
    if logging.enable_types.is_empty() {
        flaws.add(&path, FlawKind::Requires { field: "enableTypes".to_owned() });
    }
    if !RETENTION_DAYS.contains(&days) {
        flaws.add(&path, FlawKind::LogRetention { given: days, allowed: RETENTION_DAYS.to_vec() });
    }
}

fn service_accounts(config: &ClusterConfig, flaws: &mut Flaws) {
    let Some(iam) = &config.iam else { return };
    if !iam.service_accounts.is_empty() && iam.with_oidc != Some(true) {
        flaws.add(&["iam", "serviceAccounts"], FlawKind::Requires { field: "withOIDC".to_owned() });
    }
    let mut names = Vec::new();
    for (index, account) in iam.service_accounts.iter().enumerate() {
        let index = index.to_string();
        let path = ["iam", "serviceAccounts", index.as_str()];
        let metadata = account.metadata.clone().unwrap_or_default();
        let namespace = metadata.namespace.unwrap_or_else(|| "default".to_owned());
        match metadata.name.filter(|name| !name.is_empty()) {
            None => flaws.add(&[&path[..], &["metadata", "name"]].concat(), FlawKind::Missing),
            Some(name) => unique(&path, format!("{namespace}/{name}"), &mut names, flaws),
        }
        let none = account.attach_policy.is_empty()
            && account.attach_policy_arns.is_empty()
            && account.attach_role_arn.is_none()
            && account.well_known_policies.as_ref().is_none_or(|policies| *policies == Default::default());
        if none {
            flaws.add(&path, FlawKind::ServiceAccountWithoutPolicy);
        }
    }
}

/// Reports a text that was there before.
pub fn unique(path: &[&str], given: String, seen: &mut Vec<(String, Vec<String>)>, flaws: &mut Flaws) {
    if let Some((_, first)) = seen.iter().find(|(text, _)| *text == given) {
        flaws.add(path, FlawKind::Duplicate { given, first: first.clone() });
    } else {
        seen.push((given, path.iter().map(|&step| step.to_owned()).collect()));
    }
}

fn addons(config: &ClusterConfig, facts: &dyn ClusterFacts, flaws: &mut Flaws) {
    let mut names = Vec::new();
    for (index, addon) in config.addons.iter().enumerate() {
        let index = index.to_string();
        let path = ["addons", index.as_str(), "name"];
        unique(&path, addon.name.clone(), &mut names, flaws);
        if !facts.addons().contains(&addon.name.as_str()) {
            let known = facts.addons().iter().map(|&name| name.to_owned()).collect();
            flaws.add(&path, FlawKind::UnknownAddon { given: addon.name.clone(), known });
        }
    }
    proxy(config, flaws);
    if config.addons_config.as_ref().is_some_and(|addons| addons.disable_default_addons == Some(true))
        && !auto_mode_is_on(config)
    {
        let listed = |core: &str| config.addons.iter().any(|addon| addon.name == core);
        let missing = CORE_ADDONS.into_iter().filter(|core| !listed(core));
        let names: Vec<String> = missing.map(str::to_owned).collect();
        if !names.is_empty() {
            flaws.add(&["addons"], FlawKind::CoreAddonsMissing { names });
        }
    }
}

/// kube-proxy has the versions of Kubernetes, and may not be newer than the control plane.
fn proxy(config: &ClusterConfig, flaws: &mut Flaws) {
    let Some((_, minor, _)) = config.metadata.version.as_deref().and_then(numbers) else { return };
    for (index, addon) in config.addons.iter().enumerate().filter(|(_, addon)| addon.name == "kube-proxy") {
        let (Some(given), Some(version)) = (&addon.version, &config.metadata.version) else { continue };
        if numbers(given).is_some_and(|(_, theirs, _)| theirs > minor) {
            let kind = FlawKind::ProxyTooNew { given: given.clone(), version: version.clone() };
            flaws.add(&["addons", &index.to_string(), "version"], kind);
        }
    }
}

fn karpenter(config: &ClusterConfig, flaws: &mut Flaws) {
    let Some(karpenter) = &config.karpenter else { return };
    let path = ["karpenter", "version"];
    let given = karpenter.version.clone();
    match numbers(&given) {
        _ if given.is_empty() => flaws.add(&path, FlawKind::Missing),
        None => flaws.add(&path, FlawKind::BadVersion { given }),
        Some(version) if version < OLDEST_KARPENTER => {
            let (major, minor, patch) = OLDEST_KARPENTER;
            flaws.add(&path, FlawKind::VersionTooOld { given, least: format!("{major}.{minor}.{patch}") });
        }
        Some(_) => {}
    }
    if config.metadata.version.is_none() {
        flaws.add(&["karpenter"], FlawKind::Requires { field: "metadata.version".to_owned() });
    }
    if config.iam.as_ref().and_then(|iam| iam.with_oidc) != Some(true) {
        flaws.add(&["karpenter"], FlawKind::Requires { field: "iam.withOIDC".to_owned() });
    }
    if auto_mode_is_on(config) {
        flaws.add(&["karpenter"], FlawKind::KarpenterWithAutoMode);
    }
}

/// `v1.2.3`, `1.2.3` or `1.2` as numbers.
fn numbers(version: &str) -> Option<(u32, u32, u32)> {
    let core = version.trim_start_matches('v').split(['-', '+']).next()?;
    let parts: Vec<u32> = core.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match parts.as_slice() {
        [major, minor] => Some((*major, *minor, 0)),
        [major, minor, patch] => Some((*major, *minor, *patch)),
        _ => None,
    }
}

fn check_auto_mode(auto_mode: &AutoModeConfig, flaws: &mut Flaws) {
    let given = [
        ("nodeRoleARN", auto_mode.node_role_arn.is_some()),
        ("permissionsBoundaryARN", auto_mode.permissions_boundary_arn.is_some()),
        ("nodePools", auto_mode.node_pools.as_ref().is_some_and(|pools| !pools.is_empty())),
    ];
    let mut conflict = |field: &str, with: &str| {
        flaws.add(&["autoModeConfig", field], FlawKind::Conflict { with: with.to_owned() });
    };
    if auto_mode.enabled == Some(true) {
        if given[0].1 && given[1].1 {
            conflict("permissionsBoundaryARN", "nodeRoleARN");
        }
        if auto_mode.node_pools.as_ref().is_some_and(Vec::is_empty) {
            for (field, _) in given.iter().take(2).filter(|(_, is_given)| *is_given) {
                conflict(field, "nodePools");
            }
        }
        let mut seen = Vec::new();
        for (index, pool) in auto_mode.node_pools.iter().flatten().enumerate() {
            let index = index.to_string();
            let path = ["autoModeConfig", "nodePools", index.as_str()];
            flaws.not_one_of(&path, pool, &["general-purpose", "system"]);
            unique(&path, pool.clone(), &mut seen, flaws);
        }
    } else {
        for (field, _) in given.iter().filter(|(_, is_given)| *is_given) {
            flaws.add(&["autoModeConfig", field], FlawKind::AutoModeDisabled);
        }
    }
}

/// What eksctl makes only after a cluster with Auto Mode is there.
fn beside_auto_mode(config: &ClusterConfig, flaws: &mut Flaws) {
    let groups =
        [("managedNodeGroups", config.managed_node_groups.is_empty()), ("nodeGroups", config.node_groups.is_empty())];
    for (list, _) in groups.into_iter().filter(|(_, is_empty)| !is_empty) {
        flaws.add(&[list], FlawKind::GroupsWithAutoMode);
    }
    if config.fargate_profiles.is_empty() && config.remote_network_config.is_none() {
        for (index, addon) in
            config.addons.iter().enumerate().filter(|(_, addon)| CORE_ADDONS.contains(&addon.name.as_str()))
        {
            flaws.add(&["addons", &index.to_string(), "name"], FlawKind::AddonOfAutoMode { given: addon.name.clone() });
        }
    }
}

fn fargate(config: &ClusterConfig, flaws: &mut Flaws) {
    let mut names = Vec::new();
    for (index, profile) in config.fargate_profiles.iter().enumerate() {
        let index = index.to_string();
        let path = ["fargateProfiles", index.as_str()];
        let name = [&path[..], &["name"]].concat();
        if profile.name.is_empty() {
            flaws.add(&name, FlawKind::Missing);
        } else if profile.name.starts_with("eks-") {
            flaws.add(&name, FlawKind::ReservedFargateName { given: profile.name.clone() });
        }
        unique(&name, profile.name.clone(), &mut names, flaws);
        if profile.selectors.is_empty() {
            flaws.add(&[&path[..], &["selectors"]].concat(), FlawKind::Missing);
        }
        for (at, selector) in profile.selectors.iter().enumerate() {
            if selector.namespace.is_empty() {
                let at = at.to_string();
                flaws.add(&[&path[..], &["selectors", &at, "namespace"]].concat(), FlawKind::Missing);
            }
        }
    }
}
