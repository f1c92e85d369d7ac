//! Workflow commands, which GitHub Actions turns into annotations of a pull request.

use std::fmt::Write;

use super::{Location, Sources, details};
use crate::diagnostics::Diagnostic;

/// The diagnostics as GitHub workflow commands, one a line.
///
/// Columns are given when the place is within one line; GitHub ignores them otherwise.
pub fn github(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let at = Location::of_label(diagnostic.primary.span, sources);
        let _ = write!(
            out,
            "::{} file={},line={}",
            diagnostic.severity.word(),
            property(at.file.trim_start_matches("./")),
            at.line
        );
        if at.line == at.end_line {
            // GitHub's end column is the last character, ours one past it.
            let last = at.end_column.saturating_sub(1).max(at.column);
            let _ = write!(out, ",col={},endColumn={last}", at.column);
        } else {
            let _ = write!(out, ",endLine={}", at.end_line);
        }
        let title = format!("{} {}", diagnostic.code.id, diagnostic.code.name);
        let mut message = vec![diagnostic.message.clone()];
        message.extend(details(diagnostic));
        let _ = writeln!(out, ",title={}::{}", property(&title), data(&message.join("\n")));
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
