//! `ecs`: clusters with their instances, and services with their tasks and load balancers.
//!
//! A cluster runs on EC2 or on Fargate, never on both: one capacity provider strategy cannot mix them. Each service has roles, a
//! log group and a security group of its own. Everything is in the `compute` stack of its region.

mod balancing;
mod capacity;
mod lower;
mod names;
mod placement;
mod ports;
mod rollout;
mod scaling;
mod sidecars;
mod target;
mod tasks;
#[cfg(test)]
mod tests;

pub use lower::lower;
pub use names::{PrivateName, private_names};
pub use target::TARGET;

use indexmap::{IndexMap, IndexSet};

use crate::blueprint::{self, BalancerKind, EcsService, EnvValue, Port, PortProtocol, Schedule};
use crate::components::logs;
use crate::components::uses::{self, Use};
use crate::diagnostics::{Diagnostic, Span};
use crate::documents::cloudformation::{LogicalId, OutputRef, StackKey, StackKind};
use crate::facts::ec2::Architecture;
use crate::system::{Instance, System};

/// Finds what ECS, Elastic Load Balancing or EC2 would refuse in a cluster, and what would not do what it says.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for cluster in system.instances(&system.blueprint.ecs) {
        capacity::check(&cluster, diagnostics);
        let services = services(&cluster);
        for service in &services {
            tasks::check(service, diagnostics);
            sidecars::check(service, diagnostics);
            placement::check(service, diagnostics);
            ports::check(service, diagnostics);
            balancing::check(service, diagnostics);
            scaling::check(service, diagnostics);
            rollout::check(service, diagnostics);
            let retention = service.model.log_retention;
            diagnostics.extend(logs::check_retention(retention, service.place(&["log_retention"])));
        }
        capacity::check_room(&cluster, &services, diagnostics);
    }
    names::check(system, diagnostics);
}

/// The name of a cluster.
pub fn cluster_name(cluster: &str, region: &str) -> OutputRef {
    output(cluster, "Cluster", region)
}

/// The name of a service.
pub fn service_name(service: &str, region: &str) -> OutputRef {
    output(service, "Service", region)
}

/// The name of a service's log group.
pub fn log_group(service: &str, region: &str) -> OutputRef {
    output(service, "LogGroup", region)
}

/// The security group of a service's tasks.
pub fn security_group(service: &str, region: &str) -> OutputRef {
    output(service, "SecurityGroup", region)
}

/// The ARN of the load balancer that a port of a service is behind; `None` when it is behind none or does not run there.
pub fn load_balancer_arn(system: &System<'_>, service: &str, port: &str, region: &str) -> Option<OutputRef> {
    let port = find_port(system, service, port, region)?;
    let balancer = balancer_id(service, port.load_balancer?, port.public.unwrap_or(true));
    Some(StackKey::new(StackKind::Compute, region).output(balancer.then("Arn")))
}

/// The name that AWS gives the load balancer of a port in a region; `None` for a port that is behind none.
pub fn load_balancer_address(service: &str, port: &Port, region: &str) -> Option<OutputRef> {
    let balancer = balancer_id(service, port.load_balancer?, port.public.unwrap_or(true));
    Some(StackKey::new(StackKind::Compute, region).output(balancer.then("Address")))
}

/// The security group of the load balancer of a port in a region; `None` for a port that is behind none.
pub fn load_balancer_group(service: &str, port: &Port, region: &str) -> Option<OutputRef> {
    let balancer = balancer_id(service, port.load_balancer?, port.public.unwrap_or(true));
    Some(StackKey::new(StackKind::Compute, region).output(balancer.then("SecurityGroup")))
}

/// The name by which metrics know the load balancer of a port; `None` for a port that is behind none.
pub fn load_balancer_name(service: &str, port: &Port, region: &str) -> Option<OutputRef> {
    let balancer = balancer_id(service, port.load_balancer?, port.public.unwrap_or(true));
    Some(StackKey::new(StackKind::Compute, region).output(balancer.then("Name")))
}

/// The names by which metrics know the targets behind a port of a service that has a load balancer. There are two where new tasks stand
/// beside the old ones: with each rollout the tasks are in the other.
pub fn target_group_names(name: &str, service: &EcsService, port: &str, region: &str) -> Vec<OutputRef> {
    let own = LogicalId::new(name).then(port).then("Targets");
    let other = rollout::shifts(service).then(|| rollout::other_targets(name, port));
    let groups = std::iter::once(own).chain(other);
    groups.map(|group| StackKey::new(StackKind::Compute, region).output(group.then("Name"))).collect()
}

/// A port of a service as it is in a region; `None` when the service does not run there or has no such port.
pub fn find_port<'a>(system: &'a System<'a>, service: &str, port: &str, region: &str) -> Option<&'a Port> {
    let clusters = system.instances(&system.blueprint.ecs);
    let here = clusters.iter().filter(|cluster| cluster.region.code == region);
    here.filter_map(|cluster| cluster.model.services.get(service)).next()?.ports.get(port)
}

/// A service of some cluster as it is in a region; `None` when it does not run there.
pub fn find_service<'a>(system: &'a System<'a>, service: &str, region: &str) -> Option<&'a EcsService> {
    let clusters = system.instances(&system.blueprint.ecs);
    clusters
        .iter()
        .filter(|cluster| cluster.region.code == region)
        .find_map(|cluster| cluster.model.services.get(service))
}

/// The port of the load balancer at which a port of a service is reached.
pub fn listens_at(port: &Port) -> u16 {
    let usual = match port.load_balancer {
        _ if speaks_tls(port) => 443,
        Some(BalancerKind::Alb) => 80,
        Some(BalancerKind::Nlb) | None => port.port,
    };
    port.listen.unwrap_or(usual)
}

