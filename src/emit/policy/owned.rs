//! What belongs to a stack, as ARNs with wildcards: known before anything exists, by how CloudFormation makes names.

use crate::documents::Unit;
use crate::documents::cloudformation::{Entry, Json, LogicalId, Stack, StackKey};
use crate::facts::regions;
use crate::stacks::Linked;

/// CloudFormation begins the name of a role, a profile or a policy with the stack's name, and cuts that at so many characters when the
/// whole would be too long (experience: what remains of a stack's name in generated role names).
const CUT_STACK_NAME: usize = 24;

/// What a stack may touch besides what it creates under names that nobody knows yet.
#[derive(Debug, Default)]
pub(super) struct Owned {
    /// Roles, instance profiles and managed policies of the stack.
    pub identities: Vec<String>,
    /// Managed policies that it attaches to roles.
    pub attached: Vec<String>,
    /// Roles that it may pass: its own, those of stacks that it reads, those that its template names.
    pub roles: Vec<String>,
    /// The services that trust these roles; empty if some role's trust is not known.
    pub trusted: Vec<String>,
    /// Secrets of the stack and of the stacks that it reads.
    pub secrets: Vec<String>,
    /// Parameters of Systems Manager that the template resolves.
    pub parameters: Vec<String>,
    /// Buckets that it reads code from.
    pub objects: Vec<String>,
    /// Hosted zones whose records it changes.
    pub zones: Vec<String>,
    /// Stacks whose outputs it reads.
    pub read_stacks: Vec<String>,
    partition: &'static str,
    account: String,
}

impl Owned {
    pub fn of(linked: &Linked, stack: &Stack) -> Owned {
        let partition = regions::find(&stack.key.region).map_or("aws", |region| region.partition);
        let account = linked.documents.account.clone().unwrap_or_else(|| "*".to_owned());
        let mut owned = Owned { partition, account, ..Owned::default() };
        let read = read_by(linked, &stack.key);
        // With parameters it is deploy.sh that reads the outputs.
        let resolves = !linked.wires.iter().any(|wire| wire.to == stack.key);
        for from in read.iter().filter(|_| resolves) {
            owned.read_stacks.push(owned.arn("cloudformation", &from.key.region, &format!("stack/{}/*", from.name)));
        }
        let mut trust_known = true;
        for from in std::iter::once(stack).chain(read) {
            for (id, entry) in &from.resources {
                owned.add(stack, from, (id, entry), &mut trust_known);
            }
        }
        for entry in stack.resources.values() {
            owned.add_named(entry, &stack.key.region, &mut trust_known);
            owned.add_attached(entry, stack);
        }
        for parameter in stack.parameters.values().filter(|parameter| parameter.r#type.starts_with("AWS::SSM::")) {
            if let Some(name) = parameter.default.as_ref().and_then(Json::as_str) {
                owned.add_parameter(name, &stack.key.region);
            }
        }
        // A policy is also put on roles, which other stacks may have made.
        if stack
            .resources
            .values()
            .any(|entry| entry.type_name.starts_with("AWS::IAM::") && entry.type_name.ends_with("Policy"))
        {
            owned.identities.extend(owned.roles.iter().cloned());
        }
        if !trust_known {
            owned.trusted.clear();
        }
        let lists =
            [&mut owned.identities, &mut owned.attached, &mut owned.roles, &mut owned.trusted, &mut owned.secrets];
        for list in lists.into_iter().chain([
            &mut owned.objects,
            &mut owned.parameters,
            &mut owned.zones,
            &mut owned.read_stacks,
        ]) {
            list.sort_unstable();
            list.dedup();
        }
        owned
    }

    /// An ARN in the partition and the account.
    pub fn arn(&self, service: &str, region: &str, resource: &str) -> String {
        format!("arn:{}:{service}:{region}:{}:{resource}", self.partition, self.account)
    }

    /// What the resource of a stack is to the stack `reader`.
    fn add(&mut self, reader: &Stack, of: &Stack, (id, entry): (&LogicalId, &Entry), trust_known: &mut bool) {
        let own = reader.key == of.key;
        let kind = match entry.type_name.as_ref() {
            "AWS::IAM::Role" => "role",
            "AWS::IAM::InstanceProfile" => "instance-profile",
            "AWS::IAM::ManagedPolicy" => "policy",
            "AWS::SecretsManager::Secret" => {
                let name = literal(entry, "Name").map_or_else(|| id.as_str().to_owned(), str::to_owned);
                self.secrets.push(self.arn("secretsmanager", &of.key.region, &format!("secret:{name}-*")));
                return;
            }
            _ => return,
        };
        let name =
            ["RoleName", "InstanceProfileName", "ManagedPolicyName"].into_iter().find_map(|key| literal(entry, key));
        let name = name.map_or_else(|| generated(&of.name), str::to_owned);
        let arn = self.arn("iam", "", &format!("{kind}{}{name}", literal(entry, "Path").unwrap_or("/")));
        if kind == "role" {
            self.roles.push(arn.clone());
            let services = trusted(entry);
            *trust_known &= !services.is_empty();
            self.trusted.extend(services);
        }
        if own {
            self.identities.push(arn);
        }
    }

