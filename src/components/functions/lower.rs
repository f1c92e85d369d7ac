//! The resources of a function: its log group, its role and itself.

use crate::blueprint::{Architecture, Function};
use crate::components::logs;
use crate::documents::Documents;
use crate::documents::cloudformation::resources::iam::{Role, RolePolicy};
use crate::documents::cloudformation::resources::lambda;
use crate::documents::cloudformation::resources::logs::LogGroup;
use crate::documents::cloudformation::{Stack, StackKind, Tag, get_att, reference, some, tag};
use crate::documents::iam::{PolicyDocument, Statement};
use crate::system::{Instance, System};

/// Adds every function, in each region where it runs.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    for function in &system.instances(&system.blueprint.functions) {
        let stack = documents.stack(StackKind::Compute, function.region.code);
        log_group(function, stack);
        role(function, stack);
        itself(function, stack);
        let arn = get_att(function.id().then("Function"), "Arn");
        stack.output(function.id().then("Arn"), format!("ARN of {}", function.name), arn);
    }
}

fn tags(function: &Instance<'_, Function>) -> Vec<Tag> {
    function.tags().into_iter().map(|(key, value)| tag(key, value)).collect()
}

/// A group of its own: one that Lambda makes at the first run would be outside the stack and keep events for ever.
fn log_group(function: &Instance<'_, Function>, stack: &mut Stack) {
    let group = LogGroup {
        retention_in_days: some(logs::days(function.model.log_retention)),
        tags: tags(function),
        ..LogGroup::default()
    };
    stack.add(function.id().then("LogGroup"), group).comment(function.path()).retain();
}

fn role(function: &Instance<'_, Function>, stack: &mut Stack) {
    let group = get_att(function.id().then("LogGroup"), "Arn");
    let write = Statement::allow(["logs:CreateLogStream", "logs:PutLogEvents"], [group]);
    // These two actions know no resources.
    let trace = Statement::allow(["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*"]);
    let role = Role {
        policies: vec![
            RolePolicy::new("WriteLogs", PolicyDocument::new([write])),
            RolePolicy::new("WriteTraces", PolicyDocument::new([trace])),
        ],
        tags: tags(function),
        ..Role::new(PolicyDocument::trust("lambda.amazonaws.com"))
    };
    stack.add(function.id().then("Role"), role);
}

fn itself(function: &Instance<'_, Function>, stack: &mut Stack) {
    let model = function.model;
    let code = lambda::Code { zip_file: some(model.code.text()), ..lambda::Code::default() };
    let environment = (!model.env.is_empty()).then(|| lambda::Environment {
        variables: model.env.iter().map(|(name, value)| (name.clone(), value.into())).collect(),
    });
    let resource = lambda::Function {
        description: function.common.description.as_ref().map(Into::into),
        runtime: some(&model.runtime),
        handler: some(&model.handler),
        architectures: vec![architecture(model.architecture).into()],
        memory_size: some(model.memory.mib()),
        timeout: some(model.timeout.seconds),
        environment,
        tracing_config: Some(lambda::TracingConfig { mode: some("Active") }),
        logging_config: Some(lambda::LoggingConfig {
            log_group: some(reference(function.id().then("LogGroup"))),
            ..lambda::LoggingConfig::default()
        }),
        tags: tags(function),
        ..lambda::Function::new(code, get_att(function.id().then("Role"), "Arn"))
    };
    stack.add(function.id().then("Function"), resource);
}

const fn architecture(architecture: Architecture) -> &'static str {
    match architecture {
        Architecture::Arm64 => "arm64",
        Architecture::X86 => "x86_64",
    }
}
