//! `environments`: variants of one system, each in stacks of its own.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::merged::{absent, without};
use super::naming::{is_name, name_rule, nearest_name};
use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::yaml::{Kind, Node, NodeId, Plain, Tree};

/// The key of the section.
pub(super) const ENVIRONMENTS: &str = "environments";

/// The field of an environment that is no patch.
const ACCOUNT: &str = "account";

/// The longest name: it stands in every stack's name and in physical names.
const LONGEST_ENVIRONMENT: usize = 20;

/// What differs in one environment, as it was written: it has been merged by the time a blueprint is decoded.
#[derive(Debug, Clone, Deserialize)]
pub struct Environment(
    /// Where it stands.
    pub Node,
);

impl JsonSchema for Environment {
    fn schema_name() -> Cow<'static, str> {
        "Environment".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // `schema` puts the patch of the whole language here.
        json_schema!({})
    }
}

/// The names of the environments, in their order.
pub fn names(tree: &Tree, root: NodeId) -> Vec<String> {
    let entries = tree.get(root, ENVIRONMENTS).map_or(&[][..], |map| tree.entries(map));
    entries.iter().filter_map(|(key, _)| tree.text(*key)).map(str::to_owned).collect()
}

/// The environments of a blueprint.
pub(super) struct Environments(Vec<(String, NodeId, Span)>);

impl Environments {
    /// Reads the section and reports names and accounts that cannot be used.
    pub fn of(tree: &Tree, root: NodeId, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut found = Vec::new();
        let entries = tree.get(root, ENVIRONMENTS).map_or(&[][..], |map| tree.entries(map));
        for (key, value) in entries {
            let name = tree.text(*key).unwrap_or_default();
            diagnostics.extend(bad_name(name, tree.span(*key)));
            if tree.kind(*value) == Kind::Map {
                diagnostics.extend(bad_account(tree, *value));
            } else if !tree.is_null(*value) {
                let error = Diagnostic::error(
                    codes::WRONG_KIND,
                    tree.span(*value),
                    "expected what differs in the environment, as a mapping",
                );
                diagnostics.push(error);
            }
            found.push((name.to_owned(), *value, tree.span(*key)));
        }
        Environments(found)
    }

    /// The wanted environment by its name: `Some(None)` when there is none to choose, `None` when the choice is impossible.
    pub fn choose<'w>(
        &self,
        tree: &Tree,
        root: NodeId,
        wanted: Option<&'w str>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Option<&'w str>> {
        let names: Vec<&str> = self.0.iter().map(|(name, _, _)| name.as_str()).collect();
        let listed = names.join(", ");
        let error = match wanted {
            None if names.is_empty() => return Some(None),
            Some(wanted) if names.contains(&wanted) => return Some(Some(wanted)),
            None => {
                let key = tree.entry(root, ENVIRONMENTS).map_or(Span::default(), |(key, _)| tree.span(key));
                let first = names.first().copied().unwrap_or_default();
                Diagnostic::error(codes::ENVIRONMENT_NEEDED, key, "the blueprint has environments, and none is chosen")
                    .label(format!("these are {listed}"))
                    .help(format!("choose one: `--env {first}`"))
            }
            Some(wanted) if names.is_empty() => {
                let name = tree.entry(root, "name").map_or(tree.span(root), |(key, _)| tree.span(key));
                Diagnostic::error(codes::UNKNOWN_ENVIRONMENT, name, format!("there is no environment `{wanted}`"))
                    .label("the blueprint has no `environments`")
                    .help(format!("leave out `--env`, or add `environments: {{{wanted}: {{}}}}`"))
            }
            Some(wanted) => {
                let key = tree.entry(root, ENVIRONMENTS).map_or(Span::default(), |(key, _)| tree.span(key));
                let error =
                    Diagnostic::error(codes::UNKNOWN_ENVIRONMENT, key, format!("there is no environment `{wanted}`"))
                        .label(format!("these are {listed}"));
                match did_you_mean(wanted, names) {
                    Some(meant) => error.help(format!("did you mean `--env {meant}`?")),
                    None => error,
                }
            }
        };
        diagnostics.push(error);
        None
    }

    /// What an environment lays over the blueprint; none when nothing differs.
    pub fn patch(&self, tree: &mut Tree, name: &str) -> Option<NodeId> {
        let node = self.node(name).filter(|node| tree.kind(*node) == Kind::Map)?;
        Some(without(tree, node, ACCOUNT))
    }

