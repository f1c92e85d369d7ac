//! The buckets for archives of code and for templates that do not fit into a request.

use synth::documents::cloudformation::resources::ec2;
use synth::documents::cloudformation::{StackKey, StackKind, reference};
use synth::documents::{Documents, Upload};

use super::{Stage, system};

/// The system with a large network template and an archive in the first region, both in one wave.
fn large() -> Documents {
    let mut documents = system();
    let network = documents.stack(StackKind::Network, "us-east-1");
    for number in 0..700 {
        network.add(format!("RouteTable{number}").as_str(), ec2::RouteTable::new(reference("Vpc")));
    }
    documents.uploads.push(Upload {
        stack: StackKey::new(StackKind::Data, "us-east-1"),
        path: "code/quote.zip".into(),
        bytes: b"archive".to_vec(),
        key: "quote/1.zip".into(),
    });
    documents
}

#[test]
fn a_bucket_is_made_once_and_before_the_stacks_of_the_first_wave() {
    let ran = Stage::of(large()).run("deploy.sh", &["--yes"]);
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    assert_eq!(ran.calls.iter().filter(|call| call.contains("create-bucket")).count(), 1, "{ran:#?}");
    let made = ran.at(&["put-bucket-versioning", "game-deploy-111122223333-us-east-1"]);
    let network = ran.at(&[" deploy ", "game-network", "--s3-bucket game-deploy-111122223333-us-east-1"]);
    let uploaded = ran.at(&["put-object", "--key quote/1.zip --body code/quote.zip"]);
    assert!(made < network && made < uploaded, "{ran:#?}");
    assert!(uploaded < ran.at(&[" deploy ", "game-data"]), "{ran:#?}");
}

#[test]
fn a_dry_run_makes_no_bucket_and_says_what_it_cannot_compare() {
    let ran = Stage::of(large()).run("deploy.sh", &["--dry-run"]);
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    for change in ["create-bucket", "put-", "s3 cp"] {
        assert!(!ran.has(&[change]), "{change}: {ran:#?}");
    }
    assert!(ran.said.contains("would create the bucket game-deploy-111122223333-us-east-1"), "{ran:#?}");
    assert!(ran.said.contains("network in us-east-1 | not compared: the template is too large"), "{ran:#?}");
    assert!(!ran.has(&[" deploy ", "us-east-1", "game-network"]), "{ran:#?}");
}

#[test]
fn a_run_that_keeps_to_another_region_makes_no_bucket() {
    let ran = Stage::of(large()).run("deploy.sh", &["--yes", "--region", "eu-west-1"]);
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    assert!(!ran.has(&["s3api"]), "{ran:#?}");
}

#[test]
fn a_bucket_that_a_stopped_run_left_gets_its_settings() {
    let stage = Stage::of(large());
    stage.fake("stopped", "");
    let stopped = stage.run("deploy.sh", &["--yes"]);
    assert_eq!(stopped.code, Some(1), "{stopped:#?}");
    std::fs::remove_file(stage.path("fake/stopped")).unwrap();
    let again = stage.run("deploy.sh", &["--yes"]);
    assert_eq!(again.code, Some(0), "{again:#?}");
    assert!(again.has(&["put-bucket-versioning"]) && !again.has(&["create-bucket"]), "{again:#?}");
    let dry = stage.run("deploy.sh", &["--dry-run"]);
    assert!(!dry.has(&["s3api put"]), "{dry:#?}");
}
