use insta::{assert_snapshot, with_settings};
use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::diagnostics::{Code, SourceId};

const THROUGHPUT: &Code = &Code {
    id: "S0433",
    name: "io2-throughput",
    page: "# S0433: io2 takes no throughput\n\nOnly gp3 volumes have a throughput of their own.\n",
};

const VOLUMES: &str = "volumes:
  /dev/xvda: {type: gp3, size: 100GiB}
  /dev/xvdb: {type: io2, size: 500GiB, iops: 64000, throughput: 1000MiB/s}
";

fn span(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap();
    Span { source: SourceId(0), start: narrow(start), end: narrow(start + part.len()) }
}

fn one(text: &str) -> Sources {
    let mut sources = Sources::default();
    sources.add("blueprint.yaml", text);
    sources
}

fn throughput() -> Diagnostic {
    Diagnostic::error(THROUGHPUT, span(VOLUMES, "throughput: 1000MiB/s"), "io2 takes no throughput")
        .label("only gp3 volumes have it")
        .also(span(VOLUMES, "io2"), "the volume is io2")
        .fix("leave it out: 64,000 IOPS on io2 carry it", span(VOLUMES, ", throughput: 1000MiB/s"), "")
        .fact("EC2 CreateVolume, Throughput: \"valid only for gp3 volumes\" (read 2026-10-20)")
}

fn picture(name: &str, text: &str) {
    with_settings!({snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"), prepend_module_to_snapshot => false}, {
        assert_snapshot!(name, text);
    });
}

#[test]
fn terminal_draws_labels_fix_and_fact() {
    picture("render_terminal", &terminal(&[throughput()], &one(VOLUMES), false));
}

#[test]
fn terminal_in_colour() {
    let text = terminal(&[throughput()], &one(VOLUMES), true);
    assert!(text.contains("\u{1b}["), "{text}");
}

#[test]
fn terminal_shows_two_sources_and_plain_help() {
    let mut sources = one("name: shop\n");
    let other = sources.add("overlay.yaml", "\u{feff}name:\r\n\tü: x\r\n");
    let place = Span { source: other, start: 11, end: 13 };
    let warning = Diagnostic::warning(THROUGHPUT, place, "the value \u{1b}[31m is odd")
        .also(span("name: shop\n", "shop"), "first set here")
        .help("write it once");
    picture("render_terminal_two_sources", &terminal(&[warning], &sources, false));
}

#[test]
fn terminal_inserts_what_is_missing() {
    let text = "name: shop\nprimary_region:\n";
    let at = span(text, "primary_region:");
    let error = Diagnostic::error(THROUGHPUT, at, "there is no region").fix("name one", at.after(), " us-east-1");
    picture("render_terminal_insert", &terminal(&[error], &one(text), false));
}

#[test]
fn the_end_of_the_file_is_the_end_of_its_last_line() {
    let text = "name: shop\r\n";
    let end = Span { source: SourceId(0), start: 12, end: 12 };
    let error =
        [Diagnostic::error(THROUGHPUT, end, "there is no region").fix("name one", end, "primary_region: us-east-1\n")];
    picture("render_terminal_end_of_file", &terminal(&error, &one(text), false));
    let line: Value = serde_json::from_str(&json_lines(&error, &one(text))).unwrap();
    assert_eq!((&line["line"], &line["column"]), (&1.into(), &11.into()));
    assert_eq!((&line["fix"]["edits"][0]["line"], &line["fix"]["edits"][0]["byte_start"]), (&2.into(), &12.into()));
}

#[test]
fn of_a_long_line_only_the_place_is_named() {
    let text = format!("a: {}\n", "{b: 1}, ".repeat(1_000));
    let at = Span { source: SourceId(0), start: 7_000, end: 7_001 };
    let drawn = terminal(&[Diagnostic::error(THROUGHPUT, at, "m").fix("leave it out", at, "")], &one(&text), false);
    assert_eq!(
        drawn,
        "error[S0433]: m\n--> blueprint.yaml:1:7001\n |\nhelp: leave it out\n |\n = note: `synth explain S0433` says more\n\n"
    );
}

#[test]
fn json_has_a_line_for_each() {
    let text = json_lines(&[throughput(), throughput()], &one(VOLUMES));
    assert_eq!(text.lines().count(), 2);
    let line: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    picture("render_json", &format!("{line:#}"));
}

#[test]
fn sarif_holds_one_run_with_rules() {
    picture("render_sarif", &sarif(&[throughput()], &one(VOLUMES)).replace(env!("CARGO_PKG_VERSION"), "VERSION"));
}

