//! Stores of the last run that this one does not have.

use serde_json::Value as Json;

use super::parted;
use crate::components::Checked;
use crate::components::way_out::owner_of;
use crate::diagnostics::{self as codes, Diagnostic, Span, merge};
use crate::documents::Documents;
use crate::documents::cloudformation::{DeletionPolicy, Entry};
use crate::facts::shapes;
use crate::system::System;

/// How a cluster of eksctl stands among the types.
const CLUSTER: &str = "EKS cluster";

/// Whether the template wants the data of a resource to outlive it. Logs are kept too, but no service depends on them.
pub fn holds_data(entry: &Entry) -> bool {
    let kept = entry.deletion_policy.is_some_and(|policy| policy != DeletionPolicy::Delete);
    kept && shapes::is_stateful(&entry.type_name) && entry.type_name != "AWS::Logs::LogGroup"
}

/// Compares with the `manifest.json` of the last run: a store that vanished while one of its type came was renamed, and would be
/// left behind; one that vanished alone is left behind with a warning.
pub fn lost(checked: &Checked<'_, '_>, documents: &Documents, manifest: &str, diagnostics: &mut Vec<Diagnostic>) {
    let system = checked.0;
    let before = stores_of(manifest);
    let now = stores_in(documents);
    let mut found: Vec<Diagnostic> = parted::changed(system, documents, &units_of(manifest));
    let gone = |store: &&Store| !now.iter().any(|other| other == *store || other.is_in_another_part(store));
    for gone in before.iter().filter(gone) {
        let is_new = |store: &&Store| store.stands_in_for(gone) && !before.contains(store);
        let diagnostic = match now.iter().find(is_new) {
            Some(came) => renamed(system, gone, came),
            None => abandoned(system, documents, gone),
        };
        merge(&mut found, [diagnostic], &[]);
    }
    crate::components::waivers::apply(system, &mut found);
    diagnostics.extend(found);
}

/// Something that holds data.
#[derive(Debug, PartialEq, Eq)]
struct Store {
    /// The stack that has it, by its name; a cluster has none.
    stack: String,
    region: String,
    /// Its logical id, or the name of the cluster.
    id: String,
    type_name: String,
}

impl Store {
    fn stands_in_for(&self, gone: &Store) -> bool {
        (&self.stack, &self.region, &self.type_name) == (&gone.stack, &gone.region, &gone.type_name)
    }

    /// The same store in another part of its stack, of which [`parted::changed`] tells.
    fn is_in_another_part(&self, other: &Store) -> bool {
        (&self.id, &self.region, &self.type_name) == (&other.id, &other.region, &other.type_name)
            && parted::whole(&self.stack) == parted::whole(&other.stack)
    }
}

/// The stores that a manifest lists; none if it is not one of ours.
fn stores_of(manifest: &str) -> Vec<Store> {
    let of = |unit: &Json| {
        let text = |key: &str| unit.get(key).and_then(Json::as_str).map(str::to_owned);
        let region = text("region").unwrap_or_default();
        let store = |stack: &str, id: &str, type_name: &str| Store {
            stack: stack.to_owned(),
            region: region.clone(),
            id: id.to_owned(),
            type_name: type_name.to_owned(),
        };
        let stack = text("stack").unwrap_or_default();
        let holds = unit.get("holds").and_then(Json::as_object).into_iter().flatten();
        let held = holds.filter_map(|(id, type_name)| Some(store(&stack, id, type_name.as_str()?)));
        held.chain(text("cluster").map(|name| store("", &name, CLUSTER))).collect::<Vec<_>>()
    };
    units_of(manifest).iter().flat_map(of).collect()
}

/// The stacks and clusters of a manifest; none if it is not one of ours.
fn units_of(manifest: &str) -> Vec<Json> {
    let manifest: Json = serde_json::from_str(manifest).unwrap_or_default();
    let waves = manifest.get("waves").and_then(Json::as_array);
    waves.into_iter().flatten().filter_map(Json::as_array).flatten().cloned().collect()
}

fn stores_in(documents: &Documents) -> Vec<Store> {
    let mut stores = Vec::new();
    for (key, stack) in &documents.stacks {
        for (id, entry) in stack.resources.iter().filter(|(_, entry)| holds_data(entry)) {
            let (stack, region) = (stack.name.clone(), key.region.clone());
            stores.push(Store { stack, region, id: id.to_string(), type_name: entry.type_name.to_string() });
        }
    }
    for cluster in &documents.clusters {
        let (region, id) = (cluster.region.clone(), cluster.name.clone());
        stores.push(Store { stack: String::new(), region, id, type_name: CLUSTER.to_owned() });
    }
    stores
}

fn renamed(system: &System<'_>, gone: &Store, came: &Store) -> Diagnostic {
    let owner = owner_of(system, &came.id);
    let span =
        owner.and_then(|owner| system.components.get(owner)).map_or_else(|| whole(system), |component| component.key);
    let now = owner.unwrap_or(&came.id);
    let message = format!("`{now}` would start empty, and leave {} behind", gone.id);
    let how = match owner.and_then(|owner| first_name(owner, came, gone)) {
        Some(first) => format!("if it was renamed, say so: `moved: {{{first}: {now}}}` keeps its resources"),
        None => "if it was renamed, say so with `moved`, which keeps its resources".to_owned(),
    };
    Diagnostic::error(codes::STORE_LEFT_BEHIND, span, message)
        .label(format!("{} in {} was {}, and is {} now", gone.type_name, gone.region, gone.id, came.id))
        .help(format!("{how}; if it is another, take the old one out first, in a run of its own"))
        .fact("a resource with another logical id is another resource (CloudFormation User Guide, Update behaviors of stack resources)")
}

/// The name that the owner of the new store had, as far as an id tells: `MatchMakerTable` was of `match-maker`.
fn first_name(owner: &str, came: &Store, gone: &Store) -> Option<String> {
    use crate::documents::cloudformation::LogicalId;
    let role = came.id.strip_prefix(LogicalId::new(owner).as_str())?;
    let first = gone.id.strip_suffix(role)?;
    let mut name = String::new();
    for c in first.chars() {
        if c.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
    }
    (!name.is_empty()).then_some(name)
}

fn abandoned(system: &System<'_>, documents: &Documents, gone: &Store) -> Diagnostic {
    let Store { stack, region, id, type_name } = gone;
    let message = format!("{id} is no longer part of the system in {region}");
    let stands = documents.stacks.values().any(|known| (&known.name, &known.key.region) == (stack, region));
    let label = format!("the last run had this {type_name}");
    let help = if type_name == CLUSTER {
        format!("it stays up until: eksctl delete cluster --region {region} --name {id}")
    } else if !stands {
        format!("{stack} in {region} stays as it is: deploy.sh deletes no stack that held data")
    } else {
        format!(
            "CloudFormation keeps it, or takes a final snapshot, as its template said; {stack} refuses to remove it until its stack policy \
             allows Update:Delete"
        )
    };
    Diagnostic::warning(codes::STORE_ABANDONED, whole(system), message).label(label).help(help)
}

/// The name of the system stands for all of it.
fn whole(system: &System<'_>) -> Span {
    system.value(&["name"])
}
