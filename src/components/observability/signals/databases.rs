//! Databases: load, storage, connections, replicas.
//!
//! Of Aurora the cluster is watched as a whole: its members come and go, and its storage grows by itself. Of a Multi-AZ DB cluster the
//! three instances are watched, which have names that are known; an alarm is about the worst of them. Deadlocks and the disks of
//! members are shown and tell nobody: what is normal depends on the application, and on the class.

use crate::blueprint::{Database, Thresholds};
use crate::components::databases::{class, cluster_id, identifier_of, instance_id, is_replica, member_ids, proxy_name};
use crate::facts::{ec2, rds};
use crate::system::{Instance, Region, System};

use super::super::signal::{Alarm, Chart, Layer, Name, NoData, Query, Series, Side, Signals, Window};

/// What is shown of an instance: the title, the metric, its statistic, its unit.
const SHOWN: [(&str, &str, &str, &str); 5] = [
    ("Database CPU", "CPUUtilization", "Average", "percent"),
    ("Database connections", "DatabaseConnections", "Maximum", "connections"),
    ("Database reads, p99", "ReadLatency", "p99", "seconds"),
    ("Database writes, p99", "WriteLatency", "p99", "seconds"),
    ("Free database storage", "FreeStorageSpace", "Minimum", "bytes"),
];

/// What is shown of Aurora besides: the title, the metric, its statistic, its unit.
const AURORA: [(&str, &str, &str, &str); 5] = [
    ("Aurora reader lag", READER_LAG, "Maximum", "milliseconds"),
    ("Aurora copy lag", GLOBAL_LAG, "Maximum", "milliseconds"),
    ("Aurora deadlocks", "Deadlocks", "Sum", "a second"),
    ("Free local storage", "FreeLocalStorage", "Minimum", "bytes"),
    ("Aurora volume", "VolumeBytesUsed", "Maximum", "bytes"),
];
/// How far the slowest reader of a cluster lies behind its writer.
const READER_LAG: &str = "AuroraReplicaLagMaximum";
/// How far a copy in another region lies behind the primary region's cluster; the copy publishes it.
const GLOBAL_LAG: &str = "AuroraGlobalDBReplicationLag";
/// Milliseconds. Readers share the writer's storage and are usually less than 100 behind (Aurora user guide, "Replication with
/// Amazon Aurora"); a reader that is a second behind answers with what the application has replaced.
const READER_LAG_MS: f64 = 1_000.0;

/// What is shown of a proxy: the title, the metric, its statistic, its unit. Each host of the proxy publishes its share.
const PROXY: [(&str, &str, &str, &str); 3] = [
    ("Proxy clients", "ClientConnections", "Sum", "connections"),
    ("Proxy connections to the database", "DatabaseConnections", "Sum", "connections"),
    ("Proxy wait for a connection", "DatabaseConnectionsBorrowLatency", "Average", "microseconds"),
];
/// The connections that a proxy may open.
const POOL: &str = "MaxDatabaseConnectionsAllowed";

pub(super) fn in_region(system: &System<'_>, region: &Region<'_>, thresholds: &Thresholds) -> Signals {
    let databases = system.instances(&system.blueprint.databases);
    let databases: Vec<_> = databases.into_iter().filter(|database| database.region.code == region.code).collect();
    let mut charts = Vec::new();
    for (title, metric, statistic, unit) in SHOWN {
        let shown = databases.iter().filter(|database| !is_aurora(database) || metric != "FreeStorageSpace");
        let series = shown.flat_map(|database| of_instances(database, metric, statistic)).collect();
        charts.push(Chart::new(Layer::Data, title, unit, series));
    }
    let lagging = |database: &&Instance<'_, Database>| {
        is_replica(database) && !is_aurora(database) || database.model.is_multi_az_cluster()
    };
    let replicas = databases.iter().filter(lagging);
    let lag = replicas.flat_map(|database| of_instances(database, "ReplicaLag", "Maximum")).collect();
    charts.push(Chart::new(Layer::Data, "Replica lag", "seconds", lag));
    for (title, metric, statistic, unit) in AURORA {
        let shown = databases.iter().filter(|database| is_aurora(database));
        let shown = shown.filter(|database| metric != GLOBAL_LAG || is_replica(database));
        let series = shown.map(|database| of_instance(database, metric, statistic)).collect();
        charts.push(Chart::new(Layer::Data, title, unit, series));
    }
    for (title, metric, statistic, unit) in PROXY {
        let series = databases.iter().filter_map(|database| of_proxy(database, metric, statistic)).collect();
        charts.push(Chart::new(Layer::Data, title, unit, series));
    }
    Signals { charts, alarms: databases.iter().flat_map(|database| alarms(database, thresholds)).collect() }
}

