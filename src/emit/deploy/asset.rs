//! Hand-written text with marked places.
//!
//! A line `#: name` stands for the lines of that name; the lines from `#: if name` to `#: end` stand only where there are some.
//! Blocks may lie in each other. A word in `@` is replaced wherever it stands.

use std::collections::BTreeMap;

/// What goes into the marked places.
#[derive(Debug, Default)]
pub(super) struct Marks {
    lines: BTreeMap<&'static str, Vec<String>>,
    words: BTreeMap<&'static str, String>,
}

impl Marks {
    /// Sets the lines of a name; none takes the blocks of that name away.
    pub(super) fn lines(&mut self, name: &'static str, lines: Vec<String>) {
        self.lines.insert(name, lines);
    }

    /// Sets the lines of a name whose place lies between single quotes of the shell.
    pub(super) fn quoted(&mut self, name: &'static str, lines: Vec<String>) {
        self.lines(name, lines.iter().map(|line| single_quoted(line)).collect());
    }

    /// Sets what `@word@` becomes.
    pub(super) fn word(&mut self, word: &'static str, text: impl Into<String>) {
        self.words.insert(word, text.into());
    }

    fn of(&self, name: &str) -> &[String] {
        self.lines.get(name).map_or(&[], Vec::as_slice)
    }

    /// The text with its marks replaced. A name without lines leaves nothing.
    pub(super) fn fill(&self, asset: &str) -> String {
        let mut out = String::new();
        // For each block that is open: whether it stands. A block within one that does not stand does not either.
        let mut open: Vec<bool> = Vec::new();
        for line in asset.lines() {
            let stands = open.last().copied().unwrap_or(true);
            match line.trim_start().strip_prefix("#: ") {
                Some("end") => {
                    open.pop();
                }
                Some(mark) => match mark.strip_prefix("if ") {
                    Some(name) => open.push(stands && !self.of(name).is_empty()),
                    None if stands => self.of(mark).iter().for_each(|line| push_line(&mut out, line)),
                    None => {}
                },
                None if stands => push_line(&mut out, &self.with_words(line)),
                None => {}
            }
        }
        out
    }

    fn with_words(&self, line: &str) -> String {
        let mut line = line.to_owned();
        for (word, text) in &self.words {
            line = line.replace(&format!("@{word}@"), text);
        }
        line
    }
}

/// The text as it stands between single quotes of the shell, where all but the quote means itself.
fn single_quoted(text: &str) -> String {
    text.replace('\'', r"'\''")
}

fn push_line(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASSET: &str = "A=@word@\n#: lines\n#: if lines\nb\n  #: if none\n  c\n  #: end\nd\n#: end\n#: if none\ne\n#: if lines\nf\n#: end\n#: end\ng\n";

    #[test]
    fn places_are_filled_and_blocks_without_lines_go() {
        let mut marks = Marks::default();
        marks.lines("lines", vec!["one".into(), "two".into()]);
        marks.word("word", "text");
        assert_eq!(marks.fill(ASSET), "A=text\none\ntwo\nb\nd\ng\n");
    }

    #[test]
    fn no_line_ends_the_quotes_around_it() {
        let mut marks = Marks::default();
        marks.quoted("lines", vec!["it's $HOME".into()]);
        assert_eq!(marks.fill("A='\n#: lines\n'\n"), "A='\nit'\\''s $HOME\n'\n");
    }
}
