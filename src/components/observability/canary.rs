//! Canaries: what clients see of each region, asked by its own name, so that no routing answers for another.
//!
//! A canary is a function that CloudWatch Synthetics runs. Its script is in the template and uses nothing but Node.js.

use std::time::Duration as Seconds;

use crate::blueprint::vocabulary::Switch;
use crate::blueprint::{Canary as Model, Observability};
use crate::components::buckets::{private_bucket, tls_only};
use crate::components::routing::{Probe, probes_in};
use crate::documents::cloudformation::resources::iam::{Role, RolePolicy};
use crate::documents::cloudformation::resources::s3;
use crate::documents::cloudformation::resources::s3::{
    AbortIncompleteMultipartUpload, BucketPolicy, LifecycleConfiguration, Rule,
};
use crate::documents::cloudformation::resources::synthetics::{
    ArtifactConfig, Canary, Code, RunConfig, S3Encryption, Schedule,
};
use crate::documents::cloudformation::{LogicalId, Stack, get_att, reference, some, sub};
use crate::documents::iam::{PolicyDocument, Statement};
use crate::facts::synthetics::{NAME_CHARS, RUNTIME};
use crate::system::{Region, System, physical_name};

const BUCKET: &str = "CanaryBucket";
/// Days that results and their artefacts are kept.
const KEPT_DAYS: i64 = 30;
/// Seconds that a run may take: the start of the function and one answer.
const RUN_S: i64 = 60;
/// How long an answer may take.
const ANSWER: Seconds = Seconds::from_secs(10);

/// The settings, if there are canaries.
pub(super) fn model(model: &Observability) -> Option<Model> {
    match model.canary.as_ref()? {
        Switch::Disabled => None,
        Switch::Enabled => Some(Model::default()),
        Switch::With(canary) => Some(canary.clone()),
    }
}

/// The name of the canary of an API, the same in every region.
pub(super) fn name(system: &System<'_>, probe: &Probe) -> String {
    physical_name(&[&system.prefix(), system.first_name(&probe.api)], NAME_CHARS)
}

/// Adds the canaries of a region, with the bucket for what they leave.
pub(super) fn add(system: &System<'_>, model: &Observability, region: &Region<'_>, stack: &mut Stack) {
    let Some(model) = self::model(model) else { return };
    let probes = probes_in(system, region.code);
    if probes.is_empty() {
        return;
    }
    bucket(system, stack);
    for probe in &probes {
        let id = LogicalId::new(&probe.api).then("Canary");
        let name = name(system, probe);
        stack.add(id.then("Role"), role(system, &name));
        stack.add(&id, canary(system, probe, &name, model.interval.seconds / 60));
    }
}

/// CloudFormation cannot delete a bucket with objects in it: it stays when the stack goes, and its objects expire.
fn bucket(system: &System<'_>, stack: &mut Stack) {
    let expired = Rule {
        id: some("artefacts"),
        expiration_in_days: some(KEPT_DAYS),
        abort_incomplete_multipart_upload: Some(AbortIncompleteMultipartUpload::new(KEPT_DAYS)),
        ..Rule::new("Enabled")
    };
    let resource = s3::Bucket {
        lifecycle_configuration: Some(LifecycleConfiguration::new(vec![expired])),
        ..private_bucket(super::tags(system))
    };
    stack.add(BUCKET, resource).comment("observability.canary").retain();
    let policy = PolicyDocument::new([tls_only(&LogicalId::new(BUCKET))]);
    stack.add("CanaryBucketPolicy", BucketPolicy::new(reference(BUCKET), policy));
}

/// What the user guide asks for, narrowed to this canary ("Required roles and permissions for canaries", read 2026-11-22).
fn role(system: &System<'_>, name: &str) -> Role {
    let group = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/cwsyn-";
    let artefacts = [
        Statement::allow(["s3:GetObject", "s3:PutObject"], [sub(format!("${{{BUCKET}.Arn}}/{name}/*"))]),
        Statement::allow(["s3:GetBucketLocation"], [get_att(BUCKET, "Arn")]),
        // This action knows no resources.
        Statement::allow(["s3:ListAllMyBuckets"], ["*"]),
    ];
    let logs = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
    let logs = Statement::allow(logs, [sub(format!("{group}{name}-*"))]);
    let metrics = Statement::allow(["cloudwatch:PutMetricData"], ["*"]).when(
        "StringEquals",
        "cloudwatch:namespace",
        "CloudWatchSynthetics",
    );
    Role {
        policies: vec![
            RolePolicy::new("KeepArtefacts", PolicyDocument::new(artefacts)),
            RolePolicy::new("WriteLogs", PolicyDocument::new([logs])),
            RolePolicy::new("PublishMetrics", PolicyDocument::new([metrics])),
        ],
        tags: super::tags(system),
        ..Role::new(PolicyDocument::trust("lambda.amazonaws.com"))
    }
}

fn canary(system: &System<'_>, probe: &Probe, name: &str, minutes: u64) -> Canary {
    let unit = if minutes == 1 { "minute" } else { "minutes" };
    let code = Code { handler: some("index.handler"), script: some(script(&probe.url)) };
    let schedule = Schedule::new(format!("rate({minutes} {unit})"));
    let role = get_att(LogicalId::new(&probe.api).then("Canary").then("Role"), "Arn");
    let at = sub(format!("s3://${{{BUCKET}}}/{name}"));
    Canary {
        run_config: Some(RunConfig { timeout_in_seconds: some(RUN_S) }),
        artifact_config: Some(ArtifactConfig { s3_encryption: Some(S3Encryption { encryption_mode: some("SSE_S3") }) }),
        success_retention_period: some(KEPT_DAYS),
        failure_retention_period: some(KEPT_DAYS),
        provisioned_resource_cleanup: some("AUTOMATIC"),
        start_canary_after_creation: some(true),
        tags: super::tags(system),
        ..Canary::new(name, RUNTIME, schedule, code, at, role)
    }
}

/// Fails as Route 53's checks do: without an answer in time, or with a status beyond 399.
fn script(url: &str) -> String {
    let lines = [
        "exports.handler = async () => {".to_owned(),
        format!("  const limits = {{ redirect: \"manual\", signal: AbortSignal.timeout({}) }};", ANSWER.as_millis()),
        format!("  const response = await fetch({}, limits);", serde_json::Value::from(url)),
        "  if (response.status >= 400) {".to_owned(),
        format!("    throw new Error({} + response.status);", serde_json::Value::from(format!("{url} answered "))),
        "  }".to_owned(),
        "};".to_owned(),
    ];
    lines.join("\n") + "\n"
}
