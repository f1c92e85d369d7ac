//! Caches: hit rate, load of the engine, memory, replicas.
//!
//! ElastiCache publishes a cache's metrics node by node, under the node's cluster id; there is no dimension for a replication
//! group. These are the replication groups, with the nodes that the blueprint gives them: what scaling adds comes and goes. The ids
//! follow from the group's: `GROUP-001` without cluster mode, `GROUP-0001-001` with it.
//!
//! Evictions are shown and tell nobody. A cache that may evict any key does so by design, and when that hurts the hit rate says so; of
//! one that may not, full memory is the alarm.

use crate::blueprint::{Cache, Eviction, Thresholds};
use crate::components::caches::{Form, cluster_mode, form, group_id};
use crate::facts::{cloudwatch, ec2};
use crate::system::{Instance, Region, System};

use super::super::signal::{Alarm, Chart, Layer, Name, NoData, Query, Series, Side, Signals, Window};

/// Nodes of one alarm on a hit rate, which reads two metrics of each.
const NODES_OF_A_RATE: usize = cloudwatch::MAX_ALARM_METRICS / 2;
/// Nodes of one cache that are watched: what is said of each takes room in a template, which may have 1 MB.
const MOST_NODES: usize = 150;
/// Look-ups a minute below which a hit rate says nothing.
pub(super) const LOOKUPS: u32 = 100;
/// Seconds. AWS leaves them to the user; replicas are usually less than one behind.
const LAG_S: f64 = 5.0;
/// Up to so many processors the engine's own load is left to the host's (ElastiCache user guide, "Which metrics should I monitor?",
/// CPUUtilization, read 2026-11-22).
const FEW_PROCESSORS: u32 = 2;

/// What is shown of every node: the title, the metric, its statistic, its unit.
const SHOWN: [(&str, &str, &str, &str); 6] = [
    ("Cache hit rate", "CacheHitRate", "Average", "percent"),
    ("Cache evictions", "Evictions", "Sum", "keys a minute"),
    ("Cache engine CPU", "EngineCPUUtilization", "Average", "percent"),
    ("Cache memory", "DatabaseMemoryUsagePercentage", "Average", "percent"),
    ("Cache replication lag", "ReplicationLag", "Maximum", "seconds"),
    ("Cache connections", "CurrConnections", "Maximum", "connections"),
];

pub(super) fn in_region(system: &System<'_>, region: &Region<'_>, thresholds: &Thresholds) -> Signals {
    let caches = system.instances(&system.blueprint.caches);
    let caches: Vec<_> = caches
        .into_iter()
        .filter(|cache| cache.region.code == region.code && form(cache.model) == Form::Group)
        .collect();
    let mut signals = Signals::default();
    for (title, metric, statistic, unit) in SHOWN {
        let shown = caches.iter().filter(|cache| metric != "ReplicationLag" || cache.model.replicas_per_shard > 0);
        let series =
            shown.flat_map(|cache| nodes(cache).into_iter().map(|node| node.series(metric, statistic))).collect();
        signals.charts.push(Chart::new(Layer::Cache, title, unit, series));
    }
    for cache in &caches {
        signals.alarms.extend(alarms(cache, thresholds));
    }
    signals
}

/// One node of a cache.
struct Node {
    id: Name,
    label: String,
}

impl Node {
    fn series(&self, metric: &str, statistic: &str) -> Series {
        Series::new("AWS/ElastiCache", metric, statistic, &self.label).of("CacheClusterId", self.id.clone())
    }
}

fn nodes(cache: &Instance<'_, Cache>) -> Vec<Node> {
    let mut nodes = Vec::new();
    for shard in 1..=cache.model.shards {
        for member in 1..=cache.model.replicas_per_shard + 1 {
            let suffix =
                if cluster_mode(cache.model) { format!("-{shard:04}-{member:03}") } else { format!("-{member:03}") };
            let id = Name::member(group_id(cache.name, cache.region.code), &suffix);
            nodes.push(Node { id, label: format!("{}{suffix}", cache.name) });
        }
    }
    nodes.truncate(MOST_NODES);
    nodes
}

/// A group of nodes that an alarm can look at, and the word for it in the alarm's id: none when one alarm is enough.
fn groups(nodes: &[Node], most: usize) -> impl Iterator<Item = (String, &[Node])> {
    let one = nodes.len() <= most;
    nodes
        .chunks(most)
        .enumerate()
        .map(move |(at, nodes)| (if one { String::new() } else { format!("{}", at + 1) }, nodes))
}

