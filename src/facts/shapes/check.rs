//! Holds the properties of a resource against the shape of its type.

use std::fmt::Write;

use serde_json::{Map, Number, Value};

use super::super::table::List;
use super::{Pattern, Schema};

/// One place in the properties of a resource that the registry would refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// Where, from the properties down: `Origins[0].DomainName`. Empty for the properties as a whole.
    pub path: String,
    /// What is wrong, as a lower-case fragment that names the value and the limit.
    pub problem: String,
    /// Whether the name at the path is what is wrong, not its value.
    pub at_name: bool,
}

/// What does not fit in `properties`, in their order.
pub(super) fn check(root: &Schema, read_only: &List, properties: &Value) -> Vec<Misfit> {
    let mut walk = Walk { root, path: String::new(), misfits: Vec::new() };
    walk.value(root, properties);
    for name in read_only.iter().filter(|name| properties.get(name).is_some()) {
        walk.misfits.push(Misfit {
            path: name.to_owned(),
            problem: "is read-only: AWS sets it".to_owned(),
            at_name: true,
        });
    }
    walk.misfits
}

struct Walk<'s> {
    root: &'s Schema,
    path: String,
    misfits: Vec<Misfit>,
}

impl<'s> Walk<'s> {
    fn value(&mut self, schema: &'s Schema, value: &Value) {
        if is_resolved_later(value) {
            // Whatever the condition, one of the two must fit.
            if let Some([_, then, otherwise]) = value.get("Fn::If").and_then(Value::as_array).map(Vec::as_slice) {
                self.value(schema, then);
                self.value(schema, otherwise);
            }
            return;
        }
        if let Some(definition) = schema.definition.as_ref().and_then(|name| self.root.definitions.get(name)) {
            self.value(definition, value);
        }
        if !schema.types.is_empty() && !schema.types.chars().any(|letter| is_of_type(letter, value)) {
            let wanted = type_names(&schema.types);
            self.misfit(format!("{wanted} is wanted, not {}", describe(value)));
            return;
        }
        self.choices(schema, value);
        match value {
            Value::Object(map) => self.object(schema, map),
            Value::Array(items) => self.array(schema, items),
            Value::String(text) => self.text(schema, text),
            Value::Number(number) => self.number(schema, number),
            Value::Bool(_) | Value::Null => {}
        }
        self.constants(schema, value);
    }

    fn object(&mut self, schema: &'s Schema, map: &Map<String, Value>) {
        for (name, value) in map {
            let inner = schema.properties.get(name).or_else(|| by_pattern(schema, name));
            let length = self.path.len();
            if length > 0 {
                self.path.push('.');
            }
            self.path.push_str(name);
            match inner {
                Some(inner) => self.value(inner, value),
                None if schema.closed == 1 => self.unknown(schema, name),
                None => {}
            }
            self.path.truncate(length);
        }
        for name in schema.required.iter().filter(|name| !is_present(map, name)) {
            self.misfit(format!("{name} is required"));
        }
        self.combinations(schema, map);
    }

    fn unknown(&mut self, schema: &Schema, name: &str) {
        let known = schema.properties.keys().map(String::as_str);
        let problem = match nearest(name, known) {
            Some(near) => format!("there is no such property; did you mean {near}?"),
            None if schema.by_pattern.is_empty() => "there is no such property".to_owned(),
            None => {
                let patterns: Vec<_> = schema.by_pattern.keys().map(String::as_str).collect();
                format!("the name does not match {}", patterns.join(" or "))
            }
        };
        self.misfits.push(Misfit { path: self.path.clone(), problem, at_name: true });
    }

