//! `overrides`: changes to generated resources, by component and role.

use indexmap::IndexMap;
use sha2::{Digest, Sha256};

use super::owners::Owners;
use super::{Touched, WayOut, patch};
use crate::blueprint::Override;
use crate::diagnostics::{self as codes, Diagnostic, did_you_mean};
use crate::documents::cloudformation::{Json, LogicalId, Stack, StackKey};
use crate::facts::shapes;
use crate::yaml::{Node, NodeId, Tree};

/// The type whose resources are snapshots of a REST API.
pub(super) const DEPLOYMENT: &str = "AWS::ApiGateway::Deployment";

/// Applies the components' own overrides, then those of the blueprint.
pub(super) fn apply(way: &mut WayOut<'_, '_>) {
    let system = way.system;
    let owners = Owners::of(system, &way.documents);
    let tree = system.tree;
    for (name, common) in system.blueprint.commons() {
        let node = system.components.get(name).and_then(|component| tree.get(component.node, "overrides"));
        if let Some(node) = node {
            roles(way, &owners, (name, node), &common.overrides);
        }
    }
    let Some(all) = tree.get(system.root, "overrides") else { return };
    for (name, overrides) in &system.blueprint.overrides {
        let Some((key, node)) = tree.entry(all, name) else { continue };
        if owners.names().any(|known| known == name) || system.components.contains_key(name.as_str()) {
            roles(way, &owners, (name, node), overrides);
        } else {
            let span = tree.span(key);
            let error = Diagnostic::error(codes::UNKNOWN_OVERRIDE, span, format!("`{name}` is no component"));
            let names = system.components.keys().copied().chain(owners.names());
            way.found.push(match did_you_mean(name, names) {
                Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
                None => error
                    .label("an override belongs to a component")
                    .help("a component's name, `network` or `routing_strategy` stands here, and below it the role"),
            });
        }
    }
    redeploy(way);
}

fn roles(
    way: &mut WayOut<'_, '_>,
    owners: &Owners,
    (owner, node): (&str, NodeId),
    overrides: &IndexMap<String, Override>,
) {
    let tree = way.system.tree;
    for (role, change) in overrides {
        let Some((key, node)) = tree.entry(node, role) else { continue };
        let resources = owners.resources(owner, role);
        if resources.is_empty() {
            let span = tree.span(key);
            let roles: Vec<&str> = owners.roles(owner).collect();
            way.found.push(unknown_role(owner, role, &roles, span));
            continue;
        }
        way.check_regions(node, change.regions.as_ref());
        let mut unused = true;
        for (stack, id) in resources {
            if change.regions.as_ref().is_none_or(|regions| regions.contains(&stack.region)) {
                one(way, (stack, id), node, change);
                unused = false;
            }
        }
        if unused {
            let span = tree.locate(node, &["regions"]).value;
            let there: Vec<&str> = resources.iter().map(|(stack, _)| stack.region.as_str()).collect();
            let message = format!("the {role} of `{owner}` exists in {} only", there.join(", "));
            way.found.push(Diagnostic::error(codes::PATCH_UNUSED, span, message).label("this patch changes nothing"));
        }
    }
}

fn unknown_role(owner: &str, role: &str, roles: &[&str], span: crate::diagnostics::Span) -> Diagnostic {
    let error = Diagnostic::error(codes::UNKNOWN_ROLE, span, format!("`{owner}` has no resource in the role {role}"));
    let error = match roles {
        [] => error.label("it has no resource at all in this system"),
        roles => error.help(format!("its resources are {}", roles.join(", "))),
    };
    match did_you_mean(role, roles.iter().copied()) {
        Some(near) => error.label(format!("did you mean {near}?")).fix(format!("write {near}"), span, near),
        None => error,
    }
}

