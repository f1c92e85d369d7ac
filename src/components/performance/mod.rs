//! `performance`: load tests for k6, and `bottlenecks.md`, which says what to look at while one runs. Warnings where a limit that is known
//! lies below the traffic to expect; nothing is guessed of what is not known.

mod bottlenecks;
mod estimate;
mod layers;
mod limits;
mod load_tests;
mod requests;
mod sample;
mod script;

use self::script::Test;
use crate::blueprint::Performance;
use crate::diagnostics::Diagnostic;
use crate::documents::{Documents, Paper, PaperKind};
use crate::system::System;

/// Load tests that test nothing, and limits below the traffic.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(performance) = &system.blueprint.performance else { return };
    load_tests::check(system, performance, diagnostics);
    limits::check(system, performance, diagnostics);
}

/// Adds a script for each load test, and the report.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    let Some(performance) = &system.blueprint.performance else { return };
    for test in tests(system, performance) {
        documents.papers.push(Paper { kind: PaperKind::LoadTest, path: test.path(), text: test.script() });
    }
    let text = bottlenecks::report(system, performance);
    let title = "where requests wait".to_owned();
    documents.papers.push(Paper { kind: PaperKind::Report { title }, path: "bottlenecks.md".into(), text });
    estimate::note(system, performance, documents);
}

/// The load tests whose API is there.
fn tests<'a>(system: &'a System<'a>, performance: &'a Performance) -> impl Iterator<Item = Test<'a>> {
    performance.load_tests.iter().filter_map(move |(name, test)| {
        let api = &system.blueprint.apis.get(&test.target)?.base.model;
        Some(Test { system, performance, name, test, api })
    })
}
