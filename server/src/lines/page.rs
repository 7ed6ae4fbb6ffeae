//! The page as HTML. It works without script; with it there are buttons that copy.

use bantin::components::Edition;
use bantin::route::{Addresses, Route};
use bantin_api::{Language, Site};
use maud::{DOCTYPE, Markup, html};

use super::choice::{ADDRESSING, COLOURS, Choice, DATE_FORMS, Form, Kind, OPEN, Wrong};
use super::words::{Words, words};
use super::written::{Place, Written};

/// What stands for the host in what has to be set: its own address nobody knows here.
const HOST: &str = "https://www.example.vn";

/// All that the page shows.
#[derive(Clone, Debug)]
pub struct Page<'p> {
    /// The site that the host leads to, and the language.
    pub edition: &'p Edition,
    /// The sites that can be chosen.
    pub sites: &'p [&'p Site],
    /// What was chosen.
    pub choice: &'p Choice,
    /// What of it cannot be.
    pub wrong: &'p [Wrong],
    /// The lines.
    pub written: &'p Written,
    /// For which place they are written.
    pub place: &'p Place<'p>,
    /// The page's own query, with its `?`, for the same in another language.
    pub query: &'p str,
    /// The name of the page's script, where there is one.
    pub script: Option<&'p str>,
}

/// The path of the page in a language.
#[must_use]
pub fn path(addresses: &Addresses, language: Language) -> String {
    format!("{}/nhung", addresses.href(language, &Route::Home).trim_end_matches('/'))
}

/// What frames are called by a screen reader: of news, of numbers.
#[must_use]
pub fn frame_titles(language: Language) -> [&'static str; 2] {
    words(language).frames()
}

/// The style that stands in the page: what the sheet of the staff's pages lacks, and the colours of the preview.
#[must_use]
pub fn style(written: &Written) -> String {
    format!("{}{}", include_str!("style.css"), written.style.as_deref().unwrap_or_default())
}

