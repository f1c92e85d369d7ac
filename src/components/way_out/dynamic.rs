//! Dynamic references (`{{resolve:…}}`) in the user's own properties: written as CloudFormation reads them, where it resolves them.

use super::WayOut;
use crate::diagnostics::{self as codes, Diagnostic, did_you_mean};
use crate::documents::arn::without_holes;
use crate::facts::{cloudformation as facts, shapes};
use crate::yaml::{NodeId, Tree};

const BEGIN: &str = "{{resolve:";
const SERVICES: [&str; 3] = ["ssm", "ssm-secure", "secretsmanager"];
const FACT: &str =
    "CloudFormation User Guide, Get values stored in other services using dynamic references (read 2026-11-22)";

pub(super) fn check(way: &mut WayOut<'_, '_>) {
    let tree = way.system.tree;
    let mut found = Vec::new();
    for touched in &way.touched {
        let stack = way.documents.stacks.get(&touched.stack);
        let Some(entry) = stack.and_then(|stack| stack.resources.get(&touched.id)) else { continue };
        let reader = Reader { tree, type_name: &entry.type_name, region: &touched.stack.region };
        if let Some(node) = tree.get(touched.node, "Properties") {
            reader.walk(node, &mut Vec::new(), &mut found);
        }
    }
    way.found.extend(found);
}

struct Reader<'r> {
    tree: &'r Tree,
    type_name: &'r str,
    region: &'r str,
}

/// One dynamic reference, without its braces and without `resolve`.
struct Reference {
    service: String,
    /// What follows the service, parted at the colons; the ARN of a secret is one part.
    parts: Vec<String>,
}

impl Reader<'_> {
    /// Everything below a property, whose path of names is `path`; functions and positions in lists do not count.
    fn walk<'t>(&'t self, node: NodeId, path: &mut Vec<&'t str>, found: &mut Vec<Diagnostic>) {
        for (key, value) in self.tree.entries(node) {
            let name = self.tree.text(*key).unwrap_or_default();
            if name.contains(BEGIN) {
                found.push(self.in_key(*key));
            }
            let depth = path.len();
            if name != "Ref" && !name.starts_with("Fn::") {
                path.push(name);
            }
            self.walk(*value, path, found);
            path.truncate(depth);
        }
        self.tree.items(node).iter().for_each(|item| self.walk(*item, path, found));
        for reference in self.tree.text(node).map(references).unwrap_or_default() {
            found.extend(self.malformed(node, &reference).or_else(|| self.misplaced(node, path, &reference)));
        }
    }

    fn error(&self, node: NodeId, message: String) -> Diagnostic {
        Diagnostic::error(codes::DYNAMIC_REFERENCE, self.tree.span(node), message).fact(FACT)
    }

    fn in_key(&self, key: NodeId) -> Diagnostic {
        Diagnostic::warning(codes::DYNAMIC_REFERENCE, self.tree.span(key), "a dynamic reference in a name")
            .label("values are resolved; names stay as they are written")
            .fact(FACT)
    }

    fn malformed(&self, node: NodeId, reference: &Reference) -> Option<Diagnostic> {
        let Reference { service, parts } = reference;
        let second = parts.get(1).map(String::as_str).unwrap_or_default();
        if !SERVICES.contains(&service.as_str()) {
            let error = self.error(node, format!("`{service}` has no dynamic references"));
            return Some(match did_you_mean(service, SERVICES) {
                Some(near) => error.label(format!("did you mean {near}?")),
                None => error.label("ssm, ssm-secure or secretsmanager"),
            });
        }
        if parts.last().is_some_and(|last| last.ends_with('\\')) {
            return Some(
                self.error(node, "a dynamic reference ends in a backslash".to_owned()).label("cannot be resolved"),
            );
        }
        if service == "secretsmanager" {
            return (!matches!(second, "" | "SecretString" | "$")).then(|| {
                self.error(node, format!("`{second}` stands where SecretString does"))
                    .label("no part of a secret")
                    .help("a key of the secret follows it: {{resolve:secretsmanager:name:SecretString:key}}")
            });
        }
        let is_version = second.contains('$') || second.bytes().all(|byte| byte.is_ascii_digit());
        (!is_version).then(|| {
            self.error(node, format!("`{second}` is no version of a parameter"))
                .label("a number, and no label")
                .help("leave it out for the latest version")
        })
    }

    fn misplaced(&self, node: NodeId, path: &[&str], reference: &Reference) -> Option<Diagnostic> {
        let service = reference.service.as_str();
        let is_secure = service == "ssm-secure" || service == "secretsmanager";
        let is_custom =
            self.type_name.starts_with("Custom::") || self.type_name == "AWS::CloudFormation::CustomResource";
        let property = path.join("/");
        if path.contains(&"UserData") && self.type_name.starts_with("AWS::EC2::") {
            return Some(
                self.error(node, "a dynamic reference in UserData".to_owned())
                    .label("CloudFormation does not resolve it there")
                    .help("let the instance read the parameter or the secret when it starts, with its role"),
            );
        }
        if is_secure && is_custom {
            return Some(
                self.error(node, format!("{service} in a custom resource"))
                    .label("CloudFormation does not resolve it there")
                    .help("give the resource the name, and let its function read the value"),
            );
        }
        if service == "ssm-secure" && !facts::takes_secure_string(self.type_name, &property) {
            return Some(
                self.error(node, format!("{} of {} takes no ssm-secure", path.join("."), self.type_name))
                    .label("secure strings are for a few passwords only")
                    .help(
                        "store the value in Secrets Manager and write {{resolve:secretsmanager:name:SecretString:key}}",
                    ),
            );
        }
        if service == "ssm-secure" && self.region.starts_with("cn-") {
            return Some(self.error(node, format!("{} has no secure strings", self.region)).label("ssm-secure"));
        }
        (is_secure && shapes::identifier(self.type_name).iter().any(|part| part == property)).then(|| {
            let message = format!("a secret in {property}, by which {} is known", self.type_name);
            Diagnostic::warning(codes::DYNAMIC_REFERENCE, self.tree.span(node), message)
                .label("may be shown in plain text as the id of the resource")
                .fact(FACT)
        })
    }
}

/// The dynamic references of a text. One that is not closed may go on in the next part of an `Fn::Join`.
fn references(text: &str) -> Vec<Reference> {
    let text = without_holes(text);
    let bodies = text.split(BEGIN).skip(1).filter_map(|part| part.split_once("}}"));
    bodies.map(|(body, _)| reference(body)).collect()
}

fn reference(body: &str) -> Reference {
    /// `arn:aws:secretsmanager:us-east-1:111122223333:secret:name`
    const PARTS_OF_ARN: usize = 7;
    let mut parts = body.split(':').map(str::to_owned);
    let service = parts.next().unwrap_or_default();
    let mut parts: Vec<String> = parts.collect();
    if parts.first().is_some_and(|first| first == "arn") && parts.len() >= PARTS_OF_ARN {
        let rest = parts.split_off(PARTS_OF_ARN);
        parts = vec![parts.join(":")];
        parts.extend(rest);
    }
    Reference { service, parts }
}
