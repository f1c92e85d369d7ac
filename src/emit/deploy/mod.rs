//! `deploy.sh` and `teardown.sh`: hand-written scripts in `assets`, and the lines of data that they work through.
//!
//! A script has the parts that its data calls for, and no others: who reads it sees everything that it can do.

mod asset;

use indexmap::IndexSet;

use asset::Marks;

use super::needs::{self, ServiceRole};
use super::{File, FileKind};
use crate::documents::cloudformation::{Json, Stack};
use crate::documents::{Alarm, Cluster, Unit, Upload, bucket_prefix, eksctl};
use crate::facts::{cloudformation, regions};
use crate::stacks::{Linked, Wire};

const DEPLOY: &str = include_str!("../../assets/deploy.sh");
const TEARDOWN: &str = include_str!("../../assets/teardown.sh");
const WAVES: &str = include_str!("../../assets/waves.sh");

/// Both scripts. `others` are the documents, whose sizes decide about a bucket.
pub(super) fn scripts(linked: &Linked, others: &[File]) -> [File; 2] {
    let marks = marks(linked, others);
    [("deploy.sh", DEPLOY), ("teardown.sh", TEARDOWN)]
        .map(|(path, asset)| File::new(FileKind::Script, path.into(), marks.fill(asset)))
}

fn marks(linked: &Linked, others: &[File]) -> Marks {
    let data = Data { linked, others };
    let mut marks = Marks::default();
    marks.word("system", &linked.documents.prefix);
    let partition = data.partition();
    marks.word("account-region", partition.as_ref().map_or("us-east-1", |partition| partition.home_region));
    marks.word("dns-suffix", partition.as_ref().map_or("amazonaws.com", |partition| partition.dns_suffix));
    marks.word("account", linked.documents.account.as_deref().unwrap_or_default());
    marks.lines("account", linked.documents.account.iter().cloned().collect());
    marks.word("bucket", bucket_prefix(&linked.documents.prefix));
    marks.word("eksctl", if linked.documents.clusters.is_empty() { "" } else { ", and eksctl" });
    marks.lines("header", vec![format!("# {}", super::header(linked))]);
    marks.quoted("units", data.units());
    marks.lines("clusters", linked.documents.clusters.iter().map(|cluster| cluster.name.clone()).collect());
    let waves = marks.fill(WAVES);
    marks.lines("waves", waves.lines().map(str::to_owned).collect());
    let (wires, holes) = (data.wires(), data.holes());
    let filled = holes.iter().filter(|hole| !hole.contains(" - ")).cloned().collect();
    marks.lines("lookups", holes.iter().filter(|hole| hole.contains(" - ")).cloned().collect());
    marks.lines("outputs", [wires.clone(), filled].concat());
    marks.quoted("wires", wires);
    marks.quoted("holes", holes);
    marks.quoted("identities", data.identities());
    marks.quoted("pods", data.pods());
    let upload = linked
        .documents
        .stacks
        .values()
        .filter(|stack| data.must_be_uploaded(stack))
        .map(|stack| stack.name.clone())
        .collect();
    marks.lines("upload", upload);
    marks.quoted("alarms", data.alarms());
    marks
        .word("monitoring", linked.documents.watch.as_ref().map(|watch| watch.minutes.to_string()).unwrap_or_default());
    marks.quoted("uploads", data.uploads());
    let replicas =
        linked.documents.stacks.values().filter(|stack| needs::steps_replicas(stack)).map(|stack| stack.name.clone());
    marks.lines("replicas", replicas.collect());
    marks.quoted("guarded", quoted_list(linked.documents.stacks.values().flat_map(needs::guarded_types).collect()));
    marks.quoted("protected", data.protected());
    data.account(&mut marks);
    marks
}

/// The lines of data for one system.
struct Data<'l> {
    linked: &'l Linked,
    others: &'l [File],
}

