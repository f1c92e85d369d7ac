//! `buckets`: S3.
//!
//! A bucket is private, encrypted, owned by the account alone and refuses plain HTTP. One that a distribution serves stands in
//! the `edge` stack beside it: elsewhere its policy and the distribution would wait for each other. Others stand in the `data`
//! stack of each of their regions.

mod check;
mod cors;
mod lower;
mod target;

pub use check::{check, whole_days};
pub use lower::{lower, private_bucket, tls_only};
pub use target::{TARGET, objects};

use crate::blueprint::Bucket;
use crate::components::{cdn, existing};
use crate::documents::cloudformation::{LogicalId, OutputRef, StackKey, StackKind, Value};
use crate::system::{Instance, System};

/// The name of a bucket, for any stack. `region` is that of the reader; a bucket that a distribution serves is the same for all.
pub fn bucket_name(system: &System<'_>, bucket: &str, region: &str) -> OutputRef {
    output(system, bucket, region, "BucketName")
}

/// The ARN of a bucket, for any stack; of which region as in [`bucket_name`].
pub fn bucket_arn(system: &System<'_>, bucket: &str, region: &str) -> OutputRef {
    output(system, bucket, region, "BucketArn")
}

/// The ARN of a bucket's own key in the region where the bucket stands; `None` where the keys are those of S3.
fn key(bucket: &Instance<'_, Bucket>, region: &str) -> Option<Value<String>> {
    existing::key(bucket.system, bucket.model.kms_key.as_ref(), region)
}

fn output(system: &System<'_>, bucket: &str, region: &str, what: &str) -> OutputRef {
    let key = if cdn::serves(system, bucket) {
        StackKey::new(StackKind::Edge, cdn::REGION)
    } else {
        StackKey::new(StackKind::Data, region)
    };
    key.output(LogicalId::new(bucket).then(what))
}

/// Every bucket once for each place where it exists, with the stack that it stands in.
pub fn instances<'a>(system: &'a System<'a>) -> Vec<(Instance<'a, Bucket>, StackKey)> {
    let mut found: Vec<(Instance<'a, Bucket>, StackKey)> = Vec::new();
    for bucket in system.instances(&system.blueprint.buckets) {
        if !cdn::serves(system, bucket.name) {
            let key = StackKey::new(StackKind::Data, bucket.region.code);
            found.push((bucket, key));
        } else if let Some(known) = found.iter_mut().find(|(known, _)| known.name == bucket.name) {
            // What the blueprint says for us-east-1 holds, if it says anything.
            if bucket.region.code == cdn::REGION {
                known.0 = bucket;
            }
        } else {
            found.push((bucket, StackKey::new(StackKind::Edge, cdn::REGION)));
        }
    }
    found
}
