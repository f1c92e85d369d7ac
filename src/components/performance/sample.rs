//! A document that meets a JSON Schema: the body of a request, where the blueprint has the schema and no sample.

use serde_json::{Map, json};

use crate::documents::cloudformation::Json;

/// How deep a sample goes: schemas may refer to themselves.
const DEPTH: u32 = 8;

/// The simplest document that the schema asks for. What only `pattern`, `not` or a condition says is not looked at.
pub(super) fn of_schema(schema: &Json) -> Json {
    sample(schema, schema, DEPTH)
}

fn sample(root: &Json, schema: &Json, depth: u32) -> Json {
    if depth == 0 {
        return Json::Null;
    }
    let deeper = |schema: &Json| sample(root, schema, depth - 1);
    if let Some(reference) = schema.get("$ref").and_then(Json::as_str) {
        let target = reference.strip_prefix('#').and_then(|path| root.pointer(path));
        return target.map_or(Json::Null, deeper);
    }
    let first = |key: &str| schema.get(key).and_then(Json::as_array).and_then(|all| all.first());
    let given = ["example", "default", "const"].iter().find_map(|key| schema.get(*key)).or_else(|| first("enum"));
    if let Some(given) = given.or_else(|| first("examples")) {
        return given.clone();
    }
    if let Some(choice) = first("oneOf").or_else(|| first("anyOf")) {
        return deeper(choice);
    }
    if let Some(parts) = schema.get("allOf").and_then(Json::as_array) {
        return parts.iter().map(deeper).fold(Json::Null, together);
    }
    let kind = schema.get("type").and_then(|kind| kind.as_str().or_else(|| kind.get(0).and_then(Json::as_str)));
    match kind {
        Some("string") => text(schema),
        Some("integer" | "number") => {
            schema.get("minimum").or_else(|| schema.get("maximum")).cloned().unwrap_or(json!(1))
        }
        Some("boolean") => json!(true),
        Some("array") => {
            let count = schema.get("minItems").and_then(Json::as_u64).unwrap_or(1).min(100);
            let item = schema.get("items").map_or(Json::Null, deeper);
            (0..count).map(|_| item.clone()).collect()
        }
        Some("null") => Json::Null,
        Some(_) => object(schema, deeper),
        None if schema.get("properties").is_some() => object(schema, deeper),
        None => json!({}),
    }
}

fn object(schema: &Json, deeper: impl Fn(&Json) -> Json) -> Json {
    let properties = schema.get("properties").and_then(Json::as_object);
    let all = properties.into_iter().flatten().map(|(name, schema)| (name.clone(), deeper(schema)));
    Json::Object(all.collect::<Map<_, _>>())
}

fn together(one: Json, other: Json) -> Json {
    match (one, other) {
        (Json::Object(mut one), Json::Object(other)) => {
            one.extend(other);
            Json::Object(one)
        }
        (_, other) => other,
    }
}

/// A text of a length and a format that the schema asks for.
fn text(schema: &Json) -> Json {
    let length = |key: &str| schema.get(key).and_then(Json::as_u64).and_then(|length| usize::try_from(length).ok());
    match schema.get("format").and_then(Json::as_str) {
        Some("date-time") => json!("2026-01-01T00:00:00Z"),
        Some("date") => json!("2026-01-01"),
        Some("email") => json!("load-test@example.com"),
        Some("uri") => json!("https://example.com/"),
        Some("uuid") => json!("00000000-0000-4000-8000-000000000000"),
        _ => {
            let least = length("minLength").unwrap_or(0).min(1000);
            let most = length("maxLength").unwrap_or(usize::MAX);
            let padded = format!("{:x<least$}", "text");
            json!(padded.chars().take(most).collect::<String>())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_has_what_the_schema_asks_for() {
        let schema = json!({
            "type": "object",
            "properties": {
                "mode": {"enum": ["ranked", "casual"]},
                "size": {"type": "integer", "minimum": 2},
                "name": {"type": "string", "minLength": 6, "maxLength": 8},
                "to": {"type": "string", "format": "email"},
                "tags": {"type": "array", "items": {"type": "string", "maxLength": 2}},
                "at": {"$ref": "#/definitions/place"},
                "either": {"oneOf": [{"type": "boolean"}, {"type": "null"}]},
                "both": {"allOf": [{"properties": {"a": {"type": "number"}}}, {"properties": {"b": {"type": ["null", "string"]}}}]}
            },
            "definitions": {"place": {"type": "object", "properties": {"x": {"type": "number", "default": 0.5}}}}
        });
        let expected = json!({
            "mode": "ranked", "size": 2, "name": "textxx", "to": "load-test@example.com", "tags": ["te"], "at": {"x": 0.5},
            "either": true, "both": {"a": 1, "b": null}
        });
        assert_eq!(of_schema(&schema), expected);
    }

    #[test]
    fn a_schema_that_refers_to_itself_ends() {
        let schema = json!({"type": "object", "properties": {"next": {"$ref": "#"}}});
        assert!(of_schema(&schema).to_string().len() < 200);
    }
}
