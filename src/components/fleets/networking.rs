//! Enhanced networking, where it is demanded.

use super::{Fleet, pool};
use crate::blueprint::EnhancedNetworking;
use crate::components::pool::types::nearest;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::ec2::Ena;

pub(super) fn check(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if fleet.model.enhanced_networking != Some(EnhancedNetworking::Required) {
        return;
    }
    let pool = pool(fleet);
    for (kind, span) in pool.described().into_iter().filter(|(kind, _)| kind.ena == Ena::Unsupported) {
        let message = format!("{} has no enhanced networking", kind.name);
        let error = Diagnostic::error(codes::NO_ENHANCED_NETWORKING, span, message)
            .label("no Elastic Network Adapter")
            .also(fleet.value(&["enhanced_networking"]), "demanded here")
            .fact("EC2 DescribeInstanceTypes, EnaSupport: unsupported (as recorded by moto 5.2.5)");
        diagnostics.push(
            match nearest(&pool, &kind, |other| other.ena != Ena::Unsupported && !other.is_previous_generation()) {
                Some(near) => error.fix(format!("use {near}"), span, near),
                None => error.help("every type on the Nitro system has it"),
            },
        );
    }
}
