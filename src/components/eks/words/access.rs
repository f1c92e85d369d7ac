//! Flaws of who may use the cluster, and of what starts its nodes.

use super::{EKSCTL, Words};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::TABLES_DATE;

impl Words<'_> {
    pub fn not_an_arn(&self, given: &str) -> Diagnostic {
        let field = &self.place.field;
        self.value(codes::ACCESS_ENTRY, format!("`{field}` is `{given}`, which is no ARN"))
            .label("not `arn:…`")
            .help(match field.as_str() {
                "principalARN" => "write the ARN of a role or user: arn:aws:iam::111122223333:role/platform",
                _ => "write the ARN of an access policy: arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
            })
            .fact(format!("eksctl refuses it: {EKSCTL}"))
    }

    pub fn not_access_policy(&self, given: &str) -> Diagnostic {
        self.value(codes::ACCESS_ENTRY, format!("`{given}` is no access policy of EKS"))
            .label("a policy of IAM says nothing inside a cluster")
            .help("write arn:aws:eks::aws:cluster-access-policy/ and AmazonEKSClusterAdminPolicy, AmazonEKSAdminPolicy, AmazonEKSEditPolicy or AmazonEKSViewPolicy")
            .fact("access entries take access policies of EKS, not IAM policies: EKS user guide, Associate access policies with access entries (read 2026-11-22)")
    }

    pub fn autoscaler_beside(&self, other: &str) -> Diagnostic {
        let warning = self
            .key(
                codes::TWO_AUTOSCALERS,
                format!("permissions of Cluster Autoscaler beside `{other}`: both start nodes for the same pods"),
            )
            .label("a second one that starts nodes");
        let warning = self.place.near(other).map_or(warning.clone(), |span| warning.also(span, "the first"));
        self.removed(warning)
            .fact("Auto Mode runs Karpenter, which does the work of Cluster Autoscaler: EKS user guide, EKS Auto Mode (read 2026-10-20)")
    }

    pub fn proxy_too_new(&self, given: &str, version: &str) -> Diagnostic {
        let warning = self
            .value(codes::CLUSTER_ADDON, format!("kube-proxy {given} is newer than the cluster's Kubernetes {version}"))
            .label(format!("at most {version}"));
        self.removed(warning)
            .fact("kube-proxy must not be newer than kube-apiserver: Kubernetes, Version Skew Policy (read 2026-11-22); without `version` EKS takes the one of the cluster")
    }

    pub fn placement_over_zones(&self, given: usize) -> Diagnostic {
        self.key(codes::NODE_PLACEMENT, format!("a placement group over {given} zones or subnets"))
            .label("a cluster placement group is in one zone")
            .help("name one zone under `availabilityZones`, unless the group is a spread or partition group")
            .fact("several zones and a cluster placement group exclude each other: EC2 Auto Scaling API, CreateAutoScalingGroup, PlacementGroup (read 2026-11-22)")
    }

    pub fn burstable_in_placement(&self, given: &str) -> Diagnostic {
        self.value(codes::NODE_PLACEMENT, format!("`{given}` in a placement group"))
            .label("a burstable type, which no cluster placement group takes")
            .help("take a type of the C, M or R families, unless the group is a spread or partition group")
            .fact(format!("DescribeInstanceTypes, SupportedStrategies, as of {TABLES_DATE}"))
    }
}
