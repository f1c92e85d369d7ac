//! Which actions CloudFormation calls for the resources of a stack.

use std::collections::{BTreeMap, BTreeSet};

use crate::documents::cloudformation::{Entry, Stack};
use crate::facts::permissions;

/// Services that types of other services call for some properties only, and the words of these properties, in lower case. Without
/// words: never, for a stack of ours.
const CALLED_FOR: [(&str, &[&str]); 20] = [
    ("acm-pca", &["certificateauthority"]),
    ("codedeploy", &["codedeploy"]),
    ("docdb-elastic", &["docdb"]),
    ("elasticfilesystem", &["filesystem"]),
    ("elasticloadbalancing", &["endpointid", "loadbalancer", "targetgroup", "vpcorigin"]),
    ("firehose", &["firehose"]),
    ("kinesis", &["kinesis"]),
    ("kms", &["kms", "encryptionkey"]),
    ("lambda", &["lambda"]),
    ("logs", &["log"]),
    ("managed-fleets", &[]),
    ("redshift", &["redshift"]),
    ("redshift-serverless", &["redshift"]),
    ("route53-recovery-control-config", &["routingcontrol"]),
    ("s3", &["s3"]),
    ("s3files", &["filesystem"]),
    ("s3tables", &["metadatatable", "metadataconfiguration"]),
    ("ssm", &["ssm"]),
    ("sts", &["peerrolearn"]),
    ("vpc-lattice", &["lattice", "trafficsource"]),
];

/// Namespaces of types that are not called as their service is, both without hyphens.
const NAMESPACES: [(&str, &str); 5] = [
    ("apigatewayv2", "apigateway"),
    ("efs", "elasticfilesystem"),
    ("elasticloadbalancingv2", "elasticloadbalancing"),
    ("kinesisfirehose", "firehose"),
    ("route53recoverycontrol", "route53recoverycontrolconfig"),
];

/// Services besides a type's own whose linked roles its creation may make: Application Auto Scaling for tables, log delivery for flow logs.
const LINKING: [&str; 2] = ["application-autoscaling", "logs"];

/// Leave to send the logs of a resource: asked of every service that may be named as their source.
const SEND_LOGS: &str = ":AllowVendedLogDeliveryForResource";

/// Actions on a hosted zone.
const RECORDS: [&str; 3] =
    ["route53:ChangeResourceRecordSets", "route53:GetHostedZone", "route53:ListResourceRecordSets"];

/// Reads the text of a secret; allowed for own secrets only.
const SECRET_VALUE: &str = "secretsmanager:GetSecretValue";

/// The actions of a stack, by how far they can be narrowed.
#[derive(Debug, Default)]
pub(super) struct Calls {
    /// By service: what is allowed on everything.
    pub services: BTreeMap<&'static str, BTreeSet<&'static str>>,
    /// On roles, instance profiles and policies of the stack.
    pub identities: BTreeSet<&'static str>,
    /// On the objects that the stack names.
    pub objects: BTreeSet<&'static str>,
    /// Whether managed policies are attached to roles.
    pub attach: bool,
    /// On the hosted zones that the stack names.
    pub records: BTreeSet<&'static str>,
    /// Whether something of the stack is given a role.
    pub pass_role: bool,
    /// Services whose linked roles may have to be made.
    pub linked_services: BTreeSet<&'static str>,
    reads_secrets: bool,
}

impl Calls {
    /// The actions for the resources of a stack, whose `properties` are given as JSON in the same order.
    pub fn of(stack: &Stack, properties: &[String]) -> Calls {
        let mut calls = Calls::default();
        for (entry, properties) in stack.resources.values().zip(properties) {
            calls.add(entry, properties);
        }
        calls.services.values_mut().for_each(drop_covered);
        calls
    }

    /// The action that reads secrets, if the template resolves one or CloudFormation reads back what it made.
    pub fn secret_value(&self) -> Vec<&'static str> {
        if self.reads_secrets { vec![SECRET_VALUE] } else { Vec::new() }
    }

    fn add(&mut self, entry: &Entry, properties: &str) {
        self.reads_secrets |= properties.contains("{{resolve:secretsmanager:");
        let Some(actions) = permissions::actions(&entry.type_name) else { return };
        let words = properties.to_ascii_lowercase();
        let namespace = entry.type_name.split("::").nth(1).unwrap_or_default().to_ascii_lowercase();
        // The actions are in order, so that those of a service stand together.
        let mut called = ("", false);
        for action in actions.iter().copied() {
            let service = action.split(':').next().unwrap_or_default();
            if service != called.0 {
                called = (service, is_own(service, &namespace) || is_called_for(service, &words));
            }
            if action.ends_with(SEND_LOGS) && !words.contains(&format!(":{service}:")) {
                continue;
            }
            if called.1 {
                self.sort_in(action, service, &namespace, properties);
            }
        }
        // What has to exist for the service as a whole, by the services that the type calls.
        if actions.contains("iam:CreateServiceLinkedRole") {
            let services = actions.iter().filter_map(|action| action.split(':').next());
            let linking = services.filter(|service| {
                is_own(service, &namespace) || LINKING.contains(service) && is_called_for(service, &words)
            });
            self.linked_services.extend(linking);
        }
    }

    fn sort_in(&mut self, action: &'static str, service: &'static str, namespace: &str, properties: &str) {
        match action {
            // Of the types of API Gateway, only what names a role passes one.
            "iam:PassRole" => {
                self.pass_role |= namespace != "apigateway"
                    || ["Credentials", "RoleArn"].iter().any(|word| properties.contains(word));
            }
            "iam:AttachRolePolicy" if namespace == "iam" => self.attach = true,
            "iam:CreateServiceLinkedRole" => {}
            SECRET_VALUE => self.reads_secrets = true,
            _ if RECORDS.contains(&action) => {
                self.records.insert(action);
            }
            _ if namespace == "iam" => {
                let unused = |word: &str, property: &str| action.contains(word) && !properties.contains(property);
                if !unused("User", "\"Users\"") && !unused("Group", "\"Groups\"") {
                    self.identities.insert(action);
                }
            }
            _ if service == "s3" && namespace != "s3" && action.contains(":GetObject") => {
                self.objects.insert(action);
            }
            // What other types list of IAM are reads of roles; a linked role's own policies are its service's business.
            _ if service == "iam" && !action.contains(":Get") && !action.contains(":List") => {}
            _ => {
                self.services.entry(service).or_default().insert(action);
            }
        }
    }
}

/// Whether a service is that of the types of a namespace.
fn is_own(service: &str, namespace: &str) -> bool {
    let known = NAMESPACES.iter().find(|(name, _)| *name == namespace).map_or(namespace, |(_, service)| service);
    service.replace('-', "") == known
}

fn is_called_for(service: &str, properties: &str) -> bool {
    let words = CALLED_FOR.iter().find(|(name, _)| *name == service).map(|(_, words)| words);
    words.is_none_or(|words| words.iter().any(|word| properties.contains(word)))
}

/// Drops what a wildcard in the same set covers.
fn drop_covered(actions: &mut BTreeSet<&'static str>) {
    let wide: Vec<&str> = actions.iter().filter_map(|action| action.strip_suffix('*')).collect();
    let covered =
        |action: &str| wide.iter().any(|prefix| action.starts_with(prefix) && action.strip_suffix('*') != Some(prefix));
    actions.retain(|action| !covered(action));
}
