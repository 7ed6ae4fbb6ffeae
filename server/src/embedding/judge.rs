//! All that stands in the way, in the order in which a browser meets it.

use std::collections::HashMap;

use axum::http::HeaderMap;
use bantin_api::Site;
use url::Url;

use super::page::HostPage;
use super::policy::Blocked;
use super::{elements, frames, loader};
use crate::settings::SiteSettings;

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether it stops the embed, or its counting; else it is only good to know.
    pub stops: bool,
    /// What is so.
    pub what: String,
    /// What to do.
    pub advice: String,
}

impl Finding {
    pub(super) fn stop(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { stops: true, what: what.into(), advice: advice.into() }
    }

    pub(super) fn note(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { stops: false, ..Self::stop(what, advice) }
    }

    /// What a policy blocks.
    pub(super) fn blocked(what: &str, blocked: Blocked) -> Self {
        let Blocked { at, says, instead } = blocked;
        Self::stop(format!("{at} blocks {what}: `{says}`"), format!("in that policy, {instead}"))
    }
}

/// A site of ours.
#[derive(Clone, Debug)]
pub struct Served {
    /// What it is.
    pub site: Site,
    /// Its settings.
    pub settings: SiteSettings,
}

impl Served {
    /// Whether a page's visits are counted, and frames may stand on it.
    pub(super) fn is_embedded_by(&self, page: &HostPage) -> bool {
        let origin = page.origin();
        self.settings.embed_origins.contains(&origin) || self.is_at(&page.address)
    }

    /// Whether an address is this site's own, as far as that is set.
    fn is_at(&self, address: &Url) -> bool {
        let own = self.settings.origin.as_ref() == Some(&address.origin().ascii_serialization());
        own || address.host_str().is_some_and(|host| self.settings.hosts.iter().any(|known| known == host))
    }
}

/// All sites of ours.
#[derive(Clone, Debug)]
pub struct Ours(pub Vec<Served>);

impl Ours {
    /// Whether an address is on a server of ours. Nobody knows where no site says where it is.
    pub(super) fn has(&self, address: &Url) -> Option<bool> {
        let known = self.0.iter().any(|one| one.settings.origin.is_some() || !one.settings.hosts.is_empty());
        known.then(|| self.0.iter().any(|one| one.is_at(address)))
    }

    pub(super) fn site(&self, id: &str) -> Option<&Served> {
        self.0.iter().find(|one| one.site.id == id)
    }

    /// The ids of all, to be chosen from.
    pub(super) fn ids(&self) -> String {
        let ids: Vec<&str> = self.0.iter().map(|one| one.site.id.as_str()).collect();
        ids.join(", ")
    }
}

/// What the server answered to the page's visitors.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub bytes: Vec<u8>,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// What was answered at each address that [`asked`] names; else why nothing was.
pub type Answers = HashMap<Url, Result<Answer, String>>;

/// The addresses of the page's embeds, to be looked at before it is judged.
#[must_use]
pub fn asked(page: &HostPage) -> Vec<Url> {
    let scripts = loader::loaders(page).into_iter().filter_map(|(_, address)| address);
    let frames = frames::frames(page).into_iter().map(|(_, address)| address);
    let mut all: Vec<Url> = scripts.chain(frames).collect();
    all.sort();
    all.dedup();
    all
}

/// All that was found: what stops the embeds of a page first.
#[must_use]
pub fn judge(page: &HostPage, ours: &Ours, answers: &Answers) -> Vec<Finding> {
    let mut found = Vec::new();
    let (loaders, frames_there) = (loader::loaders(page), frames::frames(page));
    let there = elements::elements(page);
    found.extend(elements::misspelt(page));
    if loaders.is_empty() && frames_there.is_empty() && there.is_empty() && found.is_empty() {
        found.push(Finding::stop(
            "nothing of ours is on the page: no script line, no element, no iframe",
            "paste the lines from the page /nhung of the news server; where a script of the page puts them in, this command \
             cannot see them",
        ));
    }
    if !loaders.is_empty() || !there.is_empty() {
        found.extend(loader::judge(page, ours, answers, &there));
        found.extend(elements::judge(page, ours, &there));
    }
    found.extend(frames::judge(page, ours, answers));
    found.extend(embedding(page, ours, &there));
    found.sort_by_key(|finding| !finding.stops);
    let mut once = Vec::new();
    found.retain(|finding| {
        !once.contains(finding) && {
            once.push(finding.clone());
            true
        }
    });
    found
}

/// Whether the sites that are shown know the page.
fn embedding(page: &HostPage, ours: &Ours, elements: &[&super::page::Element]) -> Vec<Finding> {
    let in_elements = elements.iter().filter_map(|element| element.get("site").map(str::to_owned));
    let in_frames = frames::frames(page).into_iter().filter_map(|(_, address)| Some(frames::parts(&address)?.0));
    let mut ids: Vec<String> = in_elements.chain(in_frames).collect();
    ids.sort();
    ids.dedup();
    let origin = page.origin();
    let unknown = ids.iter().filter_map(|id| ours.site(id)).filter(|served| !served.is_embedded_by(page));
    unknown
        .map(|served| {
            Finding::stop(
                format!(
                    "the site `{}` does not know {origin}: visits from there are refused, and frames stay empty",
                    served.site.id
                ),
                format!("add \"{origin}\" to `embed_origins` of that site in bantin.toml, and restart the server"),
            )
        })
        .collect()
}
