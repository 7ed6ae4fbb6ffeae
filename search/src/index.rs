//! What is looked for among the words of articles, in plain data, and what an index has to do for it.

/// Words of an article as an index has them: folded, one space between two, then spelled and marked with `=`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexedWords {
    /// Those of its title.
    pub title: String,
    /// Those of all of it, its title too.
    pub text: String,
    /// What it says often.
    pub often: String,
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// In titles.
    Title,
    /// In everything.
    Text,
    /// Among what they say often.
    Often,
}

/// Articles that are looked for by their words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// Where.
    pub field: Field,
    /// Each has to be there: a word, or several next to each other. At least one.
    pub phrases: Vec<Vec<String>>,
    /// Whether the last word of the last phrase may go on.
    pub goes_on: bool,
    /// Only what was published from this second on, to the hour.
    pub since: i64,
    /// Only what was published until this second, to the hour.
    pub until: i64,
    /// At most so many, the newest.
    pub limit: u64,
}

impl Sought {
    /// Everywhere in time, with these words.
    #[must_use]
    pub fn of(field: Field, phrases: Vec<Vec<String>>, limit: u64) -> Self {
        Self { field, phrases, goes_on: false, since: i64::MIN, until: i64::MAX, limit }
    }
}

/// What an article that is shown is sorted and filtered by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Our id.
    pub id: u64,
    /// When it was published, else first seen, in seconds.
    pub published: i64,
    /// Whether it stands before newer ones.
    pub pinned: bool,
    /// The first part of its language's tag, in lower case; empty where its source says none.
    pub language: String,
    /// The slugs of its categories, the main one first.
    pub categories: Vec<String>,
}

/// What knows which articles of one site have which words.
pub trait Index {
    /// Why it may not answer.
    type Error;

    /// The ids of articles that are shown and have what is sought, the newest first to the hour.
    ///
    /// # Errors
    /// When it cannot be read.
    fn sought(&self, sought: &Sought) -> Result<Vec<u64>, Self::Error>;

    /// In how many articles that are shown each of these words is, `most` at most.
    ///
    /// # Errors
    /// When it cannot be read.
    fn words_known(&self, words: &[String], most: u64) -> Result<Vec<u64>, Self::Error>;

    /// What every article that is shown is sorted and filtered by, in the order of their ids.
    ///
    /// # Errors
    /// When it cannot be read.
    fn shown(&self) -> Result<Vec<Shown>, Self::Error>;
}
