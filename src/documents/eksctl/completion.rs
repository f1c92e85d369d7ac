use indexmap::IndexMap;
use serde_json::Value;

use super::{AzSubnetSpec, ClusterConfig, ClusterSubnets, Flaw, FlawKind};

/// The version of the configuration's format, the only one there is.
pub const API_VERSION: &str = "eksctl.io/v1alpha5";

/// What is known of a cluster outside its configuration.
#[derive(Debug, Clone, Copy)]
pub struct Cluster<'a> {
    /// Physical name.
    pub name: &'a str,
    /// Region.
    pub region: &'a str,
    /// Kubernetes version, such as `1.34`; eksctl's default when there is none.
    pub version: Option<&'a str>,
    /// Tags of everything eksctl creates. A tag of the configuration itself wins.
    pub tags: &'a IndexMap<String, String>,
    /// The region's network, when the cluster shares it.
    pub network: Option<SharedNetwork<'a>>,
}

/// A VPC that another stack makes; its ids are known only when that stack is deployed.
#[derive(Debug, Clone, Copy)]
pub struct SharedNetwork<'a> {
    /// The letters of its zones, lower-case: `a`, `b`, `c`.
    pub zones: &'a [String],
    /// Whether it has public subnets beside the private ones.
    pub public: bool,
}

/// Fills in what a blueprint leaves out: `apiVersion`, `kind`, `metadata` and, in a shared network, `vpc`.
///
/// In a shared network `vpc.id` is the hole `@VpcId@`, and each zone has a subnet under the alias `private-a` with the id
/// `@PrivateSubnetA@` (public ones `public-a`, `@PublicSubnetA@`) in the zone `@ZoneA@`. Node groups get private addresses
/// unless they say otherwise.
///
/// Returns the document and a flaw for each place where the configuration says something else.
pub fn complete(mut config: ClusterConfig, cluster: &Cluster<'_>) -> (ClusterConfig, Vec<Flaw>) {
    let mut flaws = Vec::new();
    fill(&mut config.api_version, API_VERSION, &["apiVersion"], &mut flaws);
    fill(&mut config.kind, "ClusterConfig", &["kind"], &mut flaws);
    fill(&mut config.metadata.name, cluster.name, &["metadata", "name"], &mut flaws);
    fill(&mut config.metadata.region, cluster.region, &["metadata", "region"], &mut flaws);
    if let Some(version) = cluster.version {
        let given = config.metadata.version.get_or_insert_default();
        fill(given, version, &["metadata", "version"], &mut flaws);
    }
    for (key, value) in cluster.tags {
        config.metadata.tags.entry(key.clone()).or_insert_with(|| value.clone());
    }
    if let Some(network) = &cluster.network {
        share(&mut config, network, &mut flaws);
    }
    (config, flaws)
}

/// What eksctl gives a node's volume when the configuration does not say: GiB, `DefaultNodeVolumeSize` in eksctl's `defaults.go`.
const DEFAULT_VOLUME_SIZE: i64 = 80;

/// Encrypts the volumes of a validated configuration: eksctl leaves them open unless it is told, and wants a size beside the
/// word. A launch template says it itself.
pub fn encrypt_volumes(config: &mut ClusterConfig) {
    for group in &mut config.node_groups {
        group.volume_encrypted.get_or_insert(true);
        group.volume_size.get_or_insert(DEFAULT_VOLUME_SIZE);
    }
    for group in config.managed_node_groups.iter_mut().filter(|group| group.launch_template.is_none()) {
        group.volume_encrypted.get_or_insert(true);
        group.volume_size.get_or_insert(DEFAULT_VOLUME_SIZE);
    }
}

/// The text that stands for a value that only the deployed stacks know: `@PrivateSubnetA@`.
pub fn hole(name: &str) -> String {
    format!("@{name}@")
}

/// The names of a document's holes, in order, each once.
pub fn holes(document: &Value) -> Vec<String> {
    let mut names = Vec::new();
    collect_holes(document, &mut names);
    names
}

fn collect_holes(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            let name = text.strip_prefix('@').and_then(|text| text.strip_suffix('@'));
            if let Some(name) = name.filter(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric()))
                && !names.iter().any(|known| known == name)
            {
                names.push(name.to_owned());
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect_holes(item, names)),
        Value::Object(entries) => entries.values().for_each(|item| collect_holes(item, names)),
        _ => {}
    }
}

fn fill(field: &mut String, value: &str, path: &[&str], flaws: &mut Vec<Flaw>) {
    if !field.is_empty() && field != value {
        flaws.push(Flaw::new(path, FlawKind::FilledIn { given: field.clone(), value: value.to_owned() }));
    }
    value.clone_into(field);
}

fn share(config: &mut ClusterConfig, network: &SharedNetwork<'_>, flaws: &mut Vec<Flaw>) {
    let vpc = config.vpc.get_or_insert_default();
    let fixed = [
        ("id", vpc.id.is_some()),
        ("cidr", vpc.cidr.is_some()),
        ("subnets", vpc.subnets.is_some()),
        ("nat", vpc.nat.is_some()),
    ];
    for (field, _) in fixed.iter().filter(|(_, given)| *given) {
        flaws.push(Flaw::new(&["vpc", field], FlawKind::SharedNetwork));
    }
    if !config.availability_zones.is_empty() {
        flaws.push(Flaw::new(&["availabilityZones"], FlawKind::SharedNetwork));
    }
    vpc.id = Some(hole("VpcId"));
    vpc.subnets = Some(ClusterSubnets {
        private: subnets("Private", network.zones),
        public: if network.public { subnets("Public", network.zones) } else { IndexMap::new() },
    });
    for group in &mut config.managed_node_groups {
        group.private_networking.get_or_insert(true);
    }
    for group in &mut config.node_groups {
        group.private_networking.get_or_insert(true);
    }
}

fn subnets(kind: &str, zones: &[String]) -> IndexMap<String, AzSubnetSpec> {
    let subnet = |zone: &String| {
        let letter = zone.to_uppercase();
        // The key is an alias and no zone, so eksctl wants the zone beside the id.
        let spec = AzSubnetSpec {
            id: Some(hole(&format!("{kind}Subnet{letter}"))),
            az: Some(hole(&format!("Zone{letter}"))),
            cidr: None,
        };
        (format!("{}-{zone}", kind.to_lowercase()), spec)
    };
    zones.iter().map(subnet).collect()
}
