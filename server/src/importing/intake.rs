//! Articles made ready for the store: what they name is taken over, and what cannot be stored is refused.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use bantin_api::Category;
use bantin_feed::{Article, Feed, Refused, write_json_feed};

use super::handed_on::{is_handed_on, name_of};
use super::media::Taker;
use super::named::Named;
use super::walk::Origin;
use super::{ImportError, RefusedItem, remote};
use crate::clean;
use crate::fetch::Fetcher;
use crate::redirects::addresses_of;
use crate::settings::Copying;
use crate::store::{Incoming, MediaFile, Store, StoreError};
use bantin_search::words_of;

/// Makes the articles of one source ready.
pub struct Intake {
    /// Where files go that are taken over.
    into: PathBuf,
    /// The addresses of files that were fetched before and are still there, or are handed on (which is told): they are not asked
    /// for again.
    known: HashMap<String, bool>,
    /// What is done with files on the web.
    pub on_the_web: OnTheWeb,
}

/// What is done with files on the web.
#[derive(Clone, Debug)]
pub struct OnTheWeb {
    /// Pictures.
    pub pictures: Copying,
    /// Attachments, and documents on the source's own host that bodies link to.
    pub attachments: Copying,
}

/// Articles that can be stored.
#[derive(Debug, Default)]
pub struct Prepared {
    /// The articles.
    pub articles: Vec<Incoming>,
    /// Files taken over: (address as articles name it, file).
    pub media: Vec<(String, MediaFile)>,
    /// Articles that cannot be stored.
    pub refused: Vec<Refused>,
    /// Files that were not taken.
    pub notes: Vec<RefusedItem>,
}

impl Intake {
    /// Makes ready for a source of a site; files go below `data`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn open(store: &dyn Store, site: &str, source: &str, data: &Path) -> Result<Self, StoreError> {
        let into = data.join("media").join(site);
        let files = store.media(site)?.into_iter().filter(|(of, ..)| of == source);
        let files = files.map(|(_, address, file)| (address, is_handed_on(&file.file), file.file));
        let known = files.filter(|(_, handed_on, file)| *handed_on || into.join(file).exists());
        let known = known.map(|(address, handed_on, _)| (address, handed_on)).collect();
        let on_the_web = OnTheWeb { pictures: Copying::Copy, attachments: Copying::Leave };
        Ok(Self { into, known, on_the_web })
    }

    /// Makes articles ready, each with where it came from.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub async fn prepare(
        &mut self,
        items: Vec<Article>,
        origins: Vec<Origin>,
        fetcher: &Fetcher,
    ) -> Result<Prepared, ImportError> {
        let mut prepared = Prepared::default();
        let no_media = |error| ImportError::Media { folder: self.into.clone(), error };
        let mut taker = Taker::new(self.into.clone());
        let mut wanted = Vec::new();
        for (article, origin) in items.into_iter().zip(origins) {
            let (mut named, folder) = (Named::by(&article, &origin), origin.folder.clone());
            let taken = incoming(article, origin);
            if let Some(what) = unstorable(&taken) {
                let place = format!("item (id {:?})", taken.source_id);
                prepared.refused.push(Refused { place, reason: format!("its {what} has a NUL character") });
                continue;
            }
            let files = match &folder {
                Some(folder) => taker.take(std::mem::take(&mut named.files), folder).map_err(no_media)?,
                None => Vec::new(),
            };
            let is_file = |name: &str| files.iter().any(|(file, _)| file == name);
            let of_web = named.on_the_web(&self.on_the_web, is_file);
            for one in of_web {
                let handed_on = one.copying == Copying::Proxy;
                if self.known.get(&one.address) == Some(&handed_on) {
                    continue;
                }
                if handed_on {
                    let file = MediaFile { file: name_of(&one.address), size: 0, measure: None };
                    self.known.insert(one.address.clone(), true);
                    prepared.media.push((one.address, file));
                } else {
                    wanted.push(one);
                }
            }
            prepared.media.extend(files);
            prepared.articles.push(taken);
        }
        let fetched = remote::fetch(wanted, &self.into, fetcher, &mut taker.notes).await.map_err(no_media)?;
        self.known.extend(fetched.iter().map(|(address, _)| (address.clone(), false)));
        prepared.media.extend(fetched);
        prepared.notes = taker.notes;
        Ok(prepared)
    }
}

/// What of an article has a character that not every database can hold, and that no page can show.
fn unstorable(article: &Incoming) -> Option<&'static str> {
    let has = |text: &str| text.contains('\0');
    let Incoming { source_id, base, raw, article: read, title, slug, language, translations, old_addresses, .. } =
        article;
    let texts = [("id", source_id), ("address", base), ("text", raw), ("text", read), ("title", title), ("slug", slug)];
    let found = texts.into_iter().find(|(_, text)| has(text)).map(|(what, _)| what);
    found
        .or_else(|| has(language).then_some("language"))
        .or_else(|| article.categories.iter().any(|one| has(&one.slug) || has(&one.name)).then_some("category"))
        .or_else(|| translations.iter().any(|id| has(id)).then_some("translation"))
        .or_else(|| old_addresses.iter().any(|address| has(address)).then_some("old address"))
}

fn incoming(mut article: Article, origin: Origin) -> Incoming {
    clean::texts(&mut article);
    let views = article.views;
    let old_addresses = addresses_of(&article, &origin.base).iter().map(ToString::to_string).collect();
    // What changes without the article being another one is not part of what is compared.
    let article = Article { views: None, newer: Vec::new(), older: Vec::new(), ..article };
    let (title, slug) = (article.title.clone().unwrap_or_default(), article.slug.clone());
    let words = words_of(&article);
    let (date, pinned, source_id) = (article.date_published, article.pinned, article.id.clone());
    let categories = article
        .categories
        .iter()
        .map(|category| Category { slug: category.slug.clone(), name: category.name.clone(), name_en: None })
        .collect();
    let language = article.language.as_deref().and_then(|tag| tag.split('-').next()).unwrap_or_default();
    let language = language.to_ascii_lowercase();
    let modified = article.date_modified.map(|date| date.unix());
    let translations = article.translations.iter().map(|other| other.id.clone()).collect();
    let feed = Feed { title: "bantin".to_owned(), items: vec![article], ..Feed::default() };
    Incoming {
        source_id,
        format: origin.format.to_string(),
        base: origin.base,
        raw: origin.raw,
        article: write_json_feed(&feed),
        title,
        slug,
        date_published: date.map(|date| date.to_rfc3339()),
        published: date.map(|date| date.unix()),
        language,
        modified,
        translations,
        pinned,
        categories,
        words,
        views,
        old_addresses,
    }
}
