//! The output folder: only what changed is written, only what synth wrote is replaced or removed.
//!
//! `manifest.json` in the folder lists what the last run wrote. The steps of [`Plan::apply`] are ordered so that a run that
//! stops anywhere leaves a folder that the next run completes: every new text is on the disk under a temporary name before
//! the first old file goes, and the manifest takes its place before the files that only it lists.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use super::exit::Failure;
use crate::emit::{File, FileKind};

/// The list of what the last run wrote.
const MANIFEST: &str = "manifest.json";

/// What a run would do to a folder.
#[derive(Debug)]
pub struct Plan<'f> {
    folder: &'f Path,
    writes: Vec<Change<'f>>,
    /// Files of the last run that this one does not have, relative to the folder.
    stale: Vec<PathBuf>,
    unchanged: usize,
}

#[derive(Debug)]
struct Change<'f> {
    file: &'f File,
    target: PathBuf,
    /// In the same folder, so that a rename suffices; the same name in every run, so that a crash leaves no litter behind.
    temporary: PathBuf,
    exists: bool,
}

/// What lies at a path below the folder.
enum Found {
    Nothing,
    File(Metadata),
    /// A symbolic link, a folder, a device: here, or on the way.
    InTheWay(PathBuf),
}

impl<'f> Plan<'f> {
    /// Compares the folder with the files. Fails when a file would replace something that synth did not write.
    pub fn new(folder: &'f Path, files: &'f [File]) -> Result<Self, Failure> {
        if folder.metadata().is_ok_and(|found| !found.is_dir()) {
            return Err(Failure::io(format!("cannot write into {}: it is not a folder", folder.display())));
        }
        let owned = last_run(folder)?;
        let mut plan = Plan { folder, writes: Vec::new(), stale: Vec::new(), unchanged: 0 };
        let mut foreign = Vec::new();
        for file in files {
            match plan.compare(file, &owned)? {
                Some(blocker) => foreign.push(blocker),
                None => continue,
            }
        }
        refuse(foreign)?;
        let current: BTreeSet<PathBuf> = files.iter().filter_map(|file| below(&file.path)).collect();
        for path in owned.difference(&current) {
            if let Found::File(_) = look(folder, path)? {
                plan.stale.push(path.clone());
            }
        }
        Ok(plan)
    }

    /// Notes what is to be done about one file; gives the path that is in its way.
    fn compare(&mut self, file: &'f File, owned: &BTreeSet<PathBuf>) -> Result<Option<PathBuf>, Failure> {
        let path = below(&file.path)
            .ok_or_else(|| Failure::io(format!("the generated path {:?} is not inside the folder", file.path)))?;
        let target = self.folder.join(&path);
        let exists = match look(self.folder, &path)? {
            Found::InTheWay(blocker) => return Ok(Some(blocker)),
            Found::Nothing => false,
            Found::File(found) => {
                if same(file, &target, &found)? {
                    self.unchanged += 1;
                    return Ok(None);
                }
                if !owned.contains(&path) {
                    return Ok(Some(target));
                }
                true
            }
        };
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let temporary = target.with_file_name(format!(".{name}.synth-new"));
        self.writes.push(Change { file, target, temporary, exists });
        Ok(None)
    }

    /// True when the folder is up to date.
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty() && self.stale.is_empty()
    }

    /// What would be done, one path each: `create out/plan.md`.
    pub fn changes(&self) -> Vec<String> {
        let writes = self.writes.iter().map(|change| {
            let verb = if change.exists { "change" } else { "create" };
            format!("{verb} {}", change.target.display())
        });
        writes.chain(self.stale.iter().map(|path| format!("remove {}", self.folder.join(path).display()))).collect()
    }

    /// What was done, in one line: `wrote 3 files, removed 1, 28 unchanged`.
    pub fn summary(&self) -> String {
        let count = self.writes.len();
        let wrote = format!("wrote {count} {}", if count == 1 { "file" } else { "files" });
        let removed = Some(self.stale.len()).filter(|count| *count > 0).map(|count| format!(", removed {count}"));
        format!("{wrote}{}, {} unchanged", removed.unwrap_or_default(), self.unchanged)
    }

    /// The folder, for a plan that only removes: `out/staging: removed 14 files of an earlier run; …`.
    pub fn farewell(&self) -> String {
        let count = self.stale.len();
        let files = if count == 1 { "file" } else { "files" };
        let folder = self.folder.display();
        format!(
            "{folder}: removed {count} {files} of an earlier run; what was deployed from there stays until it is torn down"
        )
    }

    /// Does it. When a text cannot be written the folder is as it was.
    pub fn apply(&self) -> Result<(), Failure> {
        let mut folders = Vec::new();
        let result = self.writes.iter().try_for_each(|change| write_temporary(change, &mut folders));
        let result = result.and_then(|()| self.put_in_place());
        if result.is_err() {
            for change in &self.writes {
                // What was never created cannot be removed; the first failure is the one to report.
                let _ = fs::remove_file(&change.temporary);
            }
            for folder in folders.iter().rev() {
                let _ = fs::remove_dir(folder);
            }
        }
        result
    }

    fn put_in_place(&self) -> Result<(), Failure> {
        for path in &self.stale {
            let target = self.folder.join(path);
            fs::remove_file(&target).map_err(|error| Failure::path("remove", &target, &error))?;
        }
        let manifest_first = |change: &&Change| change.file.kind != FileKind::Manifest;
        let mut writes: Vec<&Change> = self.writes.iter().collect();
        writes.sort_by_key(manifest_first);
        for Change { target, temporary, .. } in writes {
            fs::rename(temporary, target).map_err(|error| Failure::path("write", target, &error))?;
        }
        for path in &self.stale {
            for folder in path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()) {
                // Refused by the system as long as something is in it.
                let _ = fs::remove_dir(self.folder.join(folder));
            }
        }
        if self.writes.is_empty() && self.unchanged == 0 {
            // As above: it stays if anything else is in it.
            let _ = fs::remove_dir(self.folder);
        }
        Ok(())
    }
}

