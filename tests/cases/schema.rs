//! The JSON Schema and the decoder accept and refuse the same files.

use serde_json::Value;

use crate::check::{cases, check_file};

/// Codes of the shape of a blueprint: what the schema can see. The others are about what a value means.
const SHAPE: [&str; 7] = ["S0101", "S0102", "S0103", "S0104", "S0105", "S0106", "S0110"];

/// Below `definition` and `cluster_config` the words are somebody else's: synth decodes them, the schema takes any.
const BELOW_A_SEAM: [&str; 1] = ["S0101-unknown-field-of-a-state"];

/// What `--set` says is in no file that an editor could check.
const SET_ON_THE_COMMAND_LINE: [&str; 1] = ["S0107-environment"];

fn schema() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&synth::json_schema()).unwrap();
    jsonschema::draft7::new(&schema).unwrap()
}

/// The file as another YAML reader understands it, with merge keys applied. `None` when that reader refuses it.
fn value(path: &std::path::Path) -> Option<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut value: serde_yaml::Value = serde_yaml::from_str(&text).ok()?;
    value.apply_merge().ok()?;
    serde_json::to_value(value).ok()
}

#[test]
fn accepts_what_the_decoder_accepts() {
    let schema = schema();
    let accepted = ["blueprints", "blueprints/accepted"].into_iter().flat_map(cases);
    for (name, path) in accepted {
        let value = value(&path).unwrap();
        let errors: Vec<String> =
            schema.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
    }
}

#[test]
fn refuses_what_the_decoder_refuses() {
    let schema = schema();
    for (name, path) in cases("blueprints/rejected")
        .into_iter()
        .filter(|(name, _)| !BELOW_A_SEAM.contains(&name.as_str()) && !SET_ON_THE_COMMAND_LINE.contains(&name.as_str()))
    {
        let shape = check_file(&path).codes().iter().any(|code| SHAPE.contains(code));
        if let Some(value) = value(&path) {
            let errors: Vec<String> =
                schema.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
            assert_eq!(shape, !errors.is_empty(), "{name}: {errors:#?}");
        }
    }
}
