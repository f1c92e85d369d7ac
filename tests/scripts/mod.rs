//! The emitted scripts, run by the shell against programs that play `aws` and `eksctl`.

mod again;
mod alarms;
mod pods;
mod replicas;
mod uploads;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::json;
use synth::blueprint::Wiring;
use synth::documents::cloudformation::resources::{ec2, iam, s3};
use synth::documents::cloudformation::{StackKey, StackKind, reference};
use synth::documents::iam::PolicyDocument;
use synth::documents::{Cluster, Documents, Topic, Unit};
use synth::{emit, stacks};
use tempfile::TempDir;

use crate::check::top;

const REGIONS: [&str; 2] = ["us-east-1", "eu-west-1"];

/// Networks; servers that read them; in the first region a store before them and a cluster that reads the network.
fn system() -> Documents {
    let mut documents = Documents::new("game", "game");
    for region in REGIONS {
        let network = documents.stack(StackKind::Network, region);
        network.add("Vpc", ec2::Vpc::default());
        let vpc = network.output("VpcId", "The VPC", reference("Vpc"));
        let compute = documents.stack(StackKind::Compute, region);
        compute.add("Table", ec2::RouteTable::new(vpc));
        compute.add("Role", iam::Role::new(PolicyDocument::trust("ec2.amazonaws.com")));
    }
    documents.stack(StackKind::Data, "us-east-1").add("Store", s3::Bucket::default()).retain();
    let before = Unit::Stack(StackKey::new(StackKind::Data, "us-east-1"));
    documents.precede(before, Unit::Stack(StackKey::new(StackKind::Compute, "eu-west-1")), "the store's copies");
    documents.note(Topic::Routing, "Everyone: us-east-1.");
    documents.clusters.push(Cluster {
        parameters: Default::default(),
        region: "us-east-1".into(),
        component: "batch".into(),
        name: "game-batch".into(),
        config: json!({ "vpc": { "id": "@VpcId@" }, "managedNodeGroups": [{ "name": "main", "spot": true }] }),
        pods: Vec::new(),
        holes: [("@VpcId@".to_owned(), StackKey::new(StackKind::Network, "us-east-1").output("VpcId"))].into(),
    });
    documents
}

/// An output folder, and what the played programs remember.
struct Stage {
    folder: TempDir,
}

/// What a script did.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    said: String,
    calls: Vec<String>,
}

impl Stage {
    fn new() -> Stage {
        Stage::of(system())
    }

    fn of(documents: Documents) -> Stage {
        let stage = Stage::empty();
        stage.put(emit::files(&stacks::link(documents, Wiring::Parameters)));
        for region in REGIONS {
            stage.fake(&format!("{region}.game-network.output"), &format!("Other\tx\nVpcId\tvpc-{region}\n"));
        }
        stage
    }

    fn empty() -> Stage {
        let stage = Stage { folder: TempDir::new().unwrap() };
        std::fs::create_dir(stage.path("fake")).unwrap();
        stage
    }

