//! Running a template.

mod expressions;
mod gateway;
mod lists;
mod maps;
mod outline;
mod references;
mod texts;

use std::collections::BTreeMap;
use std::rc::Rc;

use indexmap::IndexMap;
use serde_json::Value as Json;

use super::ast::{Expression, Macro, Node, Reference};
use super::flaw::{Flaw, FlawKind};
use super::json_path::Path;
use super::value::{LONGEST, Position, Value};
use super::{MOST_ITERATIONS, Place, Template};

pub(super) use outline::outlines;

/// What a run may cost: bytes that are written, and some for each node.
const FUEL: usize = 50_000_000;
/// What a node costs.
const STEP: usize = 32;
/// How deep macros and blocks may call one another.
const DEEPEST: usize = 20;

/// One request or response.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    /// The body, usually JSON.
    pub body: String,
    /// Parameters of the path.
    pub path: IndexMap<String, String>,
    /// Query strings.
    pub query_strings: IndexMap<String, String>,
    /// Headers.
    pub headers: IndexMap<String, String>,
    /// Values of `$context` by their names, as in `identity.sourceIp`. Others are empty.
    pub context: IndexMap<String, String>,
}

/// What came of a sample.
#[derive(Debug, Clone, Default)]
pub struct Rendering {
    /// What API Gateway would send.
    pub text: String,
    /// What went wrong on the way.
    pub flaws: Vec<Flaw>,
    /// Where each part of the text came from: its end in the text, and the place in the template.
    sources: Vec<(usize, Place)>,
    /// Places of references that wrote a text, rather than a number or a switch.
    texts: Vec<Place>,
    /// Those of them whose text has more in it than an identifier has.
    free_texts: Vec<Place>,
}

impl Rendering {
    /// The part of the template that wrote a byte of the text.
    pub fn source(&self, byte: usize) -> Option<Place> {
        self.sources.iter().find(|(end, _)| byte < *end).or(self.sources.last()).map(|(_, place)| place.clone())
    }

    /// Whether the reference at this place wrote a text. One that wrote nothing may do so with another sample.
    pub fn wrote_text(&self, place: &Place) -> bool {
        self.texts.contains(place)
    }

    /// Whether it wrote a text that is no identifier: one with blanks, quotes or letters of other alphabets.
    pub fn wrote_free_text(&self, place: &Place) -> bool {
        self.free_texts.contains(place)
    }
}

/// Why nodes after this one do not run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Halt {
    Break,
    Stop,
}

struct Run<'r> {
    sample: &'r Sample,
    body: Option<Json>,
    macros: &'r [Macro],
    variables: BTreeMap<String, Value>,
    flaws: Vec<Flaw>,
    texts: Vec<Place>,
    free_texts: Vec<Place>,
    fuel: usize,
    depth: usize,
}

/// What is written, and from where.
#[derive(Default)]
struct Output {
    text: String,
    sources: Vec<(usize, Place)>,
}

impl Output {
    fn push(&mut self, text: &str, place: Place) {
        if !text.is_empty() {
            self.text.push_str(text);
            self.sources.push((self.text.len(), place));
        }
    }
}

/// Runs a template on a sample.
pub(super) fn render(template: &Template, sample: &Sample) -> Rendering {
    let mut run = Run {
        sample,
        body: serde_json::from_str(&sample.body).ok(),
        macros: &template.macros,
        variables: BTreeMap::new(),
        flaws: Vec::new(),
        texts: Vec::new(),
        free_texts: Vec::new(),
        fuel: FUEL,
        depth: 0,
    };
    run.variables.extend([
        ("input".to_owned(), Value::Input),
        ("util".to_owned(), Value::Util),
        ("context".to_owned(), gateway::context(sample)),
        ("stageVariables".to_owned(), Value::map(IndexMap::new())),
    ]);
    let mut output = Output::default();
    run.nodes(&template.nodes, &mut output);
    let Output { text, sources } = output;
    Rendering { text, flaws: run.flaws, sources, texts: run.texts, free_texts: run.free_texts }
}

