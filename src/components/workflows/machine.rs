//! The state machine of a workflow in a region.

use super::permissions::{self, Permissions};
use super::{pasted, tasks};
use crate::blueprint::{Definition, Workflow};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::asl::{Derived, StateMachine};
use crate::system::Instance;

/// A machine that can be written, and what is to be known about it.
pub(super) struct Built {
    /// The machine, with `${…}` where the template puts ARNs.
    pub machine: StateMachine,
    /// How it was derived; none for a pasted one.
    pub derived: Option<Derived>,
    /// Names of pasted tasks that were given retries.
    pub retried: Vec<String>,
    /// What its role may do.
    pub permissions: Permissions,
}

/// Builds the machine of a workflow and reports what is wrong with it. `None` after an error.
pub(super) fn build(workflow: &Instance<'_, Workflow>, diagnostics: &mut Vec<Diagnostic>) -> Option<Built> {
    let model = workflow.model;
    let (machine, derived, retried, definition) = match (&model.tasks, &model.definition) {
        (Some(tasks), None) => {
            let derived = tasks::derive(workflow, tasks, diagnostics)?;
            (derived.machine.clone(), Some(derived), Vec::new(), None)
        }
        (None, Some(Definition::Inline(node))) => {
            let pasted = pasted::read(workflow, node.0, diagnostics)?;
            (pasted.machine, None, pasted.retried, Some(node.0))
        }
        // A file that could not be read has been reported.
        (None, Some(Definition::File(_))) => return None,
        (Some(_), Some(_)) => {
            diagnostics.push(both(workflow));
            return None;
        }
        (None, None) => {
            let message = format!("`{}` has neither tasks nor a definition", workflow.name);
            let error = Diagnostic::error(codes::WORKFLOW_SOURCE, workflow.name_span(), message)
                .label("nothing to run")
                .help("list `tasks`, or paste a state machine as `definition: {inline: …}`");
            diagnostics.push(error);
            return None;
        }
    };
    let permissions = permissions::of(workflow, &machine);
    if let Some(definition) = definition {
        diagnostics.extend(permissions::check(workflow, definition, &permissions));
    }
    Some(Built { machine, derived, retried, permissions })
}

fn both(workflow: &Instance<'_, Workflow>) -> Diagnostic {
    let message = format!("`{}` has tasks and a definition", workflow.name);
    Diagnostic::error(codes::WORKFLOW_SOURCE, workflow.key(&["definition"]), message)
        .label("a second state machine")
        .also(workflow.key(&["tasks"]), "the first is derived from these")
        .help("keep one of them")
}
