//! A pasted definition into a state machine that calls the components it names.

use indexmap::IndexMap;
use serde_json::Value as Json;

use super::flaws::{self, STATES_FACT, place};
use super::targets::{self, CALLABLE, Target};
use super::{is_express, machine_type, tasks};
use crate::blueprint::Workflow;
use crate::diagnostics::{self as codes, Diagnostic, Severity, Span, did_you_mean};
use crate::documents::asl::{
    self, PastedMachine, PastedState, Retrier, StateMachine, TargetFault, TargetFaultReason, resolve_targets,
    task_targets,
};
use crate::system::Instance;
use crate::yaml::NodeId;

/// A definition that can be written.
pub(super) struct Pasted {
    /// The machine, which calls components through integrations.
    pub machine: StateMachine,
    /// Tasks that said nothing of retries and were given those for the Lambda service.
    pub retried: Vec<String>,
}

/// Reads the definition and reports what is wrong with it. `None` after an error.
pub(super) fn read(
    workflow: &Instance<'_, Workflow>,
    definition: NodeId,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Pasted> {
    let before = diagnostics.len();
    let pasted = workflow.system.tree.decode::<PastedMachine>(definition, |_| &[], diagnostics)?;
    let reader = Reader { workflow, definition };
    let mut pasted = reader.substituted(pasted, diagnostics);
    reader.timeout(&mut pasted, diagnostics);
    let mut retried = Vec::new();
    reader.retry(&mut pasted.states, &mut retried);
    let reading = asl::read(&pasted, machine_type(workflow.model));
    diagnostics.extend(flaws::describe(workflow, definition, &reading.flaws));
    let machine = reading.machine?;
    reader.targets(&machine, diagnostics);
    let failed =
        |diagnostics: &[Diagnostic]| diagnostics.iter().skip(before).any(|found| found.severity == Severity::Error);
    if failed(diagnostics) {
        return None;
    }
    let call = |name: &str| targets::find(workflow, name, CALLABLE).map(|target| target.invocation());
    match resolve_targets(&machine, &call) {
        Ok(machine) => Some(Pasted { machine, retried }),
        Err(faults) => {
            diagnostics.extend(faults.iter().map(|fault| reader.describe(fault)));
            None
        }
    }
}

struct Reader<'c, 'a> {
    workflow: &'c Instance<'a, Workflow>,
    definition: NodeId,
}

impl Reader<'_, '_> {
    fn value(&self, path: &[String]) -> Span {
        place(self.workflow.system.tree, self.definition, path).value
    }

    /// The definition with `${AWS::Region}` and `${component}` under the names that the template fills.
    fn substituted(&self, pasted: PastedMachine, diagnostics: &mut Vec<Diagnostic>) -> PastedMachine {
        let Ok(mut json) = serde_json::to_value(&pasted) else { return pasted };
        self.substitute(&mut json, &mut Vec::new(), diagnostics);
        serde_json::from_value(json).unwrap_or(pasted)
    }

    fn substitute(&self, json: &mut Json, path: &mut Vec<String>, diagnostics: &mut Vec<Diagnostic>) {
        match json {
            Json::String(text) => {
                for name in targets::names_of_holes(&text.clone()) {
                    match self.hole(name) {
                        Some(hole) => *text = text.replace(&format!("${{{name}}}"), &hole),
                        None => diagnostics.push(self.unknown_hole(name, path)),
                    }
                }
            }
            Json::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    path.push(index.to_string());
                    self.substitute(item, path, diagnostics);
                    path.pop();
                }
            }
            Json::Object(fields) => {
                for (key, value) in fields {
                    path.push(key.clone());
                    self.substitute(value, path, diagnostics);
                    path.pop();
                }
            }
            _ => {}
        }
    }

    fn hole(&self, name: &str) -> Option<String> {
        match name {
            "AWS::Partition" => return Some(self.workflow.region.facts.partition.to_owned()),
            "AWS::Region" => return Some("${Region}".to_owned()),
            "AWS::AccountId" => return Some("${AccountId}".to_owned()),
            _ => {}
        }
        targets::find(self.workflow, name, CALLABLE).map(|_| targets::hole(name))
    }

    /// Nothing fills it. In a Resource that is no ARN then; elsewhere it may be text for somebody else, a shell for instance.
    fn unknown_hole(&self, name: &str, path: &[String]) -> Diagnostic {
        let span = self.value(path);
        let in_resource = path.last().is_some_and(|key| key == "Resource");
        let message = format!("nothing stands for `${{{name}}}`");
        let found = if in_resource {
            Diagnostic::error(codes::UNKNOWN_SUBSTITUTION, span, message)
        } else {
            Diagnostic::warning(codes::UNKNOWN_SUBSTITUTION, span, message)
        };
        let components = self.workflow.system.components.iter().filter(|(_, it)| CALLABLE.contains(&it.section));
        let known = components.map(|(name, _)| *name).chain(["AWS::Partition", "AWS::Region", "AWS::AccountId"]);
        let found = match did_you_mean(name, known) {
            Some(near) => found.label(format!("did you mean `${{{near}}}`?")),
            None => found.label("stays as it is written"),
        };
        found
            .help("`${name}` is the ARN of a function or workflow of the blueprint; ${AWS::Region}, ${AWS::AccountId} and ${AWS::Partition} are known")
            .fact("CloudFormation replaces the names that DefinitionSubstitutions lists and leaves others (AWS::StepFunctions::StateMachine, read 2026-11-22)")
    }

    /// The component's `timeout`, unless the definition has one.
    fn timeout(&self, pasted: &mut PastedMachine, diagnostics: &mut Vec<Diagnostic>) {
        let Some(timeout) = self.workflow.model.timeout else { return };
        if pasted.timeout_seconds.is_some() {
            let span = self.workflow.key(&["timeout"]);
            let error =
                Diagnostic::error(codes::STATE_FIELD, span, format!("`{}` has two timeouts", self.workflow.name))
                    .label("the second")
                    .also(self.value(&["TimeoutSeconds".to_owned()]), "the definition has its own")
                    .help("keep one of them");
            diagnostics.push(error);
        } else {
            pasted.timeout_seconds = i64::try_from(timeout.seconds).ok();
        }
    }

    /// Tasks that name a function and say nothing of retries get those that AWS's console adds.
    fn retry(&self, states: &mut IndexMap<String, PastedState>, retried: &mut Vec<String>) {
        for (name, state) in states {
            let function = state.resource.as_ref().filter(|resource| !resource.contains(':'));
            let function = function.and_then(|name| targets::find(self.workflow, name, targets::FUNCTIONS));
            if function.is_some() && state.retry.is_none() {
                state.retry = Some(vec![Retrier::lambda_service()]);
                retried.push(name.clone());
            }
            for branch in state.branches.iter_mut().flatten() {
                self.retry(&mut branch.states, retried);
            }
            for scope in [&mut state.item_processor, &mut state.iterator].into_iter().flatten() {
                self.retry(&mut scope.states, retried);
            }
        }
    }

    fn targets(&self, machine: &StateMachine, diagnostics: &mut Vec<Diagnostic>) {
        for target in task_targets(machine) {
            let span = self.value(&target.path);
            match targets::find(self.workflow, &target.name, CALLABLE) {
                None => diagnostics.push(targets::not_found(self.workflow, &target.name, CALLABLE, span)),
                Some(Target::Workflow(called)) if is_express(self.workflow.model) && !is_express(called.model) => {
                    diagnostics.push(tasks::standard_in_express(self.workflow, &called, span));
                }
                Some(_) => {}
            }
        }
    }

    fn describe(&self, fault: &TargetFault) -> Diagnostic {
        let span = self.value(&fault.path);
        let (message, label, help) = match fault.reason {
            TargetFaultReason::StatesTakenWhole => (
                "an expression takes `$states` as a whole",
                "it cannot be told what it reads of the result",
                "read `$states.result` or `$states.input` by name",
            ),
            TargetFaultReason::ResultIsText => (
                "an express workflow answers with text, which JSONPath cannot use here",
                "its result would stay text",
                "give the state `ResultPath: null` or `QueryLanguage: JSONata`, or make the workflow standard",
            ),
            TargetFaultReason::NoPayload => {
                ("the component takes no parameters", "nothing reads them", "leave the parameters out")
            }
        };
        Diagnostic::error(codes::COMPONENT_RESULT, span, message).label(label).help(help).fact(STATES_FACT)
    }
}
