//! What it takes to use a bucket.

use super::{bucket_arn, bucket_name};
use crate::blueprint::Access;
use crate::components::uses::{Binding, Target, Use};
use crate::components::{cdn, existing};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::{Value, join, text};
use crate::documents::iam::Statement;

/// Buckets are read and written. Users find the bucket of their region; one that a distribution serves is the same for all.
pub const TARGET: Target = Target {
    noun: "a bucket",
    accesses: &[Access::Read, Access::Write, Access::ReadWrite],
    from_anywhere: false,
    check,
    bind,
};

fn bind(usage: &Use<'_>) -> Binding {
    let (system, region) = (usage.system, usage.region.code);
    let arn: Value<String> = bucket_arn(system, usage.target, region).into();
    let inside = join("", [arn.clone(), text("/*")]);
    // The gateway endpoint of a VPC leads to the buckets of its own region.
    let far = cdn::serves(system, usage.target) && region != cdn::REGION;
    Binding {
        statements: objects(usage.access, arn, inside).into_iter().chain(use_key(usage, far)).collect(),
        environment: [(usage.variable("BUCKET"), bucket_name(system, usage.target, region).into())]
            .into_iter()
            .collect(),
        services: vec![if far { "s3 in us-east-1" } else { "s3" }],
        ..Binding::default()
    }
}

/// The rights to what is `inside` a bucket. Objects and their list are two resources.
pub fn objects(access: Access, bucket: Value<String>, inside: Value<String>) -> Vec<Statement> {
    let read = access.reads().then_some("s3:GetObject");
    let write = access.writes().then_some(["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]);
    let list = access.reads().then(|| Statement::allow(["s3:ListBucket"], [bucket]));
    let change = Statement::allow(read.into_iter().chain(write.into_iter().flatten()), [inside]);
    list.into_iter().chain([change]).collect()
}

/// What S3 does with the bucket's own key in the user's name. The parts of a large upload are read again, so that who writes decrypts, too.
/// Source: AWS re:Post Knowledge Center, multipart uploads with a KMS key (read 2026-11-22).
fn use_key(usage: &Use<'_>, far: bool) -> Option<Statement> {
    let system = usage.system;
    let mut all = super::instances(system).into_iter();
    let here = if far { cdn::REGION } else { usage.region.code };
    let (bucket, stack) = all.find(|(bucket, stack)| bucket.name == usage.target && stack.region == here)?;
    let key = super::key(&bucket, here)?;
    // A key that a parameter holds is known in the bucket's region only.
    let key = if far { stack.output(bucket.id().then("BucketKey")).into() } else { key };
    let actions: &[&str] =
        if usage.access.writes() { &["kms:Decrypt", "kms:GenerateDataKey"] } else { &["kms:Decrypt"] };
    Some(existing::use_key(key, actions, if far { "s3.us-east-1" } else { "s3.${AWS::Region}" }))
}

/// A bucket stands beside the distribution that serves it. If that reads the address of an API or a load balancer, it comes after
/// it, and so after the functions and services of its region; none of those may come after the bucket.
fn check(usage: &Use<'_>) -> Option<Diagnostic> {
    let system = usage.system;
    let (cdn, origin) = cdn::of_bucket(system, usage.target)
        .into_iter()
        .find_map(|cdn| Some((cdn, cdn::origin_read_from(system, cdn, usage.region.code)?)))?;
    let (name, origin) = origin;
    let (what, help) = if origin.api.is_some() {
        (
            "comes before it: an API without a domain, whose address the distribution reads",
            "give the API a domain and `routing_strategy` a hosted zone: then its address is known beforehand",
        )
    } else {
        (
            "comes before it: a load balancer, whose address the distribution reads",
            "let the user work in another region or without the bucket; a public port with a `domain` has an address that is known beforehand",
        )
    };
    let error = Diagnostic::error(
        codes::SERVED_BUCKET_CIRCLE,
        usage.key,
        format!("`{}` and the distribution that serves `{}` would wait for each other", usage.user, usage.target),
    )
    .label("comes after the bucket")
    .also(system.key(&["cdn", cdn, "origins", name]), what)
    .help(help)
    .fact("a stack that reads another's output is deployed after it; the bucket and the distribution share one stack");
    Some(error)
}
