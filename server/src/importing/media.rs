//! Files beside a feed that its articles show: copied below `DIR/media/{site}` under a name made of their
//! contents, so that they can be kept by browsers for ever.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::RefusedItem;
use crate::fetch::MOST_PICTURE_BYTES as MOST;
use crate::pictures::{Looked, look};
use crate::store::MediaFile;

/// Endings that only pictures have: what has one must be one.
const PICTURES: [&str; 7] = ["jpg", "jpeg", "png", "webp", "avif", "gif", "svg"];

/// What is taken over, and what it is sent as.
pub const TYPES: [(&str, &str); 24] = [
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("gif", "image/gif"),
    ("svg", "image/svg+xml"),
    ("pdf", "application/pdf"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("zip", "application/zip"),
    ("txt", "text/plain; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
    ("vtt", "text/vtt; charset=utf-8"),
];

/// What a file of this name is sent as; `None` for what is not taken over.
#[must_use]
pub fn type_of(name: &str) -> Option<&'static str> {
    let extension = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
    TYPES.iter().find(|(known, _)| *known == extension).map(|(_, kind)| *kind)
}

/// Takes files over into one folder.
pub(super) struct Taker {
    into: PathBuf,
    taken: HashMap<(PathBuf, String), Option<MediaFile>>,
    /// What could not be taken, and why.
    pub(super) notes: Vec<RefusedItem>,
}

impl Taker {
    pub(super) fn new(into: PathBuf) -> Self {
        Self { into, taken: HashMap::new(), notes: Vec::new() }
    }

    /// Takes over those of the files named that are in `folder`.
    pub(super) fn take(&mut self, names: Vec<String>, folder: &Path) -> std::io::Result<Vec<(String, MediaFile)>> {
        let mut files = Vec::new();
        for name in names {
            let key = (folder.to_path_buf(), name.clone());
            let file = match self.taken.get(&key) {
                Some(known) => known.clone(),
                None => {
                    let file = self.copy(folder, &name)?;
                    self.taken.insert(key, file.clone());
                    file
                }
            };
            files.extend(file.map(|file| (name, file)));
        }
        Ok(files)
    }

    fn copy(&mut self, folder: &Path, name: &str) -> std::io::Result<Option<MediaFile>> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        // Where links lead is looked at before the file is, and a file that is not there is none of ours.
        let (Ok(inside), Ok(path)) = (folder.canonicalize(), folder.join(name).canonicalize()) else { return Ok(None) };
        if !path.starts_with(&inside) {
            self.refuse(name, "leads out of the feed's folder");
            return Ok(None);
        }
        let extension = Path::new(name).extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let extension = extension.to_ascii_lowercase();
        if !TYPES.iter().any(|(known, _)| *known == extension) {
            self.refuse(name, "is of no kind that is taken over");
            return Ok(None);
        }
        let metadata = fs::metadata(&path)?;
        if !metadata.is_file() {
            return Ok(None);
        }
        if metadata.len() > MOST {
            self.refuse(name, &format!("is larger than {} MB", MOST >> 20));
            return Ok(None);
        }
        let bytes = fs::read(&path)?;
        let looked = if PICTURES.contains(&extension.as_str()) { look(&bytes).map(Some) } else { Ok(None) };
        match looked {
            Ok(Some(looked)) => keep(&self.into, &bytes, looked).map(Some),
            Ok(None) => save(&self.into, &bytes, &extension).map(Some),
            Err(reason) => {
                self.refuse(name, &reason.to_string());
                Ok(None)
            }
        }
    }

    fn refuse(&mut self, name: &str, reason: &str) {
        self.notes.push(RefusedItem { item: name.to_owned(), reason: reason.to_owned() });
    }
}

/// Keeps a picture that was looked at, under the ending that fits it.
pub(super) fn keep(into: &Path, bytes: &[u8], Looked { extension, measure }: Looked) -> std::io::Result<MediaFile> {
    Ok(MediaFile { measure, ..save(into, bytes, extension)? })
}

pub(super) fn save(into: &Path, bytes: &[u8], extension: &str) -> std::io::Result<MediaFile> {
    let hash: String = Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let file = format!("{hash}.{extension}");
    fs::create_dir_all(into)?;
    let to = into.join(&file);
    if !to.exists() {
        // Under its name only when it is whole: a server may be sending from this folder.
        let part = into.join(format!(".{file}.{}.part", std::process::id()));
        fs::write(&part, bytes)?;
        fs::rename(&part, &to)?;
    }
    Ok(MediaFile { file, size: u64::try_from(bytes.len()).unwrap_or(u64::MAX), measure: None })
}
