//! Origins and groups of them.

use super::super::behaviors::behaviors;
use super::super::origins::{Source, kind, url};
use super::super::{REGION, signed};
use super::{Check, services};
use crate::blueprint::Origin;
use crate::blueprint::vocabulary::Duration;
use crate::components::routing;
use crate::diagnostics::{self as codes, Diagnostic, did_you_mean};
use crate::facts::cloudfront::{
    ORIGIN_CONNECTION_ATTEMPTS, ORIGIN_CONNECTION_TIMEOUT_S, ORIGIN_READ_TIMEOUT_S, origin_shield_regions,
};
use crate::facts::regions;

/// The statuses on which CloudFront can ask the second origin of a group. Source: CloudFront API, OriginGroupFailoverCriteria.
const FAILOVER: [u16; 9] = [400, 403, 404, 416, 429, 500, 502, 503, 504];

pub(super) fn check(check: &mut Check<'_, '_>) {
    for (name, origin) in &check.model().origins {
        match kind(origin) {
            None => source(check, name, origin),
            Some(kind) => {
                misplaced(check, name, origin, kind);
                target(check, name, origin);
                address(check, name, origin);
                base_path(check, name, origin);
                services::check(check, name, origin);
            }
        }
        timeouts(check, name, origin);
        shield(check, name, origin);
        unused(check, name);
    }
    groups(check);
}

fn source(check: &mut Check<'_, '_>, name: &str, origin: &Origin) {
    let said = [("bucket", &origin.bucket), ("api", &origin.api), ("service", &origin.service), ("url", &origin.url)];
    let said: Vec<&str> = said.iter().filter(|(_, value)| value.is_some()).map(|(field, _)| *field).collect();
    let error = match said.as_slice() {
        [first, second, ..] => {
            let span = check.key(&["origins", name, second]);
            Diagnostic::error(codes::ORIGIN_SOURCE, span, format!("`{name}` comes from two places"))
                .label(format!("a {second}"))
                .also(check.key(&["origins", name, first]), format!("and a {first}"))
                .help("make two origins of it")
        }
        _ => Diagnostic::error(
            codes::ORIGIN_SOURCE,
            check.key(&["origins", name]),
            format!("`{name}` comes from nowhere"),
        )
        .label("no `bucket`, `api`, `service` or `url`")
        .help("say where content comes from: `bucket: …`, `api: …`, `service: …` with a `port`, or `url: https://…`"),
    };
    check.push(error);
}

/// Fields of another kind of origin.
fn misplaced(check: &mut Check<'_, '_>, name: &str, origin: &Origin, kind: Source) {
    let fields = [
        ("base_path", origin.base_path.is_some(), kind == Source::Api, "an api"),
        ("port", origin.port.is_some(), kind == Source::Service, "a service"),
        ("region", origin.region.is_some(), kind == Source::Service, "a service"),
        ("prefix_list", !origin.prefix_list.is_empty(), kind == Source::Service, "a service"),
        ("path", origin.path.is_some(), matches!(kind, Source::Bucket | Source::Service), "a bucket or a service"),
        ("read_timeout", origin.read_timeout.is_some(), kind != Source::Bucket, "an api, a service or a url"),
        ("keepalive", origin.keepalive.is_some(), kind != Source::Bucket, "an api, a service or a url"),
    ];
    for (field, said, fits, whose) in fields {
        if said && !fits {
            let path = ["origins", name, field];
            let error =
                Diagnostic::error(codes::ORIGIN_SOURCE, check.key(&path), format!("`{name}` takes no `{field}`"))
                    .label(format!("it belongs to {whose}"));
            let error = check.without(error, &path);
            check.push(error);
        }
    }
}

