//! Keys: names, types, and what a partition key does to the load.

use super::hot::{Hot, hot};
use crate::blueprint::{AttributeType, Table, TableKey};
use crate::components::grouped::grouped;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::dynamodb;
use crate::system::Instance;

/// Where a key is written: its path within the component.
type Written<'t> = (Vec<&'t str>, &'t TableKey);

/// Attributes that cannot be keys, that have two types, and partition keys that gather the load.
pub fn check(table: &Instance<'_, Table>, diagnostics: &mut Vec<Diagnostic>) {
    let keys = keys(table.model);
    for (path, key) in &keys {
        let name = extended(path, "name");
        if !dynamodb::ATTRIBUTE_NAME_BYTES.contains(&key.name.len()) {
            let (least, most) = (dynamodb::ATTRIBUTE_NAME_BYTES.start(), dynamodb::ATTRIBUTE_NAME_BYTES.end());
            let message =
                format!("an attribute's name of {} bytes, where {least} to {most} are possible", key.name.len());
            let error = Diagnostic::error(codes::ATTRIBUTE_NAME, table.value(&name), message)
                .label(format!("not from {least} to {most} bytes"))
                .fact("DynamoDB KeySchemaElement, AttributeName: 1 to 255 characters (botocore 1.44.5)");
            diagnostics.push(error);
        }
    }
    check_twice(table, diagnostics);
    check_types(table, &keys, diagnostics);
    for (path, key) in keys.iter().filter(|(path, _)| path.last() == Some(&"partition_key")) {
        if let Some(hot) = hot(&key.name) {
            diagnostics.push(hot_key(table, path, key, hot));
        }
    }
}

/// Every key of the table and its indexes, in the order in which they are written.
fn keys(table: &Table) -> Vec<Written<'_>> {
    let own = [("partition_key", Some(&table.partition_key)), ("sort_key", table.sort_key.as_ref())];
    let mut keys: Vec<Written<'_>> = own.into_iter().filter_map(|(field, key)| Some((vec![field], key?))).collect();
    for (name, index) in &table.indexes {
        let both = [("partition_key", index.partition_key.as_ref()), ("sort_key", index.sort_key.as_ref())];
        keys.extend(both.into_iter().filter_map(|(field, key)| Some((vec!["indexes", name.as_str(), field], key?))));
    }
    keys
}

fn extended<'t>(path: &[&'t str], field: &'t str) -> Vec<&'t str> {
    path.iter().copied().chain([field]).collect()
}

/// One attribute for both keys.
fn check_twice(table: &Instance<'_, Table>, diagnostics: &mut Vec<Diagnostic>) {
    let model = table.model;
    let own = (Vec::new(), Some(&model.partition_key), model.sort_key.as_ref());
    let indexes = model.indexes.iter().map(|(name, index)| {
        let partition = if index.local { Some(&model.partition_key) } else { index.partition_key.as_ref() };
        (vec!["indexes", name.as_str()], partition, index.sort_key.as_ref())
    });
    for (path, partition, sort) in std::iter::once(own).chain(indexes) {
        let (Some(partition), Some(sort)) = (partition, sort) else { continue };
        if partition.name != sort.name {
            continue;
        }
        let error = Diagnostic::error(
            codes::KEY_TWICE,
            table.value(&extended(&extended(&path, "sort_key"), "name")),
            format!("`{}` is partition key and sort key at once", sort.name),
        )
        .label("sorts items that all have the same value")
        .also(table.value(&extended(&extended(&path, "partition_key"), "name")), "the partition key")
        .help("sort by another attribute, or leave `sort_key` out")
        .fact("DynamoDB CreateTable refuses a key schema that names an attribute twice (DynamoDB API Reference, KeySchemaElement)");
        diagnostics.push(error);
    }
}

/// An attribute has one type in all keys.
fn check_types(table: &Instance<'_, Table>, keys: &[Written<'_>], diagnostics: &mut Vec<Diagnostic>) {
    for (at, (path, key)) in keys.iter().enumerate() {
        let mut before = keys.iter().take(at);
        let Some((first, other)) = before.find(|(_, other)| other.name == key.name && other.kind != key.kind) else {
            continue;
        };
        let here = extended(path, "type");
        let span = if table.says(&here) { table.value(&here) } else { table.value(path) };
        let error = Diagnostic::error(
            codes::ATTRIBUTE_TYPE,
            span,
            format!("`{}` is a {} here and a {} elsewhere", key.name, key.kind.name(), other.kind.name()),
        )
        .label(format!("a {}", key.kind.name()))
        .also(table.value(first), format!("a {}", other.kind.name()))
        .fact("an attribute definition gives an attribute one type for the table and all indexes (DynamoDB API Reference, AttributeDefinition)");
        diagnostics.push(match (table.says(&here), other.kind) {
            (true, kind) => error.fix(format!("write {}", kind.name()), span, kind.name()),
            (false, AttributeType::String) => error.help("give it the same type in both places"),
            (false, kind) => error.help(format!("write `type: {}` here too", kind.name())),
        });
    }
}

fn hot_key(table: &Instance<'_, Table>, path: &[&str], key: &TableKey, hot: Hot) -> Diagnostic {
    let name = key.name.as_str();
    let (message, label, help) = match hot {
        Hot::FewValues => (
            format!("partition key `{name}` has few values"),
            "all items of one value share a partition",
            format!(
                "lead with an attribute of many values, such as an id, and put `{name}` first in the sort key; or write sharding: store \
                 `{name}#0` to `{name}#9`, chosen by a hash of the id, and read the ten together"
            ),
        ),
        Hot::Clock => (
            format!("partition key `{name}` follows the clock"),
            "all writes of one time go to one partition",
            format!(
                "lead with an attribute of many values, such as a device or an account, and sort by `{name}`; or write sharding: add a \
                 suffix, `2026-11-22#0` to `2026-11-22#9`, chosen by a hash of the id, and read the ten together"
            ),
        ),
        Hot::OneLarge => (
            format!("partition key `{name}` may gather most of the load in its largest value"),
            "all items of one tenant share a partition",
            "lead with the tenant and something of many values, `tenant#order`, or add a suffix for large tenants, `tenant#0` to `tenant#9`"
                .to_owned(),
        ),
    };
    let fact = format!(
        "one partition serves {} read and {} write units a second, and of an index too, which slows writes to the table (DynamoDB Developer \
         Guide, Understanding warm throughput in different scenarios, read 2026-11-22)",
        grouped(dynamodb::PARTITION_READS),
        grouped(dynamodb::PARTITION_WRITES),
    );
    Diagnostic::warning(codes::HOT_KEY, table.value(&extended(path, "name")), message)
        .label(label)
        .help(help)
        .fact(fact)
}
