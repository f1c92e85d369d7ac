//! What is kept, and what is forwarded.

use super::super::behaviors::{Caching, Entry, behaviors, caching, ttls};
use super::super::origins::{Source, kind, members, source};
use super::Check;
use crate::blueprint::vocabulary::{Switch, Words};
use crate::blueprint::{CacheRule, Forward, ManagedCache, ManagedForward};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::cloudfront::MAX_CACHE_KEY_ITEMS;

pub(super) fn check(check: &mut Check<'_, '_>) {
    for entry in behaviors(check.model()) {
        if let Some(Switch::With(rule)) = &entry.model.cache {
            managed_alone(check, entry, "cache", rule.managed.is_some());
            order(check, entry, rule);
            off_with_key(check, entry, rule);
            key(check, entry, rule);
        }
        if let Some(forward) = &entry.model.forward {
            managed_alone(check, entry, "forward", forward.managed.is_some());
            authorization(check, entry, forward);
            shared(check, entry, forward);
            count(
                check,
                entry,
                &["forward"],
                [
                    ("headers", forward.headers.names()),
                    ("query_strings", forward.query_strings.names()),
                    ("cookies", forward.cookies.names()),
                ],
            );
        }
        host(check, entry);
        compress(check, entry);
    }
}

/// A policy of AWS is a whole.
fn managed_alone(check: &mut Check<'_, '_>, entry: Entry<'_>, field: &str, managed: bool) {
    let fields = ["min_ttl", "ttl", "max_ttl", "key", "headers", "query_strings", "cookies"];
    let beside = fields.into_iter().find(|other| check.cdn.says(&entry.path(&[field, other])));
    let Some(beside) = beside.filter(|_| managed) else { return };
    let path = entry.path(&[field, beside]);
    let error = Diagnostic::error(codes::MANAGED_MIXED, check.key(&path), format!("`{beside}` beside a policy of AWS"))
        .label("the policy says it already")
        .also(check.value(&entry.path(&[field, "managed"])), "cannot be changed")
        .fact("AWS managed policies cannot be edited (CloudFront Developer Guide, Use managed cache policies)");
    let error = check.without(error, &path);
    check.push(error);
}

fn order(check: &mut Check<'_, '_>, entry: Entry<'_>, rule: &CacheRule) {
    let times = ttls(rule);
    let pairs = [
        ("min_ttl", times.least, "ttl", times.default),
        ("ttl", times.default, "max_ttl", times.most),
        ("min_ttl", times.least, "max_ttl", times.most),
    ];
    let wrong = pairs.into_iter().find(|(less, low, more, high)| {
        low > high && check.cdn.says(&entry.path(&["cache", less])) && check.cdn.says(&entry.path(&["cache", more]))
    });
    let Some((less, _, more, _)) = wrong else { return };
    let (low, high) = (entry.path(&["cache", less]), entry.path(&["cache", more]));
    let shown = |field: &str| {
        let time = match field {
            "min_ttl" => rule.min_ttl,
            "ttl" => rule.ttl,
            _ => rule.max_ttl,
        };
        time.map(|time| time.to_string()).unwrap_or_default()
    };
    let span = check.value(&high);
    let error = Diagnostic::error(codes::TTL_ORDER, span, format!("`{more}` of {} is below `{less}` of {}", shown(more), shown(less)))
        .label(format!("less than `{less}`"))
        .also(check.value(&low), "this is longer")
        .fix(format!("raise it to {}", shown(less)), span, shown(less))
        .fact("CloudFront API, CachePolicyConfig: MinTTL is at most DefaultTTL, and DefaultTTL at most MaxTTL; else InvalidArgument");
    check.push(error);
}

fn off_with_key(check: &mut Check<'_, '_>, entry: Entry<'_>, rule: &CacheRule) {
    let key = &rule.key;
    let keyed = !key.headers.is_empty() || !key.query_strings.is_none() || !key.cookies.is_none();
    if rule.managed.is_some() || ttls(rule).most > 0 || !keyed {
        return;
    }
    let error = Diagnostic::error(codes::CACHE_OFF_KEY, check.key(&entry.path(&["cache", "key"])), format!("{} keeps nothing, and has a key", entry.name()))
        .label("a key is for what is kept")
        .also(check.value(&entry.path(&["cache", "max_ttl"])), "nothing is kept")
        .help("write `cache: disabled`; what the origin should see goes to `forward`, where everything but the Host header is the default for servers")
        .fact("CloudFront refuses headers, cookies, query strings and compression in a cache policy whose times are all 0 (aws-cdk issue 16977 and awsdocs pull request 51, read 2026-11-22)");
    check.push(error);
}

