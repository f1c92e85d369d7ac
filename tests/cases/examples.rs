//! The examples: what each becomes lies in templates/, byte for byte.

use std::collections::BTreeMap;
use std::path::Path;

use crate::check::{cases, check_all, top};

/// Every file below a folder, by its path from there.
fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// `synth blueprints/NAME.yaml -o templates/NAME` writes what is wrong here.
#[test]
fn are_up_to_date() {
    let mut outdated = Vec::new();
    for (name, path) in cases("blueprints") {
        let checked = check_all(&path);
        assert!(!checked.has_errors(), "{name}:\n{}", checked.rendered());
        let folder = top().join("templates").join(&name);
        let there = if folder.is_dir() { files_below(&folder) } else { BTreeMap::new() };
        let emitted: BTreeMap<String, Vec<u8>> =
            checked.files.into_iter().map(|file| (file.path.clone(), file.bytes().to_vec())).collect();
        let changed =
            emitted.iter().filter(|(path, contents)| there.get(*path) != Some(contents)).map(|(path, _)| path);
        let stale = there.keys().filter(|path| !emitted.contains_key(*path));
        outdated.extend(changed.chain(stale).map(|path| format!("templates/{name}/{path}")));
    }
    assert!(outdated.is_empty(), "not what the blueprints become: {outdated:#?}");
}
