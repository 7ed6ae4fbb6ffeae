//! Visits reported, and the counts that come back.

use serde::{Deserialize, Serialize};

/// The body of `POST /visits`: one reading of an article, or of a page that is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// The delivery's own random id, 16 to 64 characters of `[A-Za-z0-9_-]`. Delivered again, it counts once.
    pub id: String,
    /// The server's id of the article that was shown; `None` on a listing.
    #[serde(default)]
    pub article: Option<u64>,
    /// Whether the page was entered from outside the site. Only read where there is no visitor (GPC, DNT).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<bool>,
    /// The host of the other site whose link was followed to enter this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// A site's counts, always whole and never a difference: the newest one wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Visits (*lượt truy cập*).
    pub visits: Visits,
    /// Visitors whose page was open within the last 60 seconds (*đang xem*).
    pub online: u64,
}

/// How many visits a site has had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visits {
    /// All of them: what an older counter had reached, and what was counted since.
    pub total: u64,
    /// Those begun since midnight in the site's own zone.
    pub today: u64,
}

/// The numbers of one article; as the event `views` of `/live` it also names its article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleViews {
    /// Which article, where the address does not say so already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<u64>,
    /// Views (*lượt xem*): start and counted.
    pub views: u64,
    /// Distinct visitors of a day, summed over days.
    pub readers: u64,
}
