//! The schema of a body: JSON Schema, draft 4, as API Gateway takes it.

use serde_json::{Value as Json, json};

use super::super::routes::Entry;
use crate::blueprint::{Api, Document, Method};
use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::system::Instance;
use crate::yaml::{Kind, NodeId, Plain, Tree};

const FACT: &str = "API Gateway Developer Guide, data models for REST APIs: models are defined using JSON Schema draft 4; PutModel refuses other keywords (read 2026-11-22)";
const DRAFT_4: &str = "http://json-schema.org/draft-04/schema#";
/// The largest model in bytes (API Gateway Developer Guide, quotas of a REST API: 400 KB).
const LARGEST_MODEL: usize = 400 * 1024;

/// Keywords of draft 4.
const KEYWORDS: &[&str] = &[
    "$schema",
    "$ref",
    "id",
    "title",
    "description",
    "default",
    "type",
    "enum",
    "format",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "items",
    "additionalItems",
    "maxItems",
    "minItems",
    "uniqueItems",
    "properties",
    "patternProperties",
    "additionalProperties",
    "required",
    "maxProperties",
    "minProperties",
    "dependencies",
    "definitions",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
];
/// Keywords of later drafts, and what draft 4 has for them.
const LATER: &[(&str, &str)] = &[
    ("$id", "draft 4 calls it `id`"),
    ("$defs", "draft 4 calls it `definitions`"),
    ("const", "write `enum` with one value"),
    ("examples", "leave it out"),
    ("example", "leave it out"),
    ("dependentRequired", "draft 4 has `dependencies`"),
    ("dependentSchemas", "draft 4 has `dependencies`"),
    ("nullable", "write `type: [string, \"null\"]`"),
];
const TYPES: &[&str] = &["array", "boolean", "integer", "null", "number", "object", "string"];

/// Schemas that API Gateway refuses, and those that no request meets.
pub(super) fn check(api: &Instance<'_, Api>, entry: Entry<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(body) = &entry.route.body else { return };
    if matches!(entry.method, Method::Get | Method::Head | Method::Delete | Method::Options) {
        let warning = Diagnostic::warning(
            codes::BODY_WITHOUT_MEANING,
            entry.key(api, &["body"]),
            format!("{} has a schema for its body", entry.title()),
        )
        .label("clients send no body with this method")
        .help("declare query strings, or use `post`")
        .fact("a GET, HEAD, DELETE or OPTIONS request has no content of defined meaning (RFC 9110, section 9.3)");
        diagnostics.push(warning);
    }
    let Document::Inline(node) = &body.schema else { return };
    let tree = api.system.tree;
    let checker = Checker { tree, root: node.0, within: entry.value(api, &["body", "schema"]) };
    checker.schema(node.0, diagnostics);
    let size = tree.to_json(node.0).to_string().len();
    if size > LARGEST_MODEL {
        let error = Diagnostic::error(
            codes::BODY_SCHEMA,
            entry.key(api, &["body", "schema"]),
            format!("the schema has {size} bytes"),
        )
        .label(format!("at most {LARGEST_MODEL}"))
        .help("check less: the function can do the rest")
        .fact("model size 400 KB (API Gateway Developer Guide, quotas of a REST API, read 2026-11-22)");
        diagnostics.push(error);
    }
}

/// The schema as the model has it: it says which draft it is.
pub fn json(tree: &Tree, schema: &Document) -> Option<Json> {
    let Document::Inline(node) = schema else { return None };
    let mut json = json!({ "$schema": DRAFT_4 });
    if let (Some(all), Json::Object(own)) = (json.as_object_mut(), tree.to_json(node.0)) {
        all.extend(own);
    }
    Some(json)
}

struct Checker<'t> {
    tree: &'t Tree,
    root: NodeId,
    within: Span,
}

