use super::pool::Pool;
use super::{Accelerator, ClusterFacts, FlawKind, Flaws};
use crate::documents::eksctl::{ClusterConfig, ManagedNodeGroup};

/// The first minor version of Kubernetes 1 without Amazon Linux 2 images.
const NO_AMAZON_LINUX_2: u32 = 33;

/// Operating system, images and launch templates.
pub fn check(pool: &Pool<'_>, config: &ClusterConfig, facts: &dyn ClusterFacts, flaws: &mut Flaws) {
    let version = config.metadata.version.as_deref().unwrap_or(facts.newest_version());
    let minor = version.strip_prefix("1.").and_then(|minor| minor.parse::<u32>().ok());
    if pool.family == Some("AmazonLinux2") && minor.is_some_and(|minor| minor >= NO_AMAZON_LINUX_2) {
        flaws.add(&pool.at(&["amiFamily"]), FlawKind::AmazonLinux2 { version: version.to_owned() });
    }
    bottlerocket(pool, flaws);
    accelerators(pool, facts, flaws);
    match pool.managed.filter(|group| group.launch_template.is_some()) {
        Some(group) => launch_template(pool, group, flaws),
        None => image(pool, flaws),
    }
}

fn is_bottlerocket(family: &str) -> bool {
    family.starts_with("Bottlerocket")
}

fn bottlerocket(pool: &Pool<'_>, flaws: &mut Flaws) {
    let family = pool.family_or_default();
    let kubelet = pool.own.is_some_and(|group| !group.kubelet_extra_config.is_empty());
    let windows = family.starts_with("Windows");
    let refused = [
        ("bottlerocket", pool.bottlerocket && !is_bottlerocket(family)),
        ("preBootstrapCommands", !pool.pre_bootstrap.is_empty() && is_bottlerocket(family)),
        ("overrideBootstrapCommand", pool.bootstrap.is_some() && is_bottlerocket(family)),
        ("overrideBootstrapCommand", pool.bootstrap.is_some() && windows && pool.managed.is_some()),
        ("kubeletExtraConfig", kubelet && (is_bottlerocket(family) || windows)),
    ];
    for (field, _) in refused.iter().filter(|(_, refused)| *refused) {
        flaws.add(&pool.at(&[field]), FlawKind::NotWithFamily { family: family.to_owned() });
    }
}

fn accelerators(pool: &Pool<'_>, facts: &dyn ClusterFacts, flaws: &mut Flaws) {
    let family = pool.family_or_default();
    if family.starts_with("AmazonLinux") || is_bottlerocket(family) {
        return;
    }
    for (path, name) in pool.instance_types() {
        let (instance_type, family) = (name.to_owned(), family.to_owned());
        let kind = match facts.instance_type(name).and_then(|known| known.accelerator) {
            Some(Accelerator::Nvidia) => FlawKind::AcceleratorDrivers { instance_type, family },
            Some(Accelerator::Neuron) => FlawKind::AcceleratorFamily { instance_type, family },
            None => continue,
        };
        flaws.add(&path.iter().map(String::as_str).collect::<Vec<_>>(), kind);
    }
}

fn launch_template(pool: &Pool<'_>, group: &ManagedNodeGroup, flaws: &mut Flaws) {
    if let Some(template) = &group.launch_template {
        if template.id.is_empty() {
            flaws.add(&pool.at(&["launchTemplate", "id"]), FlawKind::Missing);
        }
        if let Some(given) = &template.version
            && given.parse::<u32>().unwrap_or_default() < 1
        {
            flaws.add(&pool.at(&["launchTemplate", "version"]), FlawKind::BadVersion { given: given.clone() });
        }
    }
    let ssh = pool.ssh;
    let refused: [(&[&str], bool); 16] = [
        (&["instanceType"], pool.instance_type.is_some()),
        (&["ami"], pool.ami.is_some()),
        (&["ssh", "allow"], ssh.is_some_and(|ssh| ssh.allow == Some(true))),
        (&["ssh", "enableSsm"], ssh.is_some_and(|ssh| ssh.enable_ssm == Some(true))),
        (&["ssh", "sourceSecurityGroupIds"], ssh.is_some_and(|ssh| !ssh.source_security_group_ids.is_empty())),
        (&["volumeSize"], group.volume_size.is_some()),
        (&["preBootstrapCommands"], !pool.pre_bootstrap.is_empty()),
        (&["overrideBootstrapCommand"], pool.bootstrap.is_some()),
        (&["securityGroups", "attachIDs"], pool.security_groups.is_some_and(|groups| !groups.attach_ids.is_empty())),
        (&["instanceName"], group.instance_name.is_some()),
        (&["instancePrefix"], group.instance_prefix.is_some()),
        (&["maxPodsPerNode"], pool.max_pods.is_some()),
        (&["disableIMDSv1"], pool.disable_imds_v1 == Some(false)),
        (&["disablePodIMDS"], pool.disable_pod_imds == Some(true)),
        (&["placement"], pool.placement.is_some()),
        (&["efaEnabled"], pool.efa),
    ];
    for (field, _) in refused.iter().filter(|(_, given)| *given) {
        flaws.add(&pool.at(field), FlawKind::Conflict { with: "launchTemplate".to_owned() });
    }
}

fn image(pool: &Pool<'_>, flaws: &mut Flaws) {
    let requires = |field: &str| FlawKind::Requires { field: field.to_owned() };
    let family = pool.family_or_default();
    let boots_itself = family == "AmazonLinux2023" || is_bottlerocket(family);
    let Some(ami) = pool.ami else {
        if pool.managed.is_some() && pool.bootstrap.is_some() && !boots_itself && !family.starts_with("Windows") {
            flaws.add(&pool.at(&["overrideBootstrapCommand"]), requires("ami"));
        }
        return;
    };
    if pool.family.is_none() {
        flaws.add(&pool.at(&["ami"]), requires("amiFamily"));
    }
    let windows = family.starts_with("Windows");
    if pool.bootstrap.is_none() && !boots_itself && !windows {
        flaws.add(&pool.at(&["ami"]), requires("overrideBootstrapCommand"));
    }
    let Some(group) = pool.managed else { return };
    if !ami.starts_with("ami-") {
        flaws.add(&pool.at(&["ami"]), FlawKind::BadImage { given: ami.to_owned() });
    }
    if windows {
        flaws.add(&pool.at(&["ami"]), FlawKind::NotWithFamily { family: family.to_owned() });
    }
    for (field, given) in
        [("maxPodsPerNode", pool.max_pods.is_some()), ("releaseVersion", group.release_version.is_some())]
    {
        if given {
            flaws.add(&pool.at(&[field]), FlawKind::Conflict { with: "ami".to_owned() });
        }
    }
}
