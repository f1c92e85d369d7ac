//! The task of a service: log group, roles, security group, task definition.

use serde_json::json;

use super::{container, plain_tags, policies, tags};
use crate::blueprint::{Architecture, EcsService, EnvironmentSource, EnvironmentValue};
use crate::components::ecs::{Service, instance_architecture};
use crate::components::{logs, network};
use crate::documents::cloudformation::resources::logs::LogGroup;
use crate::documents::cloudformation::resources::{ec2, ecs, iam};
use crate::documents::cloudformation::{Stack, Value, get_att, pseudo, reference, some, sub, text};
use crate::documents::iam::{PolicyDocument, Principal, Statement};

pub(super) fn add(stack: &mut Stack, service: &Service<'_, '_>) {
    let (id, cluster) = (service.id(), service.cluster);
    let group = ec2::SecurityGroup {
        vpc_id: some(network::vpc_id(cluster.region.code)),
        tags: tags(cluster, service.name),
        ..ec2::SecurityGroup::new(format!("Tasks of {}", service.name))
    };
    stack.add(id.then("SecurityGroup"), group);
    let group_id = get_att(id.then("SecurityGroup"), "GroupId");
    stack.output(id.then("SecurityGroup"), format!("Security group of {}", service.name), group_id);
    super::balancers::let_in(stack, service);
    let log_group = LogGroup {
        retention_in_days: some(logs::days(service.model.log_retention)),
        tags: plain_tags(cluster),
        ..LogGroup::default()
    };
    stack.add(id.then("LogGroup"), log_group).retain();
    let execution =
        iam::Role { policies: policies::execution(service), tags: plain_tags(cluster), ..iam::Role::new(trust()) };
    stack.add(id.then("ExecutionRole"), execution);
    stack.add(id.then("TaskRole"), iam::Role { tags: plain_tags(cluster), ..iam::Role::new(trust()) });
    stack.add(id.then("TaskDefinition"), definition(service));
}

/// Whether some of the environment is kept elsewhere.
pub(super) fn has_references(service: &EcsService) -> bool {
    service.env.values().any(|value| matches!(value, EnvironmentValue::From(_)))
}

/// Only tasks of the account take the role on.
fn trust() -> PolicyDocument {
    let statement = Statement::allow(["sts:AssumeRole"], Vec::<Value<String>>::new())
        .by(Principal::service("ecs-tasks.amazonaws.com"))
        .when("StringEquals", "aws:SourceAccount", pseudo::account_id());
    PolicyDocument::new([statement])
}

fn definition(service: &Service<'_, '_>) -> ecs::TaskDefinition {
    let (id, model) = (service.id(), service.model);
    let architecture =
        model.architecture.or_else(|| instance_architecture(service.cluster)).unwrap_or(Architecture::X86);
    let architecture = match architecture {
        Architecture::Arm64 => "ARM64",
        Architecture::X86 => "X86_64",
    };
    ecs::TaskDefinition {
        cpu: some(model.cpu.to_string()),
        memory: some(model.memory.mib().to_string()),
        network_mode: some("awsvpc"),
        requires_compatibilities: vec![text(if service.on_fargate() { "FARGATE" } else { "EC2" })],
        runtime_platform: Some(ecs::RuntimePlatform {
            cpu_architecture: some(architecture),
            operating_system_family: some("LINUX"),
        }),
        container_definitions: vec![container_definition(service)],
        execution_role_arn: some(get_att(id.then("ExecutionRole"), "Arn")),
        task_role_arn: some(get_att(id.then("TaskRole"), "Arn")),
        tags: plain_tags(service.cluster),
        ..ecs::TaskDefinition::default()
    }
}

fn container_definition(service: &Service<'_, '_>) -> ecs::ContainerDefinition {
    let model = service.model;
    let port = |(name, port): (&String, &crate::blueprint::Port)| ecs::PortMapping {
        name: some(name),
        container_port: some(port.port),
        protocol: some(port.protocol.name()),
        ..ecs::PortMapping::default()
    };
    let options = json!({
        "awslogs-group": reference(service.id().then("LogGroup")),
        "awslogs-region": pseudo::region(),
        "awslogs-stream-prefix": service.name,
    });
    ecs::ContainerDefinition {
        command: model.command.iter().map(Into::into).collect(),
        port_mappings: model.ports.iter().map(port).collect(),
        environment: model.env.iter().filter_map(|(name, value)| variable(name, value)).collect(),
        secrets: model.env.iter().filter_map(|(name, value)| secret(name, value)).collect(),
        readonly_root_filesystem: model.read_only_root.then(|| true.into()),
        log_configuration: Some(ecs::LogConfiguration {
            options: Some(options),
            ..ecs::LogConfiguration::new("awslogs")
        }),
        ..ecs::ContainerDefinition::new(container(service), &model.image)
    }
}

fn variable(name: &str, value: &EnvironmentValue) -> Option<ecs::KeyValuePair> {
    match value {
        EnvironmentValue::Text(text) => Some(ecs::KeyValuePair { name: some(name), value: some(text) }),
        EnvironmentValue::From(_) => None,
    }
}

fn secret(name: &str, value: &EnvironmentValue) -> Option<ecs::Secret> {
    match value {
        EnvironmentValue::Text(_) => None,
        EnvironmentValue::From(source) => Some(ecs::Secret::new(name, value_from(source)?)),
    }
}

/// Where ECS reads the value when a task starts: of a secret the ARN without its random end, and which key of it.
fn value_from(source: &EnvironmentSource) -> Option<Value<String>> {
    if let Some(secret) = &source.secret {
        let key = source.key.as_ref().map(|key| format!(":{key}::")).unwrap_or_default();
        let arn = "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret";
        return Some(sub(format!("{arn}:{secret}{key}")));
    }
    let parameter = source.parameter.as_ref()?;
    Some(sub(policies::parameter_arn(parameter)))
}
