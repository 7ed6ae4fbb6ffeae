//! A whole site as plain files, for any static host: the very answers of the server, asked for one by one.
//!
//! The room exists so that an exported site is no second program: what a visitor of the server is sent is what stands in
//! the files. It may import `serving`, `render`, `content`, `handlers::client_files`, `settings`, `store` and the front
//! end's `data` and `route`.

mod folder;
mod mentioned;
mod policy;
mod wanted;
mod whole;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::http::{StatusCode, header};
use bantin::data::{Query, WHOLE_PATH, file_of};
use bytes::Bytes;

pub use folder::FolderError;

use crate::clock::Clock;
use crate::handlers::client_files::ClientFiles;
use crate::render::ANSWERS;
use crate::serving::{Inside, StartError};
use crate::settings::{Settings, SiteSettings};
use crate::store::{Store, StoreError};
use folder::Folder;
use wanted::{Kind, Wanted};
use whole::Whole;

/// What is exported.
#[derive(Clone, Debug)]
pub struct Order {
    /// The site.
    pub site: String,
    /// The folder that the files are put into.
    pub dir: PathBuf,
}

/// What an export has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Files that were not there.
    pub new: u64,
    /// Files whose bytes are others now.
    pub changed: u64,
    /// Files that stay as they are.
    pub unchanged: u64,
    /// Files that are gone.
    pub removed: u64,
}

/// Why a site was not exported. What was exported before stands as it was.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// There is no such site.
    #[error("there is no site `{0}`; import one first")]
    NoSite(String),
    /// Feeds, the sitemap and previews need whole addresses.
    #[error("it is not known where the files will stand: set `origin` of the site `{0}`, or give --origin https://…")]
    NoOrigin(String),
    /// Without a client the pages have no style.
    #[error("there are no client files: build them with Trunk, and name their folder with --client")]
    NoClient,
    /// The server inside does not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The database does not let it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An answer that is no file.
    #[error("{address} answered {status}: {text}")]
    Answer {
        /// What was asked for.
        address: String,
        /// The status.
        status: StatusCode,
        /// What it says.
        text: String,
    },
    /// An answer of JSON that is none.
    #[error("{address} answered no JSON: {error}")]
    Json {
        /// What was asked for.
        address: String,
        /// What is wrong with it.
        error: serde_json::Error,
    },
    /// The folder does not let it.
    #[error(transparent)]
    Folder(#[from] FolderError),
}

/// Puts a site into a folder: what is there already stays, what the site no longer has goes, and until all of it is
/// ready the folder is as it was.
///
/// # Errors
/// See [`ExportError`]; the folder is then as it was.
pub async fn export(
    order: &Order,
    settings: &Settings,
    store: Arc<dyn Store>,
    client: ClientFiles,
    clock: Clock,
) -> Result<Exported, ExportError> {
    let site = SiteSettings { exported: true, ..settings.site(&order.site).into_owned() };
    if store.site(&order.site)?.is_none() {
        return Err(ExportError::NoSite(order.site.clone()));
    }
    if site.origin.is_none() {
        return Err(ExportError::NoOrigin(order.site.clone()));
    }
    if !client.present {
        return Err(ExportError::NoClient);
    }
    let mut settings = settings.clone();
    settings.server.default_site = Some(order.site.clone());
    settings.sites = vec![site];
    let inside = Inside::start(settings, Arc::clone(&store), client, clock)?;
    let written = write(&inside, &order.site, store, &order.dir).await;
    inside.stop().await;
    written
}

async fn write(inside: &Inside, site: &str, store: Arc<dyn Store>, dir: &Path) -> Result<Exported, ExportError> {
    let content = inside.app().content.site(site).await?;
    let content = content.ok_or_else(|| ExportError::NoSite(site.to_owned()))?;
    let mut exporting = Exporting {
        inside,
        folder: Folder::open(dir)?,
        root: content.settings.root(),
        base: content.settings.base.as_str().to_owned(),
        media: format!("media/{site}/"),
        found: BTreeSet::new(),
        parts: String::new(),
        whole: Whole::default(),
    };
    for wanted in wanted::all(&content, &*store)? {
        exporting.take(&wanted).await?;
    }
    exporting.take_found().await?;
    exporting.put_whole()?;
    exporting.take_client()?;
    Ok(exporting.folder.finish()?)
}

/// One export under way.
struct Exporting<'e> {
    inside: &'e Inside,
    folder: Folder,
    /// The site's whole address up to its base.
    root: String,
    /// The path of that.
    base: String,
    /// Below which of its paths its pictures and attachments are.
    media: String,
    /// What is named in what was taken so far, and has to be taken too: paths below the base.
    found: BTreeSet<String>,
    /// A page: it names those of the client's files that all pages need.
    parts: String,
    /// What is searched.
    whole: Whole,
}

