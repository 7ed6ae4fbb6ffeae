//! `[[site]]`: one district, ward or office.

use bantin::route::Addresses;
use bantin_api::{Category, Language};
use ipnet::IpNet;
use url::Url;

use super::reader::Section;
use super::redirect;
use super::source::{self, SourceSettings};
use crate::redirects::{Ours, Pattern};

/// How far a site's clock is from UTC. Vietnam has no summer time, so a fixed number is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(i32);

impl Zone {
    /// `+07:00`, the zone of all Vietnam.
    pub const VIETNAM: Self = Self(7 * 60);

    /// Reads `+07:00`, `-03:30` or `Z`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "Z" {
            return Some(Self(0));
        }
        let (sign, rest) = match text.split_at_checked(1)? {
            ("+", rest) => (1, rest),
            ("-", rest) => (-1, rest),
            _ => return None,
        };
        let (hours, minutes) = rest.split_once(':')?;
        let digits = |part: &str| (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit())).then_some(());
        digits(hours)?;
        digits(minutes)?;
        let (hours, minutes) = (hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?);
        (hours <= 14 && minutes < 60).then_some(Self(sign * (hours * 60 + minutes)))
    }

    /// Minutes that it is ahead of UTC.
    #[must_use]
    pub fn minutes(self) -> i16 {
        // It has 14 hours at most.
        i16::try_from(self.0).unwrap_or_default()
    }

    /// The number of the day, from 1970-01-01 in this zone, that the second belongs to.
    #[must_use]
    pub fn day(self, unix: i64) -> i64 {
        (unix + i64::from(self.0) * 60).div_euclid(86_400)
    }

    /// The second at which a day of this zone begins.
    #[must_use]
    pub fn midnight(self, day: i64) -> i64 {
        day * 86_400 - i64::from(self.0) * 60
    }
}

/// The path below which a site lives: begins and ends with `/`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Base(String);

impl Base {
    /// Reads `/` or `/tin-tuc/`; the last slash may be missing.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let trimmed = text.trim_end_matches('/');
        let plain = trimmed.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte));
        let whole = trimmed.is_empty() || trimmed.starts_with('/');
        let clean = !trimmed.contains("//") && !trimmed.split('/').any(|part| part == "." || part == "..");
        (text.starts_with('/') && plain && whole && clean).then(|| Self(format!("{trimmed}/")))
    }

    /// With both slashes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Base {
    fn default() -> Self {
        Self("/".to_owned())
    }
}

/// A category whose name and place in the menu are set.
pub type CategorySetting = Category;

/// The settings of one site.
#[derive(Clone, Debug)]
pub struct SiteSettings {
    /// What addresses and commands call it.
    pub id: String,
    /// What people call it; the feed's title where it is not set.
    pub name: Option<String>,
    /// The languages it offers, its own first. Never empty.
    pub languages: Vec<Language>,
    /// Whose midnight ends a day.
    pub zone: Zone,
    /// Scheme, host and port of the site's pages, when it is known.
    pub origin: Option<String>,
    /// The path below which it lives.
    pub base: Base,
    /// Host names that lead to it.
    pub hosts: Vec<String>,
    /// Origins of foreign pages that may report visits.
    pub embed_origins: Vec<String>,
    /// Networks of the staff, whose own visits are left out.
    pub staff: Vec<IpNet>,
    /// The hue of the site's accent, in degrees of the OKLCH circle; the style's own where it is not set.
    pub accent: Option<u16>,
    /// How the client writes the date of an article; its own default where it is not set.
    pub date_form: Option<String>,
    /// The categories of its menu; those only met in articles follow.
    pub categories: Vec<CategorySetting>,
    /// Whether it is being written as plain files: its pages are folders, and nobody counts. No setting of the file.
    pub exported: bool,
    /// Where addresses of the old site lead, by pattern.
    pub redirects: Vec<Pattern>,
    /// Where its articles are fetched from on a schedule.
    pub sources: Vec<SourceSettings>,
}

