//! The resource of one table.

use indexmap::IndexMap;

use super::{is_global, is_strong, key, name, replicas};
use crate::blueprint::vocabulary::Switch;
use crate::blueprint::{
    AttributeType, CapacityRange, ContributorInsights, IndexProjection, PointInTimeRecovery, StreamView, Table,
    TableCapacity, TableClass, TableIndex, TableKey,
};
use crate::documents::cloudformation::resources::dynamodb as aws;
use crate::documents::cloudformation::{Number, Stack, Value, get_att, reference, some, tag, text};
use crate::facts::dynamodb;
use crate::system::Instance;

/// Adds a table with its replicas.
pub fn add(stack: &mut Stack, table: &Instance<'_, Table>) {
    let (id, name) = (table.id(), table.name);
    let resource = id.then("Table");
    stack.add(&resource, global_table(table)).comment(table.path()).retain();
    let place = if is_global(table.model) { ", in each of its regions" } else { "" };
    stack.output(&resource, format!("Name of {name}{place}"), reference(&resource));
    if stream(table).is_some() {
        stack.output(
            id.then("Stream"),
            format!("ARN of the stream of {name} in {}", table.region.code),
            get_att(&resource, "StreamArn"),
        );
    }
}

/// What the stream of a table says; `None` without one. Eventual replication reads the stream.
pub fn stream(table: &Instance<'_, Table>) -> Option<StreamView> {
    let replicates = is_global(table.model) && !is_strong(table.model) && replicas(table).len() > 1;
    table.model.stream.or(replicates.then_some(StreamView::NewAndOldImages))
}

fn global_table(table: &Instance<'_, Table>) -> aws::GlobalTable {
    let model = table.model;
    let members = if is_global(model) { replicas(table) } else { Vec::new() };
    let members: Vec<&Instance<'_, Table>> = if members.is_empty() { vec![table] } else { members.iter().collect() };
    let (global, local): (Vec<_>, Vec<_>) = model.indexes.iter().partition(|(_, index)| !index.local);
    aws::GlobalTable {
        table_name: some(name(table.system, table.name)),
        attribute_definitions: attributes(model),
        key_schema: key_schema(Some(&model.partition_key), model.sort_key.as_ref()),
        billing_mode: some(if model.capacity.is_some() { "PROVISIONED" } else { "PAY_PER_REQUEST" }),
        write_provisioned_throughput_settings: model.capacity.as_ref().map(writes),
        warm_throughput: model.warm_throughput.map(warm),
        global_secondary_indexes: global.into_iter().map(|(name, index)| global_index(model, name, index)).collect(),
        local_secondary_indexes: local.into_iter().map(|(name, index)| local_index(model, name, index)).collect(),
        stream_specification: stream(table).map(|view| aws::StreamSpecification::new(view_type(view))),
        time_to_live_specification: model.ttl_attribute.as_ref().map(|name| aws::TimeToLiveSpecification {
            attribute_name: some(name),
            ..aws::TimeToLiveSpecification::new(true)
        }),
        sse_specification: model.kms_key.as_ref().map(|_| aws::GlobalTableSseSpecification {
            sse_type: some("KMS"),
            ..aws::GlobalTableSseSpecification::new(true)
        }),
        multi_region_consistency: is_strong(model).then(|| text("STRONG")),
        global_table_witnesses: model
            .witness
            .iter()
            .map(|region| aws::GlobalTableWitness { region: some(region) })
            .collect(),
        ..aws::GlobalTable::new(members.into_iter().map(replica).collect())
    }
}

/// Every attribute that is part of a key, once, in the order in which they are written.
fn attributes(table: &Table) -> Vec<aws::AttributeDefinition> {
    let indexes = table.indexes.values().flat_map(|index| index.partition_key.iter().chain(&index.sort_key));
    let keys = std::iter::once(&table.partition_key).chain(&table.sort_key).chain(indexes);
    let types: IndexMap<&str, AttributeType> = keys.map(|key| (key.name.as_str(), key.kind)).collect();
    types.into_iter().map(|(name, kind)| aws::AttributeDefinition::new(name, letter(kind))).collect()
}

fn key_schema(partition: Option<&TableKey>, sort: Option<&TableKey>) -> Vec<aws::KeySchema> {
    let partition = partition.map(|key| aws::KeySchema::new(key.name.as_str(), "HASH"));
    let sort = sort.map(|key| aws::KeySchema::new(key.name.as_str(), "RANGE"));
    partition.into_iter().chain(sort).collect()
}

fn global_index(table: &Table, name: &str, index: &TableIndex) -> aws::GlobalTableGlobalSecondaryIndex {
    let keys = key_schema(index.partition_key.as_ref(), index.sort_key.as_ref());
    aws::GlobalTableGlobalSecondaryIndex {
        write_provisioned_throughput_settings: capacity(table, index).map(writes),
        warm_throughput: index.warm_throughput.map(warm),
        ..aws::GlobalTableGlobalSecondaryIndex::new(name, keys, projection(&index.projection))
    }
}

fn local_index(table: &Table, name: &str, index: &TableIndex) -> aws::LocalSecondaryIndex {
    let keys = key_schema(Some(&table.partition_key), index.sort_key.as_ref());
    aws::LocalSecondaryIndex::new(name, keys, projection(&index.projection))
}

