//! Text to tree.

use super::File;
use crate::diagnostics::{ALL, Code};
use crate::yaml::Kind;

#[test]
fn spans_are_bytes_after_wide_characters_line_endings_and_a_byte_order_mark() {
    for text in [
        "# é\u{1f600}\na: {ключ: 'v\u{e9}', b: [x, \"y z\"]}\nc: plain text  # ö\n",
        "\u{feff}# é\r\na: {ключ: 'v\u{e9}', b: [x, \"y z\"]}\r\nc: plain text  # ö\r\n",
    ] {
        let file = File::good(text);
        assert_eq!(file.slice(&["a"]), "{ключ: 'vé', b: [x, \"y z\"]}");
        assert_eq!(file.slice(&["a", "ключ"]), "'vé'");
        assert_eq!(file.slice(&["a", "b", "[1]"]), "\"y z\"");
        assert_eq!(file.slice(&["c"]), "plain text");
        let place = file.sources.place(file.tree.span(file.node(&["c"])));
        assert_eq!((place.line, place.column), (3, 4));
    }
}

#[test]
fn spans_end_with_the_last_character_of_the_value() {
    let file = File::good("a:\n  b: |\n    one\n    two\n\n\n# note\nc:\n- 1\n- d: 2   \n\n# end\n");
    assert_eq!(file.slice(&["a"]), "b: |\n    one\n    two");
    assert!(file.slice(&["a", "b"]).ends_with("two"));
    assert_eq!(file.tree.text(file.node(&["a", "b"])), Some("one\ntwo\n"));
    assert_eq!(file.slice(&["c"]), "- 1\n- d: 2");
    assert_eq!(file.slice(&["c", "[1]", "d"]), "2");
}

#[test]
fn a_blank_value_lies_after_its_colon() {
    let file = File::good("a:   # note\nb: {c: , d}\n");
    for (path, line, column) in [(&["a"][..], 1, 3), (&["b", "c"], 2, 7), (&["b", "d"], 2, 11)] {
        let node = file.node(path);
        assert!(file.tree.is_null(node));
        assert_eq!(file.tree.text(node), Some(""));
        let place = file.sources.place(file.tree.span(node));
        assert_eq!((place.line, place.column), (line, column), "{path:?}");
    }
}

#[test]
fn paths_lead_there_and_back() {
    let file = File::good("caches:\n  sessions:\n    shards: 3\n    ports: [{from: 1}, {from: 2}]\n");
    for path in ["caches.sessions.shards", "caches.sessions.ports", "caches.sessions.ports[1].from"] {
        let dotted = path.replace('[', ".[");
        let segments: Vec<&str> = dotted.split('.').collect();
        assert_eq!(file.tree.path(file.node(&segments)), path);
    }
    assert_eq!(file.tree.path(file.root()), "");
}

#[test]
fn a_path_that_ends_early_gives_the_nearest_ancestor() {
    let file = File::good("caches:\n  sessions: {shards: 3}\n");
    let located = file.tree.locate(file.root(), &["caches", "sessions", "engine", "version"]);
    assert!(!located.complete);
    assert_eq!(file.sources.slice(located.key.unwrap()), "sessions");
    assert_eq!(file.sources.slice(located.value), "{shards: 3}");
    let nothing = file.tree.locate(file.root(), &["tables"]);
    assert_eq!((nothing.key, nothing.node, nothing.complete), (None, file.root(), false));
    let inside = file.tree.locate(file.node(&["caches", "sessions"]), &["shards"]);
    assert_eq!(file.sources.slice(inside.key.unwrap()), "shards");
}

#[test]
fn an_empty_file_is_an_empty_mapping() {
    for text in ["", "# only a comment\n", "---\n", "\u{feff}"] {
        let file = File::good(text);
        assert_eq!(file.tree.kind(file.root()), Kind::Map, "{text:?}");
        assert!(file.tree.entries(file.root()).is_empty());
    }
}

#[test]
fn aliases_are_what_they_stand_for_where_they_are_written() {
    let file = File::good("x: &x {a: [1, 2]}\ny: *x\n");
    let alias = file.node(&["y"]);
    assert_eq!(file.tree.kind(alias), Kind::Map);
    assert_eq!(file.slice(&["y"]), "*x");
    assert_eq!(file.tree.path(alias), "y");
    assert_eq!(file.tree.to_json(alias), file.tree.to_json(file.node(&["x"])));
    assert_eq!(file.node(&["y", "a"]), file.node(&["x", "a"]));
}

