//! Sites below a path: their base is taken off before the routes are looked at.
//!
//! A proxy may pass the whole path on or only what is below the base: both arrive at the same place.

use axum::http::{Request, Uri, uri::PathAndQuery};

use crate::handlers::old_addresses::AsAsked;
use crate::settings::{Base, Settings};

/// The bases of all sites, the longest first.
#[derive(Clone, Debug)]
pub(super) struct Bases(Vec<String>);

impl Bases {
    pub(super) fn new(settings: &Settings) -> Self {
        let mut bases: Vec<String> = settings.sites.iter().map(|site| site.base.as_str().to_owned()).collect();
        bases.retain(|base| *base != Base::default().as_str());
        bases.sort_by_key(|base| std::cmp::Reverse(base.len()));
        bases.dedup();
        Self(bases)
    }

    /// The request as if its site lived at the root.
    pub(super) fn strip<B>(&self, mut request: Request<B>) -> Request<B> {
        if let Some(uri) = self.below(request.uri()) {
            let asked = std::mem::replace(request.uri_mut(), uri);
            request.extensions_mut().insert(AsAsked(asked));
        }
        request
    }

    fn below(&self, uri: &Uri) -> Option<Uri> {
        let path = uri.path();
        let rest = self.0.iter().find_map(|base| match path.strip_prefix(base.as_str()) {
            Some(rest) => Some(rest),
            None => (path == base.trim_end_matches('/')).then_some(""),
        })?;
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        let mut parts = uri.clone().into_parts();
        parts.path_and_query = Some(PathAndQuery::try_from(format!("/{rest}{query}")).ok()?);
        Uri::from_parts(parts).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_base_is_taken_off() {
        let bases = Bases(vec!["/tin/ben-lau/".into(), "/tin/".into()]);
        let below = |path: &str| bases.below(&path.parse().unwrap()).map(|uri| uri.to_string());
        assert_eq!(below("/tin/ben-lau/tin/5?a=b").as_deref(), Some("/tin/5?a=b"));
        assert_eq!(below("/tin/tin/5").as_deref(), Some("/tin/5"));
        assert_eq!(below("/tin").as_deref(), Some("/"));
        assert_eq!(below("/other"), None);
    }
}
