//! What a frame's address asks for. Whoever wrote it is told all that is wrong with it, and what is right.

use bantin::components::counter::CounterLayout;
use bantin::components::news::NewsLayout;
use bantin_api::{Language, Site};

/// Articles where nothing is said.
const COUNT: u64 = 5;

/// The most articles.
const MOST: u64 = 100;

/// Which frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `tin`: articles.
    News,
    /// `bo-dem`: numbers.
    Counter,
}

/// What a frame shows, and in which language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Frame {
    /// The language of the interface.
    pub language: Language,
    /// What is shown.
    pub shown: Shown,
}

/// What a frame shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Shown {
    /// The newest articles.
    News {
        /// Only of the category with this slug.
        category: Option<String>,
        /// How many, 1 to 100.
        count: u64,
        /// How they stand.
        layout: NewsLayout,
    },
    /// The site's visits, or an article's views.
    Counter {
        /// How they look.
        layout: CounterLayout,
        /// The article.
        article: Option<u64>,
    },
}

impl Shown {
    /// Which frame it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::News { .. } => Kind::News,
            Self::Counter { .. } => Kind::Counter,
        }
    }
}

/// One thing that is wrong with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The parameter.
    pub key: &'static str,
    /// What it says, cut where it is long.
    pub value: String,
    /// What it may say.
    pub allowed: String,
}

impl Frame {
    /// Reads the query of a frame's address; keys that it does not know are left alone, since hosts' systems add their own.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn read(kind: Kind, query: &str, site: &Site) -> Result<Self, Vec<Wrong>> {
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let mut reader = Reader { pairs: &pairs, wrong: Vec::new() };
        let languages: Vec<_> = site.languages.iter().map(|language| (language.tag(), *language)).collect();
        let language = reader.choice("lang", &languages);
        let shown = match kind {
            Kind::News => {
                let slugs: Vec<_> =
                    site.categories.iter().map(|category| (category.slug.as_str(), category.slug.clone())).collect();
                Shown::News {
                    category: reader.choice("category", &slugs),
                    count: reader.number("count", MOST).unwrap_or(COUNT),
                    layout: match reader.choice("layout", &NewsLayout::ALL.map(|layout| (layout.name(), layout))) {
                        // What moves would need a script, and this is read without.
                        Some(NewsLayout::Ticker) => NewsLayout::Compact,
                        layout => layout.unwrap_or_default(),
                    },
                }
            }
            Kind::Counter => Shown::Counter {
                layout: reader
                    .choice("layout", &CounterLayout::ALL.map(|layout| (layout.name(), layout)))
                    .unwrap_or_default(),
                article: reader.number("article", u64::MAX),
            },
        };
        let language = language.or_else(|| site.languages.first().copied()).unwrap_or_default();
        if reader.wrong.is_empty() { Ok(Self { language, shown }) } else { Err(reader.wrong) }
    }
}

struct Reader<'q> {
    pairs: &'q [(String, String)],
    wrong: Vec<Wrong>,
}

impl Reader<'_> {
    /// The value of a key. None, and an empty one as forms send it, are the same.
    fn value(&mut self, key: &'static str) -> Option<String> {
        let mut values = self.pairs.iter().filter(|(name, _)| name == key).map(|(_, value)| value);
        let value = values.next().filter(|value| !value.is_empty()).cloned();
        if values.next().is_some() {
            self.refuse(key, "…", "1 ×".to_owned());
        }
        value
    }

    fn refuse(&mut self, key: &'static str, value: &str, allowed: String) {
        self.wrong.push(Wrong { key, value: value.chars().take(40).collect(), allowed });
    }

    fn choice<T: Clone>(&mut self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let value = self.value(key)?;
        let found = choices.iter().find(|(name, _)| *name == value).map(|(_, choice)| choice.clone());
        if found.is_none() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            self.refuse(key, &value, names.join(", "));
        }
        found
    }

    fn number(&mut self, key: &'static str, most: u64) -> Option<u64> {
        let value = self.value(key)?;
        let digits = value.bytes().all(|byte| byte.is_ascii_digit());
        let number = value.parse().ok().filter(|number| digits && (1..=most).contains(number));
        if number.is_none() {
            self.refuse(key, &value, if most == u64::MAX { "1, 2, 3 …".to_owned() } else { format!("1–{most}") });
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bantin_api::Category;

    fn site() -> Site {
        let categories = vec![Category { slug: "thong-bao".into(), ..Category::default() }];
        Site { languages: vec![Language::Vi, Language::En], categories, ..Site::default() }
    }

    #[test]
    fn what_is_not_said_has_a_default() {
        let news = Shown::News { category: None, count: 5, layout: NewsLayout::List };
        for query in ["", "count=&layout=&category=&lang=", "feature=oembed&utm_source=a"] {
            let frame = Frame::read(Kind::News, query, &site()).unwrap();
            assert_eq!(frame, Frame { language: Language::Vi, shown: news.clone() }, "{query}");
        }
        let query = "category=thong-bao&count=100&layout=ticker&lang=en";
        let shown = Shown::News { category: Some("thong-bao".into()), count: 100, layout: NewsLayout::Compact };
        assert_eq!(Frame::read(Kind::News, query, &site()), Ok(Frame { language: Language::En, shown }));
        let shown = Shown::Counter { layout: CounterLayout::Badge, article: Some(7) };
        let counter = Frame::read(Kind::Counter, "layout=badge&article=7", &site());
        assert_eq!(counter, Ok(Frame { language: Language::Vi, shown }));
    }

    #[test]
    fn all_that_is_wrong_is_named_at_once_with_what_is_allowed() {
        let wrong = Frame::read(Kind::News, "category=x&count=0&layout=boxes&lang=fr&lang=vi", &site()).unwrap_err();
        let said: Vec<_> = wrong.iter().map(|one| (one.key, one.value.as_str(), one.allowed.as_str())).collect();
        assert_eq!(
            said,
            [
                ("lang", "…", "1 ×"),
                ("lang", "fr", "vi, en"),
                ("category", "x", "thong-bao"),
                ("count", "0", "1–100"),
                ("layout", "boxes", "list, compact, cards, ticker"),
            ]
        );
        for count in ["101", "-1", "1.5", "+1", "99999999999999999999999"] {
            assert!(
                Frame::read(Kind::News, &format!("count={}", count.replace('+', "%2b")), &site()).is_err(),
                "{count}"
            );
        }
        assert!(Frame::read(Kind::Counter, "article=x", &site()).is_err());
    }
}
