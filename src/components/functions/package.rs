//! Folders of code as archives that deploy.sh uploads.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::blueprint::{Code, Folder, Function};
use crate::documents::cloudformation::resources::lambda;
use crate::documents::cloudformation::{StackKey, StackKind, Value, sub};
use crate::documents::{Documents, Upload};
use crate::system::{Instance, digest};

/// Digits of the digest in the key of an archive: what is uploaded under a key never changes.
const DIGITS: usize = 16;

/// The folder that a function's code is, if it is one.
pub(super) fn folder<'a>(function: &Instance<'a, Function>) -> Option<(&'a str, &'a Folder)> {
    let Code::File(path) = &function.model.code else { return None };
    Some((path, function.system.blueprint.folders.get(path)?))
}

/// Where an archive will be when its stack is deployed.
pub(super) struct Place {
    /// The bucket of the region.
    pub bucket: Value<String>,
    /// The key, which ends in a digest of the archive.
    pub key: String,
}

/// Packs the folder for deploy.sh to upload, and says where it will be.
pub(super) fn upload(function: &Instance<'_, Function>, folder: &Folder, documents: &mut Documents) -> lambda::Code {
    let base = function.system.blueprint.functions.get(function.name).map(|component| &component.base.model.code);
    // Another folder in one region is another archive.
    let own = if base == Some(&function.model.code) { String::new() } else { format!("-{}", function.region.code) };
    let place = pack(function.name, &own, folder, function.region.code, documents);
    lambda::Code { s3_bucket: Some(place.bucket), s3_key: Some(place.key.into()), ..lambda::Code::default() }
}

/// Packs files under a name for the compute stack of a region.
pub(super) fn pack(name: &str, own: &str, files: &Folder, region: &str, documents: &mut Documents) -> Place {
    let bytes = archive(files);
    let key = format!("{name}/{}.zip", digest(&bytes, DIGITS));
    let bucket = sub(format!("{}-${{AWS::AccountId}}-${{AWS::Region}}", documents.bucket_prefix()));
    let (stack, path) = (StackKey::new(StackKind::Compute, region), format!("code/{name}{own}.zip"));
    documents.uploads.push(Upload { stack, path, bytes, key: key.clone() });
    Place { bucket, key }
}

/// The same bytes for the same files, whenever and wherever they were written: no times, no owners, nothing compressed.
fn archive(folder: &Folder) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in folder {
        let mode = if file.executable { 0o755 } else { 0o644 };
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).unix_permissions(mode);
        // Writing to memory fails for archives beyond 4 GiB only, and folders are limited to far less.
        if archive.start_file(file.path.as_str(), options).is_ok() {
            _ = archive.write_all(&file.bytes);
        }
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blueprint::FolderFile;

    #[test]
    fn archives_are_the_same_every_time() {
        let file = |path: &str| FolderFile { path: path.into(), bytes: path.as_bytes().to_vec(), executable: false };
        let folder = vec![file("app.py"), file("lib/rates.py")];
        let bytes = archive(&folder);
        assert_eq!(bytes, archive(&folder));
        let mut read = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert_eq!(
            read.file_names().map(|name| name.unwrap().into_owned()).collect::<Vec<_>>(),
            ["app.py", "lib/rates.py"]
        );
        assert_eq!(read.by_name("lib/rates.py").unwrap().size(), 12);
    }
}
