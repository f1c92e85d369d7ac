//! What CloudFront would refuse, and what it accepts to answer wrongly later.

mod behaviors;
mod caching;
mod edge;
mod keys;
mod names;
mod origins;
mod services;
mod settings;

use crate::blueprint::Cdn;
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::system::{Instance, System};

/// Everything that is wrong with distributions.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(system.blueprint.cdn.keys().filter_map(|name| regional(system, name)));
    if !system.blueprint.cdn.is_empty() {
        diagnostics.extend(partition(system));
    }
    for cdn in &super::instances(system) {
        let mut check = Check { cdn, found: diagnostics };
        origins::check(&mut check);
        behaviors::check(&mut check);
        caching::check(&mut check);
        edge::check(&mut check);
        names::check(&mut check);
        settings::check(&mut check);
    }
    names::taken(system, diagnostics);
}

/// One distribution, and what was found.
struct Check<'c, 'a> {
    cdn: &'c Instance<'a, Cdn>,
    found: &'c mut Vec<Diagnostic>,
}

impl<'a> Check<'_, 'a> {
    fn model(&self) -> &'a Cdn {
        self.cdn.model
    }

    fn value(&self, path: &[&str]) -> Span {
        self.cdn.value(path)
    }

    fn key(&self, path: &[&str]) -> Span {
        self.cdn.key(path)
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Removes what should not be there.
    fn without(&self, diagnostic: Diagnostic, path: &[&str]) -> Diagnostic {
        match self.cdn.removal(path) {
            Some(removal) => diagnostic.fix("leave it out", removal, ""),
            None => diagnostic.help("leave it out"),
        }
    }
}

/// A distribution answers everywhere.
fn regional(system: &System<'_>, name: &str) -> Option<Diagnostic> {
    let component = system.blueprint.cdn.get(name)?;
    let field =
        ["regions", "per_region"].into_iter().find(|field| system.tree.get(component.node.0, field).is_some())?;
    let span = system.key(&["cdn", name, field]);
    let error = Diagnostic::error(codes::CDN_REGIONS, span, format!("`{name}` is in no region"))
        .label("a distribution exists once and answers everywhere")
        .fact("CloudFront is a global service, whose control plane is in us-east-1");
    Some(match system.tree.removal_span(component.node.0, field) {
        Some(removal) => error.fix("leave it out", removal, ""),
        None => error.help("leave it out"),
    })
}

/// China has a CloudFront of its own, GovCloud none.
fn partition(system: &System<'_>) -> Option<Diagnostic> {
    let primary = system.primary();
    if primary.facts.partition == "aws" {
        return None;
    }
    let error = Diagnostic::error(codes::CDN_PARTITION, system.key(&["cdn"]), format!("no distribution from {}", primary.code))
        .label("distributions are made in us-east-1")
        .also(primary.key, format!("of the partition {}", primary.facts.partition))
        .help("describe the distribution in a blueprint of the partition aws")
        .fact("accounts and regions belong to one partition; CloudFront in China has no Lambda@Edge and no ACM certificates, and AWS GovCloud has no CloudFront");
    Some(error)
}
