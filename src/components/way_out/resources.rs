//! `resources`: resources beside the generated ones, by stack.

use super::{Touched, WayOut, patch};
use crate::blueprint::ExtraResource;
use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::documents::cloudformation::{Entry, Json, LogicalId, StackKey, StackKind};
use crate::facts::{cloudformation as quotas, regions, shapes};
use crate::yaml::NodeId;

/// Adds each resource in every region that has its stack.
pub(super) fn add(way: &mut WayOut<'_, '_>) {
    let system = way.system;
    let tree = system.tree;
    let Some(all) = tree.get(system.root, "resources") else { return };
    for (word, resources) in &system.blueprint.resources {
        let Some((key, node)) = tree.entry(all, word) else { continue };
        let stacks: Vec<StackKey> =
            way.documents.stacks.keys().filter(|stack| stack.kind.as_str() == word).cloned().collect();
        if stacks.is_empty() {
            let error = unknown_stack(way, word, tree.span(key));
            way.found.push(error);
            continue;
        }
        for (id, resource) in resources {
            let Some((key, node)) = tree.entry(node, id) else { continue };
            if !check(way, id, tree.span(key), (node, resource)) {
                continue;
            }
            let id = LogicalId::new(id);
            let wanted = |stack: &&StackKey| resource.regions.as_ref().is_none_or(|some| some.contains(&stack.region));
            for stack in stacks.iter().filter(wanted) {
                one(way, (stack, &id), (node, tree.span(key)), resource);
            }
        }
    }
}

fn unknown_stack(way: &WayOut<'_, '_>, word: &str, span: Span) -> Diagnostic {
    let mut there: Vec<&str> = way.documents.stacks.keys().map(|stack| stack.kind.as_str()).collect();
    there.sort_unstable();
    there.dedup();
    let message = match StackKind::find(word) {
        Some(kind) => format!("this system has no {kind} stack"),
        None => format!("`{word}` is no stack"),
    };
    let error = Diagnostic::error(codes::UNKNOWN_STACK, span, message)
        .help(format!("the stacks of this system are {}", there.join(", ")));
    match did_you_mean(word, there.iter().copied()) {
        Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
        None => error.label("a resource stands in a stack that the blueprint gives rise to"),
    }
}

/// Whether a resource can be added at all: its id, its type, its regions.
fn check(way: &mut WayOut<'_, '_>, id: &str, key: Span, (node, resource): (NodeId, &ExtraResource)) -> bool {
    way.check_regions(node, resource.regions.as_ref());
    if let Some(document) = &resource.properties {
        patch::blanks(way.system.tree, document.0, &mut way.found);
    }
    let span = way.system.tree.locate(node, &["Type"]).value;
    let unknown = unknown_type(&resource.type_name, span);
    way.found.extend(unknown);
    way.found.extend(unkept(id, resource, span));
    // In CloudFormation a small first letter is fine; ids that synth makes begin with a capital.
    if quotas::is_logical_id(id) && LogicalId::new(id).as_str() == id {
        return true;
    }
    let better = LogicalId::new(id);
    let error = Diagnostic::error(codes::LOGICAL_ID, key, format!("`{id}` cannot be a logical id"))
        .label("letters and digits, a capital first, at most 255")
        .fact("logical ids are [A-Za-z0-9]{1,255} (CloudFormation User Guide, Resources, read 2026-10-20)");
    way.found.push(if quotas::is_logical_id(better.as_str()) {
        error.fix(format!("write {better}"), key, better.as_str())
    } else {
        error
    });
    false
}

