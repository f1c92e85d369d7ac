//! `tables`: DynamoDB, and DAX in front of it.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::CustomerKey;
use super::vocabulary::{Duration, Percent, Switch};

/// A DynamoDB table: one in each region of the component, independent of each other, or one with a replica in each. Its name is that
/// of the system, the environment and the component. It is encrypted at rest.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The attribute that decides in which partition an item lies. It should have many values that are used alike: a partition carries
    /// 3,000 read and 1,000 write units a second. Cannot be changed.
    pub partition_key: TableKey,
    /// The attribute by which items with the same partition key are sorted. Cannot be changed.
    pub sort_key: Option<TableKey>,
    /// Other keys by which items are found, by the name of the index: letters, digits, `_`, `-` and `.`, 3 to 255. A table that is
    /// deployed gains or loses one global index an update; local ones are made with the table.
    #[serde(default)]
    pub indexes: IndexMap<String, TableIndex>,
    /// Provisioned capacity with auto scaling. Left out: on demand, which is paid by the request.
    pub capacity: Option<TableCapacity>,
    /// none: a table in each region, independent of each other. global_table: one table with a replica in each region, all of which take
    /// writes. Default: none.
    #[serde(default)]
    pub replication: TableReplication,
    /// What a global table promises across regions. eventual: a write is elsewhere within about a second, and of two writes at once the
    /// later wins. strong: a strongly consistent read sees the last write of any region; exactly three regions of one set (us-east-1,
    /// us-east-2, us-west-2; eu-west-1, eu-west-2, eu-west-3, eu-central-1; ap-northeast-1, ap-northeast-2, ap-northeast-3); no
    /// transactions, no TTL, no local indexes. Cannot be changed. Default: eventual.
    #[serde(default)]
    pub consistency: TableConsistency,
    /// With `consistency: strong` and two replicas: the region that is only asked for its vote. It holds no data that can be read and need
    /// not be a region of the blueprint.
    pub witness: Option<String>,
    /// The attribute with the time, in seconds since 1970, after which an item may be deleted; usually within a few days of it.
    pub ttl_attribute: Option<String>,
    /// Continuous backups: enabled, disabled, or how far back they reach. Default: enabled, 35 days.
    pub point_in_time_recovery: Option<Switch<PointInTimeRecovery>>,
    /// Whether DynamoDB refuses to delete the table, and to remove a replica. To take a region away, set it to false there and deploy
    /// first. Default: true.
    #[serde(default = "protected")]
    pub deletion_protection: bool,
    /// standard, or infrequent_access: storage for less than half, requests for a quarter more. Default: standard.
    #[serde(default)]
    pub table_class: TableClass,
    /// The customer's own key: the name of an existing `kms_key` with one in each region of the table, or an ARN. DAX keeps its copies
    /// under a key of its own. Left out: keys that DynamoDB owns, without charge.
    pub kms_key: Option<CustomerKey>,
    /// Which keys CloudWatch Contributor Insights shows: none, throttled_keys, or all_keys. It is charged by the event. Default: none.
    #[serde(default)]
    pub contributor_insights: ContributorInsights,
    /// Units a second that the table carries from the first moment. It can be raised, never lowered. Left out: what DynamoDB starts with,
    /// 12,000 reads and 4,000 writes on demand.
    pub warm_throughput: Option<WarmThroughput>,
    /// What the table's stream says of each change. Left out: no stream, or new_and_old_images with `replication: global_table`, which
    /// needs it.
    pub stream: Option<StreamView>,
    /// A DAX cluster in front of the table.
    pub dax: Option<Dax>,
}

const fn protected() -> bool {
    true
}

/// An attribute of a key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TableKey {
    /// Name of the attribute, 1 to 255 bytes.
    pub name: String,
    /// Type of its values. Default: string.
    #[serde(rename = "type", default)]
    pub kind: AttributeType,
}

/// The type of a key's values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AttributeType {
    /// Text, up to 2,048 bytes in a partition key and 1,024 in a sort key.
    #[default]
    String,
    /// A number of up to 38 digits.
    Number,
    /// Bytes, as many as of text.
    Binary,
}

impl AttributeType {
    /// The word in the blueprint.
    pub const fn name(self) -> &'static str {
        match self {
            AttributeType::String => "string",
            AttributeType::Number => "number",
            AttributeType::Binary => "binary",
        }
    }
}

