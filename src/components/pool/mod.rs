//! The instances of an Auto Scaling group: what fleets and the capacity of ECS clusters have in common.

pub mod purchase;
pub mod types;

use crate::blueprint::{Common, Purchase};
use crate::diagnostics::Span;
use crate::facts;
use crate::system::{Region, System};

/// Where the value at a path within the model of a pool stands.
type At<'p> = dyn Fn(&[&str]) -> Span + 'p;

/// A group of instances in one region, as its checks see it.
pub struct Pool<'p> {
    /// The system it belongs to.
    pub system: &'p System<'p>,
    /// What the component has beside its model.
    pub common: &'p Common,
    /// Where it runs.
    pub region: &'p Region<'p>,
    /// The component.
    pub name: &'p str,
    /// What the component is called: fleet, cluster.
    pub noun: &'static str,
    /// Instance types, best first.
    pub instance_types: &'p [String],
    /// Fewest instances.
    pub min: u32,
    /// Most instances.
    pub max: u32,
    /// On-demand and spot instances.
    pub purchase: Option<&'p Purchase>,
    /// Whether it runs an Amazon Linux 2023 of AWS.
    pub al2023: bool,
    /// Where the image is written.
    pub image: Option<Span>,
    /// Whether it uses every zone of the network.
    pub every_zone: bool,
    /// Where the value at a path stands: `["scaling", "min"]`.
    pub at: Box<At<'p>>,
}

impl Pool<'_> {
    /// The instance types that the facts describe, each with where it stands.
    pub fn described(&self) -> Vec<(facts::ec2::InstanceType, Span)> {
        let types = self.instance_types.iter().enumerate();
        types.filter_map(|(index, name)| Some((facts::ec2::find(name)?, self.type_span(index)))).collect()
    }

    fn place(&self, path: &[&str]) -> Span {
        (self.at)(path)
    }

    fn type_span(&self, index: usize) -> Span {
        self.place(&["instance_types", &format!("[{index}]")])
    }
}

/// Whether some of the instances are spot.
pub fn has_spot(purchase: Option<&Purchase>) -> bool {
    purchase.is_some_and(|purchase| purchase.spot.value > 0.0)
}