/// Names of things that the blueprint does not have.
fn target(check: &mut Check<'_, '_>, name: &str, origin: &Origin) {
    let blueprint = check.cdn.system.blueprint;
    let named = [
        ("bucket", &origin.bucket, blueprint.buckets.keys().map(String::as_str).collect::<Vec<_>>()),
        ("api", &origin.api, blueprint.apis.keys().map(String::as_str).collect()),
    ];
    for (field, value, known) in named {
        let Some(value) = value.as_deref().filter(|value| !known.contains(value)) else { continue };
        let span = check.value(&["origins", name, field]);
        let error = Diagnostic::error(codes::ORIGIN_TARGET, span, format!("there is no {field} `{value}`"));
        check.push(match did_you_mean(value, known.iter().copied()) {
            Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
            None if known.is_empty() => {
                error.label(format!("the blueprint has no {field}s")).help(format!("add it to `{field}s`"))
            }
            None => error.label("not one of the blueprint's").help(format!("the {field}s are {}", known.join(", "))),
        });
    }
}

fn address(check: &mut Check<'_, '_>, name: &str, origin: &Origin) {
    if let Some(path) = origin.path.as_deref().filter(|path| !path.starts_with('/')) {
        let span = check.value(&["origins", name, "path"]);
        let error = Diagnostic::error(codes::ORIGIN_URL, span, format!("`{path}` is no path"))
            .label("a slash in front")
            .fix(format!("write /{path}"), span, format!("/{path}"))
            .fact("CloudFront API, Origin.OriginPath: begins with a slash");
        check.push(error);
    }
    let Some(text) = origin.url.as_deref() else { return };
    let span = check.value(&["origins", name, "url"]);
    let Some(url) = url(text) else {
        let error = Diagnostic::error(codes::ORIGIN_URL, span, format!("`{text}` cannot be an origin"))
            .label("https, a name with a dot, and perhaps a port and a path")
            .help("write it so: https://origin.example.com/base")
            .fact("CloudFront API, Origin: DomainName is a name, OriginPath a path; neither a query string nor credentials");
        return check.push(error);
    };
    if let Some(port) = url.port.filter(|port| *port != 80 && *port != 443 && *port < 1024) {
        let error = Diagnostic::error(codes::ORIGIN_URL, span, format!("CloudFront asks no origin at port {port}"))
            .label("80, 443, or 1024 and above")
            .help("let the origin answer at 443")
            .fact("CloudFront Developer Guide, All distribution settings reference, HTTPS port: 443 or 1024 to 65535");
        return check.push(error);
    }
    let bucket = url.host.contains(".s3.") || url.host.contains(".s3-");
    if bucket && !url.host.contains("s3-website") {
        let error = Diagnostic::error(codes::ORIGIN_URL, span, "a bucket as a server of its own")
            .label("it would have to be public")
            .help("add the bucket to `buckets` and write `bucket: …`: it stays private, and CloudFront signs what it asks")
            .fact("CloudFront Developer Guide, Restrict access to an Amazon S3 origin");
        return check.push(error);
    }
    if !url.https {
        let warning = Diagnostic::warning(codes::ORIGIN_PLAIN_HTTP, span, format!("content comes from {} over plain HTTP", url.host))
            .label("anyone on the way can read and change it")
            .help("write https://, or for a website in a bucket `bucket: …` with the edge function `index-documents`")
            .fact("CloudFront Developer Guide, Require HTTPS for communication between CloudFront and your custom origin; an S3 website endpoint has no HTTPS");
        check.push(warning);
    }
}

