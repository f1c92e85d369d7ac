//! What begins with `#`.

use super::super::Place;
use super::super::ast::{Expression, Macro, Node, Reference};
use super::super::flaw::{Flaw, FlawKind, Unclosed};
use super::{Gathered, Parsed, Parser};

/// Every directive of Velocity 1.7.
const DIRECTIVES: [&str; 13] = [
    "set", "if", "elseif", "else", "end", "foreach", "break", "stop", "macro", "define", "parse", "include", "evaluate",
];

/// Directives that need files or run text: API Gateway has neither.
const NOT_COVERED: [&str; 3] = ["parse", "include", "evaluate"];

/// Whether a directive or a comment begins the text.
pub(super) fn follows(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('#') else { return false };
    let rest = rest.strip_prefix('{').unwrap_or(rest);
    let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    DIRECTIVES.contains(&name.as_str())
}

impl<'t> Parser<'t> {
    /// Reads a comment or a directive. The place of an `#end`, `#else` or `#elseif` comes back, unread.
    pub(super) fn hash(&mut self, gathered: &mut Gathered) -> Parsed<Option<Place>> {
        let start = self.at;
        if self.takes("##") {
            let rest = self.rest();
            self.at += rest.find('\n').map_or(rest.len(), |at| at + 1);
            return Ok(None);
        }
        if self.takes("#*") {
            self.past("*#", start)?;
            return Ok(None);
        }
        if self.takes("#[[") {
            let text = self.past("]]#", start)?;
            gathered.push(text, start);
            return Ok(None);
        }
        self.at += 1;
        let formal = self.takes("{");
        let name = self.identifier().unwrap_or_default().to_owned();
        if name.is_empty() || (formal && !self.takes("}")) {
            self.at = start + 1;
            gathered.push("#", start);
            return Ok(None);
        }
        let place = start..self.at;
        match name.as_str() {
            "end" | "else" | "elseif" => return Ok(Some(place)),
            "break" => gathered.node(Node::Break),
            "stop" => gathered.node(Node::Stop),
            name if NOT_COVERED.contains(&name) && self.opens() => {
                return Err(Flaw::new(place, FlawKind::NotCovered { name: name.to_owned() }));
            }
            "set" | "if" | "foreach" | "macro" | "define" => self.block(&name, place, gathered)?,
            name => self.call(name, place, gathered)?,
        }
        Ok(None)
    }

