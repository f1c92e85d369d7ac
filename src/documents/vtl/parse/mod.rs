//! From text to tree.

mod directives;
mod expressions;
mod references;

use super::ast::{Macro, Node};
use super::flaw::{Flaw, FlawKind, Unclosed};
use super::{Place, Template};

/// How deep blocks and parentheses may stand in one another.
const DEEPEST: usize = 40;

type Parsed<T> = Result<T, Flaw>;

/// Reads a whole template.
pub(super) fn parse(text: &str) -> Parsed<Template> {
    let mut parser = Parser { text, at: 0, end: text.len(), depth: 0, macros: Vec::new(), quote: None };
    let (nodes, ender) = parser.nodes()?;
    match ender {
        None => Ok(Template { nodes, macros: parser.macros }),
        Some(ender) => {
            let directive = text.get(ender.clone()).unwrap_or_default().trim_matches(['#', '{', '}']).to_owned();
            Err(Flaw::new(ender, FlawKind::Stray { directive }))
        }
    }
}

pub(super) struct Parser<'t> {
    text: &'t str,
    at: usize,
    /// Where to stop: before the end of the text inside of a string.
    end: usize,
    depth: usize,
    macros: Vec<Macro>,
    /// The quote of the string that is read, which is doubled to stand for itself.
    quote: Option<char>,
}

/// Text as it is gathered.
#[derive(Default)]
struct Gathered {
    nodes: Vec<Node>,
    text: String,
    at: usize,
}

impl Gathered {
    fn push(&mut self, text: &str, at: usize) {
        if self.text.is_empty() {
            self.at = at;
        }
        self.text.push_str(text);
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.nodes.push(Node::Text { text: std::mem::take(&mut self.text), at: self.at });
        }
    }

    fn node(&mut self, node: Node) {
        self.flush();
        self.nodes.push(node);
    }
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn takes(&mut self, wanted: &str) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len();
        }
        found
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// What follows a directive on its line goes with it when it is blank.
    fn line_end(&mut self) {
        let rest = self.rest();
        let after = rest.trim_start_matches([' ', '\t']);
        let newline = ["\r\n", "\n", "\r"].into_iter().find(|newline| after.starts_with(newline));
        if let Some(newline) = newline {
            self.at += rest.len() - after.len() + newline.len();
        }
    }

    fn flaw<T>(&self, from: usize, kind: FlawKind) -> Parsed<T> {
        Err(Flaw::new(from..self.at.max(from), kind))
    }

    fn expect(&mut self, wanted: &str, what: &'static str) -> Parsed<()> {
        self.blanks();
        if self.takes(wanted) { Ok(()) } else { Err(Flaw::new(self.here(), FlawKind::Expected { what })) }
    }

    /// The character at which reading stands.
    fn here(&self) -> Place {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= DEEPEST {
            return Err(Flaw::new(self.here(), FlawKind::TooDeep));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// A name: a letter or `_`, then letters, digits, `_` and `-`.
    fn identifier(&mut self) -> Option<&'t str> {
        let rest = self.rest();
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            return None;
        }
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(rest.len());
        self.at += length;
        rest.get(..length)
    }

    /// Nodes up to the end, or up to an `#end`, `#else` or `#elseif`, whose place is told and which is left unread.
    fn nodes(&mut self) -> Parsed<(Vec<Node>, Option<Place>)> {
        let mut gathered = Gathered::default();
        while let Some(c) = self.peek() {
            let start = self.at;
            match c {
                '$' => self.dollar(&mut gathered)?,
                '#' => {
                    if let Some(ender) = self.hash(&mut gathered)? {
                        self.at = ender.start;
                        gathered.flush();
                        return Ok((gathered.nodes, Some(ender)));
                    }
                }
                '\\' => self.backslashes(&mut gathered),
                quote if self.quote == Some(quote) => {
                    // Doubled: the end of the string was found before.
                    self.at += quote.len_utf8() * 2;
                    gathered.push(quote.encode_utf8(&mut [0; 4]), start);
                }
                _ => {
                    let rest = self.rest();
                    let stop = |c: char| matches!(c, '$' | '#' | '\\') || self.quote == Some(c);
                    let length = rest.find(stop).unwrap_or(rest.len());
                    self.at += length;
                    gathered.push(rest.get(..length).unwrap_or_default(), start);
                }
            }
        }
        gathered.flush();
        Ok((gathered.nodes, None))
    }

    fn dollar(&mut self, gathered: &mut Gathered) -> Parsed<()> {
        let start = self.at;
        match self.reference()? {
            Some(reference) => gathered.node(Node::Reference(reference)),
            None => {
                self.at = start + 1;
                gathered.push("$", start);
            }
        }
        Ok(())
    }

    /// Backslashes are text, unless what follows them is a reference or a directive.
    fn backslashes(&mut self, gathered: &mut Gathered) {
        let start = self.at;
        let rest = self.rest();
        let after = rest.trim_start_matches('\\');
        let count = rest.len() - after.len();
        self.at += count;
        let escaped = rest.get(..count).unwrap_or_default();
        if after.starts_with('$') {
            let before = self.at;
            if let Ok(Some(mut reference)) = self.reference() {
                reference.escapes = count;
                return gathered.node(Node::Reference(reference));
            }
            self.at = before;
            return gathered.push(escaped, start);
        }
        if !directives::follows(after) {
            return gathered.push(escaped, start);
        }
        gathered.push(&"\\".repeat(count / 2), start);
        if count % 2 == 1 {
            gathered.push("#", self.at);
            self.at += 1;
        }
    }

    /// The part of a text up to its closing quote, which is read, too.
    fn quoted(&mut self, quote: char) -> Parsed<Place> {
        let open = self.at;
        self.at += quote.len_utf8();
        let start = self.at;
        loop {
            let rest = self.rest();
            let Some(length) = rest.find(quote) else {
                return Err(Flaw::new(open..open + 1, FlawKind::NotClosed(Unclosed::Text)));
            };
            self.at += length + quote.len_utf8();
            if self.peek() != Some(quote) {
                return Ok(start..self.at - quote.len_utf8());
            }
            self.at += quote.len_utf8();
        }
    }

    /// The nodes of a part of the text, read with the same macros.
    fn nodes_within(&mut self, part: Place, quote: char) -> Parsed<Vec<Node>> {
        let (at, end, outer) = (self.at, self.end, self.quote);
        (self.at, self.end, self.quote) = (part.start, part.end, Some(quote));
        let read = self.deeper(|parser| parser.nodes());
        (self.at, self.end, self.quote) = (at, end, outer);
        match read? {
            (nodes, None) => Ok(nodes),
            (_, Some(ender)) => {
                let directive =
                    self.text.get(ender.clone()).unwrap_or_default().trim_matches(['#', '{', '}']).to_owned();
                Err(Flaw::new(ender, FlawKind::Stray { directive }))
            }
        }
    }
}
