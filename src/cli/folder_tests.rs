use std::collections::BTreeMap;

use serde_json::json;
use tempfile::TempDir;

use super::*;

fn file(path: &str, contents: &str) -> File {
    File {
        path: path.to_owned(),
        contents: contents.to_owned(),
        archive: Vec::new(),
        executable: false,
        kind: FileKind::Other,
    }
}

/// The files with a manifest that lists them.
fn run(files: &[(&str, &str)]) -> Vec<File> {
    let mut all: Vec<File> = files.iter().map(|(path, contents)| file(path, contents)).collect();
    let mut paths: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
    paths.push(MANIFEST);
    all.push(File { kind: FileKind::Manifest, ..file(MANIFEST, &json!({ "files": paths }).to_string()) });
    all
}

fn write(folder: &Path, files: &[File]) -> Result<String, Failure> {
    let plan = Plan::new(folder, files)?;
    plan.apply()?;
    Ok(plan.summary())
}

/// Everything in the folder: paths with contents, folders with a slash.
fn all(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            found.insert(format!("{name}/"), String::new());
            found.extend(all(&entry.path()).into_iter().map(|(below, text)| (format!("{name}/{below}"), text)));
        } else if name != MANIFEST {
            found.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
    found
}

fn names(folder: &Path) -> Vec<String> {
    all(folder).into_keys().collect()
}

fn refused(result: Result<String, Failure>) -> String {
    let mut told = Vec::new();
    let exit = result.unwrap_err().print(&mut told);
    assert_eq!(exit, crate::cli::Exit::Io);
    String::from_utf8(told).unwrap()
}

#[test]
fn a_second_run_writes_nothing() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("deep/out");
    let files = run(&[("eu/a.yaml", "a"), ("plan.md", "p")]);
    assert_eq!(write(&out, &files).unwrap(), "wrote 3 files, 0 unchanged");
    assert_eq!(names(&out), ["eu/", "eu/a.yaml", "plan.md"]);
    let before = out.join("plan.md").metadata().unwrap().modified().unwrap();
    assert!(Plan::new(&out, &files).unwrap().is_empty());
    assert_eq!(write(&out, &files).unwrap(), "wrote 0 files, 3 unchanged");
    assert_eq!(out.join("plan.md").metadata().unwrap().modified().unwrap(), before);
}

#[test]
fn what_is_no_longer_generated_goes_and_nothing_else() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    write(out, &run(&[("eu/x/a.yaml", "a"), ("us/b.yaml", "b"), ("plan.md", "p")])).unwrap();
    fs::write(out.join("us/mine.txt"), "mine").unwrap();
    fs::create_dir(out.join("empty")).unwrap();
    let files = run(&[("plan.md", "q")]);
    let plan = Plan::new(out, &files).unwrap();
    let shown: Vec<String> =
        plan.changes().iter().map(|line| line.replace(&format!("{}/", out.display()), "")).collect();
    assert_eq!(shown, ["change plan.md", "change manifest.json", "remove eu/x/a.yaml", "remove us/b.yaml"]);
    plan.apply().unwrap();
    assert_eq!(plan.summary(), "wrote 2 files, removed 2, 0 unchanged");
    assert_eq!(names(out), ["empty/", "plan.md", "us/", "us/mine.txt"]);
}

#[test]
fn a_file_of_the_users_is_not_replaced() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    fs::write(out.join("plan.md"), "mine").unwrap();
    let told = refused(write(out, &run(&[("a.yaml", "a"), ("plan.md", "p")])));
    assert!(told.contains("plan.md") && told.contains("nothing was written"), "{told}");
    assert_eq!(names(out), ["plan.md"]);
    fs::write(out.join("plan.md"), "p").unwrap();
    assert_eq!(write(out, &run(&[("a.yaml", "a"), ("plan.md", "p")])).unwrap(), "wrote 2 files, 1 unchanged");
}

#[test]
fn a_manifest_of_another_tool_is_not_replaced() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(MANIFEST), r#"{"files": ["plan.md"], "name": "app"}"#).unwrap();
    fs::write(folder.path().join("plan.md"), "mine").unwrap();
    let told = refused(write(folder.path(), &run(&[("a.yaml", "a")])));
    assert!(told.contains(MANIFEST), "{told}");
    assert_eq!(names(folder.path()), ["plan.md"]);
}

