//! What may be wrong with a database's name, insights, monitoring, logs, proxy and protection.

use super::{around, class, database_name, is_replica};
use crate::blueprint::vocabulary::Switch;
use crate::blueprint::{Database, DatabaseEngine, InsightsMode};
use crate::diagnostics::{self as codes, Diagnostic, did_you_mean};
use crate::facts::rds;
use crate::system::Instance;

/// Settings that RDS refuses, and those that do less than they seem to.
pub fn check(database: &Instance<'_, Database>, diagnostics: &mut Vec<Diagnostic>) {
    if !is_replica(database) {
        diagnostics.extend(check_name(database));
    }
    diagnostics.extend(check_insights(database));
    diagnostics.extend(check_monitoring(database));
    check_logs(database, diagnostics);
    diagnostics.extend(check_proxy(database));
    if !database.model.deletion_protection && !is_replica(database) {
        diagnostics.push(unprotected(database));
    }
}

fn check_name(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let (name, span) = (database_name(database), database.place(&["database"]));
    let most = if database.model.engine.is_mysql() { 64 } else { 63 };
    let reserved = rds::RESERVED_NAMES.contains(&name.to_ascii_lowercase().as_str());
    let well_formed = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.len() <= most;
    if well_formed && !reserved {
        return None;
    }
    let why = if reserved {
        "the engine keeps the word for itself".to_owned()
    } else {
        format!("a letter, then letters, digits and underscores, {most} at most")
    };
    let error = Diagnostic::error(codes::DATABASE_NAME, span, format!("`{name}` cannot be the name of a database"))
        .label(why)
        .fact(
            "RDS CreateDBInstance, DBName: begins with a letter, no word that the engine reserves (botocore 1.43.106)",
        );
    Some(if database.says(&["database"]) {
        error.help("choose another, such as `app`")
    } else {
        error.help("write `database: app`: left out, it is the component's name")
    })
}

fn check_insights(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let insights = database.model.insights.as_ref()?;
    let path = ["insights", "retention"];
    let span = database.place(&path);
    let days = around::insights_days(database.model)?;
    let allowed = rds::insights_retention_days();
    let whole = insights.retention.is_none_or(|retention| retention.seconds.is_multiple_of(86_400));
    let shown = insights.retention.map_or_else(|| format!("{days}d"), |retention| retention.to_string());
    if !whole || !allowed.clone().any(|known| known == days) {
        let near = allowed.clone().find(|known| *known >= days).or(allowed.last()).unwrap_or(rds::INSIGHTS_DAYS);
        let error =
            Diagnostic::error(codes::INSIGHTS_RETENTION, span, format!("performance data cannot be kept for {shown}"))
                .label("not 7d, a multiple of 31d up to 713d, or 731d")
                .fix(format!("keep them for {near} days"), span, format!("{near}d"));
        return Some(error.fact("RDS CreateDBInstance, PerformanceInsightsRetentionPeriod: 7, month * 31 (1 to 23 months), 731 (botocore 1.43.106)"));
    }
    if insights.mode == InsightsMode::Advanced && days < rds::ADVANCED_INSIGHTS_DAYS {
        let least = rds::ADVANCED_INSIGHTS_DAYS;
        let error = Diagnostic::error(
            codes::INSIGHTS_ADVANCED,
            span,
            format!("advanced insights kept for {shown}, where {least}d are needed"),
        )
        .label("15 months at least")
        .also(database.place(&["insights", "mode"]), "advanced")
        .fix(format!("keep them for {least} days"), span, format!("{least}d"));
        return Some(error.fact("RDS CreateDBCluster, DatabaseInsightsMode: advanced wants PerformanceInsightsRetentionPeriod 465 (botocore 1.43.106)"));
    }
    let class = class(database.model);
    if database.model.engine != DatabaseEngine::Mysql || !rds::CLASSES_WITHOUT_INSIGHTS.contains(&class) {
        return None;
    }
    let error = Diagnostic::error(
        codes::INSIGHTS_CLASS,
        database.key(&["insights"]),
        format!("no insights on {class} of mysql"),
    )
    .label("the class is too small")
    .also(database.place(&["instance_class"]), class)
    .help("choose db.t4g.medium or a larger class, or leave `insights` out");
    Some(error.fact(
        "Performance Insights isn't supported on db.t2, db.t3 and db.t4g micro and small with MySQL (RDS User Guide, Amazon RDS DB \
         engine, Region, and instance class support for Performance Insights, read 2026-11-22)",
    ))
}

