//! `tables`: DynamoDB tables, each in one region or with replicas in several, and DAX clusters in front of them.
//!
//! Every table is an `AWS::DynamoDB::GlobalTable`, also one with a single replica: it costs the same, scales itself, and can gain
//! replicas later, where an `AWS::DynamoDB::Table` cannot be turned into it (developer guide, "Best practices for global tables"). A table belongs to the stack `tables` of one region: with
//! `replication: none` of each region of its own, else of the primary, or of the first of its regions when it is not in the primary.
//! So a table that becomes global stays where it is. Its name is fixed and the same in all regions, so that nothing has to read it from
//! another region's stack.
//!
//! DAX clusters lie in the stack `data` of their region. Nobody may reach one until a component that uses the table opens its security
//! group.

mod checks;
mod dax;
mod lowering;
mod target;

pub use checks::check;
pub use target::{TARGET, items};

use super::existing;
use crate::blueprint::{Dax, Table, TableConsistency, TableReplication};
use crate::documents::cloudformation::{LogicalId, OutputRef, StackKey, StackKind, Value, sub};
use crate::documents::iam::Statement;
use crate::documents::{Documents, Topic};
use crate::facts;
use crate::system::{Instance, Region, System, physical_name};

/// The port of every DAX node and endpoint, for TLS.
pub const DAX_PORT: u16 = facts::dax::TLS_PORT;

/// What DynamoDB does with a customer's key in the name of whoever reads or writes a table; its grants are made with the table.
/// Source: developer guide, "DynamoDB encryption at rest"; aws-cdk-lib 2.248, grants of a table.
const KEY_ACTIONS: [&str; 5] =
    ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];

/// Adds the tables and the DAX clusters.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    for table in system.instances(&system.blueprint.tables) {
        if owner(&table).code == table.region.code {
            lowering::add(documents.stack(StackKind::Tables, table.region.code), &table);
            notes(&table, documents);
        }
        if let Some(model) = dax(&table) {
            dax::add(documents.stack(StackKind::Data, table.region.code), &table, model);
            if !system.is_used(table.name) {
                let text = format!(
                    "Nobody may reach the cache of {0} yet: name {0} under `uses` of what calls it.",
                    table.name
                );
                documents.note(Topic::Derived, text);
            }
        }
    }
}

/// The name of a table at AWS, the same in every region.
pub fn name(system: &System<'_>, table: &str) -> String {
    physical_name(&[&system.prefix(), system.first_name(table)], *facts::dynamodb::NAME_CHARS.end())
}

/// The ARN of a table, or of its replica, in the region of the stack that it is written in.
pub fn arn(system: &System<'_>, table: &str) -> Value<String> {
    let name = name(system, table);
    sub(format!("arn:${{AWS::Partition}}:dynamodb:${{AWS::Region}}:${{AWS::AccountId}}:table/{name}"))
}

/// The ARN of all indexes of a table, in the region of the stack that it is written in.
pub fn index_arn(system: &System<'_>, table: &str) -> Value<String> {
    let name = name(system, table);
    sub(format!("arn:${{AWS::Partition}}:dynamodb:${{AWS::Region}}:${{AWS::AccountId}}:table/{name}/index/*"))
}

/// The use of a table's own key in its region, which whoever uses the table must be allowed; `None` where DynamoDB owns the key.
pub fn use_key(table: &Instance<'_, Table>) -> Option<Statement> {
    Some(existing::use_key(key(table)?, &KEY_ACTIONS, "dynamodb.${AWS::Region}"))
}

/// The ARN of a table's own key in its region; `None` where DynamoDB owns the key.
fn key(table: &Instance<'_, Table>) -> Option<Value<String>> {
    existing::key(table.system, table.model.kms_key.as_ref(), table.region.code)
}

/// The stack that makes the table, or the replica, that a region has. What uses it there is deployed later.
pub fn stack(table: &Instance<'_, Table>) -> StackKey {
    StackKey::new(StackKind::Tables, owner(table).code)
}

/// The ARN of a table's stream. Only the region whose stack makes the table has it as an output; `None` elsewhere and without a stream.
pub fn stream_arn(table: &Instance<'_, Table>) -> Option<OutputRef> {
    let here = owner(table).code == table.region.code && lowering::stream(table).is_some();
    here.then(|| stack(table).output(table.id().then("Stream")))
}

/// The DAX cluster that a table has in its region.
pub fn dax<'a>(table: &Instance<'a, Table>) -> Option<&'a Dax> {
    let named =
        |dax: &&Dax| dax.regions.as_ref().is_none_or(|codes| codes.iter().any(|code| code == table.region.code));
    table.model.dax.as_ref().filter(named)
}

/// The URL at which DAX clients begin: `daxs://…`.
pub fn dax_endpoint(table: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(table).then("DaxEndpoint"))
}

/// The ARN of a table's DAX cluster.
pub fn dax_arn(table: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(table).then("DaxArn"))
}

/// The name of a table's DAX cluster.
pub fn dax_name(table: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(table).then("DaxName"))
}