    /// The text up to a mark, which is read, too.
    fn past(&mut self, mark: &str, start: usize) -> Parsed<&'t str> {
        let rest = self.rest();
        let Some(length) = rest.find(mark) else {
            return Err(Flaw::new(start..start + 2, FlawKind::NotClosed(Unclosed::Comment)));
        };
        self.at += length + mark.len();
        Ok(rest.get(..length).unwrap_or_default())
    }

    /// Whether a parenthesis follows, perhaps after blanks.
    fn opens(&self) -> bool {
        self.rest().trim_start_matches([' ', '\t']).starts_with('(')
    }

    fn block(&mut self, name: &str, place: Place, gathered: &mut Gathered) -> Parsed<()> {
        if !self.opens() {
            return Err(Flaw::new(place, FlawKind::Expected { what: "`(`" }));
        }
        self.blanks();
        self.at += 1;
        self.deeper(|parser| match name {
            "set" => parser.set(gathered),
            "if" => parser.condition(place, gathered),
            "foreach" => parser.foreach(place, gathered),
            "define" => parser.define(place, gathered),
            _ => parser.macro_(place),
        })
    }

    fn set(&mut self, gathered: &mut Gathered) -> Parsed<()> {
        let target = self.variable()?;
        self.expect("=", "`=`")?;
        let value = self.expression()?;
        self.expect(")", "`)`")?;
        self.line_end();
        // Blanks before a #set on its line go with it.
        gathered.text.truncate(gathered.text.trim_end_matches([' ', '\t']).len());
        gathered.node(Node::Set { target, value });
        Ok(())
    }

    fn variable(&mut self) -> Parsed<Reference> {
        self.blanks();
        let place = self.here();
        let found = if self.peek() == Some('$') { self.reference()? } else { None };
        found.ok_or(Flaw::new(place, FlawKind::Expected { what: "a variable: `$name`" }))
    }

    fn condition(&mut self, place: Place, gathered: &mut Gathered) -> Parsed<()> {
        let mut branches = Vec::new();
        loop {
            let condition = self.expression()?;
            self.expect(")", "`)`")?;
            self.line_end();
            let (body, ender) = self.body("if", &place)?;
            branches.push((condition, body));
            match ender {
                "elseif" => {
                    self.expect("(", "`(`")?;
                }
                "else" => {
                    self.line_end();
                    let (otherwise, ender) = self.body("if", &place)?;
                    if ender != "end" {
                        let stray = self.at - ender.len() - 1..self.at;
                        return Err(Flaw::new(stray, FlawKind::Stray { directive: ender.to_owned() }));
                    }
                    self.line_end();
                    gathered.node(Node::If { branches, otherwise });
                    return Ok(());
                }
                _ => {
                    self.line_end();
                    gathered.node(Node::If { branches, otherwise: Vec::new() });
                    return Ok(());
                }
            }
        }
    }

    fn foreach(&mut self, place: Place, gathered: &mut Gathered) -> Parsed<()> {
        let name = self.variable()?.name;
        self.blanks();
        let at = self.here();
        if self.identifier() != Some("in") {
            return Err(Flaw::new(at, FlawKind::Expected { what: "`in`" }));
        }
        let over = self.expression()?;
        self.expect(")", "`)`")?;
        self.line_end();
        let body = self.whole_body("foreach", &place)?;
        gathered.node(Node::Foreach { name, over, body, place });
        Ok(())
    }

    fn define(&mut self, place: Place, gathered: &mut Gathered) -> Parsed<()> {
        let name = self.variable()?.name;
        self.expect(")", "`)`")?;
        self.line_end();
        let body = self.whole_body("define", &place)?;
        gathered.node(Node::Define { name, body });
        Ok(())
    }

    fn macro_(&mut self, place: Place) -> Parsed<()> {
        self.blanks();
        let at = self.here();
        let Some(name) = self.identifier().map(str::to_owned) else {
            return Err(Flaw::new(at, FlawKind::Expected { what: "a name for the macro" }));
        };
        let mut parameters = Vec::new();
        loop {
            self.blanks();
            self.takes(",");
            self.blanks();
            if self.takes(")") {
                break;
            }
            parameters.push(self.variable()?.name);
        }
        self.line_end();
        // Known before its body is read: it may call itself.
        self.macros.push(Macro { name, parameters, body: Vec::new() });
        let index = self.macros.len() - 1;
        let body = self.whole_body("macro", &place)?;
        if let Some(known) = self.macros.get_mut(index) {
            known.body = body;
        }
        Ok(())
    }

    /// A block that only `#end` ends.
    fn whole_body(&mut self, directive: &str, place: &Place) -> Parsed<Vec<Node>> {
        let (body, ender) = self.body(directive, place)?;
        if ender != "end" {
            let stray = self.at - ender.len() - 1..self.at;
            return Err(Flaw::new(stray, FlawKind::Stray { directive: ender.to_owned() }));
        }
        self.line_end();
        Ok(body)
    }

    /// A block up to what ends it, which is read: `end`, `else` or `elseif`.
    fn body(&mut self, directive: &str, place: &Place) -> Parsed<(Vec<Node>, &'static str)> {
        let (nodes, ender) = self.nodes()?;
        let Some(ender) = ender else {
            return Err(Flaw::new(place.clone(), FlawKind::NotEnded { directive: directive.to_owned() }));
        };
        self.at = ender.end;
        let text = self.text.get(ender).unwrap_or_default();
        let name = ["elseif", "else", "end"].into_iter().find(|name| text.contains(name));
        Ok((nodes, name.unwrap_or("end")))
    }

    /// A macro; what is none goes out as text, which is meant for `#fff` and a slip for `#forech(`.
    fn call(&mut self, name: &str, place: Place, gathered: &mut Gathered) -> Parsed<()> {
        if self.macros.iter().any(|known| known.name == name) && self.opens() {
            let arguments = self.deeper(|parser| parser.macro_arguments())?;
            self.line_end();
            gathered.node(Node::Call { name: name.to_owned(), arguments, place });
            return Ok(());
        }
        if self.opens() {
            return Err(Flaw::new(place, FlawKind::UnknownDirective { name: name.to_owned() }));
        }
        gathered.push(self.text.get(place.clone()).unwrap_or_default(), place.start);
        Ok(())
    }

    /// Arguments of a macro stand with or without commas.
    fn macro_arguments(&mut self) -> Parsed<Vec<Expression>> {
        self.blanks();
        self.at += 1;
        let mut arguments = Vec::new();
        loop {
            self.blanks();
            self.takes(",");
            self.blanks();
            if self.takes(")") {
                return Ok(arguments);
            }
            arguments.push(self.expression()?);
        }
    }
}
