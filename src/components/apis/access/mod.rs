//! What stands before the methods: usage plans with their keys, the firewall, API Gateway's own answers, links into a VPC.

mod firewall;
mod gateway_responses;
mod links;
mod plans;
mod services;

pub(super) use firewall::{add as add_firewall, note_bodies};
pub(super) use gateway_responses::resources as gateway_responses;
pub(super) use links::{add_link, integration as private_integration};
pub(super) use plans::add as add_plans;
pub(super) use services::{
    add_link as add_link_to_services, integration as service_integration, note as note_link, way,
};

use super::base_path;
use crate::blueprint::Api;
use crate::diagnostics::Diagnostic;
use crate::system::Instance;

/// Everything that is wrong with who reaches an API.
pub(super) fn check(api: &Instance<'_, Api>, diagnostics: &mut Vec<Diagnostic>) {
    base_path::check(api, diagnostics);
    plans::check(api, diagnostics);
    firewall::check(api, diagnostics);
    gateway_responses::check(api, diagnostics);
    links::check(api, diagnostics);
    services::check(api, diagnostics);
}
