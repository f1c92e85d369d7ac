//! Kubernetes clusters: what EKS publishes of the control plane by itself (EKS user guide, "Monitor cluster data with Amazon
//! CloudWatch", read 2026-11-22; from version 1.28 on). Nodes and pods need an add-on, and are not watched.

use crate::blueprint::{Eks, Thresholds};
use crate::components::eks;
use crate::system::{Instance, Region, System};

use super::super::signal::{Alarm, Chart, Layer, Query, Series, Side, Signals, Window};

/// What is shown of a cluster: the title, the metric, its unit. Sums, as the guide asks for.
const SHOWN: [(&str, &str, &str); 3] = [
    ("Requests to Kubernetes", "apiserver_request_total", "requests a minute"),
    ("Failures of Kubernetes (5XX)", "apiserver_request_total_5XX", "requests a minute"),
    ("Pods without a place", "scheduler_pending_pods_UNSCHEDULABLE", "pods"),
];

pub(super) fn in_region(system: &System<'_>, region: &Region<'_>, thresholds: &Thresholds) -> Signals {
    let clusters = system.instances(&system.blueprint.eks);
    let clusters: Vec<_> = clusters.into_iter().filter(|cluster| cluster.region.code == region.code).collect();
    let chart = |(title, metric, unit)| {
        Chart::new(Layer::Compute, title, unit, clusters.iter().map(|cluster| series(cluster, metric)).collect())
    };
    Signals {
        charts: SHOWN.into_iter().map(chart).collect(),
        alarms: clusters.iter().flat_map(|cluster| alarms(cluster, thresholds)).collect(),
    }
}

fn series(cluster: &Instance<'_, Eks>, metric: &str) -> Series {
    Series::new("AWS/EKS", metric, "Sum", cluster.name).of("ClusterName", eks::name(cluster))
}

fn alarms(cluster: &Instance<'_, Eks>, thresholds: &Thresholds) -> [Alarm; 2] {
    let (id, path, name) = (cluster.id(), cluster.path(), cluster.name);
    let counts = [("failed", "apiserver_request_total_5XX"), ("requests", "apiserver_request_total")];
    let counts = counts.map(|(word, metric)| (word.to_owned(), series(cluster, metric))).into();
    let failures = Query::Math("100 * FILL(failed, 0) / requests".into(), counts);
    let failures = Alarm::above(id.then("Failures"), &path, failures, thresholds.errors.value, Window::minutes(5))
        .says(format!("More than {} of the requests to the control plane of {name} fail (5XX).", thresholds.errors));
    let waiting = Query::One(series(cluster, "scheduler_pending_pods_UNSCHEDULABLE"));
    let waiting = Alarm::above(id.then("Pods"), &path, waiting, 1.0, Window::minutes(15)).on(Side::AtLeast).says(format!(
        "Pods of {name} find no node for a quarter of an hour: its node groups are full, or no node is what the pods ask for."
    ));
    [failures, waiting]
}
