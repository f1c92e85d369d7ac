//! What is wrong, where, why and what to write instead.
//!
//! A [`Diagnostic`] is plain data: a [`Code`], a headline that makes sense alone, the smallest place that must be edited,
//! related places, the AWS fact behind it and, where there is one right answer, a [`Fix`]. Every stage returns them as part
//! of its result; nothing is printed below `cli`. Renderers for terminals, JSON, SARIF and GitHub live in [`render`].

mod codes;
pub mod render;
mod source;

pub use codes::*;
pub use source::{Place, Source, SourceId, Sources, Span};

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written: AWS would refuse the result, or data would be at risk.
    Error,
    /// The result works; it is slower, dearer or less safe than it looks. Can be waived by code, with a reason.
    Warning,
}

/// The identity of one kind of diagnostic: `S` and four digits by area, never reused, and a name that reads after "allow".
#[derive(Debug, Clone, Copy)]
pub struct Code {
    /// `S0412`.
    pub id: &'static str,
    /// `unknown-region`.
    pub name: &'static str,
    /// The page that `synth explain` prints, as Markdown.
    pub page: &'static str,
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}
impl Eq for Code {}

impl Code {
    /// The code with this id (`S0412`, any case) or name (`unknown-region`).
    pub fn find(text: &str) -> Option<&'static Code> {
        ALL.iter().copied().find(|code| code.id.eq_ignore_ascii_case(text) || code.name == text)
    }

    /// The headline of the page: what follows `# S0412: ` in its first line.
    pub fn title(&self) -> &'static str {
        let first = self.page.lines().next().unwrap_or_default();
        first.split_once(": ").map_or(first, |(_, title)| title)
    }
}

/// A span with what to say about it. The text may be empty: then only the place is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there, as a lower-case fragment.
    pub text: String,
}

/// Replaces the text of one span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What goes; an empty span inserts.
    pub span: Span,
    /// What comes in its place.
    pub replacement: String,
}

/// The edit that makes the diagnostic go away, when there is one right answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What the edit does, as an imperative: "leave it out".
    pub title: String,
    /// The edits, not overlapping.
    pub edits: Vec<Edit>,
}

/// One finding about the blueprint (or, with a code of the S90 area, about synth itself).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of finding.
    pub code: &'static Code,
    /// How much it weighs.
    pub severity: Severity,
    /// The headline: a lower-case fragment that names the value and the limit and makes sense alone.
    pub message: String,
    /// The smallest thing the user must edit.
    pub primary: Label,
    /// Other places that matter.
    pub related: Vec<Label>,
    /// What to do, when no single edit says it.
    pub help: Option<String>,
    /// The edit that resolves it.
    pub fix: Option<Fix>,
    /// The AWS fact, with its source and date.
    pub fact: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, message)
    }

    /// A warning at a place.
    pub fn warning(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span, message)
    }

    /// A mistake of synth in what it made, for which no place in the blueprint is to blame.
    pub fn defect(code: &'static Code, message: impl Into<String>) -> Self {
        Self::error(code, Span::default(), message)
            .help("this is a defect of synth, not of the blueprint: please report it with the blueprint")
    }

    fn new(severity: Severity, code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity,
            message: message.into(),
            primary: Label { span, text: String::new() },
            related: Vec::new(),
            help: None,
            fix: None,
            fact: None,
        }
    }

    /// What to say at the primary place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Another place that matters.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Label { span, text: text.into() });
        self
    }

    /// What to do about it, in words.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// A single edit that resolves it.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, span: Span, replacement: impl Into<String>) -> Self {
        let edit = Edit { span, replacement: replacement.into() };
        self.fix.get_or_insert_with(|| Fix { title: title.into(), edits: Vec::new() }).edits.push(edit);
        self
    }

    /// The AWS fact behind it: source, sentence, date.
    #[must_use]
    pub fn fact(mut self, text: impl Into<String>) -> Self {
        self.fact = Some(text.into());
        self
    }
}

/// The candidate closest to `given`, if it is close enough to be a slip of the fingers.
///
/// Names of one or two letters are only matched when they differ by case; longer ones may differ by one edit and one more
/// for every four letters. A name of four letters or more that ends exactly one candidate means it: `geolocation` is
/// `route53_geolocation`.
pub fn did_you_mean<'c>(given: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let mut best: Option<(usize, &'c str)> = None;
    let mut longer: Vec<&'c str> = Vec::new();
    for candidate in candidates {
        if given.len() >= 4 && candidate.ends_with(given) {
            longer.push(candidate);
        }
        let distance = if candidate.eq_ignore_ascii_case(given) {
            0
        } else if candidate.len().min(given.len()) <= 2 {
            continue;
        } else {
            strsim::damerau_levenshtein(&given.to_ascii_lowercase(), &candidate.to_ascii_lowercase())
        };
        let allowed = 1 + candidate.len().min(given.len()) / 4;
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    match (best, longer.as_slice()) {
        (Some((_, candidate)), _) => Some(candidate),
        (None, [candidate]) => Some(*candidate),
        _ => None,
    }
}

/// Adds what is not there yet. Two findings are one if code, place and message agree; `alike` are names that count as the same
/// in messages: of what is wrong in every region, the first region is told.
pub fn merge(diagnostics: &mut Vec<Diagnostic>, found: impl IntoIterator<Item = Diagnostic>, alike: &[&str]) {
    let plain = |message: &str| alike.iter().fold(message.to_owned(), |message, name| message.replace(name, "*"));
    for diagnostic in found {
        let place = diagnostic.primary.span;
        let mut there = diagnostics.iter().filter(|seen| seen.code == diagnostic.code && seen.primary.span == place);
        if !there.any(|seen| seen.message == diagnostic.message || plain(&seen.message) == plain(&diagnostic.message)) {
            diagnostics.push(diagnostic);
        }
    }
}

/// True when any of them is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}