fn base_path(check: &mut Check<'_, '_>, name: &str, origin: &Origin) {
    let (Some(base), Some(api)) = (origin.base_path.as_deref(), origin.api.as_deref()) else { return };
    let span = check.value(&["origins", name, "base_path"]);
    let word = |c: char| c.is_ascii_alphanumeric() || "$-_.+!*'()".contains(c);
    let bare = base.trim_matches('/');
    if bare != base || base.is_empty() || !base.chars().all(word) {
        let error = Diagnostic::error(codes::BASE_PATH, span, format!("`{base}` cannot be a base path"))
            .label("one word without slashes: api")
            .fact("API Gateway CreateBasePathMapping, basePath");
        let good = !bare.is_empty() && bare.chars().all(word);
        return check.push(if good {
            error.fix(format!("write {bare}"), span, bare)
        } else {
            error.help("write a word such as api")
        });
    }
    if routing::origin_name(check.cdn.system, api).is_none() {
        let error = Diagnostic::error(codes::BASE_PATH, span, format!("nothing takes `{base}` off the paths for `{api}`"))
            .label("the API has no domain")
            .help(format!("give `{api}` a domain and `routing_strategy` a hosted zone, or let the API's routes begin with /{base} and leave this out"))
            .fact("a base path belongs to a custom domain name; at execute-api a path is a route, and /live/api/… is none (API Gateway Developer Guide, Custom domain name for public REST APIs)");
        return check.push(error);
    }
    let start = format!("/{base}");
    let reached = |pattern: &str| {
        pattern.strip_prefix(&start).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '*']))
    };
    for entry in behaviors(check.model()).filter(|entry| entry.model.origin == name) {
        if !entry.pattern.is_some_and(reached) {
            let span = check.value(&entry.path(&["origin"]));
            let warning = Diagnostic::warning(
                codes::BASE_PATH_MISSED,
                span,
                format!("{} asks `{api}` for paths without /{base}", entry.name()),
            )
            .label("the API answers them with 403")
            .also(check.value(&["origins", name, "base_path"]), "only paths that begin so are taken")
            .help(format!("send /{base}/* there, or use an origin without `base_path`"));
            check.push(warning);
        }
    }
}

fn timeouts(check: &mut Check<'_, '_>, name: &str, origin: &Origin) {
    let times: [(&str, Option<Duration>, _); 3] = [
        ("read_timeout", origin.read_timeout, ORIGIN_READ_TIMEOUT_S),
        ("keepalive", origin.keepalive, ORIGIN_READ_TIMEOUT_S),
        ("connect_timeout", origin.connect_timeout, ORIGIN_CONNECTION_TIMEOUT_S),
    ];
    for (field, time, range) in times {
        let Some(time) =
            time.filter(|time| !(u64::from(*range.start())..=u64::from(*range.end())).contains(&time.seconds))
        else {
            continue;
        };
        let near = time.seconds.clamp(u64::from(*range.start()), u64::from(*range.end()));
        let span = check.value(&["origins", name, field]);
        let error = Diagnostic::error(codes::ORIGIN_TIMEOUT, span, format!("`{field}` cannot be {time}"))
            .label(format!("{}s to {}s", range.start(), range.end()))
            .fix(format!("write {near}s"), span, format!("{near}s"))
            .fact("botocore 1.44.5, CloudFront, Origin and CustomOriginConfig; CloudFront Developer Guide, Quotas");
        check.push(error);
    }
    if let Some(attempts) = origin.connect_attempts.filter(|attempts| !ORIGIN_CONNECTION_ATTEMPTS.contains(attempts)) {
        let near = attempts.clamp(*ORIGIN_CONNECTION_ATTEMPTS.start(), *ORIGIN_CONNECTION_ATTEMPTS.end());
        let span = check.value(&["origins", name, "connect_attempts"]);
        let error = Diagnostic::error(
            codes::ORIGIN_TIMEOUT,
            span,
            format!("CloudFront cannot try {attempts} times to connect"),
        )
        .label("1 to 3")
        .fix(format!("write {near}"), span, near.to_string())
        .fact("CloudFront Developer Guide, Quotas: connection attempts per origin, 1-3 (read 2026-11-22)");
        check.push(error);
    }
}

fn shield(check: &mut Check<'_, '_>, name: &str, origin: &Origin) {
    let Some(shield) = origin.shield.as_deref() else { return };
    let span = check.value(&["origins", name, "shield"]);
    let near = nearest_shield(if origin.bucket.is_some() { REGION } else { shield });
    let warning = if !origin_shield_regions().iter().any(|region| region == shield) {
        Diagnostic::warning(codes::ORIGIN_SHIELD, span, format!("Origin Shield is not known to be in {shield}"))
            .label("not in the list")
    } else if origin.bucket.is_some() && shield != REGION {
        Diagnostic::warning(codes::ORIGIN_SHIELD, span, format!("Origin Shield in {shield} is far from the bucket"))
            .label("the bucket is in us-east-1")
    } else {
        return;
    };
    let warning = warning.fact("CloudFront Developer Guide, Use Amazon CloudFront Origin Shield: the region with the lowest latency to the origin");
    check.push(match near {
        Some(near) => warning.fix(format!("use {near}"), span, near),
        None => {
            warning.help(format!("the regions are {}", origin_shield_regions().iter().collect::<Vec<_>>().join(", ")))
        }
    });
}

