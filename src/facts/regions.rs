//! Regions and partitions, what they offer and where they are.

use super::geography::Point;
use super::table::{Cells, List, Offered, Row, Table};

const REGIONS: Table = Table::new(include_str!("tables/regions.tsv"));
const PLACES: Table = Table::new(include_str!("tables/region-places.tsv"));
const PARTITIONS: Table = Table::new(include_str!("tables/partitions.tsv"));
const SERVICES: Table = Table::new(include_str!("tables/services.tsv"));
const HOMES: Table = Table::new(include_str!("tables/global-services.tsv"));
const TYPE_GAPS: Table = Table::new(include_str!("tables/type-regions.tsv"));

/// An AWS region.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// `eu-west-1`.
    pub code: &'static str,
    /// `Europe (Ireland)`.
    pub name: &'static str,
    /// `aws`, `aws-cn`, `aws-us-gov` and so on: regions of two partitions share nothing.
    pub partition: &'static str,
    /// True if an account must enable the region before use.
    pub opt_in: bool,
    /// Route 53's continent code; `None` where AWS has not said where the region is.
    pub continent: Option<&'static str>,
    /// ISO 3166-1 code of the country; `None` as above.
    pub country: Option<&'static str>,
    /// The number of availability zones that an account sees; `None` where no recording exists. Then 3 is usual.
    pub az_count: Option<usize>,
    /// Zone letters as one account saw them: they differ between accounts. Empty if unknown.
    pub az_letters: List,
    /// Zone ids, the same in every account. Empty if unknown.
    pub az_ids: List,
    /// True if Route 53 takes the region in latency records.
    pub latency_records: bool,
    /// The city that AWS names, to one degree; `None` where AWS has not said where the region is.
    pub location: Option<Point>,
    /// The network of the region's VPC unless the blueprint sets one. Fixed for each region, never by position; no two overlap.
    pub default_cidr: Option<&'static str>,
}

/// Every region, by code.
pub fn all() -> impl Iterator<Item = Region> {
    REGIONS.rows().filter_map(decode)
}

/// The codes of all regions, in order.
pub fn codes() -> impl Iterator<Item = &'static str> + Clone {
    REGIONS.keys()
}

/// The region with this code.
pub fn find(code: &str) -> Option<Region> {
    REGIONS.find(code).and_then(decode)
}

fn decode(row: Row) -> Option<Region> {
    let mut cells = row.cells();
    let code = cells.text()?;
    let place = PLACES.find(code).and_then(|row| decode_place(row.cells()));
    Some(Region {
        code,
        name: cells.text()?,
        partition: cells.text()?,
        opt_in: cells.flag()?,
        continent: cells.maybe_text()?,
        country: cells.maybe_text()?,
        az_count: cells.maybe_number()?,
        az_letters: cells.list()?,
        az_ids: cells.list()?,
        latency_records: cells.flag()?,
        location: place.map(|(location, _)| location),
        default_cidr: place.map(|(_, cidr)| cidr),
    })
}

fn decode_place(mut cells: Cells) -> Option<(Point, &'static str)> {
    cells.text()?;
    Some((Point { latitude: cells.number()?, longitude: cells.number()? }, cells.text()?))
}

/// A partition of AWS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partition {
    /// `aws-cn`, as ARNs have it.
    pub name: &'static str,
    /// `amazonaws.com.cn`.
    pub dns_suffix: &'static str,
    /// `api.amazonwebservices.com.cn`.
    pub dual_stack_dns_suffix: &'static str,
    /// The region of the control plane of IAM and other global services.
    pub home_region: &'static str,
}

/// The partition with this name.
pub fn partition(name: &str) -> Option<Partition> {
    PARTITIONS.find(name).and_then(decode_partition)
}

fn decode_partition(row: Row) -> Option<Partition> {
    let mut cells = row.cells();
    Some(Partition {
        name: cells.text()?,
        dns_suffix: cells.text()?,
        dual_stack_dns_suffix: cells.text()?,
        home_region: cells.text()?,
    })
}

/// The names of the services in the table of endpoints, in the spelling of botocore's `endpoints.json`.
pub fn services() -> impl Iterator<Item = &'static str> + Clone {
    SERVICES.keys().filter(|name| *name != "*")
}

/// Whether a service has an endpoint in the region. `Unknown` also where only the newest source lists one, which is weak evidence.
pub fn service_in(service: &str, region: &str) -> Offered {
    let covered = SERVICES.find("*").is_some_and(|row| row.list(1).contains(region));
    match SERVICES.find(service) {
        Some(row) if covered && row.list(1).contains(region) => Offered::Yes,
        Some(row) if covered && !row.list(2).contains(region) => Offered::No,
        _ => Offered::Unknown,
    }
}

