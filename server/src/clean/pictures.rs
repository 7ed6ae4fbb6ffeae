//! The pictures of a body that is clean: how large they are, in which sizes they are there, and when they are fetched.
//!
//! All of it is written here and nothing of it is taken from a source, whose list of sizes would be other addresses than
//! those that were looked at.

use bantin_feed::Picture;

/// How a body begins that opens with a picture: then that is the page's first.
const FIRST_WORDS: [&str; 4] = ["<figure>", "<img", "<p><img", "<div class=\"gallery\"><figure>"];

/// How wide a picture in a body is at most: that is its column.
const COLUMN: u64 = 640;

/// How wide the figure is that a body opens with.
const OPENING: &str = "(min-width:1000px) 800px,min(95vw,640px)";

/// How wide one of several figures in a row is.
const GALLERY: &str = "(min-width:560px) 310px,95vw";

/// HTML that the cleaner wrote, each picture with all that is known of it. `known` says it of an address.
#[must_use]
pub fn with_sizes(html: &str, known: impl Fn(&str) -> Option<Picture>) -> String {
    let mut out = String::with_capacity(html.len());
    let opening = html.trim_ascii_start();
    let mut is_first = FIRST_WORDS.iter().any(|words| opening.starts_with(words));
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once("<img") {
        let Some((attributes, after)) = end_of_tag(tag).and_then(|end| Some((tag.get(..end)?, tag.get(end + 1..)?)))
        else {
            break;
        };
        out.push_str(before);
        out.push_str("<img");
        let figure =
            before.rfind("<figure").is_some_and(|start| !before.get(start..).unwrap_or("").contains("</figure"));
        let row = figure && is_in_row(before, after);
        let place = match (figure, row) {
            (true, true) => Place::Row,
            (true, false) if is_first => Place::Opening,
            (true, false) => Place::Figure,
            (false, _) => Place::Text,
        };
        write(&mut out, attributes, place, is_first, &known);
        out.push('>');
        is_first = false;
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Where a picture stands, which says how wide it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the figure that the body opens with.
    Opening,
    /// In a figure, as wide as the column.
    Figure,
    /// In one of several figures that follow each other.
    Row,
    /// Among text, as wide as it says or is.
    Text,
}

fn write(out: &mut String, attributes: &str, place: Place, is_first: bool, known: impl Fn(&str) -> Option<Picture>) {
    let kept = Attributes(attributes).filter(|(name, _)| *name != "loading");
    let picture = Attributes(attributes).find(|(name, _)| *name == "src").and_then(|(_, address)| known(address));
    let own =
        |wanted| Attributes(attributes).find(|(name, _)| *name == wanted).and_then(|(_, value)| value.parse().ok());
    for (name, value) in kept {
        if picture.is_none() || !matches!(name, "width" | "height") {
            out.extend([" ", name, "=\"", value, "\""]);
        }
    }
    if let Some(Picture { srcset, width, height }) = picture {
        // A source may show a picture smaller than it is, and no larger.
        let shown = own("width").filter(|shown: &u64| (1..=width).contains(shown)).unwrap_or(width);
        let high = (height.saturating_mul(shown) / width.max(1)).max(1);
        let sizes = match place {
            Place::Opening => OPENING.to_owned(),
            Place::Row => GALLERY.to_owned(),
            Place::Figure => format!("min(95vw,{COLUMN}px)"),
            Place::Text => format!("min(95vw,{}px)", shown.min(COLUMN)),
        };
        out.push_str(&format!(
            " srcset=\"{}\" sizes=\"{sizes}\" width=\"{shown}\" height=\"{high}\"",
            srcset.replace('&', "&amp;").replace('"', "&quot;")
        ));
    }
    out.push_str(if is_first { " fetchpriority=\"high\"" } else { " loading=\"lazy\"" });
    out.push_str(" decoding=\"async\"");
}

/// Whether the figure around a picture follows another one, or is followed by one.
fn is_in_row(before: &str, after: &str) -> bool {
    let follows =
        before.rsplit_once("<figure").is_some_and(|(before, _)| before.trim_ascii_end().ends_with("</figure>"));
    let goes_on =
        after.split_once("</figure>").is_some_and(|(_, after)| after.trim_ascii_start().starts_with("<figure"));
    follows || goes_on
}

/// Where a tag ends; a `>` in quotes is none.
pub(super) fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quoted = false;
    for (place, c) in tag.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return Some(place),
            _ => {}
        }
    }
    None
}

