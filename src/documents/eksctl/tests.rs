use indexmap::IndexMap;
use serde_json::{Value, json};

use super::{Cluster, ClusterConfig, FlawKind, SharedNetwork, complete, holes};

const TWO_GROUPS: &str = "
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
nodeGroups:
  - name: compute-optimized
    instanceType: c5.2xlarge
    minSize: 2
    maxSize: 10
    labels:
      workload-type: cpu-intensive
    taints:
      - key: compute-optimized
        value: \"true\"
        effect: NoSchedule
  - name: memory-optimized
    instanceType: r5.xlarge
    minSize: 1
    maxSize: 5
    labels:
      workload-type: memory-intensive
    taints:
      - key: memory-optimized
        value: \"true\"
        effect: NoSchedule
";

fn read(yaml: &str) -> ClusterConfig {
    serde_yaml::from_str(yaml).unwrap()
}

fn completed(yaml: &str, network: Option<SharedNetwork<'_>>) -> (Value, Vec<super::Flaw>) {
    let tags = IndexMap::from([("team".to_owned(), "realtime".to_owned())]);
    let cluster = Cluster { name: "analytics", region: "us-east-1", version: Some("1.34"), tags: &tags, network };
    let (config, flaws) = complete(read(yaml), &cluster);
    (config.to_value().unwrap(), flaws)
}

fn zones() -> Vec<String> {
    vec!["a".to_owned(), "b".to_owned()]
}

#[test]
fn two_groups_come_out_as_they_went_in_with_their_metadata() {
    let (document, flaws) = completed(TWO_GROUPS, None);
    assert_eq!(flaws, []);
    let mut expected: Value = serde_yaml::from_str(TWO_GROUPS).unwrap();
    expected["metadata"] =
        json!({"name": "analytics", "region": "us-east-1", "version": "1.34", "tags": {"team": "realtime"}});
    assert_eq!(document, expected);
    let keys: Vec<&String> = document.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["apiVersion", "kind", "metadata", "nodeGroups"]);
    assert_eq!(serde_json::from_value::<ClusterConfig>(document.clone()).unwrap().to_value().unwrap(), document);
}

#[test]
fn tags_of_the_configuration_win() {
    let (document, _) = completed("metadata: {tags: {team: data}}", None);
    assert_eq!(document["metadata"]["tags"], json!({"team": "data"}));
}

#[test]
fn a_shared_network_is_holes_with_aliases() {
    let zones = zones();
    let network = SharedNetwork { zones: &zones, public: true };
    let (document, flaws) = completed("nodeGroups: [{name: a}, {name: b, privateNetworking: false}]", Some(network));
    assert_eq!(flaws, []);
    assert_eq!(
        document["vpc"],
        json!({
            "id": "@VpcId@",
            "subnets": {
                "private": {
                    "private-a": {"id": "@PrivateSubnetA@", "az": "@ZoneA@"},
                    "private-b": {"id": "@PrivateSubnetB@", "az": "@ZoneB@"},
                },
                "public": {
                    "public-a": {"id": "@PublicSubnetA@", "az": "@ZoneA@"},
                    "public-b": {"id": "@PublicSubnetB@", "az": "@ZoneB@"},
                },
            },
        })
    );
    assert_eq!(document["nodeGroups"][0]["privateNetworking"], json!(true));
    assert_eq!(document["nodeGroups"][1]["privateNetworking"], json!(false));
    let expected = ["VpcId", "PrivateSubnetA", "ZoneA", "PrivateSubnetB", "ZoneB", "PublicSubnetA", "PublicSubnetB"];
    assert_eq!(holes(&document), expected);
}

#[test]
fn a_shared_network_decides_the_addresses() {
    let zones = zones();
    let network = SharedNetwork { zones: &zones, public: false };
    let (document, flaws) =
        completed("{vpc: {cidr: 10.0.0.0/16, clusterEndpoints: {privateAccess: true}}}", Some(network));
    let found: Vec<_> = flaws.iter().map(|flaw| (flaw.path.join("."), flaw.kind.clone())).collect();
    assert_eq!(found, [("vpc.cidr".to_owned(), FlawKind::SharedNetwork)]);
    assert_eq!(document["vpc"]["clusterEndpoints"], json!({"privateAccess": true}));
    assert_eq!(document["vpc"]["subnets"].get("public"), None);
}

#[test]
fn taints_given_as_a_map_are_written_as_a_list() {
    let (document, _) = completed("nodeGroups: [{name: a, taints: {gpu: 'true:NoSchedule', slow: NoExecute}}]", None);
    let expected = json!([
        {"key": "gpu", "value": "true", "effect": "NoSchedule"},
        {"key": "slow", "effect": "NoExecute"},
    ]);
    assert_eq!(document["nodeGroups"][0]["taints"], expected);
}

#[test]
fn fields_of_the_other_kind_of_group_are_refused() {
    for yaml in [
        "nodeGroups: [{name: a, spot: true}]",
        "managedNodeGroups: [{name: a, taints: {a: NoSchedule}}]",
        "managedNodeGroups: [{name: a, cpuCredits: unlimited}]",
    ] {
        assert!(serde_yaml::from_str::<ClusterConfig>(yaml).is_err(), "{yaml}");
    }
}

#[test]
fn an_empty_list_of_node_pools_is_kept() {
    let (document, _) = completed("autoModeConfig: {enabled: true, nodePools: []}", None);
    assert_eq!(document["autoModeConfig"], json!({"enabled": true, "nodePools": []}));
}

#[test]
fn the_json_schema_takes_a_blueprint_s_part_and_both_forms_of_taints() {
    let schema = serde_json::to_value(schemars::schema_for!(ClusterConfig)).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert!(validator.is_valid(&serde_yaml::from_str(TWO_GROUPS).unwrap()));
    assert!(validator.is_valid(&json!({"nodeGroups": [{"name": "a", "taints": {"gpu": "true:NoSchedule"}}]})));
    assert!(!validator.is_valid(&json!({"nodeGroups": [{"name": "a", "taints": "gpu"}]})));
    assert!(!validator.is_valid(&json!({"nodeGroups": [{"name": "a", "spot": true}]})));
}
