//! Shapes of models beyond plain structs.

use std::fmt;

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{Deserializer, IntoDeserializer, MapAccess, Visitor};

use super::File;
use crate::yaml::Node;

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Checks {
    path: String,
    threshold: u8,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Word {
    Enabled,
    Disabled,
}

/// A word or a block, as the blueprint has them.
#[derive(Debug, PartialEq)]
enum WordOr<T> {
    Word(Word),
    Block(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for WordOr<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = WordOr<T>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("`enabled`, `disabled` or a mapping")
            }
            fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<WordOr<T>, E> {
                let word: StrDeserializer<E> = word.into_deserializer();
                Word::deserialize(word).map(WordOr::Word)
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<WordOr<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(WordOr::Block)
            }
        }
        deserializer.deserialize_any(Either(std::marker::PhantomData))
    }
}

#[test]
fn a_word_or_a_block_keeps_places_and_reports_all() {
    type Model = IndexMap<String, WordOr<Checks>>;
    let mut file = File::good("a: enabled\nb: {path: /, threshold: 3}\n");
    let model: Model = file.decode().unwrap();
    assert_eq!(model["a"], WordOr::Word(Word::Enabled));
    assert_eq!(model["b"], WordOr::Block(Checks { path: "/".to_owned(), threshold: 3 }));

    let mut file = File::good(
        "a: enable\nb: {path: [x], treshold: 300, more: 1}\nc: 3\nd:\n  threshold: no\ne: whatever\nf: [1]\n",
    );
    assert!(file.decode::<Model>().is_none());
    assert_eq!(
        file.reports(),
        [
            "1:4 S0104 `enable` is not one of `enabled`, `disabled`",
            "2:11 S0103 expected text, found a list",
            "2:16 S0101 `b` takes no `treshold`",
            "2:26 S0103 expected a whole number from 0 to 255, found `300`",
            "2:31 S0101 `b` takes no `more`",
            "3:4 S0103 expected `enabled`, `disabled` or a mapping, found `3`",
            "4:1 S0102 `d` has no `path`",
            "5:14 S0103 expected a whole number from 0 to 255, found `no`",
            "6:4 S0104 `whatever` is not one of `enabled`, `disabled`",
            "7:4 S0103 expected `enabled`, `disabled` or a mapping, found a list",
        ]
    );
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Code {
    File(String),
    Image { uri: String, digest: Option<String> },
    Builtin,
}

#[test]
fn enums_are_a_word_or_a_mapping_of_one_key() {
    type Model = Vec<Code>;
    let mut file = File::good("- file: a\n- {image: {uri: b}}\n- builtin\n");
    let image = Code::Image { uri: "b".to_owned(), digest: None };
    assert_eq!(file.decode::<Model>().unwrap(), [Code::File("a".to_owned()), image, Code::Builtin]);

    let mut file = File::good(
        "- fil: [a]\n- {image: {url: b, digest: []}}\n- {file: a, image: {}}\n- file\n- builtin: 1\n- nonsense: {x: 1}\n-\n- {}\n",
    );
    assert!(file.decode::<Model>().is_none());
    assert_eq!(
        file.reports(),
        [
            "1:3 S0104 `fil` is not one of `file`, `image`, `builtin`",
            "1:8 S0103 expected text, found a list",
            "2:12 S0101 `[1].image` takes no `url`",
            "2:28 S0103 expected text, found a list",
            "3:3 S0103 expected one of `file`, `image`, `builtin`, found a mapping with `file`, `image`",
            "4:3 S0106 `file` alone is not enough here",
            "5:12 S0106 this choice takes no value",
            "6:3 S0104 `nonsense` is not one of `file`, `image`, `builtin`",
            "7:2 S0103 expected one of `file`, `image`, `builtin`, found nothing",
            "8:3 S0103 expected one of `file`, `image`, `builtin`, found an empty mapping",
        ]
    );
}

#[derive(Debug, Deserialize, PartialEq, Eq, Hash)]
enum Region {
    #[serde(rename = "us-east-1")]
    UsEast1,
    #[serde(rename = "eu-west-1")]
    EuWest1,
}

#[test]
fn words_are_keys() {
    type Model = IndexMap<Region, u8>;
    let mut file = File::good("us-east-1: 1\neu-west-1: 2\n");
    assert_eq!(file.decode::<Model>().unwrap()[&Region::EuWest1], 2);
    let mut file = File::good("us-esat-1: x\nmars: y\n");
    assert!(file.decode::<Model>().is_none());
    let codes: Vec<_> =
        file.reports().iter().map(|report| report.split(" ").take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(codes, ["1:1 S0104", "1:12 S0103", "2:1 S0104", "2:7 S0103"]);
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Workflow {
    definition: Node,
    overrides: Option<Node>,
}

#[test]
fn a_node_keeps_what_is_below_it() {
    let mut file = File::good("definition: &d {StartAt: A, States: {A: {Type: Pass, End: true}}}\n");
    let workflow: Workflow = file.decode().unwrap();
    assert!(workflow.overrides.is_none());
    assert_eq!(file.tree.path(workflow.definition.0), "definition");
    assert_eq!(
        file.tree.to_json(workflow.definition.0).to_string(),
        r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#
    );
    for shape in ["text", "[1]", "3", "{a: 1}"] {
        assert!(File::good(&format!("definition: {shape}\n")).decode::<Workflow>().is_some());
    }
    let mut file = File::good("overrides: 1\n");
    assert!(file.decode::<Workflow>().is_none());
    assert_eq!(file.reports(), ["1:1 S0102 the blueprint has no `definition`"]);
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Endless {
    next: Box<Endless>,
}

#[test]
fn a_type_without_end_ends() {
    let mut file = File::good("next: {next: 1}\n");
    assert!(file.decode::<Endless>().is_none());
    assert_eq!(file.reports(), ["1:14 S0103 expected a mapping, found `1`"]);
}

#[test]
fn numbers_keep_their_ranges() {
    for (text, small, large) in
        [("-129", false, true), ("127", true, true), ("0x10", true, true), ("1.0", false, false)]
    {
        assert_eq!(File::good(text).decode::<i8>().is_some(), small, "{text}");
        assert_eq!(File::good(text).decode::<i64>().is_some(), large, "{text}");
    }
    assert_eq!(File::good("6.1").decode::<f64>(), Some(6.1));
    assert_eq!(File::good("6").decode::<f64>(), Some(6.0));
    assert_eq!(File::good("-1").decode::<u64>(), None);
    assert_eq!(File::good("[1, 2]").decode::<(u8, u8)>(), Some((1, 2)));
}
