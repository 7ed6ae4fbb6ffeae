//! `[[site.source]]`: where a site's articles are fetched from on a schedule.

use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Duration;

use bantin_feed::{Field, Format, check_fields};
use reqwest::header::HeaderName;
use url::Url;

use super::reader::Section;
use super::site::{is_slug, not_empty};

/// What stands in an address or a header for the credential.
pub const SECRET: &str = "{secret}";

/// The key of the category map for all categories that it does not name.
pub const EVERY_OTHER: &str = "*";

/// How much of what a site had a source still tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum History {
    /// All of it, over all pages: what is no longer told is gone.
    Full,
    /// The newest only: what is no longer told may be there still.
    Partial,
}

/// What is done with files that articles name on the web.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Copying {
    /// They are copied, and sent by this server.
    #[default]
    Copy,
    /// They stay where they are, and this server hands them on.
    Proxy,
    /// They stay where they are, and browsers ask there.
    Leave,
}

/// Where a credential is; it is read anew for each fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretPlace {
    /// In a variable of the environment.
    Variable(String),
    /// In a file, without the white space around it.
    File(PathBuf),
}

/// The settings of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceSettings {
    /// What its articles belong to: with the source's own ids it says which is which.
    pub name: String,
    /// Its first page; may hold [`SECRET`].
    pub address: String,
    /// How it is written.
    pub format: Format,
    /// How often it is looked at.
    pub every: Duration,
    /// How often all of it is read, and not only what is new.
    pub sweep: Duration,
    /// How long one of its pages may take.
    pub timeout: Duration,
    /// How much it tells; as its format usually does where it is not set.
    pub history: Option<History>,
    /// Where it keeps what, where that is its own affair.
    pub fields: Vec<(Field, String)>,
    /// What is taken from each article's own page, where the list has only titles.
    pub article: Option<Vec<(Field, String)>>,
    /// The slug or name that a category has there, and the slug of ours that it becomes.
    pub categories: Vec<(String, String)>,
    /// What it is asked with: names of headers and their values, which may hold [`SECRET`].
    pub headers: Vec<(HeaderName, String)>,
    /// Where the credential is.
    pub secret: Option<SecretPlace>,
    /// Pictures on the web.
    pub pictures: Copying,
    /// Attachments on the web.
    pub attachments: Copying,
    /// Whether its host's `robots.txt` is heeded.
    pub robots: bool,
}

impl SourceSettings {
    /// Whether a credential goes somewhere.
    fn uses_secret(&self) -> bool {
        self.address.contains(SECRET) || self.headers.iter().any(|(_, value)| value.contains(SECRET))
    }
}

/// Whether a text may name a source: 1 to 64 bytes without control characters.
#[must_use]
pub fn is_source_name(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.trim() == text && !text.contains(char::is_control)
}

