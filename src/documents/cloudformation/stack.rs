//! One template, filled while lowering.

use std::borrow::Cow;
use std::collections::BTreeSet;

use indexmap::IndexMap;
use indexmap::map::Entry as Slot;
use serde::Serialize;

use super::{Json, LogicalId, OutputRef, Resource, StackKey, references};

/// A stack: its identity and its template.
#[derive(Debug, Clone, PartialEq)]
pub struct Stack {
    /// Which one it is, for references from other stacks.
    pub key: StackKey,
    /// Its name in CloudFormation.
    pub name: String,
    /// The template's description, up to 1,024 bytes.
    pub description: String,
    /// Values that are passed at deployment, by name.
    pub parameters: IndexMap<String, Parameter>,
    /// In the order in which they are written; AWS allows 500.
    pub resources: IndexMap<LogicalId, Entry>,
    /// What other stacks and people read, by name; AWS allows 200.
    pub outputs: IndexMap<String, Output>,
    /// What was added under a name that was taken. Not written: a defect to report.
    pub collisions: Collisions,
}

impl Stack {
    /// An empty stack.
    pub fn new(key: StackKey, name: impl Into<String>, description: impl Into<String>) -> Stack {
        Stack {
            key,
            name: name.into(),
            description: description.into(),
            parameters: IndexMap::new(),
            resources: IndexMap::new(),
            outputs: IndexMap::new(),
            collisions: Collisions::default(),
        }
    }

    /// Adds a resource; what surrounds its properties is set on the result.
    ///
    /// When the id is taken the first resource stays, and the second goes to [`Stack::collisions`].
    pub fn add<R: Resource>(&mut self, id: impl Into<LogicalId>, resource: R) -> &mut Entry {
        let entry = Entry::new(resource);
        match self.resources.entry(id.into()) {
            Slot::Vacant(slot) => slot.insert(entry),
            Slot::Occupied(slot) => {
                let refused = self.collisions.resources.push_mut((slot.key().clone(), entry));
                &mut refused.1
            }
        }
    }

    /// Adds an output and gives the reference to it. Adding the same output twice is fine; a different one under the same
    /// name goes to [`Stack::collisions`].
    pub fn output(
        &mut self,
        name: impl Into<LogicalId>,
        description: impl Into<String>,
        value: impl Serialize,
    ) -> OutputRef {
        let name = String::from(name.into());
        let value = serde_json::to_value(value).unwrap_or(Json::Null);
        self.put_output(name, Output { description: description.into(), value, offered: false })
    }

    /// Offers an output to other stacks and gives the reference to it. It is written only if some stack reads it.
    pub fn offer(
        &mut self,
        name: impl Into<LogicalId>,
        description: impl Into<String>,
        value: impl Serialize,
    ) -> OutputRef {
        let name = String::from(name.into());
        let value = serde_json::to_value(value).unwrap_or(Json::Null);
        self.put_output(name, Output { description: description.into(), value, offered: true })
    }

    fn put_output(&mut self, name: String, output: Output) -> OutputRef {
        match self.outputs.entry(name.clone()) {
            Slot::Vacant(slot) => {
                slot.insert(output);
            }
            Slot::Occupied(slot) if *slot.get() == output => {}
            Slot::Occupied(_) => self.collisions.outputs.push((name.clone(), output)),
        }
        self.key.output(name)
    }

    /// Resources that wait for each other in a circle, and what waits for them; nothing when all can be created.
    pub fn cycle(&self) -> Vec<&LogicalId> {
        let needs = self.resources.iter().map(|(id, entry)| {
            let read = references(&entry.properties).into_iter().map(|reference| reference.id);
            let named = entry.depends_on.iter().map(|other| other.as_str().to_owned());
            (id, read.filter(|read| read != id.as_str()).chain(named).collect::<Vec<String>>())
        });
        let mut waiting: Vec<(&LogicalId, Vec<String>)> = needs.collect();
        loop {
            let left: BTreeSet<&str> = waiting.iter().map(|(id, _): &(&LogicalId, _)| (*id).as_str()).collect();
            let before = waiting.len();
            waiting.retain(|(_, needs)| needs.iter().any(|needed| left.contains(needed.as_str())));
            if waiting.len() == before {
                return waiting.into_iter().map(|(id, _)| id).collect();
            }
        }
    }

    /// Whether there is nothing to deploy.
    pub fn is_empty(&self) -> bool {
        self.resources.is_empty()
    }
}

/// Resources and outputs that came second under a name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Collisions {
    /// The id, and the resource that does not stand in the template.
    pub resources: Vec<(LogicalId, Entry)>,
    /// The name, and the output that does not stand in the template.
    pub outputs: Vec<(String, Output)>,
}

impl Collisions {
    /// Whether every name was free.
    pub fn is_empty(&self) -> bool {
        self.resources.is_empty() && self.outputs.is_empty()
    }
}

