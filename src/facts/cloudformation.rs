//! CloudFormation itself: quotas, rules of names, and what it takes where.

use super::shapes;

/// Most resources of a stack. Source: user guide, "Understand CloudFormation quotas"; cfn-lint 1.58.0, LIMITS.
pub const MAX_RESOURCES: usize = 500;
/// Most outputs of a stack. Source: as above.
pub const MAX_OUTPUTS: usize = 200;
/// Most parameters of a stack. Source: as above.
pub const MAX_PARAMETERS: usize = 200;
/// Most bytes of a template in a bucket (`TemplateURL`). Source: as above; botocore 1.44.5.
pub const MAX_TEMPLATE_BYTES: usize = 1_000_000;
/// Most bytes of a template in a request (`TemplateBody`). Source: botocore 1.44.5, `CreateStack`.
pub const MAX_INLINE_BYTES: usize = 51_200;
/// Most characters of a logical id. Source: cfn-lint 1.58.0, LIMITS.
pub const MAX_LOGICAL_ID: usize = 255;
/// Most characters of a stack's name. Source: botocore 1.44.5, `StackName`.
pub const MAX_STACK_NAME: usize = 128;
/// Most alarms that are watched during an update. Source: API reference, RollbackConfiguration (read 2026-11-22).
pub const MAX_ROLLBACK_TRIGGERS: usize = 5;
/// Most minutes for which they are watched after it. Source: as above.
pub const MAX_MONITORING_MINUTES: u32 = 180;

/// Types that take the policy `Snapshot` for deletion and replacement. Source: user guide, "DeletionPolicy attribute".
const SNAPSHOT_TYPES: [&str; 8] = [
    "AWS::DocDB::DBCluster",
    "AWS::EC2::Volume",
    "AWS::ElastiCache::CacheCluster",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::Neptune::DBCluster",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::Redshift::Cluster",
];

/// True if the type takes the policy `Snapshot` for deletion and replacement.
pub fn takes_snapshot(resource_type: &str) -> bool {
    SNAPSHOT_TYPES.contains(&resource_type)
}

/// The properties that take a secure string of Parameter Store. Source: user guide, "Get a secure string value from Systems Manager
/// Parameter Store"; cfn-lint 1.58.0, E1027.
const SECURE_STRINGS: [(&str, &str); 11] = [
    ("AWS::DirectoryService::MicrosoftAD", "Password"),
    ("AWS::DirectoryService::SimpleAD", "Password"),
    ("AWS::ElastiCache::ReplicationGroup", "AuthToken"),
    ("AWS::IAM::User", "LoginProfile/Password"),
    ("AWS::KinesisFirehose::DeliveryStream", "RedshiftDestinationConfiguration/Password"),
    ("AWS::OpsWorks::App", "AppSource/Password"),
    ("AWS::OpsWorks::Stack", "CustomCookbooksSource/Password"),
    ("AWS::OpsWorks::Stack", "RdsDbInstances/DbPassword"),
    ("AWS::RDS::DBCluster", "MasterUserPassword"),
    ("AWS::RDS::DBInstance", "MasterUserPassword"),
    ("AWS::Redshift::Cluster", "MasterUserPassword"),
];

/// True if the property, as a path with `/`, takes a dynamic reference to a secure string.
pub fn takes_secure_string(resource_type: &str, property: &str) -> bool {
    SECURE_STRINGS.contains(&(resource_type, property))
}

/// Stateful types that CloudFormation does not delete while they hold something, or whose contents are gone within days anyway, so that
/// nothing is lost by leaving out the policies. Sources: user guide, "DeletionPolicy attribute" (S3); API references of the others.
const NOT_DELETED_FULL: [&str; 6] = [
    "AWS::Backup::BackupVault",
    "AWS::CloudFormation::Stack",
    "AWS::ECR::Repository",
    "AWS::Route53::HostedZone",
    "AWS::S3::Bucket",
    "AWS::SQS::Queue",
];

/// The policies that a resource of the type needs lest its data go: none where nothing is lost without them.
pub fn keeping_policies(resource_type: &str) -> &'static [&'static str] {
    // The default for databases of RDS is a snapshot, for replacement it is not.
    match resource_type {
        "AWS::RDS::DBCluster" => &["UpdateReplacePolicy"],
        _ if NOT_DELETED_FULL.contains(&resource_type) || !shapes::is_stateful(resource_type) => &[],
        _ => &["DeletionPolicy", "UpdateReplacePolicy"],
    }
}

/// Types of IAM that a stack may make only with a capability, each with the property that gives it a name of one's own. Source: API
/// reference, CreateStack, `Capabilities`.
const IAM_TYPES: [(&str, Option<&str>); 8] = [
    ("AWS::IAM::AccessKey", None),
    ("AWS::IAM::Group", Some("GroupName")),
    ("AWS::IAM::InstanceProfile", Some("InstanceProfileName")),
    ("AWS::IAM::ManagedPolicy", Some("ManagedPolicyName")),
    ("AWS::IAM::Policy", None),
    ("AWS::IAM::Role", Some("RoleName")),
    ("AWS::IAM::User", Some("UserName")),
    ("AWS::IAM::UserToGroupAddition", None),
];

/// The capability that a stack must be given to make a resource of a type with these properties.
pub fn capability<'p>(resource_type: &str, mut properties: impl Iterator<Item = &'p str>) -> Option<&'static str> {
    let (_, name) = IAM_TYPES.iter().find(|(iam_type, _)| *iam_type == resource_type)?;
    let named = name.is_some_and(|name| properties.any(|property| property == name));
    Some(if named { "CAPABILITY_NAMED_IAM" } else { "CAPABILITY_IAM" })
}

/// True for letters and digits only, 1 to 255 of them: a logical id of a resource, a parameter or an output.
pub fn is_logical_id(text: &str) -> bool {
    (1..=MAX_LOGICAL_ID).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// True for a stack's name: a letter, then letters, digits and hyphens, at most 128 characters.
pub fn is_stack_name(text: &str) -> bool {
    text.len() <= MAX_STACK_NAME
        && text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_a_snapshot_is_stateful() {
        for known in shapes::types().filter(|name| takes_snapshot(name)) {
            assert!(shapes::is_stateful(known), "{known}");
        }
        assert!(takes_snapshot("AWS::RDS::DBCluster") && !takes_snapshot("AWS::S3::Bucket"));
    }

    #[test]
    fn only_iam_needs_a_capability_and_only_names_the_greater() {
        assert_eq!(
            capability("AWS::IAM::Role", ["AssumeRolePolicyDocument", "Policies"].into_iter()),
            Some("CAPABILITY_IAM")
        );
        assert_eq!(capability("AWS::IAM::Role", ["RoleName"].into_iter()), Some("CAPABILITY_NAMED_IAM"));
        assert_eq!(capability("AWS::IAM::Policy", ["PolicyName"].into_iter()), Some("CAPABILITY_IAM"));
        assert_eq!(capability("AWS::S3::Bucket", ["BucketName"].into_iter()), None);
    }

    #[test]
    fn names_are_held_to_their_rules() {
        assert!(is_logical_id("SessionsReplicationGroup2"));
        for wrong in ["", "a-b", "a_b", "é", &"a".repeat(256)] {
            assert!(!is_logical_id(wrong), "{wrong}");
        }
        assert!(is_stack_name("global-game-prod-data"));
        for wrong in ["", "1a", "a_b", "-a", &"a".repeat(129)] {
            assert!(!is_stack_name(wrong), "{wrong}");
        }
    }
}
