//! `<region>/<stack>.deploy-policy.json`: what a role must be allowed so that CloudFormation can deploy a stack with it.
//!
//! The actions are those that the registry names for the types of the stack's resources. How far that is least privilege:
//!
//! - Actions of other services that a type calls only for some properties are left out where no property names the service.
//! - Services of a region are allowed in the stack's region, and in those that its template names (replicas).
//! - Roles, instance profiles, policies, secrets, hosted zones and buckets of code are the stack's own, by the beginning of the names that
//!   CloudFormation gives them. Only roles of the stack, and of the stacks it reads, may be passed, to the services that trust them.
//! - A role may be given the managed policies that the template names. What its inline policies say is not limited by this: that is a
//!   matter for a permissions boundary.
//! - Everything else is allowed on `*`: what CloudFormation names at creation has no ARN that could be known before.

mod calls;
mod owned;

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::json;

use super::{File, FileKind, pretty};
use crate::documents::cloudformation::{Json, LogicalId, Stack, StackKey};
use crate::documents::iam::{PolicyDocument, Statement};
use crate::facts::permissions::{self, MAX_POLICY_CHARACTERS};
use crate::facts::regions;
use crate::stacks::Linked;

use calls::Calls;
use owned::Owned;

/// Most actions of one statement, so that each fits into a document.
const MOST_ACTIONS: usize = 100;

/// The documents of every stack, in the order of the stacks: one, or several where IAM's limit asks for it.
pub(super) fn policies(linked: &Linked) -> Vec<File> {
    linked.documents.stacks.values().flat_map(|stack| of_stack(linked, stack)).collect()
}

/// The types whose calls the registry does not name, in order: what the documents lack.
pub(super) fn unknown_types(linked: &Linked) -> Vec<&str> {
    let entries = linked.documents.stacks.values().flat_map(|stack| stack.resources.values());
    let types: BTreeSet<&str> = entries.map(|entry| entry.type_name.as_ref()).collect();
    types.into_iter().filter(|name| permissions::actions(name).is_none()).collect()
}

fn of_stack(linked: &Linked, stack: &Stack) -> Vec<File> {
    let documents = packed(statements(linked, stack));
    let numbered = documents.into_iter().enumerate().map(|(at, statements)| {
        let document = PolicyDocument { version: "2012-10-17", statements };
        let contents = pretty(&serde_json::to_value(&document).unwrap_or_default());
        File::new(FileKind::Policy, path(&stack.key, at), contents)
    });
    numbered.collect()
}

/// `us-east-1/data.deploy-policy.json`, then `us-east-1/data.deploy-policy.2.json`.
fn path(key: &StackKey, at: usize) -> String {
    let number = if at == 0 { String::new() } else { format!(".{}", at + 1) };
    format!("{}/{}.deploy-policy{number}.json", key.region, key.label())
}

/// Fills documents one after another, in order.
fn packed(statements: Vec<Statement>) -> Vec<Vec<Statement>> {
    let mut documents: Vec<Vec<Statement>> = Vec::new();
    let mut room = 0;
    for statement in statements {
        let size = serde_json::to_string(&statement).map_or(0, |text| text.len() + 1);
        match documents.last_mut() {
            Some(last) if size <= room => last.push(statement),
            _ => {
                documents.push(vec![statement]);
                room = MAX_POLICY_CHARACTERS - r#"{"Version":"2012-10-17","Statement":[]}"#.len();
            }
        }
        room = room.saturating_sub(size);
    }
    documents
}

fn statements(linked: &Linked, stack: &Stack) -> Vec<Statement> {
    let properties: Vec<String> = stack.resources.values().map(|entry| entry.properties.to_string()).collect();
    let calls = Calls::of(stack, &properties);
    let owned = Owned::of(linked, stack);
    let here = in_regions(linked, stack, &properties);
    let mut statements = Vec::new();
    for (service, actions) in &calls.services {
        let sid = LogicalId::new(service).to_string();
        for (at, actions) in actions.iter().copied().collect::<Vec<_>>().chunks(MOST_ACTIONS).enumerate() {
            let sid = if at == 0 { sid.clone() } else { format!("{sid}{}", at + 1) };
            let mut statement = Statement::allow(actions.iter().copied(), ["*".to_owned()]).named(sid);
            if !permissions::is_global(service) {
                statement.conditions = here.clone();
            }
            statements.push(statement);
        }
    }
    let mut own = |sid: &str, actions: Vec<&'static str>, resources: Vec<String>| {
        if !actions.is_empty() && !resources.is_empty() {
            statements.push(Statement::allow(actions, resources).named(sid));
        }
    };
    own("ReadObjects", calls.objects.iter().copied().collect(), owned.objects.clone());
    own("OwnRecords", calls.records.iter().copied().collect(), owned.zones.clone());
    own("OwnIdentities", calls.identities.iter().copied().collect(), owned.identities.clone());
    own("OwnSecrets", calls.secret_value(), owned.secrets.clone());
    own("ReadParameters", vec!["ssm:GetParameters"], owned.parameters.clone());
    let watched = linked.documents.watch.as_ref().map(|_| "*".to_owned());
    own("ReadAlarms", vec!["cloudwatch:DescribeAlarms"], watched.into_iter().collect());
    own("ReadOutputs", vec!["cloudformation:DescribeStacks"], owned.read_stacks.clone());
    if calls.attach && !owned.attached.is_empty() {
        let mut attach = Statement::allow(["iam:AttachRolePolicy"], owned.identities.clone()).named("AttachPolicies");
        attach.conditions = condition("ArnLike", "iam:PolicyARN", &owned.attached);
        statements.push(attach);
    }
    if calls.pass_role && !owned.roles.is_empty() {
        let mut pass = Statement::allow(["iam:PassRole"], owned.roles.clone()).named("PassRoles");
        if !owned.trusted.is_empty() {
            pass.conditions = condition("StringEquals", "iam:PassedToService", &owned.trusted);
        }
        statements.push(pass);
    }
    if !calls.linked_services.is_empty() {
        let names: Vec<String> =
            calls.linked_services.iter().map(|service| format!("*{service}.amazonaws.com")).collect();
        let roles = owned.arn("iam", "", "role/aws-service-role/*");
        let mut linked_roles = Statement::allow(["iam:CreateServiceLinkedRole"], [roles]).named("ServiceLinkedRoles");
        linked_roles.conditions = condition("StringLike", "iam:AWSServiceName", &names);
        statements.push(linked_roles);
    }
    statements
}

/// The stack's region and those of the system that its template names.
fn in_regions(linked: &Linked, stack: &Stack, properties: &[String]) -> IndexMap<String, IndexMap<String, Json>> {
    let named = |code: &str| properties.iter().any(|properties| properties.contains(code));
    let mut codes = vec![stack.key.region.clone()];
    let others = linked.documents.stacks.keys().map(|key| &key.region);
    for code in others {
        if !codes.contains(code) && regions::find(code).is_some() && named(code) {
            codes.push(code.clone());
        }
    }
    condition("StringEquals", "aws:RequestedRegion", &codes)
}

fn condition(operator: &str, key: &str, values: &[String]) -> IndexMap<String, IndexMap<String, Json>> {
    let values = match values {
        [value] => json!(value),
        values => json!(values),
    };
    IndexMap::from([(operator.to_owned(), IndexMap::from([(key.to_owned(), values)]))])
}

#[cfg(test)]
mod tests;
