//! Functions that call each other in a circle: the environment of each would need the ARN of the next.

use super::of;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::system::{Region, System};

/// Every circle of functions, once, at the use that closes it.
pub(super) fn check<'a>(system: &'a System<'a>, diagnostics: &mut Vec<Diagnostic>) {
    for region in &system.regions {
        for name in system.blueprint.functions.keys() {
            let mut path = vec![name.as_str()];
            if let Some(error) = walk(system, region, &mut path) {
                diagnostics.push(error);
            }
        }
    }
}

/// Follows the uses from the end of the path. Reports a circle that comes back to its beginning, which must be the first of its
/// names in the blueprint so that a circle is found once.
fn walk<'a>(system: &'a System<'a>, region: &'a Region<'a>, path: &mut Vec<&'a str>) -> Option<Diagnostic> {
    let functions = &system.blueprint.functions;
    let (first, last) = (*path.first()?, *path.last()?);
    let (name, _) = functions.get_key_value(last)?;
    let instance = system.instance(functions, name, region)?;
    for usage in of(&instance) {
        if usage.target == first {
            let way: Vec<String> = path.iter().chain([&first]).map(|name| format!("`{name}`")).collect();
            let error = Diagnostic::error(codes::CIRCLE_OF_USES, usage.key, format!("a circle of functions: {}", way.join(" → ")))
                .label("closes the circle")
                .help("let one of them pass its work on through a queue or a workflow, or take one use away")
                .fact("each function's environment would name the next; CloudFormation refuses circular dependencies between resources (User Guide, Troubleshooting, read 2026-11-22), and Lambda stops recursive loops after about 16 calls (Lambda Developer Guide, recursive loop detection, read 2026-11-22)");
            return Some(error);
        }
        let position = |name: &str| functions.get_index_of(name);
        let known = functions.contains_key(usage.target) && position(usage.target) > position(first);
        if known && !path.contains(&usage.target) {
            path.push(usage.target);
            if let Some(error) = walk(system, region, path) {
                return Some(error);
            }
            path.pop();
        }
    }
    None
}
