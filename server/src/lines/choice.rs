//! What was chosen, as the form's address says it.

use bantin_api::{Language, Site};

/// The most articles.
const MOST: u64 = 100;

/// The longest heading, page or key.
const LONGEST: usize = 80;

/// As what it stands on the host's page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// As elements, which need script and wasm.
    #[default]
    Elements,
    /// As an iframe, which needs neither.
    Iframe,
}

/// What is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A list of articles.
    #[default]
    News,
    /// One article.
    Article,
    /// Visits or views.
    Counter,
    /// The whole site.
    App,
}

impl Form {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Elements, Self::Iframe];

    /// What addresses call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Elements => "the",
            Self::Iframe => "iframe",
        }
    }
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::News, Self::Counter, Self::Article, Self::App];

    /// What addresses call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Article => "article",
            Self::Counter => "counter",
            Self::App => "app",
        }
    }

    /// The element's name.
    #[must_use]
    pub fn element(self) -> &'static str {
        match self {
            Self::News => "bantin-news",
            Self::Article => "bantin-article",
            Self::Counter => "bantin-counter",
            Self::App => "bantin-app",
        }
    }

    /// The layouts that it has in a form, the default first.
    #[must_use]
    pub fn layouts(self, form: Form) -> &'static [&'static str] {
        match (self, form) {
            (Self::News, Form::Elements) => &["list", "compact", "cards", "ticker"],
            (Self::News, Form::Iframe) => &["list", "compact", "cards"],
            (Self::Counter, _) => &["boxes", "line", "badge"],
            (Self::Article | Self::App, _) => &[],
        }
    }

    /// Whether there is a frame that shows it.
    #[must_use]
    pub fn has_frame(self) -> bool {
        matches!(self, Self::News | Self::Counter)
    }
}

/// A field that says what it may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// `count`.
    Count,
    /// `article`.
    Article,
    /// `accent`, `ink` or `paper`.
    Colour,
    /// `page`, which `open` needs.
    Page,
    /// `key`.
    Key,
    /// `element`, in this form.
    NoFrame,
}

/// What was chosen. Where nothing was, the default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The site's place among those that can be chosen.
    pub site: usize,
    /// As what.
    pub form: Form,
    /// What.
    pub kind: Kind,
    /// Only of this category.
    pub category: Option<String>,
    /// How many articles.
    pub count: Option<u64>,
    /// How they stand, where it is not the default.
    pub layout: Option<&'static str>,
    /// Which article.
    pub article: Option<u64>,
    /// Where articles open, where it is not the default.
    pub open: Option<&'static str>,
    /// The host's page on which articles open.
    pub page: Option<String>,
    /// A title above.
    pub heading: Option<String>,
    /// Where the element keeps its address, where it is not the default.
    pub addressing: Option<&'static str>,
    /// What the element's address is called in the page's, where it is not the default.
    pub key: Option<String>,
    /// The language, where it is not the site's first.
    pub language: Option<Language>,
    /// How dates are written, where it is not the default.
    pub date_form: Option<&'static str>,
    /// Whether font and size are those of the place where it stands.
    pub inherits: bool,
    /// Accent, ink and paper as `#rrggbb`.
    pub colours: [Option<String>; 3],
}

/// The names of the colours, in forms and behind `--bantin-`.
pub const COLOURS: [&str; 3] = ["accent", "ink", "paper"];
/// Where articles open, the default first.
pub const OPEN: [&str; 3] = ["site", "here", "page"];
/// The one of them that needs a page.
pub const PAGE: &str = "page";
/// Where an element keeps its address, the default first.
pub const ADDRESSING: [&str; 2] = ["hash", "query"];
/// How dates are written, the default first.
pub const DATE_FORMS: [&str; 3] = ["long", "short", "day"];

