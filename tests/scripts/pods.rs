//! Roles and addresses of pods.

use serde_json::json;
use synth::documents::Documents;
use synth::documents::cloudformation::{StackKey, StackKind};

use super::{Stage, system};

/// The system with a role for a service account of its cluster, and a ConfigMap with an address.
fn with_pods() -> Documents {
    let mut documents = system();
    let compute = StackKey::new(StackKind::Compute, "us-east-1");
    documents.stack(StackKind::Compute, "us-east-1").output("ScorerRoleArn", "The role", "arn");
    let network = StackKey::new(StackKind::Network, "us-east-1");
    let cluster = documents.clusters.first_mut().unwrap();
    let role = json!({ "namespace": "scoring", "serviceAccountName": "scorer", "roleARN": "@ScorerRoleArn@" });
    let config = cluster.config.as_object_mut().unwrap();
    config.insert("iam".into(), json!({ "podIdentityAssociations": [role] }));
    cluster.pods.push(json!({ "kind": "ConfigMap", "data": { "PLACE": "@ScorerPlace@" } }));
    cluster.holes.insert("@ScorerRoleArn@".into(), compute.output("ScorerRoleArn"));
    cluster.holes.insert("@ScorerPlace@".into(), network.output("VpcId"));
    documents
}

fn stage() -> Stage {
    let stage = Stage::of(with_pods());
    stage.fake("us-east-1.game-compute.output", "ScorerRoleArn\tarn:aws:iam::111122223333:role/scorer\n");
    stage
}

#[test]
fn a_cluster_that_is_there_gets_the_roles_that_it_lacks() {
    let stage = stage();
    let first = stage.run("deploy.sh", &["--yes"]);
    assert_eq!(first.code, Some(0), "{first:#?}");
    assert!(stage.read("fake/config").contains("role/scorer"), "{}", stage.read("fake/config"));
    assert!(!first.has(&["aws eks"]), "{first:#?}");
    let second = stage.run("deploy.sh", &["--yes"]);
    second.at(&["create-pod-identity-association", "--namespace scoring --service-account scorer", "role/scorer"]);
    let third = stage.run("deploy.sh", &["--yes"]);
    assert!(third.has(&["list-pod-identity"]) && !third.has(&["create-pod-identity"]), "{third:#?}");
}

#[test]
fn objects_are_printed_with_their_addresses_and_nothing_is_deployed() {
    let stage = stage();
    assert!(stage.run("deploy.sh", &["--yes"]).said.contains("--print us-east-1/batch.pods.yaml | kubectl apply"));
    let printed = stage.run("deploy.sh", &["--print", "us-east-1/batch.pods.yaml"]);
    assert_eq!(printed.code, Some(0), "{printed:#?}");
    assert!(
        printed.said.starts_with('#') && printed.said.ends_with("data:\n  PLACE: 'vpc-us-east-1'\n"),
        "{printed:#?}"
    );
    assert!(!printed.has(&["deploy"]) && !printed.has(&["eksctl"]), "{printed:#?}");
    for wrong in ["us-east-1/other.pods.yaml", "us-east-1", ""] {
        assert_eq!(stage.run("deploy.sh", &["--print", wrong]).code, Some(2), "{wrong}");
    }
}
