use std::collections::BTreeSet;

use crate::diagnostics::Sources;
use crate::{Input, synthesize};

const BLUEPRINT: &str = r#"
name: example
primary_region: {us-east-1: {}}
secondary_regions: {eu-west-1: {}}
functions:
  read: {memory: 128MiB, code: {inline: "def handler(event, context): return 1"}}
  write: {code: {inline: "def handler(event, context): return 2"}}
apis:
  shop:
    description: Things
    tags: {team: shop}
    cache: {cluster_size: 0.5, ttl: 300s, encrypted: true}
    compression: 1KiB
    throttle: {requests_per_second: 100, burst: 50}
    log_retention: 30d
    routes:
      /things/{id}:
        get:
          function: read
          authorization: none
          parameters: {query_strings: {page: required, size: optional}}
          cache: {ttl: 60s, key: {query_strings: [page, size]}}
      /things: {post: {function: write}}
"#;

/// The ids of the deployment in both regions, after an edit.
fn ids(find: &str, replacement: &str) -> [String; 2] {
    assert!(BLUEPRINT.contains(find), "nothing to edit: {find}");
    let mut sources = Sources::default();
    let blueprint = sources.add("blueprint.yaml", BLUEPRINT.replace(find, replacement));
    let outcome = synthesize(Input { sources, blueprint, ..Input::default() });
    ["us-east-1", "eu-west-1"].map(|region| {
        let template = outcome.files.iter().find(|file| file.path == format!("{region}/api.template.yaml"));
        let text = template.map_or_else(|| panic!("{find}: {:#?}", outcome.diagnostics), |file| &file.contents);
        let (_, rest) = text.split_once("\n  ShopDeployment").unwrap();
        rest.split(':').next().unwrap().to_owned()
    })
}

#[test]
fn what_a_snapshot_holds_makes_a_new_one() {
    let edits = [
        ("/things: {post: {function: write}}", "/things: {put: {function: write}}"),
        ("/things: {post: {function: write}}", "/things: {post: {function: read}}"),
        ("/things: {post: {function: write}}", "/things: {post: {function: write}, head: {function: read}}"),
        ("/things: {post: {function: write}}", "/things: {post: {function: write, authorization: iam}}"),
        ("      /things: {post: {function: write}}\n", ""),
        ("/things/{id}:", "/things/{name}:"),
        ("/things/{id}:", "/things/by/{id}:"),
        ("page: required", "page: optional"),
        ("size: optional", "size: optional, sort: optional"),
        ("[page, size]", "[page]"),
        ("cache: {ttl: 60s, key: {query_strings: [page, size]}}", "cache: disabled"),
        ("compression: 1KiB", "compression: 2KiB"),
        ("    compression: 1KiB\n", ""),
    ];
    let all: BTreeSet<String> = edits
        .iter()
        .map(|(find, replacement)| ids(find, replacement)[0].clone())
        .chain([ids("name", "name")[0].clone()])
        .collect();
    assert_eq!(all.len(), edits.len() + 1, "two of these have one id");
}

#[test]
fn what_takes_effect_without_a_snapshot_makes_none() {
    let plain = ids("name", "name");
    assert_eq!(plain[0], plain[1], "regions with the same API");
    let edits = [
        ("cluster_size: 0.5", "cluster_size: 6.1"),
        ("ttl: 300s", "ttl: 600s"),
        ("ttl: 60s", "ttl: 1h"),
        ("encrypted: true", "encrypted: false"),
        ("requests_per_second: 100, burst: 50", "requests_per_second: 200, burst: 100"),
        ("    throttle: {requests_per_second: 100, burst: 50}\n", ""),
        ("log_retention: 30d", "log_retention: 7d"),
        ("description: Things", "description: Other things"),
        ("team: shop", "team: other"),
        ("memory: 128MiB", "memory: 256MiB"),
        ("return 2", "return 3"),
        ("name: example", "name: sample"),
        // The order in which things are said means nothing.
        ("[page, size]", "[size, page]"),
        ("page: required, size: optional", "size: optional, page: required"),
    ];
    for (find, replacement) in edits {
        assert_eq!(ids(find, replacement), plain, "{find} became {replacement}");
    }
    let (first, second) = BLUEPRINT.split_once("    routes:\n").unwrap().1.split_once("      /things: ").unwrap();
    let swapped = format!("      /things: {second}{first}");
    assert_eq!(ids(&format!("{first}      /things: {second}"), &swapped), plain, "routes in another order");
}
