//! The verbs, their help, and what is said when they are misspelt.

use super::Desk;

#[test]
fn help_of_every_command_shows_an_example() {
    let desk = Desk::new();
    for verb in [
        &["--help"][..],
        &["check", "--help"],
        &["show", "--help"],
        &["explain", "-h"],
        &["schema", "-h"],
        &["init", "-h"],
        &["completions", "-h"],
    ] {
        let ran = desk.run(verb);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{verb:?}");
        assert!(ran.out.contains("Example"), "{verb:?}: {}", ran.out);
    }
    assert!(desk.run(&["--help"]).out.contains("Exit codes:\n  0  "));
    assert_eq!(desk.run(&["--version"]).out, format!("synth {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_misspelt_verb_is_suggested() {
    let desk = Desk::new();
    for (given, meant) in
        [("chekc", "check"), ("explian", "explain"), ("scheme", "schema"), ("inti", "init"), ("Check", "check")]
    {
        let ran = desk.run(&[given]);
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.err.contains(&format!("did you mean `synth {meant}`?")), "{ran:?}");
    }
    for arguments in [&["chekc", "shop.yaml"][..], &["chekc", "--format", "json"], &["explian", "S0001"]] {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.err.contains("did you mean `synth "), "{ran:?}");
    }
}

#[test]
fn a_file_that_reads_like_a_verb_is_a_file() {
    assert_eq!(Desk::with("chekc", "name: shop\n").run(&["chekc"]).err.matches("did you mean").count(), 0);
}

#[test]
fn a_verb_after_options_is_put_right() {
    let ran = Desk::new().run(&["--quiet", "check"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.err.contains("`check` comes before its options"), "{ran:?}");
}

#[test]
fn a_second_file_is_refused() {
    let desk = Desk::with("a.yaml", "name: shop\n");
    let ran = desk.run(&["a.yaml", "b.yaml"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.err.contains("`b.yaml` is one file too many"), "{ran:?}");
    let ran = desk.run(&["a.yaml", "check"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.err.contains("'check' cannot be used with"), "{ran:?}");
}

#[test]
fn a_misspelt_option_is_suggested() {
    let desk = Desk::new();
    for (arguments, meant) in [
        (&["--formt", "json"][..], "--format"),
        (&["check", "--quite"], "--quiet"),
        (&["check", "--format", "jsno"], "json"),
        (&["completions", "bahs"], "bash"),
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.err.contains(meant) && ran.err.contains("similar"), "{ran:?}");
    }
}

#[test]
fn check_wants_a_folder_to_compare_with() {
    let ran = Desk::with("blueprint.yaml", "name: shop\n").run(&["--check"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("--out"), "{ran:?}");
}

#[test]
fn explain_prints_pages_by_id_and_name() {
    let desk = Desk::new();
    let page = desk.run(&["explain", "S0001"]);
    assert_eq!(page.code, Some(0));
    assert!(page.out.starts_with("# S0001: "), "{page:?}");
    assert_eq!(desk.run(&["explain", "s0001"]).out, page.out);
    assert_eq!(desk.run(&["explain", "yaml-syntax"]).out, page.out);
}

#[test]
fn explain_lists_all_codes() {
    let ran = Desk::new().run(&["explain"]);
    assert_eq!(ran.code, Some(0));
    assert_eq!(ran.out.lines().count(), synth::diagnostics::ALL.len());
    assert!(ran.out.starts_with("S0001  yaml-syntax "), "{ran:?}");
}

#[test]
fn explain_suggests_what_was_meant() {
    let ran = Desk::new().run(&["explain", "yaml-sintax"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("did you mean `synth explain yaml-syntax`?"), "{ran:?}");
}

#[test]
fn schema_is_json() {
    let ran = Desk::new().run(&["schema"]);
    assert_eq!(ran.code, Some(0));
    serde_json::from_str::<serde_json::Value>(&ran.out).unwrap();
}

#[test]
fn init_writes_a_blueprint_that_passes() {
    let desk = Desk::new();
    let ran = desk.run(&["init", "my-game"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{ran:?}");
    let text = std::fs::read_to_string(desk.path().join("blueprint.yaml")).unwrap();
    assert!(text.starts_with("# yaml-language-server: $schema="), "{text}");
    assert!(text.contains("\nname: my-game\n"), "{text}");
    let checked = desk.run(&["check"]);
    assert_eq!((checked.code, checked.err.as_str()), (Some(0), "no errors, no warnings\n"), "{checked:?}");
    assert_eq!(desk.run(&["check", "-q"]).err, "");
}

#[test]
fn init_never_overwrites() {
    let desk = Desk::with("blueprint.yaml", "mine");
    let ran = desk.run(&["init"]);
    assert_eq!(ran.code, Some(3));
    assert!(ran.err.contains("there is a blueprint.yaml already"), "{ran:?}");
    assert_eq!(std::fs::read_to_string(desk.path().join("blueprint.yaml")).unwrap(), "mine");
}

#[test]
fn init_refuses_what_is_no_name() {
    let desk = Desk::new();
    let ran = desk.run(&["init", "My Game"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("my-game"), "{ran:?}");
    assert!(!desk.path().join("blueprint.yaml").exists());
}

#[test]
fn completions_know_the_verbs() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = desk.run(&["completions", shell]);
        assert_eq!(ran.code, Some(0));
        assert!(ran.out.contains("explain"), "{shell}");
    }
}
