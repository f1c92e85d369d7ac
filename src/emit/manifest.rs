//! `manifest.json`: the plan for machines.

use serde_json::{Map, json};

use super::{File, FileKind, pretty};
use crate::documents::Unit;
use crate::documents::cloudformation::Json;
use crate::stacks::Linked;

/// What was generated, and in which order it is deployed.
pub(super) fn manifest(linked: &Linked, others: &[File]) -> File {
    let path = "manifest.json";
    let mut files: Vec<&str> = others.iter().map(|file| file.path.as_str()).collect();
    files.push(path);
    let waves: Vec<Json> =
        linked.waves.iter().map(|wave| wave.units.iter().map(|unit| describe(linked, unit)).collect()).collect();
    let manifest = json!({ "name": linked.title, "waves": waves, "files": files });
    File::new(FileKind::Manifest, path.into(), pretty(&manifest))
}

fn describe(linked: &Linked, unit: &Unit) -> Json {
    let mut about = Map::new();
    match unit {
        Unit::Stack(key) => {
            about.insert("stack".into(), linked.stacks.get(key).map_or("", |stack| &stack.name).into());
            about.insert("region".into(), key.region.clone().into());
            about.insert("template".into(), super::template_path(key).into());
        }
        Unit::Cluster { region, component } => {
            let name =
                linked.clusters.iter().find(|cluster| cluster.unit() == *unit).map_or("", |cluster| &cluster.name);
            about.insert("cluster".into(), name.into());
            about.insert("region".into(), region.clone().into());
            about.insert("config".into(), format!("{region}/{component}.eksctl.yaml").into());
        }
    }
    let after: Vec<Json> =
        linked.edges.iter().filter(|edge| edge.after == *unit).map(|edge| name(linked, &edge.before)).collect();
    about.insert("after".into(), after.into());
    Json::Object(about)
}

fn name(linked: &Linked, unit: &Unit) -> Json {
    let name = match unit {
        Unit::Stack(key) => linked.stacks.get(key).map_or("", |stack| &stack.name),
        Unit::Cluster { component, .. } => component,
    };
    json!({ "name": name, "region": unit.region() })
}
