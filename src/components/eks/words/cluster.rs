//! Flaws of the cluster itself.

use super::{EKSCTL, EKSCTL_FILE, Words, listed};
use crate::diagnostics::{self as codes, Diagnostic, did_you_mean};

const CALENDAR: &str = "Amazon EKS Kubernetes release calendar, endoflife.date a70eca337 of 2026-08-22";

impl Words<'_> {
    pub fn unknown_version(&self, given: &str, newest: &str) -> Diagnostic {
        let error = self
            .value(codes::KUBERNETES_VERSION, format!("there is no Kubernetes version `{given}` in EKS"))
            .label("no version of EKS");
        // YAML reads 1.30 without quotes as the number 1.3.
        let meant = format!("{given}0");
        match crate::facts::eks::version(&meant) {
            Some(_) if given.len() == 3 => self.replaced(error, &format!("\"{meant}\"")),
            _ => self.replaced(error, &format!("\"{newest}\"")),
        }
        .fact(format!("{newest} is the newest that eksctl creates: {EKSCTL}"))
    }

    pub fn version_too_new(&self, given: &str, newest: &str) -> Diagnostic {
        let error = self
            .value(codes::KUBERNETES_VERSION, format!("eksctl does not create clusters of Kubernetes {given}"))
            .label(format!("eksctl knows versions up to {newest}"));
        self.replaced(error, &format!("\"{newest}\"")).fact(format!("EKS has {given}, eksctl not yet: {EKSCTL}"))
    }

    pub fn unsupported_version(&self, given: &str, ended: &str, newest: &str) -> Diagnostic {
        let message = match ended.is_empty() {
            true => format!("EKS ended its support of Kubernetes {given} long ago"),
            false => format!("EKS ended its support of Kubernetes {given} on {ended}"),
        };
        let error = self.value(codes::KUBERNETES_VERSION, message).label("EKS creates no such clusters");
        self.replaced(error, &format!("\"{newest}\"")).fact(CALENDAR)
    }

    pub fn extended_support(&self, given: &str, ended: &str, ends: Option<&str>, newest: &str) -> Diagnostic {
        let warning = self
            .value(codes::EXTENDED_SUPPORT, format!("standard support of Kubernetes {given} ended on {ended}"))
            .label(ends.map_or("extended support".to_owned(), |ends| format!("extended support, until {ends}")));
        self.replaced(warning, &format!("\"{newest}\""))
            .fact(format!("extended support costs $0.60 instead of $0.10 an hour for each cluster (Amazon EKS pricing, read 2026-10-20); {CALENDAR}"))
    }

    pub fn bad_name(&self, given: &str) -> Diagnostic {
        let error = self
            .value(codes::CLUSTER_NAME, format!("`{given}` is no name for a node group"))
            .label(if given.len() > 63 {
                "over 63 characters"
            } else {
                "not a letter with letters, digits and hyphens behind it"
            })
            .fact(format!(
                "letters, digits and hyphens, a letter first: {EKSCTL}; at most 63 characters: EKS API, CreateNodegroup"
            ));
        let kept: String = given.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let kept = kept.trim_matches('-');
        match kept.starts_with(|c: char| c.is_ascii_alphabetic()) && kept.len() <= 63 {
            true => self.replaced(error, kept),
            false => error,
        }
    }

    pub fn reserved_fargate_name(&self, given: &str) -> Diagnostic {
        let error = self
            .value(codes::CLUSTER_NAME, format!("`{given}` begins with `eks-`, which belongs to AWS"))
            .label("a Fargate profile needs another name")
            .fact(format!("EKS keeps the prefix for itself: {EKSCTL}"));
        match given.strip_prefix("eks-") {
            Some(rest) if !rest.is_empty() => self.replaced(error, rest),
            _ => error,
        }
    }

    pub fn too_few_zones(&self, given: usize, least: usize) -> Diagnostic {
        self.key(codes::CLUSTER_ZONES, format!("{given} availability zone for a cluster, where {least} are needed"))
            .label(format!("{given} of {least}"))
            .help("name another zone, or leave it out: eksctl takes three")
            .fact(format!("a control plane spans at least two zones: {EKSCTL}"))
    }

    pub fn zone_outside_region(&self, given: &str, region: &str) -> Diagnostic {
        self.value(codes::CLUSTER_ZONES, format!("zone `{given}` is not in {region}"))
            .label(format!("not a zone of {region}"))
            .help("zones differ by region: patch them under `per_region`, or leave them out")
            .fact(format!("a cluster lives in one region: {EKSCTL}"))
    }

    pub fn no_endpoint(&self) -> Diagnostic {
        self.key(codes::CLUSTER_ACCESS, "nothing can reach the Kubernetes API: neither public nor private access")
            .label("both are off")
            .help("set `publicAccess` or `privateAccess` to true")
            .fact(format!("eksctl refuses a cluster without any endpoint: {EKSCTL}"))
    }

    pub fn public_nodes(&self, why: &str) -> Diagnostic {
        self.value(codes::CLUSTER_ACCESS, format!("nodes with public addresses, though {why}"))
            .label("`privateNetworking` is not true")
            .help("set `privateNetworking: true`")
            .fact(format!("nodes take public subnets unless told otherwise: {EKSCTL}"))
    }

    pub fn unknown_subnet(&self, given: &str, known: &[String]) -> Diagnostic {
        let names = || known.iter().map(String::as_str);
        let error = self
            .value(codes::CLUSTER_SUBNET, format!("the cluster has no subnet `{given}`"))
            .label("neither a subnet id nor an alias of `vpc.subnets`")
            .fact(format!("node groups name subnets by id or by their alias in `vpc.subnets`: {EKSCTL}"));
        match did_you_mean(given, names()) {
            Some(near) => self.replaced(error, near),
            None => error.help(format!("the aliases are {}", listed(names()))),
        }
    }

    /// Add-ons of the marketplace have names of their own, with an underscore after the vendor: of these only a slip is worth a word.
    pub fn unknown_addon(&self, given: &str, known: &[String]) -> Option<Diagnostic> {
        let fact = "EKS user guide, AWS add-ons and community add-ons (read 2026-10-20); Create an Amazon EKS add-on (read 2026-11-22)";
        let warning = |message: String| self.value(codes::CLUSTER_ADDON, message).fact(fact);
        let Some(near) = did_you_mean(given, known.iter().map(String::as_str)) else {
            let unknown = warning(format!("add-on `{given}` is not known"))
                .label("neither of AWS nor of the community")
                .help("those of the marketplace are called vendor_name; `aws eks describe-addon-versions` lists all");
            return Some(unknown).filter(|_| !given.contains('_'));
        };
        let warning = warning(format!("add-on `{given}` is not known; there is `{near}`")).label("perhaps a slip");
        Some(self.replaced(warning, near))
    }

    pub fn core_addons_missing(&self, names: &[String]) -> Diagnostic {
        let names = listed(names.iter().map(String::as_str));
        self.value(codes::CLUSTER_ADDON, format!("default add-ons are off, and {names} not listed"))
            .label("pods get no network or name without them")
            .help(format!("list {names} under `addons`, unless you install them yourself"))
            .fact(format!("`disableDefaultAddons` leaves out vpc-cni, coredns and kube-proxy: {EKSCTL}"))
    }

    pub fn service_account_without_policy(&self) -> Diagnostic {
        self.value(codes::CLUSTER_REQUIRES, "a service account without any policy or role")
            .label("may do nothing at AWS")
            .help(match self.place.field.as_str() {
                "serviceAccounts" => "set `attachPolicyARNs`, `attachPolicy`, `wellKnownPolicies` or `attachRoleARN`",
                _ => "set `roleARN`, `permissionPolicyARNs`, `permissionPolicy` or `wellKnownPolicies`",
            })
            .fact(format!("eksctl refuses service accounts without permissions: {}", self.source()))
    }

    pub fn pod_identity_agent_missing(&self) -> Diagnostic {
        self.key(codes::CLUSTER_REQUIRES, "pod identity associations without the add-on `eks-pod-identity-agent`")
            .label("needs the agent")
            .help("add `{name: eks-pod-identity-agent}` to `addons`")
            .fact(format!("the agent hands the credentials to the pods: {EKSCTL_FILE}"))
    }

    pub fn auto_mode_disabled(&self) -> Diagnostic {
        let field = &self.place.field;
        self.key(codes::CLUSTER_REQUIRES, format!("`{field}` of Auto Mode, which is not enabled"))
            .label("does nothing")
            .help("set `enabled: true` under `autoModeConfig`, or leave it out")
            .fact(format!("eksctl refuses settings of Auto Mode while it is off: {EKSCTL}"))
    }

    pub fn bad_version(&self, given: &str) -> Diagnostic {
        let field = &self.place.field;
        self.value(codes::COMPONENT_VERSION, format!("`{given}` is no version"))
            .label(if field == "version" {
                "such as 1.2.3; of a launch template a number from 1"
            } else {
                "such as 1.2.3"
            })
            .fact(format!("eksctl refuses it: {EKSCTL}"))
    }

    pub fn version_too_old(&self, given: &str, least: &str) -> Diagnostic {
        self.value(codes::COMPONENT_VERSION, format!("Karpenter {given} is older than {least}"))
            .label(format!("eksctl installs {least} and later"))
            .help("name a current version: github.com/aws/karpenter-provider-aws/releases")
            .fact(format!("eksctl refuses it: {EKSCTL}"))
    }

    pub fn groups_with_auto_mode(&self) -> Diagnostic {
        let list = &self.place.field;
        let error = self
            .key(codes::CLUSTER_CONFLICT, format!("`{list}` in a cluster that begins with Auto Mode"))
            .label("eksctl makes no node groups together with such a cluster");
        let error = self
            .place
            .near("autoModeConfig")
            .map_or(error.clone(), |span| error.also(span, "which starts the nodes itself"));
        error
            .help(format!("leave `{list}` out, and let Auto Mode start the nodes; or leave `autoModeConfig` out"))
            .fact(format!("\"creation of managed or self-managed nodegroups is not supported during cluster creation when Auto Mode is enabled\": {EKSCTL_FILE}"))
    }

    pub fn addon_of_auto_mode(&self, given: &str) -> Diagnostic {
        let error = self
            .value(codes::CLUSTER_CONFLICT, format!("the add-on `{given}` in a cluster that begins with Auto Mode"))
            .label("eksctl does not make it together with such a cluster");
        let error = self.place.near("autoModeConfig").map_or(error.clone(), |span| error.also(span, "has it built in"));
        error.help("leave the add-on out").fact(format!(
            "\"core networking addons are not required on a cluster using Auto Mode\", unless there are Fargate profiles or hybrid nodes: {EKSCTL_FILE}"
        ))
    }

    pub fn karpenter_with_auto_mode(&self) -> Diagnostic {
        let warning = self
            .key(codes::TWO_AUTOSCALERS, "Karpenter beside Auto Mode: both start nodes for the same pods")
            .label("a second one that starts nodes");
        let warning = self.place.near("autoModeConfig").map_or(warning.clone(), |span| warning.also(span, "the first"));
        self.removed(warning).fact("Auto Mode runs Karpenter itself: EKS user guide, EKS Auto Mode (read 2026-10-20)")
    }
}
