//! A page, ready to be sent.

use bantin::components::Edition;
use bantin::components::counter::CounterLayout;
use bantin::route::Route;
use bantin_api::Language;
use bantin_feed::PLAYER_ORIGINS;
use bytes::Bytes;
use serde_json::json;

use super::gathered::Gathered;
use super::head::Head;
use super::hole::Hole;
use super::shell::{Parts, Shell};
use super::shown::{Shown, edition};
use super::{answers, head};
use crate::content::{Marks, Pieces, SiteContent};

/// The folder, below the base, of the answers that a site among plain files asks for.
pub const ANSWERS: &str = "json";

/// A page, ready to be sent.
#[derive(Debug)]
pub struct Page {
    /// The HTTP status that it is sent with.
    pub status: u16,
    /// The whole document.
    pub pieces: Pieces<Hole>,
    /// What it shows is printed for this edition.
    pub edition: Edition,
    /// The article that it shows, and the last part of that article's address.
    pub article: Option<(u64, String)>,
    /// The article that is read by whoever sees it.
    pub read: Option<u64>,
    /// Which numbers it shows, and how.
    pub numbers: Numbers,
    /// What it may load, as a Content-Security-Policy.
    pub policy: Bytes,
    /// What may be kept of a question to which it says that nothing is found.
    pub missed: Option<String>,
}

/// Which numbers a page shows in the place of its counter, and in which layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// The site's.
    Site(CounterLayout),
    /// An article's.
    Article(u64, CounterLayout),
}

/// Renders what was gathered for a route.
pub(super) fn render(shell: &Shell, site: &SiteContent, language: Language, route: &Route, gathered: Gathered) -> Page {
    let Gathered { shown, answers, missed, .. } = gathered;
    let edition = edition(site, language);
    let marks = Marks::fresh();
    let base = site.settings.base.as_str();
    let article = match &shown {
        Shown::Article(number, whole) => Some((*number, whole.article.slug.clone())),
        _ => None,
    };
    let api = format!("{base}api/v1/sites/{}", site.site.id);
    let exported = site.settings.exported;
    let mut config = json!({ "site": site.site, "base": base, "addressing": "path" });
    if let Some(config) = config.as_object_mut() {
        let (key, place) = if exported { ("files", format!("{base}{ANSWERS}")) } else { ("api", api.clone()) };
        config.insert(key.to_owned(), place.into());
        config.extend(site.settings.date_form.as_ref().map(|form| ("date_form".to_owned(), form.as_str().into())));
        let modules = if exported { ["aids", "finder", "shelf"].as_slice() } else { &["aids", "finder"] };
        let module = |key: &&str| Some(((*key).to_owned(), format!("{base}{}", shell.module(key)?).into()));
        config.extend(modules.iter().filter_map(module));
        config.extend(article.as_ref().map(|(number, _)| ("article".to_owned(), (*number).into())));
    }
    let origin = marks.at(Hole::Origin.place());
    let head = Head { shown: &shown, edition: &edition, route, origin: &origin };
    let style = shell.style(base, site.settings.accent);
    let document = shell.document(&Parts {
        base,
        language: language.tag(),
        title: &edition.title(shown.title(&edition).as_deref()),
        head: &head::html(&head),
        style: &style.text,
        config: &answers::in_script(&config.to_string()),
        answers: &answers::json(answers, &marks),
        root: &shown.html(&edition, route, &marks, !exported),
        token: (!exported).then(|| format!("{api}/visits/{}", marks.at(Hole::Token.place()))),
    });
    let pieces = Pieces::cut_at(document, &marks, &Hole::ALL);
    // What visitors look for is nobody's business.
    let pieces = if matches!(shown, Shown::Search(..)) { pieces.for_one() } else { pieces };
    let (read, numbers) = (article.as_ref().map(|(number, _)| *number), Numbers::Site(CounterLayout::default()));
    let policy = policy(&style.hash).into();
    Page { status: shown.status(), pieces, edition, article, read, numbers, policy, missed }
}

/// What a page may load whose style has this hash. Pictures may come from any https address: articles have them. A frame is a
/// player of videos, which the client opens when a visitor wants it. What is not
/// named is the next page of a listing, which Firefox fetches ahead.
fn policy(style: &str) -> String {
    format!(
        "default-src 'self'; object-src 'none'; frame-src {PLAYER_ORIGINS}; worker-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' {style}; \
         img-src 'self' https: data:; media-src 'self' https:; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )
}
