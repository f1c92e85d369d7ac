//! Any document means the same to a second reader.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::File;

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9_f64).prop_map(|number| json!((number * 8.0).round() / 8.0)),
        "[ -~]{0,12}".prop_map(Value::from),
        "(0|yes|no|on|null|~|true|-|[0-9:.eE+_x-]{1,8})".prop_map(Value::from),
        "[a-zéß\u{1f600}\n\t:#'\" ]{0,12}".prop_map(Value::from),
    ]
}

fn document() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec(("[a-z_.é-]{1,8}", inner), 1..5)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn block_style_reads_as_written(value in document()) {
        let text = serde_yaml::to_string(&json!({ "root": value })).unwrap();
        let file = File::good(&text);
        let second: Value = serde_yaml::from_str(&text).unwrap();
        prop_assert_eq!(file.tree.to_json(file.root()), second, "{}", text);
    }

    #[test]
    fn json_reads_as_itself(value in document()) {
        let text = json!({ "root": value }).to_string();
        let file = File::good(&text);
        prop_assert_eq!(file.tree.to_json(file.root())["root"].clone(), value, "{}", text);
    }

    #[test]
    fn plain_words_mean_the_same(word in "[0-9a-zA-Z.+_/-]{1,10}") {
        let text = format!("root: x{word}\nother: {word}\n");
        let (file, second) = (File::read(&text), serde_yaml::from_str::<Value>(&text));
        if let (Some(root), Ok(second)) = (file.root, second) {
            let first = file.tree.to_json(root);
            prop_assert_eq!(&first["root"], &second["root"]);
            // Numbers that YAML 1.2 does not have (`0b1`) or that we keep as text may differ, everything else may not.
            if !word.contains(|c: char| c.is_ascii_digit()) && !word.contains("nan") && !word.contains("inf") {
                prop_assert_eq!(&first["other"], &second["other"]);
            }
        }
    }

    #[test]
    fn no_text_breaks_the_reader(text in "[ -~\n\té]{0,60}") {
        let file = File::read(&text);
        prop_assert!(file.root.is_some() || !file.diagnostics.is_empty());
        for diagnostic in &file.diagnostics {
            let span = diagnostic.primary.span;
            prop_assert!(text.get(span.start as usize..span.end as usize).is_some(), "{:?}", diagnostic);
        }
    }

    #[test]
    fn no_indented_text_breaks_the_reader(lines in prop::collection::vec(
        (0..4_usize, "(- )?([a-c]: ?)?([a-c]|\\{|\\[|\\}|\\]|&x |\\*x|!t |\\||'|\"|#|,|<<: ){0,4}"), 0..8)
    ) {
        let text: String = lines.iter().map(|(indent, line)| format!("{}{line}\n", "  ".repeat(*indent))).collect();
        let file = File::read(&text);
        prop_assert!(file.root.is_some() || !file.diagnostics.is_empty());
        if let Some(root) = file.root {
            for (key, value) in file.tree.entries(root) {
                for id in [*key, *value] {
                    let span = file.tree.span(id);
                    prop_assert!(text.get(span.start as usize..span.end as usize).is_some());
                }
            }
        }
    }
}
