//! Faults in words.

use super::Repair;
use super::fault::{Fault, Problem};
use crate::diagnostics::{self, Diagnostic, Span, did_you_mean};
use crate::yaml::tree::Content;
use crate::yaml::{Kind, NodeId, Tree};

impl Tree {
    pub(super) fn describe(
        &self,
        fault: &Fault,
        repair: &Repair,
        extra_fields: &impl Fn(NodeId) -> &'static [&'static str],
    ) -> Diagnostic {
        let at = fault.place().unwrap_or(NodeId(u32::MAX));
        let span = self.span(at);
        match &fault.problem {
            Problem::UnknownField { name, fields } => {
                let map = fault.enclosing();
                self.unknown_field((name, span), map, fields, extra_fields(map), repair.meant.get(&at).copied())
            }
            Problem::UnknownWord { word, words } => {
                let message = format!("`{word}` is not one of {}", listed(words));
                let unknown = Diagnostic::error(diagnostics::UNKNOWN_WORD, span, message);
                suggest(unknown, span, did_you_mean(word, words.iter().copied()))
            }
            Problem::Missing { field } => {
                let message = format!("{} has no `{field}`", self.named(at));
                Diagnostic::error(diagnostics::MISSING_FIELD, self.head(at), message)
                    .help(format!("`{field}` has no default: give it a value"))
            }
            Problem::Kind { expected, unquoted } => {
                let message = format!("expected {expected}, found {}", self.found(at));
                let wrong = Diagnostic::error(diagnostics::WRONG_KIND, span, message);
                match unquoted {
                    Some(text) => wrong.fix("leave out the quotes", span, text),
                    None if self.is_null(at) => wrong.help("give it a value or leave the key out"),
                    None => wrong,
                }
            }
            Problem::Switch { means } => {
                let message = format!("expected `true` or `false`, found {}", self.found(at));
                Diagnostic::error(diagnostics::OLD_SWITCH, span, message).fix(
                    format!("write `{means}`"),
                    span,
                    means.to_string(),
                )
            }
            Problem::Refused(refusal) => {
                let (message, help) = refusal.parts();
                let mut refused = Diagnostic::error(diagnostics::REFUSED_VALUE, span, message);
                refused.help = help.map(str::to_owned);
                refused
            }
        }
    }

    fn unknown_field(
        &self,
        (name, span): (&str, Span),
        map: NodeId,
        fields: &'static [&'static str],
        extra: &'static [&'static str],
        meant: Option<&'static str>,
    ) -> Diagnostic {
        let unknown =
            Diagnostic::error(diagnostics::UNKNOWN_FIELD, span, format!("{} takes no `{name}`", self.named(map)));
        let written = |field: &str| self.get(map, field).is_some();
        let near = did_you_mean(name, fields.iter().chain(extra).copied());
        match meant.or_else(|| near.filter(|field| !written(field))) {
            Some(field) => suggest(unknown, span, Some(field)),
            None => match near {
                Some(field) => unknown.help(format!("`{field}` is set already")),
                None if fields.is_empty() => unknown.help("it takes no fields"),
                None => unknown.help(format!("its fields are {}", listed(fields))),
            },
        }
    }

    /// A mapping in a sentence.
    fn named(&self, map: NodeId) -> String {
        let path = self.path(map);
        if path.is_empty() { "the blueprint".to_owned() } else { format!("`{path}`") }
    }

    /// The smallest place that stands for a whole mapping: the key before it, or else its first key.
    fn head(&self, map: NodeId) -> Span {
        let first = self.entries(map).first().map(|(key, _)| *key);
        self.span(self.key_of(map).or(first).unwrap_or(map))
    }

    fn found(&self, id: NodeId) -> String {
        match self.kind(id) {
            Kind::List => "a list".to_owned(),
            Kind::Map if self.entries(id).is_empty() => "an empty mapping".to_owned(),
            Kind::Map => format!("a mapping with {}", listed(&self.keys(id))),
            Kind::Scalar if self.is_null(id) => "nothing".to_owned(),
            Kind::Scalar => {
                let text = self.text(id).unwrap_or_default();
                let short: String = text.chars().take(40).collect();
                let dots = if short.len() < text.len() { "…" } else { "" };
                let quoted = matches!(self.content(id), Content::Scalar { quoted: true, .. });
                if quoted { format!("the text \"{short}{dots}\"") } else { format!("`{short}{dots}`") }
            }
        }
    }

    fn keys(&self, map: NodeId) -> Vec<&str> {
        self.entries(map).iter().filter_map(|(key, _)| self.text(*key)).collect()
    }
}

fn suggest(diagnostic: Diagnostic, span: Span, meant: Option<&str>) -> Diagnostic {
    match meant {
        Some(meant) => diagnostic.fix(format!("did you mean `{meant}`?"), span, meant),
        None => diagnostic,
    }
}

/// Names in a sentence; of many only the first.
fn listed(names: &[&str]) -> String {
    const MOST: usize = 16;
    let mut text = names.iter().take(MOST).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if names.len() > MOST {
        text.push_str(", …");
    }
    text
}
