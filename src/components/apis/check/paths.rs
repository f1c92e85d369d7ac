//! Paths that API Gateway refuses.

use indexmap::IndexMap;

use super::super::paths::{self, Segment};
use crate::blueprint::Api;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::system::Instance;

/// APIs without methods, paths that are none, and parameters that stand in each other's place.
pub(super) fn check(api: &Instance<'_, Api>, diagnostics: &mut Vec<Diagnostic>) {
    if api.model.routes.is_empty() {
        diagnostics.push(no_method(api, &["routes"], api.name));
    }
    for (path, methods) in &api.model.routes {
        if methods.is_empty() {
            diagnostics.push(no_method(api, &["routes", path], path));
        }
        diagnostics.extend(path_problem(api, path));
        diagnostics.extend(reserved(api, path));
    }
    siblings(api, diagnostics);
}

fn no_method(api: &Instance<'_, Api>, place: &[&str], what: &str) -> Diagnostic {
    Diagnostic::error(codes::API_WITHOUT_ROUTES, api.key(place), format!("`{what}` has no method"))
        .label("nothing to call")
        .help("add a method: `get: {function: …}`")
        .fact("API Gateway CreateDeployment: \"The REST API doesn't contain any methods\" (API Gateway Developer Guide, deploy a REST API, read 2026-10-20)")
}

fn path_problem(api: &Instance<'_, Api>, path: &str) -> Option<Diagnostic> {
    let span = api.key(&["routes", path]);
    let error = |label: &str| {
        Diagnostic::error(codes::ROUTE_PATH, span, format!("`{path}` is no path of a REST API"))
            .label(label)
            .fact("API Gateway CreateResource, pathPart: a-zA-Z0-9._-: or a path variable in braces, greedy only as the last (API Gateway Developer Guide, read 2026-10-20)")
    };
    if path == "/" {
        return None;
    }
    let Some(inner) = path.strip_prefix('/') else {
        let better = format!("/{path}");
        return Some(error("does not begin with a slash").fix(format!("write {better}"), span, better));
    };
    if inner.split('/').any(str::is_empty) {
        let kept: Vec<&str> = paths::texts(path).collect();
        let better = format!("/{}", kept.join("/"));
        return Some(error("an empty segment").fix(format!("write {better}"), span, better));
    }
    let mut seen: Vec<&str> = Vec::new();
    let count = inner.split('/').count();
    for (at, text) in inner.split('/').enumerate() {
        let segment = Segment::read(text);
        let name = segment.parameter().unwrap_or(text);
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._-:".contains(c);
        if name.is_empty() || !name.chars().all(allowed) {
            return Some(
                error(&format!("`{text}` has characters that a segment cannot have"))
                    .help("a segment is letters, digits, `.`, `_`, `-` and `:`, or a name in braces"),
            );
        }
        if matches!(segment, Segment::Greedy(_)) && at + 1 < count {
            return Some(
                error(&format!("`{text}` takes all that follows")).help("a greedy parameter is the last segment"),
            );
        }
        if segment.parameter().is_some_and(|name| seen.contains(&name)) {
            return Some(error(&format!("`{{{name}}}` stands twice")).help("give each parameter a name of its own"));
        }
        seen.extend(segment.parameter());
    }
    None
}

/// With a custom domain these reach API Gateway's own health check.
fn reserved(api: &Instance<'_, Api>, path: &str) -> Option<Diagnostic> {
    if !["/ping", "/sping"].contains(&path) {
        return None;
    }
    let span = api.key(&["routes", path]);
    let warning = Diagnostic::warning(codes::RESERVED_PATH, span, format!("{path} is answered by API Gateway itself"))
        .label("reserved at the root of an API with a custom domain")
        .help("use another path, such as /healthz")
        .fact("API Gateway Developer Guide, important notes: /ping and /sping are reserved for the service health check (read 2026-10-20)");
    Some(warning)
}

/// Below one path there may be one parameter, whatever paths it is written in.
fn siblings(api: &Instance<'_, Api>, diagnostics: &mut Vec<Diagnostic>) {
    let mut parameters: IndexMap<&str, (&str, &str)> = IndexMap::new();
    for path in api.model.routes.keys() {
        for part in paths::ancestry(path) {
            let text = part.rsplit('/').next().unwrap_or_default();
            if Segment::read(text).parameter().is_none() {
                continue;
            }
            let (first, first_path) = *parameters.entry(paths::parent(part)).or_insert((text, path));
            if first == text {
                continue;
            }
            let parent = if paths::parent(part).is_empty() { "/" } else { paths::parent(part) };
            let error = Diagnostic::error(codes::SIBLING_PARAMETERS, api.key(&["routes", path]), format!("`{text}` and `{first}` both stand below {parent}"))
                .label(format!("`{text}` here"))
                .also(api.key(&["routes", first_path]), format!("`{first}` here"))
                .help("use one name for the same place, or put a fixed segment before one of them")
                .fact("API Gateway CreateResource: \"A sibling of this resource already has a variable path part -- only one is allowed\" (read 2026-10-20)");
            diagnostics.push(error);
            break;
        }
    }
}
