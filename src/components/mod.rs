//! Every kind of component: what may be wrong with it, and which resources it becomes.
//!
//! A kind is one file or folder here, its model in `blueprint`, and one line in [`KINDS`]. Checks and lowering take the whole
//! system and go through the instances of their own section.

use crate::diagnostics::Diagnostic;
use crate::documents::Documents;
use crate::system::System;

/// One kind of component.
pub struct Kind {
    /// The section of the blueprint, or the part of it, that it is about.
    pub section: &'static str,
    /// Finds everything that is wrong with its instances.
    pub check: fn(&System<'_>, &mut Vec<Diagnostic>),
    /// Adds the resources of its instances. Called for checked systems only; cannot fail.
    pub lower: fn(&System<'_>, &mut Documents),
}

/// Every kind, in the order in which their resources stand in a stack.
pub const KINDS: &[Kind] = &[
];