/// The security group that guards a table's DAX cluster.
pub fn dax_security_group(table: &str, region: &str) -> OutputRef {
    StackKey::new(StackKind::Data, region).output(LogicalId::new(table).then("DaxSecurityGroup"))
}

/// Whether any table has a DAX cluster in a region.
pub fn has_dax(system: &System<'_>, region: &Region<'_>) -> bool {
    let tables = system.instances(&system.blueprint.tables);
    tables.iter().any(|table| table.region.code == region.code && dax(table).is_some())
}

/// The region whose stack makes the table.
fn owner<'a>(table: &Instance<'a, Table>) -> &'a Region<'a> {
    if !is_global(table.model) {
        return table.region;
    }
    // The primary is the first of all regions.
    replicas(table).first().map_or(table.region, |first| first.region)
}

/// The table in each of its regions: the owner first.
fn replicas<'a>(table: &Instance<'a, Table>) -> Vec<Instance<'a, Table>> {
    let all = table.system.instances(&table.system.blueprint.tables);
    all.into_iter().filter(|other| other.name == table.name).collect()
}

fn is_global(table: &Table) -> bool {
    table.replication == TableReplication::GlobalTable
}

fn is_strong(table: &Table) -> bool {
    is_global(table) && table.consistency == TableConsistency::Strong
}

/// What a reviewer should know of a table that is in several regions.
fn notes(table: &Instance<'_, Table>, documents: &mut Documents) {
    let (name, all) = (table.name, replicas(table));
    let regions: Vec<&str> = all.iter().map(|replica| replica.region.code).collect();
    let regions = regions.join(", ");
    if is_strong(table.model) {
        let witness =
            table.model.witness.as_deref().map(|region| format!(", with {region} as the witness")).unwrap_or_default();
        let text = format!(
            "{name} is one table, strongly consistent over {regions}{witness}. It takes no transactions, and a write to an item that another region is \
             writing fails with ReplicatedWriteConflictException: retry it. Neither its consistency nor one of its regions can change.",
        );
        documents.note(Topic::Derived, text);
    } else if is_global(table.model) && all.len() > 1 {
        let text = format!(
            "{name} is one table with replicas in {regions}. A write arrives in the others within about a second; of two writes to one item \
             the later wins without a trace, and a transaction holds in its own region only: let each item be written in one region. AWS adds \
             and removes one replica an update, and `deploy.sh` takes the steps.",
        );
        documents.note(Topic::Derived, text);
    } else if !is_global(table.model) && all.len() > 1 {
        let text = format!("{name} is a table of its own in each of {regions}: nothing is copied between them.");
        documents.note(Topic::Derived, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Input;

    fn template(tables: &str, path: &str) -> Option<String> {
        let mut input = Input::default();
        let blueprint = format!(
            "name: shop\nprimary_region: {{us-east-1: {{}}}}\nsecondary_regions: {{us-west-2: {{}}, eu-west-1: {{}}}}\ntables:\n  \
             daily-orders: {{partition_key: {{name: order_id}}, {tables}}}\n"
        );
        input.blueprint = input.sources.add("blueprint.yaml", blueprint);
        let outcome = crate::synthesize(input);
        assert!(!outcome.files.is_empty(), "{:#?}", outcome.diagnostics);
        outcome.files.into_iter().find(|file| file.path == path).map(|file| file.contents)
    }

    #[test]
    fn what_others_read_is_there() {
        let data = template("dax: {}", "eu-west-1/data.template.yaml").unwrap();
        for output in [dax_endpoint("daily-orders", "eu-west-1"), dax_security_group("daily-orders", "eu-west-1")] {
            assert!(data.contains(&format!("\n  {}:\n    Description", output.name)), "{data}");
        }
        let tables = template("stream: keys_only", "us-west-2/tables.template.yaml").unwrap();
        assert!(tables.contains("\n  DailyOrdersStream:\n"), "{tables}");
    }

    /// A table that becomes global stays in the primary's stack under its id and its name.
    #[test]
    fn a_table_stays_where_it_is() {
        let alone = template("regions: [us-east-1]", "us-east-1/tables.template.yaml").unwrap();
        let global = template("replication: global_table", "us-east-1/tables.template.yaml").unwrap();
        for same in
            ["\n  DailyOrdersTable:\n    Type: AWS::DynamoDB::GlobalTable\n", "\n      TableName: shop-daily-orders\n"]
        {
            assert!(alone.contains(same) && global.contains(same), "{same}");
        }
        assert_eq!(template("replication: global_table", "us-west-2/tables.template.yaml"), None);
    }

    /// Without the primary the first of its regions owns it, since CloudFormation wants a replica in the stack's own region.
    #[test]
    fn the_owner_has_a_replica() {
        let tables = "replication: global_table, regions: [eu-west-1, us-west-2]";
        let template = template(tables, "us-west-2/tables.template.yaml").unwrap();
        let regions: Vec<&str> = template.lines().filter_map(|line| line.trim().strip_prefix("- Region: ")).collect();
        assert_eq!(regions, ["us-west-2", "eu-west-1"]);
    }
}
