//! JSONPath as Jayway reads it: `$.a['b'][0]`, `[-1]`, `[1:3]`, `[0,2]`, `.*`, `..name` and `[?(@.price > 10)]`.

use serde_json::Value as Json;

/// The depth to which `..` looks.
const DEEPEST: usize = 64;

/// One step of a path.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    Names(Vec<String>),
    Indices(Vec<i64>),
    Slice(Option<i64>, Option<i64>),
    All,
    /// `..`, before the step that follows it.
    Anywhere,
    Filter(Filter),
    /// `.length()` and `.size()`.
    Length,
}

#[derive(Debug, Clone, PartialEq)]
struct Filter {
    path: Vec<Step>,
    compared: Option<(&'static str, Json)>,
}

/// A path that can be followed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Path {
    steps: Vec<Step>,
}

impl Path {
    /// Reads a path. One that does not begin with `$` begins below it.
    pub fn parse(text: &str) -> Option<Path> {
        let text = text.trim();
        let rest = match text.strip_prefix('$') {
            Some(rest) => rest.to_owned(),
            None if text.is_empty() || text.starts_with(['.', '@']) => return None,
            None if text.starts_with('[') => text.to_owned(),
            None => format!(".{text}"),
        };
        steps(&rest).map(|steps| Path { steps })
    }

    /// What is there: one value where the path can lead to only one, else a list.
    pub fn find(&self, root: &Json) -> Option<Json> {
        let found = follow(&self.steps, root);
        let single = |step: &Step| match step {
            Step::Names(names) => names.len() == 1,
            Step::Indices(indices) => indices.len() == 1,
            Step::Length => true,
            Step::Slice(..) | Step::All | Step::Anywhere | Step::Filter(_) => false,
        };
        if self.steps.iter().all(single) { found.into_iter().next() } else { Some(Json::Array(found)) }
    }
}

fn follow(steps: &[Step], root: &Json) -> Vec<Json> {
    let mut current = vec![root.clone()];
    let mut anywhere = false;
    for step in steps {
        if *step == Step::Anywhere {
            anywhere = true;
            continue;
        }
        if std::mem::take(&mut anywhere) {
            current = current.iter().flat_map(|value| everything(value, 0)).collect();
        }
        current = current.iter().flat_map(|value| one(step, value)).collect();
    }
    current
}

/// A value and all below it.
fn everything(value: &Json, depth: usize) -> Vec<Json> {
    let mut found = vec![value.clone()];
    if depth < DEEPEST {
        match value {
            Json::Array(items) => found.extend(items.iter().flat_map(|item| everything(item, depth + 1))),
            Json::Object(fields) => found.extend(fields.values().flat_map(|item| everything(item, depth + 1))),
            _ => {}
        }
    }
    found
}

fn one(step: &Step, value: &Json) -> Vec<Json> {
    match step {
        Step::Names(names) => names.iter().filter_map(|name| value.get(name).cloned()).collect(),
        Step::Indices(indices) => {
            let Json::Array(items) = value else { return Vec::new() };
            indices.iter().filter_map(|index| items.get(position(*index, items.len())).cloned()).collect()
        }
        Step::Slice(from, to) => {
            let Json::Array(items) = value else { return Vec::new() };
            let from = from.map_or(0, |from| position(from, items.len()));
            let to = to.map_or(items.len(), |to| position(to, items.len()));
            items.get(from.min(items.len())..to.min(items.len())).unwrap_or_default().to_vec()
        }
        Step::All => match value {
            Json::Array(items) => items.clone(),
            Json::Object(fields) => fields.values().cloned().collect(),
            _ => Vec::new(),
        },
        Step::Filter(filter) => match value {
            Json::Array(items) => items.iter().filter(|item| filter.passes(item)).cloned().collect(),
            other if filter.passes(other) => vec![other.clone()],
            _ => Vec::new(),
        },
        Step::Length => match value {
            Json::Array(items) => vec![items.len().into()],
            Json::Object(fields) => vec![fields.len().into()],
            Json::String(text) => vec![text.chars().count().into()],
            _ => Vec::new(),
        },
        Step::Anywhere => vec![value.clone()],
    }
}

/// A position from the start; negative ones count from the end.
fn position(index: i64, length: usize) -> usize {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let from_start = if index < 0 { length.saturating_add(index) } else { index };
    usize::try_from(from_start).unwrap_or(if index < 0 { 0 } else { usize::MAX })
}

impl Filter {
    fn passes(&self, item: &Json) -> bool {
        let found = follow(&self.path, item);
        let Some((operator, wanted)) = &self.compared else { return !found.is_empty() };
        let Some(found) = found.first() else { return *operator == "!=" };
        let order = match (found.as_f64(), wanted.as_f64()) {
            (Some(a), Some(b)) => a.partial_cmp(&b),
            _ => found.as_str().zip(wanted.as_str()).map(|(a, b)| a.cmp(b)),
        };
        match *operator {
            "==" => order.map_or(found == wanted, |order| order.is_eq()),
            "!=" => order.map_or(found != wanted, |order| order.is_ne()),
            "<" => order.is_some_and(|order| order.is_lt()),
            "<=" => order.is_some_and(|order| order.is_le()),
            ">" => order.is_some_and(|order| order.is_gt()),
            _ => order.is_some_and(|order| order.is_ge()),
        }
    }
}