    /// The managed policies of a role, and what attaches itself.
    fn add_attached(&mut self, entry: &Entry, stack: &Stack) {
        let own = self.arn("iam", "", &format!("policy/*{}", generated(&stack.name)));
        let listed = entry.properties.get("ManagedPolicyArns").and_then(Json::as_array);
        for policy in listed.into_iter().flatten() {
            let text = policy.as_str().or_else(|| policy.get("Fn::Sub")?.as_str());
            let arn =
                text.map(|text| text.replace("${AWS::Partition}", self.partition)).filter(|arn| !arn.contains("${"));
            self.attached.push(arn.unwrap_or_else(|| own.clone()));
        }
        if entry.type_name == "AWS::IAM::ManagedPolicy" {
            self.attached.push(own);
        }
    }

    /// A parameter of Systems Manager that CloudFormation reads.
    fn add_parameter(&mut self, name: &str, region: &str) {
        let owner = if name.starts_with("/aws/") { "" } else { self.account.as_str() };
        let path = name.trim_start_matches('/');
        self.parameters.push(format!("arn:{}:ssm:{region}:{owner}:parameter/{path}", self.partition));
    }

    /// What the properties of a resource name themselves.
    fn add_named(&mut self, entry: &Entry, region: &str, trust_known: &mut bool) {
        for text in texts(&entry.properties) {
            if text.starts_with("arn:") && text.contains(":iam::") && text.contains(":role/") {
                self.roles.push(text.to_owned());
                *trust_known = false;
            }
            if let Some(name) = text.split("resolve:ssm:").nth(1) {
                self.add_parameter(name.split(['}', ':']).next().unwrap_or_default(), region);
            }
        }
        for bucket in buckets(&entry.properties) {
            let text = bucket.as_str().or_else(|| bucket.get("Fn::Sub")?.as_str()).unwrap_or("*");
            let name = text.replace("${AWS::AccountId}", &self.account).replace("${AWS::Region}", region);
            let name = if name.contains("${") { "*" } else { &name };
            self.objects.push(format!("arn:{}:s3:::{name}/*", self.partition));
        }
        let validated = entry.properties.get("DomainValidationOptions").and_then(Json::as_array);
        let zones = validated.into_iter().flatten().map(|option| option.get("HostedZoneId"));
        let record = matches!(entry.type_name.as_ref(), "AWS::Route53::RecordSet" | "AWS::Route53::RecordSetGroup");
        // The id of a zone that the stack makes is not known before.
        let made = (entry.type_name == "AWS::Route53::HostedZone").then_some(None);
        for zone in zones.chain(record.then(|| entry.properties.get("HostedZoneId"))).chain(made) {
            let id = zone.and_then(Json::as_str).filter(|zone| !zone.starts_with("{{")).unwrap_or("*");
            self.zones.push(format!("arn:{}:route53:::hostedzone/{id}", self.partition));
        }
    }
}

/// The stacks whose outputs a stack reads.
fn read_by<'l>(linked: &'l Linked, key: &StackKey) -> Vec<&'l Stack> {
    let reads = linked.edges.iter().filter(|edge| !edge.outputs.is_empty() && edge.after == Unit::Stack(key.clone()));
    let before = reads.filter_map(|edge| match &edge.before {
        Unit::Stack(key) => linked.documents.stacks.get(key),
        Unit::Cluster { .. } => None,
    });
    before.collect()
}

fn generated(stack: &str) -> String {
    match stack.get(..CUT_STACK_NAME) {
        Some(cut) if stack.len() > CUT_STACK_NAME => format!("{cut}*"),
        _ => format!("{stack}-*"),
    }
}

fn literal<'e>(entry: &'e Entry, property: &str) -> Option<&'e str> {
    entry.properties.get(property).and_then(Json::as_str)
}

/// The services in a role's trust policy.
fn trusted(role: &Entry) -> Vec<String> {
    let statements = role.properties.pointer("/AssumeRolePolicyDocument/Statement").and_then(Json::as_array);
    let services = statements.into_iter().flatten().filter_map(|statement| statement.pointer("/Principal/Service"));
    services.flat_map(texts).map(str::to_owned).collect()
}

/// What the properties `S3Bucket` and `Bucket` below a value say.
fn buckets(value: &Json) -> Vec<&Json> {
    match value {
        Json::Array(items) => items.iter().flat_map(buckets).collect(),
        Json::Object(map) => {
            let named =
                map.iter().filter(|(key, _)| matches!(key.as_str(), "S3Bucket" | "Bucket")).map(|(_, bucket)| bucket);
            named.chain(map.values().flat_map(buckets)).collect()
        }
        _ => Vec::new(),
    }
}

/// Every text below a value.
fn texts(value: &Json) -> Vec<&str> {
    match value {
        Json::String(text) => vec![text],
        Json::Array(items) => items.iter().flat_map(texts).collect(),
        Json::Object(map) => map.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}
