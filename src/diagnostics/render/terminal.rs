//! Text for people, drawn as rustc draws it.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Patch, Renderer, Snippet};

use super::{Location, Sources, inside, name, shown, text};
use crate::diagnostics::{Diagnostic, Fix, Label, Severity, SourceId};

/// The longest line that is drawn, in bytes; of a longer one only the place is named.
const LONGEST_LINE: usize = 4_000;

/// The diagnostics as text, a blank line after each. With `colour` it holds ANSI escape codes.
pub fn terminal(diagnostics: &[Diagnostic], sources: &Sources, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&renderer.render(&report(diagnostic, sources)));
        out.push_str("\n\n");
    }
    out
}

fn report<'d>(diagnostic: &'d Diagnostic, sources: &'d Sources) -> Vec<Group<'d>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(visible(&diagnostic.message)).id(diagnostic.code.id);
    let mut groups = vec![Group::with_title(title).elements(places(diagnostic, sources))];
    if let Some(fix) = &diagnostic.fix {
        groups.push(suggestion(fix, diagnostic.primary.span.source, sources));
    }
    if let Some(last) = groups.pop() {
        let help = diagnostic.help.iter().map(|help| Level::HELP.message(visible(help)));
        groups.push(last.elements(help).element(footer(diagnostic)));
    }
    groups
}

fn footer(diagnostic: &Diagnostic) -> annotate_snippets::Message<'_> {
    let id = diagnostic.code.id;
    match &diagnostic.fact {
        Some(fact) => Level::NOTE.with_name("fact").message(visible(&format!("{fact}; `synth explain {id}`"))),
        None => Level::NOTE.message(format!("`synth explain {id}` says more")),
    }
}

/// One snippet for each source that has a label, the primary one's first.
fn places<'d>(diagnostic: &'d Diagnostic, sources: &'d Sources) -> Vec<Element<'d>> {
    let mut by_source: Vec<(SourceId, Vec<(AnnotationKind, &Label)>)> = Vec::new();
    let primary = std::iter::once((AnnotationKind::Primary, &diagnostic.primary));
    for (kind, label) in primary.chain(diagnostic.related.iter().map(|label| (AnnotationKind::Context, label))) {
        match by_source.iter_mut().find(|(id, _)| *id == label.span.source) {
            Some((_, labels)) => labels.push((kind, label)),
            None => by_source.push((label.span.source, vec![(kind, label)])),
        }
    }
    by_source.into_iter().map(|(id, labels)| snippet(id, &labels, sources)).collect()
}

fn snippet<'d>(id: SourceId, labels: &[(AnnotationKind, &'d Label)], sources: &'d Sources) -> Element<'d> {
    let (text, path) = (text(id, sources), visible(name(id, sources)));
    let ranges: Vec<Range<usize>> = labels.iter().map(|(_, label)| shown(label.span, text)).collect();
    let Some(excerpt) = Excerpt::around(text, &ranges) else {
        let at = Location::of(id, ranges.first().cloned().unwrap_or_default(), sources);
        return Origin::path(path).line(at.line).char_column(at.column).into();
    };
    let annotations = labels.iter().zip(&ranges).map(|((kind, label), range)| {
        let said = Some(visible(&label.text)).filter(|text| !text.is_empty());
        kind.span(excerpt.within(range)).label(said)
    });
    Snippet::source(excerpt.text).path(path).line_start(excerpt.line).annotations(annotations).into()
}

/// The fix as a diff of the lines that it touches; the path is named where it is not that of the diagnostic.
fn suggestion<'d>(fix: &'d Fix, primary: SourceId, sources: &'d Sources) -> Group<'d> {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let diffs = edits.chunk_by(|left, right| left.span.source == right.span.source).filter_map(|edits| {
        let id = edits.first()?.span.source;
        let text = text(id, sources);
        let edits = apart(edits.iter().map(|edit| (inside(edit.span, text), edit.replacement.as_str())));
        let ranges: Vec<Range<usize>> = edits.iter().map(|(range, _)| range.clone()).collect();
        let excerpt = Excerpt::around(text, &ranges)?;
        let patches = edits.into_iter().map(|(range, new)| Patch::new(excerpt.within(&range), new));
        let path = Some(visible(name(id, sources))).filter(|_| id != primary);
        Some(Snippet::source(excerpt.text).path(path).line_start(excerpt.line).patches(patches))
    });
    Group::with_title(Level::HELP.secondary_title(visible(&fix.title))).elements(diffs)
}

/// The edits, in order, without those that overlap the one before: a diff of them cannot be drawn.
fn apart<'d>(edits: impl Iterator<Item = (Range<usize>, &'d str)>) -> Vec<(Range<usize>, &'d str)> {
    let mut kept: Vec<(Range<usize>, &str)> = Vec::new();
    for edit in edits {
        if kept.last().is_none_or(|(before, _)| before.end <= edit.0.start) {
            kept.push(edit);
        }
    }
    kept
}

/// The whole lines that hold some ranges: drawing one place costs the same in a long file as in a short one.
struct Excerpt<'t> {
    text: &'t str,
    /// Its first byte in the whole text.
    start: usize,
    /// Its first line, from 1.
    line: usize,
}

impl<'t> Excerpt<'t> {
    /// None when a line is too long to draw.
    fn around(text: &'t str, ranges: &[Range<usize>]) -> Option<Self> {
        let first = ranges.iter().map(|range| range.start).min().unwrap_or_default();
        let last = ranges.iter().map(|range| range.end).max().unwrap_or_default();
        let before = text.get(..first).unwrap_or_default();
        let mut start = before.rfind('\n').map_or(0, |at| at + 1);
        if start == 0 && text.starts_with('\u{feff}') {
            start = '\u{feff}'.len_utf8();
        }
        let end = text.get(last..).and_then(|after| after.find('\n')).map_or(text.len(), |at| last + at + 1);
        let text = text.get(start..end).unwrap_or_default();
        let drawable = text.split('\n').all(|line| line.len() <= LONGEST_LINE);
        drawable.then(|| Excerpt { text, start, line: before.matches('\n').count() + 1 })
    }

    fn within(&self, range: &Range<usize>) -> Range<usize> {
        range.start.saturating_sub(self.start)..range.end.saturating_sub(self.start)
    }
}

/// The text with control characters and changes of direction shown instead of obeyed: no value may drive the terminal.
fn visible(text: &str) -> String {
    let hidden =
        |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if hidden(c) { '\u{fffd}' } else { c }).collect()
}
