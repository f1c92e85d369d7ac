//! Capacity, expiry, backups, protection and keys of encryption.

use crate::blueprint::vocabulary::Switch;
use crate::blueprint::{AttributeType, CapacityRange, Table, TableCapacity};
use crate::components::existing;
use crate::components::grouped::grouped;
use crate::components::tables::owner;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::dynamodb;
use crate::system::Instance;

/// Settings that DynamoDB refuses, and such as are less safe than they look.
pub fn check(table: &Instance<'_, Table>, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(capacity) = &table.model.capacity {
        check_capacity(table, &["capacity"], capacity, diagnostics);
    }
    for (name, index) in &table.model.indexes {
        if let Some(capacity) = &index.capacity {
            check_capacity(table, &["indexes", name, "capacity"], capacity, diagnostics);
        }
    }
    check_warm(table, diagnostics);
    check_ttl(table, diagnostics);
    check_recovery(table, diagnostics);
    check_protection(table, diagnostics);
    let key = table.model.kms_key.as_ref();
    diagnostics.extend(existing::check_key(table, key, table.region.code));
    diagnostics.extend(existing::check_written(table, key, owner(table).code));
}

fn check_capacity(
    table: &Instance<'_, Table>,
    path: &[&str],
    capacity: &TableCapacity,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (field, range) in [("read", capacity.read), ("write", capacity.write)] {
        let at = |bound: &'static str| [path, &[field, bound]].concat();
        if let Some(error) = wrong_range(range) {
            let (bound, label, help) = error;
            let message = format!("{field} capacity from {} to {} units", range.min, range.max);
            let error = Diagnostic::error(codes::CAPACITY_RANGE, table.value(&at(bound)), message)
                .label(label)
                .help(help)
                .fact(
                    "AWS::DynamoDB::GlobalTable, MinCapacity and MaxCapacity: at least 1 (registry schema, 2026-10-20)",
                );
            diagnostics.push(error);
        } else if range.max > dynamodb::CAPACITY_QUOTA {
            let quota = grouped(dynamodb::CAPACITY_QUOTA);
            let warning = Diagnostic::warning(
                codes::CAPACITY_QUOTA,
                table.value(&at("max")),
                format!("{} {field} units, more than the quota of {quota} allows at first", grouped(range.max)),
            )
            .label(format!("more than {quota} a second for one table"))
            .help(format!("ask for \"Table-level {field} throughput limit\" in Service Quotas, in every region of the table, before the load comes"))
            .fact("Quotas in Amazon DynamoDB: 40,000 read and 40,000 write units a table by default (DynamoDB Developer Guide)");
            diagnostics.push(warning);
        }
    }
    let (least, most) = (f64::from(*dynamodb::TARGET_PERCENT.start()), f64::from(*dynamodb::TARGET_PERCENT.end()));
    if !(least..=most).contains(&capacity.target.value) {
        let span = table.value(&[path, &["target"]].concat());
        let near = if capacity.target.value < least { least } else { most };
        let error = Diagnostic::error(
            codes::CAPACITY_TARGET,
            span,
            format!("a target of {}, where auto scaling takes {least}% to {most}%", capacity.target),
        )
        .label(format!("not from {least}% to {most}%"))
        .fix(format!("use {near}%"), span, format!("{near}%"))
        .fact("auto scaling targets are 20 to 90 percent (DynamoDB Developer Guide, Managing throughput capacity with auto scaling)");
        diagnostics.push(error);
    }
}

/// The bound that is wrong, what to say there, and what to do.
fn wrong_range(range: CapacityRange) -> Option<(&'static str, &'static str, &'static str)> {
    if range.min == 0 {
        return Some(("min", "at least 1", "write 1; a table without load costs least without `capacity`, on demand"));
    }
    (range.min > range.max).then_some(("max", "less than `min`", "the bounds may be equal"))
}

/// What a table on demand carries from the beginning need not be asked for.
fn check_warm(table: &Instance<'_, Table>, diagnostics: &mut Vec<Diagnostic>) {
    if table.model.capacity.is_some() {
        return;
    }
    let indexes = table
        .model
        .indexes
        .iter()
        .filter_map(|(name, index)| Some((vec!["indexes", name.as_str()], index.warm_throughput?)));
    for (path, warm) in table.model.warm_throughput.map(|warm| (Vec::new(), warm)).into_iter().chain(indexes) {
        for (field, units, first) in
            [("read", warm.read, dynamodb::FIRST_READS), ("write", warm.write, dynamodb::FIRST_WRITES)]
        {
            if units >= first {
                continue;
            }
            let span = table.value(&[path.as_slice(), &["warm_throughput", field]].concat());
            let error = Diagnostic::warning(
                codes::WARM_THROUGHPUT,
                span,
                format!("warm throughput of {} {field} units, less than the {} of any new table", grouped(units), grouped(first)),
            )
            .label(format!("less than {}", grouped(first)))
            .fix(format!("write {first}"), span, first.to_string())
            .fact("a table on demand starts with 12,000 read and 4,000 write units, and warm throughput only grows (DynamoDB Developer Guide, Understanding warm throughput, read 2026-11-22)");
            diagnostics.push(error);
        }
    }
}

