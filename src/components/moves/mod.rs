//! `moved`: components that have another name than their resources.
//!
//! A logical id is the identity of a resource: under another one CloudFormation makes a new resource and removes the old. So a
//! renamed component keeps the ids, the names of outputs and the physical names that its first name gave it, and the rename changes
//! nothing at AWS. [`lost`] refuses a rename that is not said, which would leave a store behind.
//!
//! CloudFormation's stack refactoring could give resources new ids, but not here: it refuses stacks that have a stack policy, as
//! `deploy.sh` sets on every stack with data and as no stack can get rid of; it takes no other change of the template in the same step; and
//! it knows the types that are fully mutable only (CloudFormation User Guide, "Stack refactoring", read 2026-11-22).

mod keep;
mod lost;
mod parted;

pub use keep::keep;
pub use lost::{holds_data, lost};

use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::documents::cloudformation::LogicalId;
use crate::system::System;

/// Reports moves that name nothing, or something that is there.
pub(super) fn check(system: &System<'_>, found: &mut Vec<Diagnostic>) {
    let mut taken: Vec<(&str, &str)> = Vec::new();
    for (first, now) in &system.blueprint.moved {
        let key = system.key(&["moved", first]);
        let value = system.value(&["moved", first]);
        if !system.components.contains_key(now.as_str()) {
            found.push(no_component(system, now, value));
        } else if let Some((other, _)) = taken.iter().find(|(_, taken)| taken == now) {
            let message = format!("`{now}` was both `{other}` and `{first}`");
            let error = Diagnostic::error(codes::MOVED_TWICE, key, message)
                .label("the second name that it had")
                .also(system.key(&["moved", other]), "the first")
                .help("keep the name under which its resources were first deployed");
            found.push(error);
        }
        taken.push((first, now));
        let id = LogicalId::new(first);
        let there = system.components.iter().find(|(name, _)| LogicalId::new(name) == id);
        if let Some((name, component)) = there {
            let error = Diagnostic::error(codes::MOVED_STILL_THERE, key, format!("`{first}` is still a component"))
                .label(format!("its resources cannot be those of `{now}`"))
                .also(component.key, format!("`{name}` is here"))
                .help("rename the component, or take this move out");
            found.push(error);
        }
    }
}

fn no_component(system: &System<'_>, now: &str, span: Span) -> Diagnostic {
    let error = Diagnostic::error(codes::MOVED_TO_NOTHING, span, format!("`{now}` is no component"));
    let further = system.blueprint.moved.get(now);
    let near = did_you_mean(now, system.components.keys().copied());
    match (further, near) {
        (Some(further), _) => error.label("it was renamed again").fix(format!("write {further}"), span, further),
        (None, Some(near)) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
        (None, None) => error
            .label("a move says which component has the resources now")
            .help("take the move out if the component is gone"),
    }
}
