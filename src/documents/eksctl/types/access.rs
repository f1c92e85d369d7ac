//! Who may do what: IAM of the cluster, access entries, identity providers.
//!
//! Written by tools/eksctl_types.py.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Roles of the cluster and of its service accounts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClusterIam {
    /// Role of the control plane, instead of the one eksctl makes.
    #[serde(rename = "serviceRoleARN", skip_serializing_if = "Option::is_none")]
    pub service_role_arn: Option<String>,
    /// Permissions boundary of the roles that eksctl makes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_role_permissions_boundary: Option<String>,
    /// Role with which Fargate starts pods.
    #[serde(rename = "fargatePodExecutionRoleARN", skip_serializing_if = "Option::is_none")]
    pub fargate_pod_execution_role_arn: Option<String>,
    /// Permissions boundary of that role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fargate_pod_execution_role_permissions_boundary: Option<String>,
    /// Make the cluster's OpenID Connect provider in IAM.
    #[serde(rename = "withOIDC", skip_serializing_if = "Option::is_none")]
    pub with_oidc: Option<bool>,
    /// Service accounts with IAM roles; need `withOIDC`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub service_accounts: Vec<ClusterIamServiceAccount>,
    /// Service accounts with IAM roles; need the add-on `eks-pod-identity-agent`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pod_identity_associations: Vec<PodIdentityAssociation>,
    /// Let the control plane manage security groups of pods. Default: true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_resource_controller_policy: Option<bool>,
}

/// A Kubernetes service account with an IAM role through OIDC.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClusterIamServiceAccount {
    /// Filled in from the component; tags and annotations of your own may be given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<ClusterIamMeta>,
    /// ARNs of IAM policies.
    #[serde(rename = "attachPolicyARNs", default, skip_serializing_if = "Vec::is_empty")]
    pub attach_policy_arns: Vec<String>,
    /// Policies of well-known controllers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub well_known_policies: Option<WellKnownPolicies>,
    /// An IAM policy document, inline.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub attach_policy: IndexMap<String, Value>,
    /// Role that exists already.
    #[serde(rename = "attachRoleARN", skip_serializing_if = "Option::is_none")]
    pub attach_role_arn: Option<String>,
    /// ARN of the permissions boundary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permissions_boundary: Option<String>,
    /// Filled in by eksctl.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ClusterIamServiceAccountStatus>,
    /// Name of the role, instead of a generated one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_name: Option<String>,
    /// Make the role, not the service account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_only: Option<bool>,
    /// Tags, in AWS.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub tags: IndexMap<String, String>,
    /// `ClusterIAMServiceAccount.subjectPattern` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_pattern: Option<String>,
}

/// `ClusterIAMMeta` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClusterIamMeta {
    /// `ClusterIAMMeta.name` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Kubernetes namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// `ClusterIAMMeta.labels` in eksctl's words.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub labels: IndexMap<String, String>,
    /// Annotations of the service account.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub annotations: IndexMap<String, String>,
}

/// `ClusterIAMServiceAccountStatus` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClusterIamServiceAccountStatus {
    /// ARN of the role.
    #[serde(rename = "roleARN", skip_serializing_if = "Option::is_none")]
    pub role_arn: Option<String>,
    /// `ClusterIAMServiceAccountStatus.stackName` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stack_name: Option<String>,
    /// Tags, in AWS.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub tags: IndexMap<String, String>,
    /// Filled in by eksctl.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<String>,
}

/// An IAM role for a service account through EKS Pod Identity.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PodIdentityAssociation {
    /// Kubernetes namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// Name of the service account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_account_name: Option<String>,
    /// ARN of the role.
    #[serde(rename = "roleARN", skip_serializing_if = "Option::is_none")]
    pub role_arn: Option<String>,
    /// Make the Kubernetes service account, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create_service_account: Option<bool>,
    /// Name of the role, instead of a generated one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_name: Option<String>,
    /// ARN of the permissions boundary.
    #[serde(rename = "permissionsBoundaryARN", skip_serializing_if = "Option::is_none")]
    pub permissions_boundary_arn: Option<String>,
    /// ARNs of IAM policies.
    #[serde(rename = "permissionPolicyARNs", default, skip_serializing_if = "Vec::is_empty")]
    pub permission_policy_arns: Vec<String>,
    /// Name of the inline policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permission_policy_name: Option<String>,
    /// An IAM policy document, inline.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub permission_policy: IndexMap<String, Value>,
    /// Policies of well-known controllers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub well_known_policies: Option<WellKnownPolicies>,
    /// Tags, in AWS.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub tags: IndexMap<String, String>,
    /// Role of another account that the pod ends up with.
    #[serde(rename = "targetRoleARN", skip_serializing_if = "Option::is_none")]
    pub target_role_arn: Option<String>,
    /// Leave out the session tags of EKS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disable_session_tags: Option<bool>,
    /// Narrows the role's permissions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
}

