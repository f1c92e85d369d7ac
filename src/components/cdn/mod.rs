//! `cdn`: CloudFront distributions.
//!
//! A distribution belongs to no region; CloudFront's certificates, functions, firewalls and logs belong to us-east-1. So all of
//! it stands in one `edge` stack there, whatever the regions of the blueprint, together with the buckets that it serves. These
//! are private and read through origin access control. The origin access identity that came before it is not offered: it reads
//! nothing that a KMS key encrypts, signs no writes, and does not work in regions opened since 2023. Services are asked at their load
//! balancers, internal ones through VPC origins.

mod access_logs;
mod behaviors;
mod check;
mod edge_functions;
mod firewall;
mod lower;
mod names;
mod origins;
mod policies;
mod services;
mod signed;

pub use check::check;
pub use lower::lower;
pub use policies::loses_cors;
pub use services::prefix_list_asking;

use crate::blueprint::{Cdn, Origin};
use crate::components::routing;
use crate::documents::cloudformation::{LogicalId, OutputRef, StackKey, StackKind, Tag, Value, sub, tag};
use crate::system::{Instance, System};

/// Where the `edge` stack is deployed.
pub const REGION: &str = "us-east-1";

/// The id of a distribution, for any stack: the dimension of its metrics, which are in us-east-1.
pub fn distribution_id(name: &str) -> OutputRef {
    edge(name, "DistributionId")
}

/// CloudFront's own name of a distribution, for any stack: `d111111abcdef8.cloudfront.net`.
pub fn domain_name(name: &str) -> OutputRef {
    edge(name, "DomainName")
}

fn edge(name: &str, what: &str) -> OutputRef {
    StackKey::new(StackKind::Edge, REGION).output(LogicalId::new(name).then(what))
}

/// The ARN of a distribution, in the `edge` stack alone.
pub fn distribution_arn(name: &str) -> Value<String> {
    let id = LogicalId::new(name).then("Distribution");
    sub(format!("arn:${{AWS::Partition}}:cloudfront::${{AWS::AccountId}}:distribution/${{{id}}}"))
}

/// Whether some distribution serves a bucket.
pub fn serves(system: &System<'_>, bucket: &str) -> bool {
    !of_bucket(system, bucket).is_empty()
}

/// Whether a distribution may list a bucket, so that S3 answers 404 for what is not there: only where no request can come to the root of
/// the bucket, which answers with the list.
pub fn learns_what_is_missing(system: &System<'_>, cdn: &str, bucket: &str) -> bool {
    let Some(cdn) = system.blueprint.cdn.get(cdn) else { return false };
    origins::hides_root(&cdn.base.model, bucket)
}

/// The distributions that serve a bucket.
pub fn of_bucket<'a>(system: &System<'a>, bucket: &str) -> Vec<&'a str> {
    let serves = |cdn: &Cdn| cdn.origins.values().any(|origin| origin.bucket.as_deref() == Some(bucket));
    let cdn = &system.blueprint.cdn;
    cdn.iter().filter(|(_, cdn)| serves(&cdn.base.model)).map(|(name, _)| name.as_str()).collect()
}

/// The origin of a distribution whose address is read from a stack of a region: an API without a domain, or a load balancer.
pub fn origin_read_from<'a>(system: &'a System<'a>, cdn: &str, region: &str) -> Option<(&'a str, &'a Origin)> {
    let origins = &system.blueprint.cdn.get(cdn)?.base.model.origins;
    let found = origins.iter().find(|(_, origin)| {
        let api = origin.api.as_deref().is_some_and(|api| {
            routing::origin_name(system, api).is_none() && origins::api_region(system, api) == region
        });
        api || services::reads(system, origin, region)
    });
    found.map(|(name, origin)| (name.as_str(), origin))
}

/// Every distribution once. It has no region of its own; the primary stands for one.
fn instances<'a>(system: &'a System<'a>) -> Vec<Instance<'a, Cdn>> {
    let cdn = &system.blueprint.cdn;
    let anywhere = |name: &String| system.regions.iter().find_map(|region| system.instance(cdn, name, region));
    cdn.keys().filter_map(anywhere).collect()
}

fn tags(cdn: &Instance<'_, Cdn>) -> Vec<Tag> {
    cdn.tags().into_iter().map(|(key, value)| tag(key, value)).collect()
}
