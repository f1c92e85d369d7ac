//! Places within a text: where in the source a part of a scalar was written.

use std::ops::Range;

use super::{NodeId, Tree};
use crate::diagnostics::{SourceId, Span};

/// A character with where it begins and ends in what was written.
type Character = (char, usize, usize);

impl Tree {
    /// A scalar that is a whole source, as the text of a file that a blueprint names.
    pub fn text_of(&mut self, source: SourceId, text: &str) -> NodeId {
        self.texts.insert(source, text.to_owned());
        let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
        self.push(Span { source, start: 0, end }, super::tree::Content::Scalar { text: text.into(), quoted: true })
    }

    /// Where a range of bytes of a scalar's text was written; the whole scalar where folding makes that hard to tell.
    pub fn within(&self, id: NodeId, range: Range<usize>) -> Span {
        let span = self.span(id);
        let source = self.texts.get(&span.source).map(String::as_str).unwrap_or_default();
        let found = self.text(id).and_then(|text| positions(source, span, text));
        let place = found.and_then(|positions| {
            let (start, after) = *positions.get(range.start)?;
            let end =
                if range.is_empty() { start } else { positions.get(range.end - 1).map_or(after, |(_, end)| *end) };
            Some(Span { start: span.start + start, end: span.start + end, ..span })
        });
        place.unwrap_or(span)
    }
}

/// For each byte of a text, and for its end, where in the source its character begins and ends.
fn positions(source: &str, span: Span, text: &str) -> Option<Vec<(u32, u32)>> {
    let written = source.get(span.start as usize..span.end as usize)?;
    let line = source.get(..span.start as usize)?.rsplit('\n').next()?;
    let indent = if line.trim_start_matches(' ').is_empty() { line.len() } else { 0 };
    let readings: [&dyn Fn() -> Option<Vec<Character>>; 4] =
        [&|| Some(plain(written, 0)), &|| Some(literal(written, indent)), &|| Some(single_quoted(written)), &|| {
            double_quoted(written)
        }];
    // Newlines at the end of a literal block may have been cut or kept.
    let meant = |pairs: &Vec<Character>| {
        let read: String = pairs.iter().map(|(c, ..)| *c).collect();
        read.trim_end_matches('\n') == text.trim_end_matches('\n')
    };
    let pairs = readings.iter().filter_map(|reading| reading()).find(meant)?;
    let mut positions = Vec::with_capacity(text.len() + 1);
    for (c, start, end) in &pairs {
        positions.extend(std::iter::repeat_n((*start, *end), c.len_utf8()));
    }
    let end = pairs.iter().rev().find(|(c, ..)| *c != '\n').map_or(written.len(), |(.., end)| *end);
    positions.resize(text.len() + 1, (end, end));
    let number = |place: usize| u32::try_from(place).ok();
    positions.into_iter().map(|(start, end)| Some((number(start)?, number(end)?))).collect()
}

fn plain(written: &str, at: usize) -> Vec<Character> {
    written.char_indices().map(|(index, c)| (c, at + index, at + index + c.len_utf8())).collect()
}

fn single_quoted(written: &str) -> Vec<Character> {
    let mut found = Vec::new();
    let inner = written.get(1..written.len().saturating_sub(1)).unwrap_or_default();
    let mut characters = inner.char_indices().peekable();
    while let Some((index, c)) = characters.next() {
        let start = index + 1;
        let doubled = c == '\'' && characters.next_if(|(_, next)| *next == '\'').is_some();
        found.push((c, start, start + c.len_utf8() + usize::from(doubled)));
    }
    found
}

fn double_quoted(written: &str) -> Option<Vec<Character>> {
    let mut found = Vec::new();
    let inner = written.get(1..written.len().saturating_sub(1))?;
    let mut characters = inner.char_indices();
    while let Some((index, c)) = characters.next() {
        let start = index + 1;
        if c != '\\' {
            found.push((c, start, start + c.len_utf8()));
            continue;
        }
        let (_, letter) = characters.next()?;
        let meant = match letter {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            '"' | '\\' | '/' | ' ' => letter,
            _ => return None,
        };
        found.push((meant, start, start + 2));
    }
    Some(found)
}

/// A block whose lines are indented; of the first, what was written begins behind the indentation.
fn literal(written: &str, indent: usize) -> Vec<Character> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in written.split_inclusive('\n') {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        let cut = if at == 0 { 0 } else { spaces.min(indent) };
        found.extend(plain(line.get(cut..).unwrap_or_default(), at + cut));
        at += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::{SourceId, Span};
    use crate::yaml::{Limits, Tree};

    /// The part of the source in which a part of the text of `a` was written.
    fn part(source: &str, wanted: &str) -> String {
        let mut tree = Tree::new(Limits::default());
        let root = tree.parse(SourceId(0), source, &mut Vec::new()).unwrap();
        let node = tree.get(root, "a").unwrap();
        let at = tree.text(node).unwrap().find(wanted).unwrap();
        let Span { start, end, .. } = tree.within(node, at..at + wanted.len());
        source[start as usize..end as usize].to_owned()
    }

    #[test]
    fn parts_of_texts_are_found() {
        assert_eq!(part("a: x $y z\n", "$y"), "$y");
        assert_eq!(part("a: 'it''s $y.m(''é'')'\n", "$y.m('é')"), "$y.m(''é'')");
        assert_eq!(part("a: \"é \\\"$y\\\" z\"\n", "$y"), "$y");
        assert_eq!(part("a: \"{\\\"b\\\": $y}\"\nb: 1\n", "\"b\""), "\\\"b\\\"");
        assert_eq!(part("a: |\n  {\n    \"b\": $y\n  }\nb: 1\n", "$y\n}"), "$y\n  }");
        assert_eq!(part("c: 1\na: |-\n    x\n\n      é $y", "$y"), "$y");
        // Folded: the whole scalar.
        assert!(part("a: >\n  x\n  $y\n", "$y").contains("x\n"));
    }
}
