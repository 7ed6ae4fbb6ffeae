//! What every format says of a feed and its articles.

use bantin_feed::{Article, Attachment};

/// A feed. All addresses are whole.
pub(super) struct Channel {
    /// Its name that stays.
    pub(super) id: String,
    /// What people call it.
    pub(super) title: String,
    /// Whose news it is.
    pub(super) site: String,
    /// The tag of its language.
    pub(super) language: &'static str,
    /// The page that shows the same news.
    pub(super) page: String,
    /// Where it is itself.
    pub(super) own: String,
    /// Where the next page of it is.
    pub(super) next: Option<String>,
    /// A square picture of 512 px.
    pub(super) icon: String,
    /// When any of it was last another than before, in seconds; `None` where it is empty.
    pub(super) changed: Option<i64>,
    /// The articles, newest first.
    pub(super) entries: Vec<Entry>,
    /// How many there are on all pages.
    pub(super) total: u64,
    /// Which page this is, from 1.
    pub(super) number: u64,
    /// How many pages there are.
    pub(super) pages: u64,
}

/// An article of a feed.
pub(super) struct Entry {
    /// Its name that stays.
    pub(super) id: String,
    /// Its title, or the words for one that has none.
    pub(super) title: String,
    /// Where it is read.
    pub(super) link: String,
    /// When it was last another than before, in seconds.
    pub(super) changed: i64,
    /// The rest, its body cleaned.
    pub(super) article: Article,
}

impl Entry {
    /// The body as HTML, and behind it the article's files: few readers of feeds show those by themselves.
    pub(super) fn html(&self) -> Option<String> {
        let Article { content_html, content_text, attachments, .. } = &self.article;
        let body = content_html.clone().or_else(|| content_text.as_ref().map(|text| bantin_feed::paragraphs(text)));
        if attachments.is_empty() {
            return body;
        }
        let file = |file: &Attachment| {
            let name = file.title.as_ref().unwrap_or(&file.url);
            format!("<li><a href=\"{}\">{}</a></li>", escaped(&file.url), escaped(name))
        };
        let files: String = attachments.iter().map(file).collect();
        Some(format!("{}<ul>{files}</ul>", body.unwrap_or_default()))
    }
}

/// Plain text as HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