fn key(check: &mut Check<'_, '_>, entry: Entry<'_>, rule: &CacheRule) {
    let key = &rule.key;
    count(
        check,
        entry,
        &["cache", "key"],
        [("headers", &key.headers), ("query_strings", key.query_strings.names()), ("cookies", key.cookies.names())],
    );
    if let Some(at) = position(&key.headers, "authorization") {
        let span = check.value(&entry.path(&["cache", "key", "headers", &at]));
        let warning = Diagnostic::warning(codes::AUTHORIZATION_CACHED, span, format!("{} keeps an answer for each caller", entry.name()))
            .label("each token is a key of its own")
            .help("write `cache: disabled`, which forwards the header to a server; or check tokens at the edge and keep one answer for all")
            .fact("each value of a header in the cache key has answers of its own (CloudFront Developer Guide, Understand the cache key)");
        check.push(warning);
    }
    if key.query_strings == Words::All && source(check.model(), &entry.model.origin) == Some(Source::Bucket) {
        let span = check.value(&entry.path(&["cache", "key", "query_strings"]));
        let warning = Diagnostic::warning(codes::QUERY_STRINGS_STATIC, span, format!("{} keeps a copy of a file for each query string", entry.name()))
            .label("a bucket answers alike to all of them")
            .help("leave it out, or name the ones that matter, such as a version")
            .fact("any query string in the key makes another object in the cache (CloudFront Developer Guide, Cache content based on query string parameters)");
        check.push(warning);
    }
}

fn count(check: &mut Check<'_, '_>, entry: Entry<'_>, path: &[&str], lists: [(&str, &[String]); 3]) {
    for (field, names) in lists.into_iter().filter(|(_, names)| names.len() > MAX_CACHE_KEY_ITEMS) {
        let span = check.value(&entry.path(&[path, &[field]].concat()));
        let warning = Diagnostic::warning(
            codes::CACHE_KEY_COUNT,
            span,
            format!("{} {field}, where an account has {MAX_CACHE_KEY_ITEMS} a policy at first", names.len()),
        )
        .label("more than the quota")
        .help("name fewer, or ask for a higher quota before the first run")
        .fact("CloudFront Developer Guide, Quotas on policies: headers, cookies and query strings per policy, 10 each");
        check.push(warning);
    }
}

fn position(names: &[String], wanted: &str) -> Option<String> {
    names.iter().position(|name| name.eq_ignore_ascii_case(wanted)).map(|at| format!("[{at}]"))
}

fn authorization(check: &mut Check<'_, '_>, entry: Entry<'_>, forward: &Forward) {
    let Some(at) = position(forward.headers.names(), "authorization") else { return };
    let span = check.value(&entry.path(&["forward", "headers", &at]));
    let error = Diagnostic::error(codes::AUTHORIZATION_FORWARDED, span, "Authorization cannot be forwarded by name")
        .label("only a cache key may name it")
        .help("with `cache: disabled` leave `forward` out: everything but Host goes to a server, Authorization included; where answers are kept, it belongs to `cache.key.headers`, so that no caller gets another's")
        .fact("\"CloudFront returns an HTTP 400 error if you create an origin request policy that forwards the Authorization header\" (AWS re:Post, Configure CloudFront to forward the Authorization header, read 2026-11-22)");
    check.push(error);
}

/// Who a client is, forwarded to what does not keep the answers of one client from another.
fn shared(check: &mut Check<'_, '_>, entry: Entry<'_>, forward: &Forward) {
    let Some(rule) = keeps_unasked(check, entry) else { return };
    let key = &rule.key;
    let (cookies, authorization) = match forward.managed {
        Some(
            ManagedForward::AllViewer | ManagedForward::AllViewerExceptHost | ManagedForward::AllViewerAndCloudFront,
        ) => (&Words::All, true),
        Some(_) => return,
        None => (&forward.cookies, forward.headers == Words::All),
    };
    let cookies = match (cookies, &key.cookies) {
        (_, Words::All) => false,
        (Words::All, _) => true,
        (sent, kept) => sent.names().iter().any(|name| !kept.names().contains(name)),
    };
    let authorization = authorization && position(&key.headers, "authorization").is_none();
    let what = match (cookies, authorization) {
        (false, false) => return,
        (true, true) => "cookies and Authorization are",
        (true, false) => "cookies are",
        (false, true) => "Authorization is",
    };
    let field = match forward.managed {
        Some(_) => "managed",
        None if cookies => "cookies",
        None => "headers",
    };
    let path = entry.path(&["forward", field]);
    let at = if check.cdn.says(&entry.path(&["cache"])) { entry.path(&["cache"]) } else { entry.path(&["origin"]) };
    let warning = Diagnostic::warning(codes::FORWARDED_NOT_IN_KEY, check.value(&path), format!("{}: {what} forwarded, and not in the cache key", entry.name()))
        .label("an answer made for one client is given to the next")
        .also(check.value(&at), "keeps answers")
        .help("name under `cache.key` what answers depend on, which forwards it, too; or keep nothing: `cache: disabled`")
        .fact("requests that differ only in what is not in the cache key get the same answer (CloudFront Developer Guide, Understand the cache key)");
    check.push(warning);
}