impl Page<'_> {
    /// The whole document; `style` is what [`style`] gave.
    #[must_use]
    pub fn html(&self, style: &str) -> String {
        let words = words(self.edition.language);
        let addresses = &self.edition.addresses;
        let base = &addresses.base;
        let others = addresses.languages.iter().filter(|language| **language != self.edition.language);
        let elements = self.choice.form == Form::Elements && self.place.pinned.is_some();
        let page = html! {
            (DOCTYPE)
            html lang=(self.edition.language.tag()) {
                head {
                    meta charset="utf-8";
                    title { (words.title) " – " (self.edition.site.name) }
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="robots" content="noindex";
                    meta name="color-scheme" content="light dark";
                    link rel="icon" type="image/svg+xml" href={ (base) "favicon.svg" };
                    link rel="stylesheet" href={ (base) "quan-tri/kieu.css" };
                    style { (maud::PreEscaped(style)) }
                    @if let Some(script) = self.script { script type="module" src={ (base) (script) } {} }
                    @if self.written.frame.is_some() { script defer src={ (base) "khung.js" } {} }
                    @if elements { script type="module" src={ (base) "embed.js" } {} }
                }
                body {
                    a.skip href="#noi-dung" { (words.skip) }
                    div.app {
                        header.masthead {
                            p.nameplate { a href=(addresses.href(self.edition.language, &Route::Home)) { (self.edition.site.name) } }
                            div.who {
                                @for language in others {
                                    a lang=(language.tag()) hreflang=(language.tag()) href={ (path(addresses, *language)) (self.query) } { (words.other_language) }
                                }
                            }
                        }
                        main id="noi-dung" tabindex="-1" {
                            h1 { (words.title) }
                            p.quiet { (words.summary) }
                            div.two {
                                (self.form(words))
                                (self.preview(words))
                            }
                            (self.lines(words))
                        }
                    }
                }
            }
        };
        page.into_string()
    }

    fn form(&self, words: &Words) -> Markup {
        let choice = self.choice;
        let colour = |at: usize| choice.colours.get(at).cloned().flatten().unwrap_or_default();
        let sites: Vec<_> = self.sites.iter().map(|site| (site.id.as_str(), site.name.as_str())).collect();
        let chosen = self.place.site;
        let languages: Vec<_> = chosen.languages.iter().map(|language| (language.tag(), tongue(*language))).collect();
        let mut categories = vec![("", words.all_categories)];
        categories.extend(chosen.categories.iter().map(|category| (category.slug.as_str(), category.name.as_str())));
        let options = |all: &[&'static str]| all.iter().map(|word| (*word, words.named(word))).collect::<Vec<_>>();
        html! {
            form.lines method="get" action=(path(&self.edition.addresses, self.edition.language)) aria-describedby=[(!self.wrong.is_empty()).then_some("loi")] {
                @if !self.wrong.is_empty() {
                    ul.failed id="loi" role="alert" { @for wrong in self.wrong { li { (words.wrong(*wrong)) } } }
                }
                h2 { (words.choose) }
                @if sites.len() > 1 { (select("site", words.site, &sites, &chosen.id)) }
                (select("form", words.form, &Form::ALL.map(|form| (form.name(), words.form_name(form))), choice.form.name()))
                (select("element", words.element, &Kind::ALL.map(|kind| (kind.name(), words.kind(kind))), choice.kind.name()))
                p.quiet { (words.options_follow) }
                fieldset {
                    legend { (words.options) }
                    @if choice.kind == Kind::News {
                        (select("category", words.category, &categories, choice.category.as_deref().unwrap_or_default()))
                        (field("count", words.count, &choice.count.map(|count| count.to_string()).unwrap_or_default(), "numeric", None))
                    }
                    @if matches!(choice.kind, Kind::Article | Kind::Counter) {
                        (field("article", words.article, &choice.article.map(|article| article.to_string()).unwrap_or_default(), "numeric", Some(&words.article_hints.join(" "))))
                    }
                    @let layouts = options(choice.kind.layouts(choice.form));
                    @if !layouts.is_empty() { (select("layout", words.layout, &layouts, choice.layout.unwrap_or_default())) }
                    @if choice.form == Form::Elements {
                        @if choice.kind == Kind::News { (field("heading", words.heading, choice.heading.as_deref().unwrap_or_default(), "text", None)) }
                        @if choice.kind != Kind::Counter {
                            @if choice.kind != Kind::App {
                                (select("open", words.open, &options(&OPEN), choice.open.unwrap_or_default()))
                                (field("page", words.page, choice.page.as_deref().unwrap_or_default(), "url", Some(words.page_hint)))
                            }
                            (select("addressing", words.addressing, &options(&ADDRESSING), choice.addressing.unwrap_or_default()))
                            (field("key", words.key, choice.key.as_deref().unwrap_or_default(), "text", Some(words.key_hint)))
                        }
                        @if choice.kind != Kind::Counter { (select("date-form", words.date_form, &options(&DATE_FORMS), choice.date_form.unwrap_or_default())) }
                    }
                    @if languages.len() > 1 { (select("lang", words.language, &languages, choice.language.map(Language::tag).unwrap_or_default())) }
                }
                @if choice.form == Form::Elements {
                    fieldset {
                        legend { (words.look) }
                        label.check { input type="checkbox" name="font" value="inherit" checked[choice.inherits]; " " (words.inherit) }
                        @for (at, name) in COLOURS.iter().enumerate() {
                            (field(name, words.colours.get(at).copied().unwrap_or_default(), &colour(at), "text", None))
                        }
                        p.quiet { (words.colour_hint) }
                    }
                }
                button type="submit" { (words.show) }
            }
        }
    }

    fn preview(&self, words: &Words) -> Markup {
        let written = self.written;
        html! {
            section.preview aria-labelledby="xem-truoc" {
                h2 id="xem-truoc" { (words.preview) }
                p.quiet { (words.preview_mean) }
                @if let Some(frame) = &written.frame {
                    @let [news, numbers] = words.frames();
                    @let title = if self.choice.kind == Kind::Counter { numbers } else { news };
                    iframe src=(frame) title=(title) loading="lazy" {}
                } @else if self.place.pinned.is_none() {
                    p.failed { (words.no_script) }
                } @else {
                    (element(self.choice.kind, written, self.place))
                }
            }
        }
    }

    fn lines(&self, words: &Words) -> Markup {
        let (written, id) = (self.written, &self.place.site.id);
        let block = |text: &str| html! { pre tabindex="0" data-copy=(words.copy) data-copied=(words.copied) { code { (text) } } };
        let setting = format!("[[site]]\nid = \"{id}\"\nembed_origins = [\"{HOST}\"]");
        html! {
            section {
                h2 { (words.lines) }
                p.quiet { (words.lines_mean) }
                (block(&written.lines))
                @if let Some(style) = &written.style { h3 { (words.style) } p.quiet { (words.style_mean) } (block(style)) }
                @if let Some(room) = &written.room { h3 { (words.room) } p.quiet { (words.room_mean) } (block(room)) }
                @if let Some(pinned) = &written.pinned {
                    details { summary { (words.pinned) } p.quiet { (words.pinned_mean) } (block(pinned)) }
                }
            }
            section {
                h2 { (words.known) }
                p.quiet { (words.known_mean) }
                (block(&setting))
            }
            section {
                h2 { (words.policy) }
                p.quiet { (words.policy_mean) }
                (block(&written.policy))
                @if let Some(types) = written.types { p.quiet { (words.types_mean) } (block(types)) }
            }
            section {
                h2 { (words.check) }
                p.quiet { (words.check_mean) }
                (block(&format!("bantin-server check-embed {HOST}/")))
            }
        }
    }
}