/// A resource in a template: its type, its properties and what surrounds them.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// `AWS::EC2::VPC`.
    pub type_name: Cow<'static, str>,
    /// Where it comes from, a blueprint path (`caches.sessions`); above the first resource of a group only.
    pub comment: Option<String>,
    /// Resources that must be there first although no reference says so.
    pub depends_on: Vec<LogicalId>,
    /// What happens to the resource when it leaves the template or the stack goes. Default: it is deleted.
    pub deletion_policy: Option<DeletionPolicy>,
    /// What happens to the old resource when an update replaces it. Default: it is deleted.
    pub update_replace_policy: Option<DeletionPolicy>,
    /// How an update reaches running instances (Auto Scaling groups, aliases).
    pub update_policy: Option<Json>,
    /// The resource's own properties.
    pub properties: Json,
}

impl Entry {
    /// A resource of any type, with its properties as CloudFormation writes them in JSON.
    pub fn of(type_name: impl Into<Cow<'static, str>>, properties: Json) -> Entry {
        Entry {
            type_name: type_name.into(),
            comment: None,
            depends_on: Vec::new(),
            deletion_policy: None,
            update_replace_policy: None,
            update_policy: None,
            properties,
        }
    }

    fn new<R: Resource>(resource: R) -> Entry {
        Entry::of(R::TYPE, serde_json::to_value(resource).unwrap_or(Json::Null))
    }

    /// Writes the blueprint path above the resource.
    pub fn comment(&mut self, path: impl Into<String>) -> &mut Entry {
        self.comment = Some(path.into());
        self
    }

    /// Adds a resource that must be there first.
    pub fn depends_on(&mut self, id: impl Into<LogicalId>) -> &mut Entry {
        self.depends_on.push(id.into());
        self
    }

    /// Keeps the data when the resource goes or is replaced. A create that fails still removes what it made, so that the next
    /// try meets no orphan.
    pub fn retain(&mut self) -> &mut Entry {
        self.policies(DeletionPolicy::RetainExceptOnCreate, DeletionPolicy::Retain)
    }

    /// Takes a final snapshot when the resource goes or is replaced.
    pub fn snapshot(&mut self) -> &mut Entry {
        self.policies(DeletionPolicy::Snapshot, DeletionPolicy::Snapshot)
    }

    /// Says in the template that the resource is deleted: for types whose default is to take a snapshot.
    pub fn delete(&mut self) -> &mut Entry {
        self.policies(DeletionPolicy::Delete, DeletionPolicy::Delete)
    }

    /// Sets both policies; `replaced` may not be [`DeletionPolicy::RetainExceptOnCreate`].
    pub fn policies(&mut self, deleted: DeletionPolicy, replaced: DeletionPolicy) -> &mut Entry {
        self.deletion_policy = Some(deleted);
        self.update_replace_policy = Some(replaced);
        self
    }

    /// Sets how an update reaches running instances.
    pub fn update_policy(&mut self, policy: Json) -> &mut Entry {
        self.update_policy = Some(policy);
        self
    }

    /// The resource as it stands in a template, in the order in which a reader wants it. No properties, no `Properties`.
    pub fn body(&self) -> Json {
        let mut body = serde_json::Map::new();
        let mut set = |key: &str, value: Json| body.insert(key.to_owned(), value);
        set("Type", Json::from(self.type_name.as_ref()));
        if !self.depends_on.is_empty() {
            set("DependsOn", self.depends_on.iter().map(LogicalId::as_str).collect());
        }
        if let Some(policy) = self.deletion_policy {
            set("DeletionPolicy", Json::from(policy.as_str()));
        }
        if let Some(policy) = self.update_replace_policy {
            set("UpdateReplacePolicy", Json::from(policy.as_str()));
        }
        if let Some(policy) = &self.update_policy {
            set("UpdatePolicy", policy.clone());
        }
        if self.properties.as_object().is_some_and(|properties| !properties.is_empty()) {
            set("Properties", self.properties.clone());
        }
        Json::Object(body)
    }
}

/// What CloudFormation does with a resource that it is to remove.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeletionPolicy {
    /// Removes it.
    Delete,
    /// Leaves it in the account.
    Retain,
    /// Leaves it, unless the stack operation that made it fails. Not for replacement.
    RetainExceptOnCreate,
    /// Takes a snapshot first: volumes, ElastiCache, RDS, Neptune, Redshift.
    Snapshot,
}

impl DeletionPolicy {
    /// As in a template.
    pub const fn as_str(self) -> &'static str {
        match self {
            DeletionPolicy::Delete => "Delete",
            DeletionPolicy::Retain => "Retain",
            DeletionPolicy::RetainExceptOnCreate => "RetainExceptOnCreate",
            DeletionPolicy::Snapshot => "Snapshot",
        }
    }
}

/// A value that a stack shows to other stacks and to people.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Output {
    /// What it is, up to 1,024 bytes.
    pub description: String,
    /// A literal or an intrinsic function.
    pub value: Json,
    /// Whether it is left out when no other stack reads it.
    #[serde(skip)]
    pub offered: bool,
}

/// A value that is passed to a stack at deployment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Parameter {
    /// `String`, `AWS::EC2::VPC::Id`, `AWS::SSM::Parameter::Value<String>`.
    pub r#type: String,
    /// What it is.
    pub description: String,
    /// Used when nothing is passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Json>,
}

impl Parameter {
    /// A parameter of type String without a default.
    pub fn text(description: impl Into<String>) -> Parameter {
        Parameter { r#type: "String".into(), description: description.into(), default: None }
    }
}
