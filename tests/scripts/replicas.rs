//! Replicas of tables, which AWS adds and removes one by one.

use synth::{Input, emit};

use super::Stage;

/// Three tables: one with replicas in all regions, one that has the region as its own, and one that is strongly consistent.
fn files(regions: &[&str], strong: bool) -> Vec<emit::File> {
    let secondaries: Vec<String> = regions.iter().map(|region| format!("{region}: {{}}")).collect();
    let ledger = if strong { "replication: global_table, consistency: strong, witness: us-east-2, " } else { "" };
    let mut input = Input::default();
    let text = format!(
        "name: game\nprimary_region: {{us-east-1: {{}}}}\nsecondary_regions: {{{}}}\ntables:\n  \
           matches: {{partition_key: {{name: id}}, replication: global_table}}\n  \
           sessions: {{partition_key: {{name: id}}, regions: [us-east-1]}}\n  \
           ledger: {{partition_key: {{name: id}}, {ledger}regions: [us-east-1, us-west-2]}}\n",
        secondaries.join(", ")
    );
    input.blueprint = input.sources.add("blueprint.yaml", text);
    let outcome = synth::synthesize(input);
    assert!(!outcome.files.is_empty(), "{:#?}", outcome.diagnostics);
    outcome.files
}

impl Stage {
    /// Deploys and tells which replicas the tables had in each update of the primary's stack.
    fn updates(&self, files: Vec<emit::File>) -> Vec<String> {
        self.put(files);
        self.fake("us-east-1.game-tables.templates", "");
        let ran = self.run("deploy.sh", &["--yes", "--region", "us-east-1", "--stack", "tables"]);
        assert_eq!(ran.code, Some(0), "{ran:#?}");
        let templates = self.read("fake/us-east-1.game-tables.templates");
        let regions = |table: &str| {
            let regions: Vec<&str> =
                table.lines().filter_map(|line| line.trim_start().strip_prefix("- Region: ")).collect();
            regions.join(" ")
        };
        let tables = |template: &str| {
            let tables: Vec<String> = template.split("\n  # tables.").skip(1).map(regions).collect();
            tables.join(" | ")
        };
        templates.split("AWSTemplateFormatVersion").skip(1).map(tables).collect()
    }
}

#[test]
fn a_first_deployment_makes_all_at_once() {
    let updates = Stage::empty().updates(files(&["us-west-2", "eu-west-1"], false));
    assert_eq!(updates, ["us-east-1 us-west-2 eu-west-1 | us-east-1 | us-east-1"]);
}

#[test]
fn a_single_change_is_one_update() {
    let stage = Stage::empty();
    stage.updates(files(&["us-west-2", "eu-west-1"], false));
    assert_eq!(stage.updates(files(&["us-west-2"], false)), ["us-east-1 us-west-2 | us-east-1 | us-east-1"]);
    assert_eq!(stage.updates(files(&["us-west-2"], false)), ["us-east-1 us-west-2 | us-east-1 | us-east-1"]);
}

#[test]
fn several_come_one_by_one() {
    let stage = Stage::empty();
    stage.updates(files(&["us-west-2"], false));
    let updates = stage.updates(files(&["us-west-2", "eu-west-1", "eu-central-1"], false));
    assert_eq!(
        updates,
        [
            "us-east-1 us-west-2 eu-west-1 | us-east-1 | us-east-1",
            "us-east-1 us-west-2 eu-west-1 eu-central-1 | us-east-1 | us-east-1"
        ]
    );
}

#[test]
fn what_leaves_goes_before_what_comes() {
    let stage = Stage::empty();
    stage.updates(files(&["us-west-2", "eu-west-1", "sa-east-1"], false));
    let updates = stage.updates(files(&["us-west-2", "eu-central-1", "ap-south-1"], false));
    assert_eq!(
        updates,
        [
            "us-east-1 us-west-2 sa-east-1 | us-east-1 | us-east-1",
            "us-east-1 us-west-2 | us-east-1 | us-east-1",
            "us-east-1 us-west-2 eu-central-1 | us-east-1 | us-east-1",
            "us-east-1 us-west-2 eu-central-1 ap-south-1 | us-east-1 | us-east-1",
        ]
    );
}

/// A table becomes strongly consistent with all of its replicas in one update, whatever else happens.
#[test]
fn strong_tables_get_theirs_at_once() {
    let stage = Stage::empty();
    stage.updates(files(&["us-west-2"], false));
    let updates = stage.updates(files(&["us-west-2", "eu-west-1", "eu-central-1"], true));
    assert_eq!(updates.len(), 2);
    assert!(updates.iter().all(|update| update.ends_with("| us-east-1 us-west-2")), "{updates:#?}");
}
