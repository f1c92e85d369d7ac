//! The JSON Schema of a blueprint, out of the models.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::Blueprint;

/// The schema as text, draft 7, which editors know best.
pub fn json_schema() -> String {
    let schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<Blueprint>();
    let mut schema = schema.to_value();
    if let Some(object) = schema.as_object_mut() {
        object.insert("patternProperties".into(), json!({ "^x-": {} }));
    }
    drop_null_branches(&mut schema);
    patch_regions(&mut schema);
    add_environments(&mut schema);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// `Option<T>` comes as `anyOf [T, null]`, which editors show as a choice; a field that may be left out is just T.
/// A patch really takes null: there the branch that is kept stands beside an inline schema, never beside a lone `$ref`.
fn drop_null_branches(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Array(types)) = object.get_mut("type")
                && types.len() == 2
            {
                types.retain(|name| name != "null");
                if let [only] = types.as_slice() {
                    let only = only.clone();
                    object.insert("type".into(), only);
                }
            }
            object.values_mut().for_each(drop_null_branches);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_null_branches),
        _ => {}
    }
}

/// What `per_region` of a component holds is a patch of its model.
fn patch_regions(schema: &mut Value) {
    let Some(definitions) = schema.get("definitions").and_then(Value::as_object).cloned() else { return };
    let mut patches = Patches { definitions: &definitions, patched: Map::new() };
    let mut patched = definitions.clone();
    for definition in patched.values_mut() {
        if let Some(model) = definition.pointer_mut("/properties/per_region/additionalProperties") {
            *model = patches.of(model);
        }
    }
    patched.extend(patches.patched);
    if let Some(object) = schema.as_object_mut() {
        object.insert("definitions".into(), patched.into());
    }
}

/// An environment is a patch of the whole language, and the account that it is for.
fn add_environments(schema: &mut Value) {
    let Some(definitions) = schema.get("definitions").and_then(Value::as_object).cloned() else { return };
    let Some(mut fields) = schema.get("properties").and_then(Value::as_object).cloned() else { return };
    fields.retain(|name, _| name != "environments");
    let mut patches = Patches { definitions: &definitions, patched: Map::new() };
    let mut environment = patches.of(&json!({ "type": "object", "properties": fields, "additionalProperties": false }));
    if let Some(Value::Object(fields)) = environment.get_mut("properties") {
        let account = json!({
            "description": "Account that the environment is for, 12 digits in quotes: deploy.sh refuses any other.",
            "type": "string",
            "pattern": "^[0-9]{12}$",
        });
        fields.insert("account".into(), account);
    }
    if let Some(object) = environment.as_object_mut() {
        object.insert("patternProperties".into(), json!({ "^x-": {} }));
    }
    let patched = patches.patched;
    let Some(Value::Object(definitions)) = schema.get_mut("definitions") else { return };
    definitions.extend(patched);
    definitions.insert("Environment".into(), json!({ "anyOf": [environment, { "type": "null" }] }));
}

/// Schemas in which nothing is required and null removes.
struct Patches<'s> {
    definitions: &'s Map<String, Value>,
    /// The patches of definitions, by the names that they get.
    patched: Map<String, Value>,
}

impl Patches<'_> {
    fn of(&mut self, schema: &Value) -> Value {
        let Some(object) = schema.as_object() else { return schema.clone() };
        let mut patch = object.clone();
        patch.remove("required");
        if let Some(name) = object.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next()) {
            patch.insert("$ref".into(), format!("#/definitions/{}", self.definition(name)).into());
        }
        for (key, value) in &mut patch {
            match (key.as_str(), value) {
                ("properties" | "patternProperties", Value::Object(fields)) => {
                    fields.values_mut().for_each(|field| *field = self.or_null(field));
                }
                ("additionalProperties", field) if field.is_object() => *field = self.or_null(field),
                ("anyOf" | "oneOf" | "allOf", Value::Array(branches)) => {
                    branches.iter_mut().for_each(|branch| *branch = self.of(branch));
                }
                _ => {}
            }
        }
        // Without `required` several of the alternatives may fit.
        if let Some(branches) = patch.remove("oneOf") {
            patch.insert("anyOf".into(), branches);
        }
        Value::Object(patch)
    }

    fn or_null(&mut self, schema: &Value) -> Value {
        let patch = self.of(schema);
        let nothing = json!({ "type": "null" });
        let takes_null =
            patch.get("anyOf").and_then(Value::as_array).is_some_and(|branches| branches.contains(&nothing));
        if takes_null { patch } else { json!({ "anyOf": [patch, nothing] }) }
    }

    /// The name of the patch of a definition.
    fn definition(&mut self, name: &str) -> String {
        let patch = format!("{name}Patch");
        let Some(schema) = self.definitions.get(name) else { return name.to_owned() };
        if !self.patched.contains_key(&patch) {
            // Its place is taken first: a definition may hold itself.
            self.patched.insert(patch.clone(), Value::Null);
            let patched = self.of(schema);
            if patched == *schema {
                self.patched.remove(&patch);
                return name.to_owned();
            }
            self.patched.insert(patch.clone(), patched);
        }
        patch
    }
}
