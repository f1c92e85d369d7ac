//! Behaviors: their patterns, their order, their methods.

use super::super::behaviors::{behaviors, methods};
use super::{Check, origins};
use crate::blueprint::Methods;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::cloudfront::MAX_BEHAVIORS;

/// The most characters of a path pattern. Source: CloudFront Developer Guide, "All distribution settings reference".
const PATTERN_CHARS: usize = 255;

pub(super) fn check(check: &mut Check<'_, '_>) {
    let model = check.model();
    for entry in behaviors(model) {
        let known =
            model.origins.contains_key(&entry.model.origin) || model.origin_groups.contains_key(&entry.model.origin);
        if !known {
            origins::unknown(check, &entry.path(&["origin"]), &entry.model.origin, true);
        }
        if model.origin_groups.contains_key(&entry.model.origin) && methods(model, entry.model) == Methods::All {
            let span = check.value(&entry.path(&["methods"]));
            let error = Diagnostic::error(codes::GROUP_METHODS, span, format!("{} lets writes through to two origins", entry.name()))
                .label("POST, PUT, PATCH and DELETE")
                .also(check.value(&entry.path(&["origin"])), "a group")
                .fix("let GET, HEAD and OPTIONS through", span, "options")
                .fact("\"The parameter AllowedMethods cannot include POST, PUT, PATCH, or DELETE for a cached behavior associated with an origin group\" (CloudFront's answer, aws-cdk issue 32450, read 2026-11-22)");
            check.push(error);
        }
    }
    patterns(check);
    if model.behaviors.len() > MAX_BEHAVIORS {
        let span = check.key(&["behaviors"]);
        let warning = Diagnostic::warning(
            codes::BEHAVIOR_COUNT,
            span,
            format!("{} behaviors, where an account has {MAX_BEHAVIORS} at first", model.behaviors.len()),
        )
        .label("more than the quota")
        .help("ask for a higher quota before the first run, or put paths together")
        .fact("CloudFront Developer Guide, Quotas: cache behaviors per distribution, 75 (read 2026-11-22)");
        check.push(warning);
    }
}

fn patterns(check: &mut Check<'_, '_>) {
    let mut before: Vec<&str> = Vec::new();
    for pattern in check.model().behaviors.keys() {
        let span = check.key(&["behaviors", pattern]);
        if bare(pattern) == "*" {
            let error = Diagnostic::error(codes::BEHAVIOR_PATH, span, format!("`{pattern}` is the default behavior"))
                .label("takes every request")
                .help("write it as `default_behavior`");
            check.push(error);
        } else if !well_formed(pattern) {
            let error = Diagnostic::error(codes::BEHAVIOR_PATH, span, format!("`{pattern}` cannot be a path pattern"))
                .label("letters, digits, _-.*?$/~\"'@:+& and at most 255 of them")
                .help("write a path such as /api/* or *.jpg; a query string is no part of it")
                .fact("CloudFront Developer Guide, All distribution settings reference, Path pattern");
            check.push(error);
        } else if let Some(first) = before.iter().find(|first| covers(bare(first), bare(pattern))) {
            let warning = Diagnostic::warning(codes::BEHAVIOR_SHADOWED, span, format!("{pattern} is never reached"))
                .label("stands after what takes its requests")
                .also(check.key(&["behaviors", first]), format!("{first} takes them"))
                .help(format!("write it before {first}"))
                .fact("CloudFront compares a path with the patterns in their order; the first that fits takes the request (CloudFront Developer Guide, Path pattern)");
            check.push(warning);
        }
        before.push(pattern);
    }
}

/// CloudFront reads `images/*` and `/images/*` alike.
fn bare(pattern: &str) -> &str {
    pattern.strip_prefix('/').unwrap_or(pattern)
}

fn well_formed(pattern: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_-.*?$/~\"'@:+&".contains(c);
    !pattern.is_empty() && pattern.len() <= PATTERN_CHARS && pattern.chars().all(allowed)
}

/// Whether every path that the second pattern takes, the first takes, too.
fn covers(first: &str, second: &str) -> bool {
    match (first.chars().next(), second.chars().next()) {
        (Some('*'), next) => covers(rest(first), second) || (next.is_some() && covers(first, rest(second))),
        (Some('?'), Some(c)) => c != '*' && covers(rest(first), rest(second)),
        (Some(a), Some(b)) => a == b && covers(rest(first), rest(second)),
        (None, None) => true,
        _ => false,
    }
}

fn rest(text: &str) -> &str {
    let mut chars = text.chars();
    chars.next();
    chars.as_str()
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn a_pattern_covers_what_it_takes() {
        for (first, second) in
            [("api/*", "api/v1/*"), ("*", "api/*"), ("*.jpg", "images/*.jpg"), ("a?c", "abc"), ("a", "a")]
        {
            assert!(covers(first, second), "{first} {second}");
        }
        for (first, second) in
            [("api/v1/*", "api/*"), ("*.jpg", "images/*"), ("a?c", "a*c"), ("a*b", "a*"), ("api/*", "api")]
        {
            assert!(!covers(first, second), "{first} {second}");
        }
    }
}
