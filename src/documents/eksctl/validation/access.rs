use super::cluster::{auto_mode_is_on, unique};
use super::{FlawKind, Flaws};
use crate::documents::eksctl::{AccessEntry, AccessPolicy, ClusterConfig};

/// The types of access entries. Source: EKS API, `CreateAccessEntry`.
const TYPES: &[&str] =
    &["STANDARD", "EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "EC2", "HYBRID_LINUX", "HYPERPOD_LINUX"];

/// The types that are for nodes alone: EKS gives them their permissions, and access policies are not taken.
const NODE_TYPES: &[&str] = &["EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX"];

/// Who may use the cluster.
pub fn check(config: &ClusterConfig, flaws: &mut Flaws) {
    pod_identities(config, flaws);
    let Some(access) = &config.access_config else { return };
    let mode = access.authentication_mode.as_deref().unwrap_or("API_AND_CONFIG_MAP");
    flaws.not_one_of(&["accessConfig", "authenticationMode"], mode, &["API", "API_AND_CONFIG_MAP", "CONFIG_MAP"]);
    if mode == "CONFIG_MAP" && !access.access_entries.is_empty() {
        let kind = FlawKind::Conflict { with: "authenticationMode".to_owned() };
        flaws.add(&["accessConfig", "accessEntries"], kind);
    }
    let mut principals = Vec::new();
    for (index, given) in access.access_entries.iter().enumerate() {
        let index = index.to_string();
        let path = ["accessConfig", "accessEntries", index.as_str()];
        entry(given, &path, flaws);
        if let Some(principal) = given.principal_arn.clone().filter(|principal| !principal.is_empty()) {
            unique(&[&path[..], &["principalARN"]].concat(), principal, &mut principals, flaws);
        }
    }
}

/// Roles of service accounts through EKS Pod Identity.
fn pod_identities(config: &ClusterConfig, flaws: &mut Flaws) {
    let Some(iam) = &config.iam else { return };
    let agent = config.addons.iter().any(|addon| addon.name == "eks-pod-identity-agent");
    if !iam.pod_identity_associations.is_empty() && !agent && !auto_mode_is_on(config) {
        flaws.add(&["iam", "podIdentityAssociations"], FlawKind::PodIdentityAgentMissing);
    }
    let mut accounts = Vec::new();
    for (index, association) in iam.pod_identity_associations.iter().enumerate() {
        let index = index.to_string();
        let path = ["iam", "podIdentityAssociations", index.as_str()];
        let named = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        match (named(&association.namespace), named(&association.service_account_name)) {
            (Some(namespace), Some(name)) => unique(&path, format!("{namespace}/{name}"), &mut accounts, flaws),
            (None, _) => flaws.add(&[&path[..], &["namespace"]].concat(), FlawKind::Missing),
            (_, None) => flaws.add(&[&path[..], &["serviceAccountName"]].concat(), FlawKind::Missing),
        }
        let policies = [
            ("permissionPolicy", !association.permission_policy.is_empty()),
            ("permissionPolicyARNs", !association.permission_policy_arns.is_empty()),
            (
                "wellKnownPolicies",
                association.well_known_policies.as_ref().is_some_and(|own| *own != Default::default()),
            ),
        ];
        let mut given = policies.iter().filter(|(_, given)| *given).peekable();
        match (&association.role_arn, given.peek()) {
            (None, None) => flaws.add(&path, FlawKind::ServiceAccountWithoutPolicy),
            (Some(_), Some(_)) => given.for_each(|(field, _)| {
                flaws.add(&[&path[..], &[field]].concat(), FlawKind::Conflict { with: "roleARN".to_owned() });
            }),
            _ => {}
        }
    }
}

fn entry(entry: &AccessEntry, path: &[&str], flaws: &mut Flaws) {
    let at = |field: &'static str| [path, &[field]].concat();
    arn(entry.principal_arn.as_deref(), &at("principalARN"), flaws);
    let given = entry.r#type.as_deref().filter(|given| !given.is_empty()).unwrap_or("STANDARD");
    flaws.not_one_of(&at("type"), given, TYPES);
    let conflict = || FlawKind::Conflict { with: "type".to_owned() };
    if given != "STANDARD" && TYPES.contains(&given) {
        let fields = [
            ("kubernetesGroups", !entry.kubernetes_groups.is_empty()),
            ("kubernetesUsername", entry.kubernetes_username.is_some()),
        ];
        for (field, _) in fields.iter().filter(|(_, given)| *given) {
            flaws.add(&at(field), conflict());
        }
    }
    if NODE_TYPES.contains(&given) && !entry.access_policies.is_empty() {
        flaws.add(&at("accessPolicies"), conflict());
    }
    for (index, given) in entry.access_policies.iter().enumerate() {
        policy(given, &[path, &["accessPolicies", &index.to_string()]].concat(), flaws);
    }
}

fn policy(policy: &AccessPolicy, path: &[&str], flaws: &mut Flaws) {
    let at = |fields: &[&'static str]| [path, fields].concat();
    let given = policy.policy_arn.as_deref();
    arn(given, &at(&["policyARN"]), flaws);
    if let Some(given) = given.filter(|given| given.starts_with("arn:") && !given.contains(":cluster-access-policy/")) {
        flaws.add(&at(&["policyARN"]), FlawKind::NotAccessPolicy { given: given.to_owned() });
    }
    let scope = policy.access_scope.clone().unwrap_or_default();
    let Some(given) = scope.r#type.filter(|given| !given.is_empty()) else {
        flaws.add(&at(&["accessScope", "type"]), FlawKind::Missing);
        return;
    };
    flaws.not_one_of(&at(&["accessScope", "type"]), &given, &["cluster", "namespace"]);
    let namespaces = at(&["accessScope", "namespaces"]);
    match given.as_str() {
        "namespace" if scope.namespaces.is_empty() => flaws.add(&namespaces, FlawKind::Missing),
        "cluster" if !scope.namespaces.is_empty() => {
            flaws.add(&namespaces, FlawKind::Conflict { with: "type".to_owned() });
        }
        _ => {}
    }
}

fn arn(given: Option<&str>, path: &[&str], flaws: &mut Flaws) {
    match given {
        None | Some("") => flaws.add(path, FlawKind::Missing),
        Some(given) if !given.starts_with("arn:") => flaws.add(path, FlawKind::NotAnArn { given: given.to_owned() }),
        Some(_) => {}
    }
}
