//! What a task calls: a function or another workflow of the blueprint.

use serde_json::json;

use super::is_express;
use crate::blueprint::{Function, Workflow};
use crate::components::functions;
use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::documents::asl::Invocation;
use crate::documents::cloudformation::{LogicalId, Value, pseudo};
use crate::system::Instance;

/// A component that a task can call, in the region of the workflow.
pub(super) enum Target<'a> {
    Function(Instance<'a, Function>),
    Workflow(Instance<'a, Workflow>),
}

/// Which sections a name may come from.
pub(super) type Sections = &'static [&'static str];

/// What a `function` names.
pub(super) const FUNCTIONS: Sections = &["functions"];
/// What a `workflow` names.
pub(super) const WORKFLOWS: Sections = &["workflows"];
/// What a pasted `Resource` names.
pub(super) const CALLABLE: Sections = &["functions", "workflows"];

/// The component of this name that runs where the workflow runs.
pub(super) fn find<'a>(workflow: &Instance<'a, Workflow>, name: &str, among: Sections) -> Option<Target<'a>> {
    let blueprint = workflow.system.blueprint;
    let of = |section: &str| among.contains(&section);
    if of("functions")
        && let Some(function) = workflow.system.instance(&blueprint.functions, name, workflow.region)
    {
        return Some(Target::Function(function));
    }
    let found = workflow.system.instance(&blueprint.workflows, name, workflow.region)?;
    of("workflows").then_some(Target::Workflow(found))
}

/// Why there is no such target; `span` is where the name stands.
pub(super) fn not_found(workflow: &Instance<'_, Workflow>, name: &str, among: Sections, span: Span) -> Diagnostic {
    let components = &workflow.system.components;
    let wanted = among.iter().map(|section| section.trim_end_matches('s')).collect::<Vec<_>>().join(" or ");
    match components.get(name) {
        Some(component) if among.contains(&component.section) => {
            let region = workflow.region.code;
            let message = format!("`{}` runs in {region}, where `{name}` does not", workflow.name);
            Diagnostic::error(codes::TASK_TARGET_NOT_HERE, span, message)
                .label(format!("not in {region}"))
                .also(component.key, "its regions are decided here")
                .help(format!("let `{name}` run in {region}, or take {region} from the regions of `{}`", workflow.name))
                .fact("Step Functions calls nothing in another region (Step Functions Developer Guide, Integrating services, read 2026-11-22)")
        }
        Some(component) => {
            let message = format!("`{name}` is no {wanted}");
            Diagnostic::error(codes::TASK_TARGET, span, message)
                .label(format!("a {wanted} is called here"))
                .also(component.key, format!("it stands under `{}`", component.section))
        }
        None => {
            let error = Diagnostic::error(codes::TASK_TARGET, span, format!("there is no {wanted} `{name}`"));
            let known = components.iter().filter(|(_, component)| among.contains(&component.section));
            match did_you_mean(name, known.map(|(name, _)| *name)) {
                Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
                None => error.label(format!("no {wanted} of this blueprint has the name")),
            }
        }
    }
}

impl Target<'_> {
    /// How a task calls it, with holes that the template fills. The partition stands as it is: a resource is no resource to
    /// validators with a hole in it.
    pub(super) fn invocation(&self) -> Invocation {
        match self {
            Target::Function(function) => {
                Invocation::lambda(function.region.facts.partition, json!(hole(function.name)))
            }
            Target::Workflow(workflow) => {
                let call = if is_express(workflow.model) {
                    Invocation::express_workflow
                } else {
                    Invocation::standard_workflow
                };
                call(workflow.region.facts.partition, json!(hole(workflow.name)))
            }
        }
    }
}

/// `${ProcessAArn}`: where the ARN of a component goes in a definition.
pub(super) fn hole(component: &str) -> String {
    format!("${{{}}}", LogicalId::new(component).then("Arn"))
}

/// What CloudFormation puts in place of `${name}` in the definition of a workflow.
pub(super) fn substitution(workflow: &Instance<'_, Workflow>, name: &str) -> Option<Value<String>> {
    match name {
        "Region" => return Some(pseudo::region()),
        "AccountId" => return Some(pseudo::account_id()),
        _ => {}
    }
    let is_meant = |component: &&str| LogicalId::new(component).then("Arn").as_str() == name;
    let components = workflow.system.components.iter().filter(|(_, it)| CALLABLE.contains(&it.section));
    let component = components.map(|(component, _)| *component).find(is_meant)?;
    let region = workflow.region.code;
    Some(match find(workflow, component, CALLABLE)? {
        Target::Function(function) => functions::arn(function.name, region),
        Target::Workflow(other) => super::arn(other.name, region),
    })
}

/// The names in `${…}` of a text, in order.
pub(super) fn names_of_holes(text: &str) -> impl Iterator<Item = &str> {
    text.split("${").skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}
