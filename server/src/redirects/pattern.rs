//! Many old addresses at once: `from = "/tintuc/Lists/Posts/Post.aspx?ItemID={source_id}"`.

use bantin::route::Route;
use bantin_feed::{percent_decode, percent_encode};
use regex::{Regex, RegexBuilder};

use super::target::{BadTarget, Ours, Target};
use super::{BadAddress, OldAddress};

/// The source of an import where none is named.
pub const IMPORT: &str = "import";

/// The most bytes of a compiled part: the time that matching takes grows with it.
const MOST_BYTES: usize = 64 << 10;

/// What an old address holds that says where it leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    /// `{source_id}`: the id by which a source knows an article.
    SourceId,
    /// `{id}`: our number of an article.
    Id,
    /// `{slug}`: the slug of a category.
    Slug,
}

/// A pattern of old addresses, and what they lead to.
///
/// In `from`, `*` stands for anything, `/*` at the end of the path also for nothing, and one field for what is to be found;
/// in a path a field holds no `/`. A parameter that `from` does not name may stand in the address all the same. What was
/// matched is put in the place of the field in `to`; without a `to` the field alone says what is meant.
#[derive(Clone, Debug)]
pub struct Pattern {
    written: String,
    path: Regex,
    pairs: Vec<(String, Regex)>,
    to: String,
    field: Option<Field>,
    source: String,
    ours: Ours,
}

/// Why a pattern cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPattern {
    /// `from` is no address.
    #[error(transparent)]
    Address(#[from] BadAddress),
    /// `from` is our own front page.
    #[error("the front page without a query, which is a page of this site")]
    Root,
    /// A field that there is not.
    #[error("with `{{{0}}}`, which is no field")]
    Field(String),
    /// More fields than one.
    #[error("with more than one field")]
    Twice,
    /// A brace without its other.
    #[error("with a `{{` that is not closed")]
    Open,
    /// It is too long, or has too many `*`.
    #[error("too large a pattern")]
    Large,
    /// `to` is no page of ours.
    #[error("{0}")]
    To(BadTarget),
    /// `to` is missing, and no field says what is meant.
    #[error("missing, and `from` has no field that says what is meant")]
    NoTo,
    /// A field that `from` does not have, or that does not stand where its kind belongs.
    #[error("`{0}`, in which a field stands that `from` does not have, or in the wrong place")]
    ToField(String),
}

impl Field {
    fn named(name: &str) -> Option<Self> {
        match name {
            "source_id" => Some(Self::SourceId),
            "id" => Some(Self::Id),
            "slug" => Some(Self::Slug),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::SourceId => "{source_id}",
            Self::Id => "{id}",
            Self::Slug => "{slug}",
        }
    }

    /// Where it leads when nothing else is said, below the base.
    fn place(self) -> &'static str {
        match self {
            Self::SourceId => "tin/{source_id}",
            Self::Id => "tin/{id}",
            Self::Slug => "chuyen-muc/{slug}",
        }
    }
}

impl Pattern {
    /// Reads a pattern. `source` is the one that `{source_id}` belongs to.
    ///
    /// # Errors
    /// When `from` is no pattern, or `to` no page of ours.
    pub fn parse(from: &str, to: Option<&str>, source: Option<&str>, ours: &Ours) -> Result<Self, BadPattern> {
        let address = OldAddress::parse(from)?;
        if address.is_root() {
            return Err(BadPattern::Root);
        }
        let mut field = None;
        let path = expression(address.path(), "[^/]+", &mut field)?;
        let mut pairs = Vec::new();
        for (name, value) in address.pairs() {
            pairs.push((name.to_owned(), expression(value, ".+", &mut field)?));
        }
        let to = match (to, field) {
            (Some(to), _) => to.trim().to_owned(),
            (None, Some(field)) => format!("{}{}", ours.addresses.base, field.place()),
            (None, None) => return Err(BadPattern::NoTo),
        };
        let source = source.unwrap_or(IMPORT).to_owned();
        let pattern = Self { written: from.trim().to_owned(), path, pairs, to, field, source, ours: ours.clone() };
        pattern.check()?;
        Ok(pattern)
    }