fn steps(text: &str) -> Option<Vec<Step>> {
    let mut rest = text;
    let mut found = Vec::new();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("..") {
            found.push(Step::Anywhere);
            rest = after;
            if rest.is_empty() {
                return None;
            }
            if !rest.starts_with('[') {
                rest = named(rest, &mut found)?;
            }
        } else if let Some(after) = rest.strip_prefix('.') {
            rest = if after.starts_with('[') { after } else { named(after, &mut found)? };
        } else if rest.starts_with('[') {
            let end = closing(rest)?;
            found.push(bracket(rest.get(1..end)?.trim())?);
            rest = rest.get(end + 1..)?;
        } else {
            return None;
        }
    }
    Some(found)
}

fn named<'t>(text: &'t str, found: &mut Vec<Step>) -> Option<&'t str> {
    let end = text.find(['.', '[']).unwrap_or(text.len());
    let (name, rest) = (text.get(..end)?, text.get(end..)?);
    found.push(match name {
        "" => return None,
        "*" => Step::All,
        "length()" | "size()" => Step::Length,
        name if name.contains(['(', ')', ' ', '\'', '"', ']']) => return None,
        name => Step::Names(vec![name.to_owned()]),
    });
    Some(rest)
}

/// Where the bracket that opens the text is closed.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '[') => depth += 1,
            (None, ']') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

fn bracket(inner: &str) -> Option<Step> {
    if inner == "*" {
        return Some(Step::All);
    }
    if let Some(condition) = inner.strip_prefix("?(").and_then(|rest| rest.strip_suffix(')')) {
        return filter(condition.trim()).map(Step::Filter);
    }
    if inner.starts_with(['\'', '"']) {
        let names = inner.split(',').map(|name| unquoted(name.trim()).map(str::to_owned));
        return names.collect::<Option<Vec<_>>>().map(Step::Names);
    }
    if let Some((from, to)) = inner.split_once(':') {
        let bound = |text: &str| if text.trim().is_empty() { Some(None) } else { text.trim().parse().ok().map(Some) };
        return Some(Step::Slice(bound(from)?, bound(to)?));
    }
    let indices = inner.split(',').map(|index| index.trim().parse().ok());
    indices.collect::<Option<Vec<i64>>>().map(Step::Indices)
}

fn unquoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    text.strip_prefix(quote)?.strip_suffix(quote)
}

fn filter(condition: &str) -> Option<Filter> {
    if condition.contains("&&") || condition.contains("||") || condition.contains("=~") {
        return None;
    }
    let operator = ["==", "!=", "<=", ">=", "<", ">"].into_iter().find(|operator| condition.contains(operator));
    let (left, compared) = match operator.and_then(|operator| Some((operator, condition.split_once(operator)?))) {
        None => (condition, None),
        Some((operator, (left, right))) => {
            let right = right.trim();
            let wanted = match unquoted(right) {
                Some(text) => Json::from(text),
                None => serde_json::from_str(right).ok()?,
            };
            (left.trim(), Some((operator, wanted)))
        }
    };
    Some(Filter { path: steps(left.strip_prefix('@')?)?, compared })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn find(path: &str) -> Option<Json> {
        let root = json!({
            "store": {"name": "It's", "book": [
                {"title": "A", "price": 8.95},
                {"title": "B", "price": 12, "isbn": "1"},
                {"title": "C", "price": 22, "isbn": "2"}
            ]},
            "a b": 1
        });
        Path::parse(path)?.find(&root)
    }

    #[test]
    fn paths_lead_where_jayway_leads() {
        let cases = [
            ("$.store.name", json!("It's")),
            ("store.name", json!("It's")),
            ("$['a b']", json!(1)),
            ("$.store.book[0].title", json!("A")),
            ("$.store.book[-1].title", json!("C")),
            ("$.store.book[0,2].title", json!(["A", "C"])),
            ("$.store.book[1:].title", json!(["B", "C"])),
            ("$.store.book[:-1].title", json!(["A", "B"])),
            ("$.store.book[*].price", json!([8.95, 12, 22])),
            ("$..title", json!(["A", "B", "C"])),
            ("$.store.book[?(@.price > 10)].title", json!(["B", "C"])),
            ("$.store.book[?(@.title == 'B')].price", json!([12])),
            ("$.store.book[?(@.isbn)].title", json!(["B", "C"])),
            ("$.store.book.length()", json!(3)),
            ("$.store.book[7:].title", json!([])),
        ];
        for (path, expected) in cases {
            assert_eq!(find(path), Some(expected), "{path}");
        }
        assert_eq!(find("$.missing.name"), None);
        assert_eq!(find("$.store.book[7]"), None);
        for wrong in ["", ".", "$.", "$.a[", "$[?(", "$.a b", "$.a[x]", "$.store.foo()", "$..", "$[?(@.a && @.b)]"] {
            assert_eq!(Path::parse(wrong), None, "{wrong}");
        }
    }
}
