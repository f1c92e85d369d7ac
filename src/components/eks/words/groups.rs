//! Flaws of node groups: sizes, instance types, labels and taints.

use super::{EKSCTL, Words};
use crate::components::nearest::{UnknownType, unknown_type};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::TABLES_DATE;

const KUBERNETES_LABELS: &str = "Kubernetes, Labels and Selectors: syntax and character set (read 2026-10-20)";

impl Words<'_> {
    pub fn sizes(&self, min: Option<i64>, desired: Option<i64>, max: Option<i64>) -> Diagnostic {
        let (message, other) = match (min, desired, max) {
            (Some(min), _, Some(max)) if min > max => {
                (format!("`minSize` of {min} is over `maxSize` of {max}"), "maxSize")
            }
            (Some(min), Some(desired), _) if desired < min => {
                (format!("`desiredCapacity` of {desired} is below `minSize` of {min}"), "minSize")
            }
            (_, desired, max) => {
                let (desired, max) = (desired.unwrap_or_default(), max.unwrap_or_default());
                (format!("`desiredCapacity` of {desired} is over `maxSize` of {max}"), "maxSize")
            }
        };
        let error = self.value(codes::NODE_GROUP_SIZES, message).label("the sizes contradict each other");
        self.place
            .near(other)
            .map_or(error.clone(), |span| error.also(span, format!("`{other}`")))
            .help("minSize ≤ desiredCapacity ≤ maxSize")
            .fact(format!("eksctl refuses it: {EKSCTL}"))
    }

    /// A size that a known family lacks does not exist; a family that the tables lack may be newer than they are.
    pub fn unknown_instance_type(&self, given: &str) -> Diagnostic {
        let judged = unknown_type(given);
        let words = Words { warning: judged == UnknownType::Younger, ..*self };
        let diagnostic = words
            .value(codes::NODE_INSTANCE_TYPE, format!("there is no instance type `{given}`"))
            .fact(format!("EC2 instance types as of {TABLES_DATE}"));
        match judged {
            UnknownType::Younger => {
                diagnostic.label("not known here").help("check the name, or waive this if it is new")
            }
            UnknownType::Misspelt(near) => words.replaced(diagnostic.label("not an EC2 instance type"), near),
            UnknownType::Size => diagnostic.label("the family has no such size"),
            UnknownType::Nonsense => diagnostic.label("not an EC2 instance type"),
        }
    }

    pub fn not_in_region(&self, given: &str, region: &str) -> Diagnostic {
        self.value(codes::NODE_TYPE_NOT_OFFERED, format!("{region} has no `{given}`"))
            .label(format!("not offered in {region}"))
            .help("take a type that every region of the cluster has, or patch it under `per_region`")
            .fact(format!("EC2 price lists and DescribeInstanceTypeOfferings as of {TABLES_DATE}"))
    }

    pub fn previous_generation(&self, given: &str, instead: Option<&str>) -> Diagnostic {
        let warning = self
            .value(codes::NODE_TYPE_PREVIOUS, format!("`{given}` is a previous generation"))
            .label("newer types cost less for the same work")
            .fact("Amazon EC2, Previous Generation Instances (read 2026-10-20)");
        match instead {
            Some(newer) => self.replaced(warning, newer),
            None => warning.help("take a type of the current generation"),
        }
    }

    pub fn mixed_architectures(&self, first: &str, other: &str) -> Diagnostic {
        self.value(
            codes::NODE_ARCHITECTURES,
            format!("`{other}` and `{first}` have different processor architectures"),
        )
        .label(format!("does not go with `{first}`"))
        .help("make a node group for each architecture")
        .fact("a node group has one image, and an image one architecture: EKS user guide, managed node groups (read 2026-10-20)")
    }

    pub fn spot_with_one_type(&self, given: Option<&str>) -> Diagnostic {
        let types = given.map_or("one instance type".to_owned(), |name| format!("`{name}` alone"));
        self.key(codes::SPOT_WITHOUT_CHOICE, format!("Spot with {types}"))
            .label("one pool: all nodes go when it runs dry")
            .help("name five or more types of like size, or set `instanceSelector: {vCPUs: …, memory: …}`")
            .fact(
                "several pools cut interruptions: EKS user guide, managed node group capacity types (read 2026-10-20)",
            )
    }

    pub fn no_spot_left(&self, base: i64, max: i64) -> Diagnostic {
        self.value(
            codes::SPOT_WITHOUT_CHOICE,
            format!("`onDemandBaseCapacity` of {base} leaves no Spot of {max} nodes"),
        )
        .label("as many as the group ever has")
        .help("lower it below `maxSize`")
        .fact("Spot begins above the base: EC2 Auto Scaling, InstancesDistribution (read 2026-10-20)")
    }

    pub fn efa_over_zones(&self, given: usize) -> Diagnostic {
        self.key(codes::NODE_EFA, format!("EFA over {given} zones or subnets"))
            .label("EFA works within one")
            .help("name one zone under `availabilityZones`")
            .fact(format!("EFA traffic does not leave its subnet: {EKSCTL}"))
    }

    pub fn no_efa(&self, given: &str) -> Diagnostic {
        self.value(codes::NODE_EFA, format!("`{given}` has no EFA"))
            .label("an instance type without EFA")
            .help("take a type with EFA, such as c6in.32xlarge, or leave `efaEnabled` out")
            .fact(format!("DescribeInstanceTypes, EfaSupported, as of {TABLES_DATE}"))
    }

    pub fn too_many_pods(&self, given: i64, most: i64, instance_type: &str) -> Diagnostic {
        self.value(codes::PODS_PER_NODE, format!("{given} pods on `{instance_type}`, which has addresses for {most}"))
            .label("pods over it wait for an address")
            .help(format!("lower it to {most}, or set ENABLE_PREFIX_DELEGATION in the configuration of vpc-cni"))
            .fact("network interfaces × (IPv4 addresses − 1) + 2: amazon-vpc-cni-k8s, eni-max-pods.txt")
    }

    pub fn all_groups_tainted(&self) -> Diagnostic {
        self.value(codes::ALL_GROUPS_TAINTED, "every node group is tainted: CoreDNS has nowhere to run")
            .label("no group takes pods without tolerations")
            .help("add a small group without taints, such as `managedNodeGroups: [{name: system, instanceType: m7g.large}]`")
            .fact("pods without a toleration are not scheduled: Kubernetes, Taints and Tolerations (read 2026-10-20)")
    }

    pub fn taint_effect(&self, given: &str, suggestion: Option<&str>) -> Diagnostic {
        let error = self
            .value(codes::TAINT_EFFECT, format!("a taint has no effect `{given}`"))
            .label("not an effect of Kubernetes")
            .fact(format!("NoSchedule, PreferNoSchedule and NoExecute are the effects: {EKSCTL}"));
        match suggestion {
            Some(effect) if self.place.field == "effect" => self.replaced(error, effect),
            Some(effect) => error.help(format!("write `{effect}`")),
            None => error.help("write NoSchedule, PreferNoSchedule or NoExecute"),
        }
    }

    pub fn bad_key(&self, given: &str) -> Diagnostic {
        self.key(codes::LABEL_SYNTAX, format!("`{given}` is no key of a label or taint"))
            .label("not a qualified name")
            .help("a name of up to 63 letters, digits, `-`, `_` and `.`, with or without `example.com/` before it")
            .fact(KUBERNETES_LABELS)
    }

    pub fn bad_value(&self, given: &str) -> Diagnostic {
        self.value(codes::LABEL_SYNTAX, format!("`{given}` is no value of a label or taint"))
            .label("not a label value")
            .help("up to 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends")
            .fact(KUBERNETES_LABELS)
    }

    pub fn reserved_label(&self, given: &str) -> Diagnostic {
        self.key(codes::RESERVED_LABEL, format!("nodes may not set the label `{given}` on themselves"))
            .label("a prefix of Kubernetes")
            .help("use a prefix of your own, such as `example.com/`")
            .fact(format!("the NodeRestriction admission plugin refuses the node: Kubernetes, Admission Controllers (read 2026-10-20); {EKSCTL}"))
    }
}
