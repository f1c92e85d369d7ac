//! YAML out of ordered JSON values, laid out as a careful person would write it.
//!
//! **Text.** A scalar is plain only if neither a YAML 1.1 nor a YAML 1.2 reader can take it for anything else: `'8.0'`,
//! `'yes'`, `'2012-10-17'` and `'012345678901'` are quoted, `10.0.0.0/16` and `arn:aws:iam::x` are not. Text of several lines
//! is a literal block (`|`); one line that would pass column 120 is folded (`>-`) at its blanks.
//!
//! **Lists.** A list of scalars stands on one line, `[a, b]`, while that ends before column 100; any other list takes one line
//! an item.
//!
//! **Maps.** A map takes one line a key, except a map of scalars that is
//! - the argument of a function in its long form, `Fn::GetStackOutput: {StackName: …, OutputName: …}`;
//! - a list item of up to three keys, `- {Key: team, Value: realtime}`, while that ends before column 100;
//! - the value of a key, has one key itself and takes at most 60 columns, `GeoLocation: {ContinentCode: EU}`. This does not
//!   hold for the two outermost levels of an entry, so that a resource's `Properties` always look alike.
//!
//! Nothing is put on one line if it would need quotes there that it does not need on a line of its own, as
//! `logs:PutLogEvents` or `a,b` would. A list in a list is on one line with it only as the argument of a function.
//!
//! **Functions** of CloudFormation are written short (`!Ref X`, `!GetAtt A.B`, `!Sub text`, `!Join` with a list) where
//! CloudFormation takes that: not directly inside one another (`Fn::Base64: !Sub …`).

use std::borrow::Cow;

use serde_json::{Map, Value};

mod scalar;

use scalar::{is_plain, is_plain_in_flow, number, quoted, write_key, write_text};

/// No line passes this column if it can be helped.
const WIDTH: usize = 120;
/// A list or a list item on one line ends before this column.
const LIST_WIDTH: usize = 100;
/// The widest map on one line behind a key.
const MAP_WIDTH: usize = 60;
/// The most keys of a map on one line as a list item.
const ITEM_KEYS: usize = 3;
/// Columns a level.
const STEP: usize = 2;

/// Functions with a short form. `Fn::GetStackOutput` and `Fn::Transform` have none that CloudFormation documents.
const SHORT: [&str; 11] =
    ["Base64", "Cidr", "FindInMap", "GetAZs", "GetAtt", "If", "ImportValue", "Join", "Select", "Split", "Sub"];

/// A value as a YAML document of its own, without CloudFormation's tags.
pub fn document(value: &Value) -> String {
    let mut writer = Writer::new();
    match value {
        Value::Object(map) if !map.is_empty() => map.iter().for_each(|(key, value)| writer.entry(0, key, value)),
        Value::Array(list) if !list.is_empty() => {
            for item in list {
                writer.out.push('-');
                writer.after_key(item, Spot { indent: STEP, depth: 0, role: Role::Item });
            }
        }
        scalar => {
            writer.out.push_str("---");
            writer.after_key(scalar, Spot { indent: STEP, depth: 0, role: Role::Value });
        }
    }
    writer.finish()
}

/// Puts a document together out of comments, blank lines and entries.
#[derive(Debug, Clone, Default)]
pub struct Writer {
    out: String,
    tags: bool,
}

/// Where a value stands.
#[derive(Clone, Copy)]
struct Spot {
    /// Columns in front of what is inside the value.
    indent: usize,
    /// Levels below the entry.
    depth: usize,
    role: Role,
}

/// What a value is behind.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    /// A key.
    Value,
    /// The dash of a list item.
    Item,
    /// A function, short or long.
    Argument,
}

impl Spot {
    fn inside(self, role: Role) -> Spot {
        Spot { indent: self.indent + STEP, depth: self.depth + 1, role }
    }
}

impl Writer {
    /// For plain YAML.
    pub fn new() -> Writer {
        Writer::default()
    }

    /// For a CloudFormation template: intrinsic functions in their short forms.
    pub fn cloudformation() -> Writer {
        Writer { tags: true, ..Writer::default() }
    }

    /// A comment: one line for each line of the text.
    pub fn comment(&mut self, indent: usize, text: &str) {
        for line in text.lines() {
            self.pad(indent);
            self.out.push_str(if line.is_empty() { "#" } else { "# " });
            self.out.push_str(line);
            self.out.push('\n');
        }
    }

    /// A blank line.
    pub fn blank(&mut self) {
        self.out.push('\n');
    }

    /// A key whose entries follow, one level further in.
    pub fn section(&mut self, indent: usize, key: &str) {
        self.pad(indent);
        write_key(&mut self.out, key);
        self.out.push_str(":\n");
    }

    /// A key and its value.
    pub fn entry(&mut self, indent: usize, key: &str, value: &Value) {
        self.pad(indent);
        self.key_and_value(key, value, Spot { indent: indent + STEP, depth: 0, role: Role::Value });
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.out
    }

    fn key_and_value(&mut self, key: &str, value: &Value, spot: Spot) {
        write_key(&mut self.out, key);
        self.out.push(':');
        self.after_key(value, spot);
    }

