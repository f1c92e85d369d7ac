//! ECS services and their load balancers: load, tasks that are missing, failures, latency, targets that do not answer.
//!
//! ECS publishes the use of processor and memory of every service. How many tasks run and how many should is known to Container
//! Insights alone, so that clusters without it have no alarm on missing tasks.

use crate::blueprint::{BalancerKind, ContainerInsights, Ecs, EcsService, Port, Thresholds};
use crate::components::ecs::{cluster_name, load_balancer_name, service_name, target_group_names};
use crate::documents::cloudformation::{LogicalId, OutputRef, Value};
use crate::system::{Instance, Region, System};

use super::super::signal::{Alarm, Chart, Layer, NoData, Query, Series, Side, Signals, Window};

/// Percent. Source: recommended alarms, AWS/ECS CPUUtilization and MemoryUtilization: 80.
const BUSY: f64 = 80.0;
/// Seconds in which 99 of a hundred requests are answered: what synth asks of APIs too. AWS leaves it to the user.
const SLOW_S: f64 = 2.5;

pub(super) fn in_region(system: &System<'_>, region: &Region<'_>, thresholds: &Thresholds) -> Signals {
    let clusters = system.instances(&system.blueprint.ecs);
    let clusters: Vec<_> = clusters.into_iter().filter(|cluster| cluster.region.code == region.code).collect();
    let services: Vec<_> = clusters.iter().flat_map(services).collect();
    let balancers: Vec<_> = services.iter().flat_map(balancers).collect();
    let mut signals = Signals { charts: charts(&services, &balancers), alarms: Vec::new() };
    for service in &services {
        signals.alarms.extend(service.alarms());
    }
    for balancer in &balancers {
        signals.alarms.extend(balancer.alarms(thresholds));
    }
    signals
}

fn charts(services: &[Service<'_, '_>], balancers: &[Balancer<'_, '_>]) -> Vec<Chart> {
    let compute = |title: &str, unit, series: Vec<Series>| Chart::new(Layer::Compute, title, unit, series);
    let used = |metric: &str| services.iter().map(|service| service.used(metric)).collect();
    let counted = services.iter().filter(|service| service.has_insights());
    let tasks = counted.map(|service| service.counted("RunningTaskCount")).collect();
    let albs = || balancers.iter().filter(|balancer| balancer.kind == BalancerKind::Alb);
    let alb = |title: &str, metric: &str, statistic: &str, unit| {
        Chart::new(Layer::Api, title, unit, albs().map(|balancer| balancer.series(metric, statistic)).collect())
    };
    let failures = albs().flat_map(|balancer| FAILURES.map(|(_, metric)| balancer.series(metric, "Sum"))).collect();
    let unhealthy = balancers.iter().flat_map(Balancer::unhealthy).collect();
    vec![
        alb("Requests to services", "RequestCount", "Sum", "requests a minute"),
        Chart::new(Layer::Api, "Failures of services (5XX)", "requests a minute", failures),
        alb("Answers of services, p99", "TargetResponseTime", "p99", "seconds"),
        Chart::new(Layer::Api, "Unhealthy targets", "targets", unhealthy),
        compute("Service CPU", "percent", used("CPUUtilization")),
        compute("Service memory", "percent", used("MemoryUtilization")),
        compute("Running tasks", "tasks", tasks),
    ]
}

/// Requests that the load balancer fails by itself, and those that tasks fail.
const FAILURES: [(&str, &str); 2] = [("own", "HTTPCode_ELB_5XX_Count"), ("theirs", "HTTPCode_Target_5XX_Count")];

/// A service in one region.
struct Service<'s, 'a> {
    cluster: &'s Instance<'a, Ecs>,
    name: &'s str,
    model: &'s EcsService,
}

fn services<'s, 'a>(cluster: &'s Instance<'a, Ecs>) -> Vec<Service<'s, 'a>> {
    cluster.model.services.iter().map(|(name, model)| Service { cluster, name, model }).collect()
}

impl Service<'_, '_> {
    fn path(&self) -> String {
        format!("{}.services.{}", self.cluster.path(), self.name)
    }

    fn region(&self) -> &str {
        self.cluster.region.code
    }

    fn has_insights(&self) -> bool {
        self.cluster.model.container_insights != ContainerInsights::None
    }

    fn series(&self, namespace: &str, metric: &str) -> Series {
        Series::new(namespace, metric, "Average", self.name)
            .of("ClusterName", Value::Output(cluster_name(self.cluster.name, self.region())))
            .of("ServiceName", Value::Output(service_name(self.name, self.region())))
    }

    fn used(&self, metric: &str) -> Series {
        self.series("AWS/ECS", metric)
    }

    fn counted(&self, metric: &str) -> Series {
        self.series("ECS/ContainerInsights", metric)
    }

