//! A rename that is said with `moved` changes nothing at AWS.

use std::collections::BTreeMap;

use synth::emit::FileKind;

use crate::check::{Checked, check, check_after};

const BEFORE: &str = r#"
name: shop
primary_region: {us-east-1: {}}
secondary_regions: {eu-west-1: {}}
functions:
  greeter: {runtime: python3.13, code: {inline: "def handler(event, context): return {}"}}
apis:
  front: {routes: {/hello: {get: {function: greeter}}}}
databases:
  orders: {replication: read_replica}
caches:
  user-sessions: {node_type: cache.t4g.small}
fleets:
  workers: {instance_types: [c7g.large], scaling: {min: 1, max: 2}}
"#;

const RENAMED: [(&str, &str); 5] =
    [("greeter", "hello"), ("front", "web"), ("orders", "ledger"), ("user-sessions", "logins"), ("workers", "batch")];

fn after() -> String {
    let renamed = RENAMED.iter().fold(BEFORE.to_owned(), |text, (first, now)| text.replace(first, now));
    let moves: Vec<String> = RENAMED.iter().map(|(first, now)| format!("{first}: {now}")).collect();
    format!("{renamed}moved: {{{}}}\n", moves.join(", "))
}

/// The templates without comments.
fn templates(checked: &Checked) -> BTreeMap<&str, Vec<&str>> {
    let templates = checked.files.iter().filter(|file| file.kind == FileKind::Template);
    templates
        .map(|file| {
            let lines = file.contents.lines().filter(|line| !line.trim_start().starts_with('#'));
            (file.path.as_str(), lines.collect())
        })
        .collect()
}

#[test]
fn the_templates_stay_what_they_were() {
    let before = check(BEFORE);
    assert!(!before.has_errors(), "{}", before.rendered());
    let after = check_after(&before, &after());
    assert!(!after.has_errors(), "{}", after.rendered());
    assert!(!after.codes().contains(&"S0225"), "{}", after.rendered());
    let (old, new) = (templates(&before), templates(&after));
    assert_eq!(old.keys().collect::<Vec<_>>(), new.keys().collect::<Vec<_>>());
    let mut changed = Vec::new();
    for (path, lines) in &old {
        let now = new.get(path).unwrap();
        assert_eq!(lines.len(), now.len(), "{path}");
        changed.extend(lines.iter().zip(now).filter(|(a, b)| a != b).map(|(a, b)| (*path, a.trim(), b.trim())));
    }
    assert!(!changed.is_empty(), "people should see the new names somewhere");
    for (path, old, new) in changed {
        // Texts that CloudFormation changes in place; and of the API what is made anew with every change of it.
        let text = [
            "Description: ",
            "ReplicationGroupDescription: ",
            "DBSubnetGroupDescription: ",
            "Name: ",
            "- {Key: Name, ",
        ];
        let in_place = text.iter().any(|start| old.starts_with(start));
        let of_the_api =
            path.ends_with("api.template.yaml") && (old.contains("Deployment") || old.contains("Permission"));
        assert!(in_place || of_the_api, "{path}: {old} became {new}");
    }
    let launch = |checked: &BTreeMap<&str, Vec<&str>>| checked["us-east-1/compute.template.yaml"].join("\n");
    let of_instances =
        |text: &str| text.split("LaunchTemplateData:").nth(1).unwrap().split("\n\n").next().unwrap().to_owned();
    assert_eq!(of_instances(&launch(&old)), of_instances(&launch(&new)), "no instance is replaced");
}

#[test]
fn a_rename_is_refused_only_where_data_would_be_lost() {
    let before = check(BEFORE);
    let (unsaid, _) = after().split_once("moved:").map(|(text, rest)| (text.to_owned(), rest.to_owned())).unwrap();
    let refused = check_after(&before, &unsaid);
    let lost: Vec<&str> = refused
        .diagnostics
        .iter()
        .filter(|found| found.code.id == "S0224")
        .map(|found| found.message.as_str())
        .collect();
    assert_eq!(lost.len(), 3, "a secret, an instance and a cache: {lost:?}");
    assert!(check(&unsaid).codes().iter().all(|code| *code != "S0224"), "a new folder knows of no rename");
    // Without data: said or not, nothing is refused.
    let stateless = "name: shop\nprimary_region: {us-east-1: {}}\nfunctions:\n  hello: {runtime: python3.13, code: {inline: x = 1}}\n";
    let renamed = stateless.replace("hello", "greeter");
    assert!(!check_after(&check(stateless), &renamed).has_errors());
}
