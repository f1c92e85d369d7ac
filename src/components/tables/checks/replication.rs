//! Replication: what replicas have in common, and where a table can be strongly consistent.

use crate::blueprint::{StreamView, Table, TableConsistency};
use crate::components::tables::{is_global, is_strong, owner, replicas};
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::facts::dynamodb;
use crate::system::Instance;

/// Where the rules of strong consistency come from.
const STRONG: &str = "AWS Prescriptive Guidance, Using DynamoDB global tables, Key facts about MRSC (read 2026-11-22)";

/// Replicas that differ, consistency that no regions carry, and replication without a second region.
pub fn check(table: &Instance<'_, Table>, diagnostics: &mut Vec<Diagnostic>) {
    if !is_global(table.model) {
        check_standing_alone(table, diagnostics);
        return;
    }
    let all = replicas(table);
    if all.len() == 1 && !is_strong(table.model) {
        diagnostics.push(alone(table));
    }
    if owner(table).code != table.region.code {
        check_alike(table, &all, diagnostics);
        return;
    }
    if is_strong(table.model) {
        check_strong(table, &all, diagnostics);
        check_features(table, diagnostics);
    } else {
        check_witness_alone(table, diagnostics);
        check_stream(table, &all, diagnostics);
    }
}

/// Consistency across regions is a matter of replicas.
fn check_standing_alone(table: &Instance<'_, Table>, diagnostics: &mut Vec<Diagnostic>) {
    if table.model.consistency == TableConsistency::Strong {
        let error = Diagnostic::error(
            codes::STRONG_ALONE,
            table.value(&["consistency"]),
            format!("`{}` is not replicated, so nothing can be consistent across regions", table.name),
        )
        .label("a promise between replicas")
        .help("write `replication: global_table`, or leave `consistency` out: within a region every table has strongly consistent reads")
        .fact(STRONG);
        diagnostics.push(error);
    } else {
        check_witness_alone(table, diagnostics);
    }
}

fn check_witness_alone(table: &Instance<'_, Table>, diagnostics: &mut Vec<Diagnostic>) {
    if table.model.witness.is_none() {
        return;
    }
    let error = Diagnostic::error(
        codes::WITNESS,
        table.entry(&["witness"]),
        format!("`{}` has a witness and no vote", table.name),
    )
    .label("a witness votes where a table is strongly consistent")
    .fact(STRONG);
    diagnostics.push(match table.removal(&["witness"]) {
        Some(gone) => error.fix("leave it out", gone, ""),
        None => error.help("leave it out"),
    });
}

fn alone(table: &Instance<'_, Table>) -> Diagnostic {
    Diagnostic::warning(codes::GLOBAL_TABLE_ALONE, table.place(&["replication"]), format!("`{}` has no region to replicate to", table.name))
        .label(format!("it is in {} alone", table.region.code))
        .help("leave `replication` out, or add a region; the table can gain replicas at any time")
        .fact("a global table has two or more replicas (DynamoDB Developer Guide, How DynamoDB global tables work, read 2026-11-22)")
}

/// Whether two tables have the same value in one field.
type Same = fn(&Table, &Table) -> bool;

/// What all replicas have in common, by the path that must be edited.
const COMMON: [(&[&str], Same); 12] = [
    (&["partition_key"], |a, b| a.partition_key == b.partition_key),
    (&["sort_key"], |a, b| a.sort_key == b.sort_key),
    (&["indexes"], |a, b| a.indexes == b.indexes),
    (&["capacity"], |a, b| a.capacity.is_some() == b.capacity.is_some()),
    (&["capacity", "write"], |a, b| match (&a.capacity, &b.capacity) {
        (Some(a), Some(b)) => a.write == b.write,
        _ => true,
    }),
    (&["replication"], |a, b| a.replication == b.replication),
    (&["consistency"], |a, b| a.consistency == b.consistency),
    (&["witness"], |a, b| a.witness == b.witness),
    (&["ttl_attribute"], |a, b| a.ttl_attribute == b.ttl_attribute),
    (&["kms_key"], |a, b| a.kms_key.is_some() == b.kms_key.is_some()),
    (&["warm_throughput"], |a, b| a.warm_throughput == b.warm_throughput),
    (&["stream"], |a, b| a.stream == b.stream),
];

/// Replicas may differ in read capacity, class, backups, protection and insights only.
fn check_alike(table: &Instance<'_, Table>, all: &[Instance<'_, Table>], diagnostics: &mut Vec<Diagnostic>) {
    let Some(first) = all.first() else { return };
    for (path, _) in COMMON.iter().filter(|(_, same)| !same(first.model, table.model)) {
        let (here, there) = (table.region.code, first.region.code);
        let message = format!("`{}` of `{}` in {here} is not that in {there}", path.join("."), table.name);
        let error = Diagnostic::error(codes::REPLICA_OF_TABLE_DIFFERS, written(table, path), message)
            .label(format!("in {here}"))
            .also(written(first, path), format!("in {there}"))
            .help("set it for all regions; a replica may have its own read capacity, table_class, point_in_time_recovery, deletion_protection, contributor_insights and dax")
            .fact("replicas share name, keys, indexes, write capacity, TTL and stream (CloudFormation template reference, AWS::DynamoDB::GlobalTable, read 2026-11-22)");
        diagnostics.push(error);
    }
}

