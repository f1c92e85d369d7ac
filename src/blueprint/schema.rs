//! The JSON Schema of a blueprint, out of the models.

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::Blueprint;

/// The schema as text, draft 7, which editors know best.
pub fn json_schema() -> String {
    let schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<Blueprint>();
    let mut schema = schema.to_value();
    if let Some(object) = schema.as_object_mut() {
        object.insert("patternProperties".into(), json!({ "^x-": {} }));
    }
    drop_null_branches(&mut schema);
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
