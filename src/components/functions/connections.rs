//! What functions use, and what it takes to use a function.

use super::arn;
use crate::blueprint::{Access, Function};
use crate::components::uses::{self, Binding, Target, Use};
use crate::documents::cloudformation::Value;
use crate::documents::iam::Statement;
use crate::system::{Instance, Region, System};

/// Functions are invoked.
pub const TARGET: Target =
    Target { noun: "a function", accesses: &[Access::Invoke], from_anywhere: false, check: uses::nothing, bind };

fn bind(usage: &Use<'_>) -> Binding {
    let arn: Value<String> = arn(usage.target, usage.region.code);
    Binding {
        statements: vec![Statement::allow(["lambda:InvokeFunction"], [arn.clone()])],
        environment: [(usage.variable("FUNCTION"), arn)].into_iter().collect(),
        services: vec!["lambda"],
        ..Binding::default()
    }
}

/// Whether a function of a region stands in private subnets and calls what no gateway endpoint serves.
pub fn call_out(system: &System<'_>, region: &Region<'_>) -> bool {
    let functions = system.instances(&system.blueprint.functions);
    functions.iter().filter(|function| function.region.code == region.code).any(|function: &Instance<'_, Function>| {
        let uses = uses::of(function);
        uses::in_vpc(&uses) && !uses::beyond(system, &uses::called(&uses, &function.model.env)).is_empty()
    })
}
