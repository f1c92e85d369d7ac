//! The queue that a fleet works on and whose backlog decides how many instances there are.

use super::Fleet;
use crate::blueprint::Existing;
use crate::blueprint::Place;
use crate::diagnostics::{self as codes, Diagnostic};

/// The name of a queue by which metrics know it, if the blueprint says its ARN in the fleet's region.
pub(super) fn name(fleet: &Fleet<'_>, written: &str) -> Option<String> {
    let arn = if written.starts_with("arn:") { written } else { existing_arn(fleet, written)? };
    match arn.split(':').collect::<Vec<_>>().as_slice() {
        ["arn", _, "sqs", region, _, name] if *region == fleet.region.code => Some((*name).to_owned()),
        _ => None,
    }
}

fn existing_arn<'f>(fleet: &'f Fleet<'_>, name: &str) -> Option<&'f str> {
    match &fleet.system.blueprint.existing.get(name)?.base.model {
        Existing::Queue(given) => match given.in_region(fleet.region.code)? {
            Place::Here(arn) => Some(arn),
            Place::Parameter(_) => None,
        },
        _ => None,
    }
}

pub(super) fn check(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(target) = &fleet.model.scaling.queue else { return };
    if name(fleet, &target.name).is_some() {
        return;
    }
    let region = fleet.region.code;
    let span = fleet.value(&["scaling", "queue", "name"]);
    let message = format!("`{}` is no queue of {region} that is known by name", target.name);
    let error = Diagnostic::error(codes::FLEET_QUEUE, span, message)
        .label(format!("an existing queue whose ARN is written out, or an ARN of {region}"))
        .help(format!("describe it: `existing: {{jobs: {{queue: {{{region}: \"arn:aws:sqs:{region}:…\"}}}}}}`"))
        .fact("the metrics of a queue have its name as their only dimension, and are in its region (Amazon SQS Developer Guide, Available CloudWatch metrics for Amazon SQS)");
    diagnostics.push(error);
}