/// The region in which a global service or something bound to one place must be set up: `acm-for-cloudfront` is `us-east-1`.
pub fn global_home(service: &str) -> Option<&'static str> {
    HOMES.find(service).map(|row| row.cell(1))
}

/// The names that [`global_home`] knows.
pub fn global_services() -> impl Iterator<Item = &'static str> + Clone {
    HOMES.keys()
}

/// True if the CloudFormation registry of the region is known and does not list the resource type.
pub fn type_missing_in(resource_type: &str, region: &str) -> bool {
    let covered = TYPE_GAPS.find("*").is_some_and(|row| row.list(1).contains(region));
    covered && TYPE_GAPS.find(resource_type).is_some_and(|row| row.list(1).contains(region))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::table::tests::well_formed;
    use super::*;

    #[test]
    fn tables_are_well_formed() {
        for table in [REGIONS, PLACES, PARTITIONS, SERVICES, HOMES, TYPE_GAPS] {
            well_formed(table);
        }
        for row in REGIONS.rows() {
            assert!(decode(row).is_some(), "{}", row.key());
        }
        for row in PLACES.rows() {
            assert!(decode_place(row.cells()).is_some() && find(row.key()).is_some(), "{}", row.key());
        }
    }

    #[test]
    fn every_commercial_region_has_a_network_of_its_own() {
        let mut seen = BTreeSet::new();
        for region in all().filter(|region| !region.partition.starts_with("aws-iso")) {
            let cidr = region.default_cidr.unwrap();
            assert!(cidr.starts_with("10.") && cidr.ends_with(".0.0/16"), "{cidr}");
            assert!(seen.insert(cidr), "{cidr} twice");
            assert!(region.location.is_some(), "{}", region.code);
        }
        assert_eq!(find("us-east-1").unwrap().default_cidr, Some("10.10.0.0/16"));
        assert_eq!(find("us-west-2").unwrap().default_cidr, Some("10.20.0.0/16"));
        assert_eq!(find("eu-west-1").unwrap().default_cidr, Some("10.30.0.0/16"));
    }

    #[test]
    fn zones_are_counted_where_they_are_known() {
        for region in all() {
            assert_eq!(region.az_count.unwrap_or(0), region.az_ids.len(), "{}", region.code);
            assert_eq!(region.az_letters.len(), region.az_ids.len(), "{}", region.code);
        }
        assert_eq!(find("us-east-1").unwrap().az_count, Some(6));
        assert_eq!(find("us-west-1").unwrap().az_count, Some(2));
        assert_eq!(find("mx-central-1").unwrap().az_count, None);
        assert!(find("us-est-1").is_none());
    }

    #[test]
    fn every_region_has_its_partition() {
        for region in all() {
            assert!(partition(region.partition).is_some(), "{}", region.code);
        }
        for row in PARTITIONS.rows() {
            let home = decode_partition(row).unwrap().home_region;
            assert_eq!(find(home).unwrap().partition, row.key());
        }
        assert_eq!(partition("aws-cn").unwrap().dns_suffix, "amazonaws.com.cn");
    }

    #[test]
    fn services_and_types_are_where_they_are() {
        assert_eq!(service_in("lambda", "eu-west-1"), Offered::Yes);
        assert_eq!(service_in("dax", "ca-central-1"), Offered::Unknown);
        assert_eq!(service_in("dax", "me-south-1"), Offered::No);
        assert_eq!(service_in("lambda", "mars-north-1"), Offered::Unknown);
        assert_eq!(service_in("lamda", "eu-west-1"), Offered::Unknown);
        assert!(services().all(|name| find("us-east-1").is_some() && service_in(name, "us-east-1") == Offered::Yes));
        assert!(type_missing_in("AWS::DAX::Cluster", "eu-north-1"));
        assert!(!type_missing_in("AWS::DAX::Cluster", "us-east-1"));
        assert!(!type_missing_in("AWS::DAX::Cluster", "us-iso-east-1"));
        assert_eq!(global_home("lambda-edge"), Some("us-east-1"));
        assert!(global_services().all(|name| global_home(name).is_some_and(|home| find(home).is_some())));
    }

    #[test]
    fn every_region_named_in_a_table_exists() {
        for row in SERVICES.rows().chain(TYPE_GAPS.rows()) {
            assert!(row.list(1).iter().all(|code| find(code).is_some()), "{}", row.key());
        }
    }
}
