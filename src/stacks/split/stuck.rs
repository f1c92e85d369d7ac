//! Stacks that no split makes fit.

use super::size::{MOST, Size};
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::documents::cloudformation::{Stack, StackKey};
use crate::system::System;

const FACT: &str = "CloudFormation User Guide, Understand CloudFormation quotas";

/// Why a stack cannot be split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stuck {
    /// What has to stay together is over a quota.
    TooLarge { names: Vec<String>, what: &'static str, count: usize, most: usize },
    /// `deployment.parts` pulls apart what has to stay together.
    Together { one: String, other: String },
    /// `deployment.parts` puts something before what it reads.
    ReadsLater { reader: String, part: u32, read: String },
}

impl Stuck {
    pub fn diagnostic(&self, system: &System<'_>, key: &StackKey) -> Diagnostic {
        let parts = system.key(&["deployment", "parts"]);
        match self {
            Stuck::TooLarge { names, what, count, most } => {
                let message =
                    format!("{count} {what} of {key} stay together, where CloudFormation takes {most} in a stack");
                let first = names.first().map_or("", String::as_str);
                let label = match names.as_slice() {
                    [_] => "all of this component".to_owned(),
                    names => format!("each refers to the other: {}", names.join(", ")),
                };
                error(component(system, first), message).label(label).help(
                    "make several components of it, or several blueprints: a component stands in one stack of a region",
                )
            }
            Stuck::Together { one, other } => {
                error(parts, format!("`{one}` and `{other}` cannot stand in two parts of {key}"))
                    .label("here they do")
                    .also(component(system, other), "each refers to the other")
                    .help("name both in the same part")
            }
            Stuck::ReadsLater { reader, part, read } => {
                let place = key.in_part(*part);
                error(parts, format!("`{reader}` of {place} reads `{read}` of a later part"))
                    .label("a part may read what comes before it")
                    .also(component(system, reader), "the reader")
                    .help(format!("name `{}` in {} too, or neither", name(read), place.label()))
            }
        }
    }
}

/// A part over a quota, by what `deployment.parts` puts there or by what others read of it.
pub(super) fn overfull(system: &System<'_>, stack: &Stack, read: impl Fn(&str) -> bool) -> Option<Diagnostic> {
    let key = &stack.key;
    let (what, count, most) = Size::of(stack, read).over(&MOST)?;
    let message = format!("{key} has {count} {what}, where CloudFormation takes {most}");
    let pinned = system.blueprint.deployment.parts.contains_key(key.label().as_ref());
    let label = key.label();
    Some(if pinned {
        error(system.value(&["deployment", "parts", &label]), message)
            .label("with all of these")
            .help("name some of them in another part")
    } else {
        error(system.value(&["name"]), message)
            .help("other parts read much of it; two blueprints have two systems of stacks")
    })
}

fn error(span: Span, message: String) -> Diagnostic {
    Diagnostic::error(codes::PARTS, span, message).fact(FACT)
}

fn name(path: &str) -> &str {
    path.split_once('.').map_or(path, |(_, name)| name)
}

/// Where the component of a group stands; the name of the system for what belongs to none.
fn component(system: &System<'_>, path: &str) -> Span {
    system.components.get(name(path)).map_or_else(|| system.value(&["name"]), |component| component.key)
}
