//! What a site is, as `GET /` answers it.

use serde::{Deserialize, Serialize};

/// A language of the interface; a site lists those it offers, its own first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Vietnamese (`vi`).
    #[default]
    Vi,
    /// English (`en`).
    En,
}

impl Language {
    /// The BCP 47 tag, as in `<html lang>` and in addresses.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The language of a BCP 47 tag, whatever its region; `None` for one the interface does not speak.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        match tag.split('-').next()?.to_ascii_lowercase().as_str() {
            "vi" => Some(Self::Vi),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

/// One district, ward or office.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// The id that addresses carry.
    pub id: String,
    /// What the site is called, such as `Phường Bến Lau`.
    pub name: String,
    /// The languages it offers, its own first. Never empty.
    pub languages: Vec<Language>,
    /// Its home page: a whole address with a slash at its end. A feed that is a site by itself has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its categories in the order of its menu.
    pub categories: Vec<Category>,
}

/// A category of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// What addresses carry, such as `thong-bao`.
    pub slug: String,
    /// What is read, in the site's own language.
    pub name: String,
    /// What is read in English, where the site says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
}
