//! What other components rely on.

use super::*;
use crate::Input;

fn template(blueprint: &str, region: &str) -> String {
    let mut input = Input::default();
    input.blueprint = input.sources.add("blueprint.yaml", blueprint);
    let outcome = crate::synthesize(input);
    let path = format!("{region}/data.template.yaml");
    outcome.files.into_iter().find(|file| file.path == path).unwrap().contents
}

fn replicated(system: &str) -> String {
    format!(
        "name: {system}\nprimary_region: {{us-east-1: {{}}}}\nsecondary_regions: {{eu-west-1: {{}}}}\n\
         databases:\n  general-ledger: {{replication: read_replica}}\n"
    )
}

#[test]
fn what_others_read_is_there() {
    let blueprint = replicated("shop");
    for (region, outputs) in [
        ("us-east-1", vec![endpoint("general-ledger", "us-east-1"), secret("general-ledger", "us-east-1")]),
        ("eu-west-1", vec![endpoint("general-ledger", "eu-west-1"), security_group("general-ledger", "eu-west-1")]),
    ] {
        let template = template(&blueprint, region);
        let (_, written) = template.split_once("\nOutputs:\n").unwrap();
        for output in outputs {
            assert!(
                written.contains(&format!("\n  {}:\n", output.name))
                    || written.starts_with(&format!("  {}:\n", output.name))
            );
        }
    }
}

/// Also when the names are so long that they must be cut.
#[test]
fn a_replica_names_its_source() {
    for system in ["shop", "a-system-with-a-name-of-forty-characters"] {
        let blueprint = replicated(system);
        let (source, replica) = (template(&blueprint, "us-east-1"), template(&blueprint, "eu-west-1"));
        let written = source.split("DBInstanceIdentifier: ").nth(1).and_then(|rest| rest.lines().next()).unwrap();
        assert!(rds::IDENTIFIER_CHARS.contains(&written.len()), "{written}");
        assert!(replica.contains(&format!(":db:{written}\n")), "{written}");
    }
}