/// Changes one resource in one region.
fn one(way: &mut WayOut<'_, '_>, (stack, id): (&StackKey, &LogicalId), node: NodeId, change: &Override) {
    let tree = way.system.tree;
    let Some(entry) = way.documents.stacks.get_mut(stack).and_then(|stack| stack.resources.get_mut(id)) else { return };
    let type_name = entry.type_name.clone();
    let before = shapes::check_properties(&type_name, &entry.properties);
    if let Some(properties) = &change.properties {
        patch::lay_over(&mut entry.properties, tree.to_json(properties.0));
    }
    if let Some(policy) = &change.update_policy {
        patch::lay_over(entry.update_policy.get_or_insert(Json::Null), tree.to_json(policy.0));
    }
    if let Some(ids) = &change.depends_on {
        entry.depends_on = ids.iter().map(LogicalId::new).collect();
    }
    let mut misfits = shapes::check_properties(&type_name, &entry.properties);
    misfits.retain(|misfit| !before.contains(misfit));
    let (deleted, replaced) = way.policies(node, &type_name, (change.deletion_policy, change.update_replace_policy));
    if let Some(entry) = way.documents.stacks.get_mut(stack).and_then(|stack| stack.resources.get_mut(id)) {
        entry.deletion_policy = deleted.or(entry.deletion_policy);
        entry.update_replace_policy = replaced.or(entry.update_replace_policy);
    }
    report_blanks(tree, [&change.properties, &change.update_policy], &mut way.found);
    for misfit in misfits {
        way.misfit(node, (id, &type_name), &misfit);
    }
    way.touched.push(Touched { stack: stack.clone(), id: id.clone(), node, added: false });
}

fn report_blanks(tree: &Tree, documents: [&Option<Node>; 2], found: &mut Vec<Diagnostic>) {
    documents.into_iter().flatten().for_each(|document| patch::blanks(tree, document.0, found));
}

/// A REST API serves what its last snapshot holds: a change to what the snapshot copies makes a new one.
fn redeploy(way: &mut WayOut<'_, '_>) {
    let mut renamed = Vec::new();
    for (key, stack) in &mut way.documents.stacks {
        let changed: Vec<&LogicalId> = way.touched.iter().filter(|t| t.stack == *key).map(|t| &t.id).collect();
        let deployments = stack.resources.iter().filter(|(_, entry)| entry.type_name == DEPLOYMENT);
        let stale = deployments.filter(|(_, entry)| entry.depends_on.iter().any(|id| changed.contains(&id)));
        let stale: Vec<LogicalId> = stale.map(|(id, _)| id.clone()).collect();
        for id in stale {
            let new = LogicalId::new(with_digest(stack, &id, &changed));
            rename(stack, &id, &new);
            renamed.push((key.clone(), id, new));
        }
    }
    for touched in &mut way.touched {
        if let Some((_, _, new)) = renamed.iter().find(|(key, old, _)| touched.stack == *key && touched.id == *old) {
            touched.id = new.clone();
        }
    }
}

/// The id of a deployment with the digest of the changed resources in place of its own.
fn with_digest(stack: &Stack, id: &LogicalId, changed: &[&LogicalId]) -> String {
    const DIGITS: usize = 8;
    let mut hash = Sha256::new();
    hash.update(id.as_str());
    for (id, entry) in stack.resources.iter().filter(|(id, _)| changed.contains(id)) {
        hash.update(id.as_str());
        hash.update(entry.properties.to_string());
    }
    let digest: String = hash.finalize().iter().take(DIGITS / 2).map(|byte| format!("{byte:02x}")).collect();
    let kept: String = id.as_str().chars().take(id.as_str().len().saturating_sub(DIGITS)).collect();
    format!("{kept}{digest}")
}

/// Gives a resource another id, in its place, with every reference to it.
fn rename(stack: &mut Stack, old: &LogicalId, new: &LogicalId) {
    let resources = std::mem::take(&mut stack.resources);
    stack.resources =
        resources.into_iter().map(|(id, entry)| (if id == *old { new.clone() } else { id }, entry)).collect();
    for entry in stack.resources.values_mut() {
        refer_to(&mut entry.properties, old.as_str(), new.as_str());
        entry.depends_on.iter_mut().filter(|id| *id == old).for_each(|id| id.clone_from(new));
    }
    stack.outputs.values_mut().for_each(|output| refer_to(&mut output.value, old.as_str(), new.as_str()));
}

fn refer_to(value: &mut Json, old: &str, new: &str) {
    match value {
        Json::Object(map) => {
            for (key, value) in map {
                match value {
                    Json::String(id) if key == "Ref" && id == old => new.clone_into(id),
                    value => refer_to(value, old, new),
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| refer_to(item, old, new)),
        _ => {}
    }
}