/// An index: the table's items under another key, kept up to date by DynamoDB.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TableIndex {
    /// The attribute that decides in which partition of the index an item lies. A local index has the table's.
    pub partition_key: Option<TableKey>,
    /// The attribute by which items with the same partition key are sorted. A local index must have one.
    pub sort_key: Option<TableKey>,
    /// Whether the index lies with the table's own partitions: it can be read strongly consistently, is made with the table or never, and
    /// holds all items of a partition key to 10 GB. At most 5. Default: false, a global index, of which there are at most 20.
    #[serde(default)]
    pub local: bool,
    /// Which attributes the index holds beside the keys: all, keys_only, or `{include: [a, b]}`. Default: all.
    #[serde(default)]
    pub projection: IndexProjection,
    /// Capacity of a global index, where the table has `capacity`. Left out: the table's.
    pub capacity: Option<TableCapacity>,
    /// Units a second that a global index carries from the first moment. Left out: what DynamoDB starts with.
    pub warm_throughput: Option<WarmThroughput>,
}

/// What an index holds beside the keys.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IndexProjection {
    /// Every attribute.
    #[default]
    All,
    /// Nothing: the rest is read from the table.
    KeysOnly,
    /// These attributes: at most 20 in an index and 100 in all indexes of a table.
    Include(Vec<String>),
}

/// Provisioned capacity, moved by auto scaling between bounds.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TableCapacity {
    /// Read units a second: a unit is one strongly consistent read of up to 4 KB, or two eventually consistent ones. Of each replica.
    pub read: CapacityRange,
    /// Write units a second: a unit is one write of up to 1 KB. The same for every replica.
    pub write: CapacityRange,
    /// The share of the capacity that auto scaling keeps in use, 20% to 90%. Default: 70%.
    #[serde(default = "seventy")]
    pub target: Percent,
}

const fn seventy() -> Percent {
    Percent { value: 70.0 }
}

/// The bounds of auto scaling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CapacityRange {
    /// Fewest units a second, at least 1.
    pub min: u32,
    /// Most units a second.
    pub max: u32,
}

/// How a table reaches the other regions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TableReplication {
    /// Not at all: each region has a table of its own.
    #[default]
    None,
    /// Every region has a replica that takes reads and writes.
    GlobalTable,
}

/// What a global table promises across regions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TableConsistency {
    /// Changes arrive later; the last writer wins.
    #[default]
    Eventual,
    /// A strongly consistent read sees the last write of any region.
    Strong,
}

/// How far back a table can be restored to any second.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PointInTimeRecovery {
    /// How far back, in whole days, 1d to 35d. Default: 35d.
    pub period: Duration,
}

impl Default for PointInTimeRecovery {
    fn default() -> Self {
        PointInTimeRecovery { period: Duration::from_seconds(35 * 86_400) }
    }
}

/// What storage and requests cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TableClass {
    /// For tables whose requests cost more than their storage.
    #[default]
    Standard,
    /// For tables whose storage costs more than their requests.
    InfrequentAccess,
}

/// Which keys CloudWatch Contributor Insights shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContributorInsights {
    /// None.
    #[default]
    None,
    /// Those whose requests are throttled most.
    ThrottledKeys,
    /// Those that are throttled most, and those that are used most.
    AllKeys,
}

/// Units a second that a table or an index carries at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WarmThroughput {
    /// Read units a second, on demand at least 12,000.
    pub read: u32,
    /// Write units a second, on demand at least 4,000.
    pub write: u32,
}

/// What a stream says of a changed item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StreamView {
    /// The item before and after.
    NewAndOldImages,
    /// The item after.
    NewImage,
    /// The item before.
    OldImage,
    /// Its key.
    KeysOnly,
}

/// A DAX cluster: a cache in front of one table, in the VPC of each of its regions. It is encrypted at rest and in transit: clients speak
/// TLS, on port 9111.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Dax {
    /// Type of every node. A change replaces the cluster. Default: dax.t3.small.
    pub node_type: String,
    /// Nodes, 1 to 11: one takes the writes, all of them reads. Fewer than 3 do not outlive the loss of one. Default: 3.
    pub nodes: u32,
    /// How long an item that was read with GetItem or BatchGetItem is kept. Default: 5m.
    pub item_ttl: Duration,
    /// How long the result of a Query or Scan is kept. Default: 5m.
    pub query_ttl: Duration,
    /// Regions that have a cluster. Left out: every region of the table.
    pub regions: Option<Vec<String>>,
}

impl Default for Dax {
    fn default() -> Self {
        let five_minutes = Duration::from_seconds(300);
        Dax {
            node_type: "dax.t3.small".into(),
            nodes: 3,
            item_ttl: five_minutes,
            query_ttl: five_minutes,
            regions: None,
        }
    }
}
