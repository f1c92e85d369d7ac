//! References to outputs become what the reading stack has to write.
//!
//! Within one stack the output's own value takes the place of the reference. From another stack it is `Fn::GetStackOutput`, or
//! a template parameter that deploy.sh passes. Outputs that were only offered, and that nobody read, are dropped.

use std::collections::BTreeSet;

use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, json};

use super::order::{self, Edge, Wave};
use crate::blueprint::{Place, Wiring};
use crate::documents::cloudformation::{Json, LogicalId, OutputRef, Parameter, Stack, StackKey};
use crate::documents::{Cluster, Documents, Unit};

/// Documents that can be written: nothing in them refers to anything but names of their own and outputs of deployed stacks.
#[derive(Debug, Clone)]
pub struct Linked {
    /// The documents. No stack is empty.
    pub documents: Documents,
    /// Values that deploy.sh passes, with `wiring: parameters`.
    pub wires: Vec<Wire>,
    /// What waits for what, and why.
    pub edges: Vec<Edge>,
    /// The order of deployment.
    pub waves: Vec<Wave>,
    /// A cycle among the units, if there is one; then there are no waves.
    pub cycle: Vec<Unit>,
    /// References to outputs that no stack has.
    pub dangling: Vec<(Unit, OutputRef)>,
}

impl Linked {
    /// The cluster that a unit is, if it is one.
    pub fn cluster(&self, unit: &Unit) -> Option<&Cluster> {
        self.documents.clusters.iter().find(|cluster| cluster.unit() == *unit)
    }

    /// The cycle in words, with the reason of each step: `compute in us-east-1 reads FrontUrl of api in us-east-1, which …`.
    pub fn circle(&self) -> String {
        let next = self.cycle.iter().cycle().skip(1);
        let steps = self.cycle.iter().zip(next).map(|(unit, before)| {
            let edge = self.edges.iter().find(|edge| edge.after == *unit && edge.before == *before);
            let place = format!("{} in {}", before.label(), before.region());
            match edge.map(|edge| (edge.outputs.as_slice(), edge.reasons.as_slice())) {
                Some((outputs @ [_, ..], _)) => format!("reads {} of {place}", outputs.join(" and ")),
                Some((_, [reason, ..])) => format!("waits for {place} ({reason})"),
                _ => format!("waits for {place}"),
            }
        });
        let first = self.cycle.first().map(|unit| format!("{} in {} ", unit.label(), unit.region()));
        first.unwrap_or_default() + &steps.collect::<Vec<_>>().join(", which ")
    }
}

/// One value that deploy.sh reads from a stack and passes to another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Wire {
    /// The stack that takes it.
    pub to: StackKey,
    /// Its parameter.
    pub parameter: String,
    /// Where the value comes from.
    pub from: OutputRef,
}

/// Resolves every reference between the stacks of a system.
pub fn link(mut documents: Documents, wiring: Wiring) -> Linked {
    let Documents { stacks, clusters, given, order, .. } = &mut documents;
    stacks.retain(|_, stack| !stack.is_empty());
    let mut linker = Linker {
        names: IndexMap::new(),
        values: IndexMap::new(),
        given: given.iter().map(|(output, value)| (output.clone(), value.to_json())).collect(),
        looked_up: IndexMap::new(),
        wiring,
        reads: IndexSet::new(),
        wires: Vec::new(),
        dangling: Vec::new(),
    };
    for (key, stack) in stacks.iter() {
        linker.names.insert(key.clone(), stack.name.clone());
        for (name, output) in &stack.outputs {
            linker.values.insert(key.output(name), output.value.clone());
        }
    }
    for (key, stack) in stacks.iter_mut() {
        linker.link_stack(key, stack);
    }
    for cluster in clusters.iter_mut() {
        linker.link_cluster(cluster);
    }
    drop_unread_offers(stacks, &linker.reads);
    let edges = order::edges(&linker.reads, order, stacks, clusters);
    let units = stacks.keys().cloned().map(Unit::Stack).chain(clusters.iter().map(Cluster::unit));
    let (waves, cycle) = match order::waves(units.collect(), &edges) {
        Ok(waves) => (waves, Vec::new()),
        Err(cycle) => (Vec::new(), cycle),
    };
    Linked { documents, wires: linker.wires, edges, waves, cycle, dangling: linker.dangling }
}