/// The element of the preview, as it stands in the lines. Names of elements and attributes are few, so each is written out.
fn element(kind: Kind, written: &Written, place: &Place<'_>) -> Markup {
    let value =
        |name: &str| written.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
    let (site, lang, font) = (value("site"), value("lang"), value("font"));
    let (layout, article, open) = (value("layout"), value("article"), value("open"));
    let (addressing, key, page, dates) = (value("addressing"), value("key"), value("page"), value("date-form"));
    let inside = html! { a href=(place.base) { (place.site.name) } };
    match kind {
        Kind::News => html! {
            bantin-news site=[site] category=[value("category")] count=[value("count")] layout=[layout] heading=[value("heading")] open=[open] page=[page] addressing=[addressing] key=[key] lang=[lang] date-form=[dates] font=[font] { (inside) }
        },
        Kind::Article => html! {
            bantin-article site=[site] article=[article] open=[open] page=[page] addressing=[addressing] key=[key] lang=[lang] date-form=[dates] font=[font] { (inside) }
        },
        Kind::Counter => {
            html! { bantin-counter site=[site] article=[article] layout=[layout] lang=[lang] font=[font] { (inside) } }
        }
        Kind::App => {
            html! { bantin-app site=[site] addressing=[addressing] key=[key] lang=[lang] date-form=[dates] font=[font] { (inside) } }
        }
    }
}

/// A language in its own words.
fn tongue(language: Language) -> &'static str {
    match language {
        Language::Vi => "Tiếng Việt",
        Language::En => "English",
    }
}

fn select(name: &str, label: &str, options: &[(&str, &str)], chosen: &str) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select #(name) name=(name) {
                @for (value, text) in options { option value=(value) selected[*value == chosen] { (text) } }
            }
        }
    }
}

fn field(name: &str, label: &str, value: &str, mode: &str, hint: Option<&str>) -> Markup {
    let described = hint.map(|_| format!("{name}-y"));
    html! {
        div.field {
            label for=(name) { (label) }
            input #(name) type="text" inputmode=(mode) name=(name) value=(value) maxlength="80" autocomplete="off" spellcheck="false" aria-describedby=[described.as_deref()];
            @if let Some(hint) = hint { p.quiet id=[described.as_deref()] { (hint) } }
        }
    }
}
