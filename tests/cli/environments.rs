//! Environments, overlays and single values, as the command line takes them.

use super::{Desk, Ran};

const BLUEPRINT: &str = "\
name: shop
primary_region: {us-east-1: {}}
secondary_regions: {eu-west-1: {}}
network: {nat: none, availability_zones: 3}
environments:
  prod: {account: \"111122223333\"}
  staging:
    secondary_regions: {eu-west-1: null}
    network: {availability_zones: 2}
";

fn read(desk: &Desk, path: &str) -> String {
    std::fs::read_to_string(desk.path().join(path)).unwrap()
}

#[test]
fn every_environment_has_its_folder() {
    let desk = Desk::with("blueprint.yaml", BLUEPRINT);
    let ran = desk.run(&["-o", "out"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.err.contains("prod: wrote ") && ran.err.contains("staging: wrote "), "{ran:?}");
    let template = read(&desk, "out/staging/us-east-1/network.template.yaml");
    assert!(template.contains("shop (staging)") && template.contains("shop-staging-network"), "{template}");
    assert!(template.contains("PublicSubnetB") && !template.contains("PublicSubnetC"), "{template}");
    assert!(desk.path().join("out/prod/eu-west-1").is_dir() && !desk.path().join("out/staging/eu-west-1").exists());
    assert!(read(&desk, "out/prod/deploy.sh").contains("= '111122223333'"));
    assert!(!read(&desk, "out/staging/deploy.sh").contains("is for account"));
    assert_eq!(desk.run(&["-o", "out", "--check"]).code, Some(0));
    assert_eq!(desk.run(&["-o", "out", "--env", "prod", "--set", "network.nat=single", "--check"]).code, Some(1));
}

#[test]
fn folders_of_environments_that_are_no_more_go() {
    let (alone, rest) = BLUEPRINT.split_once("environments:\n").unwrap();
    let desk = Desk::with("blueprint.yaml", alone);
    desk.run(&["-o", "out"]);
    std::fs::write(desk.path().join("out/mine.txt"), "kept").unwrap();
    std::fs::create_dir(desk.path().join("out/other")).unwrap();
    std::fs::write(desk.path().join("out/other/manifest.json"), r#"{"name": "other", "files": ["manifest.json"]}"#)
        .unwrap();
    let write = |environments: &str| {
        std::fs::write(desk.path().join("blueprint.yaml"), format!("{alone}{environments}")).unwrap()
    };

    write(&format!("environments:\n{rest}"));
    assert_eq!(desk.run(&["-o", "out", "--check"]).code, Some(1));
    assert_eq!(desk.run(&["-o", "out", "--env", "prod"]).code, Some(0));
    assert!(desk.path().join("out/deploy.sh").is_file(), "one environment says nothing of the others");
    let ran = desk.run(&["-o", "out"]);
    assert!(ran.err.contains("out: removed ") && ran.err.contains("stays until it is torn down"), "{ran:?}");
    assert!(!desk.path().join("out/deploy.sh").exists() && !desk.path().join("out/us-east-1").exists());

    write("environments:\n  prod: {}\n");
    let ran = desk.run(&["-o", "out"]);
    assert!(ran.err.contains("out/staging: removed "), "{ran:?}");
    assert!(!desk.path().join("out/staging").exists() && desk.path().join("out/prod/deploy.sh").is_file());

    write("");
    assert!(desk.run(&["-o", "out"]).err.contains("out/prod: removed "));
    assert!(desk.path().join("out/deploy.sh").is_file() && !desk.path().join("out/prod").exists());
    assert_eq!(
        (read(&desk, "out/mine.txt").as_str(), read(&desk, "out/other/manifest.json").is_empty()),
        ("kept", false)
    );
    assert_eq!(desk.run(&["-o", "out", "--check"]).code, Some(0));
}

#[test]
fn one_stream_is_one_environment() {
    let desk = Desk::with("blueprint.yaml", BLUEPRINT);
    let ran = desk.run::<&str>(&[]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{ran:?}");
    assert!(ran.err.contains("error[S0120]") && ran.err.contains("prod, staging"), "{ran:?}");
    let ran = desk.run(&["-e", "staging"]);
    assert!(ran.code == Some(0) && ran.out.contains("shop-staging-network"), "{ran:?}");
}

#[test]
fn a_check_takes_all_and_says_where() {
    let desk = Desk::with("blueprint.yaml", BLUEPRINT);
    assert_eq!(desk.run(&["check"]).err, "no errors, no warnings\n");
    let Ran { err, .. } = desk.run(&["check", "--set", "network.availability_zones=9"]);
    assert_eq!(err.matches("error[S0312]").count(), 1, "{err}");
    assert!(err.contains("<--set 1>:1:28") && !err.contains("(in "), "{err}");
    let broken = BLUEPRINT.replace("availability_zones: 2", "availability_zones: 1");
    let Ran { err, .. } = Desk::with("blueprint.yaml", broken).run(&["check"]);
    assert!(err.contains("where 2 to 6 are possible (in staging)"), "{err}");
}

#[test]
fn overlays_come_after_the_environment_and_values_last() {
    let desk = Desk::with("blueprint.yaml", BLUEPRINT);
    std::fs::write(desk.path().join("small.yaml"), "network:\n  nat: single\n  availability_zones: 4\n").unwrap();
    let ran = desk.run(&["show", "-e", "staging", "--overlay", "small.yaml", "--set", "network.nat=per_zone"]);
    let expected = "\
name: shop
primary_region:
  us-east-1: {}
secondary_regions: {}
network:
  nat: per_zone  # <--set 1>
  availability_zones: 4  # small.yaml:3
";
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), expected), "{ran:?}");
    let ran = desk.run(&["show", "-e", "staging"]);
    assert!(ran.out.contains("\n  availability_zones: 2  # environments.staging, blueprint.yaml:9\n"), "{ran:?}");
    let ran = desk.run(&["show", "-e", "staging", "--set", "network={nat: single, availability_zones: 5}"]);
    assert!(
        ran.out.ends_with("\nnetwork:\n  nat: single  # <--set 1>\n  availability_zones: 5  # <--set 1>\n"),
        "{ran:?}"
    );
    let ran = desk.run(&["show", "-e", "staging", "--set", "secondary_regions.eu-west-2={}"]);
    assert!(ran.code == Some(1) && ran.out.is_empty() && ran.err.contains("<--set 1>:1:19"), "{ran:?}");
}

#[test]
fn defaults_are_shown_on_demand() {
    let desk = Desk::with("blueprint.yaml", "name: shop\nprimary_region: {us-east-1: {services: [elasticache]}}\n");
    assert!(!desk.run(&["show"]).out.contains("caches"));
    let shown = desk.run(&["show", "--defaults", "--set", "caches.cache.shards=2"]).out;
    assert!(shown.contains("  cache:\n    engine: valkey  # <defaults>:"), "{shown}");
    assert!(shown.contains("    shards: 2  # <--set 1>\n"), "{shown}");
}

#[test]
fn a_rename_is_seen_in_the_folder_of_its_environment() {
    let store = |name: &str| format!("{BLUEPRINT}caches:\n  {name}: {{node_type: cache.t4g.small}}\n");
    let desk = Desk::with("blueprint.yaml", store("sessions"));
    assert_eq!(desk.run(&["-o", "out", "--env", "prod"]).code, Some(0));
    std::fs::write(desk.path().join("blueprint.yaml"), store("logins")).unwrap();
    assert_eq!(desk.run(&["-o", "out", "--env", "staging"]).code, Some(0), "nothing was there before");
    let before = read(&desk, "out/prod/us-east-1/data.template.yaml");
    for more in [&["--check"][..], &[]] {
        let ran = desk.run(&[&["-o", "out", "--env", "prod"], more].concat());
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(ran.err.contains("S0224") && ran.err.contains("`moved: {sessions: logins}`"), "{ran:?}");
    }
    assert_eq!(read(&desk, "out/prod/us-east-1/data.template.yaml"), before);
    let moved = store("logins") + "moved: {sessions: logins}\n";
    std::fs::write(desk.path().join("blueprint.yaml"), moved).unwrap();
    assert_eq!(desk.run(&["-o", "out", "--env", "prod"]).code, Some(0));
    assert!(read(&desk, "out/prod/us-east-1/data.template.yaml").contains("\n  SessionsReplicationGroup:\n"));
}