#[test]
fn sarif_without_results_is_a_whole_log() {
    let log: Value = serde_json::from_str(&sarif(&[], &Sources::default())).unwrap();
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn sarif_paths_are_uris() {
    for (path, uri) in
        [("./a b.yaml", "a%20b.yaml"), ("/x/ü.yaml", "file:///x/%C3%BC.yaml"), ("<stdin>", "%3Cstdin%3E")]
    {
        let mut sources = Sources::default();
        sources.add(path, "");
        let log: Value =
            serde_json::from_str(&sarif(&[Diagnostic::error(THROUGHPUT, Span::default(), "")], &sources)).unwrap();
        assert_eq!(log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], uri);
    }
}

#[test]
fn github_escapes_what_would_end_a_command() {
    let mut sources = Sources::default();
    sources.add("a,b:c.yaml", VOLUMES);
    picture("render_github", &github(&[throughput().help("100% of it\nor nothing")], &sources));
}

#[test]
fn github_gives_lines_alone_when_there_are_several() {
    let text =
        github(&[Diagnostic::error(THROUGHPUT, Span { source: SourceId(0), start: 0, end: 12 }, "m")], &one(VOLUMES));
    assert_eq!(text, "::error file=blueprint.yaml,line=1,endLine=2,title=S0433 io2-throughput::m\n");
}

#[test]
fn summary_counts() {
    let error = throughput();
    let warning = Diagnostic { severity: Severity::Warning, ..throughput() };
    assert_eq!(summary(&[]), "no errors, no warnings");
    assert_eq!(summary(&[error.clone(), warning.clone(), error]), "2 errors, 1 warning");
    assert_eq!(summary(&[warning.clone(), warning]), "2 warnings");
}

/// Text with everything that has ever upset a renderer: line ends of all kinds, tabs, marks, wide and combining characters.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z:{} ]{0,12}",
        1 => Just("\n".to_owned()),
        1 => Just("\r\n".to_owned()),
        1 => Just("\r".to_owned()),
        1 => Just("\t".to_owned()),
        1 => Just("\u{feff}".to_owned()),
        1 => Just("日本e\u{301}👩‍👩‍👧".to_owned()),
        1 => Just("\u{1b}[0m\0\u{200b}\u{202e}".to_owned()),
        1 => Just("x".repeat(300)),
        1 => Just("y".repeat(4_001)),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn any_span() -> impl Strategy<Value = Span> {
    (0..3u16, 0..800u32, 0..800u32).prop_map(|(source, start, end)| Span { source: SourceId(source), start, end })
}

/// The `line:column` that the arrow of a drawn diagnostic names.
fn arrow(text: &str) -> Option<&str> {
    text.lines().find_map(|line| line.trim_start().strip_prefix("--> blueprint.yaml:"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_span_makes_a_renderer_fail(
        texts in proptest::collection::vec(any_text(), 0..3),
        spans in proptest::collection::vec(any_span(), 1..5),
        edits in proptest::collection::vec((any_span(), any_text()), 0..4),
        words in any_text(),
    ) {
        let mut sources = Sources::default();
        for text in &texts {
            sources.add("blueprint.yaml", text.as_str());
        }
        let mut diagnostic = Diagnostic::error(THROUGHPUT, spans[0], words.as_str()).label(words.as_str());
        for span in &spans {
            diagnostic = diagnostic.also(*span, words.as_str());
        }
        for (span, replacement) in &edits {
            diagnostic = diagnostic.fix(words.as_str(), *span, replacement.as_str());
        }
        let all = [diagnostic.help(words.as_str()).fact(words.as_str())];
        let text = terminal(&all, &sources, false);
        prop_assert!(text.starts_with("error[S0433]"));
        prop_assert!(!text.contains('\u{1b}'), "{text:?}");
        prop_assert_eq!(json_lines(&all, &sources).lines().count(), 1);
        prop_assert_eq!(github(&all, &sources).lines().count(), 1);
        let log: Result<Value, _> = serde_json::from_str(&sarif(&all, &sources));
        prop_assert!(log.is_ok());
    }

    #[test]
    fn people_and_programs_are_told_the_same_place(text in "([a-zü: 日]{0,6}(\n|\r\n)?){0,6}", span in any_span()) {
        let sources = one(&text);
        let at = Location::of_label(Span { source: SourceId(0), ..span }, &sources);
        let drawn = terminal(&[Diagnostic::error(THROUGHPUT, Span { source: SourceId(0), ..span }, "m")], &sources, false);
        let told = format!("{}:{}", at.line, at.column);
        prop_assert_eq!(arrow(&drawn), Some(told.as_str()), "{}", drawn);
    }
}
