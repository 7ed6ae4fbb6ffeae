//! Where an address in an article leads: to a file taken over from beside the feed, or to the web.

use std::sync::Arc;

use bantin_feed::resolve;

use super::{Context, Media};
use crate::importing::local;

/// Knows the way for one article.
#[derive(Clone)]
pub(super) struct Addresses {
    media: Arc<Media>,
    source: String,
    files: String,
    /// What addresses in the body are relative to.
    page: Option<String>,
    /// What addresses in other fields are relative to.
    base: Option<String>,
}

impl Addresses {
    pub(super) fn new(context: &Context, source: &str, base: &str, page: Option<&str>) -> Self {
        let base = Some(base).filter(|base| local::is_web(base)).map(str::to_owned);
        let page = page.filter(|page| local::is_web(page)).map(str::to_owned);
        Self {
            media: Arc::clone(&context.media),
            source: source.to_owned(),
            files: format!("{}media/{}/", context.site.settings.root(), context.site.site.id),
            page: page.or_else(|| base.clone()),
            base,
        }
    }

    /// The address to send for one that stands in a field, and the size of the file if it is one of ours.
    pub(super) fn field(&self, address: &str) -> Option<(String, Option<u64>)> {
        match local::reference(address) {
            None => Some((address.to_owned(), None)),
            Some(reference) => self.relative(&reference, self.base.as_deref()),
        }
    }

    /// The address to send for one that stands in the body.
    pub(super) fn body(&self, address: &str) -> Option<String> {
        self.relative(address.trim(), self.page.as_deref()).map(|(address, _)| address)
    }

    fn relative(&self, reference: &str, base: Option<&str>) -> Option<(String, Option<u64>)> {
        let name = local::name(reference);
        if let Some(file) = name.and_then(|name| self.media.get(&(self.source.clone(), name))) {
            return Some((format!("{}{}", self.files, file.file), Some(file.size)));
        }
        if local::has_scheme(reference) {
            return Some((reference.to_owned(), None));
        }
        // Nothing on our pages is what a relative address or a place in the page meant where it came from.
        base.filter(|_| !reference.starts_with('#')).map(|base| (resolve(base, reference), None))
    }
}