/// By which rule a behavior keeps answers of which the origin says nothing. What keeps them only if the origin says so may trust it.
fn keeps_unasked(check: &Check<'_, '_>, entry: Entry<'_>) -> Option<CacheRule> {
    match caching(check.model(), entry.model) {
        Caching::Off => None,
        Caching::Own(rule) => (ttls(rule).default > 0).then(|| rule.clone()),
        Caching::Managed(ManagedCache::Optimized | ManagedCache::Uncompressed | ManagedCache::MediaPackage) => {
            Some(CacheRule::default())
        }
        Caching::Managed(_) => None,
    }
}

/// Buckets and APIs know themselves by name: another Host is refused.
fn host(check: &mut Check<'_, '_>, entry: Entry<'_>) {
    let model = check.model();
    let strict = members(model, &entry.model.origin)
        .find(|(_, origin)| matches!(kind(origin), Some(Source::Bucket | Source::Api)));
    let Some((name, _)) = strict else { return };
    let whole = |managed| {
        matches!(managed, ManagedForward::AllViewer | ManagedForward::AllViewerAndCloudFront | ManagedForward::HostOnly)
    };
    let cached = match &entry.model.cache {
        Some(Switch::With(rule)) => Some(rule),
        _ => None,
    };
    let forward = entry.model.forward.as_ref();
    let in_key = cached.and_then(|rule| position(&rule.key.headers, "host"));
    let named = forward.and_then(|forward| position(forward.headers.names(), "host"));
    let keyed = cached
        .and_then(|rule| rule.managed)
        .filter(|managed| matches!(managed, ManagedCache::OriginHeaders | ManagedCache::OriginHeadersQuery));
    let (path, fix) = if forward.and_then(|forward| forward.managed).is_some_and(whole) {
        (entry.path(&["forward", "managed"]), Some(ManagedForward::AllViewerExceptHost.key()))
    } else if forward.is_some_and(|forward| forward.headers == Words::All) {
        (entry.path(&["forward", "headers"]), None)
    } else if let Some(at) = &named {
        (entry.path(&["forward", "headers", at]), None)
    } else if let Some(at) = &in_key {
        (entry.path(&["cache", "key", "headers", at]), None)
    } else if keyed.is_some() {
        (entry.path(&["cache", "managed"]), None)
    } else {
        return;
    };
    let span = check.value(&path);
    let error = Diagnostic::error(codes::HOST_FORWARDED, span, format!("`{name}` would get the name of the distribution as Host"))
        .label("forwards the Host header")
        .also(check.key(&["origins", name]), "answers to its own name alone, else with 403")
        .fact("S3 and API Gateway find the bucket and the API by the Host header (CloudFront Developer Guide, Use managed origin request policies, AllViewerExceptHostHeader)");
    check.push(match fix {
        Some(better) => error.fix(format!("use {better}"), span, better),
        None => error.help("leave it out; everything else is forwarded by `{managed: all_viewer_except_host_header}`"),
    });
}

fn compress(check: &mut Check<'_, '_>, entry: Entry<'_>) {
    if entry.model.compress != Some(true) || !matches!(caching(check.model(), entry.model), Caching::Off) {
        return;
    }
    let path = entry.path(&["compress"]);
    let warning = Diagnostic::warning(codes::COMPRESS_NOTHING, check.key(&path), format!("{} compresses nothing", entry.name()))
        .label("only what is kept is compressed")
        .fact("\"The parameter EnableAcceptEncodingGzip is invalid for policy with caching disabled\" (CloudFront's answer, read 2026-11-22)");
    let warning = check.without(warning, &path);
    check.push(warning);
}
