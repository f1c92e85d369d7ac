//! What it takes to use a table.

use super::{DAX_PORT, arn, dax, dax_arn, dax_endpoint, dax_security_group, index_arn, name, stack, use_key};
use crate::blueprint::{Access, Table};
use crate::components::uses::{Binding, Door, Target, Use};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::Unit;
use crate::documents::cloudformation::Value;
use crate::documents::iam::Statement;
use crate::system::Instance;

/// Tables are read and written in the user's region, there also through DAX.
pub const TARGET: Target = Target {
    noun: "a table",
    accesses: &[Access::Read, Access::Write, Access::ReadWrite],
    // Not for want of a network path, so the check says it.
    from_anywhere: true,
    check,
    bind,
};

/// What reads items, of tables and of indexes.
const READ: [&str; 5] = ["GetItem", "BatchGetItem", "Query", "Scan", "ConditionCheckItem"];
/// What clients ask before they use a table: how its keys look. DAX knows it.
const DESCRIBE: &str = "DescribeTable";
/// What changes items. Transactions need nothing beside these and `ConditionCheckItem`.
const WRITE: [&str; 4] = ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"];

/// A region without the table has nothing to ask.
fn check(usage: &Use<'_>) -> Option<Diagnostic> {
    let system = usage.system;
    let (target, region) = (usage.target, usage.region.code);
    if system.runs_here(target, usage.region) {
        return None;
    }
    let there = system.regions.iter().filter(|region| system.runs_here(target, region));
    let there: Vec<&str> = there.map(|region| region.code).collect();
    let there = there.join(", ");
    let error = Diagnostic::error(codes::USE_ELSEWHERE, usage.key, format!("`{target}` is not in {region}, where `{}` runs", usage.user))
        .label(format!("only in {there}"))
        .also(system.components.get(target)?.key, format!("add {region} to its regions, with `replication: global_table`"))
        .help(format!("let `{target}` have a replica in {region}, or run `{}` only in {there}", usage.user))
        .fact("calls to DynamoDB should not go across regions (AWS Prescriptive Guidance, Using DynamoDB global tables, Key facts, read 2026-11-22)");
    Some(error)
}

fn bind(usage: &Use<'_>) -> Binding {
    let Some(table) = usage.instance(&usage.system.blueprint.tables) else { return Binding::default() };
    let (target, region) = (usage.target, usage.region.code);
    let cached = dax(&table).is_some();
    let of_table = items("dynamodb", usage.access, &[own(&table), with_indexes(&table)]);
    let of_cache = cached.then(|| {
        let cluster = vec![Value::from(dax_arn(target, region))];
        items("dax", usage.access, &[cluster.clone(), cluster])
    });
    let name = (usage.variable("TABLE"), name(usage.system, target).into());
    let endpoint = cached.then(|| (usage.variable("DAX_ENDPOINT"), dax_endpoint(target, region).into()));
    let door = cached.then(|| Door { group: dax_security_group(target, region).into(), port: DAX_PORT });
    Binding {
        statements: of_table.into_iter().chain(use_key(&table)).chain(of_cache.into_iter().flatten()).collect(),
        doors: door.into_iter().collect(),
        environment: std::iter::once(name).chain(endpoint).collect(),
        services: vec!["dynamodb"],
        after: vec![(Unit::Stack(stack(&table)), "the tables that it uses".to_owned())],
        ..Binding::default()
    }
}

/// The rights to items, of `dynamodb` or `dax`: `[written, read]` are the resources of each.
pub fn items(service: &str, access: Access, [written, read]: &[Vec<Value<String>>; 2]) -> Vec<Statement> {
    let describe = (service == "dynamodb").then_some(DESCRIBE);
    let allow = |names: &[&[&str]], resources: &[Value<String>]| {
        let names = names.iter().copied().flatten();
        Statement::allow(names.map(|name| format!("{service}:{name}")), resources.iter().cloned())
    };
    let describe = describe.as_slice();
    match access {
        Access::ReadWrite if written == read => vec![allow(&[describe, &READ, &WRITE], read)],
        Access::ReadWrite => vec![allow(&[describe, &READ], read), allow(&[&WRITE], written)],
        Access::Write => vec![allow(&[describe, &WRITE], written)],
        Access::Read | Access::Invoke => vec![allow(&[describe, &READ], read)],
    }
}

fn own(table: &Instance<'_, Table>) -> Vec<Value<String>> {
    vec![arn(table.system, table.name)]
}

fn with_indexes(table: &Instance<'_, Table>) -> Vec<Value<String>> {
    let indexes = (!table.model.indexes.is_empty()).then(|| index_arn(table.system, table.name));
    own(table).into_iter().chain(indexes).collect()
}