#[test]
fn entries_that_leave_the_folder_are_ignored() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    let outside = folder.path().join("outside.txt");
    fs::write(&outside, "mine").unwrap();
    let listed =
        json!({"files": [MANIFEST, "../outside.txt", outside, "a/../../outside.txt", "", ".", 7, "..\\outside.txt"]});
    fs::write(out.join(MANIFEST), listed.to_string()).unwrap();
    write(&out, &run(&[])).unwrap();
    assert_eq!(fs::read_to_string(outside).unwrap(), "mine");
}

#[test]
fn generated_paths_stay_inside() {
    let folder = TempDir::new().unwrap();
    for path in ["../a", "/a", "", "a/../b", "a\\b"] {
        assert!(refused(write(folder.path(), &run(&[(path, "")]))).contains("not inside"), "{path}");
    }
}

#[test]
fn a_folder_in_the_way_is_refused() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("plan.md")).unwrap();
    assert!(refused(write(folder.path(), &run(&[("plan.md", "p")]))).contains("plan.md"));
    let blocker = folder.path().join("file");
    fs::write(&blocker, "").unwrap();
    assert!(refused(write(&blocker, &run(&[]))).contains("not a folder"));
    assert!(refused(write(folder.path(), &run(&[("file/a.yaml", "a")]))).contains("file"));
}

#[test]
fn litter_of_a_stopped_run_is_used_up() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(".plan.md.synth-new"), "half").unwrap();
    write(folder.path(), &run(&[("plan.md", "p")])).unwrap();
    assert_eq!(names(folder.path()), ["plan.md"]);
}

#[test]
fn a_failed_write_leaves_what_was_there() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    write(out, &run(&[("a.yaml", "a"), ("old.yaml", "o")])).unwrap();
    let before = all(out);
    // A folder where the temporary file of the last one goes cannot be written over.
    fs::create_dir_all(out.join(".z.yaml.synth-new/x")).unwrap();
    let told = refused(write(out, &run(&[("a.yaml", "A"), ("new/b.yaml", "b"), ("z.yaml", "z")])));
    assert!(told.contains("z.yaml"), "{told}");
    fs::remove_dir_all(out.join(".z.yaml.synth-new")).unwrap();
    assert_eq!(all(out), before);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn scripts_can_be_run() {
        let folder = TempDir::new().unwrap();
        let script = [File { executable: true, kind: FileKind::Script, ..file("deploy.sh", "#!/bin/sh\n") }];
        let mut files = run(&[("deploy.sh", "#!/bin/sh\n")]);
        files.splice(0..1, script);
        write(folder.path(), &files).unwrap();
        let mode = || folder.path().join("deploy.sh").metadata().unwrap().permissions().mode();
        assert_eq!(mode() & 0o100, 0o100);
        assert_eq!(folder.path().join(MANIFEST).metadata().unwrap().permissions().mode() & 0o111, 0);
        fs::set_permissions(folder.path().join("deploy.sh"), fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(write(folder.path(), &files).unwrap(), "wrote 1 file, 1 unchanged");
        assert_eq!(mode() & 0o100, 0o100);
    }

    #[test]
    fn nothing_is_written_or_removed_through_a_link() {
        let folder = TempDir::new().unwrap();
        let out = folder.path().join("out");
        let outside = folder.path().join("outside");
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("a.yaml"), "mine").unwrap();
        write(&out, &run(&[("eu/a.yaml", "a"), ("plan.md", "p")])).unwrap();
        fs::remove_dir_all(out.join("eu")).unwrap();
        symlink(&outside, out.join("eu")).unwrap();
        assert!(refused(write(&out, &run(&[("eu/a.yaml", "b"), ("plan.md", "p")]))).contains("eu"));
        write(&out, &run(&[("plan.md", "p")])).unwrap();
        assert_eq!(fs::read_to_string(outside.join("a.yaml")).unwrap(), "mine");
        fs::remove_file(out.join("plan.md")).unwrap();
        symlink(outside.join("a.yaml"), out.join("plan.md")).unwrap();
        assert!(refused(write(&out, &run(&[("plan.md", "q")]))).contains("plan.md"));
        symlink(outside.join("a.yaml"), out.join(".b.yaml.synth-new")).unwrap();
        fs::remove_file(out.join("plan.md")).unwrap();
        write(&out, &run(&[("b.yaml", "b")])).unwrap();
        assert_eq!(fs::read_to_string(outside.join("a.yaml")).unwrap(), "mine");
        assert_eq!(fs::read_to_string(out.join("b.yaml")).unwrap(), "b");
    }
}
