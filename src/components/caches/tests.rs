use super::*;
use crate::Input;

fn data_template(cache: &str) -> String {
    let mut input = Input::default();
    let blueprint = format!("name: shop\nprimary_region: {{us-east-1: {{}}}}\ncaches:\n  sessions: {cache}\n");
    input.blueprint = input.sources.add("blueprint.yaml", blueprint);
    let files = crate::synthesize(input).files;
    files.into_iter().find(|file| file.path == "us-east-1/data.template.yaml").unwrap().contents
}

/// The attribute behind the endpoint depends on the form and the mode; its name does not.
#[test]
fn what_others_read_is_there() {
    for (cache, attribute) in [
        ("{}", "PrimaryEndPoint"),
        ("{shards: 2}", "ConfigurationEndPoint"),
        ("{cluster_mode: true}", "ConfigurationEndPoint"),
        ("{engine: memcached}", "ConfigurationEndpoint"),
        ("{serverless: {}}", "Endpoint"),
    ] {
        let template = data_template(cache);
        let output = template.split_once(&format!("\n  {}:\n", endpoint("sessions", "us-east-1").name)).unwrap().1;
        let value = output.lines().find(|line| line.contains("Value:")).unwrap();
        assert!(value.ends_with(&format!(".{attribute}.Address")), "{value}");
        assert!(template.contains(&format!("\n  {}:\n", security_group("sessions", "us-east-1").name)));
    }
}

#[test]
fn a_reader_endpoint_is_there_where_it_is_promised() {
    for cache in ["{}", "{replicas_per_shard: 0}", "{shards: 2}", "{engine: memcached}", "{serverless: {}}"] {
        let model: Cache = serde_json::from_value(match cache {
            "{replicas_per_shard: 0}" => serde_json::json!({ "replicas_per_shard": 0 }),
            "{shards: 2}" => serde_json::json!({ "shards": 2 }),
            "{engine: memcached}" => serde_json::json!({ "engine": "memcached" }),
            "{serverless: {}}" => serde_json::json!({ "serverless": {} }),
            _ => serde_json::json!({}),
        })
        .unwrap();
        let written = data_template(cache).contains("\n  SessionsReaderEndpoint:\n");
        assert_eq!(written, has_reader(&model), "{cache}");
    }
}

/// No text of a password stands in a template.
#[test]
fn passwords_are_references() {
    let template = data_template("{auth: password}");
    let passwords: Vec<&str> = template.lines().filter(|line| line.contains("resolve:secretsmanager")).collect();
    assert_eq!(passwords.len(), 2, "{template}");
    assert_eq!(template.matches("Passwords:").count(), 2);
}

/// AWS takes 40 characters; two caches with long names must not share a user.
#[test]
fn names_of_users_fit() {
    let system = "a-system-with-a-name-of-forty-characters";
    let cache = "a-cache-with-almost-as-many-characters";
    let mut input = Input::default();
    let blueprint = format!(
        "name: {system}\nprimary_region: {{us-east-1: {{}}}}\ncaches: {{{cache}-a: {{auth: iam}}, {cache}-b: {{auth: iam}}}}\n"
    );
    input.blueprint = input.sources.add("blueprint.yaml", blueprint);
    let files = crate::synthesize(input).files;
    let template = files.into_iter().find(|file| file.path == "us-east-1/data.template.yaml").unwrap().contents;
    let ids: std::collections::BTreeSet<&str> =
        template.lines().filter_map(|line| line.trim().strip_prefix("UserId: ")).collect();
    assert_eq!(ids.len(), 4, "{ids:?}");
    assert!(ids.iter().all(|id| id.len() <= elasticache::ID_CHARS), "{ids:?}");
}
