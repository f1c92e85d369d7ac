//! Usage plans and API keys.

use super::super::routes::routes;
use crate::blueprint::{Api, Throttle, UsagePlan};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::resources::apigateway::{
    ApiKey, ApiStage, QuotaSettings, ThrottleSettings, UsagePlan as Plan, UsagePlanKey,
};
use crate::documents::cloudformation::{Stack, Tag, reference, some};
use crate::system::Instance;

const GUIDE: &str = "API Gateway Developer Guide, usage plans and API keys for REST APIs (read 2026-11-22)";

/// Keys that open nothing or are nowhere, plans that let nobody through, keys that differ between regions.
pub(super) fn check(api: &Instance<'_, Api>, diagnostics: &mut Vec<Diagnostic>) {
    let plans = &api.model.usage_plans;
    let keyed = routes(api.model).find(|entry| entry.route.api_key);
    match keyed {
        None if !plans.is_empty() => {
            let warning = Diagnostic::warning(
                codes::API_KEY_UNUSED,
                api.key(&["usage_plans"]),
                format!("no route of `{}` asks for an API key", api.name),
            )
            .label("counts and limits nobody")
            .help("add `api_key: true` to the routes that the plans are about")
            .fact(format!("a plan applies to methods that require a key: {GUIDE}"));
            diagnostics.push(warning);
        }
        Some(entry) if plans.values().all(|plan| plan.keys.is_empty()) => {
            let error = Diagnostic::error(
                codes::API_KEY_MISSING,
                entry.key(api, &["api_key"]),
                format!("{} asks for an API key, and there is none", entry.title()),
            )
            .label("every request gets status 403")
            .help("add a plan with a key: `usage_plans: {partners: {keys: {first: {}}}}`")
            .fact(GUIDE);
            diagnostics.push(error);
        }
        _ => {}
    }
    for (name, plan) in plans {
        limits(api, name, plan, diagnostics);
        diagnostics.extend(differing(api, name, plan));
    }
}

fn limits(api: &Instance<'_, Api>, name: &str, plan: &UsagePlan, diagnostics: &mut Vec<Diagnostic>) {
    let path = |field: &'static [&'static str]| -> Vec<&str> {
        ["usage_plans", name].into_iter().chain(field.iter().copied()).collect()
    };
    let nothing = |place: &[&str]| {
        Diagnostic::warning(codes::USAGE_PLAN_LIMIT, api.value(place), format!("the plan `{name}` lets nobody through"))
            .label("every request gets status 429")
            .help("leave the limit out for none")
            .fact(GUIDE)
    };
    if plan.quota.as_ref().is_some_and(|quota| quota.requests == 0) {
        diagnostics.push(nothing(&path(&["quota", "requests"])));
    }
    let Some(throttle) = &plan.throttle else { return };
    if throttle.requests_per_second <= 0.0 {
        diagnostics.push(nothing(&path(&["throttle", "requests_per_second"])));
    }
    if throttle.burst == 0 {
        diagnostics.push(nothing(&path(&["throttle", "burst"])));
    }
    let Some(most) = &api.model.throttle else { return };
    if throttle.requests_per_second > most.requests_per_second {
        let rate = throttle.requests_per_second;
        let warning = Diagnostic::warning(codes::USAGE_PLAN_LIMIT, api.value(&path(&["throttle", "requests_per_second"])), format!("a key of `{name}` may ask {rate} times a second, and all of `{}` {}", api.name, most.requests_per_second))
            .label("the API's limit comes first")
            .also(api.value(&["throttle", "requests_per_second"]), "for all callers together")
            .help("give the plan less than the API")
            .fact("limits of keys apply, then those of methods, then those of the account (API Gateway Developer Guide, throttle requests to REST APIs, read 2026-11-22)");
        diagnostics.push(warning);
    }
}

/// A key that each region makes up for itself fails with its region.
fn differing(api: &Instance<'_, Api>, name: &str, plan: &UsagePlan) -> Option<Diagnostic> {
    let component = api.system.blueprint.apis.get(api.name)?;
    let regions = api.system.regions_of(api.name, component).len();
    let (key, _) = plan.keys.iter().find(|(_, key)| key.secret.is_none())?;
    if regions < 2 {
        return None;
    }
    let warning = Diagnostic::warning(codes::API_KEY_PER_REGION, api.key(&["usage_plans", name, "keys", key]), format!("`{key}` is another key in each of {regions} regions"))
        .label("a client that is led to another region gets status 403")
        .help(format!("keep the key in a secret that every region has: `{key}: {{secret: {}/{key}}}`", api.system.prefix()))
        .fact("API Gateway makes up the value of a key unless one is given, in each region by itself (AWS::ApiGateway::ApiKey, Value, read 2026-11-22)");
    Some(warning)
}

/// Adds the plans, after the stage that they are about.
pub fn add(api: &Instance<'_, Api>, tags: &[Tag], stack: &mut Stack) {
    for (name, plan) in &api.model.usage_plans {
        let id = api.id().then(name).then("Plan");
        let stage = ApiStage {
            api_id: some(reference(api.id().then("RestApi"))),
            stage: some(reference(api.id().then("Stage"))),
            ..ApiStage::default()
        };
        let resource = Plan {
            usage_plan_name: some(format!("{}-{name}", api.system.stack_name(api.name))),
            throttle: plan.throttle.as_ref().map(throttle),
            quota: plan.quota.as_ref().map(|quota| QuotaSettings {
                limit: some(quota.requests),
                period: some(quota.per.name()),
                ..QuotaSettings::default()
            }),
            api_stages: vec![stage],
            tags: tags.to_vec(),
            ..Plan::default()
        };
        stack.add(&id, resource).comment(format!("{}.usage_plans.{name}", api.path()));
        for (key, model) in &plan.keys {
            let key_id = api.id().then(name).then(key).then("Key");
            let resource = ApiKey {
                name: some(format!("{}-{name}-{key}", api.system.stack_name(api.name))),
                enabled: some(true),
                value: model.secret.as_ref().map(|secret| format!("{{{{resolve:secretsmanager:{secret}}}}}").into()),
                tags: tags.to_vec(),
                ..ApiKey::default()
            };
            stack.add(&key_id, resource);
            stack.add(key_id.then("InPlan"), UsagePlanKey::new(reference(&id), reference(&key_id), "API_KEY"));
        }
    }
}

fn throttle(throttle: &Throttle) -> ThrottleSettings {
    ThrottleSettings { rate_limit: some(throttle.requests_per_second), burst_limit: some(throttle.burst) }
}