    /// Writes what follows a key, a tag or a dash, with the line's end.
    fn after_key(&mut self, value: &Value, spot: Spot) {
        if let Some((tag, argument)) = self.short_form(value) {
            self.out.push_str(" !");
            self.out.push_str(tag);
            return self.after_key(&argument, Spot { role: Role::Argument, ..spot });
        }
        if let Some(line) = self.one_line(value, spot) {
            self.out.push(' ');
            self.out.push_str(&line);
            self.out.push('\n');
            return;
        }
        match value {
            Value::Object(map) => {
                self.open(spot);
                for (at, (key, value)) in map.iter().enumerate() {
                    self.continue_at(at, spot);
                    let function = self.tags && key.starts_with("Fn::");
                    self.key_and_value(key, value, spot.inside(if function { Role::Argument } else { Role::Value }));
                }
            }
            Value::Array(list) => {
                self.open(spot);
                for (at, item) in list.iter().enumerate() {
                    self.continue_at(at, spot);
                    self.out.push('-');
                    self.after_key(item, spot.inside(Role::Item));
                }
            }
            scalar => {
                self.out.push(' ');
                let room = WIDTH.saturating_sub(self.column());
                write_text(&mut self.out, scalar.as_str().unwrap_or_default(), spot.indent, room);
                self.out.push('\n');
            }
        }
    }

    /// A block of several lines starts behind the dash, or on the next line.
    fn open(&mut self, spot: Spot) {
        self.out.push(if spot.role == Role::Item { ' ' } else { '\n' });
    }

    fn continue_at(&mut self, at: usize, spot: Spot) {
        if at > 0 || spot.role != Role::Item {
            self.pad(spot.indent);
        }
    }

    /// The value in one line, if it is no text and the layout puts it there.
    fn one_line(&self, value: &Value, spot: Spot) -> Option<String> {
        match value {
            Value::String(_) => None,
            Value::Array(list) => {
                let line = self.flow_list(list, spot.role == Role::Argument)?;
                (list.is_empty() || self.ends_before(LIST_WIDTH, &line)).then_some(line)
            }
            Value::Object(map) if map.is_empty() => Some("{}".to_owned()),
            Value::Object(map) => {
                let line = self.flow_map(map)?;
                let fits = match spot.role {
                    Role::Argument => self.ends_before(WIDTH, &line),
                    Role::Item => map.len() <= ITEM_KEYS && self.ends_before(LIST_WIDTH, &line),
                    Role::Value => map.len() == 1 && spot.depth > 1 && line.len() <= MAP_WIDTH,
                };
                fits.then_some(line)
            }
            _ => self.flow_scalar(value),
        }
    }

    fn flow_list(&self, list: &[Value], lists_inside: bool) -> Option<String> {
        let items = list.iter().map(|item| match item {
            Value::Array(inner) if lists_inside => self.flow_list(inner, false),
            item => self.flow_scalar(item),
        });
        Some(format!("[{}]", items.collect::<Option<Vec<String>>>()?.join(", ")))
    }

    fn flow_map(&self, map: &Map<String, Value>) -> Option<String> {
        let pair = |(key, value): (&String, &Value)| {
            let value = self.flow_scalar(value)?;
            is_plain_in_flow(key).then(|| format!("{key}: {value}"))
        };
        Some(format!("{{{}}}", map.iter().map(pair).collect::<Option<Vec<String>>>()?.join(", ")))
    }

    /// A scalar between brackets; `None` for anything else and for what would need quotes only there.
    fn flow_scalar(&self, value: &Value) -> Option<String> {
        match value {
            Value::Null => Some("null".to_owned()),
            Value::Bool(flag) => Some(flag.to_string()),
            Value::Number(value) => Some(number(value)),
            Value::String(text) if is_plain_in_flow(text) => Some(text.clone()),
            Value::String(text) if is_plain(text) || text.contains('\n') => None,
            Value::String(text) => Some(quoted(text)),
            Value::Object(_) => {
                let (tag, argument) = self.short_form(value).filter(|(_, argument)| argument.is_string())?;
                Some(format!("!{tag} {}", self.flow_scalar(&argument)?))
            }
            Value::Array(_) => None,
        }
    }

    /// The tag and the argument of a function that can be written short here.
    fn short_form<'v>(&self, value: &'v Value) -> Option<(&'v str, Cow<'v, Value>)> {
        if !self.tags {
            return None;
        }
        let (name, argument) = only_entry(value)?;
        if name == "Ref" {
            return argument.is_string().then_some(("Ref", Cow::Borrowed(argument)));
        }
        let tag = name.strip_prefix("Fn::").filter(|tag| SHORT.contains(tag))?;
        match argument {
            Value::Array(list) if tag == "GetAtt" => {
                let [Value::String(id), Value::String(attribute)] = list.as_slice() else { return None };
                Some((tag, Cow::Owned(Value::String(format!("{id}.{attribute}")))))
            }
            Value::Array(_) | Value::String(_) => Some((tag, Cow::Borrowed(argument))),
            _ => None,
        }
    }

    fn ends_before(&self, column: usize, line: &str) -> bool {
        self.column() + 1 + line.chars().count() <= column
    }

    /// Columns of the line that is being written.
    fn column(&self) -> usize {
        self.out.chars().rev().take_while(|c| *c != '\n').count()
    }

    fn pad(&mut self, columns: usize) {
        self.out.extend(std::iter::repeat_n(' ', columns));
    }
}

fn only_entry(value: &Value) -> Option<(&str, &Value)> {
    let map = value.as_object().filter(|map| map.len() == 1)?;
    map.iter().next().map(|(key, value)| (key.as_str(), value))
}

#[cfg(test)]
mod tests;
