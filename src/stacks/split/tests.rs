//! Large blueprints in parts.

use std::collections::BTreeMap;

use crate::documents::cloudformation::{Json, StackKind};
use crate::emit::FileKind;
use crate::{Input, Outcome, synthesize};

/// Functions that all use one, and tables; the wiring as the blueprint says it.
fn blueprint(functions: usize, tables: usize, more: &str) -> String {
    let mut text = "name: shop\nprimary_region: {us-east-1: {}}\nfunctions:\n".to_owned();
    let code = "runtime: python3.13, code: {inline: \"def handler(event, context): return {}\"}";
    text.push_str(&format!("  base: {{{code}}}\n"));
    for at in 0..functions {
        text.push_str(&format!("  worker-{at}: {{{code}, uses: {{base: invoke}}}}\n"));
    }
    text.push_str("tables:\n");
    for at in 0..tables {
        text.push_str(&format!("  table-{at}: {{partition_key: {{name: id}}}}\n"));
    }
    text + more
}

fn run(blueprint: String, before: Option<&Outcome>) -> Outcome {
    let mut input = Input::default();
    input.blueprint = input.sources.add("blueprint.yaml", blueprint);
    let manifest = before.and_then(|before| before.files.iter().find(|file| file.kind == FileKind::Manifest));
    input.manifests.extend(manifest.map(|file| (String::new(), file.contents.clone())));
    synthesize(input)
}

fn good(blueprint: String, before: Option<&Outcome>) -> Outcome {
    let outcome = run(blueprint, before);
    assert!(!outcome.files.is_empty(), "{:?}", outcome.diagnostics.first());
    outcome
}

/// The ids of the resources of each template.
fn resources(outcome: &Outcome) -> BTreeMap<&str, Vec<&str>> {
    let templates = outcome.files.iter().filter(|file| file.kind == FileKind::Template);
    let ids = templates.map(|file| {
        let body = file.contents.split("\nOutputs:").next().unwrap_or_default();
        let lines = body.lines().filter_map(|line| line.strip_prefix("  ")?.strip_suffix(':'));
        (file.path.as_str(), lines.filter(|id| id.chars().all(char::is_alphanumeric)).collect())
    });
    ids.collect()
}

#[test]
fn parts_are_within_the_quotas_in_both_wirings() {
    for wiring in ["stack_output", "parameters"] {
        let outcome = good(blueprint(240, 200, &format!("wiring: {wiring}\n")), None);
        let all = resources(&outcome);
        for path in ["compute", "compute-2", "tables", "tables-2"] {
            let ids = &all[format!("us-east-1/{path}.template.yaml").as_str()];
            assert!((1..=450).contains(&ids.len()), "{path}: {}", ids.len());
        }
        let plan = &outcome.files.iter().find(|file| file.kind == FileKind::Plan).unwrap().contents;
        let script = outcome.files.iter().find(|file| file.path == "deploy.sh").unwrap();
        assert!(plan.contains("| compute-2 | 1 |"), "{plan}");
        assert!(
            script.contents.contains("stack us-east-1 shop-compute-2 us-east-1/compute-2.template.yaml CAPABILITY_IAM")
        );
        assert!(outcome.files.iter().any(|file| file.path == "us-east-1/compute-2.deploy-policy.json"));
        let second = outcome.files.iter().find(|file| file.path.ends_with("compute-2.template.yaml")).unwrap();
        let read = if wiring == "parameters" { "!Ref ComputeBaseArn" } else { "StackName: shop-compute" };
        assert!(second.contents.contains(read), "{}", &second.contents[..2000]);
    }
}

#[test]
fn what_is_added_at_the_end_moves_nothing() {
    let before = good(blueprint(140, 200, ""), None);
    let after = good(blueprint(150, 220, ""), Some(&before));
    let (old, new) = (resources(&before), resources(&after));
    for (path, ids) in old {
        assert!(ids.iter().all(|id| new[path].contains(id)), "{path}");
    }
    assert_eq!(
        new["us-east-1/tables-2.template.yaml"].len(),
        40,
        "180 names of tables are the outputs of the first part"
    );
}

/// What comes first pushes the last of the first part out: refused, unless the blueprint says where things stand.
#[test]
fn a_store_never_moves() {
    let before = good(blueprint(1, 180, ""), None);
    let pushed =
        blueprint(1, 180, "").replace("tables:\n", "tables:\n  first: {partition_key: {name: id, type: string}}\n");
    let outcome = run(pushed.clone(), Some(&before));
    let messages: Vec<&str> = outcome.diagnostics.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(messages, ["`table-179` would go from shop-tables to shop-tables-2"]);
    let said = good(pushed.clone() + "deployment: {parts: {tables-2: [first]}}\n", Some(&before));
    assert_eq!(resources(&said)["us-east-1/tables-2.template.yaml"], ["FirstTable"]);
    let moved = run(pushed + "deployment: {parts: {tables-2: [table-179]}}\n", Some(&before));
    assert!(moved.files.is_empty());
}

/// A function goes where the blueprint says, for that makes it anew without loss.
#[test]
fn what_holds_no_data_moves_when_told() {
    let before = good(blueprint(100, 1, ""), None);
    let move_it = "deployment: {parts: {compute-2: [worker-3]}}\n";
    let after = good(blueprint(100, 1, move_it), Some(&before));
    assert!(resources(&after)["us-east-1/compute-2.template.yaml"].contains(&"Worker3Function"));
    let back = run(blueprint(100, 1, ""), Some(&after));
    let codes: Vec<&str> = back.diagnostics.iter().map(|found| found.code.id).collect();
    assert_eq!(codes, ["S0228"]);
}

/// Alarms refer to a topic of the first part, a state over all of them to those of every part.
#[test]
fn references_between_parts_are_outputs() {
    let more =
        "observability: {alarms: {notify: [ops@example.com]}}\ndeployment: {parts: {observability-2: [worker-1]}}\n";
    let outcome = good(blueprint(3, 1, more), None);
    let template = |name: &str| {
        let path = format!("us-east-1/{name}.template.yaml");
        &outcome.files.iter().find(|file| file.path == path).unwrap().contents
    };
    assert!(template("observability").contains("  AlarmsTopicRef:\n"), "{}", template("observability"));
    assert!(template("observability-2").contains("OutputName: AlarmsTopic"), "{}", template("observability-2"));
    let manifest = outcome.files.iter().find(|file| file.kind == FileKind::Manifest).unwrap();
    let manifest: Json = serde_json::from_str(&manifest.contents).unwrap();
    let units: Vec<&Json> =
        manifest["waves"].as_array().unwrap().iter().flat_map(|wave| wave.as_array().unwrap()).collect();
    let second = units.iter().find(|unit| unit["stack"] == "shop-observability-2").unwrap();
    assert!(second["components"].as_array().unwrap().contains(&Json::from("functions.worker-1")), "{second}");
    assert_eq!(StackKind::find_part("observability-2"), Some((StackKind::Observability, 2)));
}
