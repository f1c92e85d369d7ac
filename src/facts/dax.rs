//! DAX: regions, node types and limits.

use std::ops::RangeInclusive;

use super::table::{List, Table};

const DAX: Table = Table::new(include_str!("tables/dax.tsv"));

/// Nodes of a cluster, the primary included. Source: DAX developer guide; the API reference says 10.
pub const NODES: RangeInclusive<u32> = 1..=11;
/// Nodes that AWS recommends at least in production. Source: botocore 1.44.5, `CreateCluster`.
pub const RECOMMENDED_NODES: u32 = 3;
/// Characters of a cluster's name. Source: botocore 1.44.5, `CreateCluster`.
pub const NAME_CHARS: RangeInclusive<usize> = 1..=20;
/// Port of clusters without TLS (`dax://`). Source: DAX developer guide.
pub const PORT: u16 = 8111;
/// Port of clusters with TLS (`daxs://`). Source: DAX developer guide.
pub const TLS_PORT: u16 = 9111;

/// How sure it is that a region has DAX: the sources disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// An endpoint in two sources and a CloudFormation type.
    Sure,
    /// Some sources, or an endpoint without the CloudFormation type: grounds for a warning.
    Doubtful,
    /// No source has it: grounds for a warning.
    Unlisted,
}

/// Whether the region has DAX.
pub fn presence(region: &str) -> Presence {
    match DAX.find(region).map(|row| (row.cell(1), row.cell(2))) {
        Some(("y", "y")) => Presence::Sure,
        Some(_) => Presence::Doubtful,
        None => Presence::Unlisted,
    }
}

/// All node types.
pub fn node_types() -> List {
    DAX.find("*").map(|row| row.list(3)).unwrap_or_default()
}

/// Families that newer ones replace. By hand.
const PREVIOUS: [&str; 3] = ["dax.r3.", "dax.r4.", "dax.t2."];

/// The node types of the newest families.
pub fn current_node_types() -> impl Iterator<Item = &'static str> {
    node_types().iter().filter(|name| !PREVIOUS.iter().any(|family| name.starts_with(family)))
}

/// The node types of the region; `None` where nothing is known.
pub fn node_types_in(region: &str) -> Option<List> {
    DAX.find(region).map(|row| row.list(3)).filter(|list| !list.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::regions;
    use super::super::table::tests::well_formed;
    use super::*;

    #[test]
    fn regions_and_nodes_are_known() {
        well_formed(DAX);
        for row in DAX.rows().filter(|row| row.key() != "*") {
            assert!(regions::find(row.key()).is_some(), "{}", row.key());
            assert!(row.list(3).iter().all(|name| node_types().contains(name)), "{}", row.key());
        }
        assert_eq!(presence("us-east-1"), Presence::Sure);
        assert_eq!(presence("eu-north-1"), Presence::Doubtful);
        assert_eq!(presence("ca-central-1"), Presence::Doubtful);
        assert_eq!(presence("me-south-1"), Presence::Unlisted);
        assert!(node_types_in("us-east-1").unwrap().contains("dax.r5.large"));
        assert_eq!(node_types_in("ca-central-1"), None);
        assert!(!node_types().contains("dax.r6g.large"));
        assert!(current_node_types().all(|name| !name.starts_with("dax.r4")));
    }
}
