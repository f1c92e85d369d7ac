//! The task of a service: log group, roles, security group, task definition.

use indexmap::IndexMap;
use serde_json::json;

use super::{container, plain_tags, policies, sidecars, tags};
use crate::blueprint::{Architecture, EcsService, EnvValue};
use crate::components::ecs::{Service, instance_architecture};
use crate::components::uses;
use crate::components::{logs, network};
use crate::documents::cloudformation::resources::logs::LogGroup;
use crate::documents::cloudformation::resources::{ec2, ecs, iam};
use crate::documents::cloudformation::{Stack, Value, get_att, pseudo, reference, some, sub, text};
use crate::documents::iam::PolicyDocument;

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
    let description = format!("Name of the log group of {}", service.name);
    stack.offer(id.then("LogGroup"), description, reference(id.then("LogGroup")));
    let execution = iam::Role {
        policies: policies::execution(service),
        tags: plain_tags(cluster),
        ..iam::Role::new(PolicyDocument::trust("ecs-tasks.amazonaws.com"))
    };
    stack.add(id.then("ExecutionRole"), execution);
    let own = service.uses();
    let role = iam::Role {
        policies: uses::policies(&own),
        tags: plain_tags(cluster),
        ..iam::Role::new(PolicyDocument::trust("ecs-tasks.amazonaws.com"))
    };
    stack.add(id.then("TaskRole"), role);
    uses::open_doors(stack, &get_att(id.then("SecurityGroup"), "GroupId"), &own);
    stack.add(id.then("TaskDefinition"), definition(service));
}

/// Whether some of the environment is kept elsewhere.
pub(super) fn has_references(service: &EcsService) -> bool {
    let beside = service.sidecars.values().flat_map(|sidecar| sidecar.env.values());
    service.env.values().chain(beside).any(|value| !matches!(value, EnvValue::Text(_)))
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
        volumes: sidecars::volumes(service),
        container_definitions: std::iter::once(container_definition(service))
            .chain(sidecars::definitions(service))
            .collect(),
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
    ecs::ContainerDefinition {
        command: model.command.iter().map(Into::into).collect(),
        port_mappings: model.ports.iter().map(port).collect(),
        depends_on: sidecars::awaited(service),
        environment: environment(&model.env, uses::environment(&service.uses())),
        secrets: secrets(&model.env),
        mount_points: sidecars::mounts(service),
        readonly_root_filesystem: model.read_only_root.then(|| true.into()),
        log_configuration: Some(logs_of(service, service.name)),
        ..ecs::ContainerDefinition::new(container(service), service.image())
    }
}

/// Where a container of a task writes its logs: into the service's log group, in streams that begin with its name.
pub(super) fn logs_of(service: &Service<'_, '_>, container: &str) -> ecs::LogConfiguration {
    let options = json!({
        "awslogs-group": reference(service.id().then("LogGroup")),
        "awslogs-region": pseudo::region(),
        "awslogs-stream-prefix": container,
    });
    ecs::LogConfiguration { options: Some(options), ..ecs::LogConfiguration::new("awslogs") }
}

/// Texts, and what `uses` gives.
pub(super) fn environment(
    env: &IndexMap<String, EnvValue>,
    used: IndexMap<String, Value<String>>,
) -> Vec<ecs::KeyValuePair> {
    let own = env.iter().filter_map(|(name, value)| match value {
        EnvValue::Text(value) => Some((name.clone(), text(value))),
        EnvValue::Secret(_) | EnvValue::Parameter(_) => None,
    });
    own.chain(used).map(|(name, value)| ecs::KeyValuePair { name: some(name), value: Some(value) }).collect()
}

/// What ECS reads when a task starts.
pub(super) fn secrets(env: &IndexMap<String, EnvValue>) -> Vec<ecs::Secret> {
    env.iter().filter_map(|(name, value)| Some(ecs::Secret::new(name, kept_at(value)?))).collect()
}

/// Of a secret the ARN, without the random end that its name has there.
fn kept_at(value: &EnvValue) -> Option<Value<String>> {
    let arn = |service: &str, name: &str| {
        sub(format!("arn:${{AWS::Partition}}:{service}:${{AWS::Region}}:${{AWS::AccountId}}:{name}"))
    };
    match value {
        EnvValue::Text(_) => None,
        EnvValue::Secret(secret) if secret.starts_with("arn:") => Some(text(secret)),
        EnvValue::Secret(secret) => Some(arn("secretsmanager", &format!("secret:{secret}"))),
        EnvValue::Parameter(name) => Some(arn("ssm", &format!("parameter/{}", name.trim_start_matches('/')))),
    }
}
