//! Which stack: names that exist before any stack has a physical name.

use std::borrow::Cow;
use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// The lifecycle that the resources of a stack share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StackKind {
    /// VPC, subnets, endpoints; one a region.
    Network,
    /// Connections and routes to the other regions' networks; one a region.
    Peering,
    /// Stateful stores; one a region.
    Data,
    /// Functions, servers, roles of clusters; one a region.
    Compute,
    /// The REST API; one a region.
    Api,
    /// State machines; one a region.
    Workflows,
    /// Alarms and dashboards; one a region.
    Observability,
    /// The regional name, its certificate and records; one a region.
    Routing,
    /// The shared name and the health checks; once, in the primary.
    RoutingGlobal,
    /// CloudFront and its bucket; once, in us-east-1.
    Edge,
    /// Tables: in the primary the global ones, in each region its own.
    Tables,
    /// Global Accelerator and its listeners; once, in the primary.
    Accelerator,
    /// The accelerator's endpoint group; one a region.
    AcceleratorEndpoints,
    /// Backup plans; one a region.
    Backup,
    /// The private hosted zone of all networks and its records; once, in the primary.
    PrivateZone,
}

impl StackKind {
    /// Every kind, in the order of the enum.
    pub const ALL: [StackKind; 15] = [
        StackKind::Network,
        StackKind::Peering,
        StackKind::Data,
        StackKind::Compute,
        StackKind::Api,
        StackKind::Workflows,
        StackKind::Observability,
        StackKind::Routing,
        StackKind::RoutingGlobal,
        StackKind::Edge,
        StackKind::Tables,
        StackKind::Accelerator,
        StackKind::AcceleratorEndpoints,
        StackKind::Backup,
        StackKind::PrivateZone,
    ];

    /// As in stack and file names: `routing-global`.
    pub const fn as_str(self) -> &'static str {
        match self {
            StackKind::Network => "network",
            StackKind::Peering => "peering",
            StackKind::Data => "data",
            StackKind::Compute => "compute",
            StackKind::Api => "api",
            StackKind::Workflows => "workflows",
            StackKind::Observability => "observability",
            StackKind::Routing => "routing",
            StackKind::RoutingGlobal => "routing-global",
            StackKind::Edge => "edge",
            StackKind::Tables => "tables",
            StackKind::Accelerator => "accelerator",
            StackKind::AcceleratorEndpoints => "accelerator-endpoints",
            StackKind::Backup => "backup",
            StackKind::PrivateZone => "private-zone",
        }
    }

    /// What the stack holds, as its description says it.
    pub const fn purpose(self) -> &'static str {
        match self {
            StackKind::Network => "network",
            StackKind::Peering => "connections between the networks",
            StackKind::Data => "stateful stores",
            StackKind::Compute => "functions and servers",
            StackKind::Api => "API",
            StackKind::Workflows => "state machines",
            StackKind::Observability => "alarms and dashboards",
            StackKind::Routing => "regional name",
            StackKind::RoutingGlobal => "shared name and health checks",
            StackKind::Edge => "content delivery",
            StackKind::Tables => "tables",
            StackKind::Accelerator => "accelerators",
            StackKind::AcceleratorEndpoints => "endpoints of accelerators",
            StackKind::Backup => "backup plans",
            StackKind::PrivateZone => "private names",
        }
    }

    /// The kind that `as_str` names.
    pub fn find(name: &str) -> Option<StackKind> {
        StackKind::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The kind and the part that a stack's name in the blueprint says: `data` is the first, `data-2` the second.
    pub fn find_part(name: &str) -> Option<(StackKind, u32)> {
        if let Some(kind) = StackKind::find(name) {
            return Some((kind, 1));
        }
        let (kind, part) = name.rsplit_once('-')?;
        let number: u32 = part.parse().ok().filter(|number| (2..=99).contains(number))?;
        Some((StackKind::find(kind)?, number)).filter(|_| number.to_string() == part)
    }
}

impl fmt::Display for StackKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A stack's identity within one synthesis.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StackKey {
    /// What it holds.
    pub kind: StackKind,
    /// Where it is deployed: `eu-west-1`.
    pub region: String,
    /// Which part of it, from 1; only a stack that is over a quota has others.
    pub part: u32,
}

impl StackKey {
    /// The stack of this kind in this region.
    pub fn new(kind: StackKind, region: impl Into<String>) -> StackKey {
        StackKey { kind, region: region.into(), part: 1 }
    }

    /// Another part of the same stack.
    pub fn in_part(&self, part: u32) -> StackKey {
        StackKey { part, ..self.clone() }
    }

    /// As in stack and file names: `data`, `data-2`.
    pub fn label(&self) -> Cow<'static, str> {
        match self.part {
            1 => Cow::Borrowed(self.kind.as_str()),
            part => Cow::Owned(format!("{}-{part}", self.kind)),
        }
    }

    /// A named output of this stack.
    pub fn output(&self, name: impl Into<String>) -> OutputRef {
        OutputRef { stack: self.clone(), name: name.into() }
    }
}

impl fmt::Display for StackKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}", self.label(), self.region)
    }
}

/// A named output of some stack of the same synthesis.
///
/// Serialises as `{"$output": {"stack", "region", "name"}}`, which linking replaces by what the reading stack has to write.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputRef {
    /// The stack that has the output.
    pub stack: StackKey,
    /// The output's name, a logical id: `VpcId`.
    pub name: String,
}

impl OutputRef {
    /// The key of the placeholder's only entry; no property of CloudFormation starts with a dollar sign.
    pub const MARK: &'static str = "$output";

    /// The reference that a placeholder stands for; `None` for anything else.
    pub fn from_json(json: &serde_json::Value) -> Option<OutputRef> {
        let map = json.as_object().filter(|map| map.len() == 1)?;
        let mark = map.get(OutputRef::MARK)?;
        let field = |name: &str| mark.get(name)?.as_str();
        let (kind, part) = StackKind::find_part(field("stack")?)?;
        Some(StackKey::new(kind, field("region")?).in_part(part).output(field("name")?))
    }
}

impl Serialize for OutputRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Mark<'a> {
            stack: &'a str,
            region: &'a str,
            name: &'a str,
        }
        let mark = Mark { stack: &self.stack.label(), region: &self.stack.region, name: &self.name };
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(OutputRef::MARK, &mark)?;
        map.end()
    }
}