    /// As it was written.
    #[must_use]
    pub fn as_written(&self) -> &str {
        &self.written
    }

    /// What `to` says, as it was written or as the field means it.
    #[must_use]
    pub fn to(&self) -> &str {
        &self.to
    }

    /// What an address of this pattern leads to; `None` for any other address. Whether that is there is not known here.
    #[must_use]
    pub fn target(&self, address: &OldAddress) -> Option<Target> {
        // The front page is one of ours: only what its query says may lead away from it.
        if address.path() == "/" && self.pairs.is_empty() {
            return None;
        }
        let mut found = captured(&self.path, address.path())?;
        for (name, value) in &self.pairs {
            let here = |(key, held): (&str, &str)| if key == name { captured(value, held) } else { None };
            found = address.pairs().find_map(here)?.or(found);
        }
        self.lead(found.as_deref().unwrap_or_default())
    }

    fn lead(&self, value: &str) -> Option<Target> {
        let Some(field) = self.field else { return Target::parse(&self.to, &self.ours).ok() };
        let value = percent_decode(value)?;
        let to = self.to.replace(field.name(), &percent_encode(&value));
        if field != Field::SourceId {
            return Target::parse(&to, &self.ours).ok();
        }
        match self.ours.place(&to)? {
            (language, Route::Article { id, .. }) => {
                Some(Target::OfSource { language, source: self.source.clone(), id })
            }
            _ => None,
        }
    }

    /// That `to` leads to what its field means, whatever stands there.
    fn check(&self) -> Result<(), BadPattern> {
        let wrong = || BadPattern::ToField(self.to.clone());
        let fields = self.to.matches('{').count();
        let Some(field) = self.field else {
            return match Target::parse(&self.to, &self.ours) {
                _ if fields > 0 => Err(wrong()),
                Ok(_) => Ok(()),
                Err(error) => Err(BadPattern::To(error)),
            };
        };
        // Whatever was matched, it may lead to one and the same page, or be gone.
        if fields == 0 {
            return Target::parse(&self.to, &self.ours).map(drop).map_err(BadPattern::To);
        }
        let is_meant = match self.lead("1") {
            Some(Target::OfSource { .. }) => field == Field::SourceId,
            Some(Target::Page { route: Route::Article { .. }, .. }) => field == Field::Id,
            Some(Target::Page { route: Route::Category { .. }, .. }) => field == Field::Slug,
            _ => false,
        };
        if is_meant && fields == 1 && self.to.contains(field.name()) { Ok(()) } else { Err(wrong()) }
    }
}

/// What the field holds where the text matches: `None` without a match, `Some(None)` where there is no field.
fn captured(pattern: &Regex, text: &str) -> Option<Option<String>> {
    let found = pattern.captures(text)?;
    Some(found.get(1).map(|field| field.as_str().to_owned()))
}

/// A regular expression for a part in normal form; the time that it takes is bounded by the length of pattern and text.
fn expression(part: &str, any: &str, field: &mut Option<Field>) -> Result<Regex, BadPattern> {
    let (body, end) = match part.strip_suffix("/*") {
        Some(body) if part.starts_with('/') => (body, "(?:/.*)?"),
        _ => (part, ""),
    };
    let mut regex = r"\A(?s:".to_owned();
    let mut rest = body;
    while let Some(at) = rest.find(['*', '{']) {
        let (literal, special) = rest.split_at(at);
        regex.push_str(&regex::escape(literal));
        if let Some(after) = special.strip_prefix('*') {
            regex.push_str(".*");
            rest = after;
            continue;
        }
        let (name, after) = special.get(1..).and_then(|inside| inside.split_once('}')).ok_or(BadPattern::Open)?;
        let found = Field::named(name).ok_or_else(|| BadPattern::Field(name.to_owned()))?;
        if field.replace(found).is_some() {
            return Err(BadPattern::Twice);
        }
        let any = if found == Field::Id { "[0-9]+" } else { any };
        regex.extend(["(", any, ")"]);
        rest = after;
    }
    regex.push_str(&regex::escape(rest));
    regex.extend([end, r")\z"]);
    RegexBuilder::new(&regex).size_limit(MOST_BYTES).build().map_err(|_| BadPattern::Large)
}