/// Databases that replicate have identifiers that are known in every region.
pub(super) fn of_system(system: &System<'_>) -> Vec<Chart> {
    let databases = system.instances(&system.blueprint.databases);
    let lines = |metric: &str, statistic: &str, wanted: fn(&Instance<'_, Database>) -> bool| {
        let known = databases.iter().filter(|database| wanted(database));
        let line = |database: &Instance<'_, Database>| {
            let mut line =
                series(database, identifier_of(database)?, metric, statistic).in_region(database.region.code);
            line.label = format!("{} {}", database.name, database.region.code);
            Some(line)
        };
        known.filter_map(line).collect()
    };
    vec![
        Chart::new(Layer::Data, "Database CPU", "percent", lines("CPUUtilization", "Average", |_| true)),
        Chart::new(Layer::Data, "Replica lag", "seconds", lines("ReplicaLag", "Maximum", is_replica)),
    ]
}

fn series(database: &Instance<'_, Database>, id: impl Into<Name>, metric: &str, statistic: &str) -> Series {
    Series::new("AWS/RDS", metric, statistic, database.name).of("DBInstanceIdentifier", id)
}

fn is_aurora(database: &Instance<'_, Database>) -> bool {
    database.model.engine.is_aurora()
}

/// A metric of the instance; of Aurora, of the cluster.
fn of_instance(database: &Instance<'_, Database>, metric: &str, statistic: &str) -> Series {
    let (name, region) = (database.name, database.region.code);
    if is_aurora(database) {
        return Series::new("AWS/RDS", metric, statistic, name).of("DBClusterIdentifier", cluster_id(name, region));
    }
    series(database, instance_id(name, region), metric, statistic)
}

/// A metric of each instance of a Multi-AZ DB cluster; of another database, the one that there is.
fn of_instances(database: &Instance<'_, Database>, metric: &str, statistic: &str) -> Vec<Series> {
    if !database.model.is_multi_az_cluster() {
        return vec![of_instance(database, metric, statistic)];
    }
    let member = |(at, id): (usize, String)| {
        let mut member = series(database, id, metric, statistic);
        member.label = format!("{} {}", database.name, at + 1);
        member
    };
    member_ids(database).into_iter().enumerate().map(member).collect()
}

/// A metric of the database's proxy, if it has one.
fn of_proxy(database: &Instance<'_, Database>, metric: &str, statistic: &str) -> Option<Series> {
    let proxy = proxy_name(database)?;
    Some(Series::new("AWS/RDS", metric, statistic, database.name).of("ProxyName", proxy))
}

