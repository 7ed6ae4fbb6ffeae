//! What is asked of a server, as paths below its API's root.

use bantin_feed::percent_encode;

/// Articles that the front page opens with: the lead, a row of three, a list of six.
const IN_OPENING: u32 = 10;
/// Enough that a block has something to show when the opening shows its newest.
const FOR_BLOCK: u32 = 10;
/// Articles on one page of a category.
const IN_CATEGORY: u32 = 12;

/// Which articles are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Only articles of the category with this slug.
    pub category: Option<String>,
    /// From 1.
    pub page: u32,
    /// 1 to 100.
    pub per_page: u32,
}

impl Query {
    /// What the front page opens with.
    #[must_use]
    pub fn opening() -> Self {
        Self { category: None, page: 1, per_page: IN_OPENING }
    }

    /// What a block of the front page chooses from.
    #[must_use]
    pub fn block(category: String) -> Self {
        Self { category: Some(category), page: 1, per_page: FOR_BLOCK }
    }

    /// One page of a category.
    #[must_use]
    pub fn category(category: String, page: u32) -> Self {
        Self { category: Some(category), page, per_page: IN_CATEGORY }
    }

    /// Where it is answered.
    #[must_use]
    pub fn path(&self) -> String {
        let Self { category, page, per_page } = self;
        // A slug from an address may hold anything.
        let category =
            category.as_deref().map(|slug| format!("category={}&", percent_encode(slug))).unwrap_or_default();
        format!("/articles?{category}page={page}&per_page={per_page}")
    }
}

/// Where an article is answered.
#[must_use]
pub fn article_path(id: &str) -> String {
    format!("/articles/{}", percent_encode(id))
}

/// The file that holds what is answered at a path, below the folder of such files.
#[must_use]
pub fn file_of(path: &str) -> String {
    format!("{}.json", path.replace(['?', '&'], "/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_says_stays_inside_its_key() {
        assert_eq!(Query::opening().path(), "/articles?page=1&per_page=10");
        assert_eq!(Query::category("a&b".into(), 2).path(), "/articles?category=a%26b&page=2&per_page=12");
        assert_eq!(article_path("a/b"), "/articles/a%2Fb");
    }

    #[test]
    fn a_files_name_holds_nothing_that_ends_a_path() {
        assert_eq!(file_of(&article_path("417")), "/articles/417.json");
        let file = file_of(&Query::category("thong-bao".into(), 2).path());
        assert_eq!(file, "/articles/category=thong-bao/page=2/per_page=12.json");
    }
}