/// The attributes of a tag that the cleaner wrote: name and value, as they stand there.
struct Attributes<'h>(&'h str);

impl<'h> Iterator for Attributes<'h> {
    type Item = (&'h str, &'h str);

    fn next(&mut self) -> Option<Self::Item> {
        let (name, rest) = self.0.trim_ascii_start().split_once("=\"")?;
        let (value, rest) = rest.split_once('"')?;
        self.0 = rest;
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::clean;
    use proptest::prelude::*;

    fn known(address: &str) -> Option<Picture> {
        (address == "/a.jpg").then(|| Picture { srcset: "/a-1.webp 900w".into(), width: 900, height: 600 })
    }

    const LAZY: &str = " loading=\"lazy\" decoding=\"async\">";

    #[test]
    fn a_picture_of_ours_has_sizes_and_all_are_fetched_late() {
        let html = r#"<p>a</p><img src="/a.jpg" alt="A > &quot;B&quot;" loading="eager"><img src="https://x/b.jpg" width="3">"#;
        let ours = r#"<p>a</p><img src="/a.jpg" alt="A > &quot;B&quot;" srcset="/a-1.webp 900w" sizes="min(95vw,640px)" width="900" height="600""#;
        let other = r#"<img src="https://x/b.jpg" width="3""#;
        assert_eq!(with_sizes(html, known), format!("{ours}{LAZY}{other}{LAZY}"));
    }

    #[test]
    fn a_width_that_the_source_gave_is_kept_unless_it_is_none() {
        let sized = |width: &str| with_sizes(&format!("a<img width=\"{width}\" height=\"7\" src=\"/a.jpg\">"), known);
        assert!(sized("300").contains(r#" sizes="min(95vw,300px)" width="300" height="200""#), "{}", sized("300"));
        for odd in ["0", "901", "100%", "-3", "x"] {
            assert!(sized(odd).contains(r#" width="900" height="600""#), "{}", sized(odd));
        }
    }

    #[test]
    fn the_picture_that_a_body_opens_with_comes_first_and_no_other() {
        for opening in
            ["<figure><img src=\"/a.jpg\"></figure>", "<img src=\"/a.jpg\">", "\n<p><img src=\"/a.jpg\"></p>"]
        {
            let html = with_sizes(&format!("{opening}<p>a</p><img src=\"/a.jpg\">"), known);
            assert_eq!(html.matches("fetchpriority=\"high\"").count(), 1, "{html}");
            assert_eq!(html.matches("loading=\"lazy\"").count(), 1, "{html}");
            assert!(html.find("fetchpriority") < html.find("loading"), "{html}");
        }
        assert!(!with_sizes("<p>a</p><p><img src=\"/a.jpg\"></p>", known).contains("fetchpriority"));
    }

    #[test]
    fn figures_in_a_row_are_small() {
        let figure = "<figure><img src=\"/a.jpg\"><figcaption>a</figcaption></figure>";
        let html = with_sizes(&format!("<p>a</p>{figure}\n{figure}<p>b</p>{figure}"), known);
        assert_eq!(html.matches(GALLERY).count(), 2, "{html}");
        assert_eq!(html.matches("sizes=\"min(95vw,640px)\"").count(), 1, "{html}");
        assert!(with_sizes(figure, known).contains(OPENING));
    }

    proptest! {
        #[test]
        fn whatever_a_source_writes_stays_one_tag_of_ours(pieces in proptest::collection::vec(
            prop_oneof!["<img src=/a.jpg>", "<img srcset='x 1w' sizes=1px fetchpriority=high src=/a.jpg", "[<>\"'=/ a-z&;-]{0,8}", "<figure>", "</figure>", "<p>", "alt=\"<img \""],
            0..12,
        )) {
            let html = clean(&pieces.concat(), |address| Some(address.to_owned()));
            let sized = with_sizes(&html, known);
            let tags = |html: &str| scraper::Html::parse_fragment(html).tree.nodes().count();
            prop_assert_eq!(tags(&sized), tags(&html));
            prop_assert!(!sized.contains("x 1w") && !sized.contains("1px"));
            prop_assert!(sized.matches(" fetchpriority=").count() <= 1);
            // With all of it taken out again by the list for sources, nothing but what was there is left.
            let again = clean(&sized, |address| Some(address.to_owned()));
            prop_assert!(!again.contains("srcset") && !again.contains("fetchpriority") && !again.contains("decoding"));
        }
    }
}