/// What the last runs left in the output folder and in those of environments below it: the text of each `manifest.json`, by environment;
/// the key is empty for the folder itself.
pub fn manifests(out: &Path) -> BTreeMap<String, String> {
    let below = fs::read_dir(out).into_iter().flatten().filter_map(Result::ok);
    let names = below.filter_map(|entry| entry.file_name().into_string().ok());
    let manifest = |name: String| fs::read_to_string(out.join(&name).join(MANIFEST)).ok().map(|text| (name, text));
    names.chain([String::new()]).filter_map(manifest).collect()
}

/// The environments of a system that an earlier run wrote and this one, which gave `manifest`, does not: those that are no more, and the
/// folder itself once the system has environments.
pub fn left_over<'m>(
    manifests: &'m BTreeMap<String, String>,
    current: Vec<&'m str>,
    manifest: &str,
) -> impl Iterator<Item = &'m str> {
    let system = system_of(manifest);
    let others = manifests.iter().filter(move |(_, text)| system.is_some() && system_of(text) == system);
    others.map(|(name, _)| name.as_str()).filter(move |name| !current.contains(name))
}

/// `global-game` of a manifest whose name is `global-game (prod)`.
fn system_of(manifest: &str) -> Option<String> {
    let manifest: serde_json::Value = serde_json::from_str(manifest).ok()?;
    let name = manifest.get("name")?.as_str()?;
    Some(name.split(" (").next().unwrap_or(name).to_owned())
}

/// The files that the last run wrote. A manifest that is not synth's lists none: not even itself.
fn last_run(folder: &Path) -> Result<BTreeSet<PathBuf>, Failure> {
    let path = folder.join(MANIFEST);
    let Found::File(_) = look(folder, Path::new(MANIFEST))? else {
        return Ok(BTreeSet::new());
    };
    let bytes = fs::read(&path).map_err(|error| Failure::path("read", &path, &error))?;
    let manifest: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let listed = manifest.get("files").and_then(serde_json::Value::as_array).into_iter().flatten();
    let paths: BTreeSet<PathBuf> = listed.filter_map(|path| below(path.as_str()?)).collect();
    Ok(if paths.contains(Path::new(MANIFEST)) { paths } else { BTreeSet::new() })
}

/// The path, if it stays inside the folder that it is relative to.
fn below(path: &str) -> Option<PathBuf> {
    let inside = !path.is_empty()
        && !path.contains(['\\', '\0'])
        && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| Path::new(path).components().collect())
}

/// Looks at every part of the path below the folder, following no symbolic link.
fn look(folder: &Path, path: &Path) -> Result<Found, Failure> {
    let mut at = folder.to_owned();
    let mut parts = path.components().peekable();
    while let Some(part) = parts.next() {
        at.push(part);
        let found = match at.symlink_metadata() {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) => return Err(Failure::path("read", &at, &error)),
        };
        let last = parts.peek().is_none();
        if last && found.is_file() {
            return Ok(Found::File(found));
        }
        if last || !found.is_dir() {
            return Ok(Found::InTheWay(at));
        }
    }
    Ok(Found::Nothing)
}

fn same(file: &File, target: &Path, found: &Metadata) -> Result<bool, Failure> {
    if found.len() != file.bytes().len() as u64 || file.executable && !executable(found) {
        return Ok(false);
    }
    let bytes = fs::read(target).map_err(|error| Failure::path("read", target, &error))?;
    Ok(bytes == file.bytes())
}

fn refuse(foreign: Vec<PathBuf>) -> Result<(), Failure> {
    let names: BTreeSet<String> = foreign.iter().map(|path| path.display().to_string()).collect();
    if names.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = names.into_iter().collect();
    let message = format!("will not replace what synth did not write: {}", names.join(", "));
    Err(Failure::io(message).help("move it away or choose another folder; nothing was written"))
}

/// Writes the new text beside its target and notes the folders that had to be created.
fn write_temporary(change: &Change, folders: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let Change { file, target, temporary, .. } = change;
    let parent = target.parent().unwrap_or(Path::new(""));
    let missing = parent.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
    let mut missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
    missing.reverse();
    for folder in missing {
        fs::create_dir(&folder).map_err(|error| Failure::path("create", &folder, &error))?;
        folders.push(folder);
    }
    // Left over from a run that was stopped. Whatever it is, even a link, `create_new` must not follow it.
    let _ = fs::remove_file(temporary);
    create(temporary, file.executable)
        .and_then(|mut out| out.write_all(file.bytes()))
        .map_err(|error| Failure::path("write", target, &error))
}

#[cfg(unix)]
fn create(path: &Path, executable: bool) -> io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    let mode = if executable { 0o777 } else { 0o666 };
    OpenOptions::new().write(true).create_new(true).mode(mode).open(path)
}

#[cfg(not(unix))]
fn create(path: &Path, _executable: bool) -> io::Result<fs::File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(unix)]
fn executable(found: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    found.permissions().mode() & 0o100 != 0
}

#[cfg(not(unix))]
fn executable(_found: &Metadata) -> bool {
    true
}

#[cfg(test)]
#[path = "folder_tests.rs"]
mod tests;
