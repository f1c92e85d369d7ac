//! Access logs, in a bucket of their own.
//!
//! CloudFront's standard logging v2: what came before it writes to buckets whose access control lists are on, and a private
//! bucket has none.

use serde::Serialize;

use crate::blueprint::vocabulary::Switch;
use crate::blueprint::{AccessLogs, Cdn};
use crate::components::buckets;
use crate::documents::cloudformation::resources::s3::{Bucket, BucketPolicy, LifecycleConfiguration, Rule};
use crate::documents::cloudformation::{LogicalId, Resource, Stack, Tag, Value, get_att, pseudo, reference, some, sub};
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
        name: name.clone().into(),
        resource_arn: super::distribution_arn(cdn.name),
        log_type: "ACCESS_LOGS".into(),
        tags: super::tags(cdn),
    };
    stack.add(id.then("Source"), source);
    let destination = DeliveryDestination {
        name: name.into(),
        destination_resource_arn: get_att(id.then("Bucket"), "Arn"),
        output_format: "json".into(),
        tags: super::tags(cdn),
    };
    stack.add(id.then("Destination"), destination).depends_on(id.then("BucketPolicy"));
    let delivery = Delivery {
        delivery_source_name: reference(id.then("Source")),
        delivery_destination_arn: get_att(id.then("Destination"), "Arn"),
        tags: super::tags(cdn),
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

/// What produces logs.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct DeliverySource {
    name: Value<String>,
    resource_arn: Value<String>,
    log_type: Value<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Tag>,
}

impl Resource for DeliverySource {
    const TYPE: &'static str = "AWS::Logs::DeliverySource";
}

/// Where logs go.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct DeliveryDestination {
    name: Value<String>,
    destination_resource_arn: Value<String>,
    output_format: Value<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Tag>,
}

impl Resource for DeliveryDestination {
    const TYPE: &'static str = "AWS::Logs::DeliveryDestination";
}

/// Which logs go where.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Delivery {
    delivery_source_name: Value<String>,
    delivery_destination_arn: Value<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Tag>,
}

impl Resource for Delivery {
    const TYPE: &'static str = "AWS::Logs::Delivery";
}
