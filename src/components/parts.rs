//! `deployment.parts`: which component stands in which part of a stack.

use crate::diagnostics::{self as codes, Diagnostic, did_you_mean};
use crate::documents::cloudformation::StackKind;
use crate::system::System;

/// Reports names that are no part of a stack, and what stands in no part or in two.
pub(super) fn check(system: &System<'_>, found: &mut Vec<Diagnostic>) {
    let mut taken: Vec<(StackKind, &str, &str)> = Vec::new();
    for (label, components) in &system.blueprint.deployment.parts {
        let Some((kind, _)) = StackKind::find_part(label) else {
            found.push(no_part(system, label));
            continue;
        };
        for (at, name) in components.iter().enumerate() {
            let span = system.value(&["deployment", "parts", label, &format!("[{at}]")]);
            let added = system.blueprint.resources.get(kind.as_str());
            if !system.components.contains_key(name.as_str()) && !added.is_some_and(|added| added.contains_key(name)) {
                let error = Diagnostic::error(codes::PARTS, span, format!("`{name}` is no component"));
                found.push(match did_you_mean(name, system.components.keys().copied()) {
                    Some(near) => {
                        error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near)
                    }
                    None => {
                        error.label("a part has components").help("take it out of the part if the component is gone")
                    }
                });
            }
            if let Some((_, _, other)) = taken.iter().find(|(of, taken, _)| *of == kind && taken == name) {
                let error = Diagnostic::error(codes::PARTS, span, format!("`{name}` stands in {label} and in {other}"))
                    .label("a second time")
                    .also(system.key(&["deployment", "parts", other]), "the first")
                    .help(format!("leave it in the one that has its resources now, or take it out of both for {kind}"));
                found.push(error);
            }
            taken.push((kind, name, label));
        }
    }
}

fn no_part(system: &System<'_>, label: &str) -> Diagnostic {
    let span = system.key(&["deployment", "parts", label]);
    let error = Diagnostic::error(codes::PARTS, span, format!("`{label}` is no part of a stack"));
    match did_you_mean(label, StackKind::ALL.iter().map(|kind| kind.as_str())) {
        Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
        None => error
            .label("a kind of stack, and the number of the part behind it from 2 on: data, data-2")
            .help(format!("the kinds are {}", StackKind::ALL.map(|kind| kind.as_str()).join(", "))),
    }
}
