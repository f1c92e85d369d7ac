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

const GLOBAL: &str = "name: shop\nprimary_region: {us-east-1: {}}\nsecondary_regions: {eu-west-1: {}}\ndatabases:\n  players:\n    \
    {engine: aurora-postgresql, replication: global_database, write_forwarding: true, proxy: enabled}\n";

/// The value of a property, wherever it first stands.
fn property<'t>(template: &'t str, name: &str) -> Option<&'t str> {
    template.lines().find_map(|line| line.trim().strip_prefix(name)?.strip_prefix(": "))
}

#[test]
fn members_of_a_global_database_agree() {
    let (primary, secondary) = (template(GLOBAL, "us-east-1"), template(GLOBAL, "eu-west-1"));
    let names = primary.split("GlobalClusterIdentifier: ").nth(1).and_then(|rest| rest.lines().next());
    assert_eq!(property(&secondary, "GlobalClusterIdentifier"), names);
    assert_ne!(property(&secondary, "DBClusterIdentifier"), property(&primary, "DBClusterIdentifier"));
    let versions = |template: &str| {
        let lines = template.lines().filter_map(|line| line.trim().strip_prefix("EngineVersion: ").map(str::to_owned));
        lines.collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!((versions(&primary).len(), versions(&primary)), (1, versions(&secondary)));
    assert!(property(&secondary, "KmsKeyId").is_some() && property(&primary, "KmsKeyId").is_none());
}

#[test]
fn a_secondary_cluster_has_the_users_of_the_primary() {
    let (primary, secondary) = (template(GLOBAL, "us-east-1"), template(GLOBAL, "eu-west-1"));
    for inherited in ["MasterUsername", "MasterUserPassword", "DatabaseName", "DBProxyName"] {
        assert!(property(&primary, inherited).is_some() && property(&secondary, inherited).is_none(), "{inherited}");
    }
    assert_eq!(property(&secondary, "EnableGlobalWriteForwarding"), Some("true"));
}

/// RDS refuses to manage a password where a database has copies.
#[test]
fn passwords_are_managed_where_they_can_be() {
    for (replication, managed) in [("none", true), ("read_replica", false)] {
        let blueprint = replicated("shop").replace("read_replica", replication);
        let template = template(&blueprint, "us-east-1");
        assert_eq!(template.contains("ManageMasterUserPassword: true"), managed, "{replication}");
        assert_eq!(template.contains("AWS::SecretsManager::Secret\n"), !managed, "{replication}");
    }
}

/// A capacity stands in the place of the class; majors and whole versions are both versions.
#[test]
fn both_engines_are_written_alike() {
    let mut input = Input::default();
    let blueprint = "name: game\nprimary_region: {us-east-1: {}}\nsecondary_regions: {eu-west-1: {}}\ndatabases:\n  \
        players: {engine: aurora-mysql, version: 8.0.mysql_aurora.3.10.6, instance_class: db.r6g.large, readers: 2, replication: \
        global_database, write_forwarding: true, parallel_query: true, insights: {mode: advanced, retention: 465d}}\n  \
        guests: {engine: aurora-postgresql, serverless: {min: 0.5, max: 64}}\n  \
        ledger: {engine: postgres, version: \"16\", instance_class: db.r6i.16xlarge, multi_az: true, replication: read_replica, storage: \
        {type: io2, size: 500GiB, iops: 64000}, insights: {mode: standard, retention: 731d}}\n";
    input.blueprint = input.sources.add("blueprint.yaml", blueprint);
    let outcome = crate::synthesize(input);
    assert!(outcome.diagnostics.is_empty(), "{:?}", outcome.diagnostics);
    let data = outcome.files.iter().find(|file| file.path == "us-east-1/data.template.yaml").unwrap();
    let newest = rds::resolve(rds::Kind::Instance, "postgres", "16").unwrap().version;
    assert!(data.contents.contains(&format!("EngineVersion: '{newest}'")));
}