fn alarms(cache: &Instance<'_, Cache>, thresholds: &Thresholds) -> Vec<Alarm> {
    let mut alarms = Vec::new();
    let nodes = nodes(cache);
    for (part, nodes) in groups(&nodes, NODES_OF_A_RATE) {
        alarms.push(hit_rate(cache, nodes, &part, thresholds));
    }
    for (part, nodes) in groups(&nodes, cloudwatch::MAX_ALARM_METRICS) {
        let watch = Watch { cache, nodes, part };
        alarms.push(watch.load(thresholds));
        if !evicts_anything(cache.model) {
            alarms.push(watch.memory(thresholds));
        }
        if cache.model.replicas_per_shard > 0 {
            alarms.push(watch.lag());
        }
    }
    alarms
}

/// Whether full memory is what the cache is for.
const fn evicts_anything(cache: &Cache) -> bool {
    matches!(cache.eviction, Eviction::AllkeysLru | Eviction::AllkeysLfu | Eviction::AllkeysRandom)
}

/// Below about 0.8 "a significant amount of keys are evicted, expired, or don't exist" (AWS Database Blog, "Monitoring best practices
/// with Amazon ElastiCache").
fn hit_rate(cache: &Instance<'_, Cache>, nodes: &[Node], part: &str, thresholds: &Thresholds) -> Alarm {
    let names = |letter: char| (0..nodes.len()).map(|at| format!("{letter}{at}")).collect::<Vec<_>>();
    let sum = |letter: char| match names(letter).as_slice() {
        [only] => only.clone(),
        several => format!("SUM([{}])", several.join(", ")),
    };
    let (hits, misses) = (sum('h'), sum('m'));
    let expression = format!("IF({hits} + {misses} >= {LOOKUPS}, 100 * {hits} / ({hits} + {misses}))");
    let of = |letter: char, metric: &str| {
        let series = nodes.iter().map(|node| node.series(metric, "Sum"));
        names(letter).into_iter().zip(series).collect::<Vec<_>>()
    };
    let series = of('h', "CacheHits").into_iter().chain(of('m', "CacheMisses")).collect();
    let id = cache.id().then("HitRate").then(part);
    Alarm::above(id, cache.path(), Query::Math(expression, series), thresholds.cache_hit_rate.value, Window::minutes(15))
        .on(Side::Below)
        .says(format!(
            "{} answers less than {} of the look-ups for a quarter of an hour: keys are evicted, expire or are never written.",
            cache.name, thresholds.cache_hit_rate
        ))
}

/// Some nodes of a cache, as many as an alarm can look at.
struct Watch<'w, 'a> {
    cache: &'w Instance<'a, Cache>,
    nodes: &'w [Node],
    part: String,
}

impl Watch<'_, '_> {
    /// The greatest value among the nodes.
    fn greatest(&self, word: &str, (metric, statistic): (&str, &str), threshold: f64, window: Window) -> Alarm {
        let series = self.nodes.iter().map(|node| node.series(metric, statistic)).collect();
        let id = self.cache.id().then(word).then(&self.part);
        Alarm::above(id, self.cache.path(), Query::across("MAX", series), threshold, window).no_data(NoData::Missing)
    }

    /// The engine works on one processor; on small nodes its load is a part of the host's.
    fn load(&self, thresholds: &Thresholds) -> Alarm {
        let host = self.cache.model.node_type.trim_start_matches("cache.");
        let processors = ec2::find(host).map(|host| host.vcpus).filter(|processors| *processors <= FEW_PROCESSORS);
        let (metric, threshold) = match processors {
            Some(processors) => ("CPUUtilization", thresholds.cpu.value / f64::from(processors)),
            None => ("EngineCPUUtilization", thresholds.cpu.value),
        };
        self.greatest("Cpu", (metric, "Average"), threshold, Window::minutes(5)).says(format!(
            "A node of {} is too busy to answer in time: add shards, or replicas to read from, or take a larger node.",
            self.cache.name
        ))
    }

    fn memory(&self, thresholds: &Thresholds) -> Alarm {
        let metric = ("DatabaseMemoryUsagePercentage", "Average");
        self.greatest("Memory", metric, thresholds.memory.value, Window::minutes(5)).says(format!(
            "A node of {} has used more than {} of its memory; when it is full, writes fail or keys with a time to live are dropped.",
            self.cache.name, thresholds.memory
        ))
    }

    fn lag(&self) -> Alarm {
        self.greatest("ReplicationLag", ("ReplicationLag", "Average"), LAG_S, Window::minutes(15)).says(format!(
            "A replica of {} is more than {LAG_S} seconds behind: readers see old values, and a failover would lose them.",
            self.cache.name
        ))
    }
}
