//! Mapping templates: Apache Velocity 1.7 as API Gateway runs it, read, judged and run with a sample.
//!
//! [`Template::parse`] finds what Velocity refuses; [`Template::lint`] finds what it accepts and nobody wants; and
//! [`Template::render`] gives what API Gateway would send for one [`Sample`]. Places are ranges of bytes of the template.
//!
//! Covered are all directives of Velocity but `#parse`, `#include` and `#evaluate`, references in each of their forms, and the
//! methods in [`methods`]. `$input`, `$util`, `$context` and `$stageVariables` are those of API Gateway, JSONPath is Jayway's.

mod ast;
mod flaw;
mod json_path;
mod lint;
pub mod methods;
mod parse;
mod render;
mod value;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use flaw::{Flaw, FlawKind, Unclosed};
pub use render::{Rendering, Sample};

/// The most iterations of one `#foreach` (API Gateway Developer Guide, quotas of a REST API).
pub const MOST_ITERATIONS: usize = 1_000;
/// The largest template in bytes: 300 KB (API Gateway Developer Guide, quotas of a REST API).
pub const LARGEST_TEMPLATE: usize = 300 * 1024;

/// A template that can be run.
#[derive(Debug, Clone)]
pub struct Template {
    nodes: Vec<ast::Node>,
    macros: Vec<ast::Macro>,
}

impl Template {
    /// Reads a template. The flaw is the first thing that Velocity would refuse.
    pub fn parse(text: &str) -> Result<Template, Flaw> {
        parse::parse(text)
    }

    /// What is wrong in it whatever the request: unknown functions, references that nothing sets, texts that JSON cannot hold.
    pub fn lint(&self) -> Vec<Flaw> {
        lint::lint(self)
    }

    /// What comes of one request or response.
    pub fn render(&self, sample: &Sample) -> Rendering {
        render::render(self, sample)
    }

    /// What it writes whatever the request, with something in the place of each value: in several ways, one of which fits. None for a
    /// template that computes parts of its text.
    pub fn outlines(&self) -> Vec<Rendering> {
        render::outlines(self)
    }

    /// Whether anything in it reads the body.
    pub fn reads_body(&self) -> bool {
        lint::reads_body(self)
    }
}

/// A range of bytes of a template.
pub type Place = Range<usize>;
