//! The wire types between bantin's client and its companion server.
//!
//! This crate exists so that both sides speak from one definition. It may import `serde` and nothing else:
//! it is compiled into the wasm, where every dependency is paid for on a phone. Articles are not here: they
//! travel as JSON Feed 1.1, which `bantin-feed` reads and writes. All paths are below `/api/v1/sites/{site}`,
//! and version 1 only ever grows: a field may be added, none is renamed or removed.

mod counts;
mod problem;
mod site;
mod suggestion;

pub use counts::{ArticleViews, Counts, Visit, Visits};
pub use problem::Problem;
pub use site::{Category, Language, Site};
pub use suggestion::{Suggestion, Suggestions};

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_visit_is_read_as_clients_write_it() {
        let visit: Visit = serde_json::from_value(json!({ "id": "a", "article": 7 })).unwrap();
        assert_eq!(visit, Visit { id: "a".into(), article: Some(7), entry: None, from: None });
        let listing = json!({ "id": "a", "article": null, "entry": true, "from": "example.vn" });
        let listing: Visit = serde_json::from_value(listing).unwrap();
        let from = Some("example.vn".into());
        assert_eq!(listing, Visit { id: "a".into(), article: None, entry: Some(true), from });
    }

    #[test]
    fn nobody_sends_a_number_a_time_or_an_address() {
        for more in [json!({ "views": 9 }), json!({ "at": 0 }), json!({ "address": "192.0.2.1" })] {
            let mut visit = json!({ "id": "a" });
            visit.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            assert!(serde_json::from_value::<Visit>(visit.clone()).is_err(), "{visit}");
        }
    }

    #[test]
    fn counts_have_the_shape_that_is_documented() {
        let counts = Counts { visits: Visits { total: 3, today: 2 }, online: 1 };
        assert_eq!(serde_json::to_value(counts).unwrap(), json!({ "visits": { "total": 3, "today": 2 }, "online": 1 }));
        let views = ArticleViews { article: None, views: 5, readers: 4 };
        assert_eq!(serde_json::to_value(views).unwrap(), json!({ "views": 5, "readers": 4 }));
    }

    #[test]
    fn a_language_is_known_by_its_tag_whatever_its_region() {
        assert_eq!(Language::of_tag("vi-VN"), Some(Language::Vi));
        assert_eq!(Language::of_tag("EN"), Some(Language::En));
        assert_eq!(Language::of_tag("fr"), None);
        assert_eq!(Language::of_tag(""), None);
    }
}
