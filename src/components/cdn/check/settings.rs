//! What a distribution says of itself: root object, errors, firewall, logs, signed paths, edge locations.

use super::super::origins::{hides_root, members};
use super::origins::signable;
use super::{Check, keys};
use crate::blueprint::vocabulary::Switch;
use crate::blueprint::{ErrorResponse, PriceClass, Waf};
use crate::components::buckets;
use crate::diagnostics::{self as codes, Diagnostic, did_you_mean};
use crate::documents::arn::is_account;

/// The errors that CloudFront can answer otherwise. Source: registry schema of AWS::CloudFront::Distribution, CustomErrorResponse.
const ERRORS: [u16; 11] = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

pub(super) fn check(check: &mut Check<'_, '_>) {
    root_object(check);
    for (status, response) in &check.model().error_responses {
        error_response(check, status, response);
    }
    missing(check);
    price_class(check);
    if let Some(Switch::With(waf)) = &check.model().waf {
        firewall(check, waf);
    }
    if let Some(Switch::With(logs)) = &check.model().access_logs {
        let found = buckets::whole_days(logs.retention, check.value(&["access_logs", "retention"]));
        check.found.extend(found);
    }
    signed(check);
}

fn root_object(check: &mut Check<'_, '_>) {
    let Some(object) = check.model().default_root_object.as_deref() else { return };
    let bare = object.trim_start_matches('/');
    if bare == object && !bare.is_empty() {
        return;
    }
    let span = check.value(&["default_root_object"]);
    let error = Diagnostic::error(codes::ROOT_OBJECT, span, format!("`{object}` cannot be the root object"))
        .label("a name without a slash in front")
        .fact("\"Specify only the object name; don't add a / before it\" (botocore 1.44.5, CloudFront, DistributionConfig.DefaultRootObject)");
    check.push(if bare.is_empty() {
        error.help("write index.html")
    } else {
        error.fix(format!("write {bare}"), span, bare)
    });
}

fn error_response(check: &mut Check<'_, '_>, status: &str, response: &ErrorResponse) {
    let fact = "registry schema of AWS::CloudFront::Distribution, CustomErrorResponse (2026-10-20)";
    let path = ["error_responses", status];
    if !status.parse().is_ok_and(|status: u16| ERRORS.contains(&status)) {
        let error = Diagnostic::error(
            codes::ERROR_RESPONSE,
            check.key(&path),
            format!("CloudFront has no answer of its own to {status}"),
        )
        .label("400, 403, 404, 405, 414, 416, 500, 501, 502, 503 or 504")
        .help("leave it out")
        .fact(fact);
        return check.push(error);
    }
    if response.page.is_none() && response.ttl.is_none() {
        let error = Diagnostic::error(codes::ERROR_RESPONSE, check.key(&path), format!("nothing is said of {status}"))
            .label("neither `page` nor `ttl`")
            .help("name a page: `page: /errors/missing.html`")
            .fact(fact);
        check.push(error);
    }
    if let Some(page) = response.page.as_deref().filter(|page| !page.starts_with('/')) {
        let span = check.value(&["error_responses", status, "page"]);
        let error = Diagnostic::error(codes::ERROR_RESPONSE, span, format!("`{page}` is no path"))
            .label("a slash in front")
            .fix(format!("write /{page}"), span, format!("/{page}"))
            .fact("CloudFront API, CustomErrorResponse.ResponsePagePath: begins with a slash");
        check.push(error);
    }
    if let Some(shown) = response.status {
        let span = check.value(&["error_responses", status, "status"]);
        if response.page.is_none() {
            let error = Diagnostic::error(codes::ERROR_RESPONSE, span, format!("a status for {status} without a page"))
                .label("belongs to a page")
                .help("add `page`")
                .fact(fact);
            check.push(error);
        } else if shown != 200 && !ERRORS.contains(&shown) {
            let error = Diagnostic::error(
                codes::ERROR_RESPONSE,
                span,
                format!("CloudFront cannot answer {shown} for {status}"),
            )
            .label("200, 400, 403, 404, 405, 414, 416, 500, 501, 502, 503 or 504")
            .help("choose one of these, or leave it out")
            .fact(fact);
            check.push(error);
        }
    }
}

