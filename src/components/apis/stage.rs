//! The stage: cache, throttling, logs and traces. Nothing here needs a new deployment.

use super::STAGE;
use super::caching;
use super::routes::{Entry, routes};
use crate::blueprint::{Api, Method};
use crate::components::logs;
use crate::documents::cloudformation::resources::apigateway::{
    AccessLogSetting, MethodSetting, Stage as StageResource,
};
use crate::documents::cloudformation::resources::logs::LogGroup;
use crate::documents::cloudformation::{LogicalId, Stack, Tag, get_att, reference, some, sub};
use crate::system::Instance;

/// One line a request. `$context` is API Gateway's, not CloudFormation's.
const ACCESS_LOG: &[(&str, &str)] = &[
    ("requestId", "$context.requestId"),
    ("time", "$context.requestTime"),
    ("ip", "$context.identity.sourceIp"),
    ("method", "$context.httpMethod"),
    ("path", "$context.path"),
    ("status", "$context.status"),
    ("latency", "$context.responseLatency"),
    ("integrationLatency", "$context.integrationLatency"),
    ("bytes", "$context.responseLength"),
    ("error", "$context.error.message"),
    ("trace", "$context.xrayTraceId"),
];

/// Adds the log groups and the stage, which shows a deployment.
pub(super) fn add(api: &Instance<'_, Api>, deployment: &LogicalId, tags: &[Tag], stack: &mut Stack) {
    let id = api.id();
    let group = |name| LogGroup {
        log_group_name: name,
        retention_in_days: some(logs::days(api.model.log_retention)),
        tags: tags.to_vec(),
        ..LogGroup::default()
    };
    stack.add(id.then("AccessLogs"), group(None)).retain();
    // API Gateway would make this one itself, to keep events for ever.
    let name = sub(format!("API-Gateway-Execution-Logs_${{{}}}/{STAGE}", id.then("RestApi")));
    stack.add(id.then("ExecutionLogs"), group(Some(name))).retain();
    let cache = caching::of_stage(api.model);
    let stage = StageResource {
        deployment_id: some(reference(deployment)),
        stage_name: some(STAGE),
        cache_cluster_enabled: cache.as_ref().map(|_| true.into()),
        cache_cluster_size: cache.as_ref().map(|cache| cache.cluster_size.to_string().into()),
        method_settings: settings(api.model),
        access_log_setting: Some(AccessLogSetting {
            destination_arn: some(get_att(id.then("AccessLogs"), "Arn")),
            format: some(access_log_format()),
        }),
        tracing_enabled: some(true),
        tags: tags.to_vec(),
        ..StageResource::new(reference(id.then("RestApi")))
    };
    stack.add(id.then("Stage"), stage).depends_on(id.then("ExecutionLogs"));
}

fn access_log_format() -> String {
    let fields: serde_json::Map<String, serde_json::Value> =
        ACCESS_LOG.iter().map(|(name, variable)| ((*name).to_owned(), (*variable).into())).collect();
    serde_json::Value::Object(fields).to_string()
}

/// The settings of all methods, and those of each method that is cached or says that it is not.
fn settings(api: &Api) -> Vec<MethodSetting> {
    let mut settings = vec![for_all(api)];
    let stated = |entry: &Entry<'_>| caching::of_route(api, *entry).is_some() || entry.method == Method::Get;
    if caching::of_stage(api).is_some() {
        settings.extend(routes(api).filter(stated).map(|entry| for_one(api, entry)));
    }
    settings
}

fn for_all(api: &Api) -> MethodSetting {
    MethodSetting {
        resource_path: some("/*"),
        http_method: some("*"),
        caching_enabled: caching::of_stage(api).map(|_| false.into()),
        throttling_rate_limit: api.throttle.as_ref().map(|throttle| throttle.requests_per_second.into()),
        throttling_burst_limit: api.throttle.as_ref().map(|throttle| throttle.burst.into()),
        metrics_enabled: some(true),
        logging_level: some("ERROR"),
        ..MethodSetting::default()
    }
}

/// A method's settings stand instead of those of all methods, not beside them: everything is said again.
fn for_one(api: &Api, entry: Entry<'_>) -> MethodSetting {
    let cache = caching::of_route(api, entry);
    let encrypted = caching::of_stage(api).is_some_and(|stage| stage.encrypted);
    MethodSetting {
        resource_path: some(encoded(entry.path)),
        http_method: some(entry.method.http()),
        caching_enabled: some(cache.is_some()),
        cache_ttl_in_seconds: cache.map(|cache| cache.ttl.seconds.into()),
        cache_data_encrypted: cache.map(|_| encrypted.into()),
        ..for_all(api)
    }
}

/// A path as method settings spell it: every slash but the first is `~1`, and so is the first of one that is not `/`.
fn encoded(path: &str) -> String {
    if path == "/" { path.to_owned() } else { format!("/{}", path.replace('/', "~1")) }
}
