//! The tree of a template.

use super::Place;

/// A part of a template.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// Goes out as it is.
    Text {
        /// The text, with its escapes resolved.
        text: String,
        /// Where it begins in the template.
        at: usize,
    },
    /// `$x.y`, replaced by its value.
    Reference(Reference),
    /// `#set($x = …)`.
    Set { target: Reference, value: Expression },
    /// `#if(…) … #elseif(…) … #else … #end`.
    If { branches: Vec<(Expression, Vec<Node>)>, otherwise: Vec<Node> },
    /// `#foreach($x in …) … #end`.
    Foreach { name: String, over: Expression, body: Vec<Node>, place: Place },
    /// `#break`.
    Break,
    /// `#stop`.
    Stop,
    /// `#define($x) … #end`.
    Define { name: String, body: Vec<Node> },
    /// `#name(…)` of a macro.
    Call { name: String, arguments: Vec<Expression>, place: Place },
}

/// `#macro(name $a $b) … #end`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Macro {
    pub name: String,
    pub parameters: Vec<String>,
    pub body: Vec<Node>,
}

/// `$x`, `$!x.y`, `${x.y(1)[2]}`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reference {
    /// The variable.
    pub name: String,
    /// What is asked of it, one after the other.
    pub steps: Vec<Step>,
    /// `$!`: nothing instead of the text of the reference when there is no value.
    pub quiet: bool,
    /// Backslashes before it.
    pub escapes: usize,
    /// As it was written, from the dollar sign on.
    pub text: String,
    /// Where it was written, from the dollar sign on.
    pub place: Place,
}

/// One step of a reference.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    pub kind: StepKind,
    pub place: Place,
}

/// What a step asks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum StepKind {
    /// `.name`.
    Property(String),
    /// `.name(…)`.
    Call(String, Vec<Expression>),
    /// `[…]`.
    Index(Expression),
}

/// Something that has a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    Bool(bool),
    Int(i64),
    Float(f64),
    /// `'…'`.
    Text(String),
    /// `"…"`, a template of its own.
    Template(Vec<Node>),
    Reference(Reference),
    List(Vec<Expression>),
    Range(Box<Expression>, Box<Expression>),
    Map(Vec<(Expression, Expression)>),
    Not(Box<Expression>),
    Binary(Operator, Box<Expression>, Box<Expression>),
}

/// An operator between two expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}
