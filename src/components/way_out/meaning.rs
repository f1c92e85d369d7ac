//! Resources whose shape is right and which AWS would refuse all the same, or which would be of no use.

use super::{WayOut, records, segments};
use crate::components::observability;
use crate::diagnostics::{self as codes, Diagnostic, Span};
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
        for flaw in records::flaws(&entry.type_name, &entry.properties) {
            found.push(of_route53(way, touched.node, touched.id.as_str(), &flaw));
        }
    }
    found.extend(same_names(way));
    way.found.extend(found);
}

/// Properties that name a resource for all regions: of the account, or of the partition.
const GLOBAL_NAMES: [(&str, &str); 6] = [
    ("AWS::IAM::Group", "GroupName"),
    ("AWS::IAM::InstanceProfile", "InstanceProfileName"),
    ("AWS::IAM::ManagedPolicy", "ManagedPolicyName"),
    ("AWS::IAM::Role", "RoleName"),
    ("AWS::IAM::User", "UserName"),
    ("AWS::S3::Bucket", "BucketName"),
];

/// Names of that kind which the resources of several regions would have.
fn same_names(way: &WayOut<'_, '_>) -> Vec<Diagnostic> {
    let mut seen: Vec<(&str, &str, &str)> = Vec::new();
    let mut found = Vec::new();
    for touched in &way.touched {
        let stack = way.documents.stacks.get(&touched.stack);
        let Some(entry) = stack.and_then(|stack| stack.resources.get(&touched.id)) else { continue };
        let named = GLOBAL_NAMES.iter().find(|(type_name, _)| *type_name == entry.type_name);
        let Some((type_name, property)) = named else { continue };
        let Some(name) = entry.properties.get(*property).and_then(|name| name.as_str()) else { continue };
        let region = touched.stack.region.as_str();
        match seen.iter().find(|(other, known, _)| (other, known) == (type_name, &name)) {
            Some((_, _, first)) if *first != region => {
                let place = way.system.tree.locate(touched.node, &["Properties", property]);
                let span = if place.complete { place.value } else { way.key(touched.node) };
                let message = format!("two resources are called {name}: in {first} and in {region}");
                let error = Diagnostic::error(codes::GLOBAL_NAME, span, message)
                    .label(format!("the {property} of each region"))
                    .help("leave the name out, put ${AWS::Region} into it with Fn::Sub, or list one region under `regions` of the resource")
                    .fact("names of IAM are those of the account, names of buckets those of the partition (IAM User Guide, IAM identifiers; Amazon S3 User Guide, bucket naming rules)");
                found.push(error);
            }
            Some(_) => {}
            None => seen.push((type_name, name, region)),
        }
    }
    found
}

fn diagnostic(way: &WayOut<'_, '_>, node: NodeId, id: &str, flaw: &observability::Flaw) -> Diagnostic {
    let span = place(way, node, &flaw.path);
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

fn of_route53(way: &WayOut<'_, '_>, node: NodeId, id: &str, flaw: &records::Flaw) -> Diagnostic {
    let (span, message) = (place(way, node, &flaw.path), format!("{id} {}: {}", flaw.path, flaw.problem));
    let found = if flaw.is_taken {
        Diagnostic::warning(codes::RECORD_MISFIT, span, message)
    } else {
        Diagnostic::error(codes::RECORD_MISFIT, span, message).label("CloudFormation takes it, and Route 53 does not")
    };
    found.fact("Route 53 API, ResourceRecordSet, AliasTarget and HealthCheckConfig (botocore 1.44.5)")
}

/// Where a property stands, or the resource if it is not written there.
fn place(way: &WayOut<'_, '_>, node: NodeId, path: &str) -> Span {
    let segments = segments(path);
    let path: Vec<&str> = std::iter::once("Properties").chain(segments.iter().map(String::as_str)).collect();
    let place = way.system.tree.locate(node, &path);
    if place.complete { place.value } else { way.key(node) }
}
