//! The style of a frame: as little as it needs. Fonts are the reader's own: the site's would be most of a frame's bytes.

use super::asked::Kind;

const TOKENS: &str = include_str!("../../../../style/tokens.css");
const FRAME: &str = include_str!("frame.css");
const HOSTED: &str = include_str!("../../../../style/hosted.css");
const NEWS: &str = include_str!("../../../../style/cards.css");
const COUNTER: &str = include_str!("../../../../style/counter.css");
const COUNTER_FRAME: &str = include_str!("counter.css");
const NEWS_FRAME: &str = include_str!("news.css");

/// The sheet of a frame; `None` is a frame that only says something.
pub(super) fn sheet(kind: Option<Kind>, accent: Option<u16>) -> String {
    let own = match kind {
        Some(Kind::News) => [NEWS, HOSTED, NEWS_FRAME],
        Some(Kind::Counter) => [COUNTER, HOSTED, COUNTER_FRAME],
        None => [""; 3],
    };
    let mut sheet = without_fonts(&without_comments(TOKENS));
    for part in std::iter::once(FRAME).chain(own) {
        sheet.push_str(&without_comments(part));
    }
    let mut sheet: String = sheet.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    if let Some(hue) = accent {
        sheet.push_str(&format!("\n:root{{--hue:{hue}}}"));
    }
    sheet
}

fn without_fonts(css: &str) -> String {
    without(css, "@font-face", "}")
}

fn without_comments(css: &str) -> String {
    without(css, "/*", "*/")
}

/// Leaves out all that begins and ends so.
fn without(css: &str, start: &str, end: &str) -> String {
    let mut parts = css.split(start);
    let first = parts.next().unwrap_or_default();
    let others = parts.map(|part| part.split_once(end).map_or("", |(_, after)| after));
    std::iter::once(first).chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_font_and_no_remark_is_sent_and_all_else_is() {
        for kind in [None, Some(Kind::News), Some(Kind::Counter)] {
            let sheet = sheet(kind, Some(145));
            assert!(!sheet.contains("@font-face") && !sheet.contains("url(") && !sheet.contains("/*"), "{sheet}");
            assert!(sheet.contains("--paper:") && sheet.ends_with(":root{--hue:145}"), "{sheet}");
            assert_eq!(sheet.matches('{').count(), sheet.matches('}').count());
        }
        assert!(sheet(Some(Kind::Counter), None).contains("\"0\\A 1\\A 2"));
        assert!(sheet(Some(Kind::News), None).contains(".news .row .headline"));
    }
}
