//! One tree over another.

use serde::Deserialize;

use super::File;
use crate::yaml::{Absent, NodeId};

const BASE: &str =
    "caches:\n  sessions: {engine: valkey, shards: 3, zones: [a, b]}\n  other: {engine: redis}\nname: x\n";

/// Fields of a component may be added, components may not.
fn fields_only(path: &[&str]) -> Absent {
    if path.len() > 2 { Absent::Add } else { Absent::Refuse }
}

fn merge(patch: &str) -> (File, NodeId) {
    let mut file = File::good(BASE);
    let patch = file.add(patch).unwrap();
    let merged = file.tree.merge(file.root(), patch, &fields_only, &mut file.diagnostics);
    (file, merged)
}

fn merged(patch: &str) -> String {
    let (file, merged) = merge(patch);
    assert_eq!(file.reports(), Vec::<String>::new());
    file.tree.to_json(merged).to_string()
}

#[test]
fn maps_merge_by_key_and_all_else_is_replaced() {
    assert_eq!(
        merged("caches: {sessions: {shards: 2, zones: [c], nodes: 1}}\nname: y\n"),
        r#"{"caches":{"sessions":{"engine":"valkey","shards":2,"zones":["c"],"nodes":1},"other":{"engine":"redis"}},"name":"y"}"#
    );
    assert_eq!(
        merged("caches: {other: enabled}\n"),
        r#"{"caches":{"sessions":{"engine":"valkey","shards":3,"zones":["a","b"]},"other":"enabled"},"name":"x"}"#
    );
}

#[test]
fn only_the_literal_null_removes() {
    assert_eq!(
        merged("caches: {sessions: null, other: {absent: null}}\n"),
        r#"{"caches":{"other":{"engine":"redis"}},"name":"x"}"#
    );
    for blank in ["", "~", "Null"] {
        let (file, merged) = merge(&format!("caches:\n  sessions:\n    shards: {blank}\n"));
        assert_eq!(file.reports(), ["3:5 S0108 `shards` has no value in this patch"]);
        assert_eq!(merged, file.root());
    }
    assert_eq!(merged("caches: {other: {engine: 'null'}}\n"), merged("caches: {other: {engine: \"null\"}}\n"));
}

#[test]
fn a_patch_creates_no_component() {
    let (file, merged) = merge("caches:\n  session: {shards: 2}\n  nothing_like_it: null\n");
    assert_eq!(
        file.reports(),
        [
            "2:3 S0107 `caches` has no `session`: a patch changes what is there and creates nothing",
            "3:3 S0107 `caches` has no `nothing_like_it`: a patch changes what is there and creates nothing",
        ]
    );
    assert_eq!(file.diagnostics[0].help.as_deref(), Some("did you mean `sessions`?"));
    assert_eq!(file.diagnostics[1].help, None);
    assert_eq!(merged, file.root());
}

#[test]
fn what_did_not_change_is_shared_and_what_did_lies_in_the_patch() {
    let (file, merged) = merge("caches: {sessions: {shards: 2}}\n");
    let place = |path: &[&str]| file.tree.locate(merged, path);
    assert_eq!(place(&["caches", "other"]).node, file.node(&["caches", "other"]));
    assert_eq!(place(&["caches", "sessions", "engine"]).node, file.node(&["caches", "sessions", "engine"]));
    let shards = place(&["caches", "sessions", "shards"]);
    assert_eq!((shards.value.source.0, shards.key.unwrap().source.0), (1, 1));
    assert_eq!(place(&["caches", "sessions"]).key.unwrap().source.0, 0);
    assert_eq!(file.tree.path(place(&["caches", "sessions"]).node), "caches.sessions");
    let patched = place(&["caches", "sessions"]).node;
    assert_eq!(file.sources.slice(file.tree.removal_span(patched, "shards").unwrap()), "shards: 2");
    assert_eq!(file.sources.slice(file.tree.removal_span(patched, "engine").unwrap()), "engine: valkey, ");
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Cache {
    engine: String,
    shards: u32,
    zones: Vec<String>,
}

#[test]
fn the_same_fault_in_base_and_merged_tree_is_reported_once() {
    let mut file = File::good("sessions: {engine: valkey, shards: three, zones: []}\n");
    let patch = file.add("sessions: {zones: [a]}\n").unwrap();
    let merged = file.tree.merge(file.root(), patch, &fields_only, &mut file.diagnostics);
    for root in [file.root(), merged] {
        let cache = file.tree.get(root, "sessions").unwrap();
        assert!(file.tree.decode::<Cache>(cache, |_| &[], &mut file.diagnostics).is_none());
    }
    assert_eq!(file.reports(), ["1:36 S0103 expected a whole number from 0 up, found `three`"]);
}

#[test]
fn a_field_that_a_patch_removes_is_missing_in_the_patch() {
    let mut file = File::good("sessions: {engine: valkey, shards: 1, zones: []}\n");
    let patch = file.add("# the patch\nsessions: {engine: null}\n").unwrap();
    let merged = file.tree.merge(file.root(), patch, &fields_only, &mut file.diagnostics);
    let cache = file.tree.get(merged, "sessions").unwrap();
    assert!(file.tree.decode::<Cache>(cache, |_| &[], &mut file.diagnostics).is_none());
    assert_eq!(file.reports(), ["2:1 S0102 `sessions` has no `engine`"]);
    assert_eq!(file.diagnostics[0].primary.span.source.0, 1);
}

#[test]
fn what_is_added_follows_the_same_rules() {
    let mut file = File::good("cache: disabled\n");
    let patch = file.add("cache: {ttl: 60s, size: null}\nlimits: {rate: 5, burst: null}\nparts: {a: 1}\n").unwrap();
    let rules = |path: &[&str]| if path.contains(&"a") { Absent::Refuse } else { Absent::Add };
    let merged = file.tree.merge(file.root(), patch, &rules, &mut file.diagnostics);
    assert_eq!(file.tree.to_json(merged).to_string(), r#"{"cache":{"ttl":"60s"},"limits":{"rate":5},"parts":{}}"#);
    assert_eq!(file.reports(), ["3:9 S0107 `parts` has no `a`: a patch changes what is there and creates nothing"]);
}

#[test]
fn a_patch_of_a_patch_keeps_its_nulls() {
    let mut file = File::good("per_region: {eu: {shards: 2}}\n");
    let patch = file.add("per_region: {eu: {shards: null, nodes: null}, us: {size: null}}\n").unwrap();
    let merged = file.tree.merge(file.root(), patch, &|_| Absent::Keep, &mut file.diagnostics);
    assert_eq!(file.tree.to_json(merged).to_string(), r#"{"per_region":{"eu":{"nodes":null},"us":{"size":null}}}"#);
}
