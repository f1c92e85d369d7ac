//! Tasks: their size, their processor, their environment.

use super::{Service, instance_architecture};
use crate::blueprint::Architecture;
use crate::components::grouped::grouped;
use crate::components::uses;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::ec2;
use crate::facts::ecs::{self, CPU_UNITS};

pub(super) fn check(service: &Service<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    if service.on_fargate() {
        diagnostics.extend(fargate_size(service));
    } else {
        diagnostics.extend(instance_size(service));
        diagnostics.extend(architecture(service));
    }
    let env = &service.model.env;
    uses::check_kept(env, |name| service.place(&["env", name]), diagnostics);
    uses::check(&service.uses(), env, |name| service.key(&["env", name]), diagnostics);
}

fn fargate_size(service: &Service<'_, '_>) -> Option<Diagnostic> {
    let (cpu, memory) = (service.model.cpu, service.model.memory);
    let size = ecs::FARGATE_SIZES.iter().find(|size| size.cpu == cpu);
    if size.is_some_and(|size| memory.bytes.is_multiple_of(1 << 20) && size.takes(memory.mib())) {
        return None;
    }
    let mib = memory.bytes.div_ceil(1 << 20);
    let span = if service.says(&["memory"]) { service.place(&["memory"]) } else { service.place(&["cpu"]) };
    let message = format!("Fargate has no task of {} CPU units and {memory}", grouped(cpu));
    let error = Diagnostic::error(codes::FARGATE_SIZE, span, message)
        .also(service.cluster.key(&["fargate"]), "the cluster is on Fargate")
        .fact("ECS developer guide, Troubleshoot task definition invalid CPU or memory errors (read 2026-11-22)");
    Some(match (size, ecs::fargate_size_for(cpu, mib)) {
        (Some(size), Some((same, near))) if same == cpu && service.says(&["memory"]) => error
            .label(format!(
                "{} CPU units go with {} to {} MiB, in steps of {}",
                grouped(cpu),
                grouped(size.least),
                grouped(size.most),
                grouped(size.step)
            ))
            .fix(format!("use {near}MiB"), span, format!("{near}MiB")),
        (_, Some((cpu, near))) => error
            .label("not a pair of Fargate")
            .help(format!("the next larger size is `cpu: {cpu}` with `memory: {near}MiB`")),
        (_, None) => error
            .label("more than Fargate has")
            .help("the largest task has 16,384 CPU units and 122,880 MiB: use instances, `capacity`, for more"),
    })
}

fn instance_size(service: &Service<'_, '_>) -> Option<Diagnostic> {
    let capacity = service.cluster.model.capacity.as_ref()?;
    let (cpu, memory) = (service.model.cpu, service.model.memory);
    if !ecs::EC2_CPU.contains(&cpu) {
        let span = service.place(&["cpu"]);
        let (least, most) = (*ecs::EC2_CPU.start(), *ecs::EC2_CPU.end());
        let near = cpu.clamp(least, most);
        let error = Diagnostic::error(
            codes::TASK_TOO_LARGE,
            span,
            format!("a task cannot have {} CPU units", grouped(cpu)),
        )
        .label(format!("{} to {}", grouped(least), grouped(most)))
        .fix(format!("use {near}"), span, near.to_string())
        .fact("tasks on EC2 have an eighth of a vCPU to 192 vCPUs (ECS developer guide, task size, read 2026-11-22)");
        return Some(error);
    }
    let types: Vec<ec2::InstanceType> = capacity.instance_types.iter().filter_map(|name| ec2::find(name)).collect();
    let fits = |kind: &ec2::InstanceType| kind.vcpus * CPU_UNITS >= cpu && kind.memory_mib >= memory.mib();
    if types.is_empty() || types.len() < capacity.instance_types.len() || types.iter().any(fits) {
        return None;
    }
    let largest = types.iter().max_by_key(|kind| (kind.memory_mib, kind.vcpus))?;
    let by_memory = types.iter().all(|kind| kind.memory_mib < memory.mib());
    let field = if by_memory { "memory" } else { "cpu" };
    let message =
        format!("no instance of {} carries a task of {} CPU units and {memory}", service.cluster.name, grouped(cpu));
    let error = Diagnostic::error(codes::TASK_TOO_LARGE, service.place(&[field]), message)
        .label(format!("{} has {} CPU units and {} MiB", largest.name, grouped(largest.vcpus * CPU_UNITS), grouped(largest.memory_mib)))
        .also(service.cluster.value(&["capacity", "instance_types"]), "the instances")
        .help("choose larger instances or a smaller task: the system takes some of the memory, too")
        .fact("a task stays pending until an instance has the processor time and the memory that it reserves (ECS developer guide, Container instances that tasks are placed on)");
    Some(error)
}

fn architecture(service: &Service<'_, '_>) -> Option<Diagnostic> {
    let (wanted, there) = (service.model.architecture?, instance_architecture(service.cluster)?);
    if wanted == there {
        return None;
    }
    let span = service.place(&["architecture"]);
    let message = format!("an image for {} on instances that are {}", name(wanted), name(there));
    let error = Diagnostic::error(codes::TASK_ARCHITECTURE, span, message)
        .label("no instance runs it")
        .also(service.cluster.value(&["capacity", "instance_types"]), name(there))
        .help(format!("build the image for {}, or give the cluster other instance types", name(there)))
        .fact("a task is placed on instances of its runtimePlatform's cpuArchitecture only (ECS developer guide, Task definitions for 64-bit ARM workloads)");
    Some(error)
}

const fn name(architecture: Architecture) -> &'static str {
    match architecture {
        Architecture::Arm64 => "arm64",
        Architecture::X86 => "x86_64",
    }
}
