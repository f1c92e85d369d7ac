//! The cache of the stage, and what the cache of a method tells apart.

use super::super::caching::{self, MethodCache};
use super::super::routes::{Entry, routes};
use crate::blueprint::vocabulary::{Duration, Switch};
use crate::blueprint::{Api, Authorization, Method};
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::facts::apigateway;
use crate::system::Instance;

const GUIDE: &str = "API Gateway Developer Guide, cache settings for REST APIs (read 2026-10-20)";

/// Everything that is wrong with caching.
pub(super) fn check(api: &Instance<'_, Api>, diagnostics: &mut Vec<Diagnostic>) {
    stage(api, diagnostics);
    for entry in routes(api.model) {
        if let Some(Switch::With(cache)) = &entry.route.cache {
            diagnostics.extend(cache.ttl.and_then(|ttl| too_long(ttl, entry.value(api, &["cache", "ttl"]))));
            undeclared(api, entry, diagnostics);
        }
        diagnostics.extend(no_cache(api, entry));
        if let Some(cache) = caching::of_route(api.model, entry) {
            diagnostics.extend(not_get(api, entry));
            diagnostics.extend(users(api, entry, cache));
            blind(api, entry, cache, diagnostics);
        }
    }
}

fn stage(api: &Instance<'_, Api>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(cache) = caching::of_stage(api.model) else { return };
    diagnostics.extend(size(api, cache.cluster_size));
    diagnostics.extend(too_long(cache.ttl, api.value(&["cache", "ttl"])));
    if !cache.encrypted {
        let span = api.value(&["cache", "encrypted"]);
        let warning = Diagnostic::warning(codes::CACHE_UNENCRYPTED, span, format!("responses of `{}` are cached as plain text", api.name))
            .label("not encrypted at rest")
            .fix("encrypt them", span, "true")
            .fact("AWS::ApiGateway::Stage MethodSetting, CacheDataEncrypted; a larger cache pays for the few bytes that it adds");
        diagnostics.push(warning);
    }
    if !routes(api.model).any(|entry| caching::of_route(api.model, entry).is_some()) {
        let span = api.value(&["cache"]);
        let warning = Diagnostic::warning(
            codes::CACHE_UNUSED,
            span,
            format!("`{}` has a cache, but no route is cached", api.name),
        )
        .label("paid by the hour")
        .fix("do without", span, "disabled")
        .fact(format!("caching is charged by the hour by its size, used or not: {GUIDE}"));
        diagnostics.push(warning);
    }
}

fn size(api: &Instance<'_, Api>, wanted: f64) -> Option<Diagnostic> {
    let sizes: Vec<(&str, f64)> =
        apigateway::cache_sizes().iter().filter_map(|text| Some((text, text.parse().ok()?))).collect();
    if sizes.iter().any(|(_, size)| *size == wanted) {
        return None;
    }
    let (next, _) = sizes.iter().find(|(_, size)| *size > wanted).or(sizes.last())?;
    let span = api.value(&["cache", "cluster_size"]);
    let all: Vec<&str> = sizes.iter().map(|(text, _)| *text).collect();
    let error = Diagnostic::error(codes::CACHE_SIZE, span, format!("API Gateway has no cache of {wanted} GB"))
        .label(format!("{} GB", all.join(", ")))
        .fix(format!("use {next}"), span, *next)
        .fact("API Gateway CreateStage, cacheClusterSize (botocore 1.44.5)");
    Some(error)
}

fn too_long(ttl: Duration, span: Span) -> Option<Diagnostic> {
    if ttl.seconds <= u64::from(*apigateway::CACHE_TTL_S.end()) {
        return None;
    }
    let error = Diagnostic::error(codes::CACHE_TTL, span, format!("responses cannot be cached for {ttl}"))
        .label("0s to 1h")
        .fix("use the longest", span, "1h")
        .fact(format!("the maximum TTL is 3600 seconds: {GUIDE}"));
    Some(error)
}

/// A key parameter that the method does not declare.
fn undeclared(api: &Instance<'_, Api>, entry: Entry<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(Switch::With(cache)) = &entry.route.cache else { return };
    let declared = &entry.route.parameters;
    let queries =
        cache.key.query_strings.iter().enumerate().filter(|(_, name)| !declared.query_strings.contains_key(*name));
    let headers = cache.key.headers.iter().enumerate().filter(|(_, name)| entry.header(name).is_none());
    for (list, (at, name)) in
        queries.map(|found| ("query_strings", found)).chain(headers.map(|found| ("headers", found)))
    {
        let span = entry.value(api, &["cache", "key", list, &format!("[{at}]")]);
        let error = Diagnostic::error(codes::CACHE_KEY_UNDECLARED, span, format!("`{name}` is in the cache key of {}, but no parameter of it", entry.title()))
            .label("not declared")
            .help(format!("declare it: `parameters: {{{list}: {{{name}: optional}}}}`"))
            .fact("API Gateway PutIntegration, cacheKeyParameters: names of method request parameters; others are refused (botocore 1.44.5)");
        diagnostics.push(error);
    }
}

