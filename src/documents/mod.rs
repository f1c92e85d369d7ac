//! What AWS reads: CloudFormation templates, eksctl ClusterConfigs, Amazon States Language. Nothing here knows of blueprints.

pub mod arn;
pub mod asl;
pub mod cloudformation;
pub mod eksctl;
pub mod iam;
pub mod vtl;

use std::borrow::Cow;

use indexmap::IndexMap;

use cloudformation::{Json, OutputRef, Stack, StackKey, StackKind, Value};

/// Everything that a system becomes, before references between stacks are resolved.
#[derive(Debug, Clone)]
pub struct Documents {
    /// `global-game`: the beginning of every stack's name.
    pub prefix: String,
    /// `global-game` or `global-game (prod)`: the beginning of every description.
    pub title: String,
    /// The file that it was made from, as generated documents cite it: `blueprint.yaml`.
    pub source: String,
    /// The account that all of it is for, 12 digits; any when the blueprint names none.
    pub account: Option<String>,
    /// The stacks, by what they are.
    pub stacks: IndexMap<StackKey, Stack>,
    /// The ClusterConfigs.
    pub clusters: Vec<Cluster>,
    /// The state machines, beside their stacks.
    pub machines: Vec<Machine>,
    /// Orders of deployment that no reference shows.
    pub order: Vec<Precedence>,
    /// The alarms that take an update back.
    pub watch: Option<Watch>,
    /// What plan.md says beside what it derives.
    pub notes: Vec<Note>,
    /// Which component uses which other.
    pub connections: Vec<Connection>,
    /// Outputs that no stack has to give, since their values are known: those of an existing network.
    pub given: IndexMap<OutputRef, Value<String>>,
    /// Archives that deploy.sh uploads before the stacks that read them.
    pub uploads: Vec<Upload>,
    /// What the loss of a region means for each store.
    pub losses: Vec<Loss>,
    /// Files for people, beside what is deployed.
    pub papers: Vec<Paper>,
}

/// What the loss of a region means for a store, in the words of plan.md.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The component.
    pub store: String,
    /// What may be lost: the recovery point objective.
    pub lost: &'static str,
    /// How another region takes over.
    pub failover: &'static str,
    /// How the region takes its part again.
    pub failback: &'static str,
}

/// A file that nothing deploys: a load test, a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// What it is.
    pub kind: PaperKind,
    /// Where it lies in the output folder.
    pub path: String,
    /// Its text, without the line that says where it comes from.
    pub text: String,
}

/// What a file for people is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaperKind {
    /// A script for k6, in JavaScript.
    LoadTest,
    /// A report in Markdown.
    Report {
        /// The heading over it.
        title: String,
    },
}

/// An archive that a stack reads from a bucket of its region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// The stack.
    pub stack: StackKey,
    /// Where it lies in the output folder.
    pub path: String,
    /// The archive.
    pub bytes: Vec<u8>,
    /// Its key in the bucket.
    pub key: String,
}

/// Alarms that CloudFormation watches while it updates a stack of their region, and for some time after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// At most 5 in a region.
    pub alarms: Vec<Alarm>,
    /// How long after the update, in minutes, at most 180.
    pub minutes: u32,
}

/// An alarm in CloudWatch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    /// Where it is.
    pub region: String,
    /// The stack that has it; none if it is not of this system.
    pub stack: Option<StackKey>,
    /// Its logical id in the stack; without a stack its name in CloudWatch.
    pub name: String,
}

/// One component uses another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// Who.
    pub user: String,
    /// Whom.
    pub target: String,
    /// As the blueprint says it: read, write, read_write, invoke.
    pub access: &'static str,
    /// The TCP port at which the user is let in, if it is reached within the VPC.
    pub port: Option<u16>,
    /// The environment variables that the user gets.
    pub variables: Vec<String>,
}

/// An eksctl ClusterConfig for one region.
#[derive(Debug, Clone)]
pub struct Cluster {
    /// Where it is created.
    pub region: String,
    /// The component, and the name of the file.
    pub component: String,
    /// The cluster's name at AWS.
    pub name: String,
    /// The document.
    pub config: Json,
    /// Kubernetes objects that people apply once the cluster is there: what `uses` gives to its pods.
    pub pods: Vec<Json>,
    /// Texts in the documents that deploy.sh replaces by outputs, by the text.
    pub holes: IndexMap<String, OutputRef>,
    /// Texts in the document that deploy.sh replaces by parameters of Systems Manager of the region, by the text: their names.
    pub parameters: IndexMap<String, String>,
}

