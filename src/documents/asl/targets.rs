//! Tasks whose resource is the name of a component, and how they come to call it.
//!
//! `Resource: process-a` means what the bare ARN of a function means: the payload is the task's parameters or else its input,
//! and the result is what the function returns. An optimised integration wraps the result (`{"Payload": …}`), so the other
//! fields of the state are rewritten until the outcome is the same.

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::flaw::{At, LONGEST_NAME};
use super::invocation::{Invocation, ResultAt};
use super::model::{DataFlow, Flow, Processor, Scope, State, StateKind, StateMachine};
use super::pasted::{Path, QueryLanguage};
use super::rebase::{rebase_expressions, rebase_path, rebase_template};

/// A task whose resource is the name of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskTarget {
    /// The keys that lead to the resource.
    pub path: Vec<String>,
    /// The name of the component.
    pub name: String,
    /// Whether the task retries any error.
    pub retried: bool,
}

/// What cannot be expressed when a component is called.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetFault {
    /// The keys that lead to the field.
    pub path: Vec<String>,
    /// Why not.
    pub reason: TargetFaultReason,
}

/// Why a state that names a component cannot be rewritten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetFaultReason {
    /// A JSONata expression takes `$states` or its result otherwise than as `$states.result`, so that what it reads is not known.
    StatesTakenWhole,
    /// The result comes as text (an EXPRESS workflow), out of which JSONPath can take nothing in this field.
    ResultIsText,
    /// The component takes no payload, and the state has parameters.
    NoPayload,
}

/// Every task whose resource has no colon, in the order of the definition.
pub fn task_targets(machine: &StateMachine) -> Vec<TaskTarget> {
    let mut targets = Vec::new();
    collect(&machine.states, &At::default(), &mut targets);
    targets
}

fn collect(states: &IndexMap<String, State>, at: &At, targets: &mut Vec<TaskTarget>) {
    for (name, state) in states {
        let at = at.key("States").key(name);
        match &state.kind {
            StateKind::Task(task) if is_component(&task.resource) => targets.push(TaskTarget {
                path: at.key("Resource").keys(),
                name: task.resource.clone(),
                retried: !task.retry.is_empty(),
            }),
            StateKind::Parallel(parallel) => {
                for (index, branch) in parallel.branches.iter().enumerate() {
                    collect(&branch.states, &at.key("Branches").key(index), targets);
                }
            }
            StateKind::Map(map) => match &map.processor {
                Processor::Item(_, scope) => collect(&scope.states, &at.key("ItemProcessor"), targets),
                Processor::Iterator(scope) => collect(&scope.states, &at.key("Iterator"), targets),
            },
            _ => {}
        }
    }
}

/// A substitution (`${Arn}`) may stand for an ARN.
fn is_component(resource: &str) -> bool {
    !resource.contains(':') && !resource.contains("${")
}

/// Lets every task that names a component call it. `invocation` gives the call of a component; a task whose component has none
/// is left alone. Where JSONPath cannot do it in one state, a Pass state follows that takes the result out of its wrapping.
pub fn resolve_targets(
    machine: &StateMachine,
    invocation: &dyn Fn(&str) -> Option<Invocation>,
) -> Result<StateMachine, Vec<TargetFault>> {
    let mut faults = Vec::new();
    let language = machine.query_language.unwrap_or(QueryLanguage::JSONPath);
    let mut resolver = Resolver { invocation, language, taken: Vec::new(), faults: &mut faults };
    names(&machine.states, &mut resolver.taken);
    let states = resolver.states(&machine.states, &At::default());
    if faults.is_empty() { Ok(StateMachine { states, ..machine.clone() }) } else { Err(faults) }
}

fn names(states: &IndexMap<String, State>, to: &mut Vec<String>) {
    for (name, state) in states {
        to.push(name.clone());
        match &state.kind {
            StateKind::Parallel(parallel) => parallel.branches.iter().for_each(|branch| names(&branch.states, to)),
            StateKind::Map(map) => match &map.processor {
                Processor::Item(_, scope) | Processor::Iterator(scope) => names(&scope.states, to),
            },
            _ => {}
        }
    }
}