/// One unit reads an output of a stack.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Read {
    pub by: Unit,
    pub output: OutputRef,
}

struct Linker {
    names: IndexMap<StackKey, String>,
    values: IndexMap<OutputRef, Json>,
    /// Outputs whose values are known without a stack.
    given: IndexMap<OutputRef, Json>,
    /// Parameters of Systems Manager that the stack reads which is being linked, by the template's parameter.
    looked_up: IndexMap<String, Parameter>,
    wiring: Wiring,
    reads: IndexSet<Read>,
    wires: Vec<Wire>,
    dangling: Vec<(Unit, OutputRef)>,
}

impl Linker {
    fn link_stack(&mut self, key: &StackKey, stack: &mut Stack) {
        let repeated = repeated_parameters(stack);
        let mut parameters = IndexSet::new();
        for entry in stack.resources.values_mut() {
            self.look_up_below(&mut entry.properties, &repeated);
            self.resolve(key, &mut entry.properties, &mut parameters);
        }
        for output in stack.outputs.values_mut() {
            self.resolve(key, &mut output.value, &mut parameters);
        }
        stack.parameters.extend(std::mem::take(&mut self.looked_up));
        for wire in parameters {
            let description = format!("{} of {}", wire.from.name, wire.from.stack);
            stack.parameters.insert(wire.parameter.clone(), Parameter::text(description));
            self.wires.push(wire);
        }
    }

    fn link_cluster(&mut self, cluster: &mut Cluster) {
        let Cluster { holes, config, pods, parameters, .. } = cluster;
        holes.retain(|hole, output| match self.given.get(output).and_then(Json::as_str) {
            // eksctl knows nothing of dynamic references.
            Some(value) => {
                match Place::parameter_of(value) {
                    Some(name) => _ = parameters.insert(hole.clone(), name.to_owned()),
                    None => {
                        std::iter::once(&mut *config)
                            .chain(&mut *pods)
                            .for_each(|document| fill(document, hole, value));
                    }
                }
                false
            }
            None => true,
        });
        for output in cluster.holes.values() {
            self.note_read(cluster.unit(), output);
        }
    }

    fn note_read(&mut self, by: Unit, output: &OutputRef) {
        if !self.values.contains_key(output) {
            self.dangling.push((by.clone(), output.clone()));
        }
        self.reads.insert(Read { by, output: output.clone() });
    }

    /// Replaces every placeholder below `value` by what the stack `reader` has to write there.
    fn resolve(&mut self, reader: &StackKey, value: &mut Json, wires: &mut IndexSet<Wire>) {
        if let Some(output) = OutputRef::from_json(value) {
            *value = self.resolved(reader, &output, wires);
            return;
        }
        match value {
            Json::Object(map) => map.values_mut().for_each(|child| self.resolve(reader, child, wires)),
            Json::Array(items) => items.iter_mut().for_each(|child| self.resolve(reader, child, wires)),
            _ => {}
        }
    }

    fn resolved(&mut self, reader: &StackKey, output: &OutputRef, wires: &mut IndexSet<Wire>) -> Json {
        if let Some(value) = self.given.get(output).cloned() {
            return match value.as_str().and_then(Place::parameter_of) {
                Some(name) => self.look_up(output, name, &value),
                None => value,
            };
        }
        if output.stack == *reader {
            let mut own = self.values.get(output).cloned().unwrap_or(Json::Null);
            self.resolve(reader, &mut own, wires);
            return own;
        }
        self.note_read(Unit::Stack(reader.clone()), output);
        match self.wiring {
            Wiring::StackOutput => self.get_stack_output(reader, output),
            Wiring::Parameters => {
                let parameter = parameter_name(reader, output);
                wires.insert(Wire { to: reader.clone(), parameter: parameter.clone(), from: output.clone() });
                json!({ "Ref": parameter })
            }
        }
    }

