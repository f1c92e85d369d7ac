//! What goes to which stream, and what happens when nobody reads it.

use std::process::Stdio;

use super::Desk;

#[test]
fn programs_read_findings_from_standard_output() {
    let desk = Desk::new();
    desk.run(&["init", "shop"]);
    let ran = desk.run(&["check", "--format", "sarif"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let log: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(desk.run(&["check", "--format", "json"]).out, "");
    assert_eq!(desk.run(&["check", "--format", "github"]).out, "");
}

#[test]
fn a_folder_is_written_once() {
    let desk = Desk::new();
    desk.run(&["init", "shop"]);
    let first = desk.run(&["-o", "out"]);
    assert_eq!((first.code, first.out.as_str()), (Some(0), ""), "{first:?}");
    assert!(first.err.starts_with("wrote "), "{first:?}");
    let second = desk.run(&["blueprint.yaml", "--out", "out"]);
    assert!(second.err.starts_with("wrote 0 files, "), "{second:?}");
    assert_eq!(desk.run(&["-o", "out", "-q"]).err, "");
    let check = desk.run(&["-o", "out", "--check"]);
    assert_eq!((check.code, check.err.as_str()), (Some(0), ""), "{check:?}");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = Desk::new();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = desk.command(&["completions", "bash"]).stdout(writer).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{output:?}");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_changes_nothing_of_the_run() {
    let ran = |desk: &Desk, arguments: &[&str]| {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        desk.command(arguments).stdout(writer).stderr(Stdio::piped()).output().unwrap().status.code()
    };
    let bad = Desk::with("blueprint.yaml", "name: shop\nprimary_region: {us-east-9: {}}\n");
    assert_eq!(ran(&bad, &["check", "--format", "json"]), Some(1));
    let region = "eu-south-1";
    let warned = Desk::with(
        "blueprint.yaml",
        format!("name: shop\nprimary_region: {{{region}: {{}}}}\nbuckets: {{films: {{}}}}\n"),
    );
    assert!(warned.run(&["check"]).err.contains("warning[S"));
    assert_eq!(ran(&warned, &["-o", "out", "--format", "json"]), Some(0));
    assert!(warned.path().join("out/plan.md").is_file());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = Desk::new().command(&["schema"]).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("the disk is full"), "{output:?}");
}
