//! What scripts of other sites may do.

use crate::blueprint::{Bucket, CorsRule};
use crate::components::cdn;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::system::Instance;

/// Most rules of a bucket. Source: S3 API, PutBucketCors.
const MAX_RULES: usize = 100;
/// Most characters of the name of a rule. Source: registry schema of AWS::S3::Bucket, CorsRule.
const NAME_CHARS: usize = 255;

const FACT: &str = "S3 API, PutBucketCors: AllowedOrigins and AllowedHeaders have one * at most, AllowedMethods are GET, PUT, HEAD, POST and DELETE; up to 100 rules";

/// Rules that S3 would refuse, and some that never come to work.
pub(super) fn check(bucket: &Instance<'_, Bucket>, diagnostics: &mut Vec<Diagnostic>) {
    let rules = &bucket.model.cors;
    if let Some((name, _)) = rules.get_index(MAX_RULES) {
        let message = format!("{} rules of CORS, where a bucket has {MAX_RULES}", rules.len());
        let error = Diagnostic::error(codes::CORS_RULE, bucket.key(&["cors", name]), message)
            .label("the first too many")
            .help("put sites into one rule")
            .fact(FACT);
        diagnostics.push(error);
    }
    for (name, rule) in rules {
        if name.len() > NAME_CHARS {
            let error = Diagnostic::error(
                codes::CORS_RULE,
                bucket.key(&["cors", name]),
                "the name of a rule of CORS is too long",
            )
            .label(format!("{} characters, where {NAME_CHARS} fit", name.len()))
            .help("write a shorter one")
            .fact("registry schema of AWS::S3::Bucket, CorsRule (2026-10-20)");
            diagnostics.push(error);
        }
        empty(bucket, name, rule, diagnostics);
        texts(bucket, name, rule, diagnostics);
    }
    diagnostics.extend(behind_a_cdn(bucket));
}

fn empty(bucket: &Instance<'_, Bucket>, name: &str, rule: &CorsRule, diagnostics: &mut Vec<Diagnostic>) {
    for (field, nothing) in [("origins", rule.origins.is_empty()), ("methods", rule.methods.is_empty())] {
        if nothing {
            let span = bucket.value(&["cors", name, field]);
            let error = Diagnostic::error(codes::CORS_RULE, span, format!("the rule `{name}` has no {field}"))
                .label("allows nothing")
                .help(format!("name some, or leave {} out", if field == "methods" { "`methods`" } else { "the rule" }))
                .fact(FACT);
            diagnostics.push(error);
        }
    }
}

fn texts(bucket: &Instance<'_, Bucket>, name: &str, rule: &CorsRule, diagnostics: &mut Vec<Diagnostic>) {
    for (at, origin) in rule.origins.iter().enumerate() {
        let span = bucket.value(&["cors", name, "origins", &format!("[{at}]")]);
        let error = Diagnostic::error(codes::CORS_RULE, span, format!("`{origin}` is no origin of a page")).fact(FACT);
        if origin == "*" || is_origin(origin) {
            continue;
        }
        let bare = origin.trim_end_matches('/');
        diagnostics.push(if is_origin(bare) {
            error.label("browsers send it without a slash behind").fix(format!("write {bare}"), span, bare)
        } else {
            error
                .label("a scheme, a host, perhaps a port, and one * at most")
                .help("write it so: https://www.example.com")
        });
    }
    for (at, header) in rule.headers.iter().enumerate().filter(|(_, header)| header.matches('*').count() > 1) {
        let span = bucket.value(&["cors", name, "headers", &format!("[{at}]")]);
        let error = Diagnostic::error(codes::CORS_RULE, span, format!("`{header}` has two stars"))
            .label("one at most")
            .help("write `*` for every header")
            .fact(FACT);
        diagnostics.push(error);
    }
}

/// As browsers send it: `https://www.example.com`, `http://localhost:3000`.
fn is_origin(text: &str) -> bool {
    let Some((scheme, host)) = text.split_once("://") else { return false };
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.:*".contains(c);
    matches!(scheme, "http" | "https" | "*")
        && !host.is_empty()
        && host.chars().all(good)
        && text.matches('*').count() <= 1
}

/// Whether S3 answers with headers of CORS depends on the Origin of a request, which a distribution hides, or whose answers it mixes,
/// unless a behavior says otherwise.
fn behind_a_cdn(bucket: &Instance<'_, Bucket>) -> Option<Diagnostic> {
    let (first, _) = bucket.model.cors.first()?;
    let (cdn, pattern) = cdn::loses_cors(bucket.system, bucket.name)?;
    let warning = Diagnostic::warning(codes::CORS_BEHIND_CDN, bucket.key(&["cors", first]), format!("answers of `{}` through `{cdn}` may lack the headers of CORS", bucket.name))
        .label("S3 adds them only where a request has an Origin")
        .also(bucket.system.key(&["cdn", cdn]), format!("for {pattern} an answer does not depend on the Origin of the request"))
        .help("keep an answer for each Origin: `cache: {key: {headers: [Origin]}}`, with `methods: options` and `forward: {managed: cors_s3_origin}`; or let CloudFront add the headers: `response_headers: cors_allow_all_origins`")
        .fact("without Origin in the cache key, what was asked for first without an Origin is kept, and given to every site without the headers (CloudFront Developer Guide, Configure CloudFront to respect CORS settings)");
    Some(warning)
}

#[cfg(test)]
mod tests {
    use super::is_origin;

    #[test]
    fn origins_are_as_browsers_send_them() {
        for good in ["https://www.example.com", "http://localhost:3000", "https://*.example.com", "*://a.example"] {
            assert!(is_origin(good), "{good}");
        }
        for wrong in ["www.example.com", "https://a.example/", "https://*.*.example", "ftp://a.example", "https://"] {
            assert!(!is_origin(wrong), "{wrong}");
        }
    }
}