impl Data<'_> {
    /// Wave by wave; a line `wave` begins each, so that another wave changes no line of the others.
    fn units(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for wave in &self.linked.waves {
            lines.push("wave".to_owned());
            lines.extend(wave.units.iter().filter_map(|unit| self.unit(unit)));
        }
        lines
    }

    fn unit(&self, unit: &Unit) -> Option<String> {
        match unit {
            Unit::Stack(key) => {
                let stack = self.linked.documents.stacks.get(key)?;
                let capability = needs::capability(stack).unwrap_or("-");
                let traits = [
                    ("guarded", !needs::guarded_types(stack).is_empty()),
                    ("upload", self.must_be_uploaded(stack)),
                    ("replicas", needs::steps_replicas(stack)),
                ];
                let (region, path) = (&key.region, super::template_path(key));
                Some(format!("stack {region} {} {path} {capability} {}", stack.name, traits_of(&traits)))
            }
            Unit::Cluster { region, .. } => {
                let cluster = self.linked.cluster(unit)?;
                let traits = traits_of(&[("nodes", needs::has_node_groups(cluster))]);
                Some(format!("cluster {region} {} {} - {traits}", cluster.name, super::cluster_path(cluster)))
            }
        }
    }

    fn must_be_uploaded(&self, stack: &Stack) -> bool {
        let path = super::template_path(&stack.key);
        self.others.iter().any(|file| file.path == path && file.contents.len() > cloudformation::MAX_INLINE_BYTES)
    }

    fn wires(&self) -> Vec<String> {
        let line = |wire: &Wire| {
            let to = self.linked.documents.stacks.get(&wire.to)?;
            let from = self.linked.documents.stacks.get(&wire.from.stack)?;
            let (region, from_region) = (&wire.to.region, &wire.from.stack.region);
            Some(format!("{region} {} {} {from_region} {} {}", to.name, wire.parameter, from.name, wire.from.name))
        };
        self.linked.wires.iter().filter_map(line).collect()
    }

    /// What fills the holes of each file: `FILE HOLE REGION STACK OUTPUT`.
    fn holes(&self) -> Vec<String> {
        let of = |cluster: &Cluster| -> Vec<String> {
            let pods = Json::Array(cluster.pods.clone());
            let documents = [(super::cluster_path(cluster), &cluster.config), (super::pods_path(cluster), &pods)];
            let lines = documents.iter().flat_map(|(path, document)| {
                let names = eksctl::holes(document);
                let lines =
                    names.iter().filter_map(|name| Some(format!("{path} {}", self.filled_from(cluster, name)?)));
                lines.collect::<Vec<_>>()
            });
            lines.collect()
        };
        self.linked.documents.clusters.iter().flat_map(of).collect()
    }

    /// `HOLE REGION STACK OUTPUT`, or `HOLE REGION - PARAMETER`.
    fn filled_from(&self, cluster: &Cluster, name: &str) -> Option<String> {
        let hole = eksctl::hole(name);
        if let Some(parameter) = cluster.parameters.get(&hole) {
            return Some(format!("{hole} {} - {parameter}", cluster.region));
        }
        let output = cluster.holes.get(&hole)?;
        let from = self.linked.documents.stacks.get(&output.stack)?;
        Some(format!("{hole} {} {} {}", output.stack.region, from.name, output.name))
    }

    /// The roles of service accounts that stacks make: `REGION CLUSTER NAMESPACE SERVICE-ACCOUNT STACK OUTPUT`.
    fn identities(&self) -> Vec<String> {
        let of = |cluster: &Cluster| -> Vec<String> {
            let associations = cluster.config.pointer("/iam/podIdentityAssociations").and_then(Json::as_array);
            let line = |association: &Json| {
                let text = |field: &str| association.get(field).and_then(Json::as_str);
                let output = cluster.holes.get(text("roleARN")?)?;
                let stack = self.linked.documents.stacks.get(&output.stack)?;
                let (namespace, account) = (text("namespace")?, text("serviceAccountName")?);
                let (region, name, from) = (&cluster.region, &cluster.name, &stack.name);
                Some(format!("{region} {name} {namespace} {account} {from} {}", output.name))
            };
            associations.into_iter().flatten().filter_map(line).collect()
        };
        self.linked.documents.clusters.iter().flat_map(of).collect()
    }

    /// The files of Kubernetes objects: `REGION FILE CLUSTER`.
    fn pods(&self) -> Vec<String> {
        let clusters = self.linked.documents.clusters.iter().filter(|cluster| !cluster.pods.is_empty());
        clusters.map(|cluster| format!("{} {} {}", cluster.region, super::pods_path(cluster), cluster.name)).collect()
    }

    fn alarms(&self) -> Vec<String> {
        let line = |alarm: &Alarm| {
            let stack = alarm
                .stack
                .as_ref()
                .and_then(|key| self.linked.documents.stacks.get(key))
                .map_or("-", |stack| &stack.name);
            format!("{} {stack} {}", alarm.region, alarm.name)
        };
        self.linked.documents.watch.iter().flat_map(|watch| &watch.alarms).map(line).collect()
    }

    /// What is uploaded for each stack: `REGION STACK FILE KEY`.
    fn uploads(&self) -> Vec<String> {
        let line = |upload: &Upload| {
            let stack = self.linked.documents.stacks.get(&upload.stack)?;
            Some(format!("{} {} {} {}", upload.stack.region, stack.name, upload.path, upload.key))
        };
        self.linked.documents.uploads.iter().filter_map(line).collect()
    }

    /// The regions in which deploy.sh makes a bucket, for templates that are too large for a request and for archives.
    fn buckets(&self) -> IndexSet<&str> {
        let large =
            self.linked.documents.stacks.values().filter(|stack| self.must_be_uploaded(stack)).map(|stack| &stack.key);
        let archives = self.linked.documents.uploads.iter().map(|upload| &upload.stack);
        large.chain(archives).map(|key| key.region.as_str()).collect()
    }

    fn protected(&self) -> Vec<String> {
        let of = |stack: &Stack| -> Vec<String> {
            let line = |(id, type_name): (&str, &str)| format!("{} {} {id} {type_name}", stack.key.region, stack.name);
            needs::protected(stack).map(line).collect()
        };
        self.linked.documents.stacks.values().flat_map(of).collect()
    }

    /// What the account must have before the first wave, and what a teardown leaves of it.
    fn account(&self, marks: &mut Marks) {
        let places: IndexSet<&str> = self.linked.waves.iter().flat_map(|wave| &wave.units).map(Unit::region).collect();
        let opt_in = |region: &&&str| regions::find(region).is_some_and(|facts| facts.opt_in);
        let opt_in: Vec<String> = places.iter().filter(opt_in).map(|region| format!("region {region}")).collect();
        let roles = service_roles(self.linked);
        let role_lines: Vec<String> =
            roles.iter().map(|role| format!("service-role {} {}", role.service, role.name)).collect();
        let api_logs: Vec<String> =
            regions_with_api_logs(self.linked).into_iter().map(|region| format!("api-logs {region}")).collect();

        let buckets: Vec<String> = self.buckets().into_iter().map(|region| format!("bucket {region}")).collect();

        let mut shared: Vec<String> = roles.iter().map(|role| format!("  service-linked role {}", role.name)).collect();
        if !api_logs.is_empty() {
            shared.push("  the role with which API Gateway writes logs".to_owned());
        }
        if !buckets.is_empty() {
            let prefix = bucket_prefix(&self.linked.documents.prefix);
            shared.push(format!("  buckets {prefix}-ACCOUNT-REGION with uploaded templates and code"));
        }
        marks.lines("shared", shared);
        marks.quoted("preflight", [opt_in.clone(), role_lines.clone(), buckets.clone(), api_logs.clone()].concat());
        marks.lines("opt-in", opt_in);
        marks.lines("service-roles", role_lines);
        marks.lines("api-logs", api_logs);
        marks.lines("buckets", buckets);
    }

    /// The partition of the system; the home region of its global services is one that every account has enabled.
    fn partition(&self) -> Option<regions::Partition> {
        let first = self.linked.waves.iter().flat_map(|wave| &wave.units).next()?;
        regions::partition(regions::find(first.region())?.partition)
    }
}