impl Exporting<'_> {
    async fn take(&mut self, wanted: &Wanted) -> Result<(), ExportError> {
        let (mut status, mut headers, mut body) = self.inside.get(&wanted.address).await;
        // A size that cannot be made: the picture itself stands under its name, since nobody here leads on.
        if status == StatusCode::FOUND
            && let Some(original) = headers.get(header::LOCATION).and_then(|original| original.to_str().ok())
        {
            (status, headers, body) = self.inside.get(&format!("/{}{original}", self.media)).await;
        }
        let gone = matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE);
        // An article may have been withdrawn since they were listed.
        if gone && wanted.kind.may_be_gone() {
            return Ok(());
        }
        if status != wanted.kind.status() {
            let text = String::from_utf8_lossy(&body).chars().take(200).collect();
            return Err(ExportError::Answer { address: wanted.address.clone(), status, text });
        }
        let body = match &wanted.kind {
            Kind::Page | Kind::NotFound => policy::into_page(&String::from_utf8_lossy(&body), &headers).into(),
            Kind::Listing(query) => self.among_files(&wanted.address, query, &body)?,
            Kind::Article => {
                self.whole.add(&body);
                body
            }
            Kind::Plain => body,
        };
        // Pictures and documents name nothing.
        if !wanted.file.starts_with(&self.media) {
            self.look_into(&String::from_utf8_lossy(&body));
        }
        if matches!(wanted.kind, Kind::NotFound) {
            self.parts = String::from_utf8_lossy(&body).into_owned();
        }
        Ok(self.folder.put(&wanted.file, &body)?)
    }

    fn look_into(&mut self, text: &str) {
        for prefix in [&self.media, SITEMAP] {
            let place = format!("{}{prefix}", self.base);
            self.found.extend(mentioned::below(text, &place).map(|name| format!("{prefix}{name}")));
        }
    }

    /// A listing whose next page is another file.
    fn among_files(&self, address: &str, query: &Query, body: &[u8]) -> Result<Bytes, ExportError> {
        let wrong = |error| ExportError::Json { address: address.to_owned(), error };
        let mut feed: serde_json::Map<_, _> = serde_json::from_slice(body).map_err(wrong)?;
        let place = |page: u32| {
            let query = Query { page, ..query.clone() };
            serde_json::Value::from(format!("{}{ANSWERS}{}", self.root, file_of(&query.path())))
        };
        feed.insert("feed_url".to_owned(), place(query.page));
        if let Some(next) = feed.get_mut("next_url") {
            *next = place(query.page.saturating_add(1));
        }
        Ok(serde_json::to_vec(&feed).map_err(wrong)?.into())
    }

    /// Takes what was named by what was taken.
    async fn take_found(&mut self) -> Result<(), ExportError> {
        for path in std::mem::take(&mut self.found) {
            self.take(&Wanted::plain(&path)).await?;
        }
        Ok(())
    }

    fn put_whole(&mut self) -> Result<(), ExportError> {
        Ok(self.folder.put(&format!("{ANSWERS}{}", file_of(WHOLE_PATH)), self.whole.json().as_bytes())?)
    }

    /// Takes the client's files that the pages name, and those that their scripts name, in every encoding that is ready.
    fn take_client(&mut self) -> Result<(), ExportError> {
        let inside = self.inside;
        let files = || inside.app().client.files();
        let scripts = files().filter(|(name, _)| name.ends_with(".js") && self.parts.contains(last_part(name)));
        let scripts: Vec<_> = scripts.map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect();
        let is_named = |file: &str| {
            let by_script = || file.ends_with(".wasm") && scripts.iter().any(|script| script.contains(file));
            self.parts.contains(file) || by_script()
        };
        for (name, bytes) in files() {
            let plain = ENCODED.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
            let is_icon = ICONS.iter().any(|kind| plain.ends_with(kind));
            if !plain.starts_with(DEMO) && (is_icon || is_named(last_part(plain))) {
                self.folder.put(name, bytes)?;
            }
        }
        Ok(())
    }
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// How the parts of a sitemap are called.
const SITEMAP: &str = "sitemap-";

/// The endings of encodings that stand beside a file.
const ENCODED: [&str; 2] = [".br", ".gz"];

/// The demo site's own files are no part of a site.
const DEMO: &str = "demo/";

/// Browsers ask for some icons without being told of them.
const ICONS: [&str; 3] = [".ico", ".png", ".svg"];