    /// A template parameter that CloudFormation reads from Systems Manager: of dynamic references a template may have 60 only, and every
    /// component in the VPC names it. Its name follows from that of the parameter, since `aws cloudformation deploy` passes a known
    /// parameter's previous value; a dynamic reference is left where a version is named, which parameters cannot have.
    fn look_up(&mut self, output: &OutputRef, name: &str, written: &Json) -> Json {
        if name.contains(':') {
            return written.clone();
        }
        let kind = if output.name == "VpcId" { "AWS::EC2::VPC::Id" } else { "AWS::EC2::Subnet::Id" };
        self.parameter(name, kind, &format!("{} of the existing network", output.name))
    }

    /// The same for what a template has more than once, such as a hosted zone.
    fn look_up_below(&mut self, value: &mut Json, repeated: &BTreeSet<String>) {
        match value {
            Json::String(text) => {
                if let Some(name) = Place::parameter_of(text).filter(|name| repeated.contains(*name)) {
                    *value = self.parameter(name, "String", "What several resources name");
                }
            }
            Json::Object(map) => map.values_mut().for_each(|child| self.look_up_below(child, repeated)),
            Json::Array(items) => items.iter_mut().for_each(|item| self.look_up_below(item, repeated)),
            _ => {}
        }
    }

    fn parameter(&mut self, name: &str, kind: &str, what: &str) -> Json {
        let id = LogicalId::new(name).then("Parameter");
        let parameter = Parameter {
            r#type: format!("AWS::SSM::Parameter::Value<{kind}>"),
            description: format!("{what}, by the name of its parameter"),
            default: Some(name.into()),
        };
        self.looked_up.entry(id.to_string()).or_insert(parameter);
        json!({ "Ref": id.as_str() })
    }

    fn get_stack_output(&self, reader: &StackKey, output: &OutputRef) -> Json {
        let mut arguments = Map::new();
        let name = self.names.get(&output.stack).cloned().unwrap_or_default();
        arguments.insert("StackName".into(), name.into());
        arguments.insert("OutputName".into(), output.name.clone().into());
        if output.stack.region != reader.region {
            arguments.insert("Region".into(), output.stack.region.clone().into());
        }
        json!({ "Fn::GetStackOutput": arguments })
    }
}

/// The parameters of Systems Manager that a template refers to dynamically more than once, without their version. AWS's own have no need:
/// a template has one for each image.
fn repeated_parameters(stack: &Stack) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut repeated = BTreeSet::new();
    let mut open: Vec<&Json> = stack.resources.values().map(|entry| &entry.properties).collect();
    while let Some(value) = open.pop() {
        match value {
            Json::String(text) => {
                let name = Place::parameter_of(text).filter(|name| !name.contains(':') && !name.starts_with("/aws/"));
                if let Some(name) = name
                    && !seen.insert(name)
                {
                    repeated.insert(name.to_owned());
                }
            }
            Json::Object(map) => open.extend(map.values()),
            Json::Array(items) => open.extend(items),
            _ => {}
        }
    }
    repeated
}

/// Puts a value in the place of a text, in keys as well.
fn fill(config: &mut Json, hole: &str, value: &str) {
    match config {
        Json::String(text) => *text = text.replace(hole, value),
        Json::Array(items) => items.iter_mut().for_each(|item| fill(item, hole, value)),
        Json::Object(map) => {
            let entries = std::mem::take(map);
            map.extend(entries.into_iter().map(|(key, mut child)| {
                fill(&mut child, hole, value);
                (key.replace(hole, value), child)
            }));
        }
        _ => {}
    }
}

/// `NetworkVpcId`, with the region's words behind it when it comes from another region.
fn parameter_name(reader: &StackKey, output: &OutputRef) -> String {
    let name = LogicalId::new(output.stack.label()).then(&output.name);
    let name = if output.stack.region == reader.region { name } else { name.then(&output.stack.region) };
    name.to_string()
}

fn drop_unread_offers(stacks: &mut IndexMap<StackKey, Stack>, reads: &IndexSet<Read>) {
    let read: BTreeSet<(&StackKey, &str)> =
        reads.iter().map(|read| (&read.output.stack, read.output.name.as_str())).collect();
    for (key, stack) in stacks {
        stack.outputs.retain(|name, output| !output.offered || read.contains(&(key, name.as_str())));
    }
}
