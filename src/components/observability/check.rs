//! What CloudWatch, SNS and X-Ray would refuse, and what would never tell anybody.

use crate::diagnostics::Diagnostic;
use crate::system::System;

/// Checks the section.
pub fn check(_: &System<'_>, _: &mut Vec<Diagnostic>) {}
