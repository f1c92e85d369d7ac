//! `path=value` as a patch: what a command line can say in one argument.

use super::tree::{Content, Owner, Slot};
use super::{NodeId, Tree};
use crate::diagnostics::{self, Diagnostic, SourceId, Span};

impl Tree {
    /// Reads `caches.sessions.shards=2` as the mapping that says the same. The value is YAML: text, a list `[a, b]`, a mapping
    /// `{a: 1}`, `null`. A key with a dot, an equals sign or a quote in it is quoted: `apis.game.routes."/v1.0".get.cache=disabled`.
    ///
    /// None when the text is no assignment or its value no YAML; a diagnostic says why.
    pub fn parse_assignment(
        &mut self,
        source: SourceId,
        text: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<NodeId> {
        let (keys, value) = match split(text) {
            Ok(parts) => parts,
            Err((at, problem)) => {
                let at = u32::try_from(at).unwrap_or(u32::MAX);
                let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
                let error = Diagnostic::error(diagnostics::BAD_ASSIGNMENT, Span { source, start: at, end }, problem);
                diagnostics.push(error.help(
                    "write the path with dots, then the value as YAML: caches.sessions.shards=2; quote a key with a dot: \"/v1.0\"",
                ));
                return None;
            }
        };
        // Blanks in place of the path keep the places of the value.
        let padded = format!("{}{}", " ".repeat(value), text.get(value..).unwrap_or_default());
        let mut node = self.parse(source, &padded, diagnostics)?;
        if text.get(value..).is_none_or(|value| value.trim().is_empty()) {
            // An empty document is an empty mapping; an empty value is blank.
            let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
            node = self.push(Span { source, start: end, end }, scalar(""));
        }
        for key in keys.iter().rev() {
            node = self.wrap(source, key, node);
        }
        Some(node)
    }

    /// `{key: value}`.
    fn wrap(&mut self, source: SourceId, key: &Key, value: NodeId) -> NodeId {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let span = Span { source, start: place(key.start), end: place(key.end) };
        let name = self.push(span, scalar(&key.name));
        let whole = span.to(self.span(value));
        let map = self.push(whole, Content::Map { entries: vec![(name, value)], flow: true });
        self.set_owner(name, Some(Owner { parent: map, slot: Slot::Key }));
        self.set_owner(value, Some(Owner { parent: map, slot: Slot::Value(name) }));
        map
    }
}

fn scalar(text: &str) -> Content {
    Content::Scalar { text: text.into(), quoted: false }
}

/// One key of a path, and its bytes.
#[derive(Debug, PartialEq, Eq)]
struct Key {
    name: String,
    start: usize,
    end: usize,
}

/// The keys of the path and the byte at which the value starts; or the byte at which it stops being an assignment, and why.
fn split(text: &str) -> Result<(Vec<Key>, usize), (usize, String)> {
    let mut keys = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let (name, length) = key(rest).map_err(|problem| (at, problem))?;
        if name.is_empty() {
            return Err((at, if keys.is_empty() { "there is no path".into() } else { "a key is empty".to_owned() }));
        }
        let end = at + length;
        keys.push(Key { name, start: at, end });
        match text.get(end..).and_then(|rest| rest.chars().next()) {
            Some('.') => at = end + 1,
            Some('=') => return Ok((keys, end + 1)),
            Some(other) => return Err((end, format!("`{other}` behind a key, where a dot or `=` belongs"))),
            None => return Err((0, format!("`{text}` has no `=`"))),
        }
    }
}

/// The key at the beginning of the text, and how many bytes it takes.
fn key(text: &str) -> Result<(String, usize), String> {
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let inner = text.get(1..).unwrap_or_default();
        let end = inner.find(quote).ok_or_else(|| "a quoted key does not end".to_owned())?;
        return Ok((inner.get(..end).unwrap_or_default().to_owned(), end + 2));
    }
    let end = text.find(['.', '=']).unwrap_or(text.len());
    let name = text.get(..end).unwrap_or_default();
    if name.contains('[') {
        return Err(format!("`{name}` picks from a list: a list is replaced whole, as in path=[a, b]"));
    }
    Ok((name.to_owned(), end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::Limits;

    fn read(text: &str) -> Result<String, Vec<String>> {
        let mut tree = Tree::new(Limits::default());
        let mut diagnostics = Vec::new();
        match tree.parse_assignment(SourceId(0), text, &mut diagnostics) {
            Some(node) if diagnostics.is_empty() => Ok(tree.to_json(node).to_string()),
            _ => Err(diagnostics.into_iter().map(|found| found.message).collect()),
        }
    }

    #[test]
    fn values_are_yaml() {
        for (text, json) in [
            ("name=shop", r#"{"name":"shop"}"#),
            ("caches.sessions.shards=2", r#"{"caches":{"sessions":{"shards":2}}}"#),
            ("a='2'", r#"{"a":"2"}"#),
            ("a.b=[x, y]", r#"{"a":{"b":["x","y"]}}"#),
            ("a={b: 1, c: null}", r#"{"a":{"b":1,"c":null}}"#),
            ("a=b=c", r#"{"a":"b=c"}"#),
            ("a=", r#"{"a":null}"#),
            (r#"routes."/v1.0/x=y".get=ü"#, r#"{"routes":{"/v1.0/x=y":{"get":"ü"}}}"#),
            ("routes.'/v1.0'.get={}", r#"{"routes":{"/v1.0":{"get":{}}}}"#),
        ] {
            assert_eq!(read(text).as_deref(), Ok(json), "{text}");
        }
    }

    #[test]
    fn what_is_no_assignment_is_said() {
        for (text, problem) in [
            ("shards", "`shards` has no `=`"),
            ("=2", "there is no path"),
            ("a..b=2", "a key is empty"),
            ("\"a=2", "a quoted key does not end"),
            ("\"a\"b=2", "`b` behind a key, where a dot or `=` belongs"),
            ("a[0]=2", "`a[0]` picks from a list: a list is replaced whole, as in path=[a, b]"),
        ] {
            assert_eq!(read(text), Err(vec![problem.to_owned()]), "{text}");
        }
        assert!(read("a={b").is_err());
    }

    #[test]
    fn places_are_those_of_the_argument() {
        let mut tree = Tree::new(Limits::default());
        let text = "caches.sessions.shards=22";
        let root = tree.parse_assignment(SourceId(0), text, &mut Vec::new()).unwrap();
        let found = tree.locate(root, &["caches", "sessions", "shards"]);
        let slice = |span: Span| &text[span.start as usize..span.end as usize];
        assert_eq!((slice(found.key.unwrap()), slice(found.value)), ("shards", "22"));
        assert_eq!(tree.path(found.node), "caches.sessions.shards");
    }
}
