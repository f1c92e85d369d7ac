//! The deployment: an immutable snapshot of an API, whose identity is what it is a snapshot of.
//!
//! CloudFormation makes a new snapshot only for a new logical id. The id ends in a digest of what API Gateway copies: resources,
//! methods with their integrations, validators and the API's compression. What belongs to the stage takes effect without a
//! snapshot and is not in the digest, nor is the order in which a blueprint says things.

use sha2::{Digest, Sha256};

use crate::documents::cloudformation::{Entry, Json, LogicalId, OutputRef};

/// What is in a snapshot, as it is gathered.
#[derive(Default)]
pub(super) struct Content(Vec<(LogicalId, Json)>);

impl Content {
    /// Adds a resource that the snapshot copies.
    pub fn add(&mut self, id: LogicalId, resource: &Entry) {
        self.0.push((id, canonical(&resource.properties)));
    }

    /// Adds a setting of the API itself that takes effect with the next snapshot.
    pub fn set(&mut self, name: &str, value: Option<u64>) {
        if let Some(value) = value {
            self.0.push((LogicalId::new(name), value.into()));
        }
    }

    /// Eight digits that differ when the content does.
    pub fn digest(mut self) -> String {
        self.0.sort_by(|a, b| a.0.cmp(&b.0));
        let mut hash = Sha256::new();
        for (id, json) in &self.0 {
            hash.update(id.as_str());
            hash.update("\n");
            hash.update(json.to_string());
            hash.update("\n");
        }
        hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The same text for the same meaning: keys in order, cache keys as the set that they are, and references without their
/// region, so that regions with the same API have the same id.
fn canonical(json: &Json) -> Json {
    if let Some(output) = OutputRef::from_json(json) {
        return format!("{} {}", output.stack.kind, output.name).into();
    }
    match json {
        Json::Object(map) => {
            let mut entries: Vec<(String, Json)> =
                map.iter().map(|(key, value)| (key.clone(), canonical_entry(key, value))).collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            entries.into_iter().collect()
        }
        Json::Array(items) => items.iter().map(canonical).collect(),
        scalar => scalar.clone(),
    }
}

fn canonical_entry(key: &str, value: &Json) -> Json {
    let mut value = canonical(value);
    if let ("CacheKeyParameters", Json::Array(items)) = (key, &mut value) {
        items.sort_by_key(Json::to_string);
    }
    value
}

#[cfg(test)]
mod tests;