    fn alarms(&self) -> Vec<Alarm> {
        let (id, path, name) = (LogicalId::new(self.name), self.path(), self.name);
        let full = |word: &str, metric: &str, says: String| {
            let query = Query::One(self.used(metric));
            Alarm::above(id.then(word), &path, query, BUSY, Window::minutes(15)).no_data(NoData::Missing).says(says)
        };
        let mut alarms = vec![
            full(
                "Cpu",
                "CPUUtilization",
                format!(
                    "The tasks of {name} use more than {BUSY}% of their processor time for a quarter of an hour: let it grow further."
                ),
            ),
            full(
                "Memory",
                "MemoryUtilization",
                format!(
                    "The tasks of {name} use more than {BUSY}% of their memory for a quarter of an hour; ECS kills a task that needs more than it has."
                ),
            ),
        ];
        if self.has_insights() {
            let counts = [("desired", "DesiredTaskCount"), ("running", "RunningTaskCount")];
            let counts = counts.map(|(word, metric)| (word.to_owned(), self.counted(metric))).into();
            let missing = Query::Math("desired - FILL(running, 0)".into(), counts);
            let missing = Alarm::above(id.then("Tasks"), &path, missing, 0.0, Window::minutes(10));
            alarms.push(missing.says(format!(
                "Fewer tasks of {name} run than should, for ten minutes: the service's events and its stopped tasks say why."
            )));
        }
        alarms
    }
}

/// A load balancer of a service, with the ports that share it.
struct Balancer<'s, 'a> {
    service: &'s Service<'s, 'a>,
    kind: BalancerKind,
    name: OutputRef,
    ports: Vec<&'s str>,
}

fn balancers<'s, 'a>(service: &'s Service<'s, 'a>) -> Vec<Balancer<'s, 'a>> {
    let mut all: Vec<Balancer<'s, 'a>> = Vec::new();
    let found = |port: &Port| Some((port.load_balancer?, load_balancer_name(service.name, port, service.region())?));
    for (port, model) in &service.model.ports {
        let Some((kind, name)) = found(model) else { continue };
        match all.iter_mut().find(|known| known.name == name) {
            Some(known) => known.ports.push(port),
            None => all.push(Balancer { service, kind, name, ports: vec![port] }),
        }
    }
    all
}

impl Balancer<'_, '_> {
    fn namespace(&self) -> &'static str {
        match self.kind {
            BalancerKind::Alb => "AWS/ApplicationELB",
            BalancerKind::Nlb => "AWS/NetworkELB",
        }
    }

    fn series(&self, metric: &str, statistic: &str) -> Series {
        let name = Value::Output(self.name.clone());
        Series::new(self.namespace(), metric, statistic, self.service.name).of("LoadBalancer", name)
    }

    /// A series for each group of targets of a port: `UnHealthyHostCount` has no sum over them.
    fn unhealthy_at(&self, port: &str) -> Vec<Series> {
        let service = self.service;
        let groups = target_group_names(service.name, service.model, port, service.region());
        let of_group = |(group, word): (OutputRef, &str)| {
            let mut series = self.series("UnHealthyHostCount", "Maximum").of("TargetGroup", Value::Output(group));
            series.label = format!("{} {port}{word}", service.name);
            series
        };
        groups.into_iter().zip(["", ", other"]).map(of_group).collect()
    }

    fn unhealthy(&self) -> Vec<Series> {
        self.ports.iter().flat_map(|port| self.unhealthy_at(port)).collect()
    }

    fn alarms(&self, thresholds: &Thresholds) -> Vec<Alarm> {
        let (path, name) = (self.service.path(), self.service.name);
        let mut alarms = Vec::new();
        for port in &self.ports {
            let id = LogicalId::new(name).then(port).then("Unhealthy");
            let mut series = self.unhealthy_at(port);
            let query = match series.pop() {
                Some(only) if series.is_empty() => Query::One(only),
                last => {
                    let groups = series.into_iter().chain(last);
                    let groups = ["one", "other"].into_iter().map(str::to_owned).zip(groups).collect();
                    Query::Math("MAX([one, other])".into(), groups)
                }
            };
            let alarm = Alarm::above(id, &path, query, 1.0, Window::minutes(10)).on(Side::AtLeast);
            alarms.push(alarm.says(format!(
                "Some task of {name} does not answer the health checks at {port} for ten minutes, and ECS has not replaced it."
            )));
        }
        if self.kind == BalancerKind::Alb {
            alarms.extend([self.failures(thresholds), self.slow()]);
        }
        alarms
    }

    /// `Web`, `WebInternal`: the load balancer's output without what all of them end with.
    fn id(&self) -> LogicalId {
        LogicalId::new(self.name.name.trim_end_matches("Name"))
    }

    /// A count without failures is not published at all, and is none.
    fn failures(&self, thresholds: &Thresholds) -> Alarm {
        let name = self.service.name;
        let counts = FAILURES.into_iter().chain([("requests", "RequestCount")]);
        let counts = counts.map(|(word, metric)| (word.to_owned(), self.series(metric, "Sum"))).collect();
        let share = Query::Math("100 * (FILL(own, 0) + FILL(theirs, 0)) / requests".into(), counts);
        let path = self.service.path();
        Alarm::above(self.id().then("Failures"), path, share, thresholds.errors.value, Window::minutes(5)).says(
            format!(
                "More than {} of the requests to {name} fail (5XX), in its tasks or before they reach one.",
                thresholds.errors
            ),
        )
    }

    fn slow(&self) -> Alarm {
        let query = Query::One(self.series("TargetResponseTime", "p99"));
        Alarm::above(self.id().then("Latency"), self.service.path(), query, SLOW_S, Window::minutes(5)).says(format!(
            "The slowest hundredth of the requests to {} waits more than {SLOW_S} seconds for a task.",
            self.service.name
        ))
    }
}
