use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{Writer, document};

/// Texts that some reader takes for something else, and random ones.
fn cases() -> Vec<String> {
    serde_json::from_str(include_str!("cases.json")).unwrap()
}

fn read(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error} in\n{text}"))
}

/// A text in every position that a text can have.
fn everywhere(text: &str) -> Value {
    json!({
        "item": [text, text, {"deep": [[text]]}],
        "value": {"a": {"b": text, "c": {"single": text}}},
        "tag": [{"Key": text, "Value": "x"}, {"Key": "x", "Value": text, "Propagate": true}],
        "key": {text: {text: 1}, "next": {"a": {text: "x"}}},
        "beside": [text, "x", 1],
    })
}

#[test]
fn nasty_texts_come_back_from_every_position() {
    for text in cases() {
        let value = everywhere(&text);
        assert_eq!(read(&document(&value)), value, "{text:?}");
        assert_eq!(read(&document(&json!(text))), json!(text), "alone: {text:?}");
        assert_eq!(read(&document(&json!([text]))), json!([text]), "in a list: {text:?}");
    }
}

#[test]
fn texts_that_a_yaml_1_1_reader_takes_for_more_are_quoted() {
    let words = ["yes", "No", "ON", "off", "y", "N", "true", "null", "~", "", "8.0", "1_000", "0x1F", "1e3", "22:22"];
    let times =
        ["2012-10-17", "2024-01-01T00:00:00Z", "012345678901", "<<", "=", "_1", "1.2.3", "0x1p-2", ".inf", "+1"];
    for text in words.into_iter().chain(times) {
        assert_eq!(document(&json!({"k": text})), format!("k: '{text}'\n"));
        assert_eq!(document(&json!({"k": [text]})), format!("k: ['{text}']\n"));
    }
}

#[test]
fn texts_that_no_reader_misreads_are_plain() {
    let plain =
        ["10.0.0.0/16", "2001:db8::/32", "arn:aws:iam::aws:policy/X", "eu-west-1", "3 nodes", "10Gi", "a, b [c]"];
    for text in plain.into_iter().chain(["${AWS::Region}", "/healthz", "It's \"so\"", "a#b", "cron(0 12 * * ? *)"]) {
        assert_eq!(document(&json!({"k": text})), format!("k: {text}\n"));
    }
}

#[test]
fn texts_of_several_lines_are_blocks_and_long_lines_are_folded() {
    let script = json!({"a": {"b": "#!/bin/sh\n\nset -e\n"}, "c": ["x\ny"]});
    assert_eq!(document(&script), "a:\n  b: |\n    #!/bin/sh\n\n    set -e\nc:\n  - |-\n    x\n    y\n");
    let long = json!({"description": "word ".repeat(60).trim_end()});
    let text = document(&long);
    assert!(text.starts_with("description: >-\n  word word"), "{text}");
    assert!(text.lines().all(|line| line.len() <= super::WIDTH), "{text}");
    assert_eq!(read(&text), long);
}

#[test]
fn lists_and_maps_are_on_one_line_only_where_the_rules_say_so() {
    let lines = [
        (json!({"a": ["b", 1, true]}), "a: [b, 1, true]"),
        (json!({"a": []}), "a: []"),
        (json!({"a": {}}), "a: {}"),
        (json!({"a": {"b": 1}}), "a:\n  b: 1"),
        (json!({"a": {"b": {"c": 1}}}), "a:\n  b:\n    c: 1"),
        (json!({"a": {"b": {"c": {"d": 1}}}}), "a:\n  b:\n    c: {d: 1}"),
        (json!({"a": {"b": {"c": {"d": 1, "e": 2}}}}), "a:\n  b:\n    c:\n      d: 1\n      e: 2"),
        (json!({"a": [{"Key": "k", "Value": "v"}]}), "a:\n  - {Key: k, Value: v}"),
        (json!({"a": [{"b": "s3:Get"}]}), "a:\n  - b: s3:Get"),
        (json!({"a": ["s3:Get", "s3:Put"]}), "a:\n  - s3:Get\n  - s3:Put"),
        (json!({"a": [{"b": 1, "c": 2, "d": 3, "e": 4}]}), "a:\n  - b: 1\n    c: 2\n    d: 3\n    e: 4"),
        (json!({"a": [["b"], ["c"]]}), "a:\n  - [b]\n  - [c]"),
        (json!({"a": 1.5, "b": 1e21, "c": null}), "a: 1.5\nb: 1000000000000000000000.0\nc: null"),
    ];
    for (value, expected) in lines {
        assert_eq!(document(&value), format!("{expected}\n"));
    }
    let long = json!({"a": vec!["0123456789abcdefghijk/"; 5]});
    assert_eq!(document(&long).lines().count(), 6);
}

#[test]
fn functions_are_tagged_only_in_templates() {
    let value = json!({"Ref": "A"});
    let mut writer = Writer::cloudformation();
    writer.entry(0, "a", &value);
    assert_eq!(writer.finish(), "a: !Ref A\n");
    assert_eq!(document(&json!({"a": value})), "a:\n  Ref: A\n");
}

#[test]
fn comments_keep_their_lines() {
    let mut writer = Writer::new();
    writer.comment(2, "one\n\ntwo");
    assert_eq!(writer.finish(), "  # one\n  #\n  # two\n");
}

fn any_json() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        (-1e9..1e9).prop_map(|float: f64| Value::from(float)),
        any::<String>().prop_map(Value::from),
        "[ -~]{0,12}".prop_map(Value::from),
        "[a-z ]{100,160}".prop_map(Value::from),
        "[ -~\n]{0,24}".prop_map(Value::from),
    ];
    scalar.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..5)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn any_text_comes_back_from_every_position(text in any::<String>()) {
        let value = everywhere(&text);
        prop_assert_eq!(read(&document(&value)), value);
    }

    #[test]
    fn any_document_comes_back(value in any_json()) {
        prop_assert_eq!(read(&document(&value)), value);
    }
}
