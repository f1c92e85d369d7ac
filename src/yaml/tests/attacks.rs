//! Files that are made to hurt are refused; that the tests end at all is part of what they show.

use super::File;
use crate::diagnostics::Sources;
use crate::yaml::{Limits, Tree};

fn refused(text: &str, expected: &str) {
    let file = File::read(text);
    assert_eq!(file.root, None);
    assert_eq!(file.diagnostics.len(), 1);
    let report = &file.reports()[0];
    assert!(report.contains("S0002") && report.contains(expected), "{report}");
}

#[test]
fn an_alias_bomb_of_nodes() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let items = vec![format!("*a{}", level - 1); 10].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{items}]\n"));
    }
    refused(&text, "more than 1000000 keys and values");
}

#[test]
fn an_alias_bomb_of_text() {
    let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(100_000), vec!["*a"; 20_000].join(","));
    refused(&text, "more than 67108864 bytes of text");
}

#[test]
fn an_alias_bomb_of_merge_keys() {
    let mut text = String::from("a0: &a0 {k: [x, x, x, x, x, x, x, x, x, x]}\n");
    for level in 1..12 {
        let last = level - 1;
        let keys: Vec<String> = (0..10).map(|key| format!("k{key}: *a{last}")).collect();
        text.push_str(&format!("a{level}: &a{level} {{<<: *a{last}, {}}}\n", keys.join(", ")));
    }
    refused(&text, "more than 1000000 keys and values");
}

#[test]
fn a_chain_of_aliases_that_nests_deeper_than_it_looks() {
    let mut text = String::from("- &a0 [x]\n");
    for level in 1..10_000 {
        text.push_str(&format!("- &a{level} [*a{}]\n", level - 1));
    }
    refused(&text, "nested more than 64 levels deep, aliases expanded");
}

#[test]
fn nesting_in_every_style() {
    refused(&"[".repeat(200_000), "nested more than 64 levels deep");
    refused(&"{a: ".repeat(200_000), "nested more than 64 levels deep");
    refused(&"- ".repeat(200_000), "nested more than 64 levels deep");
    let stairs: String = (0..1_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    refused(&stairs, "nested more than 64 levels deep");
    assert!(File::read(&format!("{}{}", "[".repeat(64), "]".repeat(64))).root.is_some());
}

#[test]
fn long_values_and_long_files() {
    refused(&format!("a: {}\n", "x".repeat((1 << 20) + 1)), "a single value has 1048577 bytes");
    refused(&"# comment\n".repeat(500_000), "the file has 5000000 bytes, the limit is 4194304");
}

#[test]
fn limits_can_be_set() {
    let mut tree = Tree::new(Limits { nodes: 3, ..Limits::default() });
    let mut diagnostics = Vec::new();
    let source = Sources::default().add("a.yaml", "[1, 2, 3]");
    assert_eq!(tree.parse(source, "[1, 2, 3]", &mut diagnostics), None);
    assert_eq!(diagnostics.len(), 1);
}

#[test]
fn decoding_stops_at_a_hundred_mistakes() {
    let text: String = (0..150).map(|key| format!("k{key}: nothing\n")).collect();
    let mut file = File::good(&text);
    assert!(file.decode::<std::collections::BTreeMap<String, u8>>().is_none());
    assert_eq!(file.diagnostics.len(), 100);
}

/// 8,000 keys took seconds while every key was compared with every other.
#[test]
fn many_keys_of_one_mapping() {
    let keys = |name: &str| (0..50_000).map(|key| format!("  {name}{key}: 1\n")).collect::<String>();
    let inherited = File::read(&format!("base: &base\n{}own:\n  <<: *base\n{}", keys("a"), keys("b")));
    assert!(inherited.root.is_some() && inherited.diagnostics.is_empty());
    let repeated = File::read(&format!("map:\n{}", "  k: 1\n".repeat(50_000)));
    assert_eq!(repeated.diagnostics.len(), Limits::default().errors);
}
