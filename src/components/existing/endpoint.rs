//! What an accelerator can lead to, of what is there already.

use super::{given, value};
use crate::blueprint::{Existing, Place};
use crate::documents::cloudformation::Value;
use crate::system::{Region, System};

/// What stands behind an accelerator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    /// An Application Load Balancer.
    Alb,
    /// A Network Load Balancer.
    Nlb,
    /// A load balancer whose ARN a parameter holds: one of the two.
    SomeBalancer,
    /// A load balancer that cannot stand there: a Gateway or a Classic Load Balancer.
    OtherBalancer,
    /// An EC2 instance.
    Instance,
    /// An Elastic IP address.
    Address,
}

/// What an existing thing is to an accelerator in a region, with the id by which that knows it. `None` where there is none, and for
/// things that are no endpoints.
pub fn endpoint(system: &System<'_>, name: &str, region: &Region<'_>) -> Option<(Endpoint, Value<String>)> {
    let thing = system.instance(&system.blueprint.existing, name, region)?;
    let (_, given) = given(thing.model)?;
    let place = given.in_region(region.code)?;
    let endpoint = match thing.model {
        Existing::Instance(_) => Endpoint::Instance,
        Existing::ElasticIp(_) => Endpoint::Address,
        Existing::LoadBalancer(_) => balancer(place),
        _ => return None,
    };
    Some((endpoint, value(place)))
}

/// Whether it is of a kind that an accelerator can lead to.
pub fn is_endpoint(thing: &Existing) -> bool {
    matches!(thing, Existing::Instance(_) | Existing::ElasticIp(_) | Existing::LoadBalancer(_))
}

/// The ARN tells the kind: `…:loadbalancer/app/NAME/ID`.
fn balancer(place: &Place) -> Endpoint {
    let Place::Here(arn) = place else { return Endpoint::SomeBalancer };
    match arn.rsplit(':').next().unwrap_or_default() {
        name if name.starts_with("loadbalancer/app/") => Endpoint::Alb,
        name if name.starts_with("loadbalancer/net/") => Endpoint::Nlb,
        _ => Endpoint::OtherBalancer,
    }
}