/// A bucket answers 404 for what is not there to who may list it, and 403 to others.
fn missing(check: &mut Check<'_, '_>) {
    let model = check.model();
    let origin = &model.default_behavior.origin;
    let bucket = members(model, origin).next().and_then(|(_, origin)| origin.bucket.as_deref());
    let Some(bucket) = bucket else { return };
    let answers = |status: &str| model.error_responses.get(status).filter(|response| response.page.is_some());
    let fact = "without s3:ListBucket, GetObject of what does not exist gives 403, with it 404 (Amazon S3 API Reference, GetObject, Permissions); a distribution may list its buckets here if `/` is not the bucket's root";
    if !hides_root(model, bucket) {
        if answers("404").is_some() && answers("403").is_none() {
            let span = check.key(&["error_responses", "404"]);
            let warning = Diagnostic::warning(
                codes::MISSING_IS_403,
                span,
                "a private bucket answers 403, not 404, for what is not there",
            )
            .label("the default behavior never meets it")
            .also(check.value(&["default_behavior", "origin"]), "a bucket whose root is `/`")
            .help("add `default_root_object: index.html`: then the distribution may list the bucket, and is told 404")
            .fact(fact);
            check.push(warning);
        }
        return;
    }
    let Some(refused) = answers("403").filter(|response| response.status.is_some_and(|status| status != 403)) else {
        return;
    };
    let span = check.key(&["error_responses", "403"]);
    let shown = refused.status.unwrap_or(403);
    let warning = Diagnostic::warning(codes::REFUSED_AS_MISSING, span, format!("what is refused is answered {shown}"))
        .label("the firewall, signed paths and origins say 403 for what they refuse")
        .also(check.value(&["default_behavior", "origin"]), "a bucket, which says 404 for what is not there")
        .fact(fact);
    check.push(if answers("404").is_some() {
        check.without(warning, &["error_responses", "403"])
    } else {
        warning.fix("answer 404", span, "\"404\"")
    });
}

fn price_class(check: &mut Check<'_, '_>) {
    let left_out: &[&str] = match check.model().price_class {
        PriceClass::All => return,
        PriceClass::Class200 => &["SA", "OC"],
        PriceClass::Class100 => &["SA", "OC", "AS", "AF"],
    };
    let system = check.cdn.system;
    let beyond = system
        .regions
        .iter()
        .find(|region| region.facts.continent.is_some_and(|continent| left_out.contains(&continent)));
    let Some(region) = beyond else { return };
    let span = check.value(&["price_class"]);
    let warning =
        Diagnostic::warning(codes::PRICE_CLASS, span, format!("edge locations near {} are left out", region.code))
            .label("their clients are answered from another continent")
            .also(region.key, "the system runs here")
            .fix("use all of them", span, "all")
            .fact("CloudFront Developer Guide, Choose the price class for a distribution");
    check.push(warning);
}

fn firewall(check: &mut Check<'_, '_>, waf: &Waf) {
    if let Some(arn) = &waf.web_acl {
        let parts: Vec<&str> = arn.splitn(6, ':').collect();
        let good = matches!(parts.as_slice(), ["arn", "aws", "wafv2", "us-east-1", account, rest] if is_account(account) && rest.starts_with("global/webacl/"));
        if !good {
            let span = check.value(&["waf", "web_acl"]);
            let error = Diagnostic::error(codes::WEB_ACL, span, format!("`{arn}` guards no distribution"))
                .label("arn:aws:wafv2:us-east-1:111122223333:global/webacl/…")
                .help("name a web ACL of scope CLOUDFRONT, which is in us-east-1; or leave it out: then one is made")
                .fact("\"To work with CloudFront, you must also specify the Region US East (N. Virginia)\" (botocore 1.44.5, WAFv2, Scope)");
            check.push(error);
        }
        let own = [("rate_limit", waf.rate_limit.is_some()), ("large_bodies", waf.large_bodies)];
        for (field, _) in own.into_iter().filter(|(_, said)| *said) {
            let path = ["waf", field];
            let error = Diagnostic::error(
                codes::WEB_ACL,
                check.key(&path),
                format!("`{field}` beside a web ACL that is there already"),
            )
            .label("its rules are its own")
            .also(check.key(&["waf", "web_acl"]), "not made by this blueprint");
            let error = check.without(error, &path);
            check.push(error);
        }
    }
    if let Some(limit) = waf.rate_limit.filter(|limit| !(10..=2_000_000_000).contains(limit)) {
        let span = check.value(&["waf", "rate_limit"]);
        let error = Diagnostic::error(codes::WEB_ACL, span, format!("a limit of {limit} requests in 5 minutes"))
            .label("10 to 2,000,000,000")
            .fix("write the least", span, if limit < 10 { "10" } else { "2000000000" })
            .fact("registry schema of AWS::WAFv2::WebACL, RateBasedStatement.Limit (2026-10-20)");
        check.push(error);
    }
}

fn signed(check: &mut Check<'_, '_>) {
    let Some(signed) = &check.model().signed else { return };
    let known = signable(check);
    for (at, path) in signed.paths.iter().enumerate() {
        if known.contains(&path.as_str()) {
            continue;
        }
        let span = check.value(&["signed", "paths", &format!("[{at}]")]);
        let error = Diagnostic::error(codes::SIGNED_PATH, span, format!("no behavior has the pattern `{path}`"))
            .fact("trusted key groups belong to a cache behavior (CloudFront Developer Guide, Specify signers that can create signed URLs and signed cookies)");
        check.push(match did_you_mean(path, known.iter().copied()) {
            Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
            None => error.label("not one of the distribution's").help(format!("the patterns are {}", known.join(", "))),
        });
    }
    if signed.paths.is_empty() {
        let error = Diagnostic::error(codes::SIGNED_PATH, check.key(&["signed", "paths"]), "keys that close nothing")
            .label("no path")
            .help("name the pattern of a behavior, or `default`");
        check.push(error);
    }
    keys::check(check, signed);
}
