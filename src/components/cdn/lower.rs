//! The distribution.

use super::behaviors::{Entry, behaviors, methods, words};
use super::{REGION, access_logs, edge_functions, firewall, names, origins, policies, services, signed};
use crate::blueprint::{Cdn, ErrorResponse, Methods};
use crate::components::routing;
use crate::documents::cloudformation::resources::cloudfront::{
    CacheBehavior, CustomErrorResponse, DefaultCacheBehavior, Distribution, DistributionConfig,
};
use crate::documents::cloudformation::{LogicalId, Stack, StackKey, StackKind, get_att, reference, some, sub};
use crate::documents::{Documents, Topic, Unit};
use crate::system::{Instance, System};

/// Adds every distribution.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    for cdn in &super::instances(system) {
        let words = words(cdn.model);
        for placed in edge_functions::all(cdn.model) {
            let own = placed.behavior.and_then(|entry| words.get(&entry.pattern));
            edge_functions::add(cdn, &placed, own, documents);
        }
        let stack = stack(documents);
        let config = config(cdn, stack, |entry| words.get(&entry.pattern).cloned().unwrap_or_else(|| cdn.id()));
        let id = cdn.id().then("Distribution");
        let distribution = Distribution { tags: super::tags(cdn), ..Distribution::new(config) };
        stack.add(&id, distribution).comment(cdn.path());
        names::records(cdn, stack);
        access_logs::add(cdn, stack);
        outputs(cdn, &id, stack);
        wait_for_names(cdn, documents);
        firewall::note_bodies(cdn, documents);
        services::note(cdn, documents);
        signed::note(cdn, documents);
        if let Some(policies) = policies::by_id(cdn) {
            documents.note(Topic::Derived, policies);
        }
        if cdn.model.domain.is_some() && names::zone(system, cdn.model).is_none() {
            documents.note(Topic::Before, by_hand(cdn));
        }
    }
}

/// The stack of everything at the edge.
pub(super) fn stack(documents: &mut Documents) -> &mut Stack {
    documents.stack(StackKind::Edge, REGION)
}

fn config(cdn: &Instance<'_, Cdn>, stack: &mut Stack, words: impl Fn(Entry<'_>) -> LogicalId) -> DistributionConfig {
    let model = cdn.model;
    let viewer_certificate = names::certificate(cdn, stack);
    let web_acl_id = firewall::of(cdn, stack);
    origins::access_control(cdn, stack);
    services::add(cdn, stack);
    policies::security_headers(cdn, stack);
    signed::add(cdn, stack);
    let mut all = behaviors(model);
    let default = all.next().map(|entry| behavior(cdn, entry, &words(entry), stack)).unwrap_or_default();
    let others = all.map(|entry| patterned(entry, behavior(cdn, entry, &words(entry), stack))).collect();
    DistributionConfig {
        comment: some(comment(cdn)),
        http_version: some(model.http.name()),
        ipv6_enabled: some(true),
        price_class: some(model.price_class.name()),
        default_root_object: model.default_root_object.as_ref().map(Into::into),
        aliases: names::names(model).map(Into::into).collect(),
        viewer_certificate,
        web_acl_id,
        origins: origins::all(cdn),
        origin_groups: origins::groups(model),
        cache_behaviors: others,
        custom_error_responses: model.error_responses.iter().filter_map(error_response).collect(),
        ..DistributionConfig::new(true, default)
    }
}

/// What the console shows beside the id, at most 128 characters.
fn comment(cdn: &Instance<'_, Cdn>) -> String {
    let text = match &cdn.common.description {
        Some(description) => description.clone(),
        None => format!("{} of {}", cdn.name, cdn.system.title()),
    };
    text.chars().take(128).collect()
}

