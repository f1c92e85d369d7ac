//! What a user gets from what it uses.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::{Use, target_of};
use crate::documents::cloudformation::resources::ec2::SecurityGroupIngress;
use crate::documents::cloudformation::resources::iam::RolePolicy;
use crate::documents::cloudformation::{LogicalId, Stack, Value, some};
use crate::documents::iam::{PolicyDocument, Statement};
use crate::documents::{Connection, Documents, Topic, Unit};

/// What it takes to use one component from one region.
#[derive(Debug, Clone, Default)]
pub struct Binding {
    /// What the user's role may do.
    pub statements: Vec<Statement>,
    /// Where the user must be let in.
    pub doors: Vec<Door>,
    /// Environment variables by which the user finds the target.
    pub environment: IndexMap<String, Value<String>>,
    /// AWS services that the user calls at their public endpoints, as VPC endpoints name them: dynamodb, secretsmanager.
    pub services: Vec<&'static str>,
    /// What must be deployed before the user though no value passes between them, and why.
    pub after: Vec<(Unit, String)>,
    /// What a person must do before it works, as plan.md says it.
    pub by_hand: Option<String>,
}

/// A security group that must let a user in.
#[derive(Debug, Clone)]
pub struct Door {
    /// The group that guards the target.
    pub group: Value<String>,
    /// The TCP port.
    pub port: u16,
}

fn bind(usage: &Use<'_>) -> Binding {
    usage.kind().map_or_else(Binding::default, |target| (target.bind)(usage))
}

/// One inline policy for each target that needs permissions: `UseMatches`.
pub fn policies(uses: &[Use<'_>]) -> Vec<RolePolicy> {
    let each = uses.iter().filter_map(|usage| {
        let statements = bind(usage).statements;
        let name = format!("Use{}", LogicalId::new(usage.target));
        (!statements.is_empty()).then(|| RolePolicy::new(name, PolicyDocument::new(statements)))
    });
    each.collect()
}

/// The environment variables of all targets, in the order of the blueprint.
pub fn environment(uses: &[Use<'_>]) -> IndexMap<String, Value<String>> {
    uses.iter().flat_map(|usage| bind(usage).environment).collect()
}

/// Whether a user must stand in the VPC to reach what it uses.
pub fn in_vpc(uses: &[Use<'_>]) -> bool {
    uses.iter().any(|usage| !bind(usage).doors.is_empty())
}

/// The AWS services that are called at their public endpoints.
pub fn services(uses: &[Use<'_>]) -> BTreeSet<&'static str> {
    uses.iter().flat_map(|usage| bind(usage).services).collect()
}

/// Lets members of the user's security group `own` in at every door: `MatchMakerToSessions`.
pub fn open_doors(stack: &mut Stack, own: &Value<String>, uses: &[Use<'_>]) {
    for usage in uses {
        let doors = bind(usage).doors;
        let several = doors.len() > 1;
        for door in doors {
            let id = LogicalId::new(usage.user).then(format!("To{}", LogicalId::new(usage.target)));
            let id = if several { id.then(format!("Port{}", door.port)) } else { id };
            let ingress = SecurityGroupIngress {
                group_id: Some(door.group),
                description: some(usage.user),
                from_port: some(door.port),
                to_port: some(door.port),
                source_security_group_id: Some(own.clone()),
                ..SecurityGroupIngress::new("tcp")
            };
            stack.add(id, ingress);
        }
    }
}

/// Orders the user's unit after what it uses, and tells plan.md who uses what.
pub fn order(documents: &mut Documents, unit: &Unit, uses: &[Use<'_>]) {
    for usage in uses {
        let binding = bind(usage);
        for (before, reason) in binding.after {
            documents.precede(before, unit.clone(), reason);
        }
        if let Some(text) = binding.by_hand {
            documents.note(Topic::ByHand, text);
        }
        documents.connect(Connection {
            user: usage.user.to_owned(),
            target: usage.target.to_owned(),
            access: usage.access.word(),
            port: binding.doors.first().map(|door| door.port),
            variables: binding.environment.keys().cloned().collect(),
        });
    }
}

/// Whether somebody in a region uses a component of a kind that [`Use`] can reach.
pub(super) fn is_target(section: &str) -> bool {
    target_of(section).is_some()
}
