//! A body as it is served: cleaned, and made right as the browser's reader of foreign feeds makes it.

use bantin_feed::{Article, players_as_links, tidy, tidy_texts};
use icu_normalizer::ComposingNormalizerBorrowed;

use super::{Found, clean_each};

/// The body that a source gave, safe and tidy. `language` is the tag of the article's language, if it is known. Each address
/// goes through `address` first, which may give another or take it away.
#[must_use]
pub fn body(html: &str, language: Option<&str>, address: impl Fn(Found<'_>) -> Option<String> + 'static) -> String {
    tidy(&clean_each(&players_as_links(html), address), language, &composed)
}

/// The texts of an article beside its body, made right.
pub fn texts(article: &mut Article) {
    tidy_texts(article, &composed);
}

fn composed(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc().normalize(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::body;
    use proptest::prelude::*;

    fn made(html: &str) -> String {
        body(html, Some("vi"), |found| Some(found.address.to_owned()))
    }

    /// What editors paste, and beside each what is served of it. `BANTIN_WRITE_EXAMPLES=1` writes what is served; whoever changes
    /// a rule looks at the difference.
    #[test]
    fn examples_are_served_as_they_are_written_down() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../feed/tests/tidy");
        let mut examples = 0;
        for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if file.extension().is_none_or(|ending| ending != "html")
                || file.to_string_lossy().ends_with(".served.html")
            {
                continue;
            }
            let served = made(&std::fs::read_to_string(&file).unwrap()) + "\n";
            let beside = file.with_extension("served.html");
            if std::env::var_os("BANTIN_WRITE_EXAMPLES").is_some() {
                std::fs::write(&beside, &served).unwrap();
            }
            assert_eq!(served, std::fs::read_to_string(&beside).unwrap_or_default(), "{}", file.display());
            assert_eq!(made(&served) + "\n", served, "{}", file.display());
            examples += 1;
        }
        assert!(examples >= 6);
    }

    #[test]
    fn a_frame_with_a_video_is_a_link_to_it() {
        let html = made("<p>a</p><iframe src='https://www.youtube.com/embed/abcdefghijk' title='Lễ hội'></iframe>");
        assert!(html.starts_with("<p>a</p><figure class=\"player\"><a data-player="), "{html}");
        assert!(html.ends_with("rel=\"noopener\">Xem video trên YouTube: Lễ hội</a></figure>"), "{html}");
        assert_eq!(made("<iframe src='https://example.vn/'>a</iframe>"), "");
    }

    #[test]
    fn what_nobody_may_write_is_not_kept() {
        let forged = made("<figure class=player><a data-player='https://evil.example/' href=/a role=x>a</a></figure>");
        assert_eq!(forged, "<figure><a href=\"/a\" rel=\"noopener\">a</a></figure>");
        assert_eq!(made("<h1 id=a>A</h1><p><a href='#a'>lên</a></p>"), "<h2>A</h2><p>lên</p>");
    }

    #[test]
    fn letters_are_composed() {
        assert_eq!(made("<p>Tie\u{302}\u{301}ng Vie\u{323}\u{302}t</p>"), "<p>Tiếng Việt</p>");
    }

    proptest! {
        #[test]
        fn what_was_served_is_served_the_same_again(pieces in proptest::collection::vec(
            prop_oneof![
                "<(p|div|b|font|table|tr|td|li|h[1-6]|figure|a href=/x|blockquote|center|o:p|select|dl|dd)>",
                "</(p|div|b|font|table|tr|td|li|h[1-6]|figure|a|blockquote|center|select|dl|dd)>",
                "<br>|- a|<img src=a.jpg>|https://youtu.be/abcdefghijk|<iframe src=//youtu.be/abcdefghijk>|đ|[<>&\"' a]{0,6}",
            ],
            0..24,
        )) {
            let once = made(&pieces.concat());
            prop_assert_eq!(made(&once), once);
        }
    }
}
