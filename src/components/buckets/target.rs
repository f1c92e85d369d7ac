//! What it takes to use a bucket.

use super::{bucket_arn, bucket_name};
use crate::blueprint::Access;
use crate::components::cdn;
use crate::components::uses::{Binding, Target, Use};
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

/// Objects and their list are two resources.
fn bind(usage: &Use<'_>) -> Binding {
    let (system, region) = (usage.system, usage.region.code);
    let arn: Value<String> = bucket_arn(system, usage.target, region).into();
    let objects = join("", [arn.clone(), text("/*")]);
    let read = usage.access.reads().then_some("s3:GetObject");
    let write = usage.access.writes().then_some(["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]);
    let list = usage.access.reads().then(|| Statement::allow(["s3:ListBucket"], [arn]));
    let change = Statement::allow(read.into_iter().chain(write.into_iter().flatten()), [objects]);
    // The gateway endpoint of a VPC leads to the buckets of its own region.
    let far = cdn::serves(system, usage.target) && region != cdn::REGION;
    Binding {
        statements: list.into_iter().chain([change]).collect(),
        environment: [(usage.variable("BUCKET"), bucket_name(system, usage.target, region).into())]
            .into_iter()
            .collect(),
        services: vec![if far { "s3 in us-east-1" } else { "s3" }],
        ..Binding::default()
    }
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
