//! What may be wrong with a cache.

mod absent;
mod availability;
mod engine;
mod global;
mod numbers;
mod scaling;
mod serverless;
mod settings;
mod tiers;
mod window;

use crate::components::existing;
use crate::diagnostics::Diagnostic;
use crate::system::System;

/// What ElastiCache refuses, and what is less safe than it looks.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for cache in system.instances(&system.blueprint.caches) {
        engine::check(&cache, diagnostics);
        absent::check(&cache, diagnostics);
        numbers::check(&cache, diagnostics);
        availability::check(&cache, diagnostics);
        serverless::check(&cache, diagnostics);
        scaling::check(&cache, diagnostics);
        settings::check(&cache, diagnostics);
        window::check(&cache, diagnostics);
        tiers::check(&cache, diagnostics);
        global::check(&cache, diagnostics);
        diagnostics.extend(existing::check_key(&cache, cache.model.kms_key.as_ref(), cache.region.code));
    }
}