struct Resolver<'a> {
    invocation: &'a dyn Fn(&str) -> Option<Invocation>,
    language: QueryLanguage,
    /// Every name that a state has.
    taken: Vec<String>,
    faults: &'a mut Vec<TargetFault>,
}

impl Resolver<'_> {
    fn states(&mut self, states: &IndexMap<String, State>, at: &At) -> IndexMap<String, State> {
        let mut out = IndexMap::new();
        for (name, state) in states {
            let at = at.key("States").key(name);
            let mut state = state.clone();
            let unwrap = self.state(name, &mut state, &at);
            out.insert(name.clone(), state);
            out.extend(unwrap);
        }
        out
    }

    fn scope(&mut self, scope: &mut Scope, at: &At) {
        scope.states = self.states(&scope.states, at);
    }

    /// Rewrites a state. The state that must follow it, if one must.
    fn state(&mut self, name: &str, state: &mut State, at: &At) -> Option<(String, State)> {
        match &mut state.kind {
            StateKind::Task(task) => {
                if !is_component(&task.resource) {
                    return None;
                }
                let invocation = (self.invocation)(&task.resource)?;
                task.resource = invocation.resource.clone();
                self.task(name, state, &invocation, at)
            }
            StateKind::Parallel(parallel) => {
                for (index, branch) in parallel.branches.iter_mut().enumerate() {
                    self.scope(branch, &at.key("Branches").key(index));
                }
                None
            }
            StateKind::Map(map) => {
                match &mut map.processor {
                    Processor::Item(_, scope) => self.scope(scope, &at.key("ItemProcessor")),
                    Processor::Iterator(scope) => self.scope(scope, &at.key("Iterator")),
                }
                None
            }
            _ => None,
        }
    }

    fn task(&mut self, name: &str, state: &mut State, invocation: &Invocation, at: &At) -> Option<(String, State)> {
        let language = state.query_language.unwrap_or(self.language);
        let data = &mut state.data;
        let given = match language {
            QueryLanguage::JSONPath => data.parameters.take().map(|given| ("Parameters", given)),
            QueryLanguage::JSONata => data.arguments.take().map(|given| ("Arguments", given)),
        };
        if let (Some((field, _)), None) = (&given, &invocation.payload) {
            self.fault(&at.key(field), TargetFaultReason::NoPayload);
        }
        let given = given.map(|(_, given)| given);
        match language {
            QueryLanguage::JSONPath => {
                data.parameters = Some(match given {
                    Some(payload) => invocation.parameters_with("", payload),
                    None => invocation.parameters_with(".$", json!("$")),
                });
                self.result_in_json_path(name, state, &invocation.result, at)
            }
            QueryLanguage::JSONata => {
                let payload = given.unwrap_or_else(|| json!("{% $states.input %}"));
                data.arguments = Some(invocation.parameters_with("", payload));
                self.result_in_jsonata(data, &invocation.result, at);
                None
            }
        }
    }

    fn fault(&mut self, at: &At, reason: TargetFaultReason) {
        self.faults.push(TargetFault { path: at.keys(), reason });
    }

    /// With a ResultSelector, its paths lead into the wrapping. Else, a result that takes the place of the input is unwrapped by
    /// OutputPath, and one that is put into the input by a Pass state, as no field of this one yields a bare value in its place.
    fn result_in_json_path(
        &mut self,
        name: &str,
        state: &mut State,
        result: &ResultAt,
        at: &At,
    ) -> Option<(String, State)> {
        let data = &mut state.data;
        let field = match result {
            ResultAt::Whole => return None,
            ResultAt::Field(field) => field,
            ResultAt::Text(_) => {
                if data.result_path != Some(Path::Discard) || data.assign.is_some() {
                    self.fault(&at.key("Resource"), TargetFaultReason::ResultIsText);
                }
                return None;
            }
        };
        let wrapping = format!("$.{field}");
        if let Some(selector) = &mut data.result_selector {
            rebase_template(selector, &wrapping);
            return None;
        }
        if let Some(assign) = &mut data.assign {
            rebase_template(assign, &wrapping);
        }
        match &data.result_path {
            Some(Path::Discard) => None,
            Some(Path::To(place)) if place != "$" => {
                let place = place.clone();
                Some(self.unwrapping(name, state, field, &place))
            }
            _ => {
                let output = match &data.output_path {
                    Some(Path::Discard) => return None,
                    Some(Path::To(path)) => rebase_path(path, &wrapping),
                    None => wrapping,
                };
                data.output_path = Some(Path::To(output));
                None
            }
        }
    }

    /// The Pass state that replaces what is at this place by what it wraps, between the task and what followed it.
    fn unwrapping(&mut self, name: &str, state: &mut State, field: &str, place: &str) -> (String, State) {
        let pass_name = self.free_name(&format!("{name} result"));
        let follow = Flow::Next(pass_name.clone());
        let flow = match &mut state.kind {
            StateKind::Task(task) => std::mem::replace(&mut task.flow, follow),
            _ => Flow::End,
        };
        let data = DataFlow {
            input_path: Some(Path::To(format!("{place}.{field}"))),
            result_path: Some(Path::To(place.to_owned())),
            output_path: state.data.output_path.take(),
            ..DataFlow::default()
        };
        let pass = StateKind::Pass { result: None, flow };
        (pass_name, State { data, query_language: state.query_language, ..State::new(pass) })
    }

    fn free_name(&mut self, name: &str) -> String {
        let cut = |room: usize| name.chars().take(room).collect::<String>();
        let numbered = (2..).map(|number| format!("{} {number}", cut(LONGEST_NAME - 8)));
        let mut free = [cut(LONGEST_NAME)].into_iter().chain(numbered);
        let free = free.find(|name| !self.taken.contains(name)).unwrap_or_default();
        self.taken.push(free.clone());
        free
    }

    fn result_in_jsonata(&mut self, data: &mut DataFlow, result: &ResultAt, at: &At) {
        let unwrapped = match result {
            ResultAt::Whole => return,
            ResultAt::Field(field) => format!("$states.result.{field}"),
            ResultAt::Text(field) => format!("$parse($states.result.{field})"),
        };
        for (field, value) in [("Output", &mut data.output), ("Assign", &mut data.assign)] {
            if let Some(value) = value
                && !rebase_expressions(value, &unwrapped)
            {
                self.fault(&at.key(field), TargetFaultReason::StatesTakenWhole);
            }
        }
        data.output.get_or_insert_with(|| Value::String(format!("{{% {unwrapped} %}}")));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{MachineType, read};
    use super::*;

    fn machine(language: &str, task: Value) -> StateMachine {
        let mut state = json!({"Type": "Task", "Resource": "process-a", "TimeoutSeconds": 9, "End": true});
        state.as_object_mut().unwrap().extend(task.as_object().unwrap().clone());
        let definition = json!({"QueryLanguage": language, "StartAt": "A", "States": {"A": state}});
        let reading = read(&serde_json::from_value(definition).unwrap(), MachineType::Standard);
        reading.machine.unwrap_or_else(|| panic!("{:?}", reading.flaws))
    }

    fn call(name: &str) -> Option<Invocation> {
        Some(Invocation::lambda("aws", json!(name)))
    }

    /// The states after rewriting, with only the fields asked for.
    fn resolved(language: &str, task: Value) -> Value {
        let machine = resolve_targets(&machine(language, task), &call).unwrap();
        serde_json::to_value(machine).unwrap()["States"].clone()
    }

    #[test]
    fn components_are_found_in_every_scope() {
        let scope =
            |name: &str| json!({"StartAt": name, "States": {name: {"Type": "Task", "Resource": name, "End": true}}});
        let definition = json!({"StartAt": "P", "States": {
            "P": {"Type": "Parallel", "Branches": [scope("a"), scope("b")], "Next": "M"},
            "M": {"Type": "Map", "ItemProcessor": scope("c"), "Next": "T"},
            "T": {"Type": "Task", "Resource": "${Arn}", "End": true},
        }});
        let reading = read(&serde_json::from_value(definition).unwrap(), MachineType::Standard);
        let targets = task_targets(&reading.machine.unwrap());
        let paths: Vec<_> = targets.iter().map(|target| target.path.join("/")).collect();
        let expected = [
            "States/P/Branches/0/States/a/Resource",
            "States/P/Branches/1/States/b/Resource",
            "States/M/ItemProcessor/States/c/Resource",
        ];
        assert_eq!(paths, expected);
    }

    #[test]
    fn the_input_is_the_payload_and_the_payload_the_output() {
        let state = &resolved("JSONPath", json!({}))["A"];
        assert_eq!(state["Resource"], "arn:aws:states:::lambda:invoke");
        assert_eq!(state["Parameters"], json!({"FunctionName": "process-a", "Payload.$": "$"}));
        assert_eq!(state["OutputPath"], "$.Payload");
    }

    #[test]
    fn given_fields_keep_their_meaning() {
        let given = json!({"Parameters": {"id.$": "$.id"}, "OutputPath": "$.x", "Assign": {"n.$": "$.n"}});
        let state = &resolved("JSONPath", given)["A"];
        assert_eq!(state["Parameters"]["Payload"], json!({"id.$": "$.id"}));
        assert_eq!(state["OutputPath"], "$.Payload.x");
        assert_eq!(state["Assign"], json!({"n.$": "$.Payload.n"}));
        let given = json!({"ResultSelector": {"n.$": "$.n"}, "ResultPath": "$.a", "OutputPath": "$.a"});
        let states = resolved("JSONPath", given);
        assert_eq!(states.as_object().unwrap().len(), 1);
        assert_eq!(states["A"]["ResultSelector"], json!({"n.$": "$.Payload.n"}));
        assert_eq!(states["A"]["OutputPath"], "$.a");
        let discarded = &resolved("JSONPath", json!({"ResultPath": null, "OutputPath": "$.b"}))["A"];
        assert_eq!(discarded["OutputPath"], "$.b");
    }

    #[test]
    fn a_result_put_into_the_input_is_unwrapped_by_a_pass_state() {
        let states = resolved("JSONPath", json!({"ResultPath": "$.a", "OutputPath": "$.b"}));
        assert_eq!(states["A"]["Next"], "A result");
        assert!(states["A"].get("OutputPath").is_none());
        let pass =
            json!({"Type": "Pass", "InputPath": "$.a.Payload", "ResultPath": "$.a", "OutputPath": "$.b", "End": true});
        assert_eq!(states["A result"], pass);
    }

    #[test]
    fn jsonata_reads_the_wrapped_result() {
        let state = &resolved("JSONata", json!({}))["A"];
        assert_eq!(state["Arguments"], json!({"FunctionName": "process-a", "Payload": "{% $states.input %}"}));
        assert_eq!(state["Output"], "{% $states.result.Payload %}");
        let state =
            &resolved("JSONata", json!({"Arguments": "{% 1 %}", "Output": {"n": "{% $states.result.n %}"}}))["A"];
        assert_eq!(state["Arguments"]["Payload"], "{% 1 %}");
        assert_eq!(state["Output"], json!({"n": "{% $states.result.Payload.n %}"}));
    }

    #[test]
    fn what_cannot_be_expressed_is_told() {
        let fault = |machine: StateMachine, call: &dyn Fn(&str) -> Option<Invocation>| {
            let faults = resolve_targets(&machine, call).unwrap_err();
            faults.into_iter().map(|fault| (fault.path.join("/"), fault.reason)).collect::<Vec<_>>()
        };
        let express = |name: &str| Some(Invocation::express_workflow("aws", json!(name)));
        let plain = |name: &str| Some(Invocation::plain(name.to_owned(), serde_json::Map::new()));
        let whole = machine("JSONata", json!({"Output": "{% $lookup($states, 'result') %}"}));
        assert_eq!(fault(whole, &call), [("States/A/Output".to_owned(), TargetFaultReason::StatesTakenWhole)]);
        let text = machine("JSONPath", json!({}));
        assert_eq!(fault(text, &express), [("States/A/Resource".to_owned(), TargetFaultReason::ResultIsText)]);
        let payload = machine("JSONPath", json!({"Parameters": {}}));
        assert_eq!(fault(payload, &plain), [("States/A/Parameters".to_owned(), TargetFaultReason::NoPayload)]);
    }
}
