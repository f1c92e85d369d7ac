//! Request validators: what is refused with status 400 before anything is called.

use super::routes::{Entry, routes};
use crate::blueprint::{Api, Presence};
use crate::documents::cloudformation::resources::apigateway::RequestValidator;
use crate::documents::cloudformation::{LogicalId, reference};
use crate::system::Instance;

/// What one validator looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Scope {
    parameters: bool,
    body: bool,
}

/// Every combination that a route may want, with the last word of its id.
const SCOPES: [(Scope, &str); 3] = [
    (Scope { parameters: true, body: false }, "RequestValidator"),
    (Scope { parameters: false, body: true }, "BodyValidator"),
    (Scope { parameters: true, body: true }, "RequestAndBodyValidator"),
];

/// Path parameters are always there; a body that has a schema must meet it.
fn scope(entry: Entry<'_>) -> Scope {
    let parameters = &entry.route.parameters;
    let required = |presence: &Presence| *presence == Presence::Required;
    Scope {
        parameters: parameters.query_strings.values().chain(parameters.headers.values()).any(required),
        body: entry.route.body.is_some(),
    }
}

/// The validators that the routes of an API want.
pub(super) fn validators(api: &Instance<'_, Api>) -> Vec<(LogicalId, RequestValidator)> {
    let wanted = |wanted: Scope| routes(api.model).any(|entry| scope(entry) == wanted);
    let of = |(scope, word): &(Scope, &str)| {
        let validator = RequestValidator {
            validate_request_body: scope.body.then(|| true.into()),
            validate_request_parameters: scope.parameters.then(|| true.into()),
            ..RequestValidator::new(reference(api.id().then("RestApi")))
        };
        (api.id().then(word), validator)
    };
    SCOPES.iter().filter(|(scope, _)| wanted(*scope)).map(of).collect()
}

/// The validator of a route.
pub(super) fn validator_id(api: &Instance<'_, Api>, entry: Entry<'_>) -> Option<LogicalId> {
    let scope = scope(entry);
    SCOPES.iter().find(|(known, _)| *known == scope).map(|(_, word)| api.id().then(word))
}