    fn combinations(&mut self, schema: &Schema, map: &Map<String, Value>) {
        let surely =
            |name: &&String| is_present(map, name) && map.get(*name).is_some_and(|value| value.get("Fn::If").is_none());
        let maybe = |name: &&String| is_present(map, name);
        if !schema.exactly_one.is_empty() {
            let names = || schema.exactly_one.iter();
            if names().filter(surely).count() > 1 || !names().any(|name| maybe(&name)) {
                self.misfit(format!("exactly one of {} must be set", schema.exactly_one.join(", ")));
            }
        }
        if !schema.at_least_one.is_empty() && !schema.at_least_one.iter().any(|name| maybe(&name)) {
            self.misfit(format!("at least one of {} must be set", schema.at_least_one.join(", ")));
        }
        for (name, others) in schema.excludes.iter().filter(|(name, _)| surely(name)) {
            // The table lists most pairs from both sides; the first of the two in the resource speaks.
            let place = |wanted: &str| map.keys().position(|key| key == wanted);
            let earlier = |other: &&String| place(other) > place(name) || !excludes(schema, other, name);
            for other in others.iter().filter(surely).filter(earlier) {
                self.misfit(format!("{name} and {other} exclude each other"));
            }
        }
        for (name, others) in schema.asks_for.iter().filter(|(name, _)| surely(name)) {
            for other in others.iter().filter(|other| !maybe(other)) {
                self.misfit(format!("{name} asks for {other}"));
            }
        }
    }

    fn array(&mut self, schema: &'s Schema, items: &[Value]) {
        if let Some(least) = schema.min_items.filter(|least| items.len() < *least) {
            self.misfit(format!("{} items; at least {least} are wanted", items.len()));
        }
        if let Some(most) = schema.max_items.filter(|most| items.len() > *most) {
            self.misfit(format!("{} items; at most {most} are allowed", items.len()));
        }
        for (index, item) in items.iter().enumerate() {
            let length = self.path.len();
            // Writing to a String does not fail.
            let _ = write!(self.path, "[{index}]");
            if schema.unique && items.iter().take(index).any(|earlier| earlier == item) {
                self.misfit("repeats an earlier item".to_owned());
            }
            if let Some(inner) = &schema.items {
                self.value(inner, item);
            }
            self.path.truncate(length);
        }
    }

    fn text(&mut self, schema: &Schema, text: &str) {
        if let Ok(number) = text.parse::<f64>()
            && schema.types.chars().all(|letter| matches!(letter, 'i' | 'n'))
        {
            self.bounds(schema, number, text);
        }
        let length = text.chars().count();
        if let Some(least) = schema.min_length.filter(|least| length < *least) {
            self.misfit(format!("`{}` has {length} characters; at least {least} are wanted", excerpt(text)));
        }
        if let Some(most) = schema.max_length.filter(|most| length > *most) {
            self.misfit(format!("`{}` has {length} characters; at most {most} are allowed", excerpt(text)));
        }
        if let Some(pattern) = &schema.pattern
            && pattern.matches(text) == Some(false)
        {
            self.misfit(format!("`{}` does not match {}", excerpt(text), pattern.text));
        }
    }

    fn number(&mut self, schema: &Schema, number: &Number) {
        if let Some(value) = number.as_f64() {
            self.bounds(schema, value, &number.to_string());
        }
    }

    fn bounds(&mut self, schema: &Schema, value: f64, shown: &str) {
        if let Some(least) = schema.min.filter(|least| value < *least) {
            self.misfit(format!("{shown} is below {least}, the least"));
        }
        if let Some(most) = schema.max.filter(|most| value > *most) {
            self.misfit(format!("{shown} is above {most}, the most"));
        }
    }

    fn constants(&mut self, schema: &Schema, value: &Value) {
        if !schema.values.is_empty() && !schema.values.iter().any(|known| same(known, value)) {
            let given = plain(value);
            let known: Vec<_> = schema.values.iter().map(plain).collect();
            match nearest(&given, known.iter().map(String::as_str)) {
                Some(near) => self.misfit(format!("`{given}` is not allowed; did you mean {near}?")),
                None => self.misfit(format!("`{given}` is not one of {}", known.join(", "))),
            }
        }
        if let Some(only) = schema.constant.as_ref().filter(|only| !same(only, value)) {
            self.misfit(format!("only {} is allowed, not `{}`", plain(only), plain(value)));
        }
    }

    fn choices(&mut self, schema: &'s Schema, value: &Value) {
        for part in &schema.all {
            self.value(part, value);
        }
        let fitting = |shapes: &'s [Schema]| shapes.iter().filter(|shape| self.fits(shape, value)).count();
        let (one, any) = (fitting(&schema.one), fitting(&schema.any));
        if !schema.one.is_empty() && one != 1 {
            self.misfit(one_of("exactly one", &schema.one));
        }
        if !schema.any.is_empty() && any == 0 {
            self.misfit(one_of("at least one", &schema.any));
        }
    }