/// An instance publishes every minute: no data is an instance that does not run.
fn alarms(database: &Instance<'_, Database>, thresholds: &Thresholds) -> Vec<Alarm> {
    let (id, path, name) = (database.id(), database.path(), database.name);
    let alarm = |word: &str, metric: &str, statistic: &str, threshold: f64, window: Window| {
        let worst = if metric == "FreeStorageSpace" { "MIN" } else { "MAX" };
        let query = Query::across(worst, of_instances(database, metric, statistic));
        Alarm::above(id.then(word), &path, query, threshold, window).no_data(NoData::Breaching)
    };
    let watched = database.model.insights.is_some();
    let why = if watched { "Database Insights says" } else { "`insights` would say" };
    let busy = alarm("Cpu", "CPUUtilization", "Average", thresholds.cpu.value, Window::minutes(5))
        .says(format!("{name} is more than {} busy. {why} which statements it is about.", thresholds.cpu));
    if is_aurora(database) {
        return std::iter::once(busy).chain(lags(database, thresholds)).chain(pool(database, thresholds)).collect();
    }
    let size = database.model.storage.size().bytes as f64;
    let left = (size * thresholds.free_storage.fraction()).floor();
    let full =
        alarm("FreeStorage", "FreeStorageSpace", "Minimum", left, Window::minutes(5)).on(Side::Below).says(format!(
            "Less than {} of the storage of {name} is free: it stops taking writes when none is.",
            thresholds.free_storage
        ));
    let mut alarms = vec![busy, full];
    if let Some(most) = most_connections(database.model) {
        let limit = (most * thresholds.connections.fraction()).floor();
        let crowded = alarm("Connections", "DatabaseConnections", "Average", limit, Window::minutes(5));
        alarms.push(crowded.says(format!(
            "{name} has more than {} of the about {most} connections that its memory allows: pool them, or take a larger class.",
            thresholds.connections
        )));
    }
    alarms.extend(pool(database, thresholds));
    if database.model.is_multi_az_cluster() {
        let limit = thresholds.replica_lag;
        let late = alarm("ReaderLag", "ReplicaLag", "Maximum", limit.seconds as f64, Window::minutes(10));
        alarms.push(late.no_data(NoData::Missing).says(format!(
            "A standby of {name} is more than {limit} behind the instance that writes: who reads from it sees old values, and it takes \
             longer to take over."
        )));
    }
    if is_replica(database) {
        let limit = thresholds.replica_lag;
        let mut late = alarm("ReplicaLag", "ReplicaLag", "Maximum", limit.seconds as f64, Window::minutes(10));
        // A replica that has stopped reports -1.
        let lag = of_instance(database, "ReplicaLag", "Maximum");
        late.query = Query::Math("IF(lag < 0, 86400, lag)".into(), vec![("lag".into(), lag)]);
        alarms.push(late.says(format!(
            "The replica of {name} is more than {limit} behind its source: that much is lost if it must be promoted now."
        )));
    }
    alarms
}

/// A proxy that lends nearly all that it may hold. Without clients it publishes nothing.
fn pool(database: &Instance<'_, Database>, thresholds: &Thresholds) -> Option<Alarm> {
    let series = |metric: &str| of_proxy(database, metric, "Sum");
    let named = vec![("lent".into(), series("DatabaseConnectionsCurrentlyBorrowed")?), ("most".into(), series(POOL)?)];
    let query = Query::Math("100 * lent / most".into(), named);
    let (share, id) = (thresholds.connections, database.id().then("Proxy"));
    let alarm = Alarm::above(id.then("Connections"), database.path(), query, share.value, Window::minutes(5));
    Some(alarm.says(format!(
        "Clients hold more than {share} of the connections that the proxy of {} may open: when they hold all, others wait.",
        database.name
    )))
}

/// Clusters without readers publish no lag of readers.
fn lags(database: &Instance<'_, Database>, thresholds: &Thresholds) -> Vec<Alarm> {
    let (path, name) = (database.path(), database.name);
    let alarm = |word: &str, metric: &str, threshold: f64, window: Window| {
        let query = Query::One(of_instance(database, metric, "Maximum"));
        Alarm::above(database.id().then(word), &path, query, threshold, window)
    };
    let mut alarms = vec![alarm("ReaderLag", READER_LAG, READER_LAG_MS, Window::minutes(10)).says(format!(
        "A reader of {name} is more than {READER_LAG_MS} ms behind the writer: those who read from it see old values."
    ))];
    if is_replica(database) {
        let limit = thresholds.replica_lag;
        let late = alarm("ReplicaLag", GLOBAL_LAG, limit.seconds as f64 * 1_000.0, Window::minutes(10));
        alarms.push(late.no_data(NoData::Missing).says(format!(
            "The copy of {name} is more than {limit} behind the primary region: that much is lost if it must take over now."
        )));
    }
    alarms
}

/// The connections that the default parameter group allows for the class's memory; `None` for a class that is no EC2 type.
fn most_connections(database: &Database) -> Option<f64> {
    let host = ec2::find(class(database).trim_start_matches("db."))?;
    let memory = host.memory_mib as f64 * 1_048_576.0;
    let most = if database.engine.is_mysql() {
        memory / rds::MYSQL_BYTES_PER_CONNECTION
    } else {
        (memory / rds::POSTGRES_BYTES_PER_CONNECTION).min(rds::MOST_POSTGRES_CONNECTIONS)
    };
    Some(most.floor())
}
