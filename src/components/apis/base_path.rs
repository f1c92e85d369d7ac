//! The first segment of every path under the domain.

use crate::blueprint::Api;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::system::Instance;

const FACT: &str = "AWS::ApiGateway::BasePathMapping, BasePath: letters, numbers and $-_.+!*'() in one segment (API Gateway Developer Guide, API mappings for REST APIs, read 2026-11-22)";

/// A path as clients of the domain write it.
pub fn under_domain(api: &Api, path: &str) -> String {
    api.base_path.as_ref().map_or_else(|| path.to_owned(), |base| format!("/{base}{path}"))
}

/// A base path that is none, or that no domain has.
pub(super) fn check(api: &Instance<'_, Api>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(base) = &api.model.base_path else { return };
    let span = api.value(&["base_path"]);
    let allowed = |c: char| c.is_ascii_alphanumeric() || "$-_.+!*'()".contains(c);
    if base.is_empty() || !base.chars().all(allowed) {
        let error = Diagnostic::error(codes::API_BASE_PATH, span, format!("`{base}` is no base path")).fact(FACT);
        let kept = base.trim_matches('/');
        let valid = !kept.is_empty() && kept.chars().all(allowed);
        diagnostics.push(if valid {
            error.label("without slashes").fix(format!("write {kept}"), span, kept)
        } else {
            error.label("one segment of a path").help("put what follows the first segment into the routes")
        });
        return;
    }
    let strategy = api.system.blueprint.routing_strategy.as_ref();
    let domain = api.model.domain.is_some() || strategy.is_some_and(|strategy| strategy.domain.is_some());
    if !domain {
        let warning = Diagnostic::warning(codes::BASE_PATH_UNUSED, api.key(&["base_path"]), format!("`{}` has no domain to put `{base}` under", api.name))
            .label("has no effect")
            .help("give the API a `domain`, or put the segment into the routes")
            .fact("a base path mapping belongs to a custom domain name; the regional URL has the stage in its place (API Gateway Developer Guide, API mappings for REST APIs, read 2026-11-22)");
        diagnostics.push(warning);
    }
}
