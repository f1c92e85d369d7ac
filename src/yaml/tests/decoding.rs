//! Every mistake of a model in one run.

use std::num::NonZeroU32;

use indexmap::IndexMap;
use serde::Deserialize;

use super::File;
use crate::yaml::Refusal;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Blueprint {
    name: String,
    #[serde(default)]
    caches: IndexMap<String, Cache>,
    network: Option<Network>,
    functions: Option<IndexMap<Name, Box<Function>>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Cache {
    engine: Engine,
    node_type: String,
    shards: Option<u16>,
    #[serde(default)]
    zones: Vec<String>,
    ttl: Option<Duration>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Engine {
    Valkey,
    Redis,
    Memcached,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Network {
    peering: bool,
    availability_zones: NonZeroU32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Function {
    timeout: Duration,
    memory: Duration,
    account: String,
    handler: String,
}

/// A field type with a unit; it refuses the empty text that a stand-in offers first.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(try_from = "String")]
struct Duration(String);

impl TryFrom<String> for Duration {
    type Error = Refusal;
    fn try_from(text: String) -> Result<Self, Refusal> {
        match text.strip_suffix('s').map(str::parse::<u32>) {
            Some(Ok(_)) => Ok(Duration(text)),
            _ => Err(Refusal::new(format!("`{text}` is not a duration")).help("such as `10s`").example("10s")),
        }
    }
}

#[derive(Debug, Deserialize, PartialEq, Eq, Hash)]
#[serde(try_from = "String")]
struct Name(String);

impl TryFrom<String> for Name {
    type Error = Refusal;
    fn try_from(text: String) -> Result<Self, Refusal> {
        match text.as_str() {
            "" => Err(Refusal::new("a name is empty").example("a")),
            text if text.contains(' ') => Err(Refusal::new(format!("`{text}` has a blank")).example("a")),
            _ => Ok(Name(text)),
        }
    }
}

/// A field type that gives no example.
#[derive(Debug, Deserialize, PartialEq, Eq, Hash)]
#[serde(try_from = "String")]
struct Terse(String);

impl TryFrom<String> for Terse {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        if text.contains(' ') || text.is_empty() { Err(format!("`{text}` is bad")) } else { Ok(Terse(text)) }
    }
}

const BAD: &str = "\
nam: shop
caches:
  sessions:
    engine: valky
    node_tpye: cache.r7g.large
    shards: 70000
  fragments: {engine: memcached, shards: '3', zones: a, colour: red}
  empty:
  third:
    engine: kafka
    node_type:
    zones: [a, [b]]
    ttl: 10
network: {peering: yes, availability_zones: 0}
functions:
  match maker:
    timeout: 5
    handler: {a: 1}
  good:
    timeout: never
    memory: 1s
    account: 012345678901
    handler: x
    handler: y
    colour: red
";

#[test]
fn a_bad_file_shows_all_its_mistakes_in_one_run() {
    let mut file = File::read(BAD);
    assert!(file.decode::<Blueprint>().is_none());
    assert_eq!(
        file.reports(),
        [
            "1:1 S0101 the blueprint takes no `nam`",
            "4:13 S0104 `valky` is not one of `valkey`, `redis`, `memcached`",
            "5:5 S0101 `caches.sessions` takes no `node_tpye`",
            "6:13 S0103 expected a whole number from 0 to 65535, found `70000`",
            "7:3 S0102 `caches.fragments` has no `node_type`",
            "7:42 S0103 expected a whole number from 0 to 65535, found the text \"3\"",
            "7:54 S0103 expected a list, found `a`",
            "7:57 S0101 `caches.fragments` takes no `colour`",
            "8:9 S0103 expected a mapping, found nothing",
            "10:13 S0104 `kafka` is not one of `valkey`, `redis`, `memcached`",
            "11:15 S0103 expected text, found nothing",
            "12:16 S0103 expected text, found a list",
            "13:10 S0106 `10` is not a duration",
            "14:20 S0105 expected `true` or `false`, found `yes`",
            "14:45 S0103 expected a nonzero u32, found `0`",
            "16:3 S0106 `match maker` has a blank",
            "16:3 S0102 `functions.match maker` has no `memory`",
            "16:3 S0102 `functions.match maker` has no `account`",
            "17:14 S0106 `5` is not a duration",
            "18:14 S0103 expected text, found a mapping with `a`",
            "20:14 S0106 `never` is not a duration",
            "24:5 S0003 `handler` is set twice in the same mapping",
            "25:5 S0101 `functions.good` takes no `colour`",
        ]
    );
}

#[test]
fn a_good_file_is_read() {
    let mut file = File::good(
        "name: 012\ncaches: {a: {engine: redis, node_type: 1.10, shards: 3}}\nnetwork: ~\nfunctions: {f: {timeout: 1s, memory: 2s, account: 012345678901, handler: true}}\n",
    );
    let blueprint: Blueprint = file.decode().unwrap();
    assert_eq!(blueprint.name, "012");
    let cache = &blueprint.caches["a"];
    assert_eq!((cache.engine == Engine::Redis, cache.node_type.as_str(), cache.shards), (true, "1.10", Some(3)));
    assert!(blueprint.network.is_none());
    let functions = blueprint.functions.unwrap();
    let (name, function) = functions.first().unwrap();
    assert_eq!((name.0.as_str(), function.account.as_str(), function.handler.as_str()), ("f", "012345678901", "true"));
}

#[test]
fn a_misspelt_key_is_read_as_the_one_that_was_meant() {
    let mut file = File::good("name: x\nnetwork: {peerings: true, availability_zone: none}\n");
    assert!(file.decode::<Blueprint>().is_none());
    assert_eq!(
        file.reports(),
        [
            "2:11 S0101 `network` takes no `peerings`",
            "2:27 S0101 `network` takes no `availability_zone`",
            "2:46 S0103 expected a whole number from 0 up, found `none`",
        ]
    );
    assert_eq!(file.diagnostics[0].fix.as_ref().unwrap().title, "did you mean `peering`?");
}

#[test]
fn a_misspelt_key_beside_the_right_one_is_left_out() {
    let mut file = File::good("name: x\nnames: y\n");
    assert!(file.decode::<Blueprint>().is_none());
    assert_eq!(file.reports(), ["2:1 S0101 the blueprint takes no `names`"]);
    assert_eq!(file.diagnostics[0].help.as_deref(), Some("`name` is set already"));
    assert_eq!(file.diagnostics[0].fix, None);
}

#[test]
fn fields_that_were_taken_out_before_are_suggested() {
    let mut file = File::good("name: x\nnetwork: {peering: true, availability_zones: 2, descripton: y}\n");
    let decoded: Option<Blueprint> = file.tree.decode(file.root(), |_| &["description"], &mut file.diagnostics);
    assert!(decoded.is_none());
    assert_eq!(file.reports(), ["2:49 S0101 `network` takes no `descripton`"]);
    assert!(file.fixed().contains("description: y"));
}

#[test]
fn fixes_are_right() {
    for (bad, good) in [
        ("name: x\nnetwork: {peering: off, availability_zones: 1}\n", "peering: false"),
        ("name: x\nnetwork: {peering: 'true', availability_zones: 1}\n", "peering: true"),
        ("name: x\nnetwork: {peering: true, availability_zones: \"2\"}\n", "zones: 2"),
        ("name: x\ncaches: {a: {engine: Redis, node_type: b}}\n", "engine: redis"),
        ("name: x\ncaches: {a: {engine: redis, \"nodetype\": b}}\n", "redis, node_type: b"),
    ] {
        let mut file = File::good(bad);
        assert!(file.decode::<Blueprint>().is_none());
        let fixed = file.fixed();
        assert!(fixed.contains(good), "{fixed}");
        assert!(File::good(&fixed).decode::<Blueprint>().is_some(), "{fixed}");
    }
}

#[test]
fn what_an_alias_repeats_is_reported_where_it_is_written() {
    let mut file =
        File::good("name: &n [x]\ncaches:\n  a: &a {engine: redis, node_type: [b]}\n  b: *a\n  c: {<<: *a}\n");
    assert!(file.decode::<Blueprint>().is_none());
    assert_eq!(file.reports(), ["1:10 S0103 expected text, found a list", "3:36 S0103 expected text, found a list"]);
}

#[test]
fn a_mapping_in_a_list_that_lacks_a_field_is_pointed_at_by_its_first_key() {
    let mut file = File::good("- engine: redis\n- {}\n");
    assert!(file.decode::<Vec<Cache>>().is_none());
    assert_eq!(
        file.reports(),
        ["1:3 S0102 `[0]` has no `node_type`", "2:3 S0102 `[1]` has no `engine`", "2:3 S0102 `[1]` has no `node_type`"]
    );
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Team {
    lead: Terse,
    size: u8,
}

#[test]
fn a_field_type_without_an_example_hides_nothing_beside_or_around_it() {
    let mut file = File::good("teams:\n- {lead: a b, size: x}\n- {lead: c, size: y}\nother: [z]\n");
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Teams {
        teams: Vec<Team>,
        other: Vec<u8>,
    }
    assert!(file.decode::<Teams>().is_none());
    let places: Vec<_> = file.reports().iter().map(|report| report.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(places, ["2:10", "2:21", "3:19", "4:9"]);
}

#[test]
fn a_key_type_without_an_example_hides_only_its_own_value() {
    let mut file = File::good("a b: x\nc: y\n");
    assert!(file.decode::<IndexMap<Terse, u8>>().is_none());
    let places: Vec<_> = file.reports().iter().map(|report| report.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(places, ["1:1", "2:4"]);
}
