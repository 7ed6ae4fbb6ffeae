//! Where an address in an article leads: to a file taken over from beside the feed, or to the web.

use std::sync::Arc;

use bantin_feed::Picture;

use super::{Context, Media};
use crate::importing::local;
use crate::pictures::srcset;
use crate::store::MediaFile;

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
            None => Some(self.ours(address).unwrap_or_else(|| (address.to_owned(), None))),
            Some(reference) => self.relative(&reference, self.base.as_deref()),
        }
    }

    /// The address to send for one that stands in the body.
    pub(super) fn body(&self, address: &str) -> Option<String> {
        self.relative(address.trim(), self.page.as_deref()).map(|(address, _)| address)
    }

    /// What is known of the picture at an address that is sent; `None` where it is none of ours.
    pub(super) fn picture(&self, address: &str) -> Option<Picture> {
        let measure = *self.media.pictures.get(address.strip_prefix(&self.files)?)?;
        let (width, height) = (measure.width.into(), measure.height.into());
        Some(Picture { srcset: srcset(address, measure), width, height })
    }

    fn relative(&self, reference: &str, base: Option<&str>) -> Option<(String, Option<u64>)> {
        if let Some(file) = local::name(reference).and_then(|name| self.ours(&name)) {
            return Some(file);
        }
        let whole = local::whole(reference, base)?;
        Some(self.ours(&whole).unwrap_or((whole, None)))
    }

    /// The file that was taken over from an address.
    fn ours(&self, address: &str) -> Option<(String, Option<u64>)> {
        let MediaFile { file, size, .. } = self.media.by_address.get(&(self.source.clone(), address.to_owned()))?;
        Some((format!("{}{file}", self.files), Some(*size)))
    }
}
