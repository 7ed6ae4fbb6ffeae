//! An article of a list, completed by what its own page says.

use crate::Article;

impl Article {
    /// The article of a list with what its own page says besides: the body of the page where it has one, and title, summary, pictures,
    /// dates, authors, categories, language and views where the list has none; files of both.
    ///
    /// Id, address and slug stay as the list has them (without a title the list had no slug worth keeping: the page's counts), and so
    /// do its place before others and its translations, where it names any.
    #[must_use]
    pub fn completed_by(self, page: Self) -> Self {
        let has_body = page.content_html.is_some() || page.content_text.is_some();
        let (content_html, content_text) =
            if has_body { (page.content_html, page.content_text) } else { (self.content_html, self.content_text) };
        let mut attachments = self.attachments;
        for file in page.attachments {
            if attachments.iter().all(|known| known.url != file.url) {
                attachments.push(file);
            }
        }
        Self {
            slug: if self.title.is_some() { self.slug } else { page.slug },
            url: self.url.or(page.url),
            external_url: self.external_url.or(page.external_url),
            title: self.title.or(page.title),
            content_html,
            content_text,
            summary: self.summary.or(page.summary),
            image: self.image.or(page.image),
            banner_image: self.banner_image.or(page.banner_image),
            date_published: self.date_published.or(page.date_published),
            date_modified: self.date_modified.or(page.date_modified),
            authors: or(self.authors, page.authors),
            categories: or(self.categories, page.categories),
            language: self.language.or(page.language),
            attachments,
            views: self.views.or(page.views),
            translations: or(self.translations, page.translations),
            id: self.id,
            picture: self.picture,
            pinned: self.pinned,
            newer: self.newer,
            older: self.older,
        }
    }
}

fn or<T>(own: Vec<T>, others: Vec<T>) -> Vec<T> {
    if own.is_empty() { others } else { own }
}
