//! Where an address in an article leads: to a file taken over, to an article of ours that stood on the old site, or to the web.

use std::sync::Arc;

use bantin_feed::Picture;

use super::old_address::{Leads, leads};
use super::{Context, Media, SiteContent};
use crate::clean::Found;
use crate::importing::local;
use crate::pictures::srcset;
use crate::redirects::{OldAddress, host};
use crate::store::{MediaFile, Store};

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
    store: Arc<dyn Store>,
    site: Arc<SiteContent>,
}

impl Addresses {
    pub(super) fn new(store: &Arc<dyn Store>, context: &Context, source: &str, base: &str, page: Option<&str>) -> Self {
        let base = Some(base).filter(|base| local::is_web(base)).map(str::to_owned);
        let page = page.filter(|page| local::is_web(page)).map(str::to_owned);
        Self {
            store: Arc::clone(store),
            site: Arc::clone(&context.site),
            media: Arc::clone(&context.media),
            source: source.to_owned(),
            files: format!("{}media/{}/", context.site.settings.root(), context.site.site.id),
            page: page.or_else(|| base.clone()),
            base,
        }
    }

    /// The address to send for one that stands in a field, and the size of the file if it is one of ours.
    pub(super) fn field(&self, address: &str) -> Option<(String, Option<u64>)> {
        let (address, size) = match local::reference(address) {
            None => self.ours(address).unwrap_or_else(|| (address.to_owned(), None)),
            Some(reference) => self.relative(&reference, self.base.as_deref())?,
        };
        // How large one is that is handed on, only its source knows.
        Some((address, size.filter(|size| *size > 0)))
    }

    /// The address to send for one that stands in the body.
    pub(super) fn body(&self, found: Found<'_>) -> Option<String> {
        let (address, size) = self.relative(found.address.trim(), self.page.as_deref())?;
        let is_file = size.is_some() || found.is_picture;
        let moved = if is_file { None } else { self.moved(&address) };
        Some(moved.unwrap_or(address))
    }

    /// The page of ours that an address of the old site leads to.
    fn moved(&self, address: &str) -> Option<String> {
        let known = [&self.base, &self.page].into_iter().flatten();
        let to = host(address)?;
        if !known.into_iter().any(|own| host(own).as_ref() == Some(&to)) {
            return None;
        }
        let old = OldAddress::parse(address).ok().filter(|old| !old.is_root())?;
        match leads(&*self.store, &self.site, &old) {
            Ok(Some((Leads::To(ours), _))) => {
                let place = address.split_once('#').map(|(_, place)| format!("#{place}")).unwrap_or_default();
                Some(ours + &place)
            }
            Ok(Some((Leads::Gone(_), _)) | None) => None,
            Err(error) => {
                // The link still leads to where it led.
                tracing::warn!(%error, "where a link of an article leads cannot be read");
                None
            }
        }
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