pub(super) fn read(section: &Section<'_>) -> Option<SourceSettings> {
    const NAME: &str = "1 to 64 bytes without control characters, such as \"wordpress\"";
    const ADDRESS: &str = "an http(s) address without user name, such as \"https://x.vn/wp-json/wp/v2/posts?_embed=1\"";
    let name = section.text("name", NAME, |text| is_source_name(text).then(|| text.to_owned()));
    let address = section.text("address", ADDRESS, address);
    let span = |key, allowed: &str, range: RangeInclusive<u64>, default: u64| {
        let read = |text: &str| seconds(text).filter(|span| range.contains(span));
        Duration::from_secs(section.text(key, allowed, read).unwrap_or(default))
    };
    let often = |key, default| {
        span(key, "from a minute to 7 days: a number and m, h or d, such as \"15m\"", 60..=7 * 86_400, default)
    };
    let copying = |key| {
        let read = |text: &str| match text {
            "copy" => Some(Copying::Copy),
            "proxy" => Some(Copying::Proxy),
            "leave" => Some(Copying::Leave),
            _ => None,
        };
        section.text(key, "\"copy\", \"proxy\" or \"leave\"", read).unwrap_or_default()
    };
    let formats = "a format, such as \"auto\", \"wordpress\" or \"rss\"";
    let history = section.text("history", "\"full\" or \"partial\"", |text| match text {
        "full" => Some(History::Full),
        "partial" => Some(History::Partial),
        _ => None,
    });
    let variable = section.text("secret_env", "the name of a variable of the environment", not_empty);
    let file = section.text("secret_file", "a file", not_empty);
    if variable.is_some() && file.is_some() {
        section.refuse("secret_file", "set beside `secret_env`".to_owned(), "one of them");
    }
    let source = SourceSettings {
        name: name.clone().unwrap_or_default(),
        address: address.clone().unwrap_or_default(),
        format: section.text("format", formats, |text| text.parse().ok()).unwrap_or_default(),
        every: often("every", 15 * 60),
        sweep: often("sweep", 86_400),
        timeout: span("timeout", "from \"1s\" to \"5m\"", 1..=300, 30),
        history,
        fields: section.table("fields").map(|section| fields(&section)).unwrap_or_default(),
        article: section.table("article").map(|section| fields(&section)),
        categories: section.table("categories").map(|section| categories(&section)).unwrap_or_default(),
        headers: section.table("headers").map(|section| headers(&section)).unwrap_or_default(),
        secret: variable.map(SecretPlace::Variable).or_else(|| file.map(|file| SecretPlace::File(file.into()))),
        pictures: copying("pictures"),
        attachments: copying("attachments"),
        robots: section
            .text("robots", "\"heed\" or \"ignore\"", |text| match text {
                "heed" => Some(true),
                "ignore" => Some(false),
                _ => None,
            })
            .unwrap_or(true),
    };
    let article = source.article.as_deref().unwrap_or_default();
    let recipes = [("fields", source.format, source.fields.as_slice()), ("article", Format::Page, article)];
    for (key, format, fields) in recipes {
        if let Err(error) = check_fields(format, fields) {
            section.refuse(key, format!("wrong: {error}"), "");
        }
    }
    if source.uses_secret() && source.secret.is_none() {
        section.refuse("secret_env", "missing".to_owned(), "`secret_env` or `secret_file`, since {secret} is written");
    }
    if !source.uses_secret() && source.secret.is_some() {
        let allowed = "{secret} in `address` or in a value of `headers`, where it is to go";
        section.refuse("secret_env", "set, and goes nowhere".to_owned(), allowed);
    }
    for (key, allowed, is_there) in [("name", NAME, name.is_some()), ("address", ADDRESS, address.is_some())] {
        if !is_there && section.text(key, allowed, |text| Some(text.to_owned())).is_none() {
            section.refuse(key, "missing".to_owned(), allowed);
        }
    }
    section.finish();
    (name.is_some() && address.is_some()).then_some(source)
}

/// An address that is one whatever the credential is.
fn address(text: &str) -> Option<String> {
    let url = Url::parse(&text.replace(SECRET, "secret")).ok()?;
    let web = matches!(url.scheme(), "http" | "https") && url.has_host();
    (web && url.username().is_empty() && url.password().is_none()).then(|| text.to_owned())
}

fn fields(section: &Section<'_>) -> Vec<(Field, String)> {
    section.each("a text: where the field stands", |key, value| {
        let field = key.parse::<Field>().map_err(|error| error.to_string())?;
        not_empty(value).map(|value| (field, value)).ok_or_else(String::new)
    })
}

fn categories(section: &Section<'_>) -> Vec<(String, String)> {
    const SLUG: &str = "the slug of a category of this site: lower-case letters, digits and -";
    section.each(SLUG, |key, value| is_slug(value).then(|| (key.to_owned(), value.to_owned())).ok_or_else(String::new))
}

fn headers(section: &Section<'_>) -> Vec<(HeaderName, String)> {
    section.each("a header's value", |key, value| {
        let name = HeaderName::try_from(key).map_err(|_| format!("`{key}` is no name of a header"))?;
        let is_value = reqwest::header::HeaderValue::try_from(value).is_ok();
        is_value.then(|| (name, value.to_owned())).ok_or_else(String::new)
    })
}

/// Reads `90s`, `15m`, `6h` or `1d`.
fn seconds(text: &str) -> Option<u64> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(seconds)
}
