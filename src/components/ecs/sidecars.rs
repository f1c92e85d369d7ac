//! Containers beside that of a service: their number, their names and their part of the task.

use super::Service;
use crate::blueprint::Sidecar;
use crate::components::grouped::grouped;
use crate::components::uses;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::ecs::{CONTAINER_MEMORY_MIB, MAX_CONTAINERS};

pub(super) fn check(service: &Service<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let sidecars = &service.model.sidecars;
    for (name, sidecar) in sidecars {
        diagnostics.extend(bad_name(service, name));
        diagnostics.extend(order(service, name, sidecar));
        diagnostics.extend(folder(service, name, sidecar));
        diagnostics.extend(little_memory(service, name, sidecar));
        uses::check_kept(&sidecar.env, |variable| service.place(&["sidecars", name, "env", variable]), diagnostics);
    }
    if let Some((name, _)) = sidecars.get_index(MAX_CONTAINERS - 1) {
        let message = format!("{} containers in a task, where ECS takes {MAX_CONTAINERS}", sidecars.len() + 1);
        let error = Diagnostic::error(codes::SIDECAR, service.key(&["sidecars", name]), message)
            .label("the first too many")
            .help("make a service of what need not stand in the same task")
            .fact("containers per task definition: 10, not adjustable (ECS developer guide, Service quotas, read 2026-11-22)");
        diagnostics.push(error);
    }
    let cpu: u32 = sidecars.values().filter_map(|sidecar| sidecar.cpu).fold(0, u32::saturating_add);
    let memory: u64 = sidecars.values().filter_map(|sidecar| Some(sidecar.memory?.mib())).fold(0, u64::saturating_add);
    diagnostics.extend(too_much(service, "cpu", "CPU units", cpu.into(), service.model.cpu.into()));
    diagnostics.extend(too_much(service, "memory", "MiB", memory, service.model.memory.mib()));
}

fn bad_name(service: &Service<'_, '_>, name: &str) -> Option<Diagnostic> {
    let span = service.key(&["sidecars", name]);
    let letters = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if letters && !name.is_empty() && name.len() <= 255 && name != service.name {
        return None;
    }
    let error = Diagnostic::error(codes::SIDECAR, span, format!("`{name}` cannot name a sidecar of {}", service.name));
    Some(if name == service.name {
        error.label("the service's own container is called so").help("name it after what it does: agent, proxy")
    } else {
        error.label("letters, digits, hyphens and underscores").fact(
            "a container's name has up to 255 letters, digits, hyphens and underscores (ECS API, ContainerDefinition)",
        )
    })
}

/// The task would stop with a container that ends before the service begins.
fn order(service: &Service<'_, '_>, name: &str, sidecar: &Sidecar) -> Option<Diagnostic> {
    if !(sidecar.first && sidecar.essential == Some(true)) {
        return None;
    }
    let path = ["sidecars", name, "essential"];
    let error =
        Diagnostic::error(codes::SIDECAR, service.place(&path), format!("{name} ends first, and the task with it"))
            .label("the task stops when it does")
            .also(service.key(&["sidecars", name, "first"]), "ends before the service starts")
            .fact("the condition SUCCESS cannot be set on an essential container (ECS API, ContainerDependency)");
    Some(service.leave_out(&path, error))
}

fn folder(service: &Service<'_, '_>, name: &str, sidecar: &Sidecar) -> Option<Diagnostic> {
    let path = sidecar.shares.as_ref().filter(|path| !path.starts_with('/') || path.len() < 2)?;
    let span = service.place(&["sidecars", name, "shares"]);
    let error = Diagnostic::error(codes::SIDECAR, span, format!("`{path}` is no folder that two containers can share"))
        .label("an absolute path below the root");
    let near = format!("/{path}");
    Some(if near.len() > 2 {
        error.fix(format!("write {near}"), span, near)
    } else {
        error.help("write a path such as /agent")
    })
}

fn little_memory(service: &Service<'_, '_>, name: &str, sidecar: &Sidecar) -> Option<Diagnostic> {
    let memory = sidecar.memory.filter(|memory| memory.mib() < CONTAINER_MEMORY_MIB)?;
    let span = service.place(&["sidecars", name, "memory"]);
    let near = format!("{CONTAINER_MEMORY_MIB}MiB");
    let error = Diagnostic::error(codes::SIDECAR, span, format!("{name} cannot run in {memory}"))
        .label(format!("at least {near}"))
        .fix(format!("write {near}"), span, near)
        .fact("Docker reserves at least 6 MiB for a container (ECS API, ContainerDefinition, memory)");
    Some(error)
}

/// The sidecars have what the task has, and leave something of it to the service.
fn too_much(service: &Service<'_, '_>, field: &str, unit: &str, kept: u64, there: u64) -> Option<Diagnostic> {
    if kept < there {
        return None;
    }
    let last = service.model.sidecars.keys().rfind(|name| service.says(&["sidecars", name, field]))?;
    let message =
        format!("the sidecars of {} take {} {unit} of a task that has {}", service.name, grouped(kept), grouped(there));
    let error = Diagnostic::error(codes::SIDECAR, service.place(&["sidecars", last, field]), message)
        .label("nothing is left for the service")
        .also(service.place(&[field]), "what the task has")
        .help(format!("make the task larger, or leave out `{field}`: the containers then share what is there"))
        .fact(
            "what containers reserve is less than what their task has (ECS API, ContainerDefinition, cpu and memory)",
        );
    Some(error)
}
