//! Times to live: the cache's own, and that of the tier in front of it.

use crate::blueprint::Cache;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::system::Instance;

/// A local tier that outlives the cache's values, or holds nothing.
pub fn check(cache: &Instance<'_, Cache>, diagnostics: &mut Vec<Diagnostic>) {
    let (own, local) = (cache.model.ttl, cache.model.local_tier.as_ref());
    if own.is_some_and(|ttl| ttl.seconds == 0) {
        diagnostics.push(nothing(cache, &["ttl"], "a value that is gone at once"));
    }
    let Some(local) = local else { return };
    if local.ttl.seconds == 0 {
        diagnostics.push(nothing(cache, &["local_tier", "ttl"], "a local tier whose values are gone at once"));
    }
    if local.max_items == 0 {
        diagnostics.push(nothing(cache, &["local_tier", "max_items"], "a local tier for no items"));
    }
    if let Some(own) = own.filter(|own| local.ttl > *own) {
        let span = cache.value(&["local_tier", "ttl"]);
        let message = format!("the local tier keeps values for {}, the cache itself for {own}", local.ttl);
        let error = Diagnostic::error(codes::CACHE_TTL_ORDER, span, message)
            .label("longer than the cache's own")
            .also(cache.value(&["ttl"]), "what the cache keeps")
            .help("let the tiers in front forget first: a process cannot be told that a value changed")
            .fix(format!("at most {own}"), span, own.to_string());
        diagnostics.push(error);
    }
}

fn nothing(cache: &Instance<'_, Cache>, path: &[&str], message: &str) -> Diagnostic {
    Diagnostic::error(codes::CACHE_TIER_EMPTY, cache.value(path), message)
        .label("0")
        .help("give it a number above zero, or leave the tier out")
}
