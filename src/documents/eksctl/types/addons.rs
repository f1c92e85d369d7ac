//! What eksctl installs into the cluster: add-ons, Karpenter, GitOps, capabilities.
//!
//! Written by tools/eksctl_types.py.

use super::{AccessPolicy, PodIdentityAssociation, WellKnownPolicies};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// An EKS add-on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Addon {
    /// Name of the add-on.
    pub name: String,
    /// Version of the add-on. Left out: the default for the Kubernetes version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Role of the add-on's service account.
    #[serde(rename = "serviceAccountRoleARN", skip_serializing_if = "Option::is_none")]
    pub service_account_role_arn: Option<String>,
    /// ARNs of IAM policies.
    #[serde(rename = "attachPolicyARNs", default, skip_serializing_if = "Vec::is_empty")]
    pub attach_policy_arns: Vec<String>,
    /// An IAM policy document, inline.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub attach_policy: IndexMap<String, Value>,
    /// ARN of the permissions boundary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permissions_boundary: Option<String>,
    /// Policies of well-known controllers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub well_known_policies: Option<WellKnownPolicies>,
    /// Tags, in AWS.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub tags: IndexMap<String, String>,
    /// What to do about settings changed by hand: `none`, `overwrite`, `preserve`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolve_conflicts: Option<String>,
    /// Service accounts with IAM roles; need the add-on `eks-pod-identity-agent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod_identity_associations: Option<Vec<PodIdentityAssociation>>,
    /// Use the pod identities that EKS recommends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_default_pod_identity_associations: Option<bool>,
    /// Settings of the add-on, as JSON or YAML text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration_values: Option<String>,
    /// Where the add-on is installed; fixed once created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace_config: Option<AddonNamespaceConfig>,
    /// `Addon.publishers` in eksctl's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub publishers: Vec<String>,
    /// `Addon.types` in eksctl's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<String>,
    /// `Addon.owners` in eksctl's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<String>,
}

/// `AddonNamespaceConfig` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AddonNamespaceConfig {
    /// Kubernetes namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
}

/// How eksctl treats add-ons as a whole.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AddonsConfig {
    /// Give add-ons that need permissions their recommended pod identity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_apply_pod_identity_associations: Option<bool>,
    /// Install no networking add-ons on your behalf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disable_default_addons: Option<bool>,
}

/// Karpenter, installed by eksctl.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Karpenter {
    /// Version of Karpenter, 0.20.0 or newer.
    pub version: String,
    /// Make the Kubernetes service account, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create_service_account: Option<bool>,
    /// Instance profile of the nodes, instead of the one eksctl makes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_instance_profile: Option<String>,
    /// Make the queue through which Karpenter learns of Spot interruptions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_spot_interruption_queue: Option<bool>,
}

/// `GitOps` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct GitOps {
    /// `GitOps.flux` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flux: Option<Flux>,
}

/// `Flux` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Flux {
    /// `Flux.gitProvider` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub git_provider: Option<String>,
    /// `Flux.flags` in eksctl's words.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub flags: IndexMap<String, String>,
}

/// `Capability` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Capability {
    /// `Capability.name` in eksctl's words.
    pub name: String,
    /// `Capability.type` in eksctl's words.
    pub r#type: String,
    /// `Capability.roleArn` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_arn: Option<String>,
    /// `Capability.deletePropagationPolicy` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_propagation_policy: Option<String>,
    /// `Capability.configuration` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<CapabilityConfiguration>,
    /// Tags, in AWS.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub tags: IndexMap<String, String>,
    /// EKS access policies, each with its scope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub access_policies: Vec<AccessPolicy>,
    /// ARNs of IAM policies.
    #[serde(rename = "attachPolicyARNs", default, skip_serializing_if = "Vec::is_empty")]
    pub attach_policy_arns: Vec<String>,
    /// An IAM policy document, inline.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub attach_policy: IndexMap<String, Value>,
    /// ARN of the permissions boundary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permissions_boundary: Option<String>,
}

/// `CapabilityConfiguration` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CapabilityConfiguration {
    /// `CapabilityConfiguration.argocd` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub argocd: Option<ArgoCdConfiguration>,
}

/// `ArgoCDConfiguration` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ArgoCdConfiguration {
    /// Kubernetes namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// `ArgoCDConfiguration.networkAccess` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_access: Option<ArgoCdNetworkAccess>,
    /// `ArgoCDConfiguration.rbacRoleMappings` in eksctl's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rbac_role_mappings: Vec<ArgoCdRoleMapping>,
    /// `ArgoCDConfiguration.awsIdc` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aws_idc: Option<ArgoCdAwsIdc>,
}

/// `ArgoCDAWSIDC` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ArgoCdAwsIdc {
    /// `ArgoCDAWSIDC.idcInstanceArn` in eksctl's words.
    pub idc_instance_arn: String,
    /// `ArgoCDAWSIDC.idcRegion` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idc_region: Option<String>,
}

/// `ArgoCDNetworkAccess` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ArgoCdNetworkAccess {
    /// `ArgoCDNetworkAccess.vpceIds` in eksctl's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vpce_ids: Vec<String>,
}

/// `ArgoCDRoleMapping` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ArgoCdRoleMapping {
    /// `ArgoCDRoleMapping.role` in eksctl's words.
    pub role: String,
    /// `ArgoCDRoleMapping.identities` in eksctl's words.
    pub identities: Vec<SsoIdentity>,
}

/// `SSOIdentity` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SsoIdentity {
    /// `SSOIdentity.id` in eksctl's words.
    pub id: String,
    /// `SSOIdentity.type` in eksctl's words.
    pub r#type: String,
}