fn behavior(cdn: &Instance<'_, Cdn>, entry: Entry<'_>, words: &LogicalId, stack: &mut Stack) -> DefaultCacheBehavior {
    let policies = policies::of(cdn, entry, words, stack);
    let associations = edge_functions::of(cdn, entry, words);
    let methods = methods(cdn.model, entry.model);
    // Left out, these are GET and HEAD.
    let allowed = if methods == Methods::Read { "" } else { methods.name() };
    DefaultCacheBehavior {
        allowed_methods: allowed.split_whitespace().map(Into::into).collect(),
        compress: policies.compress.then(|| true.into()),
        cache_policy_id: Some(policies.cache),
        origin_request_policy_id: policies.forward,
        response_headers_policy_id: policies.headers,
        trusted_key_groups: signed::groups(cdn, entry),
        function_associations: associations.functions,
        lambda_function_associations: associations.lambdas,
        ..DefaultCacheBehavior::new(&entry.model.origin, entry.model.plain_http.name())
    }
}

fn patterned(entry: Entry<'_>, behavior: DefaultCacheBehavior) -> CacheBehavior {
    CacheBehavior {
        path_pattern: entry.pattern.unwrap_or_default().into(),
        target_origin_id: behavior.target_origin_id,
        viewer_protocol_policy: behavior.viewer_protocol_policy,
        allowed_methods: behavior.allowed_methods,
        cached_methods: behavior.cached_methods,
        compress: behavior.compress,
        cache_policy_id: behavior.cache_policy_id,
        origin_request_policy_id: behavior.origin_request_policy_id,
        response_headers_policy_id: behavior.response_headers_policy_id,
        trusted_key_groups: behavior.trusted_key_groups,
        function_associations: behavior.function_associations,
        lambda_function_associations: behavior.lambda_function_associations,
    }
}

fn error_response((status, response): (&String, &ErrorResponse)) -> Option<CustomErrorResponse> {
    let status: u16 = status.parse().ok()?;
    let shown = response.page.as_ref().map(|_| response.status.unwrap_or(status).into());
    Some(CustomErrorResponse {
        response_code: shown,
        response_page_path: response.page.as_ref().map(Into::into),
        error_caching_min_ttl: response.ttl.map(|ttl| (ttl.seconds as f64).into()),
        ..CustomErrorResponse::new(status)
    })
}

fn outputs(cdn: &Instance<'_, Cdn>, id: &LogicalId, stack: &mut Stack) {
    stack.output(id.then("Id"), format!("Id of {}, for its metrics and for invalidations", cdn.name), reference(id));
    let own = cdn.id().then("DomainName");
    stack.output(own, format!("CloudFront's own name of {}", cdn.name), get_att(id, "DomainName"));
    let url = match &cdn.model.domain {
        Some(domain) => format!("https://{domain}").into(),
        None => sub(format!("https://${{{id}.DomainName}}")),
    };
    stack.output(cdn.id().then("Url"), format!("Where {} answers", cdn.name), url);
}

/// An origin whose name does not resolve answers nothing, and errors are kept for a while. Where a component uses a bucket of
/// the stack, the stack comes before the component, and so before the API and its names.
fn wait_for_names(cdn: &Instance<'_, Cdn>, documents: &mut Documents) {
    let system = cdn.system;
    let served = |target: &String| super::serves(system, target);
    if system.blueprint.all_uses().any(|uses| uses.keys().any(served)) {
        return;
    }
    let edge = Unit::Stack(StackKey::new(StackKind::Edge, REGION));
    for unit in services::named_in(cdn) {
        documents.precede(unit, edge.clone(), "the name of the service as an origin");
    }
    let apis = cdn.model.origins.values().filter_map(|origin| origin.api.as_deref());
    if apis.into_iter().any(|api| routing::origin_name(system, api).is_some()) {
        let names = Unit::Stack(StackKey::new(StackKind::RoutingGlobal, system.primary().code));
        documents.precede(names, edge, "the name of the API as an origin");
    }
}

fn by_hand(cdn: &Instance<'_, Cdn>) -> String {
    let names: Vec<&str> = names::names(cdn.model).collect();
    format!(
        "No hosted zone is given for {}: after the first run, make records at your DNS provider that lead to the output {}DomainName of the edge stack.",
        names.join(", "),
        cdn.id()
    )
}
