//! Resources whose shape is right and which AWS would refuse all the same, or which would be of no use.

use super::{WayOut, segments};
use crate::components::observability;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::yaml::NodeId;

/// Checks what the blueprint changed or added.
pub(super) fn check(way: &mut WayOut<'_, '_>) {
    let mut found = Vec::new();
    for touched in &way.touched {
        let stack = way.documents.stacks.get(&touched.stack);
        let Some(entry) = stack.and_then(|stack| stack.resources.get(&touched.id)) else { continue };
        for flaw in observability::flaws(&entry.type_name, &entry.properties, &touched.stack.region) {
            found.push(diagnostic(way, touched.node, touched.id.as_str(), &flaw));
        }
    }
    way.found.extend(found);
}

fn diagnostic(way: &WayOut<'_, '_>, node: NodeId, id: &str, flaw: &observability::Flaw) -> Diagnostic {
    let segments = segments(&flaw.path);
    let path: Vec<&str> = std::iter::once("Properties").chain(segments.iter().map(String::as_str)).collect();
    let place = way.system.tree.locate(node, &path);
    let span = if place.complete { place.value } else { way.key(node) };
    let message = format!("{id} {}: {}", flaw.path, flaw.problem);
    if flaw.useless {
        Diagnostic::warning(codes::METRIC_UNKNOWN, span, message)
            .label("it would see no data")
            .help("look up the metric's dimensions in the service's guide")
            .fact("CloudWatch console's directory of services (@aws-cdk/aws-service-spec 0.1.216) and the services' guides")
    } else {
        Diagnostic::error(codes::WATCHING_RESOURCE, span, message)
            .label("CloudFormation takes it, and the service does not")
            .help("`synth explain S1616` lists the rules")
            .fact("CloudWatch PutMetricAlarm and PutDashboard, X-Ray CreateSamplingRule (botocore 1.43.11)")
    }
}