/// Where a value of one replica is written: in the patch of its region, or for all regions.
fn written(table: &Instance<'_, Table>, path: &[&str]) -> Span {
    let component = table.system.components.get(table.name).map(|component| component.node);
    let patch = [&["per_region", table.region.code], path].concat();
    let patched = component.map(|node| table.system.tree.locate(node, &patch)).filter(|located| located.complete);
    patched.map_or_else(|| table.place(path), |located| located.value)
}

/// Exactly three regions of one set, or two and a witness.
fn check_strong(table: &Instance<'_, Table>, all: &[Instance<'_, Table>], diagnostics: &mut Vec<Diagnostic>) {
    let span = table.value(&["consistency"]);
    let witness = table.model.witness.as_deref();
    let mut places: Vec<(&str, Span)> = all.iter().map(|replica| (replica.region.code, replica.region.key)).collect();
    if let Some(witness) = witness {
        let span = table.value(&["witness"]);
        if places.iter().any(|(code, _)| *code == witness) {
            let error = Diagnostic::error(
                codes::WITNESS,
                span,
                format!("{witness} is a replica and cannot be the witness too"),
            )
            .label("holds a replica")
            .help("name the third region of the set, which need not be in the blueprint")
            .fact(STRONG);
            diagnostics.push(error);
            return;
        }
        places.push((witness, span));
    }
    let owner = table.region.code;
    let Some(set) = dynamodb::strong_set(owner) else {
        let error = Diagnostic::error(codes::STRONG_REGIONS, span, format!("no table in {owner} can be strongly consistent across regions"))
            .label("not offered there")
            .also(table.region.key, "the region whose stack makes the table")
            .help("the sets are us-east-1, us-east-2, us-west-2; eu-west-1, eu-west-2, eu-west-3, eu-central-1; ap-northeast-1, ap-northeast-2, ap-northeast-3")
            .fact(STRONG);
        diagnostics.push(error);
        return;
    };
    if let Some((code, place)) = places.iter().find(|(code, _)| !set.contains(code)) {
        let error =
            Diagnostic::error(codes::STRONG_REGIONS, span, format!("{code} and {owner} are not of one set of regions"))
                .label(format!("with {owner}: {}", set.join(", ")))
                .also(*place, "outside the set")
                .help("keep the region out with the table's `regions`, or write `consistency: eventual`")
                .fact(STRONG);
        diagnostics.push(error);
        return;
    }
    if places.len() != dynamodb::STRONG_REGIONS {
        diagnostics.push(wrong_number(table, span, &places, set));
    }
}

fn wrong_number(table: &Instance<'_, Table>, span: Span, places: &[(&str, Span)], set: &[&str]) -> Diagnostic {
    let codes: Vec<&str> = places.iter().map(|(code, _)| *code).collect();
    let free: Vec<&str> = set.iter().copied().filter(|code| !codes.contains(code)).collect();
    let message = format!("`{}` is in {} regions, where strong consistency takes exactly 3", table.name, places.len());
    let error = Diagnostic::error(codes::STRONG_REGIONS, span, message).label(codes.join(", ")).fact(STRONG);
    match (places.len(), table.model.witness.is_some()) {
        (2, false) => error.help(format!(
            "add `witness: {}`, which votes and holds no data, or a third region of the set",
            free.join("` or `")
        )),
        (..3, _) => error.help(format!("add regions of the set: {}", free.join(", "))),
        (_, true) => error.help("leave `witness` out: three replicas need none"),
        _ => error.help("name three of them in `regions`"),
    }
}

/// What strongly consistent tables do not have.
fn check_features(table: &Instance<'_, Table>, diagnostics: &mut Vec<Diagnostic>) {
    let mut refuse = |path: &[&str], message: String, label: &str| {
        let error = Diagnostic::error(codes::STRONG_WITHOUT, table.entry(path), message)
            .label(label)
            .also(table.value(&["consistency"]), "strongly consistent across regions")
            .fact(STRONG);
        diagnostics.push(match table.removal(path) {
            Some(gone) => error.fix("leave it out", gone, ""),
            None => error.help("leave it out, or write `consistency: eventual`"),
        });
    };
    if table.model.ttl_attribute.is_some() {
        refuse(
            &["ttl_attribute"],
            format!("items of `{}` cannot expire by themselves", table.name),
            "no TTL with strong consistency",
        );
    }
    for (name, _) in table.model.indexes.iter().filter(|(_, index)| index.local) {
        refuse(
            &["indexes", name],
            format!("`{}` can have no local index", table.name),
            "no local indexes with strong consistency",
        );
    }
}

/// Eventual replication reads the stream, and reads all of it.
fn check_stream(table: &Instance<'_, Table>, all: &[Instance<'_, Table>], diagnostics: &mut Vec<Diagnostic>) {
    let Some(view) = table.model.stream.filter(|view| *view != StreamView::NewAndOldImages) else { return };
    if all.len() < 2 {
        return;
    }
    let span = table.value(&["stream"]);
    let word = match view {
        StreamView::NewImage => "new_image",
        StreamView::OldImage => "old_image",
        _ => "keys_only",
    };
    let error = Diagnostic::error(codes::GLOBAL_TABLE_STREAM, span, format!("replication needs a stream of new_and_old_images, not {word}"))
        .label("too little for the replicas")
        .fix("write new_and_old_images", span, "new_and_old_images")
        .fact("a global table has a stream with the new and the old images of items (DynamoDB API Reference, UpdateTable, ReplicaUpdates)");
    diagnostics.push(error);
}
