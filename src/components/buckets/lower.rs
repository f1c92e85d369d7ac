//! The bucket and its policy.

use crate::blueprint::vocabulary::Duration;
use crate::blueprint::{Bucket, CorsRule, LifecycleRule, StorageClass};
use crate::components::cdn;
use crate::documents::cloudformation::resources::s3::{
    self, AbortIncompleteMultipartUpload, BucketEncryption, BucketPolicy, CorsConfiguration, LifecycleConfiguration,
    NoncurrentVersionExpiration, OwnershipControls, OwnershipControlsRule, PublicAccessBlockConfiguration, Rule,
    ServerSideEncryptionByDefault, ServerSideEncryptionRule, Transition, VersioningConfiguration,
};
use crate::documents::cloudformation::{LogicalId, Tag, Value, get_att, reference, some, sub, tag};
use crate::documents::iam::{PolicyDocument, Principal, Statement};
use crate::documents::{Documents, Topic};
use crate::system::{Instance, System};

/// Days after which the parts of an upload that nobody finished go: they cost like objects and show in no listing.
const INCOMPLETE_UPLOAD_DAYS: i64 = 7;

/// Adds every bucket.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    for (bucket, key) in super::instances(system) {
        let id = bucket.id().then("Bucket");
        let stack = documents.stack(key.kind, &key.region);
        let own_key = super::key(&bucket, &key.region);
        let resource = s3::Bucket {
            bucket_encryption: Some(encryption(own_key.clone())),
            versioning_configuration: bucket.model.versioning.then(|| VersioningConfiguration::new("Enabled")),
            lifecycle_configuration: Some(lifecycle(&bucket)),
            cors_configuration: cors(&bucket),
            ..private_bucket(bucket.tags().into_iter().map(|(key, value)| tag(key, value)).collect())
        };
        stack.add(&id, resource).comment(bucket.path()).retain();
        let readers = cdn::of_bucket(system, bucket.name).into_iter().flat_map(|cdn| {
            let lists = cdn::learns_what_is_missing(system, cdn, bucket.name).then(|| list_by(&id, cdn));
            std::iter::once(read_by(&id, cdn)).chain(lists)
        });
        let policy = PolicyDocument::new(std::iter::once(tls_only(&id)).chain(readers));
        stack.add(id.then("Policy"), BucketPolicy::new(reference(&id), policy));
        stack.output(id.then("Name"), format!("Name of the bucket {}", bucket.name), reference(&id));
        stack.offer(id.then("Arn"), format!("ARN of the bucket {}", bucket.name), get_att(&id, "Arn"));
        if let Some(own_key) = own_key {
            stack.offer(id.then("Key"), format!("ARN of the key of the bucket {}", bucket.name), own_key);
            for cdn in cdn::of_bucket(system, bucket.name) {
                documents.note(Topic::Before, let_distribution_in(&bucket, cdn));
            }
        }
    }
}

/// A bucket that is encrypted, that no policy and no list can open to the world, and whose owner owns all its objects.
pub fn private_bucket(tags: Vec<Tag>) -> s3::Bucket {
    s3::Bucket {
        bucket_encryption: Some(encryption(None)),
        public_access_block_configuration: Some(PublicAccessBlockConfiguration {
            block_public_acls: some(true),
            block_public_policy: some(true),
            ignore_public_acls: some(true),
            restrict_public_buckets: some(true),
        }),
        ownership_controls: Some(OwnershipControls::new(vec![OwnershipControlsRule {
            object_ownership: some("BucketOwnerEnforced"),
        }])),
        tags,
        ..s3::Bucket::default()
    }
}

/// With keys of S3, or with the customer's own: then S3 asks KMS for a key for the bucket, not for each object.
fn encryption(own_key: Option<Value<String>>) -> BucketEncryption {
    let own = own_key.is_some();
    let by_default = ServerSideEncryptionByDefault {
        kms_master_key_id: own_key,
        ..ServerSideEncryptionByDefault::new(if own { "aws:kms" } else { "AES256" })
    };
    BucketEncryption::new(vec![ServerSideEncryptionRule {
        server_side_encryption_by_default: Some(by_default),
        bucket_key_enabled: own.then(|| true.into()),
    }])
}

