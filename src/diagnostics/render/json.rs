//! One JSON object a line.

use serde::Serialize;

use super::{Location, Sources};
use crate::diagnostics::{Diagnostic, Edit, Label};

/// One diagnostic. Every field is always there; what does not apply is `null` or empty.
#[derive(Serialize)]
struct Line<'d> {
    /// `S0412`.
    code: &'d str,
    /// `unknown-region`.
    name: &'d str,
    /// `error` or `warning`.
    severity: &'d str,
    /// The headline; makes sense alone.
    message: &'d str,
    /// Where it is.
    #[serde(flatten)]
    at: At<'d>,
    /// What is there; may be empty.
    label: &'d str,
    /// Other places that matter.
    related: Vec<Related<'d>>,
    /// What to do, in words.
    help: Option<&'d str>,
    /// The edits that resolve it.
    fix: Option<FixLine<'d>>,
    /// The AWS fact behind it.
    fact: Option<&'d str>,
}

/// A place. Lines and columns count from 1, columns in characters; bytes count from 0; each end is one past the last.
#[derive(Serialize)]
struct At<'d> {
    file: &'d str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    byte_start: usize,
    byte_end: usize,
}

#[derive(Serialize)]
struct Related<'d> {
    #[serde(flatten)]
    at: At<'d>,
    /// What is there.
    label: &'d str,
}

#[derive(Serialize)]
struct FixLine<'d> {
    /// What the edits do, as an imperative.
    title: &'d str,
    /// Not overlapping; places refer to the text as it was read.
    edits: Vec<EditLine<'d>>,
}

#[derive(Serialize)]
struct EditLine<'d> {
    #[serde(flatten)]
    at: At<'d>,
    /// What comes in place of the text there.
    replacement: &'d str,
}

/// The diagnostics as JSON lines: one object each, in the order given.
///
/// Fields: `code`, `name`, `severity` (`error` or `warning`), `message`, `file`, `line`, `column`, `end_line`, `end_column`,
/// `byte_start`, `byte_end`, `label`, `related` (places with a `label`), `help`, `fix` (`title`, and `edits`: places with a
/// `replacement`), `fact`.
pub fn json_lines(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let line = line(diagnostic, sources);
        // Strings and numbers alone cannot fail to serialise.
        out.push_str(&serde_json::to_string(&line).unwrap_or_default());
        out.push('\n');
    }
    out
}

fn line<'d>(diagnostic: &'d Diagnostic, sources: &'d Sources) -> Line<'d> {
    Line {
        code: diagnostic.code.id,
        name: diagnostic.code.name,
        severity: diagnostic.severity.word(),
        message: &diagnostic.message,
        at: at(&diagnostic.primary, sources),
        label: &diagnostic.primary.text,
        related: diagnostic
            .related
            .iter()
            .map(|label| Related { at: at(label, sources), label: &label.text })
            .collect(),
        help: diagnostic.help.as_deref(),
        fix: diagnostic.fix.as_ref().map(|fix| FixLine {
            title: &fix.title,
            edits: fix.edits.iter().map(|edit| edit_line(edit, sources)).collect(),
        }),
        fact: diagnostic.fact.as_deref(),
    }
}

fn edit_line<'d>(edit: &'d Edit, sources: &'d Sources) -> EditLine<'d> {
    EditLine { at: Location::of_edit(edit.span, sources).into(), replacement: &edit.replacement }
}

fn at<'d>(label: &Label, sources: &'d Sources) -> At<'d> {
    Location::of_label(label.span, sources).into()
}

impl<'d> From<Location<'d>> for At<'d> {
    fn from(location: Location<'d>) -> Self {
        let Location { file, line, column, end_line, end_column, bytes } = location;
        At { file, line, column, end_line, end_column, byte_start: bytes.start, byte_end: bytes.end }
    }
}
