//! `apis`: API Gateway REST APIs, regional, one stage each.

mod access;
mod base_path;
mod caching;
mod check;
mod deployment;
mod integrations;
mod lower;
mod mapping;
mod paths;
mod probe;
mod routes;
mod stage;
mod validation;

pub use base_path::under_domain;
pub use check::check;
pub use lower::lower;
pub use probe::{Probe, probe};

use crate::blueprint::{Api, Method};
use crate::documents::cloudformation::{LogicalId, StackKey, StackKind, Value};
use crate::system::Instance;

/// The name of every API's only stage. It shows in the regional URL alone: environments are stacks of their own, so that it
/// says nothing about them.
pub const STAGE: &str = "live";

/// The id of an API, for any stack.
pub fn rest_api_id(name: &str, region: &str) -> Value<String> {
    offered(name, "RestApiId", region)
}

/// The name of an API in its metrics: the same in every region.
pub fn rest_api_name(api: &Instance<'_, Api>) -> String {
    api.system.stack_name(api.name)
}

/// The name of the log group with a line for each request to an API, for any stack.
pub fn access_log(name: &str, region: &str) -> Value<String> {
    offered(name, "AccessLogs", region)
}

/// The name of an API's stage, for any stack: whoever reads it waits for the stage.
pub fn stage_name(name: &str, region: &str) -> Value<String> {
    offered(name, "StageName", region)
}

fn offered(name: &str, what: &str, region: &str) -> Value<String> {
    let output = LogicalId::new(name).then(what);
    Value::Output(StackKey::new(StackKind::Api, region).output(output))
}

/// GB of the response cache of an API's stage, if it has one.
pub fn cache_gb(api: &Api) -> Option<f64> {
    caching::of_stage(api).map(|cache| cache.cluster_size)
}

/// Whether answers to a route may come from the cache of the stage.
pub fn is_cached(api: &Api, path: &str, method: Method) -> bool {
    routes::routes(api)
        .any(|entry| entry.path == path && entry.method == method && caching::of_route(api, entry).is_some())
}