impl Cluster {
    /// The cluster as a unit of deployment.
    pub fn unit(&self) -> Unit {
        Unit::Cluster { region: self.region.clone(), component: self.component.clone() }
    }
}

/// An Amazon States Language document that also stands inside its stack.
#[derive(Debug, Clone)]
pub struct Machine {
    /// Where it runs.
    pub region: String,
    /// The component, and the name of the file.
    pub component: String,
    /// The document, with `${Name}` for what CloudFormation substitutes.
    pub definition: Json,
}

/// What is deployed as one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// A CloudFormation stack.
    Stack(StackKey),
    /// An EKS cluster, by eksctl.
    Cluster {
        /// Where.
        region: String,
        /// The component.
        component: String,
    },
}

impl Unit {
    /// Where it is deployed.
    pub fn region(&self) -> &str {
        match self {
            Unit::Stack(key) => &key.region,
            Unit::Cluster { region, .. } => region,
        }
    }

    /// `network`, `data-2`, or the name of the cluster's component.
    pub fn label(&self) -> Cow<'_, str> {
        match self {
            Unit::Stack(key) => key.label(),
            Unit::Cluster { component, .. } => Cow::Borrowed(component),
        }
    }
}

/// One unit must be deployed before another, though no value passes between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Precedence {
    /// What goes first.
    pub before: Unit,
    /// What waits.
    pub after: Unit,
    /// Why, as plan.md says it: "the replicas' source".
    pub reason: String,
}

/// Something a reviewer should know that no document shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Under which heading of plan.md.
    pub topic: Topic,
    /// A sentence or a paragraph, as Markdown.
    pub text: String,
}

/// The headings of plan.md that notes stand under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Who answers which clients.
    Routing,
    /// What must be done before the first deployment.
    Before,
    /// What AWS leaves to people when a region is lost.
    ByHand,
    /// What was derived or chosen, with the reason.
    Derived,
}

impl Documents {
    /// No documents yet, for a system of this name.
    pub fn new(prefix: impl Into<String>, title: impl Into<String>) -> Self {
        Documents {
            prefix: prefix.into(),
            title: title.into(),
            source: "blueprint.yaml".to_owned(),
            account: None,
            stacks: IndexMap::new(),
            clusters: Vec::new(),
            machines: Vec::new(),
            order: Vec::new(),
            watch: None,
            notes: Vec::new(),
            connections: Vec::new(),
            given: IndexMap::new(),
            uploads: Vec::new(),
            losses: Vec::new(),
            papers: Vec::new(),
        }
    }

    /// The stack of a kind in a region, begun if this is its first resource.
    pub fn stack(&mut self, kind: StackKind, region: &str) -> &mut Stack {
        let key = StackKey::new(kind, region);
        let (prefix, title) = (&self.prefix, &self.title);
        self.stacks.entry(key.clone()).or_insert_with(|| {
            let description = format!("{title}: {} in {region}", kind.purpose());
            Stack::new(key, format!("{prefix}-{kind}"), description)
        })
    }

    /// Orders two units for a reason that no reference shows.
    pub fn precede(&mut self, before: Unit, after: Unit, reason: impl Into<String>) {
        let precedence = Precedence { before, after, reason: reason.into() };
        if !self.order.contains(&precedence) {
            self.order.push(precedence);
        }
    }

    /// `global-game-deploy`: the beginning of the names of the buckets from which stacks read; the account and the region follow.
    pub fn bucket_prefix(&self) -> String {
        bucket_prefix(&self.prefix)
    }

    /// Says what an output is that no stack has to give.
    pub fn give(&mut self, output: OutputRef, value: Value<String>) {
        self.given.insert(output, value);
    }

    /// Says that one component uses another. The same in several regions is one, with the variables of all of them.
    pub fn connect(&mut self, connection: Connection) {
        let same = |known: &&mut Connection| {
            (&known.user, &known.target, known.access) == (&connection.user, &connection.target, connection.access)
        };
        match self.connections.iter_mut().find(same) {
            Some(known) => {
                let new = connection.variables.into_iter().filter(|name| !known.variables.contains(name));
                known.variables.extend(new.collect::<Vec<_>>());
            }
            None => self.connections.push(connection),
        }
    }

    /// Tells the reviewer something. The same note twice is one.
    pub fn note(&mut self, topic: Topic, text: impl Into<String>) {
        let note = Note { topic, text: text.into() };
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

/// The beginning of the names of a system's buckets for deployments. A bucket's name has at most 63 characters, and the longest code of a
/// region 14.
pub fn bucket_prefix(system: &str) -> String {
    format!("{}-deploy", system.to_ascii_lowercase().chars().take(28).collect::<String>().trim_end_matches('-'))
}
