//! Broken syntax in words.

use granit_parser::{ErrorKind, ScanError};

use crate::diagnostics::{self, Diagnostic, SourceId, Span};

/// Why the parser stopped. `bracket` is where the innermost open bracket is.
pub(super) fn describe(
    error: &ScanError,
    source: SourceId,
    text: &str,
    depth: u16,
    bracket: Option<u32>,
) -> Diagnostic {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let here = narrow(at);
    let mut span = Span { source, start: here, end: here };
    if let ErrorKind::RecursionLimitExceeded = error.kind() {
        let message = format!("nested more than {depth} levels deep");
        return Diagnostic::error(diagnostics::READING_LIMIT, span, message);
    }
    let (message, help) = explain(error.kind());
    if message == Some(TAB)
        && let Some(tab) = indenting_tab(text, at)
    {
        span = Span { source, start: narrow(tab), end: narrow(tab + 1) };
    }
    let message = message.map_or_else(|| error.info().to_string(), str::to_owned);
    let mut diagnostic = Diagnostic::error(diagnostics::YAML_SYNTAX, span, message);
    if let Some(start) = bracket {
        diagnostic = diagnostic.also(Span { source, start, end: start + 1 }, "opened here");
    }
    diagnostic.help = help.map(str::to_owned);
    diagnostic
}

/// Files are far smaller than 4 GiB (`Limits::file_bytes`).
pub(super) fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The tab in the indentation of the line at `at` or, where the parser stops at the end of a line, of the next.
fn indenting_tab(text: &str, at: usize) -> Option<usize> {
    let line = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let next = text.get(at..)?.find('\n').map_or(text.len(), |end| at + end + 1);
    [line, next].into_iter().find_map(|start| {
        let rest = text.get(start..)?;
        let indented = rest.trim_start_matches(' ');
        indented.starts_with('\t').then_some(start + rest.len() - indented.len())
    })
}

const TAB: &str = "a tab is used for indentation";

/// Better words than the parser's for the mistakes people make, and what to do about them.
fn explain(kind: &ErrorKind) -> (Option<&'static str>, Option<&'static str>) {
    match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart => (Some(TAB), Some("indent with spaces")),
        ErrorKind::MappingValueNotAllowed => (
            Some("a `key: value` cannot start here"),
            Some("put text that contains `: ` in quotes, and give the keys of one mapping the same indentation"),
        ),
        ErrorKind::UnexpectedCharacter { .. } => (None, Some("put text that starts with this character in quotes")),
        ErrorKind::DirectiveDisallowed => (Some("a `%` directive has no meaning in a blueprint"), Some("leave it out")),
        _ => (None, None),
    }
}