impl Choice {
    /// Reads the query of the page's address. What does not fit what else was chosen is left out; what was typed and cannot be
    /// is told.
    #[must_use]
    pub fn read(query: &str, sites: &[&Site]) -> (Self, Vec<Wrong>) {
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let text = |key: &str| {
            pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
        };
        let mut wrong = Vec::new();
        let site = text("site").and_then(|id| sites.iter().position(|site| site.id == id)).unwrap_or(0);
        let form = Form::ALL.into_iter().find(|form| text("form") == Some(form.name())).unwrap_or_default();
        let mut kind = Kind::ALL.into_iter().find(|kind| text("element") == Some(kind.name())).unwrap_or_default();
        if form == Form::Iframe && !kind.has_frame() {
            wrong.push(Wrong::NoFrame);
            kind = Kind::News;
        }
        let categories = sites.get(site).map(|site| site.categories.as_slice()).unwrap_or_default();
        let languages = sites.get(site).map(|site| site.languages.as_slice()).unwrap_or_default();
        let is_elements = form == Form::Elements;
        let mut number = |key: &str, most: u64, error: Wrong| {
            let typed = text(key)?;
            let digits = typed.bytes().all(|byte| byte.is_ascii_digit());
            let number = typed.parse().ok().filter(|number| digits && (1..=most).contains(number));
            if number.is_none() {
                wrong.push(error);
            }
            number
        };
        let count = number("count", MOST, Wrong::Count).filter(|_| kind == Kind::News);
        let article = number("article", u64::MAX, Wrong::Article);
        let colours = COLOURS.map(|name| {
            let typed = text(name)?;
            let colour = colour(typed);
            if colour.is_none() {
                wrong.push(Wrong::Colour);
            }
            colour
        });
        wrong.dedup();
        let listed = matches!(kind, Kind::News | Kind::Article);
        let open = other(text("open"), &OPEN).filter(|_| is_elements && listed);
        let page = text("page").filter(|_| open == Some(PAGE)).map(cut);
        if open == Some(PAGE) && page.is_none() {
            wrong.push(Wrong::Page);
        }
        let addressed = is_elements && (kind == Kind::App || kind == Kind::Article || open == Some(PAGE));
        let mut key = text("key").filter(|_| addressed).map(cut);
        if key
            .as_deref()
            .is_some_and(|key| !key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)))
        {
            wrong.push(Wrong::Key);
            key = None;
        }
        let choice = Self {
            site,
            form,
            kind,
            category: text("category")
                .filter(|slug| kind == Kind::News && categories.iter().any(|known| known.slug == *slug))
                .map(str::to_owned),
            count,
            layout: other(text("layout"), kind.layouts(form)),
            article: article.filter(|_| matches!(kind, Kind::Article | Kind::Counter)),
            open,
            page,
            heading: text("heading").filter(|_| is_elements && kind == Kind::News).map(cut),
            addressing: other(text("addressing"), &ADDRESSING).filter(|_| addressed),
            key,
            language: text("lang")
                .and_then(Language::of_tag)
                .filter(|language| languages.iter().skip(1).any(|known| known == language)),
            date_form: other(text("date-form"), &DATE_FORMS).filter(|_| is_elements && kind != Kind::Counter),
            inherits: is_elements && text("font") == Some("inherit"),
            colours: if is_elements { colours } else { Default::default() },
        };
        (choice, wrong)
    }
}

/// One of several words that is not the first, which is the default.
fn other(value: Option<&str>, words: &'static [&'static str]) -> Option<&'static str> {
    words.iter().skip(1).copied().find(|word| Some(*word) == value)
}

fn cut(typed: &str) -> String {
    typed.chars().take(LONGEST).collect()
}

/// A colour as `#rrggbb`, which means the same in HTML and CSS and can be nothing else there.
fn colour(typed: &str) -> Option<String> {
    let digits = typed.strip_prefix('#').unwrap_or(typed);
    let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    (hex && digits.len() == 6).then(|| format!("#{}", digits.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn all_words_are_offered_that_the_elements_know() {
        let known: Value = serde_json::from_str(include_str!("../../../embed-kits/elements.json")).unwrap();
        for kind in Kind::ALL {
            let of = &known["elements"][kind.element()];
            let words = |name: &str| {
                of[name].as_array().map(|words| words.iter().filter_map(Value::as_str).collect::<Vec<_>>())
            };
            assert_eq!(words("layout").unwrap_or_default(), kind.layouts(Form::Elements), "{kind:?}");
            assert!(words("open").is_none_or(|words| words == OPEN));
            assert!(words("addressing").is_none_or(|words| words == ADDRESSING));
        }
        assert_eq!(known["common"]["date-form"], serde_json::json!(DATE_FORMS));
    }
}
