//! What feeds and sitemaps ask a store for, in plain data.

/// Which articles are wanted, by their language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Tongue {
    /// Those in the language of this tag.
    In(String),
    /// Those in none of the languages of these tags.
    NotIn(Vec<String>),
}

/// Which part of the newest articles is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Newest {
    /// Only articles of this category.
    pub category: Option<String>,
    /// Only articles in this language.
    pub tongue: Tongue,
    /// How many to pass over.
    pub offset: u64,
    /// How many to give at most.
    pub limit: u64,
}

/// What a sitemap says of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedRow {
    /// Our id.
    pub id: u64,
    /// The last part of its address.
    pub slug: String,
    /// The first part of its language's tag, in lower case; empty where its source says none.
    pub language: String,
    /// When it was last another than before, in seconds.
    pub changed: i64,
}

/// What a news sitemap says of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewsRow {
    /// Our id.
    pub id: u64,
    /// The last part of its address.
    pub slug: String,
    /// The first part of its language's tag, in lower case; empty where its source says none.
    pub language: String,
    /// Its title, or nothing.
    pub title: String,
    /// When it was published, else first seen, in seconds.
    pub published: i64,
}
