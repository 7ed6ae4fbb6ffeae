//! The answers that a page brings, so that the client asks for nothing at its start.

use bantin::data::{COUNTS_PATH, Listing, Whole};
use bantin_feed::{Article, Feed, write_json_feed};
use serde_json::Value;

use super::hole::Hole;
use crate::content::{Holes, Marks};

/// Where something would be asked for, and what the answer is.
pub(super) type Answers = Vec<(String, Answer)>;

/// What would be answered.
pub(super) enum Answer {
    /// A feed.
    Feed(Box<Feed>),
    /// The HTTP status of an error.
    Status(u16),
    /// The slug of a category, or nothing.
    Slug(Option<String>),
}

/// As much of a body as tells whether it begins with a picture. The rest is in the page already.
const OPENING: usize = 8;

impl Answer {
    /// A listing, with no more than is shown of it.
    pub(super) fn listing(listing: &Listing) -> Self {
        Self::of(listing, |_| true)
    }

    /// A block of the front page: behind the first come headlines only.
    pub(super) fn block(listing: &Listing) -> Self {
        Self::of(listing, |at| at == 0)
    }

    fn of(listing: &Listing, has_summary: impl Fn(usize) -> bool) -> Self {
        // What has no summary here has no picture either.
        let shown = |(at, article): (usize, &Article)| Article {
            id: article.id.clone(),
            slug: article.slug.clone(),
            title: article.title.clone(),
            summary: article.summary.clone().filter(|_| has_summary(at)),
            image: article.image.clone(),
            banner_image: article.banner_image.clone(),
            picture: article.picture.clone().filter(|_| has_summary(at)),
            date_published: article.date_published,
            language: article.language.clone(),
            categories: article.categories.first().cloned().into_iter().collect(),
            pinned: article.pinned,
            ..Article::default()
        };
        let items = listing.articles.iter().enumerate().map(shown).collect();
        Self::Feed(Box::new(Feed { pages: Some(u64::from(listing.pages)), items, ..Feed::default() }))
    }

    /// An article without its body.
    pub(super) fn article(whole: &Whole) -> Self {
        let html = whole.body.as_str().trim_ascii_start();
        let opening = html.get(..html.floor_char_boundary(OPENING)).unwrap_or_default();
        let article = Article {
            content_html: (!opening.is_empty()).then(|| opening.to_owned()),
            // Told when the page is sent.
            views: Some(0),
            ..whole.article.clone()
        };
        Self::Feed(Box::new(Feed { items: vec![article], ..Feed::default() }))
    }
}

/// The answers as one object; the counts among them.
pub(super) fn json(answers: Answers, marks: &Marks) -> String {
    let mut json = format!("{{\"{COUNTS_PATH}\":{}", marks.at(Hole::Counts.place()));
    for (path, answer) in answers {
        let answer = match answer {
            Answer::Feed(mut feed) => {
                let number = Holes::fresh().number(0);
                feed.items.iter_mut().filter_map(|article| article.views.as_mut()).for_each(|views| *views = number);
                write_json_feed(&feed).replace(&number.to_string(), &marks.at(Hole::ViewsNumber.place()))
            }
            Answer::Status(status) => status.to_string(),
            Answer::Slug(slug) => Value::from(slug).to_string(),
        };
        json.extend([",", &Value::from(path).to_string(), ":", &answer]);
    }
    json.push('}');
    in_script(&json)
}

/// JSON that cannot end the element it stands in.
pub(super) fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}
