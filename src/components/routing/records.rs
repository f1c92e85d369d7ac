//! Alias records, always two of a kind: A for IPv4 and AAAA for IPv6.

use crate::documents::cloudformation::resources::route53::{AliasTarget, GeoLocation, RecordSet};
use crate::documents::cloudformation::{LogicalId, Stack, Value, reference, some};

use super::places::Place;

/// An alias record for both families of addresses.
pub(super) struct Alias {
    /// The logical id of the A record; the AAAA record's has `Ipv6` behind it.
    pub id: LogicalId,
    /// Its name.
    pub name: String,
    /// The hosted zone that it is in.
    pub zone: String,
    /// How it is chosen among the records of its name.
    pub policy: Policy,
    /// Where it points, and the hosted zone of that.
    pub target: (Value<String>, Value<String>),
    /// Whether it is healthy only while its target is.
    pub follows_health: bool,
    /// The health check that it must pass, too.
    pub check: Option<LogicalId>,
    /// The records of its stack that it points to, by the ids of their A records.
    pub after: Vec<LogicalId>,
    /// The blueprint path to write above it.
    pub comment: Option<String>,
}

/// How a record is chosen among those of the same name.
pub(super) enum Policy {
    /// It is the only one.
    Simple,
    /// The first of a pair.
    First(String),
    /// The second of a pair.
    Then(String),
    /// For clients of a place.
    At(Place),
    /// For clients to whom this region has the lowest latency.
    Latency(String),
    /// For a share of all clients: the region and its weight.
    Share(String, u16),
}

impl Alias {
    /// Adds both records.
    pub fn add(&self, stack: &mut Stack) {
        for (kind, suffix) in [("A", ""), ("AAAA", "Ipv6")] {
            let entry = stack.add(self.id.then(suffix), self.record(kind));
            entry.depends_on = self.after.iter().map(|id| id.then(suffix)).collect();
            entry.comment = self.comment.clone().filter(|_| kind == "A");
        }
    }

    fn record(&self, kind: &str) -> RecordSet {
        let (dns_name, hosted_zone_id) = self.target.clone();
        let target = AliasTarget { dns_name, hosted_zone_id, evaluate_target_health: some(self.follows_health) };
        let mut record = RecordSet {
            hosted_zone_id: some(&self.zone),
            health_check_id: self.check.as_ref().map(reference),
            alias_target: Some(target),
            ..RecordSet::new(&self.name, kind)
        };
        match &self.policy {
            Policy::Simple => {}
            Policy::First(region) => {
                record.set_identifier = some(region);
                record.failover = some("PRIMARY");
            }
            Policy::Then(region) => {
                record.set_identifier = some(region);
                record.failover = some("SECONDARY");
            }
            Policy::At(place) => {
                record.set_identifier = some(place.code());
                record.geo_location = Some(location(place));
            }
            Policy::Latency(region) => {
                record.set_identifier = some(region);
                record.region = some(region);
            }
            Policy::Share(region, weight) => {
                record.set_identifier = some(region);
                record.weight = some(*weight);
            }
        }
        record
    }
}

fn location(place: &Place) -> GeoLocation {
    match place {
        Place::Everywhere => GeoLocation { country_code: some("*"), ..GeoLocation::default() },
        Place::Continent(continent) => GeoLocation { continent_code: some(continent.code), ..GeoLocation::default() },
        Place::Country(country) => GeoLocation { country_code: some(country.code), ..GeoLocation::default() },
        Place::State(state) => {
            GeoLocation { country_code: some("US"), subdivision_code: some(state.code), ..GeoLocation::default() }
        }
    }
}