fn nearest_shield(to: &str) -> Option<&'static str> {
    let here = regions::find(to)?.location?;
    let places = origin_shield_regions().iter().filter_map(|code| Some((code, regions::find(code)?.location?)));
    places.min_by(|(_, a), (_, b)| here.distance_km(*a).total_cmp(&here.distance_km(*b))).map(|(code, _)| code)
}

fn unused(check: &mut Check<'_, '_>, name: &str) {
    let model = check.model();
    let in_group = model.origin_groups.values().any(|group| group.primary == name || group.secondary == name);
    let known = |origin: &String| model.origins.contains_key(origin) || model.origin_groups.contains_key(origin);
    let misspelt = behaviors(model).any(|entry| !known(&entry.model.origin));
    if in_group || misspelt || behaviors(model).any(|entry| entry.model.origin == name) {
        return;
    }
    let path = ["origins", name];
    let warning = Diagnostic::warning(codes::ORIGIN_UNUSED, check.key(&path), format!("no behavior asks `{name}`"))
        .label("nothing comes from here");
    let warning = check.without(warning, &path);
    check.push(warning);
}

fn groups(check: &mut Check<'_, '_>) {
    let model = check.model();
    for (name, group) in &model.origin_groups {
        for (field, origin) in [("primary", &group.primary), ("secondary", &group.secondary)] {
            if !model.origins.contains_key(origin) {
                unknown(check, &["origin_groups", name, field], origin, false);
            }
        }
        let fact = "CloudFront Developer Guide, Optimize high availability with CloudFront origin failover";
        if model.origins.contains_key(name) {
            let span = check.key(&["origin_groups", name]);
            let error = Diagnostic::error(codes::ORIGIN_GROUP, span, format!("`{name}` is an origin and a group"))
                .label("a behavior could mean either")
                .also(check.key(&["origins", name]), "the origin")
                .help("give the group another name");
            check.push(error);
        }
        if group.primary == group.secondary {
            let span = check.value(&["origin_groups", name, "secondary"]);
            let error =
                Diagnostic::error(codes::ORIGIN_GROUP, span, format!("`{}` stands in for itself", group.primary))
                    .label("the same origin twice")
                    .help("name another origin")
                    .fact(fact);
            check.push(error);
        }
        for (at, status) in group.statuses.iter().enumerate().filter(|(_, status)| !FAILOVER.contains(status)) {
            let span = check.value(&["origin_groups", name, "statuses", &format!("[{at}]")]);
            let error = Diagnostic::error(codes::ORIGIN_GROUP, span, format!("no failover on {status}"))
                .label("400, 403, 404, 416, 429, 500, 502, 503 or 504")
                .help("leave it out")
                .fact(fact);
            check.push(error);
        }
        if group.statuses.is_empty() {
            let span = check.value(&["origin_groups", name, "statuses"]);
            let error = Diagnostic::error(codes::ORIGIN_GROUP, span, format!("`{name}` never fails over"))
                .label("no status")
                .help("write [500, 502, 503, 504]")
                .fact(fact);
            check.push(error);
        }
    }
}

/// A name that is neither an origin nor, where one may stand, a group.
pub(super) fn unknown(check: &mut Check<'_, '_>, path: &[&str], name: &str, groups: bool) {
    let model = check.model();
    let known: Vec<&str> =
        model.origins.keys().chain(model.origin_groups.keys().filter(|_| groups)).map(String::as_str).collect();
    let span = check.value(path);
    let error = Diagnostic::error(codes::UNKNOWN_ORIGIN, span, format!("there is no origin `{name}`"));
    check.push(match did_you_mean(name, known.iter().copied()) {
        Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
        None => error.label("not one of the distribution's").help(format!("the origins are {}", known.join(", "))),
    });
}

/// What `paths` of `signed` may name.
pub(super) fn signable<'m>(check: &Check<'_, 'm>) -> Vec<&'m str> {
    check.model().behaviors.keys().map(String::as_str).chain([signed::DEFAULT]).collect()
}