    fn fits(&self, schema: &'s Schema, value: &Value) -> bool {
        let mut walk = Walk { root: self.root, path: String::new(), misfits: Vec::new() };
        walk.value(schema, value);
        walk.misfits.is_empty()
    }

    fn misfit(&mut self, problem: String) {
        self.misfits.push(Misfit { path: self.path.clone(), problem, at_name: false });
    }
}

fn one_of(how_many: &str, shapes: &[Schema]) -> String {
    let required: Vec<_> = shapes.iter().map(|shape| shape.required.join(" with ")).collect();
    if required.iter().any(String::is_empty) {
        return format!("{how_many} of the {} forms that are allowed must fit", shapes.len());
    }
    format!("{how_many} of these must be set: {}", required.join(", "))
}

fn by_pattern<'s>(schema: &'s Schema, name: &str) -> Option<&'s Schema> {
    let matches = |pattern: &str| Pattern::from(pattern.to_owned()).matches(name).unwrap_or(true);
    schema.by_pattern.iter().find(|(pattern, _)| matches(pattern)).map(|(_, inner)| inner)
}

fn excludes(schema: &Schema, name: &str, other: &str) -> bool {
    schema.excludes.get(name).is_some_and(|others| others.iter().any(|known| known == other))
}

/// An intrinsic function, the placeholder `$output` or a dynamic reference: what stands there is known only later.
fn is_resolved_later(value: &Value) -> bool {
    match value {
        Value::Object(map) if map.len() == 1 => {
            map.keys().all(|key| key == "Ref" || key == "$output" || key.starts_with("Fn::"))
        }
        Value::String(text) => text.contains("{{resolve:"),
        _ => false,
    }
}

/// A property set to `AWS::NoValue` is left out. One with a condition may be, so it neither is missing nor excludes others.
fn is_present(map: &Map<String, Value>, name: &str) -> bool {
    map.get(name).is_some_and(|value| value.get("Ref").and_then(Value::as_str) != Some("AWS::NoValue"))
}

fn is_of_type(letter: char, value: &Value) -> bool {
    match (letter, value) {
        ('s', Value::String(_)) | ('b', Value::Bool(_)) | ('o', Value::Object(_)) | ('a', Value::Array(_)) => true,
        ('n', Value::Number(_)) => true,
        ('i', Value::Number(number)) => {
            number.is_i64() || number.is_u64() || number.as_f64().is_some_and(|value| value.fract() == 0.0)
        }
        ('b', Value::String(text)) => text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false"),
        ('i', Value::String(text)) => text.parse::<i64>().is_ok(),
        ('n', Value::String(text)) => text.parse::<f64>().is_ok(),
        _ => false,
    }
}

fn type_names(letters: &str) -> String {
    let name = |letter| match letter {
        's' => "text",
        'i' => "an integer",
        'n' => "a number",
        'b' => "a boolean",
        'o' => "an object",
        _ => "a list",
    };
    letters.chars().map(name).collect::<Vec<_>>().join(" or ")
}

fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => format!("the boolean {value}"),
        Value::Number(_) => format!("the number {value}"),
        Value::String(text) => format!("the text `{}`", excerpt(text)),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

fn same(known: &Value, value: &Value) -> bool {
    known == value || (matches!(value, Value::String(_)) && plain(known) == plain(value))
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn excerpt(text: &str) -> String {
    let most = 60;
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most).chain(['…']).collect()
}

/// The candidate that differs by a slip of the fingers, case aside.
fn nearest<'c>(given: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let lower = given.to_ascii_lowercase();
    let distance = |candidate: &&str| strsim::damerau_levenshtein(&lower, &candidate.to_ascii_lowercase());
    let allowed = 1 + given.len() / 4;
    candidates
        .map(|candidate| (distance(&candidate), candidate))
        .filter(|(d, _)| *d <= allowed)
        .min_by_key(|(d, _)| *d)
        .map(|(_, near)| near)
}
