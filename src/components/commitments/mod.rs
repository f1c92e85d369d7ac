//! `commitments`: what runs at all times, and what to commit to for it. A report, since CloudFormation buys nothing.

mod baseline;
mod checks;
mod prices;
mod report;

pub use checks::check;

use crate::documents::{Documents, Paper, PaperKind};
use crate::system::System;

/// Adds the report.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    let Some(commitments) = &system.blueprint.commitments else { return };
    let text = report::report(system, commitments);
    let title = "what to commit to".to_owned();
    documents.papers.push(Paper { kind: PaperKind::Report { title }, path: "commitments.md".into(), text });
}
