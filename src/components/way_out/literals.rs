//! Accounts, regions and availability zones that the user's own properties write out.

use super::{Touched, WayOut};
use crate::diagnostics::{self as codes, Diagnostic, Severity};
use crate::documents::arn::{Arn, is_wrong_account};
use crate::facts::regions;
use crate::yaml::{NodeId, Tree};

/// Properties that name something of another region by their nature.
const ELSEWHERE: [&str; 5] = [
    "DestinationBackupVaultArn",
    "PrimaryKeyArn",
    "SourceDBClusterIdentifier",
    "SourceDBInstanceIdentifier",
    "ReplicationSourceIdentifier",
];

pub(super) fn check(way: &mut WayOut<'_, '_>) {
    let tree = way.system.tree;
    let mut found = Vec::new();
    for touched in &way.touched {
        let stack = way.documents.stacks.get(&touched.stack);
        let Some(entry) = stack.and_then(|stack| stack.resources.get(&touched.id)) else { continue };
        let reader = Reader { tree, touched, type_name: &entry.type_name };
        if let Some(node) = tree.get(touched.node, "Properties") {
            reader.walk(node, "", &mut found);
        }
    }
    // Where a zone is wrong in one region, that it is written out says nothing more.
    let wrong: Vec<_> = found.iter().filter(|it| it.severity == Severity::Error).map(|it| it.primary.span).collect();
    found.retain(|it| it.severity == Severity::Error || !wrong.contains(&it.primary.span));
    way.found.extend(found);
}

struct Reader<'r> {
    tree: &'r Tree,
    touched: &'r Touched,
    type_name: &'r str,
}

impl Reader<'_> {
    /// Everything below a property, whose name is `property`.
    fn walk(&self, node: NodeId, property: &str, found: &mut Vec<Diagnostic>) {
        for (key, value) in self.tree.entries(node) {
            let name = self.tree.text(*key).unwrap_or_default();
            let is_function = name == "Ref" || name.starts_with("Fn::");
            self.walk(*value, if is_function { property } else { name }, found);
        }
        self.tree.items(node).iter().for_each(|item| self.walk(*item, property, found));
        let Some(text) = self.tree.text(node) else { return };
        if text.starts_with("arn:") && !text.contains("{{resolve:") {
            for (start, _) in text.match_indices("arn:") {
                found.extend(text.get(start..).and_then(|arn| self.arn(node, property, arn)));
            }
        } else if property.starts_with("AvailabilityZone") || property.ends_with("AvailabilityZone") {
            found.extend(self.zone(node, text));
        }
    }

    fn arn(&self, node: NodeId, property: &str, text: &str) -> Option<Diagnostic> {
        let arn = Arn::read(text)?;
        let span = self.tree.span(node);
        // API Gateway writes the service that it calls in the account's place.
        if arn.service != "apigateway" && is_wrong_account(&arn.account) {
            let error = Diagnostic::error(codes::ACCOUNT_WRITTEN_WRONG, span, format!("`{}` is no account", arn.account))
                .label("an account id has 12 digits")
                .help("write ${AWS::AccountId} in an Fn::Sub for the account that the stack stands in")
                .fact("ARNs are arn:partition:service:region:account-id:resource, the account with 12 digits (AWS General Reference, read 2026-11-22)");
            return Some(error);
        }
        let here = self.touched.stack.region.as_str();
        let meant = ELSEWHERE.contains(&property) || self.type_name.starts_with("AWS::CloudFront::");
        if meant || arn.region == here || regions::find(&arn.region).is_none() {
            return None;
        }
        let message = format!("an ARN of {} in a resource that stands in {here}", arn.region);
        let warning = Diagnostic::warning(codes::REGION_WRITTEN_OUT, span, message)
            .label(format!("{} asks for {} of another region", self.touched.id, arn.service))
            .help("write ${AWS::Region} in an Fn::Sub, or waive this where the other region is meant")
            .fact("what an ARN with a region names exists in that region alone (AWS General Reference, Amazon Resource Names, read 2026-11-22)");
        Some(warning)
    }

    fn zone(&self, node: NodeId, text: &str) -> Option<Diagnostic> {
        let letter = text.len().checked_sub(1)?;
        let (region, letter) = text.split_at_checked(letter)?;
        if !letter.bytes().all(|byte| byte.is_ascii_lowercase()) || regions::find(region).is_none() {
            return None;
        }
        let here = self.touched.stack.region.as_str();
        let span = self.tree.span(node);
        let found = if region == here {
            Diagnostic::warning(codes::ZONE_WRITTEN_OUT, span, format!("the zone {text} is written out"))
                .label("its letter means another zone in another account")
        } else {
            Diagnostic::error(codes::ZONE_WRITTEN_OUT, span, format!("{text} is no zone of {here}"))
                .label(format!("{} stands in {here}", self.touched.id))
        };
        let found = found
            .help("take it from the region: {Fn::Select: [0, {Fn::GetAZs: \"\"}]}")
            .fact("letters of zones stand for different zones in different accounts (Amazon EC2 User Guide, AZ IDs; cfn-lint 1.58.0, W3010)");
        Some(found)
    }
}
