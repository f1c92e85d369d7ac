//! Alarms that take updates back.

use serde_json::json;
use synth::blueprint::Wiring;
use synth::documents::cloudformation::resources::ec2;
use synth::documents::cloudformation::{Entry, StackKey, StackKind, reference};
use synth::documents::{Alarm, Documents, Watch};
use synth::{emit, stacks};

use super::{Stage, system};

fn alarm(stack: Option<&StackKey>, name: &str) -> Alarm {
    Alarm { region: "us-east-1".into(), stack: stack.cloned(), name: name.into() }
}

impl Stage {
    /// One in which every update of us-east-1 is watched by an alarm of its own compute stack and by one from outside.
    fn watched() -> Stage {
        let mut documents = system();
        let compute = StackKey::new(StackKind::Compute, "us-east-1");
        let errors = Entry::of("AWS::CloudWatch::Alarm", json!({}));
        documents.stack(StackKind::Compute, "us-east-1").resources.insert("Errors".into(), errors);
        documents.watch =
            Some(Watch { alarms: vec![alarm(Some(&compute), "Errors"), alarm(None, "pages")], minutes: 5 });
        Stage::of(documents)
    }
}

#[test]
fn alarms_take_an_update_back() {
    let stage = Stage::watched();
    let first = stage.run("deploy.sh", &["--yes"]);
    assert_eq!(first.code, Some(0), "{first:#?}");
    assert!(!first.has(&["create-change-set"]), "nothing to watch while it is created: {first:#?}");

    let second = stage.run("deploy.sh", &["--yes"]);
    assert_eq!(second.code, Some(0), "{second:#?}");
    let network = second.call(&["create-change-set", "us-east-1", "--stack-name game-network"]);
    for part in [
        "arn:aws:cloudwatch:us-east-1:111122223333:alarm:game-compute-Errors",
        "arn:aws:cloudwatch:us-east-1:111122223333:alarm:pages",
        "\"MonitoringTimeInMinutes\": 5",
    ] {
        assert!(network.contains(part), "{part}: {network}");
    }
    // Not by its own alarm, which the update may change; and not by those of another region.
    let compute = second.call(&["create-change-set", "us-east-1", "--stack-name game-compute"]);
    assert!(!compute.contains("game-compute-Errors") && compute.contains("alarm:pages"), "{compute}");
    assert!(compute.contains("--capabilities CAPABILITY_IAM"), "{compute}");
    assert!(compute.contains("ParameterKey=NetworkVpcId,ParameterValue=\"vpc-us-east-1\""), "{compute}");
    let elsewhere = second.call(&["create-change-set", "eu-west-1", "game-network"]);
    assert!(elsewhere.contains("{\"RollbackTriggers\": [], \"MonitoringTimeInMinutes\": 0}"), "{elsewhere}");

    stage.fake("us-east-1.game-network.alarm", "");
    let broken = stage.run("deploy.sh", &["--yes"]);
    assert_eq!(broken.code, Some(1), "{broken:#?}");
    assert!(broken.said.contains("network in us-east-1 | The alarm game-errors went to ALARM"), "{broken:#?}");
    assert!(!broken.has(&["create-change-set", "--stack-name game-compute"]), "{broken:#?}");
}

#[test]
fn updates_go_without_alarms_when_told_so() {
    let stage = Stage::watched();
    stage.run("deploy.sh", &["--yes"]);
    stage.fake("us-east-1.game-network.same", "");
    let ran = stage.run("deploy.sh", &["--yes", "--no-alarms"]);
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    assert!(ran.call(&["create-change-set", "game-data"]).contains("\"RollbackTriggers\": []"), "{ran:#?}");
    assert!(ran.said.contains("network in us-east-1 | no change"), "{ran:#?}");
    assert!(
        ran.has(&["delete-change-set", "game-network"])
            && !ran.has(&["execute-change-set", "us-east-1", "game-network"])
    );
}

/// A name that would end the quotes of the shell, and those of the JSON that CloudFormation gets.
#[test]
fn a_name_means_only_itself() {
    let mut documents = system();
    documents.watch = Some(Watch { alarms: vec![alarm(None, "it's \"x\"'; touch \"$FAKE/pwned\"; '")], minutes: 5 });
    let stage = Stage::of(documents);
    stage.run("deploy.sh", &["--yes"]);
    let ran = stage.run("deploy.sh", &["--yes"]);
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    assert!(!stage.path("fake/pwned").exists());
    let told = ran.call(&["create-change-set", "us-east-1", "--stack-name game-network"]);
    let arn =
        r#"{"Arn": "arn:aws:cloudwatch:us-east-1:111122223333:alarm:it's \"x\"'; touch \"$FAKE/pwned\"; '", "Type""#;
    assert!(told.contains(arn), "{told}");
}

/// A stack with a table that has replicas, and a resource that reads an output of the network.
fn with_replicas(regions: &[&str], output: &str) -> Documents {
    let mut documents = system();
    let read = documents.stack(StackKind::Network, "us-east-1").output(output, "The VPC", reference("Vpc"));
    let replicas: Vec<_> = regions.iter().map(|region| json!({ "Region": region })).collect();
    let tables = documents.stack(StackKind::Tables, "us-east-1");
    let table = Entry::of("AWS::DynamoDB::GlobalTable", json!({ "Replicas": replicas }));
    tables.resources.insert("Matches".into(), table);
    tables.add("Routes", ec2::RouteTable::new(read));
    documents.watch = Some(Watch { alarms: vec![alarm(None, "pages")], minutes: 5 });
    documents
}

#[test]
fn a_step_from_the_deployed_template_keeps_to_its_parameters() {
    let stage = Stage::of(with_replicas(&["us-east-1", "us-west-2", "eu-west-1"], "OldId"));
    stage.fake("us-east-1.game-network", "CREATE_COMPLETE\n");
    stage.fake("us-east-1.game-network.output", "OldId\tvpc-1\nNewId\tvpc-2\nVpcId\tvpc-1\n");
    let only = ["--yes", "--region", "us-east-1", "--stack", "tables"];
    let first = stage.run("deploy.sh", &only);
    assert_eq!(first.code, Some(0), "{first:#?}");
    stage.put(emit::files(&stacks::link(with_replicas(&["us-east-1"], "NewId"), Wiring::Parameters)));
    let second = stage.run("deploy.sh", &only);
    assert_eq!(second.code, Some(0), "{second:#?}");
    assert!(second.said.contains("removing replicas, step 1: Matches in us-west-2"), "{second:#?}");
    let step = second.at(&["create-change-set", "ParameterKey=NetworkOldId,UsePreviousValue=true"]);
    let last = second.at(&["create-change-set", "ParameterKey=NetworkNewId,ParameterValue=\"vpc-2\""]);
    assert!(step < last, "{second:#?}");
}
