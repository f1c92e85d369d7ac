//! Containers beside that of the service.

use indexmap::IndexMap;

use super::task::{environment, logs_of, secrets};
use crate::blueprint::Sidecar;
use crate::components::ecs::Service;
use crate::documents::cloudformation::resources::ecs;
use crate::documents::cloudformation::some;

/// The containers, in the order of the blueprint.
pub(super) fn definitions(service: &Service<'_, '_>) -> Vec<ecs::ContainerDefinition> {
    service.model.sidecars.iter().map(|(name, sidecar)| definition(service, name, sidecar)).collect()
}

fn definition(service: &Service<'_, '_>, name: &str, sidecar: &Sidecar) -> ecs::ContainerDefinition {
    let stays = !sidecar.first && sidecar.essential.unwrap_or(true);
    ecs::ContainerDefinition {
        // A container is essential unless it says otherwise.
        essential: (!stays).then(|| false.into()),
        cpu: sidecar.cpu.map(Into::into),
        memory: sidecar.memory.map(|memory| memory.mib().into()),
        command: sidecar.command.iter().map(Into::into).collect(),
        environment: environment(&sidecar.env, IndexMap::new()),
        secrets: secrets(&sidecar.env),
        mount_points: mount(name, sidecar).into_iter().collect(),
        log_configuration: Some(logs_of(service, name)),
        ..ecs::ContainerDefinition::new(name, service.here(&sidecar.image))
    }
}

/// What the service's container waits for.
pub(super) fn awaited(service: &Service<'_, '_>) -> Vec<ecs::ContainerDependency> {
    let first = service.model.sidecars.iter().filter(|(_, sidecar)| sidecar.first);
    first.map(|(name, _)| ecs::ContainerDependency { container_name: some(name), condition: some("SUCCESS") }).collect()
}

/// The folders that sidecars share with the service's container, each a volume under the sidecar's name.
pub(super) fn volumes(service: &Service<'_, '_>) -> Vec<ecs::Volume> {
    let shared = service.model.sidecars.iter().filter(|(_, sidecar)| sidecar.shares.is_some());
    shared.map(|(name, _)| ecs::Volume { name: some(name) }).collect()
}

/// Where the service's container sees these folders.
pub(super) fn mounts(service: &Service<'_, '_>) -> Vec<ecs::MountPoint> {
    service.model.sidecars.iter().filter_map(|(name, sidecar)| mount(name, sidecar)).collect()
}

fn mount(name: &str, sidecar: &Sidecar) -> Option<ecs::MountPoint> {
    let path = sidecar.shares.as_ref()?;
    Some(ecs::MountPoint { source_volume: some(name), container_path: some(path) })
}