fn output(name: &str, role: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Compute, region).output(LogicalId::new(name).then(role))
}

/// A cluster in one region.
type Cluster<'a> = Instance<'a, blueprint::Ecs>;

/// A service in one region.
struct Service<'c, 'a> {
    cluster: &'c Cluster<'a>,
    name: &'a str,
    model: &'a EcsService,
}

fn services<'c, 'a>(cluster: &'c Cluster<'a>) -> Vec<Service<'c, 'a>> {
    cluster.model.services.iter().map(|(name, model)| Service { cluster, name, model }).collect()
}

impl<'a> Service<'_, 'a> {
    fn id(&self) -> LogicalId {
        LogicalId::new(self.name)
    }

    /// `ecs.game-servers.services.match-server`, as templates cite it.
    fn path(&self) -> String {
        format!("{}.services.{}", self.cluster.path(), self.name)
    }

    fn at<'p>(&'p self, path: &[&'p str]) -> Vec<&'p str> {
        ["services", self.name].into_iter().chain(path.iter().copied()).collect()
    }

    fn key(&self, path: &[&str]) -> Span {
        self.cluster.key(&self.at(path))
    }

    /// Where the value at a path stands; the service's name when the blueprint leaves it out.
    fn place(&self, path: &[&str]) -> Span {
        if self.says(path) { self.cluster.value(&self.at(path)) } else { self.key(&[]) }
    }

    fn says(&self, path: &[&str]) -> bool {
        self.cluster.says(&self.at(path))
    }

    /// The image in this region.
    fn image(&self) -> String {
        self.here(&self.model.image)
    }

    /// An image in this region.
    fn here(&self, image: &str) -> String {
        image.replace("{region}", self.cluster.region.code)
    }

    /// The images of all containers of a task, each once.
    fn images(&self) -> IndexSet<String> {
        let beside = self.model.sidecars.values().map(|sidecar| self.here(&sidecar.image));
        std::iter::once(self.image()).chain(beside).collect()
    }

    /// The environment of all containers of a task that ECS reads when it starts, each value once.
    fn kept(&self) -> IndexMap<String, EnvValue> {
        let mut kept: IndexMap<String, EnvValue> = IndexMap::new();
        let beside = self.model.sidecars.values().flat_map(|sidecar| sidecar.env.values());
        for value in self.model.env.values().chain(beside) {
            if !matches!(value, EnvValue::Text(_)) && !kept.values().any(|known| known == value) {
                kept.insert(kept.len().to_string(), value.clone());
            }
        }
        kept
    }

    /// What the service uses.
    fn uses(&self) -> Vec<Use<'a>> {
        uses::nested(self.cluster, self.name, &self.at(&["uses"]), &self.model.uses)
    }

    fn on_fargate(&self) -> bool {
        self.cluster.model.fargate.is_some()
    }

    fn is_daemon(&self) -> bool {
        self.model.schedule == Schedule::Daemon
    }

    /// The fewest and the most tasks; none for daemons, of which there are as many as instances.
    fn count(&self) -> Option<(u32, u32)> {
        if self.is_daemon() {
            return None;
        }
        Some(self.model.scaling.as_ref().map_or((USUAL_TASKS, USUAL_TASKS), |scaling| (scaling.min, scaling.max)))
    }

    /// The ports behind load balancers, with their names.
    fn balanced(&self) -> impl Iterator<Item = (&'a str, &'a Port, BalancerKind)> + use<'a> {
        let ports = self.model.ports.iter();
        ports.filter_map(|(name, port)| Some((name.as_str(), port, port.load_balancer?)))
    }

    /// Whether an entry of the service should go: the fix that removes it, or the words for it.
    fn leave_out(&self, path: &[&str], diagnostic: Diagnostic) -> Diagnostic {
        match self.cluster.removal(&self.at(path)) {
            Some(span) => diagnostic.fix("leave it out", span, ""),
            None => diagnostic.help("leave it out"),
        }
    }
}

/// Tasks of a service that does not say how many: one may fail.
const USUAL_TASKS: u32 = 2;

/// Whether ECS moves the number of tasks: there is a target, and room.
fn scales(service: &Service<'_, '_>) -> bool {
    let moves = |scaling: &blueprint::ServiceScaling| {
        let target = scaling.cpu.is_some() || scaling.memory.is_some() || scaling.requests_per_target.is_some();
        target && scaling.min < scaling.max
    };
    !service.is_daemon() && service.model.scaling.as_ref().is_some_and(moves)
}

/// Whether the load balancer speaks TLS for a port.
pub fn speaks_tls(port: &Port) -> bool {
    port.protocol == PortProtocol::Tcp && (!port.certificate.is_empty() || port.domain.is_some())
}

/// The logical id of a load balancer, which begins those of its parts: `MatchServerNlb`, `MatchServerInternalAlb`.
pub fn balancer_id(service: &str, kind: BalancerKind, public: bool) -> LogicalId {
    let id = LogicalId::new(service);
    if public { id.then(kind.word()) } else { id.then("Internal").then(kind.word()) }
}

/// The processor architecture of a cluster's instances, from the first type that the facts describe.
fn instance_architecture(cluster: &Cluster<'_>) -> Option<blueprint::Architecture> {
    let types = &cluster.model.capacity.as_ref()?.instance_types;
    let first = types.iter().find_map(|name| crate::facts::ec2::find(name))?;
    Some(match first.architecture {
        Architecture::Arm | Architecture::ArmMac => blueprint::Architecture::Arm64,
        Architecture::X86 | Architecture::X86And32Bit | Architecture::X86Mac => blueprint::Architecture::X86,
    })
}
