//! Diagnostics as text for people and as documents for programs.
//!
//! Each renderer is a pure function of the diagnostics and the texts that they point into. No span can make one fail: a
//! span outside its text is moved to the nearest place inside.

mod github;
mod json;
mod sarif;
mod terminal;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::{Diagnostic, Severity, SourceId, Sources, Span};

pub use github::github;
pub use json::json_lines;
pub use sarif::sarif;
pub use terminal::terminal;

/// How many there are, as a person says it: `2 errors, 1 warning`.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    let counted = [(errors, "error"), (diagnostics.len() - errors, "warning")];
    let parts: Vec<String> = counted
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| format!("{count} {noun}{}", if *count == 1 { "" } else { "s" }))
        .collect();
    if parts.is_empty() { "no errors, no warnings".to_owned() } else { parts.join(", ") }
}

impl Severity {
    /// `error` or `warning`: the word in every format.
    fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// A span as programs want it.
struct Location<'s> {
    /// The name of the source.
    file: &'s str,
    /// First line, from 1.
    line: usize,
    /// First column in characters, from 1.
    column: usize,
    /// Line of the end.
    end_line: usize,
    /// Column one past the last character.
    end_column: usize,
    /// First byte and one past the last.
    bytes: Range<usize>,
}

impl<'s> Location<'s> {
    /// Of a place to look at.
    fn of_label(span: Span, sources: &'s Sources) -> Self {
        Self::of(span.source, shown(span, text(span.source, sources)), sources)
    }

    /// Of text to replace.
    fn of_edit(span: Span, sources: &'s Sources) -> Self {
        Self::of(span.source, inside(span, text(span.source, sources)), sources)
    }

    fn of(source: SourceId, bytes: Range<usize>, sources: &'s Sources) -> Self {
        let span = Span { source, start: narrow(bytes.start), end: narrow(bytes.end) };
        let (start, end) = (sources.place(span), sources.place(span.after()));
        Location {
            file: name(source, sources),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            bytes,
        }
    }
}

/// What a diagnostic says after its headline, one thing a line.
fn details(diagnostic: &Diagnostic) -> Vec<String> {
    let mut lines = Vec::new();
    if !diagnostic.primary.text.is_empty() {
        lines.push(diagnostic.primary.text.clone());
    }
    lines.extend(diagnostic.help.iter().map(|help| format!("help: {help}")));
    lines.extend(diagnostic.fix.iter().map(|fix| format!("help: {}", fix.title)));
    lines.extend(diagnostic.fact.iter().map(|fact| format!("fact: {fact}")));
    lines
}

fn name(id: SourceId, sources: &Sources) -> &str {
    sources.get(id).map_or("<unknown>", |source| source.name.as_str())
}

fn text(id: SourceId, sources: &Sources) -> &str {
    sources.get(id).map_or("", |source| source.text.as_str())
}

/// The part of the span that lies in the text, at the boundaries of characters.
fn inside(span: Span, text: &str) -> Range<usize> {
    let start = text.floor_char_boundary(span.start as usize);
    let end = text.ceil_char_boundary(span.end as usize);
    start..end.max(start)
}

/// The same for a place to look at: what lies behind the last line end is shown at the end of the last line.
fn shown(span: Span, text: &str) -> Range<usize> {
    let range = inside(span, text);
    if range.start < text.len() {
        return range;
    }
    let end = text.strip_suffix('\n').map_or(text, |line| line.strip_suffix('\r').unwrap_or(line)).len();
    end..end
}

fn narrow(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}
