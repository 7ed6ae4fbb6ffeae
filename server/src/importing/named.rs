//! What an article names that a site has to have itself: files beside its feed, and pictures on the web.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use bantin_feed::Article;

use url::Url;

use super::remote::Wanted;
use super::{OnTheWeb, Origin, local, media};
use crate::clean::each_address;
use crate::redirects::host;
use crate::settings::Copying;

/// What an article names.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Names of files that may be beside the feed, each once.
    pub(super) files: Vec<String>,
    /// Pictures: what they are named, if that may be a file, and the whole address that it is otherwise.
    pictures: Vec<(Option<String>, String)>,
    /// The whole addresses of other files on the web.
    attachments: Vec<String>,
}

impl Named {
    /// Looks through an article that came from `origin`.
    pub(super) fn by(article: &Article, origin: &Origin) -> Self {
        let mut named = Self::default();
        let base = Some(origin.base.as_str()).filter(|base| local::is_web(base));
        let attachments = article.attachments.iter().map(|attachment| &attachment.url);
        let avatars = article.authors.iter().filter_map(|author| author.avatar.as_ref());
        for address in attachments.clone().chain(avatars) {
            named.field(address, base, false);
        }
        named.attachments.extend(attachments.filter(|address| local::is_web(address)).cloned());
        for address in article.image.iter().chain(&article.banner_image) {
            named.field(address, base, true);
        }
        if let Some(html) = &article.content_html {
            let found = Arc::<Mutex<Vec<(String, bool)>>>::default();
            let finder = Arc::clone(&found);
            // The cleaner sees every address that may be sent: what it does not ask about is not shown.
            each_address(html, move |found| {
                let address = (found.address.trim().to_owned(), found.is_picture);
                finder.lock().unwrap_or_else(PoisonError::into_inner).push(address);
            });
            let page = article.url.as_deref().filter(|page| local::is_web(page)).or(base);
            for (address, is_picture) in found.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
                named.add(&address, page, is_picture);
                let whole = if is_picture { None } else { local::whole(&address, page) };
                named.attachments.extend(
                    whole.filter(|whole| is_document(whole) && base.is_some_and(|base| host(base) == host(whole))),
                );
            }
        }
        let mut once = HashSet::new();
        named.files.retain(|name| once.insert(name.clone()));
        named
    }

    fn field(&mut self, address: &str, base: Option<&str>, is_picture: bool) {
        match local::reference(address) {
            Some(reference) => self.add(&reference, base, is_picture),
            None if is_picture => self.pictures.push((None, address.to_owned())),
            None => {}
        }
    }

    fn add(&mut self, reference: &str, base: Option<&str>, is_picture: bool) {
        let name = local::name(reference);
        self.files.extend(name.clone());
        if is_picture {
            self.pictures.extend(local::whole(reference, base).map(|whole| (name, whole)));
        }
    }

    /// Its files on the web that are wanted, but for pictures that were found beside the feed.
    pub(super) fn on_the_web(self, wanted: &OnTheWeb, is_file: impl Fn(&str) -> bool) -> impl Iterator<Item = Wanted> {
        let (of_pictures, of_attachments) = (wanted.pictures, wanted.attachments);
        let others = self.pictures.into_iter().filter(move |(name, _)| !name.as_deref().is_some_and(&is_file));
        let pictures = others.map(move |(_, address)| Wanted { address, is_picture: true, copying: of_pictures });
        let attachments = self.attachments.into_iter();
        let attachments =
            attachments.map(move |address| Wanted { address, is_picture: false, copying: of_attachments });
        let all = pictures.chain(attachments).filter(|wanted| wanted.copying != Copying::Leave);
        all.filter(|wanted| local::is_web(&wanted.address))
    }
}

/// Whether an address is that of a document, by its ending.
fn is_document(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else { return false };
    media::type_of(url.path()).is_some_and(|kind| !kind.starts_with("image/"))
}
