//! What it takes to use a database.

use super::{
    Writes, database_name, endpoint, endpoints, is_aurora, is_proxied, port, proxy_id, reader_endpoint, resource_id,
    security_group, source, writable_in,
};
use crate::blueprint::{Access, Database, DatabaseEngine};
use crate::components::uses::{Binding, Door, Target, Use};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::{Value, sub_with};
use crate::documents::iam::Statement;
use crate::system::Instance;

/// Databases are read and written by users that sign in with IAM.
pub const TARGET: Target = Target {
    noun: "a database",
    accesses: &[Access::Read, Access::Write, Access::ReadWrite],
    from_anywhere: false,
    check,
    bind,
};

/// A copy takes no writes unless it forwards them, and the source is in another region.
fn check(usage: &Use<'_>) -> Option<Diagnostic> {
    let database = usage.instance(&usage.system.blueprint.databases)?;
    if !writes_elsewhere(usage) || usage.system.network().peering {
        return None;
    }
    let (primary, region, aurora) = (usage.system.primary().code, usage.region.code, is_aurora(&database));
    let elsewhere = format!(
        "run `{}` only in {primary} (`regions: [{primary}]`), or split what writes from what reads",
        usage.user
    );
    let error = Diagnostic::error(
        codes::WRITE_TO_REPLICA,
        usage.value,
        format!("`{}` cannot write to `{}` from {region}", usage.user, usage.target),
    )
    .label(format!("in {region} it is a {}", if aurora { "read-only cluster" } else { "read replica" }))
    .also(usage.region.key, "a secondary region");
    Some(if aurora {
        error.also(database.name_span(), "add `write_forwarding: true`").help(format!("let the cluster forward writes, {elsewhere}")).fact(
            "write operations are not allowed on the secondary clusters of a global database unless they forward them (RDS \
             CreateDBCluster, EnableGlobalWriteForwarding, botocore 1.43.106)",
        )
    } else {
        error.help(format!("connect the networks of the regions (`network: {{peering: true}}`), {elsewhere}")).fact(
            "a read replica of RDS is read-only (RDS User Guide, Working with DB instance read replicas, read 2026-11-22)",
        )
    })
}

/// Whether the only way to write leads to the primary region.
fn writes_elsewhere(usage: &Use<'_>) -> bool {
    usage.access.writes() && writable_in(usage.system, usage.target, usage.region) == Some(Writes::Elsewhere)
}

/// Who only reads is sent to the readers, who writes to the writer, through the proxy if there is one.
fn bind(usage: &Use<'_>) -> Binding {
    let Some(database) = usage.instance(&usage.system.blueprint.databases) else { return Binding::default() };
    let (name, region) = (usage.target, usage.region.code);
    let (port, user) = (port(database.model.engine), user(usage.user));
    let far = writes_elsewhere(usage);
    let readers = usage.access.reads() && (far || database.model.is_cluster());
    let address = match usage.access.writes() {
        true if far => endpoint(name, usage.system.primary().code),
        true => endpoint(name, region),
        false => reader_endpoint(&database),
    };
    let custom = if usage.access.reads() { endpoints::addresses(&database) } else { Vec::new() };
    let custom = custom.into_iter().map(|(variable, address)| (usage.variable(&variable), address.into()));
    let environment = [
        Some(("ENDPOINT", address.into())),
        readers.then(|| ("READER_ENDPOINT", reader_endpoint(&database).into())),
        Some(("PORT", port.to_string().into())),
        Some(("DATABASE", database_name(&database).into())),
        Some(("USER", user.as_str().into())),
    ];
    Binding {
        statements: vec![Statement::allow(["rds-db:connect"], user_arns(usage, &database, &user))],
        doors: vec![Door { group: security_group(name, region).into(), port }],
        environment: environment
            .into_iter()
            .flatten()
            .map(|(what, value)| (usage.variable(what), value))
            .chain(custom)
            .collect(),
        by_hand: Some(create_user(name, &user, database.model.engine)),
        ..Binding::default()
    }
}

/// The database user of a component: its name, as SQL takes it without quotes.
fn user(component: &str) -> String {
    component.replace('-', "_")
}

/// The user as the proxy and as the database know it. A cluster's readers are reached past the proxy.
fn user_arns(usage: &Use<'_>, database: &Instance<'_, Database>, user: &str) -> Vec<Value<String>> {
    let (name, region) = (usage.target, usage.region.code);
    let through = is_proxied(database) && (usage.access.writes() || !database.model.is_cluster());
    let past = !through || (database.model.is_cluster() && usage.access.reads());
    let arn =
        format!("arn:${{AWS::Partition}}:rds-db:${{AWS::Region}}:${{AWS::AccountId}}:dbuser:${{Database}}/{user}");
    if writes_elsewhere(usage) {
        let primary = usage.system.primary().code;
        let there = arn.replace("${AWS::Region}", primary);
        let proxied = source(database).is_some_and(|source| is_proxied(&source));
        let id = if proxied { proxy_id(name, primary) } else { resource_id(name, primary) };
        let writer = sub_with(&there, [("Database", id.into())]);
        let reader = sub_with(&arn, [("Database", resource_id(name, region).into())]);
        return std::iter::once(writer).chain(usage.access.reads().then_some(reader)).collect();
    }
    let known = [through.then(|| proxy_id(name, region)), past.then(|| resource_id(name, region))];
    known.into_iter().flatten().map(|id| sub_with(&arn, [("Database", id.into())])).collect()
}

/// Users of a database are made with SQL, which no stack runs.
fn create_user(database: &str, user: &str, engine: DatabaseEngine) -> String {
    let sql = if engine.is_mysql() {
        format!("CREATE USER {user} IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS';")
    } else {
        format!("CREATE USER {user}; GRANT rds_iam TO {user};")
    };
    format!(
        "Create the user {user} in {database}, and grant it what it needs: `{sql}` It signs in with a token of IAM; there is no password."
    )
}
