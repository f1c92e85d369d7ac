//! Runs after one that failed or was stopped.

use super::Stage;

#[test]
fn a_deployment_waits_for_what_goes_on() {
    let stage = Stage::new();
    stage.fake("us-east-1.game-network", "CREATE_IN_PROGRESS\n");
    stage.fake("us-east-1.game-network.busy", "CREATE_IN_PROGRESS\nCREATE_IN_PROGRESS\nCREATE_COMPLETE\n");
    stage.fake("eu-west-1.game-network", "ROLLBACK_IN_PROGRESS\n");
    stage.fake("eu-west-1.game-network.busy", "ROLLBACK_IN_PROGRESS\nROLLBACK_COMPLETE\n");
    let ran = stage.run("deploy.sh", &["--yes"]);
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    let word = "network in us-east-1 | game-network is in CREATE_IN_PROGRESS: waiting until that is done";
    assert_eq!(ran.said.matches(word).count(), 1, "{ran:#?}");
    assert!(ran.at(&["delete-stack", "eu-west-1"]) < ran.at(&[" deploy ", "eu-west-1"]), "{ran:#?}");
    assert!(!ran.has(&["delete-stack", "us-east-1"]), "{ran:#?}");
}

#[test]
fn a_deployment_does_not_wait_for_ever() {
    let stage = Stage::new();
    stage.fake("us-east-1.game-network", "UPDATE_IN_PROGRESS\n");
    let ran = stage.run("deploy.sh", &["--yes", "--region", "us-east-1", "--stack", "network"]);
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    assert!(ran.said.contains("game-network is in UPDATE_IN_PROGRESS after four hours still"), "{}", ran.said);
}

#[test]
fn a_teardown_waits_for_what_goes_on() {
    let stage = Stage::new();
    assert_eq!(stage.run("deploy.sh", &["--yes"]).code, Some(0));
    stage.fake("us-east-1.game-network.busy", "UPDATE_IN_PROGRESS\nUPDATE_COMPLETE\n");
    stage.fake("us-east-1.game-data.busy", "DELETE_IN_PROGRESS\nDELETE_IN_PROGRESS\nnone\n");
    let ran = stage.run("teardown.sh", &["--yes", "--delete-data"]);
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    assert!(ran.has(&["delete-stack", "us-east-1", "game-network"]), "{ran:#?}");
    assert!(!ran.has(&["delete-stack", "game-data"]), "{ran:#?}");
    assert!(ran.said.contains("data in us-east-1 | kept: AWS::S3::Bucket game-store"), "{ran:#?}");
}

#[test]
fn a_stack_that_a_stopped_dry_run_left_is_created() {
    let stage = Stage::new();
    stage.fake("us-east-1.game-network", "REVIEW_IN_PROGRESS\n");
    let ran = stage.run("deploy.sh", &["--yes", "--drift", "--region", "us-east-1", "--stack", "network"]);
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    assert!(ran.has(&[" deploy ", "game-network"]) && !ran.has(&["drift"]) && !ran.has(&["delete-stack"]), "{ran:#?}");
}

/// Stacks of later waves read outputs that a stack without content has not.
#[test]
fn a_dry_run_goes_on_after_a_failed_creation_and_after_one_that_was_stopped() {
    for status in ["ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS"] {
        let stage = Stage::new();
        for region in super::REGIONS {
            stage.fake(&format!("{region}.game-network"), &format!("{status}\n"));
            stage.fake(&format!("{region}.game-network.output"), "");
            stage.fake(&format!("{region}.game-compute"), "CREATE_COMPLETE\n");
        }
        let ran = stage.run("deploy.sh", &["--dry-run"]);
        assert_eq!(ran.code, Some(0), "{ran:#?}");
        assert!(ran.said.contains("compute in us-east-1 | it may read outputs that do not exist"), "{ran:#?}");
        let emptied = stage.path("fake/us-east-1.game-network").exists();
        match status {
            "ROLLBACK_COMPLETE" => assert!(emptied && ran.said.contains("would be deleted and created"), "{ran:#?}"),
            _ => assert!(!emptied && ran.said.contains("network in us-east-1 | would modify Vpc"), "{ran:#?}"),
        }
    }
}