/// Service-linked roles of all units, in order, each once.
pub(super) fn service_roles(linked: &Linked) -> Vec<ServiceRole> {
    let of_stacks = linked.documents.stacks.values().flat_map(needs::service_roles);
    let of_clusters = linked.documents.clusters.iter().filter_map(needs::cluster_service_roles);
    let mut roles: Vec<ServiceRole> = of_stacks.chain(of_clusters).collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}

/// Where a stage of a REST API writes logs.
fn regions_with_api_logs(linked: &Linked) -> IndexSet<&str> {
    linked
        .documents
        .stacks
        .values()
        .filter(|stack| needs::logs_apis(stack))
        .map(|stack| stack.key.region.as_str())
        .collect()
}

fn traits_of(traits: &[(&str, bool)]) -> String {
    let set: Vec<&str> = traits.iter().filter(|(_, is_set)| *is_set).map(|(name, _)| *name).collect();
    if set.is_empty() { "-".to_owned() } else { set.join(",") }
}

/// Lines of a JSON list of texts.
fn quoted_list(mut texts: Vec<&str>) -> Vec<String> {
    texts.sort_unstable();
    texts.dedup();
    let last = texts.len().saturating_sub(1);
    texts
        .iter()
        .enumerate()
        .map(|(at, text)| format!("      \"{text}\"{}", if at == last { "" } else { "," }))
        .collect()
}
