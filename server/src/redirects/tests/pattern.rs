//! Where patterns lead.

use bantin::route::Addresses;
use bantin_api::Language;
use bantin_feed::percent_encode;
use proptest::prelude::*;

use super::super::{BadAddress, BadPattern, BadTarget, IMPORT, OldAddress, Ours, Pattern, Target};

fn pattern(from: &str, to: Option<&str>) -> Result<Pattern, BadPattern> {
    let addresses = Addresses::paths("/b/", &[Language::Vi, Language::En]);
    Pattern::parse(from, to, None, &Ours { addresses, hosts: Vec::new() })
}

fn leads(from: &str, to: Option<&str>, address: &str) -> Option<String> {
    let target = pattern(from, to).unwrap().target(&OldAddress::parse(address).unwrap());
    target.map(|target| target.to_string())
}

#[test]
fn a_field_says_where_an_address_leads() {
    let post = "/tintuc/Lists/Posts/Post.aspx?ItemID={source_id}";
    let address = "/TinTuc/Lists/Posts/post.aspx?CategoryId=3&itemid=9002";
    assert_eq!(leads(post, None, address).as_deref(), Some("9002 of import"));
    assert_eq!(leads(post, Some("/b/tin/post-{source_id}"), address).as_deref(), Some("post-9002 of import"));
    assert_eq!(leads("/*-{id}.html", None, "/a/cup-nuoc-17.html").as_deref(), Some("/tin/17"));
    assert_eq!(leads("/muc/{slug}/*", None, "/muc/Thong-Bao").as_deref(), Some("/chuyen-muc/thong-bao"));
    assert_eq!(
        leads("/muc/{slug}/*", Some("/b/en/chuyen-muc/{slug}"), "/muc/a/2").as_deref(),
        Some("/en/chuyen-muc/a")
    );
    assert_eq!(leads("/?p={source_id}", None, "/?p=a%2Fb&x=1").as_deref(), Some("a/b of import"));
    assert_eq!(
        leads("/Posts.aspx?CategoryId=3", Some("/b/chuyen-muc/a"), "/posts.aspx?categoryid=3").as_deref(),
        Some("/chuyen-muc/a")
    );
    assert_eq!(leads("/quang-cao/*", Some("gone"), "/quang-cao").as_deref(), Some("gone"));
}

#[test]
fn what_is_not_meant_does_not_match() {
    assert_eq!(leads("/a/{source_id}", None, "/a/b/c"), None);
    assert_eq!(leads("/a/{source_id}", None, "/a"), None);
    assert_eq!(leads("/a?x={id}", None, "/a?x=b"), None);
    assert_eq!(leads("/a?x={id}", None, "/a?y=1"), None);
    assert_eq!(leads("/a.b", Some("/b/"), "/acb"), None);
    assert_eq!(leads("/a/{id}", None, "/a/99999999999999999999"), None);
    // The front page is ours, whatever tracks its visitors.
    assert_eq!(leads("/*", Some("/b/"), "/?x=1"), None);
}

#[test]
fn a_wrong_pattern_is_told() {
    let error = |from: &str, to| pattern(from, to).unwrap_err();
    assert_eq!(error("/a/{so}", None), BadPattern::Field("so".into()));
    assert_eq!(error("/a/{id}/{slug}", None), BadPattern::Twice);
    assert_eq!(error("/a/{id", None), BadPattern::Open);
    assert_eq!(error("/a/*", None), BadPattern::NoTo);
    assert_eq!(error("a/*", Some("gone")), BadPattern::Address(BadAddress::Relative));
    assert_eq!(error("https://old.example/", Some("gone")), BadPattern::Root);
    assert!(matches!(error("/a", Some("https://evil.example/")), BadPattern::To(BadTarget::OtherHost(_))));
    assert!(matches!(error("/a", Some("/tin/5")), BadPattern::To(BadTarget::NoPage(..))));
    for to in [
        "/b/tin/{id}",
        "/b/chuyen-muc/{source_id}",
        "/b/{source_id}",
        "//{source_id}/b/tin/1",
        "/b/tin/1/{source_id}{source_id}",
    ] {
        assert!(matches!(error("/a/{source_id}", Some(to)), BadPattern::ToField(_)), "{to}");
    }
    assert!(matches!(error(&format!("/{}", "*".repeat(2_000)), Some("gone")), BadPattern::Large));
}

proptest! {
    #[test]
    fn any_pattern_is_read_and_matched_without_harm(
        from in "/[a-z*{}/?=&.%]{0,12}(\\{(id|slug|source_id)\\})?[a-z*{}/?=&.%\\\\+()\\[|^$]{0,12}",
        to in proptest::option::of("(/b/)?(tin|chuyen-muc)?/?\\PC{0,8}(\\{(id|slug|source_id)\\})?"),
        address in "/\\PC{0,40}",
    ) {
        if let Ok(pattern) = pattern(&from, to.as_deref()) {
            let _ = pattern.target(&OldAddress::parse(&address).unwrap());
        }
    }

    #[test]
    fn what_a_field_held_is_found_whatever_it_was(id in "[a-z0-9ăâđêôơư%?#&=+ {}*._-]{1,12}") {
        let address = OldAddress::of("/a", &format!("x={}", percent_encode(&id))).unwrap();
        let pattern = pattern("/a?x={source_id}", None).unwrap();
        let wanted = Target::OfSource { language: None, source: IMPORT.into(), id };
        prop_assert_eq!(pattern.target(&address), Some(wanted));
    }
}