/// What is no type is an error; what may be one that the tables do not have is a warning.
fn unknown_type(type_name: &str, span: Span) -> Option<Diagnostic> {
    if shapes::shape(type_name).is_some() || type_name.strip_prefix("Custom::").is_some_and(|rest| !rest.is_empty()) {
        return None;
    }
    // Modules have a fourth part.
    let parts: Vec<&str> = type_name.strip_suffix("::MODULE").unwrap_or(type_name).split("::").collect();
    let well_formed = parts.len() == 3
        && parts.iter().all(|part| part.len() >= 2 && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let near = did_you_mean(type_name, shapes::types());
    let unknown = if well_formed {
        Diagnostic::warning(codes::UNKNOWN_TYPE, span, format!("synth does not know the type {type_name}"))
            .label("its properties are not checked")
    } else {
        Diagnostic::error(codes::UNKNOWN_TYPE, span, format!("`{type_name}` is no type of resource"))
            .label("a type has three parts, as AWS::SQS::Queue")
            .fact("cfn-lint 1.58.0, E3006; names are company_or_organization::service::type (CloudFormation API, RegisterType, read 2026-11-22)")
    };
    Some(match near {
        Some(near) if well_formed => unknown.help(format!("did you mean {near}?")),
        Some(near) => unknown.fix(format!("write {near}"), span, near),
        None if well_formed => unknown.help("check the name in the CloudFormation resource reference, or waive this"),
        None => unknown,
    })
}

/// Data that would go with its stack, or with a change that replaces the resource, because nobody said that it should stay.
fn unkept(id: &str, resource: &ExtraResource, span: Span) -> Option<Diagnostic> {
    let is_given = |policy: &str| match policy {
        "DeletionPolicy" => resource.deletion_policy.is_some(),
        _ => resource.update_replace_policy.is_some(),
    };
    let missing = quotas::keeping_policies(&resource.type_name).iter().copied().filter(|policy| !is_given(policy));
    let missing: Vec<&str> = missing.collect();
    if missing.is_empty() {
        return None;
    }
    let kept = if quotas::takes_snapshot(&resource.type_name) { "Retain or Snapshot" } else { "Retain" };
    let warning = Diagnostic::warning(codes::DATA_UNKEPT, span, format!("{id} has no {}", missing.join(" and no ")))
        .label("its data go with it")
        .help(format!("write {kept} for {}, or Delete where the data may go", missing.join(" and ")))
        .fact("without these policies CloudFormation deletes a resource that leaves the stack or is replaced (CloudFormation User Guide, DeletionPolicy attribute, read 2026-11-22)");
    Some(warning)
}

/// Adds the resource in one region.
fn one(
    way: &mut WayOut<'_, '_>,
    (key, id): (&StackKey, &LogicalId),
    (node, name): (NodeId, Span),
    resource: &ExtraResource,
) {
    let type_name = resource.type_name.as_str();
    if regions::type_missing_in(type_name, &key.region) {
        let span = way.system.tree.locate(node, &["Type"]).value;
        let message = format!("{} does not have {type_name}", key.region);
        let error = Diagnostic::error(codes::TYPE_NOT_IN_REGION, span, message)
            .help("list the regions that have it under `regions` of the resource")
            .fact("CloudFormation registry schemas by region, cfn-lint 1.58.0 (2026-10-20)");
        way.found.push(error);
    }
    let properties = resource.properties.map_or(Json::Object(serde_json::Map::new()), |p| way.system.tree.to_json(p.0));
    let misfits = shapes::check_properties(type_name, &properties);
    for misfit in misfits {
        way.misfit(node, (id, type_name), &misfit);
    }
    let mut entry = Entry::of(type_name.to_owned(), properties);
    let policies = (resource.deletion_policy, resource.update_replace_policy);
    (entry.deletion_policy, entry.update_replace_policy) = way.policies(node, type_name, policies);
    entry.depends_on = resource.depends_on.iter().flatten().map(LogicalId::new).collect();
    let Some(stack) = way.documents.stacks.get_mut(key) else { return };
    if stack.resources.contains_key(id) {
        let error =
            Diagnostic::error(codes::LOGICAL_ID_TAKEN, name, format!("the {} stack has a {id} already", key.kind))
                .label("taken by a generated resource")
                .help("choose another id; to change the generated resource use `overrides`");
        way.found.push(error);
        return;
    }
    if !way.touched.iter().any(|touched| touched.added && touched.stack == *key) {
        entry.comment(format!("resources.{}", key.kind));
    }
    stack.resources.insert(id.clone(), entry);
    way.touched.push(Touched { stack: key.clone(), id: id.clone(), node, added: true });
}
