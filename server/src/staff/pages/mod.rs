//! The pages as HTML. No script, no style in them: all that is seen is in the style sheet beside them.

mod chart;
mod corrections;
mod sign_in;
mod sources;
mod statistics;
mod tables;

use bantin::components::Edition;
use bantin::route::{Addresses, Route};
use bantin_api::Language;
use maud::{DOCTYPE, Markup, html};

pub use sign_in::{Trouble, sign_in};
pub use sources::{SiteSources, sources};
pub use statistics::{Seen, statistics};

use super::words::{Words, words};

/// What stands around a page.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'f> {
    /// The site that the host leads to, and the language.
    pub edition: &'f Edition,
    /// Who is signed in, and what forms of this browser bring along.
    pub account: Option<(&'f str, &'f str)>,
    /// The page's address below `quan-tri/`, with its query, for the same in the other language.
    pub path: &'f str,
}

impl Frame<'_> {
    fn words(&self) -> &'static Words {
        words(self.edition.language)
    }

    /// The address of a page in the frame's language.
    #[must_use]
    pub fn href(&self, page: &str) -> String {
        format!("{}{page}", folder(&self.edition.addresses, self.edition.language))
    }

    fn whole(&self, title: &str, body: &Markup) -> String {
        let (words, edition) = (self.words(), self.edition);
        let base = &edition.addresses.base;
        let others = edition.addresses.languages.iter().filter(|language| **language != edition.language);
        let page = html! {
            (DOCTYPE)
            html lang=(edition.language.tag()) {
                head {
                    meta charset="utf-8";
                    title { (title) " – " (edition.site.name) }
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="robots" content="noindex, nofollow";
                    meta name="color-scheme" content="light dark";
                    link rel="icon" type="image/svg+xml" href={ (base) "favicon.svg" };
                    link rel="stylesheet" href={ (base) "quan-tri/kieu.css" };
                }
                body {
                    a.skip href="#noi-dung" { (words.skip) }
                    div.app {
                        header.masthead {
                            p.nameplate { a href=(edition.addresses.href(edition.language, &Route::Home)) { (edition.site.name) } }
                            div.who {
                                @for language in others {
                                    a lang=(language.tag()) hreflang=(language.tag()) href={ (folder(&edition.addresses, *language)) (self.path) } { (words.other_language) }
                                }
                                @if let Some((name, key)) = self.account {
                                    span { (words.signed_in_as) ": " strong { (name) } }
                                    form method="post" action=(self.href("dang-xuat")) {
                                        input type="hidden" name="ma" value=(key);
                                        button.plain type="submit" { (words.sign_out) }
                                    }
                                }
                            }
                        }
                        @if self.account.is_some() {
                            nav.pages aria-label=(words.pages_of_staff) {
                                ul {
                                    @for (page, name) in [("thong-ke", words.statistics), ("nguon-tin", words.sources)] {
                                        @let here = self.path.split('?').next() == Some(page);
                                        li { a href=(self.href(page)) aria-current=[here.then_some("page")] { (name) } }
                                    }
                                }
                            }
                        }
                        main id="noi-dung" tabindex="-1" { (body) }
                    }
                }
            }
        };
        page.into_string()
    }
}

/// The path of the folder in which the staff's pages are in a language, with a slash at its end.
fn folder(addresses: &Addresses, language: Language) -> String {
    let home = addresses.href(language, &Route::Home);
    format!("{}/quan-tri/", home.trim_end_matches('/'))
}

/// The paths of these folders in all languages of a site.
#[must_use]
pub fn folders(addresses: &Addresses) -> Vec<String> {
    addresses.languages.iter().map(|language| folder(addresses, *language)).collect()
}

/// A page that only says something.
#[must_use]
pub fn notice(frame: &Frame<'_>, heading: &str, advice: &str) -> String {
    let body = html! {
        div.notice {
            h1 { (heading) }
            p { (advice) }
            p { a href=(frame.href("thong-ke")) { (frame.words().statistics) } }
        }
    };
    frame.whole(heading, &body)
}

/// The page for an address that leads nowhere, or not for this account.
#[must_use]
pub fn not_found(frame: &Frame<'_>) -> String {
    notice(frame, frame.words().not_found, frame.words().not_found_advice)
}

/// The page for when the database cannot be read.
#[must_use]
pub fn trouble(frame: &Frame<'_>) -> String {
    notice(frame, frame.words().trouble, frame.words().trouble_advice)
}

/// The page for a form that another site's page has sent.
#[must_use]
pub fn foreign(frame: &Frame<'_>) -> String {
    notice(frame, frame.words().statistics, frame.words().foreign)
}

/// The page for an account that may see no site.
#[must_use]
pub fn no_site(frame: &Frame<'_>) -> String {
    notice(frame, frame.words().statistics, frame.words().no_site)
}

/// A page that asks for `to` once more, now from this site itself: a browser that comes by another site's link does not
/// say at first that it is signed in.
#[must_use]
pub fn again(edition: &Edition, to: &str) -> String {
    let words = words(edition.language);
    let page = html! {
        (DOCTYPE)
        html lang=(edition.language.tag()) {
            head {
                meta charset="utf-8";
                title { (words.statistics) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="refresh" content={ "0; url=" (to) };
            }
            body { main { h1 { (words.statistics) } p { a href=(to) { (words.go_on) } } } }
        }
    };
    page.into_string()
}
