//! What can be wrong with a file before anything is read in it.

use super::Desk;

fn refused(desk: &Desk, arguments: &[&str], message: &str) {
    let ran = desk.run(arguments);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    assert_eq!(ran.out, "");
    assert!(ran.err.starts_with("error: ") && ran.err.contains(message), "{ran:?}");
}

#[test]
fn a_missing_file() {
    let desk = Desk::new();
    refused(&desk, &["shop.yaml"], "cannot read shop.yaml: there is no such file");
    refused(&desk, &["check", "shop.yaml"], "cannot read shop.yaml: there is no such file");
}

#[test]
fn no_blueprint_here() {
    refused(&Desk::new(), &[], "there is no blueprint.yaml in this folder");
    refused(&Desk::new(), &["check"], "`synth init`");
}

#[test]
fn a_folder() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path().join("shop")).unwrap();
    refused(&desk, &["shop"], "cannot read shop: it is a folder");
    std::fs::write(desk.path().join("shop/blueprint.yaml"), "").unwrap();
    refused(&desk, &["shop"], "did you mean shop/blueprint.yaml?");
}

#[test]
fn text_that_is_not_utf8() {
    refused(&Desk::with("a.yaml", b"name: x\nb: \xff\n"), &["a.yaml"], "a.yaml is not UTF-8: line 2, byte 12");
    refused(&Desk::with("a.yaml", b"\xff\xfen\0"), &["a.yaml"], "UTF-16");
    let ran = Desk::new().run_with(&["check", "-"], b"\xff");
    assert_eq!(ran.code, Some(3));
    assert!(ran.err.contains("<stdin> is not UTF-8"), "{ran:?}");
}

#[test]
fn standard_input_is_read() {
    let desk = Desk::new();
    desk.run(&["init", "shop"]);
    let text = std::fs::read(desk.path().join("blueprint.yaml")).unwrap();
    let ran = Desk::new().run_with(&["check", "-"], &text);
    assert_eq!(ran.code, Some(0), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with("a.yaml", "name: x\n");
    let path = desk.path().join("a.yaml");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser may read it all the same.
    if std::fs::read(&path).is_err() {
        refused(&desk, &["a.yaml"], "cannot read a.yaml: permission denied");
    }
}
