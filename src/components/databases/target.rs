//! What it takes to use a database.

use super::{endpoint, is_replica, port, resource_id, security_group};
use crate::blueprint::{Access, DatabaseEngine};
use crate::components::uses::{Binding, Door, Target, Use};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::{Value, sub_with};
use crate::documents::iam::Statement;

/// Databases are read and written by users that sign in with IAM.
pub const TARGET: Target = Target {
    noun: "a database",
    accesses: &[Access::Read, Access::Write, Access::ReadWrite],
    from_anywhere: false,
    check,
    bind,
};

/// A replica takes no writes, and the source is in another region.
fn check(usage: &Use<'_>) -> Option<Diagnostic> {
    let database = usage.instance(&usage.system.blueprint.databases)?;
    if !usage.access.writes() || !is_replica(&database) {
        return None;
    }
    let (primary, region) = (usage.system.primary().code, usage.region.code);
    let error = Diagnostic::error(
        codes::WRITE_TO_REPLICA,
        usage.value,
        format!("`{}` cannot write to `{}` from {region}", usage.user, usage.target),
    )
    .label(format!("in {region} it is a read replica"))
    .also(usage.region.key, "a secondary region")
    .help(format!(
        "run `{}` only in {primary} (`regions: [{primary}]`), or split what writes from what reads",
        usage.user
    ))
    .fact(
        "a read replica of RDS is read-only (RDS User Guide, Working with DB instance read replicas, read 2026-11-22)",
    );
    Some(error)
}

fn bind(usage: &Use<'_>) -> Binding {
    let Some(database) = usage.instance(&usage.system.blueprint.databases) else { return Binding::default() };
    let (name, region) = (usage.target, usage.region.code);
    let (port, user) = (port(database.model.engine), user(usage.user));
    let environment = [
        (usage.variable("ENDPOINT"), endpoint(name, region).into()),
        (usage.variable("PORT"), port.to_string().into()),
        (usage.variable("USER"), user.as_str().into()),
    ];
    Binding {
        statements: vec![Statement::allow(["rds-db:connect"], [user_arn(name, region, &user)])],
        doors: vec![Door { group: security_group(name, region).into(), port }],
        environment: environment.into_iter().collect(),
        by_hand: Some(create_user(name, &user, database.model.engine)),
        ..Binding::default()
    }
}

/// The database user of a component: its name, as SQL takes it without quotes.
fn user(component: &str) -> String {
    component.replace('-', "_")
}

fn user_arn(database: &str, region: &str, user: &str) -> Value<String> {
    let arn =
        format!("arn:${{AWS::Partition}}:rds-db:${{AWS::Region}}:${{AWS::AccountId}}:dbuser:${{Database}}/{user}");
    sub_with(arn, [("Database", resource_id(database, region).into())])
}

/// Users of a database are made with SQL, which no stack runs.
fn create_user(database: &str, user: &str, engine: DatabaseEngine) -> String {
    let sql = match engine {
        DatabaseEngine::Postgres => format!("CREATE USER {user}; GRANT rds_iam TO {user};"),
        DatabaseEngine::Mysql => format!("CREATE USER {user} IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS';"),
    };
    format!(
        "Create the user {user} in {database}, and grant it what it needs: `{sql}` It signs in with a token of IAM; there is no password."
    )
}