impl SiteSettings {
    /// A site that no file speaks of.
    #[must_use]
    pub fn unconfigured(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: None,
            languages: vec![Language::Vi],
            zone: Zone::VIETNAM,
            origin: None,
            base: Base::default(),
            hosts: Vec::new(),
            embed_origins: Vec::new(),
            staff: Vec::new(),
            accent: None,
            date_form: None,
            categories: Vec::new(),
            exported: false,
            redirects: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// How the addresses of its pages look.
    #[must_use]
    pub fn addresses(&self) -> Addresses {
        Addresses { folders: self.exported, ..Addresses::paths(self.base.as_str(), &self.languages) }
    }

    /// Which addresses are this site's own.
    #[must_use]
    pub fn ours(&self) -> Ours {
        let own = self.origin.as_deref().and_then(|origin| origin.split_once("://")).map(|(_, host)| host.to_owned());
        Ours { addresses: self.addresses(), hosts: self.hosts.iter().cloned().chain(own).collect() }
    }

    /// The site's address up to its base: `https://example.vn/`, or `/` when the origin is not known.
    #[must_use]
    pub fn root(&self) -> String {
        format!("{}{}", self.origin.as_deref().unwrap_or_default(), self.base.as_str())
    }
}

/// Whether an id may name a site: 1 to 64 of `a`–`z`, digits, `-` and `_`.
#[must_use]
pub fn is_site_id(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_';
    (1..=64).contains(&text.len()) && text.bytes().all(plain)
}

pub(super) fn read(section: &Section<'_>) -> Option<SiteSettings> {
    const ID: &str = "1 to 64 of a-z, 0-9, - and _";
    const ORIGIN: &str = "scheme and host without a path, such as \"https://example.vn\"";
    let id = section.text("id", ID, |text| is_site_id(text).then(|| text.to_owned()));
    let default = SiteSettings::unconfigured(id.as_deref().unwrap_or_default());
    let language = |text: &str| match text {
        "vi" => Some(Language::Vi),
        "en" => Some(Language::En),
        _ => None,
    };
    let mut languages = section.list("languages", "\"vi\" or \"en\"", language).unwrap_or(default.languages);
    languages.dedup();
    if languages.is_empty() {
        section.refuse("languages", "empty".to_owned(), "at least one of \"vi\", \"en\"");
        languages.push(Language::Vi);
    }
    let mut site = SiteSettings {
        name: section.text("name", "a name", not_empty),
        languages,
        zone: section.text("zone", "an offset from UTC, such as \"+07:00\"", Zone::parse).unwrap_or(default.zone),
        origin: section.text("origin", ORIGIN, origin),
        base: section.text("base", "a path such as \"/\" or \"/tin-tuc/\"", Base::parse).unwrap_or(default.base),
        hosts: section
            .list("hosts", "a host name without scheme and port", |text| {
                (!text.is_empty() && !text.contains(['/', ' '])).then(|| text.to_ascii_lowercase())
            })
            .unwrap_or_default(),
        embed_origins: section.list("embed_origins", ORIGIN, origin).unwrap_or_default(),
        staff: section
            .list("staff", "an address or a network, such as \"10.0.0.0/8\"", super::server::network)
            .unwrap_or_default(),
        accent: section.number("accent", 0..360).and_then(|hue| u16::try_from(hue).ok()),
        date_form: section.text("date_form", "\"long\", \"short\" or \"day\"", |text| {
            matches!(text, "long" | "short" | "day").then(|| text.to_owned())
        }),
        categories: section.tables("category").iter().filter_map(category).collect(),
        exported: false,
        redirects: Vec::new(),
        sources: sources(section),
        id: default.id,
    };
    let ours = site.ours();
    site.redirects = section.tables("redirect").iter().filter_map(|section| redirect::read(section, &ours)).collect();
    if id.is_none() && site.id.is_empty() {
        section.refuse_missing_id();
    }
    section.finish();
    (!site.id.is_empty()).then_some(site)
}

fn sources(section: &Section<'_>) -> Vec<SourceSettings> {
    let mut sources: Vec<SourceSettings> = Vec::new();
    for section in section.tables("source") {
        if let Some(read) = source::read(&section) {
            if sources.iter().any(|other| other.name == read.name) {
                section.refuse("name", format!("`{}` again", read.name), "each source's name once in its site");
            } else {
                sources.push(read);
            }
        }
    }
    sources
}

impl Section<'_> {
    /// A site without an id cannot be spoken of; one whose id is wrong has been told already.
    fn refuse_missing_id(&self) {
        if self.text("id", "", |text| Some(text.to_owned())).is_none() {
            self.refuse("id", "missing".to_owned(), "an id such as \"demo\"");
        }
    }
}

fn category(section: &Section<'_>) -> Option<CategorySetting> {
    const SLUG: &str = "lower-case letters, digits and - such as \"thong-bao\"";
    let slug = section.text("slug", SLUG, |text| is_slug(text).then(|| text.to_owned()));
    let name = section.text("name", "a name", not_empty);
    let name_en = section.text("name_en", "a name", not_empty);
    section.finish();
    let slug = slug.or_else(|| {
        section.refuse("slug", "missing or wrong".to_owned(), SLUG);
        None
    })?;
    let name = name.unwrap_or_else(|| slug.clone());
    Some(CategorySetting { slug, name, name_en })
}

/// Whether a text may be a category's slug.
pub(super) fn is_slug(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.bytes().all(plain)
}

pub(super) fn not_empty(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

/// Reads an origin as browsers write it in the header `Origin`: `None` for what is more or less than scheme, host and port.
#[must_use]
pub fn origin(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let web = matches!(url.scheme(), "http" | "https");
    let bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
    (web && bare && url.username().is_empty()).then(|| url.origin().ascii_serialization())
}