    /// Writes the output folder.
    fn put(&self, files: Vec<emit::File>) {
        for file in files {
            let path = self.path("out").join(&file.path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, file.bytes()).unwrap();
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn fake(&self, name: &str, text: &str) {
        std::fs::write(self.path("fake").join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs a script of the output folder; `calls` are those of this run.
    fn run(&self, script: &str, options: &[&str]) -> Ran {
        self.fake("calls", "");
        let played = top().join("tests/scripts");
        let path = std::env::var("PATH").unwrap();
        let mut command = Command::new("bash");
        command.arg(self.path("out").join(script)).args(options).stdin(Stdio::null());
        command.env("FAKE", self.path("fake")).env("PATH", format!("{}:{path}", played.display()));
        let output = command.output().unwrap();
        let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        let calls = self.read("fake/calls").lines().map(str::to_owned).collect();
        Ran { code: output.status.code(), said, calls }
    }
}

impl Ran {
    /// Where the first call with all of these words is.
    #[track_caller]
    fn at(&self, words: &[&str]) -> usize {
        let at = self.calls.iter().position(|call| words.iter().all(|word| call.contains(word)));
        assert!(at.is_some(), "no call {words:?}: {self:#?}");
        at.unwrap()
    }

    #[track_caller]
    fn call(&self, words: &[&str]) -> &str {
        self.calls.get(self.at(words)).unwrap()
    }

    fn has(&self, words: &[&str]) -> bool {
        self.calls.iter().any(|call| words.iter().all(|word| call.contains(word)))
    }
}

#[test]
fn waves_go_one_after_another() {
    let ran = Stage::new().run("deploy.sh", &["--yes"]);
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    let last_network = REGIONS.map(|region| ran.at(&[" deploy ", region, "game-network"])).into_iter().max();
    for region in REGIONS {
        let compute = ran.at(&[" deploy ", region, "game-compute"]);
        assert!(Some(compute) > last_network, "{ran:#?}");
        assert!(
            ran.call(&[" deploy ", region, "game-compute"])
                .contains(&format!("--parameter-overrides NetworkVpcId=vpc-{region}"))
        );
        assert!(ran.call(&[" deploy ", region, "game-compute"]).contains("--capabilities CAPABILITY_IAM"));
        assert!(!ran.call(&[" deploy ", region, "game-network"]).contains("--capabilities"));
    }
    assert!(
        ran.has(&["create-service-linked-role", "spot.amazonaws.com"]) && !ran.has(&["ecs.amazonaws.com"]),
        "{ran:#?}"
    );
}

#[test]
fn a_stack_with_data_is_guarded_once_it_is_up() {
    let ran = Stage::new().run("deploy.sh", &["--yes"]);
    let up = ran.at(&[" deploy ", "game-data"]);
    assert!(
        ran.at(&["set-stack-policy", "game-data"]) > up
            && ran.at(&["--enable-termination-protection", "game-data"]) > up
    );
    assert!(!ran.has(&["set-stack-policy", "game-network"]));
}

#[test]
fn a_failure_stops_later_waves_and_says_what_aws_said() {
    let stage = Stage::new();
    stage.fake("eu-west-1.game-network.fails", "");
    let ran = stage.run("deploy.sh", &["--yes"]);
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    assert!(
        ran.said.contains("network in eu-west-1 | CREATE_FAILED Vpc (AWS::EC2::VPC): The maximum number of VPCs"),
        "{ran:#?}"
    );
    assert!(!ran.said.contains("cancelled"), "{ran:#?}");
    assert!(ran.has(&[" deploy ", "us-east-1", "game-network"]) && !ran.has(&[" deploy ", "game-compute"]), "{ran:#?}");

    std::fs::remove_file(stage.path("fake/eu-west-1.game-network.fails")).unwrap();
    let again = stage.run("deploy.sh", &["--yes"]);
    assert_eq!(again.code, Some(0), "{again:#?}");
    let deleted = again.at(&["delete-stack", "eu-west-1", "game-network"]);
    assert!(deleted < again.at(&[" deploy ", "eu-west-1", "game-network"]));
    assert!(!again.has(&["delete-stack", "us-east-1"]), "{again:#?}");
}

#[test]
fn a_stack_that_once_came_up_is_never_deleted_and_old_failures_are_not_told_again() {
    let stage = Stage::new();
    stage.fake("us-east-1.game-network", "UPDATE_ROLLBACK_COMPLETE\n");
    stage.fake("us-east-1.game-network.fails", "");
    let ran = stage.run("deploy.sh", &["--yes"]);
    assert_eq!(ran.code, Some(1));
    assert!(!ran.has(&["delete-stack"]), "{ran:#?}");
    assert!(ran.said.contains("maximum number") && !ran.said.contains("last year"), "{ran:#?}");
}

#[test]
fn a_dry_run_changes_nothing() {
    let stage = Stage::new();
    stage.fake("us-east-1.game-network", "CREATE_COMPLETE\n");
    let ran = stage.run("deploy.sh", &["--dry-run"]);
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    assert!(
        ran.calls.iter().filter(|call| call.contains(" deploy ")).all(|call| call.contains("--no-execute-changeset")),
        "{ran:#?}"
    );
    for change in ["create-service-linked-role", "set-stack-policy", "eksctl create", "termination-protection"] {
        assert!(!ran.has(&[change]), "{change}: {ran:#?}");
    }
    // What the change sets made is taken away; the stack that was there stays.
    assert!(
        ran.has(&["delete-stack", "eu-west-1", "game-network"])
            && !ran.has(&["delete-stack", "us-east-1", "game-network"])
    );
    assert!(ran.said.contains("network in us-east-1 | would modify Vpc (AWS::EC2::VPC), replaced"), "{ran:#?}");
    assert!(ran.said.contains("compute in eu-west-1 | would be created, after"), "{ran:#?}");
}

#[test]
fn a_role_goes_to_cloudformation() {
    let stage = Stage::new();
    let role = "arn:aws:iam::111122223333:role/deploy";
    let ran = stage.run("deploy.sh", &["--yes", "--role-arn", role]);
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    assert!(ran.call(&[" deploy ", "game-network"]).contains(&format!("--role-arn {role}")), "{ran:#?}");
    let wrong = stage.run("deploy.sh", &["--yes", "--role-arn", "deploy"]);
    assert_eq!((wrong.code, wrong.calls.len()), (Some(2), 0), "{wrong:#?}");
}

#[test]
fn nobody_is_asked_without_a_terminal() {
    for script in ["deploy.sh", "teardown.sh"] {
        let ran = Stage::new().run(script, if script == "teardown.sh" { &["--delete-data"] } else { &[] });
        assert_eq!(ran.code, Some(2), "{ran:#?}");
        assert!(ran.said.contains("--yes") && ran.calls.len() == 1, "{ran:#?}");
    }
}

#[test]
fn a_run_keeps_to_what_was_chosen() {
    let stage = Stage::new();
    let ran = stage.run("deploy.sh", &["--yes", "--region", "eu-west-1", "--stack", "network"]);
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    assert_eq!(ran.calls.iter().filter(|call| call.contains(" deploy ")).count(), 1, "{ran:#?}");
    for wrong in [
        &["--region", "eu-west-9"][..],
        &["--stack", "net"],
        &["--region"],
        &["--stack", "data", "--region", "eu-west-1"],
        &["-x"],
    ] {
        let ran = stage.run("deploy.sh", wrong);
        assert_eq!((ran.code, ran.calls.len()), (Some(2), 0), "{wrong:?}: {ran:#?}");
    }
}

#[test]
fn holes_are_filled_and_an_existing_cluster_gets_its_new_node_groups() {
    let stage = Stage::new();
    let first = stage.run("deploy.sh", &["--yes"]);
    assert!(first.at(&["eksctl create cluster"]) > first.at(&[" deploy ", "us-east-1", "game-network"]));
    assert!(stage.read("fake/config").contains("id: 'vpc-us-east-1'"), "{}", stage.read("fake/config"));
    let second = stage.run("deploy.sh", &["--yes"]);
    assert!(second.has(&["eksctl create nodegroup"]) && !second.has(&["eksctl create cluster"]), "{second:#?}");
}

#[test]
fn an_output_that_is_missing_leaves_no_hole() {
    let stage = Stage::new();
    stage.fake("us-east-1.game-network.output", "Other\tx\n");
    let ran = stage.run("deploy.sh", &["--yes"]);
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    assert!(ran.said.contains("batch in us-east-1 | game-network in us-east-1 has no output VpcId"), "{ran:#?}");
    assert!(!ran.has(&["eksctl create"]) && !ran.has(&[" deploy ", "us-east-1", "game-compute"]), "{ran:#?}");
}

#[test]
fn teardown_goes_backwards_and_spares_data() {
    let stage = Stage::new();
    assert_eq!(stage.run("deploy.sh", &["--yes"]).code, Some(0));
    let refused = stage.run("teardown.sh", &["--yes"]);
    assert_eq!((refused.code, refused.calls.len()), (Some(2), 0), "{refused:#?}");
    assert!(refused.said.contains("game-data in us-east-1"), "{refused:#?}");

    let ran = stage.run("teardown.sh", &["--yes", "--delete-data"]);
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    for region in REGIONS {
        assert!(
            ran.at(&["delete-stack", region, "game-compute"]) < ran.at(&["delete-stack", region, "game-network"]),
            "{ran:#?}"
        );
    }
    assert!(ran.at(&["--no-enable-termination-protection", "game-data"]) < ran.at(&["delete-stack", "game-data"]));
    assert!(ran.has(&["eksctl delete cluster", "game-batch"]), "{ran:#?}");
    assert!(ran.said.contains("data in us-east-1 | kept: AWS::S3::Bucket game-store"), "{ran:#?}");
}

#[test]
fn the_plan_gives_each_wave_its_reason() {
    let plan = Stage::new().read("out/plan.md");
    for line in [
        "# game · 2 regions, 5 stacks, 1 cluster, 7 resources",
        "| 1 | network in us-east-1, eu-west-1; data in us-east-1 | nothing before them |",
        "| 2 | compute in us-east-1, eu-west-1; batch in us-east-1 | compute: VpcId of network, the store's copies; batch: VpcId of network |",
        "| network | VpcId | batch |",
        "- Everyone: us-east-1.",
        "- compute creates roles or policies: `deploy.sh` acknowledges CAPABILITY_IAM.",
    ] {
        assert!(plan.lines().any(|found| found == line), "{line}\n{plan}");
    }
}

/// The installed shell, not the one of the tests' author; `tests/judges` reads the scripts with ShellCheck.
#[test]
fn every_part_of_the_scripts_is_valid_shell() {
    for name in ["deploy.sh", "teardown.sh", "waves.sh"] {
        let ran = Command::new("bash").arg("-n").arg(top().join("src/assets").join(name)).output().unwrap();
        assert!(ran.status.success(), "{name}: {}", String::from_utf8_lossy(&ran.stderr));
    }
    let stage = Stage::new();
    for script in ["deploy.sh", "teardown.sh"] {
        let text = stage.read(&Path::new("out").join(script).display().to_string());
        assert!(!text.lines().any(|line| line.trim_start().starts_with("#: ")), "{script} has open marks");
    }
}
