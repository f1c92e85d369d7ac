//! `fleets`: EC2 Auto Scaling groups with their placement groups, volumes and purchase options.

pub mod agent;
mod devices;
mod environment;
mod fabric;
mod forecast;
mod image;
mod limits;
mod lowering;
mod networking;
mod placement;
mod queue;
mod reservation;
mod scaling;
mod spot;
mod volumes;
mod warm_pool;

pub use lowering::lower;

use crate::blueprint;
use crate::blueprint::{Image, Volume};
use crate::components::pool::{Pool, purchase, types};
use crate::diagnostics::{Diagnostic, Span};
use crate::documents::cloudformation::{LogicalId, StackKey, StackKind, Value};
use crate::facts;
use crate::system::{Instance, System};

/// Finds what EC2, EBS or Auto Scaling would refuse in a fleet, and what would not do what it says.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for fleet in system.instances(&system.blueprint.fleets) {
        image::check(&fleet, diagnostics);
        types::check(&pool(&fleet), diagnostics);
        networking::check(&fleet, diagnostics);
        placement::check(&fleet, diagnostics);
        fabric::check(&fleet, diagnostics);
        purchase::check(&pool(&fleet), diagnostics);
        scaling::check(&fleet, diagnostics);
        queue::check(&fleet, diagnostics);
        forecast::check(&fleet, diagnostics);
        spot::check(&fleet, diagnostics);
        reservation::check(&fleet, diagnostics);
        warm_pool::check(&fleet, diagnostics);
        devices::check(&fleet, diagnostics);
        for disk in disks(&fleet) {
            volumes::check(&disk, diagnostics);
        }
        limits::check(&fleet, diagnostics);
        environment::check(&fleet, diagnostics);
        agent::check(&fleet, diagnostics);
    }
}

/// The name of a fleet's Auto Scaling group, for any stack.
pub fn group_name(fleet: &str, region: &str) -> Value<String> {
    Value::Output(StackKey::new(StackKind::Compute, region).output(LogicalId::new(fleet).then("Group")))
}

/// A fleet in one region.
type Fleet<'a> = Instance<'a, blueprint::Fleet>;

/// The fleet as a pool of instances.
fn pool<'f>(fleet: &'f Fleet<'_>) -> Pool<'f> {
    let model = fleet.model;
    Pool {
        system: fleet.system,
        common: fleet.common,
        region: fleet.region,
        name: fleet.name,
        noun: "fleet",
        instance_types: &model.instance_types,
        min: model.scaling.min,
        max: model.scaling.most(),
        purchase: model.purchase.as_ref(),
        al2023: model.image == Image::Al2023,
        image: fleet.says(&["image"]).then(|| fleet.value(&["image"])),
        every_zone: model.zone.is_none(),
        at: Box::new(|path| fleet.value(path)),
    }
}

/// A volume of a fleet, with the limits of its type and where it stands.
struct Disk<'f, 'a> {
    fleet: &'f Fleet<'a>,
    path: Vec<&'f str>,
    volume: &'f Volume,
    limits: &'static facts::ebs::VolumeType,
}

impl Disk<'_, '_> {
    /// Where a field's value stands; the volume's key if the field is left out.
    fn value(&self, field: &str) -> Span {
        if self.fleet.says(&self.at(field)) { self.fleet.value(&self.at(field)) } else { self.fleet.key(&self.path) }
    }

    /// From a field's key to its value.
    fn entry(&self, field: &str) -> Span {
        self.fleet.entry(&self.at(field))
    }

    /// What to remove so that a field is gone.
    fn removal(&self, field: &str) -> Option<Span> {
        self.fleet.removal(&self.at(field))
    }

    /// The name of the type: gp3.
    fn kind(&self) -> &'static str {
        self.volume.kind.name()
    }

    fn at<'p>(&'p self, field: &'p str) -> Vec<&'p str> {
        self.path.iter().copied().chain([field]).collect()
    }
}

/// The root volume if the blueprint describes it, then the others.
fn disks<'f, 'a>(fleet: &'f Fleet<'a>) -> Vec<Disk<'f, 'a>> {
    let root = fleet.model.root_volume.iter().map(|volume| (vec!["root_volume"], volume));
    let others = fleet.model.volumes.iter().map(|(device, volume)| (vec!["volumes", device.as_str()], volume));
    let disk = |(path, volume): (Vec<&'f str>, &'f Volume)| {
        Some(Disk { fleet, path, volume, limits: facts::ebs::find(volume.kind.name())? })
    };
    root.chain(others).filter_map(disk).collect()
}
