//! Components of the last run that this one has in another part of their stack.

use serde_json::Value as Json;

use super::holds_data;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::Documents;
use crate::documents::cloudformation::{Group, Stack, StackKind};
use crate::system::System;

/// The name of a stack without the number of its part: `shop-data` of `shop-data-2`.
pub(super) fn whole(stack: &str) -> &str {
    match stack.rsplit_once('-') {
        Some((whole, part)) if part.parse::<u32>().is_ok_and(|part| part > 1) => whole,
        _ => stack,
    }
}

/// Compares with the stacks of the last run. A store never moves; what holds no data does where `deployment.parts` says so.
pub(super) fn changed(system: &System<'_>, documents: &Documents, before: &[Json]) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for unit in before {
        let Some(was) = unit.get("stack").and_then(Json::as_str) else { continue };
        let others = documents.stacks.values().filter(|stack| {
            stack.name != was
                && whole(&stack.name) == whole(was)
                && unit.get("region").and_then(Json::as_str) == Some(stack.key.region.as_str())
        });
        for stack in others {
            let moved: Vec<Group<'_>> = stack
                .groups()
                .into_iter()
                .filter(|group| was_in(group, unit) && !may_go(system, stack, group))
                .collect();
            if let Some(diagnostic) = diagnostic(system, was, stack, &moved) {
                // What happens in every region is said once.
                if !found.iter().any(|seen| seen.message == diagnostic.message) {
                    found.push(diagnostic);
                }
            }
        }
    }
    found
}

/// Whether a stack of the last run had the component, or one of its stores.
fn was_in(group: &Group<'_>, unit: &Json) -> bool {
    let components = unit.get("components").and_then(Json::as_array);
    let holds = unit.get("holds").and_then(Json::as_object);
    components.is_some_and(|paths| paths.iter().any(|path| path.as_str() == Some(&group.path)))
        || holds.is_some_and(|stores| group.ids.iter().any(|id| stores.contains_key(id.as_str())))
}

/// Whether the blueprint says that it stands there, and nothing is lost when it is made anew.
fn may_go(system: &System<'_>, stack: &Stack, group: &Group<'_>) -> bool {
    let said = system.blueprint.deployment.parts.get(stack.key.label().as_ref());
    said.is_some_and(|names| names.iter().any(|name| name == group.name())) && !has_store(stack, group)
}

fn has_store(stack: &Stack, group: &Group<'_>) -> bool {
    group.ids.iter().filter_map(|id| stack.resources.get(*id)).any(holds_data)
}

fn diagnostic(system: &System<'_>, was: &str, stack: &Stack, moved: &[Group<'_>]) -> Option<Diagnostic> {
    let names: Vec<&str> = moved.iter().map(Group::name).collect();
    let first = *names.first()?;
    let who = match names.as_slice() {
        [only] => format!("`{only}`"),
        names => format!("`{first}` and {} more", names.len() - 1),
    };
    let span = system.components.get(first).map_or_else(|| system.value(&["name"]), |component| component.key);
    let list = names.join(", ");
    let keep = format!("keep them where they are: `deployment: {{parts: {{{}: [{list}]}}}}`", label_of(system, was));
    let error = Diagnostic::error(codes::PART_CHANGED, span, format!("{who} would go from {was} to {}", stack.name));
    let error = if moved.iter().any(|group| has_store(stack, group)) {
        error.label("its data would stay behind, and it would start empty").help(keep)
    } else {
        let here = stack.key.label();
        let go = format!("or let them go: `deployment: {{parts: {{{here}: [{list}]}}}}`");
        error.label("all its resources would be made anew").help(format!("{keep}; {go}"))
    };
    Some(error.fact("a stack has its own resources: what leaves one is deleted there and created in the other (CloudFormation User Guide, Update behaviors of stack resources)"))
}

/// `data` of `shop-data`.
fn label_of<'n>(system: &System<'_>, stack: &'n str) -> &'n str {
    let label = stack.strip_prefix(&system.prefix()).and_then(|rest| rest.strip_prefix('-')).unwrap_or(stack);
    if StackKind::find_part(label).is_some() { label } else { stack }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_part_has_a_number() {
        assert_eq!(whole("shop-data-2"), "shop-data");
        assert_eq!(whole("shop-data"), "shop-data");
        assert_eq!(whole("shop-1"), "shop-1");
    }
}