/// A distribution has no role, so that only the key's own policy can let it decrypt; and the key is not ours.
fn let_distribution_in(bucket: &Instance<'_, Bucket>, cdn: &str) -> String {
    let key = bucket.model.kms_key.as_ref().map_or("", |key| key.written.as_str());
    format!(
        "Let {cdn} decrypt what it serves from {0}, or it answers 403: the policy of the key {key} must allow `kms:Decrypt` to the service \
         `cloudfront.amazonaws.com` where `AWS:SourceArn` is the ARN of the distribution, `arn:aws:cloudfront::ACCOUNT:distribution/ID`; \
         before there is one, `StringLike` with `distribution/*` and `AWS:SourceAccount`.",
        bucket.name
    )
}

/// Refuses every request over plain HTTP.
pub fn tls_only(bucket: &LogicalId) -> Statement {
    Statement::deny(["s3:*"], [get_att(bucket, "Arn"), sub(format!("${{{bucket}.Arn}}/*"))])
        .named("TlsOnly")
        .by(Principal::Any)
        .when("Bool", "aws:SecureTransport", "false")
}

/// One distribution may read objects.
fn read_by(bucket: &LogicalId, cdn: &str) -> Statement {
    Statement::allow(["s3:GetObject"], [sub(format!("${{{bucket}.Arn}}/*"))])
        .named(LogicalId::new(cdn).then("Reads").as_str())
        .by(Principal::service("cloudfront.amazonaws.com"))
        .when("StringEquals", "AWS:SourceArn", cdn::distribution_arn(cdn))
}

/// Who may list objects is told that one is not there, by 404; others get 403 for what is missing, as for what is forbidden.
fn list_by(bucket: &LogicalId, cdn: &str) -> Statement {
    Statement::allow(["s3:ListBucket"], [get_att(bucket, "Arn")])
        .named(LogicalId::new(cdn).then("LearnsWhatIsMissing").as_str())
        .by(Principal::service("cloudfront.amazonaws.com"))
        .when("StringEquals", "AWS:SourceArn", cdn::distribution_arn(cdn))
}

/// Seconds for which browsers remember a rule that does not say.
const USUAL_MAX_AGE_S: u64 = 3_600;

fn cors(bucket: &Instance<'_, Bucket>) -> Option<CorsConfiguration> {
    let texts = |names: &[String]| names.iter().map(Into::into).collect();
    let rule = |(name, rule): (&String, &CorsRule)| s3::CorsRule {
        id: some(name),
        allowed_headers: texts(&rule.headers),
        exposed_headers: texts(&rule.expose),
        max_age: some(rule.max_age.map_or(USUAL_MAX_AGE_S, |age| age.seconds)),
        ..s3::CorsRule::new(texts(&rule.origins), rule.methods.iter().map(|method| method.name().into()).collect())
    };
    let rules: Vec<s3::CorsRule> = bucket.model.cors.iter().map(rule).collect();
    (!rules.is_empty()).then(|| CorsConfiguration::new(rules))
}

fn lifecycle(bucket: &Instance<'_, Bucket>) -> LifecycleConfiguration {
    let own = bucket.model.lifecycle.iter().map(|(name, rule)| lifecycle_rule(name, rule));
    LifecycleConfiguration::new(own.chain([incomplete_uploads()]).collect())
}

fn lifecycle_rule(name: &str, rule: &LifecycleRule) -> Rule {
    let days = |age: Duration| age.seconds / 86_400;
    let transition = |(class, age): (&StorageClass, &Duration)| Transition {
        transition_in_days: some(days(*age)),
        ..Transition::new(class.name())
    };
    Rule {
        id: some(name),
        prefix: rule.prefix.as_ref().map(Into::into),
        expiration_in_days: rule.expire.map(|age| days(age).into()),
        noncurrent_version_expiration: rule.expire_old_versions.map(|age| NoncurrentVersionExpiration::new(days(age))),
        transitions: rule.transitions.iter().map(transition).collect(),
        ..Rule::new("Enabled")
    }
}

fn incomplete_uploads() -> Rule {
    Rule {
        id: some("incomplete-uploads"),
        abort_incomplete_multipart_upload: Some(AbortIncompleteMultipartUpload::new(INCOMPLETE_UPLOAD_DAYS)),
        ..Rule::new("Enabled")
    }
}
