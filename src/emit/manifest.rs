//! `manifest.json`: the plan for machines.

use serde_json::{Map, json};

use super::{File, FileKind, needs, pretty};
use crate::components::holds_data;
use crate::documents::Unit;
use crate::documents::cloudformation::Json;
use crate::facts::cloudformation::MAX_RESOURCES;
use crate::stacks::Linked;

/// What was generated, and in which order it is deployed.
pub(super) fn manifest(linked: &Linked, others: &[File]) -> File {
    let path = "manifest.json";
    let mut files: Vec<&str> = others.iter().map(|file| file.path.as_str()).collect();
    files.push(path);
    let waves: Vec<Json> =
        linked.waves.iter().map(|wave| wave.units.iter().map(|unit| describe(linked, unit)).collect()).collect();
    let manifest = json!({ "name": linked.documents.title, "waves": waves, "files": files });
    File::new(FileKind::Manifest, path.into(), pretty(&manifest))
}

fn describe(linked: &Linked, unit: &Unit) -> Json {
    let mut about = Map::new();
    let mut set = |key: &str, value: Json| about.insert(key.to_owned(), value);
    match unit {
        Unit::Stack(key) => {
            set("stack", name(linked, unit).into());
            set("region", key.region.clone().into());
            set("template", super::template_path(key).into());
            if let Some(stack) = linked.documents.stacks.get(key) {
                set("capabilities", needs::capability(stack).into_iter().collect());
                set("guarded", (!needs::guarded_types(stack).is_empty()).into());
                let stores = stack.resources.iter().filter(|(_, entry)| holds_data(entry));
                let stores: Map<String, Json> =
                    stores.map(|(id, entry)| (id.to_string(), entry.type_name.as_ref().into())).collect();
                if !stores.is_empty() {
                    set("holds", stores.into());
                }
                if key.part > 1 || stack.resources.len() > MAX_RESOURCES / 2 {
                    // What may be split is compared with the next run.
                    set("components", stack.groups().into_iter().map(|group| group.path).collect());
                }
            }
        }
        Unit::Cluster { region, component } => {
            set("cluster", name(linked, unit).into());
            set("region", region.clone().into());
            set("config", format!("{region}/{component}.eksctl.yaml").into());
        }
    }
    let before = linked.edges.iter().filter(|edge| edge.after == *unit).map(|edge| &edge.before);
    set("after", before.map(|unit| json!({ "name": name(linked, unit), "region": unit.region() })).collect());
    Json::Object(about)
}

fn name<'l>(linked: &'l Linked, unit: &Unit) -> &'l str {
    match unit {
        Unit::Stack(key) => linked.documents.stacks.get(key).map_or("", |stack| &stack.name),
        Unit::Cluster { .. } => linked.cluster(unit).map_or("", |cluster| &cluster.name),
    }
}
