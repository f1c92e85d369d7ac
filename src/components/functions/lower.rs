//! The resources of a function: its log group, its role and itself.

use indexmap::IndexMap;

use super::{address, alias, destinations, events, layers, package, rollout};
use crate::blueprint::{Architecture, Code, Function};
use crate::components::uses::{self, Use};
use crate::components::{existing, logs, network};
use crate::documents::cloudformation::resources::ec2::SecurityGroup;
use crate::documents::cloudformation::resources::iam::{Role, RolePolicy};
use crate::documents::cloudformation::resources::lambda;
use crate::documents::cloudformation::resources::logs::LogGroup;
use crate::documents::cloudformation::{Stack, StackKey, StackKind, Tag, Value, get_att, reference, some, tag};
use crate::documents::iam::{PolicyDocument, Statement};
use crate::documents::{Documents, Unit};
use crate::facts;
use crate::system::{Instance, System};

/// Adds every function, in each region where it runs.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    let functions = system.instances(&system.blueprint.functions);
    layers::lower(system, &functions, documents);
    for function in &functions {
        let uses = uses::of(function);
        let unit = Unit::Stack(StackKey::new(StackKind::Compute, function.region.code));
        uses::order(documents, &unit, &uses);
        let code = code(function, documents);
        let stack = documents.stack(StackKind::Compute, function.region.code);
        log_group(function, stack);
        role(function, stack, &uses);
        if uses::in_vpc(&uses) {
            security_group(function, stack, &uses);
        }
        itself(function, code, stack, &uses);
        alias::add(function, stack);
        rollout::add(function, stack);
        destinations::add(function, stack);
        events::add(function, stack);
        address::add(function, stack);
        stack.output(function.id().then("Arn"), format!("ARN of {}", function.name), alias::callee(function));
        let (name, group) = (function.id().then("Function"), function.id().then("LogGroup"));
        stack.offer(function.id().then("FunctionName"), format!("Name of {}", function.name), reference(name));
        stack.offer(&group, format!("Log group of {}", function.name), reference(&group));
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

fn role(function: &Instance<'_, Function>, stack: &mut Stack, uses: &[Use<'_>]) {
    let group = get_att(function.id().then("LogGroup"), "Arn");
    let write = Statement::allow(["logs:CreateLogStream", "logs:PutLogEvents"], [group]);
    // These two actions know no resources.
    let trace = Statement::allow(["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*"]);
    let mut policies = vec![
        RolePolicy::new("WriteLogs", PolicyDocument::new([write])),
        RolePolicy::new("WriteTraces", PolicyDocument::new([trace])),
    ];
    if uses::in_vpc(uses) {
        policies.push(RolePolicy::new("JoinNetwork", PolicyDocument::new([join_network()])));
    }
    let kept = uses::kept_statements(&function.model.env);
    if !kept.is_empty() {
        policies.push(RolePolicy::new("ReadEnvironment", PolicyDocument::new(kept)));
    }
    policies.extend(events::policies(function));
    policies.extend(destinations::policies(function));
    policies.extend(uses::policies(uses));
    let role = Role { policies, tags: tags(function), ..Role::new(PolicyDocument::trust("lambda.amazonaws.com")) };
    stack.add(function.id().then("Role"), role);
}

/// What Lambda does with the function's role to place it in subnets. Source: AWS managed policy
/// AWSLambdaVPCAccessExecutionRole, version 3 (read 2026-11-22). Lambda checks them before there is an interface to name.
fn join_network() -> Statement {
    let actions = [
        "ec2:CreateNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:DeleteNetworkInterface",
        "ec2:AssignPrivateIpAddresses",
        "ec2:UnassignPrivateIpAddresses",
    ];
    Statement::allow(actions, ["*"])
}

/// Nobody calls a function over the network; it calls others, which let this group in.
fn security_group(function: &Instance<'_, Function>, stack: &mut Stack, uses: &[Use<'_>]) {
    let id = function.id().then("SecurityGroup");
    let name = tag("Name", format!("{}-{}", function.system.prefix(), function.name));
    let group = SecurityGroup {
        vpc_id: some(network::vpc_id(function.region.code)),
        tags: std::iter::once(name).chain(tags(function)).collect(),
        ..SecurityGroup::new(format!("Function {}", function.name))
    };
    stack.add(&id, group);
    uses::open_doors(stack, &get_att(&id, "GroupId"), uses);
}

/// The function's own variables, then those by which it finds what it uses.
fn environment(function: &Instance<'_, Function>, uses: &[Use<'_>]) -> Option<lambda::Environment> {
    let own = function.model.env.iter().map(|(name, value)| (name.clone(), uses::kept_name(value)));
    let variables: IndexMap<String, Value<String>> = own.chain(uses::environment(uses)).collect();
    (!variables.is_empty()).then_some(lambda::Environment { variables })
}

/// Where the source is; a folder is packed for deploy.sh to upload.
fn code(function: &Instance<'_, Function>, documents: &mut Documents) -> lambda::Code {
    let region = function.region.code;
    match &function.model.code {
        Code::Inline(text) => lambda::Code { zip_file: some(text), ..lambda::Code::default() },
        Code::File(_) => package::folder(function)
            .map_or_else(lambda::Code::default, |(_, folder)| package::upload(function, folder, documents)),
        Code::S3(archives) => archives.get(region).map_or_else(lambda::Code::default, |archive| lambda::Code {
            s3_bucket: some(&archive.bucket),
            s3_key: some(&archive.key),
            s3_object_version: archive.version.as_ref().map(Into::into),
            ..lambda::Code::default()
        }),
        Code::Image(given) => {
            let image_uri = given.in_region(region).map(existing::value);
            lambda::Code { image_uri, ..lambda::Code::default() }
        }
    }
}

fn itself(function: &Instance<'_, Function>, code: lambda::Code, stack: &mut Stack, uses: &[Use<'_>]) {
    let model = function.model;
    let image = matches!(model.code, Code::Image(_));
    let large = model.temporary_storage.mib() > u64::from(*facts::lambda::EPHEMERAL_STORAGE_MIB.start());
    let vpc_config = uses::in_vpc(uses).then(|| lambda::VpcConfig {
        subnet_ids: network::private_subnets(function.region),
        security_group_ids: vec![get_att(function.id().then("SecurityGroup"), "GroupId")],
        ..lambda::VpcConfig::default()
    });
    let resource = lambda::Function {
        description: function.common.description.as_ref().map(Into::into),
        package_type: image.then(|| "Image".into()),
        runtime: (!image).then(|| (&model.runtime).into()),
        handler: (!image).then(|| (&model.handler).into()),
        architectures: vec![architecture(model.architecture).into()],
        memory_size: some(model.memory.mib()),
        timeout: some(model.timeout.seconds),
        ephemeral_storage: large.then(|| lambda::EphemeralStorage::new(model.temporary_storage.mib())),
        reserved_concurrent_executions: model.concurrency.reserved.map(Into::into),
        layers: layers::arns(function),
        snap_start: model.snap_start.then(|| lambda::SnapStart::new("PublishedVersions")),
        environment: environment(function, uses),
        vpc_config,
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