fn check_monitoring(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let interval = database.model.enhanced_monitoring?;
    let allowed = rds::MONITORING_SECONDS;
    if allowed.contains(&interval.seconds) {
        return None;
    }
    let near = allowed.iter().find(|known| **known >= interval.seconds).or(allowed.last())?;
    let span = database.place(&["enhanced_monitoring"]);
    let error =
        Diagnostic::error(codes::MONITORING_INTERVAL, span, format!("metrics of the operating system each {interval}"))
            .label("not 1s, 5s, 10s, 15s, 30s or 60s")
            .fix(format!("use {near}s"), span, format!("{near}s"));
    Some(
        error.fact("RDS CreateDBInstance, MonitoringInterval: 1, 5, 10, 15, 30, 60, or 0 for none (botocore 1.43.106)"),
    )
}

fn check_logs(database: &Instance<'_, Database>, diagnostics: &mut Vec<Diagnostic>) {
    let (engine, known) = (database.model.engine.name(), rds::logs(database.model.engine.name()));
    for (at, log) in database.model.logs.iter().flatten().enumerate() {
        let span = database.place(&["logs", &format!("[{at}]")]);
        if !known.contains(&log.as_str()) {
            let error = Diagnostic::error(codes::DATABASE_LOG, span, format!("{engine} has no log `{log}` to export"))
                .fact("RDS API, EnableCloudwatchLogsExports (botocore 1.43.106); the audit log of RDS for MySQL wants a plugin of an option group");
            diagnostics.push(match did_you_mean(log, known.iter().copied()) {
                Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
                None => error.label(format!("it has {}", known.join(", "))).help("leave it out"),
            });
        } else if let Some(missing) = unwritten(database.model, log) {
            let warning = Diagnostic::warning(codes::DATABASE_LOG_UNWRITTEN, span, format!("`{}` exports a log that it does not write", database.name))
                .label(format!("nothing is written without {missing}"))
                .help(format!("add {missing} under `parameters`"))
                .fact("the general, slow query and audit logs are off by default, and RDS for MySQL writes the first two to tables (RDS User Guide, MySQL database log files, read 2026-11-22)");
            diagnostics.push(warning);
        }
    }
}

/// The parameters without which a log stays empty.
fn unwritten(database: &Database, log: &str) -> Option<&'static str> {
    let says = |name: &str| database.parameters.contains_key(name);
    let filed = database.engine == DatabaseEngine::AuroraMysql || says("log_output");
    match log {
        "general" if database.engine.is_mysql() && !(says("general_log") && filed) => {
            Some("`general_log: \"1\"` and `log_output: FILE`")
        }
        "slowquery" if database.engine.is_mysql() && !(says("slow_query_log") && filed) => {
            Some("`slow_query_log: \"1\"` and `log_output: FILE`")
        }
        "audit" if !says("server_audit_logging") => Some("`server_audit_logging: \"1\"` and `server_audit_events`"),
        _ => None,
    }
}

fn check_proxy(database: &Instance<'_, Database>) -> Option<Diagnostic> {
    let Some(Switch::With(proxy)) = &database.model.proxy else { return None };
    if let Some(share) = proxy.max_connections.filter(|share| share.value < 1.0 || share.value.fract() != 0.0) {
        let near = share.whole().max(1);
        let span = database.place(&["proxy", "max_connections"]);
        let error =
            Diagnostic::error(codes::PROXY_SETTING, span, format!("a proxy that may hold {share} of the connections"))
                .label("not a whole percent from 1% to 100%")
                .fix(format!("use {near}%"), span, format!("{near}%"));
        return Some(
            error.fact("RDS ConnectionPoolConfiguration, MaxConnectionsPercent: 1 to 100 (botocore 1.43.106)"),
        );
    }
    let (idle, range) = (proxy.idle_timeout?, rds::PROXY_IDLE_SECONDS);
    if range.contains(&idle.seconds) {
        return None;
    }
    let near = if idle.seconds < *range.start() { "1m" } else { "8h" };
    let span = database.place(&["proxy", "idle_timeout"]);
    let warning = Diagnostic::warning(
        codes::PROXY_SETTING,
        span,
        format!("connections to the proxy may idle for {idle}, where 1m to 8h are possible"),
    )
    .label(if near == "1m" { "too short" } else { "too long" })
    .fix(format!("use {near}"), span, near);
    Some(warning.fact("RDS CreateDBProxy, IdleClientTimeout (RDS console: 1 minute to 8 hours)"))
}

fn unprotected(database: &Instance<'_, Database>) -> Diagnostic {
    let span = database.place(&["deletion_protection"]);
    Diagnostic::warning(codes::DATABASE_UNPROTECTED, span, format!("`{}` can be deleted", database.name))
        .label("one call away from gone")
        .fix("protect it", span, "true")
        .fact("RDS CreateDBInstance, DeletionProtection: \"The database can't be deleted when deletion protection is enabled\" (botocore 1.43.106)")
}
