//! Access logs, in a bucket of their own.
//!
//! CloudFront's standard logging v2: what came before it writes to buckets whose access control lists are on, and a private
//! bucket has none.

use crate::blueprint::vocabulary::Switch;
use crate::blueprint::{AccessLogs, Cdn};
use crate::components::buckets;
use crate::documents::cloudformation::resources::logs::{Delivery, DeliveryDestination, DeliverySource};
use crate::documents::cloudformation::resources::s3::{Bucket, BucketPolicy, LifecycleConfiguration, Rule};
use crate::documents::cloudformation::{LogicalId, Stack, get_att, pseudo, reference, some, sub};
use crate::documents::iam::{PolicyDocument, Principal, Statement};
use crate::system::{Instance, physical_name};

/// The most characters of the name of a delivery's source or destination. Source: CloudWatch Logs API, PutDeliverySource.
const NAME_CHARS: usize = 60;

/// Adds the bucket and the delivery to it, if logs are wanted.
pub(super) fn add(cdn: &Instance<'_, Cdn>, stack: &mut Stack) {
    let retention = match &cdn.model.access_logs {
        None | Some(Switch::Disabled) => return,
        Some(Switch::Enabled) => AccessLogs::default().retention,
        Some(Switch::With(logs)) => logs.retention,
    };
    let id = cdn.id().then("AccessLogs");
    let expire =
        Rule { id: some("expire"), expiration_in_days: some(retention.seconds / 86_400), ..Rule::new("Enabled") };
    let bucket = Bucket {
        lifecycle_configuration: Some(LifecycleConfiguration::new(vec![expire])),
        ..buckets::private_bucket(super::tags(cdn))
    };
    let name = physical_name(&[&cdn.system.prefix(), cdn.system.first_name(cdn.name)], NAME_CHARS);
    stack.add(id.then("Bucket"), bucket).comment(format!("{}.access_logs", cdn.path())).retain();
    let policy = PolicyDocument::new([buckets::tls_only(&id.then("Bucket")), written_by(&id.then("Bucket"), &name)]);
    stack.add(id.then("BucketPolicy"), BucketPolicy::new(reference(id.then("Bucket")), policy));
    let source = DeliverySource {
        resource_arn: some(super::distribution_arn(cdn.name)),
        log_type: some("ACCESS_LOGS"),
        tags: super::tags(cdn),
        ..DeliverySource::new(&name)
    };
    stack.add(id.then("Source"), source);
    let destination = DeliveryDestination {
        destination_resource_arn: some(get_att(id.then("Bucket"), "Arn")),
        output_format: some("json"),
        tags: super::tags(cdn),
        ..DeliveryDestination::new(&name)
    };
    stack.add(id.then("Destination"), destination).depends_on(id.then("BucketPolicy"));
    let delivery = Delivery {
        tags: super::tags(cdn),
        ..Delivery::new(reference(id.then("Source")), get_att(id.then("Destination"), "Arn"))
    };
    stack.add(id.then("Delivery"), delivery);
    stack.output(
        id.then("BucketName"),
        format!("Name of the bucket with the access logs of {}", cdn.name),
        reference(id.then("Bucket")),
    );
}

/// The delivery of this distribution's logs may write below the prefix that it uses.
fn written_by(bucket: &LogicalId, source: &str) -> Statement {
    let objects = sub(format!("${{{bucket}.Arn}}/AWSLogs/${{AWS::AccountId}}/CloudFront/*"));
    let arn = format!("arn:${{AWS::Partition}}:logs:${{AWS::Region}}:${{AWS::AccountId}}:delivery-source:{source}");
    Statement::allow(["s3:PutObject"], [objects])
        .named("LogsDelivered")
        .by(Principal::service("delivery.logs.amazonaws.com"))
        .when("StringEquals", "s3:x-amz-acl", "bucket-owner-full-control")
        .when("StringEquals", "aws:SourceAccount", pseudo::account_id())
        .when("ArnLike", "aws:SourceArn", sub(arn))
}
