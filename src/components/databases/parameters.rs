//! The parameters of the engine: what a database gets, and what may be wrong with them.

use indexmap::IndexMap;

use super::version;
use crate::blueprint::vocabulary::Switch;
use crate::blueprint::{Database, DatabaseEngine};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::system::Instance;

/// Switches on parallel query.
const PARALLEL_QUERY: &str = "aurora_parallel_query";
/// What a secondary cluster that forwards writes waits for before it reads; forwards nothing while it is empty.
const CONSISTENCY: &str = "aurora_replica_read_consistency";
/// Refuses clients without TLS, in MySQL and in PostgreSQL.
const TLS: [&str; 2] = ["require_secure_transport", "rds.force_ssl"];

/// The parameters that differ from the family's defaults: TLS where it is not required anyway, parallel query, forwarding, and the
/// blueprint's.
pub fn of(database: &Database) -> IndexMap<String, String> {
    let mut parameters = IndexMap::new();
    let major = version(database).and_then(|known| known.version.split('.').next()?.parse::<u32>().ok()).unwrap_or(0);
    let required = match database.engine {
        DatabaseEngine::AuroraMysql => Some(("require_secure_transport", "ON")),
        DatabaseEngine::Mysql => Some(("require_secure_transport", "1")),
        // The default is 1 from PostgreSQL 15 on, and in Aurora from 17 on.
        DatabaseEngine::Postgres if major < 15 => Some(("rds.force_ssl", "1")),
        DatabaseEngine::AuroraPostgresql if major < 17 => Some(("rds.force_ssl", "1")),
        DatabaseEngine::Postgres | DatabaseEngine::AuroraPostgresql => None,
    };
    parameters.extend(required.map(|(name, value)| (name.to_owned(), value.to_owned())));
    if database.parallel_query {
        parameters.insert(PARALLEL_QUERY.into(), "ON".into());
    }
    if let Some(consistency) = consistency(database) {
        parameters.insert(CONSISTENCY.into(), consistency.into());
    }
    parameters.extend(database.parameters.clone());
    parameters
}

/// Sessions read what they have written. RDS Proxy does not support that level, and a proxy stays where it is when the regions change
/// roles. Aurora MySQL 2 has it in sessions only, Aurora PostgreSQL reads its own writes by default.
fn consistency(database: &Database) -> Option<&'static str> {
    let known = version(database).is_some_and(|known| !known.version.starts_with("5.7"));
    let forwards = database.write_forwarding && database.engine == DatabaseEngine::AuroraMysql && known;
    let proxied = matches!(database.proxy, Some(Switch::Enabled | Switch::With(_)));
    forwards.then_some(if proxied { "EVENTUAL" } else { "SESSION" })
}

/// Parameters without a proper name, those that a field sets, and those that let clients in without TLS.
pub fn check(database: &Instance<'_, Database>, diagnostics: &mut Vec<Diagnostic>) {
    let model = database.model;
    for (name, value) in &model.parameters {
        let path = ["parameters", name.as_str()];
        if !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '.')) {
            diagnostics.push(misnamed(database, name));
        } else if name == PARALLEL_QUERY && model.parallel_query {
            let error =
                Diagnostic::error(codes::DATABASE_PARAMETER, database.key(&path), format!("`{name}` is set twice"))
                    .label("`parallel_query` sets it")
                    .also(database.key(&["parallel_query"]), "to ON")
                    .fact(
                        "a parameter group has one value for each parameter (RDS API, ModifyDBClusterParameterGroup)",
                    );
            diagnostics.push(match database.removal(&path) {
                Some(removal) => error.fix("leave it out", removal, ""),
                None => error,
            });
        } else if TLS.contains(&name.as_str()) && matches!(value.to_ascii_lowercase().as_str(), "0" | "off") {
            diagnostics.push(without_tls(database, name, value));
        }
    }
}

fn misnamed(database: &Instance<'_, Database>, name: &str) -> Diagnostic {
    let span = database.key(&["parameters", name]);
    let near = name.to_ascii_lowercase().replace('-', "_");
    let error = Diagnostic::error(codes::DATABASE_PARAMETER, span, format!("`{name}` is no name of a parameter"));
    let error = error.label("lower-case letters, digits, _ and .").fact(
        "the names are those of the engine: lower case with underscores, RDS's own with a prefix and a dot (RDS User Guide, Parameter groups)",
    );
    error.fix(format!("write {near}"), span, near)
}

fn without_tls(database: &Instance<'_, Database>, name: &str, value: &str) -> Diagnostic {
    let span = database.place(&["parameters", name]);
    let on = if value.eq_ignore_ascii_case("off") { "\"ON\"" } else { "\"1\"" };
    Diagnostic::warning(codes::DATABASE_WITHOUT_TLS, span, format!("`{}` lets clients in without TLS", database.name))
        .label("passwords and data in clear text")
        .fix("require TLS", span, on)
        .fact("RDS User Guide, Using SSL/TLS to encrypt a connection: require_secure_transport and rds.force_ssl refuse clients without TLS (read 2026-11-22)")
}