/// A route speaks of a cache that the API does not have.
fn no_cache(api: &Instance<'_, Api>, entry: Entry<'_>) -> Option<Diagnostic> {
    let wanted = matches!(entry.route.cache, Some(Switch::Enabled | Switch::With(_)));
    if !wanted || caching::of_stage(api.model).is_some() {
        return None;
    }
    let off = api.says(&["cache"]).then(|| api.key(&["cache"]));
    let warning = Diagnostic::warning(
        codes::CACHE_OFF,
        entry.key(api, &["cache"]),
        format!("{} is not cached: `{}` has no cache", entry.title(), api.name),
    )
    .label("has no effect")
    .also(off.unwrap_or_else(|| api.name_span()), "no cache here")
    .help(format!("give `{}` one, `cache: {{cluster_size: 0.5}}`, or leave this out", api.name))
    .fact(format!("methods are cached in the cluster of their stage, if it has one: {GUIDE}"));
    Some(warning)
}

fn not_get(api: &Instance<'_, Api>, entry: Entry<'_>) -> Option<Diagnostic> {
    if matches!(entry.method, Method::Get | Method::Head) {
        return None;
    }
    let span = entry.value(api, &["cache"]);
    let method = entry.method.http();
    let warning = Diagnostic::warning(codes::CACHE_NOT_GET, span, format!("{} is cached", entry.title()))
        .label(if entry.method == Method::Any {
            "the second POST would not be carried out".to_owned()
        } else {
            format!("the second {method} would not be carried out")
        })
        .fix("carry out every request", span, "disabled")
        .fact(format!("only GET is cached by default, and the body is not part of the key: {GUIDE}"));
    Some(warning)
}

/// Whether responses for one user may reach another.
fn users(api: &Instance<'_, Api>, entry: Entry<'_>, cache: MethodCache<'_>) -> Option<Diagnostic> {
    let signed = entry.route.authorization == Authorization::Iam;
    let header = entry.header("Authorization");
    if !signed && header.is_none() {
        return None;
    }
    let who = match header {
        Some(name) => (entry.key(api, &["parameters", "headers", name]), "tells users apart"),
        None => (entry.value(api, &["authorization"]), "tells users apart"),
    };
    let headers = cache.key.map_or(&[][..], |key| &key.headers);
    let at = headers.iter().position(|name| name.eq_ignore_ascii_case("Authorization"));
    if let Some(at) = at {
        let span = entry.value(api, &["cache", "key", "headers", &format!("[{at}]")]);
        let hits = if signed {
            "a signature is new for each request, so that nothing is ever found"
        } else {
            "one entry for each token, so that only repetitions by one user are found"
        };
        let warning =
            Diagnostic::warning(codes::CACHE_BY_TOKEN, span, format!("{} is cached by `Authorization`", entry.title()))
                .label(hits)
                .also(who.0, who.1)
                .help("cache what is the same for all users, or use a header that names fewer of them")
                .fact(format!("each value of a key parameter has entries of its own: {GUIDE}"));
        return Some(warning);
    }
    let written = entry.route.cache.is_some();
    let span = if written { entry.value(api, &["cache"]) } else { entry.key(api, &[]) };
    let error = Diagnostic::error(
        codes::CACHE_SHARED,
        span,
        format!("the cache of {} would give one user's response to another", entry.title()),
    )
    .label(if written {
        "`Authorization` is not in the key"
    } else {
        "cached, since the API has a cache, and `Authorization` is not in the key"
    })
    .also(who.0, who.1)
    .fact(format!("a response is found by path and key parameters alone, whoever asks: {GUIDE}"));
    Some(if written {
        error.fix("do not cache it", span, "disabled")
    } else {
        error.help(
            "do not cache it, `cache: disabled`, or put it into the key, `cache: {key: {headers: [Authorization]}}`",
        )
    })
}

/// A declared parameter that the key does not see.
fn blind(api: &Instance<'_, Api>, entry: Entry<'_>, cache: MethodCache<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let declared = &entry.route.parameters;
    let (queries, headers) = cache.key.map_or((&[][..], &[][..]), |key| (&key.query_strings, &key.headers));
    let unseen_queries =
        declared.query_strings.keys().filter(|name| !queries.contains(name)).map(|name| ("query_strings", name));
    let unseen_headers = declared.headers.keys().filter(|name| {
        // Authorization is judged by itself.
        !name.eq_ignore_ascii_case("Authorization") && !headers.iter().any(|key| key.eq_ignore_ascii_case(name))
    });
    for (list, name) in unseen_queries.chain(unseen_headers.map(|name| ("headers", name))) {
        let span = entry.key(api, &["parameters", list, name]);
        let warning = Diagnostic::warning(
            codes::CACHE_KEY_BLIND,
            span,
            format!("{} gives one response for every `{name}`", entry.title()),
        )
        .label("not in the cache key")
        .help(format!("add it, `cache: {{key: {{{list}: [{name}]}}}}`, or do not cache the route"))
        .fact(format!("query strings and headers outside the key do not tell requests apart: {GUIDE}"));
        diagnostics.push(warning);
    }
}
