//! Paths that only signed URLs and signed cookies open.

use super::behaviors::Entry;
use crate::blueprint::{Cdn, Signed};
use crate::documents::cloudformation::resources::cloudfront::{KeyGroup, KeyGroupConfig, PublicKey, PublicKeyConfig};
use crate::documents::cloudformation::{Stack, Value, reference};
use crate::documents::{Documents, Topic};
use crate::system::{Instance, physical_name};

/// What `paths` calls the default behavior.
pub(super) const DEFAULT: &str = "default";

/// The most characters of a key's name. Source: CloudFront API, PublicKeyConfig.
const NAME_CHARS: usize = 128;

/// Adds the keys and the group of them. Who signs needs the ids of the keys: they are outputs.
pub(super) fn add(cdn: &Instance<'_, Cdn>, stack: &mut Stack) {
    let Some(signed) = &cdn.model.signed else { return };
    let name = |words: &str| physical_name(&[&cdn.system.prefix(), cdn.system.first_name(cdn.name), words], NAME_CHARS);
    let mut keys = Vec::new();
    for (at, (key, text)) in signed.public_keys.iter().enumerate() {
        let id = cdn.id().then(key).then("PublicKey");
        // The reference is what makes two requests one; a key is never changed, so that its name will do.
        let config = PublicKeyConfig::new(name(key), name(key), format!("{}\n", text.text().trim()));
        let entry = stack.add(&id, PublicKey::new(config));
        if at == 0 {
            entry.comment(format!("{}.signed", cdn.path()));
        }
        stack.output(id.then("Id"), format!("Id of the key {key}, for who signs URLs of {}", cdn.name), reference(&id));
        keys.push(reference(id));
    }
    stack.add(cdn.id().then("KeyGroup"), KeyGroup::new(KeyGroupConfig::new(name("signers"), keys)));
}

/// How keys change: CloudFront cannot change one, and a signature is good only while its key is in the group.
pub(super) fn note(cdn: &Instance<'_, Cdn>, documents: &mut Documents) {
    let Some(signed) = &cdn.model.signed else { return };
    let names: Vec<&str> = signed.public_keys.keys().map(String::as_str).collect();
    let note = format!(
        "Signing keys of {}: {}. To rotate, add a key under a new name, deploy, sign with it, and take the old name out once nothing that it \
         signed must open any more. The text under a name stays: CloudFront refuses to change a key, and the deployment fails.",
        cdn.name,
        names.join(", ")
    );
    documents.note(Topic::ByHand, note);
}

/// Whether a behavior is closed.
pub(super) fn closes(signed: &Signed, entry: Entry<'_>) -> bool {
    signed.paths.iter().any(|path| path == entry.pattern.unwrap_or(DEFAULT))
}

/// The groups whose keys open a behavior; none where anyone may ask.
pub(super) fn groups(cdn: &Instance<'_, Cdn>, entry: Entry<'_>) -> Vec<Value<String>> {
    let closed = cdn.model.signed.as_ref().is_some_and(|signed| closes(signed, entry));
    if closed { vec![reference(cdn.id().then("KeyGroup"))] } else { Vec::new() }
}