    /// The account of an environment.
    pub fn account(&self, tree: &Tree, name: &str) -> Option<String> {
        tree.get(self.node(name)?, ACCOUNT).and_then(|account| tree.text(account)).map(str::to_owned)
    }

    fn node(&self, name: &str) -> Option<NodeId> {
        self.0.iter().find(|(known, _, _)| known == name).map(|(_, node, _)| *node)
    }
}

fn bad_name(name: &str, span: Span) -> Option<Diagnostic> {
    if is_name(name, LONGEST_ENVIRONMENT) {
        return None;
    }
    let error = Diagnostic::error(codes::BAD_ENVIRONMENT, span, format!("`{name}` cannot name an environment"))
        .label(name_rule(LONGEST_ENVIRONMENT));
    Some(match nearest_name(name, LONGEST_ENVIRONMENT).filter(|_| name.len() <= LONGEST_ENVIRONMENT) {
        Some(near) => error.fix(format!("write {near}"), span, near),
        None => error.help("it stands in the name of every stack: choose a short word such as prod or staging"),
    })
}

fn bad_account(tree: &Tree, environment: NodeId) -> Option<Diagnostic> {
    let account = tree.get(environment, ACCOUNT)?;
    let (span, text) = (tree.span(account), tree.text(account).unwrap_or_default());
    let digits = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    match tree.plain(account) {
        Some(Plain::Text(_)) if digits => None,
        Some(Plain::Text(_)) => Some(
            Diagnostic::error(codes::REFUSED_VALUE, span, format!("`{text}` is no account id"))
                .help("an AWS account id has 12 digits: \"111122223333\""),
        ),
        Some(Plain::Whole(_)) if digits => {
            Some(Diagnostic::error(codes::WRONG_KIND, span, format!("expected text, found the number {text}")).fix(
                "quote the account id",
                span,
                format!("\"{text}\""),
            ))
        }
        _ => Some(
            Diagnostic::error(codes::WRONG_KIND, span, "expected an account id as text")
                .help("an AWS account id has 12 digits: \"111122223333\""),
        ),
    }
}

/// Two environments of one account cannot answer at one name.
pub(super) fn check_domains(
    tree: &mut Tree,
    base: NodeId,
    (chosen, result): (&str, NodeId),
    environments: &Environments,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let place = |name: &str| environments.0.iter().position(|(known, _, _)| known == name);
    let mine = domains(tree, result);
    for (other, _, _) in &environments.0 {
        if other == chosen || environments.account(tree, other) != environments.account(tree, chosen) {
            continue;
        }
        let theirs = match environments.patch(tree, other) {
            // What is wrong with the other one is said when that is read.
            Some(patch) => tree.merge(base, patch, &absent, &mut Vec::new()),
            None => base,
        };
        let theirs = domains(tree, theirs);
        for (domain, span) in &mine {
            let Some((_, there)) = theirs.iter().find(|(known, _)| known == domain) else { continue };
            // Said alike from both sides, so that a check of all environments says it once.
            let mine_is_later = place(chosen) > place(other);
            let (first, second) = if mine_is_later { (other.as_str(), chosen) } else { (chosen, other.as_str()) };
            let (at, also) = if mine_is_later { (*span, *there) } else { (*there, *span) };
            let message = format!("{first} and {second} would both answer at {domain}");
            let error = Diagnostic::error(codes::DOMAIN_OF_TWO_ENVIRONMENTS, at, message);
            let error = if at == also {
                error.label("the name in both")
            } else {
                error.label(format!("the name in {second}")).also(also, format!("the name in {first}"))
            };
            diagnostics.push(
                error
                    .help(format!("give {second} a name of its own"))
                    .fact("a custom domain name must be unique within a Region across all AWS accounts (API Gateway Developer Guide, Custom domain name for public REST APIs, read 2026-11-22)"),
            );
        }
    }
}

/// The names that clients use, and where they are written.
fn domains(tree: &Tree, root: NodeId) -> Vec<(String, Span)> {
    let mut holders: Vec<NodeId> = tree.get(root, "routing_strategy").into_iter().collect();
    for section in ["apis", "cdn"] {
        let named = tree.get(root, section).map_or(&[][..], |section| tree.entries(section));
        holders.extend(named.iter().map(|(_, component)| *component));
    }
    let named = |holder: NodeId| {
        let domain = tree.get(holder, "domain")?;
        Some((tree.text(domain)?.to_owned(), tree.span(domain)))
    };
    holders.into_iter().filter_map(named).collect()
}
