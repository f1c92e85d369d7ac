//! The blueprint and the files that it names, from disk or standard input.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::exit::{Failure, reason};
use super::variant::Variant;
use crate::blueprint::{Folder, FolderFile};
use crate::diagnostics::Sources;
use crate::{FileContent, Input};

/// The blueprint that every command takes when none is named.
pub const DEFAULT: &str = "blueprint.yaml";

/// What is read of one file at most, in bytes: a device without an end must not fill the memory.
const LIMIT: u64 = 64 << 20;

/// What a folder may hold, in bytes: what Lambda takes of a function, unzipped. Source: Lambda Developer Guide, Lambda quotas: 250 MB.
const FOLDER_LIMIT: u64 = 250_000_000;

/// Reads a blueprint, what is laid over it, and the files that they name. `-` is standard input; without a path it is `blueprint.yaml` here.
pub fn blueprint(path: Option<&Path>, variant: &Variant) -> Result<Input, Failure> {
    let (name, bytes, base) = match path {
        Some(path) if path == Path::new("-") => {
            let bytes =
                limited(&mut io::stdin().lock()).map_err(|error| unreadable(Path::new("standard input"), &error))?;
            ("<stdin>".to_owned(), bytes, PathBuf::new())
        }
        Some(path) => (path.display().to_string(), named(path)?, path.parent().unwrap_or(Path::new("")).to_owned()),
        None => (DEFAULT.to_owned(), default()?, PathBuf::new()),
    };
    let mut sources = Sources::default();
    let blueprint = sources.add(&name, text(&name, bytes)?);
    let mut input = Input { sources, blueprint, environment: variant.env.clone(), ..Input::default() };
    for path in &variant.overlay {
        let name = path.display().to_string();
        let overlay = text(&name, named(path)?)?;
        input.overlays.push(input.sources.add(name, overlay));
    }
    for (number, setting) in (1..).zip(&variant.set) {
        input.settings.push(input.sources.add(format!("<--set {number}>"), setting));
    }
    for wanted in crate::referenced_files(&input) {
        let found = content(&base.join(&wanted));
        input.files.insert(wanted, found);
    }
    Ok(input)
}

fn default() -> Result<Vec<u8>, Failure> {
    bytes(Path::new(DEFAULT)).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::io(format!("there is no {DEFAULT} in this folder"))
            .help("name a blueprint, or write a first one with `synth init`"),
        _ => unreadable(Path::new(DEFAULT), &error),
    })
}

fn named(path: &Path) -> Result<Vec<u8>, Failure> {
    bytes(path).map_err(|error| {
        let failure = unreadable(path, &error);
        let inside = path.join(DEFAULT);
        match error.kind() {
            io::ErrorKind::IsADirectory if inside.is_file() => {
                failure.help(format!("did you mean {}?", inside.display()))
            }
            _ => failure,
        }
    })
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::path("read", path, error)
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    limited(&mut File::open(path)?)
}

fn limited(from: &mut dyn Read) -> io::Result<Vec<u8>> {
    up_to(LIMIT, from)?.ok_or_else(|| io::Error::other(format!("it is larger than {} MiB", LIMIT >> 20)))
}

/// The bytes; `None` if they are more.
fn up_to(most: u64, from: &mut dyn Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= most))
}

fn text(name: &str, bytes: Vec<u8>) -> Result<String, Failure> {
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count() + 1;
        let failure = Failure::io(format!("{name} is not UTF-8: line {line}, byte {}", good + 1));
        failure.help(if utf16 { "it looks like UTF-16; save it as UTF-8" } else { "save it as UTF-8" })
    })
}

/// A file that the blueprint names; what is wrong with it is reported at the line that names it.
pub fn content(path: &Path) -> FileContent {
    match path.metadata() {
        Ok(found) if found.is_dir() => match folder(path) {
            Ok(folder) => FileContent::Folder(folder),
            Err(error) => FileContent::Unreadable(reason(&error)),
        },
        Ok(found) if !found.is_file() => FileContent::Unreadable("it is not a regular file".to_owned()),
        Err(error) => FileContent::Unreadable(reason(&error)),
        Ok(_) => match bytes(path).map(String::from_utf8) {
            Ok(Ok(text)) => FileContent::Text(text),
            Ok(Err(error)) => FileContent::Binary(error.into_bytes()),
            Err(error) => FileContent::Unreadable(reason(&error)),
        },
    }
}

/// Everything in a folder, in the order of the paths. What interpreters and desktops leave behind is not part of it.
fn folder(root: &Path) -> io::Result<Folder> {
    let mut files = Folder::new();
    let mut left = FOLDER_LIMIT;
    let mut waiting = vec![(root.to_owned(), String::new())];
    while let Some((at, prefix)) = waiting.pop() {
        for entry in at.read_dir()? {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else {
                return Err(io::Error::other("the name of a file in it is not UTF-8"));
            };
            if name == "__pycache__" || name.starts_with('.') {
                continue;
            }
            let (path, inside) = (entry.path(), format!("{prefix}{name}"));
            let found = path.metadata()?;
            if found.is_dir() {
                waiting.push((path, format!("{inside}/")));
                continue;
            }
            let bytes = File::open(&path).and_then(|mut file| up_to(left, &mut file));
            let bytes = bytes.map_err(|error| io::Error::other(format!("{inside} in it: {}", reason(&error))))?;
            let too_much = || io::Error::other(format!("it holds more than {} MB", FOLDER_LIMIT / 1_000_000));
            let bytes = bytes.ok_or_else(too_much)?;
            left -= bytes.len() as u64;
            files.push(FolderFile { path: inside, bytes, executable: executable(&found) });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

#[cfg(unix)]
fn executable(found: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    found.permissions().mode() & 0o111 != 0
}

#[cfg(not(unix))]
const fn executable(_: &Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_files_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("a.txt"), "ü").unwrap();
        std::fs::write(at("a.zip"), [0x50, 0x4b, 0xff]).unwrap();
        assert_eq!(content(&at("a.txt")), FileContent::Text("ü".to_owned()));
        assert_eq!(content(&at("a.zip")), FileContent::Binary(vec![0x50, 0x4b, 0xff]));
        let FileContent::Folder(files) = content(folder.path()) else { panic!("not a folder") };
        assert_eq!(files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["a.txt", "a.zip"]);
        assert_eq!(content(&at("b")), FileContent::Unreadable("there is no such file".to_owned()));
    }

    #[test]
    fn endless_input_is_refused() {
        let error = limited(&mut io::repeat(b' ')).unwrap_err();
        assert_eq!(error.to_string(), "it is larger than 64 MiB");
    }
}