impl Run<'_> {
    /// Notes a flaw; the same one in each round of a loop is one.
    fn flaw(&mut self, place: &Place, kind: FlawKind) {
        let flaw = Flaw::new(place.clone(), kind);
        if !self.flaws.contains(&flaw) {
            self.flaws.push(flaw);
        }
    }

    /// Pays for some work. None when there is nothing left: the run is given up.
    fn pay(&mut self, cost: usize, place: &Place) -> Result<(), Halt> {
        match self.fuel.checked_sub(cost) {
            Some(left) => {
                self.fuel = left;
                Ok(())
            }
            None => {
                self.flaw(place, FlawKind::Endless);
                self.fuel = 0;
                Err(Halt::Stop)
            }
        }
    }

    fn nodes(&mut self, nodes: &[Node], output: &mut Output) -> Option<Halt> {
        nodes.iter().find_map(|node| self.node(node, output).err())
    }

    fn node(&mut self, node: &Node, output: &mut Output) -> Result<(), Halt> {
        match node {
            Node::Text { text, at } => {
                let place = *at..at + text.len();
                self.pay(STEP + text.len(), &place)?;
                output.push(text, place);
            }
            Node::Reference(reference) => self.written(reference, output)?,
            Node::Set { target, value } => {
                self.pay(STEP, &target.place)?;
                let value = self.value(value);
                self.assign(target, value);
            }
            Node::If { branches, otherwise } => {
                let taken = branches.iter().find(|(condition, _)| self.value(condition).is_true());
                let body = taken.map_or(otherwise, |(_, body)| body);
                return self.nodes(body, output).map_or(Ok(()), Err);
            }
            Node::Foreach { name, over, body, place } => self.foreach(name, over, body, place, output)?,
            Node::Break => return Err(Halt::Break),
            Node::Stop => return Err(Halt::Stop),
            Node::Define { name, body } => {
                self.variables.insert(name.clone(), Value::Block(Rc::new(body.clone())));
            }
            Node::Call { name, arguments, place } => self.call(name, arguments, place, output)?,
        }
        Ok(())
    }

    fn written(&mut self, reference: &Reference, output: &mut Output) -> Result<(), Halt> {
        let value = self.resolve(reference);
        if let Value::Block(body) = &value {
            return self.block(&body.clone(), &reference.place, output);
        }
        let text = value.written();
        self.pay(STEP + text.as_ref().map_or(0, String::len), &reference.place)?;
        let escapes = "\\".repeat(if text.is_some() { reference.escapes / 2 } else { reference.escapes });
        output.push(&escapes, reference.place.clone());
        match text {
            Some(_) if reference.escapes % 2 == 1 => output.push(&reference.text, reference.place.clone()),
            Some(text) => {
                if matches!(value, Value::Map(_)) {
                    self.flaw(&reference.place, FlawKind::JavaMap);
                }
                if !value.is_plain() {
                    self.wrote(&reference.place, &text);
                }
                output.push(&text, reference.place.clone());
            }
            None if reference.quiet => {}
            None => {
                self.flaw(&reference.place, FlawKind::NoValue { text: reference.text.clone() });
                output.push(&reference.text, reference.place.clone());
            }
        }
        if output.text.len() > LONGEST {
            self.flaw(&reference.place, FlawKind::Endless);
            return Err(Halt::Stop);
        }
        Ok(())
    }

    fn wrote(&mut self, place: &Place, text: &str) {
        let free = text.chars().any(|c| !c.is_ascii_alphanumeric() && !"._:-".contains(c));
        if !self.texts.contains(place) {
            self.texts.push(place.clone());
        }
        if free && !self.free_texts.contains(place) {
            self.free_texts.push(place.clone());
        }
    }

    fn block(&mut self, body: &[Node], place: &Place, output: &mut Output) -> Result<(), Halt> {
        self.pay(STEP, place)?;
        if self.depth >= DEEPEST {
            self.flaw(place, FlawKind::Endless);
            return Err(Halt::Stop);
        }
        self.depth += 1;
        let halt = self.nodes(body, output);
        self.depth -= 1;
        halt.map_or(Ok(()), Err)
    }

    fn call(&mut self, name: &str, arguments: &[Expression], place: &Place, output: &mut Output) -> Result<(), Halt> {
        let Some(called) = self.macros.iter().find(|known| known.name == name) else { return Ok(()) };
        let values: Vec<Value> = arguments.iter().map(|argument| self.value(argument)).collect();
        let mut values = values.into_iter();
        let before: Vec<(&String, Option<Value>)> = called
            .parameters
            .iter()
            .map(|parameter| {
                let value = values.next().unwrap_or(Value::Null);
                (parameter, self.variables.insert(parameter.clone(), value))
            })
            .collect();
        let halted = self.block(&called.body, place, output);
        for (parameter, value) in before {
            self.restore(parameter, value);
        }
        halted
    }

    fn restore(&mut self, name: &str, value: Option<Value>) {
        match value {
            Some(value) => self.variables.insert(name.to_owned(), value),
            None => self.variables.remove(name),
        };
    }

    fn foreach(
        &mut self,
        name: &str,
        over: &Expression,
        body: &[Node],
        place: &Place,
        output: &mut Output,
    ) -> Result<(), Halt> {
        self.pay(STEP, place)?;
        let items = match self.value(over) {
            Value::List(list) => list.items.borrow().clone(),
            // Of a map its values, as in Velocity.
            Value::Map(map) => map.borrow().values().cloned().collect(),
            _ => Vec::new(),
        };
        if items.len() > MOST_ITERATIONS {
            self.flaw(place, FlawKind::Iterations { count: items.len() });
        }
        let length = items.len().min(MOST_ITERATIONS);
        let saved = ["foreach", "velocityCount", name].map(|name| (name.to_owned(), self.variables.get(name).cloned()));
        let parent = saved.first().and_then(|(_, outer)| outer.clone()).unwrap_or(Value::Null);
        let mut halted = Ok(());
        for (index, item) in items.into_iter().take(length).enumerate() {
            let position = Position { index, length, parent: parent.clone() };
            self.variables.insert("foreach".to_owned(), Value::Loop(Rc::new(position)));
            self.variables.insert("velocityCount".to_owned(), Value::count(index + 1));
            self.variables.insert(name.to_owned(), item);
            match self.pay(STEP, place).err().or_else(|| self.nodes(body, output)) {
                None => {}
                Some(Halt::Break) => break,
                Some(Halt::Stop) => {
                    halted = Err(Halt::Stop);
                    break;
                }
            }
        }
        for (name, value) in saved {
            self.restore(&name, value);
        }
        halted
    }

    /// What a path leads to in the body; what is not there is empty text.
    fn path(&mut self, path: &str, place: &Place) -> Option<Json> {
        let Some(read) = Path::parse(path) else {
            self.flaw(place, FlawKind::Path { path: path.to_owned() });
            return None;
        };
        read.find(self.body.as_ref()?)
    }
}