/// DynamoDB reads the time to live from numbers alone.
fn check_ttl(table: &Instance<'_, Table>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(attribute) = &table.model.ttl_attribute else { return };
    let span = table.value(&["ttl_attribute"]);
    if !dynamodb::ATTRIBUTE_NAME_BYTES.contains(&attribute.len()) {
        let error = Diagnostic::error(
            codes::ATTRIBUTE_NAME,
            span,
            format!("an attribute's name of {} bytes, where 1 to 255 are possible", attribute.len()),
        )
        .label("not from 1 to 255 bytes")
        .fact("DynamoDB TimeToLiveSpecification, AttributeName: 1 to 255 characters (botocore 1.44.5)");
        diagnostics.push(error);
        return;
    }
    let model = table.model;
    let own = [("partition_key", Some(&model.partition_key)), ("sort_key", model.sort_key.as_ref())];
    let own = own.into_iter().map(|(field, key)| (vec![field], key));
    let indexes = model.indexes.iter().flat_map(|(name, index)| {
        [("partition_key", index.partition_key.as_ref()), ("sort_key", index.sort_key.as_ref())]
            .map(|(field, key)| (vec!["indexes", name.as_str(), field], key))
    });
    let text = |key: &&crate::blueprint::TableKey| key.name == *attribute && key.kind != AttributeType::Number;
    for (path, key) in own.chain(indexes) {
        let Some(key) = key.filter(text) else { continue };
        let warning = Diagnostic::warning(codes::TTL_TYPE, span, format!("`{attribute}` is a {}: no item expires by it", key.kind.name()))
            .label("read as seconds since 1970 from numbers only")
            .also(table.value(&path), format!("a {}", key.kind.name()))
            .help("keep the expiry in an attribute of its own, as a number")
            .fact("the timestamp must be a Number, in Unix epoch time in seconds; items without one are left alone (DynamoDB Developer Guide, Using time to live)");
        diagnostics.push(warning);
        return;
    }
}

fn check_recovery(table: &Instance<'_, Table>, diagnostics: &mut Vec<Diagnostic>) {
    match &table.model.point_in_time_recovery {
        Some(Switch::Disabled) => {
            let span = table.value(&["point_in_time_recovery"]);
            let warning = Diagnostic::warning(codes::NO_RECOVERY, span, format!("`{}` has no backups", table.name))
                .label("what is overwritten or deleted by mistake is gone")
                .fix("enable them", span, "enabled")
                .fact("point-in-time recovery restores a table to any second of the last 1 to 35 days (DynamoDB Developer Guide, Point-in-time recovery)");
            diagnostics.push(warning);
        }
        Some(Switch::With(recovery)) => {
            let (days, rest) = (recovery.period.seconds / 86_400, recovery.period.seconds % 86_400);
            if rest == 0 && dynamodb::RECOVERY_DAYS.contains(&days) {
                return;
            }
            let span = table.value(&["point_in_time_recovery", "period"]);
            let near = days.clamp(*dynamodb::RECOVERY_DAYS.start(), *dynamodb::RECOVERY_DAYS.end());
            let error = Diagnostic::error(
                codes::RECOVERY_PERIOD,
                span,
                format!("backups cannot reach back for {}: 1 to 35 whole days", recovery.period),
            )
            .label("not from 1d to 35d")
            .fix(format!("write {near}d"), span, format!("{near}d"))
            .fact("RecoveryPeriodInDays: 1 to 35 (registry schema of AWS::DynamoDB::GlobalTable, 2026-10-20)");
            diagnostics.push(error);
        }
        None | Some(Switch::Enabled) => {}
    }
}

fn check_protection(table: &Instance<'_, Table>, diagnostics: &mut Vec<Diagnostic>) {
    if table.model.deletion_protection {
        return;
    }
    let span = table.value(&["deletion_protection"]);
    let warning = Diagnostic::warning(codes::TABLE_UNPROTECTED, span, format!("anyone who may delete tables may delete `{}`", table.name))
        .label("DynamoDB asks nobody")
        .fix("protect it", span, "true")
        .fact("a table with deletion protection cannot be deleted until it is switched off (DynamoDB Developer Guide, Using deletion protection)");
    diagnostics.push(warning);
}
