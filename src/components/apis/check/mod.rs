//! What is wrong with APIs.

mod cache;
mod limits;
mod paths;
mod targets;

use super::routes::routes;
use super::{access, mapping};
use crate::components::logs;
use crate::diagnostics::Diagnostic;
use crate::system::System;

/// Everything that is wrong with APIs.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for api in &system.instances(&system.blueprint.apis) {
        paths::check(api, diagnostics);
        targets::check(api, diagnostics);
        cache::check(api, diagnostics);
        limits::check(api, diagnostics);
        access::check(api, diagnostics);
        routes(api.model).for_each(|entry| mapping::check(api, entry, diagnostics));
        diagnostics.extend(logs::check_retention(api.model.log_retention, api.value(&["log_retention"])));
    }
}
