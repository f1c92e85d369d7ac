//! What can be wrong with a template, as data. The wording belongs to whoever shows it.

use super::Place;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Flaw {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: FlawKind,
}

impl Flaw {
    pub(super) fn new(place: Place, kind: FlawKind) -> Flaw {
        Flaw { place, kind }
    }
}

/// What is not closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unclosed {
    /// `"` or `'`.
    Text,
    /// `(`.
    Parenthesis,
    /// `[`.
    Bracket,
    /// `{`.
    Brace,
    /// `#*` or `#[[`.
    Comment,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum FlawKind {
    /// A block without its `#end`.
    NotEnded {
        /// `if`, `foreach` and so on.
        directive: String,
    },
    /// `#end`, `#else` or `#elseif` that belongs to nothing.
    Stray {
        /// Which.
        directive: String,
    },
    /// A text, a parenthesis, a bracket or a brace that is not closed.
    NotClosed(Unclosed),
    /// Something else should stand there.
    Expected {
        /// What, as a fragment: "`=`".
        what: &'static str,
    },
    /// `#name(` where there is no such directive or macro: goes out as text.
    UnknownDirective {
        /// The name.
        name: String,
    },
    /// A directive of Velocity that has nothing to work on in API Gateway.
    NotCovered {
        /// The name.
        name: String,
    },
    /// Blocks or parentheses in one another beyond what is read.
    TooDeep,
    /// A function that the object does not have.
    UnknownFunction {
        /// `input`, `util` or what a value is: "text"; none when no kind of value has it.
        of: Option<&'static str>,
        /// The name.
        name: String,
        /// What there is.
        known: Vec<&'static str>,
    },
    /// A function with other arguments than it takes.
    Arguments {
        /// The name.
        name: String,
    },
    /// A variable that nothing sets: it goes out as it is written.
    NeverSet {
        /// The name.
        name: String,
        /// Variables that there are.
        known: Vec<String>,
    },
    /// A property that `$context` does not have: it is empty.
    UnknownContext {
        /// The property.
        name: String,
        /// What there is.
        known: Vec<&'static str>,
    },
    /// A text from outside inside quotes: a quote in it ends the JSON string.
    Unescaped,
    /// `$util.escapeJavaScript` leaves `\'`, which JSON does not know.
    EscapedApostrophe,
    /// No value with the sample: the reference goes out as it is written.
    NoValue {
        /// The reference.
        text: String,
    },
    /// An object as Java writes it, `{a=1}`.
    JavaMap,
    /// A JSONPath that cannot be followed.
    Path {
        /// The path.
        path: String,
    },
    /// A pattern that cannot be compiled.
    Pattern {
        /// The pattern.
        pattern: String,
    },
    /// More iterations than API Gateway makes.
    Iterations {
        /// How many there would be.
        count: usize,
    },
    /// The run was given up.
    Endless,
}