fn projection(projection: &IndexProjection) -> aws::Projection {
    let (kind, included) = match projection {
        IndexProjection::All => ("ALL", &[][..]),
        IndexProjection::KeysOnly => ("KEYS_ONLY", &[][..]),
        IndexProjection::Include(names) => ("INCLUDE", names.as_slice()),
    };
    aws::Projection {
        projection_type: some(kind),
        non_key_attributes: included.iter().map(|name| text(name.as_str())).collect(),
    }
}

/// The capacity of a global index: its own, or the table's.
fn capacity<'t>(table: &'t Table, index: &'t TableIndex) -> Option<&'t TableCapacity> {
    index.capacity.as_ref().or(table.capacity.as_ref())
}

fn writes(capacity: &TableCapacity) -> aws::WriteProvisionedThroughputSettings {
    aws::WriteProvisionedThroughputSettings {
        write_capacity_auto_scaling_settings: Some(scaling(capacity.write, capacity)),
    }
}

fn reads(capacity: &TableCapacity) -> aws::ReadProvisionedThroughputSettings {
    aws::ReadProvisionedThroughputSettings {
        read_capacity_auto_scaling_settings: Some(scaling(capacity.read, capacity)),
        ..aws::ReadProvisionedThroughputSettings::default()
    }
}

/// Without a seed, CloudFormation refuses to turn a table on demand into one with provisioned capacity.
fn scaling(range: CapacityRange, capacity: &TableCapacity) -> aws::CapacityAutoScalingSettings {
    aws::CapacityAutoScalingSettings {
        seed_capacity: some(range.min),
        ..aws::CapacityAutoScalingSettings::new(
            range.min,
            range.max,
            aws::TargetTrackingScalingPolicyConfiguration::new(Number(capacity.target.value)),
        )
    }
}

fn warm(units: crate::blueprint::WarmThroughput) -> aws::WarmThroughput {
    aws::WarmThroughput { read_units_per_second: some(units.read), write_units_per_second: some(units.write) }
}

/// The table in one region: what may differ from the others.
fn replica(table: &Instance<'_, Table>) -> aws::ReplicaSpecification {
    let model = table.model;
    aws::ReplicaSpecification {
        table_class: (model.table_class == TableClass::InfrequentAccess).then(|| text("STANDARD_INFREQUENT_ACCESS")),
        global_secondary_indexes: model
            .indexes
            .iter()
            .filter_map(|(name, index)| replica_index(model, name, index))
            .collect(),
        read_provisioned_throughput_settings: model.capacity.as_ref().map(reads),
        point_in_time_recovery_specification: recovery(model),
        sse_specification: key(table).map(aws::ReplicaSseSpecification::new),
        contributor_insights_specification: insights(model),
        deletion_protection_enabled: model.deletion_protection.then(|| true.into()),
        tags: table.tags().iter().map(|(key, value)| tag(key, value)).collect(),
        ..aws::ReplicaSpecification::new(table.region.code)
    }
}

/// What a global index has of its own in one region; `None` when that is nothing.
fn replica_index(
    table: &Table,
    name: &str,
    index: &TableIndex,
) -> Option<aws::ReplicaGlobalSecondaryIndexSpecification> {
    let (capacity, insights) = (capacity(table, index), insights(table));
    (!index.local && (capacity.is_some() || insights.is_some())).then(|| {
        aws::ReplicaGlobalSecondaryIndexSpecification {
            contributor_insights_specification: insights,
            read_provisioned_throughput_settings: capacity.map(reads),
            ..aws::ReplicaGlobalSecondaryIndexSpecification::new(name)
        }
    })
}

/// The period is written where it is not DynamoDB's own.
fn recovery(table: &Table) -> Option<aws::PointInTimeRecoverySpecification> {
    let period = match &table.point_in_time_recovery {
        Some(Switch::Disabled) => return None,
        None | Some(Switch::Enabled) => PointInTimeRecovery::default().period,
        Some(Switch::With(recovery)) => recovery.period,
    };
    let days = period.seconds / 86_400;
    Some(aws::PointInTimeRecoverySpecification {
        point_in_time_recovery_enabled: some(true),
        recovery_period_in_days: (days != *dynamodb::RECOVERY_DAYS.end()).then(|| Value::from(days)),
    })
}

fn insights(table: &Table) -> Option<aws::ContributorInsightsSpecification> {
    let mode = match table.contributor_insights {
        ContributorInsights::None => return None,
        ContributorInsights::ThrottledKeys => "THROTTLED_KEYS",
        ContributorInsights::AllKeys => "ACCESSED_AND_THROTTLED_KEYS",
    };
    Some(aws::ContributorInsightsSpecification { mode: some(mode), ..aws::ContributorInsightsSpecification::new(true) })
}

const fn letter(kind: AttributeType) -> &'static str {
    match kind {
        AttributeType::String => "S",
        AttributeType::Number => "N",
        AttributeType::Binary => "B",
    }
}

const fn view_type(view: StreamView) -> &'static str {
    match view {
        StreamView::NewAndOldImages => "NEW_AND_OLD_IMAGES",
        StreamView::NewImage => "NEW_IMAGE",
        StreamView::OldImage => "OLD_IMAGE",
        StreamView::KeysOnly => "KEYS_ONLY",
    }
}
