//! `fleets`: EC2 Auto Scaling groups with their placement groups, volumes and purchase options.

mod devices;
mod environment;
mod fabric;
mod forecast;
mod image;
mod limits;
mod lowering;
mod placement;
mod reservation;
mod scaling;
mod spot;
mod types;
mod volumes;
mod warm_pool;

pub use lowering::lower;

use crate::blueprint;
use crate::blueprint::Volume;
use crate::diagnostics::{Diagnostic, Span};
use crate::facts;
use crate::system::{Instance, System};

/// Finds what EC2, EBS or Auto Scaling would refuse in a fleet, and what would not do what it says.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for fleet in system.instances(&system.blueprint.fleets) {
        image::check(&fleet, diagnostics);
        types::check(&fleet, diagnostics);
        placement::check(&fleet, diagnostics);
        fabric::check(&fleet, diagnostics);
        scaling::check(&fleet, diagnostics);
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
    }
}

/// A fleet in one region.
type Fleet<'a> = Instance<'a, blueprint::Fleet>;

/// The instance types that the facts describe, each with where it stands.
fn described(fleet: &Fleet<'_>) -> Vec<(facts::ec2::InstanceType, Span)> {
    let types = fleet.model.instance_types.iter().enumerate();
    types.filter_map(|(index, name)| Some((facts::ec2::find(name)?, type_span(fleet, index)))).collect()
}

/// Where an instance type stands.
fn type_span(fleet: &Fleet<'_>, index: usize) -> Span {
    fleet.value(&["instance_types", &format!("[{index}]")])
}

/// Whether some of the instances are spot.
fn has_spot(fleet: &blueprint::Fleet) -> bool {
    fleet.purchase.as_ref().is_some_and(|purchase| purchase.spot.value > 0.0)
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

/// `64000` as `64,000`.
fn grouped(number: impl Into<u64>) -> String {
    let digits = number.into().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