impl Checker<'_> {
    fn error(&self, span: Span, message: String) -> Diagnostic {
        let error = Diagnostic::error(codes::BODY_SCHEMA, span, message).fact(FACT);
        if self.within.source == span.source { error } else { error.also(self.within, "the schema of this body") }
    }

    fn schema(&self, node: NodeId, diagnostics: &mut Vec<Diagnostic>) {
        if self.tree.kind(node) != Kind::Map {
            let error = self.error(self.tree.span(node), "a schema is a mapping".into());
            diagnostics.push(error.label("no schema").help("write `{type: object, properties: {…}}`"));
            return;
        }
        for (key, value) in self.tree.entries(node) {
            let name = self.tree.text(*key).unwrap_or_default();
            if KEYWORDS.contains(&name) {
                self.keyword(name, *value, diagnostics);
            } else {
                diagnostics.push(self.unknown(*key, name));
            }
        }
    }

    fn unknown(&self, key: NodeId, name: &str) -> Diagnostic {
        let span = self.tree.span(key);
        let error = self.error(span, format!("`{name}` is no keyword of JSON Schema draft 4"));
        if let Some((_, help)) = LATER.iter().find(|(later, _)| *later == name) {
            return error.label("refused").help(*help);
        }
        match did_you_mean(name, KEYWORDS.iter().copied()) {
            Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
            None => error.label("refused").help("leave it out; names of fields stand in `properties`"),
        }
    }

    fn keyword(&self, name: &str, value: NodeId, diagnostics: &mut Vec<Diagnostic>) {
        let (tree, span) = (self.tree, self.tree.span(value));
        let mut refuse = |message: String, help: &str| {
            diagnostics.push(self.error(span, message).label("refused").help(help));
        };
        match name {
            "$schema" if tree.text(value) != Some(DRAFT_4) => {
                let message = "API Gateway reads draft 4 of JSON Schema alone".to_owned();
                diagnostics.push(self.error(span, message).label("another draft").fix("say draft 4", span, DRAFT_4));
            }
            "$ref" => self.reference(value, diagnostics),
            "type" => {
                let words = if tree.kind(value) == Kind::List { tree.items(value).to_vec() } else { vec![value] };
                for word in words {
                    let text = tree.text(word).unwrap_or_default();
                    if !TYPES.contains(&text) {
                        diagnostics.push(self.unknown_type(word, text));
                    }
                }
            }
            "required" if tree.kind(value) != Kind::List || tree.items(value).is_empty() => {
                refuse("`required` is a list of names".into(), "write it beside `properties`: `required: [name]`");
            }
            "exclusiveMinimum" | "exclusiveMaximum" if !matches!(tree.plain(value), Some(Plain::Bool(_))) => {
                refuse(
                    format!("`{name}` is true or false in draft 4"),
                    "write the number as `minimum` or `maximum` beside it",
                );
            }
            "properties" | "patternProperties" | "definitions" => {
                tree.entries(value).iter().for_each(|(_, schema)| self.schema(*schema, diagnostics));
            }
            "allOf" | "anyOf" | "oneOf" => {
                tree.items(value).iter().for_each(|schema| self.schema(*schema, diagnostics));
            }
            "items" if tree.kind(value) == Kind::List => {
                tree.items(value).iter().for_each(|schema| self.schema(*schema, diagnostics));
            }
            "items" | "not" => self.schema(value, diagnostics),
            "additionalProperties" | "additionalItems" if tree.kind(value) == Kind::Map => {
                self.schema(value, diagnostics)
            }
            _ => {}
        }
    }

    fn unknown_type(&self, word: NodeId, text: &str) -> Diagnostic {
        let span = self.tree.span(word);
        let error = self.error(span, format!("JSON has no type `{text}`"));
        match did_you_mean(text, TYPES.iter().copied()) {
            Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
            None => error.label("no type").help(format!("the types are {}", TYPES.join(", "))),
        }
    }

    /// A reference within the schema, or to a model of the same API by its address.
    fn reference(&self, value: NodeId, diagnostics: &mut Vec<Diagnostic>) {
        let text = self.tree.text(value).unwrap_or_default();
        if text == "#" || text.starts_with("https://apigateway.amazonaws.com/restapis/") {
            return;
        }
        let found = text.strip_prefix("#/").is_some_and(|path| {
            let unescaped = |part: &str| part.replace("~1", "/").replace("~0", "~");
            path.split('/').try_fold(self.root, |node, part| self.tree.get(node, &unescaped(part))).is_some()
        });
        if !found {
            let error = self.error(self.tree.span(value), format!("nothing stands at `{text}` in the schema"));
            diagnostics.push(
                error.label("leads nowhere").help("write what it refers to into `definitions`: `#/definitions/Name`"),
            );
        }
    }
}