/// `WellKnownPolicies` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct WellKnownPolicies {
    /// Full access to ECR.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_builder: Option<bool>,
    /// Cluster Autoscaler.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_scaler: Option<bool>,
    /// AWS Load Balancer Controller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aws_load_balancer_controller: Option<bool>,
    /// ExternalDNS, for Route 53.
    #[serde(rename = "externalDNS", skip_serializing_if = "Option::is_none")]
    pub external_dns: Option<bool>,
    /// cert-manager, for Route 53.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cert_manager: Option<bool>,
    /// EBS CSI driver.
    #[serde(rename = "ebsCSIController", skip_serializing_if = "Option::is_none")]
    pub ebs_csi_controller: Option<bool>,
    /// EFS CSI driver.
    #[serde(rename = "efsCSIController", skip_serializing_if = "Option::is_none")]
    pub efs_csi_controller: Option<bool>,
}

/// Who may use the Kubernetes API.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AccessConfig {
    /// `API`, `API_AND_CONFIG_MAP` or `CONFIG_MAP`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authentication_mode: Option<String>,
    /// Make whoever creates the cluster its administrator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bootstrap_cluster_creator_admin_permissions: Option<bool>,
    /// IAM principals that may use the cluster.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub access_entries: Vec<AccessEntry>,
}

/// One IAM principal and what it may do in the cluster.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AccessEntry {
    /// ARN of the user or role.
    #[serde(rename = "principalARN", skip_serializing_if = "Option::is_none")]
    pub principal_arn: Option<String>,
    /// `STANDARD`, `EC2_LINUX`, `EC2_WINDOWS` or `FARGATE_LINUX`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    /// Kubernetes groups of the principal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kubernetes_groups: Vec<String>,
    /// Kubernetes user name of the principal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kubernetes_username: Option<String>,
    /// EKS access policies, each with its scope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub access_policies: Vec<AccessPolicy>,
}

/// `AccessPolicy` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AccessPolicy {
    /// ARN of the access policy.
    #[serde(rename = "policyARN", skip_serializing_if = "Option::is_none")]
    pub policy_arn: Option<String>,
    /// Whole cluster, or some namespaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_scope: Option<AccessScope>,
}

/// `AccessScope` in eksctl's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AccessScope {
    /// `cluster` or `namespace`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    /// Namespaces of the scope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub namespaces: Vec<String>,
}

/// An entry of the aws-auth ConfigMap, the older way of granting access.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct IamIdentityMapping {
    /// `IAMIdentityMapping.arn` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    /// `IAMIdentityMapping.username` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// `IAMIdentityMapping.groups` in eksctl's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// `IAMIdentityMapping.account` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// `IAMIdentityMapping.serviceName` in eksctl's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_name: Option<String>,
    /// Kubernetes namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// `IAMIdentityMapping.noDuplicateARNs` in eksctl's words.
    #[serde(rename = "noDuplicateARNs", skip_serializing_if = "Option::is_none")]
    pub no_duplicate_arns: Option<bool>,
}

/// An OpenID Connect provider whose users may use the cluster.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct IdentityProvider {
    /// `oidc`.
    pub r#type: String,
    /// `IdentityProvider.name` in eksctl's words.
    pub name: String,
    /// URL of the issuer.
    #[serde(rename = "issuerURL")]
    pub issuer_url: String,
    /// Client id at the provider.
    #[serde(rename = "clientID")]
    pub client_id: String,
    /// Claim that names the groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups_claim: Option<String>,
    /// Put before group names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups_prefix: Option<String>,
    /// Claims a token must have.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub required_claims: IndexMap<String, String>,
    /// Tags, in AWS.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub tags: IndexMap<String, String>,
    /// Claim that names the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username_claim: Option<String>,
    /// Put before user names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username_prefix: Option<String>,
}
