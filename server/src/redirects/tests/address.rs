//! When two addresses are the same.

use icu_normalizer::DecomposingNormalizerBorrowed;
use proptest::prelude::*;

use super::super::{BadAddress, OldAddress};

fn normal(text: &str) -> String {
    OldAddress::parse(text).unwrap().to_string()
}

#[test]
fn the_same_place_is_the_same_address() {
    let post = "/tintuc/lists/posts/post.aspx?categoryid=3&itemid=9002";
    for text in [
        "/tintuc/Lists/Posts/Post.aspx?CategoryId=3&ItemID=9002",
        "https://www.example.vn/tintuc/Lists/Posts/Post.aspx?ItemID=9002&CategoryId=3",
        "HTTP://example.vn:8080/TinTuc/lists/posts/POST.ASPX?itemid=9002&amp;categoryid=3#top",
        "//example.vn/tintuc//Lists/./Posts/x/../Post.aspx/?ItemID=9002&&CategoryId=3&fbclid=abc&utm_source=zalo",
        "/tintuc%2FLists\\Posts/Post%2Easpx?%49temID=%39002&CategoryId=3&CategoryId=3",
        "  /tintuc/Lists/Posts/Post.aspx?CategoryId=3&ItemID=9002&UTM_Medium=x&ZARSRC=30 ",
    ] {
        assert_eq!(normal(text), post, "{text}");
    }
}

#[test]
fn another_place_is_another_address() {
    let texts = ["/", "/?p=1", "/?p=2", "/?q=1", "/a", "/a?p", "/a?p=1", "/a/b", "/a%20b", "/a+b", "/a%25", "/%FF"];
    let all: std::collections::HashSet<_> = texts.iter().map(|text| normal(text)).collect();
    assert_eq!(all.len(), texts.len(), "{all:?}");
}

#[test]
fn the_front_page_with_a_query_is_an_address_of_its_own() {
    assert_eq!(normal("https://example.vn?p=123"), "/?p=123");
    assert_eq!(normal("?P=123"), "/?p=123");
    assert_eq!(normal("https://example.vn"), "/");
    assert!(OldAddress::parse("/?utm_source=zalo&fbclid=x#a").unwrap().is_root());
}

#[test]
fn vietnamese_is_the_same_however_it_is_written() {
    let composed = normal("/Tin-Tức/Đại-hội?Từ=Khóa+một");
    assert_eq!(composed, "/tin-tức/đại-hội?từ=khóa%20một");
    assert_eq!(normal("/tin-t%E1%BB%A9c/%C4%90%E1%BA%A1i-h%E1%BB%99i?t%E1%BB%AB=kh%C3%B3a%20m%E1%BB%99t"), composed);
    assert_eq!(normal("/tin-tu\u{31b}\u{301}c/đa\u{323}i-ho\u{323}\u{302}i?từ=khóa một"), composed);
}

#[test]
fn what_is_no_address_is_told_why() {
    assert_eq!(OldAddress::parse("  "), Err(BadAddress::Empty));
    assert_eq!(OldAddress::parse("tintuc/a.aspx"), Err(BadAddress::Relative));
    assert_eq!(OldAddress::parse("javascript:alert(1)"), Err(BadAddress::Relative));
    assert_eq!(OldAddress::parse(&format!("/{}", "a".repeat(2_048))), Err(BadAddress::Long));
}

fn address() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z0-9._~-]{1,6}",
        "[/\\\\?&=#+%;]{1,3}",
        "%[0-9a-fA-F]{2}",
        "[ăâđêôơưĂÂĐÊÔƠƯứỘ\u{301}\u{302}\u{31b}\u{323}]{1,4}",
        Just("amp;".to_owned()),
        Just("utm_".to_owned()),
        "\\PC",
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| format!("/{}", pieces.concat()))
}

proptest! {
    #[test]
    fn a_normal_form_is_its_own(text in address()) {
        let once = OldAddress::parse(&text).unwrap();
        prop_assert_eq!(&OldAddress::parse(once.as_str()).unwrap(), &once, "{}", text);
    }

    #[test]
    fn any_text_is_read_without_harm(text in any::<String>(), bytes in any::<Vec<u8>>()) {
        let _ = OldAddress::parse(&text);
        let _ = OldAddress::of(&text, &String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn encoding_and_composition_do_not_count(text in "[a-zA-ZăâđêôơưĂÂĐÊÔƠƯứỘ0-9-]{1,20}", value in "\\PC{0,10}") {
        let encoded = |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02x}")).collect() };
        let nfd = DecomposingNormalizerBorrowed::new_nfd();
        let plain = OldAddress::of(&format!("/{text}"), &format!("a={}", encoded(&value)));
        prop_assert_eq!(&OldAddress::of(&format!("/{}", encoded(&text)), &format!("A={}", encoded(&value))), &plain);
        let decomposed = encoded(&nfd.normalize(&value));
        prop_assert_eq!(&OldAddress::of(&format!("/{}", nfd.normalize(&text)), &format!("a={decomposed}")), &plain);
    }

    #[test]
    fn the_order_of_parameters_does_not_count(mut pairs in proptest::collection::vec("[a-c]{1,2}=[0-9]{0,2}", 0..6)) {
        let one = OldAddress::of("/a", &pairs.join("&"));
        pairs.reverse();
        prop_assert_eq!(OldAddress::of("/a", &pairs.join("&")), one);
    }
}