#[test]
fn merge_keys_give_way_to_what_is_written_and_to_earlier_mappings() {
    let file = File::good(
        "x: &x {a: 1, b: 1, c: 1}\ny: &y {b: 2, d: 2}\none: {<<: *x, a: 0}\nmany:\n  c: 0\n  <<: [*y, *x]\n",
    );
    let json = |key: &str| file.tree.to_json(file.node(&[key])).to_string();
    assert_eq!(json("one"), r#"{"a":0,"b":1,"c":1}"#);
    assert_eq!(json("many"), r#"{"c":0,"b":2,"d":2,"a":1}"#);
    assert_eq!(file.tree.path(file.node(&["one", "b"])), "x.b");
}

#[test]
fn each_reading_mistake_is_reported_at_its_place() {
    for (text, expected) in [
        ("a: 1\nb: 2\na: 3\n", "3:1 S0003 `a` is set twice in the same mapping"),
        ("a: !Ref x\n", "1:4 S0004 the tag `!Ref` has no meaning in a blueprint"),
        ("a: !Sub {b: 1}\n", "1:4 S0004 the tag `!Sub` has no meaning in a blueprint"),
        ("a: 1\n---\nb: 2\n", "2:1 S0005 a second document starts here: one file is one document"),
        ("? [a, b]\n: 1\n", "1:3 S0006 a key must be text, not a list or a mapping"),
        ("{a: 1, {b: 1}: 2}\n", "1:8 S0006 a key must be text, not a list or a mapping"),
        ("a: *b\n", "1:4 S0007 no `&b` comes before this alias"),
        ("a: &b {c: [*b]}\n", "1:12 S0007 an alias cannot stand inside the node it refers to"),
        ("a: &b 1\nc: {<<: *b}\n", "2:9 S0008 `<<` takes a mapping or a list of mappings"),
        ("a: {<<: *b}\n", "1:9 S0007 no `&b` comes before this alias"),
        ("a: {<<: }\n", "1:8 S0008 `<<` takes a mapping or a list of mappings"),
        ("a:\n\tb: 1\n", "2:1 S0001 a tab is used for indentation"),
        ("a:\n  b: 1\n\tc: 1\n", "3:1 S0001 a tab is used for indentation"),
        ("a: 1\n  b: 2\n", "2:4 S0001 a `key: value` cannot start here"),
        ("%YAML 1.2\n---\na: 1\n", "1:1 S0001 a `%` directive has no meaning in a blueprint"),
        ("a: {b: 1\nc: 2\n", "2:2 S0001 while parsing a flow mapping, did not find expected ',' or '}'"),
    ] {
        let file = File::read(text);
        assert_eq!(file.reports(), [expected], "{text:?}");
    }
}

#[test]
fn a_duplicate_key_shows_the_first_and_an_open_bracket_where_it_was_opened() {
    let file = File::read("a: 1\nb: 2\na: 3\n");
    assert_eq!(file.sources.place(file.diagnostics[0].related[0].span).line, 1);
    assert_eq!(file.tree.to_json(file.root()).to_string(), r#"{"a":1,"b":2}"#);
    let file = File::read("a: {b: 1\nc: 2\n");
    assert_eq!(file.sources.slice(file.diagnostics[0].related[0].span), "{");
}

#[test]
fn several_reading_mistakes_come_in_one_run() {
    let file = File::read("a: *x\nb: {c: 1, c: 2}\nd: !Sub e\nf: *y\n");
    let lines: Vec<_> = file.reports().iter().map(|report| report.split(' ').nth(1).unwrap().to_owned()).collect();
    assert_eq!(lines, ["S0007", "S0003", "S0004", "S0007"]);
    assert_eq!(file.root, None);
}

#[test]
fn json_keeps_order_and_types() {
    let file = File::good("z: 1\na: [true, 'true', 012, 1.5, ~, null, text]\nm: {y: 2012-10-17, x: \"3\"}\n012: key\n");
    assert_eq!(
        file.tree.to_json(file.root()).to_string(),
        r#"{"z":1,"a":[true,"true","012",1.5,null,null,"text"],"m":{"y":"2012-10-17","x":"3"},"012":"key"}"#
    );
}

#[test]
fn synthetic_nodes_stand_where_their_model_stands() {
    let mut file = File::good("a: {b: 1, c: 2}\n");
    let map = file.node(&["a"]);
    let entries = file.tree.entries(map)[1..].to_vec();
    let rest = file.tree.map_like(map, entries);
    assert_eq!(file.tree.to_json(rest).to_string(), r#"{"c":2}"#);
    assert_eq!((file.tree.span(rest), file.tree.path(rest)), (file.tree.span(map), "a".to_owned()));
    let three = file.tree.scalar_like(file.node(&["a", "b"]), "3");
    assert_eq!(file.tree.to_json(three).to_string(), "3");
    assert_eq!(file.tree.path(three), "a.b");
}

#[test]
fn each_page_about_reading_shows_what_raises_its_code_and_what_does_not() {
    let block = |page: &str, heading: &str| {
        let (_, rest) = page.split_once(&format!("## {heading}\n\n```yaml\n")).unwrap();
        rest.split_once("\n```").unwrap().0.to_owned()
    };
    let reading: Vec<&Code> = ALL.iter().copied().filter(|code| code.id.starts_with("S00")).collect();
    assert_eq!(reading.len(), 8);
    for code in reading {
        let example = File::read(&block(code.page, "Example"));
        assert!(example.diagnostics.iter().any(|diagnostic| diagnostic.code == code), "{}", code.id);
        File::good(&block(code.page, "Instead"));
    }
}
