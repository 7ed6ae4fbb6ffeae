//! Files beside a feed that its articles show: copied below `DIR/media/{site}` under a name made of their
//! contents, so that they can be kept by browsers for ever.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use bantin_feed::Article;
use sha2::{Digest as _, Sha256};

use super::local;
use crate::clean::clean;
use crate::store::MediaFile;

/// The most bytes of a file that is taken over.
const MOST: u64 = 20 << 20;

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

/// Takes files over into one folder.
pub(super) struct Taker {
    into: PathBuf,
    taken: HashMap<(PathBuf, String), Option<MediaFile>>,
    /// What could not be taken, and why.
    pub(super) notes: Vec<(String, String)>,
}

impl Taker {
    pub(super) fn new(into: PathBuf) -> Self {
        Self { into, taken: HashMap::new(), notes: Vec::new() }
    }

    /// Takes over what an article shows from `folder`.
    pub(super) fn take(&mut self, article: &Article, folder: &Path) -> std::io::Result<Vec<(String, MediaFile)>> {
        let mut files = Vec::new();
        for name in names(article) {
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
        let hash: String = Sha256::digest(&bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let file = format!("{hash}.{extension}");
        fs::create_dir_all(&self.into)?;
        let to = self.into.join(&file);
        if !to.exists() {
            // Under its name only when it is whole: a server may be sending from this folder.
            let part = self.into.join(format!(".{file}.{}.part", std::process::id()));
            fs::write(&part, &bytes)?;
            fs::rename(&part, &to)?;
        }
        Ok(Some(MediaFile { file, size: u64::try_from(bytes.len()).unwrap_or(u64::MAX) }))
    }

    fn refuse(&mut self, name: &str, reason: &str) {
        self.notes.push((name.to_owned(), reason.to_owned()));
    }
}

/// The names of files below the feed's folder that an article shows, each once.
fn names(article: &Article) -> Vec<String> {
    let attachments = article.attachments.iter().map(|attachment| &attachment.url);
    let avatars = article.authors.iter().filter_map(|author| author.avatar.as_ref());
    let fields = article.image.iter().chain(&article.banner_image).chain(attachments).chain(avatars);
    let mut names: Vec<String> = fields
        .filter_map(|address| local::reference(address))
        .filter_map(|reference| local::name(&reference))
        .collect();
    if let Some(html) = &article.content_html {
        let found = Arc::<Mutex<Vec<String>>>::default();
        let finder = Arc::clone(&found);
        // The cleaner sees every address that may be sent: what it does not ask about is not shown.
        let _ = clean(html, move |address| {
            finder.lock().unwrap_or_else(PoisonError::into_inner).extend(local::name(address.trim()));
            None
        });
        names.append(&mut found.lock().unwrap_or_else(PoisonError::into_inner));
    }
    let mut once = std::collections::HashSet::new();
    names.retain(|name| once.insert(name.clone()));
    names
}
