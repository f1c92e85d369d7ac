//! Indexes: names, keys, numbers, what they hold.

use crate::blueprint::{IndexProjection, Table, TableIndex};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::dynamodb;
use crate::system::Instance;

/// Where the numbers come from.
const GLOBAL_TABLE: &str = "CloudFormation template reference, AWS::DynamoDB::GlobalTable (read 2026-11-22)";

/// Indexes that DynamoDB does not take.
pub fn check(table: &Instance<'_, Table>, diagnostics: &mut Vec<Diagnostic>) {
    for (name, index) in &table.model.indexes {
        check_name(table, name, diagnostics);
        check_keys(table, name, index, diagnostics);
        check_settings(table, name, index, diagnostics);
        check_included(table, name, index, diagnostics);
    }
    check_count(table, diagnostics);
    check_all_included(table, diagnostics);
}

fn check_name(table: &Instance<'_, Table>, name: &str, diagnostics: &mut Vec<Diagnostic>) {
    if dynamodb::is_name(name) {
        return;
    }
    let (least, most) = (dynamodb::NAME_CHARS.start(), dynamodb::NAME_CHARS.end());
    let error = Diagnostic::error(
        codes::INDEX_NAME,
        table.key(&["indexes", name]),
        format!("`{name}` is no name for an index"),
    )
    .label(format!("not {least} to {most} letters, digits, `_`, `-` and `.`"))
    .fact("DynamoDB CreateTable, IndexName: 3 to 255 characters, [a-zA-Z0-9_.-]+ (botocore 1.44.5)");
    diagnostics.push(error);
}

fn check_keys(table: &Instance<'_, Table>, name: &str, index: &TableIndex, diagnostics: &mut Vec<Diagnostic>) {
    let at = |field: &str| table.value(&["indexes", name, field]);
    let key = table.key(&["indexes", name]);
    if !index.local {
        if index.partition_key.is_none() {
            let error = Diagnostic::error(codes::INDEX_KEY, key, format!("index `{name}` has no partition key"))
                .label("a global index has a partition key of its own")
                .help("write `partition_key: {name: …}`; or `local: true`, for another order of the items with the table's partition key")
                .fact(GLOBAL_TABLE);
            diagnostics.push(error);
        }
        return;
    }
    if let Some(own) = index.partition_key.as_ref().filter(|own| own.name != table.model.partition_key.name) {
        let error = Diagnostic::error(
            codes::INDEX_KEY,
            at("partition_key"),
            format!(
                "local index `{name}` has partition key `{}`, where the table has `{}`",
                own.name, table.model.partition_key.name
            ),
        )
        .label("a local index has the table's")
        .also(table.value(&["partition_key"]), "the table's partition key")
        .help("leave `local` out for a global index")
        .fact("a local index has the partition key of its table (DynamoDB Developer Guide, Local secondary indexes)");
        diagnostics.push(error);
    }
    let missing = match (&index.sort_key, &table.model.sort_key) {
        (None, _) => "has no sort key",
        (Some(_), None) => "is of a table without a sort key",
        _ => return,
    };
    let error = Diagnostic::error(codes::INDEX_KEY, key, format!("local index `{name}` {missing}"))
        .label("a local index sorts the items of one partition key another way")
        .help("give both a sort key, or make the index global")
        .fact("a local index is for a table with a partition and a sort key, and has another sort key (DynamoDB Developer Guide, Local secondary indexes)");
    diagnostics.push(error);
}

/// Capacity belongs to global indexes of tables with capacity.
fn check_settings(table: &Instance<'_, Table>, name: &str, index: &TableIndex, diagnostics: &mut Vec<Diagnostic>) {
    let written = [("capacity", index.capacity.is_some()), ("warm_throughput", index.warm_throughput.is_some())];
    for (field, _) in written.into_iter().filter(|(_, written)| *written) {
        let why = match (index.local, field, &table.model.capacity) {
            (true, _, _) => "a local index uses its table's",
            (false, "capacity", None) => "the table is paid by the request",
            _ => continue,
        };
        let path = ["indexes", name, field];
        let error = Diagnostic::error(
            codes::INDEX_CAPACITY,
            table.entry(&path),
            format!("index `{name}` can have no `{field}`"),
        )
        .label(why);
        let error = match table.removal(&path) {
            Some(gone) => error.fix("leave it out", gone, ""),
            None => error,
        };
        diagnostics.push(error.fact(GLOBAL_TABLE));
    }
}

fn check_included(table: &Instance<'_, Table>, name: &str, index: &TableIndex, diagnostics: &mut Vec<Diagnostic>) {
    let IndexProjection::Include(names) = &index.projection else { return };
    let span = table.value(&["indexes", name, "projection", "include"]);
    let most = dynamodb::INCLUDED_IN_INDEX;
    if names.is_empty() {
        let error = Diagnostic::error(codes::INDEX_PROJECTION, span, format!("index `{name}` includes an empty list"))
            .label("no attribute")
            .help("name attributes, or write `projection: keys_only`")
            .fact("DynamoDB CreateTable: INCLUDE needs NonKeyAttributes (DynamoDB API Reference, Projection)");
        diagnostics.push(error);
    } else if names.len() > most {
        let message = format!("index `{name}` includes {} attributes, where {most} are possible", names.len());
        let error = Diagnostic::error(codes::INDEX_PROJECTION, span, message)
            .label(format!("more than {most}"))
            .help("write `projection: all`, or leave some to be read from the table")
            .fact("AWS::DynamoDB::GlobalTable, NonKeyAttributes: at most 20 items (registry schema, 2026-10-20)");
        diagnostics.push(error);
    }
}

fn check_all_included(table: &Instance<'_, Table>, diagnostics: &mut Vec<Diagnostic>) {
    let included = |index: &TableIndex| match &index.projection {
        IndexProjection::Include(names) => names.len(),
        _ => 0,
    };
    let (all, most) = (table.model.indexes.values().map(included).sum::<usize>(), dynamodb::INCLUDED_IN_TABLE);
    if all > most {
        let message = format!("the indexes of `{}` include {all} attributes, where {most} are possible", table.name);
        let error = Diagnostic::error(codes::INDEX_PROJECTION, table.key(&["indexes"]), message)
            .label("counted over all indexes, the same name each time")
            .help("write `projection: all` where an index includes most of an item")
            .fact("at most 100 attributes are included in all indexes of a table (DynamoDB API Reference, Projection)");
        diagnostics.push(error);
    }
}

fn check_count(table: &Instance<'_, Table>, diagnostics: &mut Vec<Diagnostic>) {
    for (local, word, most) in [(false, "global", dynamodb::GLOBAL_INDEXES), (true, "local", dynamodb::LOCAL_INDEXES)] {
        let count = table.model.indexes.values().filter(|index| index.local == local).count();
        if count <= most {
            continue;
        }
        let help = if local {
            "make the others global indexes"
        } else {
            "let one index serve several queries, with keys of a common form"
        };
        let error = Diagnostic::error(
            codes::INDEX_COUNT,
            table.key(&["indexes"]),
            format!("{count} {word} indexes, where a table has at most {most}"),
        )
        .label(format!("{count} are {word}"))
        .help(help)
        .fact(GLOBAL_TABLE);
        diagnostics.push(error);
    }
}
